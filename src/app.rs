//! The state of the screens: model, actions, update. No drawing, no input or output.
//!
//! `update` is deterministic: time and ids come in through [`Env`], everything else through [`Event`], and what the app
//! wants done leaves as [`Effect`]. Lists are those of [`lists`].
//!
//! | I want to | look at |
//! |---|---|
//! | know what the screens remember | [`Model`], [`list::ListState`], [`detail::Detail`] |
//! | follow an event | [`update()`], then `key.rs`, `answer.rs` |
//! | add a tab or a view | [`tabs::TABS`] |
//! | add a dialog or a full screen | [`Part`], `opens.rs`, and its drawing in `ui` |
//! | ask the workstation for something from a part | [`Request`] |
//! | know where things stand on the screen | [`layout()`] |

pub mod answer;
pub mod assess;
pub mod batch;
pub mod bulk;
pub mod choice;
pub mod cmdline;
pub mod commands;
pub mod confirm;
pub mod cover;
pub mod detail;
pub mod effect;
mod elsewhere;
pub mod enabled;
pub mod exposure;
pub mod extract;
pub mod filter;
pub mod forecast;
pub mod form;
pub mod fresh;
pub mod gaps;
pub mod gate;
pub mod help;
pub mod history;
pub mod import;
pub mod inbox;
pub mod jump;
pub mod key;
pub mod layout;
pub mod letter;
pub mod line;
pub mod list;
pub mod model;
pub mod opens;
pub mod order;
pub mod pack;
pub mod palette;
pub mod panel;
pub mod part;
pub mod prompt;
pub mod question;
pub mod quiz;
pub mod readiness;
pub mod review;
pub mod rows;
pub mod scroll;
pub mod sweep;
pub mod tabs;
pub mod update;
pub mod verbs;
pub mod viewer;

#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
pub(crate) mod tests;

// Answers are what the screens hold and `ui` draws.
pub use crate::api;
pub use crate::api::lists;
pub use effect::Effect;
pub use effect::Env;
pub use effect::Event;
pub use effect::Ticket;
pub use layout::Area;
pub use layout::layout;
pub use line::TextLine;
pub use model::Focus;
pub use model::Model;
pub use model::Settings;
pub use model::ThemeName;
pub use part::Ctx;
pub use part::Next;
pub use part::Outcome;
pub use part::Part;
pub use part::Request;
pub use part::Tone;
pub use update::update;
