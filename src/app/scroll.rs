//! A text that may be longer than its place on the screen: which line comes first, and the keys that move it.
//!
//! How far it goes is known only where it is drawn; the drawing says so, and the next key starts from there.

use crate::keys::Act;
use std::cell::Cell;

/// Where a text begins on the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scroll {
    top: usize,
    /// The last line it may begin with, once it was drawn.
    most: Cell<usize>,
    /// Lines of a page.
    page: Cell<usize>,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { top: 0, most: Cell::new(usize::MAX), page: Cell::new(1) }
    }
}

impl Scroll {
    /// Another text: it begins with its first line.
    pub fn reset(&mut self) {
        self.top = 0;
        self.most.set(usize::MAX);
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
}

#[cfg(test)]
mod tests {
    use super::Scroll;
    use crate::keys::Act;

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
