//! The reject file: what was not taken, where it stands, and why in words, so that it can be mended and sent again.

use crate::api::RowError;
use crate::domain::msg::Msg;

/// The reject file as CSV: line, field, value, why. `words` turns a message into the reader's language.
///
/// Begins with a byte-order mark: spreadsheets read the file as UTF-8 only then.
pub fn write(rejected: &[RowError], words: &dyn Fn(&Msg) -> String) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(["line", "field", "value", "why"])?;
    for row in rejected {
        writer.write_record([&row.line.to_string(), &row.path, &row.value, &words(&row.why)])?;
    }
    writer.into_inner().map_err(|e| csv::Error::from(std::io::Error::other(e.to_string())))
}

/// The name of the reject file of a file.
pub fn name(file: &str) -> String {
    format!("{file}.rejects.csv")
}
