//! DOC-04 fires once the time is over, not before, and not when a hold stands.

use super::Bench;
use super::document;
use super::seller;
use crate::domain::document::DocCode;
use crate::domain::retention::Basis;
use crate::domain::retention::Covers;
use crate::domain::retention::Retention;

/// Everything changed on 2026-01-05; three years by law and one more.
fn gone(today: &str) -> Bench {
    let basis = Basis {
        code: "b".into(),
        covers: vec![Covers::Partner, Covers::Document],
        years: 3,
        from_year_end: false,
        markets: Vec::new(),
        types: Vec::new(),
        codes: Vec::new(),
        ioss: false,
        source: "s".into(),
        grade: "A".into(),
    };
    let mut bench = Bench::new(seller()).state("exited").on(today);
    bench.retention = Retention { extra_years: 1, bases: vec![basis] };
    bench
}

#[test]
fn doc_04_fires_when_the_time_is_over_and_nobody_decided() {
    let bench = gone("2030-01-06").doc(document(DocCode::Lic));
    let slots: Vec<String> = bench.hits("DOC-04").into_iter().map(|h| h.slot).collect();
    assert_eq!(slots, ["", "D-000001"]);
    assert_eq!(gone("2030-01-06").says("DOC-04"), "finding-doc-04-partner");
}

#[test]
fn doc_04_does_not_fire_on_the_last_day_nor_for_a_partner_that_stays() {
    assert_eq!(gone("2030-01-05").says("DOC-04"), "");
    assert_eq!(gone("2030-01-05").outcome().next, Some(super::day("2030-01-06")));
    assert_eq!(gone("2040-01-05").state("admitted").says("DOC-04"), "");
}

#[test]
fn doc_04_does_not_fire_when_a_hold_stands_or_it_was_erased() {
    let mut bench = gone("2030-01-06").doc(document(DocCode::Lic));
    bench.settled = true;
    assert_eq!(bench.says("DOC-04"), "");
}
