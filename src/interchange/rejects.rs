//! The reject file: what was not taken, where it stands, and why in words, so that it can be mended and sent again.

use crate::api::RowError;
use crate::domain::msg::Msg;
use crate::interchange::table::Table;
use std::collections::BTreeMap;

/// The reject file as CSV, a line for each row not taken: line, field, value, why, then the row as it is in the file.
/// Several faults of a row stand one below the other in their cells. `source` is the file as read, where it is a table;
/// `words` turns a message into the reader's language.
///
/// Begins with a byte-order mark: spreadsheets read the file as UTF-8 only then.
pub fn write(
    rejected: &[RowError],
    source: Option<&Table>,
    words: &dyn Fn(&Msg) -> String,
) -> Result<Vec<u8>, csv::Error> {
    let mut by_line: BTreeMap<u64, Vec<&RowError>> = BTreeMap::new();
    for row in rejected {
        by_line.entry(row.line).or_default().push(row);
    }
    let headers = source.map(|t| t.headers.as_slice()).unwrap_or_default();
    let cells: BTreeMap<u64, &[String]> =
        source.into_iter().flat_map(|t| &t.records).map(|r| (r.line, r.cells.as_slice())).collect();
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["line", "field", "value", "why"].into_iter().chain(headers.iter().map(String::as_str)))?;
    for (line, faults) in by_line {
        let told = |of: &dyn Fn(&RowError) -> String| faults.iter().map(|f| of(f)).collect::<Vec<_>>().join("\n");
        let mut row =
            vec![line.to_string(), told(&|f| f.path.clone()), told(&|f| f.value.clone()), told(&|f| words(&f.why))];
        // A row of no sound shape has no cells: its columns stay empty.
        let own = cells.get(&line).copied().unwrap_or_default();
        row.extend(own.iter().cloned().chain(std::iter::repeat(String::new())).take(headers.len()));
        writer.write_record(&row)?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))
}

/// The name of the reject file of a file.
pub fn name(file: &str) -> String {
    format!("{file}.rejects.csv")
}
