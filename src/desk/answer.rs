//! Answers: what is asked of a desk without changing it, read from view, tables and journal.

mod assess;
mod batch;
mod check;
mod cover;
mod exposure;
mod extract;
mod facts;
mod file;
mod forecast;
mod guess;
mod history;
mod insured;
mod letter;
mod list;
mod past;
mod quiz;
mod readiness;
mod register;
mod review;
mod show;
mod sources;
#[cfg(test)]
mod tests;
mod today;
mod told;
mod waivers;

pub use past::Recent;
pub use past::head;
pub use past::seq_of;
pub use sources::columns_of;

use crate::api::Answer;
use crate::api::Query;
use crate::api::Refusal;
use crate::desk::completion;
use crate::desk::decide;
use crate::desk::decide::Outside;
use crate::desk::local::Shared;
use crate::desk::overlay::Overlay;
use crate::desk::seal::Keyring;
use crate::desk::state::State;
use crate::desk::upgrades;
use crate::desk::verify;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::query::FieldInfo;
use std::sync::atomic::AtomicBool;

/// Answers a question.
pub fn ask(shared: &Shared, query: &Query, cancel: &AtomicBool) -> Result<Answer, Refusal> {
    match query {
        Query::List(list) if list.list == "journal" => {
            shared.read_both(|state, journal| list::journal(state, journal, list).map(Answer::List))
        }
        Query::List(list) => match list.as_at {
            None => shared.read(|state| list::list(state, list, cancel).map(Answer::List)),
            Some(day) => shared
                .read_both(|state, journal| history::list_as_at(state, journal, list, day, cancel).map(Answer::List)),
        },
        Query::Fields { list } => shared.read(|_| fields(list).map(Answer::Fields)),
        Query::Show { id, at, operator } => shared.read_both(|state, journal| {
            let mut shown = show::show(state, journal, *id, *at, operator, shared.clock.now())?;
            shown.fields.iter_mut().for_each(|(_, value)| mark_erased(value, &shared.keyring));
            Ok(Answer::Show(Box::new(shown)))
        }),
        Query::TrainingKpis => {
            shared.read(|state| completion::figures(state).map(|k| Answer::TrainingKpis(Box::new(k))))
        }
        Query::Lessons { of } => shared.read(|state| quiz::lessons(state, *of).map(|l| Answer::Lessons(Box::new(l)))),
        Query::Quiz { partner, module, person, key } => shared.read(|state| {
            let sheet = quiz::sheet(state, *partner, module, person, *key, shared.clock.now())?;
            Ok(Answer::Quiz(Box::new(sheet)))
        }),
        Query::QuizResult { training } => {
            shared.read(|state| quiz::result(state, *training).map(|r| Answer::QuizResult(Box::new(r))))
        }
        Query::Find { text } => shared.read(|state| Ok(Answer::Find(find(state, text, cancel)))),
        Query::Letter { about, operator } => {
            shared.read(|state| letter::draft(state, about, operator).map(|d| Answer::Letter(Box::new(d))))
        }
        Query::Review { case, operator } => shared.read_both(|state, journal| {
            review::review(state, journal, *case, operator, shared.clock.now()).map(|r| Answer::Review(Box::new(r)))
        }),
        Query::Batch(query) => shared
            .read(|state| batch::batch(state, query, shared.clock.now()).map(|sheet| Answer::Batch(Box::new(sheet)))),
        Query::Assess { of, operator } => shared.read(|state| {
            let files = |sha256: &str| bytes_of(shared, sha256);
            assess::assess(state, *of, operator, shared.clock.now(), &files).map(|a| Answer::Assess(Box::new(a)))
        }),
        Query::Readiness { list } => shared.read(|state| readiness::readiness(state, list).map(Answer::Readiness)),
        Query::Cover { .. } | Query::Exposure | Query::Gaps | Query::Extract(_) | Query::Insured(_) => {
            insurance(shared, query, cancel)
        }
        Query::Check { document, operator } => shared.read(|state| {
            check::check(state, *document, operator, shared.clock.now()).map(|c| Answer::Check(Box::new(c)))
        }),
        Query::Guess { files } => shared.read(|state| guess::guess(state, files, cancel).map(Answer::Guess)),
        Query::Today { operator } => {
            shared.read_both(|state, journal| today::today(state, journal, operator, cancel).map(Answer::Today))
        }
        Query::History { id } => {
            shared.read_both(|state, journal| history::history(state, journal, *id).map(Answer::History))
        }
        Query::Entry { seq } => shared.read_both(|state, journal| history::entry(state, journal, *seq)),
        Query::Plan { kind, rows, on_existing } => shared.read(|state| {
            let nothing = Overlay::default();
            let mut seal =
                |subject: &str, _: &str, _: &str| Ok(Sealed { sealed: String::new(), key: subject.to_owned() });
            let (at, today) = (shared.clock.now(), state.today);
            let mut outside = Outside { at, today, head: None, seal: &mut seal, entry: &|_| None };
            decide::plan(state.now(&nothing), &mut outside, *kind, rows, *on_existing).map(Answer::Plan)
        }),
        Query::Catalogue => shared.read(|state| {
            let nothing = Overlay::default();
            upgrades::differences(state.now(&nothing)).map(Answer::Catalogue)
        }),
        Query::Reviews { weeks } => shared.read(|state| forecast::forecast(state, *weeks, cancel).map(Answer::Reviews)),
        Query::Register(query) => shared.read_both(|state, journal| {
            register::register(state, journal, query, cancel).map(|r| Answer::Register(Box::new(r)))
        }),
        Query::File { id, upto } => {
            shared.read_both(|state, journal| file::file(state, journal, *id, *upto).map(|f| Answer::File(Box::new(f))))
        }
        Query::Segregation { from, to } => shared.read_both(|state, journal| {
            verify::segregation(state, journal, *from, *to).map(|found| Answer::Segregation(Box::new(found)))
        }),
        Query::Status => Err(Refusal::internal("status is answered before the desk is read")),
    }
}

