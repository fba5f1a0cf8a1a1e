//! Company names made comparable: the same legal person written in two ways gives one form.
//!
//! This is for spotting doubles and for comparing documents with records, never for showing, and it is no screening:
//! it forgives case, width, punctuation and the legal form, not spelling.

use crate::text;

/// Legal forms at the end of a name, as folded words with joined initials; longest first where one contains another.
const FORMS: &[&str] = &[
    "spolka z ograniczona odpowiedzialnoscia",
    "gesellschaft mit beschrankter haftung",
    "korlatolt felelossegu tarsasag",
    "drustvo s ogranicenom odgovornoscu",
    "societate cu raspundere limitata",
    "free zone establishment",
    "free zone company",
    "limited liability company",
    "private limited company",
    "public limited company",
    "company limited",
    "private limited",
    "public limited",
    "spolka akcyjna",
    "spol sro",
    "sp z oo",
    "sp zoo",
    "spzoo",
    "pvt ltd",
    "pte ltd",
    "pty ltd",
    "sdn bhd",
    "co ltd",
    "coltd",
    "gmbh and co kg",
    "gmbh co kg",
    "limited",
    "incorporated",
    "corporation",
    "company",
    "ltd",
    "co",
    "inc",
    "corp",
    "fz llc",
    "llc",
    "llp",
    "lp",
    "plc",
    "gmbh",
    "mbh",
    "ag",
    "kg",
    "kgaa",
    "ug",
    "ohg",
    "se",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "sl",
    "slu",
    "bv",
    "nv",
    "bvba",
    "ab",
    "as",
    "asa",
    "aps",
    "oy",
    "oyj",
    "ou",
    "sia",
    "uab",
    "kft",
    "zrt",
    "nyrt",
    "bt",
    "sro",
    "doo",
    "dd",
    "ood",
    "eood",
    "ad",
    "ead",
    "pjsc",
    "jsc",
    "ooo",
    "oao",
    "zao",
    "ооо",
    "оао",
    "зао",
    "пао",
    "ао",
    "тоо",
    "тов",
    "оод",
    "еоод",
    "fze",
    "fzco",
    "fzc",
    "dmcc",
    "wll",
    "saoc",
    "est",
    "pvt",
    "pte",
    "pty",
    "private",
    "kk",
    "ltda",
    "lda",
    "eireli",
];

/// Legal forms that some languages put first.
const LEADING: &[&str] = &["ооо", "оао", "зао", "пао", "ао", "тоо", "тов", "ooo", "oao", "zao", "pt", "uab", "sia"];

/// Legal forms at the end of a name in Chinese and Japanese, longest first.
const HAN_FORMS: &[&str] = &[
    "股份有限责任公司",
    "股份有限責任公司",
    "有限责任公司",
    "有限責任公司",
    "股份有限公司",
    "特殊普通合伙",
    "集团有限公司",
    "集團有限公司",
    "有限公司",
    "有限合伙",
    "有限合夥",
    "普通合伙",
    "个体工商户",
    "股份公司",
    "株式会社",
    "合同会社",
    "公司",
];

/// The form in which two spellings of one company name are equal: folded, without punctuation and legal form.
/// A name that is nothing but a legal form is kept whole.
pub fn normalise_company(name: &str) -> String {
    let words = join_initials(&words_of(name));
    let joined = close_han(&words.join(" "));
    let stripped = strip_han(&joined);
    let stripped = strip_leading(strip_trailing(stripped));
    if stripped.is_empty() { joined } else { stripped.to_owned() }
}

/// Whether two names are of one company as far as writing goes.
pub fn same_company(a: &str, b: &str) -> bool {
    let a = normalise_company(a);
    !a.is_empty() && a == normalise_company(b)
}

/// How alike two names or numbers are written, in percent: twice the pairs of neighbouring letters they share, of all.
pub fn likeness(a: &str, b: &str) -> u32 {
    let (mut a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    if all == 0 {
        return 0;
    }
    a.sort_unstable();
    b.sort_unstable();
    let (mut left, mut right) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(x), Some(y)) = (left.peek(), right.peek()) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => left.next(),
            std::cmp::Ordering::Greater => right.next(),
            std::cmp::Ordering::Equal => {
                shared += 1;
                left.next();
                right.next()
            }
        };
    }
    u32::try_from(200 * shared / all).unwrap_or(0)
}

/// The pairs of neighbouring letters and digits of a text, without regard to case.
fn pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    letters.iter().zip(letters.iter().skip(1)).map(|(a, b)| (*a, *b)).collect()
}

