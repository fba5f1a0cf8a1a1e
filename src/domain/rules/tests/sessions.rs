//! TRN-03 … TRN-07.

use super::*;
use crate::domain::document::FileRef;
use crate::domain::rules::sessions::Completion;
use crate::domain::rules::sessions::SessionFacts;
use crate::domain::rules::sessions::evaluate_module;
use crate::domain::rules::sessions::evaluate_session;
use crate::domain::rules::sessions::quarter_end;
use crate::domain::session::Session;
use crate::domain::session::SessionRef;
use crate::domain::training::Training;

/// A session nothing is wrong with.
fn session() -> Session {
    Session {
        module: "TR-06".into(),
        held_on: Some(day("2026-10-12")),
        trainer: "宋雨晴".into(),
        qualification: "TR-10, T-000001".into(),
        file: FileRef { name: "sign-in.pdf".into(), sha256: "ab".repeat(32), bytes: 9 },
        ..Session::default()
    }
}

fn attendee(number: u64, score: &str, minutes: i64) -> Stored {
    let training = Training {
        module: "TR-06".into(),
        session: Some(SessionRef("S-000001".into())),
        person: format!("person {number}"),
        score: score.parse().ok(),
        minutes,
        ..Training::default()
    };
    stored(Id::new(KindId::Training, number), "recorded", training.into())
}

fn says(session: &Session, state: &str, attendance: &[Stored]) -> Vec<(String, Severity)> {
    let attendance: Vec<&Stored> = attendance.iter().collect();
    let facts = SessionFacts { session, state, attendance: &attendance, params: &|_, _| None };
    let outcome = evaluate_session(&facts, &|_| None);
    outcome.hits.iter().for_each(words::fit);
    outcome.hits.into_iter().map(|h| (h.rule, h.severity)).collect()
}

#[test]
fn a_good_session_has_no_findings_in_any_state() {
    let few: Vec<Stored> = (1..=5).map(|n| attendee(n, "90", 20)).collect();
    for state in ["planned", "held", "approved", "cancelled"] {
        assert_eq!(says(&session(), state, &few), []);
    }
}

#[test]
fn trn_03_fires_when_a_session_was_held_without_evidence() {
    let bare = Session { file: FileRef::default(), ..session() };
    for state in ["held", "approved"] {
        assert_eq!(says(&bare, state, &[]), [("TRN-03".into(), Severity::Blocking)]);
    }
}

#[test]
fn trn_03_is_silent_before_the_session() {
    let bare = Session { file: FileRef::default(), ..session() };
    assert_eq!(says(&bare, "planned", &[]), []);
    assert_eq!(says(&bare, "cancelled", &[]), []);
}

#[test]
fn trn_04_fires_when_six_have_the_same_score_in_the_same_time() {
    let six: Vec<Stored> = (1..=6).map(|n| attendee(n, if n == 1 { "90.0" } else { "90" }, 20)).collect();
    assert_eq!(says(&session(), "held", &six), [("TRN-04".into(), Severity::High)]);
}

#[test]
fn trn_04_is_silent_with_five_or_other_times() {
    let mixed: Vec<Stored> = (1..=9).map(|n| attendee(n, "90", if n > 5 { 21 } else { 20 })).collect();
    assert_eq!(says(&session(), "held", &mixed), []);
}

#[test]
fn trn_05_fires_when_the_answers_were_out_before_the_session() {
    let early = Session { answers_out_on: Some(day("2026-10-11")), ..session() };
    assert_eq!(says(&early, "held", &[]), [("TRN-05".into(), Severity::High)]);
}

#[test]
fn trn_05_is_silent_when_they_came_out_on_the_day_or_later() {
    let later = Session { answers_out_on: Some(day("2026-10-12")), ..session() };
    assert_eq!(says(&later, "held", &[]), []);
}

#[test]
fn trn_06_fires_when_nothing_shows_that_the_trainer_may_teach() {
    let unknown = Session { qualification: "  ".into(), ..session() };
    assert_eq!(says(&unknown, "planned", &[]), [("TRN-06".into(), Severity::Medium)]);
}

#[test]
fn trn_06_is_silent_with_a_qualification() {
    assert_eq!(says(&session(), "planned", &[]), []);
}

fn completion(have: usize, of: usize) -> Outcome {
    let today = day("2026-11-23");
    let done = Completion { on: quarter_end(today), have, of };
    let outcome = evaluate_module("TR-06", done, today, &|_, _| None, &|_| None);
    outcome.hits.iter().for_each(words::fit);
    outcome
}

#[test]
fn trn_07_fires_below_ninety_five_percent_at_the_end_of_the_quarter() {
    let hits = completion(94, 100).hits;
    assert_eq!((hits.len(), hits[0].rule.as_str(), hits[0].severity), (1, "TRN-07", Severity::Medium));
    assert_eq!(arg(&hits[0], "on"), Arg::Date(day("2026-09-30")));
}

#[test]
fn trn_07_is_silent_from_ninety_five_percent_on_and_without_partners() {
    assert_eq!(completion(95, 100).hits, []);
    assert_eq!(completion(0, 0).hits, []);
    assert_eq!(completion(0, 0).next, Some(day("2026-11-24")));
}

#[test]
fn the_quarter_before_a_day_ends_on_its_last_day() {
    for (today, end) in [("2026-11-23", "2026-09-30"), ("2026-10-01", "2026-09-30"), ("2026-01-15", "2025-12-31")] {
        assert_eq!(quarter_end(day(today)), day(end));
    }
}
