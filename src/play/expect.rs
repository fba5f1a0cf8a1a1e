//! `Expect`: what is on the screen, in the records, in the journal.

use crate::api::Answer;
use crate::api::At;
use crate::api::Query;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::play::matching;
use crate::play::matching::Found;
use crate::play::matching::Near;
use crate::play::outcome::Kind;
use crate::play::player::Ran;
use crate::play::script::Expectation;
use crate::play::script::Pat;
use crate::play::script::StyleOf;
use crate::play::seen::Seen;
use crate::play::seen::cursor;
use crate::play::seen::focused;
use crate::play::seen::status;
use crate::play::stage::Stage;
use ratatui::layout::Rect;
use regex::RegexBuilder;
use std::sync::atomic::AtomicBool;

/// Why a step failed.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What kind.
    pub kind: Kind,
    /// What was expected and what was found.
    pub expected: String,
    /// Where was looked.
    pub area: Option<Rect>,
    /// The nearest texts.
    pub near: Vec<Near>,
}

impl Fault {
    /// A fault without a place on the screen.
    pub fn new(kind: Kind, expected: impl Into<String>) -> Self {
        Self { kind, expected: expected.into(), area: None, near: Vec::new() }
    }

    /// Something expected that is not so.
    pub fn unmet(expected: impl Into<String>) -> Self {
        Self::new(Kind::Expectation, expected)
    }
}

impl From<matching::MatchError> for Fault {
    fn from(why: matching::MatchError) -> Self {
        Self::unmet(why.to_string())
    }
}

/// What a test did so far.
#[derive(Debug, Clone, Copy)]
pub struct SoFar<'a> {
    /// The last program that was run.
    pub ran: Option<&'a Ran>,
    /// Keys pressed.
    pub pressed: usize,
}

/// What was found instead, when it does not hold.
type Held = Result<(), Fault>;

/// Checks an expectation.
///
/// # Errors
/// What was expected and what is there.
pub fn check(stage: &Stage, seen: &Seen, so_far: SoFar<'_>, not: bool, expectation: &Expectation) -> Held {
    let held = holds(stage, seen, so_far, expectation);
    match (held, not) {
        (held, false) => held,
        (Err(_), true) => Ok(()),
        (Ok(()), true) => Err(Fault::unmet("it holds, and it should not")),
    }
}

fn holds(stage: &Stage, seen: &Seen, so_far: SoFar<'_>, expectation: &Expectation) -> Held {
    let ran = so_far.ran;
    let model = stage.session.model();
    match expectation {
        Expectation::Seen { pat, area, at, times } => {
            let (found, within) = seen.find(&pat.value, area.as_ref().map(|a| &a.value))?;
            if matching::seen(&found, at.as_ref().map(|a| a.value), times.as_ref().map(|t| t.value)) {
                return Ok(());
            }
            Err(unseen(seen, &pat.value, &found, within))
        }
        Expectation::Style(of, names) => style(seen, of, &names.iter().map(|n| n.value.clone()).collect::<Vec<_>>()),
        Expectation::Cursor(wanted) => {
            let is = cursor(&stage.session.painted);
            let say =
                |place: Option<crate::play::frame::Place>| place.map_or("hidden".to_owned(), |p| format!("at {p}"));
            same("the cursor", &say(is), &say(wanted.as_ref().map(|w| w.value)))
        }
        Expectation::Screen(id) => {
            let is = model.screen();
            let part = is.split(", ").any(|part| part == id.value);
            if part { Ok(()) } else { same("the screen", &is, &id.value) }
        }
        Expectation::Pane(id) => same("the pane", &focused(model), &id.value),
        Expectation::Title(_) => Err(Fault::unmet("the program sets no title of the terminal")),
        Expectation::Status(text) => {
            let is = status(model).map(|(words, _)| words).unwrap_or_default();
            let wanted = text.value.value();
            if is.contains(&wanted) && (wanted.is_empty() == is.is_empty()) {
                Ok(())
            } else {
                Err(Fault::unmet(format!("the status line says {is:?}, not {wanted:?}")))
            }
        }
        Expectation::User(login) => same("the user", &stage.user, &login.value),
        Expectation::Record { kind, id, field, equal, value } => {
            let is = record(stage, &kind.value, &id.value, &field.value)?;
            let wanted = value.value.value();
            if (is == wanted) == *equal {
                return Ok(());
            }
            let word = if *equal { "not" } else { "which it should not be:" };
            Err(Fault::unmet(format!("{} of {} is {is:?}, {word} {wanted:?}", field.value, id.value)))
        }
        Expectation::Entry(fields) => {
            let wanted: Vec<(String, String)> =
                fields.iter().map(|(name, text)| (name.value.clone(), text.value.value())).collect();
            entry(stage, &wanted)
        }
        Expectation::Keys(most) => {
            let (most, pressed) = (most.value, so_far.pressed);
            let few = usize::try_from(most).is_ok_and(|most| pressed <= most);
            let say = || Fault::unmet(format!("{pressed} keys were pressed, which is more than {most}"));
            if few { Ok(()) } else { Err(say()) }
        }
        Expectation::Exit(code) => {
            let ran = ran.ok_or_else(|| Fault::unmet("nothing was run before"))?;
            let said = format!("{} with output {:?}", ran.exit, ran.output.chars().take(400).collect::<String>());
            if ran.exit == code.value { Ok(()) } else { same("the exit code", &said, &code.value.to_string()) }
        }
        Expectation::Output(pat) => {
            let ran = ran.ok_or_else(|| Fault::unmet("nothing was run before"))?;
            if in_text(&pat.value, &ran.output)? {
                return Ok(());
            }
            Err(Fault::unmet(format!("the output is {:?}", ran.output.chars().take(2_000).collect::<String>())))
        }
    }
}

