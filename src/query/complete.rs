//! What may be typed next: fields, comparisons, codes, days.
//!
//! This reads spelling only and never fails: a filter is nearly always wrong while it is being typed.

use crate::query::error::operators;
use crate::query::expr::Op;
use crate::query::lex::Piece;
use crate::query::lex::RawTerm;
use crate::query::lex::is_operator_char;
use crate::query::lex::lex;
use crate::query::lex::plain;
use crate::query::print::quoted_if_needed;
use crate::query::schema::FieldInfo;
use crate::query::schema::FieldKind;
use crate::query::schema::Schema;
use crate::query::schema::find_field;
use crate::text::fold;
use nucleo_matcher::Config;
use nucleo_matcher::Matcher;
use nucleo_matcher::Utf32Str;
use nucleo_matcher::pattern::AtomKind;
use nucleo_matcher::pattern::CaseMatching;
use nucleo_matcher::pattern::Normalization;
use nucleo_matcher::pattern::Pattern;
use std::ops::Range;

/// No more items than this are offered.
const MOST: usize = 12;
/// Days people filter by.
const DAYS: [&str; 7] = ["today", "7d", "30d", "90d", "1y", "-7d", "-30d"];

/// What may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// The bytes an item replaces.
    pub replace: Range<usize>,
    /// The offers, best first; at most twelve.
    pub items: Vec<Item>,
}

/// One offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The text to put in.
    pub insert: String,
    /// Its name in the reader's language.
    pub label: String,
    /// An example or the path, without prose.
    pub detail: String,
}

impl Item {
    fn new(insert: impl Into<String>, label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { insert: insert.into(), label: label.into(), detail: detail.into() }
    }
}

