//! The register of partners as known at the end of a day (domain.md §1.3, CBP-BP-09; §10.5).

use crate::api::Register;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::report::model::Cell;
use crate::report::model::Column;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::words::Words;
use std::collections::BTreeMap;

/// What the register holds of a partner, in the order of its columns.
pub const FIELDS: &[&str] = &[
    "id",
    "legal_name_local",
    "legal_name_en",
    "type_set",
    "country",
    "identifiers",
    "state",
    "risk",
    "admitted_on",
    "review_due",
    "owner",
];

/// The report of a register that was asked with [`FIELDS`].
pub fn register(words: &Words<'_>, answer: &Register, filter: &str, command: &str) -> Report {
    let def = KindId::Partner.def();
    let columns: Vec<Column> = FIELDS
        .iter()
        .map(|name| match *name {
            "id" | "state" | "risk" | "admitted_on" | "review_due" => words.column(name),
            field => words.field(def, field),
        })
        .collect();
    let place = FIELDS.iter().position(|name| *name == "state").unwrap_or_default();
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    let mut rows = Vec::with_capacity(answer.rows.len());
    for row in &answer.rows {
        let cell = |(name, value): (&&str, &Value)| match (*name, value) {
            ("state", Value::Code(state)) => words.state("partner", state),
            ("risk", Value::Code(band)) => words.code("risk-band", band),
            ("identifiers", Value::List(items)) => Cell::from(identifiers(items)),
            (field, value) => words.value(def.field(field), value),
        };
        rows.push(FIELDS.iter().zip(&row.cells).map(cell).collect());
        if let Some(Value::Code(state)) = row.cells.get(place) {
            *states.entry(state.clone()).or_default() += 1;
        }
    }
    let mut facts = vec![words.fact("as_at", Cell::Date(answer.head.day))];
    facts.push(words.fact("filter", Cell::exact(filter)));
    facts.push(words.fact("count", Cell::count(rows.len())));
    facts.push(words.fact("of", Cell::count(answer.total)));
    facts.extend(words.head(&answer.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let mut counted: Vec<(String, usize)> = states.into_iter().collect();
    counted.sort_by_key(|(_, n)| std::cmp::Reverse(*n));
    let by_state = Table {
        columns: words.columns(&["state", "count"]),
        rows: counted.iter().map(|(state, n)| vec![words.state("partner", state), Cell::count(*n)]).collect(),
    };
    let count = rows.len();
    Report {
        name: "register".to_owned(),
        title: words.text(&Msg::new("report-register").with("day", answer.head.day)),
        facts,
        sections: vec![
            Section {
                name: "states".to_owned(),
                title: words.i18n.label("report-by-state"),
                table: Some(by_state),
                ..Section::default()
            },
            Section {
                name: "partners".to_owned(),
                title: words.i18n.label("report-partners"),
                table: Some(Table { columns, rows }),
                ..Section::default()
            },
        ],
        at: answer.head.at,
        count,
        summary: Msg::new("report-register-done").with("n", count).with("day", answer.head.day),
    }
}

/// Schemes with their values, one a line.
fn identifiers(items: &[Value]) -> String {
    let line = |item: &Value| {
        let part = |at: usize| item.items().get(at).map(ToString::to_string).unwrap_or_default();
        format!("{} {}", part(0), part(1))
    };
    items.iter().map(line).collect::<Vec<_>>().join("\n")
}
