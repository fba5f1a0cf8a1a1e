//! The command line: one file per subcommand.
//!
//! Everything the screens can do to data can be done here, with the same commands, checks and journal. What is shared:
//! `args` (what may be typed), `fail` (why it did not work), `out` (what is printed), `session` (the open desk).

mod args;
mod assign;
mod catalogue;
mod coi;
mod completions;
mod demo;
mod do_verb;
mod doctor;
mod export;
mod fail;
mod findings;
mod frame;
mod grid;
mod help;
mod id;
mod import;
mod inbox;
mod init;
mod keymap;
mod letter;
mod list;
mod new;
mod opening;
mod out;
mod play;
mod queue;
mod readiness;
mod rebuild;
mod report;
mod reviews;
mod saq;
mod session;
mod set;
mod show;
mod training;
mod verify;
mod workstation;

use crate::cli::args::CatalogueArgs;
use crate::cli::args::CatalogueSub;
use crate::cli::args::Cli;
use crate::cli::args::Sub;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use clap::Parser;
use std::process::ExitCode;

/// Parses the arguments, runs the subcommand, maps an error's kind to an exit code.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(e) => {
            // A closed pipe is no reason to say more.
            let _ = e.print();
            return ExitCode::from(u8::try_from(e.exit_code()).unwrap_or(fail::Kind::User.exit_code()));
        }
    };
    let mut out = match Out::new(&cli.global) {
        Ok(out) => out,
        Err(fail) => return Out::plain().fail(&fail),
    };
    let done = run(cli, &mut out).and_then(|code| out.flush().map(|()| code).map_err(Fail::from));
    match done {
        Ok(code) => code,
        Err(fail) => out.fail(&fail),
    }
}

fn run(cli: Cli, out: &mut Out) -> Result<ExitCode, Fail> {
    let global = &cli.global;
    let Some(command) = cli.command else { return workstation::run(global, out) };
    let done = |()| ExitCode::SUCCESS;
    match command {
        Sub::Init(args) => init::run(global, &args, out).map(done),
        Sub::Demo(args) => demo::run(global, &args, out),
        Sub::Import(args) => import::run(global, &args, out).map(done),
        Sub::Export(args) => export::run(global, &args, out).map(done),
        Sub::List(args) => list::run(global, &args, out).map(done),
        Sub::Show(args) => show::run(global, &args, out).map(done),
        Sub::New(args) => new::run(global, &args, out).map(done),
        Sub::Set(args) => set::run(global, &args, out).map(done),
        Sub::Do(args) => do_verb::run(global, &args, out).map(done),
        Sub::Queue(args) => queue::run(global, &args, out).map(done),
        Sub::Inbox => inbox::run(global, out).map(done),
        Sub::Findings(args) => findings::run(global, &args, out).map(done),
        Sub::Readiness(args) => readiness::run(global, &args, out).map(done),
        Sub::Reviews(what) => reviews::run(global, &what, out).map(done),
        Sub::Id(args) => id::run(&args, out).map(done),
        Sub::Verify(args) => verify::run(global, &args, out).map(done),
        Sub::Report(args) => report::run(global, &args, out).map(done),
        Sub::Training(args) => training::run(global, &args, out).map(done),
        Sub::Rebuild => rebuild::run(global, out).map(done),
        Sub::Doctor => doctor::run(global, out).map(done),
        Sub::Catalogue(CatalogueArgs { command: CatalogueSub::Diff }) => catalogue::diff(global, out).map(done),
        Sub::Catalogue(CatalogueArgs { command: CatalogueSub::Apply { why } }) => {
            catalogue::apply(global, &why, out).map(done)
        }
        Sub::Keymap(args) => keymap::run(global, &args, out).map(done),
        Sub::Completions(args) => completions::run(&args, out).map(done),
        Sub::Help(args) => help::run(&args, out).map(done),
        Sub::Play(args) => play::run(global, &args, out),
        Sub::Frame(args) => frame::run(global, &args, out),
    }
}
