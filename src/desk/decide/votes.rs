//! The verbs of a case: approve, reject, return, resubmit, withdraw, comment, and judging its check-list.

use crate::api::Assign;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::assess;
use crate::desk::decide::batches;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::fetch;
use crate::desk::decide::build::need_why;
use crate::desk::decide::cases;
use crate::desk::decide::essence;
use crate::desk::decide::guards;
use crate::desk::decide::overrides;
use crate::desk::decide::verbs;
use crate::desk::decide::verbs::state_label;
use crate::desk::decide::waivers;
use crate::desk::kept;
use crate::desk::overlay::Now;
use crate::desk::upgrades;
use crate::domain::assessment::reached;
use crate::domain::case::Ballot;
use crate::domain::case::Case;
use crate::domain::case::Remark;
use crate::domain::case::Verdict;
use crate::domain::case::Vote;
use crate::domain::dossier;
use crate::domain::kind::Id;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::policy::Step;
use crate::domain::voting::Denied;
use crate::domain::voting::Standing;
use crate::domain::voting::Voter;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A case with everything its verbs need.
pub(super) struct Desk<'a> {
    now: Now<'a>,
    pub(super) stored: Arc<Stored>,
    pub(super) case: Case,
    pub(super) subject: Arc<Stored>,
    pub(super) edge: &'a Edge,
    pub(super) steps: Vec<Step>,
    pub(super) dossier: String,
    contributors: BTreeSet<String>,
}

impl<'a> Desk<'a> {
    pub(super) fn load(now: Now<'a>, stored: Arc<Stored>) -> Result<Self, Refusal> {
        let missing = || Refusal::internal(format!("{} is not whole", stored.id));
        let case = Case::of(&stored.record).cloned().ok_or_else(missing)?;
        let id: Id = case.subject.parse().map_err(Refusal::invalid)?;
        let subject = now.get(id)?.ok_or_else(missing)?;
        let (_, edge) = now.state.catalog.edge(&case.verb).ok_or_else(missing)?;
        let steps = cases::steps_of(now, &case);
        let dossier = dossier::hash(&cases::dossier_of(now, &subject)?);
        let contributors = cases::standing_contributors(now, id)?;
        Ok(Self { now, stored, case, subject, edge, steps, dossier, contributors })
    }

    pub(super) fn standing(&self) -> Standing<'_> {
        Standing { case: &self.case, steps: &self.steps, dossier: &self.dossier, contributors: &self.contributors }
    }

    pub(super) fn denied(&self, denied: &Denied) -> Refusal {
        let ground = match denied {
            Denied::NoRole(_) | Denied::System => Ground::NotPermitted,
            Denied::Complete => Ground::Guard,
            _ => Ground::FourEyes,
        };
        Refusal::new(ground, denied.msg(&self.case)).hint(Msg::new("hint-second-person"))
    }

    /// The state the subject goes back to when the case does not pass.
    fn back(&self) -> String {
        if self.edge.via.is_empty() || self.subject.state != self.edge.via {
            return self.subject.state.clone();
        }
        self.edge.from.first().cloned().unwrap_or_else(|| self.subject.state.clone())
    }
}

/// Uses a verb of a case.
pub fn verb(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    verb: &str,
    id: Id,
    expect_rev: Option<u64>,
    assigns: &[Assign],
) -> Result<Decision, Refusal> {
    let stored = fetch(now, id, expect_rev, outside)?;
    let edge = verbs::edge_for(now, verb, &stored)?;
    let mut actor = Actor::of(command, now, verb, outside.today)?;
    if edge.why {
        need_why(command, verb)?;
    }
    let desk = Desk::load(now, Arc::clone(&stored))?;
    let voter = actor.clone();
    let voter = Voter { login: &voter.login, person: &voter.person, roles: &voter.roles };
    match verb {
        "case.approve" => {
            let (step, role) = desk.standing().may_approve(voter).map_err(|d| desk.denied(&d))?;
            actor.role = role;
            seen_is_current(command, &desk)?;
            approve(command, outside, desk, actor, step)
        }
        "case.reject" | "case.return" => {
            let (step, role) = desk.standing().may_reject(voter).map_err(|d| desk.denied(&d))?;
            actor.role = role;
            turn_down(command, outside, desk, actor, step, verb)
        }
        "case.withdraw" | "case.resubmit" => {
            if actor.login != desk.case.proposed_by {
                let msg = Msg::new("refused-not-proposer")
                    .with("case", id.to_string())
                    .with("by", desk.case.proposed_by.as_str());
                return Err(Refusal::new(Ground::FourEyes, msg));
            }
            if verb == "case.withdraw" {
                withdraw(command, desk, actor)
            } else {
                resubmit(command, outside, desk, actor)
            }
        }
        _ => comment(command, outside, desk, actor, assigns),
    }
}

