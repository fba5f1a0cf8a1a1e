//! A strict terminal in memory: draws the bytes the program would write and says where the screen would differ from the frame.
//!
//! Real terminals disagree with a buffer where wide characters are cut; a buffer alone never shows that fault. The model knows only what the program is supposed
//! to write: anything else is a [`Fault`], not a guess. It is no terminal emulator for other programs.

mod sgr;

use crate::play::frame::Place;
use crate::play::frame::place;
use crate::play::look::Look;
use ratatui::buffer::Buffer;
use std::fmt;
use unicode_width::UnicodeWidthStr;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Lead,
    Tail,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Spot {
    text: String,
    part: Part,
    look: Look,
}

impl Spot {
    fn blank(look: Look) -> Self {
        Self { text: " ".to_owned(), part: Part::Whole, look }
    }

    fn look(&self) -> Look {
        if self.text == " " { self.look.on_blank() } else { self.look }
    }
}

/// Bytes the program should not have written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Offset in everything fed so far.
    pub at: usize,
    /// The bytes at fault.
    pub bytes: Vec<u8>,
    /// What is wrong with them.
    pub reason: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "byte {}: {} ({})", self.at, self.reason, self.bytes.escape_ascii())
    }
}

impl std::error::Error for Fault {}

/// A cell the terminal would show differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mismatch {
    /// Row from 0.
    pub row: u16,
    /// Column from 0.
    pub col: u16,
    /// Text and look in the frame.
    pub want: String,
    /// Text and look in the terminal.
    pub got: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{},{}: the frame has {}, the terminal shows {}", self.row, self.col, self.want, self.got)
    }
}

/// The screen of the model.
#[derive(Debug, Clone)]
pub struct Terminal {
    width: u16,
    height: u16,
    spots: Vec<Spot>,
    row: u16,
    col: u16,
    look: Look,
    shown: bool,
    updating: bool,
    pending: Vec<u8>,
    fed: usize,
}

/// What stands at the front of the bytes.
enum Piece {
    Text(usize),
    Control(usize),
    Csi(usize),
    Osc(usize),
    Incomplete,
    Bad(usize, &'static str),
}

impl Terminal {
    /// An empty screen with the cursor shown at 0,0.
    pub fn new(width: u16, height: u16) -> Self {
        let spots = vec![Spot::blank(Look::PLAIN); usize::from(width) * usize::from(height)];
        Self {
            width,
            height,
            spots,
            row: 0,
            col: 0,
            look: Look::PLAIN,
            shown: true,
            updating: false,
            pending: Vec::new(),
            fed: 0,
        }
    }

    /// Where the cursor is, or nothing while it is hidden.
    pub fn cursor(&self) -> Option<Place> {
        self.shown.then_some(Place { row: self.row, col: self.col.min(self.width.saturating_sub(1)) })
    }

    /// Inside a synchronized update, that is before the end of it was written.
    pub fn is_updating(&self) -> bool {
        self.updating
    }

    /// A new size: as terminals do, rows and columns that fit stay, the rest is cut or blank.
    pub fn resize(&mut self, width: u16, height: u16) {
        let mut next = Self::new(width, height);
        for row in 0..height.min(self.height) {
            for col in 0..width.min(self.width) {
                if let (Some(from), Some(to)) = (self.spot(row, col).cloned(), next.spot_mut(row, col)) {
                    *to = from;
                }
            }
            next.mend_edge(row, self.width);
        }
        self.spots = next.spots;
        self.width = width;
        self.height = height;
        self.row = self.row.min(height.saturating_sub(1));
        self.col = self.col.min(width.saturating_sub(1));
    }

