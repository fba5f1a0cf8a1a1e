//! What of a paper survives leaving it and a hang-up: what was decided, field by field.

use super::Extract;
use super::item::Fate;
use serde::Deserialize;
use serde::Serialize;

/// What is kept.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Kept {
    sha256: String,
    rev: u64,
    at: String,
    fates: Vec<(String, Fate)>,
}

impl Kept {
    /// What is kept of a paper.
    pub(super) fn of(part: &Extract) -> Self {
        let decided = part.items.iter().filter(|i| !matches!(i.fate, Fate::Open | Fate::Same));
        Self {
            sha256: part.sha256().to_owned(),
            rev: part.rev(),
            at: part.item().map(|i| i.path.clone()).unwrap_or_default(),
            fates: decided.map(|i| (i.path.clone(), i.fate.clone())).collect(),
        }
    }

    /// As a draft; empty when nothing was decided.
    pub(super) fn write(&self) -> String {
        if self.fates.is_empty() { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// From a draft; nothing when it is another program's.
    pub(super) fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Extract {
    /// Takes up what was decided before, unless paper or record are others by now. Whether anything was.
    pub(super) fn resume(&mut self, kept: Kept) -> bool {
        if kept.sha256 != self.sha256() || kept.rev != self.rev() {
            return false;
        }
        let mut any = false;
        for (path, fate) in kept.fates {
            if let Some(item) = self.items.iter_mut().find(|i| i.path == path) {
                // A proposal that is read otherwise by now was never accepted.
                let there = fate != Fate::Accepted || item.readable().is_some();
                if there {
                    item.fate = fate;
                    any = true;
                }
            }
        }
        self.cursor = self.items.iter().position(|i| i.path == kept.at).unwrap_or(0);
        any
    }
}
