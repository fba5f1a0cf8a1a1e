//! Reads one line of a script: words, quoted texts, regular expressions, comments.
//!
//! A slash is a key after `Press` and begins a pattern after `Expect`, so the parser says what it wants; there is no list of tokens.

use crate::play::script::ast::At;
use crate::play::script::ast::Part;
use crate::play::script::ast::Pat;
use crate::play::script::ast::Span;
use crate::play::script::ast::Text;

/// A mistake in a script, before it knows its file's name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) span: Span,
    pub(super) message: String,
    pub(super) help: Option<String>,
}

pub(super) type Parsed<T> = Result<T, Fault>;

pub(super) fn fault<T>(span: Span, message: impl Into<String>, help: impl Into<String>) -> Parsed<T> {
    let help: String = help.into();
    Err(Fault { span, message: message.into(), help: Some(help).filter(|h| !h.is_empty()) })
}

pub(super) struct Cursor {
    chars: Vec<char>,
    pos: usize,
    file: usize,
    line: usize,
}

impl Cursor {
    pub(super) fn new(text: &str, file: usize, line: usize) -> Self {
        Self { chars: text.chars().collect(), pos: 0, file, line }
    }

    pub(super) fn span(&self, from: usize, to: usize) -> Span {
        Span { file: self.file, line: self.line, col: from + 1, len: to.saturating_sub(from).max(1) }
    }

    /// From a span's start up to what was read last.
    pub(super) fn since(&self, from: Span) -> Span {
        Span { len: (self.pos + 1).saturating_sub(from.col).max(1), ..from }
    }

    /// Just behind what was read last: where something is missing.
    pub(super) fn here(&self) -> Span {
        self.span(self.pos, self.pos + 1)
    }

    fn peek(&self) -> Option<char> {
        self.chars.get(self.pos).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(char::is_whitespace) {
            self.pos += 1;
        }
    }

    /// The character with which the next word starts; nothing at the end and before a comment. Blanks are not consumed.
    pub(super) fn next_char(&self) -> Option<char> {
        let mut behind_blank = self.pos == 0;
        for c in self.chars.iter().skip(self.pos) {
            if !c.is_whitespace() {
                return Some(*c).filter(|c| *c != '#' || !behind_blank);
            }
            behind_blank = true;
        }
        None
    }

    pub(super) fn peek_word(&self) -> Option<String> {
        self.next_char()?;
        let rest = self.chars.iter().skip(self.pos).skip_while(|c| c.is_whitespace());
        Some(rest.take_while(|c| !c.is_whitespace()).collect())
    }

    pub(super) fn word(&mut self) -> Option<At<String>> {
        let value = self.peek_word()?;
        self.skip_blanks();
        let from = self.pos;
        self.pos += value.chars().count();
        Some(At { value, span: self.span(from, self.pos) })
    }

    /// The next word, or a fault which says what is missing.
    pub(super) fn need(&mut self, what: &str, help: &str) -> Parsed<At<String>> {
        match self.word() {
            Some(word) => Ok(word),
            None => fault(self.here(), format!("{what} is missing"), help),
        }
    }

    /// Takes the next word if it is this one.
    pub(super) fn accept(&mut self, wanted: &str) -> Option<Span> {
        (self.peek_word()? == wanted).then(|| self.word().map(|word| word.span)).flatten()
    }

    /// `name=`, with the value left to be read.
    pub(super) fn name_and_equals(&mut self) -> Parsed<At<String>> {
        let word = self.peek_word().unwrap_or_default();
        self.skip_blanks();
        let from = self.pos;
        let Some((name, _)) = word.split_once('=').filter(|(name, _)| !name.is_empty()) else {
            let span = self.span(from, from + word.chars().count());
            return fault(span, format!("'{word}' is not NAME=VALUE"), "write name=value without blanks");
        };
        let length = name.chars().count();
        self.pos += length + 1;
        Ok(At { value: name.to_owned(), span: self.span(from, from + length) })
    }

    /// A quoted text or a bare word, as in `by=bo` and `why="too late"`.
    pub(super) fn value(&mut self) -> Parsed<At<Text>> {
        match self.peek() {
            Some('"') => self.text("a value", ""),
            Some(c) if !c.is_whitespace() => {
                let from = self.pos;
                let word: String = self.chars.iter().skip(from).take_while(|c| !c.is_whitespace()).collect();
                self.pos += word.chars().count();
                Ok(At { value: Text::plain(&word), span: self.span(from, self.pos) })
            }
            _ => fault(self.here(), "the value is missing", "write name=value without blanks"),
        }
    }

