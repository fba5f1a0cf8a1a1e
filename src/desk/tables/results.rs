//! What lists were answered lately: orders of rows that a filter and a sort gave, and orders of whole tables.
//!
//! A window of a list asks for the same rows again and again while somebody moves through it. Answers are dropped when a
//! row of their table changes; the order of a whole table is kept, and the rows that changed are put back into place.
//! Nothing of it is ever saved.

use crate::query::Columns;
use crate::query::RowSet;
use crate::query::SortKey;
use crate::query::resort;
use crate::query::sort;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;

/// Answers kept.
const ANSWERS: usize = 24;
/// Changed rows beyond which the order of a table is made anew.
const CHANGES: usize = 20_000;
/// Orders of whole tables kept: each takes four bytes a row.
const TABLES: usize = 4;

/// A table: the number of its kind; that of findings has none.
pub type Source = Option<u8>;

/// What an answer depends on besides the rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// The table.
    pub source: Source,
    /// The filter that makes the list, with the operator in it.
    pub base: String,
    /// The operator's filter.
    pub filter: String,
    /// Column and direction; none for row order.
    pub sort: Option<SortKey>,
    /// Row order from the end.
    pub backwards: bool,
    /// The day relative days are counted from.
    pub today: NaiveDate,
}

/// Rows in an order.
#[derive(Debug, Clone)]
pub enum Rows {
    /// In row order, or from the last row on.
    Natural {
        /// The rows.
        set: Arc<RowSet>,
        /// How many.
        count: usize,
        /// From the last row on.
        backwards: bool,
    },
    /// In the order of a column.
    Sorted(Arc<Vec<u32>>),
}

impl Rows {
    /// Rows in row order.
    pub fn natural(set: RowSet, backwards: bool) -> Self {
        let count = set.count();
        Rows::Natural { set: Arc::new(set), count, backwards }
    }

