//! Tests of taking fields over: what one key does, what it does not, what is written at once and what is kept.

use super::Extract;
use super::Fate;
use super::Mode;
use super::blank;
use super::item;
use super::open;
use crate::api;
use crate::api::Answer;
use crate::api::Ground;
use crate::api::Refusal;
use crate::api::Shown;
use crate::api::extract::ExtractSheet;
use crate::api::reading::Form;
use crate::api::reading::Paper;
use crate::api::reading::Proposal;
use crate::api::reading::Reading;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Outcome;
use crate::app::Part;
use crate::app::Ticket;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::asked;
use crate::app::testing::submitted;
use crate::domain::document::FileRef;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use proptest::prelude::*;

fn id(text: &str) -> Id {
    text.parse().unwrap()
}

fn said(out: &Outcome) -> &str {
    out.status.as_ref().map_or("", |(msg, _)| msg.id.as_ref())
}

fn proposal(path: &str, value: Value, row: usize, confidence: u8) -> Proposal {
    let (path, line, printed) = (path.to_owned(), format!("line {row}"), value.to_string());
    let why = value.is_empty().then(|| Msg::new("coi-which-dollar").with("found", "$ 5"));
    Proposal { path, printed, value, why, page: 1, row, line, confidence }
}

/// Form, day, insured, two of a cover, an amount in some dollar.
fn proposals() -> Vec<Proposal> {
    let text = |text: &str| Value::Text(text.to_owned());
    vec![
        proposal("form", Value::Code("ACORD25".into()), 1, 90),
        proposal("issued_on", Value::Date("2026-06-12".parse().unwrap()), 2, 95),
        proposal("insured", text("Hangzhou Qiantang"), 3, 95),
        proposal("coverages[1].cover", Value::Code("CGL".into()), 4, 90),
        proposal("coverages[1].policy_no", text("GL-1"), 5, 95),
        proposal("coverages[1].deductible", Value::Null, 6, 0),
    ]
}

fn paper(proposals: Vec<Proposal>) -> Paper {
    let text = (1..=40).map(|n| format!("line {n}\n")).collect();
    Paper { reading: Reading { bytes: 9, form: Form::Pdf, pages_in_all: 1, pages: vec![text] }, proposals }
}

fn sheet(certificate: Option<Shown>) -> ExtractSheet {
    ExtractSheet {
        of: id("D-000001"),
        certificate,
        partner: id("P-000001"),
        title: "Qiantang".to_owned(),
        file: FileRef { name: "coi.pdf".to_owned(), sha256: "ab".repeat(32), bytes: 9 },
        refused: None,
    }
}

/// A certificate in a state, with a named insured somebody typed.
fn typed(bench: &Bench, state: &str) -> Shown {
    let fields = Certificate::FIELDS.iter().map(|f| (f.name.to_owned(), Value::Null));
    let mut fields: Vec<(String, Value)> = fields.collect();
    let mut set =
        |name: &str, value: Value| fields.iter_mut().filter(|(f, _)| f == name).for_each(|f| f.1 = value.clone());
    set("insured", Value::Text("Qiantang".into()));
    set("form", Value::Code("ACORD25".into()));
    set("issued_on", Value::Date("2026-06-12".parse().unwrap()));
    Shown {
        id: id("C-000009"),
        rev: 4,
        state: state.to_owned(),
        fields,
        ..crate::app::assess::tests::sample(bench).shown
    }
}

/// The screen with its paper, seen and rested on.
fn on_screen(bench: &mut Bench, sheet: ExtractSheet, paper: Paper) -> (Extract, Outcome) {
    let mut part = open(sheet.of);
    let out = bench.open(&mut part);
    let out = bench.answer(&mut part, &out, Answer::Extract(Box::new(sheet)));
    let Some(Effect::ReadPaper { ticket, .. }) = out.effects.first() else { panic!("nothing is read") };
    let out = bench.event(&mut part, Event::Paper { ticket: *ticket, paper: Ok(Box::new(paper)) });
    bench.rest(&mut part, 200);
    (part, out)
}

fn fresh(bench: &mut Bench) -> Extract {
    on_screen(bench, sheet(None), paper(proposals())).0
}

fn yes(bench: &mut Bench, part: &mut Extract) -> Outcome {
    bench.drawn(part);
    bench.act(part, Act::ConfirmYes)
}

fn at(part: &Extract) -> &str {
    part.item().map_or("", |i| &i.path)
}

fn kept(out: &Outcome) -> Option<(&str, &str)> {
    out.effects.iter().find_map(|e| match e {
        Effect::KeepDraft { place, text } => Some((place.as_str(), text.as_str())),
        _ => None,
    })
}

