//! Arithmetic and shapes that the schemes share.
//!
//! Each function is small and total: it takes text that was normalised before and never panics. What a scheme *means*
//! is not here but with its family.

use crate::domain::msg::Arg;
use crate::domain::msg::Msg;

/// What a scheme says about a value it did not refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sound {
    /// The value in the form it is stored in.
    pub(super) canonical: String,
    /// Why it is still doubtful.
    pub(super) doubt: Option<Msg>,
}

/// The answer of one scheme's rule.
pub(super) type Outcome = Result<Sound, Msg>;

/// How one scheme judges a normalised value.
pub(super) type Rule = fn(&str) -> Outcome;

/// Sound, without doubt.
#[expect(clippy::unnecessary_wraps, reason = "the last line of every rule")]
pub(super) fn sound(canonical: impl Into<String>) -> Outcome {
    Ok(Sound { canonical: canonical.into(), doubt: None })
}

/// Sound, and doubtful when `doubt` says why.
#[expect(clippy::unnecessary_wraps, reason = "the last line of every rule")]
pub(super) fn sound_but(canonical: impl Into<String>, doubt: Option<Msg>) -> Outcome {
    Ok(Sound { canonical: canonical.into(), doubt })
}

/// Folds full-width forms and other scripts' digits to ASCII, drops blanks and the scheme's separators, upper-cases.
/// Anything else stays, so that the alphabet check can name it.
pub(super) fn normalise(value: &str, strip: &str) -> String {
    value.chars().map(ascii_form).filter(|c| !c.is_whitespace() && !strip.contains(*c)).collect()
}

fn ascii_form(c: char) -> char {
    let code = u32::from(c);
    let ascii = match code {
        0xFF01..=0xFF5E => code - 0xFEE0,
        0x0660..=0x0669 => code - 0x0660 + 0x30,
        0x06F0..=0x06F9 => code - 0x06F0 + 0x30,
        0x0966..=0x096F => code - 0x0966 + 0x30,
        0x2010..=0x2015 | 0x2212 => 0x2D,
        _ => code,
    };
    char::from_u32(ascii).unwrap_or(c).to_ascii_uppercase()
}

/// The characters `from..to` (ASCII), or nothing where there are none.
pub(super) fn part(s: &str, from: usize, to: usize) -> &str {
    s.get(from..to).unwrap_or("")
}

/// All but the last `n` characters.
pub(super) fn head(s: &str, n: usize) -> &str {
    part(s, 0, s.len().saturating_sub(n))
}

/// The last `n` characters.
pub(super) fn tail(s: &str, n: usize) -> &str {
    s.get(s.len().saturating_sub(n)..).unwrap_or("")
}

/// The character at `i`, or NUL.
pub(super) fn at(s: &str, i: usize) -> char {
    s.chars().nth(i).unwrap_or('\0')
}

/// The digits of `s` as numbers.
pub(super) fn digits(s: &str) -> impl DoubleEndedIterator<Item = u32> + '_ {
    s.chars().filter_map(|c| c.to_digit(10))
}

/// The number `s` stands for, 0 when it is none.
pub(super) fn number(s: &str) -> u64 {
    s.parse().unwrap_or(0)
}

/// Whether `s` has digits only, and at least one.
pub(super) fn is_digits(s: &str) -> bool {
    !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit())
}

/// Compares `s` with the patterns of its length: `9` a digit, `A` a letter, `X` either, anything else itself
/// (lower-case letters in a pattern stand for the upper-case letter itself).
///
/// # Errors
/// `id-empty`, `id-length` (expected, found), `id-alphabet` (char, position from 1).
pub(super) fn shape(s: &str, patterns: &[&str]) -> Result<(), Msg> {
    let found = s.chars().count();
    if found == 0 {
        return Err(Msg::new("id-empty"));
    }
    let mut first_error = None;
    for pattern in patterns.iter().filter(|p| p.chars().count() == found) {
        match s.chars().zip(pattern.chars()).position(|(c, p)| !fits(c, p)) {
            None => return Ok(()),
            Some(i) => {
                first_error.get_or_insert(i);
            }
        }
    }
    let Some(i) = first_error else {
        let mut lengths: Vec<usize> = patterns.iter().map(|p| p.chars().count()).collect();
        lengths.sort_unstable();
        lengths.dedup();
        let expected: Vec<String> = lengths.iter().map(ToString::to_string).collect();
        return Err(Msg::new("id-length").with("expected", expected.join("/")).with("found", found));
    };
    Err(alphabet_error(s, i))
}

