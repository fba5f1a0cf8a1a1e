//! The quiz: a module taken by somebody of a partner, question by question, and what it came to.
//!
//! The desk draws the questions from the key of the command that will record them, and counts the answers itself.

mod menu;
#[cfg(test)]
mod tests;

pub use menu::QuizMenu;

use crate::api;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Done;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::quiz::QuizResult;
use crate::api::quiz::QuizSheet;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::scroll::Scroll;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::Locale;
use crate::keys::Act;
use crate::keys::Context;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use std::any::Any;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What of a quiz survives a hang-up: the key that draws the same questions again, and the answers by question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    key: Uuid,
    begun: DateTime<Utc>,
    answers: BTreeMap<String, i64>,
}

/// A quiz being taken.
#[derive(Debug)]
pub struct Quiz {
    /// Whose staff takes it.
    pub partner: Id,
    /// The module's code.
    pub module: String,
    /// Who takes it.
    pub person: String,
    /// The questions, once they are there.
    pub sheet: Option<Box<QuizSheet>>,
    /// The place of the question on the screen.
    pub at: usize,
    /// Answers chosen, by the place of their question: the answer's own number.
    pub chosen: BTreeMap<usize, i64>,
    /// What it came to.
    pub result: Option<Box<QuizResult>>,
    /// Where the question or the result begins on the screen.
    pub scroll: Scroll,
    /// When it was begun.
    pub begun: Option<DateTime<Utc>>,
    /// Why it cannot go on.
    pub refused: Option<Msg>,
    /// What drew the questions; none once it is recorded or given up.
    key: Option<Uuid>,
    restore: BTreeMap<String, i64>,
    ticket: Option<Ticket>,
    sending: Option<Ticket>,
    leaving: bool,
}

impl Quiz {
    /// The quiz of a module for a person of a partner.
    pub fn new(partner: Id, module: &str, person: &str) -> Self {
        Self {
            partner,
            module: module.to_owned(),
            person: person.to_owned(),
            sheet: None,
            at: 0,
            chosen: BTreeMap::new(),
            result: None,
            scroll: Scroll::default(),
            begun: None,
            refused: None,
            key: None,
            restore: BTreeMap::new(),
            ticket: None,
            sending: None,
            leaving: false,
        }
    }

    /// How many questions there are.
    pub fn count(&self) -> usize {
        self.sheet.as_ref().map_or(0, |s| s.questions.len())
    }

    /// Places of the questions that are not answered yet.
    pub fn open(&self) -> Vec<usize> {
        (0..self.count()).filter(|place| !self.chosen.contains_key(place)).collect()
    }

    /// From when on it may be handed in.
    pub fn ready_at(&self) -> Option<DateTime<Utc>> {
        let minutes = self.sheet.as_ref()?.min_minutes;
        Some(self.begun? + chrono::TimeDelta::minutes(minutes))
    }

    fn place(&self) -> String {
        format!("quiz/{}/{}/{}", self.partner, self.module, self.person)
    }

    /// Keeps the answers, or drops what was kept when there is nothing to keep any more.
    fn keep(&self, out: Outcome) -> Outcome {
        let (place, text) = self.draft().unwrap_or_else(|| (self.place(), String::new()));
        out.effect(Effect::KeepDraft { place, text })
    }

    /// The answers given so far, by the code of their question.
    fn answers<'a>(&'a self, sheet: &'a QuizSheet) -> impl Iterator<Item = (String, i64)> + 'a {
        self.chosen.iter().filter_map(|(place, chosen)| Some((sheet.questions.get(*place)?.code.clone(), *chosen)))
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.leaving = false;
        self.scroll.reset();
        self.at = to.min(self.count().saturating_sub(1));
        Outcome::stay()
    }

    /// Takes a digit: the answer shown at that place; then on to the next open question.
    fn answer(&mut self, digit: usize) -> Outcome {
        let option = |s: &QuizSheet| s.questions.get(self.at)?.options.get(digit.checked_sub(1)?).map(|(n, _)| *n);
        let Some(number) = self.sheet.as_deref().and_then(option) else {
            return Outcome::stay().say(Msg::new("quiz-no-such-answer"), Tone::Warning);
        };
        self.chosen.insert(self.at, number);
        let open = self.open();
        match open.iter().find(|place| **place > self.at).or_else(|| open.first()) {
            Some(next) => self.go(*next),
            None => Outcome::stay().say(Msg::new("quiz-complete"), Tone::Ok),
        }
    }

    fn hand_in(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let open = self.open();
        if let Some(first) = open.first() {
            self.at = *first;
            return Outcome::stay().say(Msg::new("quiz-still-open").with("n", open.len()), Tone::Warning);
        }
        if let Some(ready) = self.ready_at()
            && ctx.env.now < ready
        {
            let time = ready.with_timezone(&ctx.zone).format("%H:%M").to_string();
            return Outcome::stay().say(Msg::new("quiz-too-early").with("at", time), Tone::Warning);
        }
        let (Some(sheet), Some(key)) = (self.sheet.as_deref(), self.key) else { return Outcome::stay() };
        let mut command = ctx.command(api::Act::Create { kind: KindId::Training, fields: self.assigns(sheet, ctx) });
        command.key = key;
        let ticket = ctx.ticket();
        self.sending = Some(ticket);
        Outcome::stay().effect(Effect::Submit { ticket, command: Box::new(command) })
    }

