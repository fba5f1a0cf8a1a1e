//! Tables in memory: one roster per kind, multi-maps for look-ups, the table of findings.
//!
//! A roster's row is its record's number less one: numbers are given in order and nothing is deleted. Columns are the
//! fields flagged `Roster` plus derived columns, so that a new field is filtered and sorted by without a line here.

mod derive;
mod fields;
mod findings;
mod maps;
mod results;

pub use derive::DocBrief;
pub use derive::Lapse;
pub use derive::case_name;
pub use derive::lapses;
pub use derive::own_cells;
pub use fields::Made;
pub use fields::alias;
pub use fields::is_derived;
pub use fields::schema;
pub use fields::spec;
pub use fields::stored_cells;
pub use findings::FindingTable;
pub use maps::Maps;
pub use results::Asked;
pub use results::Order;
pub use results::Results;
pub use results::Rows;
pub use results::Source;

use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::schedule;
use crate::desk::state::State;
use crate::desk::view::ViewError;
use crate::domain::finding::Finding;
use crate::domain::finding::Outcome;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::triage::Triage;
use crate::query;
use crate::query::Cell;
use crate::query::ColumnSpec;
use crate::query::Columns;
use crate::query::RowSet;
use chrono_tz::Tz;
use rayon::prelude::*;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::AtomicBool;

/// Everything kept in memory for finding and sorting.
#[derive(Default, Serialize, Deserialize)]
pub struct Tables {
    /// Rosters by kind number.
    pub rosters: BTreeMap<u8, Columns>,
    /// Look-ups by identifier, file, document number, name.
    pub maps: Maps,
    /// Findings.
    pub findings: FindingTable,
    /// What lists were answered lately.
    #[serde(skip)]
    pub results: Results,
    /// The entry and the day at which the tables were last saved or read; none once a row was written.
    #[serde(skip)]
    pub saved: Saved,
}

/// Which entry and day saved tables are of.
#[derive(Debug, Default)]
pub struct Saved(Mutex<Option<(u64, i32)>>);

