//! Reports handed out: made, journaled as an export, written where they were wanted.
//!
//! The export is journaled before the first byte is written: nothing leaves the desk without an entry, at worst an entry
//! speaks of a file that could not be written.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Desk;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Status;
use crate::api::report::Order;
use crate::api::report::Reported;
use crate::api::report::Which;
use crate::domain::entry::Digest;
use crate::domain::export::ExportWhat;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::report;
use crate::report::Asked;
use crate::report::Content;
use crate::report::Form;
use crate::report::Made;
use crate::report::Pack;
use crate::runtime::files;
use crate::runtime::files::at_home;
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::Ordering;

/// Characters a journaled command or filter has at most.
const LONGEST: usize = 390;
/// Forms of a pack.
const FORMS: &[Form] = &[Form::Markdown, Form::Html, Form::Xlsx];

/// Makes a report and writes it: to a file of one form, or into a folder of its own with the files that belong to it and
/// `SHA256SUMS`. The act of `command` is replaced by what is journaled.
pub fn hand_out(asked: Asked<'_>, order: &Order, to: &str, command: Command, i18n: &I18n) -> Result<Reported, Refusal> {
    let path = at_home(to);
    let form = Form::of(to).filter(|_| !path.is_dir());
    if form.is_none() {
        if path.extension().is_some() && !path.is_dir() && !to.ends_with('/') {
            let hint = Msg::new("report-no-form-hint");
            return Err(Refusal::invalid(Msg::new("report-no-form").with("file", to)).hint(hint));
        }
        check_free(&path)?;
    }
    let made = report::build(asked, order, i18n)?;
    let mut reported = reported(&made);
    reported.path = path.display().to_string();
    if let Some(form) = form {
        let bytes = report::render(&made.report, form, i18n)?;
        reported.sha256 = Digest::of(&bytes).to_string();
        reported.export = journal(asked, order, &reported, command, i18n)?;
        write_file(&bytes, &path)?;
    } else {
        let pack = Pack::of(made.report, FORMS, i18n)?.with(made.stored);
        reported.files = pack.files.len();
        reported.sha256 = pack.hash();
        reported.export = journal(asked, order, &reported, command, i18n)?;
        write_pack(asked.desk, &pack, &path)?;
    }
    Ok(reported)
}

/// Makes a report that is printed. What is missing is only read; what may go anywhere is journaled.
pub fn print(
    asked: Asked<'_>,
    order: &Order,
    form: Form,
    command: Command,
    i18n: &I18n,
) -> Result<(Reported, Vec<u8>), Refusal> {
    let made = report::build(asked, order, i18n)?;
    let bytes = report::render(&made.report, form, i18n)?;
    let mut reported = reported(&made);
    reported.sha256 = Digest::of(&bytes).to_string();
    if order.which != Which::Lint {
        reported.export = journal(asked, order, &reported, command, i18n)?;
    }
    Ok((reported, bytes))
}

fn reported(made: &Made) -> Reported {
    Reported {
        summary: made.report.summary.clone(),
        count: made.report.count,
        path: String::new(),
        files: 1,
        sha256: String::new(),
        export: String::new(),
        entry: made.entry,
    }
}

/// The journal's entry of a report that was made; its id.
fn journal(
    asked: Asked<'_>,
    order: &Order,
    reported: &Reported,
    command: Command,
    i18n: &I18n,
) -> Result<String, Refusal> {
    let (what, subject) = report::subject(order);
    let fields = vec![
        ("what", Value::Code(what.as_str().to_owned())),
        ("subject", Value::Text(subject)),
        ("as_at", Value::Date(order.day)),
        ("filter", text(&order.filter)),
        ("entry", int(reported.entry)),
        ("count", int(reported.count)),
        ("files", int(reported.files)),
        ("sha256", Value::Text(reported.sha256.clone())),
        ("command", text(&report::command_of(order, reported.entry, i18n))),
        ("personal", Value::Flag(order.personal)),
    ];
    exported(asked, &status(asked)?, order.personal, fields, command)
}

/// Journals the rows of a list that were written to a file; the file goes again when that is refused.
pub fn journal_list(
    asked: Asked<'_>,
    query: &ListQuery,
    rows: usize,
    file: &Path,
    command: Command,
) -> Result<(), Refusal> {
    let status = status(asked)?;
    let bytes = fs::read(file).map_err(|why| unwritten(file, &why))?;
    let fields = vec![
        ("what", Value::Code(ExportWhat::List.as_str().to_owned())),
        ("subject", Value::Text(query.list.clone())),
        ("as_at", query.as_at.map_or(Value::Null, Value::Date)),
        ("filter", text(&query.filter)),
        ("entry", int(status.seq)),
        ("count", int(rows)),
        ("files", Value::Int(1)),
        ("sha256", Value::Text(Digest::of(&bytes).to_string())),
    ];
    exported(asked, &status, false, fields, command).map(|_| ()).inspect_err(|_| {
        // What may not be journaled does not leave the desk.
        let _ = fs::remove_file(file);
    })
}

