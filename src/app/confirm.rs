//! The confirm: what is signed, said in full, before anything is signed.
//!
//! It accepts keys only through its [`Gate`]; a dangerous one asks for digits instead of `y`. What it states about a
//! case is made by [`decide`]; it does not know the desk's rules beyond what a review says.

mod decide;
mod facts;
#[cfg(test)]
mod tests;

pub use decide::Decision;
pub use decide::decide;
pub use facts::Fact;
pub(crate) use facts::steps;
pub use facts::tail;

use crate::api::Answer;
use crate::api::Change;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::bulk::Orders;
use crate::app::bulk::Results;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::line::TextLine;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use std::collections::BTreeSet;

/// Where the facts come from, so that they can be asked for anew.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Source {
    /// Nothing to ask.
    None,
    /// A case under review.
    Case {
        /// The case.
        case: Id,
        /// What is being decided.
        decision: Decision,
        /// SHA-256 of the evidence that was opened.
        opened: BTreeSet<String>,
    },
    /// A record whose revision counts.
    Record(Id),
}

/// What the confirm is doing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    /// It waits for the person.
    Asking,
    /// The desk has the command.
    Sending(Ticket),
    /// It looks again, since the record moved on.
    Looking(Ticket),
}

/// The part that follows what was done; none when nothing does.
pub(crate) type After = fn(&Done) -> Option<Box<dyn Part>>;

/// A question before something is done.
#[derive(Debug, Clone)]
pub struct Confirm {
    pub(crate) verb: String,
    pub(crate) title: Msg,
    pub(crate) names: String,
    pub(crate) facts: Vec<Fact>,
    /// Why it cannot be signed, and what to do about it.
    pub(crate) refused: Vec<Msg>,
    /// What changed meanwhile.
    pub(crate) changes: Vec<Change>,
    /// Why a reason must be given, when it must.
    pub(crate) reason: Option<Msg>,
    /// The digits asked for instead of `y`.
    pub(crate) challenge: Option<String>,
    /// They are how many records it is about, not the last of an id.
    pub(crate) counted: bool,
    /// Commands sent instead of the order, one for each record.
    pub(crate) many: Option<Orders>,
    /// What opens when it is done.
    pub(crate) after: Option<After>,
    pub(crate) digits: TextLine,
    pub(crate) comment: TextLine,
    pub(crate) typing: bool,
    pub(crate) phase: Phase,
    pub(crate) notice: Option<(Msg, Tone)>,
    pub(crate) scroll: usize,
    pub(crate) gate: Gate,
    pub(crate) order: Order,
    pub(crate) source: Source,
}

impl Confirm {
    /// A question with a title about an order.
    pub fn new(verb: &str, title: Msg, order: Order) -> Self {
        Self {
            verb: verb.to_owned(),
            title,
            names: String::new(),
            facts: Vec::new(),
            refused: Vec::new(),
            changes: Vec::new(),
            reason: None,
            challenge: None,
            counted: false,
            many: None,
            after: None,
            digits: TextLine::default(),
            comment: TextLine::new(order.why.as_deref().unwrap_or_default()),
            typing: false,
            phase: Phase::Asking,
            notice: None,
            scroll: 0,
            gate: Gate::default(),
            order,
            source: Source::None,
        }
    }

    /// Says whom it is about.
    #[must_use]
    pub fn named(mut self, names: &str) -> Self {
        names.clone_into(&mut self.names);
        self
    }

    /// States facts.
    #[must_use]
    pub fn stating(mut self, facts: Vec<Fact>) -> Self {
        self.facts = facts;
        self
    }

    /// Begins with a comment.
    #[must_use]
    pub fn commented(mut self, text: &str) -> Self {
        self.comment.set(text);
        self
    }

    /// Asks for these digits instead of `y`.
    #[must_use]
    pub fn challenging(mut self, digits: String) -> Self {
        self.challenge = Some(digits).filter(|d| !d.is_empty());
        self
    }

    /// Asks for how many records it is about instead of `y`.
    #[must_use]
    pub fn counting(mut self, n: usize) -> Self {
        self.counted = true;
        self.challenging(n.to_string())
    }

    /// Looks at this record again when it moved on.
    #[must_use]
    pub fn about(mut self, id: Id) -> Self {
        self.source = Source::Record(id);
        self
    }

    fn idle(&self) -> bool {
        self.phase == Phase::Asking
    }

    fn signable(&self) -> bool {
        self.idle() && self.refused.is_empty()
    }

