//! Prints a tree in the one canonical form: single blanks, comments in one column, escapes only where needed.

use crate::play::script::ast::Advance;
use crate::play::script::ast::Area;
use crate::play::script::ast::At;
use crate::play::script::ast::Expectation;
use crate::play::script::ast::File;
use crate::play::script::ast::Masked;
use crate::play::script::ast::Part;
use crate::play::script::ast::Pat;
use crate::play::script::ast::Setting;
use crate::play::script::ast::Snapshot;
use crate::play::script::ast::Stroke;
use crate::play::script::ast::StyleOf;
use crate::play::script::ast::Text;
use crate::play::script::ast::Typed;
use crate::play::script::ast::Verb;
use crate::play::script::ast::Wait;
use crate::play::script::ast::Widths;
use crate::play::script::values;
use std::fmt;
use unicode_width::UnicodeWidthStr;

/// The column in which comments behind statements stand.
const COMMENT_COLUMN: usize = 37;

impl fmt::Display for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            let statement = line.statement.as_ref().map(|s| s.value.to_string()).unwrap_or_default();
            match &line.comment {
                None => writeln!(f, "{statement}")?,
                Some(comment) if statement.is_empty() => writeln!(f, "#{comment}")?,
                Some(comment) => {
                    let gap = COMMENT_COLUMN.saturating_sub(statement.width()).max(1);
                    writeln!(f, "{statement}{}#{comment}", " ".repeat(gap))?;
                }
            }
        }
        Ok(())
    }
}

impl<T: fmt::Display> fmt::Display for At<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl fmt::Display for Text {
    /// In quotes, escaped.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("\"")?;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Param(name) => write!(f, "${name}")?,
                Part::Plain(text) => {
                    let after_param = index > 0;
                    escaped(f, text, after_param)?;
                }
            }
        }
        f.write_str("\"")
    }
}

fn escaped(f: &mut fmt::Formatter<'_>, text: &str, after_param: bool) -> fmt::Result {
    let mut chars = text.chars().peekable();
    let mut joins = after_param;
    while let Some(c) = chars.next() {
        let name_start = c == '$' && chars.peek().is_some_and(char::is_ascii_alphabetic);
        match c {
            '\n' => f.write_str("\\n")?,
            '\t' => f.write_str("\\t")?,
            '"' | '\\' => write!(f, "\\{c}")?,
            // A letter right behind a parameter would be read as a part of its name.
            c if joins && (c.is_ascii_alphanumeric() || c == '_') => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            c if name_start || c.is_control() => write!(f, "\\u{{{:x}}}", u32::from(c))?,
            c => write!(f, "{c}")?,
        }
        joins = false;
    }
    Ok(())
}

/// A bare word where it can be one, otherwise quoted.
struct Bare<'a>(&'a Text);

impl fmt::Display for Bare<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let safe = |c: char| !c.is_whitespace() && !c.is_control() && !"\"#$\\".contains(c);
        match self.0.parts.as_slice() {
            [Part::Plain(text)] if text.chars().all(safe) => f.write_str(text),
            _ => self.0.fmt(f),
        }
    }
}

impl fmt::Display for Pat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Pat::Text(text) => text.fmt(f),
            Pat::Regex(source, ignore_case) => {
                write!(f, "/{}/{}", source.replace('/', "\\/"), if *ignore_case { "i" } else { "" })
            }
        }
    }
}

impl fmt::Display for Area {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Area::Row(row) => write!(f, "row {row}"),
            Area::Rows(from, to) => write!(f, "rows {from}-{to}"),
            Area::Rect(place, size) => write!(f, "rect {place},{size}"),
            Area::Pane(id) => write!(f, "pane {id}"),
        }
    }
}

impl fmt::Display for Stroke {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Stroke::Key(key, 1) => write!(f, "{key}"),
            Stroke::Key(key, times) => write!(f, "{key}*{times}"),
            Stroke::Action(id) => write!(f, "@{id}"),
        }
    }
}

impl fmt::Display for Verb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verb::Set(setting) => write!(f, "Set {setting}"),
            Verb::As(user) => write!(f, "As {user}"),
            Verb::Test(title) => write!(f, "Test {title}"),
            Verb::Note(text) => write!(f, "Note {text}"),
            Verb::Include(path, with) => {
                write!(f, "Include {path}")?;
                if !with.is_empty() {
                    f.write_str(" with")?;
                }
                fields(f, with)
            }
            Verb::Pause => f.write_str("Pause"),
            Verb::Press(strokes) => {
                f.write_str("Press")?;
                strokes.iter().try_for_each(|stroke| write!(f, " {stroke}"))
            }
            Verb::Type(Typed::Text(text)) => write!(f, "Type {text}"),
            Verb::Type(Typed::Secret(name)) => write!(f, "Type secret {name}"),
            Verb::Type(Typed::Env(name)) => write!(f, "Type env {name}"),
            Verb::Paste(text) => write!(f, "Paste {text}"),
            Verb::Resize(size) => write!(f, "Resize {size}"),
            Verb::Focus(inside) => write!(f, "Focus {}", if *inside { "in" } else { "out" }),
            Verb::Advance(Advance::By(time)) => write!(f, "Advance {}", values::print_duration(time.value)),
            Verb::Advance(Advance::To(instant)) => write!(f, "Advance to {instant}"),
            Verb::Wait(wait) => write!(f, "Wait {wait}"),
            Verb::Expect(not, expectation) => write!(f, "Expect {}{expectation}", if *not { "not " } else { "" }),
            Verb::Snapshot(snapshot) => write!(f, "Snapshot {snapshot}"),
            Verb::Mask(Masked::Pat(pat)) => write!(f, "Mask {pat}"),
            Verb::Mask(Masked::Area(area)) => write!(f, "Mask {area}"),
            Verb::Run(words) => {
                f.write_str("Run")?;
                words.iter().try_for_each(|word| write!(f, " {}", Bare(&word.value)))
            }
            Verb::Reopen(after_kill) => f.write_str(if *after_kill { "Reopen after-kill" } else { "Reopen" }),
        }
    }
}

