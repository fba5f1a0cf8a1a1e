//! A document with everything its checker needs.

use crate::api::Refusal;
use crate::api::check::CheckSheet;
use crate::desk::answer::list::findings_of;
use crate::desk::answer::show;
use crate::desk::decide::Actor;
use crate::desk::decide::own_upload;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::domain::checking::Rekey;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::partner::Partner;
use chrono::DateTime;
use chrono::Utc;

/// The verb of a checker who finds everything in order.
const ACCEPT: &str = "document.accept";

/// The sheet of a document for an operator.
pub fn check(state: &State, id: Id, operator: &str, at: DateTime<Utc>) -> Result<CheckSheet, Refusal> {
    let not_found = || Refusal::not_found(id.to_string());
    let stored = state.get(id)?.ok_or_else(not_found)?;
    let document = Document::of(&stored.record).ok_or_else(not_found)?.clone();
    let partner_id: Id = document.partner.0.parse().map_err(Refusal::invalid)?;
    let holder = state.get(partner_id)?.ok_or_else(not_found)?;
    let partner = Partner::of(&holder.record).ok_or_else(not_found)?;
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let rule = state.catalog.doc_rule(document.code);
    let wanted = rule.map(|r| r.rekey.clone()).unwrap_or_default();
    let rekey = wanted.into_iter().filter(|field| *field != Rekey::Number || !document.number.trim().is_empty());
    let offers = show::full(state, &stored, operator, at)?.offers;
    let refused = offers.into_iter().find(|offer| offer.verb == ACCEPT).and_then(|offer| offer.refused);
    let person = Actor::account(operator, now, state.today).map(|(person, _)| person).unwrap_or_default();
    let edge = state.catalog.edge(ACCEPT).map(|(_, edge)| edge);
    let own = edge.map(|edge| own_upload(now, edge, &stored, &person)).transpose()?.flatten();
    let about = stored.id.to_string();
    let mut findings = findings_of(state, partner_id)?;
    findings.retain(|finding| finding.hit.slot == about && finding.state.counts());
    Ok(CheckSheet {
        id,
        rev: stored.rev,
        state: stored.state.clone(),
        partner: partner_id,
        title: holder.title(),
        names: [&partner.legal_name_local, &partner.legal_name_en]
            .into_iter()
            .filter(|n| !n.is_empty())
            .cloned()
            .collect(),
        points: rule.map(|r| r.checks.clone()).unwrap_or_default(),
        rekey: rekey.collect(),
        rekey_last: rule.and_then(|r| r.rekey_last),
        filed_by: stored.made_by.clone(),
        findings,
        own: own.is_some(),
        refused: own.or(refused),
        document,
    })
}
