//! Batches: drawing one, approving what its sample stands for, dissolving it (interface.md §3).
//!
//! A batch decides nothing by itself: its approval is the approval of every case in it, each judged as if it came alone.
//! The cases remember their batch, so that none is drawn twice until a sample pleases.

use crate::api::Assign;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::fetch;
use crate::desk::decide::build::need_why;
use crate::desk::decide::fields;
use crate::desk::decide::guards;
use crate::desk::decide::verbs;
use crate::desk::decide::votes::Desk;
use crate::desk::overlay::Now;
use crate::desk::tables;
use crate::desk::view::ViewError;
use crate::domain::batch::Batch;
use crate::domain::batch::Left;
use crate::domain::batch::Why;
use crate::domain::batch::draw as draw_lots;
use crate::domain::batch::sample_size;
use crate::domain::batch::seed;
use crate::domain::dossier;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::policy::Bulk;
use crate::domain::policy::Policy;
use crate::domain::triage::Triage;
use crate::domain::voting::Voter;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Why a case does not pass with a batch.
#[derive(Debug, Clone)]
pub struct Unfit {
    /// What the batch's record says of it.
    pub why: Why,
    /// On which ground.
    pub ground: Ground,
    /// In words.
    pub msg: Msg,
}

/// A case looked at for a batch.
pub struct Candidate<'a> {
    desk: Desk<'a>,
    /// The step it would fill and the role, or why it does not pass.
    pub fit: Result<(usize, Role), Unfit>,
}

impl Candidate<'_> {
    /// The case.
    pub fn case(&self) -> &Stored {
        &self.desk.stored
    }

    /// What it is about.
    pub fn subject(&self) -> &Stored {
        &self.desk.subject
    }
}

/// What cases would make as a batch.
pub struct Plan<'a> {
    /// The verb most of them propose.
    pub verb: String,
    /// The policy most of them run under.
    pub policy: String,
    /// What it allows.
    pub bulk: Bulk,
    /// Each of them, ascending.
    pub cases: Vec<Candidate<'a>>,
}

/// When and for whom something is looked at.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The state.
    pub now: Now<'a>,
    /// Who would approve.
    pub voter: Voter<'a>,
    /// The moment.
    pub at: DateTime<Utc>,
    /// The day in the desk's zone.
    pub today: NaiveDate,
}

/// What a policy allows, by `code@rev`: more than one step is never decided in bulk.
pub fn bulk_of(now: Now<'_>, policy: &str) -> Bulk {
    let code = policy.split('@').next().unwrap_or_default();
    let found = now.state.directory.policy(code).filter(|(stored, _)| stored.state == "active");
    found.map_or(Bulk::No, |(_, policy)| allowed(policy))
}

/// What a policy allows.
pub fn allowed(policy: &Policy) -> Bulk {
    let persons: i64 = policy.steps.iter().map(|step| step.min).sum();
    if persons == 1 { policy.bulk } else { Bulk::No }
}

