//! VAT numbers of the Union, one function a country, each without the country prefix; and `eu.vat`, which reads it.
//!
//! Source: domain.md §2.5 (5) for the countries named there; the published formats of the other members.
//! Whether a number is registered is not known here: that is a recorded VIES look-up.

use super::kernel::Outcome;
use super::kernel::Rule;
use super::kernel::at;
use super::kernel::country_error;
use super::kernel::digits;
use super::kernel::ends;
use super::kernel::ends_digit;
use super::kernel::head;
use super::kernel::is_day;
use super::kernel::is_digits;
use super::kernel::luhn;
use super::kernel::mod11_10;
use super::kernel::mod97;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::shape;
use super::kernel::sound;
use super::kernel::tail;
use super::kernel::weighted;
use crate::domain::msg::Msg;

/// Prefix (Greece is `EL`) and rule of every member.
const MEMBERS: [(&str, Rule); 27] = [
    ("AT", at_uid),
    ("BE", be),
    ("BG", bg),
    ("CY", cy),
    ("CZ", cz),
    ("DE", de),
    ("DK", dk),
    ("EE", ee),
    ("EL", el),
    ("ES", super::vat_eu_south::es),
    ("FI", fi),
    ("FR", fr),
    ("HR", hr),
    ("HU", hu),
    ("IE", ie),
    ("IT", it),
    ("LT", lt),
    ("LU", lu),
    ("LV", lv),
    ("MT", super::vat_eu_south::mt),
    ("NL", nl),
    ("PL", pl),
    ("PT", super::vat_eu_south::pt),
    ("RO", super::vat_eu_south::ro),
    ("SE", se),
    ("SI", super::vat_eu_south::si),
    ("SK", super::vat_eu_south::sk),
];

/// A VAT number with its prefix; `EU` is read as a one-stop-shop number.
pub(super) fn eu(s: &str) -> Outcome {
    if s.is_empty() {
        return Err(Msg::new("id-empty"));
    }
    let prefix = part(s, 0, 2);
    if prefix == "EU" {
        return super::trade::oss(s);
    }
    let rule =
        MEMBERS.iter().find(|(p, _)| *p == prefix).map(|(_, rule)| *rule).ok_or_else(|| country_error(prefix))?;
    let mut found = rule(s.get(2..).unwrap_or(""))?;
    found.canonical.insert_str(0, prefix);
    Ok(found)
}

/// Austria: `U` and eight digits.
pub(super) fn at_uid(s: &str) -> Outcome {
    shape(s, &["u99999999"])?;
    let luhn_like: u32 =
        digits(part(s, 1, 8)).enumerate().map(|(i, d)| if i % 2 == 0 { d } else { d * 2 / 10 + d * 2 % 10 }).sum();
    ends(s, (10 - (luhn_like + 4) % 10) % 10)?;
    sound(s)
}

/// Belgium: ten digits (older ones nine), mod 97.
pub(super) fn be(s: &str) -> Outcome {
    shape(s, &["9999999999", "999999999"])?;
    let s = format!("{s:0>10}");
    one_of(&s, 0, "01")?;
    ends(&s, format!("{:02}", 97 - number(head(&s, 2)) % 97))?;
    sound(s)
}

