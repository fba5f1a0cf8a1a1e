//! The `entrepot` program: parse, run, map an error's kind to an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    entrepot::cli::main()
}
