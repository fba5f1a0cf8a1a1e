//! The gaps panel: how often each rule of insurance finds something, by the profile that asks for it.

use crate::api::Answer;
use crate::api::Query;
use crate::api::cover::GapMatrix;
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

/// The panel.
#[derive(Debug, Default)]
pub struct GapsPart {
    pub(crate) found: Fresh<GapMatrix>,
    /// The rule looked at.
    pub(crate) cursor: usize,
}

/// Opens the panel.
pub fn open() -> GapsPart {
    GapsPart::default()
}

impl GapsPart {
    /// The list of the gaps behind the row.
    fn enter(&self) -> Outcome {
        let row = self.found.data.as_ref().and_then(|data| data.rules.get(self.cursor));
        match row {
            Some((rule, _)) => {
                Outcome::close().request(Request::View { view: "gaps".to_owned(), filter: format!("rule:{rule}") })
            }
            None => Outcome::stay(),
        }
    }
}

impl Part for GapsPart {
    fn id(&self) -> String {
        "gaps".to_owned()
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
        self.found.ask(Query::Gaps, ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _: &mut Ctx<'_, '_>) -> Outcome {
        let rows = self.found.data.as_ref().map_or(0, |data| data.rules.len());
        if let Some(to) = moved(of_rows(act), count, self.cursor, rows) {
            self.cursor = to;
            return Outcome::stay();
        }
        match act {
            Act::Open => self.enter(),
            Act::Back => Outcome::close(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let read = |answer: &Answer| match answer {
            Answer::Gaps(fresh) => Some(fresh.clone()),
            _ => None,
        };
        let out = self.found.event(event, Query::Gaps, read, ctx);
        let rows = self.found.data.as_ref().map_or(0, |data| data.rules.len());
        self.cursor = self.cursor.min(rows.saturating_sub(1));
        out
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::cover::GapCount;
    use crate::app::testing::Bench;

    fn matrix(rules: &[&str]) -> GapMatrix {
        let cells = vec![GapCount { open: 2, waived: 1 }];
        let rules = rules.iter().map(|rule| ((*rule).to_owned(), cells.clone())).collect();
        GapMatrix { today: "2026-11-23".parse().unwrap(), profiles: vec!["WAYFAIR".to_owned()], rules }
    }

    #[test]
    fn a_row_opens_the_gaps_of_its_rule_and_the_cursor_stays_where_there_is_one() {
        let mut bench = Bench::new();
        let mut part = open();
        let out = bench.open(&mut part);
        assert!(bench.act(&mut part, Act::Open).requests.is_empty(), "nothing is known yet");
        bench.answer(&mut part, &out, Answer::Gaps(matrix(&["INS-04", "INS-07", "INS-12"])));
        bench.act(&mut part, Act::ListBottom);
        let opened = bench.act(&mut part, Act::Open).requests;
        let wanted = Request::View { view: "gaps".to_owned(), filter: "rule:INS-12".to_owned() };
        assert!(opened.contains(&wanted), "{opened:?}");
        let mut part = GapsPart { cursor: 2, ..open() };
        let out = bench.open(&mut part);
        bench.answer(&mut part, &out, Answer::Gaps(matrix(&["INS-04"])));
        assert_eq!(part.cursor, 0, "the rows below are gone");
    }
}
