//! What signs and what does not.

use super::*;
use crate::api;
use crate::app::part::Next;
use crate::app::review::tests::at;
use crate::app::review::tests::sample;
use crate::app::review::tests::sha;
use crate::app::testing::Bench;
use crate::app::testing::stale;
use crate::app::testing::submitted;
use crate::domain::value::Value;

fn confirm(bench: &mut Bench, review: &api::Review) -> Confirm {
    let all: BTreeSet<String> = [sha(1), sha(2)].into();
    bench.with(|ctx| decide(Decision::Approve, review, &all, ctx))
}

#[test]
fn ones_own_proposal_is_refused_in_the_dialog() {
    let mut bench = Bench::new();
    let mut review = sample();
    review.refused = Some(Msg::new("refused-own-proposal").with("subject", "P-000123"));
    bench.operator = "lin".to_owned();
    let mut part = confirm(&mut bench, &review);
    bench.rest(&mut part, 500);
    let out = bench.act(&mut part, Act::ConfirmYes);
    assert!(submitted(&out).is_none());
    let ids: Vec<&str> = part.refused.iter().map(|m| m.id.as_ref()).collect();
    assert_eq!(ids, ["refused-own-proposal", "confirm-hint-own"]);
    assert!(matches!(bench.act(&mut part, Act::ConfirmNo).next, Next::Close));
}

#[test]
fn a_key_of_the_read_that_opened_it_signs_nothing() {
    let mut bench = Bench::new();
    let review = sample();
    let mut part = confirm(&mut bench, &review);
    bench.rest(&mut part, 500);
    let out = bench.act_same_read(&mut part, Act::ConfirmYes);
    assert!(submitted(&out).is_none());
    assert_eq!(out.status.unwrap().0.id, "confirm-typed-ahead");
}

#[test]
fn a_key_before_the_rest_signs_nothing_and_one_after_it_signs() {
    let mut bench = Bench::new();
    let review = sample();
    let mut part = confirm(&mut bench, &review);
    assert!(submitted(&bench.act(&mut part, Act::ConfirmYes)).is_none(), "no frame was written");
    bench.rest(&mut part, 100);
    assert!(submitted(&bench.act(&mut part, Act::ConfirmYes)).is_none(), "100 ms");
    bench.now += chrono::TimeDelta::milliseconds(100);
    let out = bench.act(&mut part, Act::ConfirmYes);
    let command = bench.sent(&out).unwrap();
    let api::Act::Verb { verb, id, expect_rev, .. } = &command.act else { panic!("no verb") };
    assert_eq!((verb.as_str(), id.to_string().as_str(), *expect_rev), ("case.approve", "R-000007", Some(3)));
    let seen = command.seen.as_ref().unwrap();
    assert_eq!((seen.dossier.as_str(), seen.policy.as_str()), ("d0", "admission-high@2"));
    assert_eq!(seen.open.get("M"), Some(&2));
    let done = bench.kept("case.approve");
    let out = bench.done(&mut part, &out, Ok(done));
    assert!(matches!(out.next, Next::Close) && out.refresh);
}

#[test]
fn strict_looking_refuses_and_loose_looking_asks_for_a_reason() {
    let mut bench = Bench::new();
    let mut review = sample();
    let some: BTreeSet<String> = [sha(1)].into();
    review.strict_looking = true;
    let strict = bench.with(|ctx| decide(Decision::Approve, &review, &some, ctx));
    assert_eq!(strict.refused.first().unwrap().id, "confirm-look-first");
    review.strict_looking = false;
    let mut loose = bench.with(|ctx| decide(Decision::Approve, &review, &some, ctx));
    bench.rest(&mut loose, 200);
    assert!(submitted(&bench.act(&mut loose, Act::ConfirmYes)).is_none());
    assert!(loose.typing);
    bench.type_into(&mut loose, "seen on paper");
    bench.act(&mut loose, Act::InputAccept);
    let out = bench.act(&mut loose, Act::ConfirmYes);
    assert_eq!(bench.sent(&out).unwrap().why.as_deref(), Some("seen on paper"));
}

