//! Reading values: codes, days, numbers and flags as people type them.

use crate::query::expr::DateValue;
use crate::query::expr::Unit;
use crate::query::expr::Value;
use crate::query::schema::FieldKind;
use crate::query::schema::find_code;
use crate::text::fold;
use chrono::NaiveDate;

/// The largest number of units in a relative day; more is a typing error.
const MOST_UNITS: i32 = 9999;

/// The value a field of this kind gets from the text; `None` when the text is no such value.
pub(super) fn read(kind: &FieldKind, text: &str) -> Option<Value> {
    match kind {
        FieldKind::Code { .. } | FieldKind::Set { .. } => find_code(kind, text).map(|c| Value::Code(c.code.clone())),
        FieldKind::Text => Some(Value::Text(text.to_owned())),
        FieldKind::Date => date(text).map(Value::Date),
        // The smallest number stands for "no value" in a column.
        FieldKind::Int => text.parse().ok().filter(|n| *n != i32::MIN).map(Value::Int),
        FieldKind::Flag => flag(text).map(Value::Flag),
    }
}

fn flag(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "y" | "true" | "1" | "on" | "是" => Some(true),
        "no" | "n" | "false" | "0" | "off" | "否" => Some(false),
        _ => None,
    }
}

/// A day as typed: `today`, `30d`, `-2w`, `+3m`, `1y`, `2026-03-31`, `2026/3/31`, `2026-03`, `2026`.
fn date(text: &str) -> Option<DateValue> {
    let text = fold(text);
    if matches!(text.as_str(), "today" | "今天") {
        return Some(DateValue::Today);
    }
    relative(&text).or_else(|| absolute(&text))
}

fn relative(text: &str) -> Option<DateValue> {
    let units = [('d', Unit::Day), ('w', Unit::Week), ('m', Unit::Month), ('y', Unit::Year)];
    let (number, unit) = units.into_iter().find_map(|(c, unit)| Some((text.strip_suffix(c)?, unit)))?;
    let digits = number.strip_prefix(['-', '+']).unwrap_or(number);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let n: i32 = number.parse().ok()?;
    (n.abs() <= MOST_UNITS).then_some(DateValue::Relative(n, unit))
}

fn absolute(text: &str) -> Option<DateValue> {
    let mut parts = text.split(['-', '/']).map(|p| {
        let digits = !p.is_empty() && p.len() <= 4 && p.bytes().all(|b| b.is_ascii_digit());
        (digits.then(|| p.parse::<u32>().ok()).flatten(), p.len())
    });
    let (year, width) = parts.next()?;
    if width != 4 {
        return None;
    }
    let year = i32::try_from(year?).ok()?;
    let value = match (parts.next(), parts.next()) {
        (None, _) => DateValue::Year(year),
        (Some((month, _)), None) => {
            let month = month?;
            NaiveDate::from_ymd_opt(year, month, 1)?;
            DateValue::Month(year, month)
        }
        (Some((month, _)), Some((day, _))) => DateValue::Day(NaiveDate::from_ymd_opt(year, month?, day?)?),
    };
    parts.next().is_none().then_some(value)
}
