//! Which record a row of an import about insurance is.

use crate::api::ImportRow;
use crate::api::Refusal;
use crate::desk::overlay::Now;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::insurers::KnownInsurer;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::names;
use crate::domain::value::Value;
use std::sync::Arc;

fn value<'r>(row: &'r ImportRow, path: &str) -> Option<&'r Value> {
    row.fields.iter().find(|f| f.path == path).map(|f| &f.value).filter(|v| !v.is_empty())
}

/// A certificate is its partner's one with its number; without a number the one made from the same file, or of the same
/// day over the same policies.
pub(super) fn match_certificate(now: Now<'_>, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    let Some(partner) = value(row, "partner").and_then(|p| p.to_string().parse::<Id>().ok()) else {
        return Ok(Vec::new());
    };
    let number = value(row, "number").map(ToString::to_string);
    let file = value(row, "file.sha256").map(ToString::to_string);
    let issued = value(row, "issued_on");
    let numbers = policies(value(row, "coverages").unwrap_or(&Value::Null));
    let same = |stored: &Arc<Stored>| {
        let Some(known) = Certificate::of(&stored.record) else { return false };
        if stored.state == "cancelled" {
            return false;
        }
        if file.as_ref().is_some_and(|file| *file == known.file.sha256) {
            return true;
        }
        if let Some(number) = &number {
            return known.number == *number;
        }
        known.number.is_empty()
            && file.is_none()
            && issued.is_none_or(|on| *on == stored.get("issued_on"))
            && policies(&stored.get("coverages")) == numbers
    };
    Ok(now.children(partner, KindId::Certificate)?.into_iter().filter(same).collect())
}

/// The policy numbers of a list of coverages.
fn policies(coverages: &Value) -> Vec<String> {
    let place = crate::domain::insurance::certificate::Coverage::FIELDS.iter().position(|f| f.name == "policy_no");
    let number = |cover: &Value| place.and_then(|at| cover.items().get(at)).map(ToString::to_string);
    coverages.items().iter().filter_map(number).filter(|n| !n.is_empty()).collect()
}

/// What a row stands for whose file names no key: of a day there is one rate of a currency, of a NAIC number or else of a
/// name one insurer.
pub(super) fn key_of(kind: KindId, row: &ImportRow) -> Option<String> {
    if kind == KindId::KnownInsurer {
        let naic = value(row, "naic").map(ToString::to_string);
        return naic.or_else(|| Some(names::normalise_company(&value(row, "name")?.to_string())));
    }
    let (currency, on) = (value(row, "currency")?, value(row, "on")?);
    (kind == KindId::Rate).then(|| format!("{currency} {on}"))
}

/// The rates in use of a currency on a day.
pub(super) fn rates_of(now: Now<'_>, currency: &Value, on: &Value) -> Result<Vec<Arc<Stored>>, Refusal> {
    let known = now.state.tables.maps.rate(&currency.to_string(), &on.to_string());
    let found = known.into_iter().filter_map(|n| now.get(Id::new(KindId::Rate, n)).transpose());
    let mut found: Vec<Arc<Stored>> = found.collect::<Result<_, _>>()?;
    found.retain(|s| s.state == "active" && s.get("currency") == *currency && s.get("on") == *on);
    Ok(found)
}

/// A rate is the one of its currency and day that was not withdrawn.
pub(super) fn match_rate(now: Now<'_>, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    let (Some(currency), Some(on)) = (value(row, "currency"), value(row, "on")) else { return Ok(Vec::new()) };
    rates_of(now, currency, on)
}

/// An insurer is the draft with its NAIC number, or without one with its name; one that is on the list only where it says
/// what the row says.
pub(super) fn match_insurer(now: Now<'_>, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    let Some(wanted) = key_of(KindId::KnownInsurer, row) else { return Ok(Vec::new()) };
    let says = |s: &Stored| {
        let same =
            |f: &crate::api::Assign| s.record.path(&f.path).is_some_and(|v| v.to_string() == f.value.to_string());
        row.fields.iter().all(same)
    };
    let mut found = Vec::new();
    for number in 1..=now.count(KindId::KnownInsurer) {
        let Some(stored) = now.get(Id::new(KindId::KnownInsurer, number))? else { continue };
        let Some(known) = KnownInsurer::of(&stored.record).filter(|_| stored.state != "retired") else { continue };
        let key = if known.naic.is_empty() { names::normalise_company(&known.name) } else { known.naic.clone() };
        if key == wanted && (stored.state == "drafted" || says(&stored)) {
            found.push(stored);
        }
    }
    // What is decided already comes before a draft of the same.
    found.sort_by_key(|s| s.state == "drafted");
    found.truncate(1);
    Ok(found)
}
