//! Tests of the screen's state on canned answers.

use super::*;
use crate::api;
use crate::api::Act as Command;
use crate::api::Assign;
use crate::api::assess::LastTime;
use crate::api::query::At;
use crate::api::query::Offer;
use crate::api::query::Shown;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::submitted;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::Scoring;
use crate::domain::checklist::Checklist;
use crate::domain::kind::KindId;
use crate::domain::lifecycle::Danger;
use crate::domain::partner::PartnerRef;

const ITEMS: [&str; 4] = ["G26-01", "G26-02", "G26-03", "G26-04"];

fn piece(reference: &str) -> Piece {
    Piece {
        reference: reference.to_owned(),
        code: "D-LIC".to_owned(),
        state: "accepted".to_owned(),
        ..Piece::default()
    }
}

fn offer(verb: &str) -> Offer {
    Offer {
        verb: verb.to_owned(),
        label: format!("verb-{}", verb.replace('.', "-")),
        refused: None,
        fields: Vec::new(),
        why: false,
        policy: None,
        danger: Danger::None,
        aside: false,
        to: "=".to_owned(),
    }
}

/// Four open items: the first two as last time, the third changed since, the fourth not judged then.
pub(crate) fn sample(bench: &Bench) -> AssessView {
    let id = Id::new(KindId::Assessment, 2);
    let item = |code: &str| AssessmentItem { code: code.to_owned(), standard: 1, ..AssessmentItem::default() };
    let items: Vec<AssessmentItem> = ITEMS.iter().map(|c| item(c)).collect();
    let shows = |code: &str| crate::domain::assessment::Evidence { reference: code.to_owned(), ..Default::default() };
    let line = |code: &str, known: bool, changed: bool| AssessLine {
        code: code.to_owned(),
        last: known.then(|| AssessmentItem {
            verdict: ItemVerdict::Up,
            evidence: vec![shows("D-000001")],
            ..item(code)
        }),
        last_evidence: if known { vec![piece("D-000001")] } else { Vec::new() },
        changed: if changed { vec![Msg::new("assess-changed-edited").with("what", "D-000001")] } else { Vec::new() },
        ..AssessLine::default()
    };
    let asked = |code: &str| ChecklistItem {
        code: code.to_owned(),
        title_en: "Customs contact".to_owned(),
        allowed: vec![ItemVerdict::Up, ItemVerdict::Basic, ItemVerdict::Not],
        ..ChecklistItem::default()
    };
    AssessView {
        shown: Shown {
            id,
            rev: 3,
            state: "in_review".to_owned(),
            since: bench.now,
            title: "GEN-2026".to_owned(),
            fields: Vec::new(),
            findings: Vec::new(),
            documents: Vec::new(),
            cases: Vec::new(),
            offers: vec![offer("assessment.judge"), offer("assessment.propose")],
            contributors: Vec::new(),
            lapses: Vec::new(),
            made_by: "lin".to_owned(),
            risk: None,
            cover: Vec::new(),
            proposals: Vec::new(),
            at: At::Now,
        },
        subject: "杭州恩垂波".to_owned(),
        assessment: Assessment {
            partner: PartnerRef("P-000059".to_owned()),
            edition: "GEN-2026".to_owned(),
            scoring: Scoring { base: 100, threshold: 95, ..Scoring::default() },
            items,
            ..Assessment::default()
        },
        list: Checklist { items: ITEMS.iter().map(|c| asked(c)).collect(), ..Checklist::default() },
        lines: vec![
            line("G26-01", true, false),
            line("G26-02", true, false),
            line("G26-03", true, true),
            line("G26-04", false, false),
        ],
        last: Some(LastTime {
            id: Id::new(KindId::Assessment, 1),
            state: "approved".to_owned(),
            from: "2025-11-20".parse().ok(),
            to: "2026-11-19".parse().ok(),
        }),
        papers: vec![piece("D-000001"), piece("D-000002")],
    }
}