impl<'a> Look<'a> {
    /// Looks at cases for a batch of the verb and policy that most of them have, of those that allow one.
    pub fn plan(self, ids: &BTreeSet<Id>) -> Result<Plan<'a>, Refusal> {
        let mut desks = Vec::with_capacity(ids.len());
        for id in ids {
            let stored = self.now.get(*id)?.filter(|stored| stored.id.kind == KindId::Case);
            desks.push(Desk::load(self.now, stored.ok_or_else(|| Refusal::not_found(id.to_string()))?)?);
        }
        let mut kinds: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let many = |desk: &&Desk<'_>| bulk_of(self.now, &desk.case.policy) != Bulk::No;
        let counted: Vec<&Desk<'_>> = desks.iter().filter(many).collect();
        for desk in if counted.is_empty() { desks.iter().collect() } else { counted } {
            *kinds.entry((&desk.case.verb, &desk.case.policy)).or_default() += 1;
        }
        let most = kinds.into_iter().rev().max_by_key(|(_, n)| *n).map(|(kind, _)| kind).unwrap_or_default();
        let (verb, policy) = (most.0.to_owned(), most.1.to_owned());
        let bulk = bulk_of(self.now, &policy);
        let mut cases = Vec::with_capacity(desks.len());
        for desk in desks {
            let fit = match may_be_drawn(self.now, &desk, &verb, &policy) {
                Some(unfit) => Err(unfit),
                None => self.fit(&desk)?,
            };
            cases.push(Candidate { desk, fit });
        }
        Ok(Plan { verb, policy, bulk, cases })
    }

    /// Looks at the cases of a batch that its sample stands for.
    pub fn rest(self, batch: &Batch) -> Result<Vec<Candidate<'a>>, Refusal> {
        let mut out = Vec::with_capacity(batch.cases.len());
        for text in batch.rest() {
            let id: Id = text.parse().map_err(Refusal::invalid)?;
            let stored = self.now.get(id)?.ok_or_else(|| Refusal::not_found(text))?;
            let desk = Desk::load(self.now, stored)?;
            let fit = if desk.stored.state == "open" { self.fit(&desk)? } else { Err(settled(&desk)) };
            out.push(Candidate { desk, fit });
        }
        Ok(out)
    }

    /// Whether an open case may be approved unseen: by this voter, as it was proposed, unchanged since the last approval.
    fn fit(self, desk: &Desk<'_>) -> Result<Result<(usize, Role), Unfit>, Refusal> {
        let unfit = |why: Why, ground: Ground, msg: Msg| Ok(Err(Unfit { why, ground, msg }));
        let filled = match desk.standing().may_approve(self.voter) {
            Ok(filled) => filled,
            Err(denied) => {
                let refusal = desk.denied(&denied);
                return unfit(Why::FourEyes, refusal.ground, refusal.msg);
            }
        };
        let subject = desk.case.subject.as_str();
        let waits = desk.subject.state == desk.edge.via || desk.edge.leaves(&desk.subject.state);
        if !waits || dossier::hash(&desk.case.dossier) != desk.dossier {
            let msg = Msg::new("batch-case-changed").with("case", desk.stored.id.to_string()).with("subject", subject);
            return unfit(Why::Changed, Ground::Guard, msg);
        }
        let msg = match tables::triage_of(self.now, &desk.subject)? {
            Some(Triage::Unchanged) => {
                let held = guards::check(self.now, desk.edge, &desk.subject, self.at, self.today);
                return match held {
                    Ok(()) => Ok(Ok(filled)),
                    Err(refusal) if refusal.ground == Ground::Guard => unfit(Why::Guard, Ground::Guard, refusal.msg),
                    Err(other) => Err(other),
                };
            }
            Some(other) => Msg::new("batch-not-unchanged").with("subject", subject).term("triage", other.label()),
            None => Msg::new("batch-never-approved").with("subject", subject),
        };
        unfit(Why::Changed, Ground::Guard, msg)
    }
}

/// Whether a case may be drawn at all: open, never drawn before, of this verb and policy, and the policy allows it.
fn may_be_drawn(now: Now<'_>, desk: &Desk<'_>, verb: &str, policy: &str) -> Option<Unfit> {
    let case = &desk.case;
    let says = |id: &'static str| Msg::new(id).with("case", desk.stored.id.to_string());
    let msg = if desk.stored.state != "open" {
        return Some(settled(desk));
    } else if !case.batch.is_empty() {
        says("batch-drawn-before").with("batch", case.batch.as_str())
    } else if bulk_of(now, &case.policy) == Bulk::No {
        says("batch-one-by-one").with("policy", case.policy.as_str())
    } else if case.verb != verb || case.policy != policy {
        says("batch-other-policy").with("policy", case.policy.as_str()).with("wanted", policy)
    } else {
        return None;
    };
    Some(Unfit { why: Why::Guard, ground: Ground::Guard, msg })
}

fn settled(desk: &Desk<'_>) -> Unfit {
    let msg = Msg::new("batch-case-settled")
        .with("case", desk.stored.id.to_string())
        .term("state", verbs::state_label("case", &desk.stored.state));
    Unfit { why: Why::Decided, ground: Ground::Guard, msg }
}

