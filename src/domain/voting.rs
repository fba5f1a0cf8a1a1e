//! Voting: whether a vote counts and when a case is complete (domain.md §10.3, dual control).
//!
//! Nothing is stored here: who fills which step follows from the votes, the dossier as it is now, and who contributed.
//! It does not know screens, storage or time.

use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Vote;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::policy::Step;
use std::collections::BTreeSet;

/// Who wants to vote.
#[derive(Debug, Clone, Copy)]
pub struct Voter<'a> {
    /// The operator's login.
    pub login: &'a str,
    /// The person behind it.
    pub person: &'a str,
    /// Roles the operator holds.
    pub roles: &'a [Role],
}

/// A case as it stands against the present dossier.
#[derive(Debug, Clone, Copy)]
pub struct Standing<'a> {
    /// The case.
    pub case: &'a Case,
    /// The policy's steps, of the revision the case names.
    pub steps: &'a [Step],
    /// Hash over the dossier as it is now.
    pub dossier: &'a str,
    /// Persons who contributed to the subject since its last approval.
    pub contributors: &'a BTreeSet<String>,
}

/// Why a vote does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// The voter proposed the case.
    OwnProposal,
    /// The voter contributed to the subject.
    Contributor,
    /// The person behind the voter filled this step already.
    SamePerson(usize),
    /// The open step asks for another role.
    NoRole(Role),
    /// Every step is filled.
    Complete,
    /// The program decides nothing.
    System,
}

impl Denied {
    /// The message, with the case's proposer where it helps.
    pub fn msg(&self, case: &Case) -> Msg {
        match self {
            Denied::OwnProposal => Msg::new("refused-own-proposal").with("subject", case.subject.as_str()),
            Denied::Contributor => Msg::new("refused-contributor").with("subject", case.subject.as_str()),
            Denied::SamePerson(step) => Msg::new("refused-same-person").with("step", step + 1),
            Denied::NoRole(role) => {
                Msg::new("refused-step-role").with("role", role.as_str()).term("name", role.label())
            }
            Denied::Complete => Msg::new("refused-case-complete"),
            Denied::System => Msg::new("refused-system-decides-nothing"),
        }
    }
}