/// What the confirm showed must be what is voted on.
fn seen_is_current(command: &Command, desk: &Desk<'_>) -> Result<(), Refusal> {
    let shown = command.seen.as_ref().map(|s| s.dossier.as_str()).filter(|d| !d.is_empty());
    match shown {
        Some(shown) if shown != desk.dossier => {
            let msg = Msg::new("refused-held")
                .with("case", desk.stored.id.to_string())
                .with("subject", desk.case.subject.as_str());
            Err(Refusal::new(Ground::Stale, msg).hint(Msg::new("hint-look-again")))
        }
        _ => Ok(()),
    }
}

fn vote(desk: &Desk<'_>, actor: &Actor, command: &Command, outside: &Outside<'_>, step: usize, ballot: Ballot) -> Vote {
    Vote {
        step: i64::try_from(step + 1).unwrap_or(1),
        by: actor.login.clone(),
        person: actor.person.clone(),
        role: actor.role,
        ballot,
        at: Some(outside.at),
        dossier: desk.dossier.clone(),
        comment: command.why.clone().unwrap_or_default(),
    }
}

fn approve(
    command: &Command,
    outside: &mut Outside<'_>,
    desk: Desk<'_>,
    actor: Actor,
    step: usize,
) -> Result<Decision, Refusal> {
    guards::check(desk.now, desk.edge, &desk.subject, outside.at, outside.today)?;
    let by = actor.login.clone();
    let mut build = Build::new(command, desk.now, actor, "case.approve");
    build.draft.case = Some(desk.stored.id.to_string());
    let subject = desk.case.subject.as_str();
    let message = match desk.put_approval(&mut build, command, outside, step)? {
        Reached::Step(next) => {
            let role = desk.steps.get(next).map(|s| s.role.label()).unwrap_or_default();
            Msg::new("done-step")
                .with("case", desk.stored.id.to_string())
                .with("subject", subject)
                .with("step", step + 1)
                .with("steps", desk.steps.len())
                .with("by", by)
                .term("role", role)
        }
        Reached::State(target) => Msg::new("done-approved")
            .with("subject", subject)
            .with("by", by)
            .with("proposer", desk.case.proposed_by.as_str())
            .term("verb", desk.edge.label())
            .term("state", state_label(desk.subject.id.kind.def().name, &target)),
    };
    let mut decision = build.done(message);
    decision.case = Some(desk.stored.id);
    Ok(decision)
}

/// How far an approval brought a case.
pub(super) enum Reached {
    /// This step (from 0) wants a vote next.
    Step(usize),
    /// The case is approved and its subject in this state.
    State(String),
}

