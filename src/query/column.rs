//! One typed column: its storage by kind, reading and writing of single cells.

use crate::query::arena::TextColumn;
use crate::query::cell::Cell;
use crate::query::cell::NO_NUMBER;
use crate::query::cell::date_of;
use crate::query::cell::days_of;
use serde::Deserialize;
use serde::Serialize;

/// The index of "no code" in a narrow column.
pub(super) const NO_CODE8: u8 = u8::MAX;
/// The index of "no code" in a wide column.
pub(super) const NO_CODE16: u16 = u16::MAX;
/// The flag that is neither yes nor no.
pub(super) const NO_FLAG: u8 = 2;

/// The codes that occur in a column, by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Codes {
    /// The codes; what a column stores is a place in this list.
    pub names: Vec<String>,
    /// The place of each code in the list's own order, where it has one.
    pub order: Vec<Option<i32>>,
}

impl Codes {
    /// The index of a code.
    pub fn index(&self, code: &str) -> Option<usize> {
        self.names.iter().position(|n| n == code)
    }

    fn intern(&mut self, code: &str) -> usize {
        self.index(code).unwrap_or_else(|| {
            self.names.push(code.to_owned());
            self.order.push(None);
            self.names.len() - 1
        })
    }

    /// Whether there would be more than `limit` codes with those of the cell.
    fn overflows(&self, cell: &Cell<'_>, limit: usize) -> bool {
        if self.names.len() + cell_codes(cell).count() <= limit {
            return false;
        }
        let mut new: Vec<&str> = cell_codes(cell).filter(|c| self.index(c).is_none()).collect();
        new.sort_unstable();
        new.dedup();
        self.names.len() + new.len() > limit
    }

    /// The place of each code when codes are sorted: those with an order first, by it; then by name.
    pub(super) fn ranks(&self) -> Vec<u32> {
        let place = |i: usize| (self.order.get(i).copied().flatten().map_or((1, 0), |o| (0, o)), self.names.get(i));
        let mut sorted: Vec<usize> = (0..self.names.len()).collect();
        sorted.sort_by_key(|i| place(*i));
        let mut ranks = vec![0; sorted.len()];
        for (rank, index) in (0_u32..).zip(sorted) {
            if let Some(slot) = ranks.get_mut(index) {
                *slot = rank;
            }
        }
        ranks
    }
}

