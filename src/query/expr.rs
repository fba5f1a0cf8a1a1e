//! The meaning of a filter: an expression of typed terms, without spelling or positions.

use chrono::Datelike;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// A checked filter. Its text is canonical: parsing what it prints gives the same query.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Query {
    pub(super) expr: Expr,
}

impl Query {
    /// The filter that keeps every row; its text is empty.
    pub const fn all() -> Self {
        Self { expr: Expr::All }
    }

    /// Whether this keeps every row by being empty.
    pub fn is_all(&self) -> bool {
        self.expr == Expr::All
    }

    /// What the filter means.
    pub fn expr(&self) -> &Expr {
        &self.expr
    }

    /// Rows that match both: a view's own filter with the one typed on top.
    #[must_use]
    pub fn and(self, other: Query) -> Query {
        Query { expr: Expr::all_of(vec![self.expr, other.expr]) }
    }
}

/// An expression. Built by the parser, so that `And` and `Or` have at least two members and never hold their own kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Expr {
    /// Every row.
    All,
    /// Rows that match every member.
    And(Vec<Expr>),
    /// Rows that match a member.
    Or(Vec<Expr>),
    /// Rows that do not match.
    Not(Box<Expr>),
    /// Rows with this text, folded, in a searchable column.
    Words(String),
    /// Rows whose field passes a test.
    Term(Term),
}

impl Expr {
    /// The conjunction, flattened; without members it is `All`.
    pub(super) fn all_of(members: Vec<Expr>) -> Expr {
        let mut flat = Vec::with_capacity(members.len());
        for member in members {
            match member {
                Expr::All => {}
                Expr::And(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single_or(flat, Expr::And)
    }

    /// The disjunction, flattened.
    pub(super) fn any_of(members: Vec<Expr>) -> Expr {
        let mut flat = Vec::with_capacity(members.len());
        for member in members {
            match member {
                Expr::Or(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        single_or(flat, Expr::Or)
    }
}

fn single_or(mut members: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match members.len() {
        0 => Expr::All,
        1 => members.pop().unwrap_or(Expr::All),
        _ => many(members),
    }
}

/// A test on one field.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Term {
    /// The path of the field, as the schema writes it.
    pub field: String,
    /// The comparison.
    pub op: Op,
    /// Any of these; exactly one when the comparison is an order.
    pub values: Vec<Value>,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Op {
    /// `:` – equal, for text contains.
    Has,
    /// `=` – equal.
    Eq,
    /// `!=` – the complement of `=`.
    Ne,
    /// `>`
    Gt,
    /// `>=`
    Ge,
    /// `<`
    Lt,
    /// `<=`
    Le,
    /// `~` – contains.
    Contains,
}

impl Op {
    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Op::Has => ":",
            Op::Eq => "=",
            Op::Ne => "!=",
            Op::Gt => ">",
            Op::Ge => ">=",
            Op::Lt => "<",
            Op::Le => "<=",
            Op::Contains => "~",
        }
    }

    /// Whether it needs an order.
    pub const fn is_order(self) -> bool {
        matches!(self, Op::Gt | Op::Ge | Op::Lt | Op::Le)
    }
}

/// What a field is compared with.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Nothing is there.
    None,
    /// Something is there.
    Any,
    /// A code, as the code list writes it.
    Code(String),
    /// Text, as typed; folded when it is searched.
    Text(String),
    /// A whole number.
    Int(i32),
    /// Yes or no.
    Flag(bool),
    /// A day, or the days of a month or year.
    Date(DateValue),
}

/// A day or a span of days, absolute or relative to today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum DateValue {
    /// `today`
    Today,
    /// `30d`, `-2w`, `3m`, `1y`: so many units from today.
    Relative(i32, Unit),
    /// `2026-03-31`
    Day(NaiveDate),
    /// `2026-03`: year and month.
    Month(i32, u32),
    /// `2026`
    Year(i32),
}

/// The unit of a relative day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// `d`
    Day,
    /// `w`
    Week,
    /// `m`; the 31st becomes the last day of a shorter month.
    Month,
    /// `y`
    Year,
}

impl DateValue {
    /// The first and the last day meant, seen from `today`; `None` for days no calendar holds.
    pub fn days(self, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        let one = |d: NaiveDate| (d, d);
        match self {
            DateValue::Today => Some(one(today)),
            DateValue::Day(d) => Some(one(d)),
            DateValue::Relative(n, unit) => shift(today, n, unit).map(one),
            DateValue::Month(year, month) => month_of(year, month),
            DateValue::Year(year) => {
                Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
            }
        }
    }
}

fn shift(today: NaiveDate, n: i32, unit: Unit) -> Option<NaiveDate> {
    let size = n.unsigned_abs();
    match unit {
        Unit::Day | Unit::Week => {
            let days = Days::new(u64::from(size) * if unit == Unit::Week { 7 } else { 1 });
            if n < 0 { today.checked_sub_days(days) } else { today.checked_add_days(days) }
        }
        Unit::Month | Unit::Year => {
            let months = Months::new(size.checked_mul(if unit == Unit::Year { 12 } else { 1 })?);
            if n < 0 { today.checked_sub_months(months) } else { today.checked_add_months(months) }
        }
    }
}

fn month_of(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    let next = first.checked_add_months(Months::new(1))?;
    let last = next.pred_opt()?;
    debug_assert_eq!(last.month(), month);
    Some((first, last))
}
