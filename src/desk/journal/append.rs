//! The journal in files: the head, one write and one sync per append, and what happens when either fails.
//!
//! A failed write or sync is never tried again and nothing is cut off: the kernel may have dropped the bytes and
//! called them clean, so only opening the journal anew can tell what is kept.

use std::io;
use std::path::Path;
use std::path::PathBuf;

use chrono::DateTime;
use chrono::SubsecRound;
use chrono::Utc;

use crate::desk::files;
use crate::desk::journal::AppendError;
use crate::desk::journal::Appended;
use crate::desk::journal::Checkpoint;
use crate::desk::journal::Chunks;
use crate::desk::journal::Entries;
use crate::desk::journal::Head;
use crate::desk::journal::Journal;
use crate::desk::journal::Position;
use crate::desk::journal::ReadError;
use crate::desk::journal::ReadOnly;
use crate::desk::journal::VerifyReport;
use crate::desk::journal::open;
use crate::desk::journal::read;
use crate::desk::journal::read::EntryReader;
use crate::desk::journal::read::RawReader;
use crate::desk::journal::segment;
use crate::desk::journal::segment::FileSink;
use crate::desk::journal::segment::Sink;
use crate::desk::journal::walk::Segment;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::entry::EntryDraft;

/// A journal in a folder of segment files.
pub struct FileJournal {
    pub(super) dir: PathBuf,
    pub(super) sync: bool,
    pub(super) segment_bytes: u64,
    pub(super) segments: Vec<Segment>,
    pub(super) head: Head,
    pub(super) read_only: Option<ReadOnly>,
    /// The last segment, open for appending; `None` before the first entry and when read-only.
    pub(super) sink: Option<Box<dyn Sink>>,
    /// How many times entries were synced.
    pub(super) syncs: u64,
}

/// Entries encoded as lines, not yet on disk.
struct Encoded {
    bytes: Vec<u8>,
    entries: Vec<(Entry, Position)>,
    head: Head,
}

impl FileJournal {
    /// The folder the segments are in.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Reads entries by their places while the journal itself is used elsewhere.
    pub fn places(&self) -> read::Places {
        read::Places::new(&self.dir)
    }

    /// How many appends were synced since the journal was opened; for measures.
    pub const fn syncs(&self) -> u64 {
        self.syncs
    }

    /// A place to open from next time, given the position of the entry `seq`.
    pub const fn checkpoint(seq: u64, position: Position) -> Checkpoint {
        Checkpoint { seq, position }
    }

    /// The segment the next append goes to and its length: `(first, length, new)`.
    fn target(&self) -> (u64, u64, bool) {
        match self.segments.last() {
            Some(last) if last.length < self.segment_bytes || last.first > self.head.seq => {
                (last.first, last.length, false)
            }
            _ => (self.head.seq + 1, 0, true),
        }
    }

    fn encode(&self, drafts: Vec<EntryDraft>, now: DateTime<Utc>) -> Result<Encoded, AppendError> {
        let (segment, mut offset, _) = self.target();
        let mut head = Head { at: now.trunc_subsecs(6).max(self.head.at), ..self.head };
        let mut bytes = Vec::with_capacity(drafts.len().saturating_mul(1024));
        let mut entries = Vec::with_capacity(drafts.len());
        let mut json = Vec::new();
        for draft in drafts {
            head.seq += 1;
            let invalid = |reason: String| AppendError::Invalid { seq: head.seq, reason };
            let entry = draft.into_entry(head.seq, head.at);
            json.clear();
            serde_json::to_writer(&mut json, &entry).map_err(|error| invalid(error.to_string()))?;
            if memchr::memchr2(b'\n', b'\r', &json).is_some() {
                return Err(invalid("a content has line breaks between its tokens".to_owned()));
            }
            // What cannot be read back (nesting too deep, a year beyond the format) must not be acknowledged.
            serde_json::from_slice::<Entry>(&json).map_err(|error| invalid(error.to_string()))?;
            head.hash = Digest::chained(&head.hash, &json);
            let length = u32::try_from(json.len() + 66).map_err(|error| invalid(error.to_string()))?;
            bytes.extend_from_slice(&head.hash.hex());
            bytes.push(b' ');
            bytes.extend_from_slice(&json);
            bytes.push(b'\n');
            entries.push((entry, Position { segment, offset, length, hash: head.hash }));
            offset += u64::from(length);
        }
        Ok(Encoded { bytes, entries, head })
    }

