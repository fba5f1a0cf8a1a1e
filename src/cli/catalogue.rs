//! `entrepot catalogue diff`: what this program ships against what the desk has recorded. `entrepot catalogue apply`:
//! brings it there, as one case that a second person decides.
//!
//! A desk reads its check-lists, policies and modules from its records, so a newer program changes nothing by itself.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Query;
use crate::cli::args::Global;
use crate::cli::do_verb;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::upgrade::UpgradeLine;
use crate::domain::upgrade::UpgradeWhat;
use serde_json::json;

/// Says how the two differ; exit code 1 when they do.
pub fn diff(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let Answer::Catalogue(found) = session.ask(&Query::Catalogue)? else { return Err(unexpected()) };
    for line in &found {
        say(line, out)?;
    }
    if found.is_empty() {
        out.say(&Msg::new("catalogue-same"))?;
        return Ok(());
    }
    Err(Fail::answer())
}

/// Drafts an upgrade of everything that differs and proposes it.
pub fn apply(global: &Global, why: &str, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let made = session.submit(session.command(Act::Create { kind: KindId::Upgrade, fields: Vec::new() }, None)?)?;
    let Some(id) = made.ids.first().copied() else { return Err(unexpected()) };
    let verb = "upgrade.propose".to_owned();
    let act = Act::Verb { verb, id, expect_rev: Some(1), fields: Vec::new() };
    let done = session.submit(session.command(act, Some(why))?)?;
    do_verb::report(&done, out)
}

fn say(line: &UpgradeLine, out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        let id = (!line.id.is_empty()).then_some(&line.id);
        let fields: Vec<&str> = line.fields.split(", ").filter(|f| !f.is_empty()).collect();
        return out.json(&json!({ "what": line.what.as_str(), "name": line.name, "id": id, "fields": fields }));
    }
    let msg = |id| Msg::new(id).with("name", line.name.as_str()).with("id", line.id.as_str());
    out.say(&match line.what {
        UpgradeWhat::New => msg("catalogue-new"),
        UpgradeWhat::Changed => msg("catalogue-changed").with("fields", line.fields.as_str()),
        UpgradeWhat::Retired => msg("catalogue-retired"),
    })
}
