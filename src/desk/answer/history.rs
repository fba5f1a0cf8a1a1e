//! The past: revisions with their differences, single entries, records as known at the end of a day.

use crate::api::Answer;
use crate::api::Change;
use crate::api::ListQuery;
use crate::api::Listing;
use crate::api::Refusal;
use crate::api::Upto;
use crate::api::lists;
use crate::api::query::EntryLine;
use crate::api::query::Revision;
use crate::api::query::Row;
use crate::desk::answer::list;
use crate::desk::answer::past;
use crate::desk::decide::changes_between;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::standing;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::view::RevRow;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::value::Value;
use crate::query;
use chrono::NaiveDate;
use std::sync::atomic::AtomicBool;

fn read(journal: &FileJournal, row: &RevRow) -> Result<Entry, Refusal> {
    journal.read_at(&row.position).map_err(|e| Refusal::internal(e.to_string()))
}

/// The record an entry put, as it was then.
pub fn stored_in(entry: &Entry, id: Id, rev: u64) -> Result<Stored, Refusal> {
    let text = id.to_string();
    let missing = || Refusal::internal(format!("entry {} does not put {text} revision {rev}", entry.seq));
    let put = entry.puts.iter().find(|p| p.id == text && p.rev == rev).ok_or_else(missing)?;
    let record = Record::from_json(id.kind, put.s, put.content.get().as_bytes()).map_err(Refusal::internal)?;
    Ok(Stored {
        id,
        rev,
        state: put.state.clone(),
        since: entry.at,
        made_by: entry.by.clone(),
        made_at: entry.at,
        moved_by: entry.by.clone(),
        hash: *put.content_hash().as_bytes(),
        record,
    })
}

/// A record at a revision.
pub fn revision(state: &State, journal: &FileJournal, id: Id, rev: u64) -> Result<Stored, Refusal> {
    let rows = state.view.revisions(id)?;
    let found = rows.into_iter().find(|(r, _)| *r == rev);
    let (_, row) = found.ok_or_else(|| Refusal::not_found(format!("{id} rev {rev}")))?;
    stored_in(&read(journal, &row)?, id, rev)
}

/// A record as known at the end of a day; none when it was not there yet.
pub fn as_at(state: &State, journal: &FileJournal, id: Id, day: NaiveDate) -> Result<Option<Stored>, Refusal> {
    let until = past::end_of(state, day);
    let rows = state.view.revisions(id)?;
    match rows.into_iter().rev().find(|(_, row)| row.at <= until) {
        Some((rev, row)) => stored_in(&read(journal, &row)?, id, rev).map(Some),
        None => Ok(None),
    }
}

/// A list as known at the end of a day: filter, order and cells are of then.
pub fn list_as_at(
    state: &State,
    journal: &FileJournal,
    ask: &ListQuery,
    day: NaiveDate,
    cancel: &AtomicBool,
) -> Result<Listing, Refusal> {
    let nothing = || Refusal::not_found(format!("{} @ {day}", ask.list));
    let def = lists::list(&ask.list).ok_or_else(|| Refusal::not_found(ask.list.as_str()))?;
    let kind = def.kind.ok_or_else(nothing)?;
    let seq = past::seq_of(state, journal, Upto::Day(day))?;
    let past = past::table(state, journal, kind, (seq, day))?;
    let base = def.base.replace("@me", &format!("\"{}\"", ask.operator));
    let (total, rows) = match past.rows(&base, &ask.filter, day, cancel)? {
        Ok(found) => found,
        Err(errors) => return Ok(Listing { seq, errors, ..Listing::default() }),
    };
    let mut order = rows.to_rows();
    match list::sort_of(def, &past.columns, ask) {
        (Some(key), _) => order = query::sort(&order, &past.columns, &key),
        (None, true) => order.reverse(),
        (None, false) => {}
    }
    let places = journal.places();
    let mut shown = Vec::new();
    for row in order.iter().skip(ask.offset).take(ask.limit) {
        let Some(id) = usize::try_from(*row).ok().and_then(|row| past.ids.get(row)) else { continue };
        if let Some(stored) = past::version(state, &places, *id, seq)? {
            shown.push(Row { id: id.to_string(), cells: past_cells(state, def, &stored, day) });
        }
    }
    let matched = order.len();
    Ok(Listing { total, matched, offset: ask.offset, rows: shown, seq: state.meta.seq, ..Listing::default() })
}

/// Cells a record had by itself; what was derived from records around it is left out.
fn past_cells(state: &State, def: &lists::ListDef, stored: &Stored, day: NaiveDate) -> Vec<Value> {
    let partner = Partner::of(&stored.record);
    let standing = partner.map(|partner| standing::of(state, stored.id, partner, day));
    let cell = |name: &str| match name {
        "id" => Value::Ref(stored.id.to_string()),
        "state" => Value::Code(stored.state.clone()),
        "name" if stored.id.kind == KindId::Partner => Value::Text(stored.title()),
        "review_due" => standing.and_then(|s| s.review_due).map_or(Value::Null, Value::Date),
        "risk" if standing.is_some() => standing.map_or(Value::Null, |s| Value::Code(s.risk.band.as_str().to_owned())),
        other => stored.get(tables::alias(other)),
    };
    def.columns.iter().map(|c| cell(c.name)).collect()
}

/// An entry in one line.
pub fn line(entry: &Entry) -> EntryLine {
    EntryLine {
        seq: entry.seq,
        at: entry.at,
        by: entry.by.clone(),
        role: entry.role.clone(),
        verb: entry.verb.clone(),
        id: entry.puts.first().map(|p| p.id.clone()).unwrap_or_default(),
        why: entry.why.clone().unwrap_or_default(),
    }
}

/// Every revision of a record, newest first, with what differs from the one before.
pub fn history(state: &State, journal: &FileJournal, id: Id) -> Result<Vec<Revision>, Refusal> {
    let mut out = Vec::new();
    let mut before: Option<Stored> = None;
    for (rev, row) in state.view.revisions(id)? {
        let entry = read(journal, &row)?;
        let stored = stored_in(&entry, id, rev)?;
        let changes = changes(before.as_ref(), &stored, &entry.by);
        out.push(Revision { rev, entry: line(&entry), state: stored.state.clone(), changes });
        before = Some(stored);
    }
    if out.is_empty() {
        return Err(Refusal::not_found(id.to_string()));
    }
    out.reverse();
    Ok(out)
}

/// Differences between two revisions, the state among them.
pub fn changes(before: Option<&Stored>, after: &Stored, by: &str) -> Vec<Change> {
    let id = after.id.to_string();
    let empty = Record::empty(after.id.kind);
    let mut changes = changes_between(&id, before.map_or(&empty, |b| &b.record), &after.record, by);
    let was = before.map(|b| b.state.clone());
    if was.as_ref() != Some(&after.state) {
        changes.push(Change {
            id,
            path: "state".to_owned(),
            before: was.map_or(Value::Null, Value::Code),
            after: Value::Code(after.state.clone()),
            by: by.to_owned(),
        });
    }
    changes
}

/// An entry as journaled.
pub fn entry(state: &State, journal: &FileJournal, seq: u64) -> Result<Answer, Refusal> {
    let position = state.view.entry(seq)?.ok_or_else(|| Refusal::not_found(format!("#{seq}")))?;
    let entry = journal.read_at(&position).map_err(|e| Refusal::internal(e.to_string()))?;
    let json = serde_json::to_string(&entry).map_err(|e| Refusal::internal(e.to_string()))?;
    Ok(Answer::Entry { json, hash: position.hash.to_string() })
}
