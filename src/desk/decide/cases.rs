//! Cases: proposing one, what it binds to, who is excluded from it.

use crate::api::Assign;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::clock;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::fields;
use crate::desk::decide::overrides;
use crate::desk::decide::verbs;
use crate::desk::overlay::Now;
use crate::desk::standing;
use crate::desk::view::ViewError;
use crate::domain::case::Case;
use crate::domain::case::DossierLine;
use crate::domain::case::Item;
use crate::domain::dossier;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::policy::Policy;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The dossier of a subject as it is now: the subject, and for a partner its accepted documents, its assessments in force
/// and its trainings, for a session its attendance.
pub fn dossier_of(now: Now<'_>, subject: &Stored) -> Result<Vec<DossierLine>, ViewError> {
    let mut around: Vec<Stored> = Vec::new();
    if subject.id.kind == KindId::Partner {
        for kind in [KindId::Document, KindId::Assessment, KindId::Training] {
            around.extend(now.children(subject.id, kind)?.iter().map(|s| Stored::clone(s)));
        }
    } else if subject.id.kind == KindId::Session {
        around.extend(now.attendance(subject.id)?.iter().map(|s| Stored::clone(s)));
    }
    Ok(dossier::lines(subject, &around))
}

/// Persons who contributed to a subject since its last approval, and so cannot decide on it.
pub fn standing_contributors(now: Now<'_>, subject: Id) -> Result<BTreeSet<String>, ViewError> {
    let logins = now.contributors(subject)?;
    let person = |login: &String| now.state.directory.operator(login).map(|(_, o)| o.person.0.clone());
    Ok(logins.iter().filter_map(person).collect())
}

/// The policy of a row for a subject, with its revision.
pub fn policy_of<'a>(
    now: Now<'a>,
    edge: &Edge,
    subject: &Stored,
    today: NaiveDate,
) -> Result<(&'a Stored, &'a Policy), Refusal> {
    let Control::Policy(code) = &edge.control else {
        return Err(Refusal::internal(format!("{} has no policy", edge.verb)));
    };
    let band = standing::band(now, subject, today)?;
    let directory = &now.state.directory;
    let found = directory.policy(code).or_else(|| {
        let band = band?.as_str().to_ascii_lowercase();
        directory.policy(&format!("{code}-{band}"))
    });
    let missing = || {
        Refusal::new(
            Ground::Guard,
            Msg::new("guard-no-policy").with("policy", code.as_str()).with("id", subject.id.to_string()),
        )
    };
    found.filter(|(stored, _)| stored.state == "active").ok_or_else(missing)
}

/// A case's policy at the revision it names; the present one when that cannot be had.
pub fn steps_of(now: Now<'_>, case: &Case) -> Vec<crate::domain::policy::Step> {
    let code = case.policy.split('@').next().unwrap_or_default();
    now.state.directory.policy(code).map(|(_, p)| p.steps.clone()).unwrap_or_default()
}

/// Proposes a transition whose control is a policy: the case and, where the row says so, the subject waiting.
pub fn propose(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    stored: &Stored,
    edge: &Edge,
    actor: Actor,
    assigns: &[Assign],
) -> Result<Decision, Refusal> {
    let (policy, steps) = policy_of(now, edge, stored, outside.today)?;
    let (after, effects) = verbs::stated_effects(stored, edge, assigns, outside)?;
    verbs::granted_conflict(now, &after)?;
    overrides::check(edge, &after, outside.today)?;
    let mut subject = stored.record.clone();
    for guard in &edge.attest {
        verbs::answer(&mut subject, *guard, assigns, &actor, outside, false)?;
    }
    let waits = if edge.via.is_empty() { stored.state.clone() } else { edge.via.clone() };
    let why = match verbs::given(assigns, "reason") {
        reason if reason.is_empty() => command.why.clone().unwrap_or_default(),
        reason => reason,
    };
    let mut build = Build::new(command, now, actor, &edge.verb);
    let case_id = build.next_id(KindId::Case);
    let moved = waits != stored.state || subject != stored.record;
    let json = subject.to_json().map_err(Refusal::internal)?;
    let mut subject_now = stored.clone();
    if moved {
        subject_now.rev += 1;
        subject_now.hash = crate::domain::kind::content_hash(&json);
        subject_now.record = subject.clone();
    }
    let case = Case {
        subject: stored.id.to_string(),
        verb: edge.verb.clone(),
        target: edge.reaches(&stored.state).to_owned(),
        policy: format!("{}@{}", steps.code, policy.rev),
        proposed_by: build.actor.login.clone(),
        proposed_person: person_of(&build.actor),
        proposed_role: build.actor.role,
        proposed_at: Some(outside.at),
        why,
        due_at: Some(clock::deadline(now, outside.at, steps.target_hours)),
        dossier: dossier_of(now, &subject_now)?,
        effects,
        items: items(&subject, edge),
        ..Case::default()
    };
    let record = Record::from(case);
    fields::check(now, &record)?;
    build.put(case_id, 1, "open", &record)?;
    if moved {
        build.put_next(stored, &waits, &subject)?;
    }
    build.draft.case = Some(case_id.to_string());
    let role = steps.steps.first().map(|s| s.role.label()).unwrap_or_default();
    let message = Msg::new("done-proposed")
        .with("id", stored.id.to_string())
        .with("case", case_id.to_string())
        .term("verb", edge.label())
        .term("role", role);
    let mut decision = build.done(message);
    decision.case = Some(case_id);
    Ok(decision)
}

/// The person behind a proposal; behind the program's own there is only the program.
fn person_of(actor: &Actor) -> String {
    if actor.person.is_empty() { actor.login.clone() } else { actor.person.clone() }
}

/// The check-list of a case: one item per attested guard, with the maker's answer.
pub fn items(subject: &Record, edge: &Edge) -> Vec<Item> {
    let Some(partner) = Partner::of(subject) else { return Vec::new() };
    let item = |guard: &crate::domain::partner::Attested| {
        let found = partner.attestations.iter().find(|a| a.guard == *guard);
        Item {
            code: guard.as_str().to_owned(),
            answer: found.map(|a| a.answer.clone()).unwrap_or_default(),
            evidence: found.map(|a| a.evidence.clone()).unwrap_or_default(),
            by: found.map(|a| a.by.clone()).unwrap_or_default(),
            ..Item::default()
        }
    };
    edge.attest.iter().map(item).collect()
}
