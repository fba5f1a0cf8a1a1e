//! Import and export: files of rows in and out of the desk's vocabulary.
//!
//! A file becomes a [`Table`], a [`Mapping`] says what its columns mean, [`rows`] turns both into rows a desk takes.
//! What this layer is not for: it asks no desk and writes no record; it never sets states, verdicts or approvals,
//! because only fields that people enter can be mapped.

pub mod certificates;
pub mod evidence;
pub mod export;
mod guess;
mod json_lines;
pub mod mapping;
mod place;
pub mod rejects;
mod rows;
pub mod table;
#[cfg(test)]
mod tests;
mod xlsx;

pub use export::Format;
pub use guess::suggest;
pub use mapping::Mapping;
pub use rows::Rows;
pub use rows::rows;
pub use table::Table;
pub use table::read;
