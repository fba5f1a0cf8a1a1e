//! What brokers and insurers write, read into values: amounts, days, kinds of cover, ticks.
//!
//! Nothing is guessed: an amount has a currency, and a day that can be read in two ways is not read.

use crate::domain::field;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::insurance::certificate::Basis;
use crate::domain::insurance::certificate::CargoClauses;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::certificate::Territory;
use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::text;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use std::str::FromStr;

/// How the days of a file are written, where its form says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DayOrder {
    /// `MM/DD/YYYY`, as the American forms print it.
    MonthFirst,
    /// `DD/MM/YYYY`.
    DayFirst,
}

impl DayOrder {
    /// The order a heading or a form prints: `DATE (MM/DD/YYYY)`.
    pub fn printed(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_uppercase).collect();
        if plain.contains("MM/DD/YY") {
            Some(Self::MonthFirst)
        } else {
            plain.contains("DD/MM/YY").then_some(Self::DayFirst)
        }
    }
}

/// What is known of a file before its cells are read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Context<'a> {
    /// The currency of amounts that name none.
    pub currency: Option<&'a str>,
    /// The order of its days.
    pub order: Option<DayOrder>,
}

/// Names of currencies that are no codes, and what they mean. A dollar sign alone is any of a dozen dollars.
const CURRENCIES: [(&str, &str); 9] = [
    ("US$", "USD"),
    ("人民币", "CNY"),
    ("RMB", "CNY"),
    ("CN¥", "CNY"),
    ("美元", "USD"),
    ("欧元", "EUR"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("港币", "HKD"),
];
/// Words behind a number that multiply it.
const TIMES: [(&str, i64); 9] = [
    ("million", 1_000_000),
    ("mio", 1_000_000),
    ("mn", 1_000_000),
    ("m", 1_000_000),
    ("k", 1_000),
    ("百万", 1_000_000),
    ("亿", 100_000_000),
    ("万", 10_000),
    ("元", 1),
];

/// An amount: `USD 1,000,000`, `1000000 CNY`, `US$ 1M`, `人民币100万元`; a bare number in the currency of its file.
pub fn amount(written: &str, context: Context<'_>) -> Result<Option<Money>, Msg> {
    let clean = text::fold(written);
    if clean.is_empty() || matches!(clean.as_str(), "-" | "n/a" | "na" | "none" | "excluded" | "无") {
        return Ok(None);
    }
    let unread = || Msg::new("coi-not-an-amount").with("found", written.trim());
    let mut rest = clean.clone();
    let mut currency = None;
    for (name, code) in CURRENCIES {
        let name = text::fold(name);
        if rest.contains(&name) {
            rest = rest.replace(&name, " ");
            currency = Some(code.to_owned());
            break;
        }
    }
    let dollar = rest.contains('$');
    let rest = rest.replace(['$', '¥'], " ");
    let mut number = String::new();
    let mut times = 1;
    for word in parts(&rest) {
        if word.starts_with(|c: char| c.is_ascii_digit()) && number.is_empty() {
            number.clone_from(&word);
        } else if let Some((_, by)) = TIMES.iter().find(|(name, _)| *name == word).filter(|_| !number.is_empty()) {
            times *= *by;
        } else if word.len() == 3 && word.bytes().all(|b| b.is_ascii_lowercase()) && currency.is_none() {
            currency = Some(word.to_uppercase());
        } else {
            return Err(unread());
        }
    }
    let amount = digits(&number).and_then(|n| n.checked_mul(Decimal::from(times))).ok_or_else(unread)?;
    let currency = currency.or_else(|| context.currency.map(str::to_owned)).ok_or_else(|| {
        let id = if dollar { "coi-which-dollar" } else { "coi-no-currency" };
        Msg::new(id).with("found", written.trim())
    })?;
    Ok(Some(Money { amount: amount.normalize(), currency }))
}

/// Numbers and words of a text, apart also where nothing stands between them: `100万元`.
fn parts(text: &str) -> Vec<String> {
    let class = |c: char| match c {
        c if c.is_whitespace() => 0,
        c if c.is_ascii_digit() || c == ',' || c == '.' => 1,
        c if c.is_ascii_alphabetic() => 2,
        '元' => 4,
        _ => 3,
    };
    let mut out: Vec<(u8, String)> = Vec::new();
    let mut last = 0;
    for c in text.chars() {
        let now = class(c);
        match out.last_mut() {
            Some((_, word)) if now == last && now != 0 => word.push(c),
            _ if now != 0 => out.push((now, c.to_string())),
            _ => {}
        }
        last = now;
    }
    out.into_iter().map(|(_, word)| word).collect()
}

/// `1,000,000.50`: commas before groups of three only, so that nobody's decimal comma becomes a thousand.
fn digits(text: &str) -> Option<Decimal> {
    let (whole, rest) = text.split_once('.').map_or((text, None), |(w, r)| (w, Some(r)));
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest_is_three = groups.clone().all(|g| g.len() == 3);
    let first_fits = groups.next().is_none() || first.len() <= 3;
    if !rest_is_three || !first_fits || rest.is_some_and(|r| r.contains([',', '.'])) {
        return None;
    }
    Decimal::from_str(&text.replace(',', "")).ok()
}

/// A day: as fields read it, or with slashes where only one reading is possible or the form says which is meant.
pub fn day(written: &str, order: Option<DayOrder>) -> Result<NaiveDate, Msg> {
    let clean = text::fold(written);
    let clean = clean.trim_end_matches("00:00:00").trim();
    if let Some(day) = field::date(clean).or_else(|| in_words(clean)) {
        return Ok(day);
    }
    let unread = || Msg::new("coi-not-a-day").with("found", written.trim());
    let mut numbers = clean.split(['/', '-', '.']).map(str::trim);
    let (Some(a), Some(b), Some(year), None) = (numbers.next(), numbers.next(), numbers.next(), numbers.next()) else {
        return Err(unread());
    };
    let (Ok(a), Ok(b), Ok(year)) = (a.parse::<u32>(), b.parse::<u32>(), year.parse::<i32>()) else {
        return Err(unread());
    };
    if year < 1000 {
        return Err(unread());
    }
    let month_first = NaiveDate::from_ymd_opt(year, a, b);
    let day_first = NaiveDate::from_ymd_opt(year, b, a);
    match (month_first, day_first, order) {
        (Some(day), _, Some(DayOrder::MonthFirst)) | (_, Some(day), Some(DayOrder::DayFirst)) => Ok(day),
        (_, _, Some(_)) | (None, None, None) => Err(unread()),
        (Some(one), Some(other), None) if one != other => {
            let msg = Msg::new("coi-which-day").with("found", written.trim());
            Err(msg.with("one", one.to_string()).with("other", other.to_string()))
        }
        (one, other, None) => one.or(other).ok_or_else(unread),
    }
}

/// `1 July 2026`, `July 1, 2026`, `1-Jul-2026`.
fn in_words(text: &str) -> Option<NaiveDate> {
    let plain = text.replace([',', '-'], " ");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    ["%d %B %Y", "%d %b %Y", "%B %d %Y", "%b %d %Y"].iter().find_map(|f| NaiveDate::parse_from_str(&plain, f).ok())
}

/// A tick: what forms and people write for yes and no.
pub fn flag(written: &str) -> Result<bool, Msg> {
    match text::fold(written).as_str() {
        "yes" | "y" | "true" | "1" | "x" | "✓" | "✔" | "☒" | "☑" | "是" | "有" => Ok(true),
        "no" | "n" | "false" | "0" | "☐" | "n/a" | "否" | "无" => Ok(false),
        _ => Err(Msg::new("value-not-a-flag").with("found", written.trim())),
    }
}

/// Words for kinds of cover; the longer ones first where one is in another.
const COVERS: [(&str, CoverKind); 30] = [
    ("commercial general liability", CoverKind::Cgl),
    ("products liability", CoverKind::Pl),
    ("product liability", CoverKind::Pl),
    ("产品责任", CoverKind::Pl),
    ("product recall", CoverKind::Recall),
    ("产品召回", CoverKind::Recall),
    ("umbrella liab", CoverKind::Umb),
    ("excess liab", CoverKind::Umb),
    ("umbrella", CoverKind::Umb),
    ("伞护式", CoverKind::Umb),
    ("超额责任", CoverKind::Umb),
    ("automobile liability", CoverKind::Auto),
    ("auto liability", CoverKind::Auto),
    ("workers compensation", CoverKind::Wc),
    ("workers' compensation", CoverKind::Wc),
    ("employers' liability", CoverKind::Wc),
    ("雇主责任", CoverKind::Wc),
    ("marine cargo", CoverKind::Mc),
    ("货物运输", CoverKind::Mc),
    ("warehouse legal liability", CoverKind::Whl),
    ("仓储责任", CoverKind::Whl),
    ("carrier's liability", CoverKind::Carr),
    ("承运人责任", CoverKind::Carr),
    ("cyber", CoverKind::Cyb),
    ("professional liability", CoverKind::Eo),
    ("errors and omissions", CoverKind::Eo),
    ("public liability", CoverKind::Cgl),
    ("general liability", CoverKind::Cgl),
    ("公众责任", CoverKind::Cgl),
    ("商业综合责任", CoverKind::Cgl),
];

/// The kind of cover a heading names, if any.
pub fn cover_in(heading: &str) -> Option<CoverKind> {
    let folded = text::fold(heading);
    COVERS.iter().find(|(words, _)| folded.contains(words)).map(|(_, kind)| *kind)
}

fn unknown(table: &field::CodeTable, written: &str) -> Msg {
    Msg::new("value-unknown-code").with("found", written.trim()).with("known", table.codes.to_vec())
}

/// The code of a field, also in the words of forms.
fn code(table: &'static field::CodeTable, written: &str) -> Result<Value, Msg> {
    if let Some(code) = table.find(written) {
        return Ok(Value::Code(code.to_owned()));
    }
    let folded = text::fold(written);
    let says = |words: &[&str]| words.iter().any(|w| folded.contains(w));
    let found = match table.name {
        "cover" => cover_in(written).map(CoverKind::as_str),
        "basis" if says(&["claims", "索赔"]) => Some(Basis::ClaimsMade.as_str()),
        "basis" if says(&["occ", "事故发生"]) => Some(Basis::Occurrence.as_str()),
        "territory" => territory(&folded),
        "cargo-clauses" => clauses(&folded),
        _ => None,
    };
    found.map(|c| Value::Code(c.to_owned())).ok_or_else(|| unknown(table, written))
}

fn territory(folded: &str) -> Option<&'static str> {
    let found = match folded {
        t if t.contains("world") || t.contains("全球") || t.contains("global") => Territory::Worldwide,
        t if t.contains("usa") || t.contains("us/ca") || t.contains("north america") => Territory::UsCa,
        "eu" | "european union" | "欧盟" => Territory::Eu,
        _ => return None,
    };
    Some(found.as_str())
}

fn clauses(folded: &str) -> Option<&'static str> {
    let found = match folded {
        t if t.contains("(a)") || t.contains("all risks") || t.contains("一切险") => CargoClauses::A,
        t if t.contains("(b)") || t.contains("水渍险") => CargoClauses::B,
        t if t.contains("(c)") || t.contains("平安险") => CargoClauses::C,
        _ => return None,
    };
    Some(found.as_str())
}

/// What a cell says for a field; nothing for a blank one.
pub fn value(field: &Field, written: &str, context: Context<'_>) -> Result<Option<Value>, Msg> {
    let clean = text::sanitise(written, text::Mode::Block).text;
    let clean = clean.trim();
    if clean.is_empty() {
        return Ok(None);
    }
    let value = match field.ty {
        FieldType::Money => amount(clean, context)?.map_or(Value::Null, Value::Money),
        FieldType::Date => Value::Date(day(clean, context.order)?),
        FieldType::Flag => Value::Flag(flag(clean)?),
        FieldType::Code(table) => code(table, clean)?,
        ty => field::parse(ty, clean)?,
    };
    field.check(&value)?;
    Ok(Some(value).filter(|v| !v.is_empty()))
}
