//! `entrepot verify`: is the journal whole, are its decisions sound, is the view its replay?

use crate::cli::args::Global;
use crate::cli::args::VerifyArgs;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::domain::msg::Msg;

/// Runs it; exit code 1 when something is wrong.
pub fn run(global: &Global, args: &VerifyArgs, out: &mut Out) -> Result<(), Fail> {
    let bar = out.progress(0);
    let report = opening::verify(global, args.fast, &|done, all| {
        bar.set_length(all);
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    if out.is_json() {
        let problems: Vec<_> =
            report.problems.iter().map(|p| serde_json::json!({ "seq": p.seq, "why": p.msg })).collect();
        out.json(&serde_json::json!({
            "checked": report.checked,
            "head": report.head,
            "problems": problems,
            "more": report.more,
        }))?;
    } else {
        for line in report.lines() {
            out.say(&line)?;
        }
        for problem in &report.problems {
            let words = format!("✗ #{} {}", problem.seq, out.words(&problem.msg));
            let line = out.tone(Tone::Bad, &crate::text::visible(&words));
            out.line(&line)?;
        }
        if report.more > 0 {
            out.say(&Msg::new("cli-verify-more").with("n", report.more))?;
        }
        out.say(&Msg::new("cli-verify-head").with("seq", report.head.seq).with("hash", report.head.hash.to_string()))?;
    }
    if report.is_sound() { out.say(&Msg::new("cli-verified")) } else { Err(Fail::answer()) }
}
