//! The journal: an append-only, hash-chained log of entries, and the only place where an approval is kept.
//!
//! This file holds the trait every journal stands behind and its vocabulary. [`FileJournal`] keeps one JSON line per
//! entry in segments on disk; another journal (a shared one) can stand behind the same trait. Nothing here knows what
//! an entry means: applying it is the view's work.

mod append;
mod open;
mod read;
mod segment;
#[cfg(test)]
mod tests;
mod walk;

use std::fmt;
use std::io;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::entry::EntryDraft;
pub use append::FileJournal;
pub use open::Damage;
pub use open::VerifyReport;
pub use open::verify_dir;
pub use read::Chunk;
pub use read::Places;
pub use read::RawLine;
pub use segment::segment_file_name;

/// The last entry of a journal. An empty journal has seq 0, [`Digest::ZERO`] and the Unix epoch.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Its place.
    pub seq: u64,
    /// Its hash, over everything before it.
    pub hash: Digest,
    /// When it was journaled.
    pub at: DateTime<Utc>,
}

/// Where an entry lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// First seq of the segment, which is its file's name.
    pub segment: u64,
    /// Byte offset of the line in the segment.
    pub offset: u64,
    /// Length of the line in bytes, with its line feed.
    pub length: u32,
    /// The hash the line begins with.
    pub hash: Digest,
}

/// A place from which a journal may be opened without reading what lies before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checkpoint {
    /// The entry up to which somebody else's state is durable.
    pub seq: u64,
    /// Where that entry lies.
    pub position: Position,
}

/// What an append made.
#[derive(Clone, Debug, PartialEq)]
pub struct Appended {
    /// The entries in order, each with its place.
    pub entries: Vec<(Entry, Position)>,
    /// The head after them.
    pub head: Head,
}

/// Why an append did not succeed. Only [`AppendError::Unknown`] leaves open what is on disk.
#[derive(Debug, thiserror::Error)]
pub enum AppendError {
    /// Somebody else appended; nothing was written. Apply what is new and decide again.
    #[error("the journal is at entry {actual}, not at {expected}: apply the new entries and decide again")]
    Conflict {
        /// The head the caller decided on.
        expected: u64,
        /// The head there is.
        actual: u64,
    },
    /// Nothing was written: the draft cannot be a journal line.
    #[error("entry {seq} cannot be journaled: {reason}")]
    Invalid {
        /// The seq the draft would have got.
        seq: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// Nothing was written: the disk or the quota is full. May be tried again.
    #[error("the disk is full, nothing was written: make room and try again ({0})")]
    Full(#[source] io::Error),
    /// Nothing was written: the journal takes no entries.
    #[error("the journal is read-only, nothing was written: {0}")]
    ReadOnly(ReadOnly),
    /// Nothing was written, for another reason of the file system. May be tried again.
    #[error("nothing was written: {0}")]
    NotWritten(#[source] io::Error),
    /// Writing or syncing failed half-way: the entries may or may not be kept. The journal takes no more entries;
    /// opening it again tells what is on disk.
    #[error("whether the entries were kept is unknown; open the desk again to see ({0})")]
    Unknown(#[source] io::Error),
}

/// Why a journal takes no entries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// It was opened so.
    Asked,
    /// It is broken at this entry and was opened at the last good one.
    Broken(u64),
    /// This entry was written by a newer program.
    Newer(u64),
    /// A torn last line could not be moved aside; the reason.
    TornInPlace(String),
    /// A write or sync failed earlier; the journal must be opened again.
    Poisoned,
    /// Another program changed the last segment under us; the journal must be opened again.
    ChangedOutside,
    /// The file system does not let us write; its message.
    FileSystem(String),
}

impl fmt::Display for ReadOnly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Asked => write!(f, "it was opened for reading"),
            Self::Broken(seq) => write!(f, "entry {seq} is broken: restore the journal from a backup"),
            Self::Newer(seq) => write!(f, "entry {seq} was written by a newer program: use that one"),
            Self::TornInPlace(why) => write!(f, "its torn last line could not be moved aside ({why})"),
            Self::Poisoned => write!(f, "an earlier write failed: open the desk again"),
            Self::ChangedOutside => write!(f, "another program changed the journal: open the desk again"),
            Self::FileSystem(why) => write!(f, "the file system refuses writing ({why})"),
        }
    }
}

