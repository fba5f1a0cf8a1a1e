//! The loop in the real terminal: waits on one place for keys, answers, timers and news; draws once for all that came.
//!
//! Questions are asked in threads of their own; the loop waits a moment for quick answers, so that a key and its effect
//! are one frame. Idle costs nothing: the next thing that wakes it is a key, the desk, or the next full minute.

mod workers;

use crate::api;
use crate::api::Answer;
use crate::api::Desk;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Settings;
use crate::app::Ticket;
use crate::desk::outside::Clock;
use crate::domain::msg::Msg;
use crate::runtime::clock::steady;
use crate::runtime::engine::Engine;
use crate::runtime::ids::Ids;
use crate::runtime::live::workers::Workers;
use crate::runtime::screen;
use crate::runtime::screen::Screen;
use crate::runtime::timers::Timers;
use crate::runtime::workstation::role_in;
use crate::runtime::workstation::role_query;
use crate::term::Arrival;
use crate::term::Input;
use crate::term::Out;
use crate::term::Session;
use crate::term::clipboard;
use crate::term::editor;
use crate::term::is_hang_up;
use crate::ui::Depth;
use crossbeam_channel::Receiver;
use crossbeam_channel::after;
use crossbeam_channel::select;
use std::collections::BTreeSet;
use std::io;
use std::sync::Arc;
use std::time::Duration;

/// Exit code after the line was lost.
pub const HUNG_UP: u8 = 129;
/// Exit code after an interrupt from outside.
pub const INTERRUPTED: u8 = 130;
/// Exit code after SIGTERM.
pub const TERMINATED: u8 = 143;

/// How long a frame waits for answers to what was just asked.
const QUICK: Duration = Duration::from_millis(12);
/// How often a clock that is moved from outside is looked at.
const GLANCE: Duration = Duration::from_millis(250);
/// How long the end waits for questions that were given up.
const PATIENCE: Duration = Duration::from_millis(500);
/// The loop's own question for the operator's roles; the app counts its tickets from 1.
const ROLE: Ticket = Ticket(u64::MAX);

/// What the loop needs from outside.
pub struct Parts {
    /// The terminal.
    pub session: Session,
    /// The desk.
    pub desk: Arc<dyn Desk>,
    /// What the app starts with.
    pub settings: Settings,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The clock is moved from outside, so its minutes are not the machine's.
    pub moved: bool,
    /// Keys of commands.
    pub ids: Box<dyn Ids>,
    /// Colours of the terminal.
    pub depth: Depth,
}

struct Live {
    engine: Engine,
    session: Session,
    out: Out,
    screen: Screen<Out>,
    desk: Arc<dyn Desk>,
    workers: Workers,
    inbox: Receiver<Event>,
    timers: Timers<Duration>,
    clock: Arc<dyn Clock>,
    moved: bool,
    minute: i64,
    depth: Depth,
    dirty: bool,
    awaited: BTreeSet<Ticket>,
    ended: Option<u8>,
}

/// Runs until the operator leaves or the line dies; returns the exit code.
///
/// # Errors
/// What the terminal says, except that it is gone.
pub fn run(parts: Parts) -> io::Result<u8> {
    let (to, inbox) = crossbeam_channel::unbounded();
    let news = to.clone();
    parts.desk.watch(Box::new(move |event| {
        // The loop has ended: nobody needs news.
        let _ = news.send(Event::Desk(event));
    }));
    let workers = Workers::start(&parts.desk, to)?;
    let (engine, first) = Engine::start(parts.settings, Arc::clone(&parts.clock), parts.ids);
    let out = parts.session.out();
    let mut live = Live {
        engine,
        screen: Screen::new(out.clone()),
        out,
        session: parts.session,
        desk: parts.desk,
        workers,
        inbox,
        timers: Timers::default(),
        minute: minute(parts.clock.as_ref()),
        clock: parts.clock,
        moved: parts.moved,
        depth: parts.depth,
        dirty: true,
        awaited: BTreeSet::new(),
        ended: None,
    };
    let code = live.go(first);
    live.leave(code)
}

fn minute(clock: &dyn Clock) -> i64 {
    clock.now().timestamp().div_euclid(60)
}

