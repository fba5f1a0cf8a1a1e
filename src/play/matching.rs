//! What `Expect` and `Wait until` see: texts and styles in the visible rows of a frame, inside an area.
//!
//! Only what is visible counts: text under a popup is not in the frame. Where widgets stand is told by the caller, who asked them while they drew.

use crate::play::frame::Frame;
use crate::play::frame::Place;
use crate::play::frame::place;
use crate::play::look::Look;
use crate::play::look::Roles;
use crate::play::script::Area;
use crate::play::script::Pat;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use regex::Regex;
use regex::RegexBuilder;
use std::collections::BTreeSet;
use unicode_segmentation::UnicodeSegmentation;

/// A match: the columns `from..=to` of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Row.
    pub row: u16,
    /// First column.
    pub from: u16,
    /// Last column, included.
    pub to: u16,
    /// The text as it stands there.
    pub text: String,
}

/// Why nothing could be looked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MatchError {
    /// The pane is not drawn now.
    #[error("there is no pane '{0}' on the screen now")]
    NoPane(String),
    /// The area lies outside of the screen.
    #[error("{0} lies outside of the screen")]
    Outside(String),
    /// The regular expression cannot be compiled.
    #[error("bad regular expression: {0}")]
    Regex(String),
}

/// The rectangle of an area, cut to the screen; no area is the whole screen.
///
/// # Errors
/// [`MatchError::NoPane`], [`MatchError::Outside`].
pub fn bounds(area: Option<&Area>, frame: &Frame, pane: &dyn Fn(&str) -> Option<Rect>) -> Result<Rect, MatchError> {
    let screen = Rect::new(0, 0, frame.width, frame.height);
    let Some(area) = area else { return Ok(screen) };
    let rect = match area {
        Area::Row(row) => Rect::new(0, *row, frame.width, 1),
        Area::Rows(from, to) => Rect::new(0, *from, frame.width, (to - from).saturating_add(1)),
        Area::Rect(place, size) => Rect::new(place.col, place.row, size.width, size.height),
        Area::Pane(id) => pane(id).ok_or_else(|| MatchError::NoPane(id.clone()))?,
    };
    let visible = rect.intersection(screen);
    if visible.is_empty() { Err(MatchError::Outside(area.to_string())) } else { Ok(visible) }
}

/// Every match inside the rectangle, top to bottom, left to right; matches of one row do not overlap.
///
/// # Errors
/// [`MatchError::Regex`].
pub fn find(frame: &Frame, pat: &Pat, within: Rect) -> Result<Vec<Found>, MatchError> {
    let regex = compile(pat)?;
    let mut all = Vec::new();
    for row in within.top()..within.bottom() {
        let (text, columns) = row_text(frame, row, within);
        for found in regex.find_iter(&text).filter(|m| !m.is_empty()) {
            let inside = columns.iter().filter(|(at, _, _)| found.range().contains(at));
            let from = inside.clone().map(|(_, from, _)| *from).min();
            let to = inside.map(|(_, _, to)| *to).max();
            if let (Some(from), Some(to)) = (from, to) {
                all.push(Found { row, from, to, text: found.as_str().to_owned() });
            }
        }
    }
    Ok(all)
}

/// Whether the matches are as expected: somewhere, at a place, so many times.
pub fn seen(found: &[Found], at: Option<Place>, times: Option<u32>) -> bool {
    let here = found.iter().filter(|f| at.is_none_or(|at| f.row == at.row && f.from == at.col)).count();
    times.map_or(here > 0, |times| u32::try_from(here) == Ok(times))
}

fn compile(pat: &Pat) -> Result<Regex, MatchError> {
    let (source, ignore_case) = match pat {
        Pat::Text(text) => (regex::escape(&text.value()), false),
        Pat::Regex(source, ignore_case) => (source.clone(), *ignore_case),
    };
    RegexBuilder::new(&source).case_insensitive(ignore_case).build().map_err(|e| MatchError::Regex(e.to_string()))
}

/// The text of a row inside the rectangle, padded with blanks, and for each grapheme: byte offset, first and last column.
fn row_text(frame: &Frame, row: u16, within: Rect) -> (String, Vec<(usize, u16, u16)>) {
    let mut text = String::new();
    let mut columns = Vec::new();
    let mut next = within.left();
    let line = frame.rows.get(usize::from(row)).map_or("", String::as_str);
    for cell in place(line) {
        let last = cell.col + cell.width - 1;
        if last < within.left() || cell.col >= within.right() {
            continue;
        }
        // A wide character cut by the edge of the area is not in it.
        let whole = cell.col >= within.left() && last < within.right();
        columns.push((text.len(), cell.col.max(within.left()), last.min(within.right() - 1)));
        text.push_str(if whole { cell.text } else { " " });
        next = last + 1;
    }
    for col in next..within.right() {
        columns.push((text.len(), col, col));
        text.push(' ');
    }
    (text, columns)
}

