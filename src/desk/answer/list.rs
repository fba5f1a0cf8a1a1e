//! Windows of lists: filtered and sorted in the tables, cells read from the view for the rows that are seen.

use crate::api::ListQuery;
use crate::api::Listing;
use crate::api::Refusal;
use crate::api::lists;
use crate::api::lists::Draw;
use crate::api::lists::ListDef;
use crate::api::query::FilterProblem;
use crate::api::query::Row;
use crate::desk::answer::sources;
use crate::desk::clock;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::overlay::Overlay;
use crate::desk::schedule;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::tables::Asked;
use crate::desk::tables::Order;
use crate::desk::tables::Rows;
use crate::desk::tables::Source;
use crate::desk::tables::alias;
use crate::desk::tables::case_name;
use crate::desk::worker::read_entry;
use crate::domain::assessment;
use crate::domain::case::Case;
use crate::domain::clock::Running;
use crate::domain::entry::Entry;
use crate::domain::finding::Finding;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::query;
use crate::query::Columns;
use crate::query::RowSet;
use crate::query::SortKey;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Rows from which on the order of the whole table is worth keeping.
const MANY: usize = 10_000;

/// A window of a list.
pub fn list(state: &State, ask: &ListQuery, cancel: &AtomicBool) -> Result<Listing, Refusal> {
    let def = lists::list(&ask.list).ok_or_else(|| Refusal::not_found(ask.list.as_str()))?;
    let columns = sources::columns_of(state, def).ok_or_else(|| Refusal::not_found(ask.list.as_str()))?;
    let order = match order(state, def, columns, ask, cancel)? {
        Ok(order) => order,
        Err(errors) => return Ok(Listing { errors, seq: state.meta.seq, ..Listing::default() }),
    };
    let row_id = |row: &u32| id_text(state, def, *row);
    let anchor = ask.anchor.as_ref().and_then(|wanted| order.rows.place(row_of(state, def, wanted)?));
    let window = order.rows.window(ask.offset, ask.limit);
    let mut rows = Vec::with_capacity(window.len());
    for row in &window {
        rows.push(Row { id: row_id(row).unwrap_or_default(), cells: cells(state, def, columns, *row)? });
    }
    Ok(Listing {
        total: order.total,
        matched: order.rows.len(),
        offset: ask.offset,
        rows,
        anchor,
        seq: state.meta.seq,
        errors: Vec::new(),
        loading: None,
    })
}

/// The row of an id as [`id_text`] gives it.
fn row_of(state: &State, def: &ListDef, id: &str) -> Option<u32> {
    if let Some(kind) = def.kind {
        let id: Id = id.parse().ok()?;
        return (id.kind == kind).then(|| tables::row_of(id));
    }
    // The key of a finding ends or begins with its subject: only that one's rows are looked at.
    let subjects =
        id.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').filter_map(|part| part.parse::<Id>().ok());
    let rows = subjects.flat_map(|subject| state.tables.findings.rows_of(subject));
    rows.copied().find(|row| id_text(state, def, *row).as_deref() == Some(id))
}

fn id_text(state: &State, def: &ListDef, row: u32) -> Option<String> {
    match def.kind {
        Some(kind) => Some(tables::id_of(kind, row).to_string()),
        None => finding(state, row).map(|f| f.key()),
    }
}

fn finding(state: &State, row: u32) -> Option<Finding> {
    let (subject, ordinal) = state.tables.findings.key(row)?;
    let outcome = state.view.findings(subject).ok()?;
    schedule::with_reactions(state, subject, &outcome).ok()?.into_iter().nth(ordinal)
}

/// Filter, base filter and order of a list; the filter's mistakes when it has any.
pub fn order(
    state: &State,
    def: &ListDef,
    columns: &Columns,
    ask: &ListQuery,
    cancel: &AtomicBool,
) -> Result<Result<Arc<Order>, Vec<FilterProblem>>, Refusal> {
    let base = def.base.replace("@me", &format!("\"{}\"", ask.operator));
    let (sort, backwards) = sort_of(def, columns, ask);
    let source = def.kind.map(KindId::number);
    let asked = Asked { source, base, filter: ask.filter.clone(), sort, backwards, today: state.today };
    let results = &state.tables.results;
    if let Some(order) = results.answer(&asked) {
        return Ok(Ok(order));
    }
    let (live, wanted) = match rows(state, def, columns, &asked, cancel)? {
        Ok(found) => found,
        Err(errors) => return Ok(Err(errors)),
    };
    let total = live.count();
    let rows = match wanted {
        None => live,
        Some(mut wanted) => {
            wanted.intersect(&live);
            wanted
        }
    };
    let rows = match &asked.sort {
        None => Rows::natural(rows, backwards),
        Some(key) => Rows::Sorted(sorted(state, source, columns, rows, key)),
    };
    let order = Arc::new(Order { rows, total });
    results.keep(asked, &order);
    Ok(Ok(order))
}