/// How the desk stands.
fn status(asked: Asked<'_>) -> Result<Status, Refusal> {
    match asked.desk.ask(&Query::Status, asked.cancel)? {
        Answer::Status(status) => Ok(status),
        _ => Err(Refusal::internal("no status")),
    }
}

/// Journals what leaves the desk, unless it was given up meanwhile; the id of the entry, or nothing on a desk that cannot
/// be written. Such a desk can be reported on all the same, but secrets are not given away unseen.
fn exported(
    asked: Asked<'_>,
    status: &Status,
    personal: bool,
    fields: Vec<(&str, Value)>,
    mut command: Command,
) -> Result<String, Refusal> {
    if asked.cancel.load(Ordering::Relaxed) {
        return Err(Refusal::cancelled());
    }
    if status.read_only.is_some() && !personal {
        return Ok(String::new());
    }
    let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
    command.act = Act::export(given.map(|(path, value)| Assign { path: path.to_owned(), value }).collect());
    let done = asked.desk.submit(command)?;
    Ok(done.ids.first().map(ToString::to_string).unwrap_or_default())
}

fn int<N: TryInto<i64>>(n: N) -> Value {
    Value::Int(n.try_into().unwrap_or(i64::MAX))
}

fn text(text: &str) -> Value {
    Value::Text(text.chars().take(LONGEST).collect())
}

/// A path that cannot be written.
fn unwritten(path: &Path, why: &io::Error) -> Refusal {
    let path = path.display().to_string();
    Refusal::invalid(Msg::new("runtime-file-unwritten").with("file", path).with("why", why.to_string()))
}

/// Refuses a folder that is there: a pack is never written over another.
fn check_free(dir: &Path) -> Result<(), Refusal> {
    if dir.exists() {
        let path = dir.display().to_string();
        return Err(Refusal::invalid(Msg::new("report-folder-there").with("path", path)));
    }
    Ok(())
}

/// Writes a pack into a folder of its own, whole or not at all.
fn write_pack(desk: &dyn Desk, pack: &Pack, dir: &Path) -> Result<(), Refusal> {
    check_free(dir)?;
    let part = files::part(dir);
    let filled = fill(desk, pack, &part);
    if filled.is_err() {
        // Half a pack helps nobody.
        let _ = fs::remove_dir_all(&part);
    }
    filled?;
    fs::rename(&part, dir).map_err(|why| unwritten(dir, &why))
}

fn fill(desk: &dyn Desk, pack: &Pack, dir: &Path) -> Result<(), Refusal> {
    let folders = pack.files.keys().filter_map(|path| Some(dir.join(path).parent()?.to_owned()));
    let folders: BTreeSet<PathBuf> = folders.chain([dir.to_owned()]).collect();
    for folder in folders {
        fs::create_dir_all(&folder).map_err(|why| unwritten(&folder, &why))?;
    }
    let files: Vec<(&String, &Content)> = pack.files.iter().collect();
    files.par_iter().try_for_each(|(path, content)| {
        let target = dir.join(path);
        match content {
            Content::Bytes(bytes) => fs::write(&target, bytes),
            // Read through its hash: what is listed is what is written.
            Content::Stored(sha256) => fs::write(&target, desk.file(sha256)?),
        }
        .map_err(|why| unwritten(&target, &why))
    })?;
    let sums = dir.join(report::SUMS);
    fs::write(&sums, pack.sums()).map_err(|why| unwritten(&sums, &why))
}

/// Writes one file, whole or not at all.
fn write_file(bytes: &[u8], path: &Path) -> Result<(), Refusal> {
    let part = files::part(path);
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|why| unwritten(path, &why))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Via;
    use crate::runtime::tests::desk;
    use std::sync::atomic::AtomicBool;

    #[test]
    fn what_was_given_up_is_not_journaled() {
        let (_dir, desk, _) = desk();
        let cancel = AtomicBool::new(true);
        let asked = Asked { desk: desk.as_ref(), cancel: &cancel, operator: "chen" };
        let command = |n| Command {
            key: uuid::Uuid::from_u128(n),
            by: "chen".into(),
            role: None,
            via: Via::Tui,
            why: Some("customs asks".into()),
            seen: None,
            blobs: Vec::new(),
            act: Act::export(Vec::new()),
        };
        let fields = || {
            vec![
                ("what", Value::Code(ExportWhat::List.as_str().to_owned())),
                ("subject", Value::Text("partners".into())),
                ("sha256", Value::Text(Digest::of(b"x").to_string())),
            ]
        };
        let known = Status::default();
        assert_eq!(exported(asked, &known, false, fields(), command(1)), Err(Refusal::cancelled()));
        let live = AtomicBool::new(false);
        let asked = Asked { cancel: &live, ..asked };
        assert_eq!(exported(asked, &known, false, fields(), command(2)).map(|id| id.is_empty()), Ok(false));
    }
}
