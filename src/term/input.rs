//! What comes in: a thread that waits for the terminal and hands over events.
//!
//! The terminal library is asked only when the descriptor has something and is alive: when the line dies, its own `poll`
//! never returns and spins. This thread watches for the hang-up itself, says so once, and ends.

use crate::keys::Key;
use crate::term::coalescer::Coalescer;
use crate::term::control::Control;
use crate::term::out::is_hang_up;
use crate::term::translate::translate;
use crossbeam_channel::Sender;
use rustix::event::PollFd;
use rustix::event::PollFlags;
use rustix::event::Timespec;
use rustix::io::Errno;
use std::io;
use std::io::PipeReader;
use std::sync::Arc;
use std::time::Duration;

/// How long the library looks for more once something was read. Zero would make it look not at all.
const SLICE: Duration = Duration::from_micros(200);

/// After a read the library is asked once more: on a loaded machine a slice may pass before it looked.
const SETTLE: Duration = Duration::from_millis(20);

/// Something that came from the terminal or by a signal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed (or repeats).
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The window is now this wide and this high, in cells.
    Resize(u16, u16),
    /// The window got (`true`) or lost the focus.
    Focus(bool),
    /// The line is dead: save drafts, release the desk, exit 129.
    HangUp,
    /// Asked to end (SIGTERM): leave cleanly, exit 143.
    Terminate,
    /// Asked to stop (SIGTSTP from outside; in raw mode ctrl-z is a key): call `Session::stop`.
    Suspend,
    /// Running again after a stop from outside: call `Session::resume` and draw everything.
    Continue,
    /// Interrupted from outside (SIGINT; in raw mode ctrl-c is a key).
    Interrupt,
}

/// An input and the read it came with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrival {
    /// What it is.
    pub input: Input,
    /// Number of the wake-up whose read brought it; for what came in parts, the first part's. A confirm takes only keys
    /// whose number is above `Session::reads` as it was once the confirm's first frame was written.
    pub read: u64,
}

/// What waiting ended with.
enum Woken {
    Keys,
    /// Nothing new; time to look once more for what the last read may have left.
    Settled,
    HangUp,
    Other,
}

/// The input thread.
pub(crate) struct Reader {
    control: Arc<Control>,
    wake: PipeReader,
    to: Sender<Arrival>,
    clock: fn() -> Duration,
    coalescer: Coalescer,
    /// The read that began what the coalescer holds.
    held_since: u64,
    settle: bool,
}

impl Reader {
    pub(crate) fn new(
        control: Arc<Control>,
        wake: PipeReader,
        to: Sender<Arrival>,
        clock: fn() -> Duration,
        window: Duration,
    ) -> Self {
        Self { control, wake, to, clock, coalescer: Coalescer::new(window), held_since: 0, settle: false }
    }

    /// Runs until told to end, until the line is dead, or until nobody listens.
    pub(crate) fn run(mut self) {
        while self.control.goes_on() {
            let goes_on = match self.wait() {
                Ok(Woken::Keys) => self.drain(self.control.count_read()),
                Ok(Woken::Settled) => self.drain(self.control.reads()),
                Ok(Woken::Other) => Ok(()),
                Ok(Woken::HangUp) => Err(Errno::IO.into()),
                Err(error) => Err(error),
            };
            if goes_on.is_err() {
                // Whatever the error, nothing more can be read: to the program that is a dead line.
                let _ = self.to.send(Arrival { input: Input::HangUp, read: self.control.reads() });
                break;
            }
            let ready = self.coalescer.flush((self.clock)());
            self.send(ready, self.held_since);
        }
        self.control.ended();
    }

    /// Sleeps until the terminal has something, a wish changed, or something held is due.
    fn wait(&mut self) -> io::Result<Woken> {
        let due = self.coalescer.deadline().map(|deadline| deadline.saturating_sub((self.clock)()));
        let limit = if self.settle { Some(due.map_or(SETTLE, |due| due.min(SETTLE))) } else { due };
        // Whole milliseconds, rounded up: waking a little early would only mean waking again.
        let limit = limit.map(|limit| limit + Duration::from_millis(1));
        let timeout = limit.and_then(|limit| Timespec::try_from(limit).ok());
        let mut fds =
            [PollFd::from_borrowed_fd(rustix::stdio::stdin(), PollFlags::IN), PollFd::new(&self.wake, PollFlags::IN)];
        match rustix::event::poll(&mut fds, timeout.as_ref()) {
            Err(Errno::INTR) => return Ok(Woken::Other),
            other => other?,
        };
        let [terminal, wake] = fds.map(|fd| fd.revents());
        if wake.intersects(PollFlags::IN) {
            let mut bytes = [0; 16];
            rustix::io::read(&self.wake, &mut bytes)?;
            return Ok(Woken::Other);
        }
        if terminal.intersects(PollFlags::HUP | PollFlags::ERR | PollFlags::NVAL) {
            return Ok(Woken::HangUp);
        }
        if terminal.contains(PollFlags::IN) {
            self.settle = true;
            return Ok(Woken::Keys);
        }
        // Nothing came for as long as was waited: look once more, then sleep without limit.
        let settled = self.settle && limit.is_some_and(|limit| limit >= SETTLE);
        self.settle &= !settled;
        Ok(if settled { Woken::Settled } else { Woken::Other })
    }

    /// Takes everything there is; all of it counts as one wake-up's, the one before rather than the one after.
    fn drain(&mut self, read: u64) -> io::Result<()> {
        loop {
            match crossterm::event::poll(SLICE) {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                Err(error) if is_hang_up(&error) => return Err(error),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            let Some(input) = translate(crossterm::event::read()?) else { continue };
            let before = self.coalescer.deadline();
            let ready = self.coalescer.push(input, (self.clock)());
            let since = if before.is_some() { self.held_since } else { read };
            if before.is_none() || self.coalescer.deadline().is_none() {
                self.held_since = read;
            }
            self.send(ready, since);
        }
    }

    fn send(&self, ready: Vec<Input>, read: u64) {
        for input in ready {
            // Nobody listens any more: the session is ending and will say so.
            let _ = self.to.send(Arrival { input, read });
        }
    }
}