fn opened(bench: &mut Bench) -> Assess {
    let view = sample(bench);
    let mut part = open(view.shown.id);
    let out = bench.open(&mut part);
    bench.answer(&mut part, &out, Answer::Assess(Box::new(view)));
    part
}

fn fields(out: &Outcome) -> Vec<(String, String)> {
    let Some((_, command)) = submitted(out) else { return Vec::new() };
    let Command::Verb { verb, fields, .. } = &command.act else { return Vec::new() };
    assert_eq!(verb, "assessment.judge");
    fields.iter().map(|Assign { path, value }| (path.clone(), value.to_string())).collect()
}

fn said(out: &Outcome) -> String {
    out.status.as_ref().map(|(msg, _)| msg.id.to_string()).unwrap_or_default()
}

fn pair(path: &str, value: &str) -> (String, String) {
    (path.to_owned(), value.to_owned())
}

#[test]
fn n_begins_an_assessment_of_a_partner_never_assessed_and_shows_it_once_it_is_made() {
    let mut bench = Bench::new();
    let partner: Id = "P-000009".parse().unwrap();
    let mut part = open(partner);
    bench.open(&mut part);
    let out = bench.act(&mut part, Act::RecordNew);
    let crate::app::part::Next::Open(form) = out.next else { panic!("no form") };
    assert_eq!(form.id(), "form assessment");
    let mut done = bench.kept("assessment.create");
    done.ids = vec!["A-000077".parse().unwrap()];
    bench.event(&mut part, Event::Done { ticket: Ticket(999), done: Ok(done) });
    assert_eq!(part.id(), "assess A-000077");
}

#[test]
fn up_to_standard_without_evidence_asks_for_it_and_sends_both_at_once() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.digit(&mut part, "1");
    let Next::Open(mut picker) = out.next else { panic!("no picker") };
    let out = bench.with(|ctx| picker.act(Act::PickerChoose, Some("1"), None, 2, ctx));
    assert_eq!((said(&out).as_str(), out.effects.len()), ("assess-typed-ahead", 0), "nobody has seen piece 1");
    bench.rest(&mut *picker, 200);
    let out = bench.with(|ctx| picker.act(Act::PickerChoose, Some("1"), None, 9, ctx));
    let wanted = [pair("item", "G26-01"), pair("verdict", "UP"), pair("evidence", "record:D-000001")];
    assert_eq!(fields(&out), wanted);
}

#[test]
fn a_verdict_the_list_does_not_allow_is_refused_beside_the_item() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.digit(&mut part, "0");
    assert_eq!(said(&out), "assess-digit-not-allowed");
    assert!(out.effects.is_empty() && part.refused.contains_key("G26-01"));
    let digits: Vec<String> = part.digits().into_iter().map(|(d, _)| d).collect();
    assert_eq!(digits, ["1", "2", "3"]);
}

#[test]
fn basically_asks_what_was_found_and_what_is_done_about_it() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    bench.act(&mut part, Act::MarkToggle);
    bench.act(&mut part, Act::MarkToggle);
    let Next::Open(mut prompt) = bench.digit(&mut part, "2").next else { panic!("no prompt") };
    let mut out = Outcome::stay();
    for text in ["two logs are late", "weekly check", "lin", "2027-01-31"] {
        bench.type_into(&mut *prompt, text);
        out = bench.act(&mut *prompt, Act::InputAccept);
    }
    let wanted = [
        pair("item", "G26-01,G26-02"),
        pair("verdict", "BASIC"),
        pair("comment", "two logs are late"),
        pair("action", "weekly check"),
        pair("action_owner", "lin"),
        pair("action_due", "2027-01-31"),
    ];
    assert_eq!(fields(&out), wanted);
}

