//! Taking the fields of a filed certificate over: what its paper seems to say, accepted, typed or left field by field.
//!
//! This is the state of the screen, its way in and what comes back to it; what the keys do is in `act`, what is kept over a
//! hang-up in `kept`. Nothing becomes a record before everything that was taken is written as one change.

mod act;
mod item;
mod kept;
#[cfg(test)]
mod tests;

pub use item::Fate;
pub use item::Item;
pub use item::blank;

use crate::api;
use crate::api::Answer;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::extract::ExtractQuery;
use crate::api::extract::ExtractSheet;
use crate::api::reading::Form;
use crate::api::reading::Paper;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::line::TextLine;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use kept::Kept;

/// The verb of a certificate whose fields were looked at.
const EXTRACT: &str = "certificate.extract";
/// The state before it.
const RECEIVED: &str = "received";

/// What the screen is doing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// A key decides on the field under the cursor.
    #[default]
    Deciding,
    /// A value is typed.
    Typing,
    /// All that are read with this confidence, in per cent, are accepted at once: so many.
    All(u8, usize),
    /// What somebody typed would be replaced.
    Replace,
    /// So many fields that nothing was decided on stay as they are.
    Write(usize),
}

impl Mode {
    /// Whether yes or no is wanted.
    pub const fn asks(self) -> bool {
        matches!(self, Mode::All(..) | Mode::Replace | Mode::Write(_))
    }
}

/// What an open question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Sheet,
    Paper,
    Write,
    Extract,
}

/// The screen of one paper.
#[derive(Debug)]
pub struct Extract {
    /// The certificate, or the document its copy is filed as.
    pub of: Id,
    /// The record, and whose it is.
    pub sheet: Option<Box<ExtractSheet>>,
    /// The copy with what it seems to say.
    pub paper: Option<Box<Paper>>,
    /// The fields.
    pub items: Vec<Item>,
    /// The place of the one in hand.
    pub cursor: usize,
    /// What the screen is doing.
    pub mode: Mode,
    /// What is being typed.
    pub line: TextLine,
    /// The text fills the screen.
    pub zoom: bool,
    /// Lines the text is moved by from where the field stands.
    pub moved: isize,
    /// Why nothing is shown.
    pub failed: Option<Msg>,
    /// What is wrong with what was typed or sent.
    pub wrong: Vec<Msg>,
    before: Vec<Vec<(usize, Fate)>>,
    order: Option<Order>,
    waiting: Vec<(Ticket, Wait)>,
    gate: Gate,
    asked: Option<u64>,
}

/// Opens a filed certificate, or the document its copy is filed as.
pub fn open(of: Id) -> Extract {
    Extract {
        of,
        sheet: None,
        paper: None,
        items: Vec::new(),
        cursor: 0,
        mode: Mode::Deciding,
        line: TextLine::default(),
        zoom: false,
        moved: 0,
        failed: None,
        wrong: Vec::new(),
        before: Vec::new(),
        order: None,
        waiting: Vec::new(),
        gate: Gate::default(),
        asked: None,
    }
}

impl Extract {
    /// The field in hand.
    pub fn item(&self) -> Option<&Item> {
        self.items.get(self.cursor)
    }

    /// Accepted, typed, left, and still open.
    pub fn tally(&self) -> (usize, usize, usize, usize) {
        let count = |wanted: fn(&Fate) -> bool| self.items.iter().filter(|i| wanted(&i.fate)).count();
        (
            count(|f| *f == Fate::Accepted),
            count(|f| matches!(f, Fate::Typed(_))),
            count(|f| *f == Fate::Left),
            count(|f| *f == Fate::Open),
        )
    }

    /// Why no program can say anything of the copy, so that it is typed by hand; none while it is read or can be.
    pub fn by_hand(&self) -> Option<Msg> {
        if self.sheet.as_ref().is_some_and(|sheet| sheet.file.sha256.is_empty()) {
            return Some(Msg::new("extract-no-copy"));
        }
        let paper = self.paper.as_ref().filter(|paper| paper.proposals.is_empty())?;
        let reading = &paper.reading;
        Some(match reading.form {
            Form::Pdf if reading.pages.len() < reading.pages_in_all => {
                Msg::new("extract-too-long").with("pages", reading.pages_in_all).with("read", reading.pages.len())
            }
            Form::Pdf | Form::Text => Msg::new("extract-nothing-found"),
            _ => reading.says(),
        })
    }

    /// Whether something is on its way that no key may overtake.
    pub fn sending(&self) -> bool {
        self.waiting.iter().any(|(_, wait)| matches!(wait, Wait::Write | Wait::Extract))
    }

    /// Whether the paper is there with its record.
    pub fn ready(&self) -> bool {
        self.sheet.is_some() && (self.paper.is_some() || self.by_hand().is_some())
    }

