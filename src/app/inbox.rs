//! The inbox: files that arrived, one after the other made documents of a partner.
//!
//! What a file seems to be comes with it; the person chooses partner and code by digits, looks for another partner, and
//! files with one key. Nothing is deleted and nothing filed by itself.

use crate::api;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Done;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::inbox::Candidate;
use crate::api::inbox::InboxFile;
use crate::api::reading::Form;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::extract;
use crate::app::gate::Gate;
use crate::app::line::TextLine;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::scroll::Scroll;
use crate::domain::document::DocCode;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::stated::Stated;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;
use chrono::DateTime;
use chrono::Utc;
use std::cmp::Ordering;

/// Partners chosen by the digits 1 to 5, codes by those behind.
pub const PARTNERS: usize = 5;

/// What an open question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Files,
    Find,
    Show,
    /// The file of this name and form becomes a document of this code, wherever the cursor is by then.
    Filing(String, Form, DocCode),
}

/// The inbox.
#[derive(Debug)]
pub struct Inbox {
    /// The files; none until they were looked at.
    pub files: Option<Vec<InboxFile>>,
    /// Why there are none.
    pub failed: Option<Msg>,
    /// The place of the one in hand.
    pub cursor: usize,
    /// The partner chosen for it.
    pub partner: Option<Id>,
    /// The code chosen for it.
    pub code: Option<DocCode>,
    /// A partner is being looked for.
    pub typing: bool,
    /// What is typed.
    pub line: TextLine,
    /// Where the text begins on the screen.
    pub scroll: Scroll,
    /// When it was looked at.
    pub now: DateTime<Utc>,
    filed: usize,
    /// The document that was filed last, when it is a certificate of insurance.
    paper: Option<Id>,
    gate: Gate,
    waiting: Option<(Ticket, Wait)>,
}

/// Opens the inbox.
pub fn open() -> Inbox {
    Inbox {
        files: None,
        failed: None,
        cursor: 0,
        partner: None,
        code: None,
        typing: false,
        line: TextLine::default(),
        scroll: Scroll::default(),
        now: DateTime::UNIX_EPOCH,
        filed: 0,
        paper: None,
        gate: Gate::default(),
        waiting: None,
    }
}

impl Inbox {
    /// The file in hand.
    pub fn file(&self) -> Option<&InboxFile> {
        self.files.as_ref()?.get(self.cursor)
    }

    /// The place of a file; none when it is gone.
    fn place_of(&self, name: &str) -> Option<usize> {
        self.files.as_ref()?.iter().position(|file| file.file.name == name)
    }

    /// Files made documents since it was opened.
    pub fn filed(&self) -> usize {
        self.filed
    }

    /// Whether the file in hand is a document of the chosen partner already.
    pub fn filed_as(&self) -> Option<Id> {
        let filed = &self.file()?.guess.filed;
        filed.iter().find(|(_, partner)| Some(*partner) == self.partner).map(|(document, _)| *document)
    }

    fn read(&mut self, ctx: &mut Ctx<'_, '_>) -> Effect {
        let ticket = ctx.ticket();
        self.waiting = Some((ticket, Wait::Files));
        Effect::ReadInbox { ticket }
    }

    /// Takes the best guesses of the file in hand.
    fn choose(&mut self, place: usize) {
        self.cursor = place.min(self.files.as_ref().map_or(0, |files| files.len().saturating_sub(1)));
        self.partner = self.file().and_then(|file| file.guess.partners.first()).map(|found| found.id);
        self.code = self.file().and_then(|file| file.codes.first()).copied();
        self.scroll.reset();
        self.type_no_more();
        self.gate.close();
    }

