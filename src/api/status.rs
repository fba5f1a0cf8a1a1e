//! How a desk itself stands: what its screens show in the last line and `entrepot status` prints.

use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// The desk itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The last entry.
    pub seq: u64,
    /// Its hash.
    pub head: String,
    /// `demo` or `production`.
    pub kind: String,
    /// The desk's time zone.
    pub zone: String,
    /// The day in that zone, as of the last look at the clock; none while the desk is not open.
    pub today: Option<NaiveDate>,
    /// Why it is read-only.
    pub read_only: Option<Msg>,
    /// What was found damaged and what was done about it.
    pub damage: Vec<Msg>,
    /// While the roster is built: rows done and rows in all.
    pub loading: Option<(u64, u64)>,
    /// Records by kind name.
    pub records: Vec<(String, u64)>,
    /// Catalogue version of the desk.
    pub catalogue: u32,
}
