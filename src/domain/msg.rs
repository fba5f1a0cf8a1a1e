//! Messages: what the program has to say, as an identifier with arguments.
//!
//! Refusals, findings and events are [`Msg`]; only `i18n` turns them into words, so that one fact can be read in every
//! language, journaled without prose and compared by a machine.

use crate::domain::money::Money;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use std::borrow::Cow;
use std::fmt;

/// One argument of a message.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Arg {
    /// Data as entered: names, ids, values. Never translated.
    Text(String),
    /// A number; plural rules apply to it.
    Int(i64),
    /// A day in the desk's zone.
    Date(NaiveDate),
    /// The id of another message without arguments (a label, a state, a code) which is rendered in the same language.
    Term(String),
    /// Several arguments, rendered with the language's list separator.
    List(Vec<Arg>),
    /// An amount, rendered with the language's groups of digits.
    Money(Money),
    /// Another message with arguments of its own, rendered in the same language.
    Said(Box<Msg>),
}

/// A message: the id of a Fluent message and its arguments, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Msg {
    /// The Fluent id, such as `refused-own-proposal`.
    pub id: Cow<'static, str>,
    /// Name and value, in the order they were given.
    pub args: Vec<(Cow<'static, str>, Arg)>,
}

impl Msg {
    /// A message without arguments.
    pub const fn new(id: &'static str) -> Self {
        Self { id: Cow::Borrowed(id), args: Vec::new() }
    }

    /// Adds an argument.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Self {
        self.args.push((Cow::Borrowed(name), value.into()));
        self
    }

    /// Adds the id of another message as an argument.
    #[must_use]
    pub fn term(self, name: &'static str, id: impl Into<String>) -> Self {
        self.with(name, Arg::Term(id.into()))
    }
}

impl fmt::Display for Msg {
    /// The machine form `id name=value …`; for people use `i18n`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.id)?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Arg {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Arg::Text(t) | Arg::Term(t) => f.write_str(t),
            Arg::Int(n) => write!(f, "{n}"),
            Arg::Date(d) => write!(f, "{d}"),
            Arg::Money(m) => write!(f, "{m}"),
            Arg::Said(msg) => write!(f, "{msg}"),
            Arg::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    if i > 0 {
                        f.write_str(", ")?;
                    }
                    write!(f, "{item}")?;
                }
                Ok(())
            }
        }
    }
}

impl From<&str> for Arg {
    fn from(t: &str) -> Self {
        Arg::Text(t.to_owned())
    }
}

impl From<String> for Arg {
    fn from(t: String) -> Self {
        Arg::Text(t)
    }
}

impl From<i64> for Arg {
    fn from(n: i64) -> Self {
        Arg::Int(n)
    }
}

impl From<usize> for Arg {
    fn from(n: usize) -> Self {
        Arg::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<u64> for Arg {
    fn from(n: u64) -> Self {
        Arg::Int(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<NaiveDate> for Arg {
    fn from(d: NaiveDate) -> Self {
        Arg::Date(d)
    }
}

impl From<&Money> for Arg {
    fn from(m: &Money) -> Self {
        Arg::Money(m.clone())
    }
}

impl<T: Into<Arg>> From<Vec<T>> for Arg {
    fn from(items: Vec<T>) -> Self {
        Arg::List(items.into_iter().map(Into::into).collect())
    }
}
