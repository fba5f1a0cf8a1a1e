//! `entrepot frame`: shows, compares and converts frame files.

use crate::cli::args::FrameArgs;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::out::Out;
use crate::domain::msg::Msg;
use std::process::ExitCode;

/// Runs it.
pub fn run(_global: &Global, _args: &FrameArgs, _out: &mut Out) -> Result<ExitCode, Fail> {
    Err(Fail::new(Kind::Internal, Msg::new("cli-not-in-this-build").with("what", "frame")))
}