#[test]
fn one_key_a_field_and_everything_taken_is_one_command_and_then_it_is_extracted() {
    let mut bench = Bench::new();
    let mut part = fresh(&mut bench);
    for path in ["form", "issued_on", "insured", "coverages[1].cover"] {
        assert_eq!(at(&part), path);
        assert!(submitted(&bench.digit(&mut part, "1")).is_none(), "nothing is written before all is");
    }
    assert_eq!(at(&part), "coverages[1].policy_no");
    bench.digit(&mut part, "3");
    assert_eq!(at(&part), "coverages[1].deductible");
    assert_eq!(said(&bench.digit(&mut part, "1")), "extract-edit-it", "what cannot be read is not taken");
    let out = bench.digit(&mut part, "3");
    assert_eq!((said(&out), part.tally()), ("extract-all-decided", (4, 0, 2, 0)));
    let out = bench.act(&mut part, Act::ExtractWrite);
    let command = bench.sent(&out).unwrap();
    let api::Act::Create { fields, .. } = &command.act else { panic!("{:?}", command.act) };
    let paths: Vec<&str> = fields.iter().map(|f| f.path.as_str()).collect();
    let taken = ["form", "issued_on", "insured", "coverages[1].cover"];
    assert_eq!(paths, [&taken[..], &["partner", "file.name", "file.sha256", "file.bytes"][..]].concat());
    assert_eq!(said(&bench.act(&mut part, Act::ExtractWrite)), "sweep-sending", "and once");
    let done = api::Done { ids: vec![id("C-000009")], ..bench.kept("certificate.create") };
    let out = bench.done(&mut part, &out, Ok(done));
    let verb = bench.sent(&out).unwrap();
    assert!(matches!(&verb.act, api::Act::Verb { verb, id, .. } if verb == "certificate.extract" && id.number == 9));
    let done = api::Done { ids: vec![id("C-000009")], ..bench.kept("certificate.extract") };
    let out = bench.done(&mut part, &out, Ok(done));
    assert!(matches!(out.next, Next::Close));
    assert_eq!((said(&out), kept(&out)), ("extract-done", Some(("extract/D-000001", ""))));
}

#[test]
fn keys_typed_ahead_and_those_of_who_may_not_decide_nothing() {
    let mut bench = Bench::new();
    let mut part = open(id("D-000001"));
    let out = bench.open(&mut part);
    assert_eq!(said(&bench.digit(&mut part, "1")), "sweep-wait");
    let out = bench.answer(&mut part, &out, Answer::Extract(Box::new(sheet(None))));
    let Some(Effect::ReadPaper { ticket, .. }) = out.effects.first() else { panic!("nothing is read") };
    bench.event(&mut part, Event::Paper { ticket: *ticket, paper: Ok(Box::new(paper(proposals()))) });
    for act in [Act::ExtractAll, Act::ExtractWrite, Act::ExtractEdit] {
        assert_eq!(said(&bench.act(&mut part, act)), "sweep-typed-ahead");
    }
    assert_eq!(said(&bench.digit(&mut part, "1")), "sweep-typed-ahead");
    assert_eq!(part.tally().3, 6);
    let refused = Some(Msg::new("extract-over").with("id", "C-000009"));
    let (mut part, _) = on_screen(&mut bench, ExtractSheet { refused, ..sheet(None) }, paper(proposals()));
    assert_eq!(said(&bench.digit(&mut part, "1")), "extract-over");
    assert_eq!(part.tally().3, 6);
}

#[test]
fn the_surest_are_accepted_together_after_one_question_and_taken_back_together() {
    let mut bench = Bench::new();
    let mut part = fresh(&mut bench);
    bench.act(&mut part, Act::ExtractAll);
    assert_eq!(part.mode, Mode::All(95, 3));
    // A yes typed with the key that asked is no answer.
    bench.act_same_read(&mut part, Act::ConfirmYes);
    assert_eq!(part.tally(), (0, 0, 0, 6));
    yes(&mut bench, &mut part);
    assert_eq!((part.tally(), at(&part)), ((3, 0, 0, 3), "form"));
    bench.act(&mut part, Act::ExtractAll);
    assert_eq!(part.mode, Mode::All(90, 2));
    yes(&mut bench, &mut part);
    assert_eq!((part.tally(), at(&part)), ((5, 0, 0, 1), "coverages[1].deductible"));
    assert_eq!(said(&bench.act(&mut part, Act::ExtractAll)), "extract-none-sure");
    bench.act(&mut part, Act::Undo);
    assert_eq!(part.tally(), (3, 0, 0, 3));
    bench.act(&mut part, Act::Undo);
    assert_eq!(part.tally(), (0, 0, 0, 6));
    assert_eq!(said(&bench.act(&mut part, Act::Undo)), "extract-nothing-to-take-back");
    bench.act(&mut part, Act::ExtractAll);
    bench.act(&mut part, Act::ConfirmNo);
    assert_eq!((part.mode, part.tally()), (Mode::Deciding, (0, 0, 0, 6)));
}

