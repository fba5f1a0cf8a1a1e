//! How the session tells the input thread to pause, to go on, or to end.
//!
//! While an editor has the terminal nobody else may read from it. The thread sleeps in `poll`; a byte in a pipe wakes it.

use std::io;
use std::io::PipeReader;
use std::io::PipeWriter;
use std::io::Write;
use std::sync::Condvar;
use std::sync::Mutex;
use std::sync::MutexGuard;
use std::sync::PoisonError;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;

/// Longest wait for the thread to pause; it answers within milliseconds unless the machine is overloaded.
const PATIENCE: Duration = Duration::from_millis(500);

/// What the input thread shall do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wish {
    Run,
    Pause,
    End,
}

#[derive(Debug)]
struct State {
    wish: Wish,
    paused: bool,
    ended: bool,
}

/// Shared by the session, the input thread and the signal thread.
#[derive(Debug)]
pub(crate) struct Control {
    state: Mutex<State>,
    changed: Condvar,
    wake: Mutex<PipeWriter>,
    reads: AtomicU64,
}

impl Control {
    /// The control and the end of the pipe the thread polls.
    pub(crate) fn new() -> io::Result<(Self, PipeReader)> {
        let (reader, writer) = io::pipe()?;
        let control = Self {
            state: Mutex::new(State { wish: Wish::Run, paused: false, ended: false }),
            changed: Condvar::new(),
            wake: Mutex::new(writer),
            reads: AtomicU64::new(0),
        };
        Ok((control, reader))
    }

    /// Pauses the thread; returns when it no longer reads.
    pub(crate) fn pause(&self) {
        self.wish(Wish::Pause);
        let waiting = |state: &mut State| !state.paused && !state.ended;
        let guard = self.lock();
        drop(self.changed.wait_timeout_while(guard, PATIENCE, waiting));
    }

    /// Lets the thread go on.
    pub(crate) fn resume(&self) {
        self.wish(Wish::Run);
    }

    /// Ends the thread.
    pub(crate) fn end(&self) {
        self.wish(Wish::End);
    }

    /// Whether the terminal is lent to another program.
    pub(crate) fn is_lent(&self) -> bool {
        self.lock().wish == Wish::Pause
    }

    /// For the thread: waits while it shall pause; whether to go on.
    pub(crate) fn goes_on(&self) -> bool {
        let mut state = self.lock();
        while state.wish == Wish::Pause {
            state.paused = true;
            self.changed.notify_all();
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
        state.paused = false;
        state.wish == Wish::Run
    }

    /// For the thread: it will not read again.
    pub(crate) fn ended(&self) {
        self.lock().ended = true;
        self.changed.notify_all();
    }

    /// Counts a wake-up that reads; returns its number, from 1.
    pub(crate) fn count_read(&self) -> u64 {
        self.reads.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The number of the latest wake-up.
    pub(crate) fn reads(&self) -> u64 {
        self.reads.load(Ordering::SeqCst)
    }

    fn wish(&self, wish: Wish) {
        self.lock().wish = wish;
        self.changed.notify_all();
        // A full or closed pipe means that the thread is awake or gone.
        let _ = self.wake.lock().unwrap_or_else(PoisonError::into_inner).write(&[0]);
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
