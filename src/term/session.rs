//! Takes the terminal for the screens and gives it back.
//!
//! One session per process at a time. Whatever way the program leaves (end, error, panic), the terminal is as before.

use crate::term::coalescer::Coalescer;
use crate::term::control::Control;
use crate::term::input::Arrival;
use crate::term::input::Input;
use crate::term::input::Reader;
use crate::term::out::Out;
use crate::term::out::Tty;
use crate::term::panic;
use crate::term::signals;
use crossbeam_channel::Receiver;
use crossbeam_channel::Sender;
use crossterm::QueueableCommand;
use crossterm::cursor::Hide;
use crossterm::cursor::Show;
use crossterm::event::DisableBracketedPaste;
use crossterm::event::DisableFocusChange;
use crossterm::event::EnableBracketedPaste;
use crossterm::event::EnableFocusChange;
use crossterm::style::ResetColor;
use crossterm::terminal::EnterAlternateScreen;
use crossterm::terminal::LeaveAlternateScreen;
use rustix::termios::OptionalActions;
use rustix::termios::SpecialCodeIndex;
use signal_hook::consts::SIGTSTP;
use signal_hook::iterator::Handle;
use std::env;
use std::fmt;
use std::io;
use std::io::IsTerminal;
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use std::thread;
use std::thread::JoinHandle;
use std::time::Duration;

/// Whether the terminal is ours right now. Global because the panic hook has no session.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// How to take the terminal.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// A steady clock, from any start.
    pub clock: fn() -> Duration,
    /// How long an ESC waits for the rest of a sequence.
    pub window: Duration,
}

impl Options {
    /// The window fits the line: longer when `SSH_CONNECTION` is set.
    pub fn new(clock: fn() -> Duration) -> Self {
        let remote = env::var_os("SSH_CONNECTION").is_some_and(|value| !value.is_empty());
        Self { clock, window: if remote { Coalescer::REMOTE } else { Coalescer::LOCAL } }
    }
}

/// The terminal, while it is ours: raw mode, alternate screen, bracketed paste, no cursor. Dropping it gives it back.
pub struct Session {
    out: Out,
    control: Arc<Control>,
    arrivals: Receiver<Arrival>,
    sender: Sender<Arrival>,
    reader: Option<JoinHandle<()>>,
    signals: Handle,
    signals_thread: Option<JoinHandle<()>>,
}

impl Session {
    /// Takes the terminal and starts listening.
    ///
    /// # Errors
    /// `NotConnected` when standard input or output is no terminal; otherwise what the system says.
    pub fn enter(options: Options) -> io::Result<Session> {
        if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
            let reason = "the screens need a terminal as standard input and output; subcommands work without one";
            return Err(io::Error::new(io::ErrorKind::NotConnected, reason));
        }
        let (control, wake) = Control::new()?;
        let control = Arc::new(control);
        let (sender, arrivals) = crossbeam_channel::unbounded();
        let (signals, signals_thread) = signals::start(Arc::clone(&control), sender.clone())?;
        let mut session = Session {
            out: Out::new(Tty),
            control: Arc::clone(&control),
            arrivals,
            sender: sender.clone(),
            reader: None,
            signals,
            signals_thread: Some(signals_thread),
        };
        panic::guard(restore);
        take(&session.out)?;
        let reader = Reader::new(control, wake, sender, options.clock, options.window);
        session.reader = Some(thread::Builder::new().name("input".into()).spawn(move || reader.run())?);
        Ok(session)
    }

    /// Everything that comes in, in order.
    pub const fn arrivals(&self) -> &Receiver<Arrival> {
        &self.arrivals
    }

    /// The writer for frames; clones share its buffer.
    pub fn out(&self) -> Out {
        self.out.clone()
    }

    /// The number of the latest read; see [`Arrival::read`].
    pub fn reads(&self) -> u64 {
        self.control.reads()
    }

    /// Stops reading and gives the terminal back for a while. [`Session::resume`] takes it again.
    pub fn suspend(&mut self) {
        self.control.pause();
        restore();
    }

    /// Takes the terminal again and goes on reading; the size arrives as an input. Everything must be drawn anew.
    ///
    /// # Errors
    /// What the system says; a dead line among it.
    pub fn resume(&mut self) -> io::Result<()> {
        self.control.pause();
        restore();
        let taken = take(&self.out);
        // Listening goes on even when the line is dead: that is how the loop hears of it.
        self.control.resume();
        taken?;
        if let Some((width, height)) = size() {
            // The session holds the other end, so this arrives.
            let _ = self.sender.send(Arrival { input: Input::Resize(width, height), read: self.control.reads() });
        }
        Ok(())
    }

    /// Gives the terminal back, stops the process as ctrl-z does, and takes the terminal again once it runs on.
    ///
    /// # Errors
    /// Those of [`Session::resume`].
    pub fn stop(&mut self) -> io::Result<()> {
        self.suspend();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.resume()
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.control.end();
        self.signals.close();
        for thread in [self.reader.take(), self.signals_thread.take()].into_iter().flatten() {
            // A thread that panicked left its note with the hook.
            let _ = thread.join();
        }
        restore();
        panic::release();
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session").field("reads", &self.reads()).finish_non_exhaustive()
    }
}

/// Width and height of the terminal in cells; `None` when it has none or is gone.
pub fn size() -> Option<(u16, u16)> {
    let size = rustix::termios::tcgetwinsize(rustix::stdio::stdout()).ok()?;
    Some((size.ws_col, size.ws_row))
}

fn take(out: &Out) -> io::Result<()> {
    TAKEN.store(true, Ordering::SeqCst);
    crossterm::terminal::enable_raw_mode()?;
    read_without_waiting()?;
    let mut out = out.clone();
    out.queue(EnterAlternateScreen)?.queue(EnableBracketedPaste)?.queue(EnableFocusChange)?.queue(Hide)?;
    out.flush()
}

/// Makes a read return at once when there is nothing: the library reads again while a sequence is incomplete, and a
/// thread that blocks there could not be paused. Raw mode's end restores this too.
fn read_without_waiting() -> io::Result<()> {
    let terminal = rustix::stdio::stdin();
    let mut modes = rustix::termios::tcgetattr(terminal)?;
    modes.special_codes[SpecialCodeIndex::VMIN] = 0;
    modes.special_codes[SpecialCodeIndex::VTIME] = 0;
    Ok(rustix::termios::tcsetattr(terminal, OptionalActions::Now, &modes)?)
}

/// Gives the terminal back, once. A dead line cannot be restored and need not be.
///
/// It writes past the buffer of [`Out`]: half a frame in it must not go out, and a panic may hold its lock.
fn restore() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut last = Vec::new();
    let queued = last
        .queue(ResetColor)
        .and_then(|last| last.queue(DisableFocusChange))
        .and_then(|last| last.queue(DisableBracketedPaste))
        .and_then(|last| last.queue(LeaveAlternateScreen))
        .and_then(|last| last.queue(Show))
        .is_ok();
    if queued {
        let _ = Tty.write_all(&last);
    }
    let _ = crossterm::terminal::disable_raw_mode();
}
