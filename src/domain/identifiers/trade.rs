//! International identifiers of money and goods: LEI, IBAN, BIC, EORI, IOSS, Gulf tax numbers, containers, parcels,
//! air waybills, GS1 numbers, producer responsibility numbers.
//!
//! Source: domain.md §2.5 (3), (6) to (11).

use super::countries::iban_shape;
use super::countries::in_union;
use super::countries::is_country;
use super::countries::union_by_number;
use super::kernel::Outcome;
use super::kernel::country_error;
use super::kernel::ends;
use super::kernel::gs1;
use super::kernel::head;
use super::kernel::luhn;
use super::kernel::mod97;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::prefix;
use super::kernel::shape;
use super::kernel::sound;
use super::kernel::sound_but;
use super::kernel::weighted;
use crate::domain::msg::Msg;

/// Legal entity identifier, ISO 17442.
pub(super) fn lei(s: &str) -> Outcome {
    shape(s, &["XXXXXXXXXXXXXXXXXX99"])?;
    ends(s, format!("{:02}", 98 - mod97(&format!("{}00", head(s, 2)))))?;
    sound(s)
}

/// International bank account number, ISO 13616: country, length, structure, mod 97.
pub(super) fn iban(s: &str) -> Outcome {
    if s.is_empty() {
        return Err(Msg::new("id-empty"));
    }
    let country = part(s, 0, 2);
    let Some(rest) = iban_shape(country) else {
        return Err(country_error(country));
    };
    shape(s, &[&format!("AA99{rest}")])?;
    let body = s.get(4..).unwrap_or("");
    let expected = format!("{:02}", 98 - mod97(&format!("{body}{country}00")));
    let found = part(s, 2, 4);
    if found != expected {
        return Err(Msg::new("id-check-digit").with("expected", expected).with("found", found.to_owned()));
    }
    if country == "ES" {
        spanish_account(body)?;
    }
    sound(s)
}

