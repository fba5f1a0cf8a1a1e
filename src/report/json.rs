//! A report as one JSON object, for programs: names instead of labels, codes instead of words.

use crate::report::model::Cell;
use crate::report::model::Fact;
use crate::report::model::Report;
use crate::report::model::Section;
use serde_json::Map;
use serde_json::Value;
use serde_json::json;

/// The report as JSON.
pub fn render(report: &Report) -> String {
    let sections: Vec<Value> = report.sections.iter().map(section).collect();
    let object = json!({
        "report": report.name,
        "title": report.title,
        "count": report.count,
        "facts": facts(&report.facts),
        "sections": sections,
    });
    format!("{object:#}\n")
}

fn section(section: &Section) -> Value {
    let rows = section.table.as_ref().map(|table| {
        let row = |row: &Vec<Cell>| {
            let pairs = table.columns.iter().zip(row).map(|(column, cell)| (column.name.clone(), value(cell)));
            Value::Object(pairs.collect::<Map<_, _>>())
        };
        table.rows.iter().map(row).collect::<Vec<_>>()
    });
    json!({
        "name": section.name,
        "title": section.title,
        "text": section.text,
        "facts": facts(&section.facts),
        "rows": rows,
    })
}

fn facts(facts: &[Fact]) -> Value {
    Value::Object(facts.iter().map(|fact| (fact.name.clone(), value(&fact.value))).collect::<Map<_, _>>())
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) | Cell::Exact(text) => text.as_str().into(),
        Cell::Code { code, .. } => code.as_str().into(),
        Cell::Int(n) | Cell::Amount(n) => (*n).into(),
        Cell::Date(day) => day.to_string().into(),
    }
}
