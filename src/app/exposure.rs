//! The exposure panel: when certificates run out, and how much is insured on each channel and in each market.

use crate::api::Answer;
use crate::api::Query;
use crate::api::cover::Exposure;
use crate::app::choice::moved;
use crate::app::effect::Event;
use crate::app::fresh::Fresh;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::scroll::Scroll;
use crate::keys::Act;
use crate::keys::Context;
use chrono::Days;
use chrono::Months;

/// The panel.
#[derive(Debug, Default)]
pub struct ExposurePart {
    pub(crate) found: Fresh<Box<Exposure>>,
    /// The row of the calendar looked at: 0 what is overdue, then the months.
    pub(crate) cursor: usize,
    pub(crate) scroll: Scroll,
}

/// Opens the panel.
pub fn open() -> ExposurePart {
    ExposurePart::default()
}

impl ExposurePart {
    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to;
        Outcome::stay()
    }

    /// The months, below what is overdue.
    fn rows(&self) -> usize {
        self.found.data.as_ref().map_or(0, |d| d.months.len() + 1)
    }

    /// The list of the certificates behind the row.
    fn enter(&self) -> Outcome {
        let Some(data) = &self.found.data else { return Outcome::stay() };
        let running = "-state:expired,cancelled";
        let filter = match self.cursor.checked_sub(1) {
            None => Some(format!("{running} expires<{}", data.today)),
            Some(place) => data.months.get(place).map(|month| {
                let from = month.from.max(data.today);
                let end =
                    month.from.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1)));
                format!("{running} expires>={from} expires<={}", end.unwrap_or(from))
            }),
        };
        match filter {
            Some(filter) => Outcome::close().request(Request::View { view: "certificates".to_owned(), filter }),
            None => Outcome::stay(),
        }
    }
}

impl Part for ExposurePart {
    fn id(&self) -> String {
        "exposure".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Panel]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "open", "detail.down", "detail.up", "back", "help.open"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.found.ask(Query::Exposure, ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(to) = moved(act, count, self.cursor, self.rows()) {
            return self.go(to);
        }
        match act {
            Act::Open => self.enter(),
            Act::Back => Outcome::close(),
            _ if self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let read = |answer: &Answer| match answer {
            Answer::Exposure(fresh) => Some(fresh.clone()),
            _ => None,
        };
        self.found.event(event, Query::Exposure, read, ctx)
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
