//! The crosswalk: items of different check-lists that ask for the same thing (domain.md §1.9).

use serde::Deserialize;

/// A topic with its items.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Topic {
    /// Its code.
    pub code: String,
    /// Its name, English.
    pub title_en: String,
    /// Its name, Chinese.
    pub title_zh: String,
    /// Codes of items, whatever their check-list.
    pub items: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Crosswalk {
    pub(super) topic: Vec<Topic>,
}

impl Topic {
    /// Whether two items of different check-lists belong to it.
    pub fn joins(&self, one: &str, other: &str) -> bool {
        let has = |code: &str| self.items.iter().any(|i| i == code);
        one != other && has(one) && has(other)
    }
}
