//! Derived columns: what follows from a record and those around it. Nothing of it is ever stored as truth.

use crate::desk::clock;
use crate::desk::insured;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::standing;
use crate::desk::state::State;
use crate::desk::tables::fields::Made;
use crate::desk::tables::fields::minutes;
use crate::desk::tables::findings::FindingTable;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::overall;
use crate::domain::case::Case;
use crate::domain::clock::Running;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::compare::speaks_to;
use crate::domain::insurance::rates::Rate;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::Letter;
use crate::domain::operator::Operator;
use crate::domain::partner::Partner;
use crate::domain::requirement::Need;
use crate::domain::training::Training;
use crate::domain::triage;
use crate::domain::triage::Triage;
use chrono::NaiveDate;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a partner's row needs to know of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DocBrief {
    /// Which document.
    pub code: DocCode,
    /// Whether it is accepted.
    pub accepted: bool,
    /// Until when it runs.
    pub valid_to: Option<NaiveDate>,
    /// The first bytes of its content's hash.
    pub mark: u64,
}

/// What lapses, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lapse {
    /// Message id of what.
    pub what: String,
    /// The last day it holds.
    pub on: NaiveDate,
}

impl DocBrief {
    /// Of a stored document.
    pub fn of(stored: &Stored) -> Option<Self> {
        let document = Document::of(&stored.record)?;
        let mark = stored.hash.first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes));
        Some(Self { code: document.code, accepted: stored.state == "accepted", valid_to: document.valid_to, mark })
    }
}

/// What of a partner lapses, soonest first: its accepted documents and its review.
pub fn lapses(review_due: Option<NaiveDate>, documents: &[DocBrief]) -> Vec<Lapse> {
    let document = |d: &DocBrief| {
        let on = d.valid_to.filter(|_| d.accepted)?;
        Some(Lapse { what: d.code.label(), on })
    };
    let mut found: Vec<Lapse> = documents.iter().filter_map(document).collect();
    found.extend(review_due.map(|on| Lapse { what: "column-review".to_owned(), on }));
    found.sort_by_key(|l| l.on);
    found
}

/// Records whose rows a put changes besides its own.
pub fn around(state: &State, stored: &Stored, affected: &mut BTreeSet<Id>) -> Result<(), ViewError> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    affected.extend(parent_of(&stored.record));
    if stored.rev > 1 {
        // Their rows name it, and those of cases on what is filed under a partner.
        if stored.id.kind == KindId::Partner {
            affected.extend(now.cases_below(stored.id)?);
        }
        affected.extend(now.under(stored.id)?);
    }
    if stored.id.kind == KindId::Session && stored.rev > 1 {
        let attendance = state.tables.maps.attendance(&stored.id.to_string());
        affected.extend(attendance.into_iter().map(|n| Id::new(KindId::Training, n)));
    }
    if let (KindId::Letter, Some(partner)) = (stored.id.kind, parent_of(&stored.record)) {
        // Whether a renewal is still to be asked for.
        affected.extend(now.under(partner)?.into_iter().filter(|id| id.kind == KindId::Certificate));
    }
    if let (KindId::Assessment, Some(partner)) = (stored.id.kind, parent_of(&stored.record)) {
        // The partner's band follows from it, and the partner's cases show the band.
        affected.extend(state.view.children(partner, KindId::Case)?);
        affected.extend(now.cases_below(partner)?);
    }
    Ok(())
}

