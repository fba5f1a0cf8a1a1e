//! The business clock: how long something took, and when it is due, in counted hours (domain.md §10.4).
//!
//! Eight hours of a working day count, 09:00–12:00 and 13:00–18:00 in the desk's zone; Saturday and Sunday do not. While a
//! letter waits for the partner the clock is paused. Paused time is never stored: it follows from the letters, and so
//! does the deadline. What this is not for: days, which have no hours to count (expiry, reviews).

use crate::codes;
use crate::domain::letter::Letter;
use chrono::DateTime;
use chrono::Datelike;
use chrono::Days;
use chrono::NaiveDate;
use chrono::NaiveTime;
use chrono::TimeDelta;
use chrono::TimeZone;
use chrono::Utc;
use chrono::Weekday;
use chrono_tz::Tz;

/// The day a moment falls on in a zone.
pub fn day_of(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// Hours of a working day that count, from and until.
const HOURS: [(u32, u32); 2] = [(9, 12), (13, 18)];
/// No deadline lies further ahead; what does not come to an end until then is due at its end.
const HORIZON_DAYS: u64 = 3660;

codes! {
    /// How a clock stands (domain.md §10.4).
    pub enum Running: "clock" {
        /// It runs.
        #[default]
        Running = "running",
        /// A letter waits for the partner.
        Paused = "paused",
        /// What it counted for is decided.
        Stopped = "stopped",
    }
}

/// A stretch of time in which the clock stands still, from its first moment until before its last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Pause {
    /// Since when.
    pub from: DateTime<Utc>,
    /// Until when.
    pub until: DateTime<Utc>,
}

/// Which hours count where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    zone: Tz,
    weekend: Vec<Weekday>,
}

impl Calendar {
    /// The calendar of a desk: Saturday and Sunday are free.
    pub fn of(zone: Tz) -> Self {
        Self { zone, weekend: vec![Weekday::Sat, Weekday::Sun] }
    }

    /// With other free days, as Friday and Saturday in some Gulf states.
    #[must_use]
    pub fn resting(mut self, weekend: &[Weekday]) -> Self {
        self.weekend = weekend.to_vec();
        self
    }

    /// The moment at which a day of the desk's zone ends: the first one of the day after.
    pub fn end_of(&self, day: NaiveDate) -> DateTime<Utc> {
        let next = day.succ_opt().unwrap_or(day);
        self.moment(next, NaiveTime::MIN)
    }

    /// A time of day as a moment; where the zone skips it, the next one there is.
    fn moment(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let local = day.and_time(time);
        let found = self.zone.from_local_datetime(&local).earliest();
        let later = || self.zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest();
        found.or_else(later).map_or_else(|| local.and_utc(), |at| at.with_timezone(&Utc))
    }

    /// The stretches that count, from a moment on.
    fn windows(&self, from: DateTime<Utc>) -> impl Iterator<Item = Pause> + '_ {
        let first = from.with_timezone(&self.zone).date_naive();
        let days = (0..HORIZON_DAYS).map_while(move |n| first.checked_add_days(Days::new(n)));
        let working = days.filter(|day| !self.weekend.contains(&day.weekday()));
        let of_day = move |day: NaiveDate| {
            HOURS.iter().filter_map(move |(begin, end)| {
                let at = |hour: u32| NaiveTime::from_hms_opt(hour, 0, 0).map(|time| self.moment(day, time));
                let window = Pause { from: at(*begin)?.max(from), until: at(*end)? };
                (window.from < window.until).then_some(window)
            })
        };
        working.flat_map(of_day)
    }

    /// Counted time between two moments, without what was paused.
    pub fn counted(&self, from: DateTime<Utc>, to: DateTime<Utc>, pauses: &[Pause]) -> TimeDelta {
        let mut sum = TimeDelta::zero();
        for window in self.windows(from).take_while(|w| w.from < to) {
            let window = Pause { until: window.until.min(to), ..window };
            sum += running(window, pauses).iter().map(|w| w.until - w.from).sum::<TimeDelta>();
        }
        sum
    }

    /// The moment at which so much counted time has run since `from`.
    pub fn due(&self, from: DateTime<Utc>, counted: TimeDelta, pauses: &[Pause]) -> DateTime<Utc> {
        let mut left = counted;
        let mut last = from;
        if left <= TimeDelta::zero() {
            return from;
        }
        for window in self.windows(from) {
            for piece in running(window, pauses) {
                let long = piece.until - piece.from;
                if left <= long {
                    return piece.from + left;
                }
                left -= long;
                last = piece.until;
            }
        }
        last
    }

    /// A deadline as it is once the clock stood still: `due` is what it was when it was set at `from`.
    pub fn moved(&self, from: DateTime<Utc>, due: DateTime<Utc>, pauses: &[Pause]) -> DateTime<Utc> {
        let target = self.counted(from, due, &[]);
        if pauses.iter().all(|p| p.until <= from) || target.is_zero() {
            return due;
        }
        // A deadline outside the counted hours is kept to the second while nothing was paused before it.
        let paused = target - self.counted(from, due, pauses);
        if paused.is_zero() { due } else { self.due(from, target, pauses) }
    }

    /// When a letter kept the clock from running: from each sending until the answer, the next sending or the end of the
    /// day it waited for.
    pub fn pauses(&self, letter: &Letter) -> Vec<Pause> {
        let mut out = Vec::new();
        let mut later = letter.sendings.iter().skip(1).map(|s| s.at);
        for sending in &letter.sendings {
            let next = later.next();
            let (Some(from), Some(day)) = (sending.at, sending.until) else { continue };
            let ends = [Some(self.end_of(day)), next.flatten(), letter.ended_at];
            let Some(until) = ends.into_iter().flatten().min() else { continue };
            if until > from {
                out.push(Pause { from, until });
            }
        }
        out
    }
}