/// The two inner check digits of a Spanish account: bank and branch, then account number.
fn spanish_account(body: &str) -> Result<(), Msg> {
    let digit = |s: &str| match 11 - weighted(s, &[1, 2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 {
        11 => 0,
        10 => 1,
        d => d,
    };
    let expected = format!("{}{}", digit(&format!("00{}", part(body, 0, 8))), digit(part(body, 10, 20)));
    ends(part(body, 8, 10), expected)
}

/// Business identifier code, ISO 9362.
pub(super) fn bic(s: &str) -> Outcome {
    shape(s, &["AAAAAAXX", "AAAAAAXXXXX"])?;
    let country = part(s, 4, 6);
    if !is_country(country) {
        return Err(country_error(country));
    }
    sound(s)
}

/// Economic operators registration and identification number.
pub(super) fn eori(s: &str) -> Outcome {
    let country = part(s, 0, 2);
    if s.is_empty() {
        return Err(Msg::new("id-empty"));
    }
    if !(in_union(country) || country == "GB" || country == "XI") {
        return Err(country_error(country));
    }
    let rest = s.get(2..).unwrap_or("");
    let (least, most) = match country {
        "GB" | "XI" => (12, 15),
        "PL" => (10, 15),
        "DE" => (7, 15),
        _ => (1, 15),
    };
    let wrong_length =
        rest.len() < least || rest.len() > most || (matches!(country, "GB" | "XI") && matches!(rest.len(), 13 | 14));
    if rest.is_ascii() && wrong_length {
        let expected =
            if matches!(country, "GB" | "XI") { "14/17".to_owned() } else { format!("{}–{}", least + 2, most + 2) };
        return Err(Msg::new("id-length").with("expected", expected).with("found", s.len()));
    }
    let class = if matches!(country, "GB" | "XI" | "DE") { "9" } else { "X" };
    shape(s, &[&format!("AA{}", class.repeat(rest.chars().count()))])?;
    sound(s)
}

/// Import one-stop-shop number: `IM`, numeric country, seven digits. `IN` names an intermediary and is no VAT number.
pub(super) fn ioss(s: &str) -> Outcome {
    if s.starts_with("IN") {
        return Err(Msg::new("id-intermediary"));
    }
    prefix(s, "IM")?;
    shape(s, &["im9999999999"])?;
    member(part(s, 2, 5))?;
    sound(s)
}

/// One-stop-shop numbers: `EU` (non-Union scheme) or `IM` (imports).
pub(super) fn oss(s: &str) -> Outcome {
    if s.starts_with('I') {
        return ioss(s);
    }
    prefix(s, "EU")?;
    shape(s, &["eu999999999"])?;
    member(part(s, 2, 5))?;
    sound(s)
}

fn member(numeric: &str) -> Result<(), Msg> {
    union_by_number(numeric).map(|_| ()).ok_or_else(|| country_error(numeric))
}

/// Tax registration number of the Emirates.
pub(super) fn ae_trn(s: &str) -> Outcome {
    shape(s, &["999999999999999"])?;
    prefix(s, "100")?;
    sound(s)
}

/// VAT number of Saudi Arabia: 15 digits, the first and the last are 3.
pub(super) fn sa_vat(s: &str) -> Outcome {
    shape(s, &["999999999999999"])?;
    one_of(s, 0, "3")?;
    one_of(s, 14, "3")?;
    sound(s)
}

/// Freight container, ISO 6346: letters count from 10, multiples of 11 left out.
pub(super) fn container(s: &str) -> Outcome {
    shape(s, &["AAAA9999999"])?;
    one_of(s, 3, "UJZR")?;
    let sum: u32 = head(s, 1)
        .chars()
        .filter_map(|c| c.to_digit(36))
        .map(|v| if v < 10 { v } else { v + (v - 1) / 10 })
        .zip(0_u32..)
        .map(|(v, i)| v << i)
        .sum();
    ends(s, sum % 11 % 10)?;
    sound(s)
}

/// Postal item, UPU S10.
pub(super) fn s10(s: &str) -> Outcome {
    shape(s, &["AA999999999AA"])?;
    let check = match 11 - weighted(part(s, 2, 10), &[8, 6, 4, 2, 3, 5, 9, 7]) % 11 {
        10 => 0,
        11 => 5,
        d => d,
    };
    ends(part(s, 0, 11), check)?;
    let country = part(s, 11, 13);
    sound_but(s, (!is_country(country)).then(|| country_error(country)))
}

/// Air waybill: airline prefix, seven digits, their remainder by 7.
pub(super) fn awb(s: &str) -> Outcome {
    shape(s, &["99999999999"])?;
    ends(s, number(part(s, 3, 10)) % 7)?;
    sound(format!("{}-{}", part(s, 0, 3), part(s, 3, 11)))
}

/// Trade item number of 8, 12, 13 or 14 digits.
pub(super) fn gtin(s: &str) -> Outcome {
    shape(s, &["99999999", "999999999999", "9999999999999", "99999999999999"])?;
    ends(s, gs1(head(s, 1)))?;
    sound(s)
}

/// Serial shipping container code.
pub(super) fn sscc(s: &str) -> Outcome {
    shape(s, &["999999999999999999"])?;
    ends(s, gs1(head(s, 1)))?;
    sound(s)
}

/// Employer identification number of the United States: campus prefix and seven digits.
pub(super) fn us_ein(s: &str) -> Outcome {
    shape(s, &["999999999", "99-9999999"])?;
    let campus = number(part(s, 0, 2));
    if !matches!(campus, 1..=6 | 10..=16 | 20..=27 | 30..=48 | 50..=68 | 71..=77 | 80..=88 | 90..=95 | 98 | 99) {
        return Err(Msg::new("id-prefix").with("expected", "01–99").with("found", part(s, 0, 2).to_owned()));
    }
    sound(format!("{}-{}", part(s, 0, 2), super::kernel::tail(s, 7)))
}

/// Insurer number of the US commissioners: five digits.
pub(super) fn naic(s: &str) -> Outcome {
    shape(s, &["99999"])?;
    sound(s)
}

/// German packaging register (LUCID).
pub(super) fn de_lucid(s: &str) -> Outcome {
    shape(s, &["de9999999999999"])?;
    sound(s)
}

/// German electronic waste register.
pub(super) fn de_weee(s: &str) -> Outcome {
    shape(s, &["de99999999"])?;
    sound(s)
}

/// French unique identifier of producer responsibility.
pub(super) fn fr_uin(s: &str) -> Outcome {
    shape(s, &["fr999999_99AAAA"])?;
    sound(s)
}

/// Ship number of the IMO: seven digits, optionally after `IMO`.
pub(super) fn imo(s: &str) -> Outcome {
    let s = s.strip_prefix("IMO").unwrap_or(s);
    shape(s, &["9999999"])?;
    ends(s, weighted(head(s, 1), &[7, 6, 5, 4, 3, 2]) % 10)?;
    sound(s)
}

/// Securities number, ISO 6166: Luhn over the digits into which letters expand.
pub(super) fn isin(s: &str) -> Outcome {
    shape(s, &["AAXXXXXXXXX9"])?;
    let country = part(s, 0, 2);
    if !(is_country(country) || matches!(country, "XS" | "EU" | "XA" | "XB" | "XC" | "XD" | "XF" | "AN")) {
        return Err(country_error(country));
    }
    let expanded: String = head(s, 1).chars().filter_map(|c| c.to_digit(36)).map(|v| v.to_string()).collect();
    ends(s, luhn(&expanded))?;
    sound(s)
}

/// Creditor reference, ISO 11649: `RF`, two check digits, up to 21 characters.
pub(super) fn creditor_reference(s: &str) -> Outcome {
    prefix(s, "RF")?;
    let rest = s.get(4..).unwrap_or("");
    if rest.is_empty() || rest.chars().count() > 21 {
        return Err(Msg::new("id-length").with("expected", "5–25").with("found", s.chars().count()));
    }
    shape(s, &[&format!("rf99{}", "X".repeat(rest.chars().count()))])?;
    let expected = format!("{:02}", 98 - mod97(&format!("{rest}RF00")));
    ends(part(s, 0, 4), expected)?;
    sound(s)
}

/// UK VAT number: 9 or 12 digits, or a government department or health authority.
pub(super) fn gb_vat(s: &str) -> Outcome {
    if s.starts_with("GD") || s.starts_with("HA") {
        shape(s, &["AA999", "AA888899999"])?;
        let serial = if s.len() == 5 { part(s, 2, 5) } else { part(s, 6, 9) };
        let low = number(serial) < 500;
        if low != s.starts_with("GD") {
            return Err(Msg::new("id-serial").with("found", serial.to_owned()));
        }
        if s.len() == 11 {
            ends(s, format!("{:02}", number(serial) % 97))?;
        }
        return sound(s);
    }
    shape(s, &["999999999", "999999999999"])?;
    let sum = weighted(part(s, 0, 9), &[8, 7, 6, 5, 4, 3, 2, 10, 1]) % 97;
    let newer = number(part(s, 0, 3)) >= 100;
    if sum == 0 || (newer && matches!(sum, 42 | 55)) { sound(s) } else { Err(Msg::new("id-checksum")) }
}
