//! Cases: who decides what under which policy (domain.md §10.3, the approval object).
//!
//! A transition whose control is a policy opens a case. A case binds to the dossier: hashes of the subject and of every
//! record its guards read. Whether a vote counts and when a case is complete is decided in [`crate::domain::voting`].

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::operator::Role;
use crate::record;
use chrono::DateTime;
use chrono::Utc;

codes! {
    /// A vote.
    pub enum Ballot: "ballot" {
        /// For it.
        #[default]
        Approve = "approve",
        /// Against it; closes the case.
        Reject = "reject",
        /// Back to the maker.
        Return = "return",
    }
}

codes! {
    /// The checker's word on an item, the digit in brackets.
    pub enum Verdict: "verdict" {
        /// Up to standard (1).
        #[default]
        Up = "up",
        /// Basically up to standard (2).
        Basic = "basic",
        /// Not up to standard (3).
        Not = "not",
        /// Not applicable (0).
        NotApplicable = "na",
    }
}

impl Verdict {
    /// Whether it grants what its item asks for: up to standard, or basically.
    pub const fn grants(self) -> bool {
        matches!(self, Self::Up | Self::Basic)
    }
}

record! {
    /// One record of the dossier as it was.
    pub struct DossierLine {
        /// Its id.
        id: String [Required];
        /// Hash of its content, lower-case hex.
        hash: String [Required];
        /// Its revision.
        rev: i64 [];
    }
}

record! {
    /// A check-list item: an attested guard, answered by the maker, judged by the checker.
    pub struct Item {
        /// What is attested.
        code: String [Required];
        /// The maker's answer.
        answer: String [];
        /// What shows it.
        evidence: String [];
        /// Who answered.
        by: String [];
        /// The checker's verdict, when given.
        verdict: Option<Verdict> [];
        /// Who gave it.
        judged_by: String [];
        /// What the checker said.
        comment: String [Long];
    }
}

record! {
    /// A vote on a step.
    pub struct Vote {
        /// The step, from 1.
        step: i64 [Required];
        /// The operator.
        by: String [Required];
        /// The person behind the operator.
        person: String [Required];
        /// The role the step was filled with.
        role: Role [Required];
        /// The vote.
        ballot: Ballot [Required];
        /// When.
        at: Option<DateTime<Utc>> [];
        /// Hash over the dossier it was given on; it counts only while the dossier is that one.
        dossier: String [Required];
        /// What the voter said.
        comment: String [Long];
    }
}

record! {
    /// A comment on a case.
    pub struct Remark {
        /// Who.
        by: String [Required];
        /// When.
        at: Option<DateTime<Utc>> [];
        /// What.
        text: String [Required, Long];
    }
}

record! {
    /// A case.
    pub struct Case {
        /// The record it is about.
        subject: String [Required, Roster, Identifying];
        /// The verb that was proposed, such as `partner.propose-admission`.
        verb: String [Required, Roster];
        /// The state the subject comes into when it is approved.
        target: String [Required];
        /// The policy with its revision, `admission-med@3`.
        policy: String [Required, Roster];
        /// Who proposed it.
        proposed_by: String [Required, Roster];
        /// The person behind the proposer.
        proposed_person: String [Required];
        /// The role used.
        proposed_role: Role [Required];
        /// When.
        proposed_at: Option<DateTime<Utc>> [Roster];
        /// Why.
        why: String [Required, Long];
        /// When it should be decided.
        due_at: Option<DateTime<Utc>> [Roster];
        /// The dossier at the proposal.
        dossier: Vec<DossierLine> [];
        /// What the proposal will write besides the state: path and value.
        effects: Vec<Effect> [];
        /// Check-list items.
        items: Vec<Item> [];
        /// Votes.
        votes: Vec<Vote> [];
        /// Comments.
        remarks: Vec<Remark> [];
        /// The batch it was drawn into; kept when the batch is gone, so that no case is drawn twice.
        batch: String [Derived, Roster];
    }
}

record! {
    /// A field which the decision writes.
    pub struct Effect {
        /// Path in the subject.
        path: String [Required];
        /// The value as typed.
        value: String [];
    }
}

impl RecordKind for Case {
    const DEF: KindDef = KindDef {
        name: "case",
        prefix: "R",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("subject"),
        initial: "open",
        title: &["verb", "subject"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A case's id.
    CaseRef = "case";
}
