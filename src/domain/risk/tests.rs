//! The vectors of domain.md §2.7, and laws of the score.

use super::*;
use crate::catalog::Catalog;
use crate::domain::kind::KindId;
use crate::domain::partner::Country;
use crate::domain::partner::Mode;
use crate::domain::partner::Owner;
use crate::domain::partner::PartnerType;
use crate::domain::partner::RiskBand::Critical;
use crate::domain::partner::RiskBand::High;
use crate::domain::partner::RiskBand::Low;
use crate::domain::partner::RiskBand::Med;
use crate::domain::partner::VolumeClass;
use proptest::prelude::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn tables() -> &'static Tables {
    &Catalog::shipped().unwrap().risk
}

fn basis(inherent: u32, grade: CreditGrade) -> Basis {
    Basis { inherent, grade, decided: None }
}

fn judged(inherent: u32, total: Option<i64>, grade: CreditGrade) -> (u32, RiskBand) {
    let evidence = Evidence { total, ..Evidence::default() };
    let risk = basis(inherent, grade).risk(&evidence, day("2026-11-23"));
    (risk.residual, risk.band)
}

#[test]
fn the_vectors_of_the_score_hold() {
    assert_eq!((residual(50, 100), band(residual(50, 100))), (10, RiskBand::Low));
    assert_eq!((residual(80, 60), band(residual(80, 60))), (42, RiskBand::High));
    assert_eq!(judged(80, Some(10_000), CreditGrade::Frn), (16, RiskBand::Low), "AEO adds, the clamp holds");
    assert_eq!(judged(90, None, CreditGrade::Reg), (90, RiskBand::Critical));
    assert_eq!(judged(10, None, CreditGrade::Dis), (10, RiskBand::Critical));
    assert_eq!(judged(80, Some(9_500), CreditGrade::Reg), (42, RiskBand::High));
}

#[test]
fn bands_begin_at_twenty_forty_and_sixty() {
    let at = [19, 20, 39, 40, 59, 60].map(band);
    assert_eq!(at, [Low, Med, Med, High, High, Critical]);
}

#[test]
fn an_assessment_is_worth_more_with_every_point_and_less_with_open_actions() {
    let worth = |total, critical| control(&Evidence { total, critical, sanctioned: false }, CreditGrade::Reg);
    assert_eq!([worth(Some(9_500), 0), worth(Some(10_000), 0), worth(Some(9_750), 0)], [60, 100, 80]);
    assert_eq!([worth(Some(8_750), 0), worth(Some(0), 0), worth(None, 0)], [0, 0, 0]);
    assert_eq!([worth(Some(10_000), 1), worth(Some(10_000), 9)], [80, 0]);
    assert_eq!(control(&Evidence::default(), CreditGrade::Adv), 10);
}

#[test]
fn forced_bands_go_before_the_figure_and_before_an_override() {
    assert_eq!(judged(90, None, CreditGrade::Adv).1, RiskBand::Med);
    assert_eq!(judged(90, None, CreditGrade::Crt).1, RiskBand::Med);
    assert_eq!(judged(5, None, CreditGrade::Crt).1, RiskBand::Low);
    assert_eq!(judged(90, None, CreditGrade::Frn).1, RiskBand::Critical, "a foreign AEO is no Chinese grade");
    let decided = Some((RiskBand::Low, day("2026-12-31")));
    let dishonest = Basis { decided, ..basis(90, CreditGrade::Sdi) };
    assert_eq!(dishonest.risk(&Evidence::default(), day("2026-11-23")).cause, Cause::Dishonest);
    let hit = Evidence { sanctioned: true, ..Evidence::default() };
    assert_eq!(basis(5, CreditGrade::Adv).risk(&hit, day("2026-11-23")).band, RiskBand::Critical);
}

#[test]
fn an_override_counts_through_its_last_day() {
    let decided = Some((RiskBand::High, day("2026-12-31")));
    let basis = Basis { decided, ..basis(10, CreditGrade::Reg) };
    let on = |d: &str| basis.risk(&Evidence::default(), day(d));
    assert_eq!((on("2026-12-31").band, on("2026-12-31").changes), (RiskBand::High, Some(day("2027-01-01"))));
    assert_eq!((on("2027-01-01").band, on("2027-01-01").changes), (RiskBand::Low, None));
}

fn partner() -> Partner {
    Partner {
        country: Country("IN".into()),
        type_set: vec![PartnerType::Ior, PartnerType::Pay],
        hs_chapters: vec!["49".into(), "33".into()],
        volume: Some(VolumeClass::M),
        modes: vec![Mode::M0110],
        ..Partner::default()
    }
}

