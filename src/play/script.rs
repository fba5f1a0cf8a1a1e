//! The language of scripted sessions: one statement a line, no loops, no conditions, so that a compliance reader can sign it.
//!
//! [`load`] gives a script ready to be played, or every mistake in it; [`format()`] prints a file in the canonical form. Nothing here presses a key.
//! Source: play.md §1.4 and §1.5.

mod ast;
mod cursor;
mod expect;
mod load;
mod parse;
mod print;
mod values;

pub use ast::*;
pub use load::Case;
pub use load::Read;
pub use load::Script;
pub use load::Source;
pub use load::Sources;
pub use load::load;
pub use load::load_all;
pub use values::parse_duration;
pub use values::print_duration;
pub use values::slug;

use crate::text::Diagnostic;

/// The grammar, as `entrepot play --syntax` shows it.
pub const SYNTAX: &str = include_str!("script/syntax.txt");

/// Parses one file without its includes. `name` is used in messages.
///
/// # Errors
/// Every line with a mistake.
pub fn parse(name: &str, text: &str) -> Result<File, Vec<Diagnostic>> {
    let (tree, faults) = parse::file(text, 0);
    let lines = text.lines().map(str::to_owned).collect();
    let sources = Sources { files: vec![Source { name: name.to_owned(), lines, included: None }] };
    if faults.is_empty() { Ok(tree) } else { Err(faults.into_iter().map(|f| sources.diagnostic(f)).collect()) }
}

/// The canonical form of a file; comments and empty lines stay.
///
/// # Errors
/// Every line with a mistake: a file that does not parse is not touched.
pub fn format(name: &str, text: &str) -> Result<String, Vec<Diagnostic>> {
    parse(name, text).map(|file| file.to_string())
}

#[cfg(test)]
mod tests;
