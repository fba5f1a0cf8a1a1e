//! Putting rows in order by one column.
//!
//! The order is total: equal keys stand in row order, ascending or descending alike, and rows without a value come
//! last in both directions. Codes stand in their list's order, texts by their folded bytes.

use crate::query::arena::Arena;
use crate::query::cell::NO_NUMBER;
use crate::query::column::Column;
use crate::query::column::NO_FLAG;
use crate::query::columns::Columns;
use crate::query::rowset::RowSet;
use rayon::prelude::*;
use serde::Deserialize;
use serde::Serialize;
use std::cmp::Ordering;

/// The key of a row without a value.
const LAST: u32 = u32::MAX;
/// Keys up to this many are sorted by counting.
const COUNTABLE: usize = 1 << 18;

/// What to sort by.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct SortKey {
    /// Name of the column.
    pub column: String,
    /// From the largest down.
    pub descending: bool,
}

/// The rows in order. A column that does not exist leaves row order.
pub fn sort(rows: &[u32], columns: &Columns, key: &SortKey) -> Vec<u32> {
    let mut rows = rows.to_vec();
    if !rows.is_sorted() {
        rows.par_sort_unstable();
    }
    let keys: Vec<u32> = match columns.column(&key.column) {
        None => return rows,
        Some(Column::Text(texts)) => return by_text(&rows, &texts.folded, key.descending),
        Some(Column::Code8 { data, codes }) => pick(&rows, data, rank(codes.ranks())),
        Some(Column::Code16 { data, codes }) => pick(&rows, data, rank(codes.ranks())),
        Some(Column::Set32 { data, codes }) => pick(&rows, data, first_member(codes.ranks())),
        Some(Column::Set64 { data, codes }) => pick(&rows, data, first_member(codes.ranks())),
        Some(Column::Flag(data)) => pick(&rows, data, |f| if f < NO_FLAG { u32::from(f) } else { LAST }),
        Some(Column::Date(data) | Column::Int(data)) => pick(&rows, data, number),
    };
    by_keys(rows, keys, key.descending)
}

/// Puts rows that changed back into their places in rows that are in order: what [`sort`] would give, without doing it
/// again. `changed` ascends; every row of it is in the result.
pub fn resort(sorted: &[u32], changed: &[u32], columns: &Columns, key: &SortKey) -> Vec<u32> {
    let mut moved = RowSet::from_rows(changed.iter().copied(), columns.len());
    let rest: Vec<u32> = sorted.iter().copied().filter(|row| !moved.contains(*row)).collect();
    // A row that is no more is in neither.
    moved.intersect(&RowSet::all(columns.len()));
    let order = Order::of(columns, key);
    let mut out = Vec::with_capacity(rest.len() + changed.len());
    let mut from = 0;
    for row in sort(&moved.to_rows(), columns, key) {
        let ahead = rest.get(from..).unwrap_or_default();
        let count = ahead.partition_point(|other| order.compare(*other, row).is_lt());
        out.extend_from_slice(ahead.get(..count).unwrap_or_default());
        out.push(row);
        from += count;
    }
    out.extend_from_slice(rest.get(from..).unwrap_or_default());
    out
}

/// How two rows stand to each other; the same order that [`sort`] makes.
struct Order<'a> {
    by: By<'a>,
    descending: bool,
}

enum By<'a> {
    Row,
    Text(&'a Arena),
    Key(Box<dyn Fn(u32) -> u32 + 'a>),
}

impl<'a> Order<'a> {
    fn of(columns: &'a Columns, key: &SortKey) -> Self {
        let by = match columns.column(&key.column) {
            None => By::Row,
            Some(Column::Text(texts)) => By::Text(&texts.folded),
            Some(column) => By::Key(key_of(column)),
        };
        Self { by, descending: key.descending }
    }

    fn compare(&self, a: u32, b: u32) -> Ordering {
        let turned = |order: Ordering| if self.descending { order.reverse() } else { order };
        let by_value = match &self.by {
            By::Row => Ordering::Equal,
            By::Text(arena) => {
                let (left, right) = (arena.bytes(a), arena.bytes(b));
                left.is_empty().cmp(&right.is_empty()).then_with(|| turned(left.cmp(right)))
            }
            By::Key(key) => {
                let (left, right) = (key(a), key(b));
                (left == LAST).cmp(&(right == LAST)).then_with(|| turned(left.cmp(&right)))
            }
        };
        by_value.then_with(|| a.cmp(&b))
    }
}

/// The key of a row in a column that holds no texts; the smallest stands first.
fn key_of(column: &Column) -> Box<dyn Fn(u32) -> u32 + '_> {
    match column {
        Column::Code8 { data, codes } => keyed(data, rank(codes.ranks())),
        Column::Code16 { data, codes } => keyed(data, rank(codes.ranks())),
        Column::Set32 { data, codes } => keyed(data, first_member(codes.ranks())),
        Column::Set64 { data, codes } => keyed(data, first_member(codes.ranks())),
        Column::Flag(data) => keyed(data, |f| if f < NO_FLAG { u32::from(f) } else { LAST }),
        Column::Date(data) | Column::Int(data) => keyed(data, number),
        Column::Text(_) => Box::new(|_| LAST),
    }
}