/// Checks that every cell of the match has every style named: a theme role, `role+overlay`, an attribute or a colour.
///
/// # Errors
/// In words: which cell has what instead.
pub fn check_style(frame: &Frame, found: &Found, names: &[String], roles: &Roles) -> Result<(), String> {
    for name in names {
        for col in found.from..=found.to {
            let place = Place { row: found.row, col };
            let has = frame.look_at(place);
            let holds = match roles.look(name) {
                Some(wanted) => wanted == has || (is_blank(frame, place) && wanted.on_blank() == has),
                None => has_part(has, name)?,
            };
            if !holds {
                let instead = frame.run_at(place).map_or_else(|| "no style".to_owned(), |run| run.name.clone());
                return Err(format!("the cell at {place} is not {name}: it has {instead}"));
            }
        }
    }
    Ok(())
}

fn is_blank(frame: &Frame, at: Place) -> bool {
    let cells = frame.rows.get(usize::from(at.row)).map(|row| place(row)).into_iter().flatten();
    !cells.into_iter().any(|cell| cell.text != " " && cell.col <= at.col && at.col < cell.col + cell.width)
}

/// Whether a look has an attribute or a colour, whatever else it has.
fn has_part(has: Look, name: &str) -> Result<bool, String> {
    let part: Look = name.parse().map_err(|_| format!("the theme has no role '{name}' and it is no attribute"))?;
    let plain = Look::PLAIN;
    Ok(has.attributes.contains(part.attributes)
        && (part.fg == plain.fg || part.fg == has.fg)
        && (part.bg == plain.bg || part.bg == has.bg)
        && (part.underline == plain.underline || part.underline == has.underline))
}

/// Paints `░` over the matches and flattens their style; widths stay.
pub fn mask(buffer: &mut Buffer, found: &[Found]) {
    let (x, y) = (buffer.area.x, buffer.area.y);
    for (row, col) in found.iter().flat_map(|f| (f.from..=f.to).map(move |col| (f.row, col))) {
        if let Some(cell) = buffer.cell_mut((x + col, y + row)) {
            cell.reset();
            cell.set_symbol("░");
            cell.set_style(Style::reset());
        }
    }
}

/// A text on the screen that resembles what was expected.
#[derive(Debug, Clone, PartialEq)]
pub struct Near {
    /// The text.
    pub text: String,
    /// Where it begins.
    pub place: Place,
    /// The pane it is in.
    pub pane: Option<String>,
    /// Exactly what was looked for, only elsewhere.
    pub exact: bool,
}

impl std::fmt::Display for Near {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}{} row {}", self.text, if self.exact { "" } else { "?" }, self.place.row)?;
        self.pane.iter().try_for_each(|pane| write!(f, " in pane {pane}"))
    }
}

