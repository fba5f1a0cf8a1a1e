//! Steady rows: text whose width terminals disagree about stays in its place and leaves nothing behind.
//!
//! Clusters of several characters (vowel signs, joined emoji) take one cell here and two there. After each of them the
//! cursor is placed anew, and a row in which one comes or goes is written again from that place on. Which cells are
//! risky is all that is decided here; what is on the screen is `ui`'s.

use ratatui::backend::Backend;
use ratatui::buffer::Buffer;
use ratatui::buffer::Cell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use unicode_width::UnicodeWidthStr;

/// A change: column, row, what stands there.
type Change<'a> = (u16, u16, &'a Cell);

/// Whether terminals disagree about the width of what stands in a cell.
pub fn risky(symbol: &str) -> bool {
    let mut chars = symbol.chars();
    match (chars.next(), chars.next()) {
        (Some(_), Some(_)) => true,
        (Some(only), None) => matches!(u32::from(only), 0x1F000..=0x1FAFF | 0x0900..=0x0DFF | 0x0E00..=0x0FFF),
        (None, _) => false,
    }
}

/// Whether a wide cell begins there.
fn wide(buffer: &Buffer, x: u16, y: u16) -> bool {
    buffer.cell((x, y)).is_some_and(|cell| cell.symbol().width() == 2)
}

/// The first risky column of a row, before or after; the whole of the wide cell that covers it now.
fn first_risky(old: &Buffer, new: &Buffer, y: u16) -> Option<u16> {
    let area = new.area;
    let first = (area.left()..area.right())
        .find(|x| [old, new].iter().any(|buffer| buffer.cell((*x, y)).is_some_and(|cell| risky(cell.symbol()))))?;
    Some(first.checked_sub(1).filter(|before| wide(new, *before, y)).unwrap_or(first))
}

/// Writes what differs between two frames of one size; says whether anything did.
///
/// # Errors
/// Those of the backend.
pub fn draw<B: Backend>(backend: &mut B, old: &Buffer, new: &Buffer) -> Result<bool, B::Error> {
    let mut changes = old.diff(new);
    if changes.is_empty() {
        return Ok(false);
    }
    halves(old, new, &mut changes);
    let rows: BTreeSet<u16> = changes.iter().map(|(_, y, _)| *y).collect();
    let from: BTreeMap<u16, u16> = rows.iter().filter_map(|y| Some((*y, first_risky(old, new, *y)?))).collect();
    let touched = |y: u16, from: u16| changes.iter().any(|(x, row, _)| *row == y && *x >= from);
    let again: BTreeMap<u16, u16> = from.into_iter().filter(|(y, x)| touched(*y, *x)).collect();
    let blank = Cell::EMPTY;
    let mut first: Vec<Change<'_>> =
        changes.iter().copied().filter(|(x, y, _)| again.get(y).is_none_or(|f| x < f)).collect();
    // What a wider or narrower cluster left is wiped before the row is written again.
    for (y, x) in &again {
        first.extend((*x..new.area.right()).map(|x| (x, *y, &blank)));
    }
    placed(backend, &first)?;
    for (y, x) in &again {
        placed(backend, &row(new, *y, *x))?;
    }
    Ok(true)
}

/// Adds the cells that lose half of a wide one: a terminal that overwrites one half keeps the other's style, and the
/// frames do not differ there.
fn halves<'a>(old: &Buffer, new: &'a Buffer, changes: &mut Vec<Change<'a>>) {
    let known: BTreeSet<(u16, u16)> = changes.iter().map(|(x, y, _)| (*y, *x)).collect();
    let rows: BTreeSet<u16> = known.iter().map(|(y, _)| *y).collect();
    for y in rows {
        for x in new.area.left()..new.area.right().saturating_sub(1) {
            let lost = wide(old, x, y) && !wide(new, x, y) && !known.contains(&(y, x + 1));
            if lost && let Some(cell) = new.cell((x + 1, y)) {
                changes.push((x + 1, y, cell));
            }
        }
    }
    changes.sort_by_key(|(x, y, _)| (*y, *x));
}

