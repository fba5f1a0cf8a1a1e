//! What the computed guards of a case read, as lines of its review: to be known, not to be judged.

use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use serde::Deserialize;
use serde::Serialize;

/// How a fact stands to what the case proposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum FactStands {
    /// It speaks for it.
    Well,
    /// It is there with a reservation: it lapses soon, something is still to be done, or nothing asks for it.
    Reserved,
    /// A guard of the case's verb asks for it and it is not there.
    Against,
}

/// Key of the fact that says what a waiver waives; of several gaps, what it begins with.
pub const WAIVER: &str = "waiver";

/// A fact of a review: an assessment, a training module, the risk, or what is waived.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactLine {
    /// Names it across reloads.
    pub key: String,
    /// The record behind it.
    pub record: Option<Id>,
    /// What it is, in one line.
    pub name: Msg,
    /// How it stands, in a word.
    pub word: Option<Msg>,
    /// The rest, a sentence each.
    pub lines: Vec<Msg>,
    /// How it stands.
    pub stands: FactStands,
}

impl FactLine {
    /// Whether it says what a waiver waives.
    pub fn is_waiver(&self) -> bool {
        self.key.split(' ').next() == Some(WAIVER)
    }

    /// The gap of several that it speaks of, as the item is called that judges it.
    pub fn gap(&self) -> Option<&str> {
        self.key.strip_prefix(WAIVER)?.strip_prefix(' ')
    }
}
