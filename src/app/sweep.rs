//! The sweep: the documents of a list that are to be checked, one after the other, without leaving the screen.
//!
//! This is the state of the screen and its way in. What the keys do is in `act`, what is kept over a hang-up in `kept`.
//! A checker never edits a document here: it is accepted, rejected for a reason, or left out.

mod act;
mod kept;
mod rekey;
#[cfg(test)]
mod tests;

pub use rekey::Keyed;

use crate::api::Answer;
use crate::api::Done;
use crate::api::Ground;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Sort;
use crate::api::check::CheckSheet;
use crate::api::reading::Reading;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::line::TextLine;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::scroll::Scroll;
use crate::domain::checking;
use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use chrono::NaiveDate;
use kept::Kept;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Documents of one sweep; nobody checks more in a day.
const MOST: usize = 1_000;

/// What became of a document in this sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// Accepted, with the entry.
    Accepted(u64),
    /// Rejected, with the entry.
    Rejected(u64),
    /// Left out by the checker.
    Left,
    /// Passed over, and why.
    Passed(Msg),
}

/// What the screen is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Points are ticked; a digit decides.
    #[default]
    Ticking,
    /// A value is keyed blind.
    Keying(Rekey),
    /// What was keyed is not what the record says.
    Differs(Rekey),
    /// The digit of a reason is wanted.
    Reasons,
    /// There is no further document.
    Over,
}

/// What an open question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Rows,
    Sheet(Id),
    Text(String),
    Accept(Id),
    Reject(Id),
    Undo(Id),
}

/// Where something of the record was looked for in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hint {
    /// It stands on this page, from 1.
    Page(usize),
    /// It was not found.
    Nowhere,
}

/// A sweep.
#[derive(Debug)]
pub struct Sweep {
    filter: String,
    sort: Option<Sort>,
    /// Documents of the list that are to be checked, in its order.
    pub rows: Vec<Id>,
    /// How many there are in all.
    pub matched: usize,
    /// The place of the one on the screen.
    pub at: usize,
    /// What became of the others.
    pub fates: BTreeMap<Id, Fate>,
    /// The document on the screen.
    pub sheet: Option<Box<CheckSheet>>,
    /// What its copy reads as.
    pub reading: Option<Reading>,
    /// Its text, line by line.
    pub lines: Vec<String>,
    /// What of the record was found in it.
    pub hints: BTreeMap<CheckPoint, Hint>,
    /// Points found in order.
    pub ticked: BTreeSet<CheckPoint>,
    /// Values keyed.
    pub keyed: Vec<Keyed>,
    /// What is being keyed.
    pub line: TextLine,
    /// What the screen is doing.
    pub mode: Mode,
    /// The copy was on the screen, or its command was copied.
    pub opened: bool,
    /// The copy fills the screen.
    pub zoom: bool,
    /// Where the copy begins on the screen.
    pub scroll: Scroll,
    /// Why nothing is shown.
    pub failed: Option<Msg>,
    /// Today in the desk's zone.
    pub today: NaiveDate,
    gate: Gate,
    waiting: BTreeMap<Ticket, Wait>,
    /// Ticks and keyed values to bring back on the document they belong to.
    restore: Option<Kept>,
}

/// Opens the sweep of a list with its filter and order.
pub fn open(filter: &str, sort: Option<Sort>) -> Sweep {
    Sweep {
        filter: filter.trim().to_owned(),
        sort,
        rows: Vec::new(),
        matched: 0,
        at: 0,
        fates: BTreeMap::new(),
        sheet: None,
        reading: None,
        lines: Vec::new(),
        hints: BTreeMap::new(),
        ticked: BTreeSet::new(),
        keyed: Vec::new(),
        line: TextLine::default(),
        mode: Mode::Ticking,
        opened: false,
        zoom: false,
        scroll: Scroll::default(),
        failed: None,
        today: NaiveDate::default(),
        gate: Gate::default(),
        waiting: BTreeMap::new(),
        restore: None,
    }
}

impl Sweep {
    /// Accepted, rejected, left out or passed over.
    pub fn tally(&self) -> (usize, usize, usize) {
        let count = |wanted: fn(&Fate) -> bool| self.fates.values().filter(|fate| wanted(fate)).count();
        (
            count(|f| matches!(f, Fate::Accepted(_))),
            count(|f| matches!(f, Fate::Rejected(_))),
            count(|f| matches!(f, Fate::Left | Fate::Passed(_))),
        )
    }

