//! Evaluation: which rows of the columns match a query.
//!
//! Every term becomes one sweep over one column that gives a bit per row; `and`, `or` and `not` work on the bits. A
//! column that does not exist holds nothing in every row.

use crate::query::arena::TextColumn;
use crate::query::arena::fold_line;
use crate::query::cell::NO_NUMBER;
use crate::query::cell::days_of;
use crate::query::column::Codes;
use crate::query::column::Column;
use crate::query::column::NO_FLAG;
use crate::query::columns::Columns;
use crate::query::expr::Expr;
use crate::query::expr::Op;
use crate::query::expr::Query;
use crate::query::expr::Term;
use crate::query::expr::Value;
use crate::query::rowset::RowSet;
use chrono::NaiveDate;
use memchr::memmem::Finder;
use rayon::prelude::*;
use std::cmp::Ordering::Equal;
use std::cmp::Ordering::Greater;
use std::cmp::Ordering::Less;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;
use thiserror::Error;

/// Rows tested between two looks at the cancel flag; a multiple of 64.
const CHUNK: usize = 64 * 1024;
/// When fewer than one in so many rows are left, texts are looked up row by row instead of in one sweep.
const FEW: usize = 16;

/// Somebody raised the cancel flag; there is no result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("the query was cancelled")]
pub struct Cancelled;

/// Stops when the flag is up.
pub(super) fn check(cancel: &AtomicBool) -> Result<(), Cancelled> {
    if cancel.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
}

impl Query {
    /// The rows that match, seen from `today`.
    ///
    /// # Errors
    /// [`Cancelled`] when `cancel` was raised meanwhile.
    pub fn run(&self, columns: &Columns, today: NaiveDate, cancel: &AtomicBool) -> Result<RowSet, Cancelled> {
        check(cancel)?;
        Run { columns, today, cancel }.expr(&self.expr, None)
    }
}

struct Run<'a> {
    columns: &'a Columns,
    today: NaiveDate,
    cancel: &'a AtomicBool,
}

