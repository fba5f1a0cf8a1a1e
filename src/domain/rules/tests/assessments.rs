//! Each AEO rule: one case in which it fires and one in which it does not.

use super::*;
use crate::domain::assessment::Action;
use crate::domain::assessment::ActionState;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::Scoring;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ChecklistItem;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use crate::domain::rules::assessments::ASSESSMENT_RULES;
use crate::domain::rules::assessments::AssessmentFacts;
use crate::domain::rules::assessments::evaluate_assessment;
use rust_decimal::Decimal;

const TODAY: &str = "2026-11-23";

fn item(code: &str, verdict: ItemVerdict) -> AssessmentItem {
    let evidence = vec![Evidence { reference: format!("D-{code}"), date: Some(day(TODAY)), ..Evidence::default() }];
    AssessmentItem { code: code.into(), verdict, evidence, ..AssessmentItem::default() }
}

fn of(items: Vec<AssessmentItem>) -> Assessment {
    let scoring = Scoring { base: 100, threshold: 95, bonus_cap: 2, bonus_counts: true };
    Assessment { scoring, items, ..Assessment::default() }
}

fn asked(code: &str, formula: &str) -> ChecklistItem {
    ChecklistItem { code: code.into(), formula: formula.into(), ..ChecklistItem::default() }
}

fn outcome_in(state: &str, assessment: &Assessment, list: Option<(&Checklist, bool)>) -> Outcome {
    let facts = AssessmentFacts { assessment, state, list, params: &|_, _| None, today: day(TODAY) };
    let outcome = evaluate_assessment(&facts, &|_| None);
    outcome.hits.iter().for_each(words::fit);
    outcome
}

fn says(rule: &str, assessment: &Assessment) -> Vec<(String, Severity)> {
    says_by(rule, assessment, None)
}

fn says_by(rule: &str, assessment: &Assessment, list: Option<(&Checklist, bool)>) -> Vec<(String, Severity)> {
    let hits = outcome_in("in_review", assessment, list).hits;
    hits.into_iter().filter(|h| h.rule == rule).map(|h| (h.slot, h.severity)).collect()
}

fn one(slot: &str, severity: Severity) -> Vec<(String, Severity)> {
    vec![(slot.to_owned(), severity)]
}

#[test]
fn aeo_01_speaks_of_open_items_on_the_due_day() {
    let mut some = of(vec![item("X", ItemVerdict::Open)]);
    some.due = Some(day("2026-11-24"));
    assert_eq!(says("AEO-01", &some), []);
    assert_eq!(outcome_in("in_review", &some, None).next, some.due);
    some.due = Some(day(TODAY));
    assert_eq!(says("AEO-01", &some), one("", Severity::Medium));
    some.items = vec![item("X", ItemVerdict::Up)];
    assert_eq!(says("AEO-01", &some), []);
}

#[test]
fn aeo_02_asks_for_a_record_where_the_check_list_does() {
    let mut some = of(vec![item("X", ItemVerdict::Up)]);
    assert_eq!(says("AEO-02", &some), []);
    some.items[0].evidence[0].kind = EvidenceKind::Interview;
    assert_eq!(says("AEO-02", &some), one("", Severity::High));
    let mut on_site = asked("X", "");
    on_site.kinds = vec![EvidenceKind::Site];
    let list = Checklist { items: vec![on_site], ..Checklist::default() };
    assert_eq!(says_by("AEO-02", &some, Some((&list, true))), []);
}

#[test]
fn aeo_03_speaks_of_missing_and_late_actions() {
    let plan = |due: &str, state| Action { owner: "lin".into(), due: Some(day(due)), state, ..Action::default() };
    let mut some = of(vec![item("X", ItemVerdict::Not)]);
    assert_eq!(says("AEO-03", &some), one("X", Severity::High));
    some.items[0].action = plan("2026-11-23", ActionState::Open);
    assert_eq!(says("AEO-03", &some), []);
    assert_eq!(outcome_in("actions_open", &some, None).next, Some(day("2026-11-24")));
    some.items[0].action = plan("2026-11-22", ActionState::Open);
    assert_eq!(says("AEO-03", &some), one("X", Severity::High));
    some.items[0].action = plan("2026-11-22", ActionState::Closed);
    assert_eq!(says("AEO-03", &some), []);
}

