//! Trainings of the demo: who passed which module when, whose certificate is running out, who is locked.
//!
//! Nothing is drawn from the stories' own generator: their numbers and dates stay what they were.

use crate::api::Assign;
use crate::api::ImportRow;
use crate::catalog::Catalog;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::module::Module;
use crate::domain::training;
use crate::domain::value::Value;
use crate::runtime::demo::cast::Goal;
use crate::runtime::demo::cast::Quirk;
use crate::runtime::demo::cast::Row;
use crate::runtime::demo::ids::Rng;
use crate::runtime::demo::plan::Step;
use crate::runtime::demo::plan::What;
use crate::runtime::demo::plan::code;
use crate::runtime::demo::plan::day;
use crate::runtime::demo::plan::moment;
use crate::runtime::demo::plan::text;
use crate::runtime::demo::words;
use chrono::Months;
use chrono::NaiveDate;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use uuid::Uuid;

/// The purpose of the generator of names.
const PEOPLE: u64 = 0x7EA1;
/// The edition before the shipped ones.
const BEFORE: &str = "2025.1";

/// A training so many days before today, at this minute.
pub(super) struct Lesson {
    pub(super) days: i64,
    pub(super) minute: i64,
    pub(super) what: What,
}

/// What a partner of the demo takes; `stage` is the day before today on which its admission asks for it.
pub(super) fn lessons(catalog: &Catalog, row: &Row, place: usize, today: NaiveDate, stage: Stage) -> Vec<Lesson> {
    let mut out = Vec::new();
    for (nth, module) in (0i64..).zip(catalog.modules.iter().filter(|m| m.types.iter().any(|t| row.types.contains(t))))
    {
        let mut take = |days: i64, right: i64| {
            let what = What::Make(KindId::Training, result(module, row, place, today - TimeDelta::days(days), right));
            out.push(Lesson { days, minute: 62 + nth, what });
        };
        match stage {
            Stage::Admission(days) => take(days, 16 + i64::try_from(place).unwrap_or(0) % 5),
            Stage::Admitted(days) => {
                take(days, 16 + i64::try_from(place).unwrap_or(0) % 5);
                if let Some(again) = renewal(module, row, place, today, days) {
                    take(again, 17 + i64::try_from(place).unwrap_or(0) % 4);
                }
            }
            // A year ago, on its own account: the certificate runs out with today.
            Stage::Waiting => {
                let taken = today.checked_sub_months(Months::new(12)).unwrap_or(today);
                let what = What::Make(KindId::Training, result(module, row, place, taken, 18));
                out.push(Lesson { days: 3, minute: 62 + nth, what });
            }
            Stage::Trying => out.extend([700, 730, 770].map(|minute| {
                let person = person(row, place);
                Lesson { days: 1, minute: minute + nth, what: What::Quiz(module.code.clone(), person, 11) }
            })),
        }
    }
    out
}

/// How far a partner is, as far as its trainings care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// On its way; it was trained so many days before today.
    Admission(i64),
    /// Admitted; it was trained so many days before today.
    Admitted(i64),
    /// To be trained now, with an old certificate.
    Waiting,
    /// Fails the quiz.
    Trying,
}

/// Days before today of the training after the first one; whoever neglects papers neglects this too.
fn renewal(module: &Module, row: &Row, place: usize, today: NaiveDate, first: i64) -> Option<i64> {
    let since = (today - module.effective_from?).num_days();
    let neglects = row.quirks.iter().any(|q| matches!(q, Quirk::Stale(_)));
    let gone = row.goal == Goal::Exited || row.types.contains(&crate::domain::partner::PartnerType::Plt);
    if since < 40 || first <= since || neglects || gone {
        return None;
    }
    let width = (since - 30).min(170);
    Some(30 + i64::try_from(place).unwrap_or(0) * 37 % width)
}

