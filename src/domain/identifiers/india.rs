//! Indian identifiers: GSTIN, PAN, importer-exporter code, postal index number.
//!
//! Source: domain.md §2.5 (4).

use super::kernel::Outcome;
use super::kernel::ends;
use super::kernel::head;
use super::kernel::is_digits;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::shape;
use super::kernel::sound;
use crate::domain::msg::Msg;

/// Permanent account number: the fourth letter is the kind of holder, the serial is not zero.
pub(super) fn pan(s: &str) -> Outcome {
    shape(s, &["AAAAA9999A"])?;
    one_of(s, 3, "ABCFGHJLPTK")?;
    if part(s, 5, 9) == "0000" {
        return Err(Msg::new("id-serial-zero"));
    }
    sound(s)
}

/// Goods and services tax number: state, PAN, entity, `Z`, Luhn mod 36.
pub(super) fn gstin(s: &str) -> Outcome {
    shape(s, &["99AAAAA9999AXXX"])?;
    if !matches!(number(part(s, 0, 2)), 1..=38 | 97) {
        return Err(Msg::new("id-state").with("found", part(s, 0, 2).to_owned()));
    }
    pan(part(s, 2, 12))?;
    one_of(s, 12, "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")?;
    one_of(s, 13, "Z")?;
    let sum: u32 = head(s, 1)
        .chars()
        .rev()
        .filter_map(|c| c.to_digit(36))
        .enumerate()
        .map(|(i, v)| {
            let product = if i % 2 == 0 { v * 2 } else { v };
            product / 36 + product % 36
        })
        .sum();
    let check = char::from_digit((36 - sum % 36) % 36, 36).unwrap_or('0').to_ascii_uppercase();
    ends(s, check)?;
    sound(s)
}

/// Importer-exporter code: the PAN since 2017, ten digits before.
pub(super) fn iec(s: &str) -> Outcome {
    if s.len() == 10 && is_digits(s) { sound(s) } else { pan(s) }
}

/// Postal index number: six digits, the first is the region and not zero.
pub(super) fn pin(s: &str) -> Outcome {
    shape(s, &["999999"])?;
    one_of(s, 0, "123456789")?;
    sound(s)
}
