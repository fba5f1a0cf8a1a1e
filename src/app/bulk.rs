//! One verb on many marked records: looked at together, one reason, one confirm, then one command each with its answer.
//!
//! Only what asks for nothing but a reason can be done so; what a verb asks of each record has to be given for each.

#[cfg(test)]
mod tests;

use crate::api;
use crate::api::Answer;
use crate::api::BatchLine;
use crate::api::BatchQuery;
use crate::api::BatchSheet;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::choice::moved;
use crate::app::confirm::Confirm;
use crate::app::confirm::Fact;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::domain::kind::Id;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;

/// From this many on the count is typed instead of `y` (interface.md §3).
const TYPED_FROM: usize = 11;

/// What is to be found out about many records before anything is asked of the person.
#[derive(Debug, Clone)]
pub struct Looking {
    pub(crate) n: usize,
    query: BatchQuery,
    ticket: Option<Ticket>,
}

/// Begins a verb on many records.
pub fn verb(verb: &str, ids: Vec<Id>) -> Looking {
    let (n, verb) = (ids.len(), verb.to_owned());
    Looking { n, query: BatchQuery::Verb { ids, verb, operator: String::new() }, ticket: None }
}

/// Begins a draw from cases.
pub fn draw(cases: Vec<Id>) -> Looking {
    Looking { n: cases.len(), query: BatchQuery::Plan { cases, operator: String::new() }, ticket: None }
}

impl Looking {
    fn found(&self, sheet: &BatchSheet) -> Outcome {
        match (&self.query, &sheet.offer) {
            (BatchQuery::Verb { .. }, Some(offer)) if !offer.fields.is_empty() => {
                let fields = offer.fields.iter().map(|name| Arg::Term(format!("field-{}", name.replace('_', "-"))));
                let why = Msg::new("bulk-needs-fields").term("verb", offer.label.clone());
                Outcome::close().say(why.with("fields", Arg::List(fields.collect())), Tone::Warning)
            }
            (BatchQuery::Verb { .. }, Some(offer)) if offer.why && sheet.barred.is_none() => {
                let (sheet, label) = (sheet.clone(), offer.label.clone());
                let title = Msg::new("bulk-title").term("verb", label).with("n", sheet.rest.len());
                let asked = vec![Asked::new(text_field("why")).labelled("field-reason")];
                let name = sheet.verb.clone();
                let prompt = Prompt::new(&name, title, asked, move |values, _| {
                    let why = values.first().map(ToString::to_string).unwrap_or_default();
                    Step::Replace(Box::new(question(&sheet, &why)))
                });
                let place = format!("bulk/{name}");
                Outcome { next: Next::Replace(Box::new(prompt.keeping(place))), ..Outcome::stay() }
            }
            (BatchQuery::Verb { .. }, _) => replace(question(sheet, "")),
            _ => replace(crate::app::batch::question(sheet)),
        }
    }
}

fn replace(part: impl Part + 'static) -> Outcome {
    Outcome { next: Next::Replace(Box::new(part)), ..Outcome::stay() }
}