#[test]
fn what_somebody_typed_is_not_replaced_without_a_yes() {
    let mut bench = Bench::new();
    let shown = typed(&bench, "received");
    let (mut part, _) = on_screen(&mut bench, sheet(Some(shown)), paper(proposals()));
    assert_eq!(part.items[0].fate, Fate::Same, "what the record says already is no work");
    assert_eq!(at(&part), "insured");
    bench.act(&mut part, Act::ExtractAll);
    assert_eq!(part.mode, Mode::All(95, 1), "the policy's number, not the name somebody typed");
    bench.act(&mut part, Act::ConfirmNo);
    bench.digit(&mut part, "1");
    assert_eq!((part.mode, &part.items[2].fate), (Mode::Replace, &Fate::Open));
    bench.act(&mut part, Act::ConfirmNo);
    assert_eq!(part.items[2].fate, Fate::Open);
    bench.digit(&mut part, "1");
    yes(&mut bench, &mut part);
    assert_eq!(part.items[2].fate, Fate::Accepted);
    // What is left open is asked about, then left as it is.
    bench.act(&mut part, Act::ExtractWrite);
    assert_eq!(part.mode, Mode::Write(3));
    let out = yes(&mut bench, &mut part);
    let command = bench.sent(&out).unwrap();
    let api::Act::Change { expect_rev: Some(4), fields, .. } = &command.act else { panic!("{:?}", command.act) };
    assert_eq!(fields.iter().map(|f| f.path.as_str()).collect::<Vec<_>>(), ["insured"]);
}

#[test]
fn a_certificate_beyond_its_first_state_is_changed_and_stays_in_its_life_cycle() {
    let mut bench = Bench::new();
    let shown = typed(&bench, "in_review");
    let (mut part, _) = on_screen(&mut bench, sheet(Some(shown)), paper(proposals()));
    assert_eq!(said(&bench.act(&mut part, Act::ExtractWrite)), "extract-nothing-taken");
    bench.digit(&mut part, "1");
    yes(&mut bench, &mut part);
    bench.act(&mut part, Act::ExtractWrite);
    let out = yes(&mut bench, &mut part);
    let done = api::Done { ids: vec![id("C-000009")], ..bench.kept("certificate.change") };
    let out = bench.done(&mut part, &out, Ok(done));
    assert!(submitted(&out).is_none() && matches!(out.next, Next::Close));
}

#[test]
fn a_typed_value_is_read_by_its_field_and_esc_drops_it() {
    let mut bench = Bench::new();
    let mut part = fresh(&mut bench);
    bench.act(&mut part, Act::ReviewNext);
    bench.digit(&mut part, "2");
    assert_eq!((part.mode, part.line.text()), (Mode::Typing, "2026-06-12"));
    bench.act(&mut part, Act::TextDeleteStart);
    bench.type_into(&mut part, "some day");
    bench.act(&mut part, Act::InputAccept);
    assert_eq!((part.mode, part.wrong.len()), (Mode::Typing, 1));
    bench.act(&mut part, Act::InputCancel);
    assert_eq!((part.mode, &part.items[1].fate), (Mode::Deciding, &Fate::Open));
    bench.act(&mut part, Act::ExtractEdit);
    bench.act(&mut part, Act::TextDeleteStart);
    bench.type_into(&mut part, "2026-06-13");
    bench.act(&mut part, Act::InputAccept);
    assert_eq!(part.items[1].fate, Fate::Typed(Value::Date("2026-06-13".parse().unwrap())));
    // Typing what is printed is accepting it.
    bench.act(&mut part, Act::ExtractEdit);
    bench.act(&mut part, Act::InputAccept);
    assert_eq!(part.items[2].fate, Fate::Accepted);
    // Codes are completed.
    bench.act(&mut part, Act::ExtractEdit);
    bench.act(&mut part, Act::TextDeleteStart);
    bench.type_into(&mut part, "um");
    bench.act(&mut part, Act::InputComplete);
    assert_eq!(part.line.text(), "UMB");
}