    /// Draws bytes. An incomplete sequence or character at the end waits for the next call.
    ///
    /// # Errors
    /// [`Fault`] at the first bytes the program should not write; the rest is not drawn.
    pub fn feed(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        let mut all = std::mem::take(&mut self.pending);
        all.extend_from_slice(bytes);
        let mut rest = all.as_slice();
        while !rest.is_empty() {
            let piece = piece(rest);
            let length = match piece {
                Piece::Text(n) | Piece::Control(n) | Piece::Csi(n) | Piece::Osc(n) | Piece::Bad(n, _) => n,
                Piece::Incomplete => break,
            };
            let (now, later) = rest.split_at_checked(length).unwrap_or((rest, &[]));
            let done = match piece {
                Piece::Text(_) => self.print(now),
                Piece::Control(_) => self.control(now),
                Piece::Csi(_) => self.csi(now),
                Piece::Osc(_) => osc(now),
                Piece::Bad(_, reason) => Err(reason.to_owned()),
                Piece::Incomplete => Ok(()),
            };
            done.map_err(|reason| Fault { at: self.fed, bytes: now.to_vec(), reason })?;
            self.fed += length;
            rest = later;
        }
        self.pending = rest.to_vec();
        Ok(())
    }

    /// Compares the screen with a frame's buffer.
    ///
    /// # Errors
    /// Every cell that differs, and every cell of the buffer that a wide character to its left hides.
    pub fn compare(&self, buffer: &Buffer) -> Result<(), Vec<Mismatch>> {
        let mut found = Vec::new();
        if (buffer.area.width, buffer.area.height) != (self.width, self.height) {
            let want = format!("{}x{}", buffer.area.width, buffer.area.height);
            let got = format!("{}x{}", self.width, self.height);
            return Err(vec![Mismatch { row: 0, col: 0, want, got }]);
        }
        for row in 0..self.height {
            for seen in crate::play::frame::visible(buffer, row) {
                let hidden = (seen.col + 1..=seen.last).filter_map(|col| {
                    let under = buffer.cell((buffer.area.x + col, buffer.area.y + row))?;
                    let blank = matches!(under.symbol(), "" | " ");
                    (!blank).then(|| (col, under.symbol().to_owned()))
                });
                for (col, want) in hidden {
                    let got = format!("the second half of {:?}", seen.text);
                    found.push(Mismatch { row, col, want: format!("{want:?}"), got });
                }
                let Some(spot) = self.spot(row, seen.col) else { continue };
                let whole = spot.part == if seen.last > seen.col { Part::Lead } else { Part::Whole };
                if spot.text != seen.text || spot.look() != seen.look || !whole {
                    let want = describe(&seen.text, seen.look);
                    let got = describe(&spot.text, spot.look());
                    found.push(Mismatch { row, col: seen.col, want, got });
                }
            }
        }
        if found.is_empty() { Ok(()) } else { Err(found) }
    }

    /// The text of a row, trailing blanks cut.
    pub fn row_text(&self, row: u16) -> String {
        let text: String = (0..self.width).filter_map(|col| self.spot(row, col)).map(|s| s.text.as_str()).collect();
        text.trim_end_matches(' ').to_owned()
    }

    fn index(&self, row: u16, col: u16) -> Option<usize> {
        let inside = row < self.height && col < self.width;
        inside.then(|| usize::from(row) * usize::from(self.width) + usize::from(col))
    }

    fn spot(&self, row: u16, col: u16) -> Option<&Spot> {
        self.spots.get(self.index(row, col)?)
    }

    fn spot_mut(&mut self, row: u16, col: u16) -> Option<&mut Spot> {
        let index = self.index(row, col)?;
        self.spots.get_mut(index)
    }

    fn print(&mut self, bytes: &[u8]) -> Result<(), String> {
        let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
        for grapheme in place(text).map(|placed| placed.text) {
            let width = u16::try_from(grapheme.width()).unwrap_or(u16::MAX);
            if width == 0 {
                self.combine(grapheme)?;
            } else {
                self.put(grapheme, width)?;
            }
        }
        Ok(())
    }

    /// A mark without a width joins the character before the cursor.
    fn combine(&mut self, mark: &str) -> Result<(), String> {
        let before = self.col.checked_sub(1).ok_or("a combining mark at the start of a row")?;
        let tail = self.spot(self.row, before).is_some_and(|spot| spot.part == Part::Tail);
        let col = if tail { before.saturating_sub(1) } else { before };
        if let Some(spot) = self.spot_mut(self.row, col) {
            spot.text.push_str(mark);
        }
        Ok(())
    }

