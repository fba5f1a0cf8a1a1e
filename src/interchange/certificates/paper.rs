//! Certificates on paper: what the text of a filed copy seems to say, field by field, each with the line it stands in.
//!
//! Nothing here becomes a record by itself: a person accepts every field. Confidence says how a value was found: behind
//! its label, on the line below it, or in a sentence.

use crate::api::reading::Paper;
use crate::api::reading::Proposal;
use crate::api::reading::Reading;
use crate::domain::field::Field;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::value::Value;
use crate::interchange::certificates::draft::field;
use crate::interchange::certificates::words;
use crate::interchange::certificates::words::Context;
use crate::interchange::certificates::words::DayOrder;
use crate::interchange::evidence;
use regex::Captures;
use regex::Regex;
use unicode_normalization::UnicodeNormalization;

/// Behind its label on one line.
const LABELLED: u8 = 95;
/// On the line below its label.
const BELOW: u8 = 75;
/// In a sentence, or before its label.
const TOLD: u8 = 70;
/// From the form as a whole.
const WHOLE: u8 = 90;
/// An amount whose currency is the form's, not printed.
const ASSUMED: u8 = 20;

/// What a label's value is cut to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Everything up to the next label.
    Text,
    /// Its first word: a number.
    Word,
    /// The first day in it.
    Day,
    /// The first amount in it, or the last one before the label.
    Amount,
}

/// A field of the certificate, its labels, and its value's form. A label in lower case stands at the beginning of a line
/// only when it is a single word.
const FIELDS: &[(&str, Cut, &[&str])] = &[
    ("number", Cut::Word, &["certificate number", "certificate no", "证书编号"]),
    ("revision", Cut::Word, &["revision number"]),
    (
        "issued_on",
        Cut::Day,
        &["date (mm/dd/yyyy)", "date of issue", "issue date", "签发日期", "出单日期", "date", "dated"],
    ),
    ("producer", Cut::Text, &["producer", "broker", "保险经纪人"]),
    ("insured_address", Cut::Text, &["address of the insured", "insured address", "被保险人地址"]),
    ("insured", Cut::Text, &["named insured", "insured", "被保险人"]),
    ("holder", Cut::Text, &["certificate holder"]),
    ("additional_insureds", Cut::Text, &["additional insureds", "additional insured", "附加被保险人"]),
    ("operations", Cut::Text, &["description of operations"]),
    ("signatory", Cut::Text, &["authorized representative", "authorised signatory", "signed by", "授权签字"]),
];

/// The same of a coverage.
const COVER: &[(&str, Cut, &[&str])] = &[
    ("policy_no", Cut::Word, &["policy number", "policy no", "保险单号", "保单号"]),
    ("effective", Cut::Day, &["policy eff", "effective date", "effective"]),
    ("expires", Cut::Day, &["policy exp", "expiration date", "expiry date", "expires"]),
    (
        "each",
        Cut::Amount,
        &["each occurrence", "any one occurrence", "per occurrence", "每次事故赔偿限额", "每次事故责任限额"],
    ),
    ("products", Cut::Amount, &["products - comp/op agg", "products-comp/op agg", "products aggregate"]),
    (
        "aggregate",
        Cut::Amount,
        &["general aggregate", "in the aggregate", "aggregate limit", "累计赔偿限额", "累计责任限额"],
    ),
    ("deductible", Cut::Amount, &["deductible", "免赔额"]),
    ("retention", Cut::Amount, &["self-insured retention", "self insured retention"]),
    ("retro_date", Cut::Day, &["retroactive date", "retro date", "追溯日期"]),
    ("territory", Cut::Text, &["coverage territory", "territory", "承保区域"]),
    ("claims_in", Cut::Text, &["jurisdiction", "司法管辖"]),
];

