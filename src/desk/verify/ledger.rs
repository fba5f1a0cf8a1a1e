//! What the replay remembers: of a record its revision, state and content hash; whole contents only of operators,
//! policies, open cases and drawn batches. A million records take some tens of megabytes.

use crate::catalog::Catalog;
use crate::desk::decide::batches::allowed;
use crate::desk::overlay::contributed;
use crate::desk::overlay::parent_of;
use crate::domain::assessment::IN_FORCE;
use crate::domain::batch::Batch;
use crate::domain::case::Case;
use crate::domain::case::DossierLine;
use crate::domain::dossier;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::operator::Operator;
use crate::domain::operator::Role;
use crate::domain::partner::Partner;
use crate::domain::policy::Bulk;
use crate::domain::policy::Policy;
use crate::domain::policy::Step;
use crate::domain::risk::Basis;
use crate::domain::risk::Evidence;
use crate::domain::risk::worth;
use crate::domain::session::SessionRef;
use crate::domain::training::Training;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Words stored once and known by number.
#[derive(Default)]
struct Words {
    by_word: BTreeMap<String, u16>,
    words: Vec<String>,
}

impl Words {
    fn number(&mut self, word: &str) -> u16 {
        if let Some(known) = self.by_word.get(word) {
            return *known;
        }
        let number = u16::try_from(self.words.len()).unwrap_or(u16::MAX);
        self.by_word.insert(word.to_owned(), number);
        self.words.push(word.to_owned());
        number
    }

    fn word(&self, number: u16) -> &str {
        self.words.get(usize::from(number)).map_or("", String::as_str)
    }
}

/// A record as the journal leaves it.
#[derive(Clone, Copy)]
pub(super) struct Brief {
    /// Hash of its content.
    pub(super) hash: [u8; 32],
    /// Its revision; 0 where a number was left out.
    pub(super) rev: u64,
    state: u16,
}

/// An operator's account at some moment.
#[derive(Clone, Default)]
pub(super) struct Account {
    /// Its record.
    pub(super) id: Option<Id>,
    /// The person behind it.
    pub(super) person: String,
    /// Roles held.
    pub(super) roles: Vec<Role>,
    /// Whether it is in use.
    pub(super) active: bool,
    /// The last day on which it may act.
    pub(super) until: Option<NaiveDate>,
}

/// The replayed state.
#[derive(Default)]
pub(super) struct Ledger {
    records: BTreeMap<KindId, Vec<Brief>>,
    states: Words,
    logins: Words,
    contributors: BTreeMap<Id, Vec<u16>>,
    papers: BTreeMap<Id, Vec<Id>>,
    risks: BTreeMap<Id, Basis>,
    assessed: BTreeMap<Id, BTreeMap<Id, Evidence>>,
    accounts: BTreeMap<String, Account>,
    policies: BTreeMap<String, BTreeMap<u64, Policy>>,
    cases: BTreeMap<Id, Case>,
    batches: BTreeMap<Id, Batch>,
}

impl Ledger {
    /// A record; nothing when there is none yet.
    pub(super) fn get(&self, id: Id) -> Option<(Brief, &str)> {
        let place = usize::try_from(id.number.checked_sub(1)?).ok()?;
        let brief = *self.records.get(&id.kind)?.get(place)?;
        (brief.rev > 0).then(|| (brief, self.states.word(brief.state)))
    }

    /// How many records of a kind there are.
    pub(super) fn count(&self, kind: KindId) -> u64 {
        self.records.get(&kind).map_or(0, |known| known.len() as u64)
    }

    /// An operator's account.
    pub(super) fn account(&self, login: &str) -> Option<&Account> {
        self.accounts.get(login)
    }

    /// Every account by login.
    pub(super) fn accounts(&self) -> impl Iterator<Item = (&String, &Account)> {
        self.accounts.iter()
    }

    /// A case that is not closed.
    pub(super) fn case(&self, id: Id) -> Option<&Case> {
        self.cases.get(&id)
    }

    /// The steps of `code@rev`.
    pub(super) fn steps(&self, policy: &str) -> Option<&[Step]> {
        let (code, rev) = policy.split_once('@')?;
        self.policies.get(code)?.get(&rev.parse().ok()?).map(|policy| policy.steps.as_slice())
    }

    /// What the newest revision of a policy, named `code@rev`, allows to be decided in bulk.
    pub(super) fn bulk(&self, policy: &str) -> Bulk {
        let code = policy.split('@').next().unwrap_or_default();
        let newest = self.policies.get(code).and_then(|known| known.last_key_value());
        newest.map_or(Bulk::No, |(_, policy)| allowed(policy))
    }

    /// A batch that is drawn and neither approved nor dissolved.
    pub(super) fn batch(&self, id: Id) -> Option<&Batch> {
        self.batches.get(&id)
    }

    /// The policy a control's code stands for with this subject, at its present revision.
    pub(super) fn policy_of(&self, code: &str, subject: Id, day: NaiveDate) -> Option<String> {
        let whole = self.policies.contains_key(code).then(|| code.to_owned());
        let name = whole.or_else(|| {
            let latest = self.assessed.get(&subject).and_then(|known| known.last_key_value());
            let evidence = latest.map(|(_, evidence)| *evidence).unwrap_or_default();
            let risk = self.risks.get(&subject)?.risk(&evidence, day);
            Some(format!("{code}-{}", risk.band.as_str().to_ascii_lowercase()))
        })?;
        let rev = self.policies.get(&name)?.last_key_value()?.0;
        Some(format!("{name}@{rev}"))
    }

