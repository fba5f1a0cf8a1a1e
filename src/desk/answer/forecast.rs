//! Periodic reviews to come, by week: counted over the roster, which knows every due day.

use crate::api::Refusal;
use crate::api::forecast::Due;
use crate::api::forecast::Forecast;
use crate::api::forecast::REVIEWED;
use crate::desk::state::State;
use crate::desk::tables;
use crate::domain::kind::KindId;
use crate::domain::partner::RiskBand;
use crate::query;
use crate::query::Cell;
use chrono::Datelike;
use chrono::Days;
use chrono::NaiveDate;
use std::sync::atomic::AtomicBool;

/// No forecast looks further: the longest cadence is two years.
const MOST_WEEKS: u32 = 160;

/// Reviews that fall due in each of so many weeks from this one on.
pub fn forecast(state: &State, weeks: u32, cancel: &AtomicBool) -> Result<Forecast, Refusal> {
    let weeks = weeks.clamp(1, MOST_WEEKS);
    let monday = monday_of(state.today);
    let weeks = (0..weeks).filter_map(|n| Some((week(monday, n)?, Due::default()))).collect();
    let mut found = Forecast { today: state.today, overdue: Due::default(), weeks };
    let Some(columns) = state.tables.roster(KindId::Partner) else { return Ok(found) };
    let wanted = query::parse(REVIEWED, &tables::schema(KindId::Partner)).map_err(|_| Refusal::internal(REVIEWED))?;
    let rows = wanted.run(columns, state.today, cancel).map_err(|_| Refusal::internal("cancelled"))?;
    for row in rows.iter() {
        let Cell::Date(due) = columns.cell(row, "review_due") else { continue };
        let Cell::Code(risk) = columns.cell(row, "risk") else { continue };
        let Some(band) = RiskBand::from_code(risk) else { continue };
        let days = due.signed_duration_since(monday).num_days();
        match usize::try_from(days.div_euclid(7)) {
            Err(_) => found.overdue.add(band),
            Ok(place) => {
                if let Some((_, due)) = found.weeks.get_mut(place) {
                    due.add(band);
                }
            }
        }
    }
    Ok(found)
}

fn monday_of(day: NaiveDate) -> NaiveDate {
    day.checked_sub_days(Days::new(u64::from(day.weekday().num_days_from_monday()))).unwrap_or(day)
}

fn week(monday: NaiveDate, n: u32) -> Option<NaiveDate> {
    monday.checked_add_days(Days::new(7 * u64::from(n)))
}
