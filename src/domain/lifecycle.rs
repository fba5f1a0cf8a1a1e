//! Life-cycles: rows of verb, from, to, guards and control. The rows themselves are the catalogue's.
//!
//! A guard whose capability does not exist yet is an attestation: an item of the case which the maker answers with
//! evidence and the checker confirms. When the capability comes the row is replaced; verbs and states stay.

use crate::domain::operator::Role;
use crate::domain::partner::Attested;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// Who brings a transition about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Control {
    /// One person with the permission.
    Maker,
    /// The program itself, on a date or a fact.
    System,
    /// A case under the policy of this code; `admission` is completed by the risk band, as `admission-high`.
    Policy(String),
}

/// What must hold before a transition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Guard {
    /// Every document the catalogue requires by then is accepted and has not run out.
    Documents,
    /// No identifier is invalid.
    Identifiers,
    /// Every module required of its partner types is passed, with a certificate that is good on the day.
    Trained,
    /// No open blocking finding that is not waived.
    NoBlocking,
    /// At least 30 days since the rejection.
    CoolOff,
    /// The time the partner's records must be kept for is over.
    RetentionOver,
    /// No legal hold stands on the partner.
    NoHold,
    /// An accepted document carries its filed copy and its dates.
    DocumentComplete,
    /// Who acts is another person than those who filed or changed the record.
    OtherPerson,
    /// A bank account was confirmed by a call to a number that does not come from the request.
    CalledBack,
    /// A day has passed since a bank account was approved.
    Cooled,
    /// Every item of an assessment is judged as its verdict asks.
    Judged,
    /// The partner's credit grade with valid proof exempts it from an assessment.
    Exempt,
    /// The partner has an approved assessment in force that lets it in, or is exempt with valid proof.
    Assessed,
    /// A certificate has no gap that is not waived.
    NoGap,
    /// A certificate has a gap that is not waived.
    Gap,
    /// A certificate has gaps, and each of them a waiver in force.
    AllWaived,
    /// A letter that needs the approval of another person has it.
    Approved,
}

/// How much a verb can spoil; decides whether it asks and what for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Danger {
    /// Done at once; can be undone.
    #[default]
    None,
    /// A confirm with `y`.
    Confirm,
    /// A confirm that asks for the last three digits of the id.
    Digits,
}

/// One row of a life-cycle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Edge {
    /// The verb, `kind.what`: one per row, unique in the catalogue.
    pub verb: String,
    /// States it leaves; `*` for any.
    pub from: Vec<String>,
    /// The state it reaches; `=` keeps the state.
    pub to: String,
    /// States it reaches instead where the subject's own content says so.
    #[serde(default)]
    pub also: Vec<String>,
    /// The state the subject waits in while the case is open; empty when it stays where it is.
    #[serde(default)]
    pub via: String,
    /// The state after a rejected case; empty returns to where it was.
    #[serde(default)]
    pub rejected: String,
    /// Guards.
    #[serde(default)]
    pub guards: Vec<Guard>,
    /// Guards that are attested.
    #[serde(default)]
    pub attest: Vec<Attested>,
    /// Control.
    pub control: Control,
    /// Fields the verb writes, asked for when it is used.
    #[serde(default)]
    pub fields: Vec<String>,
    /// Words the verb takes that are no fields of the record: its own code reads them.
    #[serde(default)]
    pub words: Vec<String>,
    /// Whether a reason must be given.
    #[serde(default)]
    pub why: bool,
    /// Danger.
    #[serde(default)]
    pub danger: Danger,
    /// Whether who uses it contributes to the subject and so cannot approve it (architecture.md §4).
    #[serde(default)]
    pub contributes: bool,
    /// Whether it leads aside: it is used when something calls for it and is never what comes next by itself.
    #[serde(default)]
    pub aside: bool,
    /// Roles that may use it.
    pub roles: Vec<Role>,
}

/// The life-cycle of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifeCycle {
    /// States in their order; the label of a state is `state-<kind>-<state>`.
    pub states: Vec<String>,
    /// States in which nothing more happens.
    #[serde(default)]
    pub ends: Vec<String>,
    /// States that a change of the content leaves, and where to: what was accepted was another content.
    #[serde(default)]
    pub changed: BTreeMap<String, String>,
    /// States in which the content cannot be changed: somebody has it as it is.
    #[serde(default)]
    pub fixed: Vec<String>,
    /// Rows.
    #[serde(rename = "edge", default)]
    pub edges: Vec<Edge>,
}

impl LifeCycle {
    /// The row of a verb.
    pub fn edge(&self, verb: &str) -> Option<&Edge> {
        self.edges.iter().find(|e| e.verb == verb)
    }

    /// The state a record is in after its content was changed in `state`.
    pub fn after_change<'a>(&'a self, state: &'a str) -> &'a str {
        self.changed.get(state).map_or(state, String::as_str)
    }

    /// The rows that leave a state.
    pub fn from(&self, state: &str) -> impl Iterator<Item = &Edge> {
        self.edges.iter().filter(move |e| e.leaves(state) && !self.ends.iter().any(|s| s == state))
    }
}

impl Edge {
    /// Whether the row leaves this state.
    pub fn leaves(&self, state: &str) -> bool {
        self.from.iter().any(|f| f == "*" || f == state)
    }

    /// The state it reaches from `state`.
    pub fn reaches<'a>(&'a self, state: &'a str) -> &'a str {
        if self.to == "=" { state } else { &self.to }
    }

    /// The message id of its label, `verb-<verb>` with dashes.
    pub fn label(&self) -> String {
        format!("verb-{}", self.verb.replace('.', "-"))
    }
}
