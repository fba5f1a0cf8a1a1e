//! Required documents: missing, running out, too old (PTR-001, PTR-002, PTR-014).

use crate::domain::clock::day_of;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::requirement::Requirement;
use crate::domain::rules::diligence::shares;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::Stage;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use chrono::NaiveDate;

/// PTR-001: a required document is not there. One that ran out is there: PTR-002 speaks of it.
pub(super) fn missing(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for need in scope.facts.required.iter().filter(|r| r.need == Need::Required) {
        let any = |states: [&str; 2]| {
            scope.documents().any(|(s, d)| d.code == need.code && states.contains(&s.state.as_str()))
        };
        if any(["accepted", "expired"]) {
            continue;
        }
        let waiting = any(["received", "checked"]);
        let id = if waiting { "finding-ptr-001-waiting" } else { "finding-ptr-001" };
        let msg = named(id, need.code).term("stage", stage_name(need.needed_by));
        out.push(hit("PTR-001", need.code.as_str(), scope.stage.lacking(need.needed_by), msg));
    }
    None
}

/// PTR-002: a required document ran out or soon will; one that is conditional counts one step less.
pub(super) fn running_out(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut next = None;
    for need in scope.facts.required.iter().filter(|r| r.need >= Need::Conditional) {
        let Some((stored, document)) = best(scope, need.code) else { continue };
        if stored.state == "expired" {
            let end = document.valid_to.unwrap_or_else(|| day_of(stored.since, scope.facts.zone));
            out.push(lapsed(scope, need, end, Lapse::Printed));
            continue;
        }
        if let Some((end, lapse)) = end_of(scope, document) {
            next = earliest(next, judge(scope, need, end, lapse, out));
        }
    }
    next
}

/// Why a document is no longer good.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Lapse {
    /// The date printed on it.
    Printed,
    /// So many days after its issue, by the catalogue.
    Age(i64),
}

/// The best there is of a code: accepted before expired, and the one that lasts longest.
fn best<'a>(scope: &Scope<'_, 'a>, code: DocCode) -> Option<(&'a Stored, &'a Document)> {
    scope
        .documents()
        .filter(|(s, d)| d.code == code && matches!(s.state.as_str(), "accepted" | "expired"))
        .max_by_key(|(s, d)| (s.state == "accepted", end_of(scope, d).map_or(NaiveDate::MAX, |(end, _)| end)))
}

/// The last good day of a document and what sets it. The age of an owner statement is PTR-014's.
fn end_of(scope: &Scope<'_, '_>, document: &Document) -> Option<(NaiveDate, Lapse)> {
    let printed = document.valid_to.map(|end| (end, Lapse::Printed));
    let aged = (scope.facts.doc_rules)(document.code)
        .filter(|_| document.code != DocCode::Ubo)
        .and_then(|rule| rule.max_age_days)
        .and_then(|days| Some((shift(document.issued_on.or(document.valid_from)?, days)?, Lapse::Age(days))));
    match (printed, aged) {
        (Some(p), Some(a)) => Some(if a.0 < p.0 { a } else { p }),
        (p, a) => p.or(a),
    }
}

/// Adds the hit of a document that is good through `end`; returns the next day on which the answer changes.
fn judge(
    scope: &Scope<'_, '_>,
    need: &Requirement,
    end: NaiveDate,
    lapse: Lapse,
    out: &mut Vec<Hit>,
) -> Option<NaiveDate> {
    let today = scope.today();
    if today > end {
        out.push(lapsed(scope, need, end, lapse));
        return None;
    }
    // A document that is only good for 30 days would always be about to run out: it is announced in its last quarter.
    let longest = match lapse {
        Lapse::Printed => i64::MAX,
        Lapse::Age(days) => days / 4,
    };
    let mut next = lapse_after(end, today);
    let mut found = None;
    for (name, otherwise, severity) in
        [("days_low", 90, Severity::Low), ("days_medium", 60, Severity::Medium), ("days_high", 30, Severity::High)]
    {
        let days = scope.param("PTR-002", name, otherwise).clamp(0, longest);
        let Some(start) = shift(end, -days) else { continue };
        if today >= start {
            found = Some(severity);
        } else {
            next = earliest(next, Some(start));
        }
    }
    if let Some(severity) = found {
        let msg = named("finding-ptr-002", need.code).with("until", end);
        out.push(dated(need, milder(severity, need.need), msg, end));
    }
    next
}

/// The hit of a document that is no longer good. A printed end blocks; mere age blocks until the partner is admitted.
fn lapsed(scope: &Scope<'_, '_>, need: &Requirement, end: NaiveDate, lapse: Lapse) -> Hit {
    let (msg, severity) = match lapse {
        Lapse::Printed => (named("finding-ptr-002-expired", need.code).with("until", end), Severity::Blocking),
        Lapse::Age(days) => {
            let msg = named("finding-ptr-002-stale", need.code).with("days", days).with("until", end);
            (msg, if scope.stage == Stage::Admitted { Severity::High } else { Severity::Blocking })
        }
    };
    dated(need, milder(severity, need.need), msg, end)
}

fn dated(need: &Requirement, severity: Severity, msg: Msg, end: NaiveDate) -> Hit {
    Hit { due: Some(end), ..hit("PTR-002", need.code.as_str(), severity, msg) }
}

/// One step less for a document that is only needed on conditions.
fn milder(severity: Severity, need: Need) -> Severity {
    match (need, severity) {
        (Need::Required, s) => s,
        (_, Severity::Blocking) => Severity::High,
        (_, Severity::High) => Severity::Medium,
        (_, _) => Severity::Low,
    }
}

/// PTR-014: the beneficial-owner statement is missing or older than 12 months.
pub(super) fn owners(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let shares = shares(scope, out);
    if !scope.facts.required.iter().any(|r| r.code == DocCode::Ubo && r.need == Need::Required) {
        return shares;
    }
    let days = scope.param("PTR-014", "days", 365);
    let mut fire = |msg| out.push(hit("PTR-014", "", Severity::Medium, msg));
    if scope.accepted(DocCode::Ubo).next().is_none() {
        fire(Msg::new("finding-ptr-014"));
        return shares;
    }
    let issued = scope.accepted(DocCode::Ubo).filter_map(|(_, d)| d.issued_on.or(d.valid_from)).max();
    let Some(issued) = issued else {
        fire(Msg::new("finding-ptr-014-undated"));
        return shares;
    };
    let end = shift(issued, days)?;
    if scope.today() > end {
        fire(Msg::new("finding-ptr-014-old").with("issued", issued).with("days", days));
    }
    earliest(shares, lapse_after(end, scope.today()))
}

fn named(id: &'static str, code: DocCode) -> Msg {
    Msg::new(id).with("code", code.as_str()).term("document", code.label())
}

/// The message id of a stage in a sentence.
fn stage_name(needed_by: NeededBy) -> &'static str {
    match needed_by {
        NeededBy::Docs => "finding-by-docs",
        NeededBy::Approval => "finding-by-approval",
        NeededBy::Admitted => "finding-by-admitted",
    }
}
