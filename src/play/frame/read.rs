//! From the text of a frame file to a frame.
//!
//! Strict: what this reader accepts, the writer writes again byte for byte, so a file edited by hand cannot drift from the format.

use crate::play::frame::Frame;
use crate::play::frame::FrameError;
use crate::play::frame::Header;
use crate::play::frame::Place;
use crate::play::frame::Run;
use crate::play::look::Look;
use chrono::DateTime;
use chrono::Utc;
use std::collections::BTreeMap;
use std::str::FromStr;

struct Lines<'a> {
    lines: Vec<&'a str>,
    next: usize,
}

impl<'a> Lines<'a> {
    fn peek(&self) -> Option<&'a str> {
        self.lines.get(self.next).copied()
    }

    fn take(&mut self, wanted: &str) -> Result<&'a str, FrameError> {
        let line = self.peek().ok_or_else(|| self.fault_here(format!("the file ends; expected {wanted}")))?;
        self.next += 1;
        Ok(line)
    }

    fn exact(&mut self, wanted: &str) -> Result<(), FrameError> {
        let line = self.take(wanted)?;
        if line == wanted { Ok(()) } else { Err(self.fault(format!("expected '{wanted}', found '{line}'"))) }
    }

    /// A fault in the line last taken.
    fn fault(&self, message: impl Into<String>) -> FrameError {
        FrameError { line: self.next, message: message.into() }
    }

    fn fault_here(&self, message: impl Into<String>) -> FrameError {
        FrameError { line: self.next + 1, message: message.into() }
    }

    fn value(&mut self, key: &str) -> Result<&'a str, FrameError> {
        let line = self.take(&format!("{key}:"))?;
        let value = line.strip_prefix(key).and_then(|rest| rest.strip_prefix(':'));
        value.map(str::trim).ok_or_else(|| self.fault(format!("expected '{key}: …', found '{line}'")))
    }

    /// The number and the rest of a row's line.
    fn row(&self, line: &'a str) -> Result<(usize, &'a str), FrameError> {
        let split = line.split_once('│').and_then(|(number, rest)| Some((number.parse().ok()?, rest)));
        split.ok_or_else(|| self.fault(format!("expected a row number and '│', found '{line}'")))
    }
}

/// Reads the text of a `.frame` file.
///
/// # Errors
/// The first line that is not as the format wants it.
pub(super) fn read(text: &str) -> Result<Frame, FrameError> {
    let mut lines = Lines { lines: text.split('\n').collect(), next: 0 };
    lines.exact("entrepot-frame 1")?;
    let name = lines.value("name")?.to_owned();
    let script = lines.value("script")?.to_owned();
    let title = lines.value("test")?.to_owned();
    let (width, height) = size(&mut lines)?;
    let clock = clock(&mut lines)?;
    let user = lines.value("user")?.to_owned();
    let screen = lines.value("screen")?.to_owned();
    let look = lines.value("look")?.to_owned();
    let cursor = cursor(&mut lines)?;
    let header = Header { name, script, test: title, clock, user, screen, look };
    let mut frame =
        Frame { header, width, height, cursor, rows: Vec::new(), runs: Vec::new(), legend: BTreeMap::new() };
    lines.exact("--- text")?;
    for expected in 0..usize::from(height) {
        let line = lines.take("a row of text")?;
        let (number, text) = lines.row(line)?;
        if number != expected {
            return Err(lines.fault(format!("row {number} where row {expected} belongs")));
        }
        frame.rows.push(text.trim_end_matches(' ').to_owned());
    }
    lines.exact("--- style")?;
    styles(&mut lines, &mut frame)?;
    lines.exact("--- legend")?;
    while let Some(line) = lines.peek().filter(|line| !line.starts_with("---")) {
        lines.next += 1;
        let (name, plain) = line.split_once("  ").ok_or_else(|| lines.fault("expected a name, two blanks, a style"))?;
        let look = Look::from_str(plain).map_err(|e| lines.fault(e.to_string()))?;
        frame.legend.insert(name.to_owned(), look);
    }
    lines.exact("--- end")?;
    known_names(&frame)?;
    Ok(frame)
}

fn size(lines: &mut Lines<'_>) -> Result<(u16, u16), FrameError> {
    let value = lines.value("size")?;
    let size = value.split_once('x').and_then(|(w, h)| Some((w.parse().ok()?, h.parse().ok()?)));
    size.ok_or_else(|| lines.fault(format!("'{value}' is no size; write columns x rows, as 80x24")))
}

fn clock(lines: &mut Lines<'_>) -> Result<DateTime<Utc>, FrameError> {
    let value = lines.value("clock")?;
    let instant = DateTime::parse_from_rfc3339(value);
    instant.map(|t| t.to_utc()).map_err(|e| lines.fault(format!("'{value}' is no instant: {e}")))
}

fn cursor(lines: &mut Lines<'_>) -> Result<Option<Place>, FrameError> {
    let value = lines.value("cursor")?;
    if value == "hidden" {
        return Ok(None);
    }
    let place = value.split_once(',').and_then(|(r, c)| Some(Place { row: r.parse().ok()?, col: c.parse().ok()? }));
    place.map(Some).ok_or_else(|| lines.fault(format!("'{value}' is neither ROW,COL nor hidden")))
}

fn styles(lines: &mut Lines<'_>, frame: &mut Frame) -> Result<(), FrameError> {
    frame.runs = vec![Vec::new(); usize::from(frame.height)];
    while let Some(line) = lines.peek().filter(|line| !line.starts_with("---")) {
        lines.next += 1;
        let (number, text) = lines.row(line)?;
        let mut runs = Vec::new();
        for part in text.split(" · ") {
            let run = run(part).ok_or_else(|| lines.fault(format!("'{part}' is no run; write FROM-TO NAME")))?;
            runs.push(run);
        }
        let row = frame.runs.get_mut(number);
        *row.ok_or_else(|| lines.fault(format!("there is no row {number}")))? = runs;
    }
    Ok(())
}

fn run(text: &str) -> Option<Run> {
    let (columns, name) = text.split_once(' ')?;
    let (from, to) = columns.split_once('-').unwrap_or((columns, columns));
    let run = Run { from: from.parse().ok()?, to: to.parse().ok()?, name: name.to_owned() };
    (run.from <= run.to && !run.name.is_empty()).then_some(run)
}

fn known_names(frame: &Frame) -> Result<(), FrameError> {
    let unknown = |run: &&Run| !frame.legend.contains_key(&run.name) && Look::from_str(&run.name).is_err();
    match frame.runs.iter().flatten().find(unknown) {
        Some(run) => Err(FrameError { line: 1, message: format!("the style '{}' is not in the legend", run.name) }),
        None => Ok(()),
    }
}

impl FromStr for Frame {
    type Err = FrameError;

    fn from_str(text: &str) -> Result<Self, FrameError> {
        read(text)
    }
}
