//! Overrides of the computed risk band: an end in sight, and what the record remembers of the decision.

use crate::api::Refusal;
use crate::desk::decide::Outside;
use crate::domain::case::Case;
use crate::domain::kind::Record;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use chrono::Days;
use chrono::NaiveDate;

/// The verb.
pub const VERB: &str = "partner.override-risk";
/// No override holds longer: within a year somebody looks again.
const LONGEST_DAYS: u64 = 366;

/// Refuses an override that ends in the past or never comes up again.
pub fn check(edge: &Edge, after: &Record, today: NaiveDate) -> Result<(), Refusal> {
    if edge.verb != VERB {
        return Ok(());
    }
    let longest = today.checked_add_days(Days::new(LONGEST_DAYS)).unwrap_or(today);
    let until = Partner::of(after).and_then(|partner| partner.risk_until);
    if until.is_some_and(|until| (today..=longest).contains(&until)) {
        return Ok(());
    }
    let why = Msg::new("value-override-range").with("from", today).with("to", longest);
    Err(Refusal::invalid(Msg::new("refused-fields").with("count", 1_i64).with("fields", "risk_until"))
        .fields(vec![("risk_until".to_owned(), why)]))
}

/// Writes down when and why two persons decided so.
pub fn note(partner: &mut Partner, case: &Case, outside: &Outside<'_>) {
    if case.verb == VERB {
        partner.risk_reason.clone_from(&case.why);
        partner.risk_on = Some(outside.today);
    }
}