impl Part for Looking {
    fn id(&self) -> String {
        "bulk looking".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker]
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        (screen.0.saturating_sub(4).min(60), 3)
    }

    fn footer(&self) -> &'static [&'static str] {
        &["input.cancel"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let me = ctx.operator.to_owned();
        match &mut self.query {
            BatchQuery::Verb { operator, .. }
            | BatchQuery::Offers { operator, .. }
            | BatchQuery::Plan { operator, .. }
            | BatchQuery::Drawn { operator, .. } => *operator = me,
        }
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Batch(self.query.clone()) })
    }

    fn act(
        &mut self,
        act: Act,
        _arg: Option<&str>,
        _count: Option<u32>,
        _read: u64,
        _ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        match (act, self.ticket) {
            (Act::InputCancel | Act::Back, Some(ticket)) => Outcome::close().effect(Effect::Cancel(ticket)),
            (Act::InputCancel | Act::Back, None) => Outcome::close(),
            _ => Outcome::stay(),
        }
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if self.ticket == Some(*ticket) => match answer {
                Ok(Answer::Batch(sheet)) => self.found(sheet),
                Err(why) => Outcome::close().say(why.msg.clone(), Tone::Danger),
                Ok(_) => Outcome::stay(),
            },
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// Asks for the count instead of `y` when there are many.
pub(crate) fn counting(confirm: Confirm, n: usize) -> Confirm {
    if n < TYPED_FROM { confirm } else { confirm.counting(n) }
}

/// `LOW 150`, as parts of a fact.
fn counts(found: Vec<(String, usize)>, family: Option<&str>) -> Vec<Msg> {
    let part = |(what, n): (String, usize)| {
        let msg = Msg::new("bulk-count").with("n", n);
        match family {
            Some(family) => msg.term("what", format!("code-{family}-{what}")),
            None => msg.with("what", what),
        }
    };
    found.into_iter().map(part).collect()
}

/// What a confirm states of many records: bands, triage, findings, who stays behind and why, and every id.
pub(crate) fn facts<'a>(lines: impl Iterator<Item = &'a BatchLine> + Clone, left: &[BatchLine]) -> Vec<Fact> {
    let groups = [
        ("bulk-fact-risk", counts(BatchSheet::bands(lines.clone()), None)),
        ("bulk-fact-triage", counts(BatchSheet::triages(lines.clone()), Some("triage"))),
        ("bulk-fact-findings", counts(BatchSheet::rules(lines.clone()), None)),
    ];
    let groups = groups.into_iter().filter(|(_, text)| !text.is_empty());
    let mut out: Vec<Fact> = groups.map(|(label, text)| Fact::new(label, text, Tone::Plain)).collect();
    for line in left {
        // Most reasons name the record themselves.
        let id = line.id.to_string();
        let named = line.why.iter().flat_map(|why| &why.args).any(|(_, arg)| *arg == Arg::Text(id.clone()));
        let what = (!named).then(|| Msg::new("review-data").with("text", id));
        let text = what.into_iter().chain(line.why.clone()).collect();
        out.push(Fact::new("bulk-fact-not", text, Tone::Warning));
    }
    let ids: Vec<String> = lines.map(|line| line.id.to_string()).collect();
    if !ids.is_empty() {
        out.push(Fact::new("bulk-fact-ids", vec![Msg::new("bulk-ids").with("ids", ids)], Tone::Plain));
    }
    out
}

/// The confirm of a verb on many records.
fn question(sheet: &BatchSheet, why: &str) -> Confirm {
    let label = format!("verb-{}", sheet.verb.replace('.', "-"));
    let order = |line: &BatchLine| {
        let fields = Vec::new();
        let act = api::Act::Verb { verb: sheet.verb.clone(), id: line.id, expect_rev: Some(line.rev), fields };
        Order::new(act).why(why)
    };
    let lines = sheet.rest.iter().map(|line| (line.clone(), order(line))).collect();
    let n = sheet.rest.len();
    let title = Msg::new("bulk-title").term("verb", label.clone()).with("n", n);
    let first = sheet.rest.first().or(sheet.left.first()).map(order);
    let nothing = Order::new(api::Act::Undo { seq: 0 });
    let mut confirm = Confirm::new(&sheet.verb, title, first.unwrap_or(nothing));
    if let Some(policy) = sheet.offer.as_ref().and_then(|offer| offer.policy.as_deref()) {
        let opens = Msg::new("bulk-opens-cases").with("policy", policy).with("n", n);
        confirm.facts.push(Fact::new("confirm-effect", vec![opens], Tone::Plain));
    }
    if !why.is_empty() {
        let text = vec![Msg::new("review-data").with("text", why)];
        confirm.facts.push(Fact::new("field-reason", text, Tone::Plain));
    }
    confirm.facts.extend(facts(sheet.rest.iter(), &sheet.left));
    confirm.refused.extend(sheet.barred.clone());
    confirm.many = Some(Orders { label, lines });
    counting(confirm, n)
}