/// The rows of the list, and those of the operator's filter when there is one.
#[allow(clippy::type_complexity)] // named, it would be used once
fn rows(
    state: &State,
    def: &ListDef,
    columns: &Columns,
    asked: &Asked,
    cancel: &AtomicBool,
) -> Result<Result<(RowSet, Option<RowSet>), Vec<FilterProblem>>, Refusal> {
    let schema = sources::schema_of(def.id).ok_or_else(|| Refusal::not_found(def.id))?;
    let base = query::parse(&asked.base, schema).map_err(|e| Refusal::internal(format!("{}: {e:?}", def.id)))?;
    let wanted = match query::parse(&asked.filter, schema) {
        Ok(wanted) => wanted,
        Err(errors) => {
            let problem =
                |e: query::FilterError| FilterProblem { from: e.at.start, to: e.at.end, msg: e.msg, help: e.help };
            return Ok(Err(errors.into_iter().map(problem).collect()));
        }
    };
    let cancelled = |_| Refusal::new(crate::api::Ground::Cancelled, Msg::new("refused-cancelled"));
    let live = base.run(columns, state.today, cancel).map_err(cancelled)?;
    if asked.filter.trim().is_empty() {
        return Ok(Ok((live, None)));
    }
    let mut rows = wanted.run(columns, state.today, cancel).map_err(cancelled)?;
    if let Some(row) = ids_in(&asked.filter, def) {
        rows.insert(row);
    }
    Ok(Ok((live, Some(rows))))
}

/// A filter that is an id finds the record of that id, whatever words it has.
fn ids_in(filter: &str, def: &ListDef) -> Option<u32> {
    let id: Id = filter.trim().parse().ok()?;
    (def.kind == Some(id.kind)).then(|| tables::row_of(id))
}

/// The column a list is sorted by, or row order and whether it is turned round.
pub fn sort_of(def: &ListDef, columns: &Columns, ask: &ListQuery) -> (Option<SortKey>, bool) {
    let (column, descending) = match &ask.sort {
        Some(sort) => (sort.column.as_str(), sort.descending),
        None => def.sort,
    };
    let long = long_name(columns, column);
    if column == "id" || columns.column(long).is_none() {
        return (None, descending);
    }
    (Some(SortKey { column: long.to_owned(), descending }), false)
}

/// Few rows are sorted by themselves; many are picked from the whole table in that order, which is kept.
fn sorted(state: &State, source: Source, columns: &Columns, rows: RowSet, key: &SortKey) -> Arc<Vec<u32>> {
    let count = rows.count();
    if count < MANY || count < columns.len() / 16 {
        return Arc::new(query::sort(&rows.to_rows(), columns, key));
    }
    let table = state.tables.results.table(source, columns, key);
    if count == columns.len() {
        return table;
    }
    Arc::new(table.iter().copied().filter(|row| rows.contains(*row)).collect())
}

/// The column behind the name a list heads it with.
fn long_name<'a>(columns: &Columns, name: &'a str) -> &'a str {
    if columns.column(name).is_some() { name } else { alias(name) }
}

/// The cells of a row, in the order of the list's columns.
fn cells(state: &State, def: &ListDef, columns: &Columns, row: u32) -> Result<Vec<Value>, Refusal> {
    let Some(kind) = def.kind else { return Ok(finding_cells(state, def, row)) };
    let stored = state.get(tables::id_of(kind, row))?;
    Ok(match stored {
        Some(stored) => def.columns.iter().map(|c| cell(state, columns, &stored, row, c.name, c.draw)).collect(),
        None => Vec::new(),
    })
}

fn int(columns: &Columns, row: u32, name: &str) -> i64 {
    match columns.cell(row, name) {
        query::Cell::Int(n) => i64::from(n),
        _ => 0,
    }
}