/// Bulgaria: nine digits for companies, ten for persons and foreigners.
pub(super) fn bg(s: &str) -> Outcome {
    shape(s, &["999999999", "9999999999"])?;
    let body = head(s, 1);
    if s.len() == 9 {
        let sum = match weighted(body, &[1, 2, 3, 4, 5, 6, 7, 8]) % 11 {
            10 => weighted(body, &[3, 4, 5, 6, 7, 8, 9, 10]) % 11,
            d => d,
        };
        ends(s, sum % 10)?;
        return sound(s);
    }
    let citizen = weighted(body, &[2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11 % 10;
    let month = number(part(s, 2, 4));
    let born = is_day(2000, month % 20, number(part(s, 4, 6))) && month < 60;
    let foreigner = weighted(body, &[21, 19, 17, 13, 11, 9, 7, 3, 1]) % 10;
    let other = 11 - weighted(body, &[4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    let last = digits(tail(s, 1)).next().unwrap_or(0);
    if (born && last == citizen) || last == foreigner || (other != 10 && last == other % 11) {
        return sound(s);
    }
    Err(Msg::new("id-checksum"))
}

/// Cyprus: eight digits and a letter.
pub(super) fn cy(s: &str) -> Outcome {
    shape(s, &["99999999A"])?;
    if s.starts_with("12") {
        return Err(Msg::new("id-serial").with("found", "12"));
    }
    let sum: u32 = digits(head(s, 1))
        .enumerate()
        .map(|(i, d)| match (i % 2, d) {
            (1, d) => d,
            (_, 0) => 1,
            (_, 1) => 0,
            (_, 2) => 5,
            (_, 3) => 7,
            (_, 4) => 9,
            (_, d) => d * 2 + 3,
        })
        .sum();
    ends(s, char::from_digit(sum % 26 + 10, 36).unwrap_or('A').to_ascii_uppercase())?;
    sound(s)
}

/// Czechia: eight digits for companies, nine or ten for persons.
pub(super) fn cz(s: &str) -> Outcome {
    shape(s, &["99999999", "999999999", "9999999999"])?;
    if s.len() == 8 {
        one_of(s, 0, "012345678")?;
        let c = (11 - weighted(head(s, 1), &[8, 7, 6, 5, 4, 3, 2]) % 11) % 11;
        ends(s, if c == 0 { 1 } else { c % 10 })?;
    } else if s.len() == 9 && s.starts_with('6') {
        let c = weighted(part(s, 1, 8), &[8, 7, 6, 5, 4, 3, 2]) % 11;
        ends(s, (18 - (10 - c) % 11) % 10)?;
    } else {
        birth_number(s)?;
    }
    sound(s)
}

/// Czech and Slovak birth numbers: month plus 20, 50 or 70; the tenth digit checks since 1954.
pub(super) fn birth_number(s: &str) -> Result<(), Msg> {
    let month = number(part(s, 2, 4)) % 50;
    let month = if month > 20 { month - 20 } else { month };
    if !is_day(2000, month, number(part(s, 4, 6))) {
        return Err(Msg::new("id-date").with("found", part(s, 0, 6).to_owned()));
    }
    if s.len() == 10 {
        ends(s, number(head(s, 1)) % 11 % 10)?;
    }
    Ok(())
}

/// Germany: nine digits, ISO 7064 mod 11,10.
pub(super) fn de(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    one_of(s, 0, "123456789")?;
    ends(s, mod11_10(head(s, 1)))?;
    sound(s)
}

/// Croatia: eleven digits, ISO 7064 mod 11,10.
pub(super) fn hr(s: &str) -> Outcome {
    shape(s, &["99999999999"])?;
    ends(s, mod11_10(head(s, 1)))?;
    sound(s)
}

/// Denmark: eight digits, the weighted sum is a multiple of 11.
pub(super) fn dk(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    one_of(s, 0, "123456789")?;
    ends_digit(s, (11 - weighted(head(s, 1), &[2, 7, 6, 5, 4, 3, 2]) % 11) % 11)?;
    sound(s)
}

/// Estonia: nine digits.
pub(super) fn ee(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    ends(s, (10 - weighted(head(s, 1), &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10)?;
    sound(s)
}

/// Greece: nine digits (older ones eight), powers of two.
pub(super) fn el(s: &str) -> Outcome {
    shape(s, &["999999999", "99999999"])?;
    let s = format!("{s:0>9}");
    ends(&s, digits(head(&s, 1)).fold(0, |sum, d| sum * 2 + d) * 2 % 11 % 10)?;
    sound(s)
}

/// Finland: eight digits.
pub(super) fn fi(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    ends_digit(s, (11 - weighted(head(s, 1), &[7, 9, 10, 5, 8, 4, 2]) % 11) % 11)?;
    sound(s)
}

/// France: two key characters and the SIREN; Monaco's begin with 000 and have no SIREN check.
pub(super) fn fr(s: &str) -> Outcome {
    const KEYS: &str = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZ";
    shape(s, &["XX999999999"])?;
    if let Some(i) = s.chars().position(|c| !KEYS.contains(c)) {
        return Err(super::kernel::alphabet_error(s, i));
    }
    let siren = tail(s, 9);
    if !siren.starts_with("000") {
        ends(siren, luhn(head(siren, 1)))?;
    }
    if is_digits(s) {
        let key = format!("{:02}", (12 + 3 * (number(siren) % 97)) % 97);
        return if s.starts_with(&key) {
            sound(s)
        } else {
            Err(Msg::new("id-check-digit").with("expected", key).with("found", part(s, 0, 2).to_owned()))
        };
    }
    let value = |i: usize| KEYS.chars().position(|k| k == at(s, i)).unwrap_or(0) as u64;
    let first_is_digit = at(s, 0).is_ascii_digit();
    let key = if first_is_digit {
        (value(0) * 24 + value(1)).checked_sub(10)
    } else {
        (value(0) * 34 + value(1)).checked_sub(100)
    };
    match key {
        Some(key) if (number(siren) + 1 + key / 11) % 11 == key % 11 => sound(s),
        _ => Err(Msg::new("id-checksum")),
    }
}

/// Hungary: eight digits.
pub(super) fn hu(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    ends(s, (10 - weighted(head(s, 1), &[9, 7, 3, 1, 9, 7, 3]) % 10) % 10)?;
    sound(s)
}

/// Ireland: seven digits and one or two letters; in the oldest form the second character is no digit.
pub(super) fn ie(s: &str) -> Outcome {
    const LETTERS: &str = "WABCDEFGHIJKLMNOPQRSTUV";
    shape(s, &["9999999A", "9A99999A", "9+99999A", "9*99999A", "9999999AA"])?;
    let oldest = !at(s, 1).is_ascii_digit();
    let body = if oldest { format!("0{}{}", part(s, 2, 7), part(s, 0, 1)) } else { part(s, 0, 7).to_owned() };
    let extra = LETTERS.chars().position(|c| c == at(s, 8)).unwrap_or(0) as u64;
    let sum = u64::from(weighted(&body, &[8, 7, 6, 5, 4, 3, 2])) + extra * 9;
    let check = LETTERS.chars().nth(usize::try_from(sum % 23).unwrap_or(0)).unwrap_or('W');
    ends(part(s, 0, 8), check)?;
    sound(s)
}

/// Italy: eleven digits, Luhn, with a province of issue.
pub(super) fn it(s: &str) -> Outcome {
    shape(s, &["99999999999"])?;
    if part(s, 0, 7) == "0000000" {
        return Err(Msg::new("id-serial-zero"));
    }
    let province = number(part(s, 7, 10));
    if !matches!(province, 1..=100 | 120 | 121 | 888 | 999) {
        return Err(Msg::new("id-region").with("found", part(s, 7, 10).to_owned()));
    }
    ends(s, luhn(head(s, 1)))?;
    sound(s)
}

/// Lithuania: nine digits (the eighth is 1) or twelve (the eleventh is 1).
pub(super) fn lt(s: &str) -> Outcome {
    shape(s, &["999999999", "999999999999"])?;
    one_of(s, s.len().saturating_sub(2), "1")?;
    let body = head(s, 1);
    let sum = |shift: u32| digits(body).zip(0_u32..).map(|(d, i)| d * (1 + (i + shift) % 9)).sum::<u32>() % 11;
    let check = match sum(0) {
        10 => sum(2),
        d => d,
    };
    ends(s, check % 10)?;
    sound(s)
}

/// Luxembourg: six digits and their remainder by 89.
pub(super) fn lu(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    ends(s, format!("{:02}", number(head(s, 2)) % 89))?;
    sound(s)
}

/// Latvia: eleven digits; companies begin with 4 or more, persons carry a birth date or begin with 32.
pub(super) fn lv(s: &str) -> Outcome {
    shape(s, &["99999999999"])?;
    let body = head(s, 1);
    if number(part(s, 0, 1)) > 3 {
        let rest = weighted(body, &[9, 1, 4, 8, 3, 10, 2, 5, 7, 6]) % 11;
        ends_digit(s, (14 - rest) % 11)?;
    } else if !s.starts_with("32") {
        let century = 1800 + 100 * number(part(s, 6, 7));
        if !is_day(century + number(part(s, 4, 6)), number(part(s, 2, 4)), number(part(s, 0, 2))) {
            return Err(Msg::new("id-date").with("found", part(s, 0, 6).to_owned()));
        }
        ends(s, (1 + weighted(body, &[10, 5, 8, 4, 2, 1, 6, 3, 7, 9])) % 11 % 10)?;
    }
    sound(s)
}

/// Netherlands: nine digits, `B`, two digits; citizen-service check, or mod 97 for sole traders since 2020.
pub(super) fn nl(s: &str) -> Outcome {
    let (body, suffix) = s.split_once('B').unwrap_or((s, ""));
    let padded =
        if is_digits(body) && body.len() < 9 && body.len() > 6 { format!("{body:0>9}B{suffix}") } else { s.to_owned() };
    shape(&padded, &["999999999b99"])?;
    let body = part(&padded, 0, 9);
    let rest = weighted(head(body, 1), &[9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    let last = digits(tail(body, 1)).next().unwrap_or(11);
    if rest == last || mod97(&format!("NL{padded}")) == 1 {
        return sound(padded);
    }
    Err(Msg::new("id-checksum"))
}

/// Poland: ten digits.
pub(super) fn pl(s: &str) -> Outcome {
    shape(s, &["9999999999"])?;
    ends_digit(s, weighted(head(s, 1), &[6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11)?;
    sound(s)
}

/// Sweden: organisation number (Luhn) and a two-digit serial.
pub(super) fn se(s: &str) -> Outcome {
    shape(s, &["999999999999"])?;
    if !matches!(number(tail(s, 2)), 1..=94) {
        return Err(Msg::new("id-serial").with("found", tail(s, 2).to_owned()));
    }
    let body = part(s, 0, 9);
    ends(part(s, 0, 10), luhn(body))?;
    sound(s)
}
