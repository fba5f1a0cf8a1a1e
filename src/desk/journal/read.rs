//! Reading what is acknowledged: raw blocks with a checked chain, and entries parsed from them.

use std::collections::VecDeque;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::desk::journal::Fault;
use crate::desk::journal::FaultKind;
use crate::desk::journal::Position;
use crate::desk::journal::ReadError;
use crate::desk::journal::segment;
use crate::desk::journal::segment::Blocks;
use crate::desk::journal::walk;
use crate::desk::journal::walk::Depth;
use crate::desk::journal::walk::Good;
use crate::desk::journal::walk::Segment;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;

/// A line whose hash has been checked.
#[derive(Clone, Copy, Debug)]
pub struct RawLine<'a> {
    /// Its place in the journal.
    pub seq: u64,
    /// Its place on disk, with its hash.
    pub position: Position,
    /// The entry's JSON.
    pub json: &'a [u8],
}

impl RawLine<'_> {
    /// Parses the entry.
    pub fn entry(&self) -> Result<Entry, ReadError> {
        parse(self.json, Some(self.seq), &self.position)
    }
}

/// A block of lines whose hash chain has been checked.
pub struct Chunk {
    bytes: Vec<u8>,
    lines: Vec<Good>,
}

impl Chunk {
    /// The lines in order.
    pub fn lines(&self) -> impl Iterator<Item = RawLine<'_>> {
        self.lines.iter().map(|line| self.raw(line))
    }

    /// The lines for parsing on all cores.
    pub fn par_lines(&self) -> impl IndexedParallelIterator<Item = RawLine<'_>> {
        self.lines.par_iter().with_min_len(64).map(|line| self.raw(line))
    }

    /// How many lines there are; never none.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are no lines.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn raw(&self, line: &Good) -> RawLine<'_> {
        let json = self.bytes.get(line.json.clone()).unwrap_or_default();
        RawLine { seq: line.seq, position: line.position, json }
    }
}

fn parse(json: &[u8], seq: Option<u64>, position: &Position) -> Result<Entry, ReadError> {
    let fault = |seq, kind| Fault { seq, segment: position.segment, offset: position.offset, kind };
    let entry: Entry = serde_json::from_slice(json)
        .map_err(|error| fault(seq.unwrap_or(position.segment), FaultKind::NotAnEntry(error.to_string())))?;
    match seq {
        Some(seq) if entry.seq != seq => Err(fault(seq, FaultKind::Seq(entry.seq)).into()),
        _ => Ok(entry),
    }
}

/// Reads raw blocks from the journal in `dir` up to a head.
pub(super) struct RawReader {
    dir: PathBuf,
    segments: VecDeque<Segment>,
    blocks: Option<(Segment, Blocks)>,
    /// The last line passed: its seq and its hash.
    previous: (u64, Digest),
    /// Lines with a lower seq are passed over.
    from: u64,
    /// The last line to give.
    until: u64,
    done: bool,
}

impl RawReader {
    pub(super) fn new(dir: &Path, segments: &[Segment], from: u64, until: u64) -> Self {
        let from = from.max(1);
        let start = segments.partition_point(|segment| segment.first <= from).saturating_sub(1);
        let segments: VecDeque<_> = segments.iter().skip(start).copied().collect();
        let previous = segments.front().map_or((0, Digest::ZERO), |s| (s.first.saturating_sub(1), s.previous));
        Self { dir: dir.to_owned(), segments, blocks: None, previous, from, until, done: from > until }
    }

    fn step(&mut self) -> Result<Option<Chunk>, ReadError> {
        while self.previous.0 < self.until {
            let Some((segment, blocks)) = &mut self.blocks else {
                let Some(segment) = self.segments.pop_front() else {
                    return Err(self.gone());
                };
                let path = segment::segment_path(&self.dir, segment.first);
                let blocks = Blocks::open(&path, 0, segment.length).map_err(|source| ReadError::Io { path, source })?;
                self.blocks = Some((segment, blocks));
                continue;
            };
            let first = segment.first;
            let block = blocks.next().map_err(|source| {
                let path = segment::segment_path(&self.dir, first);
                ReadError::Io { path, source }
            })?;
            let Some(block) = block else {
                self.blocks = None;
                continue;
            };
            let (lines, fault) = walk::check(first, &block, self.previous, Depth::Hash);
            if let Some(last) = lines.last() {
                self.previous = (last.seq, last.position.hash);
            }
            let (from, until) = (self.from, self.until);
            let lines: Vec<_> = lines.into_iter().filter(|line| (from..=until).contains(&line.seq)).collect();
            if let Some(fault) = fault.filter(|fault| fault.seq <= until) {
                if lines.is_empty() {
                    return Err(fault.into());
                }
                // The good lines first; the same place is read again, and fails, at the next step.
                self.retry_at(first, &fault);
            }
            if !lines.is_empty() {
                return Ok(Some(Chunk { bytes: block.bytes, lines }));
            }
        }
        Ok(None)
    }

