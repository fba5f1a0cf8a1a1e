//! The state of an open desk: the view, the tables in memory, the directory of operators and policies.
//!
//! Everything here follows from the journal. Commits apply under the write lock, answers read under the read lock.

use crate::catalog::Catalog;
use crate::desk::answer::Recent;
use crate::desk::journal::Checkpoint;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::schedule;
use crate::desk::tables::Tables;
use crate::desk::view::Batch;
use crate::desk::view::Meta;
use crate::desk::view::View;
use crate::desk::view::ViewError;
use crate::domain::finding::Outcome;
use crate::domain::insurance::insurers::Insurers;
use crate::domain::insurance::insurers::KnownInsurer;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rate;
use crate::domain::insurance::rates::Rates;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::module::Module;
use crate::domain::operator::Operator;
use crate::domain::policy::Policy;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Records from which on all cores are worth waking.
const PARALLEL: usize = 64;

/// What entry 1 said: it never changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Genesis {
    /// The desk's own id.
    pub desk: uuid::Uuid,
    /// `demo` or `production`.
    pub kind: String,
    /// IANA time zone.
    pub zone: String,
    /// Login of the first administrator.
    pub administrator: String,
    /// Login of the first director.
    pub director: String,
    /// Version of the catalogue the desk began with.
    pub catalogue: u32,
}

impl Genesis {
    /// Whether operators go by name and time may be given.
    pub fn is_demo(&self) -> bool {
        self.kind == "demo"
    }

    /// The time zone; UTC for one this program does not know.
    pub fn tz(&self) -> Tz {
        self.zone.parse().unwrap_or(Tz::UTC)
    }
}

/// Operators, policies, modules, profiles, rates and insurers, few and asked for all the time.
#[derive(Default)]
pub struct Directory {
    /// By login.
    pub operators: BTreeMap<String, Arc<Stored>>,
    /// By code.
    pub policies: BTreeMap<String, Arc<Stored>>,
    /// Training modules by code and edition.
    pub modules: BTreeMap<(String, String), Arc<Stored>>,
    /// Requirement profiles by code; of one code there may be several, one after the other.
    pub profiles: BTreeMap<(String, Id), Arc<Stored>>,
    /// Exchange rates in use.
    pub rates: Rates,
    /// Insurers on the list.
    pub insurers: Insurers,
}

impl Directory {
    /// An operator's account, its state and id.
    pub fn operator(&self, login: &str) -> Option<(&Stored, &Operator)> {
        let stored = self.operators.get(login)?;
        Some((stored, Operator::of(&stored.record)?))
    }

    /// A policy and its revision.
    pub fn policy(&self, code: &str) -> Option<(&Stored, &Policy)> {
        let stored = self.policies.get(code)?;
        Some((stored, Policy::of(&stored.record)?))
    }

    fn take(&mut self, stored: &Arc<Stored>) {
        if let Some(operator) = Operator::of(&stored.record) {
            // Under a former login nobody acts any more.
            self.operators.retain(|login, known| known.id != stored.id || *login == operator.login);
            self.operators.insert(operator.login.clone(), Arc::clone(stored));
        }
        if let Some(policy) = Policy::of(&stored.record) {
            self.policies.insert(policy.code.clone(), Arc::clone(stored));
        }
        if let Some(module) = Module::of(&stored.record) {
            self.modules.insert((module.code.clone(), module.version.clone()), Arc::clone(stored));
        }
        if let Some(profile) = Profile::of(&stored.record) {
            self.profiles.insert((profile.code.clone(), stored.id), Arc::clone(stored));
        }
        if let Some(insurer) = KnownInsurer::of(&stored.record) {
            // While its retirement is being decided it is on the list.
            if stored.state == "active" {
                self.insurers.take(stored.id, insurer);
            } else {
                self.insurers.forget(stored.id);
            }
        }
        if let Some(rate) = Rate::of(&stored.record) {
            if stored.state == "active" {
                self.rates.take(stored.id, rate);
            } else {
                self.rates.forget(stored.id, rate);
            }
        }
    }
}

/// An open desk's state.
pub struct State {
    /// The view on disk.
    pub view: View,
    /// What the view says of itself.
    pub meta: Meta,
    /// Rosters, multi-maps, the table of findings.
    pub tables: Tables,
    /// Operators and policies.
    pub directory: Directory,
    /// Reference data.
    pub catalog: &'static Catalog,
    /// What entry 1 said.
    pub genesis: Genesis,
    /// The day the findings are true for.
    pub today: NaiveDate,
    /// The table of a past moment that was asked for last.
    pub past: Recent,
}

