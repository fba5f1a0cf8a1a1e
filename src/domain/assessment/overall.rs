//! The overall result of an assessment and the decision on a partner (domain.md §1.6). Pure and never stored.

use crate::codes;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Scoring;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// BASIC verdicts one standard may have in internal control and in trade security, condition (B).
const BASIC_PER_STANDARD: usize = 3;
/// BASIC verdicts with which a partner is admitted at once.
const BASIC_ADMIT: usize = 2;
/// BASIC verdicts with which a partner is admitted with actions.
const BASIC_WITH_ACTIONS: usize = 5;
/// Days within which a corrective action is due.
pub const ACTION_DAYS: i64 = 90;

codes! {
    /// Whether an assessment passes.
    pub enum Standing: "standing" {
        /// Items are open.
        #[default]
        Incomplete = "incomplete",
        /// All three conditions hold.
        Pass = "pass",
        /// A condition fails.
        Fail = "fail",
    }
}

codes! {
    /// The decision on a partner.
    pub enum Decision: "decision" {
        /// Items are open.
        #[default]
        Undecided = "OPEN",
        /// Admit.
        Admit = "ADMIT",
        /// Admit, with corrective actions.
        AdmitWithActions = "ADMIT_WITH_ACTIONS",
        /// Reject.
        Reject = "REJECT",
        /// No assessment needed: a trusted enterprise with proof.
        Exempt = "EXEMPT",
    }
}

impl Decision {
    /// Whether a partner may be admitted on it.
    pub const fn admits(self) -> bool {
        matches!(self, Decision::Admit | Decision::AdmitWithActions | Decision::Exempt)
    }
}

/// What the verdicts come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Overall {
    /// Whether it passes.
    pub standing: Standing,
    /// Points. While items are open, the points if all of them come out up to standard.
    pub total: i64,
    /// Bonus items confirmed, before the cap.
    pub bonus: i64,
    /// Codes nobody judged yet.
    pub open: Vec<String>,
    /// Flag A: codes not up to standard.
    pub not: Vec<String>,
    /// Flag B: standards with too many BASIC verdicts, with their codes.
    pub crowded: BTreeMap<i64, Vec<String>>,
    /// Flag C: whether the total is below the threshold.
    pub short: bool,
    /// Codes basically up to standard.
    pub basic: Vec<String>,
}

impl Overall {
    /// The flags that fail, `A`, `B`, `C` in order; empty when none does.
    pub fn flags(&self) -> String {
        let flag = |fails: bool, letter| if fails { letter } else { "" };
        [flag(!self.not.is_empty(), "A"), flag(!self.crowded.is_empty(), "B"), flag(self.short, "C")].concat()
    }
}

/// The overall result by domain.md §1.6.
pub fn overall(items: &[AssessmentItem], scoring: &Scoring) -> Overall {
    let codes = |wanted: ItemVerdict| {
        let scored = items.iter().filter(move |i| i.category != ItemCategory::Bonus && i.verdict == wanted);
        scored.map(|i| i.code.clone()).collect::<Vec<_>>()
    };
    let confirmed = |i: &&AssessmentItem| i.category == ItemCategory::Bonus && i.verdict == ItemVerdict::Up;
    let bonus = count(items.iter().filter(confirmed).count());
    let mut found = Overall {
        bonus,
        open: codes(ItemVerdict::Open),
        not: codes(ItemVerdict::Not),
        basic: codes(ItemVerdict::Basic),
        ..Overall::default()
    };
    let lost = count(found.basic.len()) + 2 * count(found.not.len());
    let counted = bonus.min(scoring.bonus_cap);
    found.total = scoring.base - lost + counted;
    let against = if scoring.bonus_counts { found.total } else { scoring.base - lost };
    found.short = against < scoring.threshold;
    let guarded = |i: &&AssessmentItem| {
        matches!(i.category, ItemCategory::Internal | ItemCategory::Security) && i.verdict == ItemVerdict::Basic
    };
    for item in items.iter().filter(guarded) {
        found.crowded.entry(item.standard).or_default().push(item.code.clone());
    }
    found.crowded.retain(|_, codes| codes.len() > BASIC_PER_STANDARD);
    found.standing = match (found.open.is_empty(), found.flags().is_empty()) {
        (false, _) => Standing::Incomplete,
        (true, true) => Standing::Pass,
        (true, false) => Standing::Fail,
    };
    found
}

/// The decision on a partner. A NOT admits nobody, critical or not: both admissions ask for none.
pub fn decision(assessment: &Assessment) -> Decision {
    if assessment.proof.is_some() {
        return Decision::Exempt;
    }
    let found = overall(&assessment.items, &assessment.scoring);
    let with_plan = |i: &&AssessmentItem| i.verdict == ItemVerdict::Basic && has_plan(i);
    match (found.open.len(), found.not.len(), found.basic.len()) {
        (1.., ..) => Decision::Undecided,
        (_, 1.., _) => Decision::Reject,
        (.., 0..=BASIC_ADMIT) => Decision::Admit,
        (.., basic @ ..=BASIC_WITH_ACTIONS) if assessment.items.iter().filter(with_plan).count() == basic => {
            Decision::AdmitWithActions
        }
        _ => Decision::Reject,
    }
}

/// Whether somebody is to do something by some day, or has done it.
pub fn has_plan(item: &AssessmentItem) -> bool {
    !item.action.owner.is_empty() && item.action.due.is_some()
}

/// Whether an item is judged as its verdict asks: NA with a reason, BASIC and NOT with a comment and an action, UP with
/// evidence (domain.md §1.10). Gives the message id of what is missing.
pub fn lacking(item: &AssessmentItem) -> Option<&'static str> {
    match item.verdict {
        ItemVerdict::Na if item.na_reason.is_empty() => Some("assess-lacks-reason"),
        ItemVerdict::Basic | ItemVerdict::Not if item.comment.is_empty() => Some("assess-lacks-comment"),
        ItemVerdict::Basic | ItemVerdict::Not if !has_plan(item) => Some("assess-lacks-action"),
        ItemVerdict::Up if item.evidence.is_empty() => Some("assess-lacks-evidence"),
        _ => None,
    }
}

/// Whether an action is due no later than allowed.
pub fn within(due: NaiveDate, today: NaiveDate) -> bool {
    due.signed_duration_since(today).num_days() <= ACTION_DAYS
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
