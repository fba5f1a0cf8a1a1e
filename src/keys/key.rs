//! One key press: its value, its text form, and its normal form.
//!
//! Keymap files, scripts and help share this notation, so that what one prints the other reads. It knows nothing of
//! actions, contexts or the terminal library; the `term` layer turns terminal events into [`Key`].

use crate::text::did_you_mean;
use std::fmt;

/// Which key was pressed, apart from modifiers.
///
/// There is no back-tab: a terminal's back-tab is [`KeyCode::Tab`] with shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum KeyCode {
    /// A character, with its case; the blank bar is `Char(' ')`.
    Char(char),
    /// Enter, also called return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; with shift it is back-tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete forward.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
    /// A function key, 1 to 12.
    F(u8),
}

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Control is held.
    pub ctrl: bool,
    /// Alt (meta) is held.
    pub alt: bool,
    /// Shift is held; never set on a character, whose case already says it.
    pub shift: bool,
}

/// Why a text is not a key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyError {
    /// Lint code: `K01` no such key, `K02` modifiers, `K04` a spelling no terminal sends.
    pub code: &'static str,
    /// Where the fault begins, in characters from the start of the text given.
    pub at: usize,
    /// How many characters are at fault, at least 1.
    pub len: usize,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for KeyError {}

/// Names of keys that are not characters, in the order they are offered.
const NAMED: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("f1", KeyCode::F(1)),
    ("f2", KeyCode::F(2)),
    ("f3", KeyCode::F(3)),
    ("f4", KeyCode::F(4)),
    ("f5", KeyCode::F(5)),
    ("f6", KeyCode::F(6)),
    ("f7", KeyCode::F(7)),
    ("f8", KeyCode::F(8)),
    ("f9", KeyCode::F(9)),
    ("f10", KeyCode::F(10)),
    ("f11", KeyCode::F(11)),
    ("f12", KeyCode::F(12)),
    // Characters that mean something else in keymap files or scripts.
    ("space", KeyCode::Char(' ')),
    ("hash", KeyCode::Char('#')),
    ("at", KeyCode::Char('@')),
    ("dollar", KeyCode::Char('$')),
    ("quote", KeyCode::Char('"')),
    ("backslash", KeyCode::Char('\\')),
    ("bar", KeyCode::Char('|')),
    ("comma", KeyCode::Char(',')),
    ("plus", KeyCode::Char('+')),
    ("minus", KeyCode::Char('-')),
];

/// Names people bring from other programs, and ours for them.
const FOREIGN: &[(&str, &str)] = &[
    ("escape", "esc"),
    ("return", "enter"),
    ("cr", "enter"),
    ("ret", "enter"),
    ("bs", "backspace"),
    ("del", "delete"),
    ("ins", "insert"),
    ("pgup", "pageup"),
    ("pgdn", "pagedown"),
    ("spc", "space"),
    ("backtab", "shift-tab"),
    ("pipe", "bar"),
];

