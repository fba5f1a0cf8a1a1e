//! How a partner stands on a day: its risk, and when its review is due. Both follow from records and the catalogue.

use crate::desk::overlay::Now;
use crate::desk::state::State;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::IN_FORCE;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use crate::domain::risk;
use crate::domain::risk::Evidence;
use crate::domain::risk::Risk;
use chrono::NaiveDate;

/// How a partner stands.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// What its controls are worth.
    pub evidence: Evidence,
    /// Its risk.
    pub risk: Risk,
    /// When its periodic review is due.
    pub review_due: Option<NaiveDate>,
}

/// What a partner's controls are worth: the latest assessment in force says.
fn evidence(now: Now<'_>, stored: &Stored) -> Result<Evidence, ViewError> {
    if now.count(KindId::Assessment) == 0 || now.is_alone(stored) {
        return Ok(Evidence::default());
    }
    let assessments = now.children(stored.id, KindId::Assessment)?;
    let latest = assessments.iter().rev().find(|s| IN_FORCE.contains(&s.state.as_str()));
    Ok(latest.and_then(|s| Assessment::of(&s.record)).map(risk::worth).unwrap_or_default())
}

/// How a partner stands on a day, with what its assessments say.
pub fn present(now: Now<'_>, stored: &Stored, partner: &Partner, today: NaiveDate) -> Result<Standing, ViewError> {
    Ok(with(now.state, stored.id, partner, &evidence(now, stored)?, today))
}

/// How a partner stood by its own record alone, as registers of past days know it.
pub fn of(state: &State, id: Id, partner: &Partner, day: NaiveDate) -> Standing {
    with(state, id, partner, &Evidence::default(), day)
}

fn with(state: &State, id: Id, partner: &Partner, evidence: &Evidence, today: NaiveDate) -> Standing {
    let tables = &state.catalog.risk;
    let risk = risk::assess(partner, tables, evidence, today);
    Standing { evidence: *evidence, risk, review_due: risk::review_due(id, partner, risk.band, tables) }
}

/// The risk band of a record on a day; none unless it is a partner.
pub fn band(now: Now<'_>, stored: &Stored, today: NaiveDate) -> Result<Option<RiskBand>, ViewError> {
    let partner = Partner::of(&stored.record);
    partner.map(|partner| present(now, stored, partner, today).map(|standing| standing.risk.band)).transpose()
}
