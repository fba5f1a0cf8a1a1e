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
use chrono::NaiveDate;
use sha2::Digest;
use sha2::Sha256;
use uuid::Uuid;

/// Work that a day brings: of which records, what is done, and why.
struct Daily {
    kind: KindId,
    filter: &'static str,
    verb: &'static str,
    /// What the key is made of besides the record and the day; it never changes.
    work: &'static str,
    /// The reason, before the day.
    why: &'static str,
}

/// Partners whose periodic review has come (domain.md §2.7), assessments that ran out, accounts that have cooled, letters
/// whose day is over (§10.4).
const DAILY: [Daily; 6] = [
    Daily {
        kind: KindId::Partner,
        filter: "state:admitted,probation review_due<=today",
        verb: "partner.call-review",
        work: "call-review",
        why: "review due",
    },
    Daily {
        kind: KindId::Assessment,
        filter: "state:approved,actions_open,closed valid_to<today",
        verb: "assessment.expire",
        work: "expire",
        why: "ran out before",
    },
    Daily {
        kind: KindId::BankAccount,
        filter: "state:approved since<-1d",
        verb: "account.activate",
        work: "activate",
        why: "cooled before",
    },
    Daily {
        kind: KindId::Certificate,
        filter: "-state:expired,cancelled ends<today",
        verb: "certificate.expire",
        work: "insurance-expire",
        why: "cover ran out before",
    },
    Daily {
        kind: KindId::Certificate,
        filter: "state:compliant,waived gaps>0 ends>=today",
        verb: "certificate.find-deficient",
        work: "insurance-deficient",
        why: "gaps on",
    },
    Daily {
        kind: KindId::Letter,
        filter: "state:sent wait_until<today",
        verb: "letter.lapse",
        work: "letter-lapse",
        why: "no answer before",
    },
];

/// Commands that are due.
pub fn due(state: &State) -> Vec<Command> {
    let today = state.today;
    let ids = |kind, filter: &str| {
        let rows = tables::found(state, kind, filter);
        rows.iter().map(|row| tables::id_of(kind, row)).collect::<Vec<Id>>()
    };
    let one = |daily: &Daily, id| command(daily.verb, daily.work, id, today, format!("{} {today}", daily.why));
    let mut commands: Vec<Command> = DAILY
        .iter()
        .flat_map(|daily| ids(daily.kind, daily.filter).into_iter().map(move |id| one(daily, id)))
        .collect();
    let blocked = ids(KindId::Partner, "state:admitted,probation,review_due blocking>0");
    commands.extend(suspensions(state, blocked.into_iter()));
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
    let one = |verb: &str| command(verb, &format!("{verb} {}", stored.rev), id, state.today, why.clone());
    Some([one("partner.suspend"), one("partner.review-suspension")])
}

fn command(verb: &str, work: &str, id: Id, today: NaiveDate, why: String) -> Command {
    Command {
        key: key(work, id, today),
        by: "system".to_owned(),
        role: Some(Role::Sys),
        via: Via::System,
        why: Some(why),
        seen: None,
        blobs: Vec::new(),
        act: Act::Verb { verb: verb.to_owned(), id, expect_rev: None, fields: Vec::new() },
    }
}

fn key(work: &str, id: Id, day: NaiveDate) -> Uuid {
    let digest: [u8; 32] = Sha256::digest(format!("{work} {id} {day}")).into();
    let (first, _) = digest.split_first_chunk::<16>().unwrap_or((&[0; 16], &[]));
    Uuid::from_bytes(*first)
}
