//! Opening a journal, telling a torn end from damage, and checking everything.
//!
//! The rule: what may have been acknowledged is never moved. Only bytes that cannot be a finished line at the very end
//! of the last segment are moved aside; anything else that is wrong opens the journal for reading, up to the last good
//! entry.

use std::fmt;
use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::num::NonZeroU64;
use std::path::Path;
use std::path::PathBuf;

use rustix::fs::Advice;

use crate::desk::files;
use crate::desk::journal::Checkpoint;
use crate::desk::journal::Fault;
use crate::desk::journal::FaultKind;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Head;
use crate::desk::journal::JournalOptions;
use crate::desk::journal::OpenError;
use crate::desk::journal::ReadError;
use crate::desk::journal::ReadOnly;
use crate::desk::journal::segment;
use crate::desk::journal::segment::FileSink;
use crate::desk::journal::segment::Sink;
use crate::desk::journal::walk::Depth;
use crate::desk::journal::walk::Header;
use crate::desk::journal::walk::Segment;
use crate::desk::journal::walk::Walk;
use crate::domain::entry::Digest;

/// What was found wrong when a journal was opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Damage {
    /// The end was cut in the middle of a write that was never acknowledged.
    Torn {
        /// The seq the torn entry would have had.
        seq: u64,
        /// How many bytes there were.
        bytes: u64,
        /// The file they were moved to; `None` when the journal was opened read-only and they are still in place.
        moved_to: Option<PathBuf>,
    },
    /// The last entry was whole but for its line feed, which was added: the entry is kept.
    Completed {
        /// The entry.
        seq: u64,
    },
    /// An entry in the middle is altered or missing: the journal is read-only, up to the last good entry.
    Broken {
        /// What is wrong, and where.
        fault: Fault,
        /// The last good entry.
        last_good: Head,
    },
    /// An entry was written in a newer format: the journal is read-only.
    Newer {
        /// The entry.
        seq: u64,
    },
    /// The checkpoint does not fit the journal; everything was read. When `head` is below the checkpoint's seq,
    /// entries that were acknowledged are missing.
    CheckpointMissed {
        /// The checkpoint's entry.
        seq: u64,
        /// The last entry there is.
        head: u64,
    },
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Torn { seq, bytes, moved_to: Some(to) } => {
                write!(f, "the last write was cut off: {bytes} bytes of entry {seq} moved to {}", to.display())
            }
            Self::Torn { seq, bytes, moved_to: None } => {
                write!(f, "the last write was cut off: {bytes} bytes of entry {seq} are not read")
            }
            Self::Completed { seq } => write!(f, "entry {seq} lacked its line feed and was kept"),
            Self::Broken { fault, last_good } => {
                write!(f, "{fault}; the last good entry is {} ({})", last_good.seq, last_good.hash)
            }
            Self::Newer { seq } => write!(f, "entry {seq} was written by a newer program"),
            Self::CheckpointMissed { seq, head } if head < seq => {
                write!(f, "the journal ends at entry {head}, but entry {seq} was acknowledged: entries are missing")
            }
            Self::CheckpointMissed { seq, .. } => write!(f, "entry {seq} is not where it was: everything was read"),
        }
    }
}

/// What a check of the whole journal found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyReport {
    /// Good entries.
    pub entries: u64,
    /// Segments read.
    pub segments: u64,
    /// Bytes of good entries.
    pub bytes: u64,
    /// The last good entry: keep seq and hash elsewhere to notice a rewritten journal.
    pub head: Head,
    /// The first thing that is wrong.
    pub first_problem: Option<Fault>,
}

/// Checks the journal in `dir` without opening it; bytes of a write that is under way count as a problem.
pub fn verify_dir(dir: &Path) -> Result<VerifyReport, ReadError> {
    verify_until(dir, None)
}

/// Checks everything up to `expected`, which must be there as it is known.
pub(super) fn verify_until(dir: &Path, expected: Option<Head>) -> Result<VerifyReport, ReadError> {
    let io = |source| ReadError::Io { path: dir.to_owned(), source };
    let mut walk = Walk::default();
    let firsts = segment::list(dir).map_err(io)?;
    walk.go(dir, &firsts, Depth::Entry).map_err(io)?;
    let mut first_problem = walk.fault;
    if let Some(known) = expected {
        // What lies behind the head is a write under way or a torn one, and not acknowledged.
        first_problem = first_problem.filter(|fault| fault.seq <= known.seq);
        let last = walk.segments.last().map_or(1, |segment| segment.first);
        let gone = |kind| Fault { seq: walk.head.seq + 1, segment: last, offset: 0, kind };
        if first_problem.is_none() && walk.head.seq < known.seq {
            first_problem = Some(gone(FaultKind::Gone));
        } else if first_problem.is_none() && walk.head.seq == known.seq && walk.head.hash != known.hash {
            first_problem = Some(Fault { seq: known.seq, ..gone(FaultKind::Hash) });
        }
    }
    Ok(VerifyReport {
        entries: walk.head.seq,
        segments: walk.segments.len() as u64,
        bytes: walk.segments.iter().map(|segment| segment.length).sum(),
        head: walk.head,
        first_problem,
    })
}