    fn acted(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let n = usize::try_from(count.unwrap_or(1)).unwrap_or(1);
        match act {
            Act::Back if self.typing => self.type_no_more(),
            Act::Back => self.leave(),
            Act::Open if self.typing => self.find(ctx),
            Act::Open => self.file_it(read, ctx),
            Act::ListDown => self.go(self.cursor.saturating_add(n)),
            Act::ListUp => self.go(self.cursor.saturating_sub(n)),
            Act::Verdict => self.digit(arg),
            Act::ExtractOpen => match self.paper {
                Some(document) => Outcome::open(extract::open(document)),
                None => Outcome::stay().say(Msg::new("inbox-no-paper"), Tone::Warning),
            },
            Act::InboxFind => {
                self.typing = self.file().is_some();
                Outcome::stay()
            }
            Act::InboxCode => self.turn(1),
            Act::InboxCodePrev => self.turn(DocCode::ALL.len().saturating_sub(1)),
            other if self.typing && self.line.act(other) => Outcome::stay(),
            other if self.scroll.act(other, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    /// Nobody waits for files any more that are still being looked at.
    fn leave(&mut self) -> Outcome {
        match self.waiting.take() {
            Some((ticket, Wait::Files)) => Outcome::close().effect(Effect::Cancel(ticket)),
            _ => Outcome::close(),
        }
    }

    /// What is still being looked for was meant for the file it was typed at.
    fn type_no_more(&mut self) -> Outcome {
        self.waiting.take_if(|(_, wait)| matches!(wait, Wait::Find | Wait::Show));
        self.typing = false;
        self.line.set("");
        Outcome::stay()
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.choose(to);
        Outcome::stay()
    }

    fn digit(&mut self, arg: Option<&str>) -> Outcome {
        let place = arg.and_then(|a| a.parse::<usize>().ok()).and_then(|digit| digit.checked_sub(1));
        let (Some(place), Some(file)) = (place, self.file()) else { return Outcome::stay() };
        let partner = file.guess.partners.get(place).filter(|_| place < PARTNERS).map(|found| found.id);
        let code = place.checked_sub(PARTNERS).and_then(|place| file.codes.get(place)).copied();
        if partner.is_none() && code.is_none() {
            return Outcome::stay().say(Msg::new("inbox-no-candidate"), Tone::Warning);
        }
        self.partner = partner.or(self.partner);
        self.code = code.or(self.code);
        Outcome::stay()
    }

    /// The next code of all there are.
    fn turn(&mut self, by: usize) -> Outcome {
        let all = DocCode::ALL;
        let at = self.code.and_then(|code| all.iter().position(|known| *known == code));
        let next = at.map_or(0, |at| (at + by) % all.len().max(1));
        self.code = all.get(next).copied();
        Outcome::stay()
    }

    fn find(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let text = self.line.text().trim().to_owned();
        if text.is_empty() {
            return self.type_no_more();
        }
        if self.waiting.is_some() {
            return Outcome::stay().say(Msg::new("sweep-sending"), Tone::Warning);
        }
        let ticket = ctx.ticket();
        self.waiting = Some((ticket, Wait::Find));
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Find { text } })
    }

    /// Makes a document of the file in hand.
    fn file_it(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let Some(file) = self.file() else { return Outcome::stay() };
        let (name, sha256, form) = (file.file.name.clone(), file.sha256.clone(), file.form);
        if self.waiting.is_some() || !self.gate.open(read, ctx.env.now) {
            return Outcome::stay().say(Msg::new("sweep-typed-ahead"), Tone::Warning);
        }
        let (Some(partner), Some(code)) = (self.partner, self.code) else {
            return Outcome::stay().say(Msg::new("inbox-choose-first"), Tone::Warning);
        };
        if let Some(document) = self.filed_as() {
            let why = Msg::new("inbox-filed-before").with("file", name).with("document", document.to_string());
            return Outcome::stay().say(why, Tone::Warning);
        }
        let mut fields = vec![
            Assign { path: "partner".to_owned(), value: Value::Ref(partner.to_string()) },
            Assign { path: "code".to_owned(), value: Value::Code(code.as_str().to_owned()) },
        ];
        fields.extend(said(&file.stated));
        let command = ctx.command(api::Act::Create { kind: KindId::Document, fields });
        let ticket = ctx.ticket();
        self.waiting = Some((ticket, Wait::Filing(name.clone(), form, code)));
        Outcome::stay().effect(Effect::FileInbox { ticket, name, sha256, command: Box::new(command) })
    }

    fn done(&mut self, name: String, form: Form, code: DocCode, done: &Result<Done, Refusal>) -> Outcome {
        match done {
            Ok(done) => {
                self.filed += 1;
                if let (Some(place), Some(files)) = (self.place_of(&name), &mut self.files) {
                    files.remove(place);
                    match place.cmp(&self.cursor) {
                        Ordering::Less => self.cursor -= 1,
                        Ordering::Equal => self.choose(place),
                        Ordering::Greater => {}
                    }
                }
                let paper = done.ids.first().copied().filter(|_| code == DocCode::Ins);
                self.paper = paper.or(self.paper);
                let id = done.ids.first().map(ToString::to_string).unwrap_or_default();
                let said = match paper {
                    Some(_) if form.readable() => "inbox-filed-paper",
                    Some(_) => "inbox-filed-by-hand",
                    None => "inbox-filed",
                };
                Outcome::stay().say(Msg::new(said).with("file", name).with("id", id), Tone::Ok).refreshing()
            }
            Err(why) => Outcome::stay().say(why.msg.clone(), Tone::Danger),
        }
    }

    fn answered(&mut self, wait: Wait, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (wait, answer) {
            (Wait::Find, Ok(Answer::Find(ids))) => {
                let Some(id) = ids.iter().find(|id| id.kind == KindId::Partner).copied() else {
                    let what = self.line.text().to_owned();
                    return Outcome::stay().say(Msg::new("app-not-found").with("what", what), Tone::Warning);
                };
                let ticket = ctx.ticket();
                self.waiting = Some((ticket, Wait::Show));
                let operator = ctx.operator.to_owned();
                Outcome::stay().effect(Effect::Ask { ticket, query: Query::Show { id, at: api::At::Now, operator } })
            }
            (Wait::Show, Ok(Answer::Show(shown))) => {
                let by = self.line.text().to_owned();
                self.type_no_more();
                let found = Candidate { id: shown.id, title: shown.title.clone(), by };
                self.partner = Some(found.id);
                // Nobody has seen yet what enter would file now.
                self.gate.close();
                if let Some(file) = self.files.as_mut().and_then(|files| files.get_mut(self.cursor)) {
                    file.guess.partners.retain(|known| known.id != found.id);
                    file.guess.partners.insert(0, found);
                }
                Outcome::stay()
            }
            (_, Err(why)) => Outcome::stay().say(why.msg.clone(), Tone::Danger),
            _ => Outcome::stay(),
        }
    }
}

/// What the paper says of itself, as the fields of its document.
fn said(stated: &Stated) -> impl Iterator<Item = Assign> {
    let text = |value: &str| Some(value).filter(|t| !t.is_empty()).map(|t| Value::Text(t.to_owned()));
    let fields = [
        ("number", text(&stated.number)),
        ("holder", text(&stated.holder)),
        ("issuer", text(&stated.issuer)),
        ("issued_on", stated.issued_on.map(Value::Date)),
        ("valid_to", stated.valid_to.map(Value::Date)),
    ];
    fields.into_iter().filter_map(|(path, value)| Some(Assign { path: path.to_owned(), value: value? }))
}

impl Part for Inbox {
    fn id(&self) -> String {
        "inbox".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Inbox]
    }