/// The platform's own sessions: one that was held and whose attendance list is still missing, one to come. Their commands
/// take no key from the stories.
pub(super) fn sessions(place: usize, today: NaiveDate) -> Vec<Step> {
    let at = |days: i64, minute: i64, what| {
        let at = moment(today, days, minute);
        Step { at, place, by: "song", what, why: None, soft: false, apart: true }
    };
    let session = |module: &str, on: NaiveDate, delivery: &str, language: &str| {
        let fields = vec![
            text("module", module),
            day("held_on", on),
            text("trainer", "Song Yuqing"),
            text("qualification", "TR-10, passed in May"),
            code("delivery", delivery),
            text("language", language),
        ];
        What::Make(KindId::Session, fields)
    };
    vec![
        at(9, 480, session("TR-06", today + TimeDelta::days(12), "ONLINE", "en")),
        at(8, 480, session("TR-01", today - TimeDelta::days(4), "ONSITE", "zh")),
        at(4, 610, What::On(KindId::Session, "session.hold")),
    ]
}

/// Who of a partner is trained.
fn person(row: &Row, place: usize) -> String {
    words::person(row.country, &mut Rng::new(PEOPLE, u64::try_from(place).unwrap_or(0)))
}

fn result(module: &Module, row: &Row, place: usize, on: NaiveDate, right: i64) -> Vec<Assign> {
    let version = if module.is_in_force(on) { module.version.as_str() } else { BEFORE };
    let right = right.min(20);
    let attempts = 1 + i64::from(place % 7 == 3);
    vec![
        text("module", module.code.as_str()),
        text("version", version),
        text("person", person(row, place)),
        text("function", "Compliance contact"),
        day("taken_on", on),
        int("minutes", module.minutes - 5 + right % 4),
        Assign { path: "score".to_owned(), value: Value::Decimal(Decimal::from(right * 5)) },
        int("attempts", attempts),
        text("language", if row.chinese() { "zh" } else { "en" }),
    ]
}

fn int(path: &str, value: i64) -> Assign {
    Assign { path: path.to_owned(), value: Value::Int(value) }
}

/// A quiz taken here with so many right answers, as the key of its command draws the questions.
pub(super) fn quiz(catalog: &Catalog, code: &str, person: &str, right: usize, key: Uuid, on: NaiveDate) -> Vec<Assign> {
    let Some(module) = catalog.modules.iter().find(|m| m.code == code) else { return Vec::new() };
    let drawn = training::draw(&module.questions, *key.as_bytes(), training::QUESTIONS);
    let answer = |(nth, drawn): (usize, &training::Drawn)| {
        let question = module.questions.get(drawn.place)?;
        let wrong = drawn.order.iter().copied().find(|o| *o != question.answer).unwrap_or(0);
        let chosen = if nth < right { question.answer } else { wrong };
        Some(Value::Group(vec![Value::Text(question.code.clone()), Value::Int(chosen)]))
    };
    let answers = drawn.iter().enumerate().filter_map(answer).collect();
    vec![
        text("module", module.code.as_str()),
        text("version", module.version.as_str()),
        text("person", person),
        day("taken_on", on),
        int("minutes", module.min_minutes + 4),
        text("language", "en"),
        Assign { path: "answers".to_owned(), value: Value::List(answers) },
    ]
}

/// One row of an import of trainings.
pub(super) fn imported(rng: &mut Rng, today: NaiveDate, partner: Id, line: u64) -> ImportRow {
    let right = i64::try_from(12 + rng.below(9)).unwrap_or(16);
    let fields = vec![
        Assign { path: "partner".to_owned(), value: Value::Ref(partner.to_string()) },
        text("module", "TR-06"),
        text("person", words::person("", rng)),
        day("taken_on", today - TimeDelta::days(rng.days(5, 400))),
        int("minutes", rng.days(12, 30)),
        Assign { path: "score".to_owned(), value: Value::Decimal(Decimal::from(right * 5)) },
        int("attempts", rng.days(1, 2)),
        text("language", "en"),
    ];
    ImportRow { line, key: None, fields }
}
