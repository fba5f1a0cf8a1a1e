//! Refusals: why a desk did not do or answer something, as values a screen, a program and a person can use.

use crate::domain::msg::Msg;
use crate::domain::value::Value;
use serde::Deserialize;
use serde::Serialize;

/// The ground of a refusal; decides exit code and colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// A value, filter or argument is wrong.
    Invalid,
    /// There is no such record, case, finding or blob.
    NotFound,
    /// The role does not permit it.
    NotPermitted,
    /// Four eyes: own proposal, contributor, same person twice.
    FourEyes,
    /// A guard does not hold or a blocking finding is open.
    Guard,
    /// The record moved on since it was looked at.
    Stale,
    /// The desk is read-only.
    ReadOnly,
    /// The outcome is not known: the disk did not confirm.
    Unknown,
    /// The query was cancelled.
    Cancelled,
    /// A fault of the program.
    Internal,
}

/// One difference between two revisions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The record's id.
    pub id: String,
    /// The path, such as `identifiers[lei].value` or `state`.
    pub path: String,
    /// Before.
    pub before: Value,
    /// After.
    pub after: Value,
    /// Who wrote it, when known.
    pub by: String,
}

/// Why something was not done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refusal {
    /// The ground.
    pub ground: Ground,
    /// What is wrong, with the record and value.
    pub msg: Msg,
    /// What to do next.
    pub hints: Vec<Msg>,
    /// Fields that are wrong, by path.
    pub fields: Vec<(String, Msg)>,
    /// For stale and held: what changed meanwhile.
    pub changes: Vec<Change>,
}

impl Refusal {
    /// A refusal with a message.
    pub fn new(ground: Ground, msg: Msg) -> Self {
        Self { ground, msg, hints: Vec::new(), fields: Vec::new(), changes: Vec::new() }
    }

    /// Adds what to do next.
    #[must_use]
    pub fn hint(mut self, hint: Msg) -> Self {
        self.hints.push(hint);
        self
    }

    /// Adds wrong fields.
    #[must_use]
    pub fn fields(mut self, fields: Vec<(String, Msg)>) -> Self {
        self.fields = fields;
        self
    }

    /// Adds what changed meanwhile.
    #[must_use]
    pub fn changes(mut self, changes: Vec<Change>) -> Self {
        self.changes = changes;
        self
    }

    /// A refusal of a wrong value.
    pub fn invalid(msg: Msg) -> Self {
        Self::new(Ground::Invalid, msg)
    }

    /// It was given up before it was done.
    pub fn cancelled() -> Self {
        Self::new(Ground::Cancelled, Msg::new("refused-cancelled"))
    }

    /// A refusal because there is no such thing.
    pub fn not_found(what: impl Into<String>) -> Self {
        Self::new(Ground::NotFound, Msg::new("refused-not-found").with("what", what.into()))
    }

    /// A fault of the program, with what it was doing.
    pub fn internal(what: impl Into<String>) -> Self {
        Self::new(Ground::Internal, Msg::new("refused-internal").with("what", what.into()))
    }
}
