//! Reads the statements of a script, one line at a time. A line with a mistake does not stop the next.

use crate::keys;
use crate::play::script::ast::Advance;
use crate::play::script::ast::At;
use crate::play::script::ast::Depth;
use crate::play::script::ast::File;
use crate::play::script::ast::Instant;
use crate::play::script::ast::Line;
use crate::play::script::ast::Masked;
use crate::play::script::ast::Setting;
use crate::play::script::ast::Size;
use crate::play::script::ast::Snapshot;
use crate::play::script::ast::Stroke;
use crate::play::script::ast::Typed;
use crate::play::script::ast::Verb;
use crate::play::script::ast::Wait;
use crate::play::script::ast::Widths;
use crate::play::script::cursor::Cursor;
use crate::play::script::cursor::Fault;
use crate::play::script::cursor::Parsed;
use crate::play::script::cursor::fault;
use crate::play::script::expect;
use crate::play::script::values;
use crate::text::did_you_mean;
use chrono::TimeDelta;

const VERBS: [&str; 18] = [
    "Set", "As", "Test", "Note", "Include", "Pause", "Press", "Type", "Paste", "Resize", "Focus", "Advance", "Wait",
    "Expect", "Snapshot", "Mask", "Run", "Reopen",
];

const SETTINGS: [&str; 13] =
    ["size", "clock", "zone", "user", "locale", "theme", "colours", "seed", "store", "keymap", "wait", "width", "env"];

pub(super) const SIZE_HELP: &str = "write columns x rows, as 80x24";
const DEPTH_HELP: &str = "colours are none, 16, 256 or true";
const DURATION_HELP: &str = "write 3d, 2h, 30m, 5s, 150ms or several in that order, as 1h30m";
const INSTANT_HELP: &str = "write 2026-03-02T09:00:00Z";

/// Parses one file. Every line is read; the faults come in the order of the lines.
pub(super) fn file(text: &str, file: usize) -> (File, Vec<Fault>) {
    let mut tree = File::default();
    let mut faults = Vec::new();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, content) in text.lines().enumerate() {
        match line(content, file, index + 1) {
            Ok(line) => tree.lines.push(line),
            Err(fault) => {
                faults.push(fault);
                tree.lines.push(Line::default());
            }
        }
    }
    (tree, faults)
}

fn line(content: &str, file: usize, number: usize) -> Parsed<Line> {
    let mut cursor = Cursor::new(content, file, number);
    let statement = match cursor.word() {
        Some(word) => {
            let value = verb(&word, &mut cursor)?;
            Some(At { value, span: cursor.since(word.span) })
        }
        None => None,
    };
    Ok(Line { statement, comment: cursor.finish()? })
}

fn verb(word: &At<String>, c: &mut Cursor) -> Parsed<Verb> {
    Ok(match word.value.as_str() {
        "Set" => Verb::Set(setting(c)?),
        "As" => Verb::As(id(c, "the user", "write As NAME")?),
        "Test" => Verb::Test(c.text("the title", "write Test \"what it proves\"")?),
        "Note" => Verb::Note(c.text("the note", "write Note \"text\"")?),
        "Include" => include(c)?,
        "Pause" => Verb::Pause,
        "Press" => Verb::Press(press(c)?),
        "Type" => Verb::Type(typed(c)?),
        "Paste" => Verb::Paste(c.text("the text", "")?),
        "Resize" => Verb::Resize(size(c)?),
        "Focus" => Verb::Focus(choice(c, "Focus", &["in", "out"])? == "in"),
        "Advance" => Verb::Advance(advance(c)?),
        "Wait" => Verb::Wait(wait(c)?),
        "Expect" => {
            let not = c.accept("not").is_some();
            Verb::Expect(not, expect::expectation(c)?)
        }
        "Snapshot" => Verb::Snapshot(snapshot(c)?),
        "Mask" => match c.peek_word().as_deref() {
            Some("row" | "rows" | "rect" | "pane") => Verb::Mask(Masked::Area(expect::area(c)?)),
            _ => Verb::Mask(Masked::Pat(c.pat()?)),
        },
        "Run" => Verb::Run(run(c)?),
        "Reopen" => Verb::Reopen(match c.peek_word() {
            None => false,
            Some(_) => choice(c, "Reopen", &["after-kill"])? == "after-kill",
        }),
        other => {
            let close = VERBS.iter().find(|v| v.eq_ignore_ascii_case(other)).copied().map(str::to_owned);
            let close = close.or_else(|| did_you_mean(other, VERBS));
            let help = close.map_or_else(|| "see entrepot play --syntax".to_owned(), |v| format!("did you mean {v}?"));
            return fault(word.span, format!("unknown statement '{other}'"), help);
        }
    })
}