    fn note(&mut self, id: &'static str) -> Outcome {
        let msg = Msg::new(id);
        self.notice = Some((msg.clone(), Tone::Warning));
        Outcome::stay().say(msg, Tone::Warning)
    }

    fn early(&mut self) -> Outcome {
        self.note("confirm-typed-ahead")
    }

    /// Sends the order once nothing is missing.
    fn sign(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(reason) = self.reason.clone().filter(|_| self.comment.text().trim().is_empty()) {
            self.typing = true;
            self.notice = Some((reason.clone(), Tone::Warning));
            return Outcome::stay().say(reason, Tone::Warning);
        }
        let why = Some(self.comment.text().trim().to_owned()).filter(|t| !t.is_empty());
        if let Some(many) = self.many.take() {
            let results = Results::of(many, why.as_deref());
            return Outcome { next: Next::Replace(Box::new(results)), ..Outcome::stay() };
        }
        if why != self.order.why {
            self.order.renew();
        }
        self.order.why = why;
        self.notice = None;
        let (ticket, effect) = self.order.send(ctx);
        self.phase = Phase::Sending(ticket);
        Outcome::stay().effect(effect)
    }

    fn submit_digits(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(wanted) = self.challenge.clone() else { return Outcome::stay() };
        if !self.gate.open(read, ctx.env.now) {
            return self.early();
        }
        if self.digits.text() == wanted {
            return self.sign(ctx);
        }
        self.digits.set("");
        self.note("confirm-digits-wrong")
    }

    fn done(&mut self, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match done {
            Ok(done) => {
                let out = match self.after.and_then(|after| after(done)) {
                    Some(part) => Outcome { next: Next::Replace(part), ..Outcome::stay() }.request(Request::Unmark),
                    None => Outcome::close(),
                };
                out.say(done.message.clone(), Tone::Ok).refreshing()
            }
            Err(refusal) => self.refuse(refusal, ctx),
        }
    }

    fn refuse(&mut self, refusal: &Refusal, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.phase = Phase::Asking;
        self.gate.close();
        self.digits.set("");
        self.scroll = 0;
        self.notice = Some((refusal.msg.clone(), Tone::Danger));
        let out = Outcome::stay().say(refusal.msg.clone(), Tone::Danger);
        // The same key is sent again where the outcome is not known, so that nothing is done twice.
        if matches!(refusal.ground, Ground::Unknown | Ground::ReadOnly) {
            return out;
        }
        self.order.renew();
        if refusal.ground == Ground::Stale && self.source != Source::None {
            self.changes.clone_from(&refusal.changes);
            let ticket = ctx.ticket();
            let operator = ctx.operator.to_owned();
            let query = match &self.source {
                Source::Case { case, .. } => Query::Review { case: *case, operator },
                Source::Record(id) => Query::Show { id: *id, at: crate::api::At::Now, operator },
                Source::None => return out,
            };
            self.phase = Phase::Looking(ticket);
            return out.effect(Effect::Ask { ticket, query });
        }
        self.notice = None;
        self.refused = std::iter::once(&refusal.msg).chain(&refusal.hints).cloned().collect();
        self.refused.extend(refusal.fields.iter().map(|(_, why)| why.clone()));
        out
    }

    /// The facts anew; what was typed stays.
    fn looked(&mut self, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.phase = Phase::Asking;
        self.gate.close();
        match (answer, self.source.clone()) {
            (Ok(Answer::Review(review)), Source::Case { decision, opened, .. }) => {
                let mut fresh = decide(decision, review, &opened, ctx);
                fresh.comment = self.comment.clone();
                fresh.changes = std::mem::take(&mut self.changes);
                if fresh.changes.is_empty() {
                    fresh.changes.clone_from(&review.changed);
                }
                fresh.notice = Some((Msg::new("confirm-changed-meanwhile"), Tone::Warning));
                *self = fresh;
            }
            (Ok(Answer::Show(shown)), Source::Record(_)) => {
                self.order.expect(shown.rev);
                self.notice = Some((Msg::new("confirm-changed-meanwhile"), Tone::Warning));
            }
            (Err(refusal), _) => {
                self.notice = None;
                self.refused = vec![refusal.msg.clone()];
            }
            _ => {}
        }
        Outcome::stay()
    }