/// One cell: the record's own value where it has one, otherwise the derived column.
fn cell(state: &State, columns: &Columns, stored: &Stored, row: u32, name: &str, draw: Draw) -> Value {
    match (draw, name) {
        (_, "id") => return Value::Ref(stored.id.to_string()),
        (Draw::State, _) => return Value::Code(stored.state.clone()),
        (Draw::Open, _) => {
            return Value::List(vec![
                Value::Int(int(columns, row, "blocking")),
                Value::Int(int(columns, row, "findings")),
            ]);
        }
        (_, "docs") => {
            let have = int(columns, row, "docs");
            return Value::Text(format!("{have}/{}", have + int(columns, row, "docs_missing")));
        }
        // A case that is decided has no time left and none overdue.
        (_, "left") if !matches!(stored.state.as_str(), "open" | "returned") => return Value::Null,
        (_, "left") => return left(state, stored),
        // Nor is what was finished ever late: its day is in its detail.
        (Draw::Lapse, "due" | "wait_until") if !awaited(stored) => return Value::Null,
        (_, "step") => return step(columns, stored, row),
        (_, "name") => return Value::Text(name_of(state, stored)),
        _ => {}
    }
    let own = stored.get(alias(name));
    if !own.is_empty() {
        return own;
    }
    match columns.cell(row, long_name(columns, name)) {
        query::Cell::Code(c) => Value::Code(c.to_owned()),
        query::Cell::Date(d) => Value::Date(d),
        query::Cell::Int(n) => Value::Int(i64::from(n)),
        // Columns keep their texts folded; codes are written in capitals.
        query::Cell::Text(t) if draw == Draw::Code => Value::Text(t.to_uppercase()),
        query::Cell::Text(t) => Value::Text(t.to_owned()),
        _ => Value::Null,
    }
}

/// Whether a record's day is still awaited: an assessment somebody works on or decides, a letter that may be answered.
fn awaited(stored: &Stored) -> bool {
    let state = stored.state.as_str();
    match stored.id.kind {
        KindId::Assessment => assessment::OPEN.contains(&state) || state == "pending_approval",
        KindId::Letter => matches!(state, "draft" | "sent" | "overdue"),
        _ => true,
    }
}

/// When a case is due; behind it, whether a letter keeps its clock from running.
fn left(state: &State, stored: &Stored) -> Value {
    let nothing = Overlay::default();
    let found = Case::of(&stored.record).and_then(|case| clock::standing(state.now(&nothing), case).ok());
    match found {
        Some(clock::Standing { due: Some(at), paused: true }) => {
            Value::List(vec![Value::Instant(at), Value::Code(Running::Paused.as_str().to_owned())])
        }
        Some(clock::Standing { due: Some(at), .. }) => Value::Instant(at),
        _ => Value::Null,
    }
}

fn step(columns: &Columns, stored: &Stored, row: u32) -> Value {
    let votes = Case::of(&stored.record).map_or(0, |c| c.votes.len());
    match columns.cell(row, "role") {
        query::Cell::Code(role) => Value::Text(format!("{} {role}", votes + 1)),
        _ => Value::Null,
    }
}

/// The name of a row as entered: the record's own, or that of the record it belongs to.
fn name_of(state: &State, stored: &Stored) -> String {
    let field = match stored.id.kind {
        KindId::Case | KindId::Reaction => "subject",
        KindId::Document
        | KindId::Letter
        | KindId::Training
        | KindId::BankAccount
        | KindId::Hold
        | KindId::Erasure
        | KindId::Assessment
        | KindId::Certificate
        | KindId::Claim => "partner",
        KindId::Operator => "person",
        _ => return stored.title(),
    };
    let of = stored.get(field).as_text().and_then(|t| t.parse::<Id>().ok());
    let Some(of) = of.and_then(|id| state.get(id).ok().flatten()) else { return stored.title() };
    if stored.id.kind == KindId::Case {
        let nothing = Overlay::default();
        return case_name(state.now(&nothing), &of).unwrap_or_else(|_| of.title());
    }
    of.title()
}

fn finding_cells(state: &State, def: &ListDef, row: u32) -> Vec<Value> {
    let Some(finding) = finding(state, row) else { return Vec::new() };
    let name = state.get(finding.subject).ok().flatten().map(|s| s.title()).unwrap_or_default();
    let cell = |name_of: &str| match name_of {
        "severity" => Value::Code(finding.hit.severity.as_str().to_owned()),
        "rule" => Value::Text(finding.hit.rule.clone()),
        "subject" => Value::Ref(finding.subject.to_string()),
        "name" => Value::Text(name.clone()),
        "message" => message(&finding.hit.msg),
        "stance" => Value::Code(finding.state.as_str().to_owned()),
        "due" => finding.hit.due.map_or(Value::Null, Value::Date),
        _ => Value::Null,
    };
    def.columns.iter().map(|c| cell(c.name)).collect()
}

