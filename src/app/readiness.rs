//! The readiness panel: how the platform stands by its check-lists, as if customs assessed today.

use crate::api::Answer;
use crate::api::Query;
use crate::api::Readiness;
use crate::api::ReadinessSheet;
use crate::app::assess;
use crate::app::choice::moved;
use crate::app::effect::Event;
use crate::app::fresh::Fresh;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::scroll::Scroll;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;

/// The panel.
#[derive(Debug)]
pub struct ReadinessPart {
    list: String,
    pub(crate) found: Fresh<Readiness>,
    /// The check-list looked at.
    pub(crate) cursor: usize,
    pub(crate) scroll: Scroll,
}

/// Opens the panel by one check-list; by every one in force when it is empty.
pub fn open(list: &str) -> ReadinessPart {
    ReadinessPart { list: list.trim().to_owned(), found: Fresh::default(), cursor: 0, scroll: Scroll::default() }
}

impl ReadinessPart {
    /// The sheet looked at.
    pub fn sheet(&self) -> Option<&ReadinessSheet> {
        self.found.data.as_ref()?.sheets.get(self.cursor)
    }

    fn asked(&self) -> Query {
        Query::Readiness { list: self.list.clone() }
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to;
        self.scroll.reset();
        Outcome::stay()
    }

    fn rows(&self) -> usize {
        self.found.data.as_ref().map_or(0, |d| d.sheets.len())
    }

    /// Opens the assessment behind the sheet, on the first item that keeps it from passing.
    fn enter(&self) -> Outcome {
        let Some(sheet) = self.sheet() else { return Outcome::stay() };
        let item = sheet.offending.first().or(sheet.open.first()).map_or("", String::as_str);
        match sheet.assessment {
            Some(id) => Outcome::open(assess::open(id).at(item)),
            None => Outcome::stay().say(Msg::new("readiness-none").with("list", sheet.code.as_str()), Tone::Warning),
        }
    }
}

impl Part for ReadinessPart {
    fn id(&self) -> String {
        "readiness".to_owned()
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
        self.found.ask(self.asked(), ctx)
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
            Answer::Readiness(fresh) => Some(fresh.clone()),
            _ => None,
        };
        let out = self.found.event(event, self.asked(), read, ctx);
        self.cursor = self.cursor.min(self.rows().saturating_sub(1));
        out
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Event as DeskEvent;
    use crate::app::testing::Bench;
    use crate::app::testing::asked;

    #[test]
    fn what_is_committed_while_it_asks_is_asked_for_afterwards() {
        let mut bench = Bench::new();
        let mut part = open("");
        let out = bench.open(&mut part);
        let news = bench.event(&mut part, Event::Desk(DeskEvent::Committed { seq: 9 }));
        assert!(asked(&news).is_none());
        let fresh = Readiness { today: bench.now.date_naive(), sheets: Vec::new() };
        let out = bench.answer(&mut part, &out, Answer::Readiness(fresh.clone()));
        assert!(asked(&out).is_some());
        assert!(asked(&bench.answer(&mut part, &out, Answer::Readiness(fresh))).is_none());
    }
}
