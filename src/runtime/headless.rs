//! The loop for scripts: one thread, a virtual clock, every effect carried out at once.
//!
//! A step delivers one event, lets everything settle, and draws once. No sleep and no real time.

use crate::api;
use crate::api::Desk;
use crate::api::Ground;
use crate::api::Refusal;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Model;
use crate::app::Settings;
use crate::desk::outside::Clock;
use crate::domain::msg::Msg;
use crate::keys::Key;
use crate::runtime::clock::VirtualClock;
use crate::runtime::effects;
use crate::runtime::engine::Engine;
use crate::runtime::ids::Ids;
use crate::runtime::screen;
use crate::runtime::screen::Painted;
use crate::runtime::screen::Screen;
use crate::runtime::timers::Timers;
use crate::ui::Depth;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use crossbeam_channel::Receiver;
use std::collections::VecDeque;
use std::io;
use std::io::Write;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;

/// Events in one step beyond which it does not settle.
pub const CAP: usize = 10_000;

/// A step went on and on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the step does not settle: {CAP} events led to more events")]
pub struct Unsettled;

/// Bytes a terminal would have got; clones share them.
#[derive(Debug, Clone, Default)]
pub struct Capture(Arc<Mutex<Vec<u8>>>);

impl Capture {
    /// Takes what was written since the last time.
    pub fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Capture {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A desk with its news.
pub struct Attached {
    /// The desk.
    pub desk: Arc<dyn Desk>,
    news: Receiver<api::Event>,
}

impl Attached {
    /// Listens to a desk.
    pub fn new(desk: Arc<dyn Desk>) -> Self {
        let (to, news) = crossbeam_channel::unbounded();
        desk.watch(Box::new(move |event| {
            // Nobody listens once the session has ended.
            let _ = to.send(event);
        }));
        Self { desk, news }
    }
}

/// A workstation without a terminal.
pub struct Headless {
    engine: Engine,
    attached: Option<Attached>,
    clock: VirtualClock,
    timers: Timers<DateTime<Utc>>,
    queue: VecDeque<Event>,
    screen: Screen<Capture>,
    capture: Capture,
    depth: Depth,
    reads: u64,
    /// What an editor gives back; none when there is no editor.
    pub editor: Option<String>,
    /// What was copied, in order.
    pub copied: Vec<String>,
    /// The app has ended.
    pub ended: bool,
    /// Bytes written since somebody took them.
    pub bytes: Vec<u8>,
    /// The last frame.
    pub painted: Painted,
}

impl Headless {
    /// Starts a session; nothing is drawn until the first step.
    pub fn start(
        settings: Settings,
        attached: Attached,
        clock: VirtualClock,
        ids: Box<dyn Ids>,
        depth: Depth,
    ) -> Result<Self, Unsettled> {
        let capture = Capture::default();
        let (engine, first) = Engine::start(settings, Arc::new(clock.clone()), ids);
        let painted = screen::paint(&engine.model, depth);
        let mut headless = Self {
            engine,
            attached: Some(attached),
            clock,
            timers: Timers::default(),
            queue: VecDeque::new(),
            screen: Screen::new(capture.clone()),
            capture,
            depth,
            reads: 0,
            editor: None,
            copied: Vec::new(),
            ended: false,
            bytes: Vec::new(),
            painted,
        };
        for effect in first {
            headless.carry_out(effect);
        }
        headless.settle()?;
        headless.draw()?;
        Ok(headless)
    }

    /// What the screens remember.
    pub fn model(&self) -> &Model {
        &self.engine.model
    }

    /// The colours of the terminal.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// The desk, while it is attached.
    pub fn desk(&self) -> Option<&Arc<dyn Desk>> {
        self.attached.as_ref().map(|a| &a.desk)
    }

    /// Lets go of the desk, so that somebody else may open it.
    pub fn detach(&mut self) {
        self.attached = None;
    }

    /// Goes on with the desk opened again; lists ask anew.
    pub fn attach(&mut self, attached: Attached) -> Result<(), Unsettled> {
        self.attached = Some(attached);
        self.step(Event::Desk(api::Event::Status))
    }

    /// Ends the session.
    pub fn end(self) -> Box<dyn Ids> {
        self.engine.end()
    }

    /// Presses a key: a read of its own.
    pub fn press(&mut self, key: Key) -> Result<(), Unsettled> {
        self.reads += 1;
        let read = self.reads;
        self.step(Event::Key { key, read })
    }

    /// A step: the event, everything it leads to, one frame.
    pub fn step(&mut self, event: Event) -> Result<(), Unsettled> {
        self.queue.push_back(event);
        self.settle()?;
        self.draw()
    }

    /// When the next timer rings.
    pub fn next_timer(&self) -> Option<DateTime<Utc>> {
        self.timers.next()
    }

    /// Moves the clock there and rings what is due on the way, one by one in order; then one frame.
    pub fn advance_to(&mut self, to: DateTime<Utc>) -> Result<(), Unsettled> {
        let before = self.clock.now();
        while let Some(at) = self.timers.next().filter(|at| *at <= to) {
            self.clock.move_to(at);
            self.settle()?;
        }
        self.clock.move_to(to);
        if before.timestamp().div_euclid(60) != to.timestamp().div_euclid(60) {
            self.queue.push_back(Event::Clock);
        }
        self.settle()?;
        self.draw()
    }

    /// Carries out and answers until nothing is left.
    fn settle(&mut self) -> Result<(), Unsettled> {
        for _ in 0..CAP {
            let Some(event) = self.next_event() else { return Ok(()) };
            for effect in self.engine.take(event) {
                self.carry_out(effect);
            }
        }
        if self.queue.is_empty() { Ok(()) } else { Err(Unsettled) }
    }

    fn next_event(&mut self) -> Option<Event> {
        if self.ended {
            return None;
        }
        if let Some(event) = self.queue.pop_front() {
            return Some(event);
        }
        if let Some(news) = self.attached.as_ref().and_then(|a| a.news.try_recv().ok()) {
            return Some(Event::Desk(news));
        }
        self.timers.take(self.clock.now()).map(Event::Timer)
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Copy(text) => self.copied.push(text),
            Effect::Edit { ticket, .. } => {
                let none = || Refusal::new(Ground::Invalid, Msg::new("runtime-no-editor"));
                self.queue.push_back(Event::Edited { ticket, text: self.editor.clone().ok_or_else(none) });
            }
            Effect::KeepDraft { place, text } => {
                if let Some(attached) = &self.attached {
                    attached.desk.keep_draft(&self.engine.model.operator, &place, &text);
                }
            }
            Effect::After { millis, ticket } => {
                let millis = TimeDelta::milliseconds(i64::try_from(millis).unwrap_or(i64::MAX / 2_000));
                self.timers.set(self.clock.now() + millis, ticket);
            }
            Effect::Quit => self.ended = true,
            Effect::Redraw => self.screen.forget(),
            // Questions were answered when they were asked; there is no shell to go to.
            Effect::Cancel(_) | Effect::Suspend => {}
            for_desk => {
                let Some(attached) = &self.attached else { return };
                let done = effects::carry_out(attached.desk.as_ref(), for_desk, &AtomicBool::new(false));
                self.queue.extend(done);
            }
        }
    }

    /// Draws; dialogs hear that they were drawn, and are drawn again if that changed them.
    fn draw(&mut self) -> Result<(), Unsettled> {
        self.show();
        if !self.engine.model.parts.is_empty() {
            self.queue.push_back(Event::Drawn { read: self.reads });
            self.settle()?;
            self.show();
        }
        Ok(())
    }

    fn show(&mut self) {
        self.painted = screen::paint(&self.engine.model, self.depth);
        // A buffer in memory takes every byte.
        let _ = self.screen.show(&self.painted);
        self.bytes.extend(self.capture.take());
    }
}
