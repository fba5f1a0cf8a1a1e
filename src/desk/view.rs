//! The view: sled behind rules that were paid for (architecture.md §1).
//!
//! One tree, one writer, one batch per commit, order-preserving keys, primary rows only. No sled transactions, no
//! `flush_async`, no subscribers, no `generate_id`. Whatever goes wrong here, an error or a panic inside sled, means the
//! view is moved aside and rebuilt from the journal: it is never the only copy of anything.

use crate::desk::codec;
use crate::desk::codec::CodecError;
use crate::desk::journal::Checkpoint;
use crate::desk::journal::Position;
use crate::domain::finding::Outcome;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use rayon::prelude::*;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::File;
use std::panic::AssertUnwindSafe;
use std::panic::catch_unwind;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;

/// Why the view cannot be used; the answer is always to rebuild it.
#[derive(Debug, thiserror::Error)]
pub enum ViewError {
    /// sled returned an error.
    #[error("sled: {0}")]
    Sled(#[from] sled::Error),
    /// sled panicked.
    #[error("sled panicked while the view was {0}")]
    Panic(&'static str),
    /// A value cannot be read.
    #[error(transparent)]
    Codec(#[from] CodecError),
    /// The operating system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// What the view says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meta {
    /// The last entry applied.
    pub seq: u64,
    /// Its hash.
    pub hash: [u8; 32],
    /// Where a reopened journal may start to read.
    pub checkpoint: Option<Checkpoint>,
    /// Highest number by kind number: also how many there are, since nothing is deleted.
    pub counts: BTreeMap<u8, u64>,
    /// The day up to which findings were brought up to date.
    pub day: i32,
}

/// One revision of a record: where its entry lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevRow {
    /// The entry.
    pub seq: u64,
    /// Where it lies.
    pub position: Position,
    /// When it was journaled, microseconds since 1970.
    pub at: i64,
}

/// Rows to write in one batch; nothing in place of a value takes the row away.
#[derive(Default)]
pub struct Batch {
    rows: Vec<(Vec<u8>, Option<Vec<u8>>)>,
}

/// The view on disk.
pub struct View {
    /// Taken when dropped: closing writes, and may panic on a damaged file.
    db: Option<sled::Db>,
    dir: PathBuf,
}

fn record_key(id: Id) -> Vec<u8> {
    let mut key = vec![b'r', id.kind.number()];
    key.extend(id.number.to_be_bytes());
    key
}

fn child_key(parent: Id, child: Id) -> Vec<u8> {
    let mut key = child_prefix(parent, child.kind);
    key.extend(child.number.to_be_bytes());
    key
}

fn child_prefix(parent: Id, kind: KindId) -> Vec<u8> {
    let mut key = vec![b'c', parent.kind.number()];
    key.extend(parent.number.to_be_bytes());
    key.push(kind.number());
    key
}

fn rev_key(id: Id, rev: u64) -> Vec<u8> {
    let mut key = vec![b'v', id.kind.number()];
    key.extend(id.number.to_be_bytes());
    key.extend(rev.to_be_bytes());
    key
}

fn entry_key(seq: u64) -> Vec<u8> {
    let mut key = vec![b'e'];
    key.extend(seq.to_be_bytes());
    key
}

fn subject_key(tag: u8, id: Id) -> Vec<u8> {
    let mut key = vec![tag, id.kind.number()];
    key.extend(id.number.to_be_bytes());
    key
}

const META: &[u8] = b"m";

/// Records from which on all cores are worth waking.
const PARALLEL: usize = 64;

impl Batch {
    fn insert(&mut self, key: Vec<u8>, value: Vec<u8>) {
        self.rows.push((key, Some(value)));
    }

    /// A record.
    pub fn record(&mut self, stored: &Stored) -> Result<(), CodecError> {
        self.insert(record_key(stored.id), codec::encode_stored(stored)?);
        Ok(())
    }

    /// Many records, made ready on all cores.
    pub fn records<'a>(&mut self, records: impl Iterator<Item = &'a Arc<Stored>>) -> Result<(), CodecError> {
        let records: Vec<&Arc<Stored>> = records.collect();
        if records.len() < PARALLEL {
            return records.into_iter().try_for_each(|stored| self.record(stored));
        }
        let row = |stored: &&Arc<Stored>| Ok((record_key(stored.id), Some(codec::encode_stored(stored)?)));
        let rows: Vec<_> = records.par_iter().map(row).collect::<Result<_, CodecError>>()?;
        self.rows.extend(rows);
        Ok(())
    }

    /// A record's place under its parent.
    pub fn child(&mut self, parent: Id, child: Id) {
        self.insert(child_key(parent, child), Vec::new());
    }

    /// Where a revision lies.
    pub fn revision(&mut self, id: Id, rev: u64, row: &RevRow) -> Result<(), CodecError> {
        self.insert(rev_key(id, rev), codec::encode(row)?);
        Ok(())
    }

    /// Where an entry lies.
    pub fn entry(&mut self, seq: u64, position: &Position) -> Result<(), CodecError> {
        self.insert(entry_key(seq), codec::encode(position)?);
        Ok(())
    }

    /// What the rules say of a subject; nothing is stored for a subject without hits.
    pub fn findings(&mut self, subject: Id, outcome: &Outcome) -> Result<(), CodecError> {
        let key = subject_key(b'f', subject);
        if outcome.hits.is_empty() && outcome.next.is_none() {
            self.rows.push((key, None));
        } else {
            self.insert(key, codec::encode(outcome)?);
        }
        Ok(())
    }

    /// Who contributed to a subject since its last approval.
    pub fn contributors(&mut self, subject: Id, logins: &[String]) -> Result<(), CodecError> {
        self.insert(subject_key(b'k', subject), codec::encode(&logins)?);
        Ok(())
    }

    /// What the view says of itself.
    pub fn meta(&mut self, meta: &Meta) -> Result<(), CodecError> {
        self.insert(META.to_vec(), codec::encode(meta)?);
        Ok(())
    }
}

/// Runs sled code: a panic inside sled becomes an error.
fn guarded<T>(what: &'static str, run: impl FnOnce() -> Result<T, ViewError>) -> Result<T, ViewError> {
    catch_unwind(AssertUnwindSafe(run)).unwrap_or(Err(ViewError::Panic(what)))
}

impl Drop for View {
    fn drop(&mut self) {
        let db = self.db.take();
        let _ = guarded("closed", || {
            drop(db);
            Ok(())
        });
    }
}

impl View {
    fn db(&self) -> Result<&sled::Db, ViewError> {
        self.db.as_ref().ok_or(ViewError::Panic("closed"))
    }

