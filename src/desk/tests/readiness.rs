//! What the assessment screen and the readiness panel are told by a whole desk.

use super::*;
use crate::api::AssessView;
use crate::api::ReadinessSheet;
use crate::domain::checklist::ItemVerdict;

fn assess(desk: &Local, of: &str) -> AssessView {
    match ask(desk, &Query::Assess { of: of.parse().unwrap(), operator: "bo".into() }) {
        Answer::Assess(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn ready(desk: &Local, list: &str) -> Vec<ReadinessSheet> {
    match ask(desk, &Query::Readiness { list: list.into() }) {
        Answer::Readiness(found) => found.sheets,
        other => panic!("{other:?}"),
    }
}

fn changed(view: &AssessView) -> Vec<String> {
    let mut ids: Vec<String> = view.lines.iter().flat_map(|l| &l.changed).map(|m| m.id.to_string()).collect();
    ids.dedup();
    ids
}

#[test]
fn last_time_stands_beside_each_item_and_a_changed_document_is_named() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let first = bench.assessed(&desk, &id);
    assert!(assess(&desk, &first).last.is_none());
    let second = bench.assessment(&desk, "bo", &id, "EU-AEO");
    let view = assess(&desk, &id);
    assert_eq!((view.shown.id.to_string(), view.last.as_ref().unwrap().id.to_string()), (second.clone(), first));
    assert!(view.lines.iter().all(|l| l.last.as_ref().is_some_and(|i| i.verdict == ItemVerdict::Up)));
    assert_eq!(changed(&view), Vec::<String>::new());
    let paper = bench.paper(&desk, &id);
    assert!(view.papers.iter().any(|p| p.reference == paper && p.state == "accepted"));
    let fields = assigns(&[("number", "another")]);
    bench.act(&desk, "lin", Act::Change { id: paper.parse().unwrap(), expect_rev: None, fields }).unwrap();
    assert_eq!(changed(&assess(&desk, &second)), ["assess-changed-edited"]);
}

#[test]
fn a_partner_nobody_assessed_says_so() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let query = Query::Assess { of: id, operator: "bo".into() };
    let refused = desk.ask(&query, &AtomicBool::new(false)).unwrap_err();
    assert_eq!(refused.msg.id, "assess-never");
}

#[test]
fn readiness_counts_the_platforms_own_items_and_not_those_of_partners() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let never = ready(&desk, "GEN-2026").remove(0);
    assert_eq!((never.assessment, never.open.len(), never.standing.as_str()), (None, 68, "incomplete"));
    bench.assessment(&desk, "bo", &id, "GEN-2026");
    let fields = [("checklist", Value::Text("GEN-2026".into()))];
    let own = bench.create(&desk, "bo", KindId::Assessment, &fields).unwrap().ids[0];
    let paper = bench.paper(&desk, &id);
    let judge = |words: &[(&str, &str)]| {
        bench.verb(&desk, "bo", "assessment.judge", &own.to_string(), words).unwrap();
    };
    judge(&[("item", "G26-01,G26-02"), ("verdict", "UP"), ("evidence", &paper)]);
    let action = [("comment", "late"), ("action_owner", "lin"), ("action_due", "2026-12-31")];
    judge(&[&[("item", "G26-05"), ("verdict", "BASIC")], action.as_slice()].concat());
    let sheet = ready(&desk, "gen-2026").remove(0);
    assert_eq!((sheet.assessment, sheet.total, sheet.open.len()), (Some(own), 99, 65));
    let first = sheet.categories[0];
    assert_eq!((first.up, first.basic, first.total()), (2, 1, 11));
    // A list nobody ever used is named when it is asked for; without a name those in force are there.
    assert!(ready(&desk, "").iter().any(|s| s.code == "GEN-2026"));
    let refused = desk.ask(&Query::Readiness { list: "GEN-1999".into() }, &AtomicBool::new(false)).unwrap_err();
    assert_eq!(refused.ground, Ground::NotFound);
}

#[test]
fn evidence_that_ran_out_counts_as_not_judged() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let fields = [("checklist", Value::Text("GEN-2026".into()))];
    let own = bench.create(&desk, "bo", KindId::Assessment, &fields).unwrap().ids[0].to_string();
    let paper = bench.paper(&desk, &id);
    let words = [("item", "G26-01"), ("verdict", "UP"), ("evidence", paper.as_str())];
    bench.verb(&desk, "bo", "assessment.judge", &own, &words).unwrap();
    let fields = vec![Assign { path: "valid_to".into(), value: Value::Date("2026-11-20".parse().unwrap()) }];
    bench.act(&desk, "lin", Act::Change { id: paper.parse().unwrap(), expect_rev: None, fields }).unwrap();
    let sheet = ready(&desk, "GEN-2026").remove(0);
    assert!(sheet.open.contains(&"G26-01".to_owned()));
    assert_eq!((sheet.lapsing.len(), sheet.lapsing[0].item.as_str()), (1, "G26-01"));
}
