//! `entrepot import KIND FILE`: the rows of a file, with a mapping, in chunks; good rows are kept, bad ones reported.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Command;
use crate::api::ImportCounts;
use crate::api::Query;
use crate::api::RowError;
use crate::api::Via;
use crate::cli::args::Global;
use crate::cli::args::ImportArgs;
use crate::cli::coi;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::out::lines_visible;
use crate::cli::saq;
use crate::cli::session::Session;
use crate::cli::session::file;
use crate::cli::session::file_name;
use crate::cli::session::kind;
use crate::cli::session::unexpected;
use crate::domain::entry::BlobRef;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::interchange;
use crate::interchange::Mapping;
use crate::interchange::Rows;
use crate::interchange::Table;
use crate::interchange::mapping::SHIPPED;
use crate::interchange::rejects;
use crate::text::clip;
use std::fs;
use std::path::Path;

/// Rows of one entry.
const CHUNK: usize = 500;
/// Rejected rows that are named on the screen; the reject file has them all.
const NAMED: usize = 10;

/// Runs it.
pub fn run(global: &Global, args: &ImportArgs, out: &mut Out) -> Result<(), Fail> {
    let kind = kind(&args.kind)?;
    let bytes = file(&args.file)?;
    let shown = args.file.display().to_string();
    if args.suggest {
        let table = interchange::read(&shown, &bytes, None).map_err(|d| wrong_file(&shown, vec![d]))?;
        return out.raw(&interchange::suggest(kind, &file_name(&args.file), &table));
    }
    let read = |encoding| interchange::read(&shown, &bytes, encoding).map_err(|d| wrong_file(&shown, vec![d]));
    if kind == KindId::Assessment {
        if args.mapping.is_some() {
            return Err(Fail::user(Msg::new("cli-no-mapping")).hint(Msg::new("cli-no-mapping-hint")));
        }
        let table = read(None)?;
        let session = Session::open(global, out)?;
        return saq::run(&session, args, &table, &bytes, out);
    }
    if kind == KindId::Certificate && coi::is_paper(&args.file, &bytes) {
        return coi::run(global, args, &bytes, out);
    }
    if args.paper.partner.is_some() {
        return Err(Fail::user(Msg::new("coi-no-paper").with("file", shown)));
    }
    if kind == KindId::Certificate && args.mapping.is_none() {
        let rows = interchange::certificates::read(&shown, &bytes).map_err(|d| wrong_file(&shown, vec![d]))?;
        return kept(global, args, (Mapping::by_headers(kind), rows), &bytes, out);
    }
    let (mapping, table) = if let Some(named) = args.mapping.as_deref() {
        let mapping = mapping(kind, named)?;
        let table = read(mapping.encoding)?;
        (mapping, table)
    } else {
        let table = read(None)?;
        (Mapping::fitting(kind, &table.headers), table)
    };
    let rows = interchange::rows(&shown, &table, &mapping).map_err(|d| wrong_file(&shown, d))?;
    kept(global, args, (mapping, rows), &bytes, out)
}

/// Takes the rows in, or says what would become of them.
fn kept(
    global: &Global,
    args: &ImportArgs,
    (mapping, rows): (Mapping, Rows),
    bytes: &[u8],
    out: &mut Out,
) -> Result<(), Fail> {
    let shown = args.file.display().to_string();
    if !rows.ignored.is_empty() {
        out.note(&Msg::new("cli-ignored-columns").with("columns", rows.ignored.clone()));
    }
    let session = Session::open(global, out)?;
    let (counts, kept) = if args.dry_run {
        (plan(&session, &mapping, rows)?, None)
    } else {
        let name = file_name(&args.file);
        take(&session, args, &mapping, bytes, &name, rows, out)?
    };
    let source = || interchange::read(&shown, bytes, mapping.encoding).ok();
    report(args, &shown, &counts, kept, &source, out)
}

/// The mapping named: one that ships, or a file.
fn mapping(kind: KindId, named: &str) -> Result<Mapping, Fail> {
    let shipped = if named.contains(['/', '.']) { None } else { Mapping::shipped(named) };
    let made = if let Some(made) = shipped {
        made
    } else {
        let text = fs::read_to_string(named).map_err(|e| {
            let known: Vec<&str> = SHIPPED.iter().map(|(n, _)| *n).collect();
            Fail::user(Msg::new("cli-file-unread").with("file", named))
                .cause(&e)
                .hint(Msg::new("cli-mappings-hint").with("names", known))
        })?;
        Mapping::parse(named, &text)
    };
    let mapping = made.map_err(|d| Fail::diagnostics(Msg::new("cli-mapping-wrong").with("file", named), d))?;
    if mapping.kind == kind {
        Ok(mapping)
    } else {
        let msg = Msg::new("cli-mapping-kind").with("file", named).term("kind", mapping.kind.def().label());
        Err(Fail::user(msg.term("wanted", kind.def().label())))
    }
}

fn wrong_file(file: &str, diagnostics: Vec<crate::text::Diagnostic>) -> Fail {
    Fail::diagnostics(Msg::new("cli-import-nothing").with("file", file), diagnostics)
}

