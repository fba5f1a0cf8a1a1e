//! Rules: pure code, keyed by rule code, that says what is wrong with a subject on a day (domain.md §11).
//!
//! All rules of one subject run together over [`Facts`] and give hits and the next day on which the answer changes by
//! itself. Severities, parameters, titles and owners are the catalogue's; here are only the fall-backs. What people say
//! about a finding is not here either: see [`crate::domain::reaction`].

mod accounts;
pub mod assessments;
mod copies;
mod credit;
mod diligence;
mod documents;
mod identity;
mod names;
mod permits;
mod retention;
mod scope;
pub mod sessions;
pub mod system;
mod training;
mod translations;

#[cfg(test)]
mod tests;

pub use scope::Scope;
pub use scope::Stage;

use crate::domain::document::DocCode;
use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::Stored;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::requirement::DocRule;
use crate::domain::requirement::Requirement;
use crate::domain::retention::Retention;
use crate::domain::risk::Risk;
use crate::domain::training::Judged;
use crate::domain::training::Wanted;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// What is known of a partner's customs credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Credit {
    /// Its grade.
    pub grade: CreditGrade,
    /// The last day on which it was dishonest, when it no longer is.
    pub dishonest_on: Option<NaiveDate>,
}

impl Credit {
    /// Whether it is dishonest.
    pub const fn is_dishonest(&self) -> bool {
        matches!(self.grade, CreditGrade::Dis | CreditGrade::Sdi)
    }
}

/// What rules may ask of the other records of the desk. Answers may include the subject itself, in any order.
pub trait Lookup {
    /// Partners that carry this identifier, its value in canonical form.
    fn with_identifier(&self, scheme: &str, value: &str) -> Vec<Id>;
    /// Documents whose filed copy has this SHA-256.
    fn with_file(&self, sha256: &str) -> Vec<Id>;
    /// Documents of this code with this number.
    fn with_number(&self, code: DocCode, number: &str) -> Vec<Id>;
    /// State and types of a partner.
    fn partner_state(&self, id: Id) -> Option<(String, Vec<PartnerType>)>;
    /// The customs credit of a partner.
    fn credit_of(&self, id: Id) -> Option<Credit>;
    /// Whose document it is.
    fn partner_of_document(&self, id: Id) -> Option<Id>;
    /// The holder printed on a document.
    fn holder_of(&self, document: Id) -> Option<String>;
    /// Partners one of whose legal names looks like this (`text::skeleton` of it).
    fn with_skeleton(&self, skeleton: &str) -> Vec<Id>;
    /// The legal names of a partner as entered; asked only of those [`Lookup::with_skeleton`] gave.
    fn names_of(&self, id: Id) -> Vec<String>;
}

/// Everything the rules of one partner read.
pub struct Facts<'a> {
    /// The partner with its envelope.
    pub subject: &'a Stored,
    /// Its content.
    pub partner: &'a Partner,
    /// Its documents, by id.
    pub documents: &'a [Stored],
    /// What [`crate::domain::requirement::required`] says it needs.
    pub required: &'a [Requirement],
    /// What the catalogue knows of a document code.
    pub doc_rules: &'a dyn Fn(DocCode) -> Option<&'a DocRule>,
    /// A rule's parameter of the catalogue, by rule code and name.
    pub params: &'a dyn Fn(&str, &str) -> Option<i64>,
    /// The training modules its types ask for, in the editions in force.
    pub wanted: &'a [Wanted],
    /// Its trainings, judged.
    pub trainings: &'a [Judged],
    /// The day in the desk's zone.
    pub today: NaiveDate,
    /// Its bank accounts.
    pub accounts: &'a [Stored],
    /// Whether a decision on it waits.
    pub pending: bool,
    /// Its risk on that day.
    pub risk: Risk,
    /// When its periodic review is due.
    pub review_due: Option<NaiveDate>,
    /// Whether an approved assessment of it has not run out.
    pub assessed: bool,
    /// How long what is kept.
    pub retention: &'a Retention,
    /// The desk's zone, in which days begin.
    pub zone: Tz,
    /// Whether a legal hold stands on it or it was erased; asked only where that matters.
    pub settled: &'a dyn Fn() -> bool,
    /// The other records.
    pub same: &'a dyn Lookup,
}

/// What a rule reads: a put that touches it makes the subject dirty for the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reads {
    /// The partner itself.
    Subject,
    /// Its documents.
    Documents,
    /// The matrix of required documents.
    Matrix,
    /// Its trainings and the modules asked for.
    Trainings,
    /// The day.
    Day,
    /// Identifiers of other partners.
    Identifiers,
    /// Names of other partners.
    Names,
    /// Files, numbers and holders of documents of other partners.
    Copies,
    /// State and types of the partner it names as its agent.
    Agent,
    /// Credit grades of the brokers it entrusts.
    Brokers,
    /// Its bank accounts, and whether a decision on it waits.
    Accounts,
    /// Its assessments.
    Assessments,
}

/// From which stage of a partner's life a rule speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Always, also of partners that are gone.
    Always,
    /// Until the partner is rejected, withdrawn or exited.
    Live,
    /// From the documents review on, until it is gone.
    Reviewed,
}

/// One rule.
pub struct Rule {
    /// Its code, as in domain.md §11.
    pub code: &'static str,
    /// Its worst severity, when the catalogue names none.
    pub severity: Severity,
    /// When it speaks.
    pub when: When,
    /// What it reads.
    pub reads: &'static [Reads],
    /// The code: adds hits, returns the next day on which its answer changes by itself.
    pub run: fn(&Scope<'_, '_>, &mut Vec<Hit>) -> Option<NaiveDate>,
}

