//! What a paper says of itself on lines of the form "label: value", so that whoever files it need not type it.
//!
//! It is a first reading and no more: it stands beside the paper before the paper is filed, and what a code asks to be
//! keyed blind is still keyed by the checker. Where one label says two things nothing is taken.

use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// Values as printed; empty where the paper does not say, or says two things.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stated {
    /// Its number.
    pub number: String,
    /// The name it is issued to.
    pub holder: String,
    /// Who issued it.
    pub issuer: String,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// The last day it is valid.
    pub valid_to: Option<NaiveDate>,
}

const NUMBER: &[&str] = &["number", "no.", "编号", "证书编号", "许可证编号", "登记号"];
const HOLDER: &[&str] = &["holder", "issued to", "名称", "企业名称", "持有人"];
const ISSUER: &[&str] = &["issued by", "issuer", "签发机关", "发证机关", "登记机关"];
const ISSUED: &[&str] = &["issued on", "date of issue", "签发日期", "发证日期"];
const UNTIL: &[&str] = &["valid to", "valid until", "expires on", "有效期至"];

/// Longer values are no number and no name but running text.
const LONGEST: usize = 120;

/// What the pages of a paper state.
pub fn stated(pages: &[String]) -> Stated {
    let says = |labels: &[&str]| {
        let mut found = pages.iter().flat_map(|page| page.lines()).filter_map(|line| value(line, labels));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    };
    let text = |labels: &[&str]| says(labels).unwrap_or_default().to_owned();
    Stated {
        number: text(NUMBER),
        holder: text(HOLDER),
        issuer: text(ISSUER),
        issued_on: says(ISSUED).and_then(day),
        valid_to: says(UNTIL).and_then(day),
    }
}

/// The value of a line that begins with one of these labels and a colon.
fn value<'a>(line: &'a str, labels: &[&str]) -> Option<&'a str> {
    let (label, value) = line.split_once([':', '：'])?;
    let label = label.trim().to_lowercase();
    let value = value.trim();
    let fits = !value.is_empty() && value.chars().count() <= LONGEST;
    (fits && labels.contains(&label.as_str())).then_some(value)
}

/// A day as papers print it: `2027-08-14`, `2027.8.14`, `2027/08/14` or `2027年8月14日`. Day and month in another order
/// could be either, and are left to people.
pub fn day(text: &str) -> Option<NaiveDate> {
    let plain = text.trim().trim_end_matches('日');
    let parts: Vec<&str> = plain.split(['-', '.', '/', '年', '月']).map(str::trim).collect();
    let [year, month, day] = parts.as_slice() else { return None };
    if year.len() != 4 {
        return None;
    }
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Stated {
        stated(&[text.to_owned()])
    }

    #[test]
    fn a_paper_says_its_number_name_and_days_in_chinese_and_english() {
        let licence =
            read("营业执照\n编号： LIC-2026-01\n名称：杭州恩垂波\n签发机关: 市场监督管理局\n有效期至：2027年3月5日\n");
        assert_eq!((licence.number.as_str(), licence.holder.as_str()), ("LIC-2026-01", "杭州恩垂波"));
        assert_eq!(
            (licence.issuer.as_str(), licence.valid_to),
            ("市场监督管理局", NaiveDate::from_ymd_opt(2027, 3, 5))
        );
        let cover = read("Certificate\nNumber: INS 5\nIssued on: 2026-09-15\nVALID TO : 2027.08.14");
        assert_eq!((cover.number.as_str(), cover.holder.as_str()), ("INS 5", ""));
        assert_eq!(cover.issued_on, NaiveDate::from_ymd_opt(2026, 9, 15));
        assert_eq!(cover.valid_to, NaiveDate::from_ymd_opt(2027, 8, 14));
    }

    #[test]
    fn what_is_said_twice_differently_is_not_taken() {
        assert_eq!(read("Number: A-1\nNumber: B-2").number, "");
        assert_eq!(read("Number: A-1\n\nNumber: A-1").number, "A-1");
        assert_eq!(read(&format!("Number: {}", "x".repeat(121))).number, "");
        assert_eq!(read("the number: A-1").number, "", "a label begins its line");
    }

    #[test]
    fn a_day_that_could_be_another_is_left_to_people() {
        for text in ["05.03.2027", "5 March 2027", "long term", "2027-13-01", "长期", "27-03-05", ""] {
            assert_eq!(day(text), None, "{text}");
        }
        assert_eq!(day(" 2027/8/4 "), NaiveDate::from_ymd_opt(2027, 8, 4));
    }
}
