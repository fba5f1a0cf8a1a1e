//! Verbs of life-cycles other than a case's own: done at once, or proposed as a case.

use crate::api::Assign;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::assess;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::fetch;
use crate::desk::decide::build::need_why;
use crate::desk::decide::cases;
use crate::desk::decide::fields;
use crate::desk::decide::filers;
use crate::desk::decide::guards;
use crate::desk::decide::letters;
use crate::desk::overlay::Now;
use crate::domain::field;
use crate::domain::kind::Id;
use crate::domain::kind::Path;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::partner::Attestation;
use crate::domain::partner::Attested;
use crate::domain::value::Value;

/// The row of a verb that leaves the state a record is in.
pub fn edge_for<'a>(now: Now<'a>, verb: &str, stored: &Stored) -> Result<&'a Edge, Refusal> {
    let kind = stored.id.kind.def();
    let Some((of, edge)) = now.state.catalog.edge(verb) else {
        return Err(Refusal::invalid(Msg::new("refused-unknown-verb").with("verb", verb)).hint(Msg::new("hint-verbs")));
    };
    if of != kind.name {
        let msg = Msg::new("refused-verb-kind").with("verb", verb).with("id", stored.id.to_string());
        return Err(Refusal::invalid(msg).hint(Msg::new("hint-verbs")));
    }
    let lifecycle = now.state.catalog.lifecycle(kind.name);
    let ended = lifecycle.is_some_and(|l| l.ends.contains(&stored.state));
    if ended || !edge.leaves(&stored.state) {
        let msg = Msg::new("refused-verb-state")
            .with("verb", verb)
            .with("id", stored.id.to_string())
            .term("state", state_label(kind.name, &stored.state));
        return Err(Refusal::new(Ground::Guard, msg).hint(Msg::new("hint-verbs")));
    }
    Ok(edge)
}

/// The message id of a state's label.
pub fn state_label(kind: &str, state: &str) -> String {
    format!("state-{kind}-{}", state.replace('_', "-"))
}

/// Uses a verb.
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
    let edge = edge_for(now, verb, &stored)?;
    let actor = Actor::of(command, now, verb, outside.today)?;
    if edge.why {
        need_why(command, verb)?;
    }
    no_open_case(now, &stored)?;
    filers::check(now, edge, &stored, &actor)?;
    assess::check_proof(now, edge, &stored, assigns, outside.today)?;
    guards::check(now, edge, &stored, outside.at, outside.today)?;
    if matches!(edge.control, Control::Policy(_)) {
        return cases::propose(command, now, outside, &stored, edge, actor, assigns);
    }
    let mut record = stored.record.clone();
    write_fields(&mut record, id, edge, assigns, outside)?;
    attest(&mut record, edge, assigns, &actor, outside)?;
    note_reason(&mut record, edge, command);
    letters::note(&mut record, verb, &actor, outside)?;
    granted_conflict(now, &record)?;
    let to = edge.reaches(&stored.state).to_owned();
    if to == stored.state && record == stored.record {
        let message = Msg::new("done-nothing-changed").with("id", id.to_string());
        return Ok(Decision { draft: None, message, case: None, import: None });
    }
    let mut build = Build::new(command, now, actor, verb);
    build.put_next(&stored, &to, &record)?;
    let message = Msg::new("done-verb")
        .with("id", id.to_string())
        .term("verb", edge.label())
        .term("state", state_label(id.kind.def().name, &to));
    Ok(build.done(message))
}

/// While a case on a record is open, the record moves only through the case.
fn no_open_case(now: Now<'_>, stored: &Stored) -> Result<(), Refusal> {
    let cases = now.children(stored.id, crate::domain::kind::KindId::Case)?;
    match cases.iter().find(|c| matches!(c.state.as_str(), "open" | "returned")) {
        Some(case) => {
            let msg = Msg::new("refused-open-case").with("id", stored.id.to_string()).with("case", case.id.to_string());
            Err(Refusal::new(Ground::Guard, msg).hint(Msg::new("hint-open-case").with("case", case.id.to_string())))
        }
        None => Ok(()),
    }
}

/// Writes the fields a verb asks for; all of them must be given.
fn write_fields(
    record: &mut Record,
    id: Id,
    edge: &Edge,
    assigns: &[Assign],
    outside: &mut Outside<'_>,
) -> Result<(), Refusal> {
    let given: Vec<Assign> = assigns.iter().filter(|a| edge.fields.contains(&a.path)).cloned().collect();
    let mut wrong: Vec<(String, Msg)> = Vec::new();
    for name in &edge.fields {
        if !given.iter().any(|a| a.path == *name && !a.value.is_empty()) {
            wrong.push((
                name.clone(),
                Msg::new("value-required").term("field", format!("field-{}", name.replace('_', "-"))),
            ));
        }
    }
    for assign in assigns {
        let answer = !edge.attest.is_empty() && matches!(assign.path.as_str(), "answer" | "evidence");
        if !edge.fields.contains(&assign.path) && !answer {
            let known: Vec<&str> = edge.fields.iter().map(String::as_str).collect();
            let msg = Msg::new("value-unknown-field").with("found", assign.path.as_str()).with("known", known);
            wrong.push((assign.path.clone(), msg));
        }
    }
    if wrong.is_empty() {
        return fields::write(record, id, &given, true, outside);
    }
    let paths: Vec<&str> = wrong.iter().map(|(p, _)| p.as_str()).collect();
    let msg = Msg::new("refused-fields").with("count", wrong.len()).with("fields", paths);
    Err(Refusal::invalid(msg).fields(wrong))
}

