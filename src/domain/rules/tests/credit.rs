//! PTR-019, PTR-020, PTR-024.

use super::*;
use crate::domain::partner::RiskBand;

fn graded(grade: CreditGrade, asked: Option<&str>) -> Bench {
    Bench::new(Partner { credit_grade: grade, credit_checked_on: asked.map(day), ..seller() })
}

#[test]
fn ptr_019_fires_when_the_grade_is_unknown_or_was_asked_too_long_ago() {
    let unknown = graded(CreditGrade::Unk, Some("2026-11-20"));
    assert_eq!(unknown.brief("PTR-019"), [(String::new(), Severity::Medium, "finding-ptr-019".into())]);
    assert_eq!(graded(CreditGrade::Reg, Some("2026-10-22")).says("PTR-019"), "finding-ptr-019-old");
    assert_eq!(graded(CreditGrade::Reg, None).says("PTR-019"), "finding-ptr-019-undated");
}

#[test]
fn ptr_019_is_silent_through_the_thirty_first_day_and_abroad() {
    let last = graded(CreditGrade::Reg, Some("2026-10-23"));
    assert_eq!(last.says("PTR-019"), "");
    assert_eq!(last.outcome().next, Some(day("2026-11-24")));
    assert_eq!(Bench::new(Partner { credit_grade: CreditGrade::Unk, ..overseas() }).says("PTR-019"), "");
    assert_eq!(graded(CreditGrade::Unk, None).state("prospect").says("PTR-019"), "");
}

#[test]
fn ptr_020_fires_when_a_dishonest_partner_has_no_measure() {
    for grade in [CreditGrade::Dis, CreditGrade::Sdi] {
        let bench = graded(grade, Some("2026-11-20")).state("prospect");
        assert_eq!(bench.brief("PTR-020"), [(String::new(), Severity::Blocking, "finding-ptr-020".into())]);
    }
}

#[test]
fn ptr_020_is_silent_when_a_measure_is_approved_or_the_grade_is_good() {
    let mut bench = graded(CreditGrade::Dis, Some("2026-11-20"));
    bench.partner.credit_measure = "Deposit of 100 % and inspection of every shipment".into();
    assert_eq!(bench.says("PTR-020"), "");
    assert_eq!(graded(CreditGrade::Adv, Some("2026-11-20")).says("PTR-020"), "");
    assert_eq!(graded(CreditGrade::Dis, None).state("exited").says("PTR-020"), "");
}

fn due(on: &str, band: RiskBand) -> Bench {
    let partner = Partner { type_set: vec![PartnerType::Hub], ..overseas() };
    let mut bench = Bench::new(partner).state("admitted").band(band);
    bench.review_due = Some(day(on));
    bench
}

#[test]
fn ptr_024_fires_when_the_review_of_the_band_is_overdue() {
    for (band, months) in [(RiskBand::Low, 24), (RiskBand::Med, 12), (RiskBand::High, 6), (RiskBand::Critical, 6)] {
        let hits = due("2026-11-22", band).hits("PTR-024");
        assert_eq!(hits.len(), 1, "{band:?}");
        assert_eq!((hits[0].severity, hits[0].due), (Severity::High, Some(day("2026-11-22"))));
        assert_eq!(arg(&hits[0], "months"), Arg::Int(months));
    }
}

#[test]
fn ptr_024_is_silent_through_the_due_day_and_before_admission() {
    let last = due("2026-11-23", RiskBand::Med);
    assert_eq!(last.says("PTR-024"), "");
    assert_eq!(last.outcome().next, Some(day("2026-11-24")));
    assert_eq!(due("2020-01-01", RiskBand::Med).state("contracting").says("PTR-024"), "");
}
