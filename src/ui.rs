//! Drawing: the model as cells. It reads the model and changes nothing.
//!
//! | I want to | use |
//! |---|---|
//! | draw the whole screen | [`draw()`] |
//! | know what a style is for | [`Look::role_of`] |
//! | add a screen or dialog | a row in `parts.rs`, and a function over [`Scene`] |
//! | draw a dialog's frame | [`popup()`] |
//!
//! Every text reaches its cells through [`Scene::put`], which shows what hides and cuts what is too long.

mod assess;
mod bars;
mod base;
mod batch;
mod bulk;
pub mod cells;
mod cmdline;
mod confirm;
mod cover;
mod detail;
mod exposure;
mod extract;
mod filter;
mod forecast;
mod form;
mod gaps;
mod help;
mod history;
mod import;
mod inbox;
mod letter;
mod lines;
mod pack;
mod palette;
mod parts;
pub mod popup;
mod prompt;
mod question;
mod quiz;
mod readiness;
mod review;
pub mod scene;
pub mod shell;
pub mod signs;
mod sweep;
mod table;
#[cfg(test)]
mod tests;
pub mod theme;
mod today;
mod verbs;
mod viewer;

pub use parts::draw_part;
pub use popup::popup;
pub use scene::Scene;
pub use shell::draw;
pub use signs::Signs;
pub use theme::Depth;
pub use theme::Look;
pub use theme::Role;
