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
use crate::app::scroll::Scroll;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::letter;
use crate::domain::letter::LetterLanguage;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;
use crate::text;
use serde::Deserialize;
use serde::Serialize;

/// What an open question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wait {
    Draft(Ticket),
    Editor(Ticket),
    /// The draft is being kept; with `true` it is to be recorded as sent afterwards.
    Keep(Ticket, bool),
    Record(Ticket),
}

/// What of an edited letter survives leaving it and a hang-up: the text, and for whom and in what language it was written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    template: String,
    contact: Option<Addressee>,
    language: LetterLanguage,
    subject: String,
    body: String,
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
    /// Where the text begins on the screen.
    pub scroll: Scroll,
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
            scroll: Scroll::default(),
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
        format!("letter/{}", self.about.join(","))
    }

    fn keep_draft(&self, out: Outcome) -> Outcome {
        match self.draft() {
            Some((place, text)) => out.effect(Effect::KeepDraft { place, text }),
            None => out,
        }
    }

    fn write(&mut self) {
        let Some(draft) = &self.draft else { return };
        let (subject, body) = compose(draft, &self.template, self.addressee(), self.language);
        self.subject = subject;
        self.body = body;
        self.scroll.reset();
    }

    fn taken(&mut self, draft: Box<LetterDraft>, ctx: &Ctx<'_, '_>) -> Outcome {
        self.template.clone_from(&draft.template);
        self.language = language_of(draft.contacts.first());
        self.draft = Some(draft);
        self.write();
        match ctx.drafts.get(&self.place()).and_then(|text| serde_json::from_str(text).ok()) {
            Some(kept) => self.take_up(kept),
            None => Outcome::stay(),
        }
    }

    /// The letter as it was left; whoever it was for may have gone meanwhile.
    fn take_up(&mut self, kept: Kept) -> Outcome {
        let Kept { template, contact, language, subject, body } = kept;
        let contacts = self.draft.as_ref().map_or(&[][..], |draft| &draft.contacts);
        let place = contacts.iter().position(|known| Some(known) == contact.as_ref());
        self.contact = place.unwrap_or(0);
        (self.template, self.language, self.subject, self.body) = (template, language, subject, body);
        self.edited = true;
        match contact.filter(|_| place.is_none()) {
            Some(gone) => Outcome::stay().say(Msg::new("letter-begun-gone").with("name", gone.name), Tone::Danger),
            None => Outcome::stay().say(Msg::new("letter-begun"), Tone::Warning),
        }
    }

    /// Another template, contact or language; a text somebody wrote stays.
    fn choose(&mut self, change: impl FnOnce(&mut Self)) -> Outcome {
        change(self);
        if self.edited {
            return self.keep_draft(Outcome::stay().say(Msg::new("letter-edited-stays"), Tone::Warning));
        }
        self.write();
        Outcome::stay()
    }

    /// Whether another person approves it before it is sent.
    pub fn needs_approval(&self) -> bool {
        let Some(draft) = &self.draft else { return false };
        let asked = draft.asked.iter().map(|asked| asked.key.as_str());
        letter::needs_approval(&draft.templates, &self.template, asked)
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
        if !self.edited {
            self.language = language_of(self.addressee());
        }
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
        let mut order = order.again(self.order.take());
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
        self.edited = false;
        let id = done.ids.iter().copied().find(|id: &Id| id.kind == KindId::Letter);
        if let (true, Some(id)) = (self.needs_approval(), id) {
            let kept = Msg::new("letter-kept-to-approve").with("id", id.to_string());
            return Outcome::close().say(kept, Tone::Ok).refreshing().effect(drop);
        }
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
        self.scroll.refold();
        self.edited = true;
        self.leaving = false;
        self.keep_draft(Outcome::stay())
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
        if self.needs_approval() {
            return &["letter.keep", "form.editor", "letter.template", "letter.language", "letter.contact", "back"];
        }
        &["letter.send", "letter.keep", "form.editor", "letter.template", "letter.language", "letter.contact", "back"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.wait = Some(Wait::Draft(ticket));
        let query = Query::Letter { about: self.about.clone(), operator: ctx.operator.to_owned() };
        Outcome::stay().effect(Effect::Ask { ticket, query })
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.wait {
            // A refusal must find the text still there.
            Some(Wait::Keep(..)) => return Outcome::stay().say(Msg::new("sweep-sending"), Tone::Warning),
            Some(Wait::Record(_)) if act != Act::Back => return Outcome::stay(),
            _ => {}
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
            Act::Back => self.leave(),
            _ if self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (event, self.wait) {
            (Event::Answer { ticket, answer }, Some(Wait::Draft(mine))) if *ticket == mine => {
                self.wait = None;
                match answer {
                    Ok(Answer::Letter(draft)) => return self.taken(draft.clone(), ctx),
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
                let shown = match answer {
                    Ok(Answer::Show(shown)) => shown,
                    Ok(_) => return Outcome::close(),
                    Err(why) => return Outcome::close().say(why.msg.clone(), Tone::Danger),
                };
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
        let kept = Kept {
            template: self.template.clone(),
            contact: self.addressee().cloned(),
            language: self.language,
            subject: self.subject.clone(),
            body: self.body.clone(),
        };
        let text = serde_json::to_string(&kept).ok()?;
        self.edited.then(|| (self.place(), text))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::testing::Bench;
    use crate::app::testing::submitted;
    use crate::domain::letter::LetterTemplate;

    fn to(name: &str, lang: &str) -> Addressee {
        Addressee { name: name.to_owned(), email: format!("{name}@example.org"), lang: lang.to_owned() }
    }

    fn template(code: &str) -> LetterTemplate {
        let text = || format!("{code} {{contact}}");
        LetterTemplate {
            code: code.to_owned(),
            subject_en: text(),
            subject_zh: text(),
            body_en: text(),
            body_zh: text(),
            approval: code == "insured",
        }
    }

    fn begun(bench: &mut Bench, contacts: Vec<Addressee>) -> (LetterSheet, Outcome) {
        let mut sheet = LetterSheet::new(vec!["P-000001".to_owned(), "P-000002".to_owned()]);
        let out = bench.open(&mut sheet);
        let draft = LetterDraft {
            partner: Id::new(KindId::Partner, 1),
            title: "One".into(),
            contacts,
            asked: Vec::new(),
            template: "a".into(),
            templates: vec![template("a"), template("b")],
            wait_until: "2026-12-07".parse().unwrap(),
            operator: "Lin".into(),
            department: String::new(),
        };
        let out = bench.answer(&mut sheet, &out, Answer::Letter(Box::new(draft)));
        (sheet, out)
    }

    fn written(bench: &mut Bench, sheet: &mut LetterSheet, text: &str) {
        let out = bench.act(sheet, Act::FormEditor);
        let Some(Effect::Edit { ticket, .. }) = out.effects.first() else { panic!("no editor") };
        bench.event(sheet, Event::Edited { ticket: *ticket, text: Ok(text.to_owned()) });
    }

    fn said(out: &Outcome) -> &str {
        out.status.as_ref().map_or("", |(msg, _)| msg.id.as_ref())
    }

    #[test]
    fn a_letter_comes_back_for_whom_and_in_what_language_it_was_written() {
        let mut bench = Bench::new();
        let both = vec![to("Jonas", "en"), to("Li Na", "zh-CN")];
        let (mut sheet, _) = begun(&mut bench, both.clone());
        bench.act(&mut sheet, Act::LetterContact);
        bench.act(&mut sheet, Act::LetterTemplate);
        written(&mut bench, &mut sheet, "her words");
        let (place, text) = sheet.draft().unwrap();
        bench.drafts.insert(place, text);
        let (mut again, out) = begun(&mut bench, both);
        assert_eq!(said(&out), "letter-begun");
        assert_eq!((again.addressee().unwrap().name.as_str(), again.language), ("Li Na", LetterLanguage::Zh));
        assert_eq!(
            (again.template.as_str(), again.subject.as_str(), again.body.as_str()),
            ("b", "b Li Na", "her words")
        );
        // It can still go to somebody else, and the text stays.
        assert_eq!(said(&bench.act(&mut again, Act::LetterContact)), "letter-edited-stays");
        bench.act(&mut again, Act::LetterLanguage);
        assert_eq!((again.addressee().unwrap().name.as_str(), again.language), ("Jonas", LetterLanguage::En));
        assert_eq!(again.body, "her words");
        let (_, gone) = begun(&mut bench, vec![to("Jonas", "en")]);
        assert_eq!(said(&gone), "letter-begun-gone");
    }

    #[test]
    fn what_another_person_approves_first_is_only_kept() {
        let mut bench = Bench::new();
        let (mut sheet, _) = begun(&mut bench, vec![to("Jonas", "en")]);
        assert!(sheet.footer().contains(&"letter.send"));
        sheet.draft.as_mut().unwrap().templates.push(template("insured"));
        "insured".clone_into(&mut sheet.template);
        assert!(!sheet.footer().contains(&"letter.send"));
        let out = bench.act(&mut sheet, Act::LetterSend);
        let done = Done { ids: vec![Id::new(KindId::Letter, 1)], ..bench.kept("letter") };
        let out = bench.done(&mut sheet, &out, Ok(done));
        assert_eq!((said(&out), crate::app::testing::asked(&out).is_none()), ("letter-kept-to-approve", true));
        assert!(matches!(out.next, Next::Close));
    }

    #[test]
    fn a_refusal_finds_the_text_still_there_and_a_record_that_cannot_be_shown_says_why() {
        let mut bench = Bench::new();
        let (mut sheet, _) = begun(&mut bench, vec![to("Jonas", "en")]);
        written(&mut bench, &mut sheet, "my words");
        bench.act(&mut sheet, Act::Back);
        let out = bench.act(&mut sheet, Act::LetterSend);
        assert!(submitted(&out).is_some());
        assert!(matches!(bench.act(&mut sheet, Act::Back).next, Next::Stay));
        let refusal = Refusal::invalid(Msg::new("refused-fields"));
        bench.done(&mut sheet, &out, Err(refusal.clone()));
        assert_eq!(sheet.body, "my words");
        let out = bench.act(&mut sheet, Act::LetterSend);
        let done = Done { ids: vec![Id::new(KindId::Letter, 1)], ..bench.kept("letter") };
        let out = bench.done(&mut sheet, &out, Ok(done));
        let Some((ticket, _)) = crate::app::testing::asked(&out) else { panic!("nothing is asked") };
        let out = bench.event(&mut sheet, Event::Answer { ticket, answer: Err(refusal) });
        assert_eq!(said(&out), "refused-fields");
    }
}