    fn put(&mut self, grapheme: &str, width: u16) -> Result<(), String> {
        if self.row >= self.height || self.col.saturating_add(width) > self.width {
            return Err(format!("{grapheme:?} does not fit at {},{}", self.row, self.col));
        }
        let look = self.look;
        for offset in 0..width {
            self.break_wide(self.row, self.col + offset);
            let lead = offset == 0;
            let part = match (lead, width) {
                (true, 1) => Part::Whole,
                (true, _) => Part::Lead,
                (false, _) => Part::Tail,
            };
            if let Some(spot) = self.spot_mut(self.row, self.col + offset) {
                *spot = Spot { text: if lead { grapheme.to_owned() } else { String::new() }, part, look };
            }
        }
        self.col += width;
        Ok(())
    }

    /// Overwriting a part of a wide character leaves blanks where the rest of it was. Some clusters of Indic scripts are three columns wide.
    fn break_wide(&mut self, row: u16, col: u16) {
        let part = |this: &Self, col| this.spot(row, col).map(|spot| spot.part);
        if part(self, col).is_none_or(|p| p == Part::Whole) {
            return;
        }
        let lead = (0..=col).rev().find(|c| part(self, *c) != Some(Part::Tail)).unwrap_or(col);
        let end = (lead + 1..self.width).find(|c| part(self, *c) != Some(Part::Tail)).unwrap_or(self.width);
        for col in lead..end {
            if let Some(spot) = self.spot_mut(row, col) {
                *spot = Spot::blank(spot.look);
            }
        }
    }

    /// After a cut at the right edge a part of a character may be left.
    fn mend_edge(&mut self, row: u16, cut_from: u16) {
        let Some(last) = self.width.checked_sub(1).filter(|_| self.width < cut_from) else { return };
        let lead = (0..=last).rev().find(|c| self.spot(row, *c).is_some_and(|s| s.part != Part::Tail));
        let text = lead.and_then(|c| self.spot(row, c)).map(|s| s.text.clone()).unwrap_or_default();
        if lead.is_some_and(|c| usize::from(self.width - c) < text.width()) {
            self.break_wide(row, last);
        }
    }

    fn control(&mut self, bytes: &[u8]) -> Result<(), String> {
        match bytes {
            b"\r" => self.col = 0,
            b"\n" if self.row + 1 < self.height => self.row += 1,
            b"\n" => return Err("a line feed on the last row would scroll".to_owned()),
            _ => return Err("a control character".to_owned()),
        }
        Ok(())
    }

    fn csi(&mut self, bytes: &[u8]) -> Result<(), String> {
        let unknown = || "an unknown sequence".to_owned();
        let text = std::str::from_utf8(bytes).ok().and_then(|t| t.strip_prefix("\u{1b}[")).ok_or_else(unknown)?;
        let last = text.chars().next_back().ok_or_else(unknown)?;
        let body = text.strip_suffix(last).ok_or_else(unknown)?;
        if let Some(mode) = body.strip_prefix('?') {
            return self.mode(mode, last);
        }
        if let Some(style) = body.strip_suffix(' ').filter(|_| last == 'q') {
            return if matches!(style, "0" | "1" | "2" | "3" | "4" | "5" | "6") { Ok(()) } else { Err(unknown()) };
        }
        if last == 'm' {
            self.look = sgr::apply(self.look, body)?;
            return Ok(());
        }
        let numbers: Option<Vec<u16>> =
            body.split(';').map(|p| if p.is_empty() { Some(0) } else { p.parse().ok() }).collect();
        let numbers = numbers.ok_or_else(unknown)?;
        let first = numbers.first().copied().unwrap_or(0);
        match last {
            'H' => {
                let col = numbers.get(1).copied().unwrap_or(0);
                return self.go(first.max(1) - 1, col.max(1) - 1);
            }
            'A' => return self.go(self.row.saturating_sub(first.max(1)), self.col),
            'B' => return self.go(self.row.saturating_add(first.max(1)), self.col),
            'C' => return self.go(self.row, self.col.saturating_add(first.max(1))),
            'D' => return self.go(self.row, self.col.saturating_sub(first.max(1))),
            'G' => return self.go(self.row, first.max(1) - 1),
            'd' => return self.go(first.max(1) - 1, self.col),
            'J' | 'K' => self.erase(last, first)?,
            _ => return Err(unknown()),
        }
        Ok(())
    }