fn keyed<'a, T: Copy>(data: &'a [T], key: impl Fn(T) -> u32 + 'a) -> Box<dyn Fn(u32) -> u32 + 'a> {
    Box::new(move |row| data.get(row as usize).map_or(LAST, |v| key(*v)))
}

fn rank<T: Into<usize>>(ranks: Vec<u32>) -> impl Fn(T) -> u32 {
    move |code| ranks.get(code.into()).copied().unwrap_or(LAST)
}

/// Sets stand where their first member stands.
fn first_member<T: Into<u64>>(ranks: Vec<u32>) -> impl Fn(T) -> u32 {
    move |mask| {
        let mask = mask.into();
        let members = ranks.iter().zip(0_u32..).filter(|(_, bit)| mask.checked_shr(*bit).unwrap_or(0) & 1 == 1);
        members.map(|(rank, _)| *rank).min().unwrap_or(LAST)
    }
}

/// Flipping the sign bit keeps the order of signed numbers in unsigned ones.
fn number(n: i32) -> u32 {
    if n == NO_NUMBER { LAST } else { (n.cast_unsigned() ^ (1 << 31)) - 1 }
}

fn pick<T: Copy>(rows: &[u32], data: &[T], key: impl Fn(T) -> u32) -> Vec<u32> {
    rows.iter().map(|row| data.get(*row as usize).map_or(LAST, |v| key(*v))).collect()
}

/// Ascending rows with one key each, put in order.
fn by_keys(rows: Vec<u32>, mut keys: Vec<u32>, descending: bool) -> Vec<u32> {
    let Some(low) = keys.iter().copied().filter(|k| *k != LAST).min() else { return rows };
    let high = keys.iter().copied().filter(|k| *k != LAST).max().unwrap_or(low);
    for key in keys.iter_mut().filter(|k| **k != LAST) {
        *key = if descending { high - *key } else { *key - low };
    }
    let span = (high - low) as usize + 1;
    if span <= COUNTABLE {
        return by_counting(&rows, &keys, span);
    }
    let mut pairs: Vec<u64> = keys.iter().zip(&rows).map(|(k, r)| u64::from(*k) << 32 | u64::from(*r)).collect();
    pairs.par_sort_unstable();
    pairs.into_iter().map(|pair| u32::try_from(pair & u64::from(u32::MAX)).unwrap_or(0)).collect()
}

fn by_counting(rows: &[u32], keys: &[u32], span: usize) -> Vec<u32> {
    let bucket = |key: u32| if key == LAST { span } else { key as usize };
    let mut next = vec![0_usize; span + 1];
    for key in keys {
        if let Some(count) = next.get_mut(bucket(*key)) {
            *count += 1;
        }
    }
    let mut start = 0;
    for place in &mut next {
        start += std::mem::replace(place, start);
    }
    let mut sorted = vec![0; rows.len()];
    for (row, key) in rows.iter().zip(keys) {
        if let Some(place) = next.get_mut(bucket(*key)) {
            if let Some(slot) = sorted.get_mut(*place) {
                *slot = *row;
            }
            *place += 1;
        }
    }
    sorted
}

/// A row with the first bytes of its text, which decide most comparisons without a look at the arena.
struct Head {
    empty: bool,
    bytes: u64,
    row: u32,
}

fn by_text(rows: &[u32], arena: &Arena, descending: bool) -> Vec<u32> {
    let head = |row: &u32| {
        let text = arena.bytes(*row);
        let mut first = [0; 8];
        for (place, byte) in first.iter_mut().zip(text) {
            *place = *byte;
        }
        Head { empty: text.is_empty(), bytes: u64::from_be_bytes(first), row: *row }
    };
    let texts = |a: &Head, b: &Head| a.bytes.cmp(&b.bytes).then_with(|| arena.bytes(a.row).cmp(arena.bytes(b.row)));
    let mut heads: Vec<Head> = rows.par_iter().map(head).collect();
    heads.par_sort_unstable_by(|a, b| {
        let by_value = if descending { texts(b, a) } else { texts(a, b) };
        a.empty.cmp(&b.empty).then(by_value).then_with(|| a.row.cmp(&b.row))
    });
    heads.into_iter().map(|h| h.row).collect()
}
