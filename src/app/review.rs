//! The review: one case, worked through item by item and then decided (interface.md §3).
//!
//! This is the state of the screen. What a digit means is in `verdict`, what is signed in [`crate::app::confirm`]. Nothing
//! is decided here: every word on an item is a command, and the desk's answer is what counts.

mod act;
mod evidence;
mod items;
#[cfg(test)]
pub(crate) mod tests;
mod verdict;

pub use evidence::Evidence;
pub use evidence::Shows;
pub use items::Sign;
pub use items::evidence as evidence_of;
pub use items::key;
pub use items::next_open;
pub use items::progress;
pub use items::sign;
pub use verdict::acknowledge;
pub use verdict::false_positive;
pub use verdict::waive_all;
pub use verdict::waive_until;

use crate::api;
use crate::api::Answer;
use crate::api::Done;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::ReviewItem;
use crate::api::query::Revision;
use crate::api::reading::Reading;
use crate::app::confirm::Decision;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::document::RejectReason;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What the right pane shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Pane {
    /// The item in full.
    #[default]
    Item,
    /// What changed since the last approved revision and since the proposal.
    Diff,
    /// The revisions of the record.
    History,
    /// The evidence.
    Evidence,
}

/// What an open question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Load,
    History,
    File(String),
    Verdict(String),
    Queue,
}

/// Whether the case is asked for once more after the answer that is due.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Again {
    #[default]
    No,
    Yes,
}

/// What of a review survives a hang-up.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    item: String,
    opened: BTreeSet<String>,
    looked: BTreeSet<String>,
}

/// The review of a case.
#[derive(Debug)]
pub struct Review {
    pub(crate) case: Id,
    pub(crate) data: Option<Box<api::Review>>,
    pub(crate) failed: Option<Refusal>,
    pub(crate) cursor: usize,
    pub(crate) marks: BTreeSet<String>,
    pub(crate) opened: BTreeSet<String>,
    pub(crate) looked: BTreeSet<String>,
    pub(crate) scroll: usize,
    pub(crate) pane: Pane,
    /// The item fills the screen.
    pub(crate) zoom: bool,
    pub(crate) history: Option<Vec<Revision>>,
    pub(crate) evidence: Option<Evidence>,
    /// The document whose reason digit is wanted.
    pub(crate) rejecting: bool,
    pub(crate) zone: Tz,
    pub(crate) today: NaiveDate,
    pub(crate) operator: String,
    /// After a decision the next open case of the queue opens.
    pub open_next: bool,
    /// Its place in the sample of its batch, from 1, and how many are in it.
    pub within: Option<(usize, usize)>,
    then: Option<Decision>,
    waiting: BTreeMap<Ticket, Wait>,
    again: Again,
    /// Entries of this session by item, so that a word can be taken back.
    entries: BTreeMap<String, u64>,
    decided: BTreeSet<Id>,
    kept: Kept,
}

/// Opens the review of a case.
pub fn open(case: Id) -> Review {
    Review {
        case,
        data: None,
        failed: None,
        cursor: 0,
        marks: BTreeSet::new(),
        opened: BTreeSet::new(),
        looked: BTreeSet::new(),
        scroll: 0,
        pane: Pane::Item,
        zoom: false,
        history: None,
        evidence: None,
        rejecting: false,
        zone: Tz::UTC,
        today: NaiveDate::default(),
        operator: String::new(),
        open_next: true,
        within: None,
        then: None,
        waiting: BTreeMap::new(),
        again: Again::No,
        entries: BTreeMap::new(),
        decided: BTreeSet::new(),
        kept: Kept::default(),
    }
}

impl Review {
    /// Asks for this decision as soon as the case is there, as from a list.
    #[must_use]
    pub fn deciding(mut self, decision: Decision) -> Self {
        self.then = Some(decision);
        self
    }

