//! The state of the screens: model, actions, update. No drawing, no input or output.
//!
//! `update` is deterministic: time and ids come in through [`Env`], everything else through [`Event`], and what the app
//! wants done leaves as [`Effect`]. Lists are those of [`lists`].

pub mod confirm;
pub mod effect;
pub mod form;
pub mod gate;
pub mod import;
pub mod line;
pub mod order;
pub mod part;
pub mod prompt;
pub mod review;
#[cfg(test)]
pub(crate) mod testing;
pub mod verbs;

pub use crate::api::lists;
pub use effect::Effect;
pub use effect::Env;
pub use effect::Event;
pub use effect::Ticket;
pub use part::Ctx;
pub use part::Next;
pub use part::Outcome;
pub use part::Part;
pub use part::Tone;
