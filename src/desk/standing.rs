//! How a partner stands on a day: its risk, and when its review is due. Both follow from records and the catalogue.

use crate::desk::overlay::Now;
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

/// How a partner stands on a day.
pub fn of(now: Now<'_>, stored: &Stored, partner: &Partner, today: NaiveDate) -> Result<Standing, ViewError> {
    let tables = &now.state.catalog.risk;
    let evidence = evidence(now, stored)?;
    let risk = risk::assess(partner, tables, &evidence, today);
    Ok(Standing { evidence, risk, review_due: review_due(now, stored.id, partner, risk.band) })
}

fn review_due(now: Now<'_>, id: Id, partner: &Partner, band: RiskBand) -> Option<NaiveDate> {
    risk::review_due(id, partner, band, &now.state.catalog.risk)
}

/// The risk band of a record on a day; none unless it is a partner.
pub fn band(now: Now<'_>, stored: &Stored, today: NaiveDate) -> Result<Option<RiskBand>, ViewError> {
    let partner = Partner::of(&stored.record);
    partner.map(|partner| of(now, stored, partner, today).map(|standing| standing.risk.band)).transpose()
}
