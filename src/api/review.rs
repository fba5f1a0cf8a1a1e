//! A case as it is reviewed: what it proposes, what there is to work through, who has to sign.

use crate::api::facts::FactLine;
use crate::api::query::DocumentLine;
use crate::api::query::Shown;
use crate::api::refusal::Change;
use crate::domain::case::Case;
use crate::domain::finding::Finding;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use serde::Deserialize;
use serde::Serialize;

/// A step of a policy in a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepLine {
    /// The role.
    pub role: Role,
    /// How many persons.
    pub min: i64,
    /// Who filled it with a vote that counts.
    pub filled: Vec<String>,
    /// Who may fill it.
    pub eligible: Vec<String>,
}

/// A thing to work through in a review.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReviewItem {
    /// A finding on the subject.
    Finding(Finding),
    /// A field changed since the last approved revision.
    Changed(Change),
    /// A check-list item.
    Check {
        /// Its code.
        code: String,
        /// The maker's answer.
        answer: String,
        /// What shows it.
        evidence: String,
        /// Who answered.
        by: String,
        /// The verdict's code, when given.
        verdict: Option<String>,
        /// Who gave it.
        judged_by: String,
        /// What the checker said.
        comment: String,
    },
    /// A document.
    Document(DocumentLine),
    /// What a computed guard reads: to be known, not to be judged.
    Fact(FactLine),
}

/// A case with everything a review needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Review {
    /// The case's id.
    pub id: Id,
    /// Its revision.
    pub rev: u64,
    /// Its state.
    pub state: String,
    /// Its content.
    pub case: Case,
    /// The subject.
    pub subject: Shown,
    /// What to read and work through, in order: what blocks, facts, changes, check-list, documents, other findings.
    pub items: Vec<ReviewItem>,
    /// Steps.
    pub steps: Vec<StepLine>,
    /// The step that is open, from 0; none when the case is closed.
    pub open_step: Option<usize>,
    /// Hash over the dossier as it is.
    pub dossier: String,
    /// What changed in the dossier since the proposal; the case is held while this is not empty and the vote not given anew.
    pub changed: Vec<Change>,
    /// Who contributed and so cannot approve.
    pub contributors: Vec<String>,
    /// Why this operator may not approve; none when the vote would count.
    pub refused: Option<Msg>,
    /// Why this operator may not reject or return it.
    pub refused_reject: Option<Msg>,
    /// Whether unopened required documents refuse an approval.
    pub strict_looking: bool,
    /// What an approval would do.
    pub effect: Msg,
    /// Waivers in force on the subject.
    pub waivers: Vec<Finding>,
}
