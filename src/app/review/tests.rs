//! Chains through a review with canned answers.

use super::*;
use crate::api::FindingKey;
use crate::api::query::CaseLine;
use crate::api::query::DocumentLine;
use crate::api::query::Listing;
use crate::api::query::Row;
use crate::api::query::Shown;
use crate::api::review::StepLine;
use crate::app::confirm::Confirm;
use crate::app::part::Request;
use crate::app::prompt::Prompt;
use crate::app::testing::Bench;
use crate::app::testing::asked;
use crate::app::testing::submitted;
use crate::domain::case::Case;
use crate::domain::case::Verdict;
use crate::domain::document::DocCode;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::operator::Role;
use crate::domain::partner::PartnerType;
use crate::domain::reaction::Stance;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::requirement::Requirement;
use crate::domain::requirement::Seat;
use crate::domain::value::Value;
use chrono::DateTime;

pub(crate) fn id(text: &str) -> Id {
    text.parse().unwrap()
}

pub(crate) fn sha(n: u8) -> String {
    format!("{n:02x}").repeat(32)
}

pub(crate) fn finding(rule: &str, severity: Severity) -> Finding {
    let msg = Msg::new("review-data").with("text", "许可证将于 12 天后到期 · The licence lapses soon");
    let hit = Hit { rule: rule.to_owned(), slot: String::new(), severity, msg, due: None, bound: String::new() };
    Finding { subject: id("P-000123"), hit, state: FindingState::Open, until: None }
}

pub(crate) fn document(code: DocCode, n: u8) -> DocumentLine {
    DocumentLine {
        requirement: Some(Requirement {
            code,
            partner_type: PartnerType::Ece,
            seat: Seat::Any,
            need: Need::Required,
            needed_by: NeededBy::Approval,
        }),
        code: code.as_str().to_owned(),
        id: Some(id(&format!("D-{n:06}"))),
        state: "received".to_owned(),
        number: "91330110MA2CEXAMPLE".to_owned(),
        valid_to: NaiveDate::from_ymd_opt(2026, 12, 5),
        sha256: sha(n),
        filed_by: "lin".to_owned(),
    }
}

pub(crate) fn shown(names: (&str, &str)) -> Shown {
    let text = |t: &str| Value::Text(t.to_owned());
    Shown {
        id: id("P-000123"),
        rev: 7,
        state: "pending-approval".to_owned(),
        since: DateTime::UNIX_EPOCH,
        title: names.0.to_owned(),
        fields: vec![
            ("legal_name_local".to_owned(), text(names.0)),
            ("legal_name_en".to_owned(), text(names.1)),
            ("country".to_owned(), Value::Code("CN".to_owned())),
        ],
        findings: vec![finding("PTR-019", Severity::Medium), finding("PTR-007", Severity::Medium)],
        documents: Vec::new(),
        cases: Vec::<CaseLine>::new(),
        offers: Vec::new(),
        contributors: vec!["lin".to_owned(), "wang".to_owned()],
        lapses: vec![("code-doc-code-D-LIC".to_owned(), NaiveDate::from_ymd_opt(2026, 12, 5).unwrap())],
        risk: None,
        cover: Vec::new(),
        proposals: Vec::new(),
        made_by: "lin".to_owned(),
        at: crate::api::At::Now,
    }
}

pub(crate) fn sample() -> api::Review {
    let check = |code: &str| ReviewItem::Check {
        code: code.to_owned(),
        answer: "run on 2026-11-19, clear".to_owned(),
        evidence: "D-000001".to_owned(),
        by: "lin".to_owned(),
        verdict: None,
        judged_by: String::new(),
        comment: String::new(),
    };
    let shown = shown(("杭州恩垂波电子商务有限公司", "Hangzhou Entrepot E-Com Co., Ltd."));
    api::Review {
        id: id("R-000007"),
        rev: 3,
        state: "open".to_owned(),
        case: Case {
            subject: "P-000123".to_owned(),
            verb: "partner.propose-admission".to_owned(),
            policy: "admission-high@2".to_owned(),
            proposed_by: "lin".to_owned(),
            proposed_role: Role::Onb,
            proposed_at: "2026-11-20T01:12:00Z".parse().ok(),
            ..Case::default()
        },
        items: vec![
            ReviewItem::Finding(finding("PTR-019", Severity::Medium)),
            ReviewItem::Changed(api::Change {
                id: "P-000123".to_owned(),
                path: "credit_grade".to_owned(),
                before: Value::Null,
                after: Value::Code("CRT".to_owned()),
                by: "wang".to_owned(),
            }),
            check("screening"),
            check("training"),
            ReviewItem::Document(document(DocCode::Lic, 1)),
            ReviewItem::Document(document(DocCode::Bnk, 2)),
        ],
        subject: shown,
        steps: vec![
            StepLine { role: Role::Cmp, min: 1, filled: Vec::new(), eligible: vec!["mira".to_owned()] },
            StepLine { role: Role::Dir, min: 1, filled: Vec::new(), eligible: vec!["chen".to_owned()] },
        ],
        open_step: Some(0),
        dossier: "d0".to_owned(),
        changed: Vec::new(),
        contributors: vec!["lin".to_owned(), "wang".to_owned()],
        refused: None,
        refused_reject: None,
        strict_looking: false,
        effect: Msg::new("review-data").with("text", "fills step 1 of 2"),
        waivers: Vec::new(),
    }
}

