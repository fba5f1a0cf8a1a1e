//! `entrepot rebuild`: the view again from the journal.

use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::domain::msg::Msg;

/// Runs it.
pub fn run(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let bar = out.progress(0);
    let entries = opening::rebuild(global, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    out.say(&Msg::new("cli-rebuilt").with("n", i64::try_from(entries).unwrap_or(i64::MAX)))
}
