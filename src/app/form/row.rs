//! A pasted spreadsheet row: its columns in the order of the field table, shown field by field before it is taken.

use crate::app::form::sheet::Place;
use crate::app::form::sheet::Shape;
use crate::app::form::sheet::Sheet;
use crate::domain::msg::Msg;
use crate::text;
use crate::text::Mode;

/// One column of the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Where it goes; none beyond the last field.
    pub place: Option<Place>,
    /// Message id of the field's label; empty beyond the last field.
    pub label: String,
    /// The text.
    pub text: String,
    /// What is wrong with it.
    pub error: Option<Msg>,
}

/// Reads a row of tab-separated columns; bad ones come first, otherwise in the order of the fields.
pub fn read(sheet: &Sheet, pasted: &str) -> Vec<Column> {
    let first = pasted.lines().find(|l| !l.trim().is_empty()).unwrap_or_default();
    let plain = sheet.sections.iter().enumerate().filter(|(_, s)| s.shape == Shape::One);
    let mut places = plain.map(|(section, s)| (Place { section, element: Some(0), cell: 0 }, s.field));
    let mut columns: Vec<Column> = first
        .split('\t')
        .map(|raw| {
            let text = text::sanitise(raw.trim().trim_matches('"'), Mode::Line).text;
            let Some((place, field)) = places.next() else {
                let error = (!text.is_empty()).then(|| Msg::new("form-row-too-long"));
                return Column { place: None, label: String::new(), text, error };
            };
            let error = field.parse(&text).err();
            Column { place: Some(place), label: field.label(), text, error }
        })
        .filter(|c| !c.text.is_empty() || c.error.is_some())
        .collect();
    columns.sort_by_key(|c| c.error.is_none());
    columns
}
