//! Rules of one assessment (AEO-01 … AEO-09) and the one that spares a partner an assessment (PTR-021).
//!
//! What an assessment says of customs' own view of the platform or of a partner follows from its items alone; the
//! check-list is asked for nothing but its formulas and its days. AEO-10 compares whole registers
//! and is the report layer's.

use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::OPEN;
use crate::domain::assessment::finance;
use crate::domain::assessment::overall;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemVerdict;
use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::finding::Severity;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::rules::finished;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::Stage;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The rules of an assessment with their severities when the catalogue names none.
pub static ASSESSMENT_RULES: &[(&str, Severity)] = &[
    ("AEO-01", Severity::Medium),
    ("AEO-02", Severity::High),
    ("AEO-03", Severity::High),
    ("AEO-04", Severity::High),
    ("AEO-05", Severity::High),
    ("AEO-06", Severity::High),
    ("AEO-07", Severity::Low),
    ("AEO-08", Severity::High),
    ("AEO-09", Severity::Low),
];

/// States in which nothing is said of an assessment any more.
const ENDED: [&str; 3] = ["expired", "rejected", "cancelled"];
/// The item of the yearly internal audit.
const INTERNAL_AUDIT: &str = "G26-10";
/// Items one piece of evidence may show before it looks copied.
const MOST_ITEMS: i64 = 5;
/// Days after which an internal audit is another year's.
const AUDIT_DAYS: i64 = 365;

/// Everything the rules of one assessment read.
pub struct AssessmentFacts<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// Its state.
    pub state: &'a str,
    /// Its check-list with whether it is in use.
    pub list: Option<(&'a Checklist, bool)>,
    /// A rule's parameter of the catalogue, by rule code and name.
    pub params: &'a dyn Fn(&str, &str) -> Option<i64>,
    /// The day in the desk's zone.
    pub today: NaiveDate,
}

type Rule = fn(&AssessmentFacts<'_>, &mut Vec<Hit>) -> Option<NaiveDate>;

const RUN: [Rule; 9] = [
    unassessed,
    without_record,
    without_action,
    not_applicable,
    failing,
    out_of_force,
    at_the_border,
    internal_audit,
    overused,
];

/// Runs the rules of an assessment.
pub fn evaluate_assessment(facts: &AssessmentFacts<'_>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Outcome {
    if ENDED.contains(&facts.state) || facts.assessment.proof.is_some() {
        return Outcome::default();
    }
    let mut hits = Vec::new();
    let mut next = None;
    for rule in RUN {
        next = earliest(next, rule(facts, &mut hits));
    }
    Outcome { hits: finished(hits, severity_of), next }
}

fn listed(msg: Msg, codes: Vec<String>) -> Msg {
    let count = codes.len();
    msg.with("count", count).with("items", Arg::List(codes.into_iter().map(Arg::from).collect()))
}

fn codes<'a>(items: impl Iterator<Item = &'a AssessmentItem>) -> Vec<String> {
    items.map(|i| i.code.clone()).collect()
}

/// AEO-01: items are open on the day the assessment is due.
fn unassessed(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let due = facts.assessment.due.filter(|_| OPEN.contains(&facts.state))?;
    let open = facts.assessment.items.iter().filter(|i| i.is_open()).count();
    if open == 0 {
        return None;
    }
    if facts.today >= due {
        let msg = Msg::new("finding-aeo-01").with("count", open).with("due", due);
        out.push(Hit { due: Some(due), ..hit("AEO-01", "", Severity::Medium, msg) });
        return None;
    }
    Some(due)
}

/// AEO-02: up to standard, and none of the evidence is a record, where the check-list asks for one.
fn without_record(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let asks = |item: &AssessmentItem| {
        let kinds = facts.list.and_then(|(list, _)| list.item(&item.code)).map(|i| i.kinds.as_slice());
        kinds.is_none_or(|kinds| kinds.is_empty() || kinds.contains(&EvidenceKind::Record))
    };
    let shown = |item: &AssessmentItem| {
        let mut kinds = item.evidence.iter().map(|e| e.kind);
        if asks(item) { kinds.any(|k| k == EvidenceKind::Record) } else { kinds.next().is_some() }
    };
    let bare = codes(facts.assessment.items.iter().filter(|i| i.verdict == ItemVerdict::Up && !shown(i)));
    if !bare.is_empty() {
        out.push(hit("AEO-02", "", Severity::High, listed(Msg::new("finding-aeo-02"), bare)));
    }
    None
}

/// AEO-03: not up to standard without a corrective action, or an action that is late.
fn without_action(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut next = None;
    for item in &facts.assessment.items {
        if item.verdict == ItemVerdict::Not && !overall::has_plan(item) {
            let msg = Msg::new("finding-aeo-03").with("item", item.code.as_str());
            out.push(hit("AEO-03", item.code.clone(), Severity::High, msg));
        }
        let Some(due) = item.action.due.filter(|_| item.has_open_action()) else { continue };
        if item.is_overdue(facts.today) {
            let msg = Msg::new("finding-aeo-03-late").with("item", item.code.as_str()).with("due", due);
            let msg = msg.with("owner", item.action.owner.as_str());
            out.push(Hit { due: Some(due), ..hit("AEO-03", item.code.clone(), Severity::High, msg) });
        }
        next = earliest(next, lapse_after(due, facts.today));
    }
    next
}