/// Commands that are signed together.
#[derive(Debug, Clone)]
pub struct Orders {
    /// Message id of the verb's label.
    pub label: String,
    /// Each record with its command.
    pub lines: Vec<(BatchLine, Order)>,
}

/// What became of one of many.
#[derive(Debug, Clone, PartialEq)]
pub enum Became {
    /// The desk has it.
    Waiting(Ticket),
    /// Done: what the desk said.
    Done(Msg),
    /// It moved on meanwhile.
    Stale(Msg),
    /// Not by this person.
    NotPermitted(Msg),
    /// Refused.
    Refused(Msg),
}

/// A record and what became of it.
#[derive(Debug, Clone)]
pub struct Line {
    /// The record.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What became of it.
    pub became: Became,
}

/// What became of each.
#[derive(Debug)]
pub struct Results {
    pub(crate) label: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) cursor: usize,
    orders: Vec<(BatchLine, Order)>,
}

impl Results {
    /// Sends each command with this reason, and shows the answers.
    pub fn of(orders: Orders, why: Option<&str>) -> Self {
        let mut lines = orders.lines;
        for (_, order) in &mut lines {
            order.why = why.map(str::to_owned);
        }
        Self { label: orders.label, lines: Vec::new(), cursor: 0, orders: lines }
    }

    /// How many are done, how many are still on their way.
    pub fn counts(&self) -> (usize, usize) {
        let count = |wanted: fn(&Became) -> bool| self.lines.iter().filter(|line| wanted(&line.became)).count();
        (count(|b| matches!(b, Became::Done(_))), count(|b| matches!(b, Became::Waiting(_))))
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to;
        Outcome::stay()
    }

    fn rows(&self) -> usize {
        self.lines.len()
    }

    fn answered(&mut self, place: usize, done: &Result<api::Done, Refusal>) -> Outcome {
        let became = match done {
            Ok(done) => Became::Done(done.message.clone()),
            Err(why) => match why.ground {
                Ground::Stale => Became::Stale(why.msg.clone()),
                Ground::NotPermitted | Ground::FourEyes => Became::NotPermitted(why.msg.clone()),
                _ => Became::Refused(why.msg.clone()),
            },
        };
        if let Some(line) = self.lines.get_mut(place) {
            line.became = became;
        }
        let (done, waiting) = self.counts();
        if waiting > 0 {
            return Outcome::stay();
        }
        // What did not go through comes first: that is what is left to do.
        self.lines.sort_by_key(|line| (matches!(line.became, Became::Done(_)), line.id));
        let tone = if done == self.lines.len() { Tone::Ok } else { Tone::Warning };
        let msg = Msg::new("bulk-done").with("n", done).with("of", self.lines.len()).term("verb", self.label.clone());
        Outcome::stay().say(msg, tone).refreshing()
    }
}

impl Part for Results {
    fn id(&self) -> String {
        "bulk results".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::History]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["open", "list.down", "list.up", "list.page-down", "back", "help.open"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mut out = Outcome::stay().request(Request::Unmark);
        for (line, order) in &mut self.orders {
            let (ticket, effect) = order.send(ctx);
            self.lines.push(Line { id: line.id, name: line.name.clone(), became: Became::Waiting(ticket) });
            out = out.effect(effect);
        }
        out
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(to) = moved(act, count, self.cursor, self.rows()) {
            return self.go(to);
        }
        match act {
            Act::Open => match self.lines.get(self.cursor) {
                Some(line) => Outcome::stay().request(Request::Visit(line.id)),
                None => Outcome::stay(),
            },
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Event::Done { ticket, done } = event else { return Outcome::stay() };
        match self.lines.iter().position(|line| line.became == Became::Waiting(*ticket)) {
            Some(place) => self.answered(place, done),
            None => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
