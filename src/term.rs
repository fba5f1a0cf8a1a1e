//! The real terminal: what comes in, what goes out, and leaving it as it was found.
//!
//! | need | use |
//! |---|---|
//! | take the terminal and give it back, also after a panic | [`Session`] |
//! | keys, pastes, sizes, signals and the lost line, in one channel | [`Session::arrivals`], [`Arrival`], [`Input`] |
//! | write frames, one `write()` each | [`Out`] |
//! | copy to the clipboard at the other end of the line | [`clipboard`] |
//! | let somebody write long text | [`editor`] |
//! | how many colours there are | [`Depth`] |
//!
//! It knows no screens and no actions, and it does not read the time: the clock comes with [`Options`]. Scripted sessions
//! (`play`) do without this layer. Source: interface.md §6, where each fact was measured.

pub mod clipboard;
mod coalescer;
mod control;
mod depth;
pub mod editor;
mod input;
mod out;
mod panic;
mod sequence;
mod session;
mod signals;
mod translate;

pub use coalescer::Coalescer;
pub use depth::Depth;
pub use depth::depth;
pub use depth::force_colours;
pub use input::Arrival;
pub use input::Input;
pub use out::Measures;
pub use out::Out;
pub use out::Tty;
pub use out::is_hang_up;
pub use session::Options;
pub use session::Session;
pub use session::size;
