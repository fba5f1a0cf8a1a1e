//! Forms: a record's fields to type in, made from its kind's field table (interface.md §4).
//!
//! Text is judged as it is typed. Only what was changed is sent; text is never lost without a question: not by leaving,
//! by a resize, by a refusal or by a hang-up.

mod keys;
mod row;
mod sheet;
#[cfg(test)]
pub(crate) mod tests;

pub use row::Column;
pub use sheet::Cell;
pub use sheet::Element;
pub use sheet::Place;
pub use sheet::Section;
pub use sheet::Shape;
pub use sheet::Sheet;
pub use sheet::element_key;

use crate::api;
use crate::api::Answer;
use crate::api::At;
use crate::api::Change;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Shown;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::split_path;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;

/// How long after the last character a draft is kept, in milliseconds.
const KEEP_AFTER: u64 = 1_000;

/// What the form is asking besides its fields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asking {
    /// Nothing.
    Nothing,
    /// Whether a kept draft is taken up.
    Draft(String),
    /// Whether the draft is dropped.
    Discard,
    /// Which code: the cursor among the choices.
    Choice(usize),
    /// For a row from a spreadsheet.
    RowWanted,
    /// Whether this row is taken.
    Row(Vec<Column>),
}

/// A form.
#[derive(Debug)]
pub struct Form {
    pub(crate) kind: KindId,
    /// The record; none for a new one.
    pub(crate) id: Option<Id>,
    pub(crate) rev: u64,
    pub(crate) sheet: Sheet,
    pub(crate) at: Place,
    pub(crate) asking: Asking,
    /// What changed under the hands of whoever types.
    pub(crate) changes: Vec<Change>,
    pub(crate) notice: Option<(Msg, Tone)>,
    preset: Vec<(String, Value)>,
    order: Option<Order>,
    saving: Option<Ticket>,
    looking: Option<Ticket>,
    editing: Option<(Ticket, Place)>,
    timer: Option<Ticket>,
}

/// The form of a new record.
pub fn create(kind: KindId) -> Form {
    Form {
        kind,
        id: None,
        rev: 0,
        sheet: Sheet::new(kind.def(), &[]),
        at: Place { section: 0, element: Some(0), cell: 0 },
        asking: Asking::Nothing,
        changes: Vec::new(),
        notice: None,
        preset: Vec::new(),
        order: None,
        saving: None,
        looking: None,
        editing: None,
        timer: None,
    }
}

/// The form of a record that is there.
pub fn edit(shown: &Shown) -> Form {
    let sheet = Sheet::new(shown.id.kind.def(), &shown.fields);
    Form { id: Some(shown.id), rev: shown.rev, sheet, ..create(shown.id.kind) }
}

/// The form of a new record that begins as another one is, on this line.
pub fn like(kind: KindId, fields: &[(String, Value)], at: &str) -> Form {
    let mut form = create(kind);
    form.sheet.restore(&Sheet::new(kind.def(), fields).texts());
    form.at = form.sheet.find(at).unwrap_or(form.at);
    form
}

impl Form {
    /// Begins with a value, such as the partner of a new document.
    #[must_use]
    pub fn with(mut self, field: &str, value: Value) -> Self {
        if let Some(cell) = self.sheet.find(field).and_then(|p| self.sheet.cell_mut(p)) {
            cell.line.set(value.to_string());
        }
        self.preset.push((field.to_owned(), value));
        self
    }

    fn place_name(&self) -> String {
        format!("form/{}", self.id.map_or_else(|| self.kind.def().name.to_owned(), |id| id.to_string()))
    }

    /// Whether something was typed that leaving would lose.
    pub fn typed(&self) -> bool {
        let preset = self.preset.iter().all(|(f, v)| {
            self.sheet.find(f).and_then(|p| self.sheet.cell(p)).is_some_and(|c| c.line.text() == v.to_string())
        });
        let kept = self.sheet.kept();
        !preset
            || kept.iter().any(|(name, _)| !self.preset.iter().any(|(f, _)| split_path(f).0 == name))
            || self.secrets()
    }

    fn secrets(&self) -> bool {
        let cells = self.sheet.sections.iter().flat_map(|s| &s.elements).flat_map(|e| &e.cells);
        cells.into_iter().any(|c| c.secret && c.changed())
    }

    /// The cell that has the cursor.
    pub fn cell(&self) -> Option<&Cell> {
        self.sheet.cell(self.at)
    }

    /// Whether a line takes text right now.
    pub fn text_field(&self) -> bool {
        matches!(self.asking, Asking::Nothing | Asking::RowWanted)
    }

