//! The guards of assessments: judged through, exempt with proof, and the one of admission that asks for either.

use crate::desk::decide::assess;
use crate::desk::overlay::Now;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::IN_FORCE;
use crate::domain::assessment::overall;
use crate::domain::assessment::overall::Decision;
use crate::domain::checklist::Checklist;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use chrono::NaiveDate;

/// Items that are open, or not judged as their verdict asks.
pub(super) fn unjudged(subject: &Stored) -> Option<Msg> {
    let assessment = Assessment::of(&subject.record)?;
    let id = subject.id.to_string();
    let open: Vec<&str> = assessment.items.iter().filter(|i| i.is_open()).map(|i| i.code.as_str()).collect();
    if !open.is_empty() {
        return Some(Msg::new("assess-open").with("id", id).with("count", open.len()).with("items", open));
    }
    let lame = assessment.items.iter().find_map(|i| overall::lacking(i).map(|why| (i, why)))?;
    Some(Msg::new(lame.1).with("item", lame.0.code.as_str()))
}

/// Why the partner of an assessment is not let off.
pub(super) fn not_exempt(now: Now<'_>, subject: &Stored, today: NaiveDate) -> Result<Option<Msg>, ViewError> {
    let Some(assessment) = Assessment::of(&subject.record) else { return Ok(None) };
    let partner = assessment.partner.id().map(|id| now.get(id)).transpose()?.flatten();
    let Some(stored) = partner else { return Ok(Some(Msg::new("assess-own-no-exemption"))) };
    let Some(partner) = Partner::of(&stored.record) else { return Ok(None) };
    let id = stored.id.to_string();
    if !partner.credit_grade.is_aeo() {
        return Ok(Some(Msg::new("assess-not-trusted").with("id", id).term("grade", partner.credit_grade.label())));
    }
    let proof = |d: &Document| matches!(d.code, DocCode::Aeo | DocCode::Crd) && d.valid_to.is_none_or(|to| to >= today);
    let documents = now.children(stored.id, KindId::Document)?;
    let shown = documents.iter().any(|d| d.state == "accepted" && Document::of(&d.record).is_some_and(proof));
    Ok((!shown).then(|| Msg::new("assess-no-proof-filed").with("id", id)))
}

/// Why a partner may not be admitted for want of an assessment.
pub fn missing(now: Now<'_>, subject: &Stored, today: NaiveDate) -> Result<Option<Msg>, ViewError> {
    let Some(partner) = Partner::of(&subject.record) else { return Ok(None) };
    let id = subject.id.to_string();
    let mut why = Msg::new("assess-none").with("id", id.as_str());
    for stored in now.children(subject.id, KindId::Assessment)? {
        let Some(assessment) = Assessment::of(&stored.record) else { continue };
        match fails(now, partner, &stored, assessment, today)? {
            None => return Ok(None),
            Some(other) => why = other.with("id", id.as_str()).with("assessment", stored.id.to_string()),
        }
    }
    Ok(Some(why))
}

/// Why an assessment does not let its partner in today.
fn fails(
    now: Now<'_>,
    partner: &Partner,
    stored: &Stored,
    assessment: &Assessment,
    today: NaiveDate,
) -> Result<Option<Msg>, ViewError> {
    if !IN_FORCE.contains(&stored.state.as_str()) || assessment.valid_to.is_some_and(|to| to < today) {
        let label = format!("state-assessment-{}", stored.state.replace('_', "-"));
        return Ok(Some(Msg::new("assess-not-approved").term("state", label)));
    }
    let decision = overall::decision(assessment);
    if decision == Decision::Exempt {
        let proof = assessment.proof.as_ref().map(|p| proved(now, stored, p, today)).transpose()?;
        let holds = partner.credit_grade.is_aeo() && proof == Some(true);
        return Ok((!holds).then(|| Msg::new("assess-exemption-lapsed")));
    }
    let list = assessment.checklist.id().map(|id| now.get(id)).transpose()?.flatten();
    let in_force = list
        .as_ref()
        .is_some_and(|s| s.state == "active" && Checklist::of(&s.record).is_some_and(|c| c.in_force(today)));
    if !in_force {
        return Ok(Some(Msg::new("assess-edition-old").with("list", assessment.edition.as_str())));
    }
    Ok((!decision.admits()).then(|| Msg::new("assess-not-admitting").term("decision", decision.label())))
}

fn proved(
    now: Now<'_>,
    stored: &Stored,
    proof: &crate::domain::document::DocumentRef,
    today: NaiveDate,
) -> Result<bool, ViewError> {
    match Assessment::of(&stored.record).and_then(|a| a.partner.id()) {
        Some(partner) => assess::proves(now, partner, proof, today),
        None => Ok(false),
    }
}