/// Draws a batch: its cases from now on know it, and nobody draws them again.
pub fn draw(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    assigns: &[Assign],
) -> Result<Decision, Refusal> {
    let mut actor = Actor::of(command, now, "batch.create", outside.today)?;
    let mut record = Record::empty(KindId::Batch);
    fields::write(&mut record, Id::new(KindId::Batch, 0), assigns, false, outside)?;
    fields::check(now, &record)?;
    let missing = || Refusal::internal("a batch without its content");
    let mut batch = Batch::of(&record).cloned().ok_or_else(missing)?;
    let read: Result<BTreeSet<Id>, Msg> = batch.cases.iter().map(|text| text.parse()).collect();
    let me = actor.clone();
    let voter = Voter { login: &me.login, person: &me.person, roles: &me.roles };
    let look = Look { now, voter, at: outside.at, today: outside.today };
    let plan = look.plan(&read.map_err(Refusal::invalid)?)?;
    actor.role = fits(&plan.cases)?;
    let head = outside.head.ok_or_else(|| Refusal::internal("a draw is not the first of what is written"))?;
    batch.cases = plan.cases.iter().map(|one| one.case().id.to_string()).collect();
    batch.verb.clone_from(&plan.verb);
    batch.policy.clone_from(&plan.policy);
    batch.count = i64::try_from(batch.cases.len()).unwrap_or(i64::MAX);
    batch.drawn_by.clone_from(&actor.login);
    batch.seed = seed(&head, outside.at);
    let size = if plan.bulk == Bulk::Sample { sample_size(batch.cases.len()) } else { 0 };
    batch.sample = draw_lots(&batch.seed, &batch.cases, size);
    let mut build = Build::new(command, now, actor, "batch.create");
    let id = build.next_id(KindId::Batch);
    let message = Msg::new("done-batch-drawn")
        .with("batch", id.to_string())
        .with("count", batch.cases.len())
        .with("sample", size)
        .term("verb", format!("verb-{}", plan.verb.replace('.', "-")));
    build.put(id, 1, "drawn", &Record::from(batch))?;
    for one in &plan.cases {
        let mut case = one.desk.case.clone();
        case.batch = id.to_string();
        build.put_next(one.case(), "open", &Record::from(case))?;
    }
    Ok(build.done(message))
}

