//! What of a sweep survives leaving it and a hang-up: the place, the tally, and what was ticked on the document there.

use super::Fate;
use super::Keyed;
use super::Sweep;
use crate::api::check::CheckSheet;
use crate::domain::checking::CheckPoint;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeSet;

/// The place of the draft; there is one sweep at a time.
pub(super) const PLACE: &str = "sweep/documents";

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    /// The filter it is of.
    pub(super) filter: String,
    /// The document it stands on.
    pub(super) document: String,
    rev: u64,
    ticked: Vec<CheckPoint>,
    /// Values keyed on it.
    pub(super) keyed: Vec<Keyed>,
    accepted: Vec<(String, u64)>,
    rejected: Vec<(String, u64)>,
    left: Vec<String>,
    passed: Vec<String>,
}

impl Kept {
    /// What a sweep keeps.
    pub(super) fn of(sweep: &Sweep) -> Self {
        let mut kept = Self {
            filter: sweep.filter.clone(),
            document: sweep.rows.get(sweep.at).map(ToString::to_string).unwrap_or_default(),
            rev: sweep.sheet.as_ref().map_or(0, |sheet| sheet.rev),
            ticked: sweep.ticked.iter().copied().collect(),
            keyed: sweep.keyed.clone(),
            ..Self::default()
        };
        for (id, fate) in &sweep.fates {
            let id = id.to_string();
            match fate {
                Fate::Accepted(seq) => kept.accepted.push((id, *seq)),
                Fate::Rejected(seq) => kept.rejected.push((id, *seq)),
                Fate::Left => kept.left.push(id),
                Fate::Passed(_) => kept.passed.push(id),
            }
        }
        kept
    }

    /// As a draft.
    pub(super) fn write(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From a draft; nothing when it is another program's.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    /// Whether the ticks are those of this document as it is now.
    pub(super) fn is_of(&self, sheet: &CheckSheet) -> bool {
        self.document == sheet.id.to_string() && self.rev == sheet.rev
    }

    /// The points ticked.
    pub(super) fn points(&self) -> BTreeSet<CheckPoint> {
        self.ticked.iter().copied().collect()
    }
}

impl Sweep {
    /// Takes the tally up again. What was settled stands before what is still to be checked.
    pub(super) fn resume(&mut self, kept: &Kept) {
        let mut before: Vec<Id> = Vec::new();
        for (list, fate) in
            [(&kept.accepted, Fate::Accepted as fn(u64) -> Fate), (&kept.rejected, Fate::Rejected as fn(u64) -> Fate)]
        {
            for (text, seq) in list {
                // One that was taken back or reopened meanwhile is in the list again, and counts as open.
                if let Ok(id) = text.parse::<Id>()
                    && !self.rows.contains(&id)
                {
                    self.fates.insert(id, fate(*seq));
                    before.push(id);
                }
            }
        }
        for text in &kept.left {
            if let Some(id) = text.parse::<Id>().ok().filter(|id| self.rows.contains(id)) {
                self.fates.insert(id, Fate::Left);
            }
        }
        for text in &kept.passed {
            if let Some(id) = text.parse::<Id>().ok().filter(|id| self.rows.contains(id)) {
                self.fates.insert(id, Fate::Passed(Msg::new("sweep-passed-before").with("id", text.as_str())));
            }
        }
        before.sort_unstable();
        self.matched += before.len();
        before.append(&mut self.rows);
        self.rows = before;
    }
}