impl Saved {
    /// They are of this entry and day.
    pub fn note(&self, seq: u64, day: i32) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((seq, day));
    }

    /// Whether they are of this entry and day, and no row was written since.
    pub fn is(&self, seq: u64, day: i32) -> bool {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) == Some((seq, day))
    }

    fn forget(&mut self) {
        *self.0.get_mut().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

/// The row of a record.
pub fn row_of(id: Id) -> u32 {
    u32::try_from(id.number.saturating_sub(1)).unwrap_or(u32::MAX)
}

/// The record of a row.
pub fn id_of(kind: KindId, row: u32) -> Id {
    Id::new(kind, u64::from(row) + 1)
}

/// The rows of a kind that a filter of our own finds.
pub fn found(state: &State, kind: KindId, filter: &str) -> RowSet {
    let nothing = RowSet::none(0);
    let Some(columns) = state.tables.roster(kind) else { return nothing };
    let Ok(wanted) = query::parse(filter, &schema(kind)) else { return nothing };
    wanted.run(columns, state.today, &AtomicBool::new(false)).unwrap_or(nothing)
}

/// The triage of a record by the findings the tables hold.
pub fn triage_of(now: Now<'_>, stored: &Stored) -> Result<Option<Triage>, ViewError> {
    derive::triage_of(now, &now.state.tables.findings, stored)
}

impl Tables {
    /// Empty tables with the columns of every kind.
    pub fn new() -> Self {
        let mut rosters = BTreeMap::new();
        for kind in KindId::ALL {
            let specs: Vec<ColumnSpec> = schema(*kind).iter().map(fields::spec).collect();
            rosters.insert(kind.number(), Columns::new(&specs));
        }
        Self { rosters, findings: FindingTable::new(), ..Self::default() }
    }

    /// The roster of a kind.
    pub fn roster(&self, kind: KindId) -> Option<&Columns> {
        self.rosters.get(&kind.number())
    }

    /// Whether loaded tables have the columns this program wants and rows enough.
    pub fn is_sound(&self, counts: &BTreeMap<u8, u64>) -> bool {
        let fresh = Self::new();
        fresh.rosters.iter().all(|(number, columns)| {
            self.rosters.get(number).is_some_and(|mine| {
                let rows = counts.get(number).copied().unwrap_or(0);
                mine.names() == columns.names() && mine.is_sound() && u64::try_from(mine.len()) == Ok(rows)
            })
        }) && self.findings.is_sound()
    }

    /// Bytes of memory.
    pub fn memory_bytes(&self) -> usize {
        self.rosters.values().map(Columns::memory_bytes).sum::<usize>()
            + self.maps.memory_bytes()
            + self.findings.memory_bytes()
    }

    /// Takes the keys of a batch in, so that its records find each other; needed before its findings are made.
    pub fn take_keys(&mut self, overlay: &Overlay) {
        let records: Vec<&Arc<Stored>> = overlay.records.values().collect();
        let keys: Vec<Vec<u64>> = records.par_iter().with_min_len(32).map(|stored| Maps::keys_of(stored)).collect();
        for (stored, keys) in records.iter().zip(keys) {
            self.maps.take_keys(stored.id.number, &keys);
        }
    }

    /// Takes a batch in whose keys are in already: its records, those around them, and the findings given. It may be on
    /// its way into the view: everything of it is read from the overlay.
    pub fn take(&mut self, state: &State, overlay: &Overlay, outcomes: Vec<(Id, Outcome)>) -> Result<(), ViewError> {
        let now = Now { state, overlay };
        let mut affected: BTreeSet<Id> = overlay.records.keys().copied().collect();
        for stored in overlay.records.values() {
            derive::around(state, stored, &mut affected)?;
        }
        for (subject, outcome) in outcomes {
            affected.insert(subject);
            let stored = now.get(subject)?;
            let alone = stored.as_ref().is_some_and(|stored| now.is_alone(stored));
            let name = stored.map(|stored| stored.title()).unwrap_or_default();
            let said = if alone {
                schedule::unanswered(subject, &outcome)
            } else {
                schedule::findings(now, subject, &outcome, state.today)?
            };
            self.replace_findings(subject, &name, &said);
            if !alone {
                affected.extend(state.view.children(subject, KindId::Case)?);
            }
        }
        let affected: Vec<Id> = affected.into_iter().collect();
        let findings = &self.findings;
        let row = |id: &Id| {
            let Some(stored) = now.get(*id)? else { return Ok(None) };
            let mut made = fields::stored_cells(&stored, state.genesis.tz());
            made.extend(derive::cells(now, findings, &stored)?);
            Ok(Some((*id, made)))
        };
        let rows: Vec<_> = affected.par_iter().with_min_len(32).map(row).collect::<Result<_, ViewError>>()?;
        for (id, made) in rows.into_iter().flatten() {
            self.put_cells(id, &made);
        }
        Ok(())
    }

    /// Takes the new findings of many subjects in; what is read and derived for them uses all cores.
    pub fn take_findings(&mut self, state: &State, outcomes: &[(Id, Outcome)]) -> Result<(), ViewError> {
        let nothing = Overlay::default();
        let now = state.now(&nothing);
        let read = |(subject, outcome): &(Id, Outcome)| {
            let mut ids = vec![*subject];
            ids.extend(state.view.children(*subject, KindId::Case)?);
            let records: Vec<Arc<Stored>> =
                ids.into_iter().filter_map(|id| now.get(id).transpose()).collect::<Result<_, _>>()?;
            let name = records.first().map(|stored| stored.title()).unwrap_or_default();
            Ok((*subject, name, schedule::with_reactions(state, *subject, outcome)?, records))
        };
        let all: Vec<_> = outcomes.par_iter().map(read).collect::<Result<_, ViewError>>()?;
        for (subject, name, said, _) in &all {
            self.replace_findings(*subject, name, said);
        }
        let findings = &self.findings;
        let derive = |stored: &Arc<Stored>| Ok((Arc::clone(stored), derive::cells(now, findings, stored)?));
        let rows: Vec<_> =
            all.par_iter().flat_map_iter(|(.., records)| records).map(derive).collect::<Result<_, ViewError>>()?;
        for (stored, derived) in rows {
            self.put_row(&stored, &derived, state.genesis.tz());
        }
        Ok(())
    }

    fn replace_findings(&mut self, subject: Id, name: &str, findings: &[Finding]) {
        let results = &mut self.results;
        self.saved.forget();
        self.findings.replace(subject, name, findings, |row| results.changed(None, row));
    }

    /// Writes the row of one record.
    pub fn put(&mut self, now: Now<'_>, stored: &Arc<Stored>) -> Result<(), ViewError> {
        let derived = derive::cells(now, &self.findings, stored)?;
        self.put_row(stored, &derived, now.state.genesis.tz());
        Ok(())
    }

    /// Writes a row with derived cells at hand; days begin as in a zone.
    pub fn put_row(&mut self, stored: &Stored, derived: &[fields::Made], zone: Tz) {
        let mut made = fields::stored_cells(stored, zone);
        made.extend(derived.iter().cloned());
        self.put_cells(stored.id, &made);
    }

    /// Writes a row whose cells are all at hand.
    fn put_cells(&mut self, id: Id, made: &[fields::Made]) {
        let Some(columns) = self.rosters.get_mut(&id.kind.number()) else { return };
        self.saved.forget();
        self.results.changed(Some(id.kind.number()), row_of(id));
        let row = row_of(id) as usize;
        let cells: Vec<Cell<'_>> = made.iter().map(fields::Made::cell).collect();
        let empty = vec![Cell::None; cells.len()];
        while columns.len() < row {
            let Ok(added) = columns.push_row(&empty) else { return };
            self.results.changed(Some(id.kind.number()), added);
        }
        let written = if columns.len() == row {
            columns.push_row(&cells).map(|_| ())
        } else {
            columns.set_row(row_of(id), &cells)
        };
        debug_assert!(written.is_ok(), "{written:?}");
    }

    /// Takes partners in whose findings are there already, with their documents at hand: keys and cells are made on all
    /// cores.
    pub fn put_partners<'d>(
        &mut self,
        state: &State,
        partners: &[Stored],
        documents: impl Fn(u64) -> &'d [DocBrief] + Sync,
    ) -> Result<(), ViewError> {
        let findings = &self.findings;
        let nothing = Overlay::default();
        let now = state.now(&nothing);
        let make = |stored: &Stored| {
            let mut made = fields::stored_cells(stored, state.genesis.tz());
            made.extend(derive::fresh(now, findings, stored, documents(stored.id.number))?);
            Ok((stored.id, Maps::keys_of(stored), made))
        };
        let rows: Vec<_> = partners.par_iter().map(make).collect::<Result<_, ViewError>>()?;
        for (id, keys, made) in rows {
            self.maps.take_keys(id.number, &keys);
            self.put_cells(id, &made);
        }
        Ok(())
    }

    /// Takes the findings of many subjects in, without their rows.
    pub fn note_findings(&mut self, state: &State, outcomes: &[(Id, Outcome)]) -> Result<(), ViewError> {
        let read = |(subject, outcome): &(Id, Outcome)| {
            let name = state.get(*subject)?.map(|stored| stored.title()).unwrap_or_default();
            Ok((*subject, name, schedule::with_reactions(state, *subject, outcome)?))
        };
        let hit = outcomes.par_iter().filter(|(_, outcome)| !outcome.hits.is_empty());
        let all: Vec<_> = hit.map(read).collect::<Result<_, ViewError>>()?;
        for (subject, name, said) in all {
            self.replace_findings(subject, &name, &said);
        }
        Ok(())
    }
}
