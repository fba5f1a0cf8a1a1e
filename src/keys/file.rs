//! Reads one keymap file into bindings, line by line.
//!
//! Each line is read on its own, so that a bad one is reported where it stands and the rest still applies. It does not
//! know other files: what replaces or hides what is `merge`'s.

use super::action::ACTIONS;
use super::action::Act;
use super::action::ActionDef;
use super::context::Context;
use super::key::Key;
use super::key::KeyCode;
use super::key::parse_chord;
use super::key::tokens;
use super::keymap::preset;
use crate::text::Diagnostic;
use crate::text::Severity;
use crate::text::did_you_mean;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use toml::de::DeTable;
use toml::de::DeValue;

/// The keys that always do the same, everywhere, and what they do.
pub(crate) const RESERVED: &[(Key, Act)] =
    &[(Key::ctrl('c'), Act::Quit), (Key::ctrl('z'), Act::Suspend), (Key::ctrl('l'), Act::Redraw)];

/// One line of one file, for diagnostics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Place of the file among the layers; 0 is the built-in map.
    pub layer: usize,
    /// Place of the binding among all of the file's.
    pub order: usize,
    pub file: String,
    pub line: usize,
    /// Column of the keys, from 1, in characters, and how many.
    pub col: usize,
    pub len: usize,
    pub source: String,
}

impl Origin {
    pub(crate) fn report(&self, severity: Severity, code: &str, message: String, help: Option<String>) -> Diagnostic {
        Diagnostic {
            severity,
            code: Some(code.to_owned()),
            file: self.file.clone(),
            line: self.line,
            col: self.col,
            len: self.len,
            message,
            source_line: Some(self.source.clone()),
            help,
        }
    }

    pub(crate) fn error(&self, code: &str, message: String, help: &str) -> Diagnostic {
        self.report(Severity::Error, code, message, Some(help.to_owned()))
    }

    pub(crate) fn warning(&self, code: &str, message: String, help: &str) -> Diagnostic {
        self.report(Severity::Warning, code, message, Some(help.to_owned()))
    }
}

/// One key of a sequence before the leader is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token {
    Key(Key),
    Leader,
}

/// What a line binds its keys to; `None` unbinds.
pub(crate) type Target = Option<(&'static ActionDef, Option<String>)>;

/// One sequence bound in one context.
#[derive(Debug, Clone)]
pub(crate) struct RawBinding {
    pub context: Context,
    pub tokens: Vec<Token>,
    pub target: Target,
    pub origin: Origin,
}

/// What a file says, without its bad lines.
#[derive(Debug, Default)]
pub(crate) struct Parsed {
    pub leader: Option<Key>,
    pub preset: Option<String>,
    pub layout: BTreeMap<char, char>,
    pub bindings: Vec<RawBinding>,
    pub diagnostics: Vec<Diagnostic>,
}

/// Where in a file the reader stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Section {
    Top,
    Layout,
    Keys(Context),
    /// Under a header that was refused: its lines are not reported one by one.
    Skipped,
}

/// A string of a line and its place.
struct Quoted {
    text: String,
    /// Column of the first character of the content; of the quote when escapes blur the columns inside.
    col: usize,
    /// Characters of the content, or of the whole with its quotes when escapes blur.
    len: usize,
    exact: bool,
}

impl Quoted {
    fn new(line: &str, span: std::ops::Range<usize>, text: &str) -> Self {
        let col = column(line, span.start);
        let raw = line.get(span).unwrap_or_default();
        let bare = raw == text;
        let exact = bare || raw.chars().count() == text.chars().count() + 2;
        let (col, len) = match (exact, bare) {
            (true, false) => (col + 1, text.chars().count()),
            _ => (col, raw.chars().count()),
        };
        Self { text: text.to_owned(), col, len, exact }
    }

    /// Column and length of a part of the content.
    fn part(&self, at: usize, len: usize) -> (usize, usize) {
        if self.exact { (self.col + at, len.max(1)) } else { (self.col, self.len) }
    }
}

fn column(line: &str, byte: usize) -> usize {
    line.get(..byte).unwrap_or(line).chars().count() + 1
}

/// Reads a file. `layer` is its place among the layers.
pub(crate) fn parse(layer: usize, name: &str, text: &str) -> Parsed {
    let mut reader = Reader { layer, name, section: Section::Top, seen: BTreeSet::new(), out: Parsed::default() };
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line);
    }
    reader.out
}

struct Reader<'a> {
    layer: usize,
    name: &'a str,
    section: Section,
    seen: BTreeSet<String>,
    out: Parsed,
}

