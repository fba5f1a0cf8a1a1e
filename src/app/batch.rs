//! A batch of cases: drawn from marked cases, its sample decided one by one, the rest approved together.
//!
//! The screen leads through it: after the draw the first case of the sample opens, after each decision the next one, and
//! when the whole sample is good the confirm of the rest. What counts is the desk's word; nothing is decided here.

#[cfg(test)]
mod tests;

use crate::api;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::BatchLine;
use crate::api::BatchQuery;
use crate::api::BatchSheet;
use crate::api::Done;
use crate::api::Query;
use crate::api::Seen;
use crate::app::bulk;
use crate::app::choice::moved;
use crate::app::confirm::Confirm;
use crate::app::confirm::Fact;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::app::review;
use crate::app::verbs;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::policy::Bulk;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;

/// What follows when the batch is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Then {
    /// It is looked at.
    Look,
    /// The next case of the sample, or the approval of the rest.
    GoOn,
    /// The approval of the rest.
    Approve,
}

/// A batch.
#[derive(Debug)]
pub struct Batch {
    pub(crate) id: Id,
    pub(crate) sheet: Option<Box<BatchSheet>>,
    pub(crate) failed: Option<Msg>,
    pub(crate) cursor: usize,
    then: Then,
    asked: Option<Ticket>,
    menu: Option<Ticket>,
    /// Something changed while a question ran.
    again: bool,
    /// The newest entry known of.
    newest: u64,
    /// The newest entry known of when it was asked for: what the answer holds at least.
    holds: u64,
}

/// Opens a batch.
pub fn open(id: Id) -> Batch {
    Batch {
        id,
        sheet: None,
        failed: None,
        cursor: 0,
        then: Then::Look,
        asked: None,
        menu: None,
        again: false,
        newest: 0,
        holds: 0,
    }
}

/// The confirm of a draw from cases: what goes in, what does not and why, how many are looked at.
pub fn question(sheet: &BatchSheet) -> Confirm {
    let n = sheet.rest.len();
    let cases = sheet.rest.iter().map(|line| Value::Text(line.id.to_string())).collect();
    let fields = vec![Assign { path: "cases".to_owned(), value: Value::List(cases) }];
    let order = Order::new(api::Act::Create { kind: KindId::Batch, fields });
    let title = Msg::new("batch-title-draw").with("n", n);
    let mut confirm = Confirm::new("batch.create", title, order);
    confirm.facts = vec![proposed(sheet)];
    let sample = match sheet.bulk {
        Bulk::Sample => Msg::new("batch-sample-size").with("n", sheet.size).with("of", n),
        _ => Msg::new("batch-sample-none"),
    };
    if n > 0 {
        confirm.facts.push(Fact::new("batch-fact-sample", vec![sample], Tone::Plain));
    }
    if sheet.size > 0 {
        confirm.facts.push(Fact::new("confirm-effect", vec![Msg::new("batch-effect-draw")], Tone::Plain));
    }
    confirm.facts.extend(bulk::facts(sheet.rest.iter(), &sheet.left));
    confirm.refused.extend(sheet.barred.clone());
    confirm.after = Some(drawn);
    bulk::counting(confirm, n)
}

/// The screen that leads through a batch that was just drawn.
fn drawn(done: &Done) -> Option<Box<dyn Part>> {
    let id = done.ids.iter().copied().find(|id| id.kind == KindId::Batch)?;
    Some(Box::new(Batch { then: Then::GoOn, ..open(id) }))
}

fn proposed(sheet: &BatchSheet) -> Fact {
    let policy = sheet.policy.split('@').next().unwrap_or_default();
    let what = Msg::new("batch-of").term("verb", format!("verb-{}", sheet.verb.replace('.', "-")));
    let under = Msg::new("review-data").with("text", policy);
    Fact::new("batch-fact-what", vec![what, under], Tone::Plain)
}

/// The confirm of the rest: how the sample came out, what is approved, what stays open.
fn approval(sheet: &BatchSheet, id: Id) -> Confirm {
    let taken: Vec<&BatchLine> = sheet.taken().collect();
    let left: Vec<BatchLine> = sheet.rest.iter().filter(|line| line.why.is_some()).cloned().collect();
    let act = api::Act::Verb { verb: "batch.approve".to_owned(), id, expect_rev: Some(sheet.rev), fields: Vec::new() };
    let mut order = Order::new(act);
    order.seen =
        Some(Seen { policy: sheet.policy.clone(), program: env!("CARGO_PKG_VERSION").to_owned(), ..Seen::default() });
    let title = if taken.is_empty() { "batch-title-close" } else { "batch-title-approve" };
    let title = Msg::new(title).with("n", taken.len()).with("batch", id.to_string());
    let mut confirm = Confirm::new("batch.approve", title, order).about(id);
    let good = Msg::new("batch-sample-good").with("good", sheet.good()).with("of", sheet.size);
    let tone = if sheet.good() == sheet.size { Tone::Ok } else { Tone::Warning };
    confirm.facts = vec![proposed(sheet), Fact::new("batch-fact-sample", vec![good], tone)];
    confirm.facts.extend(bulk::facts(taken.iter().copied(), &left));
    confirm.refused.extend(sheet.barred.clone());
    bulk::counting(confirm, taken.len())
}