    /// Opens or makes the view in a folder. `cache` is sled's page cache in bytes.
    pub fn open(dir: &Path, cache: u64) -> Result<Self, ViewError> {
        guarded("opened", || {
            let db = sled::Config::new()
                .path(dir)
                .cache_capacity(cache)
                .flush_every_ms(None)
                .mode(sled::Mode::HighThroughput)
                .print_profile_on_drop(false)
                .open()?;
            Ok(Self { db: Some(db), dir: dir.to_owned() })
        })
    }

    /// Applies a batch, whole or not at all.
    pub fn apply(&self, batch: Batch) -> Result<(), ViewError> {
        guarded("written", || {
            let mut all = sled::Batch::default();
            for (key, value) in batch.rows {
                match value {
                    Some(value) => all.insert(key, value),
                    None => all.remove(key),
                }
            }
            Ok(self.db()?.apply_batch(all)?)
        })
    }

    /// What fills a view that is being made anew, from a thread of its own. It is gone before the view is closed.
    pub fn filler(&self) -> Result<Filler, ViewError> {
        Ok(Filler { db: self.db()?.clone() })
    }

    /// Makes everything applied durable: sled's flush is no fsync on Linux, so the file is synced as well.
    pub fn checkpoint(&self) -> Result<(), ViewError> {
        guarded("flushed", || {
            self.db()?.flush()?;
            let path = self.dir.join("db");
            let io = |source| ViewError::Io { path: path.clone(), source };
            File::open(&path).map_err(io)?.sync_data().map_err(io)
        })
    }

    fn read<T: serde::de::DeserializeOwned>(&self, key: &[u8]) -> Result<Option<T>, ViewError> {
        guarded("read", || match self.db()?.get(key)? {
            Some(bytes) => Ok(Some(codec::decode(&bytes)?)),
            None => Ok(None),
        })
    }

    /// What the view says of itself.
    pub fn meta(&self) -> Result<Option<Meta>, ViewError> {
        self.read(META)
    }

    /// A record.
    pub fn get(&self, id: Id) -> Result<Option<Stored>, ViewError> {
        guarded("read", || match self.db()?.get(record_key(id))? {
            Some(bytes) => Ok(Some(codec::decode_stored(id, &bytes)?)),
            None => Ok(None),
        })
    }

    /// Numbers of the children of a kind, ascending.
    pub fn children(&self, parent: Id, kind: KindId) -> Result<Vec<Id>, ViewError> {
        guarded("read", || {
            let prefix = child_prefix(parent, kind);
            let mut found = Vec::new();
            for row in self.db()?.scan_prefix(&prefix) {
                let (key, _) = row?;
                if let Some(number) = tail_number(&key) {
                    found.push(Id::new(kind, number));
                }
            }
            Ok(found)
        })
    }

