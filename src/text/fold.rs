//! Forms of a text made for comparing, never for showing.

use super::hostile::kind_of;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;

/// The form used for search: compatibility forms and full-width letters to their plain ones, lower case, without
/// accents and invisible characters, digits of other scripts to ASCII, blanks collapsed.
pub fn fold(s: &str) -> String {
    if s.bytes().all(|b| b.is_ascii_graphic() || b == b' ') && !s.contains("  ") && s.trim().len() == s.len() {
        return s.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(s.len());
    for c in s.nfkc().flat_map(char::to_lowercase).nfkd().filter(|c| !is_accent(*c)) {
        match c {
            c if c.is_whitespace() => {
                if !out.ends_with(' ') && !out.is_empty() {
                    out.push(' ');
                }
            }
            c if kind_of(c).is_some() => {}
            c => fold_letter(c, &mut out),
        }
    }
    out.truncate(out.trim_end().len());
    out.nfc().collect()
}

/// Letters that have no decomposition but that people type as plain ones.
fn fold_letter(c: char, out: &mut String) {
    let plain = match c {
        'ł' => "l",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ħ' => "h",
        'ı' => "i",
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ς' => "σ",
        '‐' | '‑' | '‒' | '–' | '—' | '−' => "-",
        '‘' | '’' | '´' | 'ʼ' => "'",
        '“' | '”' | '„' => "\"",
        '\u{660}'..='\u{669}' | '\u{6F0}'..='\u{6F9}' | '\u{966}'..='\u{96F}' => {
            let zero = match c {
                '\u{660}'..='\u{669}' => 0x660,
                '\u{6F0}'..='\u{6F9}' => 0x6F0,
                _ => 0x966,
            };
            out.extend(char::from_digit(u32::from(c) - zero, 10));
            return;
        }
        c => {
            out.push(c);
            return;
        }
    };
    out.push_str(plain);
}

/// Accents of Latin, Greek, Cyrillic, Hebrew and Arabic; vowel signs of Indic scripts and kana voicing are letters.
fn is_accent(c: char) -> bool {
    matches!(u32::from(c),
        0x0300..=0x036F | 0x0483..=0x0489 | 0x0591..=0x05BD | 0x05BF | 0x05C1..=0x05C2 | 0x0610..=0x061A | 0x0640
        | 0x064B..=0x065F | 0x0670 | 0x06D6..=0x06DC | 0x1AB0..=0x1AFF | 0x1DC0..=0x1DFF | 0x20D0..=0x20FF
        | 0xFE20..=0xFE2F)
}

/// Whether some word mixes Latin, Cyrillic and Greek letters, which no honest name does.
pub fn mixed_scripts(s: &str) -> bool {
    s.split(|c: char| !c.is_alphabetic() && kind_of(c).is_none()).any(|word| {
        let mut seen = [false; 3];
        for c in word.chars() {
            match script(c) {
                Some(Script::Latin) => seen = [true, seen[1], seen[2]],
                Some(Script::Cyrillic) => seen = [seen[0], true, seen[2]],
                Some(Script::Greek) => seen = [seen[0], seen[1], true],
                None => {}
            }
        }
        seen.iter().filter(|s| **s).count() > 1
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

fn script(c: char) -> Option<Script> {
    if !c.is_alphabetic() {
        return None;
    }
    match u32::from(c) {
        0x41..=0x7A | 0xAA | 0xBA | 0xC0..=0x024F | 0x1E00..=0x1EFF | 0xFF21..=0xFF5A => Some(Script::Latin),
        0x0370..=0x03FF | 0x1F00..=0x1FFF => Some(Script::Greek),
        0x0400..=0x052F | 0x1C80..=0x1C8F | 0x2DE0..=0x2DFF | 0xA640..=0xA69F => Some(Script::Cyrillic),
        _ => None,
    }
}

/// Cyrillic, Greek, Armenian and other letters, and the Latin ones they are taken for.
const LOOK_ALIKES: [(&str, &str); 4] = [
    ("АВЕЅІЈКМНОРСТУХЗЬҮԚԜаеѕіјорсухһԁԛԝгкӏѵӀ", "ABESIJKMHOPCTYX3bYQWaesijopcyxhdqwrklvI"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳοαικνρυϲτωγχ", "ABEZHIKMNOPTYXCjoaikvpuctwyx"),
    ("ՕՏՍԼոսցհօ", "OSULnughο"),
    ("ɑɡɩıℓ∣ǀΙ", "agiilllI"),
];

/// A form that is the same for texts that look alike: other scripts' look-alikes and full-width forms to Latin, then
/// folded, with `0` as `o`, `1`, `i`, `|` and `!` as `l`, `rn` as `m`, `vv` as `w`. Only for finding spoofed names.
pub fn skeleton(s: &str) -> String {
    // Nothing in ASCII looks like something else before it is folded.
    let folded = if s.is_ascii() { fold(s) } else { fold(&s.nfkc().map(look_alike).collect::<String>()) };
    let folded: String = folded
        .chars()
        .map(|c| match look_alike(c) {
            '0' => 'o',
            '1' | 'i' | '|' | '!' => 'l',
            c => c,
        })
        .collect();
    folded.replace("rn", "m").replace("vv", "w")
}

/// Characters from here on look like nothing else.
const LAST_KNOWN: char = '\u{2E80}';

fn look_alike(c: char) -> char {
    // One look-up a character: a million names are a hundred million of them.
    static TABLE: LazyLock<Vec<char>> = LazyLock::new(|| {
        let mut table: Vec<char> = ('\0'..LAST_KNOWN).collect();
        // The first that names a character decides.
        for (from, to) in LOOK_ALIKES.iter().rev() {
            for (from, to) in from.chars().zip(to.chars()) {
                if let Some(slot) = table.get_mut(from as usize) {
                    *slot = to;
                }
            }
        }
        table
    });
    // Beyond the symbols come the letters of East Asia, which the table does not know.
    if c.is_ascii() || c >= LAST_KNOWN { c } else { TABLE.get(c as usize).copied().unwrap_or(c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn folding_forgets_case_accents_width_and_blanks() {
        for (text, folded) in [
            ("  Zażółć   GĘŚLĄ ", "zazolc gesla"),
            ("ＡＮＫＥＲ　１２", "anker 12"),
            ("Straße", "strasse"),
            ("İstanbul", "istanbul"),
            ("٣١٠", "310"),
            ("深圳　市", "深圳 市"),
            ("Ank\u{200B}er", "anker"),
            ("ﬁn", "fin"),
            ("한국", "한국"),
            ("ＡＢ—Ｃ", "ab-c"),
        ] {
            assert_eq!(fold(text), folded, "{text}");
        }
    }

    #[test]
    fn a_word_of_two_scripts_is_noticed() {
        assert!(mixed_scripts("Аnker")); // the first letter is Cyrillic
        assert!(mixed_scripts("Best Οnline"));
        assert!(mixed_scripts("An\u{200B}кer"));
        for honest in ["Anker", "Анкер Innovations", "ООО Ромашка", "深圳Anker科技", "Ελλάς AE", "Łódź"]
        {
            assert!(!mixed_scripts(honest), "{honest}");
        }
    }

    #[test]
    fn look_alikes_share_a_skeleton_and_others_do_not() {
        for (a, b) in
            [("Аnкеr", "Anker"), ("ΑΝΚΕR", "anker"), ("PayPa1", "PayPal"), ("Ｇ00gle", "google"), ("rnicro", "micro")]
        {
            assert_eq!(skeleton(a), skeleton(b), "{a} {b}");
        }
        assert_ne!(skeleton("Anker"), skeleton("Ankar"));
    }

    #[test]
    fn every_look_alike_has_one_partner() {
        for (from, to) in LOOK_ALIKES {
            assert_eq!(from.chars().count(), to.chars().count(), "{from}");
            assert!(from.chars().all(|c| c < '\u{2E80}'), "{from} is not looked for");
        }
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(s in "[A-Za-zÀ-žА-яΑ-ω０-９Ａ-Ｚ٠-٩ 　深圳が한]{0,30}") {
            let once = fold(&s);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn no_text_makes_comparing_panic(s in any::<String>()) {
            let _ = (fold(&s), skeleton(&s), mixed_scripts(&s));
        }
    }
}
