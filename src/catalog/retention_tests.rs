//! The vectors of domain.md §10.5 on the shipped bases.

use crate::catalog::Catalog;
use crate::domain::retention::Covers;
use crate::domain::retention::Kept;
use crate::domain::retention::Retention;
use chrono::Datelike;
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn shipped() -> &'static Retention {
    &Catalog::shipped().unwrap().retention
}

fn declaration(markets: &[&'static str], ioss: bool) -> Kept<'static> {
    let trigger = day("2026-11-01");
    Kept { covers: Covers::Declaration, trigger, markets: markets.to_vec(), ioss, ..Kept::default() }
}

#[test]
fn a_release_in_china_is_kept_three_years() {
    let found = shipped().until(&declaration(&["CN", "SA"], false)).unwrap();
    assert_eq!(found.legal, day("2029-11-01"));
}

#[test]
fn a_parcel_under_the_one_stop_shop_is_kept_until_2036() {
    let found = shipped().until(&declaration(&["CN", "SA"], true)).unwrap();
    assert_eq!((found.legal.year(), found.basis.as_str()), (2036, "eu-ioss"));
}

#[test]
fn the_tool_keeps_a_year_longer_than_the_law() {
    let found = shipped().until(&declaration(&["CN"], false)).unwrap();
    assert_eq!(found.keep, day("2030-11-01"));
}

#[test]
fn a_customs_year_ends_with_the_year() {
    let found = shipped().until(&declaration(&["DE"], false)).unwrap();
    assert_eq!((found.legal, found.basis.as_str()), (day("2029-12-31"), "eu-customs"));
}

#[test]
fn every_basis_names_its_source_and_how_sure_it_is() {
    for basis in &shipped().bases {
        assert!(!basis.source.is_empty() && ["A", "B", "C", "mem"].contains(&basis.grade.as_str()), "{basis:?}");
        assert!(basis.years > 0 && !basis.covers.is_empty(), "{basis:?}");
    }
}

proptest! {
    #[test]
    fn more_markets_never_shorten_the_time(start in 0_i32..4000, one in 0_usize..6, two in 0_usize..6) {
        let known = ["CN", "DE", "US", "IN", "GB", "SA"];
        let trigger = day("2020-01-01") + chrono::Days::new(u64::try_from(start).unwrap());
        let ask = |markets: Vec<&'static str>| {
            let kept = Kept { covers: Covers::Declaration, trigger, markets, ..Kept::default() };
            shipped().until(&kept).map(|u| u.keep)
        };
        prop_assert!(ask(vec![known[one], known[two]]) >= ask(vec![known[one]]));
        prop_assert!(ask(vec![known[one]]) > Some(trigger));
    }
}
