//! Certificates of insurance from foreign files: a sheet with a row for each coverage, or data shaped after ACORD 25.
//!
//! A certificate is taken as a whole or not at all: one with a coverage missing would be judged wrongly. What cannot be
//! read is answered with its place. No desk is asked here and no partner is looked up.

mod acord;
mod draft;
pub mod paper;
mod sheet;
pub(crate) mod words;

use crate::interchange::Rows;
use crate::interchange::table;
use crate::text::Diagnostic;

/// Reads a file of certificates: a table of any form tables have, or JSON of ACORD 25's shape.
pub fn read(file: &str, bytes: &[u8]) -> Result<Rows, Diagnostic> {
    match std::str::from_utf8(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)) {
        Ok(text) if text.trim_start().starts_with(['{', '[']) => acord::read(file, text),
        _ => sheet::read(file, &table::read(file, bytes, None)?),
    }
}

#[cfg(test)]
mod tests;
