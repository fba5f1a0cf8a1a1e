//! The texts of a column, end to end in one block of memory, so that a search is one sweep over bytes.
//!
//! Texts lie in *slots* in the order in which they were written; each ends with a zero byte, which no text contains, so
//! that no hit spans two rows. A longer text for a row goes to a new slot at the end; when more than half of the block
//! is waste it is packed. While no row has moved, slot and row are the same number and no tables are kept.

use crate::query::rowset::RowSet;
use crate::query::run::Cancelled;
use crate::query::run::check;
use crate::text::fold;
use memchr::memmem::Finder;
use rayon::prelude::*;
use serde::Deserialize;
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// Slots searched between two looks at the cancel flag.
const BLOCK: usize = 16 * 1024;
/// Waste below this many bytes is not worth packing.
const SMALL: usize = 4096;
/// The row of a slot that was given up.
const GONE: u32 = u32::MAX;
/// Ends each text and fills the room a shorter text leaves.
const END: u8 = 0;

/// Texts by row, in one block.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arena {
    #[serde(with = "crate::query::packed")]
    bytes: Vec<u8>,
    /// Where each slot begins.
    #[serde(with = "crate::query::packed")]
    starts: Vec<u32>,
    /// The row of each slot; empty while no row has moved.
    #[serde(with = "crate::query::packed")]
    slot_row: Vec<u32>,
    /// The slot of each row; empty while no row has moved.
    #[serde(with = "crate::query::packed")]
    row_slot: Vec<u32>,
    /// Bytes of texts in use, with their ends.
    live: usize,
}

impl Arena {
    /// Number of rows.
    pub fn len(&self) -> usize {
        if self.moved() { self.row_slot.len() } else { self.starts.len() }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn moved(&self) -> bool {
        !self.row_slot.is_empty()
    }

    /// Bytes of memory held.
    pub fn memory_bytes(&self) -> usize {
        self.bytes.capacity() + 4 * (self.starts.capacity() + self.slot_row.capacity() + self.row_slot.capacity())
    }

    /// Whether a further text of so many bytes has room, whatever else is stored.
    pub(super) fn has_room(&self, text: usize) -> bool {
        let limit = u32::MAX as usize;
        self.bytes.len().checked_add(text).is_some_and(|n| n < limit) && self.starts.len() < limit - 1
    }

    fn slot_of(&self, row: usize) -> Option<usize> {
        if self.moved() { self.row_slot.get(row).map(|s| *s as usize) } else { Some(row) }
    }

    fn row_of(&self, slot: usize) -> u32 {
        let known = if self.moved() { self.slot_row.get(slot).copied() } else { u32::try_from(slot).ok() };
        known.unwrap_or(GONE)
    }

    fn end_of(&self, slot: usize) -> usize {
        self.starts.get(slot + 1).map_or(self.bytes.len(), |s| *s as usize)
    }

    /// The bytes of a slot with its end.
    fn slot(&self, slot: usize) -> &[u8] {
        let start = self.starts.get(slot).map_or(usize::MAX, |s| *s as usize);
        self.bytes.get(start..self.end_of(slot)).unwrap_or_default()
    }

    /// The text of a row in bytes; empty when there is none.
    pub fn bytes(&self, row: u32) -> &[u8] {
        let slot = self.slot_of(row as usize).map_or(&[][..], |s| self.slot(s));
        let used = slot.iter().rposition(|b| *b != END).map_or(0, |last| last + 1);
        slot.get(..used).unwrap_or_default()
    }

    /// The text of a row; empty when there is none.
    pub fn text(&self, row: u32) -> &str {
        std::str::from_utf8(self.bytes(row)).unwrap_or_default()
    }

    /// Adds a row. Zero characters become spaces.
    pub(super) fn push(&mut self, text: &str) {
        if self.moved() {
            let (slot, row) = (self.starts.len(), self.row_slot.len());
            self.row_slot.push(u32::try_from(slot).unwrap_or(GONE));
            self.slot_row.push(u32::try_from(row).unwrap_or(GONE));
        }
        self.append(text);
    }

    fn append(&mut self, text: &str) {
        self.starts.push(u32::try_from(self.bytes.len()).unwrap_or(u32::MAX));
        self.bytes.extend(text.bytes().map(|b| if b == END { b' ' } else { b }));
        self.bytes.push(END);
        self.live += text.len() + 1;
    }

    /// Replaces the text of a row, in place when it fits.
    pub(super) fn set(&mut self, row: u32, text: &str) {
        let Some(slot) = self.slot_of(row as usize) else { return };
        let before = self.bytes(row).len();
        let start = self.starts.get(slot).map_or(usize::MAX, |s| *s as usize);
        let end = self.end_of(slot);
        if let Some(room) = self.bytes.get_mut(start..end)
            && text.len() < room.len()
        {
            let padded = text.bytes().map(|b| if b == END { b' ' } else { b }).chain(std::iter::repeat(END));
            for (place, byte) in room.iter_mut().zip(padded) {
                *place = byte;
            }
            self.live = self.live - before + text.len();
        } else {
            self.move_row(row, slot, before, text);
        }
        if self.bytes.len() > SMALL && self.live * 2 < self.bytes.len() {
            self.pack();
        }
    }

    fn move_row(&mut self, row: u32, slot: usize, before: usize, text: &str) {
        if !self.moved() {
            let identity: Vec<u32> = (0_u32..).take(self.starts.len()).collect();
            self.slot_row.clone_from(&identity);
            self.row_slot = identity;
        }
        let new = u32::try_from(self.starts.len()).unwrap_or(GONE);
        if let (Some(old), Some(place)) = (self.slot_row.get_mut(slot), self.row_slot.get_mut(row as usize)) {
            *old = GONE;
            *place = new;
            self.slot_row.push(row);
            self.live -= before + 1;
            self.append(text);
        }
    }

    /// Writes all texts anew, in row order, without waste.
    pub fn pack(&mut self) {
        let mut packed = Arena::default();
        packed.bytes.reserve_exact(self.live);
        packed.starts.reserve_exact(self.len());
        for row in (0_u32..).take(self.len()) {
            packed.push(self.text(row));
        }
        *self = packed;
    }

    /// The rows whose text contains the needle. An empty needle is in every text, even an empty one.
    ///
    /// # Errors
    /// [`Cancelled`] when the flag was raised meanwhile.
    pub(super) fn search(&self, needle: &[u8], cancel: &AtomicBool) -> Result<RowSet, Cancelled> {
        if needle.is_empty() {
            return Ok(RowSet::all(self.len()));
        }
        let finder = Finder::new(needle);
        let blocks: Vec<usize> = (0..self.starts.len()).step_by(BLOCK).collect();
        let hits: Vec<Vec<u32>> = blocks
            .par_iter()
            .map(|first| {
                check(cancel)?;
                Ok(self.search_block(&finder, *first, (first + BLOCK).min(self.starts.len())))
            })
            .collect::<Result<_, Cancelled>>()?;
        Ok(RowSet::from_rows(hits.into_iter().flatten(), self.len()))
    }

    /// One sweep over the bytes of the slots `first..last`; after a hit it goes on with the next slot.
    fn search_block(&self, finder: &Finder<'_>, first: usize, last: usize) -> Vec<u32> {
        let mut rows = Vec::new();
        let starts = self.starts.get(first..last).unwrap_or_default();
        let base = starts.first().map_or(0, |s| *s as usize);
        let end = self.end_of(last.saturating_sub(1));
        let block = self.bytes.get(base..end).unwrap_or_default();
        let (mut slot, mut from) = (0, 0);
        while let Some(hit) = block.get(from..).and_then(|rest| finder.find(rest)) {
            let place = base + from + hit;
            let ahead = starts.get(slot..).unwrap_or_default();
            slot += gallop(ahead, place).max(1);
            let row = self.row_of(first + slot - 1);
            if row != GONE {
                rows.push(row);
            }
            match starts.get(slot) {
                Some(next) => from = *next as usize - base,
                None => break,
            }
        }
        rows
    }
}

/// How many of the ascending starts are at or before `place`; quick when they are few.
fn gallop(starts: &[u32], place: usize) -> usize {
    let mut reach = 1;
    while starts.get(reach).is_some_and(|s| *s as usize <= place) {
        reach *= 2;
    }
    let near = starts.get(..(reach + 1).min(starts.len())).unwrap_or(starts);
    near.partition_point(|s| *s as usize <= place)
}

/// A column of texts: folded for searching and sorting, and as people read it when that is wanted here too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TextColumn {
    /// The folded texts.
    pub folded: Arena,
    /// The texts as entered; `None` when they live elsewhere.
    pub display: Option<Arena>,
}

