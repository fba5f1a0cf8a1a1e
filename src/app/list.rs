//! A list on the screen: the window of rows it holds, where the cursor is, what is marked.
//!
//! It knows rows only by place and id; which query brings them is [`crate::app::rows`]'s.

use crate::api::ListQuery;
use crate::api::Listing;
use crate::api::Sort;
use crate::api::lists::ListDef;
use crate::api::query::FilterProblem;
use crate::api::query::Row;
use crate::app::effect::Ticket;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use std::collections::BTreeSet;

/// A list.
#[derive(Debug, Clone)]
pub struct ListState {
    /// Which list.
    pub def: &'static ListDef,
    /// The filter as typed.
    pub filter: String,
    /// The order chosen; the list's own when none.
    pub sort: Option<Sort>,
    /// Place of the row the cursor is on.
    pub cursor: usize,
    /// Place of the first row on the screen.
    pub top: usize,
    /// The rows held.
    pub rows: Vec<Row>,
    /// Place of the first of them.
    pub first: usize,
    /// Rows that match the filter.
    pub matched: usize,
    /// Rows without the filter.
    pub total: usize,
    /// Ids of marked rows.
    pub marks: BTreeSet<String>,
    /// Where a range of marks begins.
    pub range: Option<usize>,
    /// Where the filter is wrong.
    pub errors: Vec<FilterProblem>,
    /// Why the last question was refused.
    pub refused: Option<Msg>,
    /// The question that runs.
    pub pending: Option<Ticket>,
    /// The question runs longer than people take for at once.
    pub slow: bool,
    /// Rows done and in all, while the desk still builds its roster.
    pub loading: Option<(u64, u64)>,
    /// An answer was given since the list was opened.
    pub loaded: bool,
    /// Something changed while a question ran: ask again.
    pub stale: bool,
    /// The record the cursor is to stay on, or to go to, with the next answer.
    pub anchor: Option<String>,
}

impl ListState {
    /// A list nobody looked at yet.
    pub fn new(def: &'static ListDef) -> Self {
        Self {
            def,
            filter: String::new(),
            sort: None,
            cursor: 0,
            top: 0,
            rows: Vec::new(),
            first: 0,
            matched: 0,
            total: 0,
            marks: BTreeSet::new(),
            range: None,
            errors: Vec::new(),
            refused: None,
            pending: None,
            slow: false,
            loading: None,
            loaded: false,
            stale: false,
            anchor: None,
        }
    }

    /// The row at a place, if it is held.
    pub fn row(&self, place: usize) -> Option<&Row> {
        self.rows.get(place.checked_sub(self.first)?)
    }

    /// The row under the cursor.
    pub fn current(&self) -> Option<&Row> {
        self.row(self.cursor)
    }

    /// The record a row is about: itself, or the subject of a finding or entry.
    pub fn target(&self, row: &Row) -> Option<Id> {
        if self.def.kind.is_some() {
            return row.id.parse().ok();
        }
        let place = self.def.columns.iter().position(|c| c.name == "subject")?;
        row.cells.get(place)?.as_text()?.parse().ok()
    }

    /// The marked records, ascending; nothing of a list whose rows are no records.
    pub fn marked(&self) -> Vec<Id> {
        let ids = self.marks.iter().filter(|_| self.def.kind.is_some());
        ids.filter_map(|id| id.parse().ok()).collect()
    }

    /// The order in force.
    pub fn order(&self) -> Sort {
        let own = Sort { column: self.def.sort.0.to_owned(), descending: self.def.sort.1 };
        self.sort.clone().unwrap_or(own)
    }

    /// Puts the cursor on a place and the screen around it.
    pub fn go(&mut self, place: usize, page: usize) {
        self.cursor = place.min(self.matched.saturating_sub(1));
        self.show_cursor(page);
    }

