//! A text to read: the filed copy of a document as text, or a journal entry as it was journaled.

use crate::api::Answer;
use crate::api::Query;
use crate::api::Shown;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::scroll::Scroll;
use crate::app::update;
use crate::domain::kind::KindId;
use crate::domain::letter::Body;
use crate::domain::letter::Letter;
use crate::domain::letter::LetterLanguage;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use crate::text;
use std::any::Any;

/// No more lines than this are shown of a file.
const MOST_LINES: usize = 20_000;

/// Where the text comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Source {
    /// A stored file.
    File(String),
    /// A journal entry.
    Entry(u64),
    /// The figures of training.
    TrainingKpis,
    /// It is there already.
    Here,
}

/// A text to read.
#[derive(Debug)]
pub struct Viewer {
    /// What it is, for the title.
    pub title: String,
    /// Its lines, once they are there.
    pub lines: Option<Vec<String>>,
    /// Why it cannot be shown.
    pub refused: Option<Msg>,
    /// Where it begins on the screen.
    pub scroll: Scroll,
    source: Source,
    ticket: Option<Ticket>,
}

impl Viewer {
    fn of(title: String, source: Source) -> Self {
        Self { title, lines: None, refused: None, scroll: Scroll::default(), source, ticket: None }
    }

    /// A stored file, read as text.
    pub fn file(title: String, sha256: String) -> Self {
        Self::of(title, Source::File(sha256))
    }

    /// A journal entry.
    pub fn entry(seq: u64) -> Self {
        Self::of(format!("#{seq}"), Source::Entry(seq))
    }

    /// The figures of training.
    pub fn training_kpis() -> Self {
        Self::of("training-kpis".to_owned(), Source::TrainingKpis)
    }

    /// A text that is at hand.
    pub fn text(title: String, text: &str) -> Self {
        let mut made = Self::of(title, Source::Here);
        made.take(text);
        made
    }

    fn take(&mut self, entry: &str) {
        let clean = text::sanitise(entry, text::Mode::Block).text;
        self.lines = Some(clean.lines().map(str::to_owned).collect());
    }
}

impl Part for Viewer {
    fn id(&self) -> String {
        format!("text {}", self.title)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::History]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.page-down", "list.top", "list.bottom", "back"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        match &self.source {
            Source::File(sha256) => Outcome::stay().effect(Effect::ReadText { ticket, sha256: sha256.clone() }),
            Source::Entry(seq) => Outcome::stay().effect(Effect::Ask { ticket, query: Query::Entry { seq: *seq } }),
            Source::TrainingKpis => Outcome::stay().effect(Effect::Ask { ticket, query: Query::TrainingKpis }),
            Source::Here => Outcome::stay(),
        }
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _: &mut Ctx<'_, '_>) -> Outcome {
        match act {
            Act::Back => Outcome::close(),
            _ if self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Text { ticket, reading } if Some(*ticket) == self.ticket => match reading {
                Ok(reading) if reading.form.readable() => self.lines = Some(reading.lines(MOST_LINES)),
                Ok(reading) => self.refused = Some(reading.says()),
                Err(why) => self.refused = Some(why.msg.clone()),
            },
            Event::Answer { ticket, answer } if Some(*ticket) == self.ticket => match answer {
                Ok(Answer::Entry { json, hash }) => {
                    let pretty = serde_json::from_str::<serde_json::Value>(json)
                        .and_then(|value| serde_json::to_string_pretty(&value))
                        .unwrap_or_else(|_| json.clone());
                    self.take(&format!("{hash}\n{pretty}"));
                }
                Ok(Answer::TrainingKpis(kpis)) => {
                    let line = |(name, msg): &(&str, Msg)| format!("{}: {}", ctx.i18n.label(name), ctx.i18n.text(msg));
                    self.title = ctx.i18n.label("kpi-title");
                    self.lines = Some(kpis.lines().iter().map(line).collect());
                }
                Ok(_) => {}
                Err(why) => self.refused = Some(why.msg.clone()),
            },
            _ => return Outcome::stay(),
        }
        self.scroll.refold();
        Outcome::stay()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// A letter as it is read: whom it goes to, what it is about, its text.
pub fn letter_text(shown: &Shown) -> String {
    letter_of(shown).text()
}

/// The letter a record is.
pub fn letter_of(shown: &Shown) -> Letter {
    let field = |name: &str| {
        let found = shown.fields.iter().find(|(field, _)| field == name);
        found.map(|(_, value)| value.to_string()).unwrap_or_default()
    };
    Letter {
        contact: field("contact"),
        email: field("email"),
        subject_line: field("subject_line"),
        body: Body(field("body")),
        language: LetterLanguage::from_code(&field("language")).unwrap_or_default(),
        ..Letter::default()
    }
}

/// Opens the filed copy of the document under the cursor, as the detail knows it.
pub(crate) fn evidence(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if model.view == "journal"
        && let Some(seq) = model.list().and_then(|l| l.current()).and_then(|row| row.id.parse().ok())
    {
        return update::open(model, Box::new(Viewer::entry(seq)), env, out);
    }
    let shown = model.detail.shown.as_ref().filter(|shown| Some(shown.id) == model.target());
    if let Some(shown) = shown.filter(|shown| shown.id.kind == KindId::Letter) {
        let viewer = Viewer::text(shown.id.to_string(), &letter_text(shown));
        return update::open(model, Box::new(viewer), env, out);
    }
    let filed = shown.and_then(|shown| {
        let file = shown.fields.iter().find(|(name, _)| name == "file");
        let digest = |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit());
        let texts = file.into_iter().flat_map(|(_, value)| value.items()).filter_map(|item| item.as_text());
        let own = texts.filter(|text| digest(text)).map(str::to_owned).next();
        own.or_else(|| shown.documents.iter().map(|d| d.sha256.clone()).find(|s| !s.is_empty()))
    });
    match filed {
        Some(sha256) => {
            let title = model.target().map(|id| id.to_string()).unwrap_or_default();
            update::open(model, Box::new(Viewer::file(title, sha256)), env, out);
        }
        None => model.say(Msg::new("app-no-evidence"), Tone::Warning),
    }
}