/// A column. All kinds can hold "nothing".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Column {
    /// One of at most 255 codes; 255 is none. Becomes `Code16` by itself when more codes turn up.
    Code8 {
        /// Indices of codes by row.
        #[serde(with = "crate::query::packed")]
        data: Vec<u8>,
        /// The codes.
        codes: Codes,
    },
    /// One of at most 65,535 codes; 65,535 is none.
    Code16 {
        /// Indices of codes by row.
        #[serde(with = "crate::query::packed")]
        data: Vec<u16>,
        /// The codes.
        codes: Codes,
    },
    /// A subset of at most 32 codes, one bit each; 0 is none. Becomes `Set64` by itself when more codes turn up.
    Set32 {
        /// Bit masks by row.
        #[serde(with = "crate::query::packed")]
        data: Vec<u32>,
        /// The codes.
        codes: Codes,
    },
    /// A subset of at most 64 codes.
    Set64 {
        /// Bit masks by row.
        #[serde(with = "crate::query::packed")]
        data: Vec<u64>,
        /// The codes.
        codes: Codes,
    },
    /// Days since 1970-01-01; the smallest number is none.
    Date(#[serde(with = "crate::query::packed")] Vec<i32>),
    /// Numbers; the smallest is none.
    Int(#[serde(with = "crate::query::packed")] Vec<i32>),
    /// 0 no, 1 yes, 2 none.
    Flag(#[serde(with = "crate::query::packed")] Vec<u8>),
    /// Texts; the empty text is none.
    Text(TextColumn),
}

impl Column {
    /// Number of rows.
    pub fn len(&self) -> usize {
        match self {
            Column::Code8 { data, .. } | Column::Flag(data) => data.len(),
            Column::Code16 { data, .. } => data.len(),
            Column::Set32 { data, .. } => data.len(),
            Column::Set64 { data, .. } => data.len(),
            Column::Date(data) | Column::Int(data) => data.len(),
            Column::Text(texts) => texts.folded.len(),
        }
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of memory held by the rows.
    pub fn memory_bytes(&self) -> usize {
        match self {
            Column::Code8 { data, .. } | Column::Flag(data) => data.capacity(),
            Column::Code16 { data, .. } => data.capacity() * 2,
            Column::Set32 { data, .. } => data.capacity() * 4,
            Column::Set64 { data, .. } => data.capacity() * 8,
            Column::Date(data) | Column::Int(data) => data.capacity() * 4,
            Column::Text(texts) => texts.memory_bytes(),
        }
    }

    /// What the row holds. Text comes as entered when the column keeps that, folded otherwise.
    pub fn cell(&self, row: u32) -> Cell<'_> {
        let at = row as usize;
        let cell = match self {
            Column::Code8 { data, codes } => data.get(at).and_then(|c| code(codes, usize::from(*c))),
            Column::Code16 { data, codes } => data.get(at).and_then(|c| code(codes, usize::from(*c))),
            Column::Set32 { data, codes } => data.get(at).and_then(|m| members(codes, u64::from(*m))),
            Column::Set64 { data, codes } => data.get(at).and_then(|m| members(codes, *m)),
            Column::Date(data) => data.get(at).filter(|d| **d != NO_NUMBER).and_then(|d| date_of(*d)).map(Cell::Date),
            Column::Int(data) => data.get(at).filter(|n| **n != NO_NUMBER).map(|n| Cell::Int(*n)),
            Column::Flag(data) => data.get(at).filter(|f| **f < NO_FLAG).map(|f| Cell::Flag(*f == 1)),
            Column::Text(texts) => Some(texts.display.as_ref().unwrap_or(&texts.folded).text(row))
                .filter(|t| !t.is_empty())
                .map(Cell::Text),
        };
        cell.unwrap_or(Cell::None)
    }

    /// Whether the kind of the cell fits the column.
    pub(super) fn fits(&self, cell: &Cell<'_>) -> bool {
        matches!(
            (self, cell),
            (_, Cell::None)
                | (Column::Code8 { .. } | Column::Code16 { .. }, Cell::Code(_))
                | (Column::Set32 { .. } | Column::Set64 { .. }, Cell::Codes(_) | Cell::Code(_))
                | (Column::Date(_), Cell::Date(_))
                | (Column::Int(_), Cell::Int(_))
                | (Column::Flag(_), Cell::Flag(_))
                | (Column::Text(_), Cell::Text(_))
        )
    }

    /// Whether the cell has room; call after [`Column::fits`].
    pub(super) fn has_room(&self, cell: &Cell<'_>) -> bool {
        match self {
            Column::Code8 { codes, .. } | Column::Code16 { codes, .. } => {
                !codes.overflows(cell, usize::from(NO_CODE16))
            }
            Column::Set32 { codes, .. } | Column::Set64 { codes, .. } => !codes.overflows(cell, 64),
            Column::Date(_) | Column::Int(_) | Column::Flag(_) => true,
            Column::Text(texts) => texts.has_room(if let Cell::Text(t) = cell { t } else { "" }),
        }
    }

    /// Adds a row; the cell fits and has room.
    pub(super) fn push(&mut self, cell: &Cell<'_>) {
        self.widen(cell);
        match self {
            Column::Code8 { data, codes } => data.push(index8(codes, cell)),
            Column::Code16 { data, codes } => data.push(index16(codes, cell)),
            Column::Set32 { data, codes } => data.push(u32::try_from(mask(codes, cell)).unwrap_or(0)),
            Column::Set64 { data, codes } => data.push(mask(codes, cell)),
            Column::Date(data) | Column::Int(data) => data.push(number(cell)),
            Column::Flag(data) => data.push(flag(cell)),
            Column::Text(texts) => texts.push(text(cell)),
        }
    }

    /// Replaces the cell of a row; the cell fits and has room, the row exists.
    pub(super) fn set(&mut self, row: u32, cell: &Cell<'_>) {
        self.widen(cell);
        let at = row as usize;
        match self {
            Column::Code8 { data, codes } => put(data, at, index8(codes, cell)),
            Column::Code16 { data, codes } => put(data, at, index16(codes, cell)),
            Column::Set32 { data, codes } => put(data, at, u32::try_from(mask(codes, cell)).unwrap_or(0)),
            Column::Set64 { data, codes } => put(data, at, mask(codes, cell)),
            Column::Date(data) | Column::Int(data) => put(data, at, number(cell)),
            Column::Flag(data) => put(data, at, flag(cell)),
            Column::Text(texts) => texts.set(row, text(cell)),
        }
    }

    /// Turns into the wider column when the cell brings one code too many.
    fn widen(&mut self, cell: &Cell<'_>) {
        match self {
            Column::Code8 { data, codes } if codes.overflows(cell, usize::from(NO_CODE8)) => {
                let wide = |c: &u8| if *c == NO_CODE8 { NO_CODE16 } else { u16::from(*c) };
                *self = Column::Code16 { data: data.iter().map(wide).collect(), codes: std::mem::take(codes) };
            }
            Column::Set32 { data, codes } if codes.overflows(cell, 32) => {
                let data = data.iter().map(|m| u64::from(*m)).collect();
                *self = Column::Set64 { data, codes: std::mem::take(codes) };
            }
            _ => {}
        }
    }
}

fn put<T>(data: &mut [T], at: usize, value: T) {
    if let Some(place) = data.get_mut(at) {
        *place = value;
    }
}

fn code(codes: &Codes, index: usize) -> Option<Cell<'_>> {
    codes.names.get(index).map(|n| Cell::Code(n))
}

fn members(codes: &Codes, mask: u64) -> Option<Cell<'_>> {
    let names = codes.names.iter().zip(0_u32..).filter(|(_, bit)| mask >> bit & 1 == 1).map(|(n, _)| n.as_str());
    (mask != 0).then(|| Cell::Codes(names.collect()))
}