impl Rule {
    /// The message id of the sentence that tells why somebody sees its findings, with the source.
    pub fn why(&self) -> String {
        why(self.code)
    }
}

/// The message id of "why am I seeing this" for a rule code: `why-ptr-001`.
pub fn why(code: &str) -> String {
    format!("why-{}", code.to_ascii_lowercase())
}

macro_rules! rules {
    ($( $code:literal $severity:ident $when:ident [$($reads:ident),*] $run:path; )*) => {
        &[ $( Rule {
            code: $code,
            severity: Severity::$severity,
            when: When::$when,
            reads: &[ $( Reads::$reads ),* ],
            run: $run,
        }, )* ]
    };
}

/// The rules of a partner, by code.
pub static PARTNER_RULES: &[Rule] = rules! {
    "DOC-01" High Live [Documents, Copies] copies::copied_file;
    "DOC-02" High Live [Documents, Copies] copies::reused_number;
    "DOC-03" Medium Always [Documents] copies::accepted_by_uploader;
    "DOC-04" Medium Always [Subject, Documents, Day] retention::passed;
    "DOC-05" Low Live [Subject, Documents, Matrix] translations::untranslated;
    "PTR-001" Blocking Reviewed [Subject, Documents, Matrix] documents::missing;
    "PTR-002" Blocking Reviewed [Subject, Documents, Matrix, Day] documents::running_out;
    "PTR-003" High Live [Subject] identity::invalid;
    "PTR-004" Medium Live [Subject] identity::suspicious;
    "PTR-005" High Live [Subject] identity::pan_differs;
    "PTR-006" High Live [Subject, Identifiers] identity::shared;
    "PTR-007" Medium Live [Subject, Documents] names::holders;
    "PTR-008" Blocking Reviewed [Subject, Agent] permits::agent;
    "PTR-009" Blocking Reviewed [Subject, Documents, Day] permits::express;
    "PTR-010" Blocking Reviewed [Subject, Documents, Day] permits::payment;
    "PTR-011" Blocking Reviewed [Subject, Documents, Day] permits::customs;
    "PTR-012" Blocking Live [Subject, Documents, Accounts] accounts::holder;
    "PTR-013" High Live [Accounts, Day] accounts::changed;
    "PTR-014" Medium Reviewed [Subject, Documents, Matrix, Day] documents::owners;
    "PTR-018" Medium Reviewed [Subject, Documents, Day] diligence::foreign_aeo;
    "PTR-019" Medium Reviewed [Subject, Day] credit::unknown;
    "PTR-020" Blocking Live [Subject] credit::dishonest;
    "PTR-021" Info Reviewed [Subject, Assessments] assessments::may_be_exempt;
    "PTR-022" High Live [Subject, Brokers, Day] diligence::brokers;
    "PTR-023" Info Live [Subject, Brokers] diligence::certified_brokers;
    "PTR-024" High Reviewed [Subject, Day] credit::review;
    "PTR-027" Blocking Reviewed [Subject] identity::customs_code;
    "PTR-029" Blocking Reviewed [Subject, Documents, Accounts, Day] diligence::trader;
    "PTR-030" High Live [Subject, Day] diligence::penalties;
    "PTR-033" High Live [Subject] diligence::fake_platform;
    "PTR-035" High Live [Subject, Names] names::spoofed;
    "TRN-01" Blocking Reviewed [Subject, Trainings, Day] training::missing;
    "TRN-02" High Reviewed [Subject, Trainings, Day] training::running_out;
    "TRN-08" Medium Reviewed [Subject, Trainings, Day] training::replaced;
};

/// The rule with this code.
pub fn find(code: &str) -> Option<&'static Rule> {
    PARTNER_RULES.iter().find(|r| r.code == code)
}

/// Runs every rule of a partner. `severity_of` gives the catalogue's severity of a rule: its worst hits get it and no
/// milder hit goes beyond it; without one the rule's own severities hold.
///
/// The hits stay the same on every day from `facts.today` until before `next`.
pub fn evaluate(facts: &Facts<'_>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Outcome {
    let scope = Scope::new(facts);
    let mut hits = Vec::new();
    // A lapsed override changes what lists show even where no rule minds.
    let mut next: Option<NaiveDate> = facts.risk.changes;
    for rule in PARTNER_RULES.iter().filter(|r| scope.stage.hears(r.when)) {
        let from = hits.len();
        next = scope::earliest(next, (rule.run)(&scope, &mut hits));
        if hits.len() > from
            && let Some(worst) = severity_of(rule.code)
        {
            hits.iter_mut().skip(from).for_each(|hit| hit.severity = graded(hit.severity, rule.severity, worst));
        }
    }
    Outcome { hits: in_order(hits), next }
}

/// The severity of a hit when the catalogue gives its rule another worst one.
fn graded(found: Severity, own_worst: Severity, worst: Severity) -> Severity {
    if found == own_worst { worst } else { found.min(worst) }
}

/// Hits of rules that each speak with one severity: the catalogue's where it names one.
fn finished(mut hits: Vec<Hit>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Vec<Hit> {
    for hit in &mut hits {
        hit.severity = severity_of(&hit.rule).unwrap_or(hit.severity);
    }
    in_order(hits)
}

/// Sorted by rule and slot; of two hits on one slot the worse stays.
fn in_order(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by(|a, b| {
        (&a.rule, &a.slot, std::cmp::Reverse(a.severity)).cmp(&(&b.rule, &b.slot, std::cmp::Reverse(b.severity)))
    });
    hits.dedup_by(|later, kept| later.rule == kept.rule && later.slot == kept.slot);
    hits
}