    fn sha256(&self) -> &str {
        self.sheet.as_ref().map_or("", |sheet| &sheet.file.sha256)
    }

    fn certificate(&self) -> Option<&api::Shown> {
        self.sheet.as_ref()?.certificate.as_ref()
    }

    fn rev(&self) -> u64 {
        self.certificate().map_or(0, |shown| shown.rev)
    }

    fn place(&self) -> String {
        format!("extract/{}", self.of)
    }

    fn load(&mut self, ctx: &mut Ctx<'_, '_>) -> Effect {
        let ticket = ctx.ticket();
        self.waiting.push((ticket, Wait::Sheet));
        let query = ExtractQuery { of: self.of, operator: ctx.operator.to_owned() };
        Effect::Ask { ticket, query: Query::Extract(query) }
    }

    fn sheet(&mut self, sheet: Box<ExtractSheet>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let sha256 = sheet.file.sha256.clone();
        self.sheet = Some(sheet);
        self.gate.close();
        if self.paper.is_some() {
            // The record moved on: what was decided is decided on what it says now.
            self.fill(ctx);
            return Outcome::stay();
        }
        if sha256.is_empty() {
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.waiting.push((ticket, Wait::Paper));
        Outcome::stay().effect(Effect::ReadPaper { ticket, sha256 })
    }

    fn read(&mut self, paper: &Result<Box<Paper>, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match paper {
            Ok(paper) => {
                self.paper = Some(paper.clone());
                self.gate.close();
                if self.fill(ctx) {
                    return Outcome::stay().say(Msg::new("extract-taken-up"), Tone::Plain);
                }
                Outcome::stay()
            }
            Err(why) => {
                self.failed = Some(why.msg.clone());
                Outcome::stay().say(why.msg.clone(), Tone::Danger)
            }
        }
    }

    /// The fields of the paper against the record. Whether what was decided before was taken up.
    fn fill(&mut self, ctx: &Ctx<'_, '_>) -> bool {
        let proposals = self.paper.as_ref().map(|p| p.proposals.clone()).unwrap_or_default();
        let none = Vec::new();
        let fields = self.certificate().map_or(&none, |shown| &shown.fields);
        // Where nothing can be proposed the form is for typing, not this screen.
        let fresh = if proposals.is_empty() { Vec::new() } else { item::items(proposals, fields) };
        let known = std::mem::replace(&mut self.items, fresh);
        for item in self.items.iter_mut().filter(|i| i.fate == Fate::Open) {
            // What was decided holds where the record still says what it said then.
            let same = known.iter().find(|k| k.path == item.path && k.has == item.has);
            item.fate = same.map(|k| k.fate.clone()).unwrap_or_default();
        }
        self.before.clear();
        self.cursor = 0;
        let kept = ctx.drafts.get(&self.place()).and_then(|text| Kept::read(text));
        let resumed = kept.is_some_and(|kept| self.resume(kept));
        if self.item().is_none_or(|i| i.fate != Fate::Open) {
            self.next_open();
        }
        resumed
    }

    /// Goes to the next field nothing was decided on, around the end. Whether there is one.
    fn next_open(&mut self) -> bool {
        let open = |(_, item): &(usize, &Item)| item.fate == Fate::Open;
        let after = self.items.iter().enumerate().skip(self.cursor + 1).find(open);
        let found = after.or_else(|| self.items.iter().enumerate().find(open)).map(|(place, _)| place);
        self.moved = 0;
        self.cursor = found.unwrap_or(self.cursor);
        found.is_some()
    }

    /// Everything was written; a certificate that was received counts as looked at from now on.
    fn written(&mut self, done: &Done, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.order = None;
        let id = done.ids.first().copied().or_else(|| self.certificate().map(|shown| shown.id));
        let Some(id) = id else { return self.gone(Outcome::close().say(done.message.clone(), Tone::Ok)) };
        if self.certificate().is_some_and(|shown| shown.state != RECEIVED) {
            // A checked one is to be checked again: the desk's own words say so.
            return self.gone(Outcome::close().say(done.message.clone(), Tone::Ok).refreshing());
        }
        self.looked_at(id, ctx).refreshing()
    }

    fn looked_at(&mut self, id: Id, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let act = api::Act::Verb { verb: EXTRACT.to_owned(), id, expect_rev: None, fields: Vec::new() };
        let (ticket, effect) = Order::new(act).send(ctx);
        self.waiting.push((ticket, Wait::Extract));
        Outcome::stay().effect(effect)
    }

    fn over(&self, id: Id) -> Outcome {
        let (accepted, typed, left, open) = self.tally();
        let said = if self.items.is_empty() {
            Msg::new("extract-done-by-hand").with("id", id.to_string())
        } else {
            let counts = Msg::new("extract-done").with("id", id.to_string()).with("accepted", accepted);
            counts.with("typed", typed).with("left", left + open)
        };
        self.gone(Outcome::close().say(said, Tone::Ok).refreshing())
    }

    fn gone(&self, out: Outcome) -> Outcome {
        out.effect(Effect::KeepDraft { place: self.place(), text: String::new() })
    }

    fn done(&mut self, wait: Wait, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, done) {
            (Wait::Write, Ok(done)) => self.written(done, ctx),
            (Wait::Extract, Ok(done)) => {
                let id = done.ids.first().copied().unwrap_or(self.of);
                self.over(id)
            }
            (_, Err(why)) => {
                self.refuse(why);
                let out = Outcome::stay().say(why.msg.clone(), Tone::Danger);
                // What stands in the record may be another than is shown: it is looked at again.
                if why.ground == Ground::Stale || wait == Wait::Extract {
                    let effect = self.load(ctx);
                    return out.effect(effect);
                }
                out
            }
            _ => Outcome::stay(),
        }
    }

