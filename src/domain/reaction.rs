//! Reactions: what people say about findings.
//!
//! A finding itself is derived and never stored. A reaction is bound to the fact it answers; when the fact changes the
//! finding opens again.

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// What somebody says about a finding.
    pub enum Stance: "stance" {
        /// Seen and being worked on; the finding stays.
        #[default]
        Acknowledged = "acknowledged",
        /// Accepted until a day, by two.
        Waived = "waived",
        /// Not a true finding, by two.
        FalsePositive = "false-positive",
    }
}

record! {
    /// A reaction to one finding.
    pub struct Reaction {
        /// The rule.
        rule: String [Required, Roster, Identifying];
        /// The subject's id.
        subject: String [Required, Roster, Identifying];
        /// Which of the rule's findings on the subject.
        slot: String [];
        /// Hash of the fact as it was.
        fact: String [Required];
        /// What is said.
        stance: Stance [Required, Roster];
        /// For a waiver: through this day.
        until: Option<NaiveDate> [Roster];
        /// The measure taken, or the rationale.
        reason: String [Required, Long];
    }
}

impl RecordKind for Reaction {
    const DEF: KindDef = KindDef {
        name: "reaction",
        prefix: "X",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("subject"),
        initial: "proposed",
        title: &["rule", "subject"],
        upgrade: no_upgrade,
    };
}