impl TextColumn {
    /// An empty column, with or without the texts as entered.
    pub fn new(display: bool) -> Self {
        Self { folded: Arena::default(), display: display.then(Arena::default) }
    }

    /// Whether this text has room.
    pub(super) fn has_room(&self, text: &str) -> bool {
        // Folding may lengthen a text; sixteen times is more than any compatibility form does.
        self.folded.has_room(text.len().saturating_mul(16))
            && self.display.as_ref().is_none_or(|d| d.has_room(text.len()))
    }

    pub(super) fn push(&mut self, text: &str) {
        self.folded.push(&fold_lines(text));
        if let Some(display) = &mut self.display {
            display.push(text);
        }
    }

    pub(super) fn set(&mut self, row: u32, text: &str) {
        self.folded.set(row, &fold_lines(text));
        if let Some(display) = &mut self.display {
            display.set(row, text);
        }
    }

    /// Bytes of memory held.
    pub fn memory_bytes(&self) -> usize {
        self.folded.memory_bytes() + self.display.as_ref().map_or(0, Arena::memory_bytes)
    }
}

/// Folds each line by itself, so that lines stay lines; lines of which nothing is left are dropped.
pub(super) fn fold_lines(text: &str) -> String {
    if !text.contains('\n') {
        return fold_line(text);
    }
    let lines: Vec<String> = text.split('\n').map(fold_line).filter(|line| !line.is_empty()).collect();
    lines.join("\n")
}

/// One value folded as the arena holds it.
pub(super) fn fold_line(text: &str) -> String {
    let folded = fold(text);
    if folded.contains(['\0', '\n']) { folded.replace(['\0', '\n'], " ") } else { folded }
}