fn plan(session: &Session, mapping: &Mapping, rows: Rows) -> Result<ImportCounts, Fail> {
    let query = Query::Plan { kind: mapping.kind, rows: rows.rows, on_existing: mapping.on_existing };
    let Answer::Plan(mut counts) = session.ask(&query)? else { return Err(unexpected()) };
    counts.rejected.extend(rows.rejected);
    counts.rejected.sort_by_key(|r| r.line);
    Ok(counts)
}

/// Sends the rows chunk by chunk. When interrupted between two, the line up to which the file was taken.
fn take(
    session: &Session,
    args: &ImportArgs,
    mapping: &Mapping,
    bytes: &[u8],
    name: &str,
    rows: Rows,
    out: &Out,
) -> Result<(ImportCounts, Option<u64>), Fail> {
    let mut counts = ImportCounts { rejected: rows.rejected, ..ImportCounts::default() };
    if rows.rows.is_empty() {
        return Ok((counts, None));
    }
    let blob = BlobRef { rows: Some(rows.rows.len() as u64), ..session.desk().store("import", bytes)? };
    let hash = blob.sha256.to_string();
    let batch = format!("{name}:{}", hash.get(..12).unwrap_or(&hash));
    session.catch_interrupts();
    let bar = out.progress(rows.rows.len() as u64);
    let mut stopped = None;
    let mut last = 0;
    for chunk in rows.rows.chunks(CHUNK) {
        if session.interrupted() {
            stopped = Some(last);
            break;
        }
        let act = Act::Import {
            kind: mapping.kind,
            rows: chunk.to_vec(),
            on_existing: mapping.on_existing,
            batch: batch.clone(),
        };
        let command =
            Command { via: Via::Import, blobs: vec![blob.clone()], ..session.command(act, args.why.as_deref())? };
        let done = session.submit(command).map_err(|fail| {
            bar.abandon();
            if last == 0 { fail } else { fail.hint(Msg::new("cli-import-kept").with("line", last)) }
        })?;
        if let Some(chunk) = done.import {
            counts.created += chunk.created;
            counts.changed += chunk.changed;
            counts.same += chunk.same;
            counts.rejected.extend(chunk.rejected);
        }
        last = chunk.last().map_or(last, |row| row.line);
        bar.inc(chunk.len() as u64);
    }
    bar.finish_and_clear();
    counts.rejected.sort_by_key(|r| r.line);
    Ok((counts, stopped))
}

/// Says what was taken, and writes the reject file with the rows of the file itself.
pub fn report(
    args: &ImportArgs,
    file: &str,
    counts: &ImportCounts,
    stopped: Option<u64>,
    source: &dyn Fn() -> Option<Table>,
    out: &mut Out,
) -> Result<(), Fail> {
    let rejects = match &args.rejects {
        Some(path) => path.display().to_string(),
        None => rejects::name(file),
    };
    let written = !counts.rejected.is_empty() && !args.dry_run;
    if written {
        write_rejects(Path::new(&rejects), &counts.rejected, source().as_ref(), out)?;
    }
    if out.is_json() {
        let object = serde_json::json!({
            "file": file,
            "dry_run": args.dry_run,
            "created": counts.created,
            "changed": counts.changed,
            "same": counts.same,
            "rejected": counts.rejected,
            "reject_file": written.then_some(&rejects),
            "interrupted_after_line": stopped,
        });
        out.json(&object)?;
    } else {
        sentences(args.dry_run, file, counts, stopped, out)?;
        if written {
            out.note(&Msg::new("cli-rejects-in").with("n", counts.rejected_rows()).with("file", rejects));
        }
    }
    if counts.rejected.is_empty() && stopped.is_none() { Ok(()) } else { Err(Fail::answer()) }
}

fn sentences(
    dry_run: bool,
    file: &str,
    counts: &ImportCounts,
    stopped: Option<u64>,
    out: &mut Out,
) -> Result<(), Fail> {
    for row in counts.rejected.iter().take(NAMED) {
        let why = out.words(&row.why);
        let value = clip(&row.value, 40).into_owned();
        let shown = [row.path.as_str(), value.as_str()].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>();
        let line = format!("{file}:{}: {}: {why}", row.line, shown.join(" = "));
        out.line(&lines_visible(&line))?;
    }
    if counts.rejected.len() > NAMED {
        out.say(&Msg::new("cli-more-rejects").with("n", counts.rejected.len() - NAMED))?;
    }
    let id = if dry_run { "cli-import-would" } else { "cli-imported" };
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    out.say(
        &Msg::new(id)
            .with("created", count(counts.created))
            .with("changed", count(counts.changed))
            .with("same", count(counts.same))
            .with("rejected", counts.rejected_rows()),
    )?;
    if counts.created + counts.changed == 0 && counts.same > 0 {
        out.say(&Msg::new("cli-import-same"))?;
    }
    match stopped {
        Some(line) => out.say(&Msg::new("cli-import-stopped").with("line", line)),
        None => Ok(()),
    }
}

fn write_rejects(path: &Path, rejected: &[RowError], source: Option<&Table>, out: &Out) -> Result<(), Fail> {
    let unwritten = || Fail::user(Msg::new("cli-file-unwritten").with("file", path.display().to_string()));
    let bytes = rejects::write(rejected, source, &|msg| out.i18n.text(msg)).map_err(|e| unwritten().cause(&e))?;
    fs::write(path, bytes).map_err(|e| unwritten().cause(&e).hint(Msg::new("cli-rejects-hint")))
}
