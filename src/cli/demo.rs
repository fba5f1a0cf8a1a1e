//! `entrepot demo`: a desk to try things on, filled with synthetic data.

use crate::cli::args::DemoArgs;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::workstation;
use crate::domain::msg::Msg;
use std::process::ExitCode;

/// Runs it; the exit code is the workstation's when it opens.
pub fn run(global: &Global, args: &DemoArgs, out: &mut Out) -> Result<ExitCode, Fail> {
    let bar = out.progress(0);
    let dir = opening::demo(global, args.size, args.reset, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    out.say(&Msg::new("cli-made").with("dir", dir.display().to_string()))?;
    if args.no_open {
        return Ok(ExitCode::SUCCESS);
    }
    workstation::run(global, out)
}