impl FileJournal {
    /// Opens the journal in `dir`, creating it unless read-only, and says what was found wrong. With damage in the
    /// middle it opens read-only at the last good entry; see [`Damage`].
    pub fn open(dir: &Path, options: &JournalOptions) -> Result<(Self, Vec<Damage>), OpenError> {
        let at = |source| OpenError { path: dir.to_owned(), source };
        if !options.read_only {
            files::ensure_dir(dir, files::SHARED_DIR, options.sync).map_err(at)?;
        }
        let firsts = segment::list(dir).map_err(at)?;
        let mut journal = Self {
            dir: dir.to_owned(),
            sync: options.sync,
            segment_bytes: options.segment_bytes.max(1),
            segments: Vec::new(),
            head: Head::default(),
            read_only: options.read_only.then_some(ReadOnly::Asked),
            sink: None,
            syncs: 0,
        };
        journal.settle(&firsts);
        let mut damages = Vec::new();
        let walk = journal.walk(&firsts, options.checkpoint, &mut damages).map_err(at)?;
        journal.segments = walk.segments;
        journal.head = walk.head;
        if let Some(fault) = walk.fault {
            journal.handle_fault(fault, &firsts, &mut damages).map_err(at)?;
        }
        if let Some(seq) = walk.newer {
            damages.push(Damage::Newer { seq });
            journal.read_only.get_or_insert(ReadOnly::Newer(seq));
        }
        journal.open_sink();
        Ok((journal, damages))
    }

    /// Makes the last segment durable and forgets what the system remembers of it: an earlier process may have
    /// written without syncing, and after a failed sync the memory may differ from the disk.
    fn settle(&mut self, firsts: &[u64]) {
        if self.read_only.is_some() || !self.sync {
            return;
        }
        let Some(&last) = firsts.last() else { return };
        let path = segment::segment_path(&self.dir, last);
        let settled = OpenOptions::new().append(true).open(path).and_then(|file| {
            file.sync_all()?;
            // Advice only: where it is not taken, the sync above has still been done.
            let _ = rustix::fs::fadvise(&file, 0, None::<NonZeroU64>, Advice::DontNeed);
            Ok(())
        });
        if let Err(error) = settled {
            self.read_only = Some(ReadOnly::FileSystem(error.to_string()));
        }
    }

    fn walk(&self, firsts: &[u64], checkpoint: Option<Checkpoint>, damages: &mut Vec<Damage>) -> io::Result<Walk> {
        if let Some(checkpoint) = checkpoint {
            if let Some(mut walk) = resume(&self.dir, firsts, &checkpoint) {
                let rest: Vec<_> =
                    firsts.iter().copied().filter(|first| *first >= checkpoint.position.segment).collect();
                walk.go(&self.dir, &rest, Depth::Header)?;
                return Ok(walk);
            }
            let mut walk = Walk::default();
            walk.go(&self.dir, firsts, Depth::Header)?;
            damages.push(Damage::CheckpointMissed { seq: checkpoint.seq, head: walk.head.seq });
            return Ok(walk);
        }
        let mut walk = Walk::default();
        walk.go(&self.dir, firsts, Depth::Header)?;
        Ok(walk)
    }

    fn handle_fault(&mut self, fault: Fault, firsts: &[u64], damages: &mut Vec<Damage>) -> io::Result<()> {
        let path = segment::segment_path(&self.dir, fault.segment);
        let mut rest = Vec::new();
        if fault.kind != FaultKind::MissingSegment && firsts.last() == Some(&fault.segment) {
            let mut file = File::open(&path)?;
            file.seek(SeekFrom::Start(fault.offset))?;
            file.read_to_end(&mut rest)?;
        }
        if fault.kind == FaultKind::Unterminated && self.completes(&rest) {
            return self.complete(&path, &rest, &fault, damages);
        }
        if !is_torn(&rest) {
            self.read_only = Some(ReadOnly::Broken(fault.seq));
            damages.push(Damage::Broken { fault, last_good: self.head });
            return Ok(());
        }
        let (seq, bytes) = (fault.seq, rest.len() as u64);
        let mut moved_to = None;
        if self.read_only.is_none() {
            match move_aside(&self.dir, &path, &fault, &rest, self.sync) {
                Ok(to) => moved_to = Some(to),
                Err(error) => self.read_only = Some(ReadOnly::TornInPlace(error.to_string())),
            }
        }
        damages.push(Damage::Torn { seq, bytes, moved_to });
        Ok(())
    }

    /// Whether `rest` is the whole next line but for its line feed.
    fn completes(&self, rest: &[u8]) -> bool {
        segment::split_line(rest).is_some_and(|(hash, json)| {
            Digest::chained(&self.head.hash, json) == hash
                && Header::parse(json).is_some_and(|h| h.seq == self.head.seq + 1 && h.at >= self.head.at)
        })
    }