    /// Whether the desk is working on it.
    pub fn working(&self) -> bool {
        self.saving.is_some() || self.looking.is_some()
    }

    /// The codes that fit what is typed in the last word of the line.
    pub fn choices(&self, i18n: &crate::i18n::I18n) -> Vec<&'static str> {
        let Some((table, cell)) = self.cell().and_then(|c| Some((c.codes()?, c))) else { return Vec::new() };
        let typed = crate::text::fold(last_word(cell.line.text()));
        let fits = |code: &&&'static str| {
            crate::text::fold(code).contains(typed.trim())
                || (table.labelled && crate::text::fold(&i18n.label(&table.label(code))).contains(typed.trim()))
        };
        let mut found: Vec<&'static str> = table.codes.iter().filter(fits).copied().collect();
        found.sort_by_key(|code| !crate::text::fold(code).starts_with(typed.trim()));
        found
    }

    fn take_choice(&mut self, code: &str) {
        let at = self.at;
        if let Some(cell) = self.sheet.cell_mut(at) {
            let text = cell.line.text().to_owned();
            let head = text.strip_suffix(last_word(&text)).unwrap_or_default().trim_end().to_owned();
            cell.line.set(if head.is_empty() { code.to_owned() } else { format!("{head} {code}") });
            cell.error = cell.parse().err();
        }
        self.asking = Asking::Nothing;
    }

    /// The draft is dropped and the form goes.
    fn gone(&self, out: Outcome) -> Outcome {
        out.effect(Effect::KeepDraft { place: self.place_name(), text: String::new() })
    }

    fn save(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        if let Some(bad) = self.sheet.check(self.id.is_none()) {
            self.at = bad;
            let why = self.cell().and_then(|c| c.error.clone()).unwrap_or_else(|| Msg::new("prompt-required"));
            self.notice = Some((why.clone(), Tone::Warning));
            return Outcome::stay().say(why, Tone::Warning);
        }
        let fields = self.sheet.assigns();
        if fields.is_empty() {
            return self.gone(Outcome::close().say(Msg::new("form-nothing-changed"), Tone::Plain));
        }
        let act = match self.id {
            Some(id) => api::Act::Change { id, expect_rev: Some(self.rev), fields },
            None => api::Act::Create { kind: self.kind, fields },
        };
        let mut order = Order::new(act).again(self.order.take());
        let (ticket, effect) = order.send(ctx);
        self.order = Some(order);
        self.saving = Some(ticket);
        self.notice = None;
        Outcome::stay().effect(effect)
    }

    fn saved(&mut self, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.saving = None;
        let refusal = match done {
            Ok(done) => return self.gone(Outcome::close().say(done.message.clone(), Tone::Ok).refreshing()),
            Err(refusal) => refusal,
        };
        if refusal.ground != Ground::Unknown {
            self.order = None;
        }
        self.notice = Some((refusal.msg.clone(), Tone::Danger));
        for (path, why) in &refusal.fields {
            if let Some(cell) = self.sheet.find(path).and_then(|p| self.sheet.cell_mut(p)) {
                cell.error = Some(why.clone());
            }
        }
        if let Some(place) = refusal.fields.first().and_then(|(path, _)| self.sheet.find(path)) {
            self.at = place;
        }
        let out = self.keep(Outcome::stay().say(refusal.msg.clone(), Tone::Danger));
        match (refusal.ground, self.id) {
            (Ground::Stale, Some(id)) => {
                self.changes.clone_from(&refusal.changes);
                let ticket = ctx.ticket();
                self.looking = Some(ticket);
                let query = Query::Show { id, at: At::Now, operator: ctx.operator.to_owned() };
                out.effect(Effect::Ask { ticket, query })
            }
            _ => out,
        }
    }

    /// The record as it is now under the text that was typed.
    fn looked(&mut self, answer: &Result<Answer, Refusal>) -> Outcome {
        self.looking = None;
        match answer {
            Ok(Answer::Show(shown)) => {
                let mut fresh = Sheet::new(self.kind.def(), &shown.fields);
                fresh.carry(&self.sheet);
                self.sheet = fresh;
                self.rev = shown.rev;
                self.mend_place();
                let msg = Msg::new("form-moved-on").with("n", self.changes.len());
                self.notice = Some((msg.clone(), Tone::Warning));
                Outcome::stay().say(msg, Tone::Warning)
            }
            Ok(_) => Outcome::stay(),
            Err(refusal) => Outcome::stay().say(refusal.msg.clone(), Tone::Danger),
        }
    }

    /// Puts the cursor on a line that is there.
    fn mend_place(&mut self) {
        let places = self.sheet.places();
        if !places.contains(&self.at) {
            let at = self.at;
            self.at = places.iter().rev().find(|p| **p <= at).or_else(|| places.first()).copied().unwrap_or_default();
        }
    }

    /// Keeps the draft now.
    fn keep(&self, out: Outcome) -> Outcome {
        match self.draft() {
            Some((place, text)) => out.effect(Effect::KeepDraft { place, text }),
            None => out,
        }
    }

    /// Keeps the draft soon: once a rest follows.
    fn keep_soon(&mut self, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.timer.is_some() {
            return out;
        }
        let ticket = ctx.ticket();
        self.timer = Some(ticket);
        out.effect(Effect::After { millis: KEEP_AFTER, ticket })
    }

    fn judge(&mut self) {
        let at = self.at;
        if let Some(cell) = self.sheet.cell_mut(at) {
            // A blank line is judged when it is left or saved, so that a form does not open with complaints.
            cell.error = if cell.line.text().trim().is_empty() { None } else { cell.parse().err() };
        }
        self.notice = None;
    }

    fn put(&mut self, text: &str, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.sheet.cell(self.at).is_none() {
            self.add();
        }
        let at = self.at;
        if let Some(cell) = self.sheet.cell_mut(at) {
            cell.line.paste(text);
        }
        self.judge();
        self.keep_soon(Outcome::stay(), ctx)
    }
}

