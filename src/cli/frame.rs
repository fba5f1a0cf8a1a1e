//! `entrepot frame`: shows and compares frame files.

use crate::cli::args::FrameArgs;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::play;
use crate::play::frame_command;
use std::process::ExitCode;

/// Runs it.
pub fn run(_global: &Global, args: &FrameArgs, out: &mut Out) -> Result<ExitCode, Fail> {
    play::say(&frame_command::main(&args.command), out)
}
