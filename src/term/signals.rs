//! Signals as inputs.
//!
//! After the session the signals stay caught and do nothing, so that closing the desk is not cut short.

use crate::term::control::Control;
use crate::term::input::Arrival;
use crate::term::input::Input;
use crate::term::session::size;
use crossbeam_channel::Sender;
use signal_hook::consts::SIGCONT;
use signal_hook::consts::SIGHUP;
use signal_hook::consts::SIGINT;
use signal_hook::consts::SIGTERM;
use signal_hook::consts::SIGTSTP;
use signal_hook::consts::SIGWINCH;
use signal_hook::iterator::Handle;
use signal_hook::iterator::Signals;
use std::io;
use std::sync::Arc;
use std::thread;
use std::thread::JoinHandle;

/// Starts the thread that turns signals into arrivals; closing the handle ends it.
pub(crate) fn start(control: Arc<Control>, to: Sender<Arrival>) -> io::Result<(Handle, JoinHandle<()>)> {
    let mut signals = Signals::new([SIGHUP, SIGTERM, SIGINT, SIGTSTP, SIGCONT, SIGWINCH])?;
    let handle = signals.handle();
    let thread = thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if let Some(input) = input_of(signal, &control) {
                let _ = to.send(Arrival { input, read: control.reads() });
            }
        }
    })?;
    Ok((handle, thread))
}

/// While another program has the terminal, its ctrl-c is not ours, and its ctrl-z stops us with it.
fn input_of(signal: i32, control: &Control) -> Option<Input> {
    match signal {
        SIGHUP => Some(Input::HangUp),
        SIGTERM => Some(Input::Terminate),
        SIGTSTP if control.is_lent() => {
            let _ = signal_hook::low_level::emulate_default_handler(SIGTSTP);
            None
        }
        SIGINT | SIGCONT | SIGWINCH if control.is_lent() => None,
        SIGINT => Some(Input::Interrupt),
        SIGTSTP => Some(Input::Suspend),
        SIGCONT => Some(Input::Continue),
        SIGWINCH => size().map(|(width, height)| Input::Resize(width, height)),
        _ => None,
    }
}