    fn refuse(&mut self, why: &Refusal) {
        if why.ground != Ground::Unknown {
            self.order = None;
        }
        self.wrong = std::iter::once(&why.msg).chain(why.fields.iter().map(|(_, why)| why)).cloned().collect();
        let place = |path: &str| self.items.iter().position(|i| i.path == path || i.parts().0 == path);
        if let Some(place) = why.fields.iter().find_map(|(path, _)| place(path)) {
            self.cursor = place;
        }
    }

    /// What was typed in the form above is the certificate of this paper.
    fn by_form(&mut self, done: &Done, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let made = done.verb == "certificate.create" && self.certificate().is_none();
        let changed = self.certificate().is_some_and(|c| c.state == RECEIVED && done.ids.contains(&c.id));
        match done.ids.first().copied().filter(|_| self.by_hand().is_some() && (made || changed)) {
            Some(id) => self.looked_at(id, ctx),
            None => Outcome::stay(),
        }
    }

    fn took(&mut self, ticket: Ticket) -> Option<Wait> {
        let place = self.waiting.iter().position(|(known, _)| *known == ticket)?;
        Some(self.waiting.remove(place).1)
    }
}

impl Part for Extract {
    fn id(&self) -> String {
        format!("extract {}", self.of)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![match self.mode {
            Mode::Deciding => Context::Extract,
            Mode::Typing => Context::Prompt,
            _ => Context::Confirm,
        }]
    }

    fn text_input(&self) -> bool {
        self.mode == Mode::Typing
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        match self.mode {
            Mode::Typing => &["input.accept", "input.cancel", "input.complete"],
            Mode::Deciding if self.by_hand().is_some() => &["extract.edit", "evidence.copy", "back", "help.open"],
            Mode::Deciding => {
                &["extract.write", "extract.all", "undo", "review.next-open", "evidence.open", "back", "help.open"]
            }
            _ => &["confirm.yes", "confirm.no"],
        }
    }

    fn digits(&self) -> Vec<(String, String)> {
        let Some(item) = self.item().filter(|_| self.mode == Mode::Deciding) else { return Vec::new() };
        let pair = |digit: &str, id: &str| (digit.to_owned(), id.to_owned());
        let leave = if blank(&item.has) { "extract-digit-empty" } else { "extract-digit-keep" };
        vec![pair("1", "extract-digit-accept"), pair("2", "extract-digit-edit"), pair("3", leave)]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let effect = self.load(ctx);
        Outcome::stay().effect(effect)
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.acted(act, arg, count, read, ctx)
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.wrong.clear();
        self.line.insert(c);
        Outcome::stay()
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.mode != Mode::Typing {
            return Outcome::pass();
        }
        self.wrong.clear();
        self.line.paste(text);
        Outcome::stay()
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } => match (self.took(*ticket), answer) {
                (Some(_), Ok(Answer::Extract(sheet))) => self.sheet(sheet.clone(), ctx),
                (Some(_), Err(why)) => {
                    self.failed = Some(why.msg.clone());
                    Outcome::stay().say(why.msg.clone(), Tone::Danger)
                }
                _ => Outcome::stay(),
            },
            Event::Paper { ticket, paper } => match self.took(*ticket) {
                Some(_) => self.read(paper, ctx),
                None => Outcome::stay(),
            },
            Event::Done { ticket, done } => match (self.took(*ticket), done) {
                (Some(wait), done) => self.done(wait, done, ctx),
                (None, Ok(done)) => self.by_form(done, ctx),
                (None, Err(_)) => Outcome::stay(),
            },
            Event::Drawn { read } => {
                if self.ready() {
                    self.gate.drawn(*read, ctx.env.now);
                }
                if self.mode.asks() {
                    self.asked.get_or_insert(*read);
                }
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let text = Kept::of(self).write();
        (!text.is_empty()).then(|| (self.place(), text))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
