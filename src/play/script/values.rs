//! The small values of a script: sizes, places, durations, instants, names; read and printed.

use crate::play::frame::Place;
use crate::play::script::ast::Depth;
use crate::play::script::ast::Instant;
use crate::play::script::ast::Size;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::TimeDelta;
use std::fmt;
use std::fmt::Write as _;

/// The units of a duration, largest first, with their milliseconds.
const UNITS: [(&str, i64); 5] = [("d", 86_400_000), ("h", 3_600_000), ("m", 60_000), ("s", 1000), ("ms", 1)];

/// The largest side of a terminal a script may ask for.
const LARGEST: u16 = 1000;

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}x{}", self.width, self.height)
    }
}

impl fmt::Display for Depth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Depth::None => "none",
            Depth::Sixteen => "16",
            Depth::Palette => "256",
            Depth::True => "true",
        })
    }
}

impl Depth {
    /// All depths, fewest colours first.
    pub const ALL: [Depth; 4] = [Depth::None, Depth::Sixteen, Depth::Palette, Depth::True];

    /// Reads `none`, `16`, `256` or `true`.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|depth| depth.to_string() == text)
    }
}

impl Size {
    /// Reads `80x24`. Zero is a size too: a hang-up gives it.
    pub fn parse(text: &str) -> Option<Self> {
        let (width, height) = text.split_once('x')?;
        let side = |text: &str| number(text).and_then(|n| u16::try_from(n).ok()).filter(|n| *n <= LARGEST);
        Some(Self { width: side(width)?, height: side(height)? })
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Instant::At(at) => f.write_str(&at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            Instant::Day(day) => write!(f, "{day}"),
        }
    }
}

impl Instant {
    /// Reads `2026-03-02T09:00:00Z` or a day, `2026-03-02`.
    pub fn parse(text: &str) -> Option<Self> {
        let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().filter(|_| text.len() == 10);
        let at = DateTime::parse_from_rfc3339(text).ok();
        at.map(|at| Instant::At(at.to_utc())).or_else(|| day().map(Instant::Day))
    }
}

/// A number in plain digits.
pub(super) fn number(text: &str) -> Option<u32> {
    text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

/// Reads `ROW,COL`.
pub(super) fn place(text: &str) -> Option<Place> {
    let (row, col) = text.split_once(',')?;
    let part = |text: &str| number(text).and_then(|n| u16::try_from(n).ok());
    Some(Place { row: part(row)?, col: part(col)? })
}

/// Reads `29d`, `1h30m`, `150ms`: numbers with units, the largest unit first, more than nothing.
///
/// # Errors
/// What is wrong, in words.
pub fn parse_duration(text: &str) -> Result<TimeDelta, String> {
    let mut rest = text;
    let mut total: i64 = 0;
    let mut units = UNITS.iter();
    while !rest.is_empty() {
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let (count, tail) = rest.split_at_checked(digits).unwrap_or((rest, ""));
        let letters = tail.bytes().take_while(|b| !b.is_ascii_digit()).count();
        let (unit, tail) = tail.split_at_checked(letters).unwrap_or((tail, ""));
        if count.is_empty() || unit.is_empty() {
            return Err(format!("'{text}' is no duration"));
        }
        if !UNITS.iter().any(|(name, _)| *name == unit) {
            return Err(format!("unknown unit '{unit}' in '{text}'"));
        }
        let size =
            units.find(|(name, _)| *name == unit).ok_or_else(|| format!("'{text}' has its units out of order"))?;
        let part = count.parse::<i64>().ok().and_then(|n| n.checked_mul(size.1));
        total = part.and_then(|n| total.checked_add(n)).ok_or_else(|| format!("'{text}' is too long"))?;
        rest = tail;
    }
    // A century is more than any desk's clock is asked to move.
    match TimeDelta::try_milliseconds(total) {
        Some(time) if total > 0 && total <= 36_525 * 86_400_000 => Ok(time),
        _ => Err(format!("'{text}' must be more than nothing and less than a hundred years")),
    }
}

/// Prints a duration as [`parse_duration`] reads it.
pub fn print_duration(time: TimeDelta) -> String {
    let mut left = time.num_milliseconds().max(0);
    let mut out = String::new();
    for (unit, size) in UNITS {
        if left >= size {
            let _ = write!(out, "{}{unit}", left / size);
            left %= size;
        }
    }
    if out.is_empty() { "0ms".to_owned() } else { out }
}

/// Whether the name is one for files: lower-case letters, digits and single dashes between them.
pub(super) fn is_slug(name: &str) -> bool {
    let part = |p: &str| !p.is_empty() && p.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.split('-').all(part)
}

/// The folder name of a title: letters and digits of any script in lower case, everything else one dash.
pub fn slug(title: &str) -> String {
    let dashed: String = title.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { '-' }).collect();
    dashed.split('-').filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-")
}

/// Whether the word is an id: letters, digits, dot, dash, underscore.
pub(super) fn is_id(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || ".-_".contains(c))
}