impl Desk<'_> {
    /// Puts an approval: the case with the vote and, when that was the last one, the subject as it is then. Whether the
    /// vote counts and the guards hold was judged before.
    pub(super) fn put_approval(
        &self,
        build: &mut Build<'_>,
        command: &Command,
        outside: &mut Outside<'_>,
        step: usize,
    ) -> Result<Reached, Refusal> {
        let mut case = self.case.clone();
        case.votes.push(vote(self, &build.actor, command, outside, step, Ballot::Approve));
        if let Some(next) = (Standing { case: &case, ..self.standing() }).open_step() {
            build.put_next(&self.stored, "open", &Record::from(case))?;
            return Ok(Reached::Step(next));
        }
        let mut record = self.subject.record.clone();
        verbs::effects(&mut record, &case.effects)?;
        waivers::granted(&mut record, &case, &self.stored.id.to_string())?;
        approved_partner(&mut record, &case, outside);
        essence::note(self.now, &self.subject, &case, &mut record)?;
        if let Record::Erasure(erasure) = &mut record {
            kept::bury(erasure, self.now, outside)?;
        }
        assess::approved(self.now, &mut record, outside.today)?;
        let target = reached(&record, &case.target).to_owned();
        build.put_next(&self.stored, "approved", &Record::from(case))?;
        build.put_next(&self.subject, &target, &record)?;
        if let Record::Upgrade(upgrade) = &record {
            upgrades::carry_out(build, upgrade)?;
        }
        Ok(Reached::State(target))
    }
}

/// An approved admission is also a review; a lifted suspension has no reason any more.
fn approved_partner(record: &mut Record, case: &Case, outside: &Outside<'_>) {
    if let Record::Partner(partner) = record {
        if matches!(case.verb.as_str(), "partner.propose-admission" | "partner.propose-review") {
            partner.reviewed_on = Some(outside.today);
            partner.admitted_on = partner.admitted_on.or(Some(outside.today));
        }
        overrides::note(partner, case, outside);
        if case.verb == "partner.exit" {
            case.why.clone_into(&mut partner.state_reason);
        } else if case.target != "suspended" {
            partner.state_reason.clear();
        }
    }
}

fn turn_down(
    command: &Command,
    outside: &mut Outside<'_>,
    desk: Desk<'_>,
    actor: Actor,
    step: usize,
    verb: &str,
) -> Result<Decision, Refusal> {
    let why = need_why(command, verb)?;
    let reject = verb == "case.reject";
    let ballot = if reject { Ballot::Reject } else { Ballot::Return };
    let mut case = desk.case.clone();
    case.votes.push(vote(&desk, &actor, command, outside, step, ballot));
    let to = if reject && !desk.edge.rejected.is_empty() { desk.edge.rejected.clone() } else { desk.back() };
    let by = actor.login.clone();
    let mut build = Build::new(command, desk.now, actor, verb);
    build.draft.case = Some(desk.stored.id.to_string());
    build.put_next(&desk.stored, if reject { "rejected" } else { "returned" }, &Record::from(case))?;
    if to != desk.subject.state {
        let mut record = desk.subject.record.clone();
        if let Record::Partner(partner) = &mut record
            && reject
        {
            partner.state_reason.clone_from(&why);
        }
        build.put_next(&desk.subject, &to, &record)?;
    }
    let dissolved = batches::dissolve_with(&mut build, &desk)?;
    let message = Msg::new(if reject { "done-rejected" } else { "done-returned" })
        .with("case", desk.stored.id.to_string())
        .with("subject", desk.case.subject.as_str())
        .with("by", by)
        .with("proposer", desk.case.proposed_by.as_str());
    let mut decision = build.done(dissolved.unwrap_or(message));
    decision.case = Some(desk.stored.id);
    Ok(decision)
}

fn withdraw(command: &Command, desk: Desk<'_>, actor: Actor) -> Result<Decision, Refusal> {
    let mut build = Build::new(command, desk.now, actor, "case.withdraw");
    build.draft.case = Some(desk.stored.id.to_string());
    build.put_next(&desk.stored, "withdrawn", &Record::from(desk.case.clone()))?;
    let reaction = matches!(desk.subject.record, Record::Reaction(_));
    let to = if reaction { "void".to_owned() } else { desk.back() };
    if to != desk.subject.state {
        build.put_next(&desk.subject, &to, &desk.subject.record)?;
    }
    let dissolved = batches::dissolve_with(&mut build, &desk)?;
    let message =
        Msg::new("done-withdrawn").with("case", desk.stored.id.to_string()).with("subject", desk.case.subject.as_str());
    let mut decision = build.done(dissolved.unwrap_or(message));
    decision.case = Some(desk.stored.id);
    Ok(decision)
}

