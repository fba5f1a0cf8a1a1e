//! What happens to the terminal when something panics.
//!
//! A panic of the thread that holds the session gives the terminal back before the message is printed. A panic elsewhere
//! may be caught (the view's engine can panic), so the screen stays; its message is kept and printed when the terminal
//! is given back.

use std::io;
use std::io::Write;
use std::mem;
use std::panic;
use std::sync::Mutex;
use std::sync::Once;
use std::sync::PoisonError;
use std::thread;
use std::thread::ThreadId;

/// The thread that holds a session, and what panicked beside it.
#[derive(Debug)]
struct Held {
    by: Option<ThreadId>,
    notes: Vec<String>,
}

static HELD: Mutex<Held> = Mutex::new(Held { by: None, notes: Vec::new() });
static HOOK: Once = Once::new();

/// From here on this thread holds the terminal; `restore` gives it back and must be safe to call twice.
pub(crate) fn guard(restore: fn()) {
    with(|held| held.by = Some(thread::current().id()));
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let me = thread::current();
            let holder = with(|held| held.by);
            if holder.is_some_and(|holder| holder != me.id()) {
                let note = format!("thread '{}': {info}", me.name().unwrap_or("unnamed"));
                with(|held| held.notes.push(note));
                return;
            }
            if holder.is_some() {
                restore();
                release();
            }
            before(info);
        }));
    });
}

/// The terminal is given back: prints what was kept meanwhile.
pub(crate) fn release() {
    let notes = with(|held| {
        held.by = None;
        mem::take(&mut held.notes)
    });
    for note in notes {
        let _ = writeln!(io::stderr(), "{note}");
    }
}

fn with<T>(action: impl FnOnce(&mut Held) -> T) -> T {
    action(&mut HELD.lock().unwrap_or_else(PoisonError::into_inner))
}