/// What is wrong with a line, or with the line that should be there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The last line has no line feed.
    Unterminated,
    /// The line is not `<hash> <json>` with version, seq and time.
    Malformed,
    /// The hash is not the one of the previous hash and this JSON.
    Hash,
    /// The entry gives itself another seq than its place.
    Seq(u64),
    /// The entry is older than its predecessor.
    Time,
    /// The JSON is no entry; why.
    NotAnEntry(String),
    /// A segment is missing: the one with this entry is not there.
    MissingSegment,
    /// The segment ends before the entry, or the file is gone.
    Gone,
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unterminated => write!(f, "the line does not end"),
            Self::Malformed => write!(f, "the line is not a hash and a JSON entry"),
            Self::Hash => write!(f, "the hash does not match the line and its predecessor"),
            Self::Seq(found) => write!(f, "the entry says it is {found}"),
            Self::Time => write!(f, "the entry is older than its predecessor"),
            Self::NotAnEntry(why) => write!(f, "the JSON is no entry: {why}"),
            Self::MissingSegment => write!(f, "the segment that holds the entry is missing"),
            Self::Gone => write!(f, "the entry is not in the segment"),
        }
    }
}

/// A place in the journal that is not as it was written.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("entry {seq} (journal/{}, line {}): {kind}", segment_file_name(*segment), self.line())]
pub struct Fault {
    /// The first entry that is not good.
    pub seq: u64,
    /// First seq of the segment it is in, or should be in.
    pub segment: u64,
    /// Byte offset of the line in the segment.
    pub offset: u64,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// The line number in the segment, from 1.
    pub const fn line(&self) -> u64 {
        self.seq.saturating_sub(self.segment).saturating_add(1)
    }
}

/// Why reading failed.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The journal is not as it was written.
    #[error(transparent)]
    Fault(#[from] Fault),
    /// The file system failed.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// Why a journal could not be opened at all, not even for reading.
#[derive(Debug, thiserror::Error)]
#[error("the journal in {} cannot be opened: {source}", path.display())]
pub struct OpenError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    #[source]
    pub source: io::Error,
}

/// How to open a journal of files.
#[derive(Clone, Debug)]
pub struct JournalOptions {
    /// Change nothing on disk and take no entries.
    pub read_only: bool,
    /// Sync every append before it is acknowledged. Only a desk that is played with can do without.
    pub sync: bool,
    /// A segment that has reached this many bytes is followed by a new one.
    pub segment_bytes: u64,
    /// Read only what follows this place, when it is still there; otherwise everything is read.
    pub checkpoint: Option<Checkpoint>,
}

impl Default for JournalOptions {
    fn default() -> Self {
        Self { read_only: false, sync: true, segment_bytes: 64 << 20, checkpoint: None }
    }
}

/// Entries with their places, in order; ends after the first error.
pub type Entries = Box<dyn Iterator<Item = Result<(Entry, Position), ReadError>> + Send>;

/// Blocks of raw lines whose hash chain has been checked, in order; ends after the first error.
pub type Chunks = Box<dyn Iterator<Item = Result<Chunk, ReadError>> + Send>;

/// A log of entries in one order, which never loses what it acknowledged.
pub trait Journal: Send {
    /// The last acknowledged entry.
    fn head(&self) -> Head;

    /// Why no entries are taken, or `None` when they are.
    fn read_only(&self) -> Option<ReadOnly>;

    /// Appends `drafts` after `expected_seq`, which must be the head's, in one write and one sync. On `Ok` all of them
    /// are durable. `at` is the later of `now` (cut to microseconds) and the head's `at`.
    fn append(
        &mut self,
        expected_seq: u64,
        drafts: Vec<EntryDraft>,
        now: DateTime<Utc>,
    ) -> Result<Appended, AppendError>;

    /// The acknowledged entries from `seq` on, up to the head at the time of the call.
    fn read_from(&self, seq: u64) -> Entries;

    /// As [`Journal::read_from`], unparsed, for callers who parse in parallel.
    fn read_raw_from(&self, seq: u64) -> Chunks;

    /// One entry by its place. The line's hash text and form are checked, not the chain.
    fn read_at(&self, position: &Position) -> Result<Entry, ReadError>;

    /// Reads everything from the first entry to the head and checks hashes, seqs, times and form.
    fn verify(&self) -> Result<VerifyReport, ReadError>;
}
