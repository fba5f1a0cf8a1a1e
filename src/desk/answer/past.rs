//! Records as known at a moment of the journal: one by one, and whole kinds fast enough for a register.
//!
//! A record that has not changed since is taken from the view; of the others the entry that put them is read, each entry
//! once and all of them on all cores.

use crate::api::Refusal;
use crate::api::Upto;
use crate::api::query::FilterProblem;
use crate::api::report::HeadLine;
use crate::desk::codec;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::journal::Places;
use crate::desk::journal::Position;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::tables::Made;
use crate::desk::view::RevRow;
use crate::desk::view::ViewError;
use crate::domain::entry::Entry;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::kind::content_hash;
use crate::domain::partner::Partner;
use crate::query;
use crate::query::Cell;
use crate::query::Columns;
use crate::query::FieldInfo;
use crate::query::RowSet;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;

/// Records handled at a time.
const BLOCK: usize = 4096;

/// Columns that follow from records around a record or from its way there; at a past moment they are not known.
const NOT_KNOWN: &[&str] = &["since", "docs", "docs_missing", "lapse", "residual", "blocking", "findings", "open"];

/// A kind's table at a moment.
pub struct Past {
    kind: KindId,
    at: (u64, NaiveDate),
    /// The records there were, by row.
    pub ids: Vec<Id>,
    /// Their columns.
    pub columns: Columns,
}

/// The last table made, since a list is read window by window.
#[derive(Default)]
pub struct Recent(Mutex<Option<Arc<Past>>>);

/// The last microsecond of a day in the desk's zone.
pub fn end_of(state: &State, day: NaiveDate) -> i64 {
    let next = day.succ_opt().unwrap_or(day).and_hms_opt(0, 0, 0).unwrap_or_default();
    let end = next.and_local_timezone(state.genesis.tz()).earliest();
    end.map_or(i64::MAX, |at| at.timestamp_micros() - 1)
}

fn entry_at(state: &State, places: &Places, seq: u64) -> Result<(Entry, Position), Refusal> {
    let position = state.view.entry(seq)?.ok_or_else(|| Refusal::not_found(format!("#{seq}")))?;
    let entry = places.read(&position).map_err(|e| Refusal::internal(e.to_string()))?;
    Ok((entry, position))
}

/// The last entry journaled up to an instant, microseconds since 1970.
fn last_until(state: &State, places: &Places, until: i64) -> Result<u64, Refusal> {
    let (mut low, mut high) = (0, state.meta.seq);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        let (entry, _) = entry_at(state, places, middle)?;
        if entry.at.timestamp_micros() <= until {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low)
}

/// The entry a moment means; none when the desk was not there yet.
pub fn seq_of(state: &State, journal: &FileJournal, upto: Upto) -> Result<u64, Refusal> {
    match upto {
        Upto::Now => Ok(state.meta.seq),
        Upto::Entry { seq, .. } => Ok(seq.min(state.meta.seq)),
        Upto::Day(day) => {
            let until = end_of(state, day);
            if journal.head().at.timestamp_micros() <= until {
                return Ok(state.meta.seq);
            }
            last_until(state, &journal.places(), until)
        }
    }
}

/// What a report says of its moment.
pub fn head(state: &State, journal: &FileJournal, upto: Upto) -> Result<HeadLine, Refusal> {
    let seq = seq_of(state, journal, upto)?;
    let before = || {
        let day = if let Upto::Day(day) = upto { day.to_string() } else { format!("#{seq}") };
        Refusal::not_found(day)
    };
    if seq == 0 {
        return Err(before());
    }
    let (entry, position) = entry_at(state, &journal.places(), seq)?;
    let day = match upto {
        Upto::Day(day) | Upto::Entry { day, .. } => day,
        Upto::Now => state.today,
    };
    Ok(HeadLine {
        seq,
        hash: position.hash.to_string(),
        at: entry.at,
        desk: state.genesis.desk.to_string(),
        zone: state.genesis.zone.clone(),
        day,
    })
}

/// The record a put made. When it came into its state is not looked up: that moment is of the put.
fn made(entry: &Entry, put: &Put, present: &Stored) -> Result<Stored, Refusal> {
    let content = put.content.get().as_bytes();
    let record = Record::from_json(present.id.kind, put.s, content).map_err(Refusal::internal)?;
    Ok(Stored {
        id: present.id,
        rev: put.rev,
        state: put.state.clone(),
        since: entry.at,
        made_by: present.made_by.clone(),
        made_at: present.made_at,
        moved_by: entry.by.clone(),
        hash: content_hash(content),
        record,
    })
}

