//! Lines of *required against actual* in words, for screens and command line alike.

use crate::domain::insurance::certificate::CoverKind;
use crate::i18n::I18n;

/// What a line is about, short: the kind of cover by its code, then which term of it. `part` is as in a finding's key,
/// such as `CGL-each`.
pub fn line_name(rule: &str, part: &str, i18n: &I18n) -> String {
    let (first, rest) = part.split_once('-').unwrap_or((part, ""));
    let (cover, term) = match CoverKind::from_code(first) {
        Some(cover) => (cover.as_str(), rest),
        None => ("", part),
    };
    let name = if term.is_empty() {
        i18n.label(&format!("cover-line-{}", rule.to_lowercase()))
    } else {
        i18n.label(&format!("insurance-part-{term}"))
    };
    format!("{cover} {name}").trim_start().to_owned()
}

#[cfg(test)]
mod tests {
    use super::line_name;
    use crate::domain::rules::insurance::INSURANCE_RULES;
    use crate::i18n::I18n;
    use crate::i18n::Locale;

    #[test]
    fn a_line_is_called_by_its_cover_and_term() {
        let en = I18n::new(Locale::En);
        assert_eq!(line_name("INS-04", "CGL-each", &en), "CGL each occurrence");
        assert_eq!(line_name("INS-03", "CGL", &en), "CGL basis");
        assert_eq!(line_name("INS-15", "signed", &en), "signature");
        assert_eq!(line_name("INS-10", "", &en), "holder");
    }

    /// Rules about a policy as such or about what people said: they have no line.
    const BESIDE: [&str; 4] = ["INS-20", "INS-22", "INS-23", "INS-24"];

    #[test]
    fn every_rule_with_lines_has_a_name_for_them_in_both_languages() {
        for locale in [Locale::En, Locale::Zh] {
            let i18n = I18n::new(locale);
            for (rule, _) in INSURANCE_RULES.iter().filter(|(rule, _)| !BESIDE.contains(rule)) {
                assert!(i18n.has(&format!("cover-line-{}", rule.to_lowercase())), "{locale:?} {rule}");
            }
        }
    }
}