/// `id-alphabet` for the character at `i` (from 0).
pub(super) fn alphabet_error(s: &str, i: usize) -> Msg {
    let c = s.chars().nth(i).unwrap_or('?');
    Msg::new("id-alphabet").with("char", shown(c)).with("position", i + 1)
}

/// A character as a message may show it: what cannot be seen gets its code point.
fn shown(c: char) -> String {
    crate::text::visible(c.encode_utf8(&mut [0; 4])).into_owned()
}

fn fits(c: char, pattern: char) -> bool {
    match pattern {
        '9' => c.is_ascii_digit(),
        'A' => c.is_ascii_uppercase(),
        'X' => c.is_ascii_digit() || c.is_ascii_uppercase(),
        p => c == p.to_ascii_uppercase(),
    }
}

/// Demands that the text begins so.
///
/// # Errors
/// `id-prefix` (expected, found).
pub(super) fn prefix(s: &str, expected: &str) -> Result<(), Msg> {
    if s.is_empty() {
        return Err(Msg::new("id-empty"));
    }
    if s.starts_with(expected) {
        return Ok(());
    }
    let found: String =
        s.chars().take(expected.chars().count()).flat_map(|c| shown(c).chars().collect::<Vec<_>>()).collect();
    Err(Msg::new("id-prefix").with("expected", expected).with("found", found))
}

/// Demands that the text ends with the check characters computed.
///
/// # Errors
/// `id-check-digit` (expected, found).
pub(super) fn ends(s: &str, expected: impl ToString) -> Result<(), Msg> {
    let expected = expected.to_string();
    let found = tail(s, expected.len());
    if found == expected {
        return Ok(());
    }
    Err(Msg::new("id-check-digit").with("expected", expected).with("found", found.to_owned()))
}

/// The same for a sum that may come out as 10 or more, for which no check digit exists.
///
/// # Errors
/// `id-no-check-digit`, `id-check-digit`.
pub(super) fn ends_digit(s: &str, expected: u32) -> Result<(), Msg> {
    if expected > 9 {
        return Err(Msg::new("id-no-check-digit"));
    }
    ends(s, expected)
}

/// `id-char-at`: one position must hold one of a few characters.
pub(super) fn one_of(s: &str, i: usize, allowed: &str) -> Result<(), Msg> {
    let found = at(s, i);
    if allowed.contains(found) {
        return Ok(());
    }
    let expected: Vec<String> = allowed.chars().map(String::from).collect();
    Err(Msg::new("id-char-at")
        .with("position", i + 1)
        .with("expected", Arg::Text(expected.join(" ")))
        .with("found", found.to_string()))
}

/// `id-country`: a country that does not belong here.
pub(super) fn country_error(found: &str) -> Msg {
    Msg::new("id-country").with("found", found.to_owned())
}

/// Σ weight·digit over the digits of `s`.
pub(super) fn weighted(s: &str, weights: &[u32]) -> u32 {
    digits(s).zip(weights).map(|(d, w)| d * w).sum()
}

/// The remainder by 97 of the number in which letters are 10…35 (ISO 7064 mod 97-10).
pub(super) fn mod97(s: &str) -> u32 {
    s.chars().filter_map(|c| c.to_digit(36)).fold(0, |r, v| if v > 9 { (r * 100 + v) % 97 } else { (r * 10 + v) % 97 })
}

/// The check digit of ISO 7064 mod 11,10.
pub(super) fn mod11_10(body: &str) -> u32 {
    let product = digits(body).fold(10, |p, d| {
        let sum = (d + p) % 10;
        let sum = if sum == 0 { 10 } else { sum };
        sum * 2 % 11
    });
    (11 - product) % 10
}

/// The Luhn check digit of a body: every second digit from the right is doubled, beginning with the last.
pub(super) fn luhn(body: &str) -> u32 {
    let sum: u32 =
        digits(body).rev().enumerate().map(|(i, d)| if i % 2 == 0 { d * 2 / 10 + d * 2 % 10 } else { d }).sum();
    (10 - sum % 10) % 10
}

/// The GS1 check digit of a body: weights 3 1 3 … from the right.
pub(super) fn gs1(body: &str) -> u32 {
    let sum: u32 = digits(body).rev().enumerate().map(|(i, d)| if i % 2 == 0 { d * 3 } else { d }).sum();
    (10 - sum % 10) % 10
}

/// Whether year, month and day are a day of the calendar.
pub(super) fn is_day(year: u64, month: u64, day: u64) -> bool {
    let (Ok(y), Ok(m), Ok(d)) = (i32::try_from(year), u32::try_from(month), u32::try_from(day)) else {
        return false;
    };
    chrono::NaiveDate::from_ymd_opt(y, m, d).is_some()
}
