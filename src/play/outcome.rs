//! What came of a run: results of tests, the exit code, and the reports for people and machines.
//!
//! It plays nothing; the player fills it in. Source: play.md §1.3, §1.5, §1.7.

mod report;

use crate::play::frame::Frame;
use crate::play::matching::Near;
use crate::text::Diagnostic;
use ratatui::layout::Rect;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The exit code of an interrupted run.
pub const INTERRUPTED: u8 = 130;

/// Why a test failed; decides the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// An `Expect` failed or a frame differs.
    Expectation,
    /// The script does not parse.
    Parse,
    /// `Wait until` gave up, or a step does not settle.
    Unsettled,
    /// The program panicked, or quit in the middle.
    Died,
    /// A stored frame is missing, or one is left over with `--strict`.
    FrameMissing,
    /// Store or fixture cannot be opened.
    Store,
    /// Two runs differ, or the bytes do not draw the frame.
    NotDeterministic,
}

impl Kind {
    /// From the one that decides to the one that yields when several kinds happened.
    const PRECEDENCE: [Kind; 7] = [
        Kind::Died,
        Kind::NotDeterministic,
        Kind::Store,
        Kind::Parse,
        Kind::Unsettled,
        Kind::Expectation,
        Kind::FrameMissing,
    ];

    /// The exit code.
    pub fn code(self) -> u8 {
        match self {
            Kind::Expectation => 1,
            Kind::Parse => 3,
            Kind::Unsettled => 4,
            Kind::Died => 5,
            Kind::FrameMissing => 6,
            Kind::Store => 7,
            Kind::NotDeterministic => 8,
        }
    }

    /// Its name in reports for machines.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Expectation => "expectation",
            Kind::Parse => "parse",
            Kind::Unsettled => "unsettled",
            Kind::Died => "died",
            Kind::FrameMissing => "frame-missing",
            Kind::Store => "store",
            Kind::NotDeterministic => "not-deterministic",
        }
    }
}

/// The exit code of everything that happened: 0 when nothing did.
pub fn exit_code(kinds: &[Kind]) -> u8 {
    Kind::PRECEDENCE.into_iter().find(|kind| kinds.contains(kind)).map_or(0, Kind::code)
}

/// A failing step.
#[derive(Debug, Clone, PartialEq)]
pub struct Failure {
    /// What kind.
    pub kind: Kind,
    /// `file:line:col`.
    pub place: String,
    /// The includes it came through, the nearest first.
    pub chain: Vec<String>,
    /// The statement as printed.
    pub statement: String,
    /// What was expected and what was found instead.
    pub expected: String,
    /// The screen at that moment; its header has clock, user and screen id.
    pub screen: Option<Frame>,
    /// The part of the screen that was looked at.
    pub area: Option<Rect>,
    /// The nearest texts.
    pub near: Vec<Near>,
    /// The last keys pressed, oldest first.
    pub keys: Vec<String>,
}

impl Failure {
    /// The text for people, with a final newline.
    pub fn render(&self) -> String {
        let mut out = format!("{}: {}\n", self.place, self.expected);
        let _ = writeln!(out, "  step      {}", self.statement);
        for include in &self.chain {
            let _ = writeln!(out, "  included  from {include}");
        }
        if !self.near.is_empty() {
            let near: Vec<String> = self.near.iter().map(ToString::to_string).collect();
            let _ = writeln!(out, "  near      {}", near.join(", "));
        }
        if let Some(frame) = &self.screen {
            let clock = frame.header.clock.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);
            let _ = writeln!(
                out,
                "  clock     {clock}\n  user      {}\n  screen    {}",
                frame.header.user, frame.header.screen
            );
        }
        let skipped = self.keys.len().saturating_sub(10);
        if !self.keys.is_empty() {
            let last: Vec<&str> = self.keys.iter().skip(skipped).map(String::as_str).collect();
            let _ = writeln!(out, "  keys      {}", last.join(" "));
        }
        if let Some(frame) = &self.screen {
            out.push_str(&framed(frame, self.area));
        }
        out
    }
}

