//! A record with what surrounds it: findings, documents, cases, verbs, lapses.

use crate::api::At;
use crate::api::Refusal;
use crate::api::Shown;
use crate::api::query::CaseLine;
use crate::api::query::DocumentLine;
use crate::api::query::Offer;
use crate::api::query::ProposalLine;
use crate::api::query::RiskView;
use crate::desk::answer::cover;
use crate::desk::answer::history;
use crate::desk::answer::list::findings_of;
use crate::desk::decide::Actor;
use crate::desk::decide::Proposal;
use crate::desk::decide::batches;
use crate::desk::decide::check_guards;
use crate::desk::decide::own_upload;
use crate::desk::decide::proposals;
use crate::desk::journal::FileJournal;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::standing;
use crate::desk::standing::Standing;
use crate::desk::state::State;
use crate::desk::tables::DocBrief;
use crate::desk::tables::lapses;
use crate::domain::batch::Batch;
use crate::domain::case::Case;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::partner::Partner;
use crate::domain::requirement::Need;
use crate::domain::risk;
use chrono::DateTime;
use chrono::Utc;
use std::sync::Arc;

/// A record.
pub fn show(
    state: &State,
    journal: &FileJournal,
    id: Id,
    at: At,
    operator: &str,
    now: DateTime<Utc>,
) -> Result<Shown, Refusal> {
    let present = state.get(id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
    match at {
        At::Now => full(state, &present, operator, now),
        At::Rev(rev) => {
            let stored = history::revision(state, journal, id, rev)?;
            Ok(bare(&stored, at))
        }
        At::Day(day) => {
            let stored = history::as_at(state, journal, id, day)?;
            let stored = stored.ok_or_else(|| Refusal::not_found(format!("{id} @ {day}")))?;
            Ok(bare(&stored, at))
        }
    }
}

fn bare(stored: &Stored, at: At) -> Shown {
    let fields = stored.id.kind.def().fields.iter().enumerate();
    Shown {
        id: stored.id,
        rev: stored.rev,
        state: stored.state.clone(),
        since: stored.since,
        title: stored.title(),
        fields: fields.map(|(i, f)| (f.name.to_owned(), stored.record.at(i))).collect(),
        findings: Vec::new(),
        documents: Vec::new(),
        cases: Vec::new(),
        offers: Vec::new(),
        contributors: Vec::new(),
        lapses: Vec::new(),
        risk: None,
        cover: Vec::new(),
        proposals: Vec::new(),
        made_by: stored.made_by.clone(),
        at,
    }
}

/// The present state with everything around it.
pub fn full(state: &State, stored: &Arc<Stored>, operator: &str, at: DateTime<Utc>) -> Result<Shown, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let mut shown = bare(stored, At::Now);
    shown.findings = findings_of(state, stored.id)?;
    shown.cases = cases(now, stored.id)?;
    shown.contributors = now.contributors(stored.id)?;
    if let Some(partner) = Partner::of(&stored.record) {
        let documents = now.children(stored.id, KindId::Document)?;
        let briefs: Vec<DocBrief> = documents.iter().filter_map(|d| DocBrief::of(d)).collect();
        shown.documents = document_lines(state, partner, &documents);
        let standing = standing::present(now, stored, partner, state.today)?;
        shown.risk = Some(risk_view(state, partner, &standing));
        shown.cover = cover::channels(state, stored)?;
        shown.lapses = lapses(standing.review_due, &briefs).into_iter().map(|l| (l.what, l.on)).collect();
    }
    let line = |p: Proposal| ProposalLine {
        item: p.item,
        from: p.from,
        theirs: p.found.code,
        verdict: p.found.verdict,
        topic: p.topic,
    };
    shown.proposals = proposals(now, stored)?.into_iter().map(line).collect();
    shown.offers = offers(now, stored, operator, at, &|_| true)?;
    Ok(shown)
}

fn risk_view(state: &State, partner: &Partner, standing: &Standing) -> RiskView {
    let risk = &standing.risk;
    RiskView {
        band: risk.band,
        inherent: risk.inherent,
        control: risk.control,
        residual: risk.residual,
        review_due: standing.review_due,
        made_of: risk::explain(partner, &state.catalog.risk, risk, &standing.evidence),
    }
}

fn cases(now: Now<'_>, id: Id) -> Result<Vec<CaseLine>, Refusal> {
    let mut found: Vec<CaseLine> = now
        .children(id, KindId::Case)?
        .iter()
        .filter_map(|stored| {
            let case = Case::of(&stored.record)?;
            Some(CaseLine {
                id: stored.id,
                state: stored.state.clone(),
                verb: case.verb.clone(),
                by: case.proposed_by.clone(),
                at: case.proposed_at,
            })
        })
        .collect();
    found.reverse();
    Ok(found)
}