#[test]
fn what_a_certificate_cannot_be_without_is_asked_for_before_anything_is_written() {
    let mut bench = Bench::new();
    let few = proposals().into_iter().filter(|p| !["issued_on", "coverages[1].cover"].contains(&p.path.as_str()));
    let (mut part, _) = on_screen(&mut bench, sheet(None), paper(few.collect()));
    assert_eq!(part.items.last().map(|i| i.path.as_str()), Some("coverages[1].cover"));
    assert_eq!(said(&bench.act(&mut part, Act::ExtractWrite)), "extract-lacking");
    bench.act(&mut part, Act::ReviewPrev);
    bench.act(&mut part, Act::ReviewPrev);
    while at(&part) != "issued_on" {
        bench.act(&mut part, Act::ReviewNext);
    }
    assert_eq!(said(&bench.digit(&mut part, "1")), "extract-not-found");
    assert_eq!(said(&bench.digit(&mut part, "3")), "extract-required");
    bench.digit(&mut part, "2");
    bench.type_into(&mut part, "2026-06-12");
    bench.act(&mut part, Act::InputAccept);
    bench.act(&mut part, Act::ExtractAll);
    yes(&mut bench, &mut part);
    bench.act(&mut part, Act::ExtractAll);
    yes(&mut bench, &mut part);
    // The policy number is taken, so that its kind of cover is wanted.
    assert_eq!(said(&bench.act(&mut part, Act::ExtractWrite)), "extract-lacking");
    assert_eq!(at(&part), "coverages[1].cover");
    bench.act(&mut part, Act::ReviewPrev);
    while at(&part) != "coverages[1].policy_no" {
        bench.act(&mut part, Act::ReviewPrev);
    }
    bench.digit(&mut part, "3");
    bench.act(&mut part, Act::ExtractWrite);
    assert_eq!(part.mode, Mode::Write(2), "of a cover nothing is taken of nothing is wanted");
}

#[test]
fn the_place_and_what_was_decided_come_back_unless_the_record_moved_on() {
    let mut bench = Bench::new();
    let mut part = fresh(&mut bench);
    bench.digit(&mut part, "1");
    bench.act(&mut part, Act::ReviewNext);
    bench.digit(&mut part, "3");
    assert_eq!(part.tally().2, 0, "the named insured cannot be left empty");
    bench.digit(&mut part, "1");
    assert_eq!(part.draft().map(|d| d.0), Some("extract/D-000001".to_owned()), "a hang-up loses nothing");
    let out = bench.act(&mut part, Act::Back);
    assert!(matches!(out.next, Next::Close));
    let (place, text) = kept(&out).unwrap();
    bench.drafts.insert(place.to_owned(), text.to_owned());
    let (again, out) = on_screen(&mut bench, sheet(None), paper(proposals()));
    assert_eq!((said(&out), again.tally(), at(&again)), ("extract-taken-up", (2, 0, 0, 4), "coverages[1].cover"));
    let other = ExtractSheet { file: FileRef { sha256: "cd".repeat(32), ..FileRef::default() }, ..sheet(None) };
    let (other, out) = on_screen(&mut bench, other, paper(proposals()));
    assert_eq!((said(&out), other.tally().0), ("", 0));
}

#[test]
fn a_refusal_stands_beside_the_field_and_nothing_decided_is_lost() {
    let mut bench = Bench::new();
    let shown = typed(&bench, "received");
    let (mut part, _) = on_screen(&mut bench, sheet(Some(shown.clone())), paper(proposals()));
    bench.act(&mut part, Act::ExtractAll);
    yes(&mut bench, &mut part);
    part.act_on("coverages[1].cover");
    bench.digit(&mut part, "1");
    bench.act(&mut part, Act::ExtractWrite);
    let out = yes(&mut bench, &mut part);
    let why = Msg::new("value-not-a-day");
    let refusal = Refusal::invalid(Msg::new("refused-fields")).fields(vec![("coverages".to_owned(), why)]);
    bench.done(&mut part, &out, Err(refusal));
    assert_eq!((part.wrong.len(), at(&part), part.tally().0), (2, "coverages[1].cover", 2));
    bench.act(&mut part, Act::ExtractWrite);
    let out = yes(&mut bench, &mut part);
    let stale = Refusal::new(Ground::Stale, Msg::new("review-data").with("text", "stale"));
    let out = bench.done(&mut part, &out, Err(stale));
    assert!(asked(&out).is_some(), "the record is looked at again");
    let moved = Shown { rev: 5, ..shown };
    bench.answer(&mut part, &out, Answer::Extract(Box::new(sheet(Some(moved)))));
    assert_eq!(part.tally().0, 2);
}