/// The maker brings a returned case back: guards hold again, the dossier is bound anew, votes begin anew.
fn resubmit(command: &Command, outside: &mut Outside<'_>, desk: Desk<'_>, actor: Actor) -> Result<Decision, Refusal> {
    guards::check(desk.now, desk.edge, &desk.subject, outside.at, outside.today)?;
    let mut case = desk.case.clone();
    case.votes.clear();
    case.dossier = cases::dossier_of(desk.now, &desk.subject)?;
    for fresh in cases::items(&desk.subject.record, desk.edge) {
        match case.items.iter_mut().find(|i| i.code == fresh.code) {
            Some(known) if known.answer == fresh.answer && known.evidence == fresh.evidence => {}
            Some(known) => *known = fresh,
            None => case.items.push(fresh),
        }
    }
    let mut build = Build::new(command, desk.now, actor, "case.resubmit");
    build.draft.case = Some(desk.stored.id.to_string());
    build.put_next(&desk.stored, "open", &Record::from(case))?;
    if !desk.edge.via.is_empty() && desk.subject.state != desk.edge.via {
        build.put_next(&desk.subject, &desk.edge.via, &desk.subject.record)?;
    }
    let message = Msg::new("done-resubmitted")
        .with("case", desk.stored.id.to_string())
        .with("subject", desk.case.subject.as_str());
    let mut decision = build.done(message);
    decision.case = Some(desk.stored.id);
    Ok(decision)
}

fn comment(
    command: &Command,
    outside: &mut Outside<'_>,
    desk: Desk<'_>,
    actor: Actor,
    assigns: &[Assign],
) -> Result<Decision, Refusal> {
    let text = match verbs::given(assigns, "comment") {
        text if text.is_empty() => need_why(command, "case.comment")?,
        text => text,
    };
    let mut case = desk.case.clone();
    case.remarks.push(Remark { by: actor.login.clone(), at: Some(outside.at), text });
    let mut build = Build::new(command, desk.now, actor, "case.comment");
    build.draft.case = Some(desk.stored.id.to_string());
    let state = desk.stored.state.clone();
    build.put_next(&desk.stored, &state, &Record::from(case))?;
    let mut decision = build.done(Msg::new("done-commented").with("case", desk.stored.id.to_string()));
    decision.case = Some(desk.stored.id);
    Ok(decision)
}

/// Judges an item of a case's check-list.
pub fn judge(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    id: Id,
    code: &str,
    verdict: Option<Verdict>,
    comment: &str,
) -> Result<Decision, Refusal> {
    let stored = fetch(now, id, None, outside)?;
    verbs::edge_for(now, "case.judge", &stored)?;
    let mut actor = Actor::of(command, now, "case.judge", outside.today)?;
    let desk = Desk::load(now, Arc::clone(&stored))?;
    let roles = actor.roles.clone();
    let voter = Voter { login: &actor.login, person: &actor.person, roles: &roles };
    let (_, role): (usize, Role) = desk.standing().may_reject(voter).map_err(|d| desk.denied(&d))?;
    actor.role = role;
    let mut case = desk.case.clone();
    let Some(item) = case.items.iter_mut().find(|i| i.code == code) else {
        return Err(Refusal::not_found(format!("{id} {code}")));
    };
    item.verdict = verdict;
    item.judged_by = verdict.map(|_| actor.login.clone()).unwrap_or_default();
    comment.trim().clone_into(&mut item.comment);
    let mut build = Build::new(command, now, actor, "case.judge");
    build.draft.case = Some(id.to_string());
    build.put_next(&stored, &stored.state, &Record::from(case))?;
    let label = verdict.map_or_else(|| "verdict-none".to_owned(), Verdict::label);
    let message = Msg::new("done-judged").with("case", id.to_string());
    // A gap is called by its rule and slot.
    let message = match desk.subject.record {
        Record::Reaction(_) => message.with("item", code),
        _ => message.term("item", format!("code-attested-{code}")),
    };
    let message = message.term("verdict", label);
    let mut decision = build.done(message);
    decision.case = Some(id);
    Ok(decision)
}
