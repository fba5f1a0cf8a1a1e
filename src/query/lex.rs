//! Words, quoted texts, terms and parentheses of a filter, with their places.
//!
//! This knows spelling only; whether a field exists or a value is one is the parser's question. Full-width punctuation
//! is read as ASCII here, outside ASCII quotes.

use crate::query::error;
use crate::query::error::FilterError;
use crate::query::expr::Op;
use std::iter::Peekable;
use std::ops::Range;
use std::str::CharIndices;

/// A piece of a filter and the bytes it stands on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) what: Piece,
    pub(super) at: Range<usize>,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    Open,
    Close,
    And,
    Or,
    Not,
    Text(String),
    Term(RawTerm),
}

/// A field, a comparison and values, unchecked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawTerm {
    pub(super) field: String,
    pub(super) field_at: Range<usize>,
    pub(super) op: Op,
    pub(super) op_at: Range<usize>,
    pub(super) values: Vec<RawValue>,
}

/// One value as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RawValue {
    pub(super) text: String,
    pub(super) at: Range<usize>,
    pub(super) quoted: bool,
}

/// The character a full-width or typographic form stands for; itself otherwise.
pub(super) fn plain(c: char) -> char {
    match c {
        '\u{3000}' => ' ',
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '“' | '”' => '"',
        '、' => ',',
        other => other,
    }
}

/// Whether the character may be part of a comparison and so ends a bare word.
pub(super) fn is_operator_char(c: char) -> bool {
    matches!(c, ':' | '=' | '!' | '>' | '<' | '~' | '≥' | '≤' | '≠')
}

/// Whether the word joins terms instead of being searched.
pub(super) fn is_keyword(word: &str) -> bool {
    keyword(word).is_some()
}

fn keyword(word: &str) -> Option<Piece> {
    [("and", Piece::And), ("or", Piece::Or), ("not", Piece::Not)]
        .into_iter()
        .find_map(|(name, piece)| word.eq_ignore_ascii_case(name).then_some(piece))
}

/// Reads the whole text; errors are collected, reading goes on.
pub(super) fn lex(text: &str) -> (Vec<Token>, Vec<FilterError>) {
    let mut lexer = Lexer { chars: text.char_indices().peekable(), end: text.len(), errors: Vec::new() };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.token() {
        tokens.push(token);
    }
    (tokens, lexer.errors)
}

#[derive(Clone)]
struct Lexer<'a> {
    chars: Peekable<CharIndices<'a>>,
    end: usize,
    errors: Vec<FilterError>,
}

impl Lexer<'_> {
    fn peek(&mut self) -> Option<char> {
        self.chars.peek().map(|(_, c)| plain(*c))
    }

    fn peek_second(&self) -> Option<char> {
        self.chars.clone().nth(1).map(|(_, c)| plain(c))
    }

    fn at(&mut self) -> usize {
        let end = self.end;
        self.chars.peek().map_or(end, |(i, _)| *i)
    }

    fn skip_space(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.chars.next();
        }
    }

    fn token(&mut self) -> Option<Token> {
        self.skip_space();
        let start = self.at();
        let what = match self.peek()? {
            '(' => self.single(Piece::Open),
            ')' => self.single(Piece::Close),
            '-' if self.peek_second().is_some_and(|c| !c.is_whitespace() && c != ')') => self.single(Piece::Not),
            '"' => Piece::Text(self.quoted()),
            _ => self.word_or_term(),
        };
        Some(Token { what, at: start..self.at() })
    }

    fn single(&mut self, piece: Piece) -> Piece {
        self.chars.next();
        piece
    }

    /// The text between quotes. ASCII quotes are closed by ASCII quotes, typographic ones by any.
    fn quoted(&mut self) -> String {
        let start = self.at();
        let ascii = self.chars.next().is_some_and(|(_, c)| c == '"');
        let closes = |c: char| if ascii { c == '"' } else { plain(c) == '"' };
        let mut text = String::new();
        while let Some((_, c)) = self.chars.next() {
            if closes(c) {
                if text.is_empty() {
                    let end = self.at();
                    self.errors.push(error::empty_text(start..end));
                }
                return text;
            }
            let escaped = (c == '\\').then(|| self.chars.next_if(|(_, n)| *n == '\\' || plain(*n) == '"')).flatten();
            text.push(escaped.map_or(c, |(_, n)| n));
        }
        self.errors.push(error::open_quote(start..self.end));
        text
    }

    fn word_or_term(&mut self) -> Piece {
        let start = self.at();
        let mut word = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '"') || self.starts_operator(c) {
                break;
            }
            word.push(c);
            self.chars.next();
        }
        let field_at = start..self.at();
        let mut ahead = self.clone();
        ahead.skip_space();
        if let Some((op, op_at)) = ahead.operator() {
            *self = ahead;
            let values = self.values();
            return Piece::Term(RawTerm { field: word, field_at, op, op_at, values });
        }
        keyword(&word).unwrap_or(Piece::Text(word))
    }

    fn starts_operator(&self, c: char) -> bool {
        if c == '!' { self.peek_second() == Some('=') } else { is_operator_char(c) }
    }

    fn operator(&mut self) -> Option<(Op, Range<usize>)> {
        let start = self.at();
        let c = self.peek()?;
        if !self.starts_operator(c) {
            return None;
        }
        self.chars.next();
        let equals = matches!(c, '!' | '>' | '<' | '=') && self.peek() == Some('=');
        if equals {
            self.chars.next();
        }
        let op = match (c, equals) {
            (':', _) => Op::Has,
            ('=', _) => Op::Eq,
            ('!' | '≠', _) => Op::Ne,
            ('>', false) => Op::Gt,
            ('<', false) => Op::Lt,
            ('>', true) | ('≥', _) => Op::Ge,
            ('<', true) | ('≤', _) => Op::Le,
            _ => Op::Contains,
        };
        Some((op, start..self.at()))
    }

    /// The values after a comparison. A comma at the end is tolerated: somebody is still typing.
    fn values(&mut self) -> Vec<RawValue> {
        let mut values = Vec::new();
        loop {
            let mut ahead = self.clone();
            ahead.skip_space();
            if ahead.peek().is_some_and(|c| !matches!(c, '(' | ')')) {
                *self = ahead;
            }
            let start = self.at();
            if self.peek() == Some('"') {
                let text = self.quoted();
                values.push(RawValue { text, at: start..self.at(), quoted: true });
            } else {
                let text = self.bare_value();
                if !text.is_empty() {
                    values.push(RawValue { text, at: start..self.at(), quoted: false });
                }
            }
            let mut ahead = self.clone();
            ahead.skip_space();
            if ahead.peek() != Some(',') {
                return values;
            }
            ahead.chars.next();
            *self = ahead;
        }
    }

    fn bare_value(&mut self) -> String {
        let mut text = String::new();
        while let Some(c) = self.peek() {
            if c.is_whitespace() || matches!(c, '(' | ')' | '"' | ',') {
                break;
            }
            text.push(c);
            self.chars.next();
        }
        text
    }
}
