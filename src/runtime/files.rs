//! Files of the operator's machine: tables read for an import, lists written for an export.

use crate::api::Desk;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::effect::ReadTable;
use crate::domain::msg::Msg;
use std::env;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;

/// A path as a person types it: `~/` is the home folder.
pub(crate) fn at_home(path: &str) -> PathBuf {
    let home = || env::var_os("HOME").map(PathBuf::from);
    match path.strip_prefix("~/").and_then(|rest| home().map(|home| home.join(rest))) {
        Some(path) => path,
        None => PathBuf::from(path),
    }
}

/// Reads a table through a mapping and keeps the file in the desk.
pub(crate) fn read_table(_desk: &dyn Desk, _kind: &str, path: &str, _mapping: &str) -> Result<ReadTable, Refusal> {
    Err(Refusal::invalid(Msg::new("app-not-yet").with("what", path)))
}

/// Writes the rows of a list; returns how many.
pub(crate) fn export(_desk: &dyn Desk, _query: Query, path: &str, _cancel: &AtomicBool) -> Result<usize, Refusal> {
    Err(Refusal::invalid(Msg::new("app-not-yet").with("what", path)))
}