fn fields(f: &mut fmt::Formatter<'_>, fields: &[(At<String>, At<Text>)]) -> fmt::Result {
    fields.iter().try_for_each(|(name, value)| write!(f, " {name}={}", Bare(&value.value)))
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Setting::Size(size) => write!(f, "size {size}"),
            Setting::Clock(at) => write!(f, "clock {}", at.value.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)),
            Setting::Zone(zone) => write!(f, "zone {zone}"),
            Setting::User(user) => write!(f, "user {user}"),
            Setting::Locale(locale) => write!(f, "locale {locale}"),
            Setting::Theme(theme) => write!(f, "theme {theme}"),
            Setting::Colours(depth) => write!(f, "colours {depth}"),
            Setting::Seed(seed) => write!(f, "seed {seed}"),
            Setting::Store(store) => write!(f, "store {store}"),
            Setting::Keymap(file) => write!(f, "keymap {file}"),
            Setting::Wait(time) => write!(f, "wait {}", values::print_duration(time.value)),
            Setting::Width(At { value: Widths::Wcwidth, .. }) => f.write_str("width wcwidth"),
            Setting::Width(At { value: Widths::Grapheme, .. }) => f.write_str("width grapheme"),
            Setting::Env(name, value) => write!(f, "env {name} {value}"),
        }
    }
}

impl fmt::Display for Wait {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Wait::Until { pat, gone, area, within } = self else { return f.write_str("idle") };
        write!(f, "until {pat}{}", if *gone { " gone" } else { "" })?;
        in_area(f, area.as_ref())?;
        match within {
            Some(time) => write!(f, " within {}", values::print_duration(time.value)),
            None => Ok(()),
        }
    }
}

fn in_area(f: &mut fmt::Formatter<'_>, area: Option<&At<Area>>) -> fmt::Result {
    area.map_or(Ok(()), |area| write!(f, " in {area}"))
}

impl fmt::Display for Snapshot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.name)?;
        in_area(f, self.area.as_ref())?;
        if !self.sizes.is_empty() {
            f.write_str(" sizes")?;
        }
        self.sizes.iter().try_for_each(|size| write!(f, " {size}"))?;
        if !self.colours.is_empty() {
            f.write_str(" colours")?;
        }
        self.colours.iter().try_for_each(|depth| write!(f, " {depth}"))?;
        f.write_str(if self.text { " text" } else { "" })
    }
}

impl fmt::Display for Expectation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Expectation::Seen { pat, area, at, times } => {
                write!(f, "{pat}")?;
                in_area(f, area.as_ref())?;
                at.iter().try_for_each(|place| write!(f, " at {place}"))?;
                times.iter().try_for_each(|n| write!(f, " times {n}"))
            }
            Expectation::Style(of, names) => {
                match of {
                    StyleOf::Cell(place) => write!(f, "style at {place}")?,
                    StyleOf::Match(pat, area) => {
                        write!(f, "style of {pat}")?;
                        in_area(f, area.as_ref())?;
                    }
                }
                names.iter().try_for_each(|name| write!(f, " {name}"))
            }
            Expectation::Cursor(Some(place)) => write!(f, "cursor at {place}"),
            Expectation::Cursor(None) => f.write_str("cursor hidden"),
            Expectation::Screen(id) => write!(f, "screen {id}"),
            Expectation::Pane(id) => write!(f, "pane {id}"),
            Expectation::Title(text) => write!(f, "title {text}"),
            Expectation::Status(text) => write!(f, "status {text}"),
            Expectation::User(user) => write!(f, "user {user}"),
            Expectation::Record { kind, id, field, equal, value } => {
                write!(f, "record {kind}/{id} {field} {} {value}", if *equal { "=" } else { "!=" })
            }
            Expectation::Entry(list) => {
                f.write_str("entry")?;
                fields(f, list)
            }
            Expectation::Keys(most) => write!(f, "keys <= {most}"),
            Expectation::Exit(code) => write!(f, "exit {code}"),
            Expectation::Output(pat) => write!(f, "output {pat}"),
        }
    }
}
