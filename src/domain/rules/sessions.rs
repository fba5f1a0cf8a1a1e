//! Rules of training sessions (TRN-03 … TRN-06) and of a module over all partners (TRN-07).

use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::finding::Severity;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::rules::finished;
use crate::domain::rules::scope::hit;
use crate::domain::session::Session;
use crate::domain::training::Training;
use chrono::Datelike;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::collections::BTreeMap;

/// The rules of sessions and modules with their worst severities when the catalogue names none.
pub static SESSION_RULES: &[(&str, Severity)] = &[
    ("TRN-03", Severity::Blocking),
    ("TRN-04", Severity::High),
    ("TRN-05", Severity::High),
    ("TRN-06", Severity::Medium),
    ("TRN-07", Severity::Medium),
];

/// Everything the rules of one session read.
pub struct SessionFacts<'a> {
    /// The session.
    pub session: &'a Session,
    /// Its state.
    pub state: &'a str,
    /// Its attendance: trainings that name it, with their states.
    pub attendance: &'a [&'a Stored],
    /// A rule's parameter of the catalogue, by rule code and name.
    pub params: &'a dyn Fn(&str, &str) -> Option<i64>,
}

/// Attendees with one score and time from which on it looks copied (domain.md §9.2: more than five).
const ALIKE: i64 = 5;
/// Percent of active partners that hold a module at the end of a quarter.
const COMPLETION: i64 = 95;

/// Runs the rules of a session.
pub fn evaluate_session(facts: &SessionFacts<'_>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Outcome {
    let mut hits = Vec::new();
    if facts.state != "cancelled" {
        without_evidence(facts, &mut hits);
        alike(facts, &mut hits);
        released(facts, &mut hits);
        unqualified(facts, &mut hits);
    }
    Outcome { hits: finished(hits, severity_of), next: None }
}

/// TRN-03: a session was held and nothing shows it.
fn without_evidence(facts: &SessionFacts<'_>, out: &mut Vec<Hit>) {
    if matches!(facts.state, "held" | "approved") && !facts.session.has_evidence() {
        let msg = Msg::new("finding-trn-03").with("count", facts.attendance.len());
        out.push(hit("TRN-03", "", Severity::Blocking, msg));
    }
}

/// TRN-04: more than five attendees with the same score in the same time.
fn alike(facts: &SessionFacts<'_>, out: &mut Vec<Hit>) {
    let most = usize::try_from((facts.params)("TRN-04", "attendees").unwrap_or(ALIKE)).unwrap_or(5);
    let mut groups: BTreeMap<(Decimal, i64), usize> = BTreeMap::new();
    let recorded = facts.attendance.iter().filter(|s| s.state == "recorded");
    for training in recorded.filter_map(|s| Training::of(&s.record)) {
        if let Some(score) = training.score {
            *groups.entry((score.normalize(), training.minutes)).or_default() += 1;
        }
    }
    for ((score, minutes), count) in groups.into_iter().filter(|(_, n)| *n > most) {
        let msg =
            Msg::new("finding-trn-04").with("count", count).with("score", score.to_string()).with("minutes", minutes);
        out.push(hit("TRN-04", format!("{score}/{minutes}"), Severity::High, msg));
    }
}

/// TRN-05: the answers were out before the session.
fn released(facts: &SessionFacts<'_>, out: &mut Vec<Hit>) {
    if let (Some(day), Some(held)) = (facts.session.answers_out_on, facts.session.held_on)
        && day < held
    {
        let msg = Msg::new("finding-trn-05").with("out", day).with("held", held);
        out.push(hit("TRN-05", "", Severity::High, msg));
    }
}

/// TRN-06: nothing shows that the trainer may teach this.
fn unqualified(facts: &SessionFacts<'_>, out: &mut Vec<Hit>) {
    if facts.session.qualification.trim().is_empty() {
        let msg = Msg::new("finding-trn-06").with("trainer", facts.session.trainer.as_str());
        out.push(hit("TRN-06", "", Severity::Medium, msg));
    }
}

/// How many active partners held a module on a day, of how many that must.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Completion {
    /// The last day of the quarter.
    pub on: NaiveDate,
    /// Partners that hold it.
    pub have: usize,
    /// Partners that must.
    pub of: usize,
}

/// The last day of the quarter before the one a day lies in.
pub fn quarter_end(today: NaiveDate) -> NaiveDate {
    let month = today.month0() / 3 * 3 + 1;
    NaiveDate::from_ymd_opt(today.year(), month, 1).and_then(|d| d.pred_opt()).unwrap_or(today)
}

/// TRN-07: at the end of the quarter too few active partners held a module. Asked again the next day: what was recorded
/// late counts too.
pub fn evaluate_module(
    module: &str,
    done: Completion,
    today: NaiveDate,
    params: &dyn Fn(&str, &str) -> Option<i64>,
    severity_of: &dyn Fn(&str) -> Option<Severity>,
) -> Outcome {
    let least = params("TRN-07", "percent").unwrap_or(COMPLETION);
    let short = Decimal::from(done.have) * Decimal::ONE_HUNDRED < Decimal::from(done.of) * Decimal::from(least);
    let mut hits = Vec::new();
    if done.of > 0 && short {
        let msg = Msg::new("finding-trn-07")
            .with("module", module)
            .with("on", done.on)
            .with("have", done.have)
            .with("of", done.of)
            .with("least", least);
        hits.push(hit("TRN-07", "", Severity::Medium, msg));
    }
    Outcome { hits: finished(hits, severity_of), next: today.succ_opt() }
}
