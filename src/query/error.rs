//! What can be wrong with a filter, each with its place and what to do.
//!
//! The ids belong to `i18n/*/query.ftl`.

use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::query::expr::Op;
use crate::query::schema::FieldInfo;
use crate::query::schema::FieldKind;
use crate::text::did_you_mean;
use std::ops::Range;

/// One mistake in a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilterError {
    /// The bytes of the filter's text it is about; on character boundaries.
    pub at: Range<usize>,
    /// What is wrong.
    pub msg: Msg,
    /// What to do about it.
    pub help: Option<Msg>,
}

/// How many values or names a help line lists before it stops.
const LISTED: usize = 12;

fn plain(at: Range<usize>, id: &'static str) -> FilterError {
    FilterError { at, msg: Msg::new(id), help: None }
}

fn list<'a>(names: impl Iterator<Item = &'a str>) -> Arg {
    Arg::List(names.take(LISTED).map(Arg::from).collect())
}

pub(super) fn open_quote(at: Range<usize>) -> FilterError {
    plain(at, "filter-open-quote")
}

pub(super) fn empty_text(at: Range<usize>) -> FilterError {
    plain(at, "filter-empty-text")
}

pub(super) fn open_paren(at: Range<usize>) -> FilterError {
    plain(at, "filter-open-paren")
}

pub(super) fn close_paren(at: Range<usize>) -> FilterError {
    plain(at, "filter-close-paren")
}

pub(super) fn too_deep(at: Range<usize>) -> FilterError {
    plain(at, "filter-too-deep")
}

pub(super) fn missing_operand(at: Range<usize>) -> FilterError {
    FilterError { help: Some(Msg::new("filter-help-quote-word")), ..plain(at, "filter-missing-operand") }
}

pub(super) fn missing_field(at: Range<usize>) -> FilterError {
    FilterError { help: Some(Msg::new("filter-help-quote")), ..plain(at, "filter-missing-field") }
}

pub(super) fn missing_value(at: Range<usize>, field: &FieldInfo) -> FilterError {
    let msg = Msg::new("filter-missing-value").with("field", field.path.as_str());
    FilterError { at, msg, help: Some(value_help(&field.ty)) }
}

pub(super) fn unknown_field(at: Range<usize>, name: &str, fields: &[FieldInfo]) -> FilterError {
    let names = fields.iter().flat_map(|f| std::iter::once(&f.path).chain(&f.aliases)).map(String::as_str);
    let help = match did_you_mean(name, names) {
        Some(near) => Msg::new("filter-help-did-you-mean").with("name", near),
        None => Msg::new("filter-help-quote"),
    };
    FilterError { at, msg: Msg::new("filter-unknown-field").with("name", name), help: Some(help) }
}

pub(super) fn unknown_code(at: Range<usize>, value: &str, field: &FieldInfo) -> FilterError {
    let codes = field.ty.codes();
    let names = codes.iter().flat_map(|c| [c.code.as_str(), c.label.as_str()]);
    let help = match did_you_mean(value, names) {
        Some(near) => {
            let code =
                codes.iter().find(|c| c.code == near || c.label == near).map_or(near.as_str(), |c| c.code.as_str());
            Msg::new("filter-help-did-you-mean").with("name", code)
        }
        None => value_help(&field.ty),
    };
    let msg = Msg::new("filter-unknown-code").with("value", value).with("field", field.path.as_str());
    FilterError { at, msg, help: Some(help) }
}

/// A text that is no day, number or flag, for a field that wants one.
pub(super) fn bad_value(at: Range<usize>, value: &str, field: &FieldInfo) -> FilterError {
    let msg = Msg::new("filter-bad-value")
        .with("value", value)
        .with("field", field.path.as_str())
        .term("kind", kind_id(&field.ty));
    FilterError { at, msg, help: Some(value_help(&field.ty)) }
}

pub(super) fn no_order(at: Range<usize>, value: &str, field: &FieldInfo) -> FilterError {
    let msg = Msg::new("filter-no-order").with("value", value).with("field", field.path.as_str());
    let ordered = field.ty.codes().iter().filter(|c| c.order.is_some()).map(|c| c.code.as_str());
    FilterError { at, msg, help: Some(Msg::new("filter-help-values").with("values", list(ordered))) }
}

pub(super) fn one_value(at: Range<usize>, op: &'static str) -> FilterError {
    FilterError { at, msg: Msg::new("filter-one-value").with("op", op), help: None }
}

pub(super) fn wrong_operator(at: Range<usize>, op: &'static str, field: &FieldInfo) -> FilterError {
    let msg = Msg::new("filter-wrong-operator")
        .with("op", op)
        .with("field", field.path.as_str())
        .term("kind", kind_id(&field.ty));
    let ops = operators(&field.ty).iter().map(|o| o.as_str());
    FilterError { at, msg, help: Some(Msg::new("filter-help-operators").with("ops", list(ops))) }
}

/// The comparisons a kind of field allows, in the order in which they are offered.
pub(super) fn operators(kind: &FieldKind) -> &'static [Op] {
    match kind {
        FieldKind::Text => &[Op::Has, Op::Eq, Op::Ne, Op::Contains],
        _ if kind.has_order() => &[Op::Has, Op::Lt, Op::Le, Op::Gt, Op::Ge, Op::Eq, Op::Ne],
        _ => &[Op::Has, Op::Eq, Op::Ne],
    }
}

fn kind_id(kind: &FieldKind) -> &'static str {
    match kind {
        FieldKind::Code { .. } => "filter-kind-code",
        FieldKind::Set { .. } => "filter-kind-set",
        FieldKind::Text => "filter-kind-text",
        FieldKind::Date => "filter-kind-date",
        FieldKind::Int => "filter-kind-int",
        FieldKind::Flag => "filter-kind-flag",
    }
}

fn value_help(kind: &FieldKind) -> Msg {
    match kind {
        FieldKind::Code { values } | FieldKind::Set { values } => {
            let codes = values.iter().map(|c| c.code.as_str());
            let id = if values.len() > LISTED { "filter-help-values-among" } else { "filter-help-values" };
            Msg::new(id).with("values", list(codes))
        }
        FieldKind::Text => Msg::new("filter-help-text"),
        FieldKind::Date => Msg::new("filter-help-date"),
        FieldKind::Int => Msg::new("filter-help-int"),
        FieldKind::Flag => Msg::new("filter-help-flag"),
    }
}