/// The role in which all of them may be approved; otherwise a refusal that names every case with its reason.
fn fits(cases: &[Candidate<'_>]) -> Result<Role, Refusal> {
    let unfit: Vec<(&Candidate<'_>, &Unfit)> =
        cases.iter().filter_map(|one| one.fit.as_ref().err().map(|unfit| (one, unfit))).collect();
    if unfit.is_empty() {
        let role = cases.iter().find_map(|one| one.fit.as_ref().ok()).map(|(_, role)| *role);
        return role.ok_or_else(|| Refusal::invalid(Msg::new("batch-empty")));
    }
    let worst = unfit.iter().map(|(_, unfit)| unfit.ground).find(|ground| *ground != Ground::Guard);
    let msg = Msg::new("batch-refused").with("count", unfit.len()).with("of", cases.len());
    let listed = unfit.iter().map(|(one, unfit)| (one.case().id.to_string(), unfit.msg.clone())).collect();
    Err(Refusal::new(worst.unwrap_or(Ground::Guard), msg).hint(Msg::new("hint-batch")).fields(listed))
}

/// Uses a verb of a batch.
pub fn verb(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    verb: &str,
    id: Id,
    expect_rev: Option<u64>,
) -> Result<Decision, Refusal> {
    let stored = fetch(now, id, expect_rev, outside)?;
    let edge = verbs::edge_for(now, verb, &stored)?;
    let actor = Actor::of(command, now, verb, outside.today)?;
    if edge.why {
        need_why(command, verb)?;
    }
    let missing = || Refusal::internal(format!("{id} is not whole"));
    let mut batch = Batch::of(&stored.record).cloned().ok_or_else(missing)?;
    if verb == "batch.approve" {
        return approve(command, now, outside, &stored, batch, actor);
    }
    batch.dissolved_by.clone_from(&actor.login);
    let mut build = Build::new(command, now, actor, verb);
    build.put_next(&stored, "dissolved", &Record::from(batch))?;
    Ok(build.done(Msg::new("done-batch-dissolved").with("batch", id.to_string())))
}

/// Why a batch cannot be approved by this operator; none when it can.
pub fn barred(now: Now<'_>, batch: &Batch, login: &str) -> Result<Option<(Ground, Msg)>, ViewError> {
    if batch.drawn_by != login {
        let msg = Msg::new("batch-not-drawer").with("by", batch.drawn_by.as_str());
        return Ok(Some((Ground::FourEyes, msg)));
    }
    if bulk_of(now, &batch.policy) == Bulk::No {
        let msg = Msg::new("batch-one-by-one").with("policy", batch.policy.as_str());
        return Ok(Some((Ground::Guard, msg)));
    }
    let mut open = Vec::new();
    for text in &batch.sample {
        let found = text.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten();
        if found.is_none_or(|case| case.state != "approved") {
            open.push(text.clone());
        }
    }
    let good = batch.sample.len() - open.len();
    let msg = || Msg::new("batch-sample-open").with("good", good).with("of", batch.sample.len()).with("open", open);
    Ok((good < batch.sample.len()).then(|| (Ground::Guard, msg())))
}

/// Approves what the sample stands for: every case with its own vote, in one entry. What does not pass stays open.
fn approve(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    stored: &Stored,
    mut batch: Batch,
    mut actor: Actor,
) -> Result<Decision, Refusal> {
    if let Some((ground, msg)) = barred(now, &batch, &actor.login)? {
        return Err(Refusal::new(ground, msg).hint(Msg::new("hint-batch-sample")));
    }
    let me = actor.clone();
    let voter = Voter { login: &me.login, person: &me.person, roles: &me.roles };
    let rest = Look { now, voter, at: outside.at, today: outside.today }.rest(&batch)?;
    let fit = rest.iter().find_map(|one| one.fit.as_ref().ok());
    // Where every case was looked at by itself, the approval only says that the batch is done with.
    if fit.is_none() && rest.iter().any(|one| one.case().state == "open") {
        let why = |one: &Candidate<'_>| Some((one.case().id.to_string(), one.fit.as_ref().err()?.msg.clone()));
        let listed = rest.iter().filter_map(why).collect();
        return Err(Refusal::new(Ground::Guard, Msg::new("batch-nothing-left")).fields(listed));
    }
    actor.role = fit.map_or(actor.role, |(_, role)| *role);
    let by = actor.login.clone();
    let mut build = Build::new(command, now, actor, "batch.approve");
    build.draft.batch = Some(stored.id.to_string());
    let mut approved = 0_usize;
    for one in &rest {
        match &one.fit {
            Ok((step, _)) => {
                one.desk.put_approval(&mut build, command, outside, *step)?;
                approved += 1;
            }
            Err(unfit) => batch.left.push(Left { case: one.case().id.to_string(), why: unfit.why }),
        }
    }
    let left: Vec<String> = batch.left.iter().map(|left| left.case.clone()).collect();
    let says = match (approved, left.is_empty()) {
        (0, _) => "done-batch-closed",
        (_, true) => "done-batch-approved",
        (_, false) => "done-batch-approved-left",
    };
    let message =
        Msg::new(says).with("batch", stored.id.to_string()).with("count", approved).with("by", by).with("left", left);
    build.put_next(stored, "approved", &Record::from(batch))?;
    Ok(build.done(message))
}

/// A case of a sample that does not pass takes its batch with it: the other cases are decided one by one.
pub(super) fn dissolve_with(build: &mut Build<'_>, desk: &Desk<'_>) -> Result<Option<Msg>, Refusal> {
    let Ok(id) = desk.case.batch.parse::<Id>() else { return Ok(None) };
    let Some(stored) = build.now.get(id)?.filter(|stored| stored.state == "drawn") else { return Ok(None) };
    let case = desk.stored.id.to_string();
    let Some(mut batch) = Batch::of(&stored.record).filter(|batch| batch.samples(&case)).cloned() else {
        return Ok(None);
    };
    let msg = Msg::new("done-batch-bad")
        .with("case", case.as_str())
        .with("subject", desk.case.subject.as_str())
        .with("batch", id.to_string())
        .with("count", batch.cases.len() - 1);
    batch.dissolved_by = case;
    build.put_next(&stored, "dissolved", &Record::from(batch))?;
    Ok(Some(msg))
}
