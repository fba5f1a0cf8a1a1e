//! `entrepot doctor`: the state of the desk and its folder; exit code 1 when something wants looking at.

use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::out::Out;
use crate::cli::out::Tone;

/// Runs it.
pub fn run(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let (status, health) = opening::doctor(global)?;
    let advice = health.advice();
    let wrong: Vec<_> = status.read_only.iter().chain(&status.damage).chain(&advice).cloned().collect();
    if out.is_json() {
        out.json(&serde_json::json!({ "status": status, "measures": health.lines(), "wrong": wrong }))?;
    } else {
        for line in health.lines() {
            out.say(&line)?;
        }
        for msg in &wrong {
            let line = out.tone(Tone::Bad, &format!("! {}", out.words(msg)));
            out.line(&line)?;
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(Fail::answer()) }
}
