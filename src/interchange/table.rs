//! Reads a file of rows: comma, semicolon, tab or bar between cells, or JSON lines, in any encoding that has a label.
//!
//! What a column means is not known here.

use crate::api::RowError;
use crate::domain::msg::Msg;
use crate::interchange::json_lines;
use crate::interchange::xlsx;
use crate::text::Diagnostic;
use crate::text::visible;
use encoding_rs::Encoding;
use std::borrow::Cow;
use std::collections::BTreeSet;

/// Encodings tried when a file is not UTF-8, only to say which one it may be.
const CANDIDATES: &[&Encoding] =
    &[encoding_rs::GB18030, encoding_rs::BIG5, encoding_rs::SHIFT_JIS, encoding_rs::EUC_KR, encoding_rs::WINDOWS_1252];

/// Delimiters, the likelier first.
const DELIMITERS: &[u8] = b",;\t|";

/// A file of rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Names of the columns.
    pub headers: Vec<String>,
    /// Rows in the order of the file, each with as many cells as there are headers.
    pub records: Vec<Record>,
    /// Rows that have no sound shape.
    pub broken: Vec<RowError>,
}

/// One row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Record {
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its cells; empty where the row says nothing.
    pub cells: Vec<String>,
}

/// Reads a file. `encoding` is what the mapping says; without it the file is UTF-8 or carries a byte-order mark.
pub fn read(file: &str, bytes: &[u8], encoding: Option<&'static Encoding>) -> Result<Table, Diagnostic> {
    if xlsx::is_workbook(bytes) {
        return named(file, xlsx::read(file, bytes)?, "");
    }
    let text = decode(file, bytes, encoding)?;
    let table = if text.trim_start().starts_with('{') { json_lines::read(&text) } else { separated(file, &text)? };
    named(file, table, text.lines().next().unwrap_or_default())
}

/// A table whose columns are named, each once; `first` is the line that names them.
fn named(file: &str, table: Table, first: &str) -> Result<Table, Diagnostic> {
    if table.headers.is_empty() {
        return Err(Diagnostic::error(file, 0, 0, "the file is empty").help("the first line names the columns"));
    }
    let mut seen = BTreeSet::new();
    match table.headers.iter().find(|h| !h.is_empty() && !seen.insert(h.as_str())) {
        Some(twice) => Err(Diagnostic::error(file, 1, 1, format!("column '{}' stands twice", visible(twice)))
            .source(first, 1)
            .help("rename one of them; nothing was read")),
        None => Ok(table),
    }
}

/// The text of a file.
fn decode<'a>(file: &str, bytes: &'a [u8], encoding: Option<&'static Encoding>) -> Result<Cow<'a, str>, Diagnostic> {
    let (encoding, body) = match Encoding::for_bom(bytes) {
        Some((found, skip)) => (found, bytes.get(skip..).unwrap_or_default()),
        None => (encoding.unwrap_or(encoding_rs::UTF_8), bytes),
    };
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(body) {
        return Ok(text);
    }
    let sound =
        if encoding == encoding_rs::UTF_8 { std::str::from_utf8(body).err().map_or(0, |e| e.valid_up_to()) } else { 0 };
    let line = memchr::memchr_iter(b'\n', body.get(..sound).unwrap_or_default()).count() + 1;
    let reads =
        |e: &'static Encoding| e != encoding && e.decode_without_bom_handling_and_without_replacement(body).is_some();
    let help = match CANDIDATES.iter().copied().find(|e| reads(e)) {
        Some(other) => format!(
            "it can be read as {0}: write  encoding = \"{0}\"  into the mapping and look at the result with --dry-run",
            other.name().to_ascii_lowercase()
        ),
        None => "save it as UTF-8, or write  encoding = \"…\"  into the mapping".to_owned(),
    };
    Err(Diagnostic::error(file, line, 1, format!("this is not {}", encoding.name())).help(help))
}

/// The delimiter that stands most often in the first line, outside quotes.
fn delimiter(first_line: &str) -> u8 {
    let mut quoted = false;
    let mut counts = vec![0usize; DELIMITERS.len()];
    for byte in first_line.bytes() {
        if byte == b'"' {
            quoted = !quoted;
        } else if !quoted {
            for (count, _) in counts.iter_mut().zip(DELIMITERS).filter(|(_, d)| **d == byte) {
                *count += 1;
            }
        }
    }
    let best = counts.iter().max().copied().unwrap_or_default();
    counts.iter().zip(DELIMITERS).find(|(n, _)| **n == best).map_or(b',', |(_, d)| *d)
}

/// Counts lines up to a byte, from where it stopped before.
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl Lines<'_> {
    /// The line of the first byte at or after `byte` that is no line break: where the record begins. The csv reader
    /// counts from the byte behind the previous record, which may be a line feed or several blank lines before.
    fn of(&mut self, byte: usize) -> u64 {
        let breaks =
            self.bytes.get(byte..).unwrap_or_default().iter().take_while(|b| matches!(b, b'\r' | b'\n')).count();
        let upto = byte + breaks;
        let passed = self.bytes.get(self.at..upto).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at = upto.max(self.at);
        self.line
    }
}

fn separated(file: &str, text: &str) -> Result<Table, Diagnostic> {
    let first = text.trim_start_matches(['\r', '\n']).lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(first))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut lines = Lines { bytes: text.as_bytes(), at: 0, line: 1 };
    let open_quote = memchr::memchr_iter(b'"', text.as_bytes()).count() % 2 == 1;
    let mut record = csv::StringRecord::new();
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(table),
            Err(e) => return Err(Diagnostic::error(file, 0, 0, e.to_string())),
        }
        let line = lines.of(start);
        if table.headers.is_empty() {
            table.headers = record.iter().map(|h| h.trim().to_owned()).collect();
            continue;
        }
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let at_end = reader.position().byte() >= text.trim_end().len() as u64;
        let wrong = if open_quote && at_end && record.iter().any(|c| c.contains('\n')) {
            Some(Msg::new("import-open-quote"))
        } else if record.len() == table.headers.len() {
            None
        } else {
            Some(Msg::new("import-row-length").with("expected", table.headers.len()).with("found", record.len()))
        };
        match wrong {
            None => table.records.push(Record { line, cells: record.iter().map(str::to_owned).collect() }),
            Some(why) => {
                let value = record.iter().next().unwrap_or_default().chars().take(80).collect();
                table.broken.push(RowError { line, path: String::new(), value, why });
            }
        }
    }
}
