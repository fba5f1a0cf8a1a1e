//! PTR-014 on the owners, PTR-018, PTR-022, PTR-023, PTR-029, PTR-030, PTR-033.

use super::*;
use crate::domain::partner::Contact;
use crate::domain::partner::Owner;
use crate::domain::partner::Penalty;
use crate::domain::partner::PlatformSign;

fn owned(shares: &[i64]) -> Bench {
    let owner = |(nr, share): (i32, &i64)| Owner {
        nr: nr.to_string(),
        share: Some((*share).into()),
        verified_on: Some(day("2026-11-01")),
        ..Owner::default()
    };
    Bench::new(Partner { owners: (1..).zip(shares).map(owner).collect(), ..seller() })
}

#[test]
fn ptr_014_fires_when_shares_pass_the_whole_or_nobody_owns_a_quarter() {
    assert_eq!(
        owned(&[60, 50]).brief("PTR-014"),
        [("shares".into(), Severity::Medium, "finding-ptr-014-shares".into())]
    );
    assert_eq!(owned(&[20, 20]).says("PTR-014"), "finding-ptr-014-quarter");
    let old = owned(&[100]).on("2027-11-03");
    assert_eq!(old.says("PTR-014"), "finding-ptr-014-verified");
}

#[test]
fn ptr_014_is_silent_when_a_quarter_is_owned_or_a_manager_stands_in() {
    assert_eq!(owned(&[60, 40]).says("PTR-014"), "");
    assert_eq!(owned(&[25]).outcome().next, Some(day("2026-12-22")), "the grade is asked before the owner is verified");
    let mut managed = owned(&[10]);
    managed.partner.owners[0].manager = true;
    assert_eq!(managed.says("PTR-014"), "");
}

#[test]
fn ptr_018_fires_when_a_foreign_aeo_is_not_proven_and_is_silent_with_its_certificate() {
    let bench = || Bench::new(Partner { credit_grade: CreditGrade::Frn, ..overseas() });
    assert_eq!(bench().brief("PTR-018"), [(String::new(), Severity::Medium, "finding-ptr-018".into())]);
    let proven = bench().doc(until(DocCode::Aeo, "2026-12-01"));
    assert_eq!((proven.says("PTR-018"), proven.outcome().next), (String::new(), Some(day("2026-12-02"))));
    assert_eq!(Bench::new(seller()).says("PTR-018"), "");
}

fn entrusts(credits: &[(CreditGrade, Option<&str>)]) -> Bench {
    let brokers = (2..).take(credits.len()).map(|n| PartnerRef(p(n).to_string())).collect();
    let known = |(n, (grade, on)): (u64, &(CreditGrade, Option<&str>))| {
        (p(n), Credit { grade: *grade, dishonest_on: on.map(day) })
    };
    Bench::new(Partner { brokers, ..seller() }).world(|w| w.credits = (2..).zip(credits).map(known).collect())
}

#[test]
fn ptr_022_fires_when_a_broker_is_or_lately_was_dishonest() {
    let now = entrusts(&[(CreditGrade::Reg, None), (CreditGrade::Dis, None)]);
    assert_eq!(now.brief("PTR-022"), [("P-000003".into(), Severity::High, "finding-ptr-022".into())]);
    let was = entrusts(&[(CreditGrade::Reg, Some("2025-01-10"))]);
    assert_eq!(was.says("PTR-022"), "finding-ptr-022-was");
    assert!(was.outcome().next.is_some());
}

#[test]
fn ptr_022_is_silent_after_two_years() {
    assert_eq!(entrusts(&[(CreditGrade::Reg, Some("2024-11-20"))]).says("PTR-022"), "");
    assert_eq!(entrusts(&[(CreditGrade::Reg, None)]).says("PTR-022"), "");
}

#[test]
fn ptr_023_fires_when_all_brokers_are_certified_and_is_silent_when_one_is_not() {
    let all = entrusts(&[(CreditGrade::Adv, None), (CreditGrade::Crt, None)]);
    assert_eq!(all.brief("PTR-023"), [(String::new(), Severity::Info, "finding-ptr-023".into())]);
    assert_eq!(entrusts(&[(CreditGrade::Adv, None), (CreditGrade::Reg, None)]).says("PTR-023"), "");
    assert_eq!(entrusts(&[]).says("PTR-023"), "");
}

