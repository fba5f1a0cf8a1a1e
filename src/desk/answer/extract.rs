//! A filed certificate before its fields are taken over: the record there is, its copy, and who may do it.

use crate::api::Refusal;
use crate::api::extract::ExtractQuery;
use crate::api::extract::ExtractSheet;
use crate::desk::answer::show;
use crate::desk::decide::Actor;
use crate::desk::insured;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::document::FileRef;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::Id;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use chrono::DateTime;
use chrono::Utc;
use std::sync::Arc;

/// The sheet of a certificate, or of the document its copy is filed as.
pub fn extract(state: &State, query: &ExtractQuery, at: DateTime<Utc>) -> Result<ExtractSheet, Refusal> {
    let not_found = || Refusal::not_found(query.of.to_string());
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let stored = state.get(query.of)?.ok_or_else(not_found)?;
    let (partner, file, certificate) = paper(now, &stored)?;
    let holder = state.get(partner)?.ok_or_else(not_found)?;
    let refused = refused(now, certificate.as_deref(), &query.operator)?;
    let certificate = certificate.map(|c| show::full(state, &c, &query.operator, at)).transpose()?;
    Ok(ExtractSheet { of: query.of, certificate, partner, title: holder.title(), file, refused })
}

/// Whose it is, its copy, and the certificate. A copy is one certificate of its partner: filed as a document and read
/// before, that one is meant.
fn paper(now: Now<'_>, stored: &Arc<Stored>) -> Result<(Id, FileRef, Option<Arc<Stored>>), Refusal> {
    if let Some(certificate) = Certificate::of(&stored.record) {
        let partner = certificate.partner.0.parse().map_err(Refusal::invalid)?;
        return Ok((partner, certificate.file.clone(), Some(Arc::clone(stored))));
    }
    let document = Document::of(&stored.record).filter(|d| d.code == DocCode::Ins);
    let not_one = || Refusal::invalid(Msg::new("extract-of-what").with("id", stored.id.to_string()));
    let document = document.ok_or_else(not_one)?;
    let partner: Id = document.partner.0.parse().map_err(Refusal::invalid)?;
    let same = |other: &Arc<Stored>| {
        let sha256 = Certificate::of(&other.record).map(|c| c.file.sha256.as_str());
        !document.file.sha256.is_empty() && sha256 == Some(document.file.sha256.as_str())
    };
    let certificate = insured::certificates(now, partner)?.into_iter().rev().find(same);
    Ok((partner, document.file.clone(), certificate))
}

fn refused(now: Now<'_>, certificate: Option<&Stored>, operator: &str) -> Result<Option<Msg>, Refusal> {
    let catalog = now.state.catalog;
    let ended = |s: &&Stored| catalog.lifecycle(s.id.kind.def().name).is_some_and(|l| l.ends.contains(&s.state));
    if let Some(over) = certificate.filter(ended) {
        return Ok(Some(Msg::new("extract-over").with("id", over.id.to_string())));
    }
    let verb = if certificate.is_some() { "certificate.change" } else { "certificate.create" };
    let (_, roles) = Actor::account(operator, now, now.state.today)?;
    if roles.iter().any(|role| catalog.may(*role, verb)) {
        return Ok(None);
    }
    let held: Vec<&str> = roles.iter().map(|r| r.as_str()).collect();
    let needed: Vec<&str> = catalog.roles_of(verb).iter().map(|r| r.as_str()).collect();
    let why = Msg::new("refused-not-permitted").with("operator", operator).with("held", held);
    Ok(Some(why.with("verb", verb).with("needed", needed)))
}
