//! Checking lines: one by one in parallel, then in order across blocks and segments.
//!
//! A line's hash needs only the hash written on the line before it, so a whole block is checked by all cores; the
//! order makes it a chain. Changes nothing on disk.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::Path;

use chrono::DateTime;
use chrono::Utc;
use rayon::prelude::*;
use serde::Deserialize;

use crate::desk::journal::Fault;
use crate::desk::journal::FaultKind;
use crate::desk::journal::Head;
use crate::desk::journal::Position;
use crate::desk::journal::segment;
use crate::desk::journal::segment::Block;
use crate::desk::journal::segment::Blocks;
use crate::domain::entry::Digest;
use crate::domain::entry::ENTRY_VERSION;
use crate::domain::entry::Entry;

/// How closely a line is looked at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Depth {
    /// Its hash.
    Hash,
    /// Its hash, version, seq and time.
    Header,
    /// All of that, and that it is an entry.
    Entry,
}

/// The part of an entry the journal itself must understand, of any version.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Header {
    pub(super) v: u64,
    pub(super) seq: u64,
    pub(super) at: DateTime<Utc>,
}

impl Header {
    pub(super) fn parse(json: &[u8]) -> Option<Self> {
        serde_json::from_slice(json).ok()
    }
}

/// A line that passed.
pub(super) struct Good {
    pub(super) seq: u64,
    pub(super) position: Position,
    /// Where its JSON lies in the block.
    pub(super) json: Range<usize>,
    header: Option<Header>,
}

/// A line as it was found.
struct Part {
    start: usize,
    end: usize,
    hash: Option<Digest>,
    previous: Digest,
}

fn parts(block: &[u8], mut previous: Digest) -> Vec<Part> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut cut = |end: usize, terminated: bool| {
        let line = block.get(start..end).unwrap_or_default();
        let hash = segment::split_line(line).map(|(hash, _)| hash).filter(|_| terminated);
        out.push(Part { start, end, hash, previous });
        previous = hash.unwrap_or_default();
        start = end + 1;
    };
    for feed in memchr::memchr_iter(b'\n', block) {
        cut(feed, true);
    }
    if !block.is_empty() && block.last() != Some(&b'\n') {
        cut(block.len(), false);
    }
    out
}

/// Length of the hash and the blank before a line's JSON.
const PREFIX: usize = 65;

fn check_part(block: &[u8], part: &Part, seq: u64, depth: Depth) -> Result<Option<Header>, FaultKind> {
    if part.end == block.len() {
        return Err(FaultKind::Unterminated);
    }
    let hash = part.hash.ok_or(FaultKind::Malformed)?;
    let json = block.get(part.start + PREFIX..part.end).unwrap_or_default();
    if Digest::chained(&part.previous, json) != hash {
        // A line that cannot be read at all is told apart from one that was altered and still reads well.
        let readable = depth == Depth::Hash || Header::parse(json).is_some();
        return Err(if readable { FaultKind::Hash } else { FaultKind::Malformed });
    }
    if depth == Depth::Hash {
        return Ok(None);
    }
    let header = Header::parse(json).ok_or(FaultKind::Malformed)?;
    if header.seq != seq {
        return Err(FaultKind::Seq(header.seq));
    }
    if depth == Depth::Entry
        && header.v <= u64::from(ENTRY_VERSION)
        && let Err(error) = serde_json::from_slice::<Entry>(json)
    {
        return Err(FaultKind::NotAnEntry(error.to_string()));
    }
    Ok(Some(header))
}

/// Checks the lines of a block of `segment` that follow `previous`: the good ones before the first fault, and that.
pub(super) fn check(segment: u64, block: &Block, previous: (u64, Digest), depth: Depth) -> (Vec<Good>, Option<Fault>) {
    let parts = parts(&block.bytes, previous.1);
    let first = previous.0 + 1;
    let results: Vec<_> = parts
        .par_iter()
        .with_min_len(64)
        .enumerate()
        .map(|(i, part)| check_part(&block.bytes, part, first + i as u64, depth))
        .collect();
    let mut good = Vec::with_capacity(parts.len());
    for ((part, result), seq) in parts.iter().zip(results).zip(first..) {
        let offset = block.offset + part.start as u64;
        let fault = |kind| Some(Fault { seq, segment, offset, kind });
        let length = u32::try_from(part.end - part.start + 1);
        let (header, length, hash) = match (result, length, part.hash) {
            (Ok(header), Ok(length), Some(hash)) => (header, length, hash),
            (Err(kind), _, _) => return (good, fault(kind)),
            _ => return (good, fault(FaultKind::Malformed)),
        };
        let position = Position { segment, offset, length, hash };
        good.push(Good { seq, position, json: part.start + PREFIX..part.end, header });
    }
    (good, None)
}

/// A segment as far as it is good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment {
    /// Its first seq, which is its name.
    pub(super) first: u64,
    /// How many of its bytes are good.
    pub(super) length: u64,
    /// The hash before its first line.
    pub(super) previous: Digest,
}

/// What a walk found.
#[derive(Debug, Default)]
pub(super) struct Walk {
    /// Good segments, ascending; the last may be cut short by the fault.
    pub(super) segments: Vec<Segment>,
    /// The last good entry.
    pub(super) head: Head,
    /// The first thing that is wrong.
    pub(super) fault: Option<Fault>,
    /// The first entry of a newer format.
    pub(super) newer: Option<u64>,
}

impl Walk {
    /// Goes on through the segments `firsts`. When the last known segment is among them, it is read on from its good
    /// length. Stops at the first fault.
    pub(super) fn go(&mut self, dir: &Path, firsts: &[u64], depth: Depth) -> io::Result<()> {
        let known = self.segments.last().map(|segment| segment.first);
        for &first in firsts {
            if Some(first) == known {
                // Read on where the caller stopped.
            } else if first == self.head.seq + 1 {
                self.segments.push(Segment { first, length: 0, previous: self.head.hash });
            } else {
                let seq = self.head.seq + 1;
                let (segment, kind) = (first.min(seq), FaultKind::MissingSegment);
                self.fault = Some(Fault { seq, segment, offset: 0, kind });
                return Ok(());
            }
            self.segment(dir, first, depth)?;
            if self.fault.is_some() {
                return Ok(());
            }
        }
        Ok(())
    }

    fn segment(&mut self, dir: &Path, first: u64, depth: Depth) -> io::Result<()> {
        let path = segment::segment_path(dir, first);
        let Some(at) = self.segments.last().map(|segment| segment.length) else { return Ok(()) };
        let end = fs::metadata(&path)?.len();
        let mut blocks = Blocks::open(&path, at, end)?;
        while let Some(block) = blocks.next()? {
            let (good, fault) = check(first, &block, (self.head.seq, self.head.hash), depth);
            self.fault = fault;
            for line in good {
                let header = line.header;
                if header.is_some_and(|header| header.at < self.head.at) {
                    let (seq, offset) = (line.seq, line.position.offset);
                    self.fault = Some(Fault { seq, segment: first, offset, kind: FaultKind::Time });
                    break;
                }
                if self.newer.is_none() && header.is_some_and(|header| header.v > u64::from(ENTRY_VERSION)) {
                    self.newer = Some(line.seq);
                }
                let at = header.map_or(self.head.at, |header| header.at);
                self.head = Head { seq: line.seq, hash: line.position.hash, at };
                if let Some(segment) = self.segments.last_mut() {
                    segment.length = line.position.offset + u64::from(line.position.length);
                }
            }
            if self.fault.is_some() {
                break;
            }
        }
        Ok(())
    }
}
