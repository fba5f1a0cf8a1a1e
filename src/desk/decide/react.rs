//! Reactions to findings: acknowledging alone, waiving and calling it false by two.

use crate::api::Command;
use crate::api::FindingKey;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::clock;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::need_why;
use crate::desk::decide::cases;
use crate::desk::decide::fields;
use crate::desk::decide::waivers;
use crate::desk::overlay::Now;
use crate::desk::schedule;
use crate::domain::case::Case;
use crate::domain::dossier;
use crate::domain::finding::Hit;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Control;
use crate::domain::msg::Msg;
use crate::domain::reaction::Gap;
use crate::domain::reaction::Reaction;
use crate::domain::reaction::Stance;
use chrono::Days;
use chrono::NaiveDate;

/// A waiver without a day holds this long.
const WAIVER_DAYS: u64 = 60;
/// No waiver holds longer (domain.md §10.3).
const LONGEST_WAIVER_DAYS: u64 = 90;

/// Says something about a finding.
pub fn react(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    (key, also): (&FindingKey, &[FindingKey]),
    stance: Stance,
    until: Option<NaiveDate>,
) -> Result<Decision, Refusal> {
    let verb = match stance {
        Stance::Acknowledged => "finding.acknowledge",
        Stance::Waived => "finding.waive",
        Stance::FalsePositive => "finding.false-positive",
    };
    let actor = Actor::of(command, now, verb, outside.today)?;
    let (subject, hit) = open_hit(now, outside.today, key)?;
    let reason = if stance == Stance::Acknowledged {
        command.why.clone().filter(|w| !w.trim().is_empty()).unwrap_or_else(|| "seen".to_owned())
    } else {
        need_why(command, verb)?
    };
    if stance == Stance::Waived {
        waivable(now, &hit)?;
    }
    let gaps = together(now, outside.today, (key, &hit), also, stance)?;
    let until = (stance == Stance::Waived).then(|| waiver_end(until, &subject, outside.today)).transpose()?;
    let reaction = Reaction {
        rule: hit.rule.clone(),
        subject: key.subject.to_string(),
        slot: hit.slot.clone(),
        fact: hit.fact(),
        stance,
        until,
        reason,
        gaps,
    };
    let record = Record::from(reaction);
    fields::check(now, &record)?;
    let label = format!("verb-{}", verb.replace('.', "-"));
    let mut build = Build::new(command, now, actor, verb);
    let id = build.next_id(KindId::Reaction);
    if stance == Stance::Acknowledged {
        build.put(id, 1, "in_force", &record)?;
        return Ok(build.done(Msg::new("done-reacted").with("finding", name(key)).term("verb", label)));
    }
    build.put(id, 1, "proposed", &record)?;
    let all: Vec<String> = std::iter::once(key).chain(also).map(name).collect();
    propose(now, outside, build, &subject, id, &record, verb, all.join(", "))
}

fn waivable(now: Now<'_>, hit: &Hit) -> Result<(), Refusal> {
    if now.state.catalog.rule(&hit.rule).is_some_and(|r| r.waivable) {
        return Ok(());
    }
    Err(Refusal::new(Ground::Guard, Msg::new("refused-not-waivable").with("rule", hit.rule.as_str())))
}

