//! The assessment screen: item by item, one digit a verdict, beside what was found the last time (domain.md §1.10).
//!
//! This is the state of the screen; what keys do is in `act`, what a digit asks for in `judge`, taking over the last
//! assessment in `same`, evidence to choose from in [`picker`], the proposal in `propose`. No verdict is given here:
//! each is the desk's verb `assessment.judge`, and its refusal stands beside the item.

mod act;
mod judge;
pub mod picker;
mod propose;
mod same;
#[cfg(test)]
pub(crate) mod tests;

pub use propose::flags;

use crate::api::Answer;
use crate::api::AssessLine;
use crate::api::AssessView;
use crate::api::Done;
use crate::api::Event as DeskEvent;
use crate::api::Piece;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::reading::Reading;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::review::Evidence;
use crate::app::review::Shows;
use crate::app::scroll::Scroll;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::overall;
use crate::domain::assessment::overall::Overall;
use crate::domain::checklist::ChecklistItem;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// Which items the list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those nobody judged yet.
    Open,
    /// Basically or not up to standard.
    Weak,
    /// Not applicable.
    Na,
    /// Changed since the last time.
    Changed,
}

impl Only {
    /// Every choice in the order of the key that goes through them.
    pub const ALL: [Only; 5] = [Only::All, Only::Open, Only::Weak, Only::Na, Only::Changed];

    /// Message id of its name.
    pub const fn label(self) -> &'static str {
        match self {
            Only::All => "assess-only-all",
            Only::Open => "assess-only-open",
            Only::Weak => "assess-only-weak",
            Only::Na => "assess-only-na",
            Only::Changed => "assess-only-changed",
        }
    }

    fn takes(self, item: &AssessmentItem, line: Option<&AssessLine>) -> bool {
        match self {
            Only::All => true,
            Only::Open => item.verdict == ItemVerdict::Open,
            Only::Weak => matches!(item.verdict, ItemVerdict::Basic | ItemVerdict::Not),
            Only::Na => item.verdict == ItemVerdict::Na,
            Only::Changed => line.is_some_and(|l| !l.changed.is_empty()),
        }
    }

    fn next(self) -> Self {
        let place = Self::ALL.iter().position(|o| *o == self).unwrap_or(0);
        Self::ALL.get((place + 1) % Self::ALL.len()).copied().unwrap_or_default()
    }
}

/// What an open question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Load,
    File(String),
    /// A verdict on these items.
    Judge(Vec<String>),
    /// A file to show these items with.
    Store(EvidenceKind, Vec<String>),
    /// One of the orders that take over the last assessment.
    Same(Vec<String>),
    /// It is taken into review; the proposal follows.
    Review,
}

/// What follows the next answer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum After {
    #[default]
    Nothing,
    /// The proposal opens.
    Propose,
    /// The cursor goes to the first item that is open.
    Leap,
}

/// The screen of one assessment.
#[derive(Debug)]
pub struct Assess {
    /// The assessment, or the partner whose latest one is meant.
    pub(crate) of: Id,
    pub(crate) data: Option<Box<AssessView>>,
    pub(crate) failed: Option<Refusal>,
    /// Place among all items.
    pub(crate) cursor: usize,
    pub(crate) marks: BTreeSet<String>,
    pub(crate) only: Only,
    pub(crate) scroll: Scroll,
    /// The item fills the screen.
    pub(crate) zoom: bool,
    pub(crate) evidence: Option<Evidence>,
    /// What the desk refused, by item.
    pub(crate) refused: BTreeMap<String, Vec<Msg>>,
    pub(crate) today: NaiveDate,
    waiting: BTreeMap<Ticket, Wait>,
    again: bool,
    /// The key that takes over the last assessment was pressed once, and said what it would do; a second press counts
    /// from when that was on the screen.
    armed: Option<Gate>,
    queue: VecDeque<(Vec<String>, Order)>,
    taken: usize,
    after: After,
    kept: String,
}