fn cell_codes<'a>(cell: &'a Cell<'a>) -> impl Iterator<Item = &'a str> {
    let (one, many) = match cell {
        Cell::Code(code) => (Some(*code), &[][..]),
        Cell::Codes(codes) => (None, codes.as_slice()),
        _ => (None, &[][..]),
    };
    one.into_iter().chain(many.iter().copied())
}

fn index8(codes: &mut Codes, cell: &Cell<'_>) -> u8 {
    let index = cell_codes(cell).next().map(|c| codes.intern(c));
    index.and_then(|i| u8::try_from(i).ok()).unwrap_or(NO_CODE8)
}

fn index16(codes: &mut Codes, cell: &Cell<'_>) -> u16 {
    let index = cell_codes(cell).next().map(|c| codes.intern(c));
    index.and_then(|i| u16::try_from(i).ok()).unwrap_or(NO_CODE16)
}

fn mask(codes: &mut Codes, cell: &Cell<'_>) -> u64 {
    cell_codes(cell)
        .fold(0, |mask, c| mask | 1_u64.checked_shl(u32::try_from(codes.intern(c)).unwrap_or(64)).unwrap_or(0))
}

fn number(cell: &Cell<'_>) -> i32 {
    match cell {
        Cell::Date(day) => days_of(*day),
        Cell::Int(n) => *n,
        _ => NO_NUMBER,
    }
}

fn flag(cell: &Cell<'_>) -> u8 {
    if let Cell::Flag(yes) = cell { u8::from(*yes) } else { NO_FLAG }
}

fn text<'a>(cell: &Cell<'a>) -> &'a str {
    if let Cell::Text(text) = cell { text } else { "" }
}
