//! Reports: what an inspector is handed, from the desk's answers to finished files.
//!
//! A [`Report`] is what is said, without a form; [`render`] gives it one (Markdown, HTML, XLSX, JSON), and a [`Pack`] is a
//! folder of such files with those of the desk and a `SHA256SUMS` over all of them. Equal journals and equal questions
//! give equal bytes. What this layer is not for: it writes no file and journals nothing, and it decides nothing.

mod aeo;
mod build;
mod html;
mod insurance;
mod json;
mod letter;
mod lint;
mod markdown;
mod model;
mod pack;
mod partner_file;
mod register;
mod segregation;
#[cfg(test)]
mod tests;
mod words;
mod xlsx;

pub use build::Asked;
pub use build::Made;
pub use build::build;
pub use build::command_of;
pub use build::subject;
pub use letter::LetterForm;
pub use letter::letter;
pub use model::Cell;
pub use model::Column;
pub use model::Fact;
pub use model::Report;
pub use model::Section;
pub use model::Table;
pub use pack::Content;
pub use pack::Pack;
pub use pack::SUMS;
pub use pack::sums;
pub use words::Words;

use crate::api::Refusal;
use crate::i18n::I18n;

/// A form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Markdown.
    Markdown,
    /// One page that needs nothing else and runs nothing.
    Html,
    /// A workbook, a sheet for each table.
    Xlsx,
    /// One JSON object.
    Json,
}

impl Form {
    /// Every form.
    pub const ALL: &'static [Form] = &[Form::Markdown, Form::Html, Form::Xlsx, Form::Json];

    /// The ending of its files.
    pub const fn ending(self) -> &'static str {
        match self {
            Form::Markdown => "md",
            Form::Html => "html",
            Form::Xlsx => "xlsx",
            Form::Json => "json",
        }
    }

    /// The form a file's name asks for.
    pub fn of(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_ascii_lowercase();
        Self::ALL.iter().copied().find(|form| form.ending() == ending)
    }
}

/// The report in a form.
pub fn render(report: &Report, form: Form, i18n: &I18n) -> Result<Vec<u8>, Refusal> {
    match form {
        Form::Markdown => Ok(markdown::render(report, i18n).into_bytes()),
        Form::Html => Ok(html::render(report, i18n).into_bytes()),
        Form::Xlsx => xlsx::render(report).map_err(|e| Refusal::internal(e.to_string())),
        Form::Json => Ok(json::render(report).into_bytes()),
    }
}