/// A review whose case has arrived, the cursor on the item of this place.
pub(crate) fn at(bench: &mut Bench, data: api::Review, place: usize) -> Review {
    let mut review = open(data.id);
    let out = bench.open(&mut review);
    bench.answer(&mut review, &out, Answer::Review(Box::new(data)));
    review.cursor = place;
    review
}

fn opened<T: 'static>(out: &Outcome) -> &T {
    match &out.next {
        Next::Open(part) | Next::Replace(part) => part.as_any().downcast_ref().expect("another part opened"),
        _ => panic!("nothing opened"),
    }
}

fn part(out: Outcome) -> Box<dyn Part> {
    match out.next {
        Next::Open(part) | Next::Replace(part) => part,
        _ => panic!("nothing opened"),
    }
}

#[test]
fn digits_on_a_check_list_item_are_verdicts() {
    let mut bench = Bench::new();
    let wanted = [("1", Verdict::Up), ("2", Verdict::Basic), ("3", Verdict::Not), ("0", Verdict::NotApplicable)];
    for (digit, expected) in wanted {
        let mut review = at(&mut bench, sample(), 2);
        let out = bench.digit(&mut review, digit);
        let api::Act::Judge { case, code, verdict, .. } = &bench.sent(&out).unwrap().act else { panic!("no verdict") };
        assert_eq!((case.to_string(), code.as_str(), *verdict), ("R-000007".to_owned(), "screening", Some(expected)));
    }
    let mut review = at(&mut bench, sample(), 2);
    assert!(bench.digit(&mut review, "7").effects.is_empty());
}

#[test]
fn a_fact_takes_no_digit_and_enter_opens_its_record() {
    let mut bench = Bench::new();
    let fact = |record: &str| {
        ReviewItem::Fact(api::facts::FactLine {
            key: "risk".to_owned(),
            record: record.parse().ok(),
            name: Msg::new("review-facts"),
            word: None,
            lines: Vec::new(),
            stands: api::facts::FactStands::Well,
        })
    };
    let mut data = sample();
    let before = progress(&data, &BTreeSet::new());
    data.items.insert(0, fact("T-000001"));
    data.items.insert(1, fact("A-000001"));
    assert_eq!(progress(&data, &BTreeSet::new()), before, "facts are read, not worked through");
    let mut review = at(&mut bench, data.clone(), 0);
    let out = bench.digit(&mut review, "1");
    assert!(out.effects.is_empty());
    assert_eq!(out.status.unwrap().0.id, "review-digits-fact");
    assert_eq!(bench.act(&mut review, Act::Open).requests, [Request::Goto(id("T-000001"))]);
    let mut review = at(&mut bench, data.clone(), 1);
    assert_eq!(part(bench.act(&mut review, Act::EvidenceOpen)).id(), "assess A-000001");
    for item in &mut data.items {
        match item {
            ReviewItem::Check { verdict, .. } => *verdict = Some("up".to_owned()),
            ReviewItem::Document(line) => line.state = "accepted".to_owned(),
            ReviewItem::Finding(f) => f.state = FindingState::Acknowledged,
            ReviewItem::Changed(_) | ReviewItem::Fact(_) => {}
        }
    }
    data.items.retain(|i| !matches!(i, ReviewItem::Changed(_)));
    let mut review = open(data.id);
    let out = bench.open(&mut review);
    bench.answer(&mut review, &out, Answer::Review(Box::new(data)));
    assert_eq!(review.cursor, 2, "with nothing left to do it begins below the facts");
}

