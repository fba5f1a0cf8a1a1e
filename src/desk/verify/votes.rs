//! Judging what was decided: proposals, votes, and what an approved case did (domain.md §10.3).
//!
//! A vote is judged on the dossier, the contributors and the policy's revision of its own moment.

use crate::catalog::Catalog;
use crate::desk::decide::refused_gap;
use crate::desk::verify::Report;
use crate::desk::verify::judge::Made;
use crate::desk::verify::ledger::Account;
use crate::desk::verify::ledger::Ledger;
use crate::domain::assessment::reached;
use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Item;
use crate::domain::case::Vote;
use crate::domain::dossier;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::lifecycle::Control;
use crate::domain::msg::Msg;
use crate::domain::policy::Step;
use crate::domain::reaction::Reaction;
use crate::domain::rules::system::CaseFacts;
use crate::domain::rules::system::evaluate_case;
use crate::domain::voting::Denied;
use crate::domain::voting::Standing;
use crate::domain::voting::Voter;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// A case as an entry changes it.
struct Change<'a> {
    entry: &'a Entry,
    id: Id,
    subject: Id,
    before: &'a Case,
    after: &'a Case,
    state: &'a str,
    account: &'a Account,
    dossier: String,
    contributors: BTreeSet<String>,
}

/// Judges the cases of an entry on the state before it.
pub(super) fn before(
    catalog: &Catalog,
    ledger: &Ledger,
    entry: &Entry,
    made: &[Made<'_>],
    account: Option<&Account>,
    report: &mut Report,
) {
    for one in made {
        let (Some(after), Some(account)) = (Case::of(one.record), account) else { continue };
        report.count("cases");
        let Ok(subject) = after.subject.parse::<Id>() else {
            report.found(entry.seq, Msg::new("verify-case-subject").with("case", one.put.id.as_str()));
            continue;
        };
        if one.put.rev == 1 {
            proposal(catalog, entry, one.id, after, account, report);
            if !gaps_are_items(after, made) {
                let msg = Msg::new("verify-case-items").with("case", one.put.id.as_str());
                report.found(entry.seq, msg.with("by", entry.by.as_str()));
            }
            continue;
        }
        let Some(before) = ledger.case(one.id) else {
            report.found(entry.seq, Msg::new("verify-case-closed").with("case", one.put.id.as_str()));
            continue;
        };
        let change = Change {
            entry,
            id: one.id,
            subject,
            before,
            after,
            state: one.put.state.as_str(),
            account,
            dossier: ledger.dossier_hash(subject),
            contributors: ledger.contributors(subject),
        };
        change.judge(ledger, made, report);
    }
}

/// Proposed by whom the entry says, under the verb it says, without votes.
fn proposal(catalog: &Catalog, entry: &Entry, id: Id, case: &Case, account: &Account, report: &mut Report) {
    report.count("proposals");
    // Behind the program's own proposals there is only the program.
    let person = if account.person.is_empty() { &entry.by } else { &account.person };
    let named = case.proposed_by == entry.by && case.proposed_person == *person && case.verb == entry.verb;
    if !named || case.proposed_role.as_str() != entry.role || !case.votes.is_empty() || !case.batch.is_empty() {
        report.found(entry.seq, Msg::new("verify-proposal").with("case", id.to_string()).with("by", entry.by.as_str()));
    }
    let edge = catalog.edge(&case.verb).map(|(_, edge)| edge);
    let target = edge.is_some_and(|e| e.to == "=" || e.to == case.target);
    if !target {
        let msg = Msg::new("verify-target").with("case", id.to_string());
        report.found(entry.seq, msg.with("verb", case.verb.as_str()).with("to", case.target.as_str()));
    }
}

/// A case about several gaps has an item for each of them, and none is judged yet.
fn gaps_are_items(case: &Case, made: &[Made<'_>]) -> bool {
    let mut reactions = made.iter().filter_map(|one| Reaction::of(one.record));
    let Some(reaction) = reactions.find(|_| case.verb.starts_with("finding.")) else { return true };
    let gaps: Vec<&String> = reaction.gaps.iter().map(|gap| &gap.code).collect();
    let items: Vec<&String> = case.items.iter().map(|item| &item.code).collect();
    gaps == items && case.items.iter().all(|item| item.verdict.is_none())
}

/// Judges what must hold once the entry is taken in: a proposal binds to the dossier it leaves behind, under the policy
/// that the risk asks for.
pub(super) fn after(ledger: &Ledger, entry: &Entry, day: NaiveDate, made: &[Made<'_>], report: &mut Report) {
    for one in made {
        let Some(case) = Case::of(one.record) else { continue };
        let bound = one.put.rev == 1 || entry.verb == "case.resubmit";
        let Ok(subject) = case.subject.parse::<Id>() else { continue };
        if bound && dossier::hash(&case.dossier) != ledger.dossier_hash(subject) {
            let msg = Msg::new("verify-bound").with("case", one.put.id.as_str()).with("subject", case.subject.as_str());
            report.found(entry.seq, msg);
        }
        if one.put.rev == 1 {
            policy(ledger, (entry, day), case, subject, &one.put.id, report);
        }
    }
}

fn policy(ledger: &Ledger, at: (&Entry, NaiveDate), case: &Case, subject: Id, id: &str, report: &mut Report) {
    let (entry, day) = at;
    let Ok(catalog) = Catalog::shipped() else { return };
    let Some(Control::Policy(code)) = catalog.edge(&case.verb).map(|(_, edge)| &edge.control) else { return };
    let expected = ledger.policy_of(code, subject, day);
    if expected.as_deref() != Some(case.policy.as_str()) {
        let msg = Msg::new("verify-policy").with("case", id).with("found", case.policy.as_str());
        report.found(entry.seq, msg.with("expected", expected.unwrap_or_else(|| code.clone())));
    }
}

/// The parts of a case that stay as they were proposed.
fn fixed(case: &Case) -> Case {
    Case { votes: Vec::new(), remarks: Vec::new(), items: Vec::new(), dossier: Vec::new(), ..case.clone() }
}

impl Change<'_> {
    fn says(&self, id: &'static str) -> Msg {
        Msg::new(id).with("case", self.id.to_string()).with("by", self.entry.by.as_str())
    }

    fn judge(&self, ledger: &Ledger, made: &[Made<'_>], report: &mut Report) {
        let seq = self.entry.seq;
        let rebound = self.entry.verb != "case.resubmit" && self.before.dossier != self.after.dossier;
        // Which batch a draw gives a case is judged with the batch.
        let drawn = Case { batch: self.after.batch.clone(), ..fixed(self.before) };
        let before = if self.entry.verb == "batch.create" { drawn } else { fixed(self.before) };
        if before != fixed(self.after) || rebound {
            report.found(seq, self.says("verify-case-altered"));
        }
        if !self.items_kept() {
            report.found(seq, self.says("verify-case-items"));
        }
        let kept = self.after.votes.get(..self.before.votes.len()) == Some(self.before.votes.as_slice());
        let new = self.after.votes.get(self.before.votes.len()..).unwrap_or_default();
        let expected = match self.entry.verb.as_str() {
            "case.approve" | "batch.approve" => Some(Ballot::Approve),
            "case.reject" => Some(Ballot::Reject),
            "case.return" => Some(Ballot::Return),
            _ => None,
        };
        match (expected, new) {
            (Some(ballot), [vote]) if kept && vote.ballot == ballot => self.vote(ledger, vote, made, report),
            (None, []) if kept => self.unvoted(report),
            (None, _) if self.entry.verb == "case.resubmit" && self.after.votes.is_empty() => self.unvoted(report),
            _ => report.found(seq, self.says("verify-votes")),
        }
    }

    /// Verdicts on items are given by judging them alone, each signed; what is judged and its answer stays. A proposal
    /// that comes back brings no verdict along that was not there.
    fn items_kept(&self) -> bool {
        let bare =
            |item: &Item| Item { verdict: None, judged_by: String::new(), comment: String::new(), ..item.clone() };
        let (before, after) = (&self.before.items, &self.after.items);
        match self.entry.verb.as_str() {
            "case.judge" => {
                let pairs = || before.iter().zip(after);
                let signed = |(was, is): (&Item, &Item)| {
                    let by = if is.verdict.is_some() { self.entry.by.as_str() } else { "" };
                    bare(was) == bare(is) && (was == is || is.judged_by == by)
                };
                let own = self.before.proposed_by == self.entry.by || self.contributors.contains(&self.account.person);
                before.len() == after.len() && pairs().all(signed) && (!own || before == after)
            }
            "case.resubmit" => after.iter().all(|is| is.verdict.is_none() || before.contains(is)),
            _ => before == after,
        }
    }

    /// A waiver of several gaps takes effect for those that were granted.
    fn gaps(&self, moved: &Made<'_>) -> bool {
        let Some(reaction) = Reaction::of(moved.record).filter(|r| !r.gaps.is_empty()) else {
            // One that was proposed with several does not end with none.
            return self.before.items.is_empty() || Reaction::of(moved.record).is_none();
        };
        let judged = reaction.gaps.iter().all(|gap| refused_gap(self.before, gap) == Some(gap.refused));
        judged && reaction.gaps.len() == self.before.items.len() && !reaction.answers().is_empty()
    }

    /// What only the proposer may do.
    fn unvoted(&self, report: &mut Report) {
        let own = matches!(self.entry.verb.as_str(), "case.withdraw" | "case.resubmit");
        if own && self.entry.by != self.before.proposed_by {
            report.found(
                self.entry.seq,
                self.says("verify-not-proposer").with("proposer", self.before.proposed_by.as_str()),
            );
        }
    }

    fn vote(&self, ledger: &Ledger, vote: &Vote, made: &[Made<'_>], report: &mut Report) {
        let seq = self.entry.seq;
        report.count("votes");
        let signed =
            vote.by == self.entry.by && vote.person == self.account.person && vote.role.as_str() == self.entry.role;
        if !signed {
            report.found(seq, self.says("verify-vote-signature"));
        }
        self.rules(vote, report);
        let Some(steps) = ledger.steps(&self.before.policy) else {
            report.found(seq, self.says("verify-policy-gone").with("policy", self.before.policy.as_str()));
            return;
        };
        self.step(steps, vote, report);
        if vote.ballot == Ballot::Approve {
            let seen = self.entry.seen.as_ref().and_then(|s| s.get("dossier")).and_then(serde_json::Value::as_str);
            if seen.is_some_and(|seen| !seen.is_empty() && seen != self.dossier) {
                report.found(seq, self.says("verify-seen"));
            }
            self.outcome(steps, made, report);
        }
    }

    /// SYS-01 and SYS-02 on the new vote alone: an older one was judged at its own entry and may have lapsed since.
    fn rules(&self, vote: &Vote, report: &mut Report) {
        let alone = Case { votes: vec![vote.clone()], ..self.before.clone() };
        let contributors: Vec<String> = self.contributors.iter().cloned().collect();
        let facts = CaseFacts {
            case: &alone,
            open: false,
            approved: true,
            contributors: &contributors,
            dossier: &self.dossier,
            due: None,
            now: self.entry.at,
        };
        for hit in evaluate_case(&facts, &|_| None).hits {
            report.found(self.entry.seq, hit.msg);
        }
        // The rules of findings speak of approvals; a rejection by the maker counts as little.
        if vote.ballot != Ballot::Approve {
            let own = vote.by == alone.proposed_by || vote.person == alone.proposed_person;
            if own || self.contributors.contains(&vote.person) {
                report.found(self.entry.seq, self.says("verify-reject-own"));
            }
        }
    }

    /// Steps are filled in order, by distinct persons, in the role the step asks for.
    fn step(&self, steps: &[Step], vote: &Vote, report: &mut Report) {
        let roles = &self.account.roles;
        let voter = Voter { login: &self.entry.by, person: &self.account.person, roles };
        let standing = Standing { case: self.before, steps, dossier: &self.dossier, contributors: &self.contributors };
        let answer = match vote.ballot {
            Ballot::Approve => standing.may_approve(voter),
            Ballot::Reject | Ballot::Return => standing.may_reject(voter),
        };
        let msg = match answer {
            Ok((step, role)) => {
                let same = usize::try_from(vote.step).is_ok_and(|s| s == step + 1) && vote.role == role;
                if same {
                    return;
                }
                self.says("verify-vote-step")
                    .with("step", vote.step)
                    .with("expected", step + 1)
                    .with("role", role.as_str())
            }
            Err(Denied::SamePerson(step)) => self.says("verify-vote-twice").with("step", step + 1),
            Err(Denied::NoRole(role)) => self.says("verify-vote-role").with("role", role.as_str()),
            Err(Denied::Complete) => self.says("verify-vote-complete"),
            Err(Denied::System) => self.says("verify-vote-system"),
            // Said by SYS-01 already.
            Err(Denied::OwnProposal | Denied::Contributor) => return,
        };
        report.found(self.entry.seq, msg);
    }

    /// A case is approved when its last step is filled, not before; only then its subject moves.
    fn outcome(&self, steps: &[Step], made: &[Made<'_>], report: &mut Report) {
        let standing = Standing { case: self.after, steps, dossier: &self.dossier, contributors: &self.contributors };
        let complete = standing.open_step().is_none();
        let moved = made.iter().find(|one| one.id == self.subject);
        let reached = moved.is_some_and(|one| one.put.state == reached(one.record, &self.before.target));
        let fits = if complete { self.state == "approved" && reached } else { self.state == "open" && moved.is_none() };
        report.count("decisions");
        if let Some(moved) = moved.filter(|moved| complete && !self.gaps(moved)) {
            report.found(self.entry.seq, self.says("verify-waiver-gaps").with("id", moved.put.id.as_str()));
        }
        if !fits {
            report.found(self.entry.seq, self.says("verify-outcome").with("state", self.state));
        }
    }
}