impl Live {
    fn go(&mut self, first: Vec<Effect>) -> io::Result<u8> {
        first.into_iter().try_for_each(|effect| self.carry_out(effect))?;
        self.ask_role();
        // The first frame waits for nothing.
        self.awaited.clear();
        self.draw()?;
        while self.ended.is_none() {
            self.wait()?;
            self.await_quick()?;
            self.draw()?;
        }
        Ok(self.ended.unwrap_or_default())
    }

    /// Sleeps until something comes, then takes all there is.
    fn wait(&mut self) -> io::Result<()> {
        let timer = after(self.sleep());
        let (mut arrivals, mut events) = (Vec::new(), Vec::new());
        select! {
            recv(self.session.arrivals()) -> arrival => arrivals.extend(arrival),
            recv(self.inbox) -> event => events.extend(event),
            recv(timer) -> _ => {}
        }
        arrivals.extend(self.session.arrivals().try_iter());
        events.extend(self.inbox.try_iter());
        for arrival in arrivals {
            self.arrived(arrival)?;
        }
        self.take_all(events)?;
        while let Some(ticket) = self.timers.take(steady()) {
            self.take(Event::Timer(ticket))?;
        }
        let minute = minute(self.clock.as_ref());
        if minute != self.minute {
            self.minute = minute;
            let day = self.engine.model.day();
            self.take(Event::Clock)?;
            if self.engine.model.day() != day {
                self.workers.tick();
            }
        }
        Ok(())
    }

    /// How long nothing will happen by itself.
    fn sleep(&self) -> Duration {
        let clock = if self.moved {
            GLANCE
        } else {
            let millis = self.clock.now().timestamp_millis().rem_euclid(60_000);
            Duration::from_millis(60_000_u64.saturating_sub(millis.unsigned_abs()) + 1)
        };
        let timer = self.timers.next().map(|due| due.saturating_sub(steady()));
        timer.map_or(clock, |timer| timer.min(clock))
    }

    /// Waits a moment for the answers to what was asked just now, and takes them into the same frame.
    fn await_quick(&mut self) -> io::Result<()> {
        let until = steady() + QUICK;
        while !self.awaited.is_empty() {
            let left = until.saturating_sub(steady());
            let Ok(event) = self.inbox.recv_timeout(left) else { break };
            self.take_all(vec![event])?;
        }
        self.awaited.clear();
        Ok(())
    }

    /// Takes events; of many pieces of news the last says it all.
    fn take_all(&mut self, events: Vec<Event>) -> io::Result<()> {
        let last = |wanted: fn(&Event) -> bool| events.iter().rposition(wanted);
        let committed = last(|e| matches!(e, Event::Desk(api::Event::Committed { .. })));
        let status = last(|e| matches!(e, Event::Desk(api::Event::Status)));
        for (at, event) in events.into_iter().enumerate() {
            match &event {
                Event::Desk(api::Event::Committed { .. }) if Some(at) != committed => {}
                Event::Desk(api::Event::Status) if Some(at) != status => {}
                Event::Answer { ticket: ROLE, answer } => self.role(answer),
                _ => self.take(event)?,
            }
        }
        Ok(())
    }

    fn take(&mut self, event: Event) -> io::Result<()> {
        match &event {
            Event::Answer { ticket, .. }
            | Event::Done { ticket, .. }
            | Event::Reported { ticket, .. }
            | Event::Inbox { ticket, .. } => {
                self.awaited.remove(ticket);
                self.workers.forget(*ticket);
            }
            Event::Desk(api::Event::Status) => self.ask_role(),
            _ => {}
        }
        self.dirty = true;
        for effect in self.engine.take(event) {
            self.carry_out(effect)?;
        }
        Ok(())
    }

    fn arrived(&mut self, arrival: Arrival) -> io::Result<()> {
        let read = arrival.read;
        match arrival.input {
            Input::Key(key) => self.take(Event::Key { key, read }),
            Input::Paste(text) => self.take(Event::Paste(text)),
            Input::Resize(columns, rows) => {
                // A shrunk terminal has moved what it showed.
                self.screen.forget();
                self.take(Event::Resize(columns, rows))
            }
            Input::Focus(is) => self.take(Event::Focus(is)),
            Input::HangUp => {
                self.end(HUNG_UP);
                Ok(())
            }
            Input::Terminate => {
                self.end(TERMINATED);
                Ok(())
            }
            Input::Interrupt => {
                self.end(INTERRUPTED);
                Ok(())
            }
            Input::Suspend => self.suspend(),
            Input::Continue => {
                self.drawn_over();
                self.session.resume()
            }
        }
    }

