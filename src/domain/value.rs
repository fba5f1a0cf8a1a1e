//! Values: what a field of any record may hold, in one type that forms, lists, filters, diffs and imports share.
//!
//! A [`Value`] knows nothing of its field; [`crate::domain::field`] says which values a field takes.

use crate::domain::money::Money;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;

/// A secret as it lies in journal and view: sealed with the key of its subject, never in the clear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Sealed {
    /// The sealed text, base64.
    pub sealed: String,
    /// The key's id, `P-000123/1`; when the key is destroyed the text is gone for good.
    pub key: String,
}

/// The value of one field.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Not given.
    #[default]
    Null,
    /// Free text, sanitised.
    Text(String),
    /// One code of the field's code table.
    Code(String),
    /// Yes or no.
    Flag(bool),
    /// A day in the desk's zone.
    Date(NaiveDate),
    /// A moment, UTC.
    Instant(DateTime<Utc>),
    /// A whole number.
    Int(i64),
    /// A decimal number.
    Decimal(Decimal),
    /// An amount with its currency.
    Money(Money),
    /// The id of another record, such as `P-000123`.
    Ref(String),
    /// A sealed text.
    Sealed(Sealed),
    /// Several values of one type, in order.
    List(Vec<Value>),
    /// The fields of a group, in the order of its field table.
    Group(Vec<Value>),
}

impl Value {
    /// Whether nothing was given: null, empty text, empty list, or a group of nothing.
    pub fn is_empty(&self) -> bool {
        match self {
            Value::Null => true,
            Value::Text(t) | Value::Code(t) | Value::Ref(t) => t.is_empty(),
            Value::List(items) => items.is_empty(),
            Value::Group(items) => items.iter().all(Value::is_empty),
            _ => false,
        }
    }

    /// The text of a text, code or reference.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(t) | Value::Code(t) | Value::Ref(t) => Some(t),
            _ => None,
        }
    }

    /// The day of a date.
    pub fn as_date(&self) -> Option<NaiveDate> {
        match self {
            Value::Date(d) => Some(*d),
            _ => None,
        }
    }

    /// The items of a list; nothing for other values.
    pub fn items(&self) -> &[Value] {
        match self {
            Value::List(items) | Value::Group(items) => items,
            _ => &[],
        }
    }
}

impl fmt::Display for Value {
    /// The form that a person types and a CSV cell holds: ISO dates, lists with `, `, secrets as `•••`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Null => Ok(()),
            Value::Text(t) | Value::Code(t) | Value::Ref(t) => f.write_str(t),
            Value::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Value::Date(d) => write!(f, "{d}"),
            Value::Instant(at) => write!(f, "{}", at.format("%Y-%m-%dT%H:%M:%SZ")),
            Value::Int(n) => write!(f, "{n}"),
            Value::Decimal(d) => write!(f, "{d}"),
            Value::Money(m) => write!(f, "{m}"),
            // Emptied when its key was destroyed.
            Value::Sealed(sealed) if sealed.sealed.is_empty() => f.write_str("erased"),
            Value::Sealed(_) => f.write_str("•••"),
            Value::List(items) => join(f, items, ", "),
            Value::Group(items) => join(f, items, " · "),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, items: &[Value], separator: &str) -> fmt::Result {
    let mut first = true;
    for item in items.iter().filter(|i| !i.is_empty()) {
        if !first {
            f.write_str(separator)?;
        }
        first = false;
        write!(f, "{item}")?;
    }
    Ok(())
}
