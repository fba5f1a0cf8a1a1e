//! What may be filtered on: fields, their kinds and their codes.
//!
//! The lists of the program describe themselves through this; the filter language knows no field of its own.

use crate::text::fold;
use serde::Deserialize;
use serde::Serialize;

/// The fields a filter may name.
pub trait Schema {
    /// All fields, in the order in which completion offers them.
    fn fields(&self) -> &[FieldInfo];
}

impl Schema for [FieldInfo] {
    fn fields(&self) -> &[FieldInfo] {
        self
    }
}

impl Schema for Vec<FieldInfo> {
    fn fields(&self) -> &[FieldInfo] {
        self
    }
}

/// One field of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldInfo {
    /// The canonical name, such as `country` or `identifiers.lei`; also the name of the column.
    pub path: String,
    /// Other names people may type.
    pub aliases: Vec<String>,
    /// What the field holds.
    pub ty: FieldKind,
    /// The name of the field in the reader's language; may be typed too.
    pub label: String,
}

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum FieldKind {
    /// At most one code of a list.
    Code {
        /// The codes of the list.
        values: Vec<CodeInfo>,
    },
    /// Any number of codes of a list.
    Set {
        /// The codes of the list.
        values: Vec<CodeInfo>,
    },
    /// Text; several values of a repeated group are lines.
    Text,
    /// A day.
    Date,
    /// A whole number.
    Int,
    /// Yes or no.
    Flag,
}

/// One code of a code list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeInfo {
    /// The code as stored, such as `CN`.
    pub code: String,
    /// Its name in the reader's language; may be typed too.
    pub label: String,
    /// Its place when the list has an order (`low` before `high`).
    pub order: Option<i32>,
}

impl FieldKind {
    /// The codes of the list; empty for kinds without one.
    pub fn codes(&self) -> &[CodeInfo] {
        match self {
            FieldKind::Code { values } | FieldKind::Set { values } => values,
            FieldKind::Text | FieldKind::Date | FieldKind::Int | FieldKind::Flag => &[],
        }
    }

    /// Whether `<` and `>` mean something here.
    pub fn has_order(&self) -> bool {
        match self {
            FieldKind::Date | FieldKind::Int => true,
            FieldKind::Code { values } => values.iter().any(|v| v.order.is_some()),
            FieldKind::Set { .. } | FieldKind::Text | FieldKind::Flag => false,
        }
    }
}

/// The field that somebody calls `name`: by path, alias or label, whatever the case and width.
pub(super) fn find_field<'a>(schema: &'a (impl Schema + ?Sized), name: &str) -> Option<&'a FieldInfo> {
    let wanted = fold(name);
    let fields = schema.fields();
    fields
        .iter()
        .find(|f| fold(&f.path) == wanted)
        .or_else(|| fields.iter().find(|f| f.aliases.iter().any(|a| fold(a) == wanted)))
        .or_else(|| fields.iter().find(|f| fold(&f.label) == wanted))
}

/// The code that somebody calls `name`: by code or label, whatever the case and width.
pub(super) fn find_code<'a>(kind: &'a FieldKind, name: &str) -> Option<&'a CodeInfo> {
    let codes = kind.codes();
    let wanted = fold(name);
    codes
        .iter()
        .find(|c| c.code == name)
        .or_else(|| codes.iter().find(|c| fold(&c.code) == wanted))
        .or_else(|| codes.iter().find(|c| fold(&c.label) == wanted))
}
