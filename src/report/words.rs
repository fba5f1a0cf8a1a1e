//! The words of a report: labels, codes and values in the reader's language, times in the desk's zone.

use crate::api::report::HeadLine;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::kind::KindDef;
use crate::domain::kind::group_of;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::i18n::format;
use crate::report::model::Cell;
use crate::report::model::Column;
use crate::report::model::Fact;
use chrono::DateTime;
use chrono::Utc;
use chrono_tz::Tz;

/// Opens a sealed text of a field; nothing when it must stay masked.
pub type Unseal<'a> = &'a dyn Fn(&Sealed, &str) -> Option<String>;

/// Language, zone and secrets of a report.
#[derive(Clone, Copy)]
pub struct Words<'a> {
    /// The language.
    pub i18n: &'a I18n,
    /// The desk's zone.
    pub zone: Tz,
    /// Opens sealed texts, when that was asked for and granted.
    pub unseal: Option<Unseal<'a>>,
}

impl Words<'_> {
    /// The words of an id; the fallback when there are none.
    pub fn label(&self, id: &str, fallback: &str) -> String {
        if self.i18n.has(id) { self.i18n.label(id) } else { fallback.to_owned() }
    }

    /// A sentence.
    pub fn text(&self, msg: &Msg) -> String {
        self.i18n.text(msg)
    }

    /// A state in words.
    pub fn state(&self, kind: &str, state: &str) -> Cell {
        let words = self.label(&format!("state-{kind}-{}", state.replace('_', "-")), state);
        code(state, words)
    }

    /// A verb in words.
    pub fn verb(&self, verb: &str) -> Cell {
        code(verb, self.label(&format!("verb-{}", verb.replace('.', "-")), verb))
    }

    /// A code of a table in words.
    pub fn code(&self, table: &str, text: &str) -> Cell {
        code(text, self.label(&format!("code-{table}-{text}"), text))
    }

    /// A moment in the desk's zone.
    pub fn at(&self, at: DateTime<Utc>) -> Cell {
        Cell::Text(format::instant(at, self.zone))
    }

    /// A fact under `report-…`.
    pub fn fact(&self, name: &str, value: impl Into<Cell>) -> Fact {
        let label = self.i18n.label(&format!("report-{}", name.replace('_', "-")));
        Fact { name: name.to_owned(), label, value: value.into() }
    }

    /// A column under `report-…`.
    pub fn column(&self, name: &str) -> Column {
        Column { name: name.to_owned(), label: self.i18n.label(&format!("report-{}", name.replace('_', "-"))) }
    }

    /// Columns under `report-…`.
    pub fn columns(&self, names: &[&str]) -> Vec<Column> {
        names.iter().map(|name| self.column(name)).collect()
    }

    /// A column of a field of a kind.
    pub fn field(&self, def: &KindDef, name: &str) -> Column {
        let label = def.field(name).map_or_else(|| name.to_owned(), |f| self.label(&f.label(), name));
        Column { name: name.to_owned(), label }
    }

    /// The value of a field.
    pub fn value(&self, field: Option<&Field>, value: &Value) -> Cell {
        let path = field.map(|f| f.name).unwrap_or_default();
        match (field.map(|f| f.ty), value) {
            (_, v) if v.is_empty() => Cell::Empty,
            (_, Value::Int(n)) => Cell::Int(*n),
            (_, Value::Date(day)) => Cell::Date(*day),
            (_, Value::Instant(at)) => self.at(*at),
            (Some(FieldType::Code(table)), Value::Code(text)) if table.labelled => self.code(table.name, text),
            (ty, v) => Cell::from(self.words(ty, v, path)),
        }
    }

    /// A value as text; members of groups by their labels.
    fn words(&self, ty: Option<FieldType>, value: &Value, path: &str) -> String {
        match (ty, value) {
            (Some(FieldType::Code(table)), Value::Code(text)) if table.labelled => self.label(&table.label(text), text),
            (Some(FieldType::List(of)), Value::List(items)) => {
                let separator = if group_of(*of).is_some() { "\n" } else { ", " };
                let lines: Vec<String> = items.iter().map(|item| self.words(Some(*of), item, path)).collect();
                lines.join(separator)
            }
            (Some(FieldType::Group(members)), Value::Group(items)) => {
                let pairs = members.iter().zip(items).filter(|(_, item)| !item.is_empty());
                let pair = |(member, item): (&Field, &Value)| {
                    let inner = format!("{path}.{}", member.name);
                    let words = self.words(Some(member.ty), item, &inner);
                    format!("{} {words}", self.label(&member.label(), member.name))
                };
                pairs.map(pair).collect::<Vec<_>>().join(" · ")
            }
            (_, Value::Sealed(sealed)) => {
                let open = self.unseal.and_then(|unseal| unseal(sealed, path));
                open.unwrap_or_else(|| self.i18n.label("report-masked"))
            }
            (_, Value::Instant(at)) => format::instant(*at, self.zone),
            (_, Value::Money(amount)) => format::limit(self.i18n.locale(), amount),
            (_, other) => other.to_string(),
        }
    }

    /// What every report says of its moment.
    pub fn head(&self, head: &HeadLine) -> Vec<Fact> {
        vec![
            self.fact("desk", Cell::Exact(head.desk.clone())),
            self.fact("zone", head.zone.clone()),
            self.fact("entry", Cell::Int(i64::try_from(head.seq).unwrap_or(i64::MAX))),
            self.fact("entry_hash", Cell::Exact(head.hash.clone())),
            self.fact("entry_at", self.at(head.at)),
            self.fact("program", env!("CARGO_PKG_VERSION")),
        ]
    }
}

fn code(code: &str, words: String) -> Cell {
    if code.is_empty() { Cell::Empty } else { Cell::Code { code: code.to_owned(), words } }
}
