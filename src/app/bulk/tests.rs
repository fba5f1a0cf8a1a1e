//! Many records at once, over a bench: what is asked, what is sent, what comes back.

use super::*;
use crate::api::Via;
use crate::api::query::Offer;
use crate::app::testing::Bench;
use crate::app::testing::submitted;
use crate::domain::lifecycle::Danger;

fn line(n: u64, why: Option<&'static str>) -> BatchLine {
    let id = Id::new(crate::domain::kind::KindId::Partner, n);
    BatchLine {
        id,
        rev: 3,
        state: "review_due".into(),
        name: format!("Partner {n}"),
        band: "LOW".into(),
        triage: if n == 2 { "changed" } else { "unchanged" }.into(),
        rules: vec!["PTR-024".into()],
        by: String::new(),
        why: why.map(Msg::new),
    }
}

fn sheet(n: u64, fields: &[&str], why: bool) -> BatchSheet {
    let offer = Offer {
        verb: "partner.propose-review".into(),
        label: "verb-partner-propose-review".into(),
        refused: None,
        fields: fields.iter().map(|f| (*f).to_owned()).collect(),
        why,
        policy: Some("review".into()),
        danger: Danger::None,
        aside: false,
        to: "admitted".into(),
    };
    BatchSheet {
        verb: offer.verb.clone(),
        offer: Some(offer),
        rest: (1..=n).map(|n| line(n, None)).collect(),
        ..BatchSheet::default()
    }
}

fn looked(bench: &mut Bench, sheet: BatchSheet) -> Outcome {
    let ids = sheet.rest.iter().map(|line| line.id).collect();
    let mut part = verb(&sheet.verb, ids);
    let out = bench.open(&mut part);
    bench.answer(&mut part, &out, Answer::Batch(Box::new(sheet)))
}

fn confirm_of(out: Outcome) -> Confirm {
    match out.next {
        Next::Replace(part) => part.as_any().downcast_ref::<Confirm>().cloned().expect("a confirm"),
        _ => panic!("nothing took its place"),
    }
}

fn results_of(out: Outcome) -> Box<dyn Part> {
    match out.next {
        Next::Replace(part) if part.id() == "bulk results" => part,
        _ => panic!("no results"),
    }
}

#[test]
fn a_verb_that_asks_for_fields_of_each_record_is_not_used_on_many() {
    let mut bench = Bench::new();
    let out = looked(&mut bench, sheet(3, &["how", "wait_until"], false));
    assert!(matches!(out.next, Next::Close));
    assert_eq!(out.status.unwrap().0.id, "bulk-needs-fields");
}