impl State {
    /// A record.
    pub fn get(&self, id: Id) -> Result<Option<Arc<Stored>>, ViewError> {
        Ok(self.view.get(id)?.map(Arc::new))
    }

    /// The highest number of a kind: also how many there are.
    pub fn count(&self, kind: KindId) -> u64 {
        self.meta.counts.get(&kind.number()).copied().unwrap_or(0)
    }

    /// Forgets everything that follows from the journal: an empty view was put in place.
    pub fn reset(&mut self) {
        self.meta = Meta::default();
        self.tables = Tables::new();
        self.directory = Directory::default();
    }

    /// The view without anything on top.
    pub fn now<'a>(&'a self, nothing: &'a Overlay) -> Now<'a> {
        Now { state: self, overlay: nothing }
    }

    /// Loads operators and policies.
    pub fn load_directory(&mut self) -> Result<(), ViewError> {
        for kind in
            [KindId::Operator, KindId::Policy, KindId::Module, KindId::Profile, KindId::Rate, KindId::KnownInsurer]
        {
            for number in 1..=self.count(kind) {
                if let Some(stored) = self.get(Id::new(kind, number))? {
                    self.directory.take(&stored);
                }
            }
        }
        Ok(())
    }

    /// Brings a batch into view and tables: one sled batch, then the memory. Findings of every subject it touches are
    /// computed on the way.
    pub fn commit(&mut self, overlay: &Overlay) -> Result<(), ViewError> {
        self.tables.take_keys(overlay);
        self.take_directory(overlay);
        let outcomes = schedule::dirty(Now { state: self, overlay }, self.today)?;
        let (batch, meta) = self.batch(overlay, &outcomes)?;
        let mut tables = std::mem::take(&mut self.tables);
        // The tables read the batch from the overlay, so that view and tables need not wait for each other. Whatever
        // fails, the caller makes both anew.
        let state = &*self;
        let write = || state.view.apply(batch);
        let (written, taken) = if overlay.records.len() < PARALLEL {
            (write(), tables.take(state, overlay, outcomes))
        } else {
            rayon::join(write, || tables.take(state, overlay, outcomes))
        };
        self.tables = tables;
        written?;
        self.meta = meta;
        taken
    }

    /// As [`State::commit`] without findings and tables, for a view that is being made anew: they are made afterwards. The
    /// rows are given back for the filler; until it has written them they are read from the overlay.
    pub fn commit_bulk(&mut self, overlay: &Overlay) -> Result<Batch, ViewError> {
        let (batch, meta) = self.batch(overlay, &[])?;
        self.take_directory(overlay);
        self.meta = meta;
        Ok(batch)
    }

    fn take_directory(&mut self, overlay: &Overlay) {
        for stored in overlay.records.values() {
            self.directory.take(stored);
        }
    }

    /// The rows of a batch, and what the view says of itself with them.
    fn batch(&self, overlay: &Overlay, outcomes: &[(Id, Outcome)]) -> Result<(Batch, Meta), ViewError> {
        let mut batch = Batch::default();
        batch.records(overlay.records.values())?;
        for (parent, children) in &overlay.children {
            for child in children {
                batch.child(*parent, *child);
            }
        }
        for (id, rev, row) in &overlay.revisions {
            batch.revision(*id, *rev, row)?;
        }
        for (seq, position) in &overlay.entries {
            batch.entry(*seq, position)?;
        }
        for (subject, logins) in &overlay.contributors {
            batch.contributors(*subject, logins)?;
        }
        for (subject, outcome) in outcomes {
            // Of a new record without findings there is nothing to take back.
            let new = overlay.records.get(subject).is_some_and(|stored| stored.rev == 1);
            if !new || *outcome != Outcome::default() {
                batch.findings(*subject, outcome)?;
            }
        }
        let mut meta = self.meta.clone();
        for (kind, count) in &overlay.counts {
            meta.counts.insert(kind.number(), *count);
        }
        if let Some((seq, hash)) = overlay.head {
            meta.seq = seq;
            meta.hash = hash;
        }
        if let Some((seq, position)) = overlay.entries.last() {
            meta.checkpoint = Some(Checkpoint { seq: *seq, position: *position });
        }
        batch.meta(&meta)?;
        Ok((batch, meta))
    }
}
