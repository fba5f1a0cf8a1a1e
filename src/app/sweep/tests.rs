//! Tests of the sweep: what decides, what does not, what is journaled and what is kept.

use super::Fate;
use super::Mode;
use super::Sweep;
use super::open;
use crate::api;
use crate::api::Answer;
use crate::api::Ground;
use crate::api::Listing;
use crate::api::Refusal;
use crate::api::check::CheckSheet;
use crate::api::query::Row;
use crate::api::reading::Form;
use crate::api::reading::Reading;
use crate::app::Effect;
use crate::app::Event;
use crate::app::Outcome;
use crate::app::part::Next;
use crate::app::testing::Bench;
use crate::app::testing::submitted;
use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::document::FileRef;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;

fn id(n: u64) -> Id {
    format!("D-{n:06}").parse().unwrap()
}

fn sheet(n: u64, rekey: &[Rekey]) -> CheckSheet {
    CheckSheet {
        id: id(n),
        rev: 3,
        state: "received".to_owned(),
        document: Document {
            code: DocCode::Lic,
            number: "LIC-2026-0123456".to_owned(),
            valid_to: Some("2028-05-31".parse().unwrap()),
            file: FileRef { name: "lic.pdf".to_owned(), sha256: "ab".repeat(32), bytes: 9 },
            ..Document::default()
        },
        partner: "P-000001".parse().unwrap(),
        title: "Nordlicht".to_owned(),
        names: vec!["Nordlicht OÜ".to_owned()],
        points: vec![CheckPoint::Name, CheckPoint::Number, CheckPoint::Validity],
        rekey: rekey.to_vec(),
        rekey_last: Some(6),
        filed_by: "lin".to_owned(),
        findings: Vec::new(),
        refused: None,
        own: false,
    }
}

fn reading(form: Form) -> Reading {
    let pages = if form.readable() { vec!["Nordlicht OU\nNo. LIC-2026-0123456".to_owned()] } else { Vec::new() };
    Reading { bytes: 9, form, pages_in_all: 1, pages }
}

/// A sweep of so many documents, none on the screen yet.
fn begun(bench: &mut Bench, n: u64) -> (Sweep, Outcome) {
    let mut sweep = open("", None);
    let out = bench.open(&mut sweep);
    let rows = (1..=n).map(|n| Row { id: id(n).to_string(), cells: Vec::new() }).collect();
    let listing = Listing { matched: 3, rows, ..Listing::default() };
    let out = bench.answer(&mut sweep, &out, Answer::List(listing));
    (sweep, out)
}

/// Brings a document on the screen and lets it rest there.
fn show(bench: &mut Bench, sweep: &mut Sweep, out: &Outcome, sheet: CheckSheet, form: Form) {
    let out = bench.answer(sweep, out, Answer::Check(Box::new(sheet)));
    let Some(Effect::ReadText { ticket, .. }) = out.effects.first() else { panic!("nothing is read") };
    bench.event(sweep, Event::Text { ticket: *ticket, reading: Ok(Box::new(reading(form))) });
    bench.rest(sweep, 200);
}

fn said(out: &Outcome) -> &str {
    out.status.as_ref().map_or("", |(msg, _)| msg.id.as_ref())
}

#[test]
fn all_in_order_and_accepted_goes_on_and_says_what_was_checked() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 2);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Pdf);
    assert_eq!(said(&bench.digit(&mut sweep, "1")), "sweep-points-open");
    bench.act(&mut sweep, Act::SweepAll);
    let out = bench.digit(&mut sweep, "1");
    let command = bench.sent(&out).unwrap();
    let checked = command.seen.as_ref().unwrap().checked.as_ref().unwrap();
    assert_eq!((checked.points.len(), checked.open.len(), checked.opened.len()), (3, 0, 64));
    assert!(matches!(&command.act, api::Act::Verb { verb, expect_rev: Some(3), .. } if verb == "document.accept"));
    let done = bench.kept("document.accept");
    let out = bench.done(&mut sweep, &out, Ok(done));
    assert_eq!((sweep.at, sweep.tally()), (1, (1, 0, 0)));
    show(&mut bench, &mut sweep, &out, sheet(2, &[]), Form::Pdf);
    assert!(sweep.ticked.is_empty(), "the ticks of one document are not another's");
}

#[test]
fn keys_typed_ahead_decide_nothing() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 1);
    let out = bench.answer(&mut sweep, &out, Answer::Check(Box::new(sheet(1, &[]))));
    assert!(!out.effects.is_empty());
    sweep.opened = true;
    assert_eq!(said(&bench.act(&mut sweep, Act::SweepAll)), "sweep-typed-ahead");
    assert_eq!(said(&bench.digit(&mut sweep, "3")), "sweep-typed-ahead");
    assert_eq!((sweep.mode, sweep.ticked.len()), (Mode::Ticking, 0));
    bench.rest(&mut sweep, 100);
    assert_eq!(said(&bench.digit(&mut sweep, "3")), "sweep-typed-ahead", "too soon");
    bench.rest(&mut sweep, 100);
    bench.digit(&mut sweep, "3");
    assert_eq!(sweep.mode, Mode::Reasons);
    let out = bench.digit(&mut sweep, "5");
    let sent = bench.sent(&out).unwrap();
    assert!(matches!(&sent.act, api::Act::Verb { verb, fields, .. }
        if verb == "document.reject" && fields[0].value.to_string() == "no-seal"));
}

