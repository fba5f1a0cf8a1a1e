//! Identifiers: wrong, odd, contradicting each other, shared, lacking (PTR-003 … PTR-006, PTR-027).

use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::identifiers;
use crate::domain::identifiers::Verdict;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::partner::Mode;
use crate::domain::partner::PartnerType;
use crate::domain::rules::scope::Checked;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use chrono::NaiveDate;

/// How many other records a sentence names before it only counts them.
pub(super) const NAMED: usize = 5;

/// PTR-003: an identifier fails form or check digit.
pub(super) fn invalid(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for checked in scope.checked() {
        if let Verdict::Invalid { why } = &checked.verdict {
            let msg = judged("finding-ptr-003", checked, why);
            out.push(hit("PTR-003", scope.slot(checked), Severity::High, msg));
        }
    }
    None
}

/// PTR-004: an identifier is well-formed and odd, above all a USCC with a wrong organisation code inside.
pub(super) fn suspicious(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for checked in scope.checked() {
        if let Verdict::Suspicious { why, .. } = &checked.verdict {
            let msg = judged("finding-ptr-004", checked, why);
            out.push(hit("PTR-004", scope.slot(checked), Severity::Medium, msg));
        }
    }
    None
}

/// PTR-005: the PAN inside a GSTIN is not the PAN, or the importer-exporter code, on file.
pub(super) fn pan_differs(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for checked in scope.checked().iter().filter(|c| c.scheme.code == "in_.gstin") {
        let Some(pan) = checked.verdict.canonical().and_then(identifiers::pan_of_gstin) else { continue };
        // Importer-exporter codes of before the GST are ten digits and no PAN.
        let other = scope.checked().iter().filter(|c| matches!(c.scheme.code, "in_.pan" | "in_.iec")).find_map(|c| {
            let found = c.verdict.canonical()?;
            (found != pan && !found.chars().all(|c| c.is_ascii_digit())).then_some((c.scheme, found))
        });
        if let Some((scheme, found)) = other {
            let msg = Msg::new("finding-ptr-005")
                .with("gstin", checked.identifier.value.as_str())
                .with("pan", pan)
                .term("scheme", scheme.name_msg)
                .with("found", found);
            out.push(hit("PTR-005", scope.slot(checked), Severity::High, msg));
        }
    }
    None
}

/// PTR-006: another partner carries the same identifier. Withdrawn partners do not count.
pub(super) fn shared(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let same = scope.facts.same;
    for checked in scope.checked() {
        let Some(value) = checked.verdict.canonical() else { continue };
        let mut others = same.with_identifier(checked.scheme.code, value);
        others.retain(|id| *id != scope.facts.subject.id && stands(scope, *id));
        if others.is_empty() {
            continue;
        }
        let msg =
            listed(Msg::new("finding-ptr-006"), others).term("scheme", checked.scheme.name_msg).with("value", value);
        out.push(hit("PTR-006", scope.slot(checked), Severity::High, msg));
    }
    None
}

/// PTR-027: a Chinese participant of a mode that is declared by customs code has none, or a malformed one.
pub(super) fn customs_code(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let partner = scope.partner();
    let role = |t: &PartnerType| {
        matches!(
            t,
            PartnerType::Ece
                | PartnerType::Plt
                | PartnerType::Pay
                | PartnerType::Log
                | PartnerType::Brk
                | PartnerType::Whb
                | PartnerType::Dag
        )
    };
    let mode = partner.modes.iter().find(|m| !matches!(m, Mode::M0110 | Mode::M1039))?;
    if !partner.is_chinese() || !partner.type_set.iter().any(role) || scope.canonical("cn.customs").is_some() {
        return None;
    }
    let malformed = scope.checked().iter().find(|c| c.scheme.code == "cn.customs");
    let msg = match malformed {
        Some(c) => Msg::new("finding-ptr-027-malformed").with("value", c.identifier.value.as_str()),
        None => Msg::new("finding-ptr-027"),
    };
    out.push(hit("PTR-027", "", Severity::Blocking, msg.with("mode", mode.as_str())));
    None
}

/// Whether another partner counts when things are shared.
pub(super) fn stands(scope: &Scope<'_, '_>, id: Id) -> bool {
    scope.facts.same.partner_state(id).is_none_or(|(state, _)| state != "withdrawn")
}

/// Adds the first few of `ids`, in order, as `others` and their number as `count`.
pub(super) fn listed(msg: Msg, mut ids: Vec<Id>) -> Msg {
    ids.sort_unstable();
    ids.dedup();
    let count = ids.len();
    let named: Vec<String> = ids.iter().take(NAMED).map(Id::to_string).collect();
    msg.with("others", named).with("count", count)
}

/// A verdict in a sentence; `why` chooses the words, so that the sentence needs no message inside.
fn judged(id: &'static str, checked: &Checked<'_>, why: &Msg) -> Msg {
    Msg::new(id)
        .term("scheme", checked.scheme.name_msg)
        .with("value", checked.identifier.value.as_str())
        .with("why", why.id.as_ref())
}