/// Opens the screen of an assessment, or of a partner's latest one.
pub fn open(of: Id) -> Assess {
    Assess {
        of,
        data: None,
        failed: None,
        cursor: 0,
        marks: BTreeSet::new(),
        only: Only::All,
        scroll: Scroll::default(),
        zoom: false,
        evidence: None,
        refused: BTreeMap::new(),
        today: NaiveDate::default(),
        waiting: BTreeMap::new(),
        again: false,
        armed: None,
        queue: VecDeque::new(),
        taken: 0,
        after: After::Nothing,
        kept: String::new(),
    }
}

impl Assess {
    /// Begins on this item.
    #[must_use]
    pub fn at(mut self, item: &str) -> Self {
        item.clone_into(&mut self.kept);
        self
    }

    /// The assessment, once it is here.
    pub fn id_of(&self) -> Option<Id> {
        self.data.as_ref().map(|d| d.shown.id)
    }

    /// The item under the cursor.
    pub fn item(&self) -> Option<&AssessmentItem> {
        self.data.as_ref()?.assessment.items.get(self.cursor)
    }

    /// What surrounds the item under the cursor.
    pub fn line(&self) -> Option<&AssessLine> {
        self.data.as_ref()?.lines.get(self.cursor)
    }

    /// What the check-list asks of an item.
    pub fn asked(&self, code: &str) -> Option<&ChecklistItem> {
        self.data.as_ref()?.list.item(code)
    }

    /// Total, flags and open items as they stand.
    pub fn overall(&self) -> Overall {
        self.data.as_ref().map(|d| overall::overall(&d.assessment.items, &d.assessment.scoring)).unwrap_or_default()
    }

    /// Places of all items, by category and then as the check-list has them.
    pub(crate) fn order(&self) -> Vec<usize> {
        let Some(data) = &self.data else { return Vec::new() };
        let mut all: Vec<(ItemCategory, usize)> =
            data.assessment.items.iter().enumerate().map(|(n, item)| (item.category, n)).collect();
        all.sort_unstable();
        all.into_iter().map(|(_, n)| n).collect()
    }

    /// Places of the items that are listed; the one under the cursor always is.
    pub fn listed(&self) -> Vec<usize> {
        let Some(data) = &self.data else { return Vec::new() };
        let takes = |n: usize| data.assessment.items.get(n).is_some_and(|i| self.only.takes(i, data.lines.get(n)));
        self.order().into_iter().filter(|n| *n == self.cursor || takes(*n)).collect()
    }

    /// The next item nobody judged after a place of the order, around its end.
    fn open_after(&self, from: Option<usize>, back: bool) -> Option<usize> {
        let mut order = self.order();
        if back {
            order.reverse();
        }
        let at = from.and_then(|from| order.iter().position(|n| *n == from)).map_or(0, |at| at + 1);
        let (before, after) = order.split_at_checked(at)?;
        let items = &self.data.as_ref()?.assessment.items;
        let waits = |n: &&usize| items.get(**n).is_some_and(AssessmentItem::is_open);
        after.iter().chain(before).find(waits).copied()
    }

    /// Items judged, and all that must be.
    pub fn progress(&self) -> (usize, usize) {
        let Some(data) = &self.data else { return (0, 0) };
        let open = data.assessment.items.iter().filter(|i| i.is_open()).count();
        let total = data.assessment.items.iter().filter(|i| i.is_open() || i.verdict != ItemVerdict::Open).count();
        (total - open, total)
    }

    /// Whether something is still on its way.
    pub fn working(&self) -> bool {
        !self.waiting.is_empty()
    }

    fn keep(&self, out: Outcome) -> Outcome {
        let text = self.item().map(|i| i.code.clone()).unwrap_or_default();
        out.effect(Effect::KeepDraft { place: self.place(), text })
    }

    fn place(&self) -> String {
        format!("assess/{}", self.of)
    }

