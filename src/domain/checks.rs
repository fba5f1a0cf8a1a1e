//! Checks of single fields beyond their type; field tables name them.

use crate::domain::identifiers;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use rust_decimal::Decimal;

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

/// Chapters of the Harmonised System: `01` to `97`, without 77, which is kept free.
pub fn chapters(value: &Value) -> Result<(), Msg> {
    let is_chapter = |text: &str| {
        let number = text.parse::<u8>().ok().filter(|_| text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit()));
        number.is_some_and(|n| (1..=97).contains(&n) && n != 77)
    };
    match value.items().iter().filter_map(Value::as_text).find(|text| !is_chapter(text)) {
        Some(wrong) => Err(Msg::new("value-not-a-chapter").with("found", wrong)),
        None => Ok(()),
    }
}

/// A percentage, from 0 to 100: a share, a score.
pub fn share(value: &Value) -> Result<(), Msg> {
    match value {
        Value::Decimal(share) if *share < Decimal::ZERO || *share > Decimal::ONE_HUNDRED => {
            Err(Msg::new("value-not-a-share").with("found", share.to_string()))
        }
        _ => Ok(()),
    }
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
