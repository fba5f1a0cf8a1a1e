//! Loading: replaying the journal into the view, building the tables, computing findings from scratch.
//!
//! All of it works in blocks with rayon and reports progress, since a desk may hold a million partners.

use crate::desk::codec;
use crate::desk::journal::Chunk;
use crate::desk::journal::Journal;
use crate::desk::overlay::ApplyError;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::schedule;
use crate::desk::state::State;
use crate::desk::tables::DocBrief;
use crate::desk::tables::Tables;
use crate::desk::view::Batch;
use crate::desk::view::ViewError;
use crate::domain::entry::Entry;
use crate::domain::finding::Outcome;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::query::days_of;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::thread;
use std::thread::ScopedJoinHandle;

/// Records handled at a time.
const BLOCK: usize = 4096;
/// Puts gathered before they go to the view in one batch.
const PUTS: usize = 20_000;
/// The same for a view that is made anew: it is filled beside the reading, in smaller bites.
const BITE: usize = 4_000;

/// Told how far long work has come: done and in all.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// What stops a replay.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// An entry cannot be applied.
    #[error(transparent)]
    Apply(#[from] ApplyError),
    /// The journal cannot be read.
    #[error(transparent)]
    Read(#[from] crate::desk::journal::ReadError),
}

impl From<ViewError> for LoadError {
    fn from(error: ViewError) -> Self {
        LoadError::Apply(ApplyError::View(error))
    }
}

/// Applies every entry after the view's last one and keeps tables and findings up to date on the way.
pub fn replay(state: &mut State, journal: &dyn Journal, progress: Progress<'_>) -> Result<u64, LoadError> {
    each_batch(state, journal, PUTS, progress, |state, overlay| {
        state.commit(&overlay)?;
        Ok(Overlay::default())
    })
}

/// Applies every entry to an empty view. One thread fills it while the journal is read on; tables and findings are made
/// afterwards.
pub fn refill(state: &mut State, journal: &dyn Journal, progress: Progress<'_>) -> Result<u64, LoadError> {
    let filler = &state.view.filler()?;
    thread::scope(|scope| {
        let mut flying = None;
        let applied = each_batch(state, journal, BITE, progress, |state, overlay| {
            landed(flying.take())?;
            let batch = state.commit_bulk(&overlay)?;
            flying = Some(scope.spawn(move || filler.fill(batch)));
            // What lay below is in the view by now.
            Ok(Overlay { below: Some(Arc::new(Overlay { below: None, ..overlay })), ..Overlay::default() })
        })?;
        landed(flying)?;
        Ok(applied)
    })
}

/// Waits until a batch is in the view.
fn landed(flying: Option<ScopedJoinHandle<'_, Result<(), ViewError>>>) -> Result<(), ViewError> {
    let gone = || Err(ViewError::Panic("filled"));
    flying.map_or(Ok(()), |flying| flying.join().unwrap_or_else(|_| gone()))
}

/// Reads the entries after the view's last one in batches; what is done with one gives the overlay for the next.
fn each_batch(
    state: &mut State,
    journal: &dyn Journal,
    puts: usize,
    progress: Progress<'_>,
    mut take: impl FnMut(&mut State, Overlay) -> Result<Overlay, ViewError>,
) -> Result<u64, LoadError> {
    let head = journal.head().seq;
    let from = state.meta.seq + 1;
    let mut overlay = Overlay::default();
    let mut applied = 0;
    for chunk in journal.read_raw_from(from) {
        let chunk = chunk?;
        for entry in parsed(&chunk) {
            let (entry, position) = entry?;
            overlay.absorb(state, &entry, position)?;
            applied += 1;
            if overlay.records.len() >= puts {
                overlay = take(state, overlay)?;
                progress(state.meta.seq, head);
            }
        }
    }
    if !overlay.is_empty() {
        take(state, overlay)?;
    }
    progress(head, head);
    Ok(applied)
}

type Parsed = Result<(Entry, crate::desk::journal::Position), crate::desk::journal::ReadError>;

fn parsed(chunk: &Chunk) -> Vec<Parsed> {
    chunk.par_lines().map(|line| line.entry().map(|entry| (entry, line.position))).collect()
}

/// Builds rosters and maps by one pass over the view; findings are taken as the view has them.
pub fn build_tables(state: &mut State, progress: Progress<'_>) -> Result<(), ViewError> {
    let mut tables = Tables::new();
    let total: u64 = state.meta.counts.values().sum();
    let mut done = 0;
    let briefs = read_documents(state, &mut tables, &mut done, total, progress)?;
    let mut found = Vec::new();
    state.view.all_findings(|subject, outcome| found.push((subject, outcome)))?;
    for block in found.chunks(BLOCK) {
        tables.note_findings(state, block)?;
    }
    drop(found);
    state.view.scan(KindId::Partner, BLOCK, |block| {
        done += block.len() as u64;
        let documents = |number: u64| briefs.get(&number).map_or(&[][..], Vec::as_slice);
        tables.put_partners(state, &decode(block)?, documents)?;
        progress(done, total);
        Ok(())
    })?;
    let nothing = Overlay::default();
    for kind in KindId::ALL.iter().filter(|k| **k != KindId::Partner) {
        state.view.scan(*kind, BLOCK, |block| {
            for stored in decode(block)? {
                tables.put(state.now(&nothing), &Arc::new(stored))?;
            }
            Ok(())
        })?;
    }
    state.tables = tables;
    Ok(())
}

fn decode(block: Vec<(Id, sled::IVec)>) -> Result<Vec<Stored>, ViewError> {
    block.into_par_iter().map(|(id, bytes)| codec::decode_stored(id, &bytes).map_err(ViewError::from)).collect()
}

fn read_documents(
    state: &State,
    tables: &mut Tables,
    done: &mut u64,
    total: u64,
    progress: Progress<'_>,
) -> Result<BTreeMap<u64, Vec<DocBrief>>, ViewError> {
    let mut briefs: BTreeMap<u64, Vec<DocBrief>> = BTreeMap::new();
    state.view.scan(KindId::Document, BLOCK, |block| {
        *done += block.len() as u64;
        for stored in decode(block)? {
            tables.maps.take(&stored);
            if let (Some(parent), Some(brief)) = (parent_of(&stored.record), DocBrief::of(&stored)) {
                briefs.entry(parent.number).or_default().push(brief);
            }
        }
        progress(*done, total);
        Ok(())
    })?;
    Ok(briefs)
}

/// Computes the findings of everything that rules look at anew.
pub fn all_findings(state: &mut State, today: NaiveDate, progress: Progress<'_>) -> Result<(), ViewError> {
    for kind in schedule::JUDGED {
        let count = state.count(kind);
        let mut from = 1;
        while from <= count {
            let to = (from + BLOCK as u64).min(count + 1);
            let ids: Vec<Id> = (from..to).map(|n| Id::new(kind, n)).collect();
            refresh(state, &ids, today)?;
            from = to;
            progress(from - 1, count);
        }
    }
    finish_day(state, today)
}

/// Computes the findings of these subjects anew and writes them to view and tables.
fn refresh(state: &mut State, ids: &[Id], today: NaiveDate) -> Result<(), ViewError> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let changed: Result<Vec<Option<(Id, Outcome)>>, ViewError> = ids
        .par_iter()
        .map(|id| {
            let Some(stored) = now.get(*id)? else { return Ok(None) };
            let outcome = schedule::evaluate(now, &stored, today)?;
            Ok((state.view.findings(*id)? != outcome).then_some((*id, outcome)))
        })
        .collect();
    let changed: Vec<(Id, Outcome)> = changed?.into_iter().flatten().collect();
    if changed.is_empty() {
        return Ok(());
    }
    let mut batch = Batch::default();
    for (id, outcome) in &changed {
        batch.findings(*id, outcome)?;
    }
    state.view.apply(batch)?;
    state.today = today;
    let mut tables = std::mem::take(&mut state.tables);
    let taken = tables.take_findings(state, &changed);
    state.tables = tables;
    taken
}

/// Brings the findings to a day: subjects whose answer changes by itself on or before it.
pub fn day(state: &mut State, today: NaiveDate) -> Result<(), ViewError> {
    let mut due = Vec::new();
    state.view.all_findings(|id, outcome| {
        if outcome.next.is_some_and(|next| next <= today) {
            due.push(id);
        }
    })?;
    for block in due.chunks(BLOCK) {
        refresh(state, block, today)?;
    }
    finish_day(state, today)
}

fn finish_day(state: &mut State, today: NaiveDate) -> Result<(), ViewError> {
    state.today = today;
    state.meta.day = days_of(today);
    let mut batch = Batch::default();
    batch.meta(&state.meta)?;
    state.view.apply(batch)
}