#[test]
fn what_no_program_reads_is_typed_in_a_form_that_has_partner_and_copy() {
    let mut bench = Bench::new();
    let reading =
        |form, pages_in_all, pages: usize| Reading { bytes: 9, form, pages_in_all, pages: vec![String::new(); pages] };
    for (read, words) in [
        (reading(Form::Scan, 2, 0), "reading-scan"),
        (reading(Form::Encrypted, 0, 0), "reading-encrypted"),
        (reading(Form::Damaged, 0, 0), "reading-damaged"),
        (reading(Form::Image, 0, 0), "reading-image"),
        (reading(Form::Other, 0, 0), "reading-other"),
        (reading(Form::Pdf, 500, 200), "extract-too-long"),
        (reading(Form::Pdf, 1, 1), "extract-nothing-found"),
    ] {
        let paper = Paper { reading: read, proposals: Vec::new() };
        let (mut part, _) = on_screen(&mut bench, sheet(None), paper);
        assert_eq!(part.by_hand().map(|why| why.id.to_string()).as_deref(), Some(words));
        assert_eq!(said(&bench.digit(&mut part, "1")), "extract-type-it");
        let Next::Open(form) = bench.act(&mut part, Act::ExtractEdit).next else { panic!("{words}: no form") };
        assert_eq!((form.id().as_str(), form.draft()), ("form certificate", None), "it is not typed in yet");
        // The form above is saved.
        let done = api::Done { ids: vec![id("C-000009")], ..bench.kept("certificate.create") };
        let ticket = Ticket(9_999);
        let out = bench.event(&mut part, Event::Done { ticket, done: Ok(done) });
        assert!(
            matches!(bench.sent(&out).map(|c| &c.act), Some(api::Act::Verb { verb, .. }) if verb == "certificate.extract")
        );
    }
    // Of a paper that is read, other people's forms are none of its business.
    let mut part = fresh(&mut bench);
    let done = api::Done { ids: vec![id("C-000009")], ..bench.kept("certificate.create") };
    let ticket = Ticket(9_999);
    assert!(bench.event(&mut part, Event::Done { ticket, done: Ok(done) }).effects.is_empty());
}

#[test]
fn the_text_moves_within_its_page_and_comes_back_with_the_next_field() {
    let mut bench = Bench::new();
    let mut part = fresh(&mut bench);
    bench.act(&mut part, Act::DetailUp);
    assert_eq!(part.moved, 0, "there is nothing above the first line");
    for _ in 0..9 {
        bench.act(&mut part, Act::DetailPageDown);
    }
    assert_eq!(part.moved, 39);
    bench.digit(&mut part, "1");
    assert_eq!(part.moved, 0);
}

impl Extract {
    fn act_on(&mut self, path: &str) {
        self.cursor = self.items.iter().position(|i| i.path == path).expect("no such field");
    }
}

proptest! {
    /// Whatever keys: what is written is what was accepted, nothing that differs was replaced without its yes, and the
    /// cursor stays on a field.
    #[test]
    fn only_what_was_accepted_is_taken(keys in proptest::collection::vec(0u8..8, 0..40)) {
        let mut bench = Bench::new();
        let shown = typed(&bench, "received");
        let (mut part, _) = on_screen(&mut bench, sheet(Some(shown)), paper(proposals()));
        let mut replaced = false;
        for key in keys {
            match key {
                0 | 1 => drop(bench.digit(&mut part, "1")),
                2 => drop(bench.digit(&mut part, "3")),
                3 => drop(bench.act(&mut part, Act::ExtractAll)),
                4 => {
                    replaced |= part.mode == Mode::Replace;
                    drop(yes(&mut bench, &mut part));
                }
                5 => drop(bench.act(&mut part, Act::Undo)),
                6 => drop(bench.act(&mut part, Act::ReviewNext)),
                _ => drop(bench.act(&mut part, Act::ConfirmNo)),
            }
            prop_assert!(part.cursor < part.items.len());
            for item in &part.items {
                let written = item.assign().is_some();
                prop_assert_eq!(written, item.fate == Fate::Accepted);
                prop_assert!(!written || item.readable().is_some());
                prop_assert!(!written || replaced || blank(&item.has), "{} was replaced", item.path);
            }
            let lacking = item::lacking(&part.items);
            prop_assert!(lacking.iter().all(|place| part.items[*place].assign().is_none()));
        }
    }
}
