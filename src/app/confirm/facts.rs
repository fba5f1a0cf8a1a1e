//! The lines of a confirm: who proposed, which steps, what was looked at, what is open, what changed, what follows.

use crate::api::Review;
use crate::api::ReviewItem;
use crate::api::facts::FactLine;
use crate::api::review::StepLine;
use crate::app::confirm::Decision;
use crate::app::confirm::decide::looked;
use crate::app::part::Ctx;
use crate::app::part::Tone;
use crate::domain::case::Verdict;
use crate::domain::finding::Finding;
use crate::domain::finding::Severity;
use crate::domain::kind::KindId;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::format;
use std::collections::BTreeSet;

/// One line: a label and what stands behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Message id of the label.
    pub label: &'static str,
    /// Parts, drawn with ` · ` between them.
    pub text: Vec<Msg>,
    /// How it is meant.
    pub tone: Tone,
}

impl Fact {
    /// A line.
    pub fn new(label: &'static str, text: Vec<Msg>, tone: Tone) -> Self {
        Self { label, text, tone }
    }
}

/// Data as entered, as a message.
pub fn data(text: &str) -> Msg {
    Msg::new("review-data").with("text", text)
}

/// The last three digits of an id or number.
pub fn tail(id: &str) -> String {
    let digits: Vec<char> = id.chars().filter(char::is_ascii_digit).collect();
    digits.iter().skip(digits.len().saturating_sub(3)).collect()
}

/// The message id of what a verb proposes, as a noun where there is one.
pub fn proposal(verb: &str, i18n: &I18n) -> String {
    let noun = format!("proposal-{}", verb.replace('.', "-"));
    if i18n.has(&noun) { noun } else { format!("verb-{}", verb.replace('.', "-")) }
}

/// The names of the subject, best first.
pub fn names(review: &Review) -> String {
    if review.subject.id.kind != KindId::Partner {
        return review.subject.title.clone();
    }
    let wanted = review.subject.id.kind.def().title;
    let value = |name: &&str| review.subject.fields.iter().find(|(f, _)| f == name).map(|(_, v)| v.to_string());
    let found: Vec<String> = wanted.iter().filter_map(value).filter(|t| !t.is_empty()).collect();
    if found.is_empty() { review.subject.title.clone() } else { found.join(" · ") }
}

/// What to do when one may not decide.
pub fn hint(decision: Decision, review: &Review, operator: &str) -> Option<Msg> {
    if decision == Decision::Withdraw {
        return None;
    }
    if review.case.proposed_by == operator && review.state == "open" {
        return Some(Msg::new("confirm-hint-own"));
    }
    let step = review.open_step.and_then(|i| review.steps.get(i))?;
    // What is missing is not another person.
    if step.eligible.iter().any(|one| one == operator) {
        return None;
    }
    if step.eligible.is_empty() {
        return Some(Msg::new("confirm-hint-nobody").with("role", step.role.as_str()));
    }
    Some(Msg::new("confirm-hint-ask").with("who", step.eligible.clone()).with("role", step.role.as_str()))
}

/// Every line of the confirm of a case.
pub fn facts(decision: Decision, review: &Review, opened: &BTreeSet<String>, ctx: &Ctx<'_, '_>) -> Vec<Fact> {
    // What is waived comes first: it is what the signature is for.
    let mut out = waived(review);
    out.extend([
        proposed(review, ctx),
        policy(review, ctx),
        looking(review, opened),
        open(review),
        changed(review, ctx),
        Fact::new("confirm-effect", vec![effect(decision, review)], Tone::Plain),
    ]);
    out
}

/// What the line of a waiver's fact is called in the confirm, and its words without that name; other lines say the value
/// that is waived.
fn waiver_line(line: &Msg) -> (&'static str, Option<&'static str>) {
    match line.id.as_ref() {
        "review-fact-waiver-until" => ("confirm-waiver-until", Some("confirm-waiver-until-ends")),
        "review-fact-waiver-through" => ("confirm-waiver-until", Some("confirm-waiver-through")),
        "review-fact-waiver-measure" => ("confirm-waiver-measure", Some("confirm-waiver-what")),
        "review-fact-waived-before" => ("confirm-waiver-before", Some("confirm-waiver-count")),
        "review-fact-exposure" => ("confirm-waiver-sold", Some("confirm-waiver-year")),
        _ => ("confirm-waives", None),
    }
}

