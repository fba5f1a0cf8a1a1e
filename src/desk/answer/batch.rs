//! Many records at once: what a verb can be used on, what a draw would take in, and how far a drawn batch is.

use crate::api::BatchLine;
use crate::api::BatchQuery;
use crate::api::BatchSheet;
use crate::api::Refusal;
use crate::api::query::Offer;
use crate::desk::answer::list::findings_of;
use crate::desk::answer::show;
use crate::desk::decide::Actor;
use crate::desk::decide::batches;
use crate::desk::decide::batches::Candidate;
use crate::desk::decide::batches::Look;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::standing;
use crate::desk::state::State;
use crate::desk::tables;
use crate::domain::batch::Batch;
use crate::domain::batch::sample_size;
use crate::domain::case::Case;
use crate::domain::kind::Id;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::policy::Bulk;
use crate::domain::voting::Voter;
use chrono::DateTime;
use chrono::Utc;
use std::collections::BTreeSet;

/// The batch that is asked about.
pub fn batch(state: &State, query: &BatchQuery, at: DateTime<Utc>) -> Result<BatchSheet, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    match query {
        BatchQuery::Offers { ids, operator } => offered(now, &ids.iter().copied().collect(), operator, at),
        BatchQuery::Verb { ids, verb, operator } => used(now, &ids.iter().copied().collect(), verb, operator, at),
        BatchQuery::Plan { cases, operator } => planned(now, &cases.iter().copied().collect(), operator, at),
        BatchQuery::Drawn { id, operator } => drawn(now, *id, operator, at),
    }
}