/// The cells of a row from a column on, without those a wide one covers.
fn row(new: &Buffer, y: u16, from: u16) -> Vec<Change<'_>> {
    let mut out = Vec::new();
    let mut x = from;
    while x < new.area.right() {
        let Some(cell) = new.cell((x, y)) else { break };
        out.push((x, y, cell));
        x = x.saturating_add(u16::try_from(cell.symbol().width()).unwrap_or(1).max(1));
    }
    out
}

/// Draws in lots that end with a risky cell: each lot begins by placing the cursor.
fn placed<B: Backend>(backend: &mut B, changes: &[Change<'_>]) -> Result<(), B::Error> {
    changes.split_inclusive(|(_, _, cell)| risky(cell.symbol())).try_for_each(|lot| backend.draw(lot.iter().copied()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::backend::CrosstermBackend;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn frame(text: &str) -> Buffer {
        let mut out = Buffer::empty(Rect::new(0, 0, 20, 2));
        out.set_string(2, 1, text, Style::default());
        out
    }

    fn written(old: &Buffer, new: &Buffer) -> String {
        let mut bytes = Vec::new();
        draw(&mut CrosstermBackend::new(&mut bytes), old, new).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn the_cursor_is_placed_anew_after_each_risky_cell() {
        let new = frame("नील x");
        let out = written(&frame(""), &new);
        let before: Vec<&str> = out.split('x').collect();
        let after = before[0].rsplit('ल').next().unwrap();
        assert!(after.contains("\u{1b}[2;"), "{out:?}");
    }

    #[test]
    fn what_a_wide_cell_leaves_behind_is_written_when_it_is_covered_from_the_left() {
        let mut old = Buffer::empty(Rect::new(0, 0, 8, 1));
        old.set_string(3, 0, "来", Style::default().underlined());
        let mut new = Buffer::empty(old.area);
        new.set_string(2, 0, "）", Style::default());
        let mut terminal = crate::play::terminal::Terminal::new(8, 1);
        for (before, after) in [(&Buffer::empty(old.area), &old), (&old, &new)] {
            terminal.feed(written(before, after).as_bytes()).unwrap();
            assert_eq!(terminal.compare(after), Ok(()));
        }
    }

    #[test]
    fn a_wide_cell_that_covers_where_a_cluster_was_is_written_whole() {
        let blank = Buffer::empty(Rect::new(0, 0, 8, 1));
        let (mut old, mut new) = (blank.clone(), blank.clone());
        old.set_string(0, 0, "评नी", Style::default());
        new.set_string(1, 0, "评", Style::default());
        old.set_string(1, 0, " ", Style::default());
        let mut terminal = crate::play::terminal::Terminal::new(8, 1);
        for (before, after) in [(&blank, &old), (&old, &new)] {
            terminal.feed(written(before, after).as_bytes()).unwrap();
            assert_eq!(terminal.compare(after), Ok(()));
        }
    }

    #[test]
    fn what_follows_a_cluster_that_goes_is_written_again() {
        let out = written(&frame("नील abc"), &frame("abcd abc"));
        assert!(out.contains("abcd abc"), "{out:?}");
        let out = written(&frame("नील abc"), &frame("नील abd"));
        assert!(out.contains("abd") || out.contains("bd"), "{out:?}");
        assert!(out.contains("नी"), "{out:?}");
    }

    #[test]
    fn plain_rows_write_only_what_differs_and_nothing_when_nothing_does() {
        let out = written(&frame("abc 杭州"), &frame("abd 杭州"));
        assert!(out.contains('d') && !out.contains("ab") && !out.contains('杭'), "{out:?}");
        assert_eq!(written(&frame("नी"), &frame("नी")), "");
    }

    #[test]
    fn a_change_left_of_the_first_risky_cell_does_not_write_the_row_again() {
        let mut new = frame("नील abc");
        new.set_string(0, 1, ">", Style::default());
        let out = written(&frame("नील abc"), &new);
        assert!(out.contains('>') && !out.contains("नी"), "{out:?}");
    }
}
