//! What the rules of one partner share: its stage, its checked identifiers, its documents, days.

use crate::domain::account::BankAccount;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::identifiers;
use crate::domain::identifiers::Scheme;
use crate::domain::identifiers::Verdict;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::partner::Identifier;
use crate::domain::partner::Partner;
use crate::domain::requirement::NeededBy;
use crate::domain::rules::Facts;
use crate::domain::rules::When;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// How far a partner is on its way, as far as rules care (domain.md §2.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Prospect, invited, applying.
    Early,
    /// Documents review.
    Documents,
    /// Screening and training.
    Checks,
    /// Assessment and pending approval.
    Decision,
    /// Contracting.
    Contracting,
    /// Admitted in any form, also suspended or exiting.
    Admitted,
    /// Exited, rejected, withdrawn.
    Gone,
}

impl Stage {
    /// The stage of a state. A state the catalogue added later counts as the documents review: better one finding too
    /// many than a partner no rule looks at.
    pub fn of(state: &str) -> Self {
        match state {
            "prospect" | "invited" | "applying" => Stage::Early,
            "screening" | "training" => Stage::Checks,
            "assessment" | "pending_approval" => Stage::Decision,
            "contracting" => Stage::Contracting,
            "admitted" | "probation" | "review_due" | "suspended" | "exiting" => Stage::Admitted,
            "exited" | "rejected" | "withdrawn" | "void" => Stage::Gone,
            _ => Stage::Documents,
        }
    }

    /// Whether a rule speaks at this stage.
    pub const fn hears(self, when: When) -> bool {
        match when {
            When::Always => true,
            When::Live => !matches!(self, Stage::Gone),
            When::Reviewed => !matches!(self, Stage::Early | Stage::Gone),
        }
    }

    /// How bad it is that a document needed by then is not there: it blocks from the stage whose guard asks for it.
    pub fn lacking(self, needed_by: NeededBy) -> Severity {
        let asked = match needed_by {
            NeededBy::Docs => Stage::Documents,
            NeededBy::Approval => Stage::Decision,
            NeededBy::Admitted => Stage::Contracting,
        };
        match self {
            Stage::Admitted => Severity::High,
            stage if stage >= asked => Severity::Blocking,
            _ => Severity::Medium,
        }
    }
}

/// An identifier with its scheme, whichever of its names was entered, and the verdict on its value.
pub(super) struct Checked<'a> {
    /// The scheme's own code.
    pub(super) scheme: &'static Scheme,
    /// As entered.
    pub(super) identifier: &'a Identifier,
    /// The verdict.
    pub(super) verdict: Verdict,
}

/// The facts with what several rules need worked out once.
pub struct Scope<'f, 'a> {
    /// The facts.
    pub facts: &'f Facts<'a>,
    /// How far the partner is.
    pub stage: Stage,
    checked: Vec<Checked<'a>>,
}

impl<'f, 'a> Scope<'f, 'a> {
    /// Checks identifiers and names the stage.
    pub fn new(facts: &'f Facts<'a>) -> Self {
        let stage = Stage::of(&facts.subject.state);
        let check = |identifier: &'a Identifier| {
            let scheme = scheme_of(&identifier.scheme)?;
            Some(Checked { scheme, identifier, verdict: scheme.check(&identifier.value) })
        };
        let checked = match stage {
            Stage::Gone => Vec::new(),
            _ => facts.partner.identifiers.iter().filter_map(check).collect(),
        };
        Self { facts, stage, checked }
    }

    /// The partner.
    pub(super) fn partner(&self) -> &'a Partner {
        self.facts.partner
    }

    /// The day.
    pub(super) fn today(&self) -> NaiveDate {
        self.facts.today
    }

    /// A parameter of the catalogue, or the fall-back.
    pub(super) fn param(&self, rule: &str, name: &str, otherwise: i64) -> i64 {
        (self.facts.params)(rule, name).unwrap_or(otherwise)
    }

    /// Its identifiers, checked once; without those of unknown schemes, which no form lets in.
    pub(super) fn checked(&self) -> &[Checked<'a>] {
        &self.checked
    }

    /// The canonical value under a scheme, if there is a well-formed one.
    pub(super) fn canonical(&self, scheme: &str) -> Option<&str> {
        self.checked.iter().filter(|c| c.scheme.code == scheme).find_map(|c| c.verdict.canonical())
    }

    /// The slot of an identifier's finding: its scheme; with the value where the partner has several under it.
    pub(super) fn slot(&self, of: &Checked<'_>) -> String {
        let code = of.scheme.code;
        let several = self.checked.iter().filter(|c| c.scheme.code == code).count() > 1;
        if several { format!("{code}/{}", of.identifier.value.trim()) } else { code.to_owned() }
    }

    /// All its documents.
    pub(super) fn documents(&self) -> impl Iterator<Item = (&'a Stored, &'a Document)> {
        self.facts.documents.iter().filter_map(|s| Document::of(&s.record).map(|d| (s, d)))
    }

    /// Its documents that were neither rejected nor replaced.
    pub(super) fn standing(&self) -> impl Iterator<Item = (&'a Stored, &'a Document)> {
        self.documents().filter(|(s, _)| !matches!(s.state.as_str(), "rejected" | "superseded" | "void"))
    }

    /// Its accepted documents of a code.
    pub(super) fn accepted(&self, code: DocCode) -> impl Iterator<Item = (&'a Stored, &'a Document)> {
        self.documents().filter(move |(s, d)| d.code == code && s.state == "accepted")
    }

    /// Accepted documents of a code that have not run out by their printed date.
    pub(super) fn in_force(&self, code: DocCode) -> impl Iterator<Item = (&'a Stored, &'a Document)> {
        let today = self.today();
        self.accepted(code).filter(move |(_, d)| d.valid_to.is_none_or(|end| end >= today))
    }

    /// Whether an account to pay to is proven.
    pub(super) fn paid(&self) -> bool {
        self.facts.accounts.iter().any(|a| BankAccount::is_open(&a.state))
            || self.in_force(DocCode::Bnk).next().is_some()
    }

    /// The first day on which one of the documents in force of this code has run out.
    pub(super) fn lapse(&self, code: DocCode) -> Option<NaiveDate> {
        self.in_force(code).filter_map(|(_, d)| d.valid_to).filter_map(|end| end.succ_opt()).min()
    }
}

/// The scheme of an identifier. Stored ones nearly always carry the scheme's own code, which needs no folding of case.
fn scheme_of(name: &str) -> Option<&'static Scheme> {
    identifiers::schemes().iter().find(|s| s.code == name).or_else(|| identifiers::find(name))
}

/// The earlier of two days, where none means never.
pub(super) fn earliest(a: Option<NaiveDate>, b: Option<NaiveDate>) -> Option<NaiveDate> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

/// A day so many days later, if the calendar has it.
pub(super) fn shift(day: NaiveDate, days: i64) -> Option<NaiveDate> {
    TimeDelta::try_days(days).and_then(|d| day.checked_add_signed(d))
}

/// The day after the last good one, when it is still to come.
pub(super) fn lapse_after(end: NaiveDate, today: NaiveDate) -> Option<NaiveDate> {
    end.succ_opt().filter(|d| *d > today)
}

/// A hit without a deadline.
pub(super) fn hit(rule: &'static str, slot: impl Into<String>, severity: Severity, msg: Msg) -> Hit {
    Hit { rule: rule.to_owned(), slot: slot.into(), severity, msg, due: None, bound: String::new() }
}
