//! A bench for parts: a virtual clock, ids in order, canned answers.

use crate::api;
use crate::api::Answer;
use crate::api::Command;
use crate::api::Done;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::Ctx;
use crate::app::Effect;
use crate::app::Env;
use crate::app::Event;
use crate::app::Outcome;
use crate::app::Part;
use crate::app::Ticket;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::keys::Act;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use std::collections::BTreeMap;
use uuid::Uuid;

pub(crate) struct Bench {
    pub now: DateTime<Utc>,
    pub read: u64,
    pub operator: String,
    pub drafts: BTreeMap<String, String>,
    pub i18n: I18n,
    next: u128,
    tickets: u64,
}

impl Bench {
    pub fn new() -> Self {
        Self {
            now: DateTime::parse_from_rfc3339("2026-11-23T05:25:00Z").unwrap().with_timezone(&Utc),
            read: 1,
            operator: "mira".to_owned(),
            drafts: BTreeMap::new(),
            i18n: I18n::new(Locale::En),
            next: 0,
            tickets: 0,
        }
    }

    pub fn with<T>(&mut self, body: impl FnOnce(&mut Ctx<'_, '_>) -> T) -> T {
        let next = &mut self.next;
        let mut ids = || {
            *next += 1;
            Uuid::from_u128(*next)
        };
        let mut env = Env { now: self.now, ids: &mut ids };
        let mut ctx = Ctx {
            env: &mut env,
            i18n: &self.i18n,
            operator: &self.operator,
            zone: chrono_tz::Asia::Shanghai,
            size: (80, 24),
            tickets: &mut self.tickets,
            drafts: &self.drafts,
            read_only: None,
        };
        body(&mut ctx)
    }

    pub fn open(&mut self, part: &mut dyn Part) -> Outcome {
        self.with(|ctx| part.opened(ctx))
    }

    /// An action by a key of a new read.
    pub fn act(&mut self, part: &mut dyn Part, act: Act) -> Outcome {
        self.read += 1;
        let read = self.read;
        self.with(|ctx| part.act(act, None, None, read, ctx))
    }

    pub fn digit(&mut self, part: &mut dyn Part, digit: &str) -> Outcome {
        self.read += 1;
        let read = self.read;
        self.with(|ctx| part.act(Act::Verdict, Some(digit), None, read, ctx))
    }

    /// An action by a key of the last read.
    pub fn act_same_read(&mut self, part: &mut dyn Part, act: Act) -> Outcome {
        let read = self.read;
        self.with(|ctx| part.act(act, None, None, read, ctx))
    }

    pub fn type_into(&mut self, part: &mut dyn Part, text: &str) -> Outcome {
        let mut last = Outcome::stay();
        for c in text.chars() {
            self.read += 1;
            let read = self.read;
            last = self.with(|ctx| part.text(c, read, ctx));
        }
        last
    }

    pub fn paste(&mut self, part: &mut dyn Part, text: &str) -> Outcome {
        self.with(|ctx| part.paste(text, ctx))
    }

    pub fn event(&mut self, part: &mut dyn Part, event: Event) -> Outcome {
        self.with(|ctx| part.event(&event, ctx))
    }

    pub fn drawn(&mut self, part: &mut dyn Part) {
        let read = self.read;
        self.event(part, Event::Drawn { read });
    }

    /// A frame is written and so many milliseconds pass.
    pub fn rest(&mut self, part: &mut dyn Part, millis: i64) {
        self.drawn(part);
        self.now += TimeDelta::milliseconds(millis);
    }

    pub fn answer(&mut self, part: &mut dyn Part, out: &Outcome, answer: Answer) -> Outcome {
        let ticket = asked(out).expect("nothing was asked").0;
        self.event(part, Event::Answer { ticket, answer: Ok(answer) })
    }

    pub fn done(&mut self, part: &mut dyn Part, out: &Outcome, done: Result<Done, Refusal>) -> Outcome {
        let ticket = submitted(out).expect("nothing was sent").0;
        self.event(part, Event::Done { ticket, done })
    }

    pub fn sent<'a>(&self, out: &'a Outcome) -> Option<&'a Command> {
        submitted(out).map(|(_, command)| command)
    }

    pub fn kept(&self, verb: &str) -> Done {
        Done {
            seq: 7,
            at: self.now,
            verb: verb.to_owned(),
            ids: Vec::new(),
            case: None,
            message: Msg::new("review-data").with("text", "done"),
            import: None,
        }
    }
}

pub(crate) fn submitted(out: &Outcome) -> Option<(Ticket, &Command)> {
    out.effects.iter().find_map(|e| match e {
        Effect::Submit { ticket, command } => Some((*ticket, &**command)),
        _ => None,
    })
}

pub(crate) fn asked(out: &Outcome) -> Option<(Ticket, &Query)> {
    out.effects.iter().find_map(|e| match e {
        Effect::Ask { ticket, query } => Some((*ticket, query)),
        _ => None,
    })
}

pub(crate) fn stale(changes: Vec<api::Change>) -> Refusal {
    Refusal::new(api::Ground::Stale, Msg::new("review-data").with("text", "stale")).changes(changes)
}