impl Reader<'_> {
    fn origin(&self, number: usize, line: &str, (col, len): (usize, usize)) -> Origin {
        Origin {
            layer: self.layer,
            order: self.out.bindings.len(),
            file: self.name.to_owned(),
            line: number,
            col,
            len: len.max(1),
            source: line.to_owned(),
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        let table = match DeTable::parse(line) {
            Ok(table) => table.into_inner(),
            Err(e) => {
                let span = e.span().unwrap_or(0..line.len());
                let len = line.get(span.clone()).map_or(1, |s| s.chars().count());
                let origin = self.origin(number, line, (column(line, span.start), len));
                let message = e.message().to_owned();
                let help = "a line is `\"keys\" = \"action\"`, `[context]` or `# comment`";
                self.out.diagnostics.push(origin.error("S01", message, help));
                return;
            }
        };
        let is_header = line.trim_start().starts_with('[');
        for (key, value) in &table {
            let name = Quoted::new(line, key.span(), key.get_ref());
            match value.get_ref() {
                _ if is_header => self.header(number, line, &name),
                DeValue::String(s) => {
                    let value = Quoted::new(line, value.span(), s);
                    self.entry(number, line, &name, &value);
                }
                _ => {
                    let origin = self.origin(number, line, (name.col, name.len));
                    let message = format!("'{}' is not bound to a text", name.text);
                    self.out.diagnostics.push(origin.error("S02", message, "write `\"keys\" = \"action\"`"));
                }
            }
        }
    }

    fn header(&mut self, number: usize, line: &str, name: &Quoted) {
        let origin = self.origin(number, line, name.part(0, name.len));
        self.section = Section::Skipped;
        if line.trim_start().starts_with("[[") || line.split('#').next().is_some_and(|h| h.contains('.')) {
            let message = "only `[context]` tables are known".to_owned();
            self.out.diagnostics.push(origin.error("S02", message, "one pair of brackets and one name"));
            return;
        }
        if !self.seen.insert(name.text.clone()) {
            let message = format!("table '{}' twice", name.text);
            self.out.diagnostics.push(origin.error("S02", message, "put its lines under the first one"));
            return;
        }
        if name.text == "layout" {
            self.section = Section::Layout;
        } else if let Some(context) = Context::from_name(&name.text) {
            self.section = Section::Keys(context);
        } else {
            let message = format!("unknown context '{}'", name.text);
            let names = Context::ALL.iter().map(|c| c.name());
            let help = match did_you_mean(&name.text, names.clone()) {
                Some(ours) => format!("did you mean `[{ours}]`?"),
                None => format!("contexts are {}", names.collect::<Vec<_>>().join(", ")),
            };
            self.out.diagnostics.push(origin.error("C01", message, &help));
        }
    }

    fn entry(&mut self, number: usize, line: &str, name: &Quoted, value: &Quoted) {
        match self.section {
            Section::Skipped => {}
            Section::Top => self.setting(number, line, name, value),
            Section::Layout => self.layout(number, line, name, value),
            Section::Keys(context) => self.binding(context, number, line, name, value),
        }
    }

    fn setting(&mut self, number: usize, line: &str, name: &Quoted, value: &Quoted) {
        let origin = self.origin(number, line, value.part(0, value.len));
        match name.text.as_str() {
            "leader" => match parse_chord(&value.text) {
                Ok(key) if leader_fits(key) => self.out.leader = Some(key),
                Ok(key) => {
                    let message = format!("'{key}' cannot be the leader");
                    let help = "a leader is one key that is no digit and not esc, enter, ctrl-c, ctrl-z or ctrl-l";
                    self.out.diagnostics.push(origin.error("S03", message, help));
                }
                Err(e) => {
                    let help = e.help.unwrap_or_else(|| "a leader is one key, such as `space`".to_owned());
                    self.out.diagnostics.push(origin.error("S03", e.message, &help));
                }
            },
            "preset" if preset(&value.text).is_some() => self.out.preset = Some(value.text.clone()),
            "preset" => {
                let message = format!("unknown preset '{}'", value.text);
                self.out.diagnostics.push(origin.error("S03", message, "presets are `vim` and `emacs`"));
            }
            other => {
                let origin = self.origin(number, line, name.part(0, name.len));
                let message = format!("unknown setting '{other}'");
                let help = "above the first `[context]` only `leader` and `preset` may stand";
                self.out.diagnostics.push(origin.error("S02", message, help));
            }
        }
    }

    fn layout(&mut self, number: usize, line: &str, name: &Quoted, value: &Quoted) {
        let one = |s: &str| {
            let mut chars = s.chars();
            chars.next().filter(|_| chars.next().is_none())
        };
        if let (Some(from), Some(to)) = (one(&name.text), one(&value.text))
            && !from.is_ascii()
            && to.is_ascii_graphic()
        {
            self.out.layout.insert(from, to);
            return;
        }
        let origin = self.origin(number, line, name.part(0, name.len));
        let message = "a layout line maps one character of another script to one ASCII character".to_owned();
        self.out.diagnostics.push(origin.error("S03", message, "such as `\"ф\" = \"a\"`"));
    }

    fn binding(&mut self, context: Context, number: usize, line: &str, name: &Quoted, value: &Quoted) {
        let whole = self.origin(number, line, value.part(0, value.len));
        let target = match target(&value.text) {
            Ok(target) => target,
            Err(fault) => {
                let origin = self.origin(number, line, value.part(fault.at, fault.len));
                self.out.diagnostics.push(origin.error(fault.code, fault.message, &fault.help));
                return;
            }
        };
        if let Some((def, _)) = &target
            && !def.works_in(context)
        {
            let places: Vec<_> = def.contexts.iter().map(|c| c.name()).collect();
            let message = format!("'{}' does nothing in {context}", def.id);
            self.out.diagnostics.push(whole.warning("W04", message, &format!("it works in {}", places.join(", "))));
        }
        let mut at = 0;
        for alternative in name.text.split(" | ") {
            let chars = alternative.chars().count();
            let place = name.part(at, chars);
            let origin = self.origin(number, line, place);
            self.alternative(context, &target, name, (at, alternative), origin);
            at += chars + 3;
        }
    }

    /// Reads one of the sequences that ` | ` separates; `at` is its place in the keys.
    fn alternative(
        &mut self,
        context: Context,
        target: &Target,
        name: &Quoted,
        (at, text): (usize, &str),
        origin: Origin,
    ) {
        let mut sequence = Vec::new();
        for (offset, word) in tokens(text) {
            if word == "leader" {
                sequence.push(Token::Leader);
                continue;
            }
            let (col, len) = name.part(at + offset, word.chars().count());
            let here = Origin { col, len, ..origin.clone() };
            let key = match parse_chord(word) {
                Ok(key) => key,
                Err(e) => {
                    let (col, len) = name.part(at + offset + e.at, e.len);
                    let here = Origin { col, len, ..origin.clone() };
                    self.out.diagnostics.push(here.report(Severity::Error, e.code, e.message, e.help));
                    return;
                }
            };
            if let Some(fault) = key_fault(key, target, sequence.is_empty(), &here) {
                self.out.diagnostics.push(fault);
                return;
            }
            sequence.push(Token::Key(key));
        }
        if sequence.is_empty() {
            let help = "write a key, such as `g p`";
            self.out.diagnostics.push(origin.error("K01", "no key here".to_owned(), help));
            return;
        }
        self.out.bindings.push(RawBinding { context, tokens: sequence, target: target.clone(), origin });
    }
}

