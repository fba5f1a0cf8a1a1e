//! SYS-01, SYS-02, SYS-03, SYS-05, SYS-08.

use super::*;
use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Vote;
use crate::domain::operator::Role;
use crate::domain::rules::system::CaseFacts;
use crate::domain::rules::system::CaseOutcome;
use crate::domain::rules::system::DeskFacts;
use crate::domain::rules::system::SYSTEM_RULES;
use crate::domain::rules::system::evaluate_case;
use crate::domain::rules::system::evaluate_desk;

fn vote(by: &str, person: &str, dossier: &str) -> Vote {
    Vote {
        step: 1,
        by: by.into(),
        person: person.into(),
        role: Role::Cmp,
        ballot: Ballot::Approve,
        dossier: dossier.into(),
        ..Vote::default()
    }
}

fn case(votes: Vec<Vote>) -> Case {
    Case {
        subject: "P-000001".into(),
        proposed_by: "mira".into(),
        proposed_person: "N-000001".into(),
        votes,
        ..Case::default()
    }
}

fn run(votes: Vec<Vote>, open: bool, now: &str) -> CaseOutcome {
    let facts = CaseFacts {
        case: &case(votes),
        open,
        approved: !open,
        contributors: &["N-000009".to_owned()],
        dossier: "now",
        due: Some(at("2026-11-23T12:00:00Z")),
        now: at(now),
    };
    let outcome = evaluate_case(&facts, &|_| None);
    outcome.hits.iter().for_each(words::fit);
    outcome
}

fn ids(outcome: &CaseOutcome) -> Vec<&str> {
    outcome.hits.iter().map(|h| h.msg.id.as_ref()).collect()
}

const EARLY: &str = "2026-11-23T10:00:00Z";

#[test]
fn sys_01_fires_when_the_proposer_or_a_contributor_approves() {
    assert_eq!(ids(&run(vec![vote("mira", "N-000001", "now")], true, EARLY)), ["finding-sys-01"]);
    assert_eq!(ids(&run(vec![vote("mira2", "N-000001", "now")], false, EARLY)), ["finding-sys-01"]);
    let contributor = run(vec![vote("ola", "N-000009", "now")], true, EARLY);
    assert_eq!(ids(&contributor), ["finding-sys-01-contributor"]);
    assert_eq!(contributor.hits[0].severity, Severity::Blocking);
}

#[test]
fn sys_01_is_silent_when_another_approves_or_the_maker_rejects() {
    assert!(run(vec![vote("ken", "N-000002", "now")], true, EARLY).hits.is_empty());
    let rejects = Vote { ballot: Ballot::Reject, ..vote("mira", "N-000001", "now") };
    assert!(run(vec![rejects], true, EARLY).hits.is_empty());
}

#[test]
fn sys_02_fires_when_an_approval_is_bound_to_another_dossier() {
    let stale = run(vec![vote("ken", "N-000002", "before")], true, EARLY);
    assert_eq!(ids(&stale), ["finding-sys-02"]);
    assert_eq!((stale.hits[0].slot.as_str(), stale.hits[0].severity), ("1/ken", Severity::Blocking));
}

#[test]
fn sys_02_is_silent_when_it_is_bound_to_this_one() {
    assert!(run(vec![vote("ken", "N-000002", "now")], false, EARLY).hits.is_empty());
}

#[test]
fn sys_03_fires_when_an_open_case_is_past_its_deadline() {
    let late = run(Vec::new(), true, "2026-11-23T12:00:00.000001Z");
    assert_eq!((ids(&late), late.next), (vec!["finding-sys-03"], None));
    assert_eq!(late.hits[0].severity, Severity::Medium);
}

#[test]
fn sys_03_is_silent_through_the_deadline_and_names_the_moment_after_it() {
    let due = run(Vec::new(), true, "2026-11-23T12:00:00Z");
    assert!(due.hits.is_empty());
    assert_eq!(due.next, Some(at("2026-11-23T12:00:00.000001Z")));
    assert!(run(Vec::new(), false, "2027-01-01T00:00:00Z").hits.is_empty());
}

fn desk(broken_at: Option<u64>, clock_back_seconds: i64) -> Vec<(String, Severity)> {
    let hits = evaluate_desk(DeskFacts { broken_at, clock_back_seconds }, &|_| None);
    hits.iter().for_each(words::fit);
    hits.into_iter().map(|h| (h.rule, h.severity)).collect()
}

#[test]
fn sys_05_fires_when_the_chain_is_broken() {
    assert_eq!(desk(Some(42), 0), [("SYS-05".to_owned(), Severity::Blocking)]);
}

#[test]
fn sys_05_is_silent_when_the_chain_is_whole() {
    assert_eq!(desk(None, 0), []);
}

#[test]
fn sys_08_fires_when_the_clock_went_back_more_than_five_minutes() {
    assert_eq!(desk(None, 301), [("SYS-08".to_owned(), Severity::High)]);
}

#[test]
fn sys_08_is_silent_when_it_went_back_five_minutes() {
    assert_eq!(desk(None, 300), []);
}

#[test]
fn every_system_rule_has_a_severity_and_the_catalogue_may_change_it() {
    assert_eq!(SYSTEM_RULES.len(), 5);
    let hits = evaluate_desk(DeskFacts { broken_at: Some(1), clock_back_seconds: 0 }, &|_| Some(Severity::Low));
    assert_eq!(hits[0].severity, Severity::Low);
}