    fn assigns(&self, sheet: &QuizSheet, ctx: &Ctx<'_, '_>) -> Vec<Assign> {
        let set = |path: &str, value: Value| Assign { path: path.to_owned(), value };
        let text = |path: &str, value: &str| set(path, Value::Text(value.to_owned()));
        let minutes = self.begun.map_or(0, |begun| (ctx.env.now - begun).num_minutes());
        let answers =
            self.answers(sheet).map(|(code, chosen)| Value::Group(vec![Value::Text(code), Value::Int(chosen)]));
        let language = if ctx.i18n.locale() == Locale::Zh { "zh" } else { "en" };
        vec![
            set("partner", Value::Ref(self.partner.to_string())),
            text("module", &sheet.module),
            text("version", &sheet.version),
            text("person", &self.person),
            set("taken_on", Value::Date(ctx.today())),
            set("minutes", Value::Int(minutes)),
            text("language", language),
            set("answers", Value::List(answers.collect())),
        ]
    }

    fn recorded(&mut self, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.sending = None;
        match done {
            Ok(done) => {
                self.key = None;
                let Some(training) = done.ids.first().copied() else {
                    return self.keep(Outcome::close()).refreshing();
                };
                let ticket = ctx.ticket();
                self.ticket = Some(ticket);
                self.keep(Outcome::stay())
                    .effect(Effect::Ask { ticket, query: Query::QuizResult { training } })
                    .refreshing()
            }
            Err(why) => Outcome::stay().say(why.msg.clone(), Tone::Danger),
        }
    }

    fn taken(&mut self, answer: &Result<Answer, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.ticket = None;
        match answer {
            Ok(Answer::Quiz(sheet)) => {
                self.refused.clone_from(&sheet.locked);
                self.begun.get_or_insert(ctx.env.now);
                self.sheet = Some(sheet.clone());
                let codes = sheet.questions.iter().map(|asked| self.restore.get(&asked.code));
                self.chosen = codes.enumerate().filter_map(|(place, chosen)| Some((place, *chosen?))).collect();
                if !self.chosen.is_empty() {
                    self.at = self.open().first().copied().unwrap_or(0);
                    return Outcome::stay().say(Msg::new("quiz-begun").with("n", self.chosen.len()), Tone::Warning);
                }
            }
            Ok(Answer::QuizResult(result)) => {
                let id = if result.passed { "quiz-passed" } else { "quiz-failed" };
                let msg = Msg::new(id).with("id", result.training.to_string()).with("score", result.score.to_string());
                let tone = if result.passed { Tone::Ok } else { Tone::Warning };
                self.result = Some(result.clone());
                self.scroll.reset();
                return Outcome::stay().say(msg, tone);
            }
            Ok(_) => {}
            Err(why) => self.refused = Some(why.msg.clone()),
        }
        Outcome::stay()
    }

    /// Leaving loses the answers: it is asked twice once there are some.
    fn leave(&mut self) -> Outcome {
        if self.key.is_none() || self.chosen.is_empty() || self.leaving {
            self.key = None;
            return self.keep(Outcome::close());
        }
        self.leaving = true;
        Outcome::stay().say(Msg::new("quiz-leave").with("n", self.chosen.len()), Tone::Warning)
    }
}

impl Part for Quiz {
    fn id(&self) -> String {
        format!("quiz {}", self.module)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Quiz]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        if self.result.is_some() {
            &["detail.down", "detail.up", "back"]
        } else {
            &["quiz.next-open", "quiz.hand-in", "back", "quiz.prev"]
        }
    }

    fn digits(&self) -> Vec<(String, String)> {
        let sheet = self.sheet.as_ref().filter(|_| self.result.is_none() && self.refused.is_none());
        let options = sheet.and_then(|s| s.questions.get(self.at)).map_or(0, |asked| asked.options.len());
        (1..=options).map(|digit| (digit.to_string(), "quiz-digits".to_owned())).collect()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let key = match ctx.drafts.get(&self.place()).and_then(|text| serde_json::from_str::<Kept>(text).ok()) {
            Some(kept) => {
                self.begun = Some(kept.begun);
                self.restore = kept.answers;
                kept.key
            }
            None => (ctx.env.ids)(),
        };
        self.key = Some(key);
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        let (partner, module, person) = (self.partner, self.module.clone(), self.person.clone());
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Quiz { partner, module, person, key } })
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        if self.scroll.act(act, count) {
            return Outcome::stay();
        }
        match act {
            Act::Back => return self.leave(),
            _ if self.sending.is_some() || self.key.is_none() || self.refused.is_some() => {
                return if matches!(act, Act::Verdict | Act::QuizPrev | Act::QuizNext | Act::QuizNextOpen) {
                    Outcome::stay()
                } else {
                    Outcome::pass()
                };
            }
            Act::Verdict => {
                let Some(digit) = arg.and_then(|a| a.parse().ok()) else { return Outcome::pass() };
                let out = self.answer(digit);
                return self.keep(out);
            }
            Act::QuizNext => return self.go(self.at.saturating_add(n)),
            Act::QuizPrev => return self.go(self.at.saturating_sub(n)),
            Act::QuizNextOpen => {
                let open = self.open();
                if let Some(next) = open.iter().find(|p| **p > self.at).or_else(|| open.first()) {
                    return self.go(*next);
                }
            }
            Act::QuizHandIn => return self.hand_in(ctx),
            _ => return Outcome::pass(),
        }
        Outcome::stay()
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if Some(*ticket) == self.ticket => self.taken(answer, ctx),
            Event::Done { ticket, done } if Some(*ticket) == self.sending => self.recorded(done, ctx),
            _ => Outcome::stay(),
        }
    }

    fn draft(&self) -> Option<(String, String)> {
        let sheet = self.sheet.as_deref().filter(|_| !self.chosen.is_empty())?;
        let kept = Kept { key: self.key?, begun: self.begun?, answers: self.answers(sheet).collect() };
        Some((self.place(), serde_json::to_string(&kept).ok()?))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
