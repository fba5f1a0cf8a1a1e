//! Files of the operator's machine: tables read for an import, lists written for an export.

use crate::api::Answer;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::lists;
use crate::app::effect::ReadTable;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::interchange;
use crate::interchange::Format;
use crate::interchange::Mapping;
use crate::interchange::Rows;
use crate::interchange::export::Column;
use crate::interchange::export::Writer;
use crate::report::Asked;
use crate::runtime::effects::unread;
use crate::runtime::reports;
use crate::text::Diagnostic;
use std::env;
use std::fs;
use std::fs::File;
use std::io;
use std::io::BufWriter;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Rows asked for at a time.
const WINDOW: usize = 500;

/// A path as a person types it: `~/` is the home folder.
pub(crate) fn at_home(path: &str) -> PathBuf {
    let home = || env::var_os("HOME").map(PathBuf::from);
    match path.strip_prefix("~/").and_then(|rest| home().map(|home| home.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(path),
    }
}

/// Whether a path names a file and no folder.
fn bare(path: &str) -> bool {
    Path::new(path).file_name().is_some_and(|name| name == path)
}

/// Reads a table through a mapping and keeps the file in the desk.
pub(crate) fn read_table(desk: &dyn Desk, kind: &str, path: &str, mapping: &str) -> Result<ReadTable, Refusal> {
    let kind = KindId::from_name(kind).ok_or_else(|| Refusal::not_found(kind))?;
    let file = at_home(path);
    let bytes = match fs::read(&file) {
        // A table that came with the papers is named as it lies in the inbox.
        Err(why) if why.kind() == io::ErrorKind::NotFound && bare(path) => {
            desk.arrived(path).map_err(|_| unread(path, &why))?
        }
        read => read.map_err(|why| unread(path, &why))?,
    };
    if kind == KindId::Certificate && mapping.is_empty() {
        let rows = interchange::certificates::read(path, &bytes).map_err(|wrong| mistakes(path, &[wrong]))?;
        return read_rows(desk, &Mapping::by_headers(kind), rows, &bytes);
    }
    let read = |encoding| interchange::read(path, &bytes, encoding).map_err(|wrong| mistakes(path, &[wrong]));
    let (mapping, table) = if mapping.is_empty() {
        let table = read(None)?;
        (Mapping::fitting(kind, &table.headers), table)
    } else {
        let named = mapping;
        let mapping = mapping_of(named)?;
        if mapping.kind != kind {
            let msg = Msg::new("cli-mapping-kind").with("file", named).term("kind", mapping.kind.def().label());
            return Err(Refusal::invalid(msg.term("wanted", kind.def().label())));
        }
        let table = read(mapping.encoding)?;
        (mapping, table)
    };
    let rows = interchange::rows(path, &table, &mapping).map_err(|wrong| mistakes(path, &wrong))?;
    read_rows(desk, &mapping, rows, &bytes)
}

/// Keeps the file of rows in the desk.
fn read_rows(desk: &dyn Desk, mapping: &Mapping, rows: Rows, bytes: &[u8]) -> Result<ReadTable, Refusal> {
    let count = u64::try_from(rows.rows.len()).ok();
    let blob = crate::domain::entry::BlobRef { rows: count, ..desk.store("import", bytes)? };
    Ok(ReadTable {
        kind: mapping.kind,
        rows: rows.rows,
        rejected: rows.rejected,
        on_existing: mapping.on_existing,
        blob,
    })
}

/// The mapping named: one that ships, or a file.
fn mapping_of(named: &str) -> Result<Mapping, Refusal> {
    let made = if let Some(made) = Mapping::shipped(named) {
        made
    } else {
        let text = fs::read_to_string(at_home(named)).map_err(|why| unread(named, &why))?;
        Mapping::parse(named, &text)
    };
    made.map_err(|wrong| mistakes(named, &wrong))
}

fn mistakes(file: &str, wrong: &[Diagnostic]) -> Refusal {
    let first = wrong.first().map(|d| format!("{}:{}: {}", d.line, d.col, d.message)).unwrap_or_default();
    Refusal::invalid(Msg::new("runtime-file-wrong").with("file", file).with("why", first).with("n", wrong.len()))
}

/// Writes the rows of a list; returns how many.
pub(crate) fn export(
    desk: &dyn Desk,
    query: Query,
    path: &str,
    command: Command,
    cancel: &AtomicBool,
) -> Result<usize, Refusal> {
    let Query::List(mut query) = query else { return Err(Refusal::internal("only lists are exported")) };
    let format = Format::of(path).ok_or_else(|| Refusal::invalid(Msg::new("runtime-no-format").with("file", path)))?;
    let def = lists::list(&query.list).ok_or_else(|| Refusal::not_found(query.list.clone()))?;
    let columns: Vec<Column> = def.columns.iter().map(|c| Column { name: c.name.to_owned(), ty: None }).collect();
    let target = at_home(path);
    let fresh = part(&target);
    let unwritten = |why: io::Error| {
        Refusal::invalid(Msg::new("runtime-file-unwritten").with("file", path).with("why", why.to_string()))
    };
    let mut file = BufWriter::new(File::create(&fresh).map_err(unwritten)?);
    let mut written = 0;
    {
        let mut writer = Writer::new(format, &columns, &mut file).map_err(unwritten)?;
        query.limit = WINDOW;
        query.anchor = None;
        loop {
            query.offset = written;
            let answer = desk.ask(&Query::List(query.clone()), cancel).inspect_err(|_| gone(&fresh))?;
            let Answer::List(listing) = answer else { break };
            for row in &listing.rows {
                writer.row(&row.cells).map_err(unwritten)?;
            }
            written += listing.rows.len();
            if listing.rows.is_empty() || written >= listing.matched {
                break;
            }
        }
        writer.finish().map_err(unwritten)?;
    }
    drop(file.into_inner().map_err(|why| unwritten(why.into_error()))?);
    let operator = command.by.clone();
    reports::journal_list(Asked { desk, cancel, operator: &operator }, &query, written, &fresh, command)?;
    fs::rename(&fresh, &target).map_err(unwritten)?;
    Ok(written)
}

/// Half an export helps nobody.
fn gone(path: &Path) {
    let _ = fs::remove_file(path);
}

/// The name under which a file or folder is written until it is whole.
pub(crate) fn part(target: &Path) -> PathBuf {
    let name = target.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    target.with_file_name(format!("{name}.part"))
}
