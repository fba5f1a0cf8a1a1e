//! A prompt: one or a few lines asked for before something is done: a comment, a reason, a date.
//!
//! Each line is read by a field table's row as it is typed. What follows is decided by whoever asks, in one function;
//! while the desk works on it the typed text stays, and a refusal is shown beside it.

use crate::api::Refusal;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::line::TextLine;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;

/// One line that is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Message id of its label.
    pub label: String,
    /// How it is read.
    pub field: Field,
    /// The text with its caret.
    pub line: TextLine,
    /// What is wrong with it.
    pub error: Option<Msg>,
}

impl Asked {
    /// A line read by a field's rules.
    pub fn new(field: Field) -> Self {
        Self { label: field.label(), field, line: TextLine::default(), error: None }
    }

    /// A line under another label.
    #[must_use]
    pub fn labelled(mut self, label: &str) -> Self {
        label.clone_into(&mut self.label);
        self
    }

    /// A line that begins with a text.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.line.set(text);
        self
    }

    fn parse(&self) -> Result<Value, Msg> {
        self.field.parse(self.line.text()).map_err(|why| {
            // A prompt's own word for what is missing reads better than the field table's.
            if self.line.text().trim().is_empty() { missing(self.field.name) } else { why }
        })
    }
}

fn missing(name: &str) -> Msg {
    Msg::new(if matches!(name, "why" | "reason" | "comment") { "confirm-reason-required" } else { "prompt-required" })
}

/// A required line of free text named `name`.
pub const fn text_field(name: &'static str) -> Field {
    Field { name, ty: FieldType::Text(400), flags: &[Flag::Required, Flag::Long], check: None }
}

/// A required day named `name`.
pub const fn date_field(name: &'static str) -> Field {
    Field { name, ty: FieldType::Date, flags: &[Flag::Required], check: None }
}

/// What follows when everything asked for is there.
pub enum Step {
    /// Ask the desk.
    Send(Box<Order>),
    /// Another part takes the prompt's place.
    Replace(Box<dyn Part>),
    /// A line is wrong after all: its place and why.
    Wrong(usize, Msg),
}

type Then = Box<dyn Fn(&[Value], &mut Ctx<'_, '_>) -> Step>;

/// A dialog with a few lines.
pub struct Prompt {
    pub(crate) name: String,
    pub(crate) title: Msg,
    pub(crate) asked: Vec<Asked>,
    pub(crate) focus: usize,
    pub(crate) discarding: bool,
    pub(crate) sending: Option<Ticket>,
    pub(crate) notice: Vec<(Msg, Tone)>,
    place: Option<String>,
    /// The lines as they stood when it opened: only what differs is a draft.
    before: Vec<String>,
    order: Option<Order>,
    then: Then,
}

impl Prompt {
    /// A prompt; `name` is for scripts.
    pub fn new(
        name: &str,
        title: Msg,
        asked: Vec<Asked>,
        then: impl Fn(&[Value], &mut Ctx<'_, '_>) -> Step + 'static,
    ) -> Self {
        Self {
            name: name.to_owned(),
            title,
            asked,
            focus: 0,
            discarding: false,
            sending: None,
            notice: Vec::new(),
            place: None,
            before: Vec::new(),
            order: None,
            then: Box::new(then),
        }
    }

    /// Keeps what is typed as a draft at this place, and takes up what was left there.
    #[must_use]
    pub fn keeping(mut self, place: String) -> Self {
        self.place = Some(place);
        self
    }

    fn lines(&self) -> Vec<String> {
        self.asked.iter().map(|a| a.line.text().to_owned()).collect()
    }

    /// Whether there is text that leaving would lose: more than what the prompt began with.
    fn typed(&self) -> bool {
        let began = |n: usize, text: &str| self.before.get(n).is_some_and(|before| before == text);
        let lines = self.asked.iter().map(|a| a.line.text()).enumerate();
        lines.into_iter().any(|(n, text)| !text.trim().is_empty() && !began(n, text))
    }

    fn leave(&mut self) -> Outcome {
        if self.typed() && !self.discarding {
            self.discarding = true;
            return Outcome::stay();
        }
        self.gone(Outcome::close())
    }

    /// Drops the draft with the prompt.
    fn gone(&self, out: Outcome) -> Outcome {
        match &self.place {
            Some(place) => out.effect(Effect::KeepDraft { place: place.clone(), text: String::new() }),
            None => out,
        }
    }