    fn retry_at(&mut self, first: u64, fault: &Fault) {
        let path = segment::segment_path(&self.dir, first);
        if let Some((_, blocks)) = &mut self.blocks
            && let Ok(again) = Blocks::open(&path, fault.offset, u64::MAX)
        {
            *blocks = again;
        }
    }

    fn gone(&self) -> ReadError {
        let (seq, kind) = (self.previous.0 + 1, FaultKind::Gone);
        ReadError::Fault(Fault { seq, segment: seq, offset: 0, kind })
    }
}

impl Iterator for RawReader {
    type Item = Result<Chunk, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        let step = self.step().transpose();
        self.done = !matches!(step, Some(Ok(_)));
        step
    }
}

/// Parses the blocks of a raw reader, each on all cores.
pub(super) struct EntryReader {
    raw: RawReader,
    ready: VecDeque<Result<(Entry, Position), ReadError>>,
    done: bool,
}

impl EntryReader {
    pub(super) fn new(raw: RawReader) -> Self {
        Self { raw, ready: VecDeque::new(), done: false }
    }
}

impl Iterator for EntryReader {
    type Item = Result<(Entry, Position), ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.done {
            return None;
        }
        if self.ready.is_empty() {
            match self.raw.next() {
                Some(Ok(chunk)) => {
                    let parsed: Vec<_> =
                        chunk.par_lines().map(|line| line.entry().map(|entry| (entry, line.position))).collect();
                    self.ready = parsed.into();
                }
                Some(Err(error)) => self.ready.push_back(Err(error)),
                None => {}
            }
        }
        let item = self.ready.pop_front();
        self.done = !matches!(item, Some(Ok(_)));
        item
    }
}

/// Reads entries by their places, from any thread.
#[derive(Clone, Debug)]
pub struct Places {
    dir: PathBuf,
}

impl Places {
    pub(super) fn new(dir: &Path) -> Self {
        Self { dir: dir.to_owned() }
    }

    /// The entry at a place.
    pub fn read(&self, position: &Position) -> Result<Entry, ReadError> {
        read_at(&self.dir, position)
    }
}

/// Reads one entry by its place.
pub(super) fn read_at(dir: &Path, position: &Position) -> Result<Entry, ReadError> {
    let path = segment::segment_path(dir, position.segment);
    let line = match read_line(&path, position) {
        Ok(line) => line,
        Err(error) if matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound) => {
            return Err(bad_place(position, FaultKind::Gone));
        }
        Err(source) => return Err(ReadError::Io { path, source }),
    };
    match line.strip_suffix(b"\n").and_then(segment::split_line) {
        Some((hash, json)) if hash == position.hash => parse(json, None, position),
        Some(_) => Err(bad_place(position, FaultKind::Hash)),
        None => Err(bad_place(position, FaultKind::Malformed)),
    }
}

fn read_line(path: &Path, position: &Position) -> io::Result<Vec<u8>> {
    let file = File::open(path)?;
    let end = file.metadata()?.len();
    // A wrong length must not make us ask for memory the file cannot fill.
    if position.offset.saturating_add(u64::from(position.length)) > end {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    let mut line = vec![0; position.length as usize];
    file.read_exact_at(&mut line, position.offset)?;
    Ok(line)
}

/// The seq of a line that cannot be read is not known; the segment's first is the nearest that can be said.
fn bad_place(position: &Position, kind: FaultKind) -> ReadError {
    ReadError::Fault(Fault { seq: position.segment, segment: position.segment, offset: position.offset, kind })
}
