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
    Ok(Some(Actor::not_permitted(catalog, operator, &roles, verb)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Act;
    use crate::api::Answer;
    use crate::api::Desk;
    use crate::api::Ground;
    use crate::api::Query;
    use crate::desk::local::Local;
    use crate::desk::tests::Bench;
    use crate::desk::tests::assigns;
    use crate::domain::kind::KindId;
    use std::sync::atomic::AtomicBool;

    fn asked(desk: &Local, of: Id, operator: &str) -> Result<ExtractSheet, Refusal> {
        let query = Query::Extract(ExtractQuery { of, operator: operator.to_owned() });
        match desk.ask(&query, &AtomicBool::new(false))? {
            Answer::Extract(sheet) => Ok(*sheet),
            other => panic!("{other:?}"),
        }
    }

    fn made(bench: &Bench, desk: &Local, kind: KindId, fields: &[(&str, &str)]) -> Id {
        let act = Act::Create { kind, fields: assigns(fields) };
        bench.act(desk, "ina", act).unwrap().ids[0]
    }

    #[test]
    fn a_filed_copy_is_a_new_certificate_until_one_of_its_partner_has_it() {
        let bench = Bench::new();
        let desk = bench.open();
        let partners = ["One", "Two"].map(|name| bench.partner(&desk, "lin", name).to_string());
        let [one, two] = &partners;
        let copy = desk.store("evidence", b"certificate of insurance").unwrap().sha256.to_string();
        let fields = [("partner", one.as_str()), ("code", "D-INS"), ("file.name", "coi.pdf"), ("file.sha256", &copy)];
        let document = made(&bench, &desk, KindId::Document, &fields);
        let sheet = asked(&desk, document, "ina").unwrap();
        assert_eq!((sheet.certificate, sheet.partner.to_string(), sheet.refused), (None, one.clone(), None));
        assert_eq!((sheet.file.name.as_str(), sheet.file.sha256.as_str()), ("coi.pdf", copy.as_str()));
        let certificate = |partner: &str, copy: &str| {
            let fields = [("partner", partner), ("form", "ACORD25"), ("insured", "X"), ("issued_on", "2026-06-01")];
            made(&bench, &desk, KindId::Certificate, &[&fields[..], &[("file.sha256", copy)]].concat())
        };
        // Another partner's with the same copy, and one of its own without any.
        certificate(two, &copy);
        certificate(one, "");
        assert_eq!(asked(&desk, document, "ina").unwrap().certificate, None);
        let own = certificate(one, &copy);
        let sheet = asked(&desk, document, "ina").unwrap();
        assert_eq!(sheet.certificate.map(|shown| (shown.id, shown.state)), Some((own, "received".to_owned())));
        let sheet = asked(&desk, own, "ina").unwrap();
        assert_eq!((sheet.of, sheet.certificate.map(|shown| shown.id)), (own, Some(own)));
    }

    #[test]
    fn who_may_not_enter_certificates_and_what_is_over_is_said_before_a_key_is_pressed() {
        let bench = Bench::new();
        let desk = bench.open();
        let one = bench.partner(&desk, "lin", "One").to_string();
        let fields = [("partner", one.as_str()), ("form", "LETTER"), ("insured", "X"), ("issued_on", "2026-06-01")];
        let own = made(&bench, &desk, KindId::Certificate, &fields);
        let refused = |by: &str| asked(&desk, own, by).unwrap().refused.map(|why| why.id.to_string());
        assert_eq!((refused("ina"), refused("lin")), (None, Some("refused-not-permitted".to_owned())));
        bench.verb(&desk, "ina", "certificate.cancel", &own.to_string(), &[]).unwrap();
        assert_eq!(refused("ina").as_deref(), Some("extract-over"));
    }

    #[test]
    fn another_paper_is_no_certificate() {
        let bench = Bench::new();
        let desk = bench.open();
        let one = bench.partner(&desk, "lin", "One");
        let of_one = one.to_string();
        let licence = made(&bench, &desk, KindId::Document, &[("partner", of_one.as_str()), ("code", "D-LIC")]);
        for of in [one, licence] {
            let why = asked(&desk, of, "ina").unwrap_err();
            assert_eq!((why.ground, why.msg.id.as_ref()), (Ground::Invalid, "extract-of-what"));
        }
        let none = asked(&desk, "C-000009".parse().unwrap(), "ina").unwrap_err();
        assert_eq!(none.ground, Ground::NotFound);
    }
}
