//! Guards: what must hold before a transition (domain.md §2.4).

mod assessed;

pub use assessed::missing as unassessed;

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::kept;
use crate::desk::overlay::Now;
use crate::desk::overlay::parent_of;
use crate::desk::schedule;
use crate::desk::view::ViewError;
use crate::domain::account::BankAccount;
use crate::domain::account::COOLING_HOURS;
use crate::domain::clock::day_of;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::finding::Finding;
use crate::domain::finding::Severity;
use crate::domain::identifiers;
use crate::domain::identifiers::Verdict;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::Letter;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::rules::insurance::is_gap;
use crate::domain::training::Gap;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;

/// Days before a rejected partner may apply again (domain.md §2.4).
const COOL_OFF_DAYS: i64 = 30;

/// Checks every guard of a row; the refusal names all that fails.
pub fn check(now: Now<'_>, edge: &Edge, subject: &Stored, at: DateTime<Utc>, today: NaiveDate) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    for guard in &edge.guards {
        wrong.extend(fails(now, *guard, edge, subject, at, today)?);
    }
    let Some(first) = wrong.first().cloned() else { return Ok(()) };
    let mut refusal = Refusal::new(Ground::Guard, first);
    refusal.hints = wrong.into_iter().skip(1).collect();
    Err(refusal)
}