#[test]
fn a_document_is_accepted_by_1_and_rejected_by_3_and_a_reason() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 4);
    let out = bench.digit(&mut review, "1");
    assert!(matches!(&bench.sent(&out).unwrap().act, api::Act::Verb { verb, .. } if verb == "document.accept"));
    let out = bench.digit(&mut review, "3");
    assert!(submitted(&out).is_none(), "a reason is wanted first");
    let out = bench.digit(&mut review, "5");
    let api::Act::Verb { verb, id, fields, .. } = &bench.sent(&out).unwrap().act else { panic!("no verb") };
    assert_eq!((verb.as_str(), id.to_string().as_str()), ("document.reject", "D-000001"));
    assert_eq!(fields.first().unwrap().value, Value::Code("no-seal".to_owned()));
    bench.digit(&mut review, "3");
    let out = bench.digit(&mut review, "9");
    assert!(submitted(&out).is_none());
    assert_eq!(out.status.unwrap().0.id, "review-no-such-reason");
}

#[test]
fn a_waiver_asks_for_day_reason_and_the_last_digits_of_the_subject() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0);
    let mut prompt = part(bench.digit(&mut review, "2"));
    bench.type_into(prompt.as_mut(), "2026-12-31");
    bench.act(prompt.as_mut(), Act::InputAccept);
    bench.act(prompt.as_mut(), Act::InputNewer);
    bench.type_into(prompt.as_mut(), "agreed");
    let out = bench.act(prompt.as_mut(), Act::InputAccept);
    assert_eq!(opened::<Confirm>(&out).challenge.as_deref(), Some("123"));
    let mut confirm = part(out);
    bench.rest(confirm.as_mut(), 200);
    assert!(bench.act(confirm.as_mut(), Act::ConfirmYes).effects.is_empty(), "y does not sign a waiver");
    bench.type_into(confirm.as_mut(), "124");
    assert!(bench.act(confirm.as_mut(), Act::ConfirmSubmit).effects.is_empty());
    bench.type_into(confirm.as_mut(), "123");
    let out = bench.act(confirm.as_mut(), Act::ConfirmSubmit);
    let command = bench.sent(&out).unwrap();
    let key = FindingKey { rule: "PTR-019".to_owned(), subject: id("P-000123"), slot: String::new() };
    let until = NaiveDate::from_ymd_opt(2026, 12, 31);
    assert_eq!(command.act, api::Act::React { finding: key, stance: Stance::Waived, until, also: Vec::new() });
    assert_eq!(command.why.as_deref(), Some("agreed"));
}

#[test]
fn a_finding_is_acknowledged_with_the_measure() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0);
    let mut prompt = part(bench.digit(&mut review, "1"));
    assert!(prompt.as_any().downcast_ref::<Prompt>().is_some());
    bench.type_into(prompt.as_mut(), "renewal asked for");
    let out = bench.act(prompt.as_mut(), Act::InputAccept);
    let command = bench.sent(&out).unwrap();
    assert!(matches!(&command.act, api::Act::React { stance: Stance::Acknowledged, .. }));
    assert_eq!(command.why.as_deref(), Some("renewal asked for"));
}

#[test]
fn tab_goes_through_what_waits_and_says_when_nothing_does() {
    let mut bench = Bench::new();
    let mut data = sample();
    for item in &mut data.items {
        match item {
            ReviewItem::Check { verdict, .. } => *verdict = Some("up".to_owned()),
            ReviewItem::Document(line) => line.state = "accepted".to_owned(),
            ReviewItem::Finding(f) => f.state = FindingState::Acknowledged,
            ReviewItem::Changed(_) | ReviewItem::Fact(_) => {}
        }
    }
    let mut review = at(&mut bench, data, 0);
    assert_eq!(progress(review.data.as_ref().unwrap(), &review.looked), (5, 6));
    bench.act(&mut review, Act::ReviewNextOpen);
    assert_eq!(review.cursor, 1);
    let out = bench.act(&mut review, Act::ReviewNextOpen);
    assert_eq!(out.status.unwrap().0.id, "review-all-done");
    assert_eq!(progress(review.data.as_ref().unwrap(), &review.looked), (6, 6));
}

