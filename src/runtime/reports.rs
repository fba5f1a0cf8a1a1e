//! Reports: asked of the desk, journaled as an export, written where they were wanted.
//!
//! The export is journaled before the first byte is written: nothing leaves the desk without an entry, at worst an entry
//! speaks of a file that could not be written.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::RegisterQuery;
use crate::api::report::Order;
use crate::api::report::Which;
use crate::domain::entry::Digest;
use crate::domain::export::ExportWhat;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::report;
use crate::report::Content;
use crate::report::Pack;
use crate::report::Report;
use crate::report::Words;
use chrono_tz::Tz;
use rayon::prelude::*;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// Characters a journaled command has at most.
const LONGEST: usize = 390;

/// A report that was made.
pub struct Made {
    /// What it says.
    pub report: Report,
    /// Files of the desk that belong to it: path in a pack and SHA-256.
    pub stored: Vec<(String, String)>,
    /// The last entry it looked at.
    pub entry: u64,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Where.
    pub path: String,
    /// How many files, without `SHA256SUMS`.
    pub files: usize,
    /// The hash of the file, or of `SHA256SUMS`.
    pub sha256: String,
}

/// The kind of an order's export and what it is of.
fn subject(order: &Order) -> (ExportWhat, String) {
    match &order.which {
        Which::Register => (ExportWhat::Register, "partners".to_owned()),
        Which::PartnerFile(id) => (ExportWhat::PartnerFile, id.to_string()),
        Which::Segregation { from } => (ExportWhat::Segregation, from.to_string()),
    }
}

/// A word of a command line as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The command that makes the report of an order again.
fn command_of(order: &Order, entry: u64, i18n: &I18n) -> String {
    let mut words = vec!["entrepot".to_owned(), "report".to_owned()];
    match &order.which {
        Which::Register => words.extend(["register".to_owned(), format!("--as-at {}", order.day)]),
        Which::PartnerFile(id) => words.extend(["partner-file".to_owned(), format!("{id} --as-at {}", order.day)]),
        Which::Segregation { from } => {
            words.extend(["segregation".to_owned(), format!("--from {from} --to {}", order.day)]);
        }
    }
    words.push(format!("--at-entry {entry}"));
    if !order.filter.is_empty() {
        words.push(format!("--filter {}", quoted(&order.filter)));
    }
    if order.personal {
        words.push("--personal".to_owned());
    }
    words.push(format!("--locale {}", i18n.locale().tag()));
    words.join(" ")
}

fn unexpected() -> Refusal {
    Refusal::internal("the desk answered something else than was asked")
}

/// Makes the report of an order.
pub fn build(desk: &dyn Desk, order: &Order, i18n: &I18n, cancel: &AtomicBool) -> Result<Made, Refusal> {
    let Answer::Status(status) = desk.ask(&Query::Status, cancel)? else { return Err(unexpected()) };
    let unseal = |sealed: &Sealed, field: &str| desk.unseal(sealed, field);
    let zone = status.zone.parse().unwrap_or(Tz::UTC);
    let words = Words { i18n, zone, unseal: if order.personal { Some(&unseal) } else { None } };
    match &order.which {
        Which::Register => {
            let fields = report::REGISTER_FIELDS.iter().map(|f| (*f).to_owned()).collect();
            let query =
                RegisterQuery { kind: KindId::Partner, fields, filter: order.filter.clone(), upto: order.upto() };
            let Answer::Register(answer) = desk.ask(&Query::Register(query), cancel)? else {
                return Err(unexpected());
            };
            if let Some(wrong) = answer.errors.first() {
                return Err(Refusal::invalid(wrong.msg.clone()));
            }
            let entry = answer.head.seq;
            let report = report::register(&words, &answer, &order.filter, &command_of(order, entry, i18n));
            Ok(Made { report, stored: Vec::new(), entry })
        }
        Which::PartnerFile(id) => {
            let Answer::File(file) = desk.ask(&Query::File { id: *id, upto: order.upto() }, cancel)? else {
                return Err(unexpected());
            };
            let entry = file.head.seq;
            let (report, stored) = report::partner_file(&words, &file, &command_of(order, entry, i18n));
            Ok(Made { report, stored, entry })
        }
        Which::Segregation { from } => {
            let query = Query::Segregation { from: *from, to: order.upto() };
            let Answer::Segregation(found) = desk.ask(&query, cancel)? else { return Err(unexpected()) };
            let entry = found.head.seq;
            let report = report::segregation(&words, &found, *from, &command_of(order, entry, i18n));
            Ok(Made { report, stored: Vec::new(), entry })
        }
    }
}