/// The texts of the screen nearest to the one wanted, at most three, best first. `panes` are the panes drawn, the topmost last.
pub fn nearest(frame: &Frame, wanted: &str, panes: &[(String, Rect)]) -> Vec<Near> {
    let count = wanted.unicode_words().count().max(1);
    let mut scored: Vec<(f64, Near)> = Vec::new();
    for (row, line) in (0_u16..).zip(&frame.rows) {
        let words: Vec<(usize, &str)> = line.split_word_bound_indices().filter(|(_, w)| !w.trim().is_empty()).collect();
        for first in 0..words.len() {
            let best = (count..=count + 2).filter_map(|n| {
                let (start, _) = words.get(first)?;
                let (last, word) = words.get(first + n - 1)?;
                let text = line.get(*start..last + word.len())?;
                Some((strsim::normalized_damerau_levenshtein(wanted, text), *start, text))
            });
            let Some((score, start, text)) = best.max_by(|a, b| a.0.total_cmp(&b.0)) else { continue };
            let col = place(line).find(|cell| cell.at >= start).map_or(0, |cell| cell.col);
            let pane = panes.iter().rev().find(|(_, rect)| rect.contains((col, row).into())).map(|(id, _)| id.clone());
            let near = Near { text: text.to_owned(), place: Place { row, col }, pane, exact: text == wanted };
            scored.push((score, near));
        }
    }
    scored.retain(|(score, _)| *score >= 0.5);
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.place.cmp(&b.1.place)));
    // Of one row only the best: its neighbours are the same words with one more.
    let mut rows = BTreeSet::new();
    scored.into_iter().map(|(_, near)| near).filter(|near| rows.insert(near.place.row)).take(3).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::frame::Header;
    use crate::play::script::Text;
    use chrono::DateTime;
    use ratatui::style::Color;

    pub(crate) fn frame(rows: &[&str], draw: impl Fn(&mut Buffer)) -> Frame {
        let mut buffer = Buffer::with_lines(rows.iter().copied());
        draw(&mut buffer);
        let header = Header {
            name: "n".into(),
            script: "s.play".into(),
            test: "t".into(),
            clock: DateTime::UNIX_EPOCH,
            user: "bo".into(),
            screen: "x".into(),
            look: "dark".into(),
        };
        Frame::from_buffer(&buffer, header, None, &crate::play::look::NoRoles)
    }

    fn text(text: &str) -> Pat {
        Pat::Text(Text::plain(text))
    }

    fn places(frame: &Frame, pat: &Pat, area: &Area) -> Vec<(u16, u16, u16)> {
        let detail = |id: &str| (id == "detail").then_some(Rect::new(4, 0, 40, 9));
        let within = bounds(Some(area), frame, &detail).unwrap();
        find(frame, pat, within).unwrap().iter().map(|f| (f.row, f.from, f.to)).collect()
    }

    #[test]
    fn a_match_is_given_in_columns_and_only_inside_the_area() {
        let frame = frame(&["東京 ab ab", "ab  Ab"], |_| {});
        assert_eq!(places(&frame, &text("ab"), &Area::Rows(0, 1)), [(0, 5, 6), (0, 8, 9), (1, 0, 1)]);
        assert_eq!(places(&frame, &text("京"), &Area::Row(0)), [(0, 2, 3)]);
        assert_eq!(places(&frame, &Pat::Regex("^ab".into(), true), &Area::Pane("detail".into())), [(1, 4, 5)]);
        let rect = Area::Rect(Place { row: 0, col: 3 }, crate::play::script::Size { width: 4, height: 2 });
        assert_eq!(places(&frame, &text("  ab"), &rect), [(0, 3, 6)]);
        let error = bounds(Some(&Area::Pane("nix".into())), &frame, &|_| None).unwrap_err();
        assert_eq!(error.to_string(), "there is no pane 'nix' on the screen now");
        assert!(bounds(Some(&Area::Row(7)), &frame, &|_| None).is_err());
    }

    #[test]
    fn place_and_count_decide_too() {
        let frame = frame(&["ab ab"], |_| {});
        let found = find(&frame, &text("ab"), Rect::new(0, 0, 5, 1)).unwrap();
        assert!(seen(&found, None, Some(2)) && !seen(&found, None, Some(1)));
        assert!(seen(&found, Some(Place { row: 0, col: 3 }), None));
        assert!(!seen(&found, Some(Place { row: 0, col: 1 }), None));
        assert!(seen(&[], None, Some(0)));
    }

    #[test]
    fn a_style_is_checked_on_every_cell() {
        let danger = Style::new().fg(Color::Red);
        let frame = frame(&["abc def"], |buffer| buffer.set_style(Rect::new(0, 0, 2, 1), danger));
        let roles = Roles::new(vec![("danger".into(), danger)], Vec::new());
        let found = |text_: &str| find(&frame, &text(text_), Rect::new(0, 0, 7, 1)).unwrap().remove(0);
        assert_eq!(check_style(&frame, &found("ab"), &["danger".into(), "fg=1".into()], &roles), Ok(()));
        let error = check_style(&frame, &found("abc"), &["danger".into()], &roles).unwrap_err();
        assert_eq!(error, "the cell at 0,2 is not danger: it has no style");
        assert!(check_style(&frame, &found("ab"), &["dangr".into()], &roles).unwrap_err().contains("no role 'dangr'"));
    }

    #[test]
    fn near_texts_are_named_with_row_and_pane() {
        let frame = frame(&["one two", "suspendet", "x suspended"], |_| {});
        let near = nearest(&frame, "suspended", &[("detail".into(), Rect::new(0, 2, 20, 1))]);
        let said: Vec<String> = near.iter().map(ToString::to_string).collect();
        assert_eq!(said, ["\"suspended\" row 2 in pane detail", "\"suspendet\"? row 1"]);
    }

    #[test]
    fn a_mask_keeps_the_width() {
        let mut buffer = Buffer::with_lines(["a東b"]);
        mask(&mut buffer, &[Found { row: 0, from: 1, to: 2, text: "東".into() }]);
        assert_eq!(buffer, Buffer::with_lines(["a░░b"]));
    }
}