    fn end(&mut self, code: u8) {
        self.ended.get_or_insert(code);
    }

    fn drawn_over(&mut self) {
        self.screen.forget();
        self.dirty = true;
    }

    fn suspend(&mut self) -> io::Result<()> {
        self.drawn_over();
        self.session.stop()
    }

    fn carry_out(&mut self, effect: Effect) -> io::Result<()> {
        match effect {
            Effect::Quit => self.end(0),
            Effect::Suspend => return self.suspend(),
            Effect::Redraw => self.drawn_over(),
            Effect::Copy(text) => {
                if let Err(why) = clipboard::copy(&self.out, &text) {
                    return self.take(Event::CopyRefused(why.to_string()));
                }
            }
            Effect::Edit { ticket, text } => {
                let edited = editor::edit(&mut self.session, &text);
                self.drawn_over();
                let text = edited.map_err(|why| {
                    Refusal::new(Ground::Invalid, Msg::new("runtime-editor").with("why", why.to_string()))
                });
                return self.take(Event::Edited { ticket, text });
            }
            Effect::After { millis, ticket } => self.timers.set(steady() + Duration::from_millis(millis), ticket),
            Effect::Cancel(ticket) => {
                self.awaited.remove(&ticket);
                self.workers.cancel(ticket);
            }
            // How the desk is is known at once, also while it loads and every worker waits for it.
            Effect::Ask { ticket, query: Query::Status } => {
                let answer = self.desk.ask(&Query::Status, &std::sync::atomic::AtomicBool::new(false));
                return self.take(Event::Answer { ticket, answer });
            }
            Effect::KeepDraft { place, text } => {
                self.workers.keep_draft(self.engine.model.operator.clone(), place, text);
            }
            for_desk => {
                if let Effect::Ask { ticket, .. } | Effect::Submit { ticket, .. } = &for_desk {
                    self.awaited.insert(*ticket);
                }
                self.workers.send(for_desk);
            }
        }
        Ok(())
    }

    fn ask_role(&mut self) {
        if self.engine.model.role.is_empty() && !self.workers.asks(ROLE) {
            let query = role_query(&self.engine.model.operator);
            self.workers.send(Effect::Ask { ticket: ROLE, query });
        }
    }

    fn role(&mut self, answer: &Result<Answer, Refusal>) {
        self.workers.forget(ROLE);
        if let Some(role) = answer.as_ref().ok().and_then(role_in) {
            self.engine.model.role = role;
            self.dirty = true;
        }
    }

    /// One frame, one write, when something has changed.
    fn draw(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.dirty) || self.ended.is_some() {
            return Ok(());
        }
        self.show()?;
        if !self.engine.model.parts.is_empty() {
            // Dialogs take keys only from reads after this; it may change what they show.
            let read = self.session.reads();
            self.take(Event::Drawn { read })?;
            self.dirty = false;
            self.show()?;
        }
        Ok(())
    }

    fn show(&mut self) -> io::Result<()> {
        let painted = screen::paint(&self.engine.model, self.depth);
        let shown = self.out.frame(|| self.screen.show(&painted));
        match shown {
            Err(why) if is_hang_up(&why) => {
                self.end(HUNG_UP);
                Ok(())
            }
            other => other,
        }
    }

    /// Saves what would be lost, gives the terminal back, lets go of the desk.
    fn leave(self, code: io::Result<u8>) -> io::Result<u8> {
        let code = match code {
            Err(why) if is_hang_up(&why) => Ok(HUNG_UP),
            other => other,
        };
        let Live { session, workers, desk, engine, .. } = self;
        if !matches!(code, Ok(0))
            && let Some((place, text)) = engine.model.draft()
        {
            workers.keep_last(desk.as_ref(), engine.model.operator.clone(), place, text);
        }
        drop(session);
        let loading = engine.model.desk.loading.is_some();
        workers.end(if loading { Duration::ZERO } else { PATIENCE });
        if loading {
            // Closing would wait until it is loaded, for nothing: the lock goes with the process.
            std::mem::forget(desk);
        }
        code
    }
}
