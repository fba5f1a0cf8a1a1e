//! `entrepot show [KIND] ID`: a record with what surrounds it, its history, and who decided what.

mod assessed;
mod cover;

use crate::api::Answer;
use crate::api::At;
use crate::api::Query;
use crate::api::Shown;
use crate::api::cover::CoverBlock;
use crate::api::query::Revision;
use crate::cli::args::Global;
use crate::cli::args::ShowArgs;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::letter;
use crate::cli::list::state;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::cli::session::Session;
use crate::cli::session::day;
use crate::cli::session::kind;
use crate::cli::session::unexpected;
use crate::domain::field::FieldType;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::format;
use crate::interchange::export;
use crate::text::pad;
use crate::ui::cells;
use serde_json::Map;
use serde_json::json;

/// Runs it.
pub fn run(global: &Global, args: &ShowArgs, out: &mut Out) -> Result<(), Fail> {
    let (named, what) = match args.what.as_slice() {
        [kind_name, what] => (Some(kind(kind_name)?), what),
        [what] => (None, what),
        _ => return Err(Fail::user(Msg::new("cli-set-what"))),
    };
    let at = match (args.at, args.as_at.as_deref()) {
        (Some(rev), _) => At::Rev(rev),
        (None, Some(text)) => At::Day(day(text)?),
        (None, None) => At::Now,
    };
    let session = Session::open(global, out)?;
    let id = session.find(what)?;
    if let Some(named) = named.filter(|named| *named != id.kind) {
        let msg = Msg::new("cli-other-kind").with("id", id.to_string()).term("kind", named.def().label());
        return Err(Fail::user(msg));
    }
    if args.history || args.receipt {
        let Answer::History(revisions) = session.ask(&Query::History { id })? else { return Err(unexpected()) };
        return if args.history { history(&session, id, &revisions, out) } else { receipt(&session, &revisions, out) };
    }
    let query = Query::Show { id, at, operator: session.operator.clone() };
    let Answer::Show(shown) = session.ask(&query)? else { return Err(unexpected()) };
    if let Some(form) = args.text {
        return letter::print(&shown, form, out);
    }
    let blocks = cover::blocks(&session, &shown)?;
    if out.is_json() { out.json(&object(&shown, &blocks)) } else { record(&session, &shown, &blocks, out) }
}

/// The record as JSON: fields by name, the rest as the desk says it.
fn object(shown: &Shown, blocks: &[CoverBlock]) -> serde_json::Value {
    let def = shown.id.kind.def();
    let ty = |name: &str| def.field(name).map(|f| f.ty);
    let fields: Map<String, serde_json::Value> =
        shown.fields.iter().map(|(name, value)| (name.clone(), export::json(value, ty(name)))).collect();
    json!({
        "id": shown.id,
        "kind": def.name,
        "rev": shown.rev,
        "state": shown.state,
        "since": shown.since,
        "title": shown.title,
        "fields": fields,
        "findings": shown.findings,
        "result": assessed::object(shown),
        "documents": shown.documents,
        "cases": shown.cases,
        "verbs": shown.offers,
        "contributors": shown.contributors,
        "lapses": shown.lapses,
        "risk": shown.risk,
        "cover": shown.cover,
        "required_actual": blocks,
        "made_by": shown.made_by,
        "at": shown.at,
    })
}

fn record(session: &Session, shown: &Shown, blocks: &[CoverBlock], out: &mut Out) -> Result<(), Fail> {
    let kind = shown.id.kind;
    heading(out, &format!("{}  {}", shown.id, shown.title))?;
    let since = format::date_time(shown.since, session.zone);
    let line =
        format!("{} · rev {} · {since} · {}", state(out, kind.def().name, &shown.state), shown.rev, shown.made_by);
    out.line(&line)?;
    if shown.at != At::Now {
        out.note(&Msg::new("cli-not-now"));
    }
    fields(session, kind, shown, out)?;
    assessed::section(shown, out)?;
    cover::channels(shown, out)?;
    cover::tables(blocks, out)?;
    if !shown.findings.is_empty() {
        section(out, "view-findings")?;
        for finding in &shown.findings {
            let text = out.words(&finding.hit.msg);
            let said = out.label(&format!("code-finding-state-{}", finding.state.as_str()), finding.state.as_str());
            out.line(&format!("  {}  {}  {text} ({said})", finding.hit.severity.as_str(), finding.key()))?;
        }
    }
    if !shown.documents.is_empty() {
        section(out, "view-documents")?;
        let mut grid = Grid::new(vec![String::new(); 6]);
        for line in &shown.documents {
            let id = line.id.map_or_else(|| "—".to_owned(), |id| id.to_string());
            let valid_to = line.valid_to.map_or_else(String::new, |d| d.to_string());
            let name = out.label(&format!("code-doc-code-{}", line.code), "");
            grid.row(vec![
                format!("  {}", line.code),
                name,
                id,
                state(out, "document", &line.state),
                valid_to,
                line.number.clone(),
            ]);
        }
        grid.print(out)?;
    }
    if let Some(risk) = &shown.risk {
        let msg = Msg::new("risk-heading").term("band", risk.band.label()).with("residual", i64::from(risk.residual));
        let words = out.words(&msg);
        out.line("")?;
        heading(out, &words)?;
        for told in &risk.made_of {
            let words = out.words(told);
            out.line(&crate::text::visible(&format!("  {words}")))?;
        }
    }
    if !shown.cases.is_empty() {
        section(out, "view-cases")?;
        for case in &shown.cases {
            let at = case.at.map_or_else(String::new, |at| format::date_time(at, session.zone));
            let verb = out.label(&format!("verb-{}", case.verb.replace('.', "-")), &case.verb);
            out.line(&format!("  {}  {}  {verb}  {}  {at}", case.id, state(out, "case", &case.state), case.by))?;
        }
    }
    if shown.at == At::Now && !shown.offers.is_empty() {
        section(out, "cli-verbs")?;
        for offer in &shown.offers {
            let refused = offer.refused.as_ref().map_or_else(String::new, |why| format!("  — {}", out.words(why)));
            out.line(&format!("  {}  → {}{refused}", pad(&offer.verb, 28), offer.to))?;
        }
    }
    Ok(())
}