    fn accept(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let read: Vec<Result<Value, Msg>> = self.asked.iter().map(Asked::parse).collect();
        for (asked, value) in self.asked.iter_mut().zip(&read) {
            asked.error = value.as_ref().err().cloned();
        }
        if let Some(bad) = self.asked.iter().position(|a| a.error.is_some()) {
            let why = self.asked.get(bad).and_then(|a| a.error.clone());
            self.focus = bad;
            return match why {
                Some(why) => Outcome::stay().say(why, Tone::Warning),
                None => Outcome::stay(),
            };
        }
        if self.focus + 1 < self.asked.len() && self.asked.iter().skip(self.focus + 1).any(|a| a.line.text().is_empty())
        {
            self.focus += 1;
            return Outcome::stay();
        }
        let values: Vec<Value> = read.into_iter().filter_map(Result::ok).collect();
        match (self.then)(&values, ctx) {
            Step::Send(order) => self.send(*order, ctx),
            Step::Replace(part) => self.gone(Outcome { next: Next::Replace(part), ..Outcome::stay() }),
            Step::Wrong(place, why) => {
                self.focus = place;
                if let Some(asked) = self.asked.get_mut(place) {
                    asked.error = Some(why.clone());
                }
                Outcome::stay().say(why, Tone::Warning)
            }
        }
    }

    /// Sends; an order that came to nothing known is sent under its old key.
    fn send(&mut self, order: Order, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mut order = order.again(self.order.take());
        let (ticket, effect) = order.send(ctx);
        self.order = Some(order);
        self.sending = Some(ticket);
        self.notice.clear();
        Outcome::stay().effect(effect)
    }

    fn refuse(&mut self, refusal: &Refusal) -> Outcome {
        self.notice = vec![(refusal.msg.clone(), Tone::Danger)];
        self.notice.extend(refusal.hints.iter().map(|h| (h.clone(), Tone::Plain)));
        for (path, why) in &refusal.fields {
            match self.asked.iter_mut().find(|a| a.field.name == path) {
                Some(asked) => asked.error = Some(why.clone()),
                None => self.notice.push((why.clone(), Tone::Danger)),
            }
        }
        if refusal.ground != crate::api::Ground::Unknown {
            self.order = None;
        }
        Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
    }

    fn complete(&mut self) {
        let Some(asked) = self.asked.get_mut(self.focus) else { return };
        let FieldType::Code(table) = asked.field.ty else {
            self.focus = (self.focus + 1) % self.asked.len().max(1);
            return;
        };
        let now = table.find(asked.line.text());
        let at = now.and_then(|c| table.codes.iter().position(|known| *known == c));
        let next = at.map_or(0, |i| (i + 1) % table.codes.len().max(1));
        let typed = asked.line.text().to_lowercase();
        let begun = table.codes.iter().find(|c| now.is_none() && c.to_lowercase().starts_with(&typed));
        if let Some(code) = begun.or_else(|| table.codes.get(next)) {
            asked.line.set(*code);
        }
    }
}

impl Part for Prompt {
    fn id(&self) -> String {
        format!("prompt {}", self.name)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![if self.discarding { Context::Confirm } else { Context::Prompt }]
    }

    fn text_input(&self) -> bool {
        !self.discarding
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        let lines = self.asked.len() * 2 + self.notice.len() + 4;
        (screen.0.saturating_sub(4).min(76), u16::try_from(lines).unwrap_or(u16::MAX).min(screen.1.saturating_sub(2)))
    }

