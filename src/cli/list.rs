//! `entrepot list KIND|LIST`: reading lists, for people and for programs.

use crate::api::Sort;
use crate::api::lists;
use crate::api::lists::Column;
use crate::api::lists::Draw;
use crate::api::lists::ListDef;
use crate::cli::args::Global;
use crate::cli::args::ListArgs;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::Wanted;
use crate::cli::session::day;
use crate::cli::session::kind;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::format;
use crate::interchange::export;
use crate::text::did_you_mean;

/// Runs it.
pub fn run(global: &Global, args: &ListArgs, out: &mut Out) -> Result<(), Fail> {
    let def = definition(&args.target)?;
    let columns = columns(def, &args.columns)?;
    let sort = args.sort.as_deref().map(|text| sort(def, text)).transpose()?;
    let as_at = args.as_at.as_deref().map(day).transpose()?;
    let named = !args.columns.is_empty();
    let wanted = Wanted { list: def.id.to_owned(), filter: args.filter.clone(), sort, limit: args.limit, as_at, named };
    let session = Session::open(global, out)?;
    print(&session, def, &columns, &wanted, out)
}

/// The list of this id, or the plain list of this kind.
pub fn definition(target: &str) -> Result<&'static ListDef, Fail> {
    if let Some(def) = lists::list(target) {
        return Ok(def);
    }
    if let Some(def) = kind(target).ok().and_then(lists::list_of) {
        return Ok(def);
    }
    let ids: Vec<&str> = lists::LISTS.iter().map(|l| l.id).collect();
    let near = did_you_mean(target, ids.iter().copied()).map(|near| Msg::new("cli-did-you-mean").with("near", near));
    let known = Msg::new("cli-known").with("known", ids);
    Err(Fail::user(Msg::new("cli-no-list").with("found", target)).hints(near).hint(known))
}

/// Places of the wanted columns in the list; all when none are named.
pub fn columns(def: &'static ListDef, names: &[String]) -> Result<Vec<(usize, &'static Column)>, Fail> {
    if names.is_empty() {
        return Ok(def.columns.iter().enumerate().collect());
    }
    let place = |name: &String| {
        def.columns.iter().enumerate().find(|(_, c)| c.name == name.as_str()).ok_or_else(|| no_column(def, name))
    };
    names.iter().map(place).collect()
}

fn no_column(def: &ListDef, name: &str) -> Fail {
    let known: Vec<&str> = def.columns.iter().map(|c| c.name).collect();
    Fail::user(Msg::new("cli-no-column").with("found", name).with("list", def.id))
        .hint(Msg::new("cli-known").with("known", known))
}

/// `name`, or `-name` for downwards.
fn sort(def: &ListDef, text: &str) -> Result<Sort, Fail> {
    let (column, descending) = text.strip_prefix('-').map_or((text, false), |rest| (rest, true));
    if def.columns.iter().any(|c| c.name == column) {
        Ok(Sort { column: column.to_owned(), descending })
    } else {
        Err(no_column(def, column))
    }
}

/// Reads and prints a list.
pub fn print(
    session: &Session,
    def: &ListDef,
    columns: &[(usize, &Column)],
    wanted: &Wanted,
    out: &mut Out,
) -> Result<(), Fail> {
    if out.is_json() {
        let names: Vec<export::Column> =
            columns.iter().map(|(_, c)| export::Column { name: c.name.to_owned(), ty: None }).collect();
        let objects = |listing: crate::api::Listing, out: &mut Out| -> Result<(), Fail> {
            listing.rows.iter().try_for_each(|row| {
                let cells: Vec<Value> =
                    columns.iter().map(|(at, _)| row.cells.get(*at).cloned().unwrap_or_default()).collect();
                let mut object = export::object(&names, &cells);
                if let Some(map) = object.as_object_mut()
                    && !map.contains_key("id")
                {
                    map.insert("id".to_owned(), row.id.clone().into());
                }
                out.json(&object)
            })
        };
        return session.rows(wanted, |listing| objects(listing, out)).map(|_| ());
    }
    // A narrow terminal does without the columns that are for wide ones, unless they were asked for.
    let fits = |c: &Column| wanted.named || out.width().is_none_or(|width| usize::from(c.from) <= width);
    let columns: Vec<(usize, &Column)> = columns.iter().copied().filter(|(_, c)| fits(c)).collect();
    let mut grid = Grid::new(columns.iter().map(|(_, c)| out.label(c.label, c.name)).collect());
    for (at, (_, column)) in columns.iter().enumerate() {
        if column.draw == Draw::Int {
            grid.right(at);
        }
    }
    let (shown, matched) = session.rows(wanted, |listing| {
        for row in &listing.rows {
            let cell = |(at, column): &(usize, &Column)| {
                row.cells.get(*at).map_or_else(String::new, |value| words(session, def, column, value, out))
            };
            grid.row(columns.iter().map(cell).collect());
        }
        Ok(())
    })?;
    if !grid.is_empty() {
        grid.print(out)?;
    }
    if let Some(at) = wanted.as_at {
        out.note(&Msg::new("cli-as-at").with("day", at));
    }
    out.note(&Msg::new("cli-shown").with("shown", shown).with("matched", matched));
    Ok(())
}

/// A cell in words.
fn words(session: &Session, def: &ListDef, column: &Column, value: &Value, out: &Out) -> String {
    let text = value.to_string();
    if text.is_empty() {
        return text;
    }
    match (column.draw, value) {
        (Draw::State, _) => def.kind.map_or(text.clone(), |kind| state(out, kind.def().name, &text)),
        (Draw::Label(table), _) => out.label(&format!("code-{table}-{text}"), &text),
        (Draw::Verb, _) => out.label(&format!("verb-{}", text.replace('.', "-")), &text),
        (Draw::Message, _) => message(out, &text),
        (Draw::Open, Value::List(counts)) => open_findings(counts),
        (_, Value::Instant(at)) => format::date_time(*at, session.zone),
        (_, Value::Money(amount)) => format::limit(out.i18n.locale(), amount),
        _ => text,
    }
}

/// Open findings, blocking and others: `1✗ 2!`; nothing when there are none.
fn open_findings(counts: &[Value]) -> String {
    let shown = counts.iter().zip(["✗", "!"]).filter(|(n, _)| !matches!(n, Value::Int(0)));
    shown.map(|(n, mark)| format!("{n}{mark}")).collect::<Vec<_>>().join(" ")
}

/// A state in words.
pub fn state(out: &Out, kind: &str, state: &str) -> String {
    out.label(&format!("state-{kind}-{}", state.replace('_', "-")), state)
}

/// A message that travels as a cell: its JSON, its id, or words.
fn message(out: &Out, text: &str) -> String {
    match serde_json::from_str::<Msg>(text) {
        Ok(msg) => out.words(&msg),
        Err(_) => out.label(text, text),
    }
}
