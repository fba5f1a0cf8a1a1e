//! `entrepot init`: makes a desk.

use crate::cli::args::Global;
use crate::cli::args::InitArgs;
use crate::cli::fail::Fail;
use crate::cli::opening;
use crate::cli::opening::NewDesk;
use crate::cli::out::Out;
use crate::domain::msg::Msg;

/// Runs it.
pub fn run(global: &Global, args: &InitArgs, out: &mut Out) -> Result<(), Fail> {
    if args.zone.parse::<chrono_tz::Tz>().is_err() {
        let msg = Msg::new("cli-no-zone").with("found", args.zone.as_str());
        return Err(Fail::user(msg).hint(Msg::new("cli-no-zone-hint")));
    }
    if args.production && (global.clock.is_some() || global.seed.is_some()) {
        return Err(Fail::user(Msg::new("cli-demo-only")));
    }
    let plan = NewDesk { production: args.production, director: args.director.clone(), zone: args.zone.clone() };
    let dir = opening::init(global, &plan)?.display().to_string();
    if out.is_json() {
        out.json(&serde_json::json!({ "desk": dir }))
    } else {
        out.say(&Msg::new("cli-made").with("dir", dir))
    }
}