fn words_of(name: &str) -> Vec<String> {
    let folded = text::fold(name).replace(" & ", " and ");
    folded
        .chars()
        .filter(|c| *c != '\'')
        .map(|c| if c.is_alphanumeric() || is_vowel_sign(c) { c } else { ' ' })
        .collect::<String>()
        .split(' ')
        .filter(|w| !w.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Signs that are no letters by themselves but belong into words (Indic, Thai, kana voicing).
fn is_vowel_sign(c: char) -> bool {
    matches!(u32::from(c), 0x0900..=0x0DFF | 0x0E31..=0x0E4E | 0x3099 | 0x309A)
}

/// `s r o` becomes `sro`: single Latin or Cyrillic letters in a row are initials.
fn join_initials(words: &[String]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for word in words {
        let single = word.chars().count() == 1 && word.chars().all(|c| u32::from(c) < 0x530 && c.is_alphabetic());
        match out.last_mut() {
            Some(last) if open && single => last.push_str(word),
            _ => out.push(word.clone()),
        }
        open = single;
    }
    out
}

/// Takes out blanks beside Han characters, where they mean nothing.
fn close_han(s: &str) -> String {
    let han = |c: Option<char>| c.is_some_and(|c| matches!(u32::from(c), 0x3400..=0x9FFF | 0x20000..=0x323AF));
    let mut out = String::with_capacity(s.len());
    let mut chars = s.chars().peekable();
    while let Some(c) = chars.next() {
        if c == ' ' && (han(out.chars().next_back()) || han(chars.peek().copied())) {
            continue;
        }
        out.push(c);
    }
    out
}

fn strip_han(s: &str) -> &str {
    HAN_FORMS.iter().find_map(|form| s.strip_suffix(form)).filter(|rest| !rest.is_empty()).unwrap_or(s)
}

fn strip_trailing(s: &str) -> &str {
    let mut rest = s;
    while let Some(shorter) = FORMS
        .iter()
        .find_map(|form| rest.strip_suffix(form).and_then(|r| r.strip_suffix(' ')).filter(|r| !r.is_empty()))
    {
        rest = shorter;
    }
    rest
}

fn strip_leading(s: &str) -> &str {
    LEADING
        .iter()
        .find_map(|form| s.strip_prefix(form).and_then(|r| r.strip_prefix(' ')).filter(|r| !r.is_empty()))
        .unwrap_or(s)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_company_in_two_spellings_is_one_company() {
        for (a, b) in [
            ("Anker Innovations Co., Ltd.", "ANKER INNOVATIONS COMPANY LIMITED"),
            ("Snapdeal Pvt. Ltd.", "Snapdeal Private Limited"),
            ("Żabka Sp. z o.o.", "ZABKA SP. Z OO"),
            ("Żabka Sp. z o. o.", "Zabka spółka z ograniczoną odpowiedzialnością"),
            ("Müller GmbH", "MÜLLER G.m.b.H."),
            ("Alza.cz s.r.o.", "Alza.cz, spol. s r.o."),
            ("Bolt OÜ", "BOLT"),
            ("Haba GmbH & Co. KG", "HABA"),
            ("Noon FZ-LLC", "Noon"),
            ("Mol Kft.", "MOL KFT"),
            ("Noon L.L.C", "Noon LLC"),
            ("Acme, Inc.", "ACME Incorporated"),
            ("Mondi S.A.", "Mondi SA"),
            ("深圳市安克创新科技股份有限公司", "深圳市 安克创新科技 有限责任公司"),
            ("安克创新（湖南）有限公司", "安克创新(湖南)有限公司"),
            ("ООО «Ромашка»", "Ромашка ООО"),
            ("Marks & Spencer plc", "MARKS AND SPENCER PLC"),
            ("ＡＮＫＥＲ　Ltd", "Anker Ltd."),
        ] {
            assert!(same_company(a, b), "{a} -> {} / {b} -> {}", normalise_company(a), normalise_company(b));
        }
    }

    #[test]
    fn two_companies_stay_two() {
        assert!(!same_company("Anker Ltd", "Ankar Ltd"));
        assert!(!same_company("安克创新有限公司", "安克有限公司"));
        assert!(!same_company("", ""));
    }

    #[test]
    fn a_name_that_is_only_a_legal_form_is_kept() {
        assert_eq!(normalise_company("有限公司"), "有限公司");
        assert_eq!(normalise_company("Co Ltd"), "co");
        assert_eq!(normalise_company("SIA"), "sia");
    }

    proptest! {
        #[test]
        fn no_name_panics_and_case_does_not_matter(s in any::<String>(), latin in "[A-Za-z .,&]{0,24}") {
            let _ = normalise_company(&s);
            prop_assert_eq!(normalise_company(&latin.to_uppercase()), normalise_company(&latin.to_lowercase()));
        }
    }
}
