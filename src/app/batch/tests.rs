//! The screen of a batch, over a bench: which case opens next, and when the rest may be signed.

use super::*;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::asked;

fn line(n: u64, state: &str) -> BatchLine {
    BatchLine {
        id: Id::new(KindId::Case, n),
        rev: 1,
        state: state.into(),
        name: format!("Partner {n}"),
        band: "LOW".into(),
        triage: "unchanged".into(),
        rules: Vec::new(),
        by: String::new(),
        why: None,
    }
}

fn sheet(state: &str, sample: &[&str]) -> BatchSheet {
    BatchSheet {
        id: Some(Id::new(KindId::Batch, 1)),
        rev: 1,
        state: state.into(),
        verb: "partner.propose-review".into(),
        policy: "review-low@1".into(),
        bulk: Bulk::Sample,
        drawn_by: "mira".into(),
        size: sample.len(),
        sample: (1..).zip(sample).map(|(n, state)| line(n, state)).collect(),
        rest: (10..30).map(|n| line(n, "open")).collect(),
        ..BatchSheet::default()
    }
}

/// A batch that was just drawn, with this answer of the desk.
fn begun(bench: &mut Bench, sheet: BatchSheet) -> (Batch, Outcome) {
    let mut part = Batch { then: Then::GoOn, ..open(Id::new(KindId::Batch, 1)) };
    let out = bench.open(&mut part);
    let out = bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet)));
    (part, out)
}

fn opened(out: &Outcome) -> String {
    match &out.next {
        Next::Open(part) => part.id(),
        _ => String::new(),
    }
}

#[test]
fn after_the_draw_the_first_open_case_of_the_sample_opens() {
    let mut bench = Bench::new();
    let (_, out) = begun(&mut bench, sheet("drawn", &["approved", "open", "open"]));
    assert_eq!(opened(&out), "review R-000002");
}

#[test]
fn after_a_decision_the_next_one_opens_and_after_the_last_the_confirm_of_the_rest() {
    let mut bench = Bench::new();
    let (mut part, _) = begun(&mut bench, sheet("drawn", &["open", "open"]));
    let mut done = bench.kept("case.approve");
    done.ids = vec![Id::new(KindId::Case, 1)];
    let out = bench.event(&mut part, Event::Done { ticket: Ticket(99), done: Ok(done.clone()) });
    let out = bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet("drawn", &["approved", "open"]))));
    assert_eq!(opened(&out), "review R-000002");
    (done.seq, done.ids) = (8, vec![Id::new(KindId::Case, 2)]);
    let out = bench.event(&mut part, Event::Done { ticket: Ticket(98), done: Ok(done) });
    let out = bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet("drawn", &["approved", "approved"]))));
    let Next::Open(confirm) = &out.next else { panic!("no confirm") };
    let confirm = confirm.as_any().downcast_ref::<Confirm>().unwrap();
    assert_eq!((confirm.verb.as_str(), confirm.challenge.as_deref()), ("batch.approve", Some("20")));
}

#[test]
fn a_dissolved_batch_opens_nothing_and_a_decision_elsewhere_neither() {
    let mut bench = Bench::new();
    let (mut part, _) = begun(&mut bench, sheet("drawn", &["open", "open"]));
    let mut done = bench.kept("case.reject");
    done.ids = vec![Id::new(KindId::Case, 1), Id::new(KindId::Batch, 1)];
    let out = bench.event(&mut part, Event::Done { ticket: Ticket(99), done: Ok(done) });
    let out = bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet("dissolved", &["rejected", "open"]))));
    assert!(matches!(out.next, Next::Stay));
    let mut other = bench.kept("case.approve");
    other.ids = vec![Id::new(KindId::Case, 77)];
    let out = bench.event(&mut part, Event::Done { ticket: Ticket(98), done: Ok(other) });
    assert!(asked(&out).is_none());
}