impl Key {
    /// A key without modifiers.
    pub const fn plain(code: KeyCode) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(KeyCode::Char(c))
    }

    /// A character with control.
    pub const fn ctrl(c: char) -> Self {
        Self { code: KeyCode::Char(c), ctrl: true, alt: false, shift: false }
    }

    /// Neither control nor alt is held; shift does not count, since it only makes another character.
    pub const fn is_unmodified(self) -> bool {
        !self.ctrl && !self.alt
    }

    /// The character this key types into a text field, if it types one.
    pub fn text(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if self.is_unmodified() && !c.is_control() => Some(c),
            _ => None,
        }
    }

    /// The digit of an unmodified digit key.
    pub fn digit(self) -> Option<u32> {
        self.text().and_then(|c| c.to_digit(10))
    }

    /// The form in which keys are compared outside text fields.
    ///
    /// Full-width forms and the punctuation of Chinese input methods become the ASCII key they were typed with; shift
    /// on a character is dropped, because the character says it; a letter with control is lower case, because a
    /// terminal sends the same byte for both.
    #[must_use]
    pub fn normalise(self) -> Self {
        let KeyCode::Char(c) = self.code else { return self };
        let c = ascii_twin(c);
        let c = if self.ctrl { c.to_ascii_lowercase() } else { c };
        Self { code: KeyCode::Char(c), shift: false, ..self }
    }

    /// Why no terminal can send this key as it is, without an extended keyboard protocol.
    pub fn unsendable(self) -> Option<&'static str> {
        match self.code {
            KeyCode::Char(c) if self.ctrl && !(c.is_ascii_lowercase() || " \\[]^_4567".contains(c)) => {
                Some("with ctrl a terminal sends only the letters a to z and space")
            }
            KeyCode::Char('[' | 'O') if self.alt => Some("its bytes begin the escape sequences of other keys"),
            KeyCode::Tab if self.ctrl || self.alt => Some("a terminal or window manager keeps it"),
            KeyCode::Esc if self.ctrl || self.alt || self.shift => Some("a terminal sends a bare escape"),
            KeyCode::Enter | KeyCode::Backspace if self.ctrl || self.shift => {
                Some("a terminal sends the key without its modifier")
            }
            _ => None,
        }
    }

    /// The key that some or all terminals send in place of this one.
    pub fn twin(self) -> Option<&'static str> {
        match self.code {
            KeyCode::Char(c) if self.ctrl => match c {
                'i' => Some("tab"),
                'm' | 'j' => Some("enter"),
                'h' => Some("backspace"),
                '[' => Some("esc"),
                '\\' => Some("ctrl-4"),
                ']' => Some("ctrl-5"),
                '^' => Some("ctrl-6"),
                '_' => Some("ctrl-7"),
                '4' => Some("ctrl-backslash"),
                '5' => Some("ctrl-]"),
                '6' => Some("ctrl-^"),
                '7' => Some("ctrl-_"),
                _ => None,
            },
            _ => None,
        }
    }
}

/// What a Chinese input method or a full-width mode typed for an ASCII key.
fn ascii_twin(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        // 、 stands on the slash key of the common input methods, where people look for the filter.
        '、' => '/',
        '。' => '.',
        '【' => '[',
        '】' => ']',
        '「' => '{',
        '」' => '}',
        '《' => '<',
        '》' => '>',
        '“' | '”' => '"',
        '‘' | '’' => '\'',
        '…' => '^',
        '—' => '_',
        '¥' | '￥' => '$',
        '·' => '`',
        _ => c,
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        if let Some((name, _)) = NAMED.iter().find(|(_, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            KeyCode::Char(c) => write!(f, "{c}"),
            KeyCode::F(n) => write!(f, "f{n}"),
            other => write!(f, "{other:?}"),
        }
    }
}

/// A sequence in its text form, keys separated by a blank.
pub fn print_sequence(keys: &[Key]) -> String {
    keys.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Reads one key, such as `ctrl-x`, `G`, `shift-tab`, `f5`.
///
/// # Errors
/// [`KeyError`] with the place in `text`, in characters.
pub fn parse_chord(text: &str) -> Result<Key, KeyError> {
    let mut modifiers = [false; 3];
    let mut rest = text;
    let mut at = 0;
    // A lone character is a key even when it is the dash that otherwise ends a modifier.
    while rest.chars().count() > 1 {
        let Some((head, tail)) = rest.split_once('-') else { break };
        let Some(slot) = ["ctrl", "alt", "shift"].iter().position(|m| *m == head) else {
            return Err(bad_modifier(head, tail, at));
        };
        let len = head.chars().count();
        let repeated = modifiers.get_mut(slot).is_some_and(|h| std::mem::replace(h, true));
        if repeated {
            return Err(error("K02", at, len, format!("modifier '{head}' twice"), Some("write it once".into())));
        }
        at += len + 1;
        rest = tail;
    }
    let [ctrl, alt, shift] = modifiers;
    let code = parse_code(rest, at)?;
    let key = Key { code, ctrl, alt, shift };
    match code {
        KeyCode::Char(c) => check_char(key, c, at),
        _ => Ok(key),
    }
}

/// Reads keys separated by blanks, such as `g g`.
///
/// # Errors
/// [`KeyError`] for the first bad key, or when there is none; the place counts from the start of `text`.
pub fn parse_sequence(text: &str) -> Result<Vec<Key>, KeyError> {
    let mut keys = Vec::new();
    for (at, token) in tokens(text) {
        keys.push(parse_chord(token).map_err(|e| KeyError { at: e.at + at, ..e })?);
    }
    if keys.is_empty() {
        return Err(error(
            "K01",
            0,
            text.chars().count(),
            "no key here".into(),
            Some("write a key, such as `g p`".into()),
        ));
    }
    Ok(keys)
}

/// The words of a text with the place of each, in characters.
pub(crate) fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut at = 0;
    for part in text.split(' ') {
        if !part.is_empty() {
            found.push((at, part));
        }
        at += part.chars().count() + 1;
    }
    found
}