/// The derived cells of a record.
pub fn cells(now: Now<'_>, findings: &FindingTable, stored: &Stored) -> Result<Vec<Made>, ViewError> {
    Ok(match stored.id.kind {
        KindId::Partner => {
            let documents: Vec<DocBrief> = if now.is_alone(stored) {
                Vec::new()
            } else {
                now.children(stored.id, KindId::Document)?.iter().filter_map(|d| DocBrief::of(d)).collect()
            };
            fresh(now, findings, stored, &documents)?
        }
        KindId::Document => {
            let partner = parent_of(&stored.record).map(|id| now.get(id)).transpose()?.flatten();
            let kept = partner.as_ref().and_then(|owner| {
                let retention = &now.state.catalog.retention;
                retention
                    .of_document(stored, owner, Partner::of(&owner.record)?, now.state.genesis.tz())
                    .map(|until| until.keep)
            });
            let kept = kept.map_or(Made::None, Made::Date);
            vec![text(partner.map(|p| p.title())), Made::Text(stored.made_by.clone()), kept]
        }
        KindId::Hold | KindId::Erasure => {
            let partner = parent_of(&stored.record).map(|id| now.get(id)).transpose()?.flatten();
            vec![text(partner.map(|p| p.title())), Made::Text(stored.made_by.clone())]
        }
        KindId::Case => case_cells(now, findings, stored)?,
        KindId::Letter => {
            let partner = parent_of(&stored.record).map(|id| now.get(id)).transpose()?.flatten();
            let letter = Letter::of(&stored.record);
            let reminders = letter.map_or(0, Letter::reminders);
            let reminders = Made::Int(i32::try_from(reminders).unwrap_or(i32::MAX));
            let approval = letter.map_or(Made::None, |l| Made::Code(now.state.catalog.approval(l).as_str().to_owned()));
            vec![text(partner.map(|p| p.title())), reminders, Made::Text(stored.made_by.clone()), approval]
        }
        KindId::BankAccount | KindId::Claim => {
            let partner = parent_of(&stored.record).map(|id| now.get(id)).transpose()?.flatten();
            vec![text(partner.map(|p| p.title()))]
        }
        KindId::Training => training_cells(now, stored)?,
        KindId::Session => {
            let attendance = now.attendance(stored.id)?.iter().filter(|t| t.state == "recorded").count();
            let mut out = vec![Made::Int(i32::try_from(attendance).unwrap_or(i32::MAX))];
            out.extend(open_cells(findings, Some(stored.id)));
            out
        }
        KindId::Operator => {
            let person = Operator::of(&stored.record).and_then(|o| o.person.id());
            let person = person.map(|id| now.get(id)).transpose()?.flatten();
            vec![text(person.map(|p| p.title()))]
        }
        KindId::Certificate => certificate_cells(now, findings, stored)?,
        KindId::Rate => {
            let usd = Rate::of(&stored.record).and_then(|rate| rate.usd);
            vec![text(usd.map(|usd| format!("{usd:021.8}")))]
        }
        KindId::Assessment => assessment_cells(now, findings, stored)?,
        _ => Vec::new(),
    })
}

fn assessment_cells(now: Now<'_>, findings: &FindingTable, stored: &Stored) -> Result<Vec<Made>, ViewError> {
    let Some(assessment) = Assessment::of(&stored.record) else { return Ok(Vec::new()) };
    let partner = assessment.partner.id().map(|id| now.get(id)).transpose()?.flatten();
    let found = overall::overall(&assessment.items, &assessment.scoring);
    let int = |n: usize| Made::Int(i32::try_from(n).unwrap_or(i32::MAX));
    let exempt = assessment.proof.is_some();
    let actions = assessment.items.iter().filter(|i| i.has_open_action());
    let due = actions.clone().filter_map(|i| i.action.due).min();
    let mut out = vec![
        text(partner.map(|p| p.title())),
        int(if exempt { 0 } else { found.open.len() }),
        Made::Int(i32::try_from(found.total).unwrap_or(i32::MAX)),
        text(Some(found.flags()).filter(|f| !exempt && !f.is_empty())),
        Made::Code(overall::decision(assessment).as_str().to_owned()),
        int(actions.count()),
        due.map_or(Made::None, Made::Date),
    ];
    out.extend(open_cells(findings, Some(stored.id)));
    Ok(out)
}

fn certificate_cells(now: Now<'_>, findings: &FindingTable, stored: &Stored) -> Result<Vec<Made>, ViewError> {
    let Some(certificate) = Certificate::of(&stored.record) else { return Ok(Vec::new()) };
    let partner = certificate.partner.id().map(|id| now.get(id)).transpose()?.flatten();
    let mut covers: Vec<&str> = certificate.coverages.iter().map(|c| c.cover.as_str()).collect();
    covers.sort_unstable();
    covers.dedup();
    let of = partner.as_ref().and_then(|s| Partner::of(&s.record));
    let mut applied = of.map(|partner| insured::applying(now, partner, now.state.today)).unwrap_or_default();
    applied.retain(|a| speaks_to(certificate, a.profile));
    let profiles = applied.iter().map(|a| a.profile.code.as_str()).collect::<Vec<_>>().join(" ");
    let renewal = insured::renewal(now, stored, certificate, &applied)?;
    let mut out = vec![
        text(partner.map(|p| p.title())),
        text(Some(covers.join(" ")).filter(|c| !c.is_empty())),
        certificate.expires().map_or(Made::None, Made::Date),
        certificate.ends().map_or(Made::None, Made::Date),
        text(Some(profiles).filter(|p| !p.is_empty())),
        Made::Int(i32::try_from(findings.gaps_of(stored.id)).unwrap_or(i32::MAX)),
        renewal.and_then(|r| i32::try_from(r.step).ok()).map_or(Made::None, Made::Int),
    ];
    out.extend(open_cells(findings, Some(stored.id)));
    Ok(out)
}

