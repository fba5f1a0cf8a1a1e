//! A report as a workbook: one sheet with the facts, one for each section with a table. Texts are written as texts, so
//! that none is taken for a formula; the workbook's time is that of the journal, so that equal reports are equal bytes.

use crate::report::model::Cell;
use crate::report::model::Fact;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use rust_xlsxwriter::DocProperties;
use rust_xlsxwriter::ExcelDateTime;
use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::Worksheet;
use rust_xlsxwriter::XlsxError;
use std::collections::BTreeSet;

/// Characters a cell holds at most.
const LONGEST: usize = 32_000;
/// Characters the name of a sheet holds at most.
const NAME: usize = 31;
/// Rows of a sheet, less some for headings.
const ROWS: usize = 1_048_000;
/// Width of the columns, in characters.
const WIDTH: u8 = 22;

/// The report as a workbook.
pub fn render(report: &Report) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let at = ExcelDateTime::from_timestamp(report.at.timestamp())?;
    book.set_properties(&DocProperties::new().set_title(&report.title).set_creation_datetime(&at));
    let mut names = BTreeSet::new();
    let bold = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet.set_name(name(&report.title, &mut names))?;
    cover(sheet, report, &bold)?;
    for section in &report.sections {
        if let Some(table) = &section.table {
            for rows in chunks(table) {
                let sheet = book.add_worksheet();
                sheet.set_name(name(&section.title, &mut names))?;
                sheet_of(sheet, table, rows, &bold)?;
            }
        }
    }
    book.save_to_buffer()
}

/// The rows of each sheet a table needs; one sheet also when there are none.
fn chunks(table: &Table) -> Vec<&[Vec<Cell>]> {
    if table.rows.is_empty() { vec![&[]] } else { table.rows.chunks(ROWS).collect() }
}

fn cover(sheet: &mut Worksheet, report: &Report, bold: &Format) -> Result<(), XlsxError> {
    sheet.set_column_width(0, WIDTH)?.set_column_width(1, 90)?;
    sheet.write_string_with_format(0, 0, &report.title, bold)?;
    let mut row = 2;
    let write = |sheet: &mut Worksheet, facts: &[Fact], row: &mut u32| -> Result<(), XlsxError> {
        for fact in facts {
            sheet.write_string(*row, 0, &fact.label)?;
            put(sheet, *row, 1, &fact.value)?;
            *row += 1;
        }
        Ok(())
    };
    write(sheet, &report.facts, &mut row)?;
    for Section { title, text, facts, .. } in &report.sections {
        row += 1;
        sheet.write_string_with_format(row, 0, title, bold)?;
        row += 1;
        for line in text {
            sheet.write_string(row, 0, cut(line))?;
            row += 1;
        }
        write(sheet, facts, &mut row)?;
    }
    Ok(())
}

fn sheet_of(sheet: &mut Worksheet, table: &Table, rows: &[Vec<Cell>], bold: &Format) -> Result<(), XlsxError> {
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.set_column_width(at, WIDTH)?;
        sheet.write_string_with_format(0, at, &column.label, bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    for (line, row) in (1u32..).zip(rows) {
        for (at, cell) in (0u16..).zip(row) {
            put(sheet, line, at, cell)?;
        }
    }
    Ok(())
}

fn put(sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        // Beyond this a workbook's numbers lose digits.
        Cell::Int(n) | Cell::Amount(n) if n.abs() < 1 << 53 => {
            let number = i32::try_from(*n).map_or_else(|_| n.to_string().parse().unwrap_or(0.0), f64::from);
            sheet.write_number(row, column, number)?;
        }
        other => {
            sheet.write_string(row, column, cut(&other.shown()))?;
        }
    }
    Ok(())
}

fn cut(text: &str) -> String {
    let clean: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    match clean.char_indices().nth(LONGEST) {
        Some((at, _)) => format!("{}…", clean.get(..at).unwrap_or_default()),
        None => clean,
    }
}

/// A name a sheet may have, given once.
fn name(title: &str, taken: &mut BTreeSet<String>) -> String {
    let allowed = |c: &char| !c.is_control() && !['[', ']', ':', '*', '?', '/', '\\', '\''].contains(c);
    let plain: String = title.chars().filter(allowed).take(NAME - 4).collect();
    let first = if plain.trim().is_empty() { "-".to_owned() } else { plain.trim().to_owned() };
    let numbered = (2..).map(|n| format!("{first} {n}"));
    // Excel keeps this name for itself.
    let may = |name: &String| !taken.contains(&name.to_lowercase()) && !name.eq_ignore_ascii_case("history");
    let free = std::iter::once(first.clone()).chain(numbered).find(may);
    let name = free.unwrap_or(first);
    taken.insert(name.to_lowercase());
    name
}