    fn footer(&self) -> &'static [&'static str] {
        if self.discarding {
            &["confirm.yes", "confirm.no"]
        } else {
            &["input.accept", "input.cancel", "input.complete"]
        }
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.before = self.lines();
        let kept = self.place.as_ref().and_then(|place| ctx.drafts.get(place));
        let Some(kept) = kept.filter(|text| !text.is_empty()) else { return Outcome::stay() };
        let lines: Vec<String> = serde_json::from_str(kept).unwrap_or_else(|_| vec![kept.clone()]);
        for (asked, text) in self.asked.iter_mut().zip(&lines) {
            asked.line.set(text);
        }
        Outcome::stay().say(Msg::new("prompt-begun"), Tone::Plain)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, _count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.sending.is_some() {
            return Outcome::pass();
        }
        if self.discarding {
            return match act {
                Act::ConfirmYes => self.leave(),
                Act::ConfirmNo => {
                    self.discarding = false;
                    Outcome::stay()
                }
                _ => Outcome::pass(),
            };
        }
        let last = self.asked.len().saturating_sub(1);
        match act {
            Act::InputAccept => return self.accept(ctx),
            Act::InputCancel | Act::Back => return self.leave(),
            Act::InputComplete => self.complete(),
            Act::InputNewer => self.focus = (self.focus + 1).min(last),
            Act::InputOlder | Act::InputCompletePrev => self.focus = self.focus.saturating_sub(1),
            other => {
                let focus = self.focus;
                let Some(asked) = self.asked.get_mut(focus) else { return Outcome::pass() };
                if !asked.line.act(other) {
                    return Outcome::pass();
                }
                asked.error = None;
            }
        }
        Outcome::stay()
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.paste_in(c.encode_utf8(&mut [0; 4]))
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.discarding { Outcome::pass() } else { self.paste_in(text) }
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Done { ticket, done } if self.sending == Some(*ticket) => {
                self.sending = None;
                match done {
                    Ok(done) => self.gone(Outcome::close().say(done.message.clone(), Tone::Ok).refreshing()),
                    Err(refusal) => self.refuse(refusal),
                }
            }
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let lines = self.lines();
        let place = self.place.clone().filter(|_| lines != self.before)?;
        Some((place, serde_json::to_string(&lines).ok()?))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl Prompt {
    fn paste_in(&mut self, text: &str) -> Outcome {
        let focus = self.focus;
        if self.sending.is_none()
            && let Some(asked) = self.asked.get_mut(focus)
        {
            asked.line.paste(text);
            // Said while it is typed only where the text can be judged before it is complete.
            asked.error = match asked.field.ty {
                FieldType::Text(_) => asked.parse().err(),
                _ => None,
            };
        }
        Outcome::stay()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;

    fn prompt() -> Prompt {
        let asked = vec![Asked::new(date_field("until")), Asked::new(text_field("reason"))];
        Prompt::new("waive", Msg::new("review-data").with("text", "x"), asked, |values, _| {
            let comment = values.get(1).map(ToString::to_string).unwrap_or_default();
            let act = crate::api::Act::Undo { seq: 1 };
            Step::Send(Box::new(Order::new(act).why(&comment)))
        })
    }

    #[test]
    fn a_day_and_a_reason_are_read_and_a_missing_reason_is_said() {
        let mut bench = Bench::new();
        let mut prompt = prompt();
        bench.type_into(&mut prompt, "31.13.2026");
        bench.act(&mut prompt, Act::InputAccept);
        assert_eq!(prompt.asked[0].error.as_ref().unwrap().id, "value-not-a-date");
        bench.act(&mut prompt, Act::TextDeleteStart);
        bench.type_into(&mut prompt, "2026-12-31");
        bench.act(&mut prompt, Act::InputAccept);
        assert_eq!(prompt.asked[1].error.as_ref().unwrap().id, "confirm-reason-required");
        assert_eq!(prompt.focus, 1);
        bench.type_into(&mut prompt, "agreed with the bank");
        let out = bench.act(&mut prompt, Act::InputAccept);
        assert_eq!(bench.sent(&out).unwrap().why.as_deref(), Some("agreed with the bank"));
    }

    #[test]
    fn every_line_typed_before_a_hang_up_is_there_again_and_untouched_ones_are_no_draft() {
        let mut bench = Bench::new();
        let mut first = prompt().keeping("here".into());
        bench.open(&mut first);
        assert_eq!(first.draft(), None);
        bench.type_into(&mut first, "2026-12-31");
        bench.act(&mut first, Act::InputAccept);
        bench.type_into(&mut first, "agreed");
        let (place, text) = first.draft().unwrap();
        bench.drafts.insert(place, text);
        let mut again = prompt().keeping("here".into());
        let out = bench.open(&mut again);
        assert_eq!(out.status.map(|(msg, _)| msg.id), Some("prompt-begun".into()));
        assert_eq!(again.lines(), ["2026-12-31", "agreed"]);
        let out = bench.act(&mut again, Act::InputAccept);
        let done = bench.kept("x");
        let out = bench.done(&mut again, &out, Ok(done));
        assert!(matches!(out.effects.first(), Some(Effect::KeepDraft { text, .. }) if text.is_empty()));
        // A text that is no list is the first line.
        bench.drafts.insert("here".into(), "2026-01-01".into());
        let mut plain = prompt().keeping("here".into());
        bench.open(&mut plain);
        assert_eq!(plain.lines(), ["2026-01-01", ""]);
    }

    #[test]
    fn esc_asks_before_typed_text_is_lost_and_n_keeps_it() {
        let mut bench = Bench::new();
        let mut prompt = prompt();
        bench.type_into(&mut prompt, "2026");
        assert!(matches!(bench.act(&mut prompt, Act::InputCancel).next, Next::Stay));
        assert!(prompt.discarding);
        bench.act(&mut prompt, Act::ConfirmNo);
        assert_eq!(prompt.asked[0].line.text(), "2026");
        bench.act(&mut prompt, Act::InputCancel);
        assert!(matches!(bench.act(&mut prompt, Act::ConfirmYes).next, Next::Close));
    }
}
