//! PTR-003 … PTR-006, PTR-027.

use super::*;
use crate::domain::partner::Mode;

fn with(identifiers: Vec<Identifier>) -> Bench {
    Bench::new(Partner { identifiers, ..seller() })
}

#[test]
fn ptr_003_fires_when_a_check_digit_is_wrong() {
    let bench = with(vec![identifier("cn.uscc", "91110000600037341M")]).state("prospect");
    assert_eq!(bench.brief("PTR-003"), [("cn.uscc".into(), Severity::High, "finding-ptr-003".into())]);
    assert_eq!(arg(&bench.hits("PTR-003")[0], "why"), Arg::Text("id-check-digit".into()));
}

#[test]
fn ptr_003_is_silent_when_identifiers_are_well_formed() {
    assert_eq!(Bench::new(seller()).says("PTR-003"), "");
}

#[test]
fn ptr_003_keeps_two_wrong_values_of_one_scheme_apart() {
    let bench = with(vec![identifier("lei", "X"), identifier("LEI", "Y")]);
    let slots: Vec<String> = bench.hits("PTR-003").into_iter().map(|h| h.slot).collect();
    assert_eq!(slots, ["lei/X", "lei/Y"]);
}

#[test]
fn ptr_004_fires_when_the_organisation_code_inside_is_wrong() {
    let bench = with(vec![identifier("cn.uscc", "91330110MA2ENTRP08")]);
    assert_eq!(bench.brief("PTR-004"), [("cn.uscc".into(), Severity::Medium, "finding-ptr-004".into())]);
    assert_eq!(arg(&bench.hits("PTR-004")[0], "why"), Arg::Text("id-org-code".into()));
}

#[test]
fn ptr_004_is_silent_when_it_is_right() {
    assert_eq!(with(vec![identifier("cn.uscc", "91330110MA2ENTRP4L")]).says("PTR-004"), "");
}

#[test]
fn ptr_005_fires_when_the_pan_inside_the_gstin_is_another() {
    for scheme in ["in.pan", "in_.iec"] {
        let bench = with(vec![identifier("in.gstin", "27AAPFU0939F1ZV"), identifier(scheme, "ABCCE1234F")]);
        assert_eq!(bench.brief("PTR-005"), [("in_.gstin".into(), Severity::High, "finding-ptr-005".into())]);
    }
}

#[test]
fn ptr_005_is_silent_when_it_is_the_same_or_the_code_is_an_old_one() {
    for (scheme, value) in [("in.pan", "AAPFU0939F"), ("in.iec", "AAPFU0939F"), ("in.iec", "0388012345")] {
        let bench = with(vec![identifier("in.gstin", "27AAPFU0939F1ZV"), identifier(scheme, value)]);
        assert_eq!(bench.says("PTR-005"), "", "{value}");
    }
    assert_eq!(with(vec![identifier("in.gstin", "27AAPFU0939F1ZV")]).says("PTR-005"), "");
}

fn shared_by(ids: &[u64]) -> Bench {
    let ids: Vec<Id> = ids.iter().map(|n| p(*n)).collect();
    // Entered in another way than it is stored.
    with(vec![identifier("USCC", " 91330110ma2entrp4l ")]).world(|w| {
        w.identifiers.insert(("cn.uscc".into(), "91330110MA2ENTRP4L".into()), ids);
    })
}

#[test]
fn ptr_006_fires_when_another_partner_has_the_identifier() {
    let bench = shared_by(&[9, 1, 4]);
    assert_eq!(bench.brief("PTR-006"), [("cn.uscc".into(), Severity::High, "finding-ptr-006".into())]);
    assert_eq!(arg(&bench.hits("PTR-006")[0], "others"), Arg::from(vec!["P-000004", "P-000009"]));
}

#[test]
fn ptr_006_is_silent_when_only_itself_or_a_withdrawn_partner_has_it() {
    assert_eq!(shared_by(&[1]).says("PTR-006"), "");
    let withdrawn = shared_by(&[1, 2]).world(|w| {
        w.partners.insert(p(2), ("withdrawn".into(), Vec::new()));
    });
    assert_eq!(withdrawn.says("PTR-006"), "");
}

fn in_mode(mode: Mode, identifiers: Vec<Identifier>) -> Bench {
    Bench::new(Partner { modes: vec![mode], identifiers, ..seller() })
}

#[test]
fn ptr_027_fires_when_the_customs_code_is_missing_or_malformed() {
    for mode in [Mode::Im9610, Mode::Ex9610, Mode::M9710, Mode::M9810, Mode::M1210, Mode::M1239] {
        let bench = in_mode(mode, Vec::new());
        assert_eq!(bench.brief("PTR-027"), [(String::new(), Severity::Blocking, "finding-ptr-027".into())]);
    }
    let malformed = in_mode(Mode::M9710, vec![identifier("cn.customs", "3301903K69")]);
    assert_eq!(malformed.says("PTR-027"), "finding-ptr-027-malformed");
}

#[test]
fn ptr_027_is_silent_when_there_is_one_or_no_mode_or_seat_needs_it() {
    assert_eq!(in_mode(Mode::M9710, vec![identifier("CN_CUSTOMS", "3301963K69")]).says("PTR-027"), "");
    assert_eq!(in_mode(Mode::M0110, Vec::new()).says("PTR-027"), "");
    assert_eq!(Bench::new(Partner { modes: vec![Mode::M9710], ..overseas() }).says("PTR-027"), "");
    let other = Partner { modes: vec![Mode::M9710], identifiers: Vec::new(), ..partner_of(PartnerType::Aff) };
    assert_eq!(Bench::new(other).says("PTR-027"), "");
}
