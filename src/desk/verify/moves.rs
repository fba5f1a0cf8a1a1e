//! Whether a verb may put what an entry puts: records of its kind, states that its row of the life-cycle reaches.
//!
//! Without this a change of a note could carry an admission along.

use crate::catalog::Catalog;
use crate::desk::verify::Report;
use crate::desk::verify::judge::Made;
use crate::desk::verify::ledger::Ledger;
use crate::domain::case::Case;
use crate::domain::dossier;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::msg::Msg;
use crate::domain::upgrade;
use crate::domain::upgrade::Upgrade;
use crate::domain::upgrade::UpgradeLine;
use crate::domain::upgrade::UpgradeWhat;

/// What is known of an entry's verb.
struct Verb<'a> {
    entry: &'a Entry,
    /// The kind it is for.
    kind: &'a str,
    /// Its row, when it is a life-cycle's.
    edge: Option<&'a Edge>,
    /// Whether it opens a case.
    proposes: bool,
    /// The life-cycle of the kind.
    lifecycle: Option<&'a LifeCycle>,
    /// The case the entry belongs to as it was before, with the row of what it proposes.
    case: Option<(Id, &'a Case, &'a Edge)>,
    /// What the upgrade brings that the entry carries out.
    brings: &'a [UpgradeLine],
}

/// Checks kinds and states of an entry's puts.
pub(super) fn check(catalog: &Catalog, ledger: &Ledger, entry: &Entry, made: &[Made<'_>], report: &mut Report) {
    let found = catalog.edge(&entry.verb);
    let kind = found.map_or_else(|| entry.verb.split('.').next().unwrap_or_default(), |(kind, _)| kind);
    let edge = found.map(|(_, edge)| edge);
    let case = entry.case.as_ref().and_then(|id| id.parse::<Id>().ok()).and_then(|id| {
        let case = ledger.case(id)?;
        Some((id, case, catalog.edge(&case.verb)?.1))
    });
    let proposes = edge.is_some_and(|e| matches!(e.control, Control::Policy(_)));
    let brings = brings(ledger, entry, made);
    let verb = Verb { entry, kind, edge, proposes, lifecycle: catalog.lifecycle(kind), case, brings };
    let brought = made.iter().filter(|one| verb.brings(one)).count();
    if brought != brings.len() {
        let msg = Msg::new("verify-upgrade").with("found", brought).with("expected", brings.len());
        report.found(entry.seq, msg);
    }
    // What a batch carries along and what takes one along is judged with the batch.
    let bundled = |one: &&Made<'_>| kind != "batch" && one.id.kind != KindId::Batch;
    for one in made.iter().filter(bundled) {
        if !verb.may_put(one) {
            let msg = Msg::new("verify-put-kind").with("verb", entry.verb.as_str()).with("id", one.put.id.as_str());
            report.found(entry.seq, msg);
            continue;
        }
        let before = ledger.get(one.id).map(|(_, state)| state);
        if !verb.may_move(one, before) {
            let msg = Msg::new("verify-state")
                .with("verb", entry.verb.as_str())
                .with("id", one.put.id.as_str())
                .with("from", before.unwrap_or("-"))
                .with("to", one.put.state.as_str());
            report.found(entry.seq, msg);
        }
    }
    let opened = made.iter().filter(|one| one.id.kind == KindId::Case && one.put.rev == 1).count();
    if proposes && entry.undoes.is_none() && opened != 1 {
        report.found(entry.seq, Msg::new("verify-no-case").with("verb", entry.verb.as_str()));
    }
}

/// What an upgrade brings whose case the entry approves; nothing of one that is not the one that was proposed.
fn brings<'a>(ledger: &Ledger, entry: &Entry, made: &'a [Made<'_>]) -> &'a [UpgradeLine] {
    let done =
        made.iter().filter(|one| entry.verb == "case.approve" && one.put.state == upgrade::DONE).find_map(|one| {
            let same = ledger.get(one.id).is_some_and(|(brief, _)| brief.hash == *one.put.content_hash().as_bytes());
            Upgrade::of(one.record).filter(|_| same)
        });
    done.map_or(&[], |upgrade| upgrade.lines.as_slice())
}

impl Verb<'_> {
    /// Whether the upgrade names this very content for this record.
    fn brings(&self, one: &Made<'_>) -> bool {
        let id = one.put.id.as_str();
        let hash = dossier::hex(one.put.content_hash().as_bytes());
        self.brings.iter().any(|line| match line.what {
            UpgradeWhat::New => one.put.rev == 1 && line.hash == hash,
            UpgradeWhat::Changed => line.id == id && line.hash == hash,
            UpgradeWhat::Retired => line.id == id && one.put.state == upgrade::RETIRED,
        })
    }

    /// Records of the verb's kind; the case a proposal opens; case and subject for what is done to a case.
    fn may_put(&self, one: &Made<'_>) -> bool {
        if one.id.kind == KindId::Case {
            return match self.case {
                Some((id, ..)) => self.kind == "case" && one.id == id,
                None => self.proposes && one.put.rev == 1,
            };
        }
        if self.brings(one) {
            return true;
        }
        if self.kind == "case" {
            return self.case.is_some_and(|(_, case, _)| case.subject == one.put.id);
        }
        one.put.kind == self.kind
    }

    fn may_move(&self, one: &Made<'_>, before: Option<&str>) -> bool {
        let after = one.put.state.as_str();
        let Some(before) = before else {
            let acknowledged = self.entry.verb == "finding.acknowledge" && after == "in_force";
            let brought = self.brings(one) && after == upgrade::state_of(one.id.kind);
            return after == one.id.kind.def().initial || acknowledged || brought;
        };
        let changes = entry_changes(&self.entry.verb) && one.put.kind == self.kind && self.entry.undoes.is_none();
        if changes {
            // Somebody has it as it is.
            if self.lifecycle.is_some_and(|l| l.fixed.iter().any(|state| state == before)) {
                return false;
            }
            return self.lifecycle.map_or(before, |l| l.after_change(before)) == after;
        }
        if before == after {
            return true;
        }
        if self.brings(one) {
            return after == upgrade::RETIRED;
        }
        if one.put.kind != self.kind {
            return self.case.is_some_and(|(_, case, edge)| decided(&self.entry.verb, case, edge, after));
        }
        let Some(edge) = self.edge else { return false };
        if self.entry.undoes.is_some() {
            let led = edge.reaches(after) == before || edge.also.iter().any(|state| state == before);
            return !self.proposes && edge.leaves(after) && led;
        }
        let reached = if self.proposes { edge.via.as_str() } else { edge.reaches(before) };
        let instead = !self.proposes && edge.also.iter().any(|state| state == after);
        edge.leaves(before) && (after == reached || instead)
    }
}

/// Whether a verb changes contents without being a row of a life-cycle.
fn entry_changes(verb: &str) -> bool {
    verb.ends_with(".change") || verb.ends_with(".import")
}

/// Whether a case's verb may bring the subject there.
fn decided(verb: &str, case: &Case, edge: &Edge, after: &str) -> bool {
    match verb {
        "case.approve" => after == case.target || edge.also.iter().any(|state| state == after),
        "case.reject" => after == edge.rejected || edge.leaves(after),
        "case.return" => edge.leaves(after),
        "case.withdraw" => {
            edge.leaves(after) || case.subject.starts_with(KindId::Reaction.def().prefix) && after == "void"
        }
        "case.resubmit" => after == edge.via,
        _ => false,
    }
}