/// What is journaled of an export.
pub fn journal(
    desk: &dyn Desk,
    order: &Order,
    made: &Made,
    hash: &str,
    files: usize,
    i18n: &I18n,
    command: impl FnOnce(Act) -> Command,
) -> Result<Done, Refusal> {
    let (what, subject) = subject(order);
    let int = |n: usize| Value::Int(i64::try_from(n).unwrap_or(i64::MAX));
    let text = |text: String| Value::Text(text.chars().take(LONGEST).collect());
    let fields = [
        ("what", Value::Code(what.as_str().to_owned())),
        ("subject", Value::Text(subject)),
        ("as_at", Value::Date(order.day)),
        ("filter", text(order.filter.clone())),
        ("entry", Value::Int(i64::try_from(made.entry).unwrap_or(i64::MAX))),
        ("count", int(made.report.count)),
        ("files", int(files)),
        ("sha256", Value::Text(hash.to_owned())),
        ("command", text(command_of(order, made.entry, i18n))),
        ("personal", Value::Flag(order.personal)),
    ];
    let given = fields.into_iter().filter(|(_, value)| !value.is_empty());
    let fields = given.map(|(path, value)| Assign { path: path.to_owned(), value }).collect();
    desk.submit(command(Act::Create { kind: KindId::Export, fields }))
}

/// A path that cannot be written.
fn unwritten(path: &Path, why: &io::Error) -> Refusal {
    let path = path.display().to_string();
    Refusal::invalid(Msg::new("runtime-file-unwritten").with("file", path).with("why", why.to_string()))
}

/// Refuses a folder that is there: a pack is never written over another.
pub fn check_free(dir: &Path) -> Result<(), Refusal> {
    if dir.exists() {
        let path = dir.display().to_string();
        return Err(Refusal::invalid(Msg::new("report-folder-there").with("path", path)));
    }
    Ok(())
}

/// Writes a pack into a folder of its own, whole or not at all.
pub fn write_pack(desk: &dyn Desk, pack: &Pack, dir: &Path) -> Result<Written, Refusal> {
    check_free(dir)?;
    let part = beside(dir);
    let filled = fill(desk, pack, &part);
    if filled.is_err() {
        // Half a pack helps nobody.
        let _ = fs::remove_dir_all(&part);
    }
    filled?;
    fs::rename(&part, dir).map_err(|why| unwritten(dir, &why))?;
    Ok(Written { path: dir.display().to_string(), files: pack.files.len(), sha256: pack.hash() })
}

/// The folder under which a pack is written until it is whole.
fn beside(dir: &Path) -> PathBuf {
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    dir.with_file_name(format!("{name}.part"))
}

fn fill(desk: &dyn Desk, pack: &Pack, dir: &Path) -> Result<(), Refusal> {
    let folders = pack.files.keys().filter_map(|path| Some(dir.join(path).parent()?.to_owned()));
    let folders: std::collections::BTreeSet<PathBuf> = folders.chain([dir.to_owned()]).collect();
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
pub fn write_file(bytes: &[u8], path: &Path) -> Result<Written, Refusal> {
    let part = beside(path);
    fs::write(&part, bytes).and_then(|()| fs::rename(&part, path)).map_err(|why| unwritten(path, &why))?;
    Ok(Written { path: path.display().to_string(), files: 1, sha256: Digest::of(bytes).to_string() })
}