/// A record as it was at an entry; none when it was not there yet.
pub fn version(state: &State, places: &Places, id: Id, seq: u64) -> Result<Option<Stored>, Refusal> {
    let Some(present) = state.view.get(id)? else { return Ok(None) };
    let rows = state.view.revisions(id)?;
    let Some((rev, row)) = rows.into_iter().rev().find(|(_, row)| row.seq <= seq) else { return Ok(None) };
    if rev == present.rev {
        return Ok(Some(present));
    }
    let entry = places.read(&row.position).map_err(|e| Refusal::internal(e.to_string()))?;
    let text = id.to_string();
    let missing = || Refusal::internal(format!("entry {} does not put {text} revision {rev}", entry.seq));
    let put = entry.puts.iter().find(|p| p.id == text && p.rev == rev).ok_or_else(missing)?;
    made(&entry, put, &present).map(Some)
}

/// Every record of a kind as it was at an entry, by number.
pub fn records(state: &State, journal: &FileJournal, kind: KindId, seq: u64) -> Result<Vec<Stored>, Refusal> {
    let mut wanted: BTreeMap<Id, (u64, RevRow)> = BTreeMap::new();
    if seq < state.meta.seq {
        state.view.all_revisions(kind, |id, rev, row| {
            if row.seq <= seq {
                wanted.insert(id, (rev, row));
            }
        })?;
    }
    let all = seq >= state.meta.seq;
    let mut found: Vec<Stored> = Vec::new();
    // By entry, with the present record for what never changes.
    let mut former: BTreeMap<u64, (Position, Vec<(u64, Stored)>)> = BTreeMap::new();
    state.view.scan(kind, BLOCK, |block| {
        let decode = |(id, bytes): (Id, sled::IVec)| codec::decode_stored(id, &bytes).map_err(ViewError::from);
        let block: Vec<Stored> = block.into_par_iter().map(decode).collect::<Result<_, _>>()?;
        for stored in block {
            match wanted.get(&stored.id) {
                _ if all => found.push(stored),
                Some((rev, _)) if *rev == stored.rev => found.push(stored),
                Some((rev, row)) => {
                    former.entry(row.seq).or_insert_with(|| (row.position, Vec::new())).1.push((*rev, stored));
                }
                None => {}
            }
        }
        Ok(())
    })?;
    let places = journal.places();
    let groups: Vec<_> = former.into_values().collect();
    let read: Vec<Vec<Stored>> =
        groups.par_iter().map(|(position, wanted)| of_entry(&places, position, wanted)).collect::<Result<_, _>>()?;
    found.extend(read.into_iter().flatten());
    found.par_sort_unstable_by_key(|stored| stored.id);
    Ok(found)
}

/// The records wanted of one entry.
fn of_entry(places: &Places, position: &Position, wanted: &[(u64, Stored)]) -> Result<Vec<Stored>, Refusal> {
    let entry = places.read(position).map_err(|e| Refusal::internal(e.to_string()))?;
    let puts: BTreeMap<(&str, u64), &Put> = entry.puts.iter().map(|p| ((p.id.as_str(), p.rev), p)).collect();
    let one = |(rev, present): &(u64, Stored)| {
        let text = present.id.to_string();
        let put = puts.get(&(text.as_str(), *rev));
        let missing = || Refusal::internal(format!("entry {} does not put {text} revision {rev}", entry.seq));
        made(&entry, put.ok_or_else(missing)?, present)
    };
    wanted.iter().map(one).collect()
}

/// The fields a past table can be filtered and sorted by.
fn schema(kind: KindId) -> Vec<FieldInfo> {
    let mut fields = tables::schema(kind);
    fields.retain(|f| known(kind, f));
    fields
}

fn known(kind: KindId, field: &FieldInfo) -> bool {
    // What is derived for other kinds follows from records around them.
    !NOT_KNOWN.contains(&field.path.as_str()) && (kind == KindId::Partner || !tables::is_derived(kind, &field.path))
}

/// The cells of a record in a past table.
fn cells(state: &State, stored: &Stored, day: NaiveDate, keep: &[bool]) -> Vec<Made> {
    let mut all = tables::stored_cells(stored, state.genesis.tz());
    if let Some(partner) = Partner::of(&stored.record) {
        all.extend(tables::own_cells(state, stored.id, partner, day));
    }
    all.into_iter().zip(keep).filter(|(_, keep)| **keep).map(|(cell, _)| cell).collect()
}

