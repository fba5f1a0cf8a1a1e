//! Company and tax numbers of other countries that partners trade in or come from.
//!
//! Source: the issuers' published algorithms. The schemes that domain.md §2.5 names are elsewhere.

use super::kernel::Outcome;
use super::kernel::at;
use super::kernel::digits;
use super::kernel::ends;
use super::kernel::ends_digit;
use super::kernel::head;
use super::kernel::is_day;
use super::kernel::luhn;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::prefix;
use super::kernel::shape;
use super::kernel::sound;
use super::kernel::sound_but;
use super::kernel::tail;
use super::kernel::weighted;
use crate::domain::msg::Msg;

/// Australian business number: two check digits in front, mod 89.
pub(super) fn au_abn(s: &str) -> Outcome {
    shape(s, &["99999999999"])?;
    let body = tail(s, 9);
    let expected = (99 - weighted(body, &[3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89).to_string();
    if part(s, 0, 2) != expected {
        return Err(Msg::new("id-check-digit").with("expected", expected).with("found", part(s, 0, 2).to_owned()));
    }
    sound(s)
}

/// Brazilian company number, two check digits.
pub(super) fn br_cnpj(s: &str) -> Outcome {
    shape(s, &["99999999999999"])?;
    let check = |body: &str, weights: &[u32]| (11 - weighted(body, weights) % 11) % 11 % 10;
    let first = check(part(s, 0, 12), &[5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]);
    ends(part(s, 0, 13), first)?;
    ends(s, check(part(s, 0, 13), &[6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]))?;
    sound(s)
}

/// Swiss enterprise number: `CHE` and nine digits; a VAT suffix (MWST, TVA, IVA, TPV) may follow.
pub(super) fn ch_uid(s: &str) -> Outcome {
    let body = ["MWST", "TVA", "IVA", "TPV"].iter().find_map(|suffix| s.strip_suffix(suffix)).unwrap_or(s);
    prefix(body, "CHE")?;
    shape(body, &["che999999999"])?;
    ends_digit(body, (11 - weighted(part(body, 3, 11), &[5, 4, 3, 2, 7, 6, 5, 4]) % 11) % 11)?;
    sound(body)
}

/// Chilean tax number: digits and a check character, 10 is `K`.
pub(super) fn cl_rut(s: &str) -> Outcome {
    shape(s, &["99999999X", "9999999X"])?;
    let sum: u32 = digits(head(s, 1)).rev().zip([2, 3, 4, 5, 6, 7].into_iter().cycle()).map(|(d, w)| d * w).sum();
    match (11 - sum % 11) % 11 {
        10 => ends(s, 'K')?,
        d => ends(s, d)?,
    }
    sound(s)
}

/// Israeli company number: nine digits, the first is 5, Luhn.
pub(super) fn il_hp(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    one_of(s, 0, "5")?;
    ends(s, luhn(head(s, 1)))?;
    sound(s)
}

/// Japanese corporate number: the check digit comes first.
pub(super) fn jp_cn(s: &str) -> Outcome {
    shape(s, &["9999999999999"])?;
    let sum: u32 = digits(tail(s, 12)).rev().enumerate().map(|(i, d)| if i % 2 == 0 { d } else { d * 2 }).sum();
    let expected = (9 - sum % 9).to_string();
    if part(s, 0, 1) != expected {
        return Err(Msg::new("id-check-digit").with("expected", expected).with("found", part(s, 0, 1).to_owned()));
    }
    sound(s)
}

/// Korean business registration number; registered numbers with another check digit exist, so it only casts doubt.
pub(super) fn kr_brn(s: &str) -> Outcome {
    shape(s, &["9999999999"])?;
    if number(part(s, 0, 3)) < 101 {
        return Err(Msg::new("id-serial").with("found", part(s, 0, 3).to_owned()));
    }
    if part(s, 3, 5) == "00" || part(s, 5, 9) == "0000" {
        return Err(Msg::new("id-serial-zero"));
    }
    let carried = at(s, 8).to_digit(10).unwrap_or(0) * 5 / 10;
    let check = (10 - (weighted(head(s, 1), &[1, 3, 7, 1, 3, 7, 1, 3, 5]) + carried) % 10) % 10;
    sound_but(s, ends(s, check).err())
}

/// Norwegian organisation number, with `MVA` behind it for VAT.
pub(super) fn no_mva(s: &str) -> Outcome {
    let s = s.strip_prefix("NO").unwrap_or(s);
    shape(s, &["999999999mva"])?;
    let body = part(s, 0, 9);
    ends_digit(body, (11 - weighted(head(body, 1), &[3, 2, 7, 6, 5, 4, 3, 2]) % 11) % 11)?;
    sound(s)
}

/// Russian tax number: ten digits for companies, twelve for persons.
pub(super) fn ru_inn(s: &str) -> Outcome {
    shape(s, &["9999999999", "999999999999"])?;
    if s.len() == 10 {
        ends(s, weighted(head(s, 1), &[2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10)?;
    } else {
        ends(head(s, 1), weighted(head(s, 2), &[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10)?;
        ends(s, weighted(head(s, 1), &[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11 % 10)?;
    }
    sound(s)
}

/// Russian registration number: thirteen digits (companies) or fifteen (entrepreneurs).
pub(super) fn ru_ogrn(s: &str) -> Outcome {
    shape(s, &["9999999999999", "999999999999999"])?;
    one_of(s, 0, if s.len() == 13 { "123456789" } else { "34" })?;
    let modulus = if s.len() == 13 { 11 } else { 13 };
    ends(s, number(head(s, 1)) % modulus % 10)?;
    sound(s)
}

/// Thai tax number: thirteen digits; the first is not 9.
pub(super) fn th_tin(s: &str) -> Outcome {
    shape(s, &["9999999999999"])?;
    one_of(s, 0, "012345678")?;
    ends(s, (11 - weighted(head(s, 1), &[13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11) % 10)?;
    sound(s)
}

/// Turkish tax number.
pub(super) fn tr_vkn(s: &str) -> Outcome {
    shape(s, &["9999999999"])?;
    let sum: u32 = digits(head(s, 1))
        .zip((1..=9_u32).rev())
        .map(|(d, place)| match (d + place) % 10 {
            0 => 0,
            c => match c * (1 << place) % 9 {
                0 => 9,
                r => r,
            },
        })
        .sum();
    ends(s, (10 - sum % 10) % 10)?;
    sound(s)
}

/// Taiwanese business number: since April 2023 the digit sum need only be a multiple of 5 (of 10 before); a 7 in place seven may count 1 less.
pub(super) fn tw_ubn(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    let sum: u32 = digits(s).zip([1, 2, 1, 2, 1, 2, 4, 1]).map(|(d, w)| d * w / 10 + d * w % 10).sum();
    if sum.is_multiple_of(5) || (at(s, 6) == '7' && (sum + 1).is_multiple_of(5)) {
        sound(s)
    } else {
        Err(Msg::new("id-checksum"))
    }
}

/// Ukrainian company number: the weights depend on the range.
pub(super) fn ua_edrpou(s: &str) -> Outcome {
    shape(s, &["99999999"])?;
    let body = head(s, 1);
    let middle = ('3'..='5').contains(&at(s, 0));
    let weights: [u32; 7] = if middle { [7, 1, 2, 3, 4, 5, 6] } else { [1, 2, 3, 4, 5, 6, 7] };
    let check = match weighted(body, &weights) % 11 {
        10 => weighted(body, &weights.map(|w| w + 2)) % 11,
        c => c,
    };
    ends(s, check % 10)?;
    sound(s)
}

/// Vietnamese tax code: ten digits, and three more for a branch.
pub(super) fn vn_mst(s: &str) -> Outcome {
    shape(s, &["9999999999", "9999999999999"])?;
    if part(s, 2, 9) == "0000000" || tail(s, 3) == "000" && s.len() == 13 {
        return Err(Msg::new("id-serial-zero"));
    }
    let body = part(s, 0, 9);
    ends_digit(part(s, 0, 10), 10 - weighted(body, &[31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11)?;
    sound(s)
}

/// Belarusian tax number of a company: nine digits, the first is the region.
pub(super) fn by_unp(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    one_of(s, 0, "1234567")?;
    ends_digit(s, weighted(head(s, 1), &[29, 23, 19, 17, 13, 7, 5, 3]) % 11)?;
    sound(s)
}

/// Indonesian tax number: nine digits with a Luhn check and six of office and branch.
pub(super) fn id_npwp(s: &str) -> Outcome {
    shape(s, &["999999999999999"])?;
    ends(part(s, 0, 9), luhn(part(s, 0, 8)))?;
    sound(s)
}

/// Singaporean entity number: three forms (business, company, other entities).
pub(super) fn sg_uen(s: &str) -> Outcome {
    shape(s, &["99999999A", "999999999A", "A99AA9999A"])?;
    let letter = |letters: &str, i: u32| letters.chars().nth(usize::try_from(i).unwrap_or(0)).unwrap_or('?');
    let body = head(s, 1);
    if s.len() == 9 {
        ends(s, letter("XMKECAWLJDB", weighted(body, &[10, 4, 9, 3, 8, 2, 7, 1]) % 11))?;
    } else if at(s, 0).is_ascii_digit() {
        ends(s, letter("ZKCMDNERGWH", weighted(body, &[10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11))?;
    } else {
        const VALUES: &str = "ABCDEFGHJKLMNPQRSTUVWX0123456789";
        one_of(s, 0, "RST")?;
        let value = |c: char| VALUES.chars().position(|v| v == c).unwrap_or(0);
        let sum: usize = body.chars().map(value).zip([4, 3, 5, 3, 10, 2, 2, 5, 7]).map(|(v, w)| v * w).sum();
        ends(s, VALUES.chars().nth((sum + 6) % 11).unwrap_or('A'))?;
    }
    sound(s)
}

/// New Zealand tax number: eight or nine digits; a second set of weights when the first gives 10.
pub(super) fn nz_ird(s: &str) -> Outcome {
    shape(s, &["99999999", "999999999"])?;
    if !(10_000_000..150_000_000).contains(&number(s)) {
        return Err(Msg::new("id-serial").with("found", s.to_owned()));
    }
    let body = format!("{:0>8}", head(s, 1));
    let check = |weights: &[u32]| (11 - weighted(&body, weights) % 11) % 11;
    let digit = match check(&[3, 2, 7, 6, 5, 4, 3, 2]) {
        10 => check(&[7, 4, 3, 2, 5, 2, 7, 6]),
        d => d,
    };
    ends_digit(s, digit)?;
    sound(s)
}

/// US bank routing number: nine digits of a district of the reserve system.
pub(super) fn us_rtn(s: &str) -> Outcome {
    shape(s, &["999999999"])?;
    if !matches!(number(part(s, 0, 2)), 0..=12 | 21..=32 | 61..=72 | 80) {
        return Err(Msg::new("id-prefix")
            .with("expected", "00–12 21–32 61–72 80")
            .with("found", part(s, 0, 2).to_owned()));
    }
    ends(s, (10 - weighted(head(s, 1), &[3, 7, 1, 3, 7, 1, 3, 7]) % 10) % 10)?;
    sound(s)
}

/// South African tax number: ten digits, Luhn, the first is 0, 1, 2, 3 or 9.
pub(super) fn za_tin(s: &str) -> Outcome {
    shape(s, &["9999999999"])?;
    one_of(s, 0, "01239")?;
    ends(s, luhn(head(s, 1)))?;
    sound(s)
}

/// Malaysian identity number: birth date, place, serial; no check digit.
pub(super) fn my_nric(s: &str) -> Outcome {
    shape(s, &["999999999999"])?;
    let day = |century: u64| is_day(century + number(part(s, 0, 2)), number(part(s, 2, 4)), number(part(s, 4, 6)));
    if !day(1900) && !day(2000) {
        return Err(Msg::new("id-date").with("found", part(s, 0, 6).to_owned()));
    }
    if matches!(number(part(s, 6, 8)), 0 | 17..=20 | 69 | 70 | 73 | 80 | 81 | 94..=97) {
        return Err(Msg::new("id-region").with("found", part(s, 6, 8).to_owned()));
    }
    sound(s)
}

/// Chemical substance number of the Chemical Abstracts Service, written with its hyphens.
pub(super) fn casrn(s: &str) -> Outcome {
    let forms: Vec<String> = (2..=7).map(|n| format!("{}-99-9", "9".repeat(n))).collect();
    let forms: Vec<&str> = forms.iter().map(String::as_str).collect();
    shape(s, &forms)?;
    let sum: u32 = digits(head(s, 1)).rev().zip(1_u32..).map(|(d, w)| d * w).sum();
    ends(s, sum % 10)?;
    sound(s)
}

/// Financial instrument number: two letters, `G`, eight characters, check digit; consonants only.
pub(super) fn figi(s: &str) -> Outcome {
    shape(s, &["AAgXXXXXXXX9"])?;
    if let Some(i) = s.chars().position(|c| "AEIOU".contains(c)) {
        return Err(super::kernel::alphabet_error(s, i));
    }
    if matches!(part(s, 0, 2), "BS" | "BM" | "GG" | "GB" | "GH" | "KY" | "VG") {
        return Err(Msg::new("id-serial").with("found", part(s, 0, 2).to_owned()));
    }
    let sum: u32 = head(s, 1)
        .chars()
        .filter_map(|c| c.to_digit(36))
        .enumerate()
        .map(|(i, v)| if i % 2 == 0 { v } else { v * 2 })
        .map(|v| v / 10 + v % 10)
        .sum();
    ends(s, (10 - sum % 10) % 10)?;
    sound(s)
}

/// Mexican tax number: name letters, date, homonym and check character; short forms carry no check, and registered
/// numbers with another check character exist, so it only casts doubt.
pub(super) fn mx_rfc(s: &str) -> Outcome {
    const VALUES: &str = "0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ";
    let letters = s.chars().take_while(|c| !c.is_ascii_digit()).count();
    let ascii: String = s.chars().map(|c| if matches!(c, 'Ñ' | 'ñ' | '&') { 'X' } else { c }).collect();
    shape(&ascii, &["AAA999999XXX", "AAAA999999XXX", "AAAA999999"])?;
    let day = |century: u64| {
        let date = part(&ascii, letters, letters + 6);
        is_day(century + number(part(date, 0, 2)), number(part(date, 2, 4)), number(part(date, 4, 6)))
    };
    if !day(1900) && !day(2000) {
        return Err(Msg::new("id-date").with("found", part(&ascii, letters, letters + 6).to_owned()));
    }
    if ascii.len() > 10 {
        one_of(&ascii, ascii.len() - 1, "0123456789A")?;
        let padded = format!("{s:>13}");
        let sum: usize = padded
            .chars()
            .take(12)
            .map(|c| VALUES.chars().position(|v| v == c).unwrap_or(0))
            .zip((2..=13).rev())
            .map(|(v, w)| v * w)
            .sum();
        let check = (11 - sum % 11) % 11;
        let check = if check == 10 { "A".to_owned() } else { check.to_string() };
        return sound_but(s.to_uppercase(), ends(&ascii, check).err());
    }
    sound(s.to_uppercase())
}
