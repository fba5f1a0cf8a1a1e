//! Turns a table into rows a desk takes, by a mapping. Bad rows are set aside with every reason; good rows are kept.

use crate::api::Assign;
use crate::api::ImportRow;
use crate::api::RowError;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::identifiers;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::mapping::Column;
use crate::interchange::mapping::Mapping;
use crate::interchange::mapping::field_at;
use crate::interchange::place::Place;
use crate::interchange::table::Record;
use crate::interchange::table::Table;
use crate::text::Diagnostic;
use crate::text::Mode;
use crate::text::did_you_mean;
use crate::text::sanitise;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// More different texts than this in a column of codes are looked up one by one.
const MEMO: usize = 4_096;

/// What a file gives.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// Rows for the desk, in the order of the file.
    pub rows: Vec<ImportRow>,
    /// What was not taken and why, in the order of the file; a row may be there several times.
    pub rejected: Vec<RowError>,
    /// Columns that no field takes.
    pub ignored: Vec<String>,
}

/// Reads the rows of a table. Fails as a whole when mapping and columns do not fit.
pub fn rows(file: &str, table: &Table, mapping: &Mapping) -> Result<Rows, Vec<Diagnostic>> {
    let bound = Bound::new(file, table, mapping)?;
    let read: Vec<Result<ImportRow, Vec<RowError>>> = table.records.par_iter().map(|r| bound.row(r)).collect();
    let mut made = Rows { rejected: table.broken.clone(), ..Rows::default() };
    let mut keys: BTreeMap<(String, Value), u64> = BTreeMap::new();
    for row in read {
        let row = match row {
            Ok(row) => row,
            Err(wrong) => {
                made.rejected.extend(wrong);
                continue;
            }
        };
        if let Some(key) = &row.key {
            match keys.entry((key.path.clone(), key.value.clone())) {
                Entry::Vacant(free) => {
                    free.insert(row.line);
                }
                Entry::Occupied(first) => {
                    let why = Msg::new("import-line-twice").with("line", *first.get());
                    made.rejected.push(RowError {
                        line: row.line,
                        path: key.path.clone(),
                        value: key.value.to_string(),
                        why,
                    });
                    continue;
                }
            }
        }
        made.rows.push(row);
    }
    made.rejected.sort_by_key(|r| r.line);
    let taken: Vec<&str> = bound.columns.iter().map(|c| c.column.header.as_str()).collect();
    made.ignored = table.headers.iter().filter(|h| !taken.contains(&h.as_str())).cloned().collect();
    Ok(made)
}

/// A mapping on the columns of one table.
struct Bound<'a> {
    mapping: &'a Mapping,
    columns: Vec<BoundColumn<'a>>,
    keys: Vec<String>,
}

struct BoundColumn<'a> {
    at: usize,
    column: Column,
    words: Option<&'a BTreeMap<String, String>>,
    /// The scheme, when the column holds the values of identifiers.
    scheme: Option<String>,
    /// Whether the path names an element of a group: an empty cell makes none.
    element: bool,
    memo: BTreeMap<String, Result<Value, Msg>>,
}

impl<'a> Bound<'a> {
    fn new(file: &str, table: &Table, mapping: &'a Mapping) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let columns = match &mapping.columns {
            Some(columns) => columns.clone(),
            None => by_headers(file, table, mapping, &mut problems),
        };
        let mut bound = Vec::new();
        for column in columns {
            match table.headers.iter().position(|h| *h == column.header) {
                Some(at) => bound.push(BoundColumn::new(at, column, mapping, table)),
                None => problems.push(missing(file, table, &column)),
            }
        }
        if bound.is_empty() && problems.is_empty() {
            problems.push(
                Diagnostic::error(file, 1, 1, "no column is the name of a field")
                    .source(table.headers.join(","), 1)
                    .help("write a mapping:  entrepot import KIND FILE --suggest > M.toml"),
            );
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let paths: Vec<&str> = bound.iter().map(|c| c.column.path.as_str()).collect();
        let constants = mapping.constants.iter().map(|c| c.path.as_str());
        let known: Vec<&str> = paths.into_iter().chain(constants).collect();
        let keys = mapping.keys.iter().flat_map(|(key, _)| {
            let of_group = format!("{key}[");
            known
                .iter()
                .filter(move |p| **p == key || p.starts_with(&of_group))
                .map(|p| (*p).to_owned())
                .collect::<Vec<_>>()
        });
        let keys = keys.collect();
        Ok(Self { mapping, columns: bound, keys })
    }

