//! Catalogue upgrades over the desk: what differs between the records and what this program ships, and carrying an
//! approved upgrade out.

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Build;
use crate::desk::overlay::Now;
use crate::domain::insurance::profile::Profile;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::upgrade;
use crate::domain::upgrade::RETIRED;
use crate::domain::upgrade::Recorded;
use crate::domain::upgrade::Upgrade;
use crate::domain::upgrade::UpgradeLine;
use crate::domain::upgrade::UpgradeWhat;
use std::sync::Arc;

/// The kinds that ship as tables and are recorded.
pub const KINDS: [KindId; 4] = [KindId::Checklist, KindId::Policy, KindId::Module, KindId::Profile];

/// What this program ships of a kind.
fn shipped(now: Now<'_>, kind: KindId) -> Vec<Record> {
    let catalog = now.state.catalog;
    match kind {
        KindId::Checklist => catalog.checklists.iter().cloned().map(Record::from).collect(),
        KindId::Policy => catalog.policies.iter().map(|p| Record::from(p.to_record())).collect(),
        KindId::Profile => catalog.profiles.iter().cloned().map(Record::from).collect(),
        KindId::Module => catalog.modules.iter().cloned().map(Record::from).collect(),
        _ => Vec::new(),
    }
}

/// How what ships differs from what is recorded.
pub fn differences(now: Now<'_>) -> Result<Vec<UpgradeLine>, Refusal> {
    let mut out = Vec::new();
    for kind in KINDS {
        let mut stored: Vec<Arc<Stored>> = Vec::new();
        for number in 1..=now.count(kind) {
            // What the desk made itself is nothing the program could bring up to date.
            let ships = |s: &Arc<Stored>| Profile::of(&s.record).is_none_or(|p| p.shipped);
            stored.extend(now.get(Id::new(kind, number))?.filter(ships));
        }
        let recorded: Vec<Recorded<'_>> =
            stored.iter().map(|s| Recorded { id: s.id, state: &s.state, record: &s.record }).collect();
        out.extend(upgrade::differences(&shipped(now, kind), &recorded).map_err(Refusal::internal)?);
    }
    Ok(out)
}

/// Fills a new upgrade with what it brings.
pub fn begin(now: Now<'_>, record: &mut Record) -> Result<(), Refusal> {
    let Record::Upgrade(upgrade) = record else { return Ok(()) };
    upgrade.program = format!("entrepot {}, catalogue {}", env!("CARGO_PKG_VERSION"), now.state.catalog.version);
    upgrade.lines = differences(now)?;
    if upgrade.lines.is_empty() {
        return Err(Refusal::new(Ground::Guard, Msg::new("catalogue-same")));
    }
    Ok(())
}

/// Puts what an approved upgrade brings: exactly what was decided on, or nothing.
pub fn carry_out(build: &mut Build<'_>, upgrade: &Upgrade) -> Result<(), Refusal> {
    let now = build.now;
    if differences(now)? != upgrade.lines {
        return Err(Refusal::new(Ground::Stale, Msg::new("upgrade-other")).hint(Msg::new("hint-upgrade-anew")));
    }
    let mut ships = Vec::new();
    for record in KINDS.into_iter().flat_map(|kind| shipped(now, kind)) {
        ships.push((upgrade::hash_of(&record).map_err(Refusal::internal)?, record));
    }
    let missing = |line: &UpgradeLine| Refusal::internal(format!("{} is not there", line.name));
    for line in &upgrade.lines {
        let brought = ships.iter().find(|(hash, _)| *hash == line.hash).map(|(_, record)| record);
        if line.what == UpgradeWhat::New {
            let record = brought.ok_or_else(|| missing(line))?;
            let id = build.next_id(record.kind());
            build.put(id, 1, upgrade::state_of(record.kind()), record)?;
            continue;
        }
        let id: Id = line.id.parse().map_err(Refusal::invalid)?;
        let stored = now.get(id)?.ok_or_else(|| missing(line))?;
        if line.what == UpgradeWhat::Retired {
            build.put_next(&stored, RETIRED, &stored.record)?;
        } else {
            build.put_next(&stored, &stored.state, brought.ok_or_else(|| missing(line))?)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
