//! The answer to what waits for an operator today.

use crate::api::query::EntryLine;
use serde::Deserialize;
use serde::Serialize;

/// A line of Today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TodayLine {
    /// Message id of what is counted, `today-…`.
    pub label: String,
    /// How many.
    pub count: usize,
    /// The list that shows them.
    pub list: String,
    /// The filter that shows them.
    pub filter: String,
    /// Whether it is red when there are any.
    pub urgent: bool,
}

/// The day of an operator.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Today {
    /// Counts.
    pub lines: Vec<TodayLine>,
    /// What changed lately on what this operator proposed, owns or made.
    pub changed: Vec<EntryLine>,
}