    /// Moves the screen so that the cursor is on it and no rows are wasted below the last.
    pub fn show_cursor(&mut self, page: usize) {
        let page = page.max(1);
        if self.cursor < self.top {
            self.top = self.cursor;
        }
        if self.cursor >= self.top + page {
            self.top = self.cursor + 1 - page;
        }
        self.top = self.top.min(self.matched.saturating_sub(page));
    }

    /// Whether rows on the screen are not held.
    pub fn lacks(&self, page: usize) -> bool {
        let end = (self.top + page).min(self.matched);
        self.top < self.first || end > self.first + self.rows.len()
    }

    /// The question for the rows on the screen and a page before and behind them.
    pub fn query(&self, page: usize, operator: &str, as_at: Option<chrono::NaiveDate>) -> ListQuery {
        let page = page.max(1);
        ListQuery {
            list: self.def.id.to_owned(),
            filter: self.filter.clone(),
            sort: self.sort.clone(),
            offset: self.top.saturating_sub(page),
            limit: page * 3,
            operator: operator.to_owned(),
            anchor: self.anchor.clone(),
            as_at,
        }
    }

    /// Takes an answer. Old rows stay when the filter was wrong.
    pub fn take(&mut self, listing: Listing, page: usize) {
        self.pending = None;
        self.slow = false;
        self.refused = None;
        self.errors = listing.errors;
        self.loading = listing.loading;
        if !self.errors.is_empty() {
            return;
        }
        self.loaded = true;
        self.matched = listing.matched;
        self.total = listing.total;
        self.first = listing.offset;
        self.rows = listing.rows;
        self.anchor = None;
        self.range = self.range.filter(|at| *at < self.matched);
        let place = listing.anchor.unwrap_or(self.cursor);
        if listing.anchor.is_some() && (place < self.top || place >= self.top + page) {
            self.top = place.saturating_sub(page / 2);
        }
        self.go(place, page);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::lists;

    fn listing(offset: usize, count: usize, matched: usize, anchor: Option<usize>) -> Listing {
        let rows = (offset..offset + count).map(|n| Row { id: format!("P-{n:06}"), cells: Vec::new() }).collect();
        Listing { total: matched, matched, offset, rows, anchor, ..Listing::default() }
    }

    fn state() -> ListState {
        ListState::new(lists::list("partners").unwrap())
    }

    #[test]
    fn a_window_holds_a_page_before_and_behind_the_screen() {
        let mut list = state();
        list.take(listing(0, 60, 1000, None), 20);
        list.go(500, 20);
        let query = list.query(20, "mira", None);
        assert_eq!((query.offset, query.limit), (461, 60));
        assert!(list.lacks(20));
    }

    #[test]
    fn the_cursor_follows_its_record_to_another_place() {
        let mut list = state();
        list.take(listing(0, 60, 1000, None), 20);
        list.go(3, 20);
        list.anchor = Some("P-000003".into());
        list.take(listing(0, 60, 1000, Some(700)), 20);
        assert_eq!(list.cursor, 700);
        assert!(list.top <= 700 && 700 < list.top + 20);
        assert!(list.lacks(20), "the rows around it still have to be asked for");
    }

    #[test]
    fn a_shorter_list_takes_the_cursor_back_to_its_last_row() {
        let mut list = state();
        list.take(listing(0, 60, 1000, None), 20);
        list.go(999, 20);
        list.take(listing(0, 5, 5, None), 20);
        assert_eq!((list.cursor, list.top), (4, 0));
    }

    #[test]
    fn rows_stay_while_a_filter_is_wrong() {
        let mut list = state();
        list.take(listing(0, 5, 5, None), 20);
        let problem = FilterProblem { from: 0, to: 1, msg: Msg::new("filter-open-quote"), help: None };
        list.take(Listing { errors: vec![problem], ..Listing::default() }, 20);
        assert_eq!(list.rows.len(), 5);
        assert_eq!(list.errors.len(), 1);
    }
}