/// The verbs that can be used on at least one of the records, in the order in which they are first offered.
fn offered(now: Now<'_>, ids: &BTreeSet<Id>, operator: &str, at: DateTime<Utc>) -> Result<BatchSheet, Refusal> {
    let mut sheet = BatchSheet::default();
    for id in ids {
        let stored = now.get(*id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
        let known = |edge: &Edge| sheet.offers.iter().any(|o: &Offer| o.verb == edge.verb);
        let more = show::offers(now, &stored, operator, at, &|edge| !known(edge))?;
        sheet.offers.extend(more.into_iter().filter(|offer| offer.refused.is_none()));
    }
    Ok(sheet)
}

/// The records a verb can be used on, and why not on the others.
fn used(
    now: Now<'_>,
    ids: &BTreeSet<Id>,
    verb: &str,
    operator: &str,
    at: DateTime<Utc>,
) -> Result<BatchSheet, Refusal> {
    let mut sheet = BatchSheet { verb: verb.to_owned(), ..BatchSheet::default() };
    for id in ids {
        let stored = now.get(*id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
        let offer = show::offers(now, &stored, operator, at, &|edge| edge.verb == verb)?.pop();
        let why = match &offer {
            Some(offer) => offer.refused.clone(),
            None => Some(
                Msg::new("verbs-not-offered")
                    .term("verb", format!("verb-{}", verb.replace('.', "-")))
                    .with("id", id.to_string())
                    .term("state", format!("state-{}-{}", id.kind.def().name, stored.state.replace('_', "-"))),
            ),
        };
        let line = line(now, &stored, Some(&stored), why)?;
        if line.why.is_none() {
            sheet.rest.push(line);
        } else {
            sheet.left.push(line);
        }
        sheet.offer = sheet.offer.or(offer);
    }
    sheet.barred = sheet.rest.is_empty().then(|| sheet.left.first().and_then(|line| line.why.clone())).flatten();
    Ok(sheet)
}

fn planned(now: Now<'_>, cases: &BTreeSet<Id>, operator: &str, at: DateTime<Utc>) -> Result<BatchSheet, Refusal> {
    let today = now.state.today;
    let (person, roles) = Actor::account(operator, now, today)?;
    let voter = Voter { login: operator, person: &person, roles: &roles };
    let plan = Look { now, voter, at, today }.plan(cases)?;
    let mut sheet = BatchSheet {
        verb: plan.verb,
        policy: plan.policy,
        bulk: plan.bulk,
        drawn_by: operator.to_owned(),
        ..BatchSheet::default()
    };
    for one in &plan.cases {
        let line = of_candidate(now, one)?;
        if line.why.is_none() {
            sheet.rest.push(line);
        } else {
            sheet.left.push(line);
        }
    }
    sheet.size = if plan.bulk == Bulk::Sample { sample_size(sheet.rest.len()) } else { 0 };
    sheet.barred = sheet.rest.is_empty().then(|| Msg::new("batch-empty"));
    Ok(sheet)
}

fn drawn(now: Now<'_>, id: Id, operator: &str, at: DateTime<Utc>) -> Result<BatchSheet, Refusal> {
    let not_found = || Refusal::not_found(id.to_string());
    let stored = now.get(id)?.ok_or_else(not_found)?;
    let batch = Batch::of(&stored.record).ok_or_else(not_found)?;
    let mut sheet = BatchSheet {
        id: Some(id),
        rev: stored.rev,
        state: stored.state.clone(),
        verb: batch.verb.clone(),
        policy: batch.policy.clone(),
        bulk: batches::bulk_of(now, &batch.policy),
        drawn_by: batch.drawn_by.clone(),
        dissolved_by: batch.dissolved_by.clone(),
        seed: batch.seed.clone(),
        size: batch.sample.len(),
        ..BatchSheet::default()
    };
    for text in &batch.sample {
        sheet.sample.extend(of_id(now, text, None)?);
    }
    for left in &batch.left {
        sheet.left.extend(of_id(now, &left.case, Some(Msg::new("batch-why").term("why", left.why.label())))?);
    }
    if stored.state != "drawn" {
        for text in batch.rest() {
            sheet.rest.extend(of_id(now, text, None)?);
        }
        sheet.barred = Some(Msg::new("batch-closed").term("state", format!("state-batch-{}", stored.state)));
        return Ok(sheet);
    }
    let today = now.state.today;
    let (person, roles) = Actor::account(operator, now, today)?;
    let voter = Voter { login: operator, person: &person, roles: &roles };
    for one in &(Look { now, voter, at, today }).rest(batch)? {
        sheet.rest.push(of_candidate(now, one)?);
    }
    sheet.barred = batches::barred(now, batch, operator)?.map(|(_, msg)| msg);
    Ok(sheet)
}

fn of_id(now: Now<'_>, text: &str, why: Option<Msg>) -> Result<Option<BatchLine>, Refusal> {
    let id: Id = text.parse().map_err(Refusal::invalid)?;
    let Some(case) = now.get(id)? else { return Ok(None) };
    let subject = Case::of(&case.record).and_then(|case| case.subject.parse::<Id>().ok());
    let subject = subject.map(|id| now.get(id)).transpose()?.flatten();
    Ok(Some(line(now, &case, subject.as_deref(), why)?))
}

fn of_candidate(now: Now<'_>, one: &Candidate<'_>) -> Result<BatchLine, Refusal> {
    line(now, one.case(), Some(one.subject()), one.fit.as_ref().err().map(|unfit| unfit.msg.clone()))
}

fn line(now: Now<'_>, stored: &Stored, subject: Option<&Stored>, why: Option<Msg>) -> Result<BatchLine, Refusal> {
    let state = now.state;
    let mut line = BatchLine {
        id: stored.id,
        rev: stored.rev,
        state: stored.state.clone(),
        name: String::new(),
        band: String::new(),
        triage: String::new(),
        rules: Vec::new(),
        by: Case::of(&stored.record).and_then(|case| case.votes.last()).map(|vote| vote.by.clone()).unwrap_or_default(),
        why,
    };
    if let Some(subject) = subject {
        let band = standing::band(now, subject, state.today)?;
        line.name = subject.title();
        line.band = band.map(|band| band.as_str().to_owned()).unwrap_or_default();
        line.triage = tables::triage_of(now, subject)?.map(|triage| triage.as_str().to_owned()).unwrap_or_default();
        let open = findings_of(state, subject.id)?.into_iter().filter(|finding| finding.state.counts());
        line.rules = open.map(|finding| finding.hit.rule).collect::<BTreeSet<_>>().into_iter().collect();
    }
    Ok(line)
}