/// What of a stretch is left when the pauses are cut out, in order.
fn running(window: Pause, pauses: &[Pause]) -> Vec<Pause> {
    let mut pieces = vec![window];
    for pause in pauses {
        pieces = pieces
            .into_iter()
            .flat_map(|p| [Pause { until: p.until.min(pause.from), ..p }, Pause { from: p.from.max(pause.until), ..p }])
            .filter(|p| p.from < p.until)
            .collect();
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::Sending;
    use proptest::prelude::*;

    const ZONE: Tz = chrono_tz::Asia::Shanghai;

    /// A moment in Shanghai; 2026-11-20 is a Friday.
    fn at(text: &str) -> DateTime<Utc> {
        let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        ZONE.from_local_datetime(&local).unwrap().with_timezone(&Utc)
    }

    fn hours(n: i64) -> TimeDelta {
        TimeDelta::hours(n)
    }

    #[test]
    fn twenty_four_counted_hours_from_friday_evening_end_on_wednesday() {
        let calendar = Calendar::of(ZONE);
        assert_eq!(calendar.due(at("2026-11-20 17:00"), hours(24), &[]), at("2026-11-25 17:00"));
    }

    #[test]
    fn eight_paused_hours_move_the_deadline_by_a_working_day() {
        let calendar = Calendar::of(ZONE);
        let pause = Pause { from: at("2026-11-23 09:00"), until: at("2026-11-24 09:00") };
        assert_eq!(calendar.due(at("2026-11-20 17:00"), hours(24), &[pause]), at("2026-11-26 17:00"));
        assert_eq!(calendar.moved(at("2026-11-20 17:00"), at("2026-11-25 17:00"), &[pause]), at("2026-11-26 17:00"));
        assert_eq!(calendar.counted(pause.from, pause.until, &[]), hours(8));
    }

    #[test]
    fn four_hours_from_five_in_the_evening_end_at_noon() {
        let calendar = Calendar::of(ZONE);
        assert_eq!(calendar.due(at("2026-11-19 17:00"), hours(4), &[]), at("2026-11-20 12:00"));
        assert_eq!(calendar.due(at("2026-11-20 17:00"), hours(4), &[]), at("2026-11-23 12:00"));
    }

    #[test]
    fn other_countries_rest_on_other_days() {
        let gulf = Calendar::of(chrono_tz::Asia::Riyadh).resting(&[Weekday::Fri, Weekday::Sat]);
        // Thursday 18:00 in Riyadh is 15:00 UTC; the next counted hour begins on Sunday at 09:00.
        let thursday = "2026-11-19T15:00:00Z".parse().unwrap();
        assert_eq!(gulf.due(thursday, hours(1), &[]), "2026-11-22T07:00:00Z".parse::<DateTime<Utc>>().unwrap());
    }

    #[test]
    fn a_letter_pauses_until_its_answer_its_next_sending_or_its_day() {
        let calendar = Calendar::of(ZONE);
        let sent = |when: &str, until: &str| Sending {
            at: Some(at(when)),
            until: Some(until.parse().unwrap()),
            ..Sending::default()
        };
        let mut letter = Letter { sendings: vec![sent("2026-11-23 10:00", "2026-11-24")], ..Letter::default() };
        let until = |letter: &Letter| calendar.pauses(letter).iter().map(|p| p.until).collect::<Vec<_>>();
        assert_eq!(until(&letter), [at("2026-11-25 00:00")]);
        letter.sendings.push(sent("2026-11-26 09:00", "2026-11-27"));
        assert_eq!(until(&letter), [at("2026-11-25 00:00"), at("2026-11-28 00:00")]);
        letter.ended_at = Some(at("2026-11-26 15:00"));
        assert_eq!(until(&letter), [at("2026-11-25 00:00"), at("2026-11-26 15:00")]);
    }

    proptest! {
        #[test]
        fn what_is_due_after_some_time_took_that_time(start in 0_i64..40_000, long in 1_i64..200, from in 0_i64..300, wide in 0_i64..300) {
            let calendar = Calendar::of(ZONE);
            let begin = at("2026-01-01 00:00") + TimeDelta::minutes(start * 7);
            let pause = Pause { from: begin + hours(from), until: begin + hours(from + wide) };
            let due = calendar.due(begin, hours(long), &[pause]);
            prop_assert_eq!(calendar.counted(begin, due, &[pause]), hours(long));
            prop_assert!(calendar.due(begin, hours(long), &[]) <= due);
        }
    }
}
