//! Policies: which steps a case needs before its transition happens (domain.md §10.3).

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::operator::Role;
use crate::record;

codes! {
    /// Whether cases under a policy may be decided in bulk.
    pub enum Bulk: "bulk" {
        /// One by one.
        #[default]
        No = "no",
        /// In bulk, with a drawn sample looked at.
        Sample = "sample",
        /// In bulk.
        Yes = "yes",
    }
}

record! {
    /// One step of a policy, filled by distinct persons.
    pub struct Step {
        /// The role that fills it.
        role: Role [Required];
        /// How many distinct persons.
        min: i64 [Required];
    }
}

record! {
    /// A policy.
    pub struct Policy {
        /// Its code, such as `admission-high`.
        code: String [Required, Roster, Identifying];
        /// Steps in order.
        steps: Vec<Step> [Required];
        /// Hours until a case under it is due.
        target_hours: i64 [Roster];
        /// Whether unopened required documents refuse an approval instead of asking for a reason.
        strict_looking: bool [];
        /// Whether bulk decisions are allowed.
        bulk: Bulk [];
    }
}

impl RecordKind for Policy {
    const DEF: KindDef = KindDef {
        name: "policy",
        prefix: "Y",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["code"],
        upgrade: no_upgrade,
    };
}