/// Whether a gap was judged and not granted: the signature waives the others.
fn is_left_out(fact: &FactLine, review: &Review) -> bool {
    let refused =
        |verdict: &Option<String>| verdict.as_deref().and_then(Verdict::from_code).is_some_and(|v| !v.grants());
    let judged = |item: &ReviewItem| matches!(item, ReviewItem::Check { code, verdict, .. } if Some(code.as_str()) == fact.gap() && refused(verdict));
    review.items.iter().any(judged)
}

/// Of a waiver: the value waived, until when, the measure, how often before, what is sold meanwhile.
fn waived(review: &Review) -> Vec<Fact> {
    let facts = review.items.iter().filter_map(|item| match item {
        ReviewItem::Fact(fact) if fact.is_waiver() => Some(fact),
        _ => None,
    });
    let mut out: Vec<Fact> = Vec::new();
    for (fact, line) in facts.flat_map(|fact| fact.lines.iter().map(move |line| (fact, line))) {
        let (label, words) = match waiver_line(line) {
            ("confirm-waives", words) if is_left_out(fact, review) => ("confirm-waives-not", words),
            known => known,
        };
        let said = words.map_or_else(|| line.clone(), |id| Msg { id: id.into(), args: line.args.clone() });
        let tone = match line.id.as_ref() {
            "review-fact-waiver-void" => Tone::Danger,
            _ if label == "confirm-waives" => Tone::Warning,
            _ => Tone::Plain,
        };
        match out.iter_mut().find(|known| known.label == label && known.tone == tone) {
            // Several gaps have one end and one measure.
            Some(known) if known.text.contains(&said) => {}
            Some(known) => known.text.push(said),
            None => out.push(Fact::new(label, vec![said], tone)),
        }
    }
    // What is granted stands first, whatever was judged first.
    out.sort_by_key(|fact| fact.label != "confirm-waives");
    out
}

/// What the decision does; the desk says it of an approval only.
fn effect(decision: Decision, review: &Review) -> Msg {
    let id = match decision {
        _ if review.open_step.is_none() && review.state != "returned" => return review.effect.clone(),
        Decision::Approve => return review.effect.clone(),
        Decision::Reject => "confirm-effect-reject",
        Decision::Return => "confirm-effect-return",
        Decision::Withdraw => "confirm-effect-withdraw",
    };
    Msg::new(id).with("case", review.id.to_string())
}

fn proposed(review: &Review, ctx: &Ctx<'_, '_>) -> Fact {
    let case = &review.case;
    let at = case.proposed_at.map(|at| format::date_time(at, ctx.zone)).unwrap_or_default();
    let by = Msg::new("confirm-proposed-by")
        .with("by", case.proposed_by.as_str())
        .with("role", case.proposed_role.as_str())
        .with("at", at);
    let mut text = vec![by];
    if !review.contributors.is_empty() {
        text.push(Msg::new("confirm-contributors").with("who", review.contributors.clone()));
    }
    Fact::new("confirm-proposed", text, Tone::Plain)
}

/// The policy's name without its revision.
pub(crate) fn policy_name(policy: &str) -> &str {
    policy.split('@').next().unwrap_or(policy)
}

/// The steps of a case in words, the open one marked.
pub(crate) fn steps(review: &Review, operator: &str) -> Vec<Msg> {
    review.steps.iter().enumerate().map(|(index, step)| step_words(step, index, review.open_step, operator)).collect()
}

