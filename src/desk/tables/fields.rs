//! Columns out of field tables: which columns a kind's roster has, and the cells of a stored record.

use crate::domain::assessment::overall::Decision;
use crate::domain::clock::Running;
use crate::domain::clock::day_of;
use crate::domain::field::CodeTable;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::Approval;
use crate::domain::operator::Role;
use crate::domain::training::TrainingResult;
use crate::domain::triage::Triage;
use crate::domain::value::Value;
use crate::query::Cell;
use crate::query::CodeInfo;
use crate::query::ColumnSpec;
use crate::query::FieldInfo;
use crate::query::FieldKind;
use chrono::NaiveDate;
use chrono_tz::Tz;

/// A cell that owns what it shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Made {
    /// Nothing.
    None,
    /// A code.
    Code(String),
    /// Codes.
    Codes(Vec<String>),
    /// A day.
    Date(NaiveDate),
    /// A number.
    Int(i32),
    /// Text.
    Text(String),
}

impl Made {
    /// As a cell of a column.
    pub fn cell(&self) -> Cell<'_> {
        match self {
            Made::None => Cell::None,
            Made::Code(c) => Cell::Code(c),
            Made::Codes(codes) => Cell::Codes(codes.iter().map(String::as_str).collect()),
            Made::Date(d) => Cell::Date(*d),
            Made::Int(n) => Cell::Int(*n),
            Made::Text(t) => Cell::Text(t),
        }
    }
}

/// Short names of long fields, as lists head their columns and people type them.
const SHORT: &[(&str, &str)] = &[
    ("type_set", "type"),
    ("credit_grade", "credit"),
    ("credit_checked_on", "credit_checked"),
    ("valid_to", "expiring"),
    ("proposed_by", "from"),
    ("proposed_at", "proposed"),
    ("identifiers", "identifier"),
];

/// The field behind a short name.
pub fn alias(name: &str) -> &str {
    SHORT.iter().find(|(_, short)| *short == name).map_or(name, |(long, _)| long)
}

/// Derived columns of a kind, in the order in which [`super::derive`] fills them.
pub fn derived(kind: KindId) -> Vec<(&'static str, FieldKind)> {
    let findings = || vec![("blocking", FieldKind::Int), ("findings", FieldKind::Int), ("open", FieldKind::Int)];
    match kind {
        KindId::Partner => {
            let mut columns = vec![
                ("name", FieldKind::Text),
                ("docs", FieldKind::Int),
                ("docs_missing", FieldKind::Int),
                ("lapse", FieldKind::Date),
                ("review_due", FieldKind::Date),
                ("retain_until", FieldKind::Date),
                ("risk", FieldKind::Code { values: codes_of("risk_band") }),
                ("residual", FieldKind::Int),
                ("triage", FieldKind::Code { values: table_codes(&Triage::TABLE) }),
            ];
            columns.extend(findings());
            columns
        }
        KindId::Document => {
            vec![("name", FieldKind::Text), ("by", FieldKind::Text), ("retain_until", FieldKind::Date)]
        }
        KindId::Hold | KindId::Erasure => vec![("name", FieldKind::Text), ("by", FieldKind::Text)],
        KindId::Training => vec![
            ("name", FieldKind::Text),
            ("score", FieldKind::Int),
            ("result", FieldKind::Code { values: table_codes(&TrainingResult::TABLE) }),
            ("valid_to", FieldKind::Date),
        ],
        KindId::Session => {
            let mut columns = vec![("attendees", FieldKind::Int)];
            columns.extend(findings());
            columns
        }
        KindId::Case => {
            let mut columns = vec![
                ("name", FieldKind::Text),
                ("risk", FieldKind::Code { values: codes_of("risk_band") }),
                ("step", FieldKind::Int),
                ("due", FieldKind::Date),
                ("left", FieldKind::Int),
                ("clock", FieldKind::Code { values: table_codes(&Running::TABLE) }),
                ("role", FieldKind::Code { values: table_codes(&Role::TABLE) }),
                ("triage", FieldKind::Code { values: table_codes(&Triage::TABLE) }),
            ];
            columns.extend(findings());
            columns
        }
        KindId::Certificate => certificate(findings()),
        // Sorted as text of one width; shown as the record has it.
        KindId::Rate => vec![("usd", FieldKind::Text)],
        KindId::Operator | KindId::BankAccount | KindId::Claim => vec![("name", FieldKind::Text)],
        KindId::Letter => vec![
            ("name", FieldKind::Text),
            ("reminders", FieldKind::Int),
            ("by", FieldKind::Text),
            ("approval", FieldKind::Code { values: table_codes(&Approval::TABLE) }),
        ],
        KindId::Assessment => {
            let mut columns = vec![
                ("name", FieldKind::Text),
                ("items_open", FieldKind::Int),
                ("total", FieldKind::Int),
                ("flags", FieldKind::Text),
                ("decision", FieldKind::Code { values: table_codes(&Decision::TABLE) }),
                ("actions", FieldKind::Int),
                ("action_due", FieldKind::Date),
            ];
            columns.extend(findings());
            columns
        }
        _ => Vec::new(),
    }
}

