//! The overlay: what a batch of entries changes before it is in the view.
//!
//! Commands of one batch are decided on view plus overlay, replay fills it from the journal; both end in
//! [`crate::desk::state::State::commit`]. Applying an entry is one generic function: the entry carries whole contents.

use crate::desk::journal::Position;
use crate::desk::state::State;
use crate::desk::view::RevRow;
use crate::desk::view::ViewError;
use crate::domain::case::Case;
use crate::domain::entry::Entry;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::training::Training;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What a batch changes.
#[derive(Default)]
pub struct Overlay {
    /// Records as the batch leaves them.
    pub records: BTreeMap<Id, Arc<Stored>>,
    /// New children by parent.
    pub children: BTreeMap<Id, BTreeSet<Id>>,
    /// Highest numbers where they moved.
    pub counts: BTreeMap<KindId, u64>,
    /// Contributors where they changed.
    pub contributors: BTreeMap<Id, Vec<String>>,
    /// Revisions made, with their places.
    pub revisions: Vec<(Id, u64, RevRow)>,
    /// Entries with their places.
    pub entries: Vec<(u64, Position)>,
    /// Keys of the entries' commands.
    pub keys: Vec<(uuid::Uuid, u64)>,
    /// The last entry and its hash.
    pub head: Option<(u64, [u8; 32])>,
    /// The batch before, while it is on its way into the view.
    pub below: Option<Arc<Overlay>>,
    /// Records that are not to be seen: of a past moment, what was made later.
    pub hidden: BTreeSet<Id>,
    /// Set when an entry was taken in by half: the overlay serves no more than looking at.
    pub spoiled: bool,
}

/// What cannot be applied; the desk opens read-only and says so.
#[derive(Debug, thiserror::Error)]
pub enum ApplyError {
    /// The view failed underneath.
    #[error(transparent)]
    View(#[from] ViewError),
    /// A kind, schema or content that this program does not know.
    #[error("entry {seq} puts {id}: {why}")]
    Content {
        /// The entry.
        seq: u64,
        /// The record.
        id: String,
        /// What is wrong.
        why: String,
    },
}

/// View and overlay read as one.
#[derive(Clone, Copy)]
pub struct Now<'a> {
    /// The view and its tables.
    pub state: &'a State,
    /// What the batch changed so far.
    pub overlay: &'a Overlay,
}

impl Now<'_> {
    /// A record.
    pub fn get(&self, id: Id) -> Result<Option<Arc<Stored>>, ViewError> {
        match self.layers().find_map(|layer| layer.records.get(&id)) {
            Some(found) => Ok(Some(Arc::clone(found))),
            None if self.overlay.hidden.contains(&id) => Ok(None),
            None => self.state.get(id),
        }
    }

    /// The overlay and the one below it.
    fn layers(&self) -> impl Iterator<Item = &Overlay> {
        std::iter::once(self.overlay).chain(self.overlay.below.as_deref())
    }

    /// The children of a kind, ascending.
    pub fn children(&self, parent: Id, kind: KindId) -> Result<Vec<Arc<Stored>>, ViewError> {
        let mut ids: BTreeSet<Id> = self.state.view.children(parent, kind)?.into_iter().collect();
        for new in self.layers().filter_map(|layer| layer.children.get(&parent)) {
            ids.extend(new.iter().filter(|id| id.kind == kind));
        }
        ids.into_iter().filter_map(|id| self.get(id).transpose()).collect()
    }

    /// Everything filed under a record, of whatever kind.
    pub fn under(&self, parent: Id) -> Result<BTreeSet<Id>, ViewError> {
        let mut ids: BTreeSet<Id> = self.state.view.under(parent)?.into_iter().collect();
        ids.extend(self.layers().filter_map(|layer| layer.children.get(&parent)).flatten());
        Ok(ids)
    }

    /// The cases on what is filed under a record, and on what people said of its findings.
    pub fn cases_below(&self, parent: Id) -> Result<BTreeSet<Id>, ViewError> {
        let mut found = BTreeSet::new();
        for child in self.under(parent)?.into_iter().filter(|id| id.kind != KindId::Case) {
            for below in self.under(child)? {
                match below.kind {
                    KindId::Case => found.extend([below]),
                    KindId::Reaction => {
                        found.extend(self.under(below)?.into_iter().filter(|id| id.kind == KindId::Case));
                    }
                    _ => {}
                }
            }
        }
        Ok(found)
    }

    /// Whether a record is made in this batch and nothing is filed under it: then the view has nothing to ask for.
    pub fn is_alone(&self, stored: &Stored) -> bool {
        stored.rev == 1
            && self.overlay.records.contains_key(&stored.id)
            && !self.overlay.children.contains_key(&stored.id)
    }

    /// The highest number of a kind.
    pub fn count(&self, kind: KindId) -> u64 {
        self.overlay.counts.get(&kind).copied().unwrap_or_else(|| self.state.count(kind))
    }

    /// Logins that contributed to a subject since its last approval.
    pub fn contributors(&self, subject: Id) -> Result<Vec<String>, ViewError> {
        match self.layers().find_map(|layer| layer.contributors.get(&subject)) {
            Some(found) => Ok(found.clone()),
            None => self.state.view.contributors(subject),
        }
    }
}

/// The parent of a record, from the field its kind names.
pub fn parent_of(record: &Record) -> Option<Id> {
    let field = record.kind().def().parent?;
    record.get(field).as_text()?.parse().ok()
}

