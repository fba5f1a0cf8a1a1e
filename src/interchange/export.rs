//! Writes rows to files: comma-separated or JSON lines, by the ending of the name.

use crate::domain::field::FieldType;
use crate::domain::value::Value;
use serde_json::Map;
use std::io;
use std::io::Write;

/// A format of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, UTF-8, RFC 4180 quotes.
    Csv,
    /// Tab-separated.
    Tsv,
    /// One JSON object a line.
    JsonLines,
}

impl Format {
    /// The format a file's ending asks for; CSV for standard output.
    pub fn of(name: &str) -> Option<Self> {
        if name == "-" {
            return Some(Format::Csv);
        }
        match name.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
            "csv" => Some(Format::Csv),
            "tsv" => Some(Format::Tsv),
            "json" | "jsonl" | "ndjson" => Some(Format::JsonLines),
            _ => None,
        }
    }
}

/// A column: its name and, where it is a field, its type.
#[derive(Debug, Clone)]
pub struct Column {
    /// The heading.
    pub name: String,
    /// The type, which names the members of groups.
    pub ty: Option<FieldType>,
}

/// Writes rows one after the other.
pub struct Writer<'a> {
    columns: &'a [Column],
    sink: Sink<'a>,
}

enum Sink<'a> {
    Separated(Box<csv::Writer<&'a mut dyn Write>>),
    Lines(&'a mut dyn Write),
}

impl<'a> Writer<'a> {
    /// Begins a file: for separated formats the headings are written.
    pub fn new(format: Format, columns: &'a [Column], out: &'a mut dyn Write) -> io::Result<Self> {
        let delimiter = if format == Format::Tsv { b'\t' } else { b',' };
        let sink = if format == Format::JsonLines {
            Sink::Lines(out)
        } else {
            let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(out);
            writer.write_record(columns.iter().map(|c| c.name.as_str())).map_err(io::Error::from)?;
            Sink::Separated(Box::new(writer))
        };
        Ok(Self { columns, sink })
    }

    /// Writes a row with its cells in the order of the columns.
    pub fn row(&mut self, cells: &[Value]) -> io::Result<()> {
        match &mut self.sink {
            Sink::Separated(writer) => {
                writer.write_record(cells.iter().map(ToString::to_string)).map_err(io::Error::from)
            }
            Sink::Lines(out) => {
                let object = object(self.columns, cells);
                serde_json::to_writer(&mut **out, &object)?;
                out.write_all(b"\n")
            }
        }
    }

    /// Ends the file.
    pub fn finish(self) -> io::Result<()> {
        match self.sink {
            Sink::Separated(mut writer) => writer.flush(),
            Sink::Lines(out) => out.flush(),
        }
    }
}

/// A row as an object.
pub fn object(columns: &[Column], cells: &[Value]) -> serde_json::Value {
    let pairs = columns.iter().zip(cells).map(|(c, value)| (c.name.clone(), json(value, c.ty)));
    serde_json::Value::Object(pairs.collect::<Map<_, _>>())
}

/// A value as JSON: numbers and flags as such, days and moments as ISO 8601, decimals and amounts as text so that no
/// digit is lost, groups as objects where their type is known. Secrets are never written.
pub fn json(value: &Value, ty: Option<FieldType>) -> serde_json::Value {
    match value {
        Value::Null => serde_json::Value::Null,
        Value::Flag(yes) => (*yes).into(),
        Value::Int(n) => (*n).into(),
        Value::List(items) => {
            let of = match ty {
                Some(FieldType::List(of)) => Some(*of),
                _ => None,
            };
            items.iter().map(|item| json(item, of)).collect()
        }
        Value::Group(items) => match ty {
            Some(FieldType::Group(fields)) => {
                let pairs = fields.iter().zip(items).map(|(f, item)| (f.name.to_owned(), json(item, Some(f.ty))));
                serde_json::Value::Object(pairs.collect::<Map<_, _>>())
            }
            _ => items.iter().map(|item| json(item, None)).collect(),
        },
        other => other.to_string().into(),
    }
}