fn setting(c: &mut Cursor) -> Parsed<Setting> {
    let name = c.need("the setting", &format!("settings are {}", SETTINGS.join(" ")))?;
    Ok(match name.value.as_str() {
        "size" => {
            let size = size(c)?;
            if size.value.width == 0 || size.value.height == 0 {
                return fault(size.span, "a size of nothing", SIZE_HELP);
            }
            Setting::Size(size)
        }
        "clock" => match instant(c)? {
            At { value: Instant::At(at), span } => Setting::Clock(At { value: at, span }),
            At { span, .. } => return fault(span, "the clock needs a time of day", INSTANT_HELP),
        },
        "zone" => Setting::Zone(read(c, "the time zone", "write a name such as Europe/Berlin", |t| t.parse().ok())?),
        "user" => Setting::User(id(c, "the user", "write Set user NAME")?),
        "locale" => Setting::Locale(read(c, "the locale", "write a language tag such as en-GB", |t| {
            t.parse::<unic_langid::LanguageIdentifier>().ok().map(|_| t.to_owned())
        })?),
        "theme" => Setting::Theme(id(c, "the theme", "write Set theme NAME")?),
        "colours" => Setting::Colours(read(c, "the colours", DEPTH_HELP, Depth::parse)?),
        "seed" => Setting::Seed(read(c, "the seed", "write a whole number", |t| t.parse().ok())?),
        "store" => Setting::Store(c.text("the store", "")?),
        "keymap" => Setting::Keymap(c.text("the keymap file", "")?),
        "wait" => Setting::Wait(duration(c)?),
        "width" => Setting::Width(read(c, "the width rule", "widths are wcwidth or grapheme", |t| match t {
            "wcwidth" => Some(Widths::Wcwidth),
            "grapheme" => Some(Widths::Grapheme),
            _ => None,
        })?),
        "env" => Setting::Env(id(c, "the variable", "write Set env NAME \"value\"")?, c.text("the value", "")?),
        other => {
            let help = match did_you_mean(other, SETTINGS) {
                Some(close) => format!("did you mean {close}?"),
                None => format!("settings are {}", SETTINGS.join(" ")),
            };
            return fault(name.span, format!("unknown setting '{other}'"), help);
        }
    })
}

/// Reads a word with `parse`; the fault names what it should have been.
pub(super) fn read<T>(c: &mut Cursor, what: &str, help: &str, parse: impl Fn(&str) -> Option<T>) -> Parsed<At<T>> {
    let word = c.need(what, help)?;
    match parse(&word.value) {
        Some(value) => Ok(At { value, span: word.span }),
        None => fault(word.span, format!("'{}' is not {what}", word.value), help),
    }
}

/// A name made of letters, digits, dots, dashes, underscores.
pub(super) fn id(c: &mut Cursor, what: &str, help: &str) -> Parsed<At<String>> {
    read(c, what, help, |text| values::is_id(text).then(|| text.to_owned()))
}

/// One of a few words.
pub(super) fn choice(c: &mut Cursor, after: &str, words: &[&str]) -> Parsed<String> {
    let list = format!("{after} takes {}", words.join(" or "));
    let word = c.need(&format!("the word after {after}"), &list)?;
    if words.contains(&word.value.as_str()) {
        return Ok(word.value);
    }
    let close = did_you_mean(&word.value, words.iter().copied());
    let help = close.map_or(list, |close| format!("did you mean {close}?"));
    fault(word.span, format!("unknown word '{}'", word.value), help)
}

pub(super) fn size(c: &mut Cursor) -> Parsed<At<Size>> {
    read(c, "a size", SIZE_HELP, Size::parse)
}

fn instant(c: &mut Cursor) -> Parsed<At<Instant>> {
    read(c, "an instant", INSTANT_HELP, Instant::parse)
}

fn duration(c: &mut Cursor) -> Parsed<At<TimeDelta>> {
    let word = c.need("the duration", DURATION_HELP)?;
    match values::parse_duration(&word.value) {
        Ok(value) => Ok(At { value, span: word.span }),
        Err(message) => fault(word.span, message, DURATION_HELP),
    }
}

fn include(c: &mut Cursor) -> Parsed<Verb> {
    let path = c.text("the file", "write Include \"file.play\"")?;
    let mut with: Vec<(At<String>, At<_>)> = Vec::new();
    if c.accept("with").is_some() {
        while with.is_empty() || c.next_char().is_some() {
            let name = c.name_and_equals()?;
            if with.iter().any(|(other, _)| *other == name) {
                return fault(name.span, format!("'{}' is given twice", name.value), "");
            }
            with.push((name, c.value()?));
        }
    }
    Ok(Verb::Include(path, with))
}

fn press(c: &mut Cursor) -> Parsed<Vec<At<Stroke>>> {
    let mut strokes = Vec::new();
    while let Some(next) = c.next_char() {
        if next == '"' {
            let text = c.text("the text", "")?;
            let help = format!("to type text write  Type {text}");
            return fault(text.span, "Press takes keys, not a text", help);
        }
        let Some(word) = c.word() else { break };
        strokes.push(stroke(word)?);
    }
    if strokes.is_empty() {
        return fault(c.here(), "the key is missing", "write keys with blanks between them, as Press g p enter");
    }
    Ok(strokes)
}