    fn go(&mut self, row: u16, col: u16) -> Result<(), String> {
        if row >= self.height || col >= self.width {
            return Err(format!("the cursor goes to {row},{col}, outside of {}x{}", self.width, self.height));
        }
        self.row = row;
        self.col = col;
        Ok(())
    }

    fn mode(&mut self, mode: &str, last: char) -> Result<(), String> {
        let on = match last {
            'h' => true,
            'l' => false,
            _ => return Err("an unknown sequence".to_owned()),
        };
        match mode {
            "25" => self.shown = on,
            "2026" if on && self.updating => return Err("a synchronized update inside another".to_owned()),
            "2026" => self.updating = on,
            "1004" | "1049" | "2004" => {}
            _ => return Err("an unknown mode".to_owned()),
        }
        Ok(())
    }

    fn erase(&mut self, what: char, how: u16) -> Result<(), String> {
        let here = (self.row, self.col.min(self.width.saturating_sub(1)));
        let (only_row, col) = (what == 'K', here.1);
        let blank = Spot::blank(Look { bg: self.look.bg, ..Look::PLAIN });
        if how > 2 {
            return Err("an unknown way to erase".to_owned());
        }
        self.break_edges(how, col);
        for row in 0..self.height {
            for col in 0..self.width {
                let wanted = match how {
                    0 => (row, col) >= here,
                    1 => (row, col) <= here,
                    _ => true,
                };
                if wanted
                    && (!only_row || row == here.0)
                    && let Some(spot) = self.spot_mut(row, col)
                {
                    *spot = blank.clone();
                }
            }
        }
        Ok(())
    }

    /// Erasing from or up to the middle of a wide character takes all of it.
    fn break_edges(&mut self, how: u16, col: u16) {
        let part = self.spot(self.row, col).map(|spot| spot.part);
        if (how == 0 && part == Some(Part::Tail)) || (how == 1 && part == Some(Part::Lead)) {
            self.break_wide(self.row, col);
        }
    }
}

fn describe(text: &str, look: Look) -> String {
    if look.is_plain() { format!("{text:?}") } else { format!("{text:?} {look}") }
}

fn osc(bytes: &[u8]) -> Result<(), String> {
    let known = [b"\x1b]0;".as_slice(), b"\x1b]2;", b"\x1b]52;"].iter().any(|start| bytes.starts_with(start));
    if known { Ok(()) } else { Err("an unknown operating system command".to_owned()) }
}

/// Finds the first piece of the bytes; never looks behind it.
fn piece(bytes: &[u8]) -> Piece {
    let control = |b: &u8| *b < 0x20 || *b == 0x7f;
    match bytes.first() {
        Some(0x1b) => escape(bytes),
        Some(b) if control(b) => Piece::Control(1),
        _ => {
            let length = bytes.iter().position(control).unwrap_or(bytes.len());
            let text = bytes.get(..length).unwrap_or(bytes);
            match std::str::from_utf8(text) {
                Ok(_) => Piece::Text(length),
                Err(e) if e.valid_up_to() > 0 => Piece::Text(e.valid_up_to()),
                Err(e) if e.error_len().is_none() && length == bytes.len() => Piece::Incomplete,
                Err(e) => Piece::Bad(e.error_len().unwrap_or(length), "not UTF-8"),
            }
        }
    }
}

fn escape(bytes: &[u8]) -> Piece {
    match bytes.get(1) {
        None => Piece::Incomplete,
        Some(b'[') => {
            let end = bytes.iter().skip(2).position(|b| !(0x20..=0x3f).contains(b));
            match end.map(|n| (n + 3, bytes.get(n + 2))) {
                Some((length, Some(0x40..=0x7e))) => Piece::Csi(length),
                Some((length, _)) => Piece::Bad(length, "a broken sequence"),
                None => Piece::Incomplete,
            }
        }
        Some(b']') => {
            let bell = bytes.iter().position(|b| *b == 7).map(|n| n + 1);
            let st = bytes.windows(2).position(|w| w == b"\x1b\\").map(|n| n + 2);
            match bell.into_iter().chain(st).min() {
                Some(length) => Piece::Osc(length),
                None => Piece::Incomplete,
            }
        }
        Some(_) => Piece::Bad(2, "an unknown sequence"),
    }
}

#[cfg(test)]
mod tests;
