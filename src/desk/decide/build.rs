//! Building an entry: who acts in which role, which records it puts.

use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::catalog::Catalog;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::overlay::Now;
use crate::domain::entry::EntryDraft;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use chrono::NaiveDate;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Who acts: the operator behind a command, with the role it uses.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The login.
    pub login: String,
    /// The person's id.
    pub person: String,
    /// Roles the operator holds.
    pub roles: Vec<Role>,
    /// The role used.
    pub role: Role,
}

impl Actor {
    /// The operator of a command in a role that permits the verb.
    pub fn of(command: &Command, now: Now<'_>, verb: &str, today: NaiveDate) -> Result<Self, Refusal> {
        let catalog = now.state.catalog;
        let (person, roles) = Self::account(&command.by, now, today)?;
        let wanted = command.role.filter(|r| roles.contains(r) && catalog.may(*r, verb));
        let found = match command.role {
            Some(_) => wanted,
            None => roles.iter().copied().find(|r| catalog.may(*r, verb)),
        };
        let Some(role) = found else {
            let msg = Self::not_permitted(catalog, &command.by, &roles, verb);
            return Err(Refusal::new(Ground::NotPermitted, msg));
        };
        Ok(Self { login: command.by.clone(), person, roles, role })
    }

    /// Says that none of the roles a login holds permits a verb, and which would.
    pub fn not_permitted(catalog: &Catalog, login: &str, roles: &[Role], verb: &str) -> Msg {
        let codes = |roles: &[Role]| roles.iter().map(|r| r.as_str()).collect::<Vec<_>>();
        Msg::new("refused-not-permitted")
            .with("operator", login)
            .with("held", codes(roles))
            .with("verb", verb)
            .with("needed", codes(catalog.roles_of(verb)))
    }

    /// Person and roles of a login that may act today.
    pub fn account(login: &str, now: Now<'_>, today: NaiveDate) -> Result<(String, Vec<Role>), Refusal> {
        if login == "system" {
            return Ok((String::new(), vec![Role::Sys]));
        }
        let unknown = || {
            Refusal::new(Ground::NotPermitted, Msg::new("refused-unknown-operator").with("operator", login))
                .hint(Msg::new("hint-operators"))
        };
        let in_batch = now.overlay.records.values().rev().find_map(|s| {
            let operator = crate::domain::operator::Operator::of(&s.record)?;
            (operator.login == login).then_some((s.as_ref(), operator))
        });
        let (stored, operator) = in_batch.or_else(|| now.state.directory.operator(login)).ok_or_else(unknown)?;
        if stored.state != "active" || operator.until.is_some_and(|until| until < today) {
            let msg = Msg::new("refused-inactive-operator").with("operator", login);
            return Err(Refusal::new(Ground::NotPermitted, msg));
        }
        Ok((operator.person.0.clone(), operator.roles.clone()))
    }
}

/// An entry being built.
pub struct Build<'a> {
    /// The state it is decided on.
    pub now: Now<'a>,
    /// Who acts.
    pub actor: Actor,
    /// The entry so far.
    pub draft: EntryDraft,
    counts: BTreeMap<KindId, u64>,
}

impl<'a> Build<'a> {
    /// Begins an entry.
    pub fn new(command: &Command, now: Now<'a>, actor: Actor, verb: &str) -> Self {
        let draft = EntryDraft {
            by: actor.login.clone(),
            role: actor.role.as_str().to_owned(),
            via: command.via.as_str().to_owned(),
            key: command.key,
            verb: verb.to_owned(),
            why: command.why.clone().filter(|w| !w.trim().is_empty()),
            seen: command.seen.as_ref().and_then(|s| serde_json::to_value(s).ok()),
            blobs: command.blobs.clone(),
            ..EntryDraft::default()
        };
        Self { now, actor, draft, counts: BTreeMap::new() }
    }

    /// The next id of a kind.
    pub fn next_id(&mut self, kind: KindId) -> Id {
        let next = self.counts.get(&kind).copied().unwrap_or_else(|| self.now.count(kind)) + 1;
        self.counts.insert(kind, next);
        Id::new(kind, next)
    }

    /// Puts a record.
    pub fn put(&mut self, id: Id, rev: u64, state: &str, record: &Record) -> Result<(), Refusal> {
        self.put_content(id, rev, state, content_of(record)?);
        Ok(())
    }

    /// Puts a content that was made elsewhere, on another core.
    pub fn put_content(&mut self, id: Id, rev: u64, state: &str, content: Box<RawValue>) {
        let def = id.kind.def();
        self.draft.puts.push(Put {
            kind: def.name.to_owned(),
            id: id.to_string(),
            rev,
            s: def.schema,
            state: state.to_owned(),
            content,
        });
    }

    /// Puts the next revision of a record.
    pub fn put_next(&mut self, stored: &Stored, state: &str, record: &Record) -> Result<(), Refusal> {
        self.put(stored.id, stored.rev + 1, state, record)
    }

    /// The entry is complete.
    pub fn done(self, message: Msg) -> Decision {
        Decision { draft: Some(self.draft), message, case: None, import: None }
    }
}

/// The content of a record as it is journaled.
pub fn content_of(record: &Record) -> Result<Box<RawValue>, Refusal> {
    let json = record.to_json().map_err(Refusal::internal)?;
    let text = String::from_utf8(json).map_err(|e| Refusal::internal(e.to_string()))?;
    RawValue::from_string(text).map_err(|e| Refusal::internal(e.to_string()))
}

/// A reason that must be given.
pub fn need_why(command: &Command, verb: &str) -> Result<String, Refusal> {
    match command.why.as_deref().map(str::trim) {
        Some(why) if !why.is_empty() => Ok(why.to_owned()),
        _ => Err(Refusal::invalid(Msg::new("refused-no-reason").with("verb", verb)).hint(Msg::new("hint-why"))),
    }
}

/// The record a command is about, at the revision that was on the screen.
pub fn fetch(
    now: Now<'_>,
    id: Id,
    expect_rev: Option<u64>,
    outside: &Outside<'_>,
) -> Result<std::sync::Arc<Stored>, Refusal> {
    let stored = now.get(id)?.ok_or_else(|| Refusal::not_found(id.to_string()))?;
    match expect_rev {
        Some(rev) if rev != stored.rev => {
            let msg = Msg::new("refused-stale")
                .with("id", id.to_string())
                .with("mine", rev)
                .with("theirs", stored.rev)
                .with("by", crate::desk::decide::fields::last_writer(now, &stored, outside));
            let changes = crate::desk::decide::fields::since(now, &stored, rev, outside);
            Err(Refusal::new(Ground::Stale, msg).hint(Msg::new("hint-look-again")).changes(changes))
        }
        _ => Ok(stored),
    }
}