fn fails(
    now: Now<'_>,
    guard: Guard,
    edge: &Edge,
    subject: &Stored,
    at: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Option<Msg>, ViewError> {
    let id = subject.id.to_string();
    Ok(match guard {
        Guard::Documents => {
            let missing = missing_documents(now, subject, needed_by(edge), today)?;
            let terms: Vec<Arg> = missing.iter().map(|c| Arg::Term(c.label())).collect();
            let msg = || Msg::new("guard-documents-missing").with("id", id).with("missing", Arg::List(terms));
            (!missing.is_empty()).then(msg)
        }
        Guard::Identifiers => Partner::of(&subject.record).and_then(invalid_identifier).map(|(scheme, value)| {
            Msg::new("guard-identifier-invalid").with("id", id).with("scheme", scheme).with("value", value)
        }),
        Guard::Trained => {
            let gaps = now.training_gaps(subject, today)?;
            (!gaps.is_empty()).then(|| untrained(id, &gaps))
        }
        Guard::NoBlocking => {
            let outcome = schedule::evaluate(now, subject, today)?;
            let open = schedule::findings(now, subject.id, &outcome, today)?;
            let one_channel = |f: &Finding| now.state.catalog.rule(&f.hit.rule).is_some_and(|r| r.one_channel);
            let keys: Vec<String> = open
                .iter()
                .filter(|f| f.hit.severity == Severity::Blocking && f.state.counts() && !one_channel(f))
                .map(Finding::key)
                .collect();
            (!keys.is_empty()).then(|| Msg::new("guard-blocking").with("id", id).with("findings", keys))
        }
        Guard::CoolOff => {
            let until = subject.since + TimeDelta::days(COOL_OFF_DAYS);
            let day = day_of(until, now.state.genesis.tz());
            (at < until).then(|| Msg::new("guard-still-cooling").with("id", id).with("until", day))
        }
        Guard::NoGap | Guard::Gap | Guard::AllWaived => insured(now, guard, subject, today)?,
        Guard::DocumentComplete => incomplete(now, subject, today),
        Guard::RetentionOver => retained(now, subject, today)?,
        Guard::NoHold => {
            let hold = parent_of(&subject.record).map(|id| kept::hold_on(now, id)).transpose()?.flatten();
            hold.map(|hold| Msg::new("refused-hold-stands").with("id", id).with("hold", hold.to_string()))
        }
        // Judged where it is known who acts.
        Guard::OtherPerson => None,
        Guard::CalledBack => {
            let lacks = BankAccount::of(&subject.record).and_then(BankAccount::unproven);
            lacks.map(|why| Msg::new(why).with("id", id))
        }
        Guard::Cooled => {
            let until = subject.since + TimeDelta::hours(COOLING_HOURS);
            let zoned = until.with_timezone(&now.state.genesis.tz()).format("%Y-%m-%d %H:%M").to_string();
            (at < until).then(|| Msg::new("account-cooling").with("id", id).with("until", zoned))
        }
        Guard::Approved => {
            let letter = Letter::of(&subject.record);
            let unread = letter.is_some_and(|letter| !now.state.catalog.may_send(letter, &subject.state));
            unread.then(|| Msg::new("guard-letter-unapproved").with("id", id))
        }
        Guard::Judged => assessed::unjudged(subject),
        Guard::Exempt => assessed::not_exempt(now, subject, today)?,
        Guard::Assessed => assessed::missing(now, subject, today)?,
    })
}

/// What is missing, each module with the last day of its certificate where it had one.
fn untrained(id: String, gaps: &[(String, Gap)]) -> Msg {
    let name = |(code, gap): &(String, Gap)| match gap {
        Gap::Never => code.clone(),
        Gap::Lapsed(to) => format!("{code} († {to})"),
    };
    let missing: Vec<String> = gaps.iter().map(name).collect();
    Msg::new("training-refused-missing").with("id", id).with("missing", missing)
}

fn needed_by(edge: &Edge) -> NeededBy {
    match edge.verb.as_str() {
        "partner.propose-admission" => NeededBy::Approval,
        "partner.activate" | "partner.propose-review" => NeededBy::Admitted,
        _ => NeededBy::Docs,
    }
}

/// Required documents that are not accepted, or have run out, by a stage.
fn missing_documents(
    now: Now<'_>,
    subject: &Stored,
    by: NeededBy,
    today: NaiveDate,
) -> Result<Vec<DocCode>, ViewError> {
    let Some(partner) = Partner::of(&subject.record) else { return Ok(Vec::new()) };
    let documents = now.children(subject.id, KindId::Document)?;
    let holds = |code: DocCode| {
        documents.iter().any(|d| {
            let found = Document::of(&d.record).filter(|doc| doc.code == code && d.state == "accepted");
            found.is_some_and(|doc| doc.valid_to.is_none_or(|to| to >= today))
        })
    };
    let required = now.state.catalog.required(partner);
    let wanted = required.iter().filter(|r| r.need == Need::Required && r.needed_by <= by);
    Ok(wanted.map(|r| r.code).filter(|c| !holds(*c)).collect())
}

fn invalid_identifier(partner: &Partner) -> Option<(String, String)> {
    let invalid =
        |scheme: &str, value: &str| matches!(identifiers::check(scheme, value), Some(Verdict::Invalid { .. }));
    let found = partner.identifiers.iter().find(|i| invalid(&i.scheme, &i.value))?;
    Some((found.scheme.clone(), found.value.clone()))
}

/// The gaps of a certificate: findings that are more than a notice of what comes.
fn insured(now: Now<'_>, guard: Guard, subject: &Stored, today: NaiveDate) -> Result<Option<Msg>, ViewError> {
    let outcome = schedule::evaluate(now, subject, today)?;
    let mut gaps = schedule::findings(now, subject.id, &outcome, today)?;
    gaps.retain(|f| is_gap(&f.hit.rule, f.hit.severity));
    let open: Vec<String> = gaps.iter().filter(|f| f.state.counts()).map(Finding::key).collect();
    let id = subject.id.to_string();
    Ok(match guard {
        Guard::NoGap => (!open.is_empty()).then(|| Msg::new("guard-gaps").with("id", id).with("findings", open)),
        Guard::Gap => open.is_empty().then(|| Msg::new("guard-no-gaps").with("id", id)),
        _ if !open.is_empty() => Some(Msg::new("guard-gaps").with("id", id).with("findings", open)),
        _ => gaps.is_empty().then(|| Msg::new("guard-nothing-waived").with("id", id)),
    })
}

/// Why the records of the partner an erasure is about must still be kept.
fn retained(now: Now<'_>, subject: &Stored, today: NaiveDate) -> Result<Option<Msg>, ViewError> {
    let partner = parent_of(&subject.record).map(|id| now.get(id)).transpose()?.flatten();
    let Some(partner) = partner else { return Ok(None) };
    let msg = |id: &'static str| Msg::new(id).with("id", partner.id.to_string());
    Ok(match kept::kept_until(now, &partner)? {
        None => Some(msg("refused-retention-open")),
        Some(until) if until.keep >= today => {
            Some(msg("refused-retention-runs").with("until", until.keep).with("legal", until.legal))
        }
        Some(_) => None,
    })
}

fn incomplete(now: Now<'_>, subject: &Stored, today: NaiveDate) -> Option<Msg> {
    let document = Document::of(&subject.record)?;
    let id = subject.id.to_string();
    if document.file.sha256.is_empty() {
        return Some(Msg::new("guard-document-no-file").with("id", id));
    }
    let expires = now.state.catalog.doc_rule(document.code).is_some_and(|r| r.expires && r.max_age_days.is_none());
    match document.valid_to {
        None if expires => {
            Some(Msg::new("guard-document-no-expiry").with("id", id).term("code", document.code.label()))
        }
        Some(to) if to < today => Some(Msg::new("guard-document-expired").with("id", id).with("to", to)),
        _ => None,
    }
}