/// The text of a field given with a verb.
pub fn given(assigns: &[Assign], path: &str) -> String {
    assigns.iter().find(|a| a.path == path).map(|a| a.value.to_string().trim().to_owned()).unwrap_or_default()
}

/// Takes the maker's answer to an attested guard in.
fn attest(
    record: &mut Record,
    edge: &Edge,
    assigns: &[Assign],
    actor: &Actor,
    outside: &Outside<'_>,
) -> Result<(), Refusal> {
    for guard in &edge.attest {
        answer(record, *guard, assigns, actor, outside, true)?;
    }
    Ok(())
}

/// Writes an answer into the partner; asks for one where there is none yet.
pub fn answer(
    record: &mut Record,
    guard: Attested,
    assigns: &[Assign],
    actor: &Actor,
    outside: &Outside<'_>,
    fresh: bool,
) -> Result<(), Refusal> {
    let Record::Partner(partner) = record else { return Ok(()) };
    let text = given(assigns, "answer");
    let known = partner.attestations.iter().position(|a| a.guard == guard);
    if text.is_empty() {
        if known.is_some() && !fresh {
            return Ok(());
        }
        let why = Msg::new("value-required").term("field", "field-answer");
        let msg = Msg::new("refused-attest").term("guard", guard.label());
        return Err(Refusal::invalid(msg).fields(vec![("answer".to_owned(), why)]));
    }
    let Value::Text(text) = fields::clean(Value::Text(text), true) else { return Ok(()) };
    let made = Attestation {
        guard,
        answer: text,
        evidence: given(assigns, "evidence"),
        by: actor.login.clone(),
        on: Some(outside.today),
    };
    match known.and_then(|place| partner.attestations.get_mut(place)) {
        Some(slot) => *slot = made,
        None => partner.attestations.push(made),
    }
    Ok(())
}

/// A partner remembers why it is suspended, rejected, leaving.
pub fn note_reason(record: &mut Record, edge: &Edge, command: &Command) {
    if let Record::Partner(partner) = record
        && edge.why
        && edge.to != "="
    {
        partner.state_reason = command.why.clone().unwrap_or_default();
    }
}

/// Roles in conflict are not held together, and the program's role by nobody.
pub fn granted_conflict(now: Now<'_>, record: &Record) -> Result<(), Refusal> {
    let Record::Operator(operator) = record else { return Ok(()) };
    let pair = now.state.catalog.conflicts_in(&operator.roles).into_iter().next();
    let found = match pair {
        Some([a, b]) => vec![a.as_str(), b.as_str()],
        None if operator.roles.contains(&Role::Sys) => vec![Role::Sys.as_str()],
        None => return Ok(()),
    };
    let msg = Msg::new("refused-role-conflict").with("operator", operator.login.as_str()).with("roles", found);
    Err(Refusal::new(Ground::NotPermitted, msg))
}

/// Writes the effects of an approved case into its subject.
pub fn effects(record: &mut Record, effects: &[crate::domain::case::Effect]) -> Result<(), Refusal> {
    for effect in effects {
        let kind = record.kind();
        let path = Path::parse(kind, &effect.path).map_err(Refusal::invalid)?;
        let Some(field) = path.field(kind) else { continue };
        let value = field::parse(field.ty, &effect.value).map_err(Refusal::invalid)?;
        path.write(record, value).map_err(Refusal::invalid)?;
    }
    Ok(())
}

/// The effects a proposal states: every field its row asks for, checked against a copy of the subject.
pub fn stated_effects(
    stored: &Stored,
    edge: &Edge,
    assigns: &[Assign],
    outside: &mut Outside<'_>,
) -> Result<(Record, Vec<crate::domain::case::Effect>), Refusal> {
    let mut record = stored.record.clone();
    let plain: Vec<Assign> =
        assigns.iter().filter(|a| !matches!(a.path.as_str(), "answer" | "evidence")).cloned().collect();
    write_fields(&mut record, stored.id, edge, &plain, outside)?;
    let effect = |name: &String| crate::domain::case::Effect { path: name.clone(), value: given(assigns, name) };
    Ok((record, edge.fields.iter().map(effect).collect()))
}