const DAY: &str = r"(?i)\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4}|\d{4}年\d{1,2}月\d{1,2}日|\d{1,2}[ -][a-z]{3,9}[ -]\d{4}|[a-z]{3,9} \d{1,2}, \d{4}";
const AMOUNT: &str = r"(?i)(?:(?:USD|US\$|EUR|GBP|CNY|RMB|HKD|人民币|美元|\$|£|€|¥)\s*)?\d[\d,]*(?:\.\d+)?(?:\s*(?:million|百万|万|亿|元|USD|EUR|GBP|CNY|RMB|HKD|美元)){0,2}";

/// A line with its page.
struct Line {
    page: usize,
    row: usize,
    text: String,
}

struct Reader {
    lines: Vec<Line>,
    day: Option<Regex>,
    amount: Option<Regex>,
    order: Option<DayOrder>,
    currency: Option<&'static str>,
    out: Vec<Proposal>,
}

/// A filed copy with what it seems to say. A copy no program can read says nothing, and neither does one so long that not
/// all of it is read: no certificate is.
pub fn of(bytes: &[u8]) -> Paper {
    let reading = evidence::read(bytes);
    let whole = reading.form.readable() && reading.pages.len() >= reading.pages_in_all;
    let proposals = if whole { propose(&reading) } else { Vec::new() };
    Paper { reading, proposals }
}

/// What a paper seems to say, in the order of its lines.
pub fn propose(reading: &Reading) -> Vec<Proposal> {
    let mut lines = Vec::new();
    for (page, text) in (1..).zip(&reading.pages) {
        for (row, line) in (1..).zip(text.lines()) {
            let plain: String = line.nfkc().collect();
            let text = plain.split_whitespace().collect::<Vec<_>>().join(" ");
            if !text.is_empty() {
                lines.push(Line { page, row, text });
            }
        }
    }
    let order = lines.iter().find_map(|l| DayOrder::printed(&l.text));
    let (day, amount) = (Regex::new(DAY).ok(), Regex::new(AMOUNT).ok());
    let mut reader = Reader { lines, day, amount, order, currency: None, out: Vec::new() };
    reader.whole();
    reader.fields();
    reader.insurers();
    reader.covers();
    reader.sentences();
    reader.out.sort_by_key(|p| (p.page, p.row));
    reader.out
}

/// Labels that stand behind their amount, as in `USD 1,000,000 any one occurrence`.
const BEHIND: [&str; 3] = ["any one occurrence", "per occurrence", "in the aggregate"];

/// Whether a label is one wherever it stands, and not only at the beginning of a line.
fn anywhere(label: &str) -> bool {
    !label.is_ascii() || label.contains(' ') || label == "deductible"
}

/// Where a label stands in a text, without regard to case: its end. Words are whole.
fn label_at(text: &str, label: &str, from: usize) -> Option<(usize, usize)> {
    let starts = text.char_indices().map(|(at, _)| at).filter(|at| *at >= from);
    starts.into_iter().find_map(|at| {
        let end = at + label.len();
        let same = text.get(at..end).is_some_and(|t| t.eq_ignore_ascii_case(label));
        let apart = |c: Option<char>| c.is_none_or(|c| !c.is_ascii_alphanumeric());
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(end..).and_then(|t| t.chars().next());
        let whole = !label.is_ascii() || apart(before) && apart(after);
        // A lone word is a label only where a line begins: insured, date, producer stand in every sentence.
        let leads = at == 0 || anywhere(label);
        (same && whole && leads).then_some((at, end))
    })
}

/// What stands behind a label, up to the next one.
fn behind(text: &str, end: usize) -> String {
    let rest = text.get(end..).unwrap_or_default();
    let all = FIELDS.iter().chain(COVER).flat_map(|(_, _, labels)| *labels).filter(|l| anywhere(l));
    let stop = all.filter_map(|l| label_at(rest, l, 1)).map(|(at, _)| at).min().unwrap_or(rest.len());
    let rest = rest.get(..stop).unwrap_or_default().trim();
    let rest = match (rest.strip_prefix('('), rest.find(')')) {
        (Some(_), Some(close)) => rest.get(close + 1..).unwrap_or_default(),
        _ => rest,
    };
    let marks = |c: char| c.is_whitespace() || matches!(c, ':' | '#' | '.' | '-' | '/');
    rest.trim_start_matches(marks).trim_end_matches([' ', ';', ',', '/']).to_owned()
}