fn error(code: &'static str, at: usize, len: usize, message: String, help: Option<String>) -> KeyError {
    KeyError { code, at, len: len.max(1), message, help }
}

fn bad_modifier(head: &str, tail: &str, at: usize) -> KeyError {
    let len = head.chars().count();
    if head.is_empty() {
        let help = "for the dash key write `minus`".to_owned();
        return error("K02", at, 1, "a modifier is missing before '-'".into(), Some(help));
    }
    let ours = match head.to_lowercase().as_str() {
        "c" | "control" | "ctl" | "strg" => Some("ctrl".to_owned()),
        "m" | "meta" | "a" | "option" | "opt" => Some("alt".to_owned()),
        "s" => Some("shift".to_owned()),
        lower => did_you_mean(lower, ["ctrl", "alt", "shift"]),
    };
    let help = match ours {
        Some(name) => format!("did you mean `{name}-{tail}`?"),
        None => "modifiers are ctrl-, alt- and shift-".to_owned(),
    };
    error("K02", at, len, format!("unknown modifier '{head}'"), Some(help))
}

fn parse_code(text: &str, at: usize) -> Result<KeyCode, KeyError> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (None, _) => Err(error("K02", at, 1, "a key is missing".into(), Some("for the dash key write `minus`".into()))),
        (Some(c), None) => Ok(KeyCode::Char(c)),
        _ => match NAMED.iter().find(|(name, _)| *name == text) {
            Some((_, code)) => Ok(*code),
            None => Err(unknown(text, at)),
        },
    }
}

fn unknown(text: &str, at: usize) -> KeyError {
    let lower = text.to_lowercase();
    let ours = FOREIGN.iter().find(|(theirs, _)| *theirs == lower).map(|(_, ours)| (*ours).to_owned());
    let ours = ours.or_else(|| did_you_mean(&lower, NAMED.iter().map(|(name, _)| *name)));
    let all_same = text.chars().count() == 2 && text.is_ascii();
    let help = match ours {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if all_same => {
            let apart: Vec<_> = text.chars().map(String::from).collect();
            Some(format!("keys of a sequence are separated by a blank: `{}`", apart.join(" ")))
        }
        None => None,
    };
    error("K01", at, text.chars().count(), format!("unknown key '{text}'"), help)
}

