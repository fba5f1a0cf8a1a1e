//! Reads the first sheet of a workbook as a table: what partners and offices fill in and send back.

use crate::interchange::table::Record;
use crate::interchange::table::Table;
use crate::text::Diagnostic;
use calamine::Data;
use calamine::Reader;
use calamine::Xlsx;
use std::io::Cursor;

/// How a workbook begins: it is a zip archive.
const MAGIC: &[u8] = b"PK\x03\x04";

/// Whether bytes are a workbook.
pub(super) fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

/// The first sheet: its first row names the columns, lines are counted as the spreadsheet counts its rows.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Table, Diagnostic> {
    let wrong = |why: String| Diagnostic::error(file, 0, 0, why).help("save it as .xlsx, or as CSV in UTF-8");
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(|e| wrong(e.to_string()))?;
    let Some(sheet) = book.worksheet_range_at(0) else { return Err(wrong("the workbook has no sheet".to_owned())) };
    let range = sheet.map_err(|e| wrong(e.to_string()))?;
    let first = range.start().map_or(0, |(row, _)| u64::from(row));
    let mut rows = range.rows();
    let headers: Vec<String> = rows.next().map(|row| row.iter().map(cell).collect()).unwrap_or_default();
    let record = |(n, row): (u64, &[Data])| Record { line: first + n, cells: row.iter().map(cell).collect() };
    let mut records: Vec<Record> = (2..).zip(rows).map(record).collect();
    records.retain(|r| r.cells.iter().any(|c| !c.is_empty()));
    Ok(Table { headers, records, broken: Vec::new() })
}

/// A cell as people see it: whole numbers without a point, days as `2026-11-23`, with a time where there is one.
fn cell(data: &Data) -> String {
    match data {
        Data::DateTime(at) if at.is_datetime() => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            let date = format!("{year:04}-{month:02}-{day:02}");
            if (hour, minute, second) == (0, 0, 0) { date } else { format!("{date} {hour:02}:{minute:02}:{second:02}") }
        }
        other => other.to_string().trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_a_day() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        sheet.write_string(0, 0, "taken_on").unwrap();
        let day = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
        sheet.write_number_with_format(1, 0, 46_349.0, &day).unwrap();
        sheet.write_number_with_format(2, 0, 46_349.5, &day).unwrap();
        let table = read("taken.xlsx", &book.save_to_buffer().unwrap()).unwrap();
        let cells: Vec<&str> = table.records.iter().flat_map(|r| &r.cells).map(String::as_str).collect();
        assert_eq!(cells, ["2026-11-23", "2026-11-23 12:00:00"]);
    }

    #[test]
    fn the_first_sheet_is_read_with_the_rows_of_the_spreadsheet() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip([["partner", "question", "answer"], ["P-000001", "", "是"], ["", "", ""]]) {
            for (column, text) in (0..).zip(cells) {
                sheet.write_string(row, column, text).unwrap();
            }
        }
        sheet.write_number(1, 1, 7.0).unwrap();
        let bytes = book.save_to_buffer().unwrap();
        assert!(is_workbook(&bytes));
        let table = read("saq.xlsx", &bytes).unwrap();
        assert_eq!(table.headers, ["partner", "question", "answer"]);
        let cells = ["P-000001", "7", "是"].map(str::to_owned).to_vec();
        assert_eq!(table.records, [Record { line: 2, cells }]);
        assert!(read("saq.xlsx", b"PK\x03\x04no").is_err());
    }
}
