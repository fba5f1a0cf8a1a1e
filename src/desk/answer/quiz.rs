//! Quizzes: what a partner may take, the questions a key draws, and the result of a recorded one, judged anew.

use crate::api::Refusal;
use crate::api::quiz::Asked;
use crate::api::quiz::Both;
use crate::api::quiz::Lesson;
use crate::api::quiz::Lessons;
use crate::api::quiz::QuizResult;
use crate::api::quiz::QuizSheet;
use crate::api::quiz::Wrong;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::trainings;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::module::Module;
use crate::domain::module::Question;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::training;
use crate::domain::training::Drawn;
use crate::domain::training::Training;
use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

fn title(module: &Module) -> Both {
    Both { en: module.title_en.clone(), zh: module.title_zh.clone() }
}

fn option(question: &Question, number: i64) -> Both {
    let place = usize::try_from(number).ok().and_then(|n| n.checked_sub(1));
    let pick = |all: &[String]| place.and_then(|p| all.get(p)).cloned().unwrap_or_default();
    Both { en: pick(&question.options_en), zh: pick(&question.options_zh) }
}

/// The modules somebody of a partner may take: required ones first, then the others in force.
pub fn lessons(state: &State, id: Id) -> Result<Lessons, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    // From a training one gets to its partner.
    let stored = now.get(id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
    let id = stored.get("partner").as_text().and_then(|p| p.parse::<Id>().ok()).unwrap_or(id);
    let stored = now.get(id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
    let Some(partner) = Partner::of(&stored.record) else { return Err(Refusal::not_found(id.to_string())) };
    let held = now.trainings_of(id)?;
    let wanted = state.directory.wanted(partner, state.today);
    let one = |module: &Module| {
        let last = held.iter().filter(|t| t.module == module.code).max_by_key(|t| (t.taken_on, t.id));
        Lesson {
            module: module.code.clone(),
            title: title(module),
            required: wanted.iter().any(|w| w.code == module.code),
            valid_to: training::best(&held, &module.code).and_then(|t| t.valid_to),
            person: last.or_else(|| held.last()).map(|t| t.person.clone()).unwrap_or_default(),
        }
    };
    let in_force = training::in_force(state.directory.active_modules(), state.today);
    let with_questions = in_force.into_values().filter(|m| !m.questions.is_empty());
    let mut lessons: Vec<Lesson> = with_questions.map(one).collect();
    lessons.sort_by_key(|l| !l.required);
    Ok(Lessons { partner: id, name: stored.title(), lessons })
}

/// The quiz that a key draws for a person.
pub fn sheet(
    state: &State,
    partner: Id,
    module: &str,
    person: &str,
    key: Uuid,
    at: DateTime<Utc>,
) -> Result<QuizSheet, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let Some(found) = state.directory.edition(module, state.today) else {
        let msg = Msg::new("training-refused-edition").with("module", module).with("version", "");
        return Err(Refusal::invalid(msg));
    };
    let locked = now.quiz_locked(partner, found, person, at)?;
    let drawn = training::draw(&found.questions, *key.as_bytes(), training::QUESTIONS);
    let asked = |drawn: &Drawn| {
        let question = found.questions.get(drawn.place)?;
        Some(Asked {
            code: question.code.clone(),
            text: Both { en: question.en.clone(), zh: question.zh.clone() },
            options: drawn.order.iter().map(|n| (*n, option(question, *n))).collect(),
        })
    };
    Ok(QuizSheet {
        partner,
        module: found.code.clone(),
        version: found.version.clone(),
        title: title(found),
        min_minutes: found.min_minutes,
        pass_mark: found.pass_mark,
        questions: drawn.iter().filter_map(asked).collect(),
        locked: locked.map(|until| trainings::locked(now, found, person, until)),
    })
}

/// What a recorded quiz came to, from its answers and the questions of its edition.
pub fn result(state: &State, id: Id) -> Result<QuizResult, Refusal> {
    let missing = || Refusal::not_found(id.to_string());
    let stored = state.get(id)?.filter(|s| s.id.kind == KindId::Training).ok_or_else(missing)?;
    let training = Training::of(&stored.record).ok_or_else(missing)?;
    let module = state.directory.module(&training.module, &training.version).map(|(_, m)| m).ok_or_else(missing)?;
    let (right, of) = training::right(&module.questions, &training.answers);
    let score = training::percent(right, of);
    let passed = training::passes(score, module.pass_mark);
    let until = training.taken_on.and_then(|on| training::valid_to(on, module.valid_months));
    let wrong = |answer: &training::QuizAnswer| {
        let question = module.questions.iter().find(|q| q.code == answer.question)?;
        (question.answer != answer.chosen).then(|| Wrong {
            code: question.code.clone(),
            text: Both { en: question.en.clone(), zh: question.zh.clone() },
            given: option(question, answer.chosen),
            right: option(question, question.answer),
            why: Both { en: question.why_en.clone(), zh: question.why_zh.clone() },
        })
    };
    Ok(QuizResult {
        training: id,
        module: training.module.clone(),
        person: training.person.clone(),
        score,
        right,
        of,
        pass_mark: module.pass_mark,
        passed,
        attempt: training.attempts,
        valid_to: until.filter(|_| passed),
        wrong: training.answers.iter().filter_map(wrong).collect(),
    })
}