fn stroke(word: At<String>) -> Parsed<At<Stroke>> {
    let span = word.span;
    if let Some(action) = word.value.strip_prefix('@') {
        if values::is_id(action) {
            return Ok(At { value: Stroke::Action(action.to_owned()), span });
        }
        return fault(
            span,
            format!("'{}' is not an action", word.value),
            "write @ and its id, as @partner.approve; the key is at",
        );
    }
    let repeated = word.value.rsplit_once('*').filter(|(head, _)| !head.is_empty());
    let (name, times) = match repeated {
        None => (word.value.as_str(), 1),
        Some((head, count)) => match values::number(count).filter(|n| (1..=10_000).contains(n)) {
            Some(times) => (head, times),
            None => {
                return fault(span, format!("'{}' has no count after *", word.value), "write key*3, at most *10000");
            }
        },
    };
    match keys::parse_chord(name) {
        Ok(key) => Ok(At { value: Stroke::Key(key, times), span }),
        Err(error) => {
            let plain_word = name.chars().count() > 1 && name.chars().all(char::is_alphabetic);
            let help = error.help.or_else(|| plain_word.then(|| format!("to type text write  Type \"{name}\"")));
            let at = crate::play::script::ast::Span { col: span.col + error.at, len: error.len.max(1), ..span };
            // Keymap messages set names in backticks; scripts never do.
            fault(at, error.message, help.unwrap_or_default().replace('`', ""))
        }
    }
}

fn typed(c: &mut Cursor) -> Parsed<Typed> {
    if c.accept("secret").is_some() {
        return Ok(Typed::Secret(id(c, "the secret's name", "write Type secret NAME")?));
    }
    if c.accept("env").is_some() {
        return Ok(Typed::Env(id(c, "the variable's name", "write Type env NAME")?));
    }
    Ok(Typed::Text(c.text("the text", "")?))
}

fn advance(c: &mut Cursor) -> Parsed<Advance> {
    if c.accept("to").is_some() {
        let help = "write 2026-03-02T09:00:00Z, or 2026-03-02 to keep the time of day";
        return Ok(Advance::To(read(c, "an instant", help, Instant::parse)?));
    }
    Ok(Advance::By(duration(c)?))
}

fn wait(c: &mut Cursor) -> Parsed<Wait> {
    if c.accept("idle").is_some() {
        return Ok(Wait::Idle);
    }
    if c.accept("until").is_none() {
        let span = c.word().map_or_else(|| c.here(), |word| word.span);
        return fault(span, "Wait until ..., or Wait idle (there is no Wait for a time: use Advance)", "");
    }
    let pat = c.pat()?;
    let mut gone = false;
    let mut area = None;
    let mut within = None;
    while c.next_char().is_some() {
        match choice(c, "Wait until", &["gone", "in", "within"])?.as_str() {
            "gone" => gone = true,
            "in" => area = Some(expect::area(c)?),
            _ => within = Some(duration(c)?),
        }
    }
    Ok(Wait::Until { pat, gone, area, within })
}

fn snapshot(c: &mut Cursor) -> Parsed<Snapshot> {
    let help = "a name has lower-case letters, digits and single dashes, as warning-28-days";
    let name = read(c, "a snapshot name", help, |text| values::is_slug(text).then(|| text.to_owned()))?;
    let mut snapshot = Snapshot { name, area: None, sizes: Vec::new(), colours: Vec::new(), text: false };
    while c.next_char().is_some() {
        match choice(c, "Snapshot", &["in", "sizes", "colours", "text"])?.as_str() {
            "in" => snapshot.area = Some(expect::area(c)?),
            "text" => snapshot.text = true,
            "sizes" => {
                while snapshot.sizes.is_empty() || c.next_char().is_some_and(|c| c.is_ascii_digit()) {
                    snapshot.sizes.push(size(c)?);
                }
            }
            _ => {
                let more = |c: &Cursor| c.peek_word().is_some_and(|word| Depth::parse(&word).is_some());
                while snapshot.colours.is_empty() || more(c) {
                    snapshot.colours.push(read(c, "a number of colours", DEPTH_HELP, Depth::parse)?);
                }
            }
        }
    }
    Ok(snapshot)
}

fn run(c: &mut Cursor) -> Parsed<Vec<At<crate::play::script::ast::Text>>> {
    let mut words = Vec::new();
    while let Some(next) = c.next_char() {
        if next == '"' {
            words.push(c.text("a word", "")?);
        } else if let Some(word) = c.word() {
            words.push(word.map(|text| crate::play::script::ast::Text::plain(&text)));
        }
    }
    if words.is_empty() {
        return fault(c.here(), "the command is missing", "write Run entrepot verify");
    }
    Ok(words)
}