/// What is being typed in a list of codes: what stands behind the last comma.
fn last_word(text: &str) -> &str {
    text.rsplit([',', ';', '，', '；', '、']).next().unwrap_or_default().trim_start()
}

impl Part for Form {
    fn id(&self) -> String {
        self.place_name().replace('/', " ")
    }

    fn contexts(&self) -> Vec<Context> {
        vec![match self.asking {
            Asking::Nothing | Asking::RowWanted => Context::Form,
            Asking::Choice(_) => Context::Picker,
            Asking::Draft(_) | Asking::Discard | Asking::Row(_) => Context::Confirm,
        }]
    }

    fn text_input(&self) -> bool {
        self.text_field()
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        match self.asking {
            Asking::Nothing | Asking::RowWanted => &[
                "form.save",
                "form.next",
                "form.choose",
                "form.add-row",
                "form.remove-row",
                "form.editor",
                "form.cancel",
            ],
            Asking::Choice(_) => &["list.down", "input.accept", "input.cancel"],
            _ => &["confirm.yes", "confirm.no"],
        }
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(text) = ctx.drafts.get(&self.place_name()).filter(|t| !t.is_empty()) {
            self.asking = Asking::Draft(text.clone());
        }
        Outcome::stay()
    }

    fn act(&mut self, act: Act, arg: Option<&str>, _count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.working() {
            return Outcome::pass();
        }
        match self.asking {
            Asking::Nothing => self.act_typing(act, ctx),
            Asking::Choice(_) => self.act_choosing(act, arg, ctx),
            Asking::RowWanted => {
                self.asking = Asking::Nothing;
                self.notice = None;
                if act == Act::FormCancel { Outcome::stay() } else { self.act_typing(act, ctx) }
            }
            Asking::Draft(_) | Asking::Discard | Asking::Row(_) => self.act_asked(act, ctx),
        }
    }

    fn text(&mut self, c: char, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.working() {
            return Outcome::stay();
        }
        self.put(c.encode_utf8(&mut [0; 4]), ctx)
    }

    fn paste(&mut self, text: &str, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !self.text_input() || self.working() {
            return Outcome::pass();
        }
        if self.asking == Asking::RowWanted || text.trim_end().contains('\t') {
            self.asking = Asking::Row(row::read(&self.sheet, text));
            return Outcome::stay();
        }
        self.put(text, ctx)
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Done { ticket, done } if self.saving == Some(*ticket) => self.saved(done, ctx),
            Event::Answer { ticket, answer } if self.looking == Some(*ticket) => self.looked(answer),
            Event::Timer(ticket) if self.timer == Some(*ticket) => {
                self.timer = None;
                self.keep(Outcome::stay())
            }
            Event::Edited { ticket, text } => match self.editing.take_if(|(mine, _)| mine == ticket) {
                Some((_, place)) => self.edited(place, text, ctx),
                None => Outcome::stay(),
            },
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        if !self.typed() {
            return None;
        }
        Some((self.place_name(), serde_json::to_string(&self.sheet.kept()).ok()?))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