    /// Keeps an entry whose line feed is missing: it may have been acknowledged, and nothing of it is lost.
    fn complete(&mut self, path: &Path, rest: &[u8], fault: &Fault, damages: &mut Vec<Damage>) -> io::Result<()> {
        if self.read_only.is_some() {
            damages.push(Damage::Torn { seq: fault.seq, bytes: rest.len() as u64, moved_to: None });
            return Ok(());
        }
        let added = OpenOptions::new().append(true).open(path).and_then(|mut file| {
            file.write_all(b"\n")?;
            if self.sync { file.sync_all() } else { Ok(()) }
        });
        if let Err(error) = added {
            self.read_only = Some(ReadOnly::TornInPlace(error.to_string()));
            damages.push(Damage::Torn { seq: fault.seq, bytes: rest.len() as u64, moved_to: None });
            return Ok(());
        }
        let mut walk = Walk { segments: std::mem::take(&mut self.segments), head: self.head, ..Walk::default() };
        let read = walk.go(&self.dir, &[fault.segment], Depth::Header);
        self.segments = walk.segments;
        self.head = walk.head;
        damages.push(Damage::Completed { seq: fault.seq });
        if let Some(seq) = walk.newer {
            damages.push(Damage::Newer { seq });
            self.read_only = Some(ReadOnly::Newer(seq));
        }
        read
    }

    fn open_sink(&mut self) {
        if self.read_only.is_some() {
            return;
        }
        let Some(last) = self.segments.last() else { return };
        let path = segment::segment_path(&self.dir, last.first);
        match FileSink::open(&path, self.sync) {
            Ok(sink) => self.sink = Some(Box::new(sink) as Box<dyn Sink>),
            Err(error) => self.read_only = Some(ReadOnly::FileSystem(error.to_string())),
        }
    }
}

/// Whether the bytes after the last good line are what an interrupted write leaves: no line after it that reads well,
/// and either no finished line at all or holes that a power cut left as zeros. A finished line without holes was
/// altered, not torn, and may have been acknowledged.
fn is_torn(rest: &[u8]) -> bool {
    let reads_well = |line: &[u8]| segment::split_line(line).is_some_and(|(_, json)| Header::parse(json).is_some());
    let like_a_cut = memchr::memchr(b'\n', rest).is_none() || memchr::memchr(0, rest).is_some();
    !rest.is_empty() && like_a_cut && !rest.split(|c| *c == b'\n').any(reads_well)
}

/// Copies the torn bytes to `torn-<seq>`, durable, before cutting them off the segment.
fn move_aside(dir: &Path, path: &Path, fault: &Fault, rest: &[u8], sync: bool) -> io::Result<PathBuf> {
    let mut to = dir.join(format!("torn-{}", fault.seq));
    let mut number = 2;
    while to.try_exists()? {
        to = dir.join(format!("torn-{}.{number}", fault.seq));
        number += 1;
    }
    files::write_whole(&to, rest, files::SHARED_FILE, sync)?;
    let file = OpenOptions::new().write(true).open(path)?;
    file.set_len(fault.offset)?;
    if sync {
        file.sync_all()?;
    }
    Ok(to)
}

/// The state of a walk that has passed `checkpoint`, without reading what lies before it; `None` when it does not fit.
/// Of each earlier segment only the last line is read, to see that no segment is missing.
fn resume(dir: &Path, firsts: &[u64], checkpoint: &Checkpoint) -> Option<Walk> {
    let position = &checkpoint.position;
    let end = position.offset.checked_add(u64::from(position.length))?;
    let path = segment::segment_path(dir, position.segment);
    let (start, line) = segment::last_line(&path, end).ok()??;
    let (hash, json) = segment::split_line(&line)?;
    let header = Header::parse(json)?;
    if start != position.offset || hash != position.hash || header.seq != checkpoint.seq || header.v > 1 {
        return None;
    }
    let mut segments = Vec::new();
    let (mut next, mut previous) = (1, Digest::ZERO);
    for &first in firsts.iter().take_while(|first| **first < position.segment) {
        if first != next {
            return None;
        }
        let path = segment::segment_path(dir, first);
        let length = fs::metadata(&path).ok()?.len();
        let (_, line) = segment::last_line(&path, length).ok()??;
        let (hash, json) = segment::split_line(&line)?;
        segments.push(Segment { first, length, previous });
        next = Header::parse(json)?.seq.checked_add(1)?;
        previous = hash;
    }
    if next != position.segment || !firsts.contains(&position.segment) {
        return None;
    }
    segments.push(Segment { first: position.segment, length: end, previous });
    let head = Head { seq: checkpoint.seq, hash, at: header.at };
    Some(Walk { segments, head, ..Walk::default() })
}

impl fmt::Display for VerifyReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { entries, segments, bytes, head, .. } = self;
        write!(f, "{entries} entries in {segments} segments, {bytes} bytes, head {}", head.hash)?;
        match &self.first_problem {
            Some(fault) => write!(f, "; {fault}"),
            None => Ok(()),
        }
    }
}
