//! Frames: what a screen showed, as a file a person can review and `diff` line by line.
//!
//! The text stands apart from the styles, styles are runs named by theme role, and a legend expands every role used, so a theme change is a change of two lines.
//! This module does not draw and does not compare (see [`crate::play::diff`]); it turns a buffer into a frame, a frame into text and both back.
//! Source: play.md §1.6, format 1.

mod build;
mod grid;
mod read;

pub use grid::Placed;
pub use grid::normalise;
pub use grid::place;
pub(crate) use grid::visible;

use crate::play::look::Look;
use chrono::DateTime;
use chrono::SecondsFormat;
use chrono::Utc;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::collections::BTreeMap;
use std::fmt;
use std::fmt::Write as _;

/// A cell's place on the screen, from 0; written `ROW,COL` as in scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Row from the top.
    pub row: u16,
    /// Column from the left.
    pub col: u16,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}", self.row, self.col)
    }
}

/// Where a frame comes from. It holds no date of the machine, no version and no line number: those would change without a reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Name of the snapshot.
    pub name: String,
    /// The script's file name.
    pub script: String,
    /// The title of the test.
    pub test: String,
    /// The virtual clock.
    pub clock: DateTime<Utc>,
    /// Who is signed in.
    pub user: String,
    /// Screen and dialog ids.
    pub screen: String,
    /// Theme, colours and language.
    pub look: String,
}

impl Header {
    /// The header's lines with their keys, size and cursor included, in the order of the file.
    pub fn lines(&self, width: u16, height: u16, cursor: Option<Place>) -> [(&'static str, String); 9] {
        [
            ("name", one_line(&self.name)),
            ("script", one_line(&self.script)),
            ("test", one_line(&self.test)),
            ("size", format!("{width}x{height}")),
            ("clock", self.clock.to_rfc3339_opts(SecondsFormat::AutoSi, true)),
            ("user", one_line(&self.user)),
            ("screen", one_line(&self.screen)),
            ("look", one_line(&self.look)),
            ("cursor", cursor.map_or_else(|| "hidden".to_owned(), |place| place.to_string())),
        ]
    }
}

fn one_line(text: &str) -> String {
    text.split(['\n', '\r']).collect::<Vec<_>>().join(" ").trim().to_owned()
}

/// A stretch of columns of one row that carry one style.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Run {
    /// First column.
    pub from: u16,
    /// Last column, included.
    pub to: u16,
    /// Theme role, `role+overlay` or plain form.
    pub name: String,
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(f, "{} {}", self.from, self.name)
        } else {
            write!(f, "{}-{} {}", self.from, self.to, self.name)
        }
    }
}

/// One frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Where it comes from.
    pub header: Header,
    /// Columns.
    pub width: u16,
    /// Rows.
    pub height: u16,
    /// The cursor, or nothing when it is hidden.
    pub cursor: Option<Place>,
    /// The text of each row, trailing blanks cut.
    pub rows: Vec<String>,
    /// The style runs of each row, left to right.
    pub runs: Vec<Vec<Run>>,
    /// What each role used here looks like. Plain forms explain themselves and are not listed.
    pub legend: BTreeMap<String, Look>,
}

impl Frame {
    /// The look behind a run's name.
    pub fn look_of(&self, name: &str) -> Look {
        self.legend.get(name).copied().or_else(|| name.parse().ok()).unwrap_or_default()
    }

    /// The run that covers a cell.
    pub fn run_at(&self, place: Place) -> Option<&Run> {
        self.runs.get(usize::from(place.row))?.iter().find(|run| run.from <= place.col && place.col <= run.to)
    }

    /// What the cell at `place` looks like; blanks show only what is visible on them.
    pub fn look_at(&self, place: Place) -> Look {
        let look = self.run_at(place).map_or(Look::PLAIN, |run| self.look_of(&run.name));
        let blank = !self.rows.get(usize::from(place.row)).is_some_and(|row| {
            grid::place(row).any(|cell| cell.text != " " && cell.col <= place.col && place.col < cell.col + cell.width)
        });
        if blank { look.on_blank() } else { look }
    }

    /// The file's text, format 1, with a final newline.
    pub fn write(&self) -> String {
        let mut out = String::from("entrepot-frame 1\n");
        for (key, value) in self.header.lines(self.width, self.height, self.cursor) {
            let line = format!("{:<8}{value}", format!("{key}:"));
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out.push_str("--- text\n");
        for (row, text) in self.rows.iter().enumerate() {
            let _ = writeln!(out, "{}│{text}", self.row_number(row));
        }
        out.push_str("--- style\n");
        for (row, runs) in self.runs.iter().enumerate().filter(|(_, runs)| !runs.is_empty()) {
            let runs: Vec<String> = runs.iter().map(ToString::to_string).collect();
            let _ = writeln!(out, "{}│{}", self.row_number(row), runs.join(" · "));
        }
        out.push_str("--- legend\n");
        let widest = self.legend.keys().map(|name| name.chars().count()).max().unwrap_or(0);
        for (name, look) in &self.legend {
            let _ = writeln!(out, "{name:<widest$}  {look}");
        }
        out.push_str("--- end\n");
        out
    }

    /// The row's number as the file writes it: two digits, three from 100 rows.
    pub fn row_number(&self, row: usize) -> String {
        let digits = if self.height >= 100 { 3 } else { 2 };
        format!("{row:0digits$}")
    }

    /// Draws the frame again. Equal to [`normalise`] of the buffer it was made from.
    pub fn to_buffer(&self) -> Buffer {
        let mut buffer = Buffer::empty(Rect::new(0, 0, self.width, self.height));
        for (y, row) in (0..self.height).zip(&self.rows) {
            for placed in grid::place(row) {
                if let Some(cell) = buffer.cell_mut((placed.col, y)) {
                    cell.set_symbol(placed.text);
                }
            }
        }
        for (y, runs) in (0..self.height).zip(&self.runs) {
            for run in runs {
                let style = self.look_of(&run.name).style();
                for x in run.from..=run.to.min(self.width.saturating_sub(1)) {
                    if let Some(cell) = buffer.cell_mut((x, y)) {
                        cell.set_style(style);
                    }
                }
            }
        }
        normalise(&buffer)
    }
}

/// The text of a frame file that is not one, with the line at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct FrameError {
    /// Line from 1.
    pub line: usize,
    /// What is wrong and what was expected.
    pub message: String,
}

#[cfg(test)]
pub(crate) mod tests;