#[test]
fn aeo_04_doubts_that_the_own_business_is_not_applicable() {
    let mut some = of(vec![item("X", ItemVerdict::Na)]);
    assert_eq!(says("AEO-04", &some), []);
    some.items[0].applies = true;
    assert_eq!(says("AEO-04", &some), one("", Severity::High));
}

#[test]
fn aeo_05_names_each_condition_that_fails() {
    let basic = |n: usize, category| {
        let one = |i| AssessmentItem { standard: 20, category, ..item(&format!("B{i}"), ItemVerdict::Basic) };
        of((0..n).map(one).collect())
    };
    assert_eq!(says("AEO-05", &basic(3, ItemCategory::Security)), []);
    assert_eq!(says("AEO-05", &basic(4, ItemCategory::Security)), one("B", Severity::High));
    assert_eq!(says("AEO-05", &basic(6, ItemCategory::Law)), one("C", Severity::High));
    assert_eq!(says("AEO-05", &of(vec![item("X", ItemVerdict::Not)])), one("A", Severity::High));
}

#[test]
fn aeo_06_holds_the_edition_to_its_days() {
    let list = Checklist { effective_to: Some(day("2026-03-31")), ..Checklist::default() };
    let mut some = of(Vec::new());
    assert_eq!(says_by("AEO-06", &some, Some((&list, true))), one("", Severity::High));
    some.valid_from = Some(day("2026-03-31"));
    assert_eq!(says_by("AEO-06", &some, Some((&list, true))), []);
    let open = Checklist::default();
    some.valid_from = None;
    assert_eq!(says_by("AEO-06", &some, Some((&open, true))), []);
    assert_eq!(says_by("AEO-06", &some, Some((&open, false))), one("", Severity::High));
}

#[test]
fn aeo_07_warns_of_a_metric_at_the_border() {
    let list = Checklist { items: vec![asked("F", "solvency")], ..Checklist::default() };
    let mut some = of(vec![item("F", ItemVerdict::Up)]);
    some.figures.assets = Some(Decimal::new(100, 0));
    some.figures.liabilities = Some(Decimal::new(60, 0));
    assert_eq!(says_by("AEO-07", &some, Some((&list, true))), []);
    some.figures.liabilities = Some(Decimal::new(74, 0));
    assert_eq!(says_by("AEO-07", &some, Some((&list, true))), one("F/metric-debt", Severity::Low));
}

#[test]
fn aeo_08_asks_for_an_internal_audit_of_the_last_year() {
    let mut some = of(vec![item("G26-10", ItemVerdict::Up)]);
    assert_eq!(says("AEO-08", &some), []);
    some.items[0].evidence[0].date = Some(day("2025-11-22"));
    assert_eq!(says("AEO-08", &some), one("", Severity::High));
    some.partner.0 = "P-000001".into();
    assert_eq!(says("AEO-08", &some), []);
}

#[test]
fn aeo_09_counts_the_items_one_file_shows() {
    let same = |n: usize| {
        let evidence = vec![Evidence { reference: "D-000001".into(), ..Evidence::default() }];
        let one = |i| AssessmentItem { evidence: evidence.clone(), ..item(&format!("X{i}"), ItemVerdict::Up) };
        of((0..n).map(one).collect())
    };
    assert_eq!(says("AEO-09", &same(5)), []);
    assert_eq!(says("AEO-09", &same(6)), one("D-000001", Severity::Low));
}

#[test]
fn nothing_is_said_of_an_assessment_that_is_over() {
    let some = of(vec![item("X", ItemVerdict::Not)]);
    for state in ["expired", "rejected", "cancelled"] {
        assert_eq!(outcome_in(state, &some, None), Outcome::default());
    }
    assert_eq!(ASSESSMENT_RULES.len(), 9);
}

#[test]
fn ptr_021_offers_the_exemption_to_trusted_enterprises_before_admission() {
    let mut trusted = seller();
    trusted.credit_grade = CreditGrade::Adv;
    assert_eq!(Bench::new(trusted.clone()).state("assessment").says("PTR-021"), "finding-ptr-021");
    assert_eq!(Bench::new(trusted).state("admitted").says("PTR-021"), "");
    assert_eq!(Bench::new(seller()).state("assessment").says("PTR-021"), "");
}