fn fields(session: &Session, kind: KindId, shown: &Shown, out: &mut Out) -> Result<(), Fail> {
    let mut grid = Grid::new(vec![String::new(); 2]);
    for (name, value) in shown.fields.iter().filter(|(_, value)| !value.is_empty()) {
        let field = kind.def().field(name);
        let label = field.map_or_else(|| name.clone(), |f| out.label(&f.label(), name));
        let lines: Vec<String> = match (value, field.map(|f| f.ty)) {
            (Value::Code(code), Some(FieldType::Code(table))) if table.labelled => {
                vec![format!("{code}  {}", out.label(&table.label(code), ""))]
            }
            (value, Some(ty)) => cells::field(&out.i18n, ty, value, session.zone),
            (other, None) => other.to_string().lines().map(str::to_owned).collect(),
        };
        for (n, line) in lines.into_iter().enumerate() {
            grid.row(vec![if n == 0 { label.clone() } else { String::new() }, line]);
        }
    }
    if grid.is_empty() { Ok(()) } else { grid.print(out) }
}

pub(super) fn heading(out: &mut Out, text: &str) -> Result<(), Fail> {
    let line = out.tone(Tone::Strong, &crate::text::visible(text));
    out.line(&line)
}

fn section(out: &mut Out, label: &str) -> Result<(), Fail> {
    let text = out.label(label, label.trim_start_matches("view-"));
    out.line("")?;
    heading(out, &text)
}

fn history(session: &Session, id: Id, revisions: &[Revision], out: &mut Out) -> Result<(), Fail> {
    for revision in revisions {
        if out.is_json() {
            let value = serde_json::to_value(revision).unwrap_or_default();
            out.json(&value)?;
            continue;
        }
        let entry = &revision.entry;
        let at = format::date_time(entry.at, session.zone);
        heading(out, &format!("rev {} · {at} · {} · {}", revision.rev, entry.by, entry.verb))?;
        out.line(&format!("  #{} → {}", entry.seq, state(out, id.kind.def().name, &revision.state)))?;
        if !entry.why.is_empty() {
            out.line(&format!("  “{}”", crate::text::visible(&entry.why)))?;
        }
        for change in &revision.changes {
            let (place, field) = cells::path(&out.i18n, Some(id.kind), &change.path);
            let words = |value: &Value| match field {
                Some(field) => cells::field(&out.i18n, field.ty, value, session.zone).join("; "),
                None => value.to_string(),
            };
            let (before, after) = (words(&change.before), words(&change.after));
            if before.is_empty() && after.is_empty() {
                continue;
            }
            let line = format!("  {place}: {before} → {after}");
            out.line(&crate::text::visible(&line))?;
        }
    }
    Ok(())
}

/// What was before each person who decided, as journaled, with the entry's hash to compare.
fn receipt(session: &Session, revisions: &[Revision], out: &mut Out) -> Result<(), Fail> {
    for revision in revisions.iter().rev() {
        let Answer::Entry { json, hash } = session.ask(&Query::Entry { seq: revision.entry.seq })? else {
            return Err(unexpected());
        };
        let entry: serde_json::Value = serde_json::from_str(&json).unwrap_or_default();
        let take = |name: &str| entry.get(name).cloned().unwrap_or_default();
        let names = ["seq", "at", "by", "role", "verb", "case", "why", "seen", "blobs"];
        let mut object: Map<String, serde_json::Value> = names.iter().map(|n| ((*n).to_owned(), take(n))).collect();
        object.insert("hash".to_owned(), hash.clone().into());
        if out.is_json() {
            out.json(&serde_json::Value::Object(object))?;
            continue;
        }
        let entry = &revision.entry;
        let at = format::date_time(entry.at, session.zone);
        heading(out, &format!("#{} · {at} · {} ({}) · {}", entry.seq, entry.by, entry.role, entry.verb))?;
        if !entry.why.is_empty() {
            out.line(&format!("  “{}”", crate::text::visible(&entry.why)))?;
        }
        if let Some(seen) = object.get("seen").and_then(serde_json::Value::as_object) {
            for (name, value) in seen {
                out.line(&crate::text::visible(&format!("  {}  {value}", pad(name, 9))))?;
            }
        }
        out.line(&format!("  {}  {hash}", pad("hash", 9)))?;
    }
    Ok(())
}
