//! A set of rows, one bit each.

use serde::Deserialize;
use serde::Serialize;

const WORD: usize = 64;

/// Which of `len` rows are in. All sets that meet in one operation have the same length.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RowSet {
    words: Vec<u64>,
    len: usize,
}

impl RowSet {
    /// No row of `len`.
    pub fn none(len: usize) -> Self {
        Self { words: vec![0; len.div_ceil(WORD)], len }
    }

    /// Every row of `len`.
    pub fn all(len: usize) -> Self {
        Self::from_words(vec![u64::MAX; len.div_ceil(WORD)], len)
    }

    /// The given rows of `len`; rows beyond are left out.
    pub fn from_rows(rows: impl IntoIterator<Item = u32>, len: usize) -> Self {
        let mut set = Self::none(len);
        for row in rows {
            set.insert(row);
        }
        set
    }

    /// From words of 64 rows each, lowest bit first; bits beyond `len` are dropped, missing words are empty.
    pub(super) fn from_words(mut words: Vec<u64>, len: usize) -> Self {
        words.resize(len.div_ceil(WORD), 0);
        let mut set = Self { words, len };
        set.trim();
        set
    }

    fn trim(&mut self) {
        let used = self.len % WORD;
        if let (true, Some(last)) = (used > 0, self.words.last_mut()) {
            *last &= (1 << used) - 1;
        }
    }

    /// Number of rows there are, in the set or not.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether no row is in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|w| *w == 0)
    }

    /// Number of rows in the set.
    pub fn count(&self) -> usize {
        self.words.iter().map(|w| w.count_ones() as usize).sum()
    }

    /// Whether the row is in.
    pub fn contains(&self, row: u32) -> bool {
        let row = row as usize;
        self.words.get(row / WORD).is_some_and(|w| w >> (row % WORD) & 1 == 1)
    }

    /// Puts the row in; a row that does not exist is ignored.
    pub fn insert(&mut self, row: u32) {
        let row = row as usize;
        if row < self.len
            && let Some(word) = self.words.get_mut(row / WORD)
        {
            *word |= 1 << (row % WORD);
        }
    }

    /// Keeps the rows that are also in `other`.
    pub fn intersect(&mut self, other: &RowSet) {
        let others = other.words.iter().copied().chain(std::iter::repeat(0));
        for (word, o) in self.words.iter_mut().zip(others) {
            *word &= o;
        }
    }

    /// Adds the rows of `other`.
    pub fn unite(&mut self, other: &RowSet) {
        for (word, o) in self.words.iter_mut().zip(&other.words) {
            *word |= o;
        }
        self.trim();
    }

    /// Turns it into the rows that were not in.
    pub fn complement(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// The rows, ascending.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0_u32..).step_by(WORD).zip(&self.words).flat_map(|(base, word)| Bits(*word).map(move |bit| base + bit))
    }

    /// The rows from a place on, ascending; places count the rows that are in, from 0.
    pub fn from_place(&self, place: usize) -> impl Iterator<Item = u32> + '_ {
        let mut skip = place;
        let first = self.words.iter().position(|word| {
            let ones = word.count_ones() as usize;
            let here = skip < ones;
            if !here {
                skip -= ones;
            }
            here
        });
        let first = first.unwrap_or(self.words.len());
        let rest = self.words.get(first..).unwrap_or_default();
        let base = u32::try_from(first * WORD).unwrap_or(u32::MAX);
        let rows = (base..).step_by(WORD).zip(rest).flat_map(|(base, word)| Bits(*word).map(move |bit| base + bit));
        rows.skip(skip)
    }

    /// How many rows that are in lie before a row.
    pub fn before(&self, row: u32) -> usize {
        let (word, bit) = (row as usize / WORD, row as usize % WORD);
        let whole: usize = self.words.iter().take(word).map(|w| w.count_ones() as usize).sum();
        let part = self.words.get(word).map_or(0, |w| (w & ((1 << bit) - 1)).count_ones() as usize);
        whole + part
    }

    /// The rows, ascending.
    pub fn to_rows(&self) -> Vec<u32> {
        let mut rows = Vec::with_capacity(self.count());
        rows.extend(self.iter());
        rows
    }
}

struct Bits(u64);

impl Iterator for Bits {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        if self.0 == 0 {
            return None;
        }
        let bit = self.0.trailing_zeros();
        self.0 &= self.0 - 1;
        Some(bit)
    }
}
