//! Everything the command line asks of a desk's folder itself: opening, making, verifying, rebuilding.
//!
//! The only file here that knows how a desk is implemented; the rest speaks to [`crate::api::Desk`].

use crate::api::Desk;
use crate::cli::args::Global;
use crate::cli::args::Size;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::domain::msg::Msg;
use chrono::DateTime;
use chrono::Utc;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

/// Rows done and rows in all.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) + Sync);

/// A desk and who works at it.
pub struct Opened {
    /// The desk.
    pub desk: Arc<dyn Desk>,
    /// The operator's login.
    pub operator: String,
}

/// What a new desk is to be.
#[derive(Debug, Clone)]
pub struct NewDesk {
    /// For real work; otherwise a demo.
    pub production: bool,
    /// Login of the first director.
    pub director: Option<String>,
    /// IANA time zone.
    pub zone: String,
}

/// What was checked.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// What was counted, message id and number.
    pub counts: Vec<(&'static str, u64)>,
    /// Everything that is wrong.
    pub problems: Vec<String>,
}

/// One line of `doctor`.
#[derive(Debug, Clone)]
pub struct Line {
    /// What was looked at.
    pub what: String,
    /// What was found.
    pub found: String,
    /// Whether it is fine.
    pub fine: bool,
}

/// The desk's folder: `--desk`, `ENTREPOT_DESK`, or below the user's data.
pub fn folder(global: &Global) -> Result<PathBuf, Fail> {
    if let Some(dir) = &global.desk {
        return Ok(dir.clone());
    }
    let set = |name: &str| env::var_os(name).filter(|v| !v.is_empty()).map(PathBuf::from);
    let data = set("XDG_DATA_HOME").or_else(|| set("HOME").map(|home| home.join(".local/share")));
    data.map(|data| data.join("entrepot/desk"))
        .ok_or_else(|| Fail::new(Kind::Config, Msg::new("cli-no-home")).hint(Msg::new("cli-no-home-hint")))
}

/// The time given with `--clock`.
pub fn clock(global: &Global) -> Result<Option<DateTime<Utc>>, Fail> {
    let Some(said) = &global.clock else { return Ok(None) };
    let text = match said.strip_prefix('@') {
        None => said.clone(),
        Some(file) => fs::read_to_string(file)
            .map_err(|e| Fail::user(Msg::new("cli-file-unread").with("file", file)).cause(&e))?,
    };
    match DateTime::parse_from_rfc3339(text.trim()) {
        Ok(at) => Ok(Some(at.with_timezone(&Utc))),
        Err(_) => Err(Fail::user(Msg::new("value-not-an-instant").with("found", text.trim()))),
    }
}

/// The login of the process's user, from the system's table of users.
pub fn system_user() -> Option<String> {
    let uid = rustix::process::getuid().as_raw().to_string();
    let table = fs::read_to_string("/etc/passwd").unwrap_or_default();
    let line = table.lines().find(|l| l.split(':').nth(2) == Some(uid.as_str()));
    let name = line.and_then(|l| l.split(':').next()).map(str::to_owned);
    name.or_else(|| env::var("USER").ok().filter(|u| !u.is_empty()))
}

/// Opens the desk for one command.
pub fn open(global: &Global) -> Result<Opened, Fail> {
    clock(global)?;
    Err(none(global))
}

/// Makes a desk; the folder it is in.
pub fn init(global: &Global, _plan: &NewDesk) -> Result<PathBuf, Fail> {
    Err(none(global))
}

/// Makes a demo desk with synthetic data; the folder it is in.
pub fn demo(global: &Global, _size: Size, _reset: bool, _progress: Progress<'_>) -> Result<PathBuf, Fail> {
    Err(none(global))
}

/// Checks the desk.
pub fn verify(global: &Global, _fast: bool, _progress: Progress<'_>) -> Result<Report, Fail> {
    Err(none(global))
}

/// Makes the view again; how many entries were replayed.
pub fn rebuild(global: &Global, _progress: Progress<'_>) -> Result<u64, Fail> {
    Err(none(global))
}

/// Looks at the desk's folder.
pub fn doctor(global: &Global) -> Result<Vec<Line>, Fail> {
    Err(none(global))
}

fn none(global: &Global) -> Fail {
    match folder(global) {
        Ok(dir) => Fail::new(Kind::Desk, Msg::new("cli-no-desk").with("dir", dir.display().to_string()))
            .hint(Msg::new("cli-no-desk-hint")),
        Err(fail) => fail,
    }
}
