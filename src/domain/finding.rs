//! Findings: what the rules say of a subject, derived from records and the day, never stored as truth.

use crate::codes;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

codes! {
    /// How bad a finding is; from mild to blocking.
    pub enum Severity: "severity" {
        /// Information.
        #[default]
        Info = "I",
        /// Low.
        Low = "L",
        /// Medium.
        Medium = "M",
        /// High.
        High = "H",
        /// Blocking: a proposal is refused while it is open and not waived.
        Blocking = "B",
    }
}

codes! {
    /// What became of a finding.
    pub enum FindingState: "finding-state" {
        /// Nobody said anything.
        #[default]
        Open = "open",
        /// Acknowledged.
        Acknowledged = "acknowledged",
        /// A waiver is proposed.
        WaiverProposed = "waiver-proposed",
        /// Waived until a day.
        Waived = "waived",
        /// Not a true finding.
        FalsePositive = "false-positive",
    }
}

impl FindingState {
    /// Whether it still counts against its subject.
    pub const fn counts(self) -> bool {
        !matches!(self, FindingState::Waived | FindingState::FalsePositive)
    }
}

/// What a rule returns.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hit {
    /// The rule's code, `PTR-020`.
    pub rule: String,
    /// Which of the rule's findings on the subject: a document code, an identifier scheme; empty when there is one.
    pub slot: String,
    /// Severity.
    pub severity: Severity,
    /// What it says; the id is `finding-<rule>` in lower case, or a variant of it.
    pub msg: Msg,
    /// When the subject's deadline for it falls, if it has one.
    pub due: Option<NaiveDate>,
    /// What a reaction to it is bound to besides its words, such as the markets a partner sells to.
    #[serde(default)]
    pub bound: String,
}

impl Hit {
    /// Hash of the fact: a reaction bound to another hash does not answer this finding.
    pub fn fact(&self) -> String {
        let mut hasher = Sha256::new();
        hasher.update(self.rule.as_bytes());
        hasher.update([0]);
        hasher.update(self.slot.as_bytes());
        hasher.update([0]);
        hasher.update(self.severity.as_str().as_bytes());
        hasher.update(self.msg.to_string().as_bytes());
        if !self.bound.is_empty() {
            hasher.update([0]);
            hasher.update(self.bound.as_bytes());
        }
        let digest: [u8; 32] = hasher.finalize().into();
        digest.iter().take(8).fold(String::new(), |text, byte| text + &format!("{byte:02x}"))
    }
}

/// A hit on its subject with what people said about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The subject.
    pub subject: Id,
    /// The hit.
    pub hit: Hit,
    /// What became of it.
    pub state: FindingState,
    /// Through which day a waiver holds.
    pub until: Option<NaiveDate>,
}

impl Finding {
    /// The key people name it by: `PTR-002:P-000123:D-LIC`.
    pub fn key(&self) -> String {
        if self.hit.slot.is_empty() {
            format!("{}:{}", self.hit.rule, self.subject)
        } else {
            format!("{}:{}:{}", self.hit.rule, self.subject, self.hit.slot)
        }
    }
}

/// What the rules say of one subject on one day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Hits, sorted by rule and slot.
    pub hits: Vec<Hit>,
    /// The next day on which the answer changes by itself.
    pub next: Option<NaiveDate>,
}