fn check_char(key: Key, c: char, at: usize) -> Result<Key, KeyError> {
    if c.is_control() || (c.is_whitespace() && c != ' ') {
        let message = format!("'{}' is not a key", c.escape_unicode());
        return Err(error("K01", at, 1, message, Some("write its name, such as `space` or `tab`".into())));
    }
    let normal = key.normalise();
    if normal == key {
        return Ok(key);
    }
    let better = if key.shift && !key.ctrl && c.is_ascii_lowercase() {
        Key { code: KeyCode::Char(c.to_ascii_uppercase()), ..normal }
    } else {
        normal
    };
    let message = format!("no terminal sends '{key}'");
    Err(error("K04", at, 1, message, Some(format!("write `{better}`"))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_key() -> impl Strategy<Value = Key> {
        let code = prop_oneof![
            proptest::sample::select(NAMED.iter().map(|(_, code)| *code).collect::<Vec<_>>()),
            proptest::char::range('!', '~').prop_map(KeyCode::Char),
            any::<char>().prop_filter("typable", |c| !c.is_control() && !c.is_whitespace()).prop_map(KeyCode::Char),
        ];
        (code, any::<bool>(), any::<bool>(), any::<bool>())
            .prop_map(|(code, ctrl, alt, shift)| Key { code, ctrl, alt, shift }.normalise())
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back_as_the_same_key(key in any_key()) {
            prop_assert_eq!(parse_chord(&key.to_string()), Ok(key));
        }

        #[test]
        fn what_is_printed_of_a_sequence_reads_back(keys in proptest::collection::vec(any_key(), 1..5)) {
            prop_assert_eq!(parse_sequence(&print_sequence(&keys)), Ok(keys));
        }

        #[test]
        fn any_text_is_read_or_refused_inside_its_bounds(text in "\\PC{0,12}") {
            if let Err(e) = parse_sequence(&text) {
                prop_assert!(e.at <= text.chars().count());
                prop_assert!(e.len >= 1);
            }
        }

        #[test]
        fn normalising_twice_is_normalising_once(c in any::<char>(), ctrl: bool, alt: bool, shift: bool) {
            let once = Key { code: KeyCode::Char(c), ctrl, alt, shift }.normalise();
            prop_assert_eq!(once.normalise(), once);
        }
    }

    #[test]
    fn modifiers_print_in_one_order_whatever_order_they_were_written_in() {
        for (text, canonical) in [
            ("alt-ctrl-x", "ctrl-alt-x"),
            ("shift-alt-ctrl-up", "ctrl-alt-shift-up"),
            ("-", "minus"),
            ("+", "plus"),
            ("ctrl--", "ctrl-minus"),
        ] {
            assert_eq!(parse_chord(text).map(|k| k.to_string()).as_deref(), Ok(canonical), "{text}");
        }
    }

    #[test]
    fn every_mistake_has_its_place_and_its_advice() {
        let golden = "\
hello           K01 0+5 unknown key 'hello' | -
Enter           K01 0+5 unknown key 'Enter' | did you mean `enter`?
return          K01 0+6 unknown key 'return' | did you mean `enter`?
entr            K01 0+4 unknown key 'entr' | did you mean `enter`?
f13             K01 0+3 unknown key 'f13' | did you mean `f1`?
gg              K01 0+2 unknown key 'gg' | keys of a sequence are separated by a blank: `g g`
ctrl-strg-x     K02 5+4 unknown modifier 'strg' | did you mean `ctrl-x`?
C-x             K02 0+1 unknown modifier 'C' | did you mean `ctrl-x`?
hyper-x         K02 0+5 unknown modifier 'hyper' | modifiers are ctrl-, alt- and shift-
ctrl-ctrl-x     K02 5+4 modifier 'ctrl' twice | write it once
ctrl-           K02 5+1 a key is missing | for the dash key write `minus`
--x             K02 0+1 a modifier is missing before '-' | for the dash key write `minus`
shift-g         K04 6+1 no terminal sends 'shift-g' | write `G`
ctrl-X          K04 5+1 no terminal sends 'ctrl-X' | write `ctrl-x`
：              K04 0+1 no terminal sends '：' | write `:`
";
        let mut seen = String::new();
        for line in golden.lines() {
            let text = line.split_whitespace().next().unwrap();
            let e = parse_chord(text).unwrap_err();
            let pad = " ".repeat(16 - unicode_width::UnicodeWidthStr::width(text));
            let help = e.help.as_deref().unwrap_or("-");
            let row = format!("{text}{pad}{} {}+{} {} | {help}\n", e.code, e.at, e.len, e.message);
            seen.push_str(&row);
        }
        assert_eq!(seen, golden);
    }

    #[test]
    fn the_place_in_a_sequence_counts_from_its_start() {
        let e = parse_sequence("g  hullo").unwrap_err();
        assert_eq!((e.at, e.len), (3, 5));
        assert_eq!(parse_sequence("  ").unwrap_err().code, "K01");
    }

    #[test]
    fn full_width_forms_are_the_ascii_keys_they_were_typed_with() {
        for (typed, key) in
            [('：', ':'), ('／', '/'), ('、', '/'), ('Ｇ', 'G'), ('？', '?'), ('。', '.'), ('　', ' '), ('１', '1')]
        {
            assert_eq!(Key::char(typed).normalise(), Key::char(key));
        }
        assert_eq!(Key::char('深').normalise(), Key::char('深'), "other characters stay");
    }
}
