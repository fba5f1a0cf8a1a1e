//! Languages: turns the domain's messages into words, and numbers, amounts and times into text.
//!
//! Every label and every sentence a person reads is a Fluent message in `src/i18n/<locale>/<area>.ftl`; the list of these
//! files is [`RESOURCES`] and nothing else. What this layer is not for: data as entered (names, ids, values) is never
//! translated, and no decision depends on a language.
//!
//! A new message: its id in `en/<area>.ftl` and `zh/<area>.ftl`, with the same variables. A new language: its files, one
//! column in [`RESOURCES`], one variant of [`Locale`]. [`check`] proves that nothing is missing.

pub mod check;
pub mod format;
pub mod insurance;
mod locale;
mod pseudo;
mod render;
mod resources;

pub use locale::Locale;
pub use render::I18n;
pub use resources::RESOURCES;
