//! JSON lines as a table: one object a line, its names are the columns.

use crate::api::RowError;
use crate::domain::msg::Msg;
use crate::interchange::table::Record;
use crate::interchange::table::Table;
use serde_json::Map;
use serde_json::Value;

/// Reads the lines; what is no flat object is reported and left out.
pub(crate) fn read(text: &str) -> Table {
    let mut table = Table::default();
    for (index, line) in text.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let line_number = index as u64 + 1;
        let broken = |path: &str, why: Msg| RowError {
            line: line_number,
            path: path.to_owned(),
            value: line.chars().take(80).collect(),
            why,
        };
        let object: Map<String, Value> = match serde_json::from_str(line) {
            Ok(object) => object,
            Err(e) => {
                let why = Msg::new("import-not-json").with("column", e.column()).with("reason", e.to_string());
                table.broken.push(broken("", why));
                continue;
            }
        };
        let mut cells = vec![String::new(); table.headers.len()];
        let mut nested = None;
        for (name, value) in &object {
            let Some(cell) = cell(value) else {
                nested = Some(name.clone());
                break;
            };
            let place = table.headers.iter().position(|h| h == name).unwrap_or_else(|| {
                table.headers.push(name.clone());
                table.headers.len() - 1
            });
            cells.resize(table.headers.len(), String::new());
            if let Some(slot) = cells.get_mut(place) {
                *slot = cell;
            }
        }
        match nested {
            Some(name) => table.broken.push(broken(&name, Msg::new("import-json-nested"))),
            None => table.records.push(Record { line: line_number, cells }),
        }
    }
    let width = table.headers.len();
    table.records.iter_mut().for_each(|r| r.cells.resize(width, String::new()));
    table
}

/// A value as the cell of a table; nothing for what a cell cannot hold.
fn cell(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some(String::new()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Number(n) => Some(n.to_string()),
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => {
            let plain = |item: &Value| if matches!(item, Value::Array(_)) { None } else { cell(item) };
            items.iter().map(plain).collect::<Option<Vec<_>>>().map(|cells| cells.join(", "))
        }
        Value::Object(_) => None,
    }
}
