//! Judging an entry against the moment it was written at: who, in which role, which puts.

use crate::catalog::Catalog;
use crate::desk::verify::Parsed;
use crate::desk::verify::Report;
use crate::desk::verify::batches;
use crate::desk::verify::ledger::Account;
use crate::desk::verify::ledger::Ledger;
use crate::desk::verify::moves;
use crate::desk::verify::votes;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use chrono::DateTime;
use chrono::Utc;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// The login of work the program does by itself.
const SYSTEM: &str = "system";
/// The verb of a refused attempt.
const REFUSED: &str = "refused";
/// The verb of entry 1.
const GENESIS: &str = "genesis";

/// Judges entries in their order.
pub(super) struct Judge {
    /// Reference data.
    pub(super) catalog: &'static Catalog,
    /// The desk's zone: accounts run until a day in it.
    zone: Tz,
    ledger: Ledger,
    previous: DateTime<Utc>,
    /// Hash of the entry before.
    head: Digest,
}

/// A put with its content.
pub(super) struct Made<'a> {
    /// The put.
    pub(super) put: &'a Put,
    /// Its id.
    pub(super) id: Id,
    /// Its content.
    pub(super) record: &'a Record,
}

impl Judge {
    /// Before the first entry.
    pub(super) fn new(catalog: &'static Catalog, zone: Tz) -> Self {
        Self { catalog, zone, ledger: Ledger::default(), previous: DateTime::UNIX_EPOCH, head: Digest::ZERO }
    }

    /// What was replayed.
    pub(super) fn ledger(&self) -> &Ledger {
        &self.ledger
    }

    /// Judges an entry, then takes it in.
    pub(super) fn entry(&mut self, parsed: &Parsed, report: &mut Report) {
        let entry = &parsed.entry;
        report.count("entries");
        self.form(entry, report);
        let account = self.actor(entry, report);
        let mut made = Vec::with_capacity(entry.puts.len());
        for (put, record) in entry.puts.iter().zip(&parsed.records) {
            report.count("puts");
            match record {
                Ok((id, record)) => made.push(Made { put, id: *id, record }),
                Err(why) => {
                    let msg = Msg::new("verify-content").with("id", put.id.as_str()).with("why", why.as_str());
                    report.found(entry.seq, msg);
                }
            }
        }
        self.revisions(entry, &made, report);
        if entry.verb == REFUSED && !entry.puts.is_empty() {
            report.found(entry.seq, Msg::new("verify-refused-puts"));
        }
        if entry.verb != GENESIS {
            self.conflicts(entry, &made, report);
            moves::check(self.catalog, &self.ledger, entry, &made, report);
            self.other_person(entry, &made, account.as_ref(), report);
            self.unapproved(entry, &made, report);
            votes::before(self.catalog, &self.ledger, entry, &made, account.as_ref(), report);
            batches::check(self.catalog, &self.ledger, entry, &self.head, &made, report);
        }
        self.head = parsed.hash;
        let contributes = self.catalog.contributes(&entry.verb);
        for one in &made {
            let brief = (one.put.rev, *one.put.content_hash().as_bytes(), one.put.state.as_str());
            self.ledger.take(entry, one.id, brief, one.record, contributes);
        }
        votes::after(&self.ledger, entry, entry.at.with_timezone(&self.zone).date_naive(), &made, report);
    }

    /// Operator, role, verb, time; entry 1 and only entry 1 is the genesis.
    fn form(&mut self, entry: &Entry, report: &mut Report) {
        for (what, text) in [("by", &entry.by), ("role", &entry.role), ("verb", &entry.verb)] {
            if text.trim().is_empty() {
                report.found(entry.seq, Msg::new("verify-empty").with("field", what));
            }
        }
        if entry.at < self.previous {
            report.found(entry.seq, Msg::new("verify-time"));
        }
        self.previous = self.previous.max(entry.at);
        if (entry.seq == 1) != (entry.verb == GENESIS) || (entry.seq == 1) != entry.genesis.is_some() {
            report.found(entry.seq, Msg::new("verify-genesis"));
        }
    }

