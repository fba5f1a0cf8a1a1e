//! System work: what the program does by itself on a new day, in its own name and never in a policy step.
//!
//! It runs when a desk is opened and when a day begins in the desk's zone, each day once: the command's key is made of
//! the day, so that a second run finds its first answer.

use crate::api::Act;
use crate::api::Command;
use crate::api::Via;
use crate::desk::schedule;
use crate::desk::state::State;
use crate::desk::tables;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::operator::Role;
use crate::query;
use chrono::NaiveDate;
use sha2::Digest;
use sha2::Sha256;
use std::sync::atomic::AtomicBool;
use uuid::Uuid;

/// Commands that are due: partners whose periodic review has come (domain.md §2.7), assessments that ran out,
/// letters whose day is over (§10.4).
pub fn due(state: &State) -> Vec<Command> {
    let mut commands = Vec::new();
    for id in found(state, KindId::Partner, "state:admitted,probation review_due<=today") {
        commands.push(call_review(id, state.today));
    }
    for id in found(state, KindId::Assessment, "state:approved,actions_open,closed valid_to<today") {
        commands.push(expire(id, state.today));
    }
    for id in found(state, KindId::BankAccount, "state:approved since<-1d") {
        commands.push(activate(id, state.today));
    }
    let blocked = found(state, KindId::Partner, "state:admitted,probation,review_due blocking>0");
    commands.extend(suspensions(state, blocked.into_iter()));
    for id in found(state, KindId::Letter, "state:sent wait_until<today") {
        commands.push(lapse(id, state.today));
    }
    commands
}

/// Commands that suspend those of these partners on which a rule blocks that suspends, each with a case for somebody to
/// look at it (domain.md §2.4, §10.4).
pub fn suspensions(state: &State, partners: impl Iterator<Item = Id>) -> Vec<Command> {
    partners.filter_map(|id| suspension(state, id)).flatten().collect()
}

fn suspension(state: &State, id: Id) -> Option<[Command; 2]> {
    let stored = state.get(id).ok().flatten()?;
    if !matches!(stored.state.as_str(), "admitted" | "probation" | "review_due") {
        return None;
    }
    let outcome = state.view.findings(id).ok()?;
    let found = schedule::with_reactions(state, id, &outcome).ok()?;
    let rule = found.iter().find(|f| {
        let suspends = state.catalog.rule(&f.hit.rule).is_some_and(|r| r.suspends);
        suspends && f.hit.severity == Severity::Blocking && f.state.counts()
    })?;
    let why = format!("{} since {}", rule.hit.rule, state.today);
    let one = |verb: &str| Command {
        key: key(&format!("{verb} {}", stored.rev), id, state.today),
        why: Some(why.clone()),
        act: Act::Verb { verb: verb.to_owned(), id, expect_rev: None, fields: Vec::new() },
        ..call_review(id, state.today)
    };
    Some([one("partner.suspend"), one("partner.review-suspension")])
}

/// The records of a kind that a filter finds.
fn found(state: &State, kind: KindId, filter: &str) -> Vec<Id> {
    let Some(columns) = state.tables.roster(kind) else { return Vec::new() };
    let schema = tables::schema(kind);
    let Ok(wanted) = query::parse(filter, &schema) else { return Vec::new() };
    let Ok(rows) = wanted.run(columns, state.today, &AtomicBool::new(false)) else { return Vec::new() };
    rows.iter().map(|row| tables::id_of(kind, row)).collect()
}

fn expire(id: Id, today: NaiveDate) -> Command {
    let act = Act::Verb { verb: "assessment.expire".to_owned(), id, expect_rev: None, fields: Vec::new() };
    Command {
        key: key("expire", id, today),
        why: Some(format!("ran out before {today}")),
        act,
        ..call_review(id, today)
    }
}

fn lapse(id: Id, today: NaiveDate) -> Command {
    let act = Act::Verb { verb: "letter.lapse".to_owned(), id, expect_rev: None, fields: Vec::new() };
    Command {
        key: key("letter-lapse", id, today),
        why: Some(format!("no answer before {today}")),
        act,
        ..call_review(id, today)
    }
}

fn activate(id: Id, today: NaiveDate) -> Command {
    let act = Act::Verb { verb: "account.activate".to_owned(), id, expect_rev: None, fields: Vec::new() };
    Command {
        key: key("activate", id, today),
        why: Some(format!("cooled before {today}")),
        act,
        ..call_review(id, today)
    }
}

fn call_review(id: Id, today: NaiveDate) -> Command {
    Command {
        key: key("call-review", id, today),
        by: "system".to_owned(),
        role: Some(Role::Sys),
        via: Via::System,
        why: Some(format!("review due {today}")),
        seen: None,
        blobs: Vec::new(),
        act: Act::Verb { verb: "partner.call-review".to_owned(), id, expect_rev: None, fields: Vec::new() },
    }
}

fn key(work: &str, id: Id, day: NaiveDate) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(format!("{work} {id} {day}")).into();
    let (first, _) = digest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    Uuid::from_bytes(*first)
}
