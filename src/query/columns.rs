//! Columns of equal length: the table that filters and sorts run over.

use crate::query::arena::TextColumn;
use crate::query::cell::Cell;
use crate::query::cell::ColumnError;
use crate::query::column::Codes;
use crate::query::column::Column;
use crate::query::schema::FieldInfo;
use crate::query::schema::FieldKind;
use serde::Deserialize;
use serde::Serialize;

/// What a new column is to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// The name, equal to the path of the field it answers for.
    pub name: String,
    /// The kind, with the codes known beforehand; others are added as they turn up, without an order.
    pub kind: FieldKind,
    /// Whether free words look here (texts only).
    pub searchable: bool,
    /// Whether the text as entered is kept beside the folded one (texts only).
    pub display: bool,
}

impl ColumnSpec {
    /// The column of a field; texts are searchable and kept folded only.
    pub fn of(field: &FieldInfo) -> Self {
        let searchable = field.ty == FieldKind::Text;
        Self { name: field.path.clone(), kind: field.ty.clone(), searchable, display: false }
    }

    fn column(&self) -> Column {
        let listed = self.kind.codes();
        let codes = Codes {
            names: listed.iter().map(|c| c.code.clone()).collect(),
            order: listed.iter().map(|c| c.order).collect(),
        };
        match &self.kind {
            FieldKind::Code { values } if values.len() > usize::from(u8::MAX) => {
                Column::Code16 { data: Vec::new(), codes }
            }
            FieldKind::Code { .. } => Column::Code8 { data: Vec::new(), codes },
            FieldKind::Set { values } if values.len() > 32 => Column::Set64 { data: Vec::new(), codes },
            FieldKind::Set { .. } => Column::Set32 { data: Vec::new(), codes },
            FieldKind::Text => Column::Text(TextColumn::new(self.display)),
            FieldKind::Date => Column::Date(Vec::new()),
            FieldKind::Int => Column::Int(Vec::new()),
            FieldKind::Flag => Column::Flag(Vec::new()),
        }
    }
}

/// Named columns of equal length. Rows are numbered from 0 and never removed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Columns {
    names: Vec<String>,
    searchable: Vec<bool>,
    data: Vec<Column>,
    len: usize,
}

impl Columns {
    /// Empty columns, in this order.
    pub fn new(specs: &[ColumnSpec]) -> Self {
        Self {
            names: specs.iter().map(|s| s.name.clone()).collect(),
            searchable: specs.iter().map(|s| s.searchable).collect(),
            data: specs.iter().map(ColumnSpec::column).collect(),
            len: 0,
        }
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The names, in the order of the cells of a row.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// The place of a column in a row.
    pub fn index(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|n| n == name)
    }

    /// A column by name.
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.data.get(self.index(name)?)
    }

    /// A column by name, to be changed.
    #[cfg(test)]
    pub(super) fn column_mut(&mut self, name: &str) -> Option<&mut Column> {
        let index = self.index(name)?;
        self.data.get_mut(index)
    }

    /// What a row holds in a column.
    pub fn cell(&self, row: u32, name: &str) -> Cell<'_> {
        self.column(name).map_or(Cell::None, |c| c.cell(row))
    }

    /// The columns free words look in.
    pub(super) fn searched(&self) -> impl Iterator<Item = &TextColumn> {
        self.data.iter().zip(&self.searchable).filter_map(|(column, searchable)| match column {
            Column::Text(texts) if *searchable => Some(texts),
            _ => None,
        })
    }

    /// Bytes of memory held by the rows.
    pub fn memory_bytes(&self) -> usize {
        self.data.iter().map(Column::memory_bytes).sum()
    }

    /// Adds a row, one cell per column, and gives its number.
    ///
    /// # Errors
    /// [`ColumnError`] when the cells do not fit; then nothing is stored.
    pub fn push_row(&mut self, cells: &[Cell<'_>]) -> Result<u32, ColumnError> {
        self.check_cells(cells)?;
        let row = u32::try_from(self.len).ok().filter(|r| *r < u32::MAX - 1);
        let row = row.ok_or_else(|| ColumnError::Full(self.names.first().cloned().unwrap_or_default()))?;
        for (column, cell) in self.data.iter_mut().zip(cells) {
            column.push(cell);
        }
        self.len += 1;
        Ok(row)
    }

    /// Replaces a row.
    ///
    /// # Errors
    /// [`ColumnError`] when the row does not exist or the cells do not fit; then nothing is stored.
    pub fn set_row(&mut self, row: u32, cells: &[Cell<'_>]) -> Result<(), ColumnError> {
        if row as usize >= self.len {
            return Err(ColumnError::Row(row));
        }
        self.check_cells(cells)?;
        for (column, cell) in self.data.iter_mut().zip(cells) {
            column.set(row, cell);
        }
        Ok(())
    }

    /// Replaces one cell: a derived column that changed by itself.
    ///
    /// # Errors
    /// [`ColumnError`] when the row or the column does not exist or the cell does not fit; then nothing is stored.
    pub fn set_cell(&mut self, row: u32, column: usize, cell: &Cell<'_>) -> Result<(), ColumnError> {
        if row as usize >= self.len {
            return Err(ColumnError::Row(row));
        }
        let name = self.names.get(column).map_or("", String::as_str);
        let width = self.data.len();
        let place = self.data.get_mut(column).ok_or(ColumnError::Width { want: width, got: column + 1 })?;
        check_cell(place, name, cell)?;
        place.set(row, cell);
        Ok(())
    }

    fn check_cells(&self, cells: &[Cell<'_>]) -> Result<(), ColumnError> {
        if cells.len() != self.data.len() {
            return Err(ColumnError::Width { want: self.data.len(), got: cells.len() });
        }
        let places = self.data.iter().zip(&self.names);
        places.zip(cells).try_for_each(|((column, name), cell)| check_cell(column, name, cell))
    }

    /// Whether every column has as many rows as the table says: a saved table is checked with this after loading.
    pub fn is_sound(&self) -> bool {
        self.data.iter().all(|c| c.len() == self.len)
            && self.names.len() == self.data.len()
            && self.searchable.len() == self.data.len()
    }
}

fn check_cell(column: &Column, name: &str, cell: &Cell<'_>) -> Result<(), ColumnError> {
    if !column.fits(cell) {
        return Err(ColumnError::Kind { column: name.to_owned(), cell: cell.kind() });
    }
    if column.has_room(cell) { Ok(()) } else { Err(ColumnError::Full(name.to_owned())) }
}
