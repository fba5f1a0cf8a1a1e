//! Putting rows in order by one column.
//!
//! The order is total: equal keys stand in row order, ascending or descending alike, and rows without a value come
//! last in both directions. Codes stand in their list's order, texts by their folded bytes.

use crate::query::arena::Arena;
use crate::query::cell::NO_NUMBER;
use crate::query::column::Codes;
use crate::query::column::Column;
use crate::query::column::NO_FLAG;
use crate::query::columns::Columns;
use rayon::prelude::*;
use serde::Deserialize;
use serde::Serialize;

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
        Some(Column::Code8 { data, codes }) => ranked(&rows, data, &codes.ranks()),
        Some(Column::Code16 { data, codes }) => ranked(&rows, data, &codes.ranks()),
        Some(Column::Set32 { data, codes }) => by_set(&rows, data, codes),
        Some(Column::Set64 { data, codes }) => by_set(&rows, data, codes),
        Some(Column::Flag(data)) => pick(&rows, data, |f| if f < NO_FLAG { u32::from(f) } else { LAST }),
        // Flipping the sign bit keeps the order of signed numbers in unsigned ones.
        Some(Column::Date(data) | Column::Int(data)) => {
            pick(&rows, data, |n| if n == NO_NUMBER { LAST } else { (n.cast_unsigned() ^ (1 << 31)) - 1 })
        }
    };
    by_keys(rows, keys, key.descending)
}

fn pick<T: Copy>(rows: &[u32], data: &[T], key: impl Fn(T) -> u32) -> Vec<u32> {
    rows.iter().map(|row| data.get(*row as usize).map_or(LAST, |v| key(*v))).collect()
}

fn ranked<T: Copy + Into<usize>>(rows: &[u32], data: &[T], ranks: &[u32]) -> Vec<u32> {
    pick(rows, data, |c| ranks.get(c.into()).copied().unwrap_or(LAST))
}

/// Sets stand where their first member stands.
fn by_set<T: Copy + Into<u64>>(rows: &[u32], data: &[T], codes: &Codes) -> Vec<u32> {
    let ranks = codes.ranks();
    let first = |mask: u64| {
        let members = ranks.iter().zip(0_u32..).filter(|(_, bit)| mask.checked_shr(*bit).unwrap_or(0) & 1 == 1);
        members.map(|(rank, _)| *rank).min().unwrap_or(LAST)
    };
    pick(rows, data, |mask| first(mask.into()))
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
