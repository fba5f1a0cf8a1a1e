//! Drawing up a letter, full screen: who gets it, in which language, from which template, and its text.
//!
//! The program sends nothing. The letter is kept as a draft, and what people sent is recorded as sent; that is a verb of
//! the letter and asks what any verb asks. What this is not for: a letter that exists, whose verbs are in its list.

mod compose;

pub use compose::compose;
pub use compose::language_of;
pub use compose::locale_of;

use crate::api;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::At;
use crate::api::Done;
use crate::api::LetterDraft;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::letter::Addressee;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::model::Model;
use crate::app::opens;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::letter::LetterLanguage;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;
use crate::text;

/// Lines of a page of the text.
const PAGE: usize = 10;

/// What an open question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Draft(Ticket),
    Editor(Ticket),
    /// The draft is being kept; with `true` it is to be recorded as sent afterwards.
    Keep(Ticket, bool),
    Record(Ticket),
}

/// A letter being drawn up.
#[derive(Debug)]
pub struct LetterSheet {
    about: Vec<String>,
    /// What it is drawn up from, once the desk has said so.
    pub draft: Option<Box<LetterDraft>>,
    /// Why it cannot be drawn up, or was not kept.
    pub refused: Option<Msg>,
    /// The template's code.
    pub template: String,
    /// Whom it goes to: place among the contacts.
    pub contact: usize,
    /// Its language.
    pub language: LetterLanguage,
    /// Its subject line.
    pub subject: String,
    /// Its text.
    pub body: String,
    /// The text was written by a person: other choices leave it alone.
    pub edited: bool,
    /// The first line on the screen.
    pub top: usize,
    leaving: bool,
    wait: Option<Wait>,
    order: Option<Order>,
}

impl LetterSheet {
    /// A letter about these records and findings.
    pub fn new(about: Vec<String>) -> Self {
        Self {
            about,
            draft: None,
            refused: None,
            template: String::new(),
            contact: 0,
            language: LetterLanguage::En,
            subject: String::new(),
            body: String::new(),
            edited: false,
            top: 0,
            leaving: false,
            wait: None,
            order: None,
        }
    }

    /// Whom it goes to.
    pub fn addressee(&self) -> Option<&Addressee> {
        self.draft.as_ref()?.contacts.get(self.contact)
    }

    fn place(&self) -> String {
        format!("letter/{}", self.about.first().map_or("", String::as_str))
    }

    fn write(&mut self) {
        let Some(draft) = &self.draft else { return };
        let (subject, body) = compose(draft, &self.template, self.addressee(), self.language);
        self.subject = subject;
        self.body = body;
        self.top = 0;
    }

    fn taken(&mut self, draft: Box<LetterDraft>, ctx: &Ctx<'_, '_>) {
        self.template.clone_from(&draft.template);
        self.language = language_of(draft.contacts.first());
        self.draft = Some(draft);
        self.write();
        if let Some(kept) = ctx.drafts.get(&self.place()) {
            self.body.clone_from(kept);
            self.edited = true;
        }
    }

    /// Another template, contact or language; a text somebody wrote stays.
    fn choose(&mut self, change: impl FnOnce(&mut Self)) -> Outcome {
        if self.edited {
            return Outcome::stay().say(Msg::new("letter-edited-stays"), Tone::Warning);
        }
        change(self);
        self.write();
        Outcome::stay()
    }

    fn next_template(&mut self) {
        let Some(draft) = &self.draft else { return };
        let codes: Vec<&String> = draft.templates.iter().map(|t| &t.code).collect();
        let at = codes.iter().position(|c| **c == self.template).map_or(0, |at| at + 1);
        if let Some(next) = codes.get(at).or(codes.first()) {
            self.template.clone_from(next);
        }
    }

    fn next_contact(&mut self) {
        let count = self.draft.as_ref().map_or(0, |d| d.contacts.len()).max(1);
        self.contact = (self.contact + 1) % count;
        self.language = language_of(self.addressee());
    }

    fn scroll(&mut self, to: usize) -> Outcome {
        self.top = to.min(self.body.lines().count().saturating_sub(1));
        Outcome::stay()
    }

    fn leave(&mut self) -> Outcome {
        if self.edited && !self.leaving {
            self.leaving = true;
            return Outcome::stay().say(Msg::new("letter-esc-again"), Tone::Warning);
        }
        Outcome::close().effect(Effect::KeepDraft { place: self.place(), text: String::new() })
    }

    /// Keeps it as a draft; what it waits for is recorded when it is sent.
    fn keep(&mut self, send: bool, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Warning);
        }
        let Some(draft) = &self.draft else { return Outcome::stay() };
        let fields = fields(draft, &self.template, self.addressee(), self.language, &self.subject, &self.body);
        let order = Order::new(api::Act::Create { kind: KindId::Letter, fields });
        // An order that came to nothing known goes out under its old key.
        let mut order = match self.order.take() {
            Some(old) if old.same(&order) => old,
            _ => order,
        };
        let (ticket, effect) = order.send(ctx);
        self.order = Some(order);
        self.refused = None;
        self.wait = Some(Wait::Keep(ticket, send));
        Outcome::stay().effect(effect)
    }

    fn kept(&mut self, done: &Result<Done, Refusal>, send: bool, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let done = match done {
            Ok(done) => done,
            Err(why) => {
                self.refused = Some(why.msg.clone());
                if why.ground != api::Ground::Unknown {
                    self.order = None;
                }
                return Outcome::stay().say(why.msg.clone(), Tone::Danger);
            }
        };
        let drop = Effect::KeepDraft { place: self.place(), text: String::new() };
        let id = done.ids.iter().copied().find(|id: &Id| id.kind == KindId::Letter);
        let (true, Some(id)) = (send, id) else {
            return Outcome::close().say(done.message.clone(), Tone::Ok).refreshing().effect(drop);
        };
        let ticket = ctx.ticket();
        self.wait = Some(Wait::Record(ticket));
        let query = Query::Show { id, at: At::Now, operator: ctx.operator.to_owned() };
        let mut out = Outcome::stay().say(done.message.clone(), Tone::Ok).effect(drop).refreshing();
        out.effects.push(Effect::Ask { ticket, query });
        out
    }

    fn edit(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.draft.is_none() {
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.wait = Some(Wait::Editor(ticket));
        Outcome::stay().effect(Effect::Edit { ticket, text: self.body.clone() })
    }

    fn written(&mut self, text: &str) -> Outcome {
        let clean = text::sanitise(text, text::Mode::Block).text.trim_end().to_owned();
        if clean == self.body.trim_end() {
            return Outcome::stay();
        }
        self.body = clean;
        self.edited = true;
        self.leaving = false;
        Outcome::stay().effect(Effect::KeepDraft { place: self.place(), text: self.body.clone() })
    }
}

