//! `entrepot training kpi`: the figures of training, each with how many it rests on.

use crate::api::Answer;
use crate::api::Query;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use clap::Args;
use clap::Subcommand;

/// `entrepot training`.
#[derive(Debug, Args)]
pub struct TrainingArgs {
    /// What of it
    #[command(subcommand)]
    pub command: TrainingSub,
}

/// What `entrepot training` does.
#[derive(Debug, Subcommand)]
pub enum TrainingSub {
    /// Completion, scores, first attempts, what ran out, days to the first certificate
    Kpi,
}

/// Runs it.
pub fn run(global: &Global, args: &TrainingArgs, out: &mut Out) -> Result<(), Fail> {
    let TrainingSub::Kpi = args.command;
    let session = Session::open(global, out)?;
    let Answer::TrainingKpis(kpis) = session.ask(&Query::TrainingKpis)? else { return Err(unexpected()) };
    if out.is_json() {
        let mut json = serde_json::to_value(&kpis).map_err(|e| Fail::from(std::io::Error::other(e)))?;
        if let Some(map) = json.as_object_mut() {
            for (name, share) in [("partners", kpis.partners), ("persons", kpis.persons), ("first", kpis.first)] {
                map.insert(format!("{name}_percent"), serde_json::json!(share.percent()));
            }
        }
        return out.json(&json);
    }
    for (name, msg) in kpis.lines() {
        let line = format!("{}: {}", out.label(name, name), out.words(&msg));
        out.line(&line)?;
    }
    Ok(())
}
