//! Trainings over the records of a desk: what a partner holds and lacks, and what a new result must be.
//!
//! The arithmetic is [`crate::domain::training`]'s; here it is only read from view and overlay.

#[cfg(test)]
mod tests;

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::overlay::Now;
use crate::desk::state::Directory;
use crate::desk::view::ViewError;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::module::Module;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::session::SessionRef;
use crate::domain::training;
use crate::domain::training::Gap;
use crate::domain::training::Judged;
use crate::domain::training::QuizAnswer;
use crate::domain::training::Terms;
use crate::domain::training::Training;
use crate::domain::training::TrainingResult;
use crate::domain::training::Wanted;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

impl Directory {
    /// An edition of a module.
    pub fn module(&self, code: &str, version: &str) -> Option<(&Stored, &Module)> {
        let stored = self.modules.get(&(code.to_owned(), version.to_owned()))?;
        Some((stored, Module::of(&stored.record)?))
    }

    /// The editions that are not retired.
    pub fn active_modules(&self) -> impl Iterator<Item = &Module> {
        self.modules.values().filter(|s| s.state == "active").filter_map(|s| Module::of(&s.record))
    }

    /// The edition of a module in force on a day.
    pub fn edition(&self, code: &str, on: NaiveDate) -> Option<&Module> {
        training::in_force(self.active_modules(), on).remove(code)
    }

    /// The terms of a result: those of its own edition, else of the latest one known.
    pub fn terms(&self, code: &str, version: &str) -> Terms {
        let own = self.module(code, version).map(|(_, m)| m);
        let latest = || self.modules.values().filter_map(|s| Module::of(&s.record)).rfind(|m| m.code == code);
        Terms::of(own.or_else(latest))
    }

    /// The modules required of a partner on a day.
    pub fn wanted(&self, partner: &Partner, on: NaiveDate) -> Vec<Wanted> {
        training::required(training::in_force(self.active_modules(), on).into_values(), &partner.type_set)
    }
}

impl Now<'_> {
    /// A training with what follows from it; none for one that is void.
    pub fn judged(&self, stored: &Stored) -> Result<Option<Judged>, ViewError> {
        let Some(training) = Training::of(&stored.record) else { return Ok(None) };
        let terms = self.state.directory.terms(&training.module, &training.version);
        let approved = match training.session.as_ref().and_then(SessionRef::id) {
            Some(id) => self.get(id)?.is_some_and(|s| s.state == "approved"),
            None => true,
        };
        Ok(training::judge(stored, terms, approved))
    }

    /// The trainings of a partner that are not void, judged.
    pub fn trainings_of(&self, partner: Id) -> Result<Vec<Judged>, ViewError> {
        if self.count(KindId::Training) == 0 {
            return Ok(Vec::new());
        }
        let stored = self.children(partner, KindId::Training)?;
        stored.iter().filter_map(|s| self.judged(s).transpose()).collect()
    }

    /// The trainings that are of a session, void ones too.
    pub fn attendance(&self, session: Id) -> Result<Vec<Arc<Stored>>, ViewError> {
        let name = session.to_string();
        let mut ids: BTreeSet<Id> = BTreeSet::new();
        let known = self.state.tables.maps.attendance(&name);
        ids.extend(known.into_iter().map(|n| Id::new(KindId::Training, n)));
        ids.extend(self.overlay.records.keys().filter(|id| id.kind == KindId::Training));
        let of =
            |s: &Arc<Stored>| Training::of(&s.record).and_then(|t| t.session.as_ref()).is_some_and(|s| s.0 == name);
        let all = ids.into_iter().filter_map(|id| self.get(id).transpose());
        all.filter(|s| s.as_ref().map_or(true, of)).collect()
    }

    /// The required modules a partner does not hold on a day, with why.
    pub fn training_gaps(&self, subject: &Stored, today: NaiveDate) -> Result<Vec<(String, Gap)>, ViewError> {
        let Some(partner) = Partner::of(&subject.record) else { return Ok(Vec::new()) };
        let wanted = self.state.directory.wanted(partner, today);
        Ok(training::gaps(&wanted, &self.trainings_of(subject.id)?, today))
    }

    /// Until when a person's quiz of a module is locked.
    pub fn quiz_locked(
        &self,
        partner: Id,
        module: &Module,
        person: &str,
        at: DateTime<Utc>,
    ) -> Result<Option<DateTime<Utc>>, ViewError> {
        let mut failed = Vec::new();
        for stored in self.children(partner, KindId::Training)? {
            let Some(training) = Training::of(&stored.record) else { continue };
            let same = training.module == module.code && same_person(&training.person, person);
            let lost = self.judged(&stored)?.is_some_and(|j| j.result == TrainingResult::Failed);
            if same && lost && !training.answers.is_empty() {
                failed.push(stored.made_at);
            }
        }
        Ok(training::locked_until(&failed, module.max_attempts, at))
    }
}

