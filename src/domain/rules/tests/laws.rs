//! What holds for all rules together: days, order, severities, sources, words.

use super::*;
use crate::domain::partner::RiskBand;
use crate::domain::rules::PARTNER_RULES;
use crate::domain::rules::find;
use proptest::prelude::*;
use std::collections::BTreeSet;

const CODES: [DocCode; 7] =
    [DocCode::Lic, DocCode::Exp, DocCode::Fin, DocCode::Cus, DocCode::Crd, DocCode::Ubo, DocCode::Ins];
const STATES: [&str; 8] =
    ["prospect", "docs_review", "assessment", "contracting", "admitted", "review_due", "suspended", "exited"];

prop_compose! {
    fn some_document()(
        code in prop::sample::select(CODES.to_vec()),
        state in prop::sample::select(vec!["received", "accepted", "accepted", "accepted", "rejected"]),
        issued in prop::option::of(-500i64..100),
        until in prop::option::of(-150i64..250),
    ) -> (&'static str, Document) {
        let from = |days: i64| day("2026-11-23") + chrono::TimeDelta::days(days);
        (state, Document { issued_on: issued.map(from), valid_to: until.map(from), ..document(code) })
    }
}

prop_compose! {
    fn some_bench()(
        state in prop::sample::select(STATES.to_vec()),
        ty in prop::sample::select(PartnerType::ALL.to_vec()),
        grade in prop::sample::select(CreditGrade::ALL.to_vec()),
        band in prop::sample::select(RiskBand::ALL.to_vec()),
        chinese in any::<bool>(),
        asked in prop::option::of(-60i64..5),
        due in prop::option::of(-300i64..300),
        needs in prop::collection::vec(
            (prop::sample::select(CODES.to_vec()), any::<bool>(), 0u8..3), 0..6),
        documents in prop::collection::vec(some_document(), 0..8),
    ) -> Bench {
        let from = |days: i64| day("2026-11-23") + chrono::TimeDelta::days(days);
        let partner = Partner {
            type_set: vec![ty],
            country: Country(if chinese { "CN" } else { "HK" }.into()),
            credit_grade: grade,
            credit_checked_on: asked.map(from),
            ..seller()
        };
        let mut bench = Bench::new(partner).state(state).band(band);
        bench.review_due = due.map(from);
        let mut bench = bench.max_age(DocCode::Crd, 30).max_age(DocCode::Ins, 365);
        for (code, required, by) in needs {
            if bench.required.iter().all(|r| r.code != code) {
                let by = [NeededBy::Docs, NeededBy::Approval, NeededBy::Admitted][usize::from(by)];
                bench = bench.need(code, if required { Need::Required } else { Need::Conditional }, by);
            }
        }
        documents.into_iter().fold(bench, |bench, (state, document)| bench.doc_in(state, document))
    }
}

proptest! {
    #[test]
    fn hits_stay_the_same_until_the_next_day(mut bench in some_bench()) {
        let now = bench.outcome();
        let first = bench.today;
        let end = now.next.unwrap_or(first + chrono::TimeDelta::days(400));
        prop_assert!(end > first, "the next day is to come");
        for today in first.iter_days().take_while(|d| *d < end) {
            bench.today = today;
            prop_assert_eq!(&bench.outcome().hits, &now.hits, "on {}", today);
        }
    }

    #[test]
    fn hits_are_sorted_and_no_slot_is_there_twice(bench in some_bench()) {
        let keys: Vec<(String, String)> = bench.outcome().hits.into_iter().map(|h| (h.rule, h.slot)).collect();
        let sorted: Vec<(String, String)> = keys.iter().cloned().collect::<BTreeSet<_>>().into_iter().collect();
        prop_assert_eq!(keys, sorted);
    }

    #[test]
    fn no_hit_is_worse_than_its_rule(bench in some_bench()) {
        for hit in bench.outcome().hits {
            prop_assert!(hit.severity <= find(&hit.rule).expect("a known rule").severity, "{:?}", hit);
        }
    }
}

#[test]
fn a_day_that_matters_changes_the_hits() {
    let mut bench = Bench::new(seller()).requires(DocCode::Lic).doc(until(DocCode::Lic, "2026-11-30"));
    let before = bench.outcome();
    bench.today = before.next.expect("it runs out");
    assert_eq!(bench.today, day("2026-12-01"));
    assert_ne!(bench.outcome().hits, before.hits);
}

#[test]
fn severities_are_those_of_the_rule_catalogue() {
    let table = "DOC-01 H, DOC-02 H, DOC-03 M, DOC-04 M, DOC-05 L, INS-02 B, PTR-001 B, PTR-002 B, PTR-003 H, PTR-004 M, PTR-005 H, PTR-006 H, \
                 PTR-007 M, PTR-008 B, PTR-009 B, PTR-010 B, PTR-011 B, PTR-012 B, PTR-013 H, PTR-014 M, PTR-018 M, PTR-019 M, PTR-020 B, \
                 PTR-021 I, PTR-022 H, PTR-023 I, PTR-024 H, PTR-027 B, PTR-029 B, PTR-030 H, PTR-033 H, PTR-035 H, TRN-01 B, \
                 TRN-02 H, TRN-08 M";
    let found: Vec<String> = PARTNER_RULES.iter().map(|r| format!("{} {}", r.code, r.severity.as_str())).collect();
    assert_eq!(found.join(", "), table);
}

#[test]
fn the_catalogue_changes_the_worst_severity_and_caps_the_milder_ones() {
    let bench = Bench::new(seller()).need(DocCode::Cus, Need::Required, NeededBy::Docs).need(
        DocCode::Tax,
        Need::Required,
        NeededBy::Admitted,
    );
    let under = |worst| {
        let hits = bench.graded(&|rule| (rule == "PTR-001").then_some(worst)).hits;
        hits.iter().filter(|h| h.rule == "PTR-001").map(|h| h.severity).collect::<Vec<_>>()
    };
    assert_eq!(under(Severity::Blocking), [Severity::Blocking, Severity::Medium]);
    assert_eq!(under(Severity::High), [Severity::High, Severity::Medium]);
    assert_eq!(under(Severity::Low), [Severity::Low, Severity::Low]);
}

#[test]
fn nothing_is_said_of_a_good_partner_or_of_one_that_is_gone() {
    assert_eq!(Bench::new(seller()).outcome().hits, []);
    let gone = Partner { credit_grade: CreditGrade::Sdi, legal_name_en: "a\u{200B}b".into(), ..overseas() };
    for state in ["exited", "rejected", "withdrawn"] {
        let bench = Bench::new(gone.clone()).state(state).requires(DocCode::Lic);
        assert_eq!(bench.outcome(), Outcome::default(), "{state}");
    }
}

#[test]
fn the_same_fact_has_the_same_hash_on_another_day() {
    let hits = |today| {
        Bench::new(overseas()).requires(DocCode::Reg).doc(until(DocCode::Reg, "2026-12-20")).on(today).outcome().hits
    };
    let facts = |today| hits(today).iter().map(Hit::fact).collect::<Vec<_>>();
    assert_eq!(facts("2026-11-23"), facts("2026-12-01"));
}
