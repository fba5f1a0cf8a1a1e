//! The languages the program ships, and how their tags are read.

use std::fmt;
use unic_langid::LanguageIdentifier;

/// A language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    Zh,
    /// Accented, longer English in brackets: shows what is hard-coded and what gets cut.
    Pseudo,
}

impl Locale {
    /// The locales for people; the pseudo-locale is for tests.
    pub const SHIPPED: &'static [Locale] = &[Locale::En, Locale::Zh];

    /// Reads `en`, `en-GB`, `zh`, `zh-CN`, `zh-Hans`, `en-XA` (pseudo), and the POSIX forms `zh_CN.UTF-8`, `C`.
    ///
    /// `None` when we have no such language. Any Chinese is read as simplified Chinese: nearer than English.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let bare = tag.split(['.', '@']).next().unwrap_or_default().trim();
        let mut parts = bare.split(['-', '_']);
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        match language.as_str() {
            "en" if parts.any(|part| part.eq_ignore_ascii_case("XA")) => Some(Locale::Pseudo),
            "en" | "c" | "posix" => Some(Locale::En),
            "zh" => Some(Locale::Zh),
            _ => None,
        }
    }

    /// The tag as it is written in settings.
    pub const fn tag(self) -> &'static str {
        match self {
            Locale::En => "en",
            Locale::Zh => "zh-Hans",
            Locale::Pseudo => "en-XA",
        }
    }

    /// What stands between the members of a list.
    pub const fn list_separator(self) -> &'static str {
        match self {
            Locale::En | Locale::Pseudo => ", ",
            Locale::Zh => "、",
        }
    }

    /// What stands between groups of three digits.
    pub const fn digit_separator(self) -> char {
        ','
    }

    /// The identifier by which plural rules are found.
    pub(crate) fn language(self) -> LanguageIdentifier {
        let language = match self {
            Locale::En | Locale::Pseudo => "en",
            Locale::Zh => "zh",
        };
        language.parse().unwrap_or_default()
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

#[cfg(test)]
mod tests {
    use super::Locale;

    #[test]
    fn tags_of_browsers_and_of_posix_are_read() {
        let table = [
            ("en", Some(Locale::En)),
            ("en-GB", Some(Locale::En)),
            ("EN_us.UTF-8", Some(Locale::En)),
            ("C.UTF-8", Some(Locale::En)),
            ("zh", Some(Locale::Zh)),
            ("zh-CN", Some(Locale::Zh)),
            ("zh_CN.GB18030@x", Some(Locale::Zh)),
            ("zh-Hans", Some(Locale::Zh)),
            ("en-XA", Some(Locale::Pseudo)),
            ("de", None),
            ("", None),
        ];
        for (tag, expected) in table {
            assert_eq!(Locale::from_tag(tag), expected, "{tag}");
        }
    }

    #[test]
    fn a_locale_is_read_back_from_its_own_tag() {
        for locale in [Locale::En, Locale::Zh, Locale::Pseudo] {
            assert_eq!(Locale::from_tag(locale.tag()), Some(locale));
        }
    }
}