impl Batch {
    /// Asks for the approval of the rest as soon as the batch is there.
    #[must_use]
    pub fn approving(mut self) -> Self {
        self.then = Then::Approve;
        self
    }

    /// Every line of the screen: the sample, the others, what was left open.
    pub fn lines(&self) -> impl Iterator<Item = &BatchLine> {
        let sheet = self.sheet.as_ref();
        sheet.into_iter().flat_map(|sheet| sheet.sample.iter().chain(&sheet.rest))
    }

    fn ask(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.asked.is_some() {
            self.again = true;
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.asked = Some(ticket);
        self.holds = self.newest;
        let query = BatchQuery::Drawn { id: self.id, operator: ctx.operator.to_owned() };
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Batch(query) })
    }

    fn found(&mut self, sheet: &BatchSheet, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let first = self.sheet.replace(Box::new(sheet.clone())).is_none();
        let next = sheet.next().filter(|_| first);
        let next = next.and_then(|case| self.lines().position(|line| line.id == case));
        self.cursor = next.unwrap_or(self.cursor).min(self.lines().count().saturating_sub(1));
        // Something came in between: what follows is decided on what is asked for next.
        if std::mem::take(&mut self.again) {
            return self.ask(ctx);
        }
        self.follow()
    }

    /// Does what was to follow, by what the batch is now.
    fn follow(&mut self) -> Outcome {
        let Some(sheet) = &self.sheet else { return Outcome::stay() };
        let then = std::mem::replace(&mut self.then, Then::Look);
        let next = sheet.next();
        match (then, next) {
            (Then::GoOn, _) if sheet.state != "drawn" => Outcome::stay(),
            (Then::GoOn, Some(case)) => self.case(case),
            (Then::GoOn, None) | (Then::Approve, _) => Outcome::open(approval(sheet, self.id)),
            (Then::Look, _) => Outcome::stay(),
        }
    }

    /// The review of a case, with its place in the sample.
    fn case(&mut self, case: Id) -> Outcome {
        let place = self.lines().position(|line| line.id == case).unwrap_or(0);
        self.cursor = place;
        let size = self.sheet.as_ref().map_or(0, |sheet| sheet.size);
        let mut part = review::open(case).opening_next(false);
        part.within = (place < size).then_some((place + 1, size));
        Outcome::open(part)
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to;
        Outcome::stay()
    }

    fn rows(&self) -> usize {
        self.lines().count()
    }

    /// An entry changed the batch: it is asked for, unless what is here or on its way holds the entry already. The news
    /// of a commit and the answer to a command tell of the same entry, in either order.
    fn changed(&mut self, seq: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.newest = self.newest.max(seq);
        match (self.holds < seq, self.asked) {
            (true, _) => self.ask(ctx),
            (false, Some(_)) => Outcome::stay(),
            (false, None) => self.follow(),
        }
    }

    fn done(&mut self, done: &Done, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let sample = self.sheet.iter().flat_map(|sheet| &sheet.sample).any(|line| done.ids.contains(&line.id));
        if sample && done.verb == "case.approve" {
            self.then = Then::GoOn;
        }
        if sample || done.ids.contains(&self.id) { self.changed(done.seq, ctx) } else { Outcome::stay() }
    }
}

impl Part for Batch {
    fn id(&self) -> String {
        format!("batch {}", self.id)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Batch]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["open", "case.approve", "verb.menu", "list.down", "back", "help.open"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.ask(ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(to) = moved(act, count, self.cursor, self.rows()) {
            return self.go(to);
        }
        match act {
            Act::Open => {
                let here = self.lines().nth(self.cursor).map(|line| line.id);
                here.map_or_else(Outcome::stay, |case| self.case(case))
            }
            Act::CaseApprove => {
                if let Some(why) = ctx.read_only {
                    return Outcome::stay().say(why.clone(), Tone::Danger);
                }
                self.then = Then::Approve;
                self.ask(ctx)
            }
            Act::VerbMenu => {
                let ticket = ctx.ticket();
                self.menu = Some(ticket);
                let query = Query::Show { id: self.id, at: api::At::Now, operator: ctx.operator.to_owned() };
                Outcome::stay().effect(Effect::Ask { ticket, query })
            }
            Act::CaseReject | Act::CaseRequestChanges | Act::CaseWithdraw | Act::CaseWaive => {
                Outcome::stay().say(Msg::new("batch-one-at-a-time"), Tone::Warning)
            }
            Act::HistoryOpen => Outcome::stay().request(Request::Goto(self.id)),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if self.asked == Some(*ticket) => {
                self.asked = None;
                match answer {
                    Ok(Answer::Batch(sheet)) => self.found(sheet, ctx),
                    Err(why) => {
                        // What was to follow was for this answer: a later one opens nothing out of nowhere.
                        self.then = Then::Look;
                        self.again = false;
                        self.holds = 0;
                        self.failed = Some(why.msg.clone());
                        Outcome::stay().say(why.msg.clone(), Tone::Danger)
                    }
                    Ok(_) => Outcome::stay(),
                }
            }
            Event::Answer { ticket, answer: Ok(Answer::Show(shown)) } if self.menu == Some(*ticket) => {
                self.menu = None;
                Outcome::open(verbs::menu(shown))
            }
            Event::Done { done: Ok(done), .. } => self.done(done, ctx),
            Event::Desk(api::Event::Committed { seq }) if self.sheet.is_some() => self.changed(*seq, ctx),
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