/// Answers a question about insurance.
fn insurance(shared: &Shared, query: &Query, cancel: &AtomicBool) -> Result<Answer, Refusal> {
    shared.read(|state| match query {
        Query::Cover { of, operator } => {
            cover::cover(state, *of, operator, shared.clock.now()).map(|c| Answer::Cover(Box::new(c)))
        }
        Query::Extract(query) => {
            extract::extract(state, query, shared.clock.now()).map(|sheet| Answer::Extract(Box::new(sheet)))
        }
        Query::Insured(partners) => insured::insured(state, partners, cancel).map(|i| Answer::Insured(Box::new(i))),
        Query::Gaps => Ok(Answer::Gaps(exposure::gaps(state))),
        _ => exposure::exposure(state, cancel).map(|e| Answer::Exposure(Box::new(e))),
    })
}

/// Empties the secrets whose key was destroyed, so that they are told from those that are only hidden.
fn mark_erased(value: &mut Value, keys: &Keyring) {
    match value {
        Value::Sealed(sealed) if keys.is_destroyed(&sealed.key) => sealed.sealed.clear(),
        Value::List(items) | Value::Group(items) => items.iter_mut().for_each(|item| mark_erased(item, keys)),
        _ => {}
    }
}

/// The length of a stored file; none when it is not there.
fn bytes_of(shared: &Shared, sha256: &str) -> Option<u64> {
    let digest = sha256.parse().ok()?;
    std::fs::metadata(shared.blobs.path(&digest)).ok().map(|m| m.len())
}

/// What a list can be filtered by.
fn fields(list: &str) -> Result<Vec<FieldInfo>, Refusal> {
    sources::schema_of(list).cloned().ok_or_else(|| Refusal::not_found(list))
}

/// What a text names: an id, an identifier's value, or words in names; best first, at most twenty.
fn find(state: &State, text: &str, cancel: &AtomicBool) -> Vec<Id> {
    let text = text.trim();
    if let Ok(id) = text.parse::<Id>()
        && id.number >= 1
        && id.number <= state.count(id.kind)
    {
        return vec![id];
    }
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
    let by_value = state.tables.maps.value(&compact);
    if !by_value.is_empty() {
        return by_value.into_iter().map(|n| Id::new(KindId::Partner, n)).collect();
    }
    let quoted = format!("\"{}\"", text.replace('"', " "));
    let Some(columns) = state.tables.roster(KindId::Partner) else { return Vec::new() };
    let Some(schema) = sources::schema_of("partners") else { return Vec::new() };
    let Ok(query) = crate::query::parse(&quoted, schema) else { return Vec::new() };
    let Ok(rows) = query.run(columns, state.today, cancel) else { return Vec::new() };
    rows.iter().take(20).map(|row| crate::desk::tables::id_of(KindId::Partner, row)).collect()
}