fn leader_fits(key: Key) -> bool {
    key.digit().is_none()
        && !matches!(key.code, KeyCode::Esc | KeyCode::Enter)
        && key.unsendable().is_none()
        && !RESERVED.iter().any(|(reserved, _)| *reserved == key)
}

/// Why a well-formed key may not stand here.
fn key_fault(key: Key, target: &Target, first: bool, here: &Origin) -> Option<Diagnostic> {
    if let Some((_, act)) = RESERVED.iter().find(|(reserved, _)| *reserved == key) {
        let same = first && target.as_ref().is_some_and(|(def, _)| def.act == *act);
        let message = format!("'{key}' is always '{act}' and cannot be taken away");
        return (!same).then(|| here.error("L01", message, "choose another key"));
    }
    if !first && key == Key::plain(KeyCode::Esc) {
        let message = "'esc' inside a sequence always cancels it, so this can never be pressed".to_owned();
        return Some(here.error("B02", message, "end the sequence with another key"));
    }
    key.unsendable().map(|why| here.error("K03", format!("no terminal sends '{key}': {why}"), "choose another key"))
}

/// A fault in the value of a line; `at` and `len` in characters of the value.
struct ValueFault {
    code: &'static str,
    at: usize,
    len: usize,
    message: String,
    help: String,
}

fn target(value: &str) -> Result<Target, ValueFault> {
    let trimmed = value.trim();
    let at = value.chars().take_while(|c| c.is_whitespace()).count();
    if trimmed == "unbound" {
        return Ok(None);
    }
    let (id, arg) = match trimmed.split_once(' ') {
        Some((id, arg)) => (id, Some(arg.trim())),
        None => (trimmed, None),
    };
    let len = id.chars().count();
    let Some(def) = Act::from_id(id).and_then(Act::def) else {
        let help = match did_you_mean(id, ACTIONS.iter().map(|d| d.id).chain(["unbound"])) {
            Some(ours) => format!("did you mean `{ours}`?"),
            None => "`entrepot keymap list` shows all actions".to_owned(),
        };
        return Err(ValueFault { code: "A01", at, len, message: format!("unknown action '{id}'"), help });
    };
    let arg_at = at + len + 1;
    match (def.arg, arg) {
        (None, None) => Ok(Some((def, None))),
        (None, Some(arg)) => Err(ValueFault {
            code: "A02",
            at: arg_at,
            len: arg.chars().count(),
            message: format!("'{id}' takes no argument"),
            help: format!("write `{id}`"),
        }),
        (Some(kind), None) => {
            let help = format!("it needs {}", kind.refuse("").unwrap_or("an argument"));
            Err(ValueFault { code: "A02", at, len, message: format!("'{id}' lacks its argument"), help })
        }
        (Some(kind), Some(arg)) => match kind.refuse(arg) {
            None => Ok(Some((def, Some(arg.to_owned())))),
            Some(expected) => Err(ValueFault {
                code: "A02",
                at: arg_at,
                len: arg.chars().count(),
                message: format!("'{arg}' does not fit '{id}'"),
                help: format!("it needs {expected}"),
            }),
        },
    }
}