fn text(text: Option<String>) -> Made {
    text.map_or(Made::None, Made::Text)
}

/// How many records lie between a case and its partner at the most: a reaction to a finding on a document.
const BELONGS: usize = 3;

/// The partner a record is or belongs to; none for what is the platform's own.
fn owner_of(now: Now<'_>, stored: &Arc<Stored>) -> Result<Option<Arc<Stored>>, ViewError> {
    let mut at = Arc::clone(stored);
    for _ in 0..BELONGS {
        if at.id.kind == KindId::Partner {
            return Ok(Some(at));
        }
        let above = parent_of(&at.record).map(|id| now.get(id)).transpose()?.flatten();
        let Some(above) = above else { return Ok(None) };
        at = above;
    }
    Ok(Some(at).filter(|s| s.id.kind == KindId::Partner))
}

/// What a case on this record is called after: its partner, and where it is about something of the partner's, the code
/// of that first.
pub fn case_name(now: Now<'_>, subject: &Arc<Stored>) -> Result<String, ViewError> {
    let owner = match owner_of(now, subject)? {
        None if subject.id.kind == KindId::Reaction => {
            parent_of(&subject.record).map(|id| now.get(id)).transpose()?.flatten()
        }
        owner => owner,
    };
    let Some(owner) = owner.filter(|owner| owner.id != subject.id) else { return Ok(subject.title()) };
    Ok(match subject.id.kind {
        KindId::Assessment | KindId::Reaction => format!("{} {}", subject.title(), owner.title()),
        _ => format!("{} {}", subject.id, owner.title()),
    })
}

fn case_cells(now: Now<'_>, findings: &FindingTable, stored: &Stored) -> Result<Vec<Made>, ViewError> {
    let Some(case) = Case::of(&stored.record) else { return Ok(Vec::new()) };
    let subject = case.subject.parse::<Id>().ok();
    let found = subject.map(|id| now.get(id)).transpose()?.flatten();
    let owner = found.as_ref().map(|s| owner_of(now, s)).transpose()?.flatten();
    let risk = owner.as_ref().map(|s| standing::band(now, s, now.state.today)).transpose()?.flatten();
    let name = found.as_ref().map(|s| case_name(now, s)).transpose()?;
    let open = matches!(stored.state.as_str(), "open" | "returned");
    let filled = i32::try_from(case.votes.len()).unwrap_or(i32::MAX);
    let code = case.policy.split('@').next().unwrap_or_default();
    let steps = now.state.directory.policy(code).map(|(_, p)| p.steps.clone()).unwrap_or_default();
    let next = case.votes.iter().map(|v| v.step).max().unwrap_or(0);
    let role = usize::try_from(next).ok().and_then(|n| steps.get(n)).map(|s| s.role.as_str().to_owned());
    let zone = now.state.genesis.tz();
    let clock = if open { clock::standing(now, case)? } else { clock::Standing { due: None, paused: false } };
    let due = clock.due.map(|at| at.with_timezone(&zone).date_naive());
    let stands = match (open, clock.paused) {
        (false, _) => Running::Stopped,
        (true, true) => Running::Paused,
        (true, false) => Running::Running,
    };
    let triage = match &found {
        Some(subject) if open => triage_of(now, findings, subject)?,
        _ => None,
    };
    let mut out = vec![
        text(name),
        risk.map_or(Made::None, |band| Made::Code(band.as_str().to_owned())),
        Made::Int(filled),
        due.map_or(Made::None, Made::Date),
        clock.due.map_or(Made::None, |at| Made::Int(minutes(at))),
        Made::Code(stands.as_str().to_owned()),
        role.map_or(Made::None, Made::Code),
        triage_cell(triage),
    ];
    out.extend(open_cells(findings, subject));
    Ok(out)
}

fn training_cells(now: Now<'_>, stored: &Stored) -> Result<Vec<Made>, ViewError> {
    let partner = parent_of(&stored.record).map(|id| now.get(id)).transpose()?.flatten();
    let score = Training::of(&stored.record).and_then(|t| t.score).and_then(|s| s.trunc().to_i32());
    let judged = now.judged(stored)?;
    Ok(vec![
        text(partner.map(|p| p.title())),
        score.map_or(Made::None, Made::Int),
        judged.as_ref().map_or(Made::None, |j| Made::Code(j.result.as_str().to_owned())),
        judged.and_then(|j| j.valid_to).map_or(Made::None, Made::Date),
    ])
}

