//! `entrepot` without a command: opens the workstation.

use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::out::Out;
use crate::domain::msg::Msg;
use std::process::ExitCode;

/// Opens it and stays until it is left.
pub fn run(_global: &Global, _out: &mut Out) -> Result<ExitCode, Fail> {
    Err(Fail::new(Kind::Internal, Msg::new("cli-not-in-this-build").with("what", "workstation")))
}