#[test]
fn same_as_last_time_says_first_and_takes_only_what_did_not_change() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.act(&mut part, Act::AssessSame);
    assert_eq!(said(&out), "assess-same-would");
    assert!(out.effects.is_empty());
    let out = bench.act(&mut part, Act::AssessSame);
    assert_eq!(said(&out), "assess-same-would", "what would be taken was not on the screen yet");
    assert!(out.effects.is_empty());
    bench.rest(&mut part, 200);
    let out = bench.act(&mut part, Act::AssessSame);
    let wanted = [pair("item", "G26-01,G26-02"), pair("verdict", "UP"), pair("evidence", "record:D-000001")];
    assert_eq!(fields(&out), wanted);
    let done = bench.kept("assessment.judge");
    let out = bench.done(&mut part, &out, Ok(done));
    assert_eq!(said(&out), "assess-same-took");
    let mut fresh = sample(&bench);
    for item in fresh.assessment.items.iter_mut().take(2) {
        item.verdict = ItemVerdict::Up;
    }
    bench.answer(&mut part, &out, Answer::Assess(Box::new(fresh)));
    assert_eq!(part.item().map(|i| i.code.as_str()), Some("G26-03"));
}

#[test]
fn another_key_between_forgets_the_first_press() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    bench.act(&mut part, Act::AssessSame);
    bench.rest(&mut part, 200);
    bench.act(&mut part, Act::ReviewNext);
    let out = bench.act(&mut part, Act::AssessSame);
    assert!(submitted(&out).is_none());
}

#[test]
fn what_the_desk_refuses_stands_beside_the_item_until_it_is_judged() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.with(|ctx| part.act(Act::EvidenceAdd, Some("D-000009"), None, 9, ctx));
    let why = Msg::new("assess-no-evidence").with("found", "D-000009");
    let refusal = api::Refusal::invalid(Msg::new("refused-fields")).fields(vec![("evidence".to_owned(), why)]);
    bench.done(&mut part, &out, Err(refusal));
    assert_eq!(part.refused["G26-01"][0].id, "assess-no-evidence");
    let out = bench.with(|ctx| part.act(Act::EvidenceAdd, Some("site:D-000001"), None, 9, ctx));
    assert_eq!(fields(&out)[1], pair("evidence", "site:D-000001"));
    let done = bench.kept("assessment.judge");
    bench.done(&mut part, &out, Ok(done));
    assert!(part.refused.is_empty());
}

#[test]
fn the_filter_goes_through_the_verdicts_and_keeps_the_item() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let counts: Vec<usize> = (0..5)
        .map(|_| {
            bench.act(&mut part, Act::AssessOnly);
            part.listed().len()
        })
        .collect();
    // Open: all four. Weak and not applicable: only the one under the cursor. Changed: the third.
    assert_eq!(counts, [4, 1, 1, 1, 4]);
}

#[test]
fn evidence_of_last_time_is_offered_first_and_what_is_there_is_not_offered() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    part.data.as_mut().unwrap().papers = vec![piece("D-000002"), piece("D-000001")];
    let offered: Vec<String> = part.papers("G26-01").into_iter().map(|p| p.reference).collect();
    assert_eq!(offered, ["D-000001", "D-000002"]);
}

#[test]
fn the_place_is_kept_as_it_moves() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.act(&mut part, Act::ReviewNext);
    assert!(matches!(out.effects.first(), Some(Effect::KeepDraft { text, .. }) if text == "G26-02"));
    assert!(bench.act(&mut part, Act::DetailDown).effects.is_empty());
}

#[test]
fn what_is_committed_is_asked_for_once() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench);
    let out = bench.with(|ctx| part.act(Act::EvidenceAdd, Some("D-000001"), None, 9, ctx));
    let done = bench.kept("assessment.judge");
    let done = bench.done(&mut part, &out, Ok(done));
    let news = bench.event(&mut part, Event::Desk(DeskEvent::Committed { seq: 9 }));
    let asks = |out: &Outcome| out.effects.iter().filter(|e| matches!(e, Effect::Ask { .. })).count();
    assert_eq!(asks(&done) + asks(&news), 1);
    let fresh = sample(&bench);
    let out = bench.answer(&mut part, &news, Answer::Assess(Box::new(fresh)));
    assert_eq!(asks(&out), 0);
}