/// Those of certificates, with what is counted of their findings.
fn certificate(counted: Vec<(&'static str, FieldKind)>) -> Vec<(&'static str, FieldKind)> {
    let mut columns = vec![
        ("name", FieldKind::Text),
        ("covers", FieldKind::Text),
        ("expires", FieldKind::Date),
        ("ends", FieldKind::Date),
        ("profiles", FieldKind::Text),
        ("gaps", FieldKind::Int),
        ("renewal", FieldKind::Int),
    ];
    columns.extend(counted);
    columns
}

/// Whether a column follows from more than the record's own fields.
pub fn is_derived(kind: KindId, column: &str) -> bool {
    derived(kind).iter().any(|(name, _)| *name == column)
}

fn table_codes(table: &CodeTable) -> Vec<CodeInfo> {
    let label = |c: &str| if table.labelled { table.label(c) } else { String::new() };
    (0..).zip(table.codes).map(|(i, c)| CodeInfo { code: (*c).to_owned(), label: label(c), order: Some(i) }).collect()
}

fn codes_of(field: &str) -> Vec<CodeInfo> {
    let found = KindId::Partner.def().field(field).map(|f| kind_of(f.ty));
    match found {
        Some(Some(FieldKind::Code { values })) => values,
        _ => Vec::new(),
    }
}

/// The fields a kind's roster can be filtered and sorted by. Labels are message ids; the screens translate them.
pub fn schema(kind: KindId) -> Vec<FieldInfo> {
    let info = |path: &str, ty: FieldKind, label: String| FieldInfo {
        path: path.to_owned(),
        aliases: SHORT.iter().filter(|(long, _)| *long == path).map(|(_, short)| (*short).to_owned()).collect(),
        ty,
        label,
    };
    let mut out = vec![
        info("state", FieldKind::Code { values: states(kind) }, "column-state".to_owned()),
        info("since", FieldKind::Date, "field-since".to_owned()),
        info("made", FieldKind::Date, "field-made".to_owned()),
    ];
    for field in roster_fields(kind) {
        if let Some(ty) = kind_of(field.ty) {
            out.push(info(field.name, ty, field.label()));
        }
    }
    out.extend(
        derived(kind).into_iter().map(|(name, ty)| info(name, ty, format!("column-{}", name.replace('_', "-")))),
    );
    out
}

/// The column of a field; only texts people look for by bare words are searched.
pub fn spec(info: &FieldInfo) -> ColumnSpec {
    let searchable = info.ty == FieldKind::Text
        && !matches!(info.path.as_str(), "legal_name_local" | "legal_name_en" | "by" | "origin");
    ColumnSpec { searchable, ..ColumnSpec::of(info) }
}

fn states(kind: KindId) -> Vec<CodeInfo> {
    let catalog = crate::catalog::Catalog::shipped().ok();
    let states = catalog.and_then(|c| c.lifecycle(kind.def().name)).map(|l| l.states.as_slice()).unwrap_or_default();
    let info = |(place, state): (i32, &String)| CodeInfo {
        code: state.clone(),
        label: format!("state-{}-{}", kind.def().name, state.replace('_', "-")),
        order: Some(place),
    };
    (0..).zip(states).map(info).collect()
}

fn roster_fields(kind: KindId) -> impl Iterator<Item = &'static Field> {
    kind.def().fields.iter().filter(|f| f.is(Flag::Roster))
}

fn kind_of(ty: FieldType) -> Option<FieldKind> {
    Some(match ty {
        // A set has 64 places; countries have more, so lists of them are found as text.
        FieldType::List(FieldType::Code(table)) if table.codes.len() <= 64 => {
            FieldKind::Set { values: table_codes(table) }
        }
        FieldType::Text(_) | FieldType::Ref(_) | FieldType::List(_) => FieldKind::Text,
        FieldType::Code(table) => FieldKind::Code { values: table_codes(table) },
        FieldType::Date => FieldKind::Date,
        FieldType::Instant | FieldType::Int => FieldKind::Int,
        _ => return None,
    })
}

/// Whether a field of this type has a column; what [`kind_of`] says without making its codes.
const fn is_column(ty: FieldType) -> bool {
    !matches!(ty, FieldType::Group(_) | FieldType::Sealed | FieldType::Money | FieldType::Decimal | FieldType::Flag)
}

/// Minutes since 1970, in which instants are filtered and sorted.
pub fn minutes(at: chrono::DateTime<chrono::Utc>) -> i32 {
    i32::try_from(at.timestamp().div_euclid(60)).unwrap_or(i32::MAX)
}

/// The cells that come straight from a record, days as they begin in a zone, in the order of [`schema`].
pub fn stored_cells(stored: &Stored, zone: Tz) -> Vec<Made> {
    let mut out = Vec::with_capacity(32);
    out.push(Made::Code(stored.state.clone()));
    out.push(Made::Date(day_of(stored.since, zone)));
    out.push(Made::Date(day_of(stored.made_at, zone)));
    let fields = stored.id.kind.def().fields.iter().enumerate();
    for (index, field) in fields.filter(|(_, f)| f.is(Flag::Roster)) {
        if is_column(field.ty) {
            out.push(made(field.ty, stored.record.at(index)));
        }
    }
    out
}

fn made(ty: FieldType, value: Value) -> Made {
    match (ty, value) {
        (_, Value::Code(c)) => Made::Code(c),
        (_, Value::Text(t) | Value::Ref(t)) => Made::Text(t),
        (_, Value::Date(d)) => Made::Date(d),
        (_, Value::Instant(at)) => Made::Int(minutes(at)),
        (_, Value::Int(n)) => Made::Int(i32::try_from(n).unwrap_or(i32::MAX)),
        (FieldType::List(FieldType::Code(table)), Value::List(items)) if table.codes.len() <= 64 => {
            Made::Codes(items.iter().map(ToString::to_string).collect())
        }
        (FieldType::List(FieldType::Group(_)), Value::List(items)) => {
            // The second member of a group is its value, the first its key.
            let line = |group: &Value| group.items().get(1).map(ToString::to_string).unwrap_or_default();
            Made::Text(items.iter().map(line).collect::<Vec<_>>().join("\n"))
        }
        (_, Value::List(items)) => Made::Text(items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")),
        _ => Made::None,
    }
}
