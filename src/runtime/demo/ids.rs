//! Invented numbers that pass the checks, and those that are meant to fail. Randomness is a seeded generator.

use crate::domain::identifiers;
use crate::domain::identifiers::Verdict;
use uuid::Uuid;

/// A small seeded generator (the mixing of a counter): the same seed gives the same sequence on every machine.
#[derive(Debug, Clone)]
pub(super) struct Rng(u64);

impl Rng {
    /// A generator for a purpose: two purposes of one seed do not follow each other.
    pub(super) fn new(seed: u64, purpose: u64) -> Self {
        let mut made = Self(seed ^ purpose.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        made.next();
        made
    }

    /// The next 64 bits.
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `n`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        // The upper half times n, shifted down: no division and no visible bias at these sizes.
        ((self.next() >> 32) * n) >> 32
    }

    /// A number of days from `from` up to and including `to`.
    pub(super) fn days(&mut self, from: i64, to: i64) -> i64 {
        let width = u64::try_from(to - from + 1).unwrap_or(1);
        from + i64::try_from(self.below(width)).unwrap_or(0)
    }

    /// One of a table.
    pub(super) fn pick<T: Copy + Default>(&mut self, table: &[T]) -> T {
        let at = self.below(u64::try_from(table.len()).unwrap_or(0));
        table.get(usize::try_from(at).unwrap_or(0)).copied().unwrap_or_default()
    }

