//! The pseudo-locale: English made unlike English, so that a label nobody translated stands out.
//!
//! Text between placeables is accented and lengthened here; the brackets come around the whole message in `render`.

use std::borrow::Cow;

/// One English letter in its accented form; other characters stay.
const fn accented(c: char) -> char {
    match c {
        'a' => 'á',
        'b' => 'ƀ',
        'c' => 'ç',
        'd' => 'đ',
        'e' => 'é',
        'g' => 'ğ',
        'h' => 'ħ',
        'i' => 'î',
        'j' => 'ĵ',
        'k' => 'ķ',
        'l' => 'ł',
        'n' => 'ñ',
        'o' => 'ö',
        'r' => 'ř',
        's' => 'š',
        't' => 'ţ',
        'u' => 'û',
        'w' => 'ŵ',
        'y' => 'ý',
        'z' => 'ž',
        'A' => 'Å',
        'C' => 'Ç',
        'D' => 'Đ',
        'E' => 'É',
        'G' => 'Ğ',
        'I' => 'Î',
        'N' => 'Ñ',
        'O' => 'Ö',
        'R' => 'Ř',
        'S' => 'Š',
        'T' => 'Ţ',
        'U' => 'Û',
        'Y' => 'Ý',
        'Z' => 'Ž',
        other => other,
    }
}

/// Accents a piece of text and doubles small vowels, which makes English about a third longer.
pub(crate) fn accent(text: &str) -> Cow<'_, str> {
    let mut out = String::with_capacity(text.len() * 2);
    for c in text.chars() {
        out.push(accented(c));
        if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') {
            out.push(accented(c));
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::accent;

    #[test]
    fn a_sentence_grows_by_a_quarter_to_a_half() {
        let plain = "Proposed for approval; the partner stays in pending approval";
        let (before, after) = (plain.chars().count(), accent(plain).chars().count());
        assert!(after * 100 >= before * 125 && after * 100 <= before * 150, "{before} → {after}");
    }

    #[test]
    fn digits_and_signs_stay() {
        assert_eq!(accent("7 × 3, 100 %"), "7 × 3, 100 %");
    }
}