fn same(what: &str, is: &str, wanted: &str) -> Held {
    if is == wanted { Ok(()) } else { Err(Fault::unmet(format!("{what} is {is}, not {wanted}"))) }
}

fn in_text(pat: &Pat, text: &str) -> Result<bool, Fault> {
    match pat {
        Pat::Text(wanted) => Ok(text.contains(&wanted.value())),
        Pat::Regex(source, any_case) => {
            let regex = RegexBuilder::new(source).case_insensitive(*any_case).multi_line(true).build();
            Ok(regex.map_err(|why| Fault::unmet(format!("bad regular expression: {why}")))?.is_match(text))
        }
    }
}

fn unseen(seen: &Seen, pat: &Pat, found: &[Found], within: Rect) -> Fault {
    let expected = match found.len() {
        0 => format!("{pat} is not there"),
        n => {
            let places: Vec<String> = found.iter().take(5).map(|f| format!("{},{}", f.row, f.from)).collect();
            format!("{pat} is there {n} times, at {}", places.join(" "))
        }
    };
    Fault { kind: Kind::Expectation, expected, area: Some(within), near: seen.near(pat) }
}

fn style(seen: &Seen, of: &StyleOf, names: &[String]) -> Held {
    let found = match of {
        StyleOf::Cell(place) => {
            let (row, col) = (place.value.row, place.value.col);
            vec![Found { row, from: col, to: col, text: String::new() }]
        }
        StyleOf::Match(pat, area) => {
            let (found, within) = seen.find(&pat.value, area.as_ref().map(|a| &a.value))?;
            if found.is_empty() {
                return Err(unseen(seen, &pat.value, &found, within));
            }
            found
        }
    };
    // One match in these styles is enough: the same word may stand elsewhere in others.
    let mut first = None;
    for one in &found {
        match matching::check_style(&seen.frame, one, names, &seen.roles) {
            Ok(()) => return Ok(()),
            Err(why) => _ = first.get_or_insert(why),
        }
    }
    Err(Fault::unmet(first.unwrap_or_default()))
}

fn ask(stage: &Stage, query: &Query) -> Result<Answer, Fault> {
    let desk = stage.session.desk().ok_or_else(|| Fault::new(Kind::Store, "the desk is not open"))?;
    desk.ask(query, &AtomicBool::new(false))
        .map_err(|why| Fault::unmet(format!("the desk refused: {}", stage.session.model().i18n.text(&why.msg))))
}

fn record(stage: &Stage, kind: &str, id: &str, field: &str) -> Result<String, Fault> {
    let kind = KindId::from_name(kind).ok_or_else(|| Fault::unmet(format!("there is no kind '{kind}'")))?;
    let id: Id = id.parse().map_err(|_| Fault::unmet(format!("'{id}' is no id")))?;
    if id.kind != kind {
        return Err(Fault::unmet(format!("{id} is no {}", kind.def().name)));
    }
    let query = Query::Show { id, at: At::Now, operator: stage.user.clone() };
    let Answer::Show(shown) = ask(stage, &query)? else { return Err(Fault::unmet("the desk showed no record")) };
    match field {
        "state" => return Ok(shown.state),
        "rev" => return Ok(shown.rev.to_string()),
        "title" => return Ok(shown.title),
        "made_by" => return Ok(shown.made_by),
        _ => {}
    }
    if let Some((_, value)) = shown.fields.iter().find(|(name, _)| name == field) {
        return Ok(value.to_string());
    }
    let mut record = Record::empty(kind);
    for (name, value) in &shown.fields {
        if let Some(index) = kind.def().index(name) {
            // What does not fit (an erased secret) stays empty.
            let _ = record.set_at(index, value.clone());
        }
    }
    let value = record.path(field);
    value.map(|v| v.to_string()).ok_or_else(|| Fault::unmet(format!("{} has no field '{field}'", kind.def().name)))
}

/// Whether an entry of this test has these values.
fn entry(stage: &Stage, wanted: &[(String, String)]) -> Held {
    let Answer::Status(now) = ask(stage, &Query::Status)? else { return Err(Fault::unmet("the desk has no status")) };
    let mut near = Vec::new();
    for seq in (stage.begun + 1..=now.seq).rev() {
        let Answer::Entry { json, .. } = ask(stage, &Query::Entry { seq })? else { continue };
        let Ok(value) = serde_json::from_str::<serde_json::Value>(&json) else { continue };
        if wanted.iter().all(|(name, text)| has(&value, name, text)) {
            return Ok(());
        }
        let of = |name: &str| value.get(name).and_then(|v| v.as_str()).unwrap_or("-").to_owned();
        near.push(format!("{seq} by={} verb={} case={}", of("by"), of("verb"), of("case")));
    }
    near.truncate(5);
    let said = if near.is_empty() { "none was written".to_owned() } else { near.join("; ") };
    Err(Fault::unmet(format!("no entry of this test is like that; the last: {said}")))
}

fn has(entry: &serde_json::Value, name: &str, text: &str) -> bool {
    if matches!(name, "id" | "state" | "kind") {
        let puts = entry.get("puts").and_then(|puts| puts.as_array());
        return puts.into_iter().flatten().any(|put| put.get(name).and_then(|v| v.as_str()) == Some(text));
    }
    match entry.get(name) {
        Some(serde_json::Value::String(is)) => is == text,
        Some(serde_json::Value::Null) | None => text.is_empty(),
        Some(other) => *other == text,
    }
}
