//! `entrepot doctor`: the state of the desk and its folder; exit code 1 when something wants looking at.

use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::text::pad;
use crate::text::visible;

/// Runs it.
pub fn run(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let lines = opening::doctor(global)?;
    for line in &lines {
        if out.is_json() {
            out.json(&serde_json::json!({ "what": line.what, "found": line.found, "fine": line.fine }))?;
        } else {
            let found = visible(&line.found).into_owned();
            let found = if line.fine { found } else { out.tone(Tone::Bad, &format!("✗ {found}")) };
            out.line(&format!("{}  {found}", pad(&line.what, 24)))?;
        }
    }
    if lines.iter().all(|l| l.fine) { Ok(()) } else { Err(Fail::answer()) }
}
