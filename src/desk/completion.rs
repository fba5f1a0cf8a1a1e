//! How many partners hold a module: asked of the rosters, which know every partner and training.

use crate::api::Refusal;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::view::ViewError;
use crate::domain::clock::day_of;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::module::Module;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use crate::domain::rules::sessions::Completion;
use crate::domain::training::Training;
use crate::domain::training_kpi;
use crate::domain::training_kpi::Kpis;
use crate::domain::training_kpi::Taken;
use crate::domain::training_kpi::Trained;
use crate::query::Cell;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// States of a partner that does business.
const ACTIVE: &str = "admitted,probation,review_due";

/// The partner of a row of trainings.
pub fn partner_of(state: &State, row: u32) -> Option<u64> {
    match state.tables.roster(KindId::Training)?.cell(row, "partner") {
        Cell::Text(id) => id.parse::<Id>().ok().map(|id| id.number),
        _ => None,
    }
}

/// Partners that hold a good certificate of a module on a day.
pub fn holders(state: &State, module: &str, on: NaiveDate) -> BTreeSet<u64> {
    let filter = format!("module:\"{module}\" result:passed state:recorded taken_on<={on} valid_to>={on}");
    tables::found(state, KindId::Training, &filter).iter().filter_map(|row| partner_of(state, row)).collect()
}

/// Active partners of these types since that day or before.
pub fn active(state: &State, types: &[PartnerType], on: NaiveDate) -> Vec<u64> {
    if types.is_empty() {
        return Vec::new();
    }
    let types: Vec<&str> = types.iter().map(|t| t.as_str()).collect();
    let filter = format!("state:{ACTIVE} since<={on} type_set:{}", types.join(","));
    tables::found(state, KindId::Partner, &filter).iter().map(|row| u64::from(row) + 1).collect()
}

/// The figures of training today.
pub fn figures(state: &State) -> Result<Kpis, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let active: Vec<u32> = tables::found(state, KindId::Partner, &format!("state:{ACTIVE}")).iter().collect();
    let one = |row: &u32| {
        let id = tables::id_of(KindId::Partner, *row);
        let Some(stored) = now.get(id)? else { return Ok(None) };
        let Some(partner) = Partner::of(&stored.record) else { return Ok(None) };
        let mut taken = Vec::new();
        for training in now.children(id, KindId::Training)? {
            let (Some(judged), Some(record)) = (now.judged(&training)?, Training::of(&training.record)) else {
                continue;
            };
            taken.push(Taken { judged, score: record.score, attempts: record.attempts });
        }
        let wanted = state.directory.wanted(partner, state.today);
        Ok(Some(Trained { wanted, taken, since: day_of(stored.made_at, state.genesis.tz()) }))
    };
    let all: Vec<Option<Trained>> = active.par_iter().map(one).collect::<Result<_, ViewError>>()?;
    Ok(training_kpi::figures(all.iter().flatten(), state.today))
}

/// How many active partners held a module on a day.
pub fn completion(state: &State, module: &Module, on: NaiveDate) -> Completion {
    let wanted = active(state, &module.types, on);
    if wanted.is_empty() {
        return Completion { on, have: 0, of: 0 };
    }
    let holders = holders(state, &module.code, on);
    let have = wanted.iter().filter(|number| holders.contains(number)).count();
    Completion { on, have, of: wanted.len() }
}
