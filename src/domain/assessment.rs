//! Assessments: what was found at a partner, or at the platform itself, item by item of a check-list (domain.md §1.10).
//!
//! A record holds only what somebody decided: verdicts, reasons, evidence, corrective actions. Total, flags, decision
//! and what is overdue are derived by [`overall`], [`finance`] and [`saq`].
//!
//! How to use it, from a screen or a script alike:
//!
//! - *Make one*: `Act::Create` of kind `assessment` with `checklist` (id, or the code such as `GEN-2026`), `partner`
//!   (left out: the platform assesses itself), `purpose`, `due`. The desk copies the items that fit: for a partner
//!   those asked of its types, for the platform all.
//! - `assessment.ask` hands it to the partner, `assessment.review` takes it into review.
//! - *Judge an item*: the verb `assessment.judge` with the fields `item` (a code, several separated by commas, `*` for
//!   all that are open), `verdict`, and as the verdict asks: `evidence` (`KIND:REFERENCE` separated by commas, where
//!   the kind is policy, record, interview, site or sample and the reference a document's id or the SHA-256 of a stored
//!   file; `record` may be left out), `comment`, `na_reason`, `action`, `action_owner`, `action_due`. What is not named
//!   keeps what it was; `evidence=-` takes all evidence away. Works in draft, self-assessment, review and after a return.
//! - *Take over*: `assessment.take-over` with `item` accepts what other check-lists found on the same thing; what it
//!   would take is shown with the assessment. *Take in*: `assessment.answer` with `answers`, lines of question, answer
//!   (yes, partly, no, n.a.), remark and evidence with tabs between, is the partner's own word, unproven.
//! - *Finish*: `assessment.propose` opens a case under the policy `assessment`; another checker decides. Approved with
//!   open actions it waits in `actions_open` until `assessment.close-action` (fields `item`, `evidence`, `comment`) has
//!   closed the last one.
//! - *Exempt*: `assessment.propose-exemption` with `proof` (a document) for a partner with a trusted grade.

pub mod finance;
pub mod overall;
pub mod saq;

use crate::codes;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ChecklistItem;
use crate::domain::checklist::ChecklistRef;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use crate::domain::document::DocumentRef;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerRef;
use crate::domain::partner::PartnerType;
use crate::record;
use chrono::NaiveDate;
use finance::Figures;

codes! {
    /// Why somebody is assessed.
    pub enum Purpose: "purpose" {
        /// Before admission.
        #[default]
        Admission = "admission",
        /// On its date.
        Periodic = "periodic",
        /// After an event.
        Triggered = "triggered",
        /// To renew a certificate.
        Renewal = "renewal",
    }
}

codes! {
    /// Where a corrective action stands.
    pub enum ActionState: "action-state" {
        /// There is none.
        #[default]
        None = "none",
        /// To be done.
        Open = "open",
        /// Done, with evidence.
        Closed = "closed",
    }
}

record! {
    /// What shows a verdict.
    pub struct Evidence {
        /// A document's id, or the SHA-256 of a stored file.
        reference: String [Required];
        /// How it was checked.
        kind: EvidenceKind [];
        /// When it was filed.
        date: Option<NaiveDate> [];
        /// Who filed it.
        by: String [];
    }
}

record! {
    /// A corrective action.
    pub struct Action {
        /// What is to be done.
        what: String [];
        /// Who does it.
        owner: String [];
        /// By when.
        due: Option<NaiveDate> [];
        /// Where it stands.
        state: ActionState [];
        /// What shows that it was done.
        closing: String [];
        /// Who closed it.
        closed_by: String [];
        /// When.
        closed_on: Option<NaiveDate> [];
    }
}

record! {
    /// An item as it was found.
    pub struct AssessmentItem {
        /// The item's code in the check-list.
        code: String [Required];
        /// Number of its standard.
        standard: i64 [];
        /// Its category.
        category: ItemCategory [];
        /// Whether failing it refuses a partner.
        critical: bool [];
        /// Whether the check-list names the subject's own type: then it cannot well be not applicable.
        applies: bool [];
        /// The verdict.
        verdict: ItemVerdict [];
        /// Why it is not applicable.
        na_reason: String [];
        /// What was found.
        comment: String [Long];
        /// What shows it.
        evidence: Vec<Evidence> [];
        /// What is to be done about it.
        action: Action [];
    }
}

