//! What a stored file reads as: its text page by page, or why there is none.

use crate::domain::msg::Msg;
use crate::domain::value::Value;
use serde::Deserialize;
use serde::Serialize;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Form {
    /// Plain text.
    Text,
    /// A PDF with a text layer.
    Pdf,
    /// A PDF whose pages are pictures: nothing can be read by a program.
    Scan,
    /// A PDF that needs a password.
    Encrypted,
    /// It begins as a PDF and cannot be read as one.
    Damaged,
    /// A picture.
    Image,
    /// Something else.
    #[default]
    Other,
    /// Larger than what is read.
    TooLarge,
}

impl Form {
    /// Message id of what is said of it, with `bytes`, `pages` and `shown`.
    pub const fn label(self) -> &'static str {
        match self {
            Form::Text => "reading-text",
            Form::Pdf => "reading-pdf",
            Form::Scan => "reading-scan",
            Form::Encrypted => "reading-encrypted",
            Form::Damaged => "reading-damaged",
            Form::Image => "reading-image",
            Form::Other => "reading-other",
            Form::TooLarge => "reading-too-large",
        }
    }

    /// Whether there is text to show.
    pub const fn readable(self) -> bool {
        matches!(self, Form::Text | Form::Pdf)
    }
}

/// A file as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Its size.
    pub bytes: usize,
    /// What it is.
    pub form: Form,
    /// Its pages in all.
    pub pages_in_all: usize,
    /// The text of the pages read, made safe; fewer than `pages_in_all` where there are very many or time ran out.
    pub pages: Vec<String>,
}

impl Reading {
    /// What is said of it in a line.
    pub fn says(&self) -> Msg {
        let msg = Msg::new(self.form.label()).with("bytes", self.bytes);
        match self.form {
            Form::Pdf => msg.with("pages", self.pages_in_all).with("shown", self.pages.len()),
            Form::Scan => msg.with("pages", self.pages_in_all),
            _ => msg,
        }
    }

    /// The text line by line, with a line of its own where a page begins in a PDF of several.
    pub fn lines(&self, most: usize) -> Vec<String> {
        let several = self.pages.len() > 1;
        let page = |(n, text): (usize, &String)| {
            let head = several.then(|| format!("— {} / {} —", n + 1, self.pages_in_all));
            head.into_iter().chain(text.lines().map(str::to_owned)).collect::<Vec<_>>()
        };
        self.pages.iter().enumerate().flat_map(page).take(most).collect()
    }
}

/// What a paper seems to say for a field: nothing until somebody accepts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// The field's path, such as `coverages[1].each`.
    pub path: String,
    /// As it is printed.
    pub printed: String,
    /// What that is read as; null when it cannot be.
    pub value: Value,
    /// Why it cannot be read.
    pub why: Option<Msg>,
    /// The page, from 1.
    pub page: usize,
    /// The line's number on its page, from 1.
    pub row: usize,
    /// The line it stands in.
    pub line: String,
    /// How sure the reading is, in per cent.
    pub confidence: u8,
}

/// A filed copy with what it seems to say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paper {
    /// What it reads as.
    pub reading: Reading,
    /// What it seems to say, in the order of its lines.
    pub proposals: Vec<Proposal>,
}
