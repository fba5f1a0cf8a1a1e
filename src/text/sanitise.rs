//! What may enter the house, and what may reach a cell.
//!
//! [`sanitise`] is for the edge: it takes control sequences out, shows what hides, and reports both, because a partner
//! whose name carries such things is a finding. [`visible`] is the last guard before a cell.

use super::hostile::Hostile;
use super::hostile::HostileKind;
use super::hostile::kind_of;
use super::hostile::mark;
use super::layout::graphemes;
use std::borrow::Cow;
use std::iter::Peekable;
use std::str::Chars;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthStr;

/// How many combining marks one letter may carry.
const MAX_MARKS: usize = 4;

/// What kind of field a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// One line: line breaks and tabs become blanks.
    Line,
    /// Several lines: line breaks stay (as `\n`), a tab becomes four blanks.
    Block,
}

/// A text that may be stored, and what was hostile in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clean {
    /// The text: NFC, without controls, hidden characters as marks such as `‹U+202E›`.
    pub text: String,
    /// What was found, in order. Empty for almost every text.
    pub found: Vec<Hostile>,
}

/// Makes a text fit to be stored: takes out control sequences and controls, shows directional and invisible characters
/// as marks, normalises to NFC. Private and unassigned characters stay (a newer standard may know them) but are reported.
pub fn sanitise(s: &str, mode: Mode) -> Clean {
    let mut text = String::with_capacity(s.len());
    let mut found = Vec::new();
    let mut rest = Reader { chars: s.chars().peekable(), at: 0 };
    while let Some(c) = rest.next() {
        let at = rest.at - 1;
        match c {
            '\r' if rest.peek() == Some('\n') => {}
            '\n' | '\u{85}' | '\u{2028}' | '\u{2029}' => text.push(if mode == Mode::Block { '\n' } else { ' ' }),
            '\t' => text.push_str(if mode == Mode::Block { "    " } else { " " }),
            '\u{1B}' | '\u{90}' | '\u{98}' | '\u{9B}' | '\u{9D}'..='\u{9F}' => {
                rest.skip_sequence(c);
                found.push(Hostile { kind: HostileKind::Escape, at, what: c });
            }
            _ => match kind_of(c) {
                None => text.push(c),
                Some(kind) => {
                    found.push(Hostile { kind, at, what: c });
                    match kind {
                        HostileKind::Control | HostileKind::Escape => {}
                        HostileKind::Private | HostileKind::Unassigned => text.push(c),
                        _ => text.push_str(&mark(c)),
                    }
                }
            },
        }
    }
    let text: String = text.nfc().collect();
    Clean { text, found }
}

/// Whether a text is already what [`sanitise`] makes of it, with nothing to report.
pub fn is_clean(s: &str) -> bool {
    if s.bytes().all(|b| (0x20..0x7F).contains(&b)) {
        return true;
    }
    let clean = sanitise(s, Mode::Block);
    clean.found.is_empty() && clean.text == s
}

/// The text with everything that must not reach a cell shown as marks: controls (line breaks too), directional,
/// invisible, private and unassigned characters, marks without a letter, and marks beyond what a letter may carry.
pub fn visible(s: &str) -> Cow<'_, str> {
    let harmless = |g: &str| g.chars().all(|c| kind_of(c).is_none()) && g.width() > 0 && marks(g) <= MAX_MARKS;
    if s.bytes().all(|b| (0x20..0x7F).contains(&b)) || graphemes(s).all(harmless) {
        return Cow::Borrowed(s);
    }
    let mut out = String::with_capacity(s.len() + 8);
    for g in graphemes(s) {
        if harmless(g) {
            out.push_str(g);
            continue;
        }
        let mut carried = 0;
        let mut open = false;
        for c in g.chars() {
            let is_mark = is_combining_mark(c);
            carried += usize::from(is_mark);
            let lone = (is_mark && (!open || carried > MAX_MARKS)) || c.encode_utf8(&mut [0; 4]).width() == 0 && !open;
            if kind_of(c).is_some() || lone {
                out.push_str(&mark(c));
                open = false;
            } else {
                out.push(c);
                open = true;
            }
        }
    }
    Cow::Owned(out)
}

fn marks(g: &str) -> usize {
    g.chars().filter(|c| is_combining_mark(*c)).count()
}

/// Reads characters, counts them, and knows how long a control sequence is.
struct Reader<'a> {
    chars: Peekable<Chars<'a>>,
    at: usize,
}

