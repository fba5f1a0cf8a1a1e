//! The cover screen on a bench: where the cursor goes, what keys open.

use super::*;
use crate::api::At;
use crate::api::Shown;
use crate::api::cover::CertificateLine;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::asked;
use crate::domain::channel::Channel;
use crate::domain::finding::Hit;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::kind::Record;
use crate::domain::msg::Arg;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn certificate() -> Id {
    Id::new(KindId::Certificate, 3)
}

fn shown() -> Shown {
    let cover = Coverage { nr: "1".into(), expires: Some(day("2026-12-13")), ..Coverage::default() };
    let content =
        Certificate { number: "COI-7".into(), signed: true, coverages: vec![cover], ..Certificate::default() };
    let record = Record::from(content);
    let fields = KindId::Certificate.def().fields.iter().enumerate();
    Shown {
        id: certificate(),
        rev: 1,
        state: "deficient".into(),
        since: chrono::DateTime::UNIX_EPOCH,
        title: String::new(),
        fields: fields.map(|(n, f)| (f.name.to_owned(), record.at(n))).collect(),
        findings: Vec::new(),
        documents: Vec::new(),
        cases: Vec::new(),
        offers: Vec::new(),
        contributors: Vec::new(),
        lapses: Vec::new(),
        risk: None,
        cover: Vec::new(),
        proposals: Vec::new(),
        made_by: "ivo".into(),
        at: At::Now,
    }
}

fn line(rule: &str, gap: Option<(Severity, FindingState)>) -> CoverLine {
    let finding = gap.map(|(severity, state)| Finding {
        subject: certificate(),
        hit: Hit {
            rule: rule.into(),
            slot: "WAYFAIR.CGL".into(),
            severity,
            msg: Msg::new("finding-ins-03"),
            due: None,
            bound: String::new(),
        },
        state,
        until: None,
    });
    CoverLine {
        rule: rule.into(),
        part: "CGL".into(),
        label: None,
        need: Arg::Text("1000000 USD".into()),
        has: Arg::Text("900000 USD".into()),
        gap: gap.map(|(severity, _)| severity),
        finding,
    }
}

fn view(lines: Vec<CoverLine>) -> CoverView {
    let block = CoverBlock {
        profile: Id::new(KindId::Profile, 4),
        code: "WAYFAIR".into(),
        title_en: "Wayfair".into(),
        title_zh: String::new(),
        channel: Channel::Wayfair,
        why: Msg::new("profile-why-channel"),
        certificate: Some(CertificateLine {
            id: certificate(),
            state: "deficient".into(),
            insured: "Lumen".into(),
            number: "COI-7".into(),
            expires: Some(day("2026-12-13")),
            sha256: String::new(),
        }),
        lines,
        beside: Vec::new(),
        effect: ChannelEffect::Blocking,
    };
    let partner = Id::new(KindId::Partner, 40);
    CoverView { shown: shown(), partner, name: "Lumen".into(), today: day("2026-11-23"), blocks: vec![block] }
}

fn opened(bench: &mut Bench, lines: Vec<CoverLine>) -> Cover {
    let mut part = open(certificate());
    let out = bench.open(&mut part);
    bench.answer(&mut part, &out, Answer::Cover(Box::new(view(lines))));
    part
}

const OPEN: Option<(Severity, FindingState)> = Some((Severity::High, FindingState::Open));

#[test]
fn the_cursor_begins_on_a_gap_nobody_answered_and_tab_goes_on_to_the_next_one() {
    let mut bench = Bench::new();
    let waived = Some((Severity::High, FindingState::Waived));
    let lines = vec![line("INS-03", waived), line("INS-04", OPEN), line("INS-05", None), line("INS-06", OPEN)];
    let mut part = opened(&mut bench, lines);
    assert_eq!(part.item().unwrap().rule(), "INS-04");
    bench.act(&mut part, Act::ReviewNextOpen);
    assert_eq!(part.item().unwrap().rule(), "INS-06");
    bench.act(&mut part, Act::ReviewNextOpen);
    assert_eq!(part.item().unwrap().rule(), "INS-04", "around the end");
    bench.act(&mut part, Act::ReviewPrevOpen);
    assert_eq!(part.item().unwrap().rule(), "INS-06");
}