    /// Creates the next segment, durable before anything is written to it.
    fn roll(&mut self, first: u64) -> Result<(), AppendError> {
        let path = segment::segment_path(&self.dir, first);
        files::create_new(&path, files::SHARED_FILE).map_err(not_written)?;
        if self.sync
            && let Err(error) = files::sync_dir(&self.dir)
        {
            return Err(self.poison(error));
        }
        let sink = FileSink::open(&path, self.sync).map_err(|error| self.poison(error))?;
        self.sink = Some(Box::new(sink));
        self.segments.push(Segment { first, length: 0, previous: self.head.hash });
        Ok(())
    }

    fn poison(&mut self, error: io::Error) -> AppendError {
        self.read_only = Some(ReadOnly::Poisoned);
        self.sink = None;
        AppendError::Unknown(error)
    }

    fn write(&mut self, bytes: &[u8], length: u64) -> Result<(), AppendError> {
        let Some(sink) = &mut self.sink else {
            return Err(AppendError::ReadOnly(ReadOnly::Poisoned));
        };
        if sink.length().map_err(AppendError::NotWritten)? != length {
            self.read_only = Some(ReadOnly::ChangedOutside);
            self.sink = None;
            return Err(AppendError::ReadOnly(ReadOnly::ChangedOutside));
        }
        if let Err(error) = write_all(sink.as_mut(), bytes) {
            let untouched = sink.length().is_ok_and(|now| now == length);
            let refused = not_written(error);
            return match refused {
                AppendError::Full(_) | AppendError::ReadOnly(_) if untouched => Err(refused),
                AppendError::Full(error) | AppendError::NotWritten(error) => Err(self.poison(error)),
                other => Err(self.poison(io::Error::other(other.to_string()))),
            };
        }
        if let Err(error) = sink.sync() {
            return Err(self.poison(error));
        }
        self.syncs += u64::from(self.sync);
        Ok(())
    }
}

/// One `write` in the usual case; the rest of a short one follows.
fn write_all(sink: &mut dyn Sink, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        match sink.write(bytes) {
            Ok(0) => return Err(io::ErrorKind::WriteZero.into()),
            Ok(n) => bytes = bytes.get(n..).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// The error of a step that left the journal as it was.
fn not_written(error: io::Error) -> AppendError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => AppendError::Full(error),
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => {
            AppendError::ReadOnly(ReadOnly::FileSystem(error.to_string()))
        }
        _ => AppendError::NotWritten(error),
    }
}

impl Journal for FileJournal {
    fn head(&self) -> Head {
        self.head
    }

    fn read_only(&self) -> Option<ReadOnly> {
        self.read_only.clone()
    }

    fn append(
        &mut self,
        expected_seq: u64,
        drafts: Vec<EntryDraft>,
        now: DateTime<Utc>,
    ) -> Result<Appended, AppendError> {
        if let Some(reason) = &self.read_only {
            return Err(AppendError::ReadOnly(reason.clone()));
        }
        if expected_seq != self.head.seq {
            return Err(AppendError::Conflict { expected: expected_seq, actual: self.head.seq });
        }
        if drafts.is_empty() {
            return Ok(Appended { entries: Vec::new(), head: self.head });
        }
        let encoded = self.encode(drafts, now)?;
        let (first, length, new) = self.target();
        if new {
            self.roll(first)?;
        }
        self.write(&encoded.bytes, length)?;
        if let Some(last) = self.segments.last_mut() {
            last.length += encoded.bytes.len() as u64;
        }
        self.head = encoded.head;
        Ok(Appended { entries: encoded.entries, head: self.head })
    }

    fn read_from(&self, seq: u64) -> Entries {
        Box::new(EntryReader::new(RawReader::new(&self.dir, &self.segments, seq, self.head.seq)))
    }

    fn read_raw_from(&self, seq: u64) -> Chunks {
        Box::new(RawReader::new(&self.dir, &self.segments, seq, self.head.seq))
    }

    fn read_at(&self, position: &Position) -> Result<Entry, ReadError> {
        read::read_at(&self.dir, position)
    }

    fn verify(&self) -> Result<VerifyReport, ReadError> {
        open::verify_until(&self.dir, Some(self.head))
    }
}
