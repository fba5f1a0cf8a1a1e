//! Checks of single fields beyond their type; field tables name them.

use crate::domain::identifiers;
use crate::domain::msg::Msg;
use crate::domain::value::Value;

/// A known identifier scheme.
pub fn scheme(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    if identifiers::find(text).is_some() {
        return Ok(());
    }
    let known: Vec<&str> = identifiers::schemes().iter().map(|s| s.code).collect();
    Err(Msg::new("value-unknown-scheme").with("found", text).with("known", known))
}

/// An address with one `@` and a dot behind it.
pub fn email(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    match text.split_once('@') {
        Some((user, host)) if !user.is_empty() && host.contains('.') && !host.contains('@') && !text.contains(' ') => {
            Ok(())
        }
        _ => Err(Msg::new("value-not-an-email").with("found", text)),
    }
}

/// A name with at least one letter or digit.
pub fn name(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    if text.chars().any(char::is_alphanumeric) { Ok(()) } else { Err(Msg::new("value-no-letter").with("found", text)) }
}

/// A login: lower-case letters, digits, `-`, `_`, `.`, starting with a letter.
pub fn login(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    let plain = text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c));
    if plain && text.starts_with(|c: char| c.is_ascii_lowercase()) && text.len() <= 32 {
        Ok(())
    } else {
        Err(Msg::new("value-not-a-login").with("found", text))
    }
}
