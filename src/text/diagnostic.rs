//! One renderer for everything wrong in a file that a person wrote: keymaps, filters, scripts, imports.
//!
//! The form is that of play.md §1.5: place, severity, message; the source line; a caret under it; help.

use super::fold::fold;
use super::layout::width;
use super::sanitise::visible;
use serde::Serialize;
use std::fmt;
use std::fmt::Write;

/// How bad it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// The file cannot be used, or this part of it.
    Error,
    /// It can be used, but probably does not mean what it says.
    Warning,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

/// One thing wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable code such as `K003`, where there is one.
    pub code: Option<String>,
    /// The file as the person named it.
    pub file: String,
    /// The line, from 1; 0 when it concerns the whole file.
    pub line: usize,
    /// The column, from 1, in characters.
    pub col: usize,
    /// How many characters it concerns; 0 is shown as one caret.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// The text of the line, without its line break.
    pub source_line: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// An error at a place, without source line and help.
    pub fn error(file: impl Into<String>, line: usize, col: usize, message: impl Into<String>) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            file: file.into(),
            line,
            col,
            len: 1,
            message: message.into(),
            source_line: None,
            help: None,
        }
    }

    /// A warning at a place, without source line and help.
    pub fn warning(file: impl Into<String>, line: usize, col: usize, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(file, line, col, message) }
    }

    /// Adds a stable code.
    #[must_use]
    pub fn code(mut self, code: impl Into<String>) -> Self {
        self.code = Some(code.into());
        self
    }

    /// Adds the line and how many of its characters are concerned.
    #[must_use]
    pub fn source(mut self, line: impl Into<String>, len: usize) -> Self {
        self.source_line = Some(line.into());
        self.len = len;
        self
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The text for people: several lines, no line break at the end.
    pub fn render(&self) -> String {
        let mut out = visible(&self.file).into_owned();
        if self.line > 0 {
            // Writing to a String cannot fail.
            let _ = write!(out, ":{}:{}", self.line, self.col);
        }
        let _ = write!(out, ": {}", self.severity);
        if let Some(code) = &self.code {
            let _ = write!(out, "[{}]", visible(code));
        }
        let _ = write!(out, ": {}", lines_visible(&self.message, 0));
        if let Some(source) = &self.source_line {
            let before = drawn(source, 0, self.col.saturating_sub(1));
            let under = drawn(source, self.col.saturating_sub(1), self.len.max(1));
            let (indent, carets) = (width(&before), width(&under).max(1));
            let _ = write!(out, "\n{:>4} │ {}", self.line, drawn(source, 0, usize::MAX));
            let _ = write!(out, "\n     │ {}{}", " ".repeat(indent), "^".repeat(carets));
        }
        if let Some(help) = &self.help {
            let _ = write!(out, "\n     = help: {}", lines_visible(help, 13));
        }
        out
    }

    /// The same as one JSON object.
    pub fn to_json(&self) -> serde_json::Value {
        serde_json::to_value(self).unwrap_or(serde_json::Value::Null)
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.render())
    }
}

/// A part of the source line as it is drawn: tabs are four blanks wide.
fn drawn(source: &str, skip: usize, take: usize) -> String {
    let part: String = source.chars().skip(skip).take(take).collect();
    visible(&part.replace('\t', "    ")).into_owned()
}

fn lines_visible(s: &str, indent: usize) -> String {
    let blanks = format!("\n{}", " ".repeat(indent));
    s.lines().map(visible).collect::<Vec<_>>().join(&blanks)
}

/// The candidate a person most likely meant, if one is near enough: at most one slip in three characters.
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let typed = fold(word);
    let allowed = (typed.chars().count() / 3).max(1);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let distance = strsim::damerau_levenshtein(&typed, &fold(candidate));
        if distance <= allowed && best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_form_is_the_one_of_the_design() {
        let d = Diagnostic::error("broken.play", 4, 7, "unknown key 'hello'")
            .source("Press hello", 5)
            .help("to type text write  Type \"hello\"");
        let wanted = "broken.play:4:7: error: unknown key 'hello'\n   4 │ Press hello\n     │       ^^^^^\n     = help: to type text write  Type \"hello\"";
        assert_eq!(d.render(), wanted);
        assert_eq!(Diagnostic::error("broken.play", 8, 6, "unknown").render(), "broken.play:8:6: error: unknown");
    }

    #[test]
    fn the_caret_stands_under_wide_characters() {
        let d = Diagnostic::warning("a", 12, 4, "x").code("K003").source("\t深圳 bad", 1);
        assert_eq!(d.render(), "a:12:4: warning[K003]: x\n  12 │     深圳 bad\n     │         ^");
        let d = Diagnostic::error("a", 1, 2, "x").source("深圳市", 2);
        assert!(d.render().ends_with("\n     │   ^^^^"), "{}", d.render());
    }

    #[test]
    fn a_place_beyond_the_line_still_gets_a_caret() {
        let d = Diagnostic::error("a", 1, 4, "x").source("abc", 0);
        assert!(d.render().ends_with("\n     │    ^"), "{}", d.render());
    }

    #[test]
    fn hostile_source_does_not_reach_the_terminal() {
        let d = Diagnostic::error("a\x1b[2J", 1, 1, "x\x07").source("\x1b]0;t\x07", 1).help("\u{202E}");
        assert!(d.render().chars().all(|c| c == '\n' || !c.is_control()));
    }

    #[test]
    fn json_names_every_part() {
        let json = Diagnostic::error("f", 1, 2, "m").to_json();
        assert_eq!(json["severity"], "error");
        assert_eq!(json["col"], 2);
        assert!(json["help"].is_null());
    }

    #[test]
    fn the_nearest_word_is_proposed_and_a_far_one_is_not() {
        let words = ["Expect", "Exit", "Press"];
        assert_eq!(did_you_mean("Expct", words).as_deref(), Some("Expect"));
        assert_eq!(did_you_mean("press", words).as_deref(), Some("Press"));
        assert_eq!(did_you_mean("zzz", words), None);
    }
}
