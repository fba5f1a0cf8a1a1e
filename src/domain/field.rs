//! Fields: the tables that drive forms, lists, filters, diffs, import, export and help.
//!
//! One line of [`record!`](crate::record) makes a struct's field, its serde and its row here. Nothing else in the house
//! lists fields by name.

use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use chrono::DateTime;
use chrono::Datelike;
use chrono::NaiveDate;
use chrono::Utc;
use rust_decimal::Decimal;
use std::str::FromStr;

/// What a field may say of itself besides its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Flag {
    /// A record without it is refused.
    Required,
    /// A typed column in the roster: lists sort and filter by it.
    Roster,
    /// Names the record: a key for imports, part of its title.
    Identifying,
    /// Sealed before it is journaled; erasure destroys its key.
    Sensitive,
    /// Written by verbs only, never by a form, an import or `set`.
    Derived,
    /// Long text: wraps in details, opens in an editor.
    Long,
}

/// The codes a code field takes.
#[derive(Debug)]
pub struct CodeTable {
    /// Names the table; the label of a code is the message `code-<name>-<code>`.
    pub name: &'static str,
    /// The codes in their order, which `<` and `>` in filters follow.
    pub codes: &'static [&'static str],
    /// Whether codes have labels; country codes speak for themselves.
    pub labelled: bool,
}

impl CodeTable {
    /// The message id of a code's label.
    pub fn label(&self, code: &str) -> String {
        format!("code-{}-{code}", self.name)
    }

    /// The code as the table spells it, found without regard to case, blanks, `-` and `_`.
    pub fn find(&self, text: &str) -> Option<&'static str> {
        if let Some(exact) = self.codes.iter().copied().find(|c| *c == text) {
            return Some(exact);
        }
        let plain = |t: &str| -> String {
            t.chars().filter(|c| !matches!(c, ' ' | '-' | '_')).flat_map(char::to_lowercase).collect()
        };
        let wanted = plain(text.trim());
        self.codes.iter().copied().find(|c| plain(c) == wanted)
    }
}

