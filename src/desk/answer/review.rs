//! A case with everything a review needs: what to work through, who may decide, what changed.

use crate::api::Change;
use crate::api::Refusal;
use crate::api::Review;
use crate::api::ReviewItem;
use crate::api::Shown;
use crate::api::facts::FactLine;
use crate::api::facts::FactStands;
use crate::api::review::StepLine;
use crate::desk::answer::facts;
use crate::desk::answer::history;
use crate::desk::answer::show;
use crate::desk::decide::Actor;
use crate::desk::decide::dossier_of;
use crate::desk::decide::standing_contributors;
use crate::desk::decide::ungranted;
use crate::desk::journal::FileJournal;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::tables::case_name;
use crate::domain::case::Case;
use crate::domain::case::DossierLine;
use crate::domain::dossier;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::operator::Operator;
use crate::domain::policy::Step;
use crate::domain::value::Value;
use crate::domain::voting::Standing;
use crate::domain::voting::Voter;
use chrono::DateTime;
use chrono::Utc;
use std::collections::BTreeSet;

/// The review of a case for an operator.
pub fn review(
    state: &State,
    journal: &FileJournal,
    id: Id,
    operator: &str,
    at: DateTime<Utc>,
) -> Result<Review, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let not_found = || Refusal::not_found(id.to_string());
    let stored = state.get(id)?.ok_or_else(not_found)?;
    let case = Case::of(&stored.record).ok_or_else(not_found)?.clone();
    let subject_id: Id = case.subject.parse().map_err(Refusal::invalid)?;
    let subject = state.get(subject_id)?.ok_or_else(not_found)?;
    let lines = dossier_of(now, &subject)?;
    let hash = dossier::hash(&lines);
    let contributors = standing_contributors(now, subject_id)?;
    let code = case.policy.split('@').next().unwrap_or_default();
    let policy = state.directory.policy(code);
    let steps = policy.map(|(_, p)| p.steps.clone()).unwrap_or_default();
    let standing = Standing { case: &case, steps: &steps, dossier: &hash, contributors: &contributors };
    let open = stored.state == "open";
    let open_step = if open { standing.open_step() } else { None };
    let (refused, refused_reject) = may(now, &standing, operator, open);
    let refused = refused.or_else(|| ungranted(&subject.record, &case, &id.to_string()));
    // Whose it is stands above all: a case on an assessment names the partner too.
    let shown = Shown { title: case_name(now, &subject)?, ..show::full(state, &subject, operator, at)? };
    let changed = if hash == dossier::hash(&case.dossier) {
        Vec::new()
    } else {
        dossier_changes(state, journal, &case.dossier, &lines)
    };
    let facts = facts::facts(now, &case, &subject)?;
    let items = items(&case, &shown, since_approved(state, journal, &subject)?, facts);
    let waivers = shown.findings.iter().filter(|f| f.state == FindingState::Waived).cloned().collect();
    let effect = effect(&case, &steps, open_step, &subject);
    Ok(Review {
        id,
        rev: stored.rev,
        state: stored.state.clone(),
        items,
        steps: step_lines(state, &standing, &contributors),
        open_step,
        dossier: hash.clone(),
        changed,
        contributors: now.contributors(subject_id)?,
        refused,
        refused_reject,
        strict_looking: policy.is_some_and(|(_, p)| p.strict_looking),
        effect,
        waivers,
        subject: shown,
        case: case.clone(),
    })
}

fn may(now: Now<'_>, standing: &Standing<'_>, operator: &str, open: bool) -> (Option<Msg>, Option<Msg>) {
    if !open {
        let closed = Msg::new("refused-case-closed");
        return (Some(closed.clone()), Some(closed));
    }
    match Actor::account(operator, now, now.state.today) {
        Ok((person, roles)) => {
            let voter = Voter { login: operator, person: &person, roles: &roles };
            let msg = |d: crate::domain::voting::Denied| d.msg(standing.case);
            (standing.may_approve(voter).err().map(msg), standing.may_reject(voter).err().map(msg))
        }
        Err(refusal) => (Some(refusal.msg.clone()), Some(refusal.msg)),
    }
}

fn step_lines(state: &State, standing: &Standing<'_>, contributors: &BTreeSet<String>) -> Vec<StepLine> {
    let may_fill = |step: &Step, operator: &Operator| {
        operator.roles.contains(&step.role)
            && operator.login != standing.case.proposed_by
            && operator.person.0 != standing.case.proposed_person
            && !contributors.contains(&operator.person.0)
    };
    let line = |(index, step): (usize, &Step)| {
        let operators = state.directory.operators.values().filter(|s| s.state == "active");
        let eligible = operators.filter_map(|s| Operator::of(&s.record)).filter(|o| may_fill(step, o));
        StepLine {
            role: step.role,
            min: step.min,
            filled: standing.filled(index).into_iter().map(str::to_owned).collect(),
            eligible: eligible.map(|o| o.login.clone()).collect(),
        }
    };
    standing.steps.iter().enumerate().map(line).collect()
}

fn effect(case: &Case, steps: &[Step], open: Option<usize>, subject: &Stored) -> Msg {
    let kind = subject.id.kind.def().name;
    let label = |state: &str| format!("state-{kind}-{}", state.replace('_', "-"));
    match open {
        Some(step) if step + 1 < steps.len() => Msg::new("effect-step")
            .with("step", step + 1)
            .with("steps", steps.len())
            .term("state", label(&subject.state)),
        Some(_) if !case.effects.is_empty() => {
            let written: Vec<String> = case.effects.iter().map(|e| format!("{} = {}", e.path, e.value)).collect();
            Msg::new("effect-writes").with("subject", case.subject.as_str()).with("written", written)
        }
        Some(_) => Msg::new("effect-done").with("subject", case.subject.as_str()).term("state", label(&case.target)),
        None => Msg::new("effect-none"),
    }
}