/// Whether a line begins with a label.
fn is_label(text: &str) -> bool {
    let labels = FIELDS.iter().chain(COVER).flat_map(|(_, _, labels)| *labels);
    labels.into_iter().any(|l| label_at(text, l, 0).is_some_and(|(at, _)| at == 0)) || words::cover_in(text).is_some()
}

impl Reader {
    fn context(&self) -> Context<'_> {
        Context { currency: self.currency, order: self.order }
    }

    /// Proposes a value of a field; the first reading of a place stays.
    fn put(&mut self, table: &'static [Field], path: &str, printed: &str, at: usize, confidence: u8) {
        let name = path.rsplit(['.', ']']).next().unwrap_or(path);
        let (Some((_, field)), Some(line)) = (field(table, name), self.lines.get(at)) else { return };
        if printed.is_empty() || self.out.iter().any(|p| p.path == path) {
            return;
        }
        let read = words::value(field, printed, self.context());
        let alone = self.currency.is_some()
            && words::value(field, printed, Context { currency: None, ..self.context() }).is_err();
        let (value, why) = match read {
            Ok(Some(value)) => (value, None),
            Ok(None) => return,
            Err(why) => (Value::Null, Some(why)),
        };
        let confidence = match why {
            Some(_) => 0,
            None if alone => confidence.saturating_sub(ASSUMED),
            None => confidence,
        };
        let (page, row, line) = (line.page, line.row, line.text.clone());
        self.out.push(Proposal {
            path: path.to_owned(),
            printed: printed.to_owned(),
            value,
            why,
            page,
            row,
            line,
            confidence,
        });
    }

    /// What the paper is as a whole.
    fn whole(&mut self) {
        let says = |words: &[&str]| {
            let found = |l: &Line| {
                let folded = l.text.to_lowercase();
                words.iter().any(|w| folded.contains(w))
            };
            self.lines.iter().position(found)
        };
        let forms = [
            ("ACORD25", says(&["acord 25", "certificate of liability insurance"])),
            ("ACORD24", says(&["acord 24", "certificate of property insurance"])),
            ("CN_POLICY", says(&["保险单", "保险凭证"])),
            ("LETTER", says(&["to whom it may concern", "we confirm", "we hereby certify", "兹证明"])),
        ];
        let form = forms.into_iter().find_map(|(form, at)| Some((form, at?)));
        if let Some((form, at)) = form {
            // The forms of ACORD are American: their dollars are those of the United States.
            if form.starts_with("ACORD") {
                self.currency = Some("USD");
            }
            self.put(Certificate::FIELDS, "form", form, at, WHOLE);
        }
        let (mut han, mut letters) = (0_usize, 0_usize);
        for c in self.lines.iter().flat_map(|l| l.text.chars()).filter(|c| c.is_alphabetic()) {
            letters += 1;
            han += usize::from(matches!(u32::from(c), 0x3400..=0x9FFF));
        }
        if letters > 0 {
            self.put(Certificate::FIELDS, "language", if han * 3 > letters { "zh" } else { "en" }, 0, WHOLE);
        }
    }

    /// The value of a label in a line, or on the line below it; with how sure that is.
    fn valued(&self, at: usize, end: usize, start: usize, cut: Cut) -> Option<(String, usize, u8)> {
        let text = &self.lines.get(at)?.text;
        let rest = behind(text, end);
        let before = text.get(..start).unwrap_or_default();
        let label = text.get(start..end).unwrap_or_default().to_lowercase();
        let earlier = self.amount.as_ref().filter(|_| cut == Cut::Amount).and_then(|r| r.find_iter(before).last());
        let earlier = earlier.map(|m| (m.as_str().trim().to_owned(), at, TOLD));
        if earlier.is_some() && BEHIND.contains(&label.as_str()) {
            return earlier;
        }
        if let Some(found) = self.cut(&rest, cut) {
            return Some((found, at, LABELLED));
        }
        if earlier.is_some() {
            return earlier;
        }
        let next = self.lines.get(at + 1).filter(|next| rest.is_empty() && !is_label(&next.text))?;
        self.cut(&next.text, cut).map(|found| (found, at + 1, BELOW))
    }

    fn cut(&self, text: &str, cut: Cut) -> Option<String> {
        let first = |r: &Option<Regex>| r.as_ref().and_then(|r| r.find(text)).map(|m| m.as_str().trim().to_owned());
        match cut {
            Cut::Text => Some(text.trim().to_owned()).filter(|t| !t.is_empty()),
            Cut::Word => text.split_whitespace().next().map(|w| w.trim_end_matches([',', ';', '。', '，']).to_owned()),
            Cut::Day => first(&self.day),
            Cut::Amount => first(&self.amount),
        }
    }

    fn fields(&mut self) {
        for (name, cut, labels) in FIELDS {
            let found = labels.iter().find_map(|label| {
                (0..self.lines.len()).find_map(|at| {
                    let (start, end) = label_at(&self.lines.get(at)?.text, label, 0)?;
                    self.valued(at, end, start, *cut)
                })
            });
            if let Some((printed, at, confidence)) = found {
                self.put(Certificate::FIELDS, name, &printed, at, confidence);
            }
        }
        let signed = |l: &Line| {
            ["(盖章)", "(signed)", "[signed]", "(stamped)"].iter().any(|w| l.text.to_lowercase().contains(w))
        };
        if let Some(at) = self.lines.iter().position(signed) {
            self.put(Certificate::FIELDS, "signed", "yes", at, TOLD);
        }
    }

    /// `INSURER A : Ping An  NAIC # 12345`, and the insurer of a paper that has one.
    fn insurers(&mut self) {
        let several = Regex::new(r"(?i)^insurer ([A-F])\s*[:：]\s*(.+?)(?:\s+(?:NAIC\s*#?:?\s*)?(\d{5}))?$").ok();
        let one = Regex::new(r"(?i)^(?:insurer|insurance company|保险人|保险公司)\s*[:：]\s*(.+)$").ok();
        for at in 0..self.lines.len() {
            let text = self.lines.get(at).map(|l| l.text.clone()).unwrap_or_default();
            if let Some(found) = several.as_ref().and_then(|r| r.captures(&text)) {
                let group = |n: usize| found.get(n).map_or("", |m| m.as_str()).trim().to_owned();
                let letter = group(1).to_uppercase();
                self.put(Insurer::FIELDS, &format!("insurers[{letter}].name"), &group(2), at, LABELLED);
                self.put(Insurer::FIELDS, &format!("insurers[{letter}].naic"), &group(3), at, LABELLED);
            } else if let Some(found) = one.as_ref().and_then(|r| r.captures(&text)) {
                let name = found.get(1).map_or("", |m| m.as_str());
                self.put(Insurer::FIELDS, "insurers[A].name", name, at, LABELLED);
            }
        }
    }

    /// Coverages: a heading begins one, what follows belongs to it.
    fn covers(&mut self) {
        let mut number = 0_usize;
        let mut kind = None;
        let letter = Regex::new(r"(?i)\bINSR(?: LTR)?\s*:?\s*([A-F])\b").ok();
        for at in 0..self.lines.len() {
            let text = self.lines.get(at).map(|l| l.text.clone()).unwrap_or_default();
            let named = words::cover_in(&text).filter(|k| Some(*k) != kind);
            if let Some(found) = named.filter(|_| number == 0 || self.heads(&text)) {
                number += 1;
                kind = Some(found);
                self.put(Coverage::FIELDS, &format!("coverages[{number}].cover"), found.as_str(), at, WHOLE);
            }
            let nr = number.max(1);
            for (name, cut, labels) in COVER {
                let found = labels.iter().find_map(|label| {
                    let (start, end) = label_at(&text, label, 0)?;
                    self.valued(at, end, start, *cut)
                });
                if let Some((printed, at, confidence)) = found {
                    self.put(Coverage::FIELDS, &format!("coverages[{nr}].{name}"), &printed, at, confidence);
                }
            }
            if let Some(found) = letter.as_ref().and_then(|r| r.captures(&text)).and_then(|c| c.get(1)) {
                self.put(Coverage::FIELDS, &format!("coverages[{nr}].letter"), found.as_str(), at, LABELLED);
            }
            let folded = text.to_lowercase();
            let ticked = |words: &str| {
                let at = folded.find(words).map(|at| folded.get(..at).unwrap_or_default().trim_end());
                at.is_some_and(|before| before.ends_with(['x', '☒', '☑', '✓']))
            };
            let basis = if ticked("claims-made") || folded.contains("claims-made basis") {
                Some("CLAIMS_MADE")
            } else if ticked("occur") || folded.contains("occurrence basis") || text.contains("事故发生制") {
                Some("OCCUR")
            } else {
                None
            };
            if let Some(basis) = basis {
                self.put(Coverage::FIELDS, &format!("coverages[{nr}].basis"), basis, at, TOLD);
            }
        }
    }

    /// Whether a line is a heading of a coverage: it has no label of its own and is no sentence.
    fn heads(&self, text: &str) -> bool {
        let labelled = COVER.iter().flat_map(|(_, _, labels)| *labels).any(|l| label_at(text, l, 0).is_some());
        let amount = self.amount.as_ref().is_some_and(|r| r.is_match(text));
        !labelled && !amount && text.split_whitespace().count() < 8
    }

    /// What letters and policies say in sentences, also over two lines: the term, the insured, the notice.
    fn sentences(&mut self) {
        let day = format!("({})", DAY.trim_start_matches("(?i)"));
        let term = Regex::new(&format!("(?i)(?:from|自)\\s*{day}.{{0,12}}?(?:to|until|through|至)\\s*{day}")).ok();
        let insured = Regex::new(r"(?i)(?:confirm|certify) that (.+?),? (?:is|are) (?:insured|covered)").ok();
        let notice =
            Regex::new(r"(?i)(\d{1,3}) (?:days|日|天)['’]?.{0,30}?(?:notice|cancel)|提前\s*(\d{1,3})\s*[天日]").ok();
        for at in 0..self.lines.len() {
            let text =
                [at, at + 1].iter().filter_map(|n| self.lines.get(*n)).map(|l| l.text.as_str()).collect::<Vec<_>>();
            // What begins behind the first line stands in the next one, which has its turn.
            let first = text.first().map_or(0, |line| line.len());
            let text = text.join(" ");
            let here = |found: &Captures<'_>| found.get(0).is_some_and(|whole| whole.start() < first);
            if let Some(found) = term.as_ref().and_then(|r| r.captures(&text)).filter(here) {
                for (n, name) in [(1, "effective"), (2, "expires")] {
                    let printed = found.get(n).map_or("", |m| m.as_str());
                    self.put(Coverage::FIELDS, &format!("coverages[1].{name}"), printed, at, TOLD);
                }
            }
            if let Some(found) = insured.as_ref().and_then(|r| r.captures(&text)).filter(here).and_then(|c| c.get(1)) {
                self.put(Certificate::FIELDS, "insured", found.as_str(), at, TOLD);
            }
            if let Some(found) =
                notice.as_ref().and_then(|r| r.captures(&text)).filter(here).and_then(|c| c.get(1).or(c.get(2)))
            {
                self.put(Certificate::FIELDS, "notice_days", found.as_str(), at, TOLD);
            }
        }
    }
}
