//! Findings about the desk's own work: cases (SYS-01 … SYS-03), the journal and the clock (SYS-05, SYS-08).

use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Vote;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::rules::finished;
use crate::domain::rules::scope::hit;
use chrono::DateTime;
use chrono::Utc;

/// The rules of cases and of the desk with their severities when the catalogue names none.
pub static SYSTEM_RULES: &[(&str, Severity)] = &[
    ("SYS-01", Severity::Blocking),
    ("SYS-02", Severity::Blocking),
    ("SYS-03", Severity::Medium),
    ("SYS-05", Severity::Blocking),
    ("SYS-08", Severity::High),
];

/// Everything the rules of one case read.
pub struct CaseFacts<'a> {
    /// The case.
    pub case: &'a Case,
    /// Whether it is still to be decided.
    pub open: bool,
    /// Whether it was decided for: its votes took effect.
    pub approved: bool,
    /// Persons who contributed to the subject since its last approved revision.
    pub contributors: &'a [String],
    /// Hash over the dossier: as it is for an open case, as it was at the decision for a decided one.
    pub dossier: &'a str,
    /// When it should be decided, with what was paused.
    pub due: Option<DateTime<Utc>>,
    /// Now.
    pub now: DateTime<Utc>,
}

/// What the rules say of a case, with the next moment at which that changes by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseOutcome {
    /// Hits, sorted by rule and slot.
    pub hits: Vec<Hit>,
    /// The next moment at which the answer changes by itself: one microsecond after the deadline.
    pub next: Option<DateTime<Utc>>,
}

/// What the desk found out about itself.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DeskFacts {
    /// The entry at which the hash chain of the journal breaks.
    pub broken_at: Option<u64>,
    /// By how many seconds the clock is behind the last entry.
    pub clock_back_seconds: i64,
}

/// Seconds a clock may be behind the last entry (domain.md §11, SYS-08).
const CLOCK_GRACE: i64 = 300;

/// Runs the rules of a case.
pub fn evaluate_case(facts: &CaseFacts<'_>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> CaseOutcome {
    let mut hits = Vec::new();
    if facts.open || facts.approved {
        by_the_maker(facts, &mut hits);
        stale(facts, &mut hits);
    }
    let next = late(facts, &mut hits);
    CaseOutcome { hits: finished(hits, severity_of), next }
}

/// Runs the rules of the desk.
pub fn evaluate_desk(facts: DeskFacts, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Some(seq) = facts.broken_at {
        let msg = Msg::new("finding-sys-05").with("seq", seq.to_string());
        hits.push(hit("SYS-05", "", Severity::Blocking, msg));
    }
    if facts.clock_back_seconds > CLOCK_GRACE {
        // Whole minutes, so that the finding stays the same one while the clock runs.
        let msg = Msg::new("finding-sys-08").with("minutes", facts.clock_back_seconds / 60);
        hits.push(hit("SYS-08", "", Severity::High, msg));
    }
    finished(hits, severity_of)
}

fn approvals<'a>(facts: &CaseFacts<'a>) -> impl Iterator<Item = &'a Vote> {
    facts.case.votes.iter().filter(|v| v.ballot == Ballot::Approve)
}

fn slot(vote: &Vote) -> String {
    format!("{}/{}", vote.step, vote.by)
}

/// SYS-01: somebody approved what they proposed or contributed to.
fn by_the_maker(facts: &CaseFacts<'_>, out: &mut Vec<Hit>) {
    let case = facts.case;
    for vote in approvals(facts) {
        let proposed = vote.by == case.proposed_by || vote.person == case.proposed_person;
        let id = if proposed {
            "finding-sys-01"
        } else if facts.contributors.contains(&vote.person) {
            "finding-sys-01-contributor"
        } else {
            continue;
        };
        let msg = Msg::new(id).with("by", vote.by.as_str()).with("subject", case.subject.as_str());
        out.push(hit("SYS-01", slot(vote), Severity::Blocking, msg.with("step", vote.step)));
    }
}

/// SYS-02: an approval was given on another dossier than the one that counts.
fn stale(facts: &CaseFacts<'_>, out: &mut Vec<Hit>) {
    for vote in approvals(facts).filter(|v| v.dossier != facts.dossier) {
        let msg = Msg::new("finding-sys-02").with("by", vote.by.as_str()).with("subject", facts.case.subject.as_str());
        out.push(hit("SYS-02", slot(vote), Severity::Blocking, msg.with("step", vote.step)));
    }
}

/// SYS-03: an open case is past its deadline.
fn late(facts: &CaseFacts<'_>, out: &mut Vec<Hit>) -> Option<DateTime<Utc>> {
    let due = facts.due.filter(|_| facts.open)?;
    if facts.now <= due {
        return due.checked_add_signed(chrono::TimeDelta::microseconds(1));
    }
    let msg = Msg::new("finding-sys-03").with("subject", facts.case.subject.as_str());
    let msg = msg.with("due", due.format("%Y-%m-%d %H:%M UTC").to_string());
    out.push(Hit { due: Some(due.date_naive()), ..hit("SYS-03", "", Severity::Medium, msg) });
    None
}