    fn text_input(&self) -> bool {
        self.typing
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        if self.typing {
            &["open", "back", "help.open"]
        } else if self.paper.is_some() {
            &["extract.open", "open", "list.down", "inbox.find", "back", "inbox.code", "detail.down", "help.open"]
        } else {
            &["open", "list.down", "inbox.find", "back", "inbox.code", "detail.down", "help.open"]
        }
    }

    fn digits(&self) -> Vec<(String, String)> {
        let Some(file) = self.file().filter(|_| !self.typing) else { return Vec::new() };
        let pair = |digit: usize, id: &str| (digit.to_string(), id.to_owned());
        let partners = (1..).take(file.guess.partners.len().min(PARTNERS)).map(|n| pair(n, "inbox-digit-partner"));
        let codes = (PARTNERS + 1..).take(file.codes.len()).map(|n| pair(n, "inbox-digit-code"));
        partners.chain(codes).collect()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.now = ctx.env.now;
        let effect = self.read(ctx);
        Outcome::stay().effect(effect)
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.acted(act, arg, count, read, ctx)
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.insert(c);
        Outcome::stay()
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !self.typing {
            return Outcome::pass();
        }
        self.line.paste(text);
        Outcome::stay()
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mine =
            |ticket: &Ticket, this: &mut Self| this.waiting.take_if(|(known, _)| known == ticket).map(|(_, wait)| wait);
        match event {
            Event::Inbox { ticket, files } if mine(ticket, self).is_some() => {
                match files {
                    Ok(files) => {
                        self.files = Some(files.clone());
                        self.scroll.refold();
                        self.choose(0);
                    }
                    Err(why) => self.failed = Some(why.msg.clone()),
                }
                Outcome::stay()
            }
            Event::Answer { ticket, answer } => match mine(ticket, self) {
                Some(wait) => self.answered(wait, answer, ctx),
                None => Outcome::stay(),
            },
            Event::Done { ticket, done } => match mine(ticket, self) {
                Some(Wait::Filing(name, form, code)) => self.done(name, form, code, done),
                _ => Outcome::stay(),
            },
            Event::Drawn { read } => {
                if self.files.is_some() {
                    self.gate.drawn(*read, ctx.env.now);
                }
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::inbox::Arrived;
    use crate::api::inbox::Guess;
    use crate::app::part::Next;
    use crate::app::testing::Bench;
    use crate::app::testing::asked;

    fn named(name: &str) -> InboxFile {
        let partners = vec![Candidate { id: Id::new(KindId::Partner, 1), title: "One".into(), by: "id".into() }];
        InboxFile {
            file: Arrived { name: name.to_owned(), bytes: 1, at: None },
            sha256: name.repeat(8),
            form: Form::Text,
            text: Vec::new(),
            codes: vec![DocCode::Lic],
            stated: Stated { number: format!("N-{name}"), ..Stated::default() },
            guess: Guess { partners, filed: Vec::new() },
        }
    }

    fn looked(bench: &mut Bench) -> Inbox {
        let mut inbox = open();
        let out = bench.open(&mut inbox);
        let Some(Effect::ReadInbox { ticket }) = out.effects.first() else { panic!("nothing is read") };
        let files = Ok(["a", "b", "c"].map(named).to_vec());
        bench.event(&mut inbox, Event::Inbox { ticket: *ticket, files });
        bench.rest(&mut inbox, 200);
        inbox
    }

    fn names(inbox: &Inbox) -> Vec<&str> {
        inbox.files.iter().flatten().map(|file| file.file.name.as_str()).collect()
    }

    fn filing(out: &Outcome) -> (Ticket, &str) {
        match out.effects.first() {
            Some(Effect::FileInbox { ticket, name, .. }) => (*ticket, name),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_the_paper_says_is_filed_with_it_and_what_it_does_not_say_is_not() {
        let mut bench = Bench::new();
        let mut inbox = looked(&mut bench);
        let out = bench.act(&mut inbox, Act::Open);
        let Some(Effect::FileInbox { command, .. }) = out.effects.first() else { panic!("nothing is filed") };
        let api::Act::Create { fields, .. } = &command.act else { panic!("no document") };
        let said: Vec<(&str, String)> = fields.iter().map(|f| (f.path.as_str(), f.value.to_string())).collect();
        assert_eq!(said.last(), Some(&("number", "N-a".to_owned())), "{said:?}");
        assert_eq!(said.len(), 3, "partner, code and number: {said:?}");
    }

    #[test]
    fn what_was_filed_goes_although_the_cursor_has_moved_on() {
        let mut bench = Bench::new();
        let mut inbox = looked(&mut bench);
        let out = bench.act(&mut inbox, Act::Open);
        bench.act(&mut inbox, Act::ListDown);
        bench.act(&mut inbox, Act::InboxCode);
        let code = inbox.code;
        let done = Ok(bench.kept("create"));
        let out = bench.event(&mut inbox, Event::Done { ticket: filing(&out).0, done });
        let says = out.status.map(|(msg, _)| bench.i18n.text(&msg)).unwrap_or_default();
        assert!(says.starts_with("a is filed"), "{says}");
        assert_eq!((names(&inbox), inbox.cursor, inbox.code), (vec!["b", "c"], 0, code));
    }

    #[test]
    fn a_partner_looked_for_is_that_of_the_file_it_was_typed_at() {
        let mut bench = Bench::new();
        let mut inbox = looked(&mut bench);
        bench.act(&mut inbox, Act::InboxFind);
        bench.paste(&mut inbox, "P-000009");
        let out = bench.act(&mut inbox, Act::Open);
        assert!(matches!(asked(&out), Some((_, Query::Find { text })) if text == "P-000009"));
        bench.act(&mut inbox, Act::ListDown);
        let out = bench.answer(&mut inbox, &out, Answer::Find(vec![Id::new(KindId::Partner, 9)]));
        assert!(out.effects.is_empty(), "it is dropped with the file it was for");
        assert_eq!(inbox.partner, Some(Id::new(KindId::Partner, 1)));
    }

    #[test]
    fn enter_twice_files_under_no_partner_nobody_has_seen() {
        let mut bench = Bench::new();
        let mut inbox = looked(&mut bench);
        bench.act(&mut inbox, Act::InboxFind);
        bench.paste(&mut inbox, "P-000002");
        let out = bench.act(&mut inbox, Act::Open);
        let out = bench.answer(&mut inbox, &out, Answer::Find(vec![Id::new(KindId::Partner, 2)]));
        let shown = crate::app::assess::tests::sample(&bench).shown;
        let shown = api::Shown { id: Id::new(KindId::Partner, 2), ..shown };
        bench.answer(&mut inbox, &out, Answer::Show(Box::new(shown)));
        assert_eq!(inbox.partner, Some(Id::new(KindId::Partner, 2)));
        assert!(bench.act(&mut inbox, Act::Open).effects.is_empty());
        bench.rest(&mut inbox, 200);
        assert_eq!(filing(&bench.act(&mut inbox, Act::Open)).1, "a");
    }

    #[test]
    fn a_certificate_that_was_filed_opens_with_one_key_and_nothing_else_does() {
        let mut bench = Bench::new();
        let mut inbox = looked(&mut bench);
        let filed = |bench: &mut Bench, inbox: &mut Inbox, number: u64| {
            bench.rest(inbox, 200);
            let out = bench.act(inbox, Act::Open);
            let done = Ok(Done { ids: vec![Id::new(KindId::Document, number)], ..bench.kept("document.create") });
            let out = bench.event(inbox, Event::Done { ticket: filing(&out).0, done });
            out.status.map(|(msg, _)| msg.id.to_string()).unwrap_or_default()
        };
        assert_eq!(filed(&mut bench, &mut inbox, 1), "inbox-filed", "a licence");
        let out = bench.act(&mut inbox, Act::ExtractOpen);
        assert_eq!(out.status.map(|(msg, _)| msg.id.to_string()).as_deref(), Some("inbox-no-paper"));
        while inbox.code != Some(DocCode::Ins) {
            bench.act(&mut inbox, Act::InboxCode);
        }
        assert_eq!(filed(&mut bench, &mut inbox, 2), "inbox-filed-paper");
        let Next::Open(part) = bench.act(&mut inbox, Act::ExtractOpen).next else { panic!("nothing opens") };
        assert_eq!(part.id(), "extract D-000002");
    }
}