/// The rows of a frame with the area between two lines and its rows marked.
fn framed(frame: &Frame, area: Option<Rect>) -> String {
    let mut out = String::new();
    let digits = frame.row_number(0).width();
    let edge = |left: char, right: char, area: Rect| {
        let indent = " ".repeat(digits + 1 + usize::from(area.x));
        let line = match area.width {
            0 => String::new(),
            1 => left.to_string(),
            n => format!("{left}{}{right}", "─".repeat(usize::from(n) - 2)),
        };
        format!("{indent}{line}\n")
    };
    for (row, text) in frame.rows.iter().enumerate() {
        let inside = |area: &Rect| (usize::from(area.top())..usize::from(area.bottom())).contains(&row);
        if let Some(area) = area.filter(|area| usize::from(area.top()) == row) {
            out.push_str(&edge('┌', '┐', area));
        }
        let mark = if area.as_ref().is_some_and(inside) { '▌' } else { '│' };
        let _ = writeln!(out, "{}{mark}{text}", frame.row_number(row));
        if let Some(area) = area.filter(|area| usize::from(area.bottom()) == row + 1) {
            out.push_str(&edge('└', '┘', area));
        }
    }
    out
}

/// How a test ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// Every step did what was expected.
    Passed,
    /// A step failed; the rest was not played.
    Failed(Box<Failure>),
    /// Not played, and why.
    Skipped(String),
}

/// One test's result.
#[derive(Debug, Clone, PartialEq)]
pub struct TestResult {
    /// The script's path as given.
    pub script: String,
    /// The test's title.
    pub title: String,
    /// Where the test begins.
    pub line: usize,
    /// Keys pressed, every character typed among them.
    pub keys: usize,
    /// How far the virtual clock moved, in milliseconds.
    pub virtual_ms: i64,
    /// How it ended.
    pub verdict: Verdict,
}

/// Everything that came of a run.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Outcome {
    /// Tests in the order played.
    pub tests: Vec<TestResult>,
    /// Mistakes in scripts.
    pub mistakes: Vec<Diagnostic>,
    /// Somebody interrupted the run.
    pub interrupted: bool,
}

impl Outcome {
    /// The process's exit code.
    pub fn exit_code(&self) -> u8 {
        if self.interrupted {
            return INTERRUPTED;
        }
        let failed = self.tests.iter().filter_map(|test| match &test.verdict {
            Verdict::Failed(failure) => Some(failure.kind),
            _ => None,
        });
        let parse = self.mistakes.first().map(|_| Kind::Parse);
        exit_code(&failed.chain(parse).collect::<Vec<_>>())
    }

    /// The last line: `N passed, N failed, N skipped`.
    pub fn final_line(&self) -> String {
        let count = |is: fn(&Verdict) -> bool| self.tests.iter().filter(|test| is(&test.verdict)).count();
        let passed = count(|v| matches!(v, Verdict::Passed));
        let failed = count(|v| matches!(v, Verdict::Failed(_)));
        let skipped = count(|v| matches!(v, Verdict::Skipped(_)));
        format!("{passed} passed, {failed} failed, {skipped} skipped")
    }

    /// The report for people: mistakes, failures, the keys that each test took, the last line.
    pub fn render(&self) -> String {
        let mut out = String::new();
        for mistake in &self.mistakes {
            let _ = writeln!(out, "{}", mistake.render());
        }
        for test in &self.tests {
            match &test.verdict {
                Verdict::Failed(failure) => {
                    let _ = writeln!(out, "FAILED {}: {}\n{}", test.script, test.title, failure.render());
                }
                Verdict::Passed => {
                    let _ = writeln!(out, "{:>4} keys  {}: {}", test.keys, test.script, test.title);
                }
                Verdict::Skipped(_) => {}
            }
        }
        let _ = writeln!(out, "{}", self.final_line());
        out
    }
}

#[cfg(test)]
mod tests;