    fn act_asking(&mut self, act: Act, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match act {
            Act::ConfirmNo | Act::Back => Outcome::close(),
            Act::ConfirmDown => {
                self.scroll = self.scroll.saturating_add(1);
                Outcome::stay()
            }
            Act::ConfirmUp => {
                self.scroll = self.scroll.saturating_sub(1);
                Outcome::stay()
            }
            Act::ConfirmYes | Act::ConfirmSubmit | Act::ConfirmComment if !self.signable() => {
                self.note("confirm-cannot-sign")
            }
            Act::ConfirmComment => {
                self.typing = true;
                Outcome::stay()
            }
            Act::ConfirmYes if self.challenge.is_some() => self.note("confirm-digits-wanted"),
            Act::ConfirmYes if !self.gate.open(read, ctx.env.now) => self.early(),
            Act::ConfirmYes => self.sign(ctx),
            Act::ConfirmSubmit => self.submit_digits(read, ctx),
            other if self.challenge.is_some() && self.digits.act(other) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn act_typing(&mut self, act: Act) -> Outcome {
        match act {
            Act::InputAccept if self.reason.is_some() && self.comment.text().trim().is_empty() => {
                self.note("confirm-reason-required")
            }
            Act::InputAccept | Act::InputCancel => {
                self.typing = false;
                let kept = act == Act::InputAccept && self.reason.is_some();
                let says = if self.challenge.is_some() { "confirm-kept-digits" } else { "confirm-kept" };
                self.notice = kept.then(|| (Msg::new(says), Tone::Warning));
                Outcome::stay()
            }
            other if self.comment.act(other) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }
}

impl Part for Confirm {
    fn id(&self) -> String {
        format!("confirm {}", self.verb)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![if self.typing { Context::Prompt } else { Context::Confirm }]
    }

    fn text_input(&self) -> bool {
        self.typing || (self.challenge.is_some() && self.signable())
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        let width = screen.0.saturating_sub(4).min(if screen.0 >= 120 { 90 } else { 76 });
        let wrapped = self.facts.len() + self.facts.iter().filter(|f| f.text.len() > 2).count();
        let lines = 7 + wrapped + self.changes.len().min(8) + self.refused.len() * 2;
        (width, u16::try_from(lines).unwrap_or(u16::MAX).min(screen.1.saturating_sub(2)))
    }

    fn footer(&self) -> &'static [&'static str] {
        match (self.typing, self.challenge.is_some()) {
            (true, _) => &["input.accept", "input.cancel"],
            (false, true) => &["confirm.submit", "confirm.no"],
            (false, _) if !self.signable() => &["confirm.no", "confirm.down"],
            (false, false) => &["confirm.yes", "confirm.no", "confirm.comment", "confirm.down"],
        }
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.facts.is_empty() && self.title.id == SENDING {
            return self.sign(ctx);
        }
        Outcome::stay()
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, _count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !self.idle() {
            return match act {
                Act::ConfirmNo | Act::ConfirmYes | Act::ConfirmSubmit => self.note("confirm-still-working"),
                _ => Outcome::pass(),
            };
        }
        if self.typing { self.act_typing(act) } else { self.act_asking(act, read, ctx) }
    }

    fn text(&mut self, c: char, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.typing {
            self.comment.insert(c);
            return Outcome::stay();
        }
        if self.challenge.is_none() || !self.signable() {
            return Outcome::pass();
        }
        match c {
            'n' => Outcome::close(),
            'c' => {
                self.typing = true;
                Outcome::stay()
            }
            _ if !self.gate.open(read, ctx.env.now) => self.early(),
            digit if digit.is_ascii_digit() && self.digits.text().len() < 8 => {
                self.digits.insert(digit);
                self.notice = None;
                Outcome::stay()
            }
            _ => self.note("confirm-digits-wanted"),
        }
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !self.typing {
            return Outcome::pass();
        }
        self.comment.paste(text);
        Outcome::stay()
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (event, self.phase) {
            (Event::Drawn { read }, _) => {
                self.gate.drawn(*read, ctx.env.now);
                Outcome::stay()
            }
            (Event::Done { ticket, done }, Phase::Sending(mine)) if *ticket == mine => self.done(done, ctx),
            (Event::Answer { ticket, answer }, Phase::Looking(mine)) if *ticket == mine => self.looked(answer, ctx),
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

const SENDING: &str = "confirm-sending";

/// Sends a request at once and waits for the answer; a refusal is shown with what to do.
pub fn sending(verb: &str, order: Order) -> Confirm {
    Confirm::new(verb, Msg::new(SENDING), order)
}