record! {
    /// How a check-list counts, copied from it so that the assessment stands by itself.
    pub struct Scoring {
        /// Points before deductions.
        base: i64 [];
        /// Points needed.
        threshold: i64 [];
        /// Bonus points that count at most.
        bonus_cap: i64 [];
        /// Whether bonus points may rescue the total.
        bonus_counts: bool [];
    }
}

record! {
    /// An assessment.
    pub struct Assessment {
        /// Who is assessed; empty for the platform itself.
        partner: PartnerRef [Roster];
        /// By which check-list.
        checklist: ChecklistRef [Required];
        /// The check-list's code.
        edition: String [Derived, Roster, Identifying];
        /// Why.
        purpose: Purpose [Roster];
        /// When it should be finished.
        due: Option<NaiveDate> [Roster];
        /// Figures for the finance items.
        figures: Figures [];
        /// How it counts.
        scoring: Scoring [Derived];
        /// The items.
        items: Vec<AssessmentItem> [Derived];
        /// The document that exempts the partner from an assessment.
        proof: Option<DocumentRef> [Derived];
        /// First day it holds.
        valid_from: Option<NaiveDate> [Derived, Roster];
        /// Last day it holds.
        valid_to: Option<NaiveDate> [Derived, Roster];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Assessment {
    const DEF: KindDef = KindDef {
        name: "assessment",
        prefix: "A",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "draft",
        title: &["edition", "purpose"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// An assessment's id.
    AssessmentRef = "assessment";
}

/// States in which an assessment was approved and has not run out.
pub const IN_FORCE: [&str; 3] = ["approved", "actions_open", "closed"];

/// States in which items may be judged.
pub const OPEN: [&str; 4] = ["draft", "self_assessment", "in_review", "returned"];

impl AssessmentItem {
    /// An item of a check-list that nobody judged yet.
    fn of(item: &ChecklistItem, applies: bool) -> Self {
        Self {
            code: item.code.clone(),
            standard: item.standard,
            category: item.category,
            critical: item.critical,
            applies,
            ..Self::default()
        }
    }

    /// Whether somebody still has to judge it. A bonus nobody claims is not open.
    pub fn is_open(&self) -> bool {
        self.verdict == ItemVerdict::Open && self.category != ItemCategory::Bonus
    }

    /// Whether its action is still to be done.
    pub fn has_open_action(&self) -> bool {
        self.action.state == ActionState::Open
    }

    /// Whether its action is late.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.has_open_action() && self.action.due.is_some_and(|due| due < today)
    }
}

impl Assessment {
    /// Takes the items of a check-list that fit the subject: those asked of the partner's types, all for the platform.
    pub fn begin(&mut self, list: &Checklist, types: Option<&[PartnerType]>) {
        self.edition.clone_from(&list.code);
        self.scoring = Scoring {
            base: list.base,
            threshold: list.threshold,
            bonus_cap: list.bonus_cap,
            bonus_counts: list.bonus_counts,
        };
        let fits = |item: &&ChecklistItem| types.is_none_or(|types| item.asks(types));
        let applies = |item: &ChecklistItem| match types {
            Some(types) => item.names(types),
            None => item.names(&[PartnerType::Plt]),
        };
        self.items = list.items.iter().filter(fits).map(|i| AssessmentItem::of(i, applies(i))).collect();
    }

    /// An item by its code.
    pub fn item(&self, code: &str) -> Option<&AssessmentItem> {
        self.items.iter().find(|i| i.code.eq_ignore_ascii_case(code))
    }

    /// Whether the platform assesses itself.
    pub fn is_own(&self) -> bool {
        self.partner.0.is_empty()
    }

    /// Whether an action is still to be done.
    pub fn has_open_actions(&self) -> bool {
        self.items.iter().any(AssessmentItem::has_open_action)
    }
}

/// States in which an assessment was given up: it says nothing of its subject.
pub const GIVEN_UP: [&str; 2] = ["cancelled", "rejected"];

/// The state an approved case leaves its subject in: an assessment with open actions waits for them.
pub fn reached<'a>(record: &crate::domain::kind::Record, target: &'a str) -> &'a str {
    match Assessment::of(record) {
        Some(assessment) if target == "approved" && assessment.has_open_actions() => "actions_open",
        _ => target,
    }
}

#[cfg(test)]
mod tests;