#[test]
fn a_reason_is_asked_for_once_and_goes_with_every_command() {
    let mut bench = Bench::new();
    let out = looked(&mut bench, sheet(2, &[], true));
    let Next::Replace(mut prompt) = out.next else { panic!("no prompt") };
    bench.type_into(prompt.as_mut(), "due");
    let mut confirm = confirm_of(bench.act(prompt.as_mut(), Act::InputAccept));
    assert_eq!(confirm.challenge, None, "few are signed with y");
    bench.rest(&mut confirm, 200);
    let mut results = results_of(bench.act(&mut confirm, Act::ConfirmYes));
    let out = bench.open(results.as_mut());
    let sent: Vec<_> = out
        .effects
        .iter()
        .map(|effect| match effect {
            Effect::Submit { command, .. } => (command.why.clone(), command.via, command.key),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(sent.len(), 2);
    assert!(sent.iter().all(|(why, via, _)| why.as_deref() == Some("due") && *via == Via::Tui));
    assert_ne!(sent[0].2, sent[1].2, "each command has a key of its own");
    assert_eq!(out.requests, [Request::Unmark]);
}

#[test]
fn more_than_ten_are_signed_with_their_number_and_never_with_y() {
    let mut bench = Bench::new();
    let mut confirm = confirm_of(looked(&mut bench, sheet(11, &[], false)));
    bench.rest(&mut confirm, 200);
    assert!(matches!(bench.act(&mut confirm, Act::ConfirmYes).next, Next::Stay));
    bench.type_into(&mut confirm, "10");
    let out = bench.act(&mut confirm, Act::ConfirmSubmit);
    assert!(matches!(out.next, Next::Stay), "another number signs nothing");
    bench.type_into(&mut confirm, "11");
    results_of(bench.act(&mut confirm, Act::ConfirmSubmit));
}

#[test]
fn the_confirm_states_bands_triage_findings_and_who_stays_behind() {
    let mut bench = Bench::new();
    let mut mixed = sheet(3, &[], false);
    mixed.left = vec![line(9, Some("verbs-no-such"))];
    let confirm = confirm_of(looked(&mut bench, mixed));
    let said: Vec<(&str, usize)> = confirm.facts.iter().map(|fact| (fact.label, fact.text.len())).collect();
    let wanted = [
        ("confirm-effect", 1),
        ("bulk-fact-risk", 1),
        ("bulk-fact-triage", 2),
        ("bulk-fact-findings", 1),
        ("bulk-fact-not", 2),
        ("bulk-fact-ids", 1),
    ];
    assert_eq!(said, wanted);
    let lines = confirm.many.unwrap().lines;
    assert!(lines.iter().all(|(line, _)| line.id.number != 9), "who stays behind is sent nothing");
}

#[test]
fn each_answer_has_its_line_and_what_did_not_go_through_comes_first() {
    let mut bench = Bench::new();
    let confirm = confirm_of(looked(&mut bench, sheet(4, &[], false)));
    let mut results = Results::of(confirm.many.unwrap(), Some("due"));
    let out = bench.open(&mut results);
    let tickets: Vec<Ticket> = out
        .effects
        .iter()
        .map(|e| match e {
            Effect::Submit { ticket, .. } => *ticket,
            other => panic!("{other:?}"),
        })
        .collect();
    let said = |ground| Err(Refusal::new(ground, Msg::new("refused-case-closed")));
    let answers =
        [Ok(bench.kept("partner.propose-review")), said(Ground::Stale), said(Ground::FourEyes), said(Ground::Guard)];
    let mut last = Outcome::stay();
    for (ticket, done) in tickets.into_iter().zip(answers) {
        last = bench.event(&mut results, Event::Done { ticket, done });
    }
    let became: Vec<(u64, &str)> = results
        .lines
        .iter()
        .map(|line| {
            let word = match line.became {
                Became::Done(_) => "done",
                Became::Stale(_) => "stale",
                Became::NotPermitted(_) => "not permitted",
                Became::Refused(_) => "refused",
                Became::Waiting(_) => "waiting",
            };
            (line.id.number, word)
        })
        .collect();
    assert_eq!(became, [(2, "stale"), (3, "not permitted"), (4, "refused"), (1, "done")]);
    assert_eq!(last.status.unwrap().1, Tone::Warning);
    assert!(submitted(&bench.act(&mut results, Act::Open)).is_none());
    assert_eq!(bench.act(&mut results, Act::Open).requests, [Request::Visit(line(2, None).id)]);
}

#[test]
fn from_a_record_one_comes_back_to_the_results_which_went_on_meanwhile() {
    for back in ["ctrl-o", "backspace backspace"] {
        let bench = Bench::new();
        let waiting = |n, ticket| Line {
            id: line(n, None).id,
            name: format!("Partner {n}"),
            became: Became::Waiting(Ticket(ticket)),
        };
        let lines = vec![waiting(2, 9_001), waiting(4, 9_002), waiting(6, 9_003)];
        let label = "verb-partner-propose-review".to_owned();
        let results = Results { label, lines, cursor: 0, orders: Vec::new() };
        let mut given = crate::app::tests::given((80, 24)).keys("g p");
        given.model.parts.push(Box::new(results));
        let given = given.keys("j enter");
        assert!(given.model.parts.is_empty());
        assert_eq!(given.model.detail.wanted, Some(line(4, None).id));
        let done = Ok(bench.kept("partner.propose-review"));
        let given = given.event(Event::Done { ticket: Ticket(9_002), done }).keys(back);
        let [part] = given.model.parts.as_slice() else { panic!("nothing is open after {back}") };
        let results = part.as_any().downcast_ref::<Results>().unwrap();
        assert_eq!((results.cursor, results.counts()), (1, (1, 2)), "{back}");
        given.keys("esc").then(|g| assert!(g.model.parts.is_empty() && g.model.waiting.is_empty()));
    }
}