fn open_cells(findings: &FindingTable, subject: Option<Id>) -> [Made; 3] {
    let (blocking, others) = subject.map_or((0, 0), |id| findings.open_of(id));
    let int = |n: u32| i32::try_from(n).unwrap_or(i32::MAX);
    let sort = int(blocking).saturating_mul(1000).saturating_add(int(others));
    [Made::Int(int(blocking)), Made::Int(int(others)), Made::Int(sort)]
}

/// What a review of a partner of the desk will find; nothing of one that is not there yet or no more.
fn triaged(findings: &FindingTable, stored: &Stored, partner: &Partner, documents: &[DocBrief]) -> Option<Triage> {
    if !matches!(stored.state.as_str(), "admitted" | "probation" | "review_due" | "assessment" | "pending_approval") {
        return None;
    }
    let marks = documents.iter().filter(|d| d.accepted).map(|d| d.mark);
    triage::triage(partner, marks, findings.is_grave(stored.id))
}

/// The triage of a record as it is now; none of one that is no partner.
pub fn triage_of(now: Now<'_>, findings: &FindingTable, stored: &Stored) -> Result<Option<Triage>, ViewError> {
    let Some(partner) = Partner::of(&stored.record) else { return Ok(None) };
    let documents = now.children(stored.id, KindId::Document)?;
    let documents: Vec<DocBrief> = documents.iter().filter_map(|d| DocBrief::of(d)).collect();
    Ok(triaged(findings, stored, partner, &documents))
}

fn triage_cell(triage: Option<Triage>) -> Made {
    triage.map_or(Made::None, |triage| Made::Code(triage.as_str().to_owned()))
}

/// Every name of a partner, for the column free words look in.
fn names(partner: &Partner) -> String {
    let mut name = partner.legal_name_local.clone();
    for other in std::iter::once(&partner.legal_name_en).chain(&partner.trade_names) {
        if !other.is_empty() && *other != name {
            name.push('\n');
            name.push_str(other);
        }
    }
    name
}

/// The derived cells that follow from a partner alone on a day, in the order of the derived columns; the others are
/// empty.
pub fn own_cells(state: &State, id: Id, partner: &Partner, day: NaiveDate) -> Vec<Made> {
    let standing = standing::of(state, id, partner, day);
    let cell = |(column, _): (&str, crate::query::FieldKind)| match column {
        "name" => Made::Text(names(partner)),
        "review_due" => standing.review_due.map_or(Made::None, Made::Date),
        "risk" => Made::Code(standing.risk.band.as_str().to_owned()),
        _ => Made::None,
    };
    super::fields::derived(KindId::Partner).into_iter().map(cell).collect()
}

/// The derived cells of a partner whose documents are known.
pub fn fresh(
    now: Now<'_>,
    findings: &FindingTable,
    stored: &Stored,
    documents: &[DocBrief],
) -> Result<Vec<Made>, ViewError> {
    let Some(partner) = Partner::of(&stored.record) else { return Ok(Vec::new()) };
    let required = now.state.catalog.required(partner);
    let needed = required.iter().filter(|r| r.need == Need::Required).count();
    let have = required
        .iter()
        .filter(|r| r.need == Need::Required && documents.iter().any(|d| d.code == r.code && d.accepted))
        .count();
    let int = |n: usize| Made::Int(i32::try_from(n).unwrap_or(i32::MAX));
    let name = names(partner);
    let standing = standing::present(now, stored, partner, now.state.today)?;
    let lapse = lapses(standing.review_due, documents).first().map(|l| l.on);
    let mut out = vec![
        Made::Text(name),
        int(have),
        int(needed.saturating_sub(have)),
        lapse.map_or(Made::None, Made::Date),
        standing.review_due.map_or(Made::None, Made::Date),
        now.state
            .catalog
            .retention
            .of_partner(stored, partner, now.state.genesis.tz())
            .map_or(Made::None, |until| Made::Date(until.keep)),
        Made::Code(standing.risk.band.as_str().to_owned()),
        Made::Int(i32::try_from(standing.risk.residual).unwrap_or(i32::MAX)),
        triage_cell(triaged(findings, stored, partner, documents)),
    ];
    out.extend(open_cells(findings, Some(stored.id)));
    Ok(out)
}
