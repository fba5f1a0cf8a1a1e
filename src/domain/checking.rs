//! Checking a document: the points a checker ticks, what is keyed a second time without seeing it, and what was checked.
//!
//! Which code asks for what is the catalogue's (`documents.toml`); the keys and the screen are the sweep's.

use crate::codes;
use crate::domain::document::Document;
use chrono::Datelike;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;
use unicode_normalization::UnicodeNormalization;

codes! {
    /// What a checker looks at on the paper.
    pub enum CheckPoint: "check-point" {
        /// The name is the register's.
        #[default]
        Name = "name",
        /// The number is the one on record.
        Number = "number",
        /// The scope covers what the partner does here.
        Scope = "scope",
        /// Seal or signature is there.
        Seal = "seal",
        /// It runs, and as long as the record says.
        Validity = "validity",
    }
}

codes! {
    /// What the checker keys from the paper before the record's value is shown.
    pub enum Rekey: "rekey" {
        /// The number.
        #[default]
        Number = "number",
        /// The last day.
        ValidTo = "valid_to",
    }
}

impl Rekey {
    /// The check point it settles when it matches.
    pub const fn point(self) -> CheckPoint {
        match self {
            Rekey::Number => CheckPoint::Number,
            Rekey::ValidTo => CheckPoint::Validity,
        }
    }
}

/// What came of keying a value a second time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rekeyed {
    /// Which value.
    pub field: Rekey,
    /// What was keyed.
    pub typed: String,
    /// Whether it is what the record says.
    pub matched: bool,
    /// It did not match, the checker looked again and holds the record to be right.
    pub record_right: bool,
}

/// What was checked before a document was accepted or rejected; journaled with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// Points found in order.
    pub points: Vec<CheckPoint>,
    /// Points the code asks for that were not ticked.
    pub open: Vec<CheckPoint>,
    /// Values keyed blind.
    pub rekeyed: Vec<Rekeyed>,
    /// SHA-256 of the copy that was on the screen or opened elsewhere; empty when none was.
    pub opened: String,
}

/// Letters and digits of a text, upper-case and half-width: what two people write the same however they set it.
pub fn significant(text: &str) -> String {
    text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// What is to be keyed of a document: the last `last` letters and digits of its number (all of them when none is said),
/// or its last day as YYMMDD. Empty where the record has nothing.
pub fn expected(document: &Document, field: Rekey, last: Option<usize>) -> String {
    match field {
        Rekey::Number => {
            let all = significant(&document.number);
            let skip = last.map_or(0, |n| all.chars().count().saturating_sub(n));
            all.chars().skip(skip).collect()
        }
        Rekey::ValidTo => document.valid_to.map(|day| day.format("%y%m%d").to_string()).unwrap_or_default(),
    }
}

/// The first page, from 1, on which one of these texts stands; spaces, punctuation, case and width do not matter.
pub fn found_on(pages: &[String], texts: &[String]) -> Option<usize> {
    let wanted: Vec<String> = texts.iter().map(|t| significant(t)).filter(|t| t.chars().count() >= 3).collect();
    let on = pages.iter().position(|page| {
        let page = significant(page);
        wanted.iter().any(|text| page.contains(text.as_str()))
    });
    on.map(|place| place + 1)
}

/// The ways a day is printed on papers, in Chinese and English.
pub fn printed(day: NaiveDate) -> Vec<String> {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (y, m, d) = (day.year(), day.month(), day.day());
    let month = usize::try_from(day.month0()).ok().and_then(|at| MONTHS.get(at)).copied().unwrap_or_default();
    let short: String = month.chars().take(3).collect();
    let mut out = vec![
        format!("{y:04}{m:02}{d:02}"),
        format!("{d:02}{m:02}{y:04}"),
        format!("{y}年{m}月{d}日"),
        format!("{y}年{m:02}月{d:02}日"),
    ];
    for name in [month, short.as_str()] {
        out.extend([
            format!("{d}{name}{y}"),
            format!("{d:02}{name}{y}"),
            format!("{name}{d}{y}"),
            format!("{name}{d:02}{y}"),
        ]);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn only_letters_and_digits_count() {
        assert_eq!(significant(" lic-2026 ／０01a"), "LIC2026001A");
    }

    #[test]
    fn the_end_of_a_number_and_the_day_are_keyed() {
        let paper = Document {
            number: "91330100-MA27-XYZ1-2a".to_owned(),
            valid_to: Some(day("2027-03-05")),
            ..Document::default()
        };
        assert_eq!(expected(&paper, Rekey::Number, Some(6)), "XYZ12A");
        assert_eq!(expected(&paper, Rekey::Number, None), "91330100MA27XYZ12A");
        assert_eq!(expected(&paper, Rekey::ValidTo, Some(6)), "270305");
        assert_eq!(expected(&Document::default(), Rekey::ValidTo, None), "");
    }

    #[test]
    fn a_text_is_found_however_it_is_set() {
        let pages = vec!["cover".to_owned(), "No. LIC 2026/\n001A\n有效期至：2027年3月5日".to_owned()];
        assert_eq!(found_on(&pages, &["lic-2026-001a".to_owned()]), Some(2));
        assert_eq!(found_on(&pages, &printed(day("2027-03-05"))), Some(2));
        assert_eq!(found_on(&pages, &printed(day("2027-03-06"))), None);
        assert_eq!(found_on(&pages, &["A".to_owned(), String::new()]), None, "one letter is no name");
    }

    #[test]
    fn days_are_found_in_the_usual_forms() {
        for text in ["2027-03-05", "05.03.2027", "5 March 2027", "March 5, 2027", "05-Mar-2027", "2027年03月05日"] {
            assert_eq!(found_on(&[format!("valid to {text}.")], &printed(day("2027-03-05"))), Some(1), "{text}");
        }
    }
}