impl Reader<'_> {
    fn next(&mut self) -> Option<char> {
        self.at += 1;
        self.chars.next()
    }

    fn peek(&mut self) -> Option<char> {
        self.chars.peek().copied()
    }

    fn skip_while(&mut self, wanted: impl Fn(char) -> bool) {
        while self.peek().is_some_and(&wanted) {
            self.next();
        }
    }

    /// Skips what belongs to the sequence that `first` began.
    fn skip_sequence(&mut self, first: char) {
        let introducer = if first == '\u{1B}' {
            match self.peek() {
                Some(c @ ('[' | ']' | 'P' | 'X' | '^' | '_')) => {
                    self.next();
                    c
                }
                Some(' '..='~') => {
                    self.skip_while(|c| (' '..='/').contains(&c));
                    self.skip_while_once(|c| ('0'..='~').contains(&c));
                    return;
                }
                _ => return,
            }
        } else if first == '\u{9B}' {
            '['
        } else {
            ']'
        };
        if introducer == '[' {
            self.skip_while(|c| (' '..='?').contains(&c));
            self.skip_while_once(|c| ('@'..='~').contains(&c));
        } else {
            self.skip_string();
        }
    }

    fn skip_while_once(&mut self, wanted: impl Fn(char) -> bool) {
        if self.peek().is_some_and(wanted) {
            self.next();
        }
    }

    /// Skips a string up to BEL or ST; one that is never ended is not skipped, so that it cannot swallow the rest.
    fn skip_string(&mut self) {
        let mut length = 0;
        let mut ahead = self.chars.clone();
        let ended = loop {
            length += 1;
            match ahead.next() {
                Some('\u{7}' | '\u{9C}') => break true,
                Some('\u{1B}') if ahead.peek() == Some(&'\\') => {
                    length += 1;
                    break true;
                }
                Some('\n' | '\u{1B}') | None => break false,
                Some(_) => {}
            }
        };
        if ended {
            for _ in 0..length {
                self.next();
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn kinds(c: &Clean) -> Vec<HostileKind> {
        c.found.iter().map(|h| h.kind).collect()
    }

    #[test]
    fn control_sequences_vanish_and_are_reported() {
        let c = sanitise("a\x1b[31mred\x1b]0;title\x07b\x1bPq\x1b\\c\u{9b}2Jd\x1b(Be", Mode::Line);
        assert_eq!(c.text, "aredbcde");
        assert_eq!(kinds(&c), [HostileKind::Escape; 5]);
        assert_eq!(c.found[1].at, 9);
    }

    #[test]
    fn a_string_sequence_without_an_end_does_not_swallow_the_rest() {
        assert_eq!(sanitise("a\x1b]0;tail", Mode::Line).text, "a0;tail");
    }

    #[test]
    fn line_breaks_depend_on_the_field() {
        assert_eq!(sanitise("a\r\nb\tc\0", Mode::Block).text, "a\nb    c");
        assert_eq!(sanitise("a\r\nb\tc\r", Mode::Line).text, "a b c");
        assert!(sanitise("a\r\nb\tc", Mode::Block).found.is_empty());
    }

    #[test]
    fn what_hides_is_shown_and_reported() {
        let c = sanitise("Ank\u{202E}er\u{200B}\u{FEFF}\u{AD}\u{E0041}\u{FE0F}", Mode::Line);
        assert_eq!(c.text, "Ank‹U+202E›er‹U+200B›‹U+FEFF›‹U+00AD›‹U+E0041›‹U+FE0F›");
        assert_eq!(kinds(&c).first(), Some(&HostileKind::Bidi));
        assert_eq!(kinds(&c).get(4), Some(&HostileKind::Tag));
        assert_eq!(c.found[0].at, 3);
    }

    #[test]
    fn text_becomes_nfc_and_ordinary_names_are_left_alone() {
        assert_eq!(sanitise("Łódz\u{301}", Mode::Line).text, "Łódź");
        for name in ["深圳市安克创新", "Szczęśliwa Sp. z o.o.", "شركة الرياض", "भारत निर्यात", "บริษัท จำกัด", "Việt"]
        {
            assert!(is_clean(name) && visible(name) == name, "{name}");
        }
        assert!(!is_clean("a\u{202E}b") && !is_clean("Lodz\u{301}"));
    }

    #[test]
    fn drawing_shows_private_unassigned_lone_and_stacked_marks() {
        assert_eq!(visible("a\u{E000}\u{378}"), "a‹U+E000›‹U+0378›");
        assert_eq!(visible("\u{301}a"), "‹U+0301›a");
        assert_eq!(visible("a\nb"), "a‹U+000A›b");
        assert!(visible(&format!("a{}", "\u{301}".repeat(9))).matches("‹U+0301›").count() == 5);
    }

    fn nasty() -> impl Strategy<Value = String> {
        let special = prop::sample::select(vec![
            '\u{1b}',
            '[',
            ']',
            '\r',
            '\n',
            '\0',
            '\u{202E}',
            '\u{200D}',
            '\u{9b}',
            '\u{7}',
            '\\',
            '\u{301}',
            '\u{E0041}',
            '\u{FE0F}',
            '\u{1100}',
            '\u{1161}',
            '\u{3164}',
            '\u{E000}',
            '\u{915}',
            '\u{94D}',
            '\u{1F468}',
            'm',
            '深',
        ]);
        prop::collection::vec(prop_oneof![special, any::<char>()], 0..30).prop_map(|v| v.into_iter().collect())
    }

    proptest! {
        #[test]
        fn nothing_hostile_is_stored(s in nasty()) {
            for mode in [Mode::Line, Mode::Block] {
                let clean = sanitise(&s, mode);
                for c in clean.text.chars().filter(|c| *c != '\n' || mode == Mode::Line) {
                    let kind = kind_of(c);
                    prop_assert!(matches!(kind, None | Some(HostileKind::Private | HostileKind::Unassigned)), "{:?}", c);
                }
                prop_assert_eq!(sanitise(&clean.text, mode).text, clean.text);
            }
        }

        #[test]
        fn nothing_hostile_or_without_width_reaches_a_cell(s in nasty()) {
            let shown = visible(&s);
            for c in shown.chars() {
                prop_assert!(kind_of(c).is_none() && !c.is_control(), "{:?}", c);
            }
            for g in graphemes(&shown) {
                prop_assert!(g.width() > 0, "{:?} in {:?}", g, shown);
            }
        }
    }
}