#[test]
fn lifting_a_suspension_asks_for_the_digits_of_the_subject() {
    let mut bench = Bench::new();
    let mut review = sample();
    review.case.verb = "partner.lift".to_owned();
    let mut part = confirm(&mut bench, &review);
    assert!(part.text_input());
    bench.rest(&mut part, 200);
    bench.type_into(&mut part, "123");
    let out = bench.act(&mut part, Act::ConfirmSubmit);
    assert!(submitted(&out).is_some());
}

#[test]
fn digits_typed_ahead_are_dropped() {
    let mut bench = Bench::new();
    let mut review = sample();
    review.case.verb = "partner.lift".to_owned();
    let mut part = confirm(&mut bench, &review);
    bench.type_into(&mut part, "123");
    assert_eq!(part.digits.text(), "");
}

#[test]
fn rejecting_asks_for_a_reason_first() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0);
    let Next::Open(mut prompt) = bench.act(&mut review, Act::CaseReject).next else { panic!("nothing opened") };
    assert_eq!(prompt.id(), "prompt case.reject");
    let out = bench.act(prompt.as_mut(), Act::InputAccept);
    assert_eq!(out.status.unwrap().0.id, "confirm-reason-required");
    bench.type_into(prompt.as_mut(), "the owner is not named");
    let Next::Replace(mut part) = bench.act(prompt.as_mut(), Act::InputAccept).next else { panic!("no confirm") };
    bench.rest(part.as_mut(), 200);
    let out = bench.act(part.as_mut(), Act::ConfirmYes);
    let command = bench.sent(&out).unwrap();
    assert!(matches!(&command.act, api::Act::Verb { verb, .. } if verb == "case.reject"));
    assert_eq!(command.why.as_deref(), Some("the owner is not named"));
}

#[test]
fn a_case_that_moved_on_shows_the_difference_and_keeps_the_comment() {
    let mut bench = Bench::new();
    let review = sample();
    let mut part = confirm(&mut bench, &review).commented("fine");
    bench.rest(&mut part, 200);
    let out = bench.act(&mut part, Act::ConfirmYes);
    let change = api::Change {
        id: "P-000123".to_owned(),
        path: "note".to_owned(),
        before: Value::Null,
        after: Value::Text("x".to_owned()),
        by: "wang".to_owned(),
    };
    let first = bench.sent(&out).unwrap().key;
    let out = bench.done(&mut part, &out, Err(stale(vec![change])));
    let fresh = api::Review { rev: 4, dossier: "d1".to_owned(), ..sample() };
    bench.answer(&mut part, &out, Answer::Review(Box::new(fresh)));
    assert_eq!((part.changes.len(), part.comment.text()), (1, "fine"));
    let out = bench.act(&mut part, Act::ConfirmYes);
    assert!(submitted(&out).is_none(), "what is signed is another thing now");
    bench.rest(&mut part, 200);
    let out = bench.act(&mut part, Act::ConfirmYes);
    let command = bench.sent(&out).unwrap();
    assert_ne!(command.key, first);
    assert_eq!(command.seen.as_ref().unwrap().dossier, "d1");
}

#[test]
fn an_unknown_outcome_is_sent_again_under_the_same_key() {
    let mut bench = Bench::new();
    let review = sample();
    let mut part = confirm(&mut bench, &review);
    bench.rest(&mut part, 200);
    let out = bench.act(&mut part, Act::ConfirmYes);
    let first = bench.sent(&out).unwrap().key;
    let unknown = Refusal::new(Ground::Unknown, Msg::new("review-data").with("text", "?"));
    bench.done(&mut part, &out, Err(unknown));
    bench.rest(&mut part, 200);
    let out = bench.act(&mut part, Act::ConfirmYes);
    assert_eq!(bench.sent(&out).unwrap().key, first);
}

