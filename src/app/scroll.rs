//! A text that may be longer than its place on the screen: which line comes first, and the keys that move it.
//!
//! How far it goes is known only where it is drawn; the drawing says so, and the next key starts from there.

use crate::keys::Act;
use crate::text;
use std::cell::Cell;
use std::cell::RefCell;

/// Where a text begins on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    /// The last line it may begin with, once it was drawn.
    most: Cell<usize>,
    /// Lines of a page.
    page: Cell<usize>,
    /// How a text to read was broken into rows the last time it was drawn.
    fold: RefCell<Fold>,
}

/// Where the lines of a text end when it is broken into rows: what is known of those that are not seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Fold {
    width: usize,
    bytes: usize,
    /// Rows up to the end of each line.
    ends: Vec<usize>,
    /// How often a line was broken into rows.
    broken: usize,
}

/// What is seen of a text to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The rows, from top to bottom.
    pub rows: Vec<String>,
    /// Place of the first of them.
    pub top: usize,
    /// Rows of the whole text.
    pub total: usize,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: 0, most: Cell::new(usize::MAX), page: Cell::new(1), fold: RefCell::default() }
    }
}

impl Scroll {
    /// Another text: it begins with its first line.
    pub fn reset(&mut self) {
        self.top = 0;
        self.most.set(usize::MAX);
        self.refold();
    }

    /// The text changed, its place did not: it is broken into rows anew.
    pub fn refold(&mut self) {
        self.fold = RefCell::default();
    }

    /// Moves as an action says. `false` when the action moves no text.
    pub fn act(&mut self, act: Act, count: Option<u32>) -> bool {
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        let page = self.page.get().saturating_mul(n);
        let most = self.most.get();
        let top = self.top.min(most);
        let to = match act {
            Act::DetailDown | Act::ListDown => top.saturating_add(n),
            Act::DetailUp | Act::ListUp => top.saturating_sub(n),
            Act::ListHalfDown => top.saturating_add(page.div_ceil(2)),
            Act::ListHalfUp => top.saturating_sub(page.div_ceil(2)),
            Act::DetailPageDown | Act::ListPageDown => top.saturating_add(page),
            Act::DetailPageUp | Act::ListPageUp => top.saturating_sub(page),
            Act::DetailTop | Act::ListTop => 0,
            Act::DetailBottom | Act::ListBottom => usize::MAX,
            _ => return false,
        };
        self.top = to.min(most);
        true
    }

    /// The text is drawn: so many lines into so many rows. Returns the line it begins with.
    pub fn drawn(&self, lines: usize, rows: usize) -> usize {
        let most = lines.saturating_sub(rows);
        self.most.set(most);
        // The line at the edge stays, so that the eye finds its place.
        self.page.set(rows.saturating_sub(1).max(1));
        self.top.min(most)
    }

    /// The rows that are seen of a text, `width` cells wide, as text from outside is made visible. A text can be as long
    /// as a file: all of it is broken into rows once per text and width, after that only the lines that are seen.
    pub fn seen<'a>(&self, lines: impl Iterator<Item = &'a str> + Clone, width: usize, rows: usize) -> Seen {
        let mut fold = self.fold.borrow_mut();
        let (count, bytes) = lines.clone().fold((0, 0), |(n, bytes), line| (n + 1, bytes + line.len()));
        if (fold.width, fold.bytes, fold.ends.len()) != (width, bytes, count) {
            let mut end = 0;
            fold.ends.clear();
            for line in lines.clone() {
                end += text::wrap_visible(line, width).len();
                fold.ends.push(end);
            }
            (fold.width, fold.bytes, fold.broken) = (width, bytes, fold.broken + count);
        }
        let total = fold.ends.last().copied().unwrap_or(0);
        let top = self.drawn(total, rows);
        let first = fold.ends.partition_point(|end| *end <= top);
        let before = first.checked_sub(1).and_then(|at| fold.ends.get(at)).copied().unwrap_or(0);
        let mut shown = Vec::new();
        for line in lines.skip(first) {
            if shown.len() >= top - before + rows {
                break;
            }
            fold.broken += 1;
            shown.extend(text::wrap_visible(line, width));
        }
        let rows = shown.into_iter().skip(top - before).take(rows).collect();
        Seen { rows, top, total }
    }
}

#[cfg(test)]
mod tests {
    use super::Scroll;
    use crate::keys::Act;
    use crate::text;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_seen_is_a_piece_of_the_whole_text_broken_into_rows(
            lines in proptest::collection::vec("[a-z中。 ]{0,30}", 0..20),
            width in 2..12usize,
            rows in 0..9usize,
            down in 0..60u32,
        ) {
            let whole: Vec<String> = lines.iter().flat_map(|line| text::wrap_visible(line, width)).collect();
            let mut scroll = Scroll::default();
            scroll.act(Act::DetailDown, Some(down));
            let seen = scroll.seen(lines.iter().map(String::as_str), width, rows);
            let expected: Vec<String> = whole.iter().skip(seen.top).take(rows).cloned().collect();
            prop_assert_eq!((seen.total, seen.top), (whole.len(), whole.len().saturating_sub(rows).min(down as usize)));
            prop_assert_eq!(seen.rows, expected);
        }
    }

    #[test]
    fn one_line_longer_than_the_screen_can_be_read_to_its_end() {
        let lines = ["one two three four five six", ""];
        let mut scroll = Scroll::default();
        assert_eq!(scroll.seen(lines.into_iter(), 10, 2).total, 4);
        assert!(scroll.act(Act::DetailBottom, None));
        assert_eq!(scroll.seen(lines.into_iter(), 10, 2).rows, ["five six", ""]);
    }

    #[test]
    fn a_text_drawn_again_breaks_only_the_lines_that_are_seen() {
        let lines = vec!["some words of a line that is wider than its place"; 20_000];
        let mut scroll = Scroll::default();
        let draw = |scroll: &Scroll, width| {
            let before = scroll.fold.borrow().broken;
            scroll.seen(lines.iter().copied(), width, 10);
            scroll.fold.borrow().broken - before
        };
        assert!(draw(&scroll, 20) > 20_000);
        assert!(scroll.act(Act::DetailBottom, None));
        assert!(draw(&scroll, 20) <= 5);
        assert!(draw(&scroll, 30) > 20_000);
        scroll.refold();
        assert!(draw(&scroll, 30) >= 20_000);
    }

    #[test]
    fn the_end_is_where_the_last_line_is_drawn_and_the_way_back_begins_there() {
        let mut scroll = Scroll::default();
        assert!(scroll.act(Act::DetailBottom, None));
        assert_eq!(scroll.drawn(30, 10), 20);
        scroll.act(Act::DetailUp, None);
        assert_eq!(scroll.drawn(30, 10), 19);
        scroll.act(Act::DetailDown, Some(99));
        scroll.act(Act::DetailPageUp, None);
        assert_eq!(scroll.drawn(30, 10), 11);
        assert!(!scroll.act(Act::Open, None));
    }

    #[test]
    fn a_text_that_fits_does_not_move_and_another_text_begins_at_its_top() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.drawn(5, 10), 0);
        scroll.act(Act::DetailPageDown, None);
        assert_eq!(scroll.drawn(5, 10), 0);
        assert_eq!(scroll.drawn(50, 10), 0);
        scroll.act(Act::DetailPageDown, Some(2));
        assert_eq!(scroll.drawn(50, 10), 18);
        scroll.reset();
        assert_eq!(scroll.drawn(50, 10), 0);
    }
}
