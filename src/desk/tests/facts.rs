//! What a review says of the guards of an admission, and what a case is called in its list.

use super::*;
use crate::api::FindingKey;
use crate::api::ReviewItem;
use crate::api::facts::FactLine;
use crate::api::facts::FactStands;
use crate::domain::reaction::Stance;

fn items(desk: &Local, case: &str) -> Vec<ReviewItem> {
    let query = Query::Review { case: case.parse().unwrap(), operator: "mira".into() };
    let Answer::Review(review) = ask(desk, &query) else { panic!("no review") };
    review.items
}

fn facts(desk: &Local, case: &str) -> Vec<FactLine> {
    let fact = |item: ReviewItem| match item {
        ReviewItem::Fact(fact) => Some(fact),
        _ => None,
    };
    items(desk, case).into_iter().filter_map(fact).collect()
}

fn said(fact: &FactLine) -> String {
    fact.lines.iter().map(|m| format!("{m}\n")).collect()
}

#[test]
fn a_review_of_an_admission_says_what_its_guards_read() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let made = bench.acting(&desk, &id);
    let case = bench.propose(&desk, &id);
    let found = facts(&desk, &case);
    let assessed = found.last().unwrap();
    assert_eq!(assessed.record.map(|id| id.to_string()), Some(made));
    assert_eq!(
        assessed.word.as_ref().unwrap().to_string(),
        "review-fact-decision decision=code-decision-ADMIT actions=2"
    );
    assert_eq!(assessed.stands, FactStands::Reserved, "actions are open");
    assert!(
        said(assessed).contains("review-fact-decided case=R-000001 proposed=bo by=mira (CMP)"),
        "{}",
        said(assessed)
    );
    assert_eq!(said(assessed).matches("owner=lin due=2026-12-31").count(), 2, "{}", said(assessed));
    let risk = &found[found.len() - 2];
    assert_eq!((risk.key.as_str(), risk.stands), ("risk", FactStands::Well));
    assert_eq!(show(&desk, &id).risk.unwrap().made_of, risk.lines);
    let trained = &found[..found.len() - 2];
    assert!(!trained.is_empty());
    assert!(trained.iter().all(|t| t.stands == FactStands::Well && t.record.is_some()), "{trained:?}");
    assert!(matches!(items(&desk, &case)[0], ReviewItem::Fact(_)), "what was found is read first");
}

#[test]
fn what_ran_out_while_the_case_waited_stands_in_the_way_and_above_all_facts() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let case = bench.propose(&desk, &id);
    assert!(facts(&desk, &case).iter().all(|f| f.stands != FactStands::Against));
    *bench.clock.0.lock().unwrap() += TimeDelta::days(400);
    desk.tick();
    let found = facts(&desk, &case);
    let against: Vec<&str> = found.iter().filter(|f| f.stands == FactStands::Against).map(|f| f.key.as_str()).collect();
    assert!(against.contains(&"assessment"), "{found:?}");
    assert!(against.iter().any(|key| key.starts_with("training ")), "{against:?}");
    assert!(found.iter().take(against.len()).all(|f| f.stands == FactStands::Against), "{found:?}");
}

#[test]
fn a_case_on_an_assessment_is_called_after_its_partner_and_carries_its_band() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    bench.acting(&desk, &id);
    let called = |filter: &str| rows(&desk, "cases", &format!("verb:assessment.propose {filter}"));
    assert_eq!(called("name~Nordlicht risk:MED"), ["R-000001"]);
    assert_eq!(called("name~EU-AEO").len(), 1);
    bench
        .act(
            &desk,
            "lin",
            Act::Change {
                id: id.parse().unwrap(),
                expect_rev: None,
                fields: assigns(&[("legal_name_local", "Südlicht")]),
            },
        )
        .unwrap();
    assert_eq!(called("name~Nordlicht").len(), 0, "it follows the partner's name");
    assert_eq!(called("name~Südlicht").len(), 1);
}

#[test]
fn a_waiver_of_a_gap_says_what_is_waived_how_often_before_and_what_is_sold() {
    let bench = Bench::new();
    let desk = bench.open();
    let (id, case) = bench.waived_gap(&desk);
    let [waiver] = facts(&desk, &case).try_into().unwrap();
    assert_eq!((waiver.record.map(|r| r.to_string()), waiver.stands), (Some(id.clone()), FactStands::Reserved));
    let text = said(&waiver);
    assert!(text.contains("need=1000000 USD has=900000 USD"), "{text}");
    assert!(text.contains("review-fact-waived-before own=0 all=0"), "{text}");
    assert!(text.contains("until=2027-01-22 ends=2027-06-11"), "{text}");
    assert!(text.contains("review-fact-waiver-measure measure="), "{text}");
    assert!(text.contains("channel=code-channel-WAYFAIR"), "{text}");
    let raised = [("coverages[1].each", "950000 USD")];
    let act = Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&raised) };
    bench.act(&desk, "ina", act).unwrap();
    let [waiver] = facts(&desk, &case).try_into().unwrap();
    assert_eq!(waiver.stands, FactStands::Against, "another value, another gap");
}

#[test]
fn a_waiver_of_any_rule_says_measure_and_end_and_one_given_before_is_counted() {
    let bench = Bench::new();
    let desk = bench.open();
    let mut told = Vec::new();
    for id in ["PayPal Trading", "PayPa1 Trading"].map(|name| bench.partner(&desk, "lin", name)) {
        let all = show(&desk, &id.to_string()).findings;
        let found = all.into_iter().find(|f| f.hit.rule == "PTR-035").unwrap();
        let key = FindingKey { rule: found.hit.rule, subject: id, slot: found.hit.slot };
        let act =
            Act::React { finding: key, also: Vec::new(), stance: Stance::Waived, until: "2026-12-31".parse().ok() };
        let mut command = bench.command("lin", act);
        command.why = Some("copies were seen".into());
        let case = crate::api::Desk::submit(&desk, command).unwrap().case.unwrap().to_string();
        let [waiver] = facts(&desk, &case).try_into().unwrap();
        told.push(said(&waiver));
        bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    }
    for text in &told {
        assert!(text.contains("measure=copies were seen") && text.contains("through until=2026-12-31"), "{text}");
    }
    assert!(told[0].contains("before own=0 all=0") && told[1].contains("before own=0 all=1"), "{told:?}");
}

#[test]
fn a_letter_asks_for_what_the_partner_can_supply_and_none_is_drawn_up_about_our_own_doubts() {
    let bench = Bench::new();
    let desk = bench.open();
    let (id, _) = bench.waived_gap(&desk);
    let about =
        |keys: &[&str]| Query::Letter { about: keys.iter().map(|k| (*k).to_owned()).collect(), operator: "ina".into() };
    let Answer::Letter(draft) = ask(&desk, &about(&[id.as_str()])) else { panic!("no letter") };
    let said: Vec<String> = draft.asked.iter().map(|a| a.msg.to_string()).collect();
    assert!(said[0].starts_with("finding-ins-04 profile=code-channel-WAYFAIR part="), "{said:?}");
    let twins = ["PayPal Trading", "PayPa1 Trading"].map(|name| bench.partner(&desk, "lin", name));
    let key = show(&desk, &twins[1].to_string()).findings.iter().find(|f| f.hit.rule == "PTR-035").unwrap().key();
    let refused = desk.ask(&about(&[key.as_str()]), &AtomicBool::new(false)).unwrap_err();
    assert_eq!(refused.msg.id, "refused-letter-nothing");
}