/// The gaps that are waived in one case; none for a reaction to one finding.
fn together(
    now: Now<'_>,
    today: NaiveDate,
    (key, hit): (&FindingKey, &Hit),
    also: &[FindingKey],
    stance: Stance,
) -> Result<Vec<Gap>, Refusal> {
    if also.is_empty() {
        return Ok(Vec::new());
    }
    let mut gaps = vec![Gap::new(&hit.rule, &hit.slot, hit.fact())];
    for other in also {
        if stance != Stance::Waived || other.subject != key.subject {
            return Err(Refusal::invalid(Msg::new("refused-waive-together").with("subject", key.subject.to_string())));
        }
        let (_, hit) = open_hit(now, today, other)?;
        waivable(now, &hit)?;
        let gap = Gap::new(&hit.rule, &hit.slot, hit.fact());
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
    // One that was named twice is one.
    Ok(if gaps.len() > 1 { gaps } else { Vec::new() })
}

fn name(key: &FindingKey) -> String {
    if key.slot.is_empty() {
        format!("{}:{}", key.rule, key.subject)
    } else {
        format!("{}:{}:{}", key.rule, key.subject, key.slot)
    }
}

fn open_hit(now: Now<'_>, today: NaiveDate, key: &FindingKey) -> Result<(std::sync::Arc<Stored>, Hit), Refusal> {
    let stored = now.get(key.subject)?.ok_or_else(|| Refusal::not_found(key.subject.to_string()))?;
    let outcome = schedule::evaluate(now, &stored, today)?;
    let hit = outcome.hits.into_iter().find(|h| h.rule == key.rule && h.slot == key.slot);
    hit.map(|hit| (stored, hit)).ok_or_else(|| Refusal::not_found(name(key)))
}

/// The last day of a waiver: as asked for, or after a while. No gap of a certificate is waived beyond its cover.
fn waiver_end(until: Option<NaiveDate>, subject: &Stored, today: NaiveDate) -> Result<NaiveDate, Refusal> {
    let day = |n: u64| today.checked_add_days(Days::new(n)).unwrap_or(today);
    let ends = Certificate::of(&subject.record).and_then(Certificate::expires).filter(|end| *end >= today);
    let capped = |day: NaiveDate| ends.map_or(day, |end| day.min(end));
    let until = until.unwrap_or_else(|| capped(day(WAIVER_DAYS)));
    let longest = capped(day(LONGEST_WAIVER_DAYS));
    if until < today || until > longest {
        let why = Msg::new("value-waiver-range").with("from", today).with("to", longest);
        return Err(Refusal::invalid(Msg::new("refused-fields").with("count", 1_i64).with("fields", "until"))
            .fields(vec![("until".to_owned(), why)]));
    }
    Ok(until)
}

#[expect(clippy::too_many_arguments, reason = "one case is made of all of them, in one place")]
fn propose(
    now: Now<'_>,
    outside: &mut Outside<'_>,
    mut build: Build<'_>,
    subject: &Stored,
    id: crate::domain::kind::Id,
    record: &Record,
    verb: &str,
    finding: String,
) -> Result<Decision, Refusal> {
    let missing = || Refusal::internal(format!("{verb} has no policy"));
    let (_, edge) = now.state.catalog.edge(verb).ok_or_else(missing)?;
    let Control::Policy(code) = &edge.control else { return Err(missing()) };
    let (policy, steps) = now.state.directory.policy(code).ok_or_else(missing)?;
    let json = record.to_json().map_err(Refusal::internal)?;
    let made = Stored {
        id,
        rev: 1,
        state: "proposed".to_owned(),
        since: outside.at,
        made_by: build.actor.login.clone(),
        made_at: outside.at,
        moved_by: build.actor.login.clone(),
        hash: crate::domain::kind::content_hash(&json),
        record: record.clone(),
    };
    let case_id = build.next_id(KindId::Case);
    let case = Case {
        subject: id.to_string(),
        verb: verb.to_owned(),
        target: edge.to.clone(),
        policy: format!("{}@{}", steps.code, policy.rev),
        proposed_by: build.actor.login.clone(),
        proposed_person: build.actor.person.clone(),
        proposed_role: build.actor.role,
        proposed_at: Some(outside.at),
        why: record.get("reason").to_string(),
        due_at: Some(clock::deadline(now, outside.at, steps.target_hours)),
        dossier: dossier::lines(&made, &[]),
        items: waivers::items(record, &build.actor.login),
        ..Case::default()
    };
    debug_assert_eq!(case.dossier, cases::dossier_of(now, &made).unwrap_or_default());
    build.put(case_id, 1, "open", &Record::from(case))?;
    build.draft.case = Some(case_id.to_string());
    let role = steps.steps.first().map(|s| s.role.label()).unwrap_or_default();
    let message = Msg::new("done-proposed")
        .with("id", format!("{finding} ({})", subject.title()))
        .with("case", case_id.to_string())
        .term("verb", edge.label())
        .term("role", role);
    let mut decision = build.done(message);
    decision.case = Some(case_id);
    Ok(decision)
}
