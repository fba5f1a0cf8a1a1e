//! The canonical text of a filter.
//!
//! Quotes are written where leaving them out would change the meaning, and nowhere else; so a saved filter reads like
//! a typed one.

use crate::query::expr::DateValue;
use crate::query::expr::Expr;
use crate::query::expr::Query;
use crate::query::expr::Term;
use crate::query::expr::Unit;
use crate::query::expr::Value;
use crate::query::lex::is_keyword;
use crate::query::lex::is_operator_char;
use crate::query::lex::plain;
use std::fmt;

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.expr.fmt(f)
    }
}

impl fmt::Display for Expr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expr::All => Ok(()),
            Expr::And(members) => join(f, members, " ", |m| matches!(m, Expr::Or(_) | Expr::And(_))),
            Expr::Or(members) => join(f, members, " or ", |m| matches!(m, Expr::Or(_))),
            Expr::Not(inner) => {
                f.write_str("-")?;
                member(f, inner, matches!(**inner, Expr::And(_) | Expr::Or(_)))
            }
            Expr::Words(text) => f.write_str(&quoted_if_needed(text, false)),
            Expr::Term(term) => term.fmt(f),
        }
    }
}

impl fmt::Display for Term {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.field, self.op.as_str())?;
        for (i, value) in self.values.iter().enumerate() {
            if i > 0 {
                f.write_str(",")?;
            }
            value.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::None => f.write_str("none"),
            Value::Any => f.write_str("any"),
            Value::Code(code) => f.write_str(&quoted_if_needed(code, true)),
            Value::Text(text) => f.write_str(&quoted_if_needed(text, true)),
            Value::Int(n) => write!(f, "{n}"),
            Value::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Value::Date(date) => date.fmt(f),
        }
    }
}

impl fmt::Display for DateValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DateValue::Today => f.write_str("today"),
            DateValue::Relative(n, unit) => {
                let unit = match unit {
                    Unit::Day => 'd',
                    Unit::Week => 'w',
                    Unit::Month => 'm',
                    Unit::Year => 'y',
                };
                write!(f, "{n}{unit}")
            }
            DateValue::Day(day) => write!(f, "{day}"),
            DateValue::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            DateValue::Year(year) => write!(f, "{year:04}"),
        }
    }
}

fn join(f: &mut fmt::Formatter<'_>, members: &[Expr], by: &str, wrap: fn(&Expr) -> bool) -> fmt::Result {
    for (i, m) in members.iter().enumerate() {
        if i > 0 {
            f.write_str(by)?;
        }
        member(f, m, wrap(m))?;
    }
    Ok(())
}

fn member(f: &mut fmt::Formatter<'_>, expr: &Expr, wrap: bool) -> fmt::Result {
    if wrap { write!(f, "({expr})") } else { write!(f, "{expr}") }
}

/// The text as it must be written to be read back: bare when every character stands for itself.
pub(super) fn quoted_if_needed(text: &str, as_value: bool) -> String {
    let bare = text
        .chars()
        .all(|c| plain(c) == c && !c.is_whitespace() && !is_operator_char(c) && !matches!(c, '(' | ')' | '"' | ','))
        && !text.is_empty()
        && !text.starts_with('-')
        && !is_keyword(text)
        && !(as_value && (text.eq_ignore_ascii_case("none") || text.eq_ignore_ascii_case("any")));
    if bare {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        if matches!(c, '"' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('"');
    out
}
