//! The grid: which columns a row's graphemes take.
//!
//! One rule for widths, shared by frames, diffs, matching and the terminal model: a grapheme takes the columns `unicode-width` gives it, at least one.

use crate::play::look::Look;
use ratatui::buffer::Buffer;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// A grapheme and the columns it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Placed<'a> {
    /// First column.
    pub col: u16,
    /// Number of columns, 1 or more.
    pub width: u16,
    /// The grapheme.
    pub text: &'a str,
    /// Where it starts in the row's text, in bytes.
    pub at: usize,
}

/// Places the graphemes of a row of text, from column 0.
pub fn place(row: &str) -> impl Iterator<Item = Placed<'_>> {
    let mut col = 0_u16;
    row.grapheme_indices(true).map(move |(at, text)| {
        let placed = Placed { col, width: width(text), text, at };
        col = col.saturating_add(placed.width);
        placed
    })
}

/// The columns one cell's text takes: at least 1.
pub fn width(text: &str) -> u16 {
    u16::try_from(text.width()).unwrap_or(1).max(1)
}

/// A cell of a buffer as a frame sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// First column.
    pub col: u16,
    /// Last column, included.
    pub last: u16,
    /// The text; a blank is one space.
    pub text: String,
    /// The look, reduced to what is visible when blank.
    pub look: Look,
}

impl Seen {
    /// Nothing is drawn here.
    pub fn is_blank(&self) -> bool {
        self.text == " "
    }
}

/// The visible cells of one row (counted from the top of the buffer's area), left to right; second halves of wide characters are left out.
pub fn visible(buffer: &Buffer, row: u16) -> Vec<Seen> {
    let area = buffer.area;
    let mut seen = Vec::with_capacity(usize::from(area.width));
    let mut col = 0;
    while col < area.width {
        let Some(cell) = buffer.cell((area.x + col, area.y + row)) else { break };
        let text = shown(cell.symbol());
        let last = col.saturating_add(width(&text) - 1).min(area.width - 1);
        let look = Look::of_cell(cell);
        let look = if text == " " { look.on_blank() } else { look };
        seen.push(Seen { col, last, text, look });
        col = last + 1;
    }
    seen
}

/// A control character would break the file's lines, so it is shown by its picture.
fn shown(symbol: &str) -> String {
    if symbol.is_empty() {
        return " ".to_owned();
    }
    let picture = |c: char| match u32::from(c) {
        n @ 0..=0x1f => char::from_u32(0x2400 + n).unwrap_or('\u{fffd}'),
        0x7f => '␡',
        0x80..=0x9f | 0x2028 | 0x2029 => '\u{fffd}',
        _ => c,
    };
    symbol.chars().map(picture).collect()
}

/// The buffer in normal form: area from 0,0, one spelling of each colour, blanks with only what shows on them, second halves of wide characters blank.
pub fn normalise(buffer: &Buffer) -> Buffer {
    let mut area = buffer.area;
    area.x = 0;
    area.y = 0;
    let mut out = Buffer::empty(area);
    for row in 0..area.height {
        for seen in visible(buffer, row) {
            for col in seen.col..=seen.last {
                if let Some(cell) = out.cell_mut((col, row)) {
                    cell.set_symbol(if col == seen.col { &seen.text } else { " " });
                    cell.set_style(seen.look.style());
                }
            }
        }
    }
    out
}