#[test]
fn only_the_proposer_withdraws() {
    let mut bench = Bench::new();
    let review = sample();
    let none = BTreeSet::new();
    let others = bench.with(|ctx| decide(Decision::Withdraw, &review, &none, ctx));
    assert_eq!(others.refused.first().unwrap().id, "refused-withdraw-others");
    bench.operator = "lin".to_owned();
    let mine = bench.with(|ctx| decide(Decision::Withdraw, &review, &none, ctx));
    assert!(mine.refused.is_empty());
}

#[test]
fn the_confirm_of_a_waiver_says_the_value_waived_the_end_the_measure_and_how_often_before() {
    use crate::api::facts::FactLine;
    use crate::api::facts::FactStands;
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let limit = |text: &str| text.parse::<crate::domain::money::Money>().unwrap();
    let lines = vec![
        Msg::new("finding-ins-04")
            .with("profile", "WAYFAIR")
            .with("part", "each occurrence")
            .with("need", &limit("1000000 USD"))
            .with("has", &limit("900000 USD")),
        Msg::new("review-fact-waiver-until").with("until", day("2027-01-22")).with("ends", day("2027-06-11")),
        Msg::new("review-fact-waiver-measure").with("measure", "stock kept low"),
        Msg::new("review-fact-waived-before").with("own", 1usize).with("all", 3usize),
    ];
    let fact = FactLine {
        key: api::facts::WAIVER.to_owned(),
        record: None,
        name: Msg::new("review-fact-waiver").with("rule", "Limit too low"),
        word: None,
        lines,
        stands: FactStands::Reserved,
    };
    let mut bench = Bench::new();
    let mut review = sample();
    review.items.insert(0, api::ReviewItem::Fact(fact));
    let part = confirm(&mut bench, &review);
    let i18n = crate::i18n::I18n::new(crate::i18n::Locale::En);
    let shown = part.facts.iter().map(|f| {
        let words: Vec<String> = f.text.iter().map(|m| i18n.text(m)).collect();
        format!("{}: {}", i18n.label(f.label), words.join(" · "))
    });
    let shown: Vec<String> = shown.collect();
    let wanted = [
        "Waives: WAYFAIR, each occurrence: 900,000 USD, asked 1,000,000 USD.",
        "Until: 2027-01-22 · the cover ends 2027-06-11",
        "Measure: stock kept low",
        "Before: waivers of this rule: 1 for this partner, 3 in all",
    ];
    assert_eq!(&shown[..4], wanted);
    assert_eq!(i18n.faults(), 0);
    assert!(confirm(&mut bench, &sample()).facts.iter().all(|f| f.label != "confirm-waives"), "of no other case");
}

#[test]
fn of_several_gaps_it_says_which_are_waived_and_which_are_left_out() {
    let gap = |code: &str, says: &'static str, verdict: &str| {
        let fact = api::facts::FactLine {
            key: format!("{} {code}", api::facts::WAIVER),
            record: None,
            name: Msg::new("review-fact-waiver").with("rule", code),
            word: None,
            lines: vec![Msg::new(says), Msg::new("review-fact-waiver-measure").with("measure", "stock kept low")],
            stands: api::facts::FactStands::Reserved,
        };
        let check = api::ReviewItem::Check {
            code: code.to_owned(),
            answer: String::new(),
            evidence: String::new(),
            by: "ivo".to_owned(),
            verdict: Some(verdict.to_owned()),
            judged_by: "mira".to_owned(),
            comment: String::new(),
        };
        [api::ReviewItem::Fact(fact), check]
    };
    let mut review = sample();
    review.items.extend(gap("INS-04:WAYFAIR", "limit", "up").into_iter().chain(gap("INS-10:WAYFAIR", "holder", "not")));
    let mut bench = Bench::new();
    let part = confirm(&mut bench, &review);
    let of = |label: &str| part.facts.iter().filter(|f| f.label == label).flat_map(|f| &f.text).cloned().collect();
    let (waived, left): (Vec<Msg>, Vec<Msg>) = (of("confirm-waives"), of("confirm-waives-not"));
    assert_eq!((waived, left), (vec![Msg::new("limit")], vec![Msg::new("holder")]));
    let measures: Vec<Msg> = of("confirm-waiver-measure");
    assert_eq!(measures.len(), 1, "one measure is said once");
}