    /// How many.
    pub fn len(&self) -> usize {
        match self {
            Rows::Natural { count, .. } => *count,
            Rows::Sorted(rows) => rows.len(),
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The rows of a window.
    pub fn window(&self, offset: usize, limit: usize) -> Vec<u32> {
        let last = offset.saturating_add(limit).min(self.len());
        let wanted = last.saturating_sub(offset);
        match self {
            Rows::Natural { set, backwards: false, .. } => set.from_place(offset).take(wanted).collect(),
            Rows::Natural { set, count, backwards: true } => {
                let mut rows: Vec<u32> = set.from_place(count - last).take(wanted).collect();
                rows.reverse();
                rows
            }
            Rows::Sorted(rows) => rows.iter().skip(offset).take(wanted).copied().collect(),
        }
    }

    /// The place of a row.
    pub fn place(&self, row: u32) -> Option<usize> {
        match self {
            Rows::Natural { set, count, backwards } => {
                let before = set.contains(row).then(|| set.before(row))?;
                Some(if *backwards { count - 1 - before } else { before })
            }
            Rows::Sorted(rows) => rows.iter().position(|r| *r == row),
        }
    }
}

/// Rows of a list in its order, before the window is cut.
#[derive(Debug, Clone)]
pub struct Order {
    /// The rows.
    pub rows: Rows,
    /// Rows without the operator's filter.
    pub total: usize,
}

/// A whole table in an order.
struct Table {
    source: Source,
    key: SortKey,
    rows: Arc<Vec<u32>>,
    changed: BTreeSet<u32>,
}

#[derive(Default)]
struct Kept {
    answers: VecDeque<(Asked, Arc<Order>)>,
    tables: VecDeque<Table>,
}

/// What is kept.
#[derive(Default)]
pub struct Results {
    kept: Mutex<Kept>,
}

impl Results {
    fn with<T>(&self, read: impl FnOnce(&mut Kept) -> T) -> T {
        read(&mut self.kept.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// An answer given before.
    pub fn answer(&self, asked: &Asked) -> Option<Arc<Order>> {
        self.with(|kept| {
            let place = kept.answers.iter().position(|(a, _)| a == asked)?;
            let found = kept.answers.remove(place)?;
            let order = Arc::clone(&found.1);
            kept.answers.push_front(found);
            Some(order)
        })
    }

    /// Keeps an answer.
    pub fn keep(&self, asked: Asked, order: &Arc<Order>) {
        self.with(|kept| {
            kept.answers.push_front((asked, Arc::clone(order)));
            kept.answers.truncate(ANSWERS);
        });
    }

    /// The whole table in an order.
    pub fn table(&self, source: Source, columns: &Columns, key: &SortKey) -> Arc<Vec<u32>> {
        let known = self.with(|kept| {
            let place = kept.tables.iter().position(|t| t.source == source && t.key == *key)?;
            kept.tables.remove(place)
        });
        let rows = match known {
            Some(table) if table.changed.is_empty() => table.rows,
            Some(table) if table.changed.len() <= CHANGES => {
                let changed: Vec<u32> = table.changed.into_iter().collect();
                Arc::new(resort(&table.rows, &changed, columns, key))
            }
            _ => Arc::new(sort(&RowSet::all(columns.len()).to_rows(), columns, key)),
        };
        let table = Table { source, key: key.clone(), rows: Arc::clone(&rows), changed: BTreeSet::new() };
        self.with(|kept| {
            kept.tables.push_front(table);
            kept.tables.truncate(TABLES);
        });
        rows
    }

    /// A row of a table is not what it was.
    pub fn changed(&mut self, source: Source, row: u32) {
        let kept = self.kept.get_mut().unwrap_or_else(PoisonError::into_inner);
        if !kept.answers.is_empty() {
            kept.answers.retain(|(asked, _)| asked.source != source);
        }
        for table in kept.tables.iter_mut().filter(|t| t.source == source && t.changed.len() <= CHANGES) {
            table.changed.insert(row);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Cell;
    use crate::query::ColumnSpec;
    use crate::query::FieldKind;

    fn numbers(values: &[i32]) -> Columns {
        let spec = ColumnSpec { name: "n".into(), kind: FieldKind::Int, searchable: false, display: false };
        let mut columns = Columns::new(&[spec]);
        for value in values {
            columns.push_row(&[Cell::Int(*value)]).unwrap();
        }
        columns
    }

    fn asked(source: Source) -> Asked {
        let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        Asked { source, base: String::new(), filter: "n>1".into(), sort: None, backwards: false, today }
    }

    #[test]
    fn an_answer_is_forgotten_when_a_row_of_its_table_changes_and_only_then() {
        let mut results = Results::default();
        let order = Arc::new(Order { rows: Rows::natural(RowSet::all(3), false), total: 3 });
        results.keep(asked(Some(1)), &order);
        results.keep(asked(None), &order);
        results.changed(None, 0);
        assert!(results.answer(&asked(Some(1))).is_some());
        assert!(results.answer(&asked(None)).is_none());
    }

    #[test]
    fn a_kept_order_follows_its_rows() {
        let mut results = Results::default();
        let key = SortKey { column: "n".into(), descending: true };
        let mut columns = numbers(&[5, 9, 1]);
        assert_eq!(*results.table(Some(1), &columns, &key), [1, 0, 2]);
        columns.set_row(2, &[Cell::Int(7)]).unwrap();
        results.changed(Some(1), 2);
        columns.push_row(&[Cell::Int(6)]).unwrap();
        results.changed(Some(1), 3);
        assert_eq!(*results.table(Some(1), &columns, &key), [1, 2, 3, 0]);
    }

    #[test]
    fn windows_and_places_agree_in_every_order() {
        let set = RowSet::from_rows([1, 3, 64, 70, 200], 300);
        let sorted = Rows::Sorted(Arc::new(vec![70, 1, 200, 3, 64]));
        for rows in [Rows::natural(set.clone(), false), Rows::natural(set, true), sorted] {
            let all = rows.window(0, usize::MAX);
            assert_eq!(all.len(), 5);
            assert_eq!(rows.window(2, 2), all[2..4]);
            assert_eq!((rows.window(9, 2), rows.window(4, 9)), (vec![], vec![all[4]]));
            for (place, row) in all.iter().enumerate() {
                assert_eq!(rows.place(*row), Some(place));
            }
            assert_eq!(rows.place(2), None);
        }
    }
}