    fn ask(&mut self, wait: Wait, query: Query, ctx: &mut Ctx<'_, '_>) -> Effect {
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, wait);
        Effect::Ask { ticket, query }
    }

    fn submit(&mut self, wait: Wait, mut order: Order, ctx: &mut Ctx<'_, '_>) -> Effect {
        let (ticket, effect) = order.send(ctx);
        self.waiting.insert(ticket, wait);
        effect
    }

    /// Asks anew; while an answer is still due it is asked again after it.
    fn load(&mut self, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.waiting.values().any(|w| *w == Wait::Load) {
            self.again = true;
            return out;
        }
        let query = Query::Assess { of: self.id_of().unwrap_or(self.of), operator: ctx.operator.to_owned() };
        let effect = self.ask(Wait::Load, query, ctx);
        out.effect(effect)
    }

    /// New facts; the cursor stays on its item.
    fn filled(&mut self, fresh: Box<AssessView>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let first = self.data.is_none();
        let at = self.item().map_or_else(|| self.kept.clone(), |i| i.code.clone());
        self.data = Some(fresh);
        let open = self.open_after(None, false).or(self.order().first().copied());
        let items = self.data.iter().flat_map(|d| &d.assessment.items);
        let place = items.clone().position(|i| i.code == at);
        let after = std::mem::take(&mut self.after);
        let leap = after == After::Leap;
        self.cursor = match place {
            Some(place) if !leap => place,
            _ if first || leap => open.unwrap_or(0),
            _ => self.cursor.min(items.clone().count().saturating_sub(1)),
        };
        self.marks.retain(|code| items.clone().any(|i| i.code == *code));
        self.failed = None;
        if after == After::Propose {
            return self.propose(ctx);
        }
        Outcome::stay()
    }

    fn answered(&mut self, wait: &Wait, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, answer) {
            (Wait::Load, Ok(Answer::Assess(fresh))) => {
                let out = self.filled(fresh.clone(), ctx);
                if std::mem::take(&mut self.again) { self.load(out, ctx) } else { out }
            }
            (Wait::Load, Err(refusal)) => {
                self.failed = Some(refusal.clone());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
            _ => Outcome::stay(),
        }
    }

    /// Something was done, here or in a dialog above.
    fn done(&mut self, ticket: Ticket, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mine = self.waiting.remove(&ticket);
        match (mine, done) {
            (Some(Wait::Judge(codes)), Ok(done)) => {
                for code in &codes {
                    self.refused.remove(code);
                }
                self.marks.clear();
                // The news of what was committed brings it anew.
                Outcome::stay().say(done.message.clone(), Tone::Ok).refreshing()
            }
            (Some(Wait::Judge(codes)), Err(refusal)) => {
                self.note(&codes, refusal);
                self.load(Outcome::stay().say(refusal.msg.clone(), Tone::Danger), ctx)
            }
            (Some(Wait::Same(codes)), done) => self.took(&codes, done, ctx),
            (Some(Wait::Review), Ok(done)) => {
                self.after = After::Propose;
                self.load(Outcome::stay().say(done.message.clone(), Tone::Ok).refreshing(), ctx)
            }
            (Some(_), Err(refusal)) => Outcome::stay().say(refusal.msg.clone(), Tone::Danger),
            // A new one was begun in the form above: it is what one looks at now.
            (None, Ok(Done { verb, ids, .. })) if verb == "assessment.create" => {
                if let Some(made) = ids.first() {
                    *self = open(*made);
                    self.today = ctx.today();
                }
                self.load(Outcome::stay(), ctx)
            }
            (None, Ok(done)) if self.id_of().is_some_and(|id| done.ids.contains(&id)) => {
                self.marks.clear();
                if let Some(code) = self.item().map(|i| i.code.clone()) {
                    self.refused.remove(&code);
                }
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    /// Keeps what the desk refused beside its items.
    fn note(&mut self, codes: &[String], refusal: &Refusal) {
        let mut says: Vec<Msg> = refusal.fields.iter().map(|(_, why)| why.clone()).collect();
        if says.is_empty() {
            says.push(refusal.msg.clone());
        }
        says.extend(refusal.hints.iter().cloned());
        for code in codes {
            self.refused.insert(code.clone(), says.clone());
        }
    }

    fn file(&mut self, ticket: Ticket, reading: &Result<Box<Reading>, Refusal>) -> Outcome {
        let Some(Wait::File(sha256)) = self.waiting.remove(&ticket) else { return Outcome::stay() };
        let Some(evidence) = self.evidence.as_mut().filter(|e| e.sha256 == sha256) else { return Outcome::stay() };
        match reading {
            Ok(reading) => {
                evidence.fill(reading);
                Outcome::stay()
            }
            Err(refusal) => {
                evidence.shows = Shows::Failed(refusal.msg.clone());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
        }
    }

    /// Evidence for an item to choose from: what showed it the last time first, then what is accepted.
    fn papers(&self, code: &str) -> Vec<Piece> {
        let Some(data) = &self.data else { return Vec::new() };
        let place = data.lines.iter().find(|l| l.code == code);
        let before = |p: &Piece| place.is_some_and(|l| l.last_evidence.iter().any(|e| e.reference == p.reference));
        let mine = |p: &Piece| place.is_some_and(|l| l.evidence.iter().any(|e| e.reference == p.reference));
        let mut out: Vec<Piece> = data.papers.iter().filter(|p| !mine(p)).cloned().collect();
        out.sort_by_key(|p| !before(p));
        out
    }
}

impl Part for Assess {
    fn id(&self) -> String {
        format!("assess {}", self.id_of().unwrap_or(self.of))
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Assess]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &[
            "review.next-open",
            "evidence.add",
            "assess.same",
            "assess.propose",
            "assess.only",
            "evidence.open",
            "verb.menu",
            "back",
            "help.open",
        ]
    }

    fn digits(&self) -> Vec<(String, String)> {
        let judged =
            |d: &AssessView| d.shown.offers.iter().any(|o| o.verb == "assessment.judge" && o.refused.is_none());
        if !self.data.as_ref().is_some_and(|d| judged(d)) {
            return Vec::new();
        }
        let Some(asked) = self.item().and_then(|i| self.asked(&i.code)) else { return Vec::new() };
        let fits = |(_, _, verdict): &&(&str, &str, ItemVerdict)| asked.allows(*verdict);
        let words = judge::DIGITS.iter().filter(fits);
        words.map(|(digit, label, _)| ((*digit).to_owned(), (*label).to_owned())).collect()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.today = ctx.today();
        if self.kept.is_empty() {
            self.kept = ctx.drafts.get(&self.place()).cloned().unwrap_or_default();
        }
        self.load(Outcome::stay(), ctx)
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let before = self.cursor;
        let out = self.acted(act, arg, count, read, ctx);
        // The place survives a hang-up.
        if self.cursor == before { out } else { self.keep(out) }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } => match self.waiting.remove(ticket) {
                Some(wait) => self.answered(&wait, answer, ctx),
                None => Outcome::stay(),
            },
            Event::Done { ticket, done } => self.done(*ticket, done, ctx),
            Event::Text { ticket, reading } => self.file(*ticket, reading),
            Event::Stored { ticket, blob } => match self.waiting.remove(ticket) {
                Some(Wait::Store(kind, codes)) => self.stored(kind, &codes, blob, ctx),
                _ => Outcome::stay(),
            },
            Event::Drawn { read } => {
                if let Some(gate) = &mut self.armed {
                    gate.drawn(*read, ctx.env.now);
                }
                Outcome::stay()
            }
            Event::Desk(DeskEvent::Committed { .. }) if self.queue.is_empty() => self.load(Outcome::stay(), ctx),
            Event::Clock => {
                self.today = ctx.today();
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