/// The subjects whose contributors a put concerns: the record itself and what it belongs to, as a document to its
/// partner and a result also to its session. A case is what others decide, and makes nothing of its subject; a letter
/// asks, and makes nothing of whom it asks.
pub fn contributed(id: Id, record: &Record) -> impl Iterator<Item = Id> {
    let concerns = id.kind != KindId::Case;
    let made_of = concerns && id.kind != KindId::Letter;
    let parent = if made_of { parent_of(record).filter(|parent| *parent != id) } else { None };
    concerns.then_some(id).into_iter().chain(parent).chain(session_of(record))
}

/// The session a training's result was scored in.
pub fn session_of(record: &Record) -> Option<Id> {
    Training::of(record)?.session.as_ref()?.id()
}

/// Puts from which on all cores are worth waking.
const PARALLEL: usize = 64;

/// Reads a put: its id, its content, the content's hash.
fn read(put: &Put) -> Result<(Id, Record, [u8; 32]), String> {
    let id: Id = put.id.parse().map_err(|_| format!("unknown kind of id for `{}`", put.kind))?;
    let record = Record::from_json(id.kind, put.s, put.content.get().as_bytes())?;
    Ok((id, record, *put.content_hash().as_bytes()))
}

impl Overlay {
    /// Gives what was taken in before it was journaled its places; says whether it is what was journaled. Entries without
    /// puts, which nobody took in, may be among them.
    #[must_use]
    pub fn settle(&mut self, entries: &[(Entry, Position)]) -> bool {
        let first = entries.first().map_or(0, |(entry, _)| entry.seq);
        for (_, _, row) in &mut self.revisions {
            let place = row.seq.checked_sub(first).and_then(|place| usize::try_from(place).ok());
            match place.and_then(|place| entries.get(place)) {
                Some((entry, position)) if entry.at.timestamp_micros() == row.at => row.position = *position,
                _ => return false,
            }
        }
        self.entries = entries.iter().map(|(entry, position)| (entry.seq, *position)).collect();
        self.keys = entries.iter().map(|(entry, _)| (entry.key, entry.seq)).collect();
        self.head = entries.last().map(|(entry, position)| (entry.seq, *position.hash.as_bytes()));
        !self.spoiled
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Takes an entry in.
    pub fn absorb(&mut self, state: &State, entry: &Entry, position: Position) -> Result<(), ApplyError> {
        let contributes = state.catalog.contributes(&entry.verb);
        let read: Vec<_> = if entry.puts.len() < PARALLEL {
            entry.puts.iter().map(read).collect()
        } else {
            entry.puts.par_iter().map(read).collect()
        };
        for (put, read) in entry.puts.iter().zip(read) {
            let stored = self.take_put(state, entry, put, position, read)?;
            self.note_contribution(state, entry, &stored, contributes)?;
        }
        self.entries.push((entry.seq, position));
        self.keys.push((entry.key, entry.seq));
        self.head = Some((entry.seq, *position.hash.as_bytes()));
        Ok(())
    }

    fn take_put(
        &mut self,
        state: &State,
        entry: &Entry,
        put: &Put,
        position: Position,
        read: Result<(Id, Record, [u8; 32]), String>,
    ) -> Result<Arc<Stored>, ApplyError> {
        let wrong = |why: String| ApplyError::Content { seq: entry.seq, id: put.id.clone(), why };
        let (id, record, hash) = read.map_err(wrong)?;
        let before = if put.rev > 1 { Now { state, overlay: self }.get(id)? } else { None };
        let moved = before.as_ref().is_none_or(|b| b.state != put.state);
        let stored = Arc::new(Stored {
            id,
            rev: put.rev,
            state: put.state.clone(),
            since: if moved { entry.at } else { before.as_ref().map_or(entry.at, |b| b.since) },
            made_by: before.as_ref().map_or_else(|| entry.by.clone(), |b| b.made_by.clone()),
            made_at: before.as_ref().map_or(entry.at, |b| b.made_at),
            moved_by: if moved { entry.by.clone() } else { before.map_or_else(String::new, |b| b.moved_by.clone()) },
            hash,
            record,
        });
        if put.rev == 1
            && let Some(parent) = parent_of(&stored.record)
        {
            self.children.entry(parent).or_default().insert(id);
        }
        let known = self.counts.get(&id.kind).copied().unwrap_or_else(|| state.count(id.kind));
        self.counts.insert(id.kind, known.max(id.number));
        let row = RevRow { seq: entry.seq, position, at: entry.at.timestamp_micros() };
        self.revisions.push((id, put.rev, row));
        self.records.insert(id, Arc::clone(&stored));
        Ok(stored)
    }

    /// Contributors since the last approval: an approved case on the subject starts them anew.
    fn note_contribution(
        &mut self,
        state: &State,
        entry: &Entry,
        stored: &Stored,
        contributes: bool,
    ) -> Result<(), ApplyError> {
        if let Some(case) = Case::of(&stored.record) {
            if stored.state == "approved"
                && let Ok(subject) = case.subject.parse::<Id>()
            {
                self.contributors.insert(subject, Vec::new());
            }
            return Ok(());
        }
        if !contributes {
            return Ok(());
        }
        for subject in contributed(stored.id, &stored.record) {
            let fresh = stored.id == subject && stored.rev == 1;
            let mut known = if fresh {
                Vec::new()
            } else {
                Now { state, overlay: self }.contributors(subject).map_err(ApplyError::View)?
            };
            let before = known.len();
            for login in [Some(&entry.by), entry.for_.as_ref()].into_iter().flatten() {
                if !known.contains(login) {
                    known.push(login.clone());
                }
            }
            if known.len() != before {
                self.contributors.insert(subject, known);
            }
        }
        Ok(())
    }
}
