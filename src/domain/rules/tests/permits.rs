//! PTR-008 … PTR-011.

use super::*;
use crate::domain::partner::Mode;

fn with_agent(state: &str, ty: PartnerType) -> Bench {
    let partner = Partner { domestic_agent: Some(PartnerRef("P-000007".into())), ..overseas() };
    Bench::new(partner).world(|w| {
        w.partners.insert(p(7), (state.to_owned(), vec![ty]));
    })
}

#[test]
fn ptr_008_fires_when_an_overseas_seller_has_no_admitted_agent() {
    let none = Bench::new(overseas());
    assert_eq!(none.brief("PTR-008"), [(String::new(), Severity::Blocking, "finding-ptr-008".into())]);
    assert_eq!(with_agent("contracting", PartnerType::Dag).says("PTR-008"), "finding-ptr-008-not-admitted");
    assert_eq!(with_agent("suspended", PartnerType::Dag).says("PTR-008"), "finding-ptr-008-not-admitted");
    assert_eq!(with_agent("admitted", PartnerType::Log).says("PTR-008"), "finding-ptr-008-no-agent");
}

#[test]
fn ptr_008_names_the_state_by_its_label() {
    let hits = with_agent("pending_approval", PartnerType::Dag).hits("PTR-008");
    assert_eq!(arg(&hits[0], "state"), Arg::Term("state-partner-pending-approval".into()));
}

#[test]
fn ptr_008_is_silent_when_the_agent_is_admitted_or_none_is_asked_for() {
    assert_eq!(with_agent("admitted", PartnerType::Dag).says("PTR-008"), "");
    assert_eq!(with_agent("probation", PartnerType::Dag).says("PTR-008"), "");
    assert_eq!(Bench::new(seller()).says("PTR-008"), "");
    assert_eq!(Bench::new(overseas()).state("prospect").says("PTR-008"), "");
}

#[test]
fn ptr_008_fires_when_an_overseas_subsidiary_works_under_direct_purchase() {
    let sub = |modes| Bench::new(Partner { type_set: vec![PartnerType::Sub], modes, ..overseas() });
    assert_eq!(sub(vec![Mode::Im9610]).hits("PTR-008")[0].slot, "9610-IM");
    assert_eq!(sub(vec![Mode::M9810]).says("PTR-008"), "");
}

#[test]
fn ptr_009_fires_when_a_logistics_partner_has_no_permit_in_force() {
    let log = || Bench::new(partner_of(PartnerType::Log));
    assert_eq!(log().brief("PTR-009"), [(String::new(), Severity::Blocking, "finding-ptr-009".into())]);
    assert_eq!(log().doc_in("received", document(DocCode::Exp)).says("PTR-009"), "finding-ptr-009");
    assert_eq!(log().doc(until(DocCode::Exp, "2026-11-22")).says("PTR-009"), "finding-ptr-009");
}

#[test]
fn ptr_009_is_silent_when_it_has_one_and_names_the_day_it_lapses() {
    let bench = Bench::new(partner_of(PartnerType::Log)).doc(until(DocCode::Exp, "2026-11-30"));
    assert_eq!(bench.says("PTR-009"), "");
    assert_eq!(bench.outcome().next, Some(day("2026-12-01")));
    assert_eq!(Bench::new(seller()).says("PTR-009"), "");
}

fn pay(scope: &str) -> Bench {
    let licence = Document { scope: scope.into(), ..document(DocCode::Fin) };
    Bench::new(partner_of(PartnerType::Pay)).doc(licence)
}

#[test]
fn ptr_010_fires_when_there_is_no_licence_or_its_scope_leaves_internet_payment_out() {
    let none = Bench::new(partner_of(PartnerType::Pay));
    assert_eq!(none.brief("PTR-010"), [(String::new(), Severity::Blocking, "finding-ptr-010".into())]);
    assert_eq!(pay("银行卡收单（全国）").says("PTR-010"), "finding-ptr-010-scope");
}

#[test]
fn ptr_010_is_silent_when_the_scope_covers_it_or_is_not_given_or_it_is_a_bank() {
    assert_eq!(pay("互联网支付、银行卡收单").says("PTR-010"), "");
    assert_eq!(pay("Internet payment (nationwide)").says("PTR-010"), "");
    assert_eq!(pay("").says("PTR-010"), "");
    assert_eq!(Bench::new(seller()).says("PTR-010"), "");
    let mut bank = pay("经营许可");
    bank.partner.legal_name_local = "浙江云帆银行股份有限公司".into();
    assert_eq!(bank.says("PTR-010"), "");
}

fn unregistered(ty: PartnerType) -> Bench {
    Bench::new(Partner { identifiers: Vec::new(), ..partner_of(ty) })
}

#[test]
fn ptr_011_fires_when_a_broker_or_warehouse_is_not_registered() {
    for ty in [PartnerType::Brk, PartnerType::Whb] {
        assert_eq!(unregistered(ty).brief("PTR-011"), [(String::new(), Severity::Blocking, "finding-ptr-011".into())]);
    }
}

#[test]
fn ptr_011_is_silent_when_it_has_a_registration_or_a_customs_code() {
    assert_eq!(unregistered(PartnerType::Brk).doc(document(DocCode::Cus)).says("PTR-011"), "");
    assert_eq!(Bench::new(partner_of(PartnerType::Whb)).says("PTR-011"), "");
    assert_eq!(unregistered(PartnerType::Ece).says("PTR-011"), "");
}
