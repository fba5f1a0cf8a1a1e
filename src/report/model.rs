//! What a report says: facts, sections, tables; texts are in the reader's language already, data is as it is.

use crate::domain::msg::Msg;
use crate::i18n::Locale;
use crate::i18n::format;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

/// A report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// Which: `register`, `partner-file` …; also the name of its files.
    pub name: String,
    /// Its title.
    pub title: String,
    /// Parameters, filter, counts, the place in the journal, the command that makes it again.
    pub facts: Vec<Fact>,
    /// What it says.
    pub sections: Vec<Section>,
    /// The time of the last entry it speaks of: also of its files.
    pub at: DateTime<Utc>,
    /// What it counts, for the journal and whoever made it.
    pub count: usize,
    /// What came of it, in a sentence.
    pub summary: Msg,
}

/// A labelled value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// The name programs know it by.
    pub name: String,
    /// The label people read.
    pub label: String,
    /// The value.
    pub value: Cell,
}

/// A part with a heading.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Section {
    /// The name programs know it by.
    pub name: String,
    /// The heading.
    pub title: String,
    /// Sentences before the rest.
    pub text: Vec<String>,
    /// Labelled values.
    pub facts: Vec<Fact>,
    /// A table.
    pub table: Option<Table>,
}

impl Fact {
    /// The value as it is shown beside its label: also nothing is said.
    pub fn said(&self) -> Cell {
        if self.value == Cell::Empty { Cell::Text("—".to_owned()) } else { self.value.clone() }
    }
}

/// A table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, each with a cell for every column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The name programs know it by.
    pub name: String,
    /// The heading.
    pub label: String,
}

/// A value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text.
    Text(String),
    /// A code with its words.
    Code {
        /// The code.
        code: String,
        /// The words.
        words: String,
    },
    /// A number.
    Int(i64),
    /// An amount in whole units of the column's currency: a number that people read in groups.
    Amount(i64),
    /// A day.
    Date(NaiveDate),
    /// Text to be taken as it stands: a hash, a command, a path.
    Exact(String),
}

impl Cell {
    /// Text to be taken as it stands, if there is any.
    pub fn exact(text: impl Into<String>) -> Self {
        let text = text.into();
        if text.is_empty() { Cell::Empty } else { Cell::Exact(text) }
    }

    /// A number of things.
    pub fn count(n: usize) -> Self {
        Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }

    /// As people read it.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Exact(text) => text.clone(),
            Cell::Code { words, .. } => words.clone(),
            Cell::Int(n) => n.to_string(),
            Cell::Amount(n) => format::int(Locale::En, *n),
            Cell::Date(day) => day.to_string(),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned()) }
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Cell::Empty } else { Cell::Text(text) }
    }
}

impl From<Option<NaiveDate>> for Cell {
    fn from(day: Option<NaiveDate>) -> Self {
        day.map_or(Cell::Empty, Cell::Date)
    }
}
