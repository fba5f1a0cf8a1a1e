//! The forecast panel: the periodic reviews that fall due, week by week, with the partners behind each week.

use crate::api::Answer;
use crate::api::Query;
use crate::api::forecast::Forecast;
use crate::api::forecast::REVIEWED;
use crate::app::choice::moved;
use crate::app::choice::of_rows;
use crate::app::effect::Event;
use crate::app::fresh::Fresh;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::keys::Act;
use crate::keys::Context;
use chrono::Days;

/// What is asked for: half a year ahead, the shortest cadence.
const ASKED: Query = Query::Reviews { weeks: 26 };
/// The panel.
#[derive(Debug, Default)]
pub struct ForecastPart {
    pub(crate) found: Fresh<Forecast>,
    /// The row looked at: 0 what is overdue, then the weeks.
    pub(crate) cursor: usize,
}

/// Opens the panel.
pub fn open() -> ForecastPart {
    ForecastPart::default()
}

impl ForecastPart {
    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to;
        Outcome::stay()
    }

    /// The weeks, below what is overdue.
    fn rows(&self) -> usize {
        self.found.data.as_ref().map_or(0, |d| d.weeks.len() + 1)
    }

    /// The list of the partners behind the row.
    fn enter(&self) -> Outcome {
        let Some(data) = &self.found.data else { return Outcome::stay() };
        let week = match self.cursor.checked_sub(1) {
            None => data.weeks.first().map(|(monday, _)| format!("review_due<{monday}")),
            Some(place) => data.weeks.get(place).and_then(|(monday, _)| {
                let sunday = monday.checked_add_days(Days::new(6))?;
                Some(format!("review_due>={monday} review_due<={sunday}"))
            }),
        };
        match week {
            Some(week) => Outcome::close()
                .request(Request::View { view: "partners".to_owned(), filter: format!("{REVIEWED} {week}") }),
            None => Outcome::stay(),
        }
    }
}

impl Part for ForecastPart {
    fn id(&self) -> String {
        "forecast".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Panel]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "open", "list.top", "list.bottom", "back", "help.open"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.found.ask(ASKED, ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(to) = moved(of_rows(act), count, self.cursor, self.rows()) {
            return self.go(to);
        }
        match act {
            Act::Open => self.enter(),
            Act::Back => Outcome::close(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let read = |answer: &Answer| match answer {
            Answer::Reviews(fresh) => Some(fresh.clone()),
            _ => None,
        };
        self.found.event(event, ASKED, read, ctx)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Event as DeskEvent;
    use crate::api::forecast::Due;
    use crate::app::testing::Bench;
    use crate::app::testing::asked;
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