fn trader() -> Bench {
    let contact = Contact { phone: "+49 40 1".into(), email: "a@example.com".into(), ..Contact::default() };
    let partner = Partner {
        markets: vec![Country("DE".into())],
        registered_address: "1 Specimen Road".into(),
        contacts: vec![contact],
        dsa_declared_on: Some(day("2026-01-01")),
        ..seller()
    };
    Bench::new(partner).doc(document(DocCode::Idc)).doc(document(DocCode::Bnk))
}

#[test]
fn ptr_029_fires_when_a_part_of_the_set_is_missing() {
    let mut bench = trader().state("assessment");
    bench.partner.dsa_declared_on = None;
    bench.partner.contacts.clear();
    let hits = bench.hits("PTR-029");
    assert_eq!(hits.iter().map(|h| h.severity).collect::<Vec<_>>(), [Severity::Blocking]);
    let lacking = [Arg::Term("finding-dsa-contact".into()), Arg::Term("finding-dsa-declaration".into())];
    assert_eq!(arg(&hits[0], "lacking"), Arg::List(lacking.into()));
    assert_eq!(bench.state("docs_review").brief("PTR-029")[0].1, Severity::Medium, "there is time until the approval");
}

#[test]
fn ptr_029_is_silent_with_the_whole_set_and_outside_the_eu() {
    assert_eq!(trader().says("PTR-029"), "");
    let mut elsewhere = trader();
    elsewhere.partner.dsa_declared_on = None;
    elsewhere.partner.markets = vec![Country("US".into()), Country("GB".into())];
    assert_eq!(elsewhere.says("PTR-029"), "");
}

fn fined(penalties: &[(&str, i64)]) -> Bench {
    let penalty = |(on, amount): &(&str, i64)| Penalty {
        nr: (*on).into(),
        decided_on: Some(day(on)),
        fine: Some((*amount).into()),
        ground: None,
    };
    Bench::new(Partner { penalties: penalties.iter().map(penalty).collect(), ..seller() })
}

#[test]
fn ptr_030_fires_on_one_high_penalty_on_four_and_on_the_sum() {
    assert_eq!(fined(&[("2026-05-01", 50_001)]).says("PTR-030"), "finding-ptr-030");
    let four = [("2026-05-01", 1), ("2026-05-02", 1), ("2026-05-03", 1), ("2026-05-04", 1)];
    assert_eq!(fined(&four).says("PTR-030"), "finding-ptr-030");
    let sum = fined(&[("2026-05-01", 50_000), ("2026-05-02", 50_000), ("2026-06-02", 1)]);
    assert_eq!(sum.brief("PTR-030"), [(String::new(), Severity::High, "finding-ptr-030".into())]);
}

#[test]
fn ptr_030_is_silent_at_the_limit_and_after_a_year() {
    assert_eq!(fined(&[("2026-05-01", 50_000), ("2026-05-02", 50_000)]).says("PTR-030"), "");
    assert_eq!(fined(&[("2025-11-22", 90_000)]).says("PTR-030"), "");
    let last = fined(&[("2025-11-23", 90_000)]);
    assert_eq!((last.says("PTR-030"), last.outcome().next), ("finding-ptr-030".into(), Some(day("2026-11-24"))));
}

#[test]
fn ptr_033_fires_on_two_signs_of_a_fake_platform_and_is_silent_on_one() {
    let with = |signs: Vec<PlatformSign>| Bench::new(Partner { platform_signs: signs, ..seller() }).says("PTR-033");
    assert_eq!(with(vec![PlatformSign::NoLogin, PlatformSign::Traffic]), "finding-ptr-033");
    assert_eq!(with(vec![PlatformSign::NoLogin, PlatformSign::NoLogin]), "");
    assert_eq!(with(vec![]), "");
}