impl Standing<'_> {
    /// The approvals that count: given on the dossier as it is.
    fn counting(&self) -> impl Iterator<Item = &Vote> {
        self.case.votes.iter().filter(|v| v.ballot == Ballot::Approve && v.dossier == self.dossier)
    }

    /// Logins that fill a step (from 0) with votes that count, one per person.
    pub fn filled(&self, step: usize) -> Vec<&str> {
        let mut persons = BTreeSet::new();
        self.counting()
            .filter(|v| usize::try_from(v.step).is_ok_and(|s| s == step + 1))
            .filter(|v| persons.insert(v.person.as_str()))
            .map(|v| v.by.as_str())
            .collect()
    }

    /// The first step (from 0) that wants a vote; none when the case is complete.
    pub fn open_step(&self) -> Option<usize> {
        self.steps.iter().enumerate().find_map(|(index, step)| {
            let wanted = usize::try_from(step.min).unwrap_or(1).max(1);
            (self.filled(index).len() < wanted).then_some(index)
        })
    }

    /// Whether an approval by this voter counts, and for which step and role.
    pub fn may_approve(&self, voter: Voter<'_>) -> Result<(usize, Role), Denied> {
        let step = self.open_step().ok_or(Denied::Complete)?;
        let role = self.steps.get(step).map_or(Role::Sys, |s| s.role);
        self.stranger(voter)?;
        if !voter.roles.contains(&role) {
            return Err(Denied::NoRole(role));
        }
        match (0..self.steps.len()).find(|s| self.fills(*s, voter)) {
            Some(taken) => Err(Denied::SamePerson(taken)),
            None => Ok((step, role)),
        }
    }

    fn fills(&self, step: usize, voter: Voter<'_>) -> bool {
        self.counting().any(|v| v.person == voter.person && usize::try_from(v.step).is_ok_and(|s| s == step + 1))
    }

    /// Whether this voter may reject or return: any holder of a step's role who is a stranger to the subject.
    pub fn may_reject(&self, voter: Voter<'_>) -> Result<(usize, Role), Denied> {
        self.stranger(voter)?;
        let found = self.steps.iter().enumerate().find(|(_, s)| voter.roles.contains(&s.role));
        let first = self.steps.first().map_or(Role::Sys, |s| s.role);
        found.map(|(index, s)| (index, s.role)).ok_or(Denied::NoRole(first))
    }

    fn stranger(&self, voter: Voter<'_>) -> Result<(), Denied> {
        if voter.roles.contains(&Role::Sys) {
            return Err(Denied::System);
        }
        if voter.login == self.case.proposed_by || voter.person == self.case.proposed_person {
            return Err(Denied::OwnProposal);
        }
        if self.contributors.contains(voter.person) {
            return Err(Denied::Contributor);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps() -> Vec<Step> {
        vec![Step { role: Role::Cmp, min: 1 }, Step { role: Role::Dir, min: 1 }]
    }

    fn case() -> Case {
        Case { subject: "P-000001".into(), proposed_by: "lin".into(), proposed_person: "H-1".into(), ..Case::default() }
    }

    fn vote(step: i64, person: &str, dossier: &str) -> Vote {
        let ballot = Ballot::Approve;
        Vote {
            step,
            by: person.to_lowercase(),
            person: person.into(),
            ballot,
            dossier: dossier.into(),
            ..Vote::default()
        }
    }

    fn check(case: &Case, voter: Voter<'_>, contributors: &[&str]) -> Result<(usize, Role), Denied> {
        let contributors = contributors.iter().map(|c| (*c).to_owned()).collect();
        Standing { case, steps: &steps(), dossier: "d1", contributors: &contributors }.may_approve(voter)
    }

    const CMP: &[Role] = &[Role::Cmp];
    const BOTH: &[Role] = &[Role::Cmp, Role::Dir];

    #[test]
    fn a_second_person_with_the_role_fills_the_first_step() {
        assert_eq!(check(&case(), Voter { login: "mira", person: "H-2", roles: CMP }, &[]), Ok((0, Role::Cmp)));
    }

    #[test]
    fn the_proposer_cannot_approve_even_under_another_login() {
        let found = check(&case(), Voter { login: "lin2", person: "H-1", roles: CMP }, &[]);
        assert_eq!(found, Err(Denied::OwnProposal));
    }

    #[test]
    fn a_contributor_cannot_approve() {
        let found = check(&case(), Voter { login: "wang", person: "H-3", roles: CMP }, &["H-3"]);
        assert_eq!(found, Err(Denied::Contributor));
    }

    #[test]
    fn one_person_never_fills_two_steps() {
        let mut case = case();
        case.votes.push(vote(1, "H-2", "d1"));
        let found = check(&case, Voter { login: "mira", person: "H-2", roles: BOTH }, &[]);
        assert_eq!(found, Err(Denied::SamePerson(0)));
    }

    #[test]
    fn a_vote_on_another_dossier_does_not_count() {
        let mut case = case();
        case.votes.push(vote(1, "H-2", "d0"));
        let none = BTreeSet::new();
        let standing = Standing { case: &case, steps: &steps(), dossier: "d1", contributors: &none };
        assert_eq!(standing.open_step(), Some(0));
        assert!(standing.filled(0).is_empty());
    }

    #[test]
    fn a_case_with_every_step_filled_is_complete() {
        let mut case = case();
        case.votes.push(vote(1, "H-2", "d1"));
        case.votes.push(vote(2, "H-4", "d1"));
        let none = BTreeSet::new();
        let standing = Standing { case: &case, steps: &steps(), dossier: "d1", contributors: &none };
        assert_eq!(standing.open_step(), None);
    }

    #[test]
    fn the_program_decides_nothing() {
        let found = check(&case(), Voter { login: "system", person: "", roles: &[Role::Sys] }, &[]);
        assert_eq!(found, Err(Denied::System));
    }
}