/// The type of a field.
#[derive(Debug, Clone, Copy)]
pub enum FieldType {
    /// Text of at most so many characters.
    Text(usize),
    /// One of a table's codes.
    Code(&'static CodeTable),
    /// Yes or no.
    Flag,
    /// A day.
    Date,
    /// A moment.
    Instant,
    /// A whole number.
    Int,
    /// A decimal number.
    Decimal,
    /// An amount with a currency.
    Money,
    /// The id of a record of this kind; `""` for any kind.
    Ref(&'static str),
    /// A secret, sealed.
    Sealed,
    /// Several of a type.
    List(&'static FieldType),
    /// A group with its own field table; the first field is the element's key.
    Group(&'static [Field]),
}

/// One field of a record or group.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// As in journal, filters, files and command line.
    pub name: &'static str,
    /// Its type.
    pub ty: FieldType,
    /// What else it says of itself.
    pub flags: &'static [Flag],
    /// A check beyond the type, if any.
    pub check: Option<Check>,
}

/// What a field asks of a value beyond its type; the message says what is wrong.
pub type Check = fn(&Value) -> Result<(), Msg>;

impl Field {
    /// Whether the field carries a flag.
    pub fn is(&self, flag: Flag) -> bool {
        self.flags.contains(&flag)
    }

    /// The message id of the field's label, `field-<name>` with dashes: one name means one thing in every kind.
    pub fn label(&self) -> String {
        format!("field-{}", self.name.replace('_', "-"))
    }

    /// Checks a value against the field: required, type's limits, own check.
    pub fn check(&self, value: &Value) -> Result<(), Msg> {
        if value.is_empty() {
            return if self.is(Flag::Required) {
                Err(Msg::new("value-required").term("field", self.label()))
            } else {
                Ok(())
            };
        }
        limits(self.ty, value)?;
        self.check.map_or(Ok(()), |check| check(value))
    }

    /// Reads what a person typed or a cell holds into a value of the field's type, and checks it.
    pub fn parse(&self, text: &str) -> Result<Value, Msg> {
        let value = parse(self.ty, text)?;
        self.check(&value)?;
        Ok(value)
    }
}

fn limits(ty: FieldType, value: &Value) -> Result<(), Msg> {
    match (ty, value) {
        (FieldType::Text(max), Value::Text(t)) => {
            let found = t.chars().count();
            if found > max {
                return Err(Msg::new("value-too-long").with("max", max).with("found", found));
            }
            Ok(())
        }
        (FieldType::List(of), Value::List(items)) => items.iter().try_for_each(|i| limits(*of, i)),
        (FieldType::Group(fields), Value::Group(items)) => {
            fields.iter().zip(items).try_for_each(|(field, item)| field.check(item))
        }
        _ => Ok(()),
    }
}

/// Reads text as a value of a type; blank text is [`Value::Null`], lists are separated by comma or semicolon.
pub fn parse(ty: FieldType, text: &str) -> Result<Value, Msg> {
    let clean = text.trim();
    if clean.is_empty() {
        return Ok(Value::Null);
    }
    let wrong = |id: &'static str| Msg::new(id).with("found", clean);
    match ty {
        FieldType::Text(_) | FieldType::Sealed => Ok(Value::Text(clean.to_owned())),
        FieldType::Code(table) => {
            table.find(clean).map(|c| Value::Code(c.to_owned())).ok_or_else(|| code_unknown(table, clean))
        }
        FieldType::Flag => match clean.to_ascii_lowercase().as_str() {
            "yes" | "y" | "true" | "1" | "是" => Ok(Value::Flag(true)),
            "no" | "n" | "false" | "0" | "否" => Ok(Value::Flag(false)),
            _ => Err(wrong("value-not-a-flag")),
        },
        FieldType::Date => date(clean).map(Value::Date).ok_or_else(|| wrong("value-not-a-date")),
        FieldType::Instant => DateTime::parse_from_rfc3339(clean)
            .map(|at| Value::Instant(at.with_timezone(&Utc)))
            .map_err(|_| wrong("value-not-an-instant")),
        FieldType::Int => clean.replace(',', "").parse().map(Value::Int).map_err(|_| wrong("value-not-a-number")),
        FieldType::Decimal => {
            Decimal::from_str(&clean.replace(',', "")).map(Value::Decimal).map_err(|_| wrong("value-not-a-number"))
        }
        FieldType::Money => Money::from_str(clean).map(Value::Money).map_err(|()| wrong("value-not-money")),
        FieldType::Ref(_) => Ok(Value::Ref(clean.to_ascii_uppercase())),
        FieldType::List(of) => clean
            .split([',', ';', '，', '；', '、'])
            .filter(|part| !part.trim().is_empty())
            .map(|part| parse(*of, part))
            .collect::<Result<Vec<_>, _>>()
            .map(Value::List),
        FieldType::Group(fields) => {
            let mut parts = clean.split(['|', '\t']);
            let values = fields
                .iter()
                .map(|field| parts.next().map_or(Ok(Value::Null), |part| parse(field.ty, part)))
                .collect::<Result<Vec<_>, _>>()?;
            Ok(Value::Group(values))
        }
    }
}

fn code_unknown(table: &CodeTable, found: &str) -> Msg {
    let known: Vec<&str> = table.codes.iter().copied().take(40).collect();
    Msg::new("value-unknown-code").with("found", found).with("known", known)
}

/// A day written `2026-11-23`, `2026/11/23`, `20261123` or `23.11.2026`. A year has four digits: `06/11/26` is no day of
/// the year six.
pub fn date(text: &str) -> Option<NaiveDate> {
    ["%Y-%m-%d", "%Y/%m/%d", "%Y%m%d", "%d.%m.%Y", "%Y年%m月%d日"]
        .iter()
        .find_map(|format| NaiveDate::parse_from_str(text, format).ok().filter(|day| day.year() > 999))
}

/// A Rust type that can be a field.
pub trait Typed: Sized {
    /// Its field type.
    const TYPE: FieldType;
    /// The value it holds.
    fn value(&self) -> Value;
    /// The type from a value; [`Value::Null`] gives the empty one where there is one.
    fn from_value(value: Value) -> Result<Self, Msg>;
}

/// The refusal of a value that has another type than its field.
pub fn mismatch(value: &Value) -> Msg {
    Msg::new("value-wrong-type").with("found", value.to_string())
}

macro_rules! typed {
    ($rust:ty, $ty:expr, $variant:ident) => {
        impl Typed for $rust {
            const TYPE: FieldType = $ty;
            fn value(&self) -> Value {
                Value::$variant(self.clone())
            }
            fn from_value(value: Value) -> Result<Self, Msg> {
                match value {
                    Value::$variant(v) => Ok(v),
                    other => Err(mismatch(&other)),
                }
            }
        }
    };
}

typed!(NaiveDate, FieldType::Date, Date);
typed!(DateTime<Utc>, FieldType::Instant, Instant);
typed!(i64, FieldType::Int, Int);
typed!(Decimal, FieldType::Decimal, Decimal);
typed!(Money, FieldType::Money, Money);
typed!(Sealed, FieldType::Sealed, Sealed);

impl Typed for bool {
    const TYPE: FieldType = FieldType::Flag;
    fn value(&self) -> Value {
        Value::Flag(*self)
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        match value {
            Value::Null => Ok(false),
            Value::Flag(yes) => Ok(yes),
            other => Err(mismatch(&other)),
        }
    }
}

impl Typed for String {
    const TYPE: FieldType = FieldType::Text(400);
    fn value(&self) -> Value {
        if self.is_empty() { Value::Null } else { Value::Text(self.clone()) }
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        match value {
            Value::Null => Ok(String::new()),
            Value::Text(t) | Value::Code(t) | Value::Ref(t) => Ok(t),
            other => Err(mismatch(&other)),
        }
    }
}

impl<T: Typed> Typed for Option<T> {
    const TYPE: FieldType = T::TYPE;
    fn value(&self) -> Value {
        self.as_ref().map_or(Value::Null, Typed::value)
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        if value.is_empty() { Ok(None) } else { T::from_value(value).map(Some) }
    }
}

impl<T: Typed> Typed for Vec<T> {
    const TYPE: FieldType = FieldType::List(&T::TYPE);
    fn value(&self) -> Value {
        Value::List(self.iter().map(Typed::value).collect())
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        match value {
            Value::Null => Ok(Vec::new()),
            Value::List(items) => items.into_iter().filter(|i| !i.is_empty()).map(T::from_value).collect(),
            other => Ok(vec![T::from_value(other)?]),
        }
    }
}
