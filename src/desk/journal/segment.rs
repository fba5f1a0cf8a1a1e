//! A segment file: its name, its lines, its end, and the one way bytes get into it.

use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::SeekFrom;
use std::io::Write;
use std::mem;
use std::path::Path;
use std::path::PathBuf;

use crate::domain::entry::Digest;

const DIGITS: usize = 12;
const SUFFIX: &str = ".jsonl";
/// First read of a reader; later ones grow to [`LARGEST_READ`], so that a short look costs little.
const FIRST_READ: usize = 64 << 10;
const LARGEST_READ: usize = 4 << 20;

/// The file name of the segment whose first entry is `first`.
pub fn segment_file_name(first: u64) -> String {
    format!("{first:012}{SUFFIX}")
}

pub(super) fn segment_path(dir: &Path, first: u64) -> PathBuf {
    dir.join(segment_file_name(first))
}

/// First seqs of the segments in `dir`, ascending. Other files are none of our business.
pub(super) fn list(dir: &Path) -> io::Result<Vec<u64>> {
    let mut firsts = Vec::new();
    for item in fs::read_dir(dir)? {
        let name = item?.file_name();
        let Some(stem) = name.to_str().and_then(|name| name.strip_suffix(SUFFIX)) else { continue };
        if stem.len() >= DIGITS
            && stem.bytes().all(|c| c.is_ascii_digit())
            && let Ok(first) = stem.parse()
        {
            firsts.push(first);
        }
    }
    firsts.sort_unstable();
    Ok(firsts)
}

/// Splits `<hash> <json>`, without line feed.
pub(super) fn split_line(line: &[u8]) -> Option<(Digest, &[u8])> {
    let (hash, rest) = line.split_at_checked(64)?;
    Some((Digest::from_hex(hash)?, rest.strip_prefix(b" ")?))
}

/// The start and the bytes of the last terminated line before `end`, without its line feed; `None` when there is none.
pub(super) fn last_line(path: &Path, end: u64) -> io::Result<Option<(u64, Vec<u8>)>> {
    let mut file = File::open(path)?;
    let mut want = FIRST_READ as u64;
    loop {
        let start = end.saturating_sub(want);
        file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        Read::by_ref(&mut file).take(end - start).read_to_end(&mut bytes)?;
        if bytes.pop() != Some(b'\n') {
            return Ok(None);
        }
        if let Some(feed) = memchr::memrchr(b'\n', &bytes) {
            let line = bytes.split_off(feed + 1);
            return Ok(Some((start + feed as u64 + 1, line)));
        }
        if start == 0 {
            return Ok(Some((0, bytes)));
        }
        want = want.saturating_mul(4);
    }
}

/// Whole lines of a segment, read together.
pub(super) struct Block {
    /// Byte offset in the segment.
    pub(super) offset: u64,
    /// Lines with their line feeds; only the last block of a file may end without one.
    pub(super) bytes: Vec<u8>,
}

/// Reads a segment in blocks of whole lines.
pub(super) struct Blocks {
    file: File,
    offset: u64,
    left: u64,
    carry: Vec<u8>,
    size: usize,
}

impl Blocks {
    /// Reads from `offset`, where a line begins, up to `end` or the end of the file.
    pub(super) fn open(path: &Path, offset: u64, end: u64) -> io::Result<Self> {
        let mut file = File::open(path)?;
        file.seek(SeekFrom::Start(offset))?;
        Ok(Self { file, offset, left: end.saturating_sub(offset), carry: Vec::new(), size: FIRST_READ })
    }

    /// The next block; `None` at the end.
    pub(super) fn next(&mut self) -> io::Result<Option<Block>> {
        let mut bytes = mem::take(&mut self.carry);
        loop {
            let known = bytes.len();
            let want = self.left.min(self.size as u64);
            let got = Read::by_ref(&mut self.file).take(want).read_to_end(&mut bytes)?;
            self.left -= got as u64;
            self.size = self.size.saturating_mul(2).min(LARGEST_READ);
            if got == 0 {
                break;
            }
            if let Some(feed) = memchr::memrchr(b'\n', bytes.get(known..).unwrap_or_default()) {
                self.carry = bytes.split_off(known + feed + 1);
                break;
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let offset = self.offset;
        self.offset += bytes.len() as u64;
        Ok(Some(Block { offset, bytes }))
    }
}

/// Where appended bytes go. A trait so that tests can make writing and syncing fail.
pub(super) trait Sink: Send {
    /// Writes some of `bytes`; how many.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize>;
    /// Makes everything written durable.
    fn sync(&mut self) -> io::Result<()>;
    /// The length of the file as the system sees it.
    fn length(&self) -> io::Result<u64>;
}

/// The segment file itself.
pub(super) struct FileSink {
    file: File,
    sync: bool,
}

impl FileSink {
    /// Opens an existing segment for appending.
    pub(super) fn open(path: &Path, sync: bool) -> io::Result<Self> {
        Ok(Self { file: OpenOptions::new().append(true).open(path)?, sync })
    }
}

impl Sink for FileSink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        if self.sync { self.file.sync_data() } else { Ok(()) }
    }

    fn length(&self) -> io::Result<u64> {
        Ok(self.file.metadata()?.len())
    }
}