    /// Values this document's code asks to be keyed.
    pub fn wanted(&self) -> &[Rekey] {
        self.sheet.as_ref().map_or(&[], |sheet| &sheet.rekey)
    }

    /// What came of keying a value.
    pub fn keyed_of(&self, field: Rekey) -> Option<&Keyed> {
        self.keyed.iter().find(|keyed| keyed.field == field)
    }

    /// Whether the record's value of a point may be seen: not before it was keyed.
    pub fn shows(&self, point: CheckPoint) -> bool {
        self.wanted().iter().all(|field| field.point() != point || self.keyed_of(*field).is_some())
    }

    /// Points of the document with the digit that ticks each.
    pub fn points(&self) -> impl Iterator<Item = (u8, CheckPoint)> + '_ {
        (4..).zip(self.sheet.iter().flat_map(|sheet| sheet.points.iter().copied()))
    }

    /// Whether something is still on its way.
    pub fn working(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The digits that mean something now, with the message ids of what they do.
    pub fn meanings(&self) -> Vec<(String, String)> {
        let pair = |digit: &str, id: &str| (digit.to_owned(), id.to_owned());
        match self.mode {
            Mode::Keying(_) | Mode::Over => Vec::new(),
            Mode::Differs(_) => {
                vec![pair("1", "sweep-digit-record"), pair("2", "sweep-digit-again"), pair("3", "sweep-digit-paper")]
            }
            Mode::Reasons => {
                let reasons = crate::domain::document::RejectReason::ALL.iter();
                (1..).zip(reasons).map(|(n, reason): (u8, _)| (n.to_string(), reason.label())).collect()
            }
            Mode::Ticking if self.sheet.is_none() => Vec::new(),
            Mode::Ticking => vec![pair("1", "review-digit-accept"), pair("3", "review-digit-reject")],
        }
    }

    fn ask(&mut self, wait: Wait, query: Query, ctx: &mut Ctx<'_, '_>) -> Effect {
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, wait);
        Effect::Ask { ticket, query }
    }

    /// Asks for the documents to be checked.
    fn gather(&mut self, ctx: &mut Ctx<'_, '_>) -> Effect {
        let filter = match self.filter.as_str() {
            "" => "state:received".to_owned(),
            given => format!("({given}) and state:received"),
        };
        let query = Query::List(ListQuery {
            list: "documents".to_owned(),
            filter,
            sort: self.sort.clone(),
            offset: 0,
            limit: MOST,
            operator: ctx.operator.to_owned(),
            anchor: None,
            as_at: None,
        });
        self.ask(Wait::Rows, query, ctx)
    }

    /// Brings a document on the screen.
    fn bring(&mut self, at: usize, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.at = at;
        self.clear();
        let Some(id) = self.rows.get(at).copied() else {
            self.mode = Mode::Over;
            return Outcome::stay();
        };
        let query = Query::Check { document: id, operator: ctx.operator.to_owned() };
        Outcome::stay().effect(self.ask(Wait::Sheet(id), query, ctx))
    }

    /// Nothing of the document before is left on the screen.
    fn clear(&mut self) {
        // What was asked about it and comes later is not for the one that follows.
        self.waiting.retain(|_, wait| !matches!(wait, Wait::Sheet(_) | Wait::Text(_)));
        self.sheet = None;
        self.reading = None;
        self.lines.clear();
        self.hints.clear();
        self.ticked.clear();
        self.keyed.clear();
        self.line.set("");
        self.mode = Mode::Ticking;
        self.opened = false;
        self.zoom = false;
        self.scroll.reset();
        self.failed = None;
        self.gate.close();
    }

    /// Goes on to the next document nothing was decided on.
    fn onward(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let open = |id: &Id| !self.fates.contains_key(id);
        let next = self.rows.iter().enumerate().skip(self.at + 1).find(|(_, id)| open(id)).map(|(place, _)| place);
        let wrapped = || self.rows.iter().position(open);
        if let Some(place) = next.or_else(wrapped) {
            return self.bring(place, ctx);
        }
        self.clear();
        self.mode = Mode::Over;
        Outcome::stay()
    }

    fn gathered(&mut self, rows: Vec<Id>, matched: usize, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.matched = matched;
        let kept = ctx.drafts.get(kept::PLACE).and_then(|text| Kept::read(text));
        self.rows = rows;
        if let Some(kept) = kept.filter(|kept| kept.filter == self.filter) {
            self.resume(&kept);
            self.restore = Some(kept);
        }
        if self.rows.is_empty() {
            return Outcome::close().say(Msg::new("sweep-nothing"), Tone::Warning);
        }
        let here =
            self.restore.as_ref().and_then(|kept| self.rows.iter().position(|id| id.to_string() == kept.document));
        if let Some(place) = here.filter(|at| self.rows.get(*at).is_some_and(|id| !self.fates.contains_key(id))) {
            return self.bring(place, ctx);
        }
        // Behind the last, so that the first is the next.
        self.at = self.rows.len();
        self.onward(ctx)
    }

    fn sheet(&mut self, sheet: Box<CheckSheet>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let passed = if sheet.state != "received" {
            Some(Msg::new("sweep-settled-elsewhere").with("id", sheet.id.to_string()))
        } else if sheet.own {
            sheet.refused.clone()
        } else {
            None
        };
        if let Some(why) = passed {
            self.fates.insert(sheet.id, Fate::Passed(why.clone()));
            return self.onward(ctx).say(why, Tone::Warning);
        }
        let sha256 = sheet.document.file.sha256.clone();
        let kept = self.restore.take().filter(|kept| kept.is_of(&sheet));
        self.sheet = Some(sheet);
        if let Some(kept) = kept {
            self.ticked = kept.points();
            self.keyed = kept.keyed;
        }
        self.mode = self.next_key();
        if sha256.is_empty() {
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, Wait::Text(sha256.clone()));
        Outcome::stay().effect(Effect::ReadText { ticket, sha256 })
    }

    fn read(&mut self, reading: &Result<Box<Reading>, Refusal>) -> Outcome {
        match reading {
            Ok(reading) => {
                self.lines = reading.lines(usize::MAX);
                self.scroll.refold();
                self.reading = Some(Reading::clone(reading));
                self.look_for(&reading.pages);
                Outcome::stay()
            }
            Err(why) => {
                self.failed = Some(why.msg.clone());
                Outcome::stay().say(why.msg.clone(), Tone::Danger)
            }
        }
    }

    /// Says of name, number and last day where they stand in the text; it ticks nothing.
    fn look_for(&mut self, pages: &[String]) {
        let Some(sheet) = self.sheet.as_ref().filter(|_| !pages.is_empty()) else { return };
        let document = &sheet.document;
        let mut names = sheet.names.clone();
        names.push(document.holder.clone());
        let wanted = [
            (CheckPoint::Name, names),
            (CheckPoint::Number, vec![document.number.clone()]),
            (CheckPoint::Validity, document.valid_to.map(checking::printed).unwrap_or_default()),
        ];
        for (point, texts) in wanted {
            if texts.iter().any(|text| !text.trim().is_empty()) {
                let hint = checking::found_on(pages, &texts).map_or(Hint::Nowhere, Hint::Page);
                self.hints.insert(point, hint);
            }
        }
    }

    fn answered(&mut self, wait: Wait, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, answer) {
            (Wait::Rows, Ok(Answer::List(listing))) if listing.errors.is_empty() => {
                let rows = listing.rows.iter().filter_map(|row| row.id.parse().ok()).collect();
                self.gathered(rows, listing.matched, ctx)
            }
            (Wait::Rows, Ok(_)) => Outcome::close().say(Msg::new("sweep-filter-wrong"), Tone::Warning),
            (Wait::Rows, Err(why)) => Outcome::close().say(why.msg.clone(), Tone::Danger),
            (Wait::Sheet(id), Ok(Answer::Check(sheet))) if sheet.id == id => self.sheet(sheet.clone(), ctx),
            (Wait::Sheet(_), Err(why)) => {
                self.failed = Some(why.msg.clone());
                Outcome::stay().say(why.msg.clone(), Tone::Danger)
            }
            _ => Outcome::stay(),
        }
    }

    fn done(&mut self, wait: &Wait, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, done) {
            (Wait::Accept(id), Ok(done)) => self.settled(*id, Fate::Accepted(done.seq), done, ctx),
            (Wait::Reject(id), Ok(done)) => self.settled(*id, Fate::Rejected(done.seq), done, ctx),
            (Wait::Undo(id), Ok(done)) => {
                self.fates.remove(id);
                let place = self.rows.iter().position(|row| row == id).unwrap_or(self.at);
                self.bring(place, ctx).say(done.message.clone(), Tone::Ok).refreshing()
            }
            (Wait::Accept(id), Err(why)) if why.ground == Ground::FourEyes => {
                self.fates.insert(*id, Fate::Passed(why.msg.clone()));
                self.onward(ctx).say(why.msg.clone(), Tone::Danger)
            }
            // The record is another one than was checked: it is looked at again from the start.
            (_, Err(why)) if why.ground == Ground::Stale => self.bring(self.at, ctx).say(why.msg.clone(), Tone::Danger),
            (_, Err(why)) => {
                self.gate.close();
                Outcome::stay().say(why.msg.clone(), Tone::Danger)
            }
            _ => Outcome::stay(),
        }
    }

    fn settled(&mut self, id: Id, fate: Fate, done: &Done, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.fates.insert(id, fate);
        let out = self.onward(ctx);
        let status = out.status.clone().unwrap_or((done.message.clone(), Tone::Ok));
        self.keep(Outcome { status: Some(status), ..out }.refreshing())
    }

    /// Keeps place, ticks and tally; a sweep that is over keeps nothing.
    fn keep(&self, out: Outcome) -> Outcome {
        let text = if self.mode == Mode::Over { String::new() } else { Kept::of(self).write() };
        out.effect(Effect::KeepDraft { place: kept::PLACE.to_owned(), text })
    }
}