    /// A quoted text.
    pub(super) fn text(&mut self, what: &str, help: &str) -> Parsed<At<Text>> {
        match self.next_char() {
            Some('"') => {}
            Some(_) => {
                let word = self.need(what, help)?;
                let help = if help.is_empty() { format!("write \"{}\"", word.value) } else { help.to_owned() };
                return fault(word.span, format!("{what} stands in quotes"), help);
            }
            None => return fault(self.here(), format!("{what} is missing"), help),
        }
        self.skip_blanks();
        let from = self.pos;
        self.pos += 1;
        let mut text = Text::default();
        let mut plain = String::new();
        loop {
            let Some(c) = self.peek() else {
                return fault(self.span(from, self.chars.len()), "the text is never closed", "close it with \"");
            };
            self.pos += 1;
            match c {
                '"' => break,
                '\\' => plain.push(self.escape()?),
                '$' if self.peek().is_some_and(|c| c.is_ascii_alphabetic()) => {
                    let name = |c: &&char| c.is_ascii_alphanumeric() || **c == '_';
                    let name: String = self.chars.iter().skip(self.pos).take_while(name).collect();
                    self.pos += name.chars().count();
                    if !plain.is_empty() {
                        text.parts.push(Part::Plain(std::mem::take(&mut plain)));
                    }
                    text.parts.push(Part::Param(name));
                }
                c => plain.push(c),
            }
        }
        if !plain.is_empty() {
            text.parts.push(Part::Plain(plain));
        }
        self.closed(from)?;
        Ok(At { value: text, span: self.span(from, self.pos) })
    }

    fn escape(&mut self) -> Parsed<char> {
        let from = self.pos - 1;
        let c = self.peek();
        self.pos += 1;
        match c {
            Some('n') => return Ok('\n'),
            Some('t') => return Ok('\t'),
            Some(c @ ('"' | '\\')) => return Ok(c),
            Some('u') if self.peek() == Some('{') => {
                let hex: String = self.chars.iter().skip(self.pos + 1).take_while(|c| c.is_ascii_hexdigit()).collect();
                let close = self.pos + 1 + hex.len();
                let found = u32::from_str_radix(&hex, 16).ok().and_then(char::from_u32);
                if let Some(found) = found.filter(|_| self.chars.get(close) == Some(&'}')) {
                    self.pos = close + 1;
                    return Ok(found);
                }
            }
            _ => {}
        }
        let help = "the escapes are \\n \\t \\\" \\\\ and \\u{1f4a9}";
        fault(self.span(from, (from + 2).min(self.chars.len())), "unknown escape", help)
    }

    /// A blank or the end follows.
    fn closed(&self, from: usize) -> Parsed<()> {
        match self.peek() {
            Some(c) if !c.is_whitespace() => {
                fault(self.span(from, self.pos + 1), "a blank is missing after the closing mark", "")
            }
            _ => Ok(()),
        }
    }

    /// `"text"` or `/regex/i`.
    pub(super) fn pat(&mut self) -> Parsed<At<Pat>> {
        if self.next_char() == Some('/') {
            return self.regex();
        }
        let help = "write \"text\" or /regular expression/";
        Ok(self.text("what to look for", help)?.map(Pat::Text))
    }

    fn regex(&mut self) -> Parsed<At<Pat>> {
        self.skip_blanks();
        let from = self.pos;
        self.pos += 1;
        let mut source = String::new();
        loop {
            let Some(c) = self.peek() else {
                let span = self.span(from, self.chars.len());
                return fault(span, "the regular expression is never closed", "close it with /");
            };
            self.pos += 1;
            match c {
                '/' => break,
                '\\' if self.peek() == Some('/') => {
                    source.push('/');
                    self.pos += 1;
                }
                '\\' => {
                    source.push('\\');
                    source.extend(self.peek());
                    self.pos += 1;
                }
                c => source.push(c),
            }
        }
        let ignore_case = self.peek() == Some('i');
        self.pos += usize::from(ignore_case);
        self.closed(from)?;
        let span = self.span(from, self.pos);
        if let Err(error) = regex::Regex::new(&source) {
            // The last line of the crate's message says what is wrong; the lines before draw the place.
            let reason = error.to_string().lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
            return fault(
                span,
                format!("bad regular expression: {reason}"),
                "to look for the text itself write it in quotes",
            );
        }
        Ok(At { value: Pat::Regex(source, ignore_case), span })
    }

    /// The comment at the end of the line; anything else there is a fault.
    pub(super) fn finish(&mut self) -> Parsed<Option<String>> {
        if let Some(word) = self.word() {
            return fault(word.span, format!("'{}' is too much here", word.value), "one statement stands on a line");
        }
        self.skip_blanks();
        let comment: String = self.chars.iter().skip(self.pos + 1).collect();
        Ok(self.peek().map(|_| comment.trim_end().to_owned()))
    }
}