/// A message travels in a cell as JSON; whoever draws it renders it in his language.
fn message(msg: &Msg) -> Value {
    serde_json::to_string(msg).map_or(Value::Null, Value::Text)
}

/// A window of the journal, newest first or oldest first; its filter looks at who, what and which record.
pub fn journal(state: &State, journal: &FileJournal, ask: &ListQuery) -> Result<Listing, Refusal> {
    let def = lists::list("journal").ok_or_else(|| Refusal::not_found("journal"))?;
    let head = state.meta.seq;
    let descending = ask.sort.as_ref().is_none_or(|s| s.descending);
    let words: Vec<String> = ask.filter.split_whitespace().map(str::to_lowercase).collect();
    let mut rows = Vec::new();
    let total = usize::try_from(head).unwrap_or(usize::MAX);
    let numbers: Box<dyn Iterator<Item = u64>> =
        if descending { Box::new((1..=head).rev()) } else { Box::new(1..=head) };
    if words.is_empty() {
        for seq in numbers.skip(ask.offset).take(ask.limit) {
            rows.extend(read_entry(state, journal, seq).map(|e| entry_row(def, state, &e)));
        }
        let wanted = ask.anchor.as_ref().and_then(|a| a.parse::<u64>().ok());
        let place = |seq: u64| usize::try_from(if descending { head - seq } else { seq - 1 }).ok();
        let anchor = wanted.filter(|s| *s >= 1 && *s <= head).and_then(place);
        return Ok(Listing {
            total,
            matched: total,
            offset: ask.offset,
            rows,
            anchor,
            seq: head,
            ..Listing::default()
        });
    }
    let mut found: Vec<Entry> = Vec::new();
    for item in journal.read_from(1) {
        let (entry, _) = item.map_err(|e| Refusal::internal(e.to_string()))?;
        if words.iter().all(|w| entry_has(&entry, w)) {
            found.push(entry);
        }
    }
    if descending {
        found.reverse();
    }
    let matched = found.len();
    rows.extend(found.iter().skip(ask.offset).take(ask.limit).map(|e| entry_row(def, state, e)));
    Ok(Listing { total, matched, offset: ask.offset, rows, seq: head, ..Listing::default() })
}

fn entry_has(entry: &Entry, word: &str) -> bool {
    let (field, value) = word.split_once(':').unwrap_or(("", word));
    let has = |text: &str| text.to_lowercase().contains(value);
    let subject = || entry.puts.iter().any(|p| has(&p.id));
    match field {
        "by" => entry.by.to_lowercase() == value,
        "verb" => has(&entry.verb),
        "subject" => subject(),
        _ => has(&entry.by) || has(&entry.verb) || subject() || entry.why.as_deref().is_some_and(has),
    }
}

fn entry_row(def: &ListDef, state: &State, entry: &Entry) -> Row {
    let subject = entry.puts.first().map_or_else(|| entry.case.clone().unwrap_or_default(), |p| p.id.clone());
    let hash = state.view.entry(entry.seq).ok().flatten().map(|p| p.hash.to_string()).unwrap_or_default();
    let cell = |name: &str| match name {
        "seq" => Value::Int(i64::try_from(entry.seq).unwrap_or(i64::MAX)),
        "at" => Value::Instant(entry.at),
        "by" => Value::Text(entry.by.clone()),
        "role" => Value::Text(entry.role.clone()),
        "verb" => Value::Text(entry.verb.clone()),
        "subject" => Value::Ref(subject.clone()),
        "why" => Value::Text(entry.why.clone().unwrap_or_default()),
        "hash" => Value::Text(hash.clone()),
        _ => Value::Null,
    };
    Row { id: entry.seq.to_string(), cells: def.columns.iter().map(|c| cell(c.name)).collect() }
}

/// Findings of a subject, worst first.
pub fn findings_of(state: &State, subject: Id) -> Result<Vec<Finding>, Refusal> {
    let outcome = state.view.findings(subject)?;
    let nothing = Overlay::default();
    let mut found = schedule::findings(state.now(&nothing), subject, &outcome, state.today)?;
    found.sort_by(|a, b| b.hit.severity.cmp(&a.hit.severity).then_with(|| a.hit.rule.cmp(&b.hit.rule)));
    Ok(found)
}
