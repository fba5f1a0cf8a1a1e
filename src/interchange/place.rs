//! Where in a file something stands, so that a mistake can be shown with its line and a caret.

use crate::text::Diagnostic;
use std::ops::Range;

/// A place in a text file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Place {
    /// The file as the person named it.
    pub file: String,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub col: usize,
    /// How many characters.
    pub len: usize,
    /// The text of the line.
    pub source: String,
}

impl Place {
    /// The place of a range of bytes of a text.
    pub(crate) fn of(file: &str, text: &str, span: Range<usize>) -> Self {
        let before = text.get(..span.start).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |i| i + 1);
        let source = text.get(start..).unwrap_or_default().lines().next().unwrap_or_default().to_owned();
        let col = before.get(start..).unwrap_or_default().chars().count() + 1;
        let marked = text.get(span).unwrap_or_default();
        let len = marked.lines().next().unwrap_or_default().chars().count().max(1);
        Self { file: file.to_owned(), line, col, len, source }
    }

    /// An error here.
    pub(crate) fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(self.file.clone(), self.line, self.col, message).source(self.source.clone(), self.len)
    }
}