impl Run<'_> {
    /// The rows that match; outside `within` the answer may be anything, which saves work in conjunctions.
    fn expr(&self, expr: &Expr, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        match expr {
            Expr::All => Ok(RowSet::all(self.columns.len())),
            Expr::And(members) => self.conjunction(members, within),
            Expr::Or(members) => {
                let mut rows = RowSet::none(self.columns.len());
                for member in members {
                    rows.unite(&self.expr(member, within)?);
                }
                Ok(rows)
            }
            Expr::Not(inner) => {
                let mut rows = self.expr(inner, within)?;
                rows.complement();
                Ok(rows)
            }
            Expr::Words(text) => self.words(text, within),
            Expr::Term(term) => {
                let mut rows = self.term(term, within)?;
                if term.op == Op::Ne {
                    rows.complement();
                }
                Ok(rows)
            }
        }
    }

    /// Cheap members first, so that texts are searched among few rows.
    fn conjunction(&self, members: &[Expr], within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        let mut ordered: Vec<&Expr> = members.iter().collect();
        ordered.sort_by_key(|m| self.reads_text(m));
        let mut rows = within.cloned().unwrap_or_else(|| RowSet::all(self.columns.len()));
        for member in ordered {
            let found = self.expr(member, Some(&rows))?;
            rows.intersect(&found);
            if rows.is_empty() {
                break;
            }
        }
        Ok(rows)
    }

    fn reads_text(&self, expr: &Expr) -> bool {
        match expr {
            Expr::All => false,
            Expr::And(members) | Expr::Or(members) => members.iter().any(|m| self.reads_text(m)),
            Expr::Not(inner) => self.reads_text(inner),
            Expr::Words(_) => true,
            Expr::Term(term) => matches!(self.columns.column(&term.field), Some(Column::Text(_))),
        }
    }

    fn words(&self, text: &str, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        let needle = fold_line(text);
        let mut rows = RowSet::none(self.columns.len());
        for texts in self.columns.searched() {
            rows.unite(&self.contains(texts, &needle, within)?);
        }
        Ok(rows)
    }

    /// The rows that pass the test or, for `!=`, the rows that pass its opposite.
    fn term(&self, term: &Term, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        let none = has(term, &Value::None);
        match self.columns.column(&term.field) {
            None => Ok(if none { RowSet::all(self.columns.len()) } else { RowSet::none(self.columns.len()) }),
            Some(Column::Code8 { data, codes }) => {
                let table = code_table(codes, term);
                self.sweep(data, |c| table.get(usize::from(c)).copied().unwrap_or(none))
            }
            Some(Column::Code16 { data, codes }) => {
                let table = code_table(codes, term);
                self.sweep(data, |c| table.get(usize::from(c)).copied().unwrap_or(none))
            }
            Some(Column::Set32 { data, codes }) => {
                let mask = set_mask(codes, term);
                self.sweep(data, |m| u64::from(m) & mask != 0 || (none && m == 0))
            }
            Some(Column::Set64 { data, codes }) => {
                let mask = set_mask(codes, term);
                self.sweep(data, |m| m & mask != 0 || (none && m == 0))
            }
            Some(Column::Date(data) | Column::Int(data)) => {
                let ranges = self.ranges(term);
                if let [(low, high)] = ranges[..] {
                    return self.sweep(data, |n| low <= n && n <= high);
                }
                self.sweep(data, |n| ranges.iter().any(|(low, high)| *low <= n && n <= *high))
            }
            Some(Column::Flag(data)) => {
                let yes = has(term, &Value::Flag(true)) || has(term, &Value::Any);
                let no = has(term, &Value::Flag(false)) || has(term, &Value::Any);
                self.sweep(data, |f| {
                    if f >= NO_FLAG {
                        none
                    } else if f == 1 {
                        yes
                    } else {
                        no
                    }
                })
            }
            Some(Column::Text(texts)) => self.text(texts, term, within),
        }
    }

    /// One bit per row, from one test per value.
    fn sweep<T: Copy + Sync>(&self, data: &[T], test: impl Fn(T) -> bool + Sync) -> Result<RowSet, Cancelled> {
        let word = |values: &[T]| values.iter().rev().fold(0_u64, |word, v| word << 1 | u64::from(test(*v)));
        let parts: Vec<Vec<u64>> = data
            .par_chunks(CHUNK)
            .map(|chunk| {
                check(self.cancel)?;
                Ok(chunk.chunks(64).map(word).collect())
            })
            .collect::<Result<_, Cancelled>>()?;
        Ok(RowSet::from_words(parts.concat(), self.columns.len()))
    }

    fn text(&self, texts: &TextColumn, term: &Term, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        let mut rows = RowSet::none(self.columns.len());
        for value in &term.values {
            let found = match value {
                Value::Text(text) if matches!(term.op, Op::Has | Op::Contains) => {
                    self.contains(texts, &fold_line(text), within)?
                }
                Value::Text(text) => self.equals(texts, &fold_line(text), within)?,
                Value::None => self.equals(texts, "", within)?,
                Value::Any => {
                    let mut some = self.equals(texts, "", within)?;
                    some.complement();
                    some
                }
                _ => continue,
            };
            rows.unite(&found);
        }
        Ok(rows)
    }

    fn contains(&self, texts: &TextColumn, needle: &str, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        match within {
            Some(rows) if rows.count() < rows.len() / FEW => {
                let finder = Finder::new(needle);
                self.filter(rows, |row| finder.find(texts.folded.bytes(row)).is_some())
            }
            _ => texts.folded.search(needle.as_bytes(), self.cancel),
        }
    }

    /// Rows of which one line is the text; the empty text stands for rows without any.
    fn equals(&self, texts: &TextColumn, text: &str, within: Option<&RowSet>) -> Result<RowSet, Cancelled> {
        if text.is_empty() {
            let all = RowSet::all(self.columns.len());
            return self.filter(&all, |row| texts.folded.bytes(row).is_empty());
        }
        let candidates = self.contains(texts, text, within)?;
        self.filter(&candidates, |row| texts.folded.text(row).split('\n').any(|line| line == text))
    }

    /// The rows among `rows` that pass a costly test.
    fn filter(&self, rows: &RowSet, test: impl Fn(u32) -> bool + Sync) -> Result<RowSet, Cancelled> {
        let candidates = rows.to_rows();
        let parts: Vec<Vec<u32>> = candidates
            .par_chunks(CHUNK)
            .map(|chunk| {
                check(self.cancel)?;
                Ok(chunk.iter().copied().filter(|row| test(*row)).collect())
            })
            .collect::<Result<_, Cancelled>>()?;
        Ok(RowSet::from_rows(parts.into_iter().flatten(), self.columns.len()))
    }

    /// The numbers that pass, as closed ranges; "nothing" is a number of its own.
    fn ranges(&self, term: &Term) -> Vec<(i32, i32)> {
        let range = |value: &Value| {
            let (low, high) = match value {
                Value::None => return Some((NO_NUMBER, NO_NUMBER)),
                Value::Any => return Some((NO_NUMBER + 1, i32::MAX)),
                Value::Int(n) => (*n, *n),
                Value::Date(date) => {
                    let (first, last) = date.days(self.today)?;
                    (days_of(first), days_of(last))
                }
                Value::Code(_) | Value::Text(_) | Value::Flag(_) => return None,
            };
            match term.op {
                Op::Lt => Some((NO_NUMBER + 1, low.checked_sub(1)?)),
                Op::Le => Some((NO_NUMBER + 1, high)),
                Op::Gt => Some((high.checked_add(1)?, i32::MAX)),
                Op::Ge => Some((low, i32::MAX)),
                Op::Has | Op::Eq | Op::Ne | Op::Contains => Some((low, high)),
            }
        };
        term.values.iter().filter_map(range).collect()
    }
}

fn has(term: &Term, value: &Value) -> bool {
    term.values.contains(value)
}

/// Whether each code of the column passes.
fn code_table(codes: &Codes, term: &Term) -> Vec<bool> {
    let order_of = |code: &str| codes.index(code).and_then(|i| codes.order.get(i).copied().flatten());
    let passes = |(name, order): (&String, &Option<i32>)| {
        term.values.iter().any(|value| match value {
            Value::Any => true,
            Value::Code(code) if !term.op.is_order() => code == name,
            Value::Code(code) => match (order, order_of(code)) {
                (Some(mine), Some(theirs)) => match mine.cmp(&theirs) {
                    Less => matches!(term.op, Op::Lt | Op::Le),
                    Equal => matches!(term.op, Op::Le | Op::Ge),
                    Greater => matches!(term.op, Op::Gt | Op::Ge),
                },
                _ => false,
            },
            _ => false,
        })
    };
    codes.names.iter().zip(&codes.order).map(passes).collect()
}

/// The bits of the codes that pass.
fn set_mask(codes: &Codes, term: &Term) -> u64 {
    if has(term, &Value::Any) {
        return u64::MAX;
    }
    let bits = codes
        .names
        .iter()
        .zip(0_u32..)
        .filter(|(name, _)| term.values.iter().any(|v| matches!(v, Value::Code(code) if code == *name)));
    bits.fold(0, |mask, (_, bit)| mask | 1_u64.checked_shl(bit).unwrap_or(0))
}