    /// The account behind the entry, when it could act as it says.
    fn actor(&self, entry: &Entry, report: &mut Report) -> Option<Account> {
        report.count("roles");
        let role = Role::from_code(&entry.role);
        let permitted = |role: Role| self.catalog.may(role, &entry.verb);
        if entry.by == SYSTEM {
            if role != Some(Role::Sys) || !(entry.verb == GENESIS || permitted(Role::Sys)) {
                report.found(entry.seq, Msg::new("verify-system").with("verb", entry.verb.as_str()));
            }
            return Some(Account { roles: vec![Role::Sys], active: true, ..Account::default() });
        }
        let Some(account) = self.ledger.account(&entry.by) else {
            report.found(entry.seq, Msg::new("verify-operator").with("by", entry.by.as_str()));
            return None;
        };
        // An attempt is journaled with what was claimed; that it was refused is all there is to check.
        if entry.verb == REFUSED {
            report.count("refused");
            return Some(account.clone());
        }
        let day = entry.at.with_timezone(&self.zone).date_naive();
        if !account.active || account.until.is_some_and(|until| until < day) {
            report.found(entry.seq, Msg::new("verify-inactive").with("by", entry.by.as_str()));
        }
        let says = |id: &'static str| {
            Msg::new(id)
                .with("by", entry.by.as_str())
                .with("role", entry.role.as_str())
                .with("verb", entry.verb.as_str())
        };
        match role {
            Some(role) if !account.roles.contains(&role) => report.found(entry.seq, says("verify-role-held")),
            Some(role) if !permitted(role) => report.found(entry.seq, says("verify-role-verb")),
            None if !entry.role.trim().is_empty() => report.found(entry.seq, says("verify-role-held")),
            _ => {}
        }
        Some(account.clone())
    }

    /// Where another person is asked for, none of the filers acts.
    fn other_person(&self, entry: &Entry, made: &[Made<'_>], account: Option<&Account>, report: &mut Report) {
        let edge = self.catalog.edge(&entry.verb).map(|(_, edge)| edge);
        let asked = edge.is_some_and(|edge| edge.guards.contains(&Guard::OtherPerson));
        let Some(account) = account.filter(|_| asked && entry.undoes.is_none()) else { return };
        for one in made.iter().filter(|one| self.ledger.contributors(one.id).contains(&account.person)) {
            let msg = Msg::new("verify-own-upload").with("by", entry.by.as_str()).with("id", one.put.id.as_str());
            report.found(entry.seq, msg);
        }
    }

    /// A letter that another person approves before it is sent goes out neither as a draft nor otherwise than approved.
    fn unapproved(&self, entry: &Entry, made: &[Made<'_>], report: &mut Report) {
        let edge = self.catalog.edge(&entry.verb).map(|(_, edge)| edge);
        if entry.undoes.is_some() || !edge.is_some_and(|edge| edge.guards.contains(&Guard::Approved)) {
            return;
        }
        for one in made {
            let Record::Letter(letter) = one.record else { continue };
            let before = self.ledger.get(one.id).map_or("draft", |(_, state)| state);
            if !self.catalog.may_send(letter, before) {
                let msg = Msg::new("verify-letter-unapproved").with("by", entry.by.as_str());
                report.found(entry.seq, msg.with("id", one.put.id.as_str()));
            }
        }
    }

    /// Nobody holds roles that control each other, nor the program's.
    fn conflicts(&self, entry: &Entry, made: &[Made<'_>], report: &mut Report) {
        for one in made {
            let Record::Operator(operator) = one.record else { continue };
            if operator.roles.contains(&Role::Sys) || !self.catalog.conflicts_in(&operator.roles).is_empty() {
                let roles: Vec<&str> = operator.roles.iter().map(|r| r.as_str()).collect();
                let msg = Msg::new("verify-role-conflict").with("by", operator.login.as_str()).with("roles", roles);
                report.found(entry.seq, msg);
            }
        }
    }

    /// Numbers and revisions are given in order, each once.
    fn revisions(&self, entry: &Entry, made: &[Made<'_>], report: &mut Report) {
        let mut next: BTreeMap<Id, u64> = BTreeMap::new();
        let mut fresh: BTreeMap<KindId, u64> = BTreeMap::new();
        for one in made {
            let known = self.ledger.get(one.id).map_or(0, |(brief, _)| brief.rev);
            let expected = next.get(&one.id).copied().unwrap_or(known) + 1;
            if one.put.rev != expected {
                let msg = Msg::new("verify-revision").with("id", one.put.id.as_str());
                report.found(entry.seq, msg.with("found", one.put.rev).with("expected", expected));
            }
            next.insert(one.id, one.put.rev);
            if expected == 1 {
                let kind = one.id.kind;
                let number = fresh.get(&kind).copied().unwrap_or_else(|| self.ledger.count(kind)) + 1;
                if one.id.number != number {
                    let msg = Msg::new("verify-number").with("id", one.put.id.as_str()).with("expected", number);
                    report.found(entry.seq, msg);
                }
                fresh.insert(kind, one.id.number.max(number));
            }
        }
    }
}
