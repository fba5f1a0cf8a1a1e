//! Who decided what between two days: read off a replay, with the accounts and contributors of each moment, so that what a
//! report says of four eyes is recomputed and not taken from what the desk believed (domain.md §10.3).

use crate::api::Refusal;
use crate::api::Upto;
use crate::api::report::AccountLine;
use crate::api::report::Decision;
use crate::api::report::Delegated;
use crate::api::report::Grant;
use crate::api::report::RefusedAttempt;
use crate::api::report::Segregation;
use crate::desk::answer;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::state::State;
use crate::desk::verify::Parsed;
use crate::desk::verify::Report;
use crate::desk::verify::judge::Judge;
use crate::desk::verify::ledger::Ledger;
use crate::desk::verify::parse;
use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Vote;
use crate::domain::entry::Entry;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::operator::Operator;
use chrono::NaiveDate;

/// Replays the journal up to the end of `to` and tells what happened from `from` on.
pub fn segregation(state: &State, journal: &FileJournal, from: NaiveDate, to: Upto) -> Result<Segregation, Refusal> {
    let head = answer::head(state, journal, to)?;
    let before = from.pred_opt().map_or(Ok(0), |day| answer::seq_of(state, journal, Upto::Day(day)))?;
    let mut found = Found { from: before + 1, ..Found::default() };
    let mut judge = Judge::new(state.catalog, state.genesis.tz());
    let mut report = Report::default();
    'all: for chunk in journal.read_raw_from(1) {
        let chunk = chunk.map_err(|e| Refusal::internal(e.to_string()))?;
        for parsed in parse(&chunk) {
            let parsed = parsed.map_err(|e| Refusal::internal(e.to_string()))?;
            if parsed.entry.seq > head.seq {
                break 'all;
            }
            found.take(judge.ledger(), &parsed);
            judge.entry(&parsed, &mut report);
        }
    }
    let problems = report.problems.into_iter().filter(|p| p.seq > before).map(|p| (p.seq, p.msg)).collect();
    Ok(Segregation {
        entries: head.seq.saturating_sub(before),
        head,
        bootstrap: vec![state.genesis.administrator.clone(), state.genesis.director.clone()],
        decisions: found.decisions,
        refused: found.refused,
        delegated: found.delegated,
        grants: found.grants,
        accounts: accounts(state, judge.ledger()),
        problems,
    })
}

/// The accounts at the end, with the names of the persons behind them.
fn accounts(state: &State, ledger: &Ledger) -> Vec<AccountLine> {
    let name = |person: &str| {
        let id = person.parse::<Id>().ok()?;
        Some(state.get(id).ok().flatten()?.title())
    };
    let line = |(login, account): (&String, &super::ledger::Account)| AccountLine {
        login: login.clone(),
        person: account.person.clone(),
        name: name(&account.person).unwrap_or_default(),
        roles: account.roles.iter().map(|r| r.as_str().to_owned()).collect(),
        active: account.active,
        until: account.until,
    };
    ledger.accounts().map(line).collect()
}

#[derive(Default)]
struct Found {
    from: u64,
    decisions: Vec<Decision>,
    refused: Vec<RefusedAttempt>,
    delegated: Vec<Delegated>,
    grants: Vec<Grant>,
}

impl Found {
    /// Takes what an entry says, on the state before it.
    fn take(&mut self, ledger: &Ledger, parsed: &Parsed) {
        let entry = &parsed.entry;
        let inside = entry.seq >= self.from;
        if inside {
            self.refused.extend(attempt(entry));
            self.delegated.extend(entry.for_.as_ref().map(|acted_for| Delegated {
                seq: entry.seq,
                at: entry.at,
                by: entry.by.clone(),
                acted_for: acted_for.clone(),
                verb: entry.verb.clone(),
            }));
        }
        for (put, record) in entry.puts.iter().zip(&parsed.records) {
            let Ok((id, record)) = record else { continue };
            match record {
                // Bootstrap grants are shown in every report.
                Record::Operator(operator) if inside || entry.genesis.is_some() => {
                    self.grants.extend(grant(ledger, entry, operator));
                }
                Record::Case(case) if inside => self.decisions.extend(votes(ledger, entry, *id, put, case)),
                _ => {}
            }
        }
    }
}

fn attempt(entry: &Entry) -> Option<RefusedAttempt> {
    let refused = entry.refused.as_ref()?;
    let text = |name: &str| refused.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
    let why = refused.get("why").and_then(|msg| serde_json::from_value::<Msg>(msg.clone()).ok());
    Some(RefusedAttempt {
        seq: entry.seq,
        at: entry.at,
        by: entry.by.clone(),
        verb: text("verb"),
        subject: text("id"),
        why,
    })
}

/// A change of roles; nothing when the entry changed something else of the account.
fn grant(ledger: &Ledger, entry: &Entry, operator: &Operator) -> Option<Grant> {
    let codes = |roles: &[crate::domain::operator::Role]| roles.iter().map(|r| r.as_str().to_owned()).collect();
    let before: Vec<String> = ledger.account(&operator.login).map(|a| codes(&a.roles)).unwrap_or_default();
    let after: Vec<String> = codes(&operator.roles);
    let moved = matches!(entry.verb.as_str(), "operator.deactivate" | "operator.reactivate");
    let proposes = entry.verb == "operator.grant";
    (before != after || moved || proposes).then(|| Grant {
        seq: entry.seq,
        at: entry.at,
        by: entry.by.clone(),
        verb: entry.verb.clone(),
        case: entry.case.clone().unwrap_or_default(),
        login: operator.login.clone(),
        before,
        after,
        bootstrap: entry.genesis.is_some(),
    })
}

/// The votes an entry adds to a case.
fn votes(ledger: &Ledger, entry: &Entry, id: Id, put: &Put, case: &Case) -> Vec<Decision> {
    let known = ledger.case(id).map_or(0, |before| before.votes.len());
    // A case sent in again begins without votes.
    let new = case.votes.get(known..).unwrap_or_default();
    let contributors = case.subject.parse::<Id>().map(|subject| ledger.contributors(subject)).unwrap_or_default();
    let decision = |vote: &Vote| Decision {
        seq: entry.seq,
        at: entry.at,
        case: id.to_string(),
        subject: case.subject.clone(),
        verb: case.verb.clone(),
        maker: case.proposed_by.clone(),
        maker_person: case.proposed_person.clone(),
        ballot: match vote.ballot {
            Ballot::Approve => "case.approve",
            Ballot::Reject => "case.reject",
            Ballot::Return => "case.return",
        }
        .to_owned(),
        by: vote.by.clone(),
        person: vote.person.clone(),
        role: vote.role.as_str().to_owned(),
        acted_for: entry.for_.clone().unwrap_or_default(),
        outcome: put.state.clone(),
        contributor: vote.person == case.proposed_person || contributors.contains(&vote.person),
    };
    new.iter().map(decision).collect()
}