#[test]
fn a_gap_that_was_closed_keeps_its_line_under_the_cursor() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench, vec![line("INS-03", OPEN), line("INS-04", OPEN)]);
    bench.act(&mut part, Act::ReviewNext);
    let out = bench.event(&mut part, Event::Desk(DeskEvent::Committed { seq: 9 }));
    assert!(asked(&out).is_some());
    let fresh = view(vec![line("INS-03", OPEN), line("INS-04", None)]);
    bench.answer(&mut part, &out, Answer::Cover(Box::new(fresh)));
    assert_eq!((part.item().unwrap().rule(), part.item().unwrap().gap()), ("INS-04", None));
}

#[test]
fn marked_gaps_are_waived_in_one_case() {
    let mut bench = Bench::new();
    let lines = vec![line("INS-04", OPEN), line("INS-05", None), line("INS-06", OPEN)];
    let mut part = opened(&mut bench, lines);
    bench.act(&mut part, Act::MarkAll);
    assert_eq!(part.marks.len(), 2);
    let Next::Open(mut prompt) = bench.digit(&mut part, "2").next else { panic!("a prompt opens") };
    bench.act(prompt.as_mut(), Act::InputNewer);
    bench.type_into(prompt.as_mut(), "both are corrected");
    let Next::Replace(mut confirm) = bench.act(prompt.as_mut(), Act::InputAccept).next else { panic!("a confirm") };
    bench.rest(confirm.as_mut(), 200);
    bench.type_into(confirm.as_mut(), "003");
    let out = bench.act(confirm.as_mut(), Act::ConfirmSubmit);
    let command = bench.sent(&out).unwrap();
    let crate::api::Act::React { finding, also, .. } = &command.act else { panic!("{command:?}") };
    assert_eq!((finding.rule.as_str(), also.len()), ("INS-04", 1));
    assert_eq!(also[0].rule, "INS-06");
}

#[test]
fn a_digit_on_a_line_in_order_says_that_there_is_no_gap_and_two_proposes_the_end_of_the_policy() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench, vec![line("INS-04", OPEN), line("INS-05", None)]);
    assert_eq!(part.until(day("2026-11-23")), day("2026-12-13"), "sixty days are longer than the policy");
    assert_eq!(part.until(day("2026-09-01")), day("2026-10-31"));
    let out = bench.digit(&mut part, "2");
    assert!(matches!(out.next, Next::Open(ref part) if part.id().contains("finding.waive")));
    bench.act(&mut part, Act::ReviewNext);
    let out = bench.digit(&mut part, "2");
    assert!(matches!(out.next, Next::Stay));
    assert_eq!(out.status.unwrap().0.id, "cover-no-gap");
}

#[test]
fn a_renewal_asks_what_only_its_paper_says_and_goes_on_the_day_after() {
    let mut bench = Bench::new();
    let mut part = opened(&mut bench, vec![line("INS-14", OPEN)]);
    let out = bench.act(&mut part, Act::RecordNew);
    let Next::Open(mut prompt) = out.next else { panic!("a prompt opens") };
    bench.type_into(prompt.as_mut(), "COI-8");
    bench.act(prompt.as_mut(), Act::InputNewer);
    bench.type_into(prompt.as_mut(), "2026-12-01");
    (0..3).for_each(|_| drop(bench.act(prompt.as_mut(), Act::InputNewer)));
    let out = bench.act(prompt.as_mut(), Act::InputAccept);
    let Next::Replace(form) = out.next else { panic!("the form follows: {:?}", out.status) };
    let form = form.as_any().downcast_ref::<form::Form>().unwrap();
    let line = |path: &str| form.sheet.cell(form.sheet.find(path).unwrap()).unwrap().line.text().to_owned();
    assert_eq!((line("number"), line("replaces")), ("COI-8".to_owned(), "C-000003".to_owned()));
    assert_eq!(line("coverages[1].effective"), "2026-12-14");
    assert_eq!(line("coverages[1].expires"), "2027-12-13");
    let signed = form.sheet.assigns().into_iter().find(|a| a.path == "signed");
    assert_ne!(signed.map(|a| a.value), Some(Value::Flag(true)), "nobody has said that it is signed");
}