#[test]
fn opening_evidence_is_remembered_and_stated_in_the_decision() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 4);
    let out = bench.act(&mut review, Act::EvidenceOpen);
    let Some(Effect::ReadText { ticket, sha256 }) = out.effects.first() else { panic!("nothing fetched") };
    assert_eq!(*sha256, sha(1));
    let out = bench.event(&mut review, Event::Text { ticket: *ticket, reading: Ok(Box::default()) });
    assert!(out.effects.iter().any(|e| matches!(e, Effect::KeepDraft { text, .. } if text.contains(&sha(1)))));
    assert!(matches!(&review.evidence.as_ref().unwrap().shows, Shows::Read(what, _) if what.id == "reading-other"));
    let out = bench.act(&mut review, Act::CaseApprove);
    assert_eq!(opened::<Confirm>(&out).order.seen.as_ref().unwrap().opened, [sha(1)]);
}

#[test]
fn a_verdict_is_taken_back() {
    let mut bench = Bench::new();
    let mut data = sample();
    if let Some(ReviewItem::Check { verdict, .. }) = data.items.get_mut(2) {
        *verdict = Some("not".to_owned());
    }
    let mut review = at(&mut bench, data, 2);
    let out = bench.act(&mut review, Act::Undo);
    assert!(matches!(&bench.sent(&out).unwrap().act, api::Act::Judge { verdict: None, .. }));
    review.cursor = 4;
    assert_eq!(bench.act(&mut review, Act::Undo).status.unwrap().0.id, "review-nothing-to-take-back");
}

#[test]
fn marked_items_take_one_digit_but_never_more_than_ten() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 2);
    bench.act(&mut review, Act::MarkAll);
    assert_eq!(review.marks.len(), 2);
    let out = bench.digit(&mut review, "1");
    assert_eq!(out.effects.iter().filter(|e| matches!(e, Effect::Submit { .. })).count(), 2);
    review.marks = (0..11).map(|n| n.to_string()).collect();
    assert_eq!(bench.digit(&mut review, "1").status.unwrap().0.id, "review-too-many-marked");
}

#[test]
fn after_a_decision_the_next_case_of_the_queue_opens() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0);
    let done = Done { case: Some(id("R-000007")), ..bench.kept("case.approve") };
    let out = bench.event(&mut review, Event::Done { ticket: Ticket(99), done: Ok(done) });
    assert!(matches!(asked(&out).unwrap().1, Query::List(q) if q.list == "queue"));
    let row = |id: &str| Row { id: id.to_owned(), cells: Vec::new() };
    let listing = Listing { rows: vec![row("R-000007"), row("R-000009")], ..Listing::default() };
    let out = bench.answer(&mut review, &out, Answer::List(listing));
    assert_eq!(review.case, id("R-000009"));
    assert!(matches!(asked(&out).unwrap().1, Query::Review { case, .. } if *case == id("R-000009")));
}

#[test]
fn without_the_setting_the_review_closes_after_a_decision() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0).opening_next(false);
    let done = Done { case: Some(id("R-000007")), ..bench.kept("case.reject") };
    let out = bench.event(&mut review, Event::Done { ticket: Ticket(99), done: Ok(done) });
    assert!(matches!(out.next, Next::Close));
}

#[test]
fn a_changed_dossier_opens_the_difference_and_keeps_the_place() {
    let mut bench = Bench::new();
    let mut data = sample();
    data.changed = vec![api::Change {
        id: "P-000123".to_owned(),
        path: "note".to_owned(),
        before: Value::Null,
        after: Value::Text("x".to_owned()),
        by: "wang".to_owned(),
    }];
    let review = at(&mut bench, data, 3);
    assert_eq!(review.pane, Pane::Diff);
}

#[test]
fn position_and_opened_evidence_survive_a_hang_up() {
    let mut bench = Bench::new();
    let mut review = at(&mut bench, sample(), 0);
    bench.act(&mut review, Act::ReviewNext);
    bench.act(&mut review, Act::ReviewNext);
    let (place, text) = review.draft().unwrap();
    bench.drafts.insert(place, text);
    let mut again = open(id("R-000007"));
    let out = bench.open(&mut again);
    bench.answer(&mut again, &out, Answer::Review(Box::new(sample())));
    assert_eq!(again.cursor, 2);
    assert_eq!(again.looked.len(), 1, "the change was looked at");
}