/// Whether two spellings name one person.
fn same_person(a: &str, b: &str) -> bool {
    crate::text::skeleton(a) == crate::text::skeleton(b)
}

/// Completes and checks a new training: its edition, its score, its attempt, whether the quiz is open and was drawn as
/// the command's key draws it.
pub fn complete(
    now: Now<'_>,
    record: &mut Record,
    key: Uuid,
    at: DateTime<Utc>,
    today: NaiveDate,
) -> Result<(), Refusal> {
    let Record::Training(training) = record else { return Ok(()) };
    let directory = &now.state.directory;
    let on = training.taken_on.unwrap_or(today);
    if on > today {
        return Err(refuse(Msg::new("training-refused-future").with("on", on)));
    }
    if directory.active_modules().all(|m| m.code != training.module) {
        let known: BTreeSet<&str> = directory.active_modules().map(|m| m.code.as_str()).collect();
        let known: Vec<&str> = known.into_iter().collect();
        let msg = Msg::new("training-refused-module").with("module", training.module.as_str()).with("known", known);
        return Err(refuse(msg));
    }
    if training.version.is_empty()
        && let Some(module) = directory.edition(&training.module, on)
    {
        training.version.clone_from(&module.version);
    }
    if let Some(session) = training.session.as_ref().and_then(SessionRef::id)
        && let Some(stored) = now.get(session)?
        && stored.state != "held"
    {
        return Err(refuse(Msg::new("training-refused-session").with("session", session.to_string())));
    }
    if training.answers.is_empty() {
        let missing = || refuse(Msg::new("training-refused-no-score").with("module", training.module.as_str()));
        training.score.ok_or_else(missing)?;
        training.attempts = training.attempts.max(1);
        return Ok(());
    }
    taken_here(now, training, key, at)
}

/// A quiz taken here: scored from its answers, never from what the sender says.
fn taken_here(now: Now<'_>, training: &mut Training, key: Uuid, at: DateTime<Utc>) -> Result<(), Refusal> {
    let Some((_, module)) = now.state.directory.module(&training.module, &training.version) else {
        let msg = Msg::new("training-refused-edition")
            .with("module", training.module.as_str())
            .with("version", training.version.as_str());
        return Err(refuse(msg));
    };
    let partner = training.partner.id().ok_or_else(|| Refusal::not_found(training.partner.0.clone()))?;
    if let Some(until) = now.quiz_locked(partner, module, &training.person, at)? {
        return Err(refuse(locked(now, module, &training.person, until)));
    }
    if training.minutes < module.min_minutes {
        let msg = Msg::new("training-refused-too-fast").with("minutes", training.minutes);
        return Err(refuse(msg.with("least", module.min_minutes)));
    }
    let drawn = training::draw(&module.questions, *key.as_bytes(), training::QUESTIONS);
    let mut asked: Vec<&str> =
        drawn.iter().filter_map(|d| module.questions.get(d.place)).map(|q| q.code.as_str()).collect();
    let mut given: Vec<&str> = training.answers.iter().map(|a: &QuizAnswer| a.question.as_str()).collect();
    asked.sort_unstable();
    given.sort_unstable();
    if asked != given {
        return Err(refuse(Msg::new("training-refused-questions").with("count", asked.len())));
    }
    let (right, of) = training::right(&module.questions, &training.answers);
    training.score = Some(training::percent(right, of));
    training.attempts = attempt(now, partner, training)?;
    Ok(())
}

/// Which attempt of a person at a module this is.
fn attempt(now: Now<'_>, partner: Id, training: &Training) -> Result<i64, ViewError> {
    let before = now.children(partner, KindId::Training)?;
    let same = |s: &&Arc<Stored>| {
        Training::of(&s.record).is_some_and(|t| {
            t.module == training.module && !t.answers.is_empty() && same_person(&t.person, &training.person)
        })
    };
    Ok(i64::try_from(before.iter().filter(same).count()).unwrap_or(0) + 1)
}

/// That a quiz is locked, with the moment it opens in the desk's zone.
pub fn locked(now: Now<'_>, module: &Module, person: &str, until: DateTime<Utc>) -> Msg {
    let local = until.with_timezone(&now.state.genesis.tz()).format("%Y-%m-%d %H:%M").to_string();
    Msg::new("training-refused-locked")
        .with("module", module.code.as_str())
        .with("person", person)
        .with("count", module.max_attempts)
        .with("until", local)
}

fn refuse(msg: Msg) -> Refusal {
    Refusal::new(Ground::Guard, msg)
}