    /// Everything filed under a record, of whatever kind.
    pub fn under(&self, parent: Id) -> Result<Vec<Id>, ViewError> {
        guarded("read", || {
            let prefix = subject_key(b'c', parent);
            let mut found = Vec::new();
            for row in self.db()?.scan_prefix(&prefix) {
                let (key, _) = row?;
                let kind = key.get(prefix.len()).copied().and_then(KindId::from_number);
                found.extend(kind.zip(tail_number(&key)).map(|(kind, number)| Id::new(kind, number)));
            }
            Ok(found)
        })
    }

    /// Every revision of a record, oldest first.
    pub fn revisions(&self, id: Id) -> Result<Vec<(u64, RevRow)>, ViewError> {
        guarded("read", || {
            let mut found = Vec::new();
            for row in self.db()?.scan_prefix(subject_key(b'v', id)) {
                let (key, value) = row?;
                if let Some(rev) = tail_number(&key) {
                    found.push((rev, codec::decode(&value)?));
                }
            }
            Ok(found)
        })
    }

    /// Every revision of every record of a kind, by number and revision.
    pub fn all_revisions(&self, kind: KindId, mut each: impl FnMut(Id, u64, RevRow)) -> Result<(), ViewError> {
        guarded("read", || {
            for row in self.db()?.scan_prefix([b'v', kind.number()]) {
                let (key, value) = row?;
                let number = key.get(2..10).and_then(tail_number);
                if let (Some(number), Some(rev)) = (number, tail_number(&key)) {
                    each(Id::new(kind, number), rev, codec::decode(&value)?);
                }
            }
            Ok(())
        })
    }

    /// Where an entry lies.
    pub fn entry(&self, seq: u64) -> Result<Option<Position>, ViewError> {
        self.read(&entry_key(seq))
    }

    /// What the rules say of a subject.
    pub fn findings(&self, subject: Id) -> Result<Outcome, ViewError> {
        Ok(self.read(&subject_key(b'f', subject))?.unwrap_or_default())
    }

    /// Every subject with an outcome, in order of kind and number.
    pub fn all_findings(&self, mut each: impl FnMut(Id, Outcome)) -> Result<(), ViewError> {
        guarded("read", || {
            for row in self.db()?.scan_prefix(b"f") {
                let (key, value) = row?;
                let kind = key.get(1).copied().and_then(KindId::from_number);
                if let (Some(kind), Some(number)) = (kind, tail_number(&key)) {
                    each(Id::new(kind, number), codec::decode(&value)?);
                }
            }
            Ok(())
        })
    }

    /// Who contributed to a subject since its last approval.
    pub fn contributors(&self, subject: Id) -> Result<Vec<String>, ViewError> {
        Ok(self.read(&subject_key(b'k', subject))?.unwrap_or_default())
    }

    /// Records of a kind from a number on, in blocks of their raw bytes; for building the roster.
    pub fn scan(
        &self,
        kind: KindId,
        block: usize,
        mut each: impl FnMut(Vec<(Id, sled::IVec)>) -> Result<(), ViewError>,
    ) -> Result<(), ViewError> {
        guarded("read", || {
            let mut rows = Vec::with_capacity(block);
            for row in self.db()?.scan_prefix([b'r', kind.number()]) {
                let (key, value) = row?;
                if let Some(number) = tail_number(&key) {
                    rows.push((Id::new(kind, number), value));
                }
                if rows.len() == block {
                    each(std::mem::take(&mut rows))?;
                }
            }
            if rows.is_empty() { Ok(()) } else { each(rows) }
        })
    }

    /// Bytes on disk.
    pub fn size_on_disk(&self) -> u64 {
        self.db().ok().and_then(|db| db.size_on_disk().ok()).unwrap_or(0)
    }
}

/// Fills a view that is being made anew.
pub struct Filler {
    db: sled::Db,
}

impl Filler {
    /// Writes a batch row by row in the order of the keys, which sled likes best, its last row at the end. What was begun
    /// and not finished has to be thrown away with the view.
    pub fn fill(&self, mut batch: Batch) -> Result<(), ViewError> {
        guarded("filled", || {
            let last = batch.rows.pop();
            batch.rows.sort_by(|a, b| a.0.cmp(&b.0));
            for (key, value) in batch.rows.into_iter().chain(last) {
                match value {
                    Some(value) => drop(self.db.insert(key, value)?),
                    None => drop(self.db.remove(key)?),
                }
            }
            Ok(())
        })
    }
}

fn tail_number(key: &[u8]) -> Option<u64> {
    key.last_chunk::<8>().map(|bytes| u64::from_be_bytes(*bytes))
}