#[test]
fn a_decision_costs_one_question_whichever_of_its_news_comes_first() {
    for news_first in [true, false] {
        let mut bench = Bench::new();
        let (mut part, _) = begun(&mut bench, sheet("drawn", &["open", "open"]));
        let mut done = bench.kept("case.approve");
        done.ids = vec![Id::new(KindId::Case, 1)];
        let answer = Event::Done { ticket: Ticket(99), done: Ok(done) };
        let news = Event::Desk(api::Event::Committed { seq: 7 });
        let (one, other) = if news_first { (news, answer) } else { (answer, news) };
        let first = bench.event(&mut part, one);
        assert!(asked(&bench.event(&mut part, other.clone())).is_none());
        let after = bench.answer(&mut part, &first, Answer::Batch(Box::new(sheet("drawn", &["approved", "open"]))));
        assert_eq!(opened(&after), "review R-000002");
        // News that come late say nothing new; another entry does.
        if !news_first {
            assert!(asked(&bench.event(&mut part, other)).is_none());
        }
        assert!(asked(&bench.event(&mut part, Event::Desk(api::Event::Committed { seq: 8 }))).is_some());
    }
}

#[test]
fn an_answer_on_its_way_from_before_a_decision_decides_nothing() {
    let mut bench = Bench::new();
    let (mut part, _) = begun(&mut bench, sheet("drawn", &["open", "open"]));
    let before = bench.event(&mut part, Event::Desk(api::Event::Committed { seq: 6 }));
    let mut done = bench.kept("case.approve");
    done.ids = vec![Id::new(KindId::Case, 1)];
    bench.event(&mut part, Event::Done { ticket: Ticket(99), done: Ok(done) });
    let again = bench.answer(&mut part, &before, Answer::Batch(Box::new(sheet("drawn", &["open", "open"]))));
    assert!(matches!(again.next, Next::Stay));
    let after = bench.answer(&mut part, &again, Answer::Batch(Box::new(sheet("drawn", &["approved", "open"]))));
    assert_eq!(opened(&after), "review R-000002");
}

#[test]
fn after_a_question_that_failed_the_next_answer_opens_nothing_by_itself() {
    let mut bench = Bench::new();
    let (mut part, _) = begun(&mut bench, sheet("drawn", &["open", "open"]));
    let out = bench.act(&mut part, Act::CaseApprove);
    let ticket = asked(&out).unwrap().0;
    let why = crate::app::testing::stale(Vec::new());
    let out = bench.event(&mut part, Event::Answer { ticket, answer: Err(why) });
    assert_eq!(out.status.as_ref().map(|(_, tone)| *tone), Some(Tone::Danger));
    let out = bench.event(&mut part, Event::Desk(api::Event::Committed { seq: 9 }));
    let out = bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet("drawn", &["open", "open"]))));
    assert!(matches!(out.next, Next::Stay));
}

#[test]
fn the_desks_reason_keeps_the_rest_from_being_signed() {
    let mut bench = Bench::new();
    let barred = Some(Msg::new("batch-not-drawer").with("by", "bo"));
    let sheet = BatchSheet { barred, ..sheet("drawn", &["approved"]) };
    let mut confirm = approval(&sheet, Id::new(KindId::Batch, 1));
    bench.rest(&mut confirm, 200);
    bench.type_into(&mut confirm, "20");
    let out = bench.act(&mut confirm, Act::ConfirmSubmit);
    assert!(bench.sent(&out).is_none());
}

#[test]
fn a_draw_sends_what_goes_in_and_names_what_does_not() {
    let mut bench = Bench::new();
    let mut plan = sheet("", &[]);
    plan.left =
        vec![BatchLine { why: Some(Msg::new("batch-never-approved").with("subject", "P-1")), ..line(5, "open") }];
    plan.size = 5;
    let mut confirm = question(&plan);
    assert_eq!(confirm.facts.iter().filter(|fact| fact.label == "bulk-fact-not").count(), 1);
    bench.rest(&mut confirm, 200);
    bench.type_into(&mut confirm, "20");
    let out = bench.act(&mut confirm, Act::ConfirmSubmit);
    let api::Act::Create { kind: KindId::Batch, fields } = &bench.sent(&out).unwrap().act else { panic!() };
    assert_eq!(fields[0].value.items().len(), 20);
}
