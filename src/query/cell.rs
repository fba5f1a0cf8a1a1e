//! One value of one row, as it enters and leaves a column.

use chrono::NaiveDate;
use thiserror::Error;

/// The day number that stands for "no day", and the number that stands for "no number".
pub(super) const NO_NUMBER: i32 = i32::MIN;

/// One value of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Nothing; fits every column.
    None,
    /// A code.
    Code(&'a str),
    /// Several codes.
    Codes(Vec<&'a str>),
    /// A day.
    Date(NaiveDate),
    /// A whole number; the smallest `i32` is taken as nothing.
    Int(i32),
    /// Yes or no.
    Flag(bool),
    /// Text as people read it; several values of a repeated group are lines. Empty text is nothing.
    Text(&'a str),
}

/// Why columns refuse a row. The row is then not stored at all.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ColumnError {
    /// The row has another number of cells than there are columns.
    #[error("a row of {got} cells for {want} columns")]
    Width {
        /// Columns.
        want: usize,
        /// Cells given.
        got: usize,
    },
    /// A cell does not fit its column.
    #[error("column {column} does not hold {cell}")]
    Kind {
        /// Name of the column.
        column: String,
        /// The kind of cell that was given.
        cell: &'static str,
    },
    /// The column is full: 65,535 codes, 64 codes of a set, 4 GiB of text or 4,294,967,294 rows.
    #[error("column {0} is full")]
    Full(String),
    /// There is no such row.
    #[error("no row {0}")]
    Row(u32),
}

impl Cell<'_> {
    /// The name of the kind, for error messages.
    pub(super) const fn kind(&self) -> &'static str {
        match self {
            Cell::None => "nothing",
            Cell::Code(_) => "a code",
            Cell::Codes(_) => "codes",
            Cell::Date(_) => "a date",
            Cell::Int(_) => "a number",
            Cell::Flag(_) => "a flag",
            Cell::Text(_) => "text",
        }
    }
}

/// Days since 1970-01-01.
pub fn days_of(date: NaiveDate) -> i32 {
    let days = date.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(days).unwrap_or(NO_NUMBER)
}

/// The day so many days after 1970-01-01.
pub fn date_of(days: i32) -> Option<NaiveDate> {
    NaiveDate::default().checked_add_signed(chrono::TimeDelta::try_days(i64::from(days))?)
}