fn step_words(step: &StepLine, index: usize, open: Option<usize>, operator: &str) -> Msg {
    let role = step.role.as_str();
    let wanted = usize::try_from(step.min).unwrap_or(1).max(1);
    if step.filled.len() >= wanted {
        return Msg::new("confirm-step-filled").with("role", role).with("who", step.filled.clone());
    }
    let id = if open == Some(index) { "confirm-step-open" } else { "confirm-step-later" };
    let named: Vec<Arg> = step
        .eligible
        .iter()
        .map(|who| if who == operator { Arg::Term("confirm-you".to_owned()) } else { Arg::Text(who.clone()) })
        .collect();
    let who = if named.is_empty() { Arg::Term("confirm-nobody".to_owned()) } else { Arg::List(named) };
    Msg::new(id).with("role", role).with("who", who)
}

fn policy(review: &Review, ctx: &Ctx<'_, '_>) -> Fact {
    let mut text = vec![data(policy_name(&review.case.policy))];
    text.extend(steps(review, ctx.operator));
    Fact::new("confirm-policy", text, Tone::Plain)
}

fn looking(review: &Review, opened: &BTreeSet<String>) -> Fact {
    let (all, unopened) = looked(review, opened);
    if all.is_empty() {
        return Fact::new("confirm-looked", vec![Msg::new("confirm-looked-none")], Tone::Plain);
    }
    let seen = all.len() - unopened.len();
    if unopened.is_empty() {
        let msg = Msg::new("confirm-looked-all").with("n", seen);
        return Fact::new("confirm-looked", vec![msg], Tone::Ok);
    }
    let missing: Vec<&str> = unopened.iter().map(|d| d.code.as_str()).collect();
    let msg = Msg::new("confirm-looked-some").with("n", seen).with("m", all.len()).with("missing", missing);
    Fact::new("confirm-looked", vec![msg], Tone::Warning)
}

fn open(review: &Review) -> Fact {
    let counting: Vec<&Finding> = review.subject.findings.iter().filter(|f| f.state.counts()).collect();
    let mut text = Vec::new();
    for severity in Severity::ALL.iter().rev() {
        let rules: BTreeSet<&str> =
            counting.iter().filter(|f| f.hit.severity == *severity).map(|f| f.hit.rule.as_str()).collect();
        let n = counting.iter().filter(|f| f.hit.severity == *severity).count();
        if n > 0 {
            let rules: Vec<&str> = rules.into_iter().collect();
            text.push(
                Msg::new("confirm-open-some").with("n", n).term("severity", severity.label()).with("rules", rules),
            );
        } else if *severity == Severity::Blocking {
            text.push(Msg::new("confirm-open-none").with("n", 0_usize).term("severity", severity.label()));
        }
    }
    let blocked = counting.iter().any(|f| f.hit.severity == Severity::Blocking);
    if review.waivers.is_empty() {
        text.push(Msg::new("confirm-waivers-none"));
    } else {
        let keys: Vec<String> = review.waivers.iter().map(|f| f.hit.rule.clone()).collect();
        text.push(Msg::new("confirm-waivers").with("rules", keys));
    }
    let tone = match (blocked, counting.is_empty()) {
        (true, _) => Tone::Danger,
        (false, true) => Tone::Ok,
        (false, false) => Tone::Plain,
    };
    Fact::new("confirm-open", text, tone)
}

fn changed(review: &Review, ctx: &Ctx<'_, '_>) -> Fact {
    let mut text = Vec::new();
    if review.changed.is_empty() {
        text.push(Msg::new("confirm-changed-nothing"));
    } else {
        let paths: Vec<String> = review.changed.iter().map(|c| format!("{} {}", c.id, c.path)).collect();
        text.push(Msg::new("confirm-changed-some").with("n", review.changed.len()).with("paths", paths));
    }
    let today = ctx.today();
    let soon: Vec<Arg> = review
        .subject
        .lapses
        .iter()
        .filter(|(_, day)| (*day - today).num_days() <= 90)
        .map(|(what, day)| {
            let days = format::days(ctx.i18n, (*day - today).num_days());
            Arg::Text(format!("{} {days}", ctx.i18n.label(what)))
        })
        .collect();
    if !soon.is_empty() {
        text.push(Msg::new("confirm-lapses").with("what", Arg::List(soon)));
    }
    Fact::new("confirm-changed", text, if review.changed.is_empty() { Tone::Plain } else { Tone::Warning })
}
