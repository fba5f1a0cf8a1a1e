//! `entrepot completions SHELL`.

use crate::cli::args::Cli;
use crate::cli::args::CompletionsArgs;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use clap::CommandFactory;

/// Runs it.
pub fn run(args: &CompletionsArgs, out: &mut Out) -> Result<(), Fail> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "entrepot", &mut script);
    out.raw(&String::from_utf8_lossy(&script))
}