/// AEO-04: not applicable, though the check-list names the subject's own business.
fn not_applicable(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let odd = codes(facts.assessment.items.iter().filter(|i| i.verdict == ItemVerdict::Na && i.applies));
    if !odd.is_empty() {
        out.push(hit("AEO-04", "", Severity::High, listed(Msg::new("finding-aeo-04"), odd)));
    }
    None
}

/// AEO-05: a condition would fail if customs assessed today.
fn failing(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let found = overall::overall(&facts.assessment.items, &facts.assessment.scoring);
    let crowded = found.crowded.values().flatten();
    let mut slot = |flag: &str, msg: Msg| out.push(hit("AEO-05", flag.to_owned(), Severity::High, msg));
    if !found.not.is_empty() {
        slot("A", listed(Msg::new("finding-aeo-05-a"), found.not.clone()));
    }
    if !found.crowded.is_empty() {
        slot("B", listed(Msg::new("finding-aeo-05-b"), crowded.cloned().collect()));
    }
    if found.short {
        let threshold = facts.assessment.scoring.threshold;
        slot("C", Msg::new("finding-aeo-05-c").with("total", found.total).with("threshold", threshold));
    }
    None
}

/// AEO-06: the edition was not in force on the day of the assessment: the day it was approved, today while it is open.
fn out_of_force(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let (list, in_use) = facts.list?;
    let on = facts.assessment.valid_from.unwrap_or(facts.today);
    let decided = facts.assessment.valid_from.is_some();
    if !list.in_force(on) || !(in_use || decided) {
        let msg = Msg::new("finding-aeo-06").with("list", list.code.as_str()).with("on", on);
        out.push(hit("AEO-06", "", Severity::High, msg));
    }
    if decided {
        return None;
    }
    let starts = list.effective_from.filter(|from| *from > facts.today);
    earliest(starts, list.effective_to.and_then(|to| lapse_after(to, facts.today)))
}

/// AEO-07: a metric of the finance items lies close to its threshold.
fn at_the_border(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let (list, _) = facts.list?;
    for item in &facts.assessment.items {
        let formula = list.item(&item.code).map(|i| i.formula.as_str()).unwrap_or_default();
        let Some(worked) = finance::work(formula, &facts.assessment.figures) else { continue };
        for metric in worked.metrics.iter().filter(|m| m.near) {
            let value = metric.value.map(|v| v.round_dp(4).normalize().to_string()).unwrap_or_default();
            let msg = Msg::new("finding-aeo-07")
                .with("item", item.code.as_str())
                .term("metric", metric.label)
                .with("value", value)
                .with("threshold", metric.threshold.normalize().to_string());
            out.push(hit("AEO-07", format!("{}/{}", item.code, metric.label), Severity::Low, msg));
        }
    }
    None
}

/// AEO-08, as far as an assessment shows it: nothing of the last twelve months shows the platform's internal audit.
fn internal_audit(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let item = facts.assessment.item(INTERNAL_AUDIT).filter(|i| facts.assessment.is_own() && !i.is_open())?;
    let days = (facts.params)("AEO-08", "days").unwrap_or(AUDIT_DAYS);
    let last = item.evidence.iter().filter_map(|e| e.date).max();
    let end = last.and_then(|on| shift(on, days));
    if end.is_none_or(|end| facts.today > end) {
        let msg = Msg::new("finding-aeo-08").with("item", item.code.as_str()).with("days", days);
        out.push(hit("AEO-08", "", Severity::High, msg));
    }
    end.and_then(|end| lapse_after(end, facts.today))
}

/// AEO-09: one piece of evidence shows more items than is likely.
fn overused(facts: &AssessmentFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let most = (facts.params)("AEO-09", "items").unwrap_or(MOST_ITEMS);
    let mut used: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for item in &facts.assessment.items {
        for one in &item.evidence {
            used.entry(one.reference.as_str()).or_default().push(item.code.clone());
        }
    }
    for (reference, items) in used {
        if i64::try_from(items.len()).is_ok_and(|n| n > most) {
            let short: String = reference.chars().take(12).collect();
            let msg = listed(Msg::new("finding-aeo-09").with("reference", short.as_str()), items);
            out.push(hit("AEO-09", short.clone(), Severity::Low, msg));
        }
    }
    None
}

/// PTR-021: a trusted enterprise may be let off the assessment; the exemption is proposed with its proof.
pub(super) fn may_be_exempt(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let grade = scope.partner().credit_grade;
    if grade.is_aeo() && scope.stage < Stage::Contracting && !scope.facts.assessed {
        out.push(hit("PTR-021", "", Severity::Info, Msg::new("finding-ptr-021").term("grade", grade.label())));
    }
    None
}
