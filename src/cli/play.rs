//! `entrepot play`: scripted sessions.

use crate::cli::args::Global;
use crate::cli::args::PlayArgs;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::out::Out;
use crate::domain::msg::Msg;
use std::process::ExitCode;

/// Runs it; exit codes are the player's own.
pub fn run(_global: &Global, _args: &PlayArgs, _out: &mut Out) -> Result<ExitCode, Fail> {
    Err(Fail::new(Kind::Internal, Msg::new("cli-not-in-this-build").with("what", "play")))
}
