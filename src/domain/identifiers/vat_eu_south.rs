//! VAT numbers of Spain, Malta, Portugal, Romania, Slovenia and Slovakia, without the country prefix.
//!
//! The other members are in `vat_eu`; this file only keeps that one short.

use super::kernel::Outcome;
use super::kernel::at;
use super::kernel::digits;
use super::kernel::ends;
use super::kernel::ends_digit;
use super::kernel::head;
use super::kernel::luhn;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::shape;
use super::kernel::sound;
use super::kernel::tail;
use super::kernel::weighted;
use super::vat_eu::birth_number;
use crate::domain::msg::Msg;

/// Spain: companies (letter, seven digits, control), citizens (eight digits, letter), foreigners (X, Y, Z).
pub(super) fn es(s: &str) -> Outcome {
    shape(s, &["X9999999X", "99999999A"])?;
    let body = part(s, 1, 8);
    match at(s, 0) {
        '0'..='9' => ends(s, spanish_letter(number(head(s, 1))))?,
        first @ ('X' | 'Y' | 'Z') => {
            let lead = u64::from(u32::from(first) - u32::from('X'));
            ends(s, spanish_letter(lead * 10_000_000 + number(body)))?;
        }
        'K' | 'L' | 'M' => ends(s, spanish_letter(number(body)))?,
        first if "ABCDEFGHJNPQRSUVW".contains(first) => {
            let digit = luhn(body);
            let letter = "JABCDEFGHI".chars().nth(usize::try_from(digit).unwrap_or(0)).unwrap_or('J');
            let by_letter = "NPQRSW".contains(first) || (!"ABEHJUV".contains(first) && at(s, 8).is_ascii_uppercase());
            if by_letter { ends(s, letter)? } else { ends(s, digit)? }
        }
        _ => return Err(super::kernel::alphabet_error(s, 0)),
    }
    sound(s)
}

fn spanish_letter(n: u64) -> char {
    "TRWAGMYFPDXBNJZSQVHLCKE".chars().nth(usize::try_from(n % 23).unwrap_or(0)).unwrap_or('T')
}

/// Malta: eight digits, mod 37.
pub(super) fn mt(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    one_of(s, 0, "123456789")?;
    ends(s, format!("{:02}", 37 - weighted(head(s, 2), &[3, 4, 6, 7, 8, 9]) % 37))?;
    sound(s)
}

/// Portugal: nine digits.
pub(super) fn pt(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    one_of(s, 0, "123456789")?;
    ends(s, (11 - weighted(head(s, 1), &[9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 11 % 10)?;
    sound(s)
}

/// Romania: two to ten digits, padded on the left; persons have thirteen.
pub(super) fn ro(s: &str) -> Outcome {
    if s.len() == 13 {
        shape(s, &["9999999999999"])?;
        let c = weighted(head(s, 1), &[2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
        ends(s, if c == 10 { 1 } else { c })?;
        return sound(s);
    }
    if s.is_ascii() && !(2..=10).contains(&s.len()) {
        return Err(if s.is_empty() {
            Msg::new("id-empty")
        } else {
            Msg::new("id-length").with("expected", "2–10/13").with("found", s.len())
        });
    }
    shape(s, &["9".repeat(s.chars().count()).as_str()])?;
    one_of(s, 0, "123456789")?;
    let padded = format!("{:0>9}", head(s, 1));
    ends(s, 10 * weighted(&padded, &[7, 5, 3, 2, 1, 7, 5, 3, 2]) % 11 % 10)?;
    sound(s)
}

/// Slovenia: eight digits.
pub(super) fn si(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    one_of(s, 0, "123456789")?;
    let c = 11 - weighted(head(s, 1), &[8, 7, 6, 5, 4, 3, 2]) % 11;
    ends_digit(s, if c == 10 { 0 } else { c })?;
    sound(s)
}

/// Slovakia: ten digits divisible by 11; persons may use the birth number.
pub(super) fn sk(s: &str) -> Outcome {
    shape(s, &["9999999999"])?;
    let company = one_of(s, 0, "123456789").and_then(|()| one_of(s, 2, "234789")).and_then(|()| {
        let rest = digits(head(s, 1)).fold(0, |r, d| (r * 10 + d) % 11);
        ends_digit(s, rest_to_eleven(rest))
    });
    if company.is_err() && !tail(s, 10).starts_with('0') && birth_number(s).is_ok() {
        return sound(s);
    }
    company?;
    sound(s)
}

/// The digit that makes the whole number divisible by 11, given the remainder of the others.
fn rest_to_eleven(rest: u32) -> u32 {
    (11 - rest * 10 % 11) % 11
}