#[test]
fn every_factor_takes_the_riskiest_code_and_says_so() {
    let found: Vec<(String, u32)> = factors(&partner(), tables()).into_iter().map(|w| (w.code, w.value)).collect();
    let expected = [("IN", 40), ("PAY", 60), ("33", 70), ("M", 40), ("?", 100), ("0110", 20)];
    assert_eq!(found, expected.map(|(c, v)| (c.to_owned(), v)));
    assert_eq!(inherent(&partner(), tables()), 10 + 12 + 14 + 6 + 10 + 2);
    assert_eq!(hundredths(factors(&partner(), tables())[0].points()), "10");
    assert_eq!(hundredths(750), "7.5");
}

#[test]
fn owners_make_the_ownership_known() {
    let owner = |share: i64| Owner { share: Some(share.into()), ..Owner::default() };
    let with = |owners: Vec<Owner>| ownership(&Partner { owners, ..Partner::default() });
    assert_eq!(with(vec![]), "?");
    assert_eq!(with(vec![owner(40)]), "partly");
    assert_eq!(with(vec![owner(40), owner(35)]), "known");
    assert_eq!(with(vec![Owner { manager: true, ..owner(0) }]), "manager");
}

#[test]
fn the_tables_are_whole() {
    for factor in Factor::ALL {
        let table = tables().factor.get(factor).unwrap_or_else(|| panic!("no table {factor:?}"));
        let mut seen: Vec<&String> = table.rows.iter().flat_map(|r| &r.codes).collect();
        let all = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), all, "{factor:?} names a code twice");
        assert!(["*", "?"].iter().all(|c| seen.iter().any(|s| s == c)), "{factor:?} leaves somebody out");
        for row in &table.rows {
            assert!(row.value <= 100 && !row.reason.is_empty() && !row.source.is_empty(), "{row:?}");
        }
    }
    assert_eq!(Factor::ALL.iter().map(|f| f.weight()).sum::<u32>(), 100);
    assert_eq!(tables().factor[&Factor::Country].value("IN"), 40, "domain.md §2.7");
}

fn p(number: u64) -> Id {
    Id::new(KindId::Partner, number)
}

#[test]
fn a_review_comes_after_the_cadence_of_the_band() {
    let partner = Partner { reviewed_on: Some(day("2026-03-31")), ..Partner::default() };
    let due = |band| review_due(p(1), &partner, band, tables()).unwrap();
    assert_eq!(due(RiskBand::Low), day("2028-03-31"));
    assert_eq!(due(RiskBand::Med), day("2027-03-31"));
    assert_eq!(due(RiskBand::High), day("2026-09-30"));
    assert_eq!(review_due(p(1), &Partner::default(), RiskBand::Low, tables()), None);
}

#[test]
fn no_week_gets_an_avalanche_of_imported_partners() {
    let reviewed = day("2026-11-02");
    let partner = Partner { reviewed_on: Some(reviewed), origin: "import".into(), ..Partner::default() };
    let mut weeks: BTreeMap<i64, u32> = BTreeMap::new();
    for number in 1..=5_200 {
        let due = review_due(p(number), &partner, RiskBand::Med, tables()).unwrap();
        let days = due.signed_duration_since(reviewed).num_days();
        assert!((1..=365).contains(&days), "{days}");
        *weeks.entry(days / 7).or_default() += 1;
    }
    assert!(weeks.values().all(|n| *n < 150), "{weeks:?}");
}

#[test]
fn what_an_override_makes_overdue_is_spread_over_its_cadence() {
    let partner = Partner {
        reviewed_on: Some(day("2026-01-10")),
        risk_band: Some(RiskBand::High),
        risk_until: Some(day("2027-11-01")),
        risk_on: Some(day("2026-11-01")),
        ..Partner::default()
    };
    let due = review_due(p(7), &partner, RiskBand::High, tables()).unwrap();
    assert!(due > day("2026-11-01") && due <= day("2027-05-01"), "{due}");
    assert_eq!(review_due(p(7), &partner, RiskBand::Med, tables()), Some(day("2027-01-10")), "lapsed: as before");
}

proptest! {
    #[test]
    fn more_control_never_leaves_more_risk(inherent in 0_u32..=100, a in 0_u32..=100, b in 0_u32..=100) {
        let (less, more) = (a.min(b), a.max(b));
        prop_assert!(residual(inherent, more) <= residual(inherent, less));
        prop_assert!(residual(inherent, less) <= inherent);
    }
}