    /// A command key.
    pub(super) fn key(&mut self) -> Uuid {
        let bytes = (u128::from(self.next()) << 64 | u128::from(self.next())).to_be_bytes();
        uuid::Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The symbols of GB 32100-2015: no I O S V Z.
const SYMBOLS: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const USCC_WEIGHTS: [u32; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORG_WEIGHTS: [u32; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

fn symbol(value: u32) -> u8 {
    usize::try_from(value).ok().and_then(|i| SYMBOLS.get(i)).copied().unwrap_or(b'0')
}

fn base36(c: u8) -> u32 {
    char::from(c).to_digit(36).unwrap_or(0)
}

/// A unified social credit code of a region (six digits); with `odd` its inner organisation code has a wrong check
/// character, which only casts doubt.
pub(super) fn uscc(rng: &mut Rng, region: &str, odd: bool) -> String {
    let mut out = String::with_capacity(18);
    out.push_str("91");
    out.push_str(region);
    out.push_str("MA");
    let mut bits = rng.next();
    for _ in 0..6 {
        out.push(char::from(symbol(u32::try_from(bits % 31).unwrap_or(0))));
        bits /= 31;
    }
    let sum: u32 = out.bytes().skip(8).zip(ORG_WEIGHTS).map(|(c, w)| base36(c) * w).sum();
    let check = if odd { (11 - sum % 11 + 1) % 11 } else { (11 - sum % 11) % 11 };
    out.push(if check == 10 { 'X' } else { char::from_digit(check, 10).unwrap_or('0') });
    let value = |c: u8| SYMBOLS.iter().position(|s| *s == c).and_then(|i| u32::try_from(i).ok()).unwrap_or(0);
    let sum: u32 = out.bytes().zip(USCC_WEIGHTS).map(|(c, w)| value(c) * w).sum();
    out.push(char::from(symbol((31 - sum % 31) % 31)));
    out
}

/// A legal entity identifier under a prefix that no issuer uses.
pub(super) fn lei(rng: &mut Rng) -> String {
    const LETTERS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut out = String::with_capacity(20);
    out.push_str("999800");
    let mut bits = rng.next();
    for _ in 0..12 {
        out.push(char::from(LETTERS.get(usize::try_from(bits % 36).unwrap_or(0)).copied().unwrap_or(b'0')));
        bits /= 36;
    }
    let step = |r: u32, v: u32| if v > 9 { (r * 100 + v) % 97 } else { (r * 10 + v) % 97 };
    let rest = out.bytes().map(base36).chain([0, 0]).fold(0, step);
    let check = 98 - rest;
    out.extend([check / 10, check % 10].into_iter().filter_map(|d| char::from_digit(d, 10)));
    out
}

/// A customs code of a region: the sixth character is the kind of enterprise, 8 for a broker.
pub(super) fn customs(rng: &mut Rng, region: &str, broker: bool) -> String {
    let head: String = region.chars().take(4).collect();
    let kind = if broker { '8' } else { '6' };
    let tail = rng.below(10_000);
    format!("{head}9{kind}{tail:04}")
}

/// A value of a scheme drawn from a pattern until the scheme finds nothing against it: `9` is a digit, `?` a letter.
pub(super) fn drawn(rng: &mut Rng, scheme: &str, pattern: &str) -> String {
    let mut value = String::new();
    for _ in 0..50_000 {
        value = pattern
            .chars()
            .map(|c| match c {
                '9' => char::from_digit(u32::try_from(rng.below(10)).unwrap_or(0), 10).unwrap_or('0'),
                '?' => char::from(b'A' + u8::try_from(rng.below(26)).unwrap_or(0)),
                c => c,
            })
            .collect();
        if matches!(identifiers::check(scheme, &value), Some(Verdict::Valid { .. })) {
            break;
        }
    }
    value
}

/// The value with one digit changed, so that its check fails.
pub(super) fn broken(rng: &mut Rng, scheme: &str, value: &str) -> String {
    let digits: Vec<usize> = value.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(i, _)| i).collect();
    for _ in 0..100 {
        let at = rng.pick(&digits);
        let by = u32::try_from(1 + rng.below(9)).unwrap_or(1);
        let turn = |c: char| c.to_digit(10).and_then(|d| char::from_digit((d + by) % 10, 10)).unwrap_or(c);
        let made: String = value.char_indices().map(|(i, c)| if i == at { turn(c) } else { c }).collect();
        if matches!(identifiers::check(scheme, &made), Some(Verdict::Invalid { .. })) {
            return made;
        }
    }
    format!("{value}0")
}

/// The scheme and pattern of a company or tax number of a country.
pub(super) fn pattern(country: &str) -> Option<(&'static str, &'static str)> {
    Some(match country {
        "DE" => ("de.vat", "999999999"),
        "PL" => ("pl.nip", "9999999999"),
        "HU" => ("hu.anum", "99999999"),
        "CZ" => ("cz.dic", "99999999"),
        "RO" => ("ro.cf", "99999999"),
        "BG" => ("bg.vat", "999999999"),
        "EE" => ("ee.kmkr", "999999999"),
        "HR" => ("hr.oib", "99999999999"),
        "GR" => ("gr.vat", "999999999"),
        "IT" => ("it.iva", "99999999999"),
        "FR" => ("fr.tva", "99999999999"),
        "GB" => ("gb.vat", "999999999"),
        "RU" => ("ru.inn", "9999999999"),
        "UA" => ("ua.edrpou", "99999999"),
        "BY" => ("by.unp", "999999999"),
        "AE" => ("ae.trn", "100999999999999"),
        "SA" => ("sa.vat", "399999999999993"),
        "US" => ("us.ein", "12-9999999"),
        "TR" => ("tr.vkn", "9999999999"),
        "SG" => ("sg.uen", "99999999?"),
        "VN" => ("vn.mst", "9999999999"),
        "TH" => ("th.tin", "9999999999999"),
        "BR" => ("br.cnpj", "99999999999999"),
        "AU" => ("au.abn", "99999999999"),
        "IN" => ("in_.gstin", "27???C?9999?1Z9"),
        _ => return None,
    })
}

/// The region of a Chinese city, six digits of GB/T 2260.
pub(super) fn region(city: &str) -> &'static str {
    match city {
        "Hangzhou" => "330110",
        "Shenzhen" => "440305",
        "Shanghai" => "310115",
        "Ningbo" => "330200",
        "Guangzhou" => "440100",
        "Zhengzhou" => "410100",
        "Chongqing" => "500100",
        "Qingdao" => "370200",
        "Xiamen" => "350200",
        "Changsha" => "430100",
        "Yiwu" => "330782",
        "Tianjin" => "120100",
        "Chengdu" => "510100",
        "Wuhan" => "420100",
        "Harbin" => "230100",
        "Xi'an" => "610100",
        _ => "110105",
    }
}
