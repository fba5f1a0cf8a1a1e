//! The forecast panel: the periodic reviews that fall due, week by week, with the partners behind each week.

use crate::api::Answer;
use crate::api::Query;
use crate::api::forecast::Forecast;
use crate::api::forecast::REVIEWED;
use crate::app::panel::Figures;
use crate::app::panel::Panel;
use chrono::Days;

/// The panel; its first row is what is overdue, the weeks stand below.
pub type ForecastPart = Panel<Forecast>;

/// Opens the panel.
pub fn open() -> ForecastPart {
    ForecastPart::default()
}

impl Figures for Forecast {
    const ID: &'static str = "forecast";
    const TEXT: bool = false;

    /// Half a year ahead, the shortest cadence.
    fn asked() -> Query {
        Query::Reviews { weeks: 26 }
    }

    fn read(answer: &Answer) -> Option<Self> {
        if let Answer::Reviews(fresh) = answer { Some(fresh.clone()) } else { None }
    }

    fn rows(&self) -> usize {
        self.weeks.len() + 1
    }

    fn behind(&self, row: usize) -> Option<(&'static str, String)> {
        let week = match row.checked_sub(1) {
            None => self.weeks.first().map(|(monday, _)| format!("review_due<{monday}")),
            Some(place) => self.weeks.get(place).and_then(|(monday, _)| {
                let sunday = monday.checked_add_days(Days::new(6))?;
                Some(format!("review_due>={monday} review_due<={sunday}"))
            }),
        };
        week.map(|week| ("partners", format!("{REVIEWED} {week}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Event as DeskEvent;
    use crate::api::forecast::Due;
    use crate::app::effect::Event;
    use crate::app::part::Outcome;
    use crate::app::part::Request;
    use crate::app::testing::Bench;
    use crate::app::testing::asked;
    use crate::keys::Act;
    use chrono::NaiveDate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn sample() -> Forecast {
        let weeks = ["2026-11-23", "2026-11-30"].map(|monday| (day(monday), Due { med: 1, ..Due::default() }));
        Forecast { today: day("2026-11-25"), overdue: Due::default(), weeks: weeks.to_vec() }
    }

    fn filter(out: &Outcome) -> String {
        let found = out.requests.iter().find_map(|r| match r {
            Request::View { view, filter } => Some(format!("{view} {filter}")),
            _ => None,
        });
        found.unwrap()
    }

    #[test]
    fn a_week_opens_the_partners_due_from_its_monday_to_its_sunday() {
        let mut bench = Bench::new();
        let mut part = open();
        let out = bench.open(&mut part);
        assert!(bench.act(&mut part, Act::Open).requests.is_empty(), "nothing is known yet");
        bench.answer(&mut part, &out, Answer::Reviews(sample()));
        assert_eq!(
            filter(&bench.act(&mut part, Act::Open)),
            "partners state:admitted,probation,review_due review_due<2026-11-23"
        );
        bench.act(&mut part, Act::ListBottom);
        assert_eq!(part.cursor, 2);
        assert_eq!(
            filter(&bench.act(&mut part, Act::Open)),
            "partners state:admitted,probation,review_due review_due>=2026-11-30 review_due<=2026-12-06"
        );
    }

    #[test]
    fn what_is_committed_while_it_asks_is_asked_for_afterwards() {
        let mut bench = Bench::new();
        let mut part = open();
        let out = bench.open(&mut part);
        let news = bench.event(&mut part, Event::Desk(DeskEvent::Committed { seq: 9 }));
        assert!(asked(&news).is_none());
        let out = bench.answer(&mut part, &out, Answer::Reviews(sample()));
        assert!(asked(&out).is_some());
        assert!(asked(&bench.answer(&mut part, &out, Answer::Reviews(sample()))).is_none());
    }
}