/// A letter as assignments of its fields.
pub fn fields(
    draft: &LetterDraft,
    template: &str,
    to: Option<&Addressee>,
    language: LetterLanguage,
    subject: &str,
    body: &str,
) -> Vec<Assign> {
    let assign = |path: &str, value: Value| Assign { path: path.to_owned(), value };
    let text = |path: &str, text: &str| assign(path, Value::Text(text.to_owned()));
    let asked = draft.asked.iter().map(|a| Value::Text(a.key.clone())).collect();
    let mut out = vec![
        assign("partner", Value::Ref(draft.partner.to_string())),
        text("template", template),
        assign("language", Value::Code(language.as_str().to_owned())),
        text("subject_line", subject),
        text("body", body),
        assign("asked_for", Value::List(asked)),
        assign("wait_until", Value::Date(draft.wait_until)),
        assign("how", Value::Code("email".to_owned())),
    ];
    if let Some(to) = to {
        out.push(text("contact", &to.name));
        out.push(text("email", &to.email));
    }
    out.retain(|a| !a.value.is_empty());
    out
}

impl Part for LetterSheet {
    fn id(&self) -> String {
        format!("letter {}", self.draft.as_ref().map(|d| d.partner.to_string()).unwrap_or_default()).trim().to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Letter]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["letter.send", "letter.keep", "form.editor", "letter.template", "letter.language", "letter.contact", "back"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.wait = Some(Wait::Draft(ticket));
        let query = Query::Letter { about: self.about.clone(), operator: ctx.operator.to_owned() };
        Outcome::stay().effect(Effect::Ask { ticket, query })
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        if matches!(self.wait, Some(Wait::Keep(..) | Wait::Record(_))) && act != Act::Back {
            return Outcome::stay();
        }
        match act {
            Act::LetterTemplate => self.choose(Self::next_template),
            Act::LetterContact => self.choose(Self::next_contact),
            Act::LetterLanguage => self.choose(|sheet| {
                sheet.language = match sheet.language {
                    LetterLanguage::En => LetterLanguage::Zh,
                    LetterLanguage::Zh => LetterLanguage::En,
                };
            }),
            Act::LetterKeep => self.keep(false, ctx),
            Act::LetterSend => self.keep(true, ctx),
            Act::FormEditor => self.edit(ctx),
            Act::DetailDown => self.scroll(self.top.saturating_add(n)),
            Act::DetailUp => self.scroll(self.top.saturating_sub(n)),
            Act::DetailPageDown => self.scroll(self.top.saturating_add(PAGE * n)),
            Act::DetailPageUp => self.scroll(self.top.saturating_sub(PAGE * n)),
            Act::DetailTop => self.scroll(0),
            Act::DetailBottom => self.scroll(usize::MAX),
            Act::Back => self.leave(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (event, self.wait) {
            (Event::Answer { ticket, answer }, Some(Wait::Draft(mine))) if *ticket == mine => {
                self.wait = None;
                match answer {
                    Ok(Answer::Letter(draft)) => self.taken(draft.clone(), ctx),
                    Ok(_) => {}
                    Err(why) => self.refused = Some(why.msg.clone()),
                }
                Outcome::stay()
            }
            (Event::Edited { ticket, text }, Some(Wait::Editor(mine))) if *ticket == mine => {
                self.wait = None;
                match text {
                    Ok(text) => self.written(text),
                    Err(why) => Outcome::stay().say(why.msg.clone(), Tone::Danger),
                }
            }
            (Event::Done { ticket, done }, Some(Wait::Keep(mine, send))) if *ticket == mine => {
                self.wait = None;
                self.kept(done, send, ctx)
            }
            (Event::Answer { ticket, answer }, Some(Wait::Record(mine))) if *ticket == mine => {
                self.wait = None;
                let Ok(Answer::Show(shown)) = answer else { return Outcome::close() };
                let mut out = opens::start("letter.send", shown);
                out.next = match out.next {
                    Next::Open(part) => Next::Replace(part),
                    _ => Next::Close,
                };
                out
            }
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        self.edited.then(|| (self.place(), self.body.clone()))
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// What a letter from the list on the screen is about: what is marked, otherwise what is under the cursor.
pub(crate) fn about(model: &Model) -> Vec<String> {
    let Some(list) = model.list() else { return Vec::new() };
    if !list.marks.is_empty() {
        return list.marks.iter().cloned().collect();
    }
    list.current().map(|row| row.id.clone()).into_iter().collect()
}
