//! Permits a partner's trade needs by law: agent, express permit, payment licence, customs registration
//! (PTR-008 … PTR-011).

use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::partner::Mode;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use chrono::NaiveDate;

/// Words for internet payment in the scope of a licence; the last is the class that took its place in 2024.
const INTERNET_PAYMENT: [&str; 5] = ["互联网支付", "网络支付", "internet payment", "online payment", "储值账户运营"];
/// Words in a bank's licence; "bank" alone is no sign, as acquiring of bank cards is a payment business.
const BANK_SCOPE: [&str; 2] = ["公众存款", "deposit"];

/// PTR-008: an overseas seller has no admitted domestic agent; with MOD-02, also other overseas sellers under 9610.
pub(super) fn agent(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let direct = partner.modes.contains(&Mode::Im9610);
    let sells = [PartnerType::Hub, PartnerType::Sub, PartnerType::Mfr].iter().any(|t| partner.is(*t));
    let asked = partner.is(PartnerType::Ece) || (sells && direct);
    if !asked || partner.is_chinese() || partner.country.0.is_empty() {
        return None;
    }
    if let Some(msg) = agent_fault(scope, partner) {
        let slot = if partner.is(PartnerType::Ece) { "" } else { Mode::Im9610.as_str() };
        out.push(hit("PTR-008", slot, Severity::Blocking, msg));
    }
    None
}

fn agent_fault(scope: &Scope<'_, '_>, partner: &Partner) -> Option<Msg> {
    let Some(named) = partner.domestic_agent.as_ref().filter(|a| !a.0.is_empty()) else {
        return Some(Msg::new("finding-ptr-008").with("country", partner.country.0.as_str()));
    };
    let found = named.id().and_then(|id| scope.facts.same.partner_state(id));
    let Some((state, _)) = found.filter(|(_, types)| types.contains(&PartnerType::Dag)) else {
        return Some(Msg::new("finding-ptr-008-no-agent").with("agent", named.0.as_str()));
    };
    if matches!(state.as_str(), "admitted" | "probation") {
        return None;
    }
    let msg = Msg::new("finding-ptr-008-not-admitted").with("agent", named.0.as_str());
    Some(msg.term("state", format!("state-partner-{}", state.replace('_', "-"))))
}

/// PTR-009: a logistics partner has no express-delivery permit in force.
pub(super) fn express(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    if !scope.partner().is(PartnerType::Log) {
        return None;
    }
    if scope.in_force(DocCode::Exp).next().is_none() {
        out.push(hit("PTR-009", "", Severity::Blocking, Msg::new("finding-ptr-009")));
    }
    scope.lapse(DocCode::Exp)
}

/// PTR-010: a payment partner has no licence in force, or one whose scope leaves internet payment out.
pub(super) fn payment(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    if !partner.is(PartnerType::Pay) {
        return None;
    }
    let bank = is_bank(partner);
    let mut licences = scope.in_force(DocCode::Fin).map(|(_, d)| d).peekable();
    if licences.peek().is_none() {
        out.push(hit("PTR-010", "", Severity::Blocking, Msg::new("finding-ptr-010")));
        return None;
    }
    if !bank && !licences.any(covers) {
        let scope_text = scope.in_force(DocCode::Fin).map(|(_, d)| d.scope.as_str()).next().unwrap_or_default();
        let msg = Msg::new("finding-ptr-010-scope").with("scope", scope_text);
        out.push(hit("PTR-010", "", Severity::Blocking, msg));
    }
    scope.lapse(DocCode::Fin)
}

/// A scope that was not captured is not held against the licence.
fn covers(licence: &Document) -> bool {
    let scope = licence.scope.to_lowercase();
    scope.trim().is_empty() || INTERNET_PAYMENT.iter().chain(&BANK_SCOPE).any(|words| scope.contains(words))
}

fn is_bank(partner: &Partner) -> bool {
    [&partner.legal_name_local, &partner.legal_name_en].iter().any(|name| {
        let name = name.to_lowercase();
        name.replace("银行卡", "").contains("银行")
            || name.split(|c: char| !c.is_alphabetic()).any(|word| word == "bank")
    })
}

/// PTR-011: a broker or bonded warehouse shows neither customs registration nor a valid customs code.
pub(super) fn customs(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let ty = [PartnerType::Brk, PartnerType::Whb].into_iter().find(|t| partner.is(*t))?;
    if scope.canonical("cn.customs").is_some() {
        return None;
    }
    if scope.in_force(DocCode::Cus).next().is_none() {
        let msg = Msg::new("finding-ptr-011").term("type", ty.label());
        out.push(hit("PTR-011", "", Severity::Blocking, msg));
    }
    scope.lapse(DocCode::Cus)
}
