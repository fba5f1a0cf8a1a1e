//! Chinese identifiers: unified social credit code, organisation code, customs code, AEO code, resident id.
//!
//! Source: domain.md §2.5 (1), (2), (11) and §1.2.

use super::kernel::Outcome;
use super::kernel::at;
use super::kernel::ends;
use super::kernel::head;
use super::kernel::is_day;
use super::kernel::number;
use super::kernel::one_of;
use super::kernel::part;
use super::kernel::prefix;
use super::kernel::shape;
use super::kernel::sound;
use super::kernel::sound_but;
use super::kernel::tail;
use crate::domain::msg::Msg;

/// The 31 symbols of GB 32100-2015: no I O S V Z.
const SYMBOLS: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];
/// Province numbers of GB/T 2260; 10 stands for the national register.
const PROVINCES: [&str; 35] = [
    "10", "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37", "41", "42", "43",
    "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64", "65", "71", "81", "82",
];

fn symbol(c: char) -> Option<u32> {
    SYMBOLS.chars().position(|s| s == c).and_then(|i| u32::try_from(i).ok())
}

fn region_doubt(code: &str) -> Option<Msg> {
    let province = part(code, 0, 2);
    (!PROVINCES.contains(&province)).then(|| Msg::new("id-region").with("found", code.to_owned()))
}

/// The check character of the organisation code (GB 11714) of eight characters.
pub(super) fn org_check(body: &str) -> char {
    let sum: u32 = body.chars().filter_map(|c| c.to_digit(36)).zip(ORG_WEIGHTS).map(|(v, w)| v * w).sum();
    match 11 - sum % 11 {
        10 => 'X',
        11 => '0',
        c => char::from_digit(c, 10).unwrap_or('0'),
    }
}

/// Unified social credit code; a wrong embedded organisation code or an unknown province only makes it doubtful.
pub(super) fn uscc(s: &str) -> Outcome {
    shape(s, &["XXXXXXXXXXXXXXXXXX"])?;
    if let Some(i) = s.chars().position(|c| symbol(c).is_none()) {
        return Err(super::kernel::alphabet_error(s, i));
    }
    shape(s, &["XX999999XXXXXXXXXX"])?;
    let sum: u32 = head(s, 1).chars().filter_map(symbol).zip(USCC_WEIGHTS).map(|(v, w)| v * w).sum();
    let check = SYMBOLS.chars().nth(usize::try_from((31 - sum % 31) % 31).unwrap_or(0)).unwrap_or('0');
    ends(s, check)?;
    let org = part(s, 8, 17);
    let expected = org_check(head(org, 1));
    let doubt = if tail(org, 1) == expected.to_string() {
        region_doubt(part(s, 2, 8))
    } else {
        Some(Msg::new("id-org-code").with("expected", expected.to_string()).with("found", tail(org, 1).to_owned()))
    };
    sound_but(s, doubt)
}

/// Organisation code: eight characters and a check character.
pub(super) fn org(s: &str) -> Outcome {
    shape(s, &["XXXXXXXXX"])?;
    ends(s, org_check(head(s, 1)))?;
    sound(s)
}

/// Customs registration code: no check digit, so only its form can be judged.
pub(super) fn customs(s: &str) -> Outcome {
    shape(s, &["9999XXXXXX"])?;
    one_of(s, 5, "123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")?;
    sound(s)
}

/// AEO code of mutual recognition: `AEOCN` and the customs code.
pub(super) fn aeo(s: &str) -> Outcome {
    prefix(s, "AEOCN")?;
    shape(s, &["aeocnXXXXXXXXXX"])?;
    sound_but(s, customs(tail(s, 10)).err())
}

/// Resident identity number, 18 characters, ISO 7064 mod 11-2.
pub(super) fn resident(s: &str) -> Outcome {
    shape(s, &["99999999999999999X"])?;
    one_of(s, 17, "0123456789X")?;
    if !is_day(number(part(s, 6, 10)), number(part(s, 10, 12)), number(part(s, 12, 14))) {
        return Err(Msg::new("id-date").with("found", part(s, 6, 14).to_owned()));
    }
    let rest = super::kernel::digits(head(s, 1)).fold(0, |r, d| (r + d) * 2 % 11);
    let check = (12 - rest) % 11;
    ends(s, if check == 10 { "X".to_owned() } else { check.to_string() })?;
    sound_but(s, region_doubt(part(s, 0, 6)))
}

/// Whether the sixth character says that the enterprise may only declare for others (a customs broker).
pub(super) fn is_broker(customs_code: &str) -> bool {
    at(customs_code, 5) == '8'
}