    fn row(&self, record: &Record) -> Result<ImportRow, Vec<RowError>> {
        let mut fields = self.mapping.constants.clone();
        let mut wrong = Vec::new();
        for column in &self.columns {
            let text = record.cells.get(column.at).map_or("", String::as_str);
            match column.value(text) {
                Ok(Some(value)) => fields.push(Assign { path: column.column.path.clone(), value }),
                Ok(None) => {}
                Err(why) => wrong.push(RowError {
                    line: record.line,
                    path: column.column.path.clone(),
                    value: text.chars().take(200).collect(),
                    why,
                }),
            }
        }
        let key = self.keys.iter().find_map(|k| fields.iter().find(|f| f.path == *k)).cloned();
        if key.is_none() && !self.keys.is_empty() && wrong.is_empty() {
            let path = self.keys.join(", ");
            wrong.push(RowError { line: record.line, path, value: String::new(), why: Msg::new("import-no-key") });
        }
        if wrong.is_empty() { Ok(ImportRow { line: record.line, key, fields }) } else { Err(wrong) }
    }
}

/// Columns whose headers are names of fields; other columns are left out, fields an import may not write are mistakes.
fn by_headers(file: &str, table: &Table, mapping: &Mapping, problems: &mut Vec<Diagnostic>) -> Vec<Column> {
    let mut made = Vec::new();
    for header in &table.headers {
        match field_at(mapping.kind, header) {
            Ok(field) => made.push(Column {
                header: header.clone(),
                path: header.clone(),
                field,
                trim: true,
                place: Place::default(),
            }),
            Err((message, help)) if mapping.kind.def().field(header).is_some() => {
                problems.push(Diagnostic::error(file, 1, 1, message).help(help));
            }
            Err(_) => {}
        }
    }
    made
}

fn missing(file: &str, table: &Table, column: &Column) -> Diagnostic {
    let help = match did_you_mean(&column.header, table.headers.iter().map(String::as_str)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("columns of the file are {}", table.headers.join(", ")),
    };
    column.place.error(format!("{file} has no column '{}'", column.header)).help(help)
}

impl<'a> BoundColumn<'a> {
    fn new(at: usize, column: Column, mapping: &'a Mapping, table: &Table) -> Self {
        let words = mapping.values.get(&column.header);
        let scheme =
            column.path.strip_prefix("identifiers[").and_then(|p| p.strip_suffix("].value")).map(str::to_owned);
        let element = column.path.contains('[');
        let mut made = Self { at, column, words, scheme, element, memo: BTreeMap::new() };
        if is_code(made.column.field) {
            // Codes repeat: looking each text up once makes a file of countries ten times faster.
            let mut memo = BTreeMap::new();
            for text in table.records.iter().filter_map(|r| r.cells.get(at)) {
                if memo.len() >= MEMO {
                    break;
                }
                if !memo.contains_key(text) {
                    memo.insert(text.clone(), made.column.field.parse(&made.clean(text)));
                }
            }
            made.memo = memo;
        }
        made
    }

    /// The text as it may be stored, after the mapping's own words.
    fn clean(&self, text: &str) -> String {
        let text = self.words.and_then(|words| words.get(text.trim())).map_or(text, String::as_str);
        let mode = if self.column.field.is(Flag::Long) { Mode::Block } else { Mode::Line };
        let clean = sanitise(text, mode).text;
        if self.column.trim { clean.trim().to_owned() } else { clean }
    }

    /// The value of a cell; none for a blank one, which says nothing about the field.
    fn value(&self, text: &str) -> Result<Option<Value>, Msg> {
        let field = self.column.field;
        if let Some(known) = self.memo.get(text) {
            return known.clone().map(|v| Some(v).filter(|v| !v.is_empty()));
        }
        let clean = self.clean(text);
        if clean.trim().is_empty() {
            return if self.element { Ok(None) } else { field.check(&Value::Null).map(|()| None) };
        }
        let value = match (&self.scheme, field.ty) {
            (Some(scheme), _) => {
                let verdict = identifiers::check(scheme, &clean);
                Value::Text(verdict.as_ref().and_then(|v| v.canonical()).map_or(clean, str::to_owned))
            }
            (None, FieldType::Text(_)) => Value::Text(clean),
            _ => return field.parse(&clean).map(Some),
        };
        field.check(&value)?;
        Ok(Some(value))
    }
}

fn is_code(field: &Field) -> bool {
    matches!(field.ty, FieldType::Code(_))
        || matches!(field.ty, FieldType::List(of) if matches!(of, FieldType::Code(_)))
}
