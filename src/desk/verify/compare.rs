//! View = replay: the records of the view against those the journal leaves, and a digest per kind to tell elsewhere.

use crate::desk::codec;
use crate::desk::state::State;
use crate::desk::verify::Report;
use crate::desk::verify::ledger::Ledger;
use crate::desk::view::ViewError;
use crate::domain::entry::Digest;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use rayon::prelude::*;
use sha2::Digest as _;
use sha2::Sha256;
use std::collections::BTreeSet;

/// Records read at a time.
const BLOCK: usize = 4096;

/// Compares the view with what was replayed.
pub(super) fn compare(state: &State, ledger: &Ledger, report: &mut Report) {
    for kind in KindId::ALL {
        if let Err(why) = records(state, ledger, *kind, report) {
            report.found(0, Msg::new("verify-view").with("why", why.to_string()));
        }
    }
    if let Err(why) = contributors(state, ledger, report) {
        report.found(0, Msg::new("verify-view").with("why", why.to_string()));
    }
}

fn records(state: &State, ledger: &Ledger, kind: KindId, report: &mut Report) -> Result<(), ViewError> {
    let mut next = 1;
    let mut hasher = Sha256::new();
    state.view.scan(kind, BLOCK, |block| {
        let read: Result<Vec<Stored>, ViewError> = block
            .into_par_iter()
            .map(|(id, bytes)| codec::decode_stored(id, &bytes).map_err(ViewError::from))
            .collect();
        for stored in read? {
            report.count("records");
            missing(kind, next, stored.id.number, ledger, report);
            next = stored.id.number + 1;
            let same = ledger.get(stored.id).is_some_and(|(brief, word)| {
                brief.rev == stored.rev && brief.hash == stored.hash && word == stored.state
            });
            if !same {
                report.found(0, Msg::new("verify-record").with("id", stored.id.to_string()));
            }
            let line = format!("{} {} {} {}\n", stored.id, stored.rev, stored.state, Digest::from_bytes(stored.hash));
            hasher.update(line.as_bytes());
        }
        Ok(())
    })?;
    missing(kind, next, ledger.count(kind) + 1, ledger, report);
    report.digests.insert(kind.def().name, Digest::from_bytes(hasher.finalize().into()));
    Ok(())
}

/// Records the journal has and the view passes over.
fn missing(kind: KindId, from: u64, to: u64, ledger: &Ledger, report: &mut Report) {
    for number in from..to {
        let id = Id::new(kind, number);
        if ledger.get(id).is_some() {
            report.found(0, Msg::new("verify-record-missing").with("id", id.to_string()));
        }
    }
}

/// Who may not approve is kept in the view as well, and must be what the journal says.
fn contributors(state: &State, ledger: &Ledger, report: &mut Report) -> Result<(), ViewError> {
    for subject in ledger.contributed() {
        let known: BTreeSet<String> = state.view.contributors(subject)?.into_iter().collect();
        let replayed: BTreeSet<String> = ledger.logins_of(subject).into_iter().map(str::to_owned).collect();
        report.count("contributors");
        if known != replayed {
            report.found(0, Msg::new("verify-contributors").with("id", subject.to_string()));
        }
    }
    Ok(())
}