/// Columns of records.
fn columns(state: &State, kind: KindId, records: &[Stored], day: NaiveDate) -> Columns {
    let every = tables::schema(kind);
    let keep: Vec<bool> = every.iter().map(|f| known(kind, f)).collect();
    let specs: Vec<_> = every.iter().filter(|f| known(kind, f)).map(tables::spec).collect();
    let mut columns = Columns::new(&specs);
    for block in records.chunks(BLOCK) {
        let rows: Vec<Vec<Made>> = block.par_iter().map(|stored| cells(state, stored, day, &keep)).collect();
        for row in rows {
            let row: Vec<Cell<'_>> = row.iter().map(Made::cell).collect();
            let pushed = columns.push_row(&row);
            debug_assert!(pushed.is_ok(), "{pushed:?}");
        }
    }
    columns
}

/// The rows a filter finds among records of that moment; the filter's mistakes when it has any.
#[allow(clippy::type_complexity)] // named, it would be used twice
fn matching(
    kind: KindId,
    columns: &Columns,
    filter: &str,
    day: NaiveDate,
    cancel: &AtomicBool,
) -> Result<Result<RowSet, Vec<FilterProblem>>, Refusal> {
    let wanted = match query::parse(filter, &schema(kind)) {
        Ok(wanted) => wanted,
        Err(errors) => {
            let problem =
                |e: query::FilterError| FilterProblem { from: e.at.start, to: e.at.end, msg: e.msg, help: e.help };
            return Ok(Err(errors.into_iter().map(problem).collect()));
        }
    };
    let cancelled = |_| Refusal::new(crate::api::Ground::Cancelled, crate::domain::msg::Msg::new("refused-cancelled"));
    wanted.run(columns, day, cancel).map_err(cancelled).map(Ok)
}

/// The records a filter finds, as they were.
#[allow(clippy::type_complexity)] // named, it would be used once
pub fn select(
    state: &State,
    journal: &FileJournal,
    kind: KindId,
    at: (u64, NaiveDate),
    filter: &str,
    cancel: &AtomicBool,
) -> Result<Result<(usize, Vec<Stored>), Vec<FilterProblem>>, Refusal> {
    let (seq, day) = at;
    let records = records(state, journal, kind, seq)?;
    let total = records.len();
    if filter.trim().is_empty() {
        return Ok(Ok((total, records)));
    }
    let columns = columns(state, kind, &records, day);
    let rows = match matching(kind, &columns, filter, day, cancel)? {
        Ok(rows) => rows,
        Err(errors) => return Ok(Err(errors)),
    };
    let kept = (0..).zip(records).filter(|(row, _)| rows.contains(*row)).map(|(_, stored)| stored);
    Ok(Ok((total, kept.collect())))
}

/// The table of a kind at an entry; the last one asked for is kept.
pub fn table(state: &State, journal: &FileJournal, kind: KindId, at: (u64, NaiveDate)) -> Result<Arc<Past>, Refusal> {
    let (seq, day) = at;
    let mut recent = state.past.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(past) = recent.as_ref().filter(|past| past.kind == kind && past.at == at) {
        return Ok(Arc::clone(past));
    }
    let records = records(state, journal, kind, seq)?;
    let ids = records.iter().map(|stored| stored.id).collect();
    let past = Arc::new(Past { kind, at, ids, columns: columns(state, kind, &records, day) });
    *recent = Some(Arc::clone(&past));
    Ok(past)
}

impl Past {
    /// The rows of a list: its own filter and the operator's.
    #[allow(clippy::type_complexity)] // named, it would be used once
    pub fn rows(
        &self,
        base: &str,
        filter: &str,
        day: NaiveDate,
        cancel: &AtomicBool,
    ) -> Result<Result<(usize, RowSet), Vec<FilterProblem>>, Refusal> {
        let live = matching(self.kind, &self.columns, base, day, cancel)?;
        // A list whose own filter asks what follows from records around has no past.
        let live = live.map_err(|_| Refusal::not_found(format!("{base} @ {day}")))?;
        let total = live.count();
        let mut rows = match matching(self.kind, &self.columns, filter, day, cancel)? {
            Ok(rows) => rows,
            Err(errors) => return Ok(Err(errors)),
        };
        // A filter that is an id finds the record of that id, whatever words it has.
        let named = filter.trim().parse::<Id>().ok().and_then(|id| self.ids.binary_search(&id).ok());
        if let Some(row) = named.and_then(|row| u32::try_from(row).ok()) {
            rows.insert(row);
        }
        rows.intersect(&live);
        Ok(Ok((total, rows)))
    }
}