#[test]
fn nothing_is_ticked_before_the_copy_was_seen() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 1);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Scan);
    assert_eq!(said(&bench.act(&mut sweep, Act::SweepAll)), "sweep-open-first");
    assert_eq!(said(&bench.digit(&mut sweep, "4")), "sweep-open-first");
    let out = bench.act(&mut sweep, Act::EvidenceCopy);
    assert!(matches!(out.effects.first(), Some(Effect::Copy(line)) if line == "entrepot show D-000001 --evidence"));
    bench.act(&mut sweep, Act::SweepAll);
    assert!(submitted(&bench.digit(&mut sweep, "1")).is_some());
}

#[test]
fn a_number_is_keyed_before_it_is_shown_and_ticks_its_point_when_it_matches() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 1);
    show(&mut bench, &mut sweep, &out, sheet(1, &[Rekey::Number]), Form::Pdf);
    assert_eq!(sweep.mode, Mode::Keying(Rekey::Number));
    assert!(!sweep.shows(CheckPoint::Number) && sweep.shows(CheckPoint::Name));
    bench.type_into(&mut sweep, "12-3456");
    assert_eq!(sweep.mode, Mode::Ticking);
    assert!(sweep.shows(CheckPoint::Number) && sweep.ticked.contains(&CheckPoint::Number));
    bench.act(&mut sweep, Act::SweepAll);
    let out = bench.digit(&mut sweep, "1");
    let seen = bench.sent(&out).unwrap().seen.clone().unwrap();
    assert!(seen.checked.unwrap().rekeyed.iter().all(|r| r.matched && !r.record_right));
}

#[test]
fn a_difference_is_settled_or_sent_back_with_both_values() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 1);
    show(&mut bench, &mut sweep, &out, sheet(1, &[Rekey::ValidTo]), Form::Pdf);
    bench.type_into(&mut sweep, "270531");
    assert_eq!(sweep.mode, Mode::Differs(Rekey::ValidTo));
    assert_eq!(said(&bench.digit(&mut sweep, "3")), "sweep-typed-ahead", "who types on decides nothing");
    bench.rest(&mut sweep, 200);
    let out = bench.digit(&mut sweep, "3");
    let command = bench.sent(&out).unwrap();
    let why = command.why.clone().unwrap();
    assert!(why.contains("280531") && why.contains("270531"), "{why}");
    assert!(matches!(&command.act, api::Act::Verb { verb, fields, .. }
        if verb == "document.reject" && fields[0].value.to_string() == "differs"));

    let (mut sweep, out) = begun(&mut bench, 1);
    show(&mut bench, &mut sweep, &out, sheet(1, &[Rekey::ValidTo]), Form::Pdf);
    bench.type_into(&mut sweep, "270531");
    bench.rest(&mut sweep, 200);
    bench.digit(&mut sweep, "1");
    assert_eq!(sweep.mode, Mode::Ticking);
    bench.act(&mut sweep, Act::SweepAll);
    let out = bench.digit(&mut sweep, "1");
    let seen = bench.sent(&out).unwrap().seen.clone().unwrap().checked.unwrap();
    assert!(seen.rekeyed.iter().all(|r| !r.matched && r.record_right && r.typed == "270531"));
}

#[test]
fn an_own_upload_is_passed_over_with_the_reason() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 2);
    let why = Msg::new("refused-own-upload").with("id", "D-000001").with("by", "mira-onb");
    let own = CheckSheet { refused: Some(why), own: true, ..sheet(1, &[]) };
    let out = bench.answer(&mut sweep, &out, Answer::Check(Box::new(own)));
    assert_eq!((said(&out), sweep.at), ("refused-own-upload", 1));
    assert!(matches!(sweep.fates.get(&id(1)), Some(Fate::Passed(_))));
    // The desk may know better than the sheet.
    show(&mut bench, &mut sweep, &out, sheet(2, &[]), Form::Pdf);
    bench.act(&mut sweep, Act::SweepAll);
    let out = bench.digit(&mut sweep, "1");
    let refusal = Refusal::new(Ground::FourEyes, Msg::new("refused-own-upload").with("id", "D-000002").with("by", "x"));
    bench.done(&mut sweep, &out, Err(refusal));
    assert_eq!((sweep.mode, sweep.tally()), (Mode::Over, (0, 0, 2)));
}