impl Part for Sweep {
    fn id(&self) -> String {
        "sweep documents".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Sweep]
    }

    fn text_input(&self) -> bool {
        matches!(self.mode, Mode::Keying(_))
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        match self.mode {
            Mode::Keying(_) => &["back", "detail.down", "detail.page-down", "help.open"],
            Mode::Over => &["open", "back", "help.open"],
            _ => &["sweep.all", "sweep.skip", "sweep.rekey", "evidence.open", "undo", "back", "help.open"],
        }
    }

    fn digits(&self) -> Vec<(String, String)> {
        self.meanings()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.today = ctx.today();
        let effect = self.gather(ctx);
        Outcome::stay().effect(effect)
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let out = self.acted(act, arg, count, read, ctx);
        if matches!(out.next, Next::Pass) || out.effects.iter().any(|e| matches!(e, Effect::KeepDraft { .. })) {
            return out;
        }
        if matches!(act, Act::Verdict | Act::SweepAll | Act::SweepSkip | Act::SweepPrev | Act::Back | Act::Open) {
            return self.keep(out);
        }
        out
    }

    fn text(&mut self, c: char, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.typed(c, read, ctx)
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } => match self.waiting.remove(ticket) {
                Some(wait) => self.answered(wait, answer, ctx),
                None => Outcome::stay(),
            },
            Event::Done { ticket, done } => match self.waiting.remove(ticket) {
                Some(wait) => self.done(&wait, done, ctx),
                None => Outcome::stay(),
            },
            Event::Text { ticket, reading } => match self.waiting.remove(ticket) {
                Some(Wait::Text(sha)) if self.sheet.as_ref().is_some_and(|s| s.document.file.sha256 == sha) => {
                    self.read(reading)
                }
                _ => Outcome::stay(),
            },
            Event::Drawn { read } => {
                if self.sheet.is_some() {
                    self.gate.drawn(*read, ctx.env.now);
                }
                if self.reading.as_ref().is_some_and(|reading| reading.form.readable()) {
                    self.opened = true;
                }
                Outcome::stay()
            }
            Event::Clock => {
                self.today = ctx.today();
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let begun = !self.ticked.is_empty() || !self.keyed.is_empty();
        (begun && self.mode != Mode::Over).then(|| (kept::PLACE.to_owned(), Kept::of(self).write()))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