/// What to read and work through, in order: blocking findings, facts that stand in the way, other facts, changed fields,
/// check-list, documents, other findings.
fn items(case: &Case, shown: &Shown, changed: Vec<Change>, facts: Vec<FactLine>) -> Vec<ReviewItem> {
    let mut out: Vec<ReviewItem> = Vec::new();
    let (blocking, others): (Vec<_>, Vec<_>) =
        shown.findings.iter().cloned().partition(|f| f.hit.severity == Severity::Blocking);
    let (against, known): (Vec<_>, Vec<_>) = facts.into_iter().partition(|f| f.stands == FactStands::Against);
    out.extend(blocking.into_iter().map(ReviewItem::Finding));
    // Read before anything is judged; the cursor begins below them, on the first item that waits.
    out.extend(against.into_iter().chain(known).map(ReviewItem::Fact));
    out.extend(changed.into_iter().map(ReviewItem::Changed));
    out.extend(case.items.iter().map(|item| ReviewItem::Check {
        code: item.code.clone(),
        answer: item.answer.clone(),
        evidence: item.evidence.clone(),
        by: item.by.clone(),
        verdict: item.verdict.map(|v| v.as_str().to_owned()),
        judged_by: item.judged_by.clone(),
        comment: item.comment.clone(),
    }));
    out.extend(shown.documents.iter().cloned().map(ReviewItem::Document));
    out.extend(others.into_iter().map(ReviewItem::Finding));
    out
}

/// Fields changed since the revision that was last approved; nothing for a subject never approved.
fn since_approved(state: &State, journal: &FileJournal, subject: &Stored) -> Result<Vec<Change>, Refusal> {
    let mut approved = None;
    for line in state.view.children(subject.id, KindId::Case)? {
        if state.get(line)?.is_some_and(|c| c.state == "approved") {
            approved = Some(line);
        }
    }
    let Some(case) = approved else { return Ok(Vec::new()) };
    let Some((_, last)) = state.view.revisions(case)?.into_iter().next_back() else { return Ok(Vec::new()) };
    let at_approval = state.view.revisions(subject.id)?.into_iter().rfind(|(_, row)| row.seq <= last.seq);
    let Some((rev, _)) = at_approval else { return Ok(Vec::new()) };
    let before = history::revision(state, journal, subject.id, rev)?;
    let mut changes = history::changes(Some(&before), subject, &subject.moved_by);
    changes.retain(|c| c.path != "state" && !c.path.starts_with("attestations"));
    Ok(changes)
}

/// What differs between the dossier at the proposal and as it is.
fn dossier_changes(state: &State, journal: &FileJournal, then: &[DossierLine], now: &[DossierLine]) -> Vec<Change> {
    let mut out = Vec::new();
    let whole = |id: &str, before: Value, after: Value| Change {
        id: id.to_owned(),
        path: "record".to_owned(),
        before,
        after,
        by: state_by(state, id),
    };
    for line in now {
        match then.iter().find(|t| t.id == line.id) {
            None => out.push(whole(&line.id, Value::Null, Value::Ref(line.id.clone()))),
            Some(old) if old.hash != line.hash => out.extend(record_changes(state, journal, old)),
            Some(_) => {}
        }
    }
    for line in then.iter().filter(|t| !now.iter().any(|n| n.id == t.id)) {
        let changes = record_changes(state, journal, line);
        let left = line.id.parse::<Id>().ok().and_then(|id| state.get(id).ok().flatten());
        out.extend(changes);
        match left {
            // A document that is no longer accepted: what it says now, and that it waits to be checked.
            Some(stored) => out.push(Change {
                id: line.id.clone(),
                path: "state".to_owned(),
                before: Value::Code("accepted".to_owned()),
                after: Value::Code(stored.state.clone()),
                by: state_by(state, &line.id),
            }),
            None => out.push(whole(&line.id, Value::Ref(line.id.clone()), Value::Null)),
        }
    }
    out
}

fn state_by(state: &State, id: &str) -> String {
    let stored = id.parse::<Id>().ok().and_then(|id| state.get(id).ok().flatten());
    stored.map(|s| s.moved_by.clone()).unwrap_or_default()
}

fn record_changes(state: &State, journal: &FileJournal, old: &DossierLine) -> Vec<Change> {
    let Ok(id) = old.id.parse::<Id>() else { return Vec::new() };
    let Ok(Some(present)) = state.get(id) else { return Vec::new() };
    let rows = state.view.revisions(id).unwrap_or_default();
    let Some(rev) = u64::try_from(old.rev).ok() else { return Vec::new() };
    let before = history::revision(state, journal, id, rev);
    let last = rows.last().and_then(|(_, row)| journal_by(journal, row)).unwrap_or_default();
    match before {
        Ok(before) => {
            let mut changes = history::changes(Some(&before), &present, &last);
            changes.retain(|c| c.path != "state");
            changes
        }
        Err(_) => Vec::new(),
    }
}

fn journal_by(journal: &FileJournal, row: &crate::desk::view::RevRow) -> Option<String> {
    use crate::desk::journal::Journal as _;
    journal.read_at(&row.position).ok().map(|e| e.by)
}