#[test]
fn the_place_and_the_ticks_come_back() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 3);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Pdf);
    let out = bench.act(&mut sweep, Act::SweepSkip);
    show(&mut bench, &mut sweep, &out, sheet(2, &[]), Form::Pdf);
    bench.digit(&mut sweep, "4");
    let out = bench.act(&mut sweep, Act::Back);
    let Some(Effect::KeepDraft { place, text }) = out.effects.first() else { panic!("nothing is kept") };
    bench.drafts.insert(place.clone(), text.clone());
    let (mut again, out) = begun(&mut bench, 3);
    assert_eq!((again.at, again.tally()), (1, (0, 0, 1)));
    show(&mut bench, &mut again, &out, sheet(2, &[]), Form::Pdf);
    assert_eq!(again.ticked, [CheckPoint::Name].into());
    // Of another revision nothing is taken over.
    let (mut other, out) = begun(&mut bench, 3);
    show(&mut bench, &mut other, &out, CheckSheet { rev: 4, ..sheet(2, &[]) }, Form::Pdf);
    assert!(other.ticked.is_empty());
}

#[test]
fn what_was_left_out_is_gone_through_again_at_the_end() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 2);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Pdf);
    let out = bench.act(&mut sweep, Act::SweepSkip);
    show(&mut bench, &mut sweep, &out, sheet(2, &[]), Form::Pdf);
    let out = bench.digit(&mut sweep, "3");
    assert!(submitted(&out).is_none());
    let out = bench.digit(&mut sweep, "1");
    let done = bench.kept("document.reject");
    bench.done(&mut sweep, &out, Ok(done));
    assert_eq!((sweep.mode, sweep.tally()), (Mode::Over, (0, 1, 1)));
    bench.act(&mut sweep, Act::Open);
    assert_eq!((sweep.at, sweep.mode), (0, Mode::Ticking));
}

#[test]
fn the_text_is_searched_and_nothing_is_ticked_by_it() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 1);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Pdf);
    assert_eq!(sweep.hints.get(&CheckPoint::Number), Some(&super::Hint::Page(1)));
    assert_eq!(sweep.hints.get(&CheckPoint::Validity), Some(&super::Hint::Nowhere));
    assert!(sweep.ticked.is_empty());
}

#[test]
fn a_sheet_that_was_overtaken_is_not_shown() {
    let mut bench = Bench::new();
    let (mut sweep, first) = begun(&mut bench, 3);
    let second = bench.act(&mut sweep, Act::SweepSkip);
    let third = bench.act(&mut sweep, Act::SweepSkip);
    bench.answer(&mut sweep, &third, Answer::Check(Box::new(sheet(3, &[]))));
    bench.answer(&mut sweep, &second, Answer::Check(Box::new(sheet(2, &[]))));
    bench.answer(&mut sweep, &first, Answer::Check(Box::new(CheckSheet { own: true, ..sheet(1, &[]) })));
    assert_eq!((sweep.at, sweep.sheet.as_ref().map(|s| s.id)), (2, Some(id(3))));
    // Over is over, whatever comes late.
    let out = bench.act(&mut sweep, Act::SweepPrev);
    bench.act(&mut sweep, Act::SweepSkip);
    bench.act(&mut sweep, Act::SweepSkip);
    assert_eq!(sweep.mode, Mode::Over);
    bench.answer(&mut sweep, &out, Answer::Check(Box::new(sheet(2, &[]))));
    assert_eq!((sweep.mode, sweep.sheet.is_none()), (Mode::Over, true));
}

#[test]
fn while_a_decision_is_under_way_nothing_goes_on_and_nothing_is_taken_back_twice() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 3);
    show(&mut bench, &mut sweep, &out, sheet(1, &[]), Form::Pdf);
    bench.act(&mut sweep, Act::SweepAll);
    let out = bench.digit(&mut sweep, "1");
    for act in [Act::SweepSkip, Act::SweepPrev, Act::Undo] {
        assert_eq!(said(&bench.act(&mut sweep, act)), "sweep-sending");
    }
    assert_eq!(sweep.at, 0);
    let done = bench.kept("document.accept");
    let out = bench.done(&mut sweep, &out, Ok(done));
    show(&mut bench, &mut sweep, &out, sheet(2, &[]), Form::Pdf);
    assert!(submitted(&bench.act(&mut sweep, Act::Undo)).is_some());
    assert!(submitted(&bench.act(&mut sweep, Act::Undo)).is_none());
}

#[test]
fn esc_leaves_a_difference_for_the_ticks_and_tab_does_not_drop_what_is_keyed() {
    let mut bench = Bench::new();
    let (mut sweep, out) = begun(&mut bench, 2);
    show(&mut bench, &mut sweep, &out, sheet(1, &[Rekey::ValidTo]), Form::Pdf);
    bench.type_into(&mut sweep, "2705");
    assert_eq!(said(&bench.act(&mut sweep, Act::SweepSkip)), "sweep-half-keyed");
    assert_eq!((sweep.at, sweep.line.text()), (0, "2705"));
    bench.type_into(&mut sweep, "31");
    assert_eq!(sweep.mode, Mode::Differs(Rekey::ValidTo));
    assert!(matches!(bench.act(&mut sweep, Act::Back).next, Next::Stay));
    assert_eq!(sweep.mode, Mode::Ticking);
    assert!(submitted(&bench.digit(&mut sweep, "1")).is_none(), "it still is not settled");
    bench.act(&mut sweep, Act::SweepRekey);
    assert_eq!(sweep.mode, Mode::Differs(Rekey::ValidTo));
}
