//! The filter line: live, with completion from the list's own fields.

use crate::app::line::TextLine;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::keys::Act;
use crate::keys::Context;
use crate::query::Completion;
use crate::query::FieldInfo;
use crate::query::complete;
use std::any::Any;

/// The filter as it is typed.
#[derive(Debug)]
pub struct FilterLine {
    /// The text.
    pub line: TextLine,
    /// What may come next.
    pub offers: Completion,
    /// The offer taken last, while one goes through them.
    pub chosen: Option<usize>,
    view: &'static str,
    before: String,
    fields: Vec<FieldInfo>,
    older: Vec<String>,
}

impl FilterLine {
    /// The filter of the list on the screen.
    pub fn new(model: &Model) -> Option<Self> {
        let list = model.list()?;
        let fields = model.fields.get(model.view).cloned().unwrap_or_default();
        let mut part = Self {
            line: TextLine::new(list.filter.clone()),
            offers: Completion { replace: 0..0, items: Vec::new() },
            chosen: None,
            view: model.view,
            before: list.filter.clone(),
            fields,
            older: Vec::new(),
        };
        part.offer();
        Some(part)
    }

    fn offer(&mut self) {
        self.chosen = None;
        self.offers = complete(self.line.text(), self.line.byte(), &self.fields);
    }

    fn edited(&mut self, before: &str) -> Outcome {
        self.offer();
        if before == self.line.text() {
            return Outcome::stay();
        }
        Outcome::stay().request(Request::Filter(self.line.text().to_owned()))
    }

    /// Takes the next or previous offer; a second press replaces the first one's.
    fn take(&mut self, forward: bool) -> Outcome {
        let count = self.offers.items.len();
        if count == 0 {
            return Outcome::stay();
        }
        let at = match self.chosen {
            None if forward => 0,
            None => count - 1,
            Some(at) if forward => (at + 1) % count,
            Some(at) => (at + count - 1) % count,
        };
        let Some(item) = self.offers.items.get(at).cloned() else { return Outcome::stay() };
        self.line.replace(self.offers.replace.clone(), &item.insert);
        self.offers.replace.end = self.offers.replace.start + item.insert.len();
        self.chosen = Some(at);
        Outcome::stay().request(Request::Filter(self.line.text().to_owned()))
    }
}

impl Part for FilterLine {
    fn id(&self) -> String {
        "filter".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Prompt]
    }

    fn text_input(&self) -> bool {
        true
    }

    fn on_line(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["input.accept", "input.cancel", "input.complete"]
    }

    fn act(
        &mut self,
        act: Act,
        _arg: Option<&str>,
        _count: Option<u32>,
        _read: u64,
        _ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        match act {
            Act::InputAccept => Outcome::close(),
            Act::InputCancel => {
                if self.line.text() == self.before {
                    return Outcome::close();
                }
                Outcome::close().request(Request::Filter(self.before.clone()))
            }
            Act::InputComplete => self.take(true),
            Act::InputCompletePrev => self.take(false),
            Act::InputOlder | Act::InputNewer => {
                let before = self.line.text().to_owned();
                let other = self.older.pop().unwrap_or_else(|| self.before.clone());
                self.line.set(other);
                self.edited(&before)
            }
            act => {
                let before = self.line.text().to_owned();
                if self.line.act(act) { self.edited(&before) } else { Outcome::pass() }
            }
        }
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        let before = self.line.text().to_owned();
        self.line.insert(c);
        self.edited(&before)
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        let before = self.line.text().to_owned();
        self.line.paste(text);
        self.edited(&before)
    }

    fn fields(&mut self, view: &str, fields: &[FieldInfo]) {
        if view == self.view {
            self.fields = fields.to_vec();
            self.offer();
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
