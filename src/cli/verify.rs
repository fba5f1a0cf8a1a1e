//! `entrepot verify`: is the journal whole, are its decisions sound, is the view its replay?

use crate::cli::args::Global;
use crate::cli::args::VerifyArgs;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::domain::msg::Msg;

/// Runs it.
pub fn run(global: &Global, args: &VerifyArgs, out: &mut Out) -> Result<(), Fail> {
    let bar = out.progress(0);
    let report = opening::verify(global, args.fast, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if out.is_json() {
        let counts: serde_json::Map<String, serde_json::Value> = report
            .counts
            .iter()
            .map(|(name, n)| (name.trim_start_matches("verified-").to_owned(), (*n).into()))
            .collect();
        out.json(&serde_json::json!({ "checked": counts, "problems": report.problems }))?;
    } else {
        for (name, n) in &report.counts {
            out.say(&Msg::new(name).with("n", i64::try_from(*n).unwrap_or(i64::MAX)))?;
        }
        for problem in &report.problems {
            let line = out.tone(Tone::Bad, &crate::text::visible(problem));
            out.line(&line)?;
        }
    }
    if report.problems.is_empty() {
        return out.say(&Msg::new("cli-verified"));
    }
    Err(Fail::answer())
}