/// What may be typed at a byte of the text; a cursor inside a character counts as before it.
pub fn complete(text: &str, cursor: usize, schema: &(impl Schema + ?Sized)) -> Completion {
    let cursor = (0..=cursor.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let before = text.get(..cursor).unwrap_or_default();
    let after = text.get(cursor..).unwrap_or_default();
    match lex(before).0.pop() {
        Some(token) if token.at.end == cursor => match token.what {
            Piece::Term(term) => values(&term, cursor, after, schema),
            Piece::Text(_) if before.get(token.at.clone()).is_some_and(|t| t.starts_with(|c| plain(c) == '"')) => {
                Completion { replace: cursor..cursor, items: Vec::new() }
            }
            Piece::Text(word) => names(&word, token.at.start, cursor, after, schema),
            Piece::And | Piece::Or => {
                let typed = before.get(token.at.clone()).unwrap_or_default();
                names(typed, token.at.start, cursor, after, schema)
            }
            Piece::Not if token.at.len() == 3 && before.ends_with(|c: char| c.is_ascii_alphabetic()) => {
                names("not", token.at.start, cursor, after, schema)
            }
            Piece::Open | Piece::Close | Piece::Not => names("", cursor, cursor, after, schema),
        },
        Some(token) => match token.what {
            // A comparison and a space: the value is still to come.
            Piece::Term(term) if term.values.is_empty() => values(&term, cursor, after, schema),
            _ => names("", cursor, cursor, after, schema),
        },
        None => names("", cursor, cursor, after, schema),
    }
}

/// Fields that start like the word; comparisons when the word is a field already.
fn names(word: &str, start: usize, cursor: usize, after: &str, schema: &(impl Schema + ?Sized)) -> Completion {
    let rest = after.find(|c| ends_name(plain(c))).unwrap_or(after.len());
    let compared = after.get(rest..).unwrap_or_default().trim_start().starts_with(|c| is_operator_char(plain(c)));
    if let Some(field) = find_field(schema, word).filter(|_| rest == 0 && !compared) {
        let item = |op: &Op| {
            Item::new(op.as_str(), format!("{}{}", field.path, op.as_str()), format!("{}{}…", field.label, op.as_str()))
        };
        let items = operators(&field.ty).iter().map(item).take(MOST).collect();
        return Completion { replace: cursor..cursor, items };
    }
    let offers = schema.fields().iter().map(|field| {
        let open = compared || matches!(field.ty, FieldKind::Date | FieldKind::Int);
        let insert = if open { field.path.clone() } else { format!("{}:", field.path) };
        let mut keys = vec![field.path.as_str(), field.label.as_str()];
        keys.extend(field.aliases.iter().map(String::as_str));
        (keys, Item::new(insert, field.label.clone(), example(field)))
    });
    Completion { replace: start..cursor + rest, items: rank(word, offers.collect()) }
}

/// What a field's values look like, in the filter's own spelling.
fn example(field: &FieldInfo) -> String {
    let sample = match &field.ty {
        FieldKind::Code { values } | FieldKind::Set { values } => {
            let first: Vec<&str> = values.iter().take(3).map(|v| v.code.as_str()).collect();
            let more = if values.len() > first.len() { ",…" } else { "" };
            format!(":{}{more}", first.join(","))
        }
        FieldKind::Text => "~…".to_owned(),
        FieldKind::Date => "<30d".to_owned(),
        FieldKind::Int => ">=0".to_owned(),
        FieldKind::Flag => ":yes".to_owned(),
    };
    format!("{}{sample}", field.path)
}

/// Values for the one at the cursor.
fn values(term: &RawTerm, cursor: usize, after: &str, schema: &(impl Schema + ?Sized)) -> Completion {
    let typed = term.values.last().filter(|v| v.at.end == cursor);
    let start = typed.map_or(cursor, |v| v.at.start);
    let word = typed.map_or("", |v| v.text.as_str());
    let rest = after.find(|c| ends_value(plain(c))).unwrap_or(after.len());
    let Some(field) = find_field(schema, &term.field) else {
        return Completion { replace: cursor..cursor, items: Vec::new() };
    };
    let mut offers: Vec<(Vec<&str>, Item)> = Vec::new();
    match &field.ty {
        FieldKind::Code { values } | FieldKind::Set { values } => {
            let chosen = |code: &str| term.values.iter().any(|v| v.at.end != cursor && fold(&v.text) == fold(code));
            let fitting = values.iter().filter(|v| !term.op.is_order() || v.order.is_some());
            offers.extend(fitting.filter(|v| !chosen(&v.code)).map(|v| {
                let insert = quoted_if_needed(&v.code, false);
                (vec![v.code.as_str(), v.label.as_str()], Item::new(insert, v.label.clone(), v.code.clone()))
            }));
        }
        FieldKind::Date => offers.extend(DAYS.map(|d| (vec![d], Item::new(d, d, "")))),
        FieldKind::Flag => offers.extend(["yes", "no"].map(|w| (vec![w], Item::new(w, w, "")))),
        FieldKind::Text | FieldKind::Int => {}
    }
    if !term.op.is_order() && term.op != Op::Contains {
        offers.extend(["none", "any"].map(|w| (vec![w], Item::new(w, w, ""))));
    }
    Completion { replace: start..cursor + rest, items: rank(word, offers) }
}

fn ends_name(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"') || is_operator_char(c)
}

fn ends_value(c: char) -> bool {
    c.is_whitespace() || matches!(c, '(' | ')' | '"' | ',')
}

/// Offers of which a key starts with the word, as they come; then those that match loosely, best first.
fn rank(word: &str, offers: Vec<(Vec<&str>, Item)>) -> Vec<Item> {
    let wanted = fold(word);
    let pattern = Pattern::new(&wanted, CaseMatching::Ignore, Normalization::Smart, AtomKind::Fuzzy);
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut buffer = Vec::new();
    let mut ranked: Vec<(std::cmp::Reverse<u32>, Item)> = Vec::new();
    for (keys, item) in offers {
        let mut score = |key: &&str| {
            let key = fold(key);
            if key.starts_with(&wanted) {
                return Some(u32::MAX);
            }
            pattern.score(Utf32Str::new(&key, &mut buffer), &mut matcher)
        };
        if let Some(best) = keys.iter().filter_map(&mut score).max() {
            ranked.push((std::cmp::Reverse(best), item));
        }
    }
    ranked.sort_by_key(|(score, _)| *score);
    ranked.into_iter().map(|(_, item)| item).take(MOST).collect()
}