    /// Sets whether the next open case opens after a decision.
    #[must_use]
    pub fn opening_next(mut self, yes: bool) -> Self {
        self.open_next = yes;
        self
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<&ReviewItem> {
        self.data.as_ref()?.items.get(self.cursor)
    }

    /// The digits that mean something on the item under the cursor, with the message ids of what they do.
    pub fn meanings(&self) -> Vec<(&'static str, String)> {
        let words: &[(&str, &str)] = match self.item() {
            Some(ReviewItem::Check { .. }) => &[
                ("1", "review-digit-up"),
                ("2", "review-digit-basic"),
                ("3", "review-digit-not"),
                ("0", "review-digit-na"),
            ],
            Some(ReviewItem::Document(_)) if self.rejecting => {
                let reasons = RejectReason::ALL.iter().map(|r| r.label());
                return ["1", "2", "3", "4", "5", "6", "7", "8", "9"].into_iter().zip(reasons).collect();
            }
            Some(ReviewItem::Document(line)) if line.id.is_some() => {
                &[("1", "review-digit-accept"), ("3", "review-digit-reject")]
            }
            Some(ReviewItem::Finding(_)) => {
                &[("1", "review-digit-acknowledge"), ("2", "review-digit-waive"), ("3", "review-digit-false")]
            }
            Some(ReviewItem::Changed(_)) => &[("1", "review-digit-seen")],
            Some(ReviewItem::Document(_) | ReviewItem::Fact(_)) | None => &[],
        };
        words.iter().map(|(digit, id)| (*digit, (*id).to_owned())).collect()
    }

    /// Whether something is still on its way.
    pub fn working(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn place(&self) -> String {
        format!("review/{}", self.case)
    }

    fn ask(&mut self, wait: Wait, query: Query, ctx: &mut Ctx<'_, '_>) -> Effect {
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, wait);
        Effect::Ask { ticket, query }
    }

    /// Asks for the case anew; while an answer is still due it is asked again after it.
    fn load(&mut self, ctx: &mut Ctx<'_, '_>) -> Option<Effect> {
        if self.waiting.values().any(|w| *w == Wait::Load) {
            self.again = Again::Yes;
            return None;
        }
        let query = Query::Review { case: self.case, operator: ctx.operator.to_owned() };
        Some(self.ask(Wait::Load, query, ctx))
    }

    fn reload(&mut self, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.load(ctx) {
            Some(effect) => out.effect(effect),
            None => out,
        }
    }

    /// Begins another case in the same place.
    fn begin(&mut self, case: Id, ctx: &mut Ctx<'_, '_>) -> Option<Effect> {
        let decided = std::mem::take(&mut self.decided);
        *self = Review { open_next: self.open_next, decided, ..open(case) };
        self.begun(ctx)
    }

    fn begun(&mut self, ctx: &mut Ctx<'_, '_>) -> Option<Effect> {
        self.zone = ctx.zone;
        self.today = ctx.today();
        ctx.operator.clone_into(&mut self.operator);
        self.kept = ctx.drafts.get(&self.place()).and_then(|t| serde_json::from_str(t).ok()).unwrap_or_default();
        self.opened.clone_from(&self.kept.opened);
        self.looked.clone_from(&self.kept.looked);
        self.load(ctx)
    }

    /// New facts; the cursor stays on its item.
    fn filled(&mut self, fresh: Box<api::Review>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let at = self.item().map_or_else(|| self.kept.item.clone(), key);
        let first = self.data.is_none();
        let place = fresh.items.iter().position(|i| key(i) == at);
        self.cursor = match place {
            Some(place) => place,
            None if first => items::start(&fresh, &self.looked),
            None => self.cursor.min(fresh.items.len().saturating_sub(1)),
        };
        let keys: BTreeSet<String> = fresh.items.iter().map(key).collect();
        self.marks.retain(|k| keys.contains(k));
        let held = first && !fresh.changed.is_empty();
        let changed = fresh.changed.len();
        self.data = Some(fresh);
        self.failed = None;
        if let Some(decision) = self.then.take() {
            return self.decide(decision, ctx);
        }
        if held {
            self.pane = Pane::Diff;
            return Outcome::stay().say(Msg::new("review-held").with("n", changed), Tone::Warning);
        }
        Outcome::stay()
    }

    fn answered(&mut self, wait: Wait, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, answer) {
            (Wait::Load, Ok(Answer::Review(fresh))) => {
                let out = self.filled(fresh.clone(), ctx);
                if std::mem::take(&mut self.again) == Again::Yes { self.reload(out, ctx) } else { out }
            }
            (Wait::History, Ok(Answer::History(revisions))) => {
                self.history = Some(revisions.clone());
                Outcome::stay()
            }
            (Wait::Queue, Ok(Answer::List(listing))) => {
                let cases = listing.rows.iter().filter_map(|row| row.id.parse::<Id>().ok());
                let next = cases.filter(|id| id.kind == KindId::Case).find(|id| !self.decided.contains(id));
                match next {
                    Some(next) => {
                        let out = Outcome::stay();
                        match self.begin(next, ctx) {
                            Some(effect) => out.effect(effect),
                            None => out,
                        }
                    }
                    None => Outcome::close(),
                }
            }
            (Wait::Queue, Err(_)) => Outcome::close(),
            (Wait::Load, Err(refusal)) => {
                self.failed = Some(refusal.clone());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
            (_, Err(refusal)) => Outcome::stay().say(refusal.msg.clone(), Tone::Danger),
            _ => Outcome::stay(),
        }
    }

    /// Something was done, here or in a dialog above.
    fn done(&mut self, ticket: Ticket, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mine = self.waiting.remove(&ticket);
        let done = match (done, &mine) {
            (Ok(done), _) => done,
            (Err(refusal), Some(_)) => {
                let out = Outcome::stay().say(refusal.msg.clone(), Tone::Danger);
                return self.reload(out, ctx);
            }
            (Err(_), None) => return Outcome::stay(),
        };
        let about_case = done.case == Some(self.case) || done.ids.contains(&self.case);
        let decided = ["case.approve", "case.reject", "case.return", "case.withdraw"].contains(&done.verb.as_str());
        if decided && about_case {
            return self.go_on(ctx);
        }
        let mut out = Outcome::stay();
        if let Some(Wait::Verdict(item)) = mine {
            self.entries.insert(item, done.seq);
            out = out.say(done.message.clone(), Tone::Ok).refreshing();
        }
        self.reload(out, ctx)
    }

    /// The case was decided: the next one, or back to where one came from.
    fn go_on(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.decided.insert(self.case);
        let dropped = Effect::KeepDraft { place: self.place(), text: String::new() };
        if !self.open_next {
            return Outcome::close().effect(dropped).refreshing();
        }
        let query = Query::List(ListQuery {
            list: "queue".to_owned(),
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: self.decided.len() + 1,
            operator: ctx.operator.to_owned(),
            anchor: None,
            as_at: None,
        });
        let effect = self.ask(Wait::Queue, query, ctx);
        Outcome::stay().effect(dropped).effect(effect).refreshing()
    }

    fn file(&mut self, ticket: Ticket, reading: &Result<Box<Reading>, Refusal>) -> Outcome {
        let Some(Wait::File(sha256)) = self.waiting.remove(&ticket) else { return Outcome::stay() };
        let Some(evidence) = self.evidence.as_mut().filter(|e| e.sha256 == sha256) else { return Outcome::stay() };
        match reading {
            Ok(reading) => {
                evidence.fill(reading);
                self.opened.insert(sha256);
                self.keep(Outcome::stay())
            }
            Err(refusal) => {
                evidence.shows = Shows::Failed(refusal.msg.clone());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
        }
    }

    /// Keeps position, what was opened and what was looked at.
    fn keep(&self, out: Outcome) -> Outcome {
        match self.draft() {
            Some((place, text)) => out.effect(Effect::KeepDraft { place, text }),
            None => out,
        }
    }
}

impl Part for Review {
    fn id(&self) -> String {
        format!("review {}", self.case)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Review]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &[
            "review.next-open",
            "case.approve",
            "evidence.open",
            "case.reject",
            "case.request-changes",
            "diff.open",
            "comment",
            "back",
            "help.open",
        ]
    }

    fn digits(&self) -> Vec<(String, String)> {
        self.meanings().into_iter().map(|(digit, id)| (digit.to_owned(), id)).collect()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.begun(ctx) {
            Some(effect) => Outcome::stay().effect(effect),
            None => Outcome::stay(),
        }
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let before = self.item().map(key);
        let out = self.acted(act, arg, count, ctx);
        if matches!(out.next, Next::Stay) && before != self.item().map(key) { self.keep(out) } else { out }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } => match self.waiting.remove(ticket) {
                Some(wait) => self.answered(wait, answer, ctx),
                None => Outcome::stay(),
            },
            Event::Done { ticket, done } => self.done(*ticket, done, ctx),
            Event::Text { ticket, reading } => self.file(*ticket, reading),
            Event::Desk(api::Event::Committed { .. }) => self.reload(Outcome::stay(), ctx),
            Event::Clock => {
                self.today = ctx.today();
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let item = self.item().map(key)?;
        let kept = Kept { item, opened: self.opened.clone(), looked: self.looked.clone() };
        Some((self.place(), serde_json::to_string(&kept).ok()?))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
