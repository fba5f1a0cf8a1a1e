//! Puts keys together again that a slow line tore apart after their ESC.
//!
//! The terminal library takes an ESC at the end of a read for the Esc key, so `ESC`, 30 ms, `[A` arrives as Esc, `[`, `A`:
//! three actions nobody asked for. Here an Esc waits for a window of time; a sequence that follows within it becomes the
//! key it was. A pure state machine: time comes in as an argument, nothing is read or sent.
//!
//! What is certainly a sequence and has no meaning here, or never ends, is swallowed: typed, it would act.

use crate::keys::Key;
use crate::keys::KeyCode;
use crate::term::input::Input;
use crate::term::sequence;
use std::mem;
use std::time::Duration;

/// Quiet time after which a torn paste is over; its pieces must not leak out as keys, so it is long.
const PASTE_QUIET: Duration = Duration::from_millis(500);

/// The longest sequence that is waited for.
const LONGEST: usize = 32;

/// How a paste ends.
const PASTE_END: &str = "\x1b[201~";

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Idle,
    /// After ESC.
    Esc,
    /// After ESC O.
    Ss3,
    /// After ESC [ and these parameters.
    Csi(String),
    /// After ESC [ 200 ~ and this text.
    Paste(String),
}

/// Joins an ESC with the sequence that follows it within a window.
#[derive(Debug, Clone)]
pub struct Coalescer {
    window: Duration,
    state: State,
    deadline: Duration,
}

impl Coalescer {
    /// The window on a local terminal.
    pub const LOCAL: Duration = Duration::from_millis(50);
    /// The window over SSH.
    pub const REMOTE: Duration = Duration::from_millis(100);

    /// A coalescer that waits `window` for the rest of a sequence.
    pub const fn new(window: Duration) -> Self {
        Self { window, state: State::Idle, deadline: Duration::ZERO }
    }

    /// Takes one event that arrived at `at` (any steady clock) and returns what is certain by now, in order.
    pub fn push(&mut self, event: Input, at: Duration) -> Vec<Input> {
        let mut ready = self.flush(at);
        match event {
            Input::Key(key) => self.key(key, at, &mut ready),
            other => {
                self.release(&mut ready);
                ready.push(other);
            }
        }
        ready
    }

    /// Returns what waited long enough at `at`.
    pub fn flush(&mut self, at: Duration) -> Vec<Input> {
        let mut ready = Vec::new();
        if self.deadline().is_some_and(|deadline| at >= deadline) {
            self.release(&mut ready);
        }
        ready
    }

    /// When [`Coalescer::flush`] must be called, if something waits.
    pub fn deadline(&self) -> Option<Duration> {
        (self.state != State::Idle).then_some(self.deadline)
    }

    fn key(&mut self, key: Key, at: Duration, ready: &mut Vec<Input>) {
        self.deadline = at + self.window;
        let state = mem::replace(&mut self.state, State::Idle);
        match (state, plain_char(key)) {
            (State::Paste(text), _) => self.pasted(text, key, at, ready),
            (State::Esc, Some('[')) => self.state = State::Csi(String::new()),
            (State::Esc, Some('O')) => self.state = State::Ss3,
            (State::Ss3, Some(last)) => ready.extend(sequence::ss3(last)),
            (State::Csi(params), Some(c)) if continues(&params, c) => {
                self.state = State::Csi(params + c.encode_utf8(&mut [0; 4]));
            }
            (State::Csi(params), Some('~')) if params == "200" => {
                self.state = State::Paste(String::new());
                self.deadline = at + PASTE_QUIET;
            }
            (State::Csi(params), Some(last @ '@'..='~')) => ready.extend(sequence::csi(&params, last)),
            (state, _) => {
                self.state = state;
                self.release(ready);
                if key == Key::plain(KeyCode::Esc) {
                    self.state = State::Esc;
                } else {
                    ready.push(Input::Key(key));
                }
            }
        }
    }

    /// The inside of a torn paste: its text arrives as keys. When its end was not torn, the library swallowed it and only
    /// silence tells; when it was, it arrives as keys too.
    fn pasted(&mut self, mut text: String, key: Key, at: Duration, ready: &mut Vec<Input>) {
        match key.code {
            KeyCode::Char('j') if key.ctrl => text.push('\n'),
            KeyCode::Char(c) if !key.ctrl => text.push(c),
            KeyCode::Enter => text.push('\n'),
            KeyCode::Tab => text.push('\t'),
            KeyCode::Esc => text.push('\x1b'),
            _ => {}
        }
        if let Some(whole) = text.strip_suffix(PASTE_END) {
            ready.push(Input::Paste(whole.to_owned()));
        } else {
            self.state = State::Paste(text);
            self.deadline = at + PASTE_QUIET;
        }
    }

    /// Ends waiting.
    fn release(&mut self, ready: &mut Vec<Input>) {
        let keys: &[Key] = match mem::replace(&mut self.state, State::Idle) {
            State::Esc => &[Key::plain(KeyCode::Esc)],
            State::Ss3 => &[Key::plain(KeyCode::Esc), Key::char('O')],
            State::Csi(params) if params.is_empty() => &[Key::plain(KeyCode::Esc), Key::char('[')],
            State::Paste(text) => {
                ready.push(Input::Paste(text));
                &[]
            }
            State::Idle | State::Csi(_) => &[],
        };
        ready.extend(keys.iter().copied().map(Input::Key));
    }
}

/// The character of a key without modifiers.
fn plain_char(key: Key) -> Option<char> {
    match key {
        Key { code: KeyCode::Char(c), ctrl: false, alt: false, .. } => Some(c),
        _ => None,
    }
}

/// Whether `c` goes on a CSI sequence: parameters and intermediates, and the second bracket of the Linux console's F1 to F5.
fn continues(params: &str, c: char) -> bool {
    params.len() < LONGEST && (matches!(c, ' '..='?') || (params.is_empty() && c == '['))
}

#[cfg(test)]
mod tests;