/// A document as a line.
pub fn document_line(stored: &Stored) -> Option<DocumentLine> {
    let document = Document::of(&stored.record)?;
    Some(DocumentLine {
        requirement: None,
        code: document.code.as_str().to_owned(),
        id: Some(stored.id),
        state: stored.state.clone(),
        number: document.number.clone(),
        valid_to: document.valid_to,
        sha256: document.file.sha256.clone(),
        filed_by: stored.made_by.clone(),
    })
}

/// Required documents with the one on file that serves best, then everything else on file.
pub fn document_lines(state: &State, partner: &Partner, documents: &[Arc<Stored>]) -> Vec<DocumentLine> {
    let rank = |line: &DocumentLine| match line.state.as_str() {
        "accepted" => 3,
        "received" => 2,
        "rejected" => 1,
        _ => 0,
    };
    let mut lines: Vec<DocumentLine> = documents.iter().filter_map(|d| document_line(d)).collect();
    lines.sort_by_key(|l| (std::cmp::Reverse(rank(l)), std::cmp::Reverse(l.valid_to), std::cmp::Reverse(l.id)));
    let mut out = Vec::new();
    for requirement in state.catalog.required(partner) {
        let found = lines.iter().position(|l| l.code == requirement.code.as_str());
        if found.is_none() && requirement.need == Need::Optional {
            continue;
        }
        let line = found.map(|place| lines.remove(place));
        let missing = || DocumentLine {
            requirement: None,
            code: requirement.code.as_str().to_owned(),
            id: None,
            state: String::new(),
            number: String::new(),
            valid_to: None,
            sha256: String::new(),
            filed_by: String::new(),
        };
        out.push(DocumentLine { requirement: Some(requirement.clone()), ..line.unwrap_or_else(missing) });
    }
    lines.retain(|l| l.state != "superseded");
    out.extend(lines);
    out
}

/// Those verbs wanted that leave the state, with why one cannot be used now.
pub fn offers(
    now: Now<'_>,
    stored: &Stored,
    operator: &str,
    at: DateTime<Utc>,
    wanted: &dyn Fn(&Edge) -> bool,
) -> Result<Vec<Offer>, Refusal> {
    let kind = stored.id.kind.def().name;
    let Some(lifecycle) = now.state.catalog.lifecycle(kind) else { return Ok(Vec::new()) };
    if stored.id.kind == KindId::Case {
        return Ok(Vec::new());
    }
    let (person, roles) = Actor::account(operator, now, now.state.today).unwrap_or_default();
    let open = now
        .children(stored.id, KindId::Case)?
        .iter()
        .find(|c| c.state == "open" || c.state == "returned")
        .map(|c| c.id);
    let refused = |edge: &Edge| -> Option<Msg> {
        if !edge.roles.iter().any(|r| roles.contains(r)) {
            let needed: Vec<&str> = edge.roles.iter().map(|r| r.as_str()).collect();
            return Some(Msg::new("refused-role-needed").with("needed", needed));
        }
        if let Some(case) = open {
            let id = stored.id.to_string();
            return Some(Msg::new("refused-open-case").with("id", id).with("case", case.to_string()));
        }
        if let Some(batch) = Batch::of(&stored.record).filter(|_| edge.verb == "batch.approve") {
            return batches::barred(now, batch, operator).ok().flatten().map(|(_, msg)| msg);
        }
        let own = own_upload(now, edge, stored, &person).ok().flatten();
        own.or_else(|| check_guards(now, edge, stored, at, now.state.today).err().map(|r| r.msg))
    };
    let offer = |edge: &Edge| {
        let mut fields = edge.fields.clone();
        fields.extend(edge.words.iter().cloned());
        if edge.attest.len() == 1 && attests_now(edge, stored) {
            fields.extend(["answer".to_owned(), "evidence".to_owned()]);
        }
        Offer {
            verb: edge.verb.clone(),
            label: edge.label(),
            refused: refused(edge),
            fields,
            why: edge.why,
            policy: match &edge.control {
                Control::Policy(code) => Some(code.clone()),
                _ => None,
            },
            danger: edge.danger,
            aside: edge.aside,
            to: edge.reaches(&stored.state).to_owned(),
        }
    };
    // What only the program does is nobody's to choose.
    let own = |edge: &&Edge| edge.roles.iter().any(|role| *role != Role::Sys);
    Ok(lifecycle.from(&stored.state).filter(own).filter(|edge| wanted(edge)).map(offer).collect())
}

/// Whether a verb asks for its attestation now, or has the answer already.
fn attests_now(edge: &Edge, stored: &Stored) -> bool {
    let known = |p: &Partner| edge.attest.iter().all(|g| p.attestations.iter().any(|a| a.guard == *g));
    let has = Partner::of(&stored.record).is_some_and(known);
    !has || !matches!(edge.control, Control::Policy(_))
}