    /// Persons who contributed to a subject since its last approval.
    pub(super) fn contributors(&self, subject: Id) -> BTreeSet<String> {
        let person = |login: &str| self.accounts.get(login).map(|a| a.person.clone());
        self.logins_of(subject).into_iter().filter_map(person).collect()
    }

    /// Logins that contributed to a subject since its last approval.
    pub(super) fn logins_of(&self, subject: Id) -> Vec<&str> {
        let known = self.contributors.get(&subject);
        known.into_iter().flatten().map(|number| self.logins.word(*number)).collect()
    }

    /// Subjects somebody contributed to.
    pub(super) fn contributed(&self) -> impl Iterator<Item = Id> {
        self.contributors.iter().filter(|(_, logins)| !logins.is_empty()).map(|(id, _)| *id)
    }

    /// The dossier of a subject: itself, its accepted documents and its assessments in force.
    fn dossier(&self, subject: Id) -> Vec<DossierLine> {
        let mut ids: Vec<Id> = self.papers.get(&subject).into_iter().flatten().copied().collect();
        ids.retain(|id| self.get(*id).is_some_and(|(_, state)| dossier::is_read(id.kind, state)));
        ids.push(subject);
        ids.sort_unstable();
        let line = |id: &Id| {
            let (brief, _) = self.get(*id)?;
            let rev = i64::try_from(brief.rev).unwrap_or(i64::MAX);
            Some(DossierLine { id: id.to_string(), hash: dossier::hex(&brief.hash), rev })
        };
        ids.iter().filter_map(line).collect()
    }

    /// The hash over it.
    pub(super) fn dossier_hash(&self, subject: Id) -> String {
        dossier::hash(&self.dossier(subject))
    }

    /// Takes a put in.
    pub(super) fn take(
        &mut self,
        entry: &Entry,
        id: Id,
        brief: (u64, [u8; 32], &str),
        record: &Record,
        contributes: bool,
    ) {
        let (rev, hash, state) = brief;
        let number = self.states.number(state);
        let known = self.records.entry(id.kind).or_default();
        let Ok(place) = usize::try_from(id.number.saturating_sub(1)) else { return };
        if place > known.len() + 1_000_000 {
            // A number from nowhere is reported by the judge; no table is made for it.
            return;
        }
        if place >= known.len() {
            known.resize(place + 1, Brief { hash: [0; 32], rev: 0, state: number });
        }
        if let Some(slot) = known.get_mut(place) {
            *slot = Brief { hash, rev, state: number };
        }
        self.contents(id, rev, state, record);
        self.contribution(entry, id, rev, state, record, contributes);
    }

    fn contents(&mut self, id: Id, rev: u64, state: &str, record: &Record) {
        match record {
            Record::Operator(operator) => self.operator(id, state, operator),
            Record::Policy(policy) => self.policy(rev, policy),
            Record::Partner(partner) => self.partner(id, partner),
            Record::Document(_) | Record::Assessment(_) | Record::Training(_) => self.paper(id, rev, state, record),
            Record::Case(case) => {
                if matches!(state, "open" | "returned") {
                    self.cases.insert(id, Case::clone(case));
                } else {
                    self.cases.remove(&id);
                }
            }
            Record::Batch(batch) => {
                if state == "drawn" {
                    self.batches.insert(id, Batch::clone(batch));
                } else {
                    self.batches.remove(&id);
                }
            }
            _ => {}
        }
    }

    fn paper(&mut self, id: Id, rev: u64, state: &str, record: &Record) {
        let parent = parent_of(record);
        if rev == 1 {
            let session = Training::of(record).and_then(|t| t.session.as_ref()).and_then(SessionRef::id);
            for owner in parent.into_iter().chain(session) {
                self.papers.entry(owner).or_default().push(id);
            }
        }
        let Some(parent) = parent else { return };
        if let Record::Assessment(assessment) = record {
            let known = self.assessed.entry(parent).or_default();
            if IN_FORCE.contains(&state) {
                known.insert(id, worth(assessment));
            } else {
                known.remove(&id);
            }
        }
    }

    fn operator(&mut self, id: Id, state: &str, operator: &Operator) {
        self.accounts.retain(|login, account| account.id != Some(id) || *login == operator.login);
        let account = Account {
            id: Some(id),
            person: operator.person.0.clone(),
            roles: operator.roles.clone(),
            active: state == "active",
            until: operator.until,
        };
        self.accounts.insert(operator.login.clone(), account);
    }

    fn policy(&mut self, rev: u64, policy: &Policy) {
        self.policies.entry(policy.code.clone()).or_default().insert(rev, policy.clone());
    }

    fn partner(&mut self, id: Id, partner: &Partner) {
        if let Ok(catalog) = Catalog::shipped() {
            self.risks.insert(id, Basis::of(partner, &catalog.risk));
        }
    }

    /// Contributors since the last approval, as the overlay keeps them.
    fn contribution(&mut self, entry: &Entry, id: Id, rev: u64, state: &str, record: &Record, contributes: bool) {
        if let Some(case) = Case::of(record) {
            if state == "approved"
                && let Ok(subject) = case.subject.parse::<Id>()
            {
                self.contributors.remove(&subject);
            }
            return;
        }
        if !contributes {
            return;
        }
        for subject in contributed(id, record) {
            if id == subject && rev == 1 {
                self.contributors.remove(&subject);
            }
            for login in [Some(&entry.by), entry.for_.as_ref()].into_iter().flatten() {
                let number = self.logins.number(login);
                let known = self.contributors.entry(subject).or_insert_with(|| Vec::with_capacity(1));
                if !known.contains(&number) {
                    known.push(number);
                }
            }
        }
    }
}
