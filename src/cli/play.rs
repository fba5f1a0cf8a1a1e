//! `entrepot play`: scripted sessions.

use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::i18n::Locale;
use crate::play::run;
use crate::play::run::Around;
use crate::play::run::PlayArgs;
use crate::play::run::Said;
use std::io::Write;
use std::process::ExitCode;

/// Runs it; exit codes are the player's own.
pub fn run(global: &Global, args: &PlayArgs, out: &mut Out) -> Result<ExitCode, Fail> {
    let locale = global.locale.as_deref().and_then(Locale::from_tag);
    let around = Around { json: out.is_json(), locale, unattended: run::unattended(), runner: &run::child };
    say(&run::main(args, &around), out)
}

/// Prints what was said.
pub fn say(said: &Said, out: &mut Out) -> Result<ExitCode, Fail> {
    std::io::stderr().write_all(said.err.as_bytes())?;
    out.raw(&said.out)?;
    Ok(ExitCode::from(said.code))
}
