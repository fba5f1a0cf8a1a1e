//! How a partner stands on a day: its risk, and when its review is due. Both follow from records and the catalogue.

use crate::desk::state::State;
use crate::domain::kind::Id;
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
    /// Its risk.
    pub risk: Risk,
    /// When its periodic review is due.
    pub review_due: Option<NaiveDate>,
}

/// What its controls are worth.
pub const fn evidence(_state: &State, _id: Id) -> Evidence {
    Evidence { total: None, critical: 0, sanctioned: false }
}

/// How a partner stands on a day.
pub fn of(state: &State, id: Id, partner: &Partner, today: NaiveDate) -> Standing {
    let tables = &state.catalog.risk;
    let risk = risk::assess(partner, tables, &evidence(state, id), today);
    Standing { risk, review_due: risk::review_due(id, partner, risk.band, tables) }
}

/// The risk band of a record on a day; none unless it is a partner.
pub fn band(state: &State, stored: &Stored, today: NaiveDate) -> Option<RiskBand> {
    Partner::of(&stored.record).map(|partner| of(state, stored.id, partner, today).risk.band)
}
