//! Reads what `Expect` expects, and areas.

use crate::play::frame::Place;
use crate::play::script::ast::Area;
use crate::play::script::ast::At;
use crate::play::script::ast::Expectation;
use crate::play::script::ast::Size;
use crate::play::script::ast::StyleOf;
use crate::play::script::cursor::Cursor;
use crate::play::script::cursor::Parsed;
use crate::play::script::cursor::fault;
use crate::play::script::parse::choice;
use crate::play::script::parse::id;
use crate::play::script::parse::read;
use crate::play::script::values;
use crate::text::did_you_mean;

/// The panes every screen may have; ids are registered by widgets while they draw.
const PANES: [&str; 7] = ["list", "detail", "dialog", "status", "queue", "history", "inbox"];

const KINDS: [&str; 12] =
    ["style", "cursor", "screen", "pane", "title", "status", "user", "record", "entry", "keys", "exit", "output"];

const AREA_HELP: &str = "write in row 4, in rows 2-5, in rect 2,10,30x4 or in pane detail";
const PLACE_HELP: &str = "write ROW,COL from 0, as 11,17";

/// What stands after `Expect` and `not`.
pub(super) fn expectation(c: &mut Cursor) -> Parsed<Expectation> {
    if matches!(c.next_char(), Some('"' | '/')) {
        return seen(c);
    }
    let help = format!("write \"text\", /regular expression/ or one of {}", KINDS.join(" "));
    let word = c.need("what is expected", &help)?;
    Ok(match word.value.as_str() {
        "style" => style(c)?,
        "cursor" => match choice(c, "cursor", &["at", "hidden"])?.as_str() {
            "at" => Expectation::Cursor(Some(place(c)?)),
            _ => Expectation::Cursor(None),
        },
        "screen" => Expectation::Screen(id(c, "the screen's id", "write Expect screen partners.list")?),
        "pane" => Expectation::Pane(pane(c)?),
        "title" => Expectation::Title(c.text("the title", "")?),
        "status" => Expectation::Status(c.text("the status", "")?),
        "user" => Expectation::User(id(c, "the user", "write Expect user NAME")?),
        "record" => record(c)?,
        "entry" => entry(c)?,
        "keys" => {
            choice(c, "keys", &["<="])?;
            Expectation::Keys(read(c, "a number of keys", "write Expect keys <= 400", values::number)?)
        }
        "exit" => Expectation::Exit(read(c, "an exit code", "write a number, as Expect exit 0", |t| t.parse().ok())?),
        "output" => Expectation::Output(c.pat()?),
        other => {
            let help = did_you_mean(other, KINDS).map_or(help, |close| format!("did you mean {close}?"));
            return fault(word.span, format!("unknown expectation '{other}'"), help);
        }
    })
}

fn seen(c: &mut Cursor) -> Parsed<Expectation> {
    let pat = c.pat()?;
    let (mut where_, mut at, mut times) = (None, None, None);
    while c.next_char().is_some() {
        match choice(c, "Expect", &["in", "at", "times"])?.as_str() {
            "in" => where_ = Some(area(c)?),
            "at" => at = Some(place(c)?),
            _ => times = Some(read(c, "a count", "write times 2", values::number)?),
        }
    }
    Ok(Expectation::Seen { pat, area: where_, at, times })
}

fn style(c: &mut Cursor) -> Parsed<Expectation> {
    let of = if choice(c, "style", &["at", "of"])? == "at" {
        StyleOf::Cell(place(c)?)
    } else {
        let pat = c.pat()?;
        let area = if c.accept("in").is_some() { Some(area(c)?) } else { None };
        StyleOf::Match(pat, area)
    };
    let help = "write a theme role such as danger, or attributes such as bold fg=9";
    let name = |text: &str| {
        let plain = text.chars().all(|c| c.is_ascii_alphanumeric() || ".+=#_-".contains(c));
        plain.then(|| text.to_owned())
    };
    let mut names = vec![read(c, "a style", help, name)?];
    while c.next_char().is_some() {
        names.push(read(c, "a style", help, name)?);
    }
    Ok(Expectation::Style(of, names))
}

fn place(c: &mut Cursor) -> Parsed<At<Place>> {
    read(c, "a place", PLACE_HELP, values::place)
}

fn pane(c: &mut Cursor) -> Parsed<At<String>> {
    let pane = id(c, "the pane's id", "panes are list detail dialog status queue history")?;
    let known = PANES.contains(&pane.value.as_str());
    match did_you_mean(&pane.value, PANES).filter(|_| !known) {
        Some(close) => fault(pane.span, format!("unknown pane '{}'", pane.value), format!("did you mean {close}?")),
        None => Ok(pane),
    }
}

fn record(c: &mut Cursor) -> Parsed<Expectation> {
    let help = "write Expect record partner/P-000002 state = \"approved\"";
    let word = c.need("the record", help)?;
    let both = word.value.split_once('/').filter(|(kind, id)| values::is_id(kind) && values::is_id(id));
    let Some((kind, number)) = both else {
        return fault(word.span, format!("'{}' is not KIND/ID", word.value), help);
    };
    let length = kind.chars().count();
    let mut kind_span = word.span;
    kind_span.len = length.max(1);
    let mut id_span = word.span;
    id_span.col += length + 1;
    id_span.len = number.chars().count();
    let field = read(c, "a field", help, |text| {
        let plain = text.chars().all(|c| c.is_alphanumeric() || "._-[]".contains(c));
        plain.then(|| text.to_owned())
    })?;
    let sign = c.need("= or !=", help)?;
    let equal = match sign.value.as_str() {
        "=" => true,
        "!=" => false,
        other => return fault(sign.span, format!("'{other}' is neither = nor !="), help),
    };
    let value = c.text("the value", "")?;
    let kind = At { value: kind.to_owned(), span: kind_span };
    Ok(Expectation::Record { kind, id: At { value: number.to_owned(), span: id_span }, field, equal, value })
}

fn entry(c: &mut Cursor) -> Parsed<Expectation> {
    let mut fields = Vec::new();
    while c.next_char().is_some() {
        fields.push((c.name_and_equals()?, c.value()?));
    }
    if fields.is_empty() {
        return fault(c.here(), "the entry's fields are missing", "write Expect entry by=bo verb=case.approve");
    }
    Ok(Expectation::Entry(fields))
}

/// `row N`, `rows A-B`, `rect ROW,COL,WxH`, `pane ID`.
pub(super) fn area(c: &mut Cursor) -> Parsed<At<Area>> {
    let words = ["row", "rows", "rect", "pane"];
    let word = c.need("the area", AREA_HELP)?;
    let found = match word.value.as_str() {
        "row" => read(c, "a row", AREA_HELP, |text| row(text).map(Area::Row))?,
        "rows" => read(c, "rows", AREA_HELP, |text| {
            let (from, to) = text.split_once('-')?;
            let (from, to) = (row(from)?, row(to)?);
            (from <= to).then_some(Area::Rows(from, to))
        })?,
        "rect" => read(c, "a rectangle", AREA_HELP, |text| {
            let (place, size) = text.rsplit_once(',')?;
            Some(Area::Rect(values::place(place)?, Size::parse(size)?))
        })?,
        "pane" => pane(c)?.map(Area::Pane),
        other => {
            let help =
                did_you_mean(other, words).map_or(AREA_HELP.to_owned(), |close| format!("did you mean {close}?"));
            return fault(word.span, format!("unknown area '{other}'"), help);
        }
    };
    Ok(At { span: c.since(word.span), ..found })
}

fn row(text: &str) -> Option<u16> {
    values::number(text).and_then(|n| u16::try_from(n).ok())
}
