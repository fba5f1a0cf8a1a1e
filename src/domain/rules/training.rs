//! Training of a partner: modules not passed, certificates running out, editions that were replaced (TRN-01, 02, 08).

use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::requirement::NeededBy;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::Stage;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use crate::domain::rules::scope::shift;
use crate::domain::training;
use chrono::NaiveDate;

/// TRN-01: a required module is not passed. Before admission one whose certificate ran out counts as not passed.
pub(super) fn missing(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let severity = scope.stage.lacking(NeededBy::Approval);
    let mut next = None;
    for wanted in scope.facts.wanted {
        let module = wanted.code.as_str();
        let end = match training::best(scope.facts.trainings, module) {
            None => {
                out.push(hit("TRN-01", module, severity, Msg::new("finding-trn-01").with("module", module)));
                continue;
            }
            Some(held) => held.valid_to,
        };
        let Some(end) = end.filter(|_| scope.stage != Stage::Admitted) else { continue };
        if end < scope.today() {
            let msg = Msg::new("finding-trn-01-lapsed").with("module", module).with("until", end);
            out.push(hit("TRN-01", module, severity, msg));
        }
        next = earliest(next, lapse_after(end, scope.today()));
    }
    next
}

/// TRN-02: the certificate of an admitted partner ran out, or soon will.
pub(super) fn running_out(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    if scope.stage != Stage::Admitted {
        return None;
    }
    let bands =
        [("days_medium", 14, Severity::Medium), ("days_low", 30, Severity::Low), ("days_info", 60, Severity::Info)];
    let mut next = None;
    for wanted in scope.facts.wanted {
        let module = wanted.code.as_str();
        let Some(end) = training::best(scope.facts.trainings, module).and_then(|t| t.valid_to) else { continue };
        let today = scope.today();
        next = earliest(next, lapse_after(end, today));
        if end < today {
            let msg = Msg::new("finding-trn-02").with("module", module).with("until", end);
            out.push(Hit { due: Some(end), ..hit("TRN-02", module, Severity::High, msg) });
            continue;
        }
        let mut said = false;
        for (name, otherwise, severity) in bands {
            let Some(from) = shift(end, -scope.param("TRN-02", name, otherwise)) else { continue };
            if today < from {
                next = earliest(next, Some(from));
            } else if !said {
                said = true;
                let msg = Msg::new("finding-trn-02-soon").with("module", module).with("until", end);
                out.push(Hit { due: Some(end), ..hit("TRN-02", module, severity, msg) });
            }
        }
    }
    next
}

/// TRN-08: what is held was taken in an edition older than the one in force.
pub(super) fn replaced(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut next = None;
    for wanted in scope.facts.wanted {
        let module = wanted.code.as_str();
        let Some(held) = training::best(scope.facts.trainings, module) else { continue };
        if held.valid_to.is_some_and(|end| end < scope.today()) || held.version >= wanted.version {
            continue;
        }
        let msg = Msg::new("finding-trn-08")
            .with("module", module)
            .with("held", held.version.as_str())
            .with("now", wanted.version.as_str());
        out.push(hit("TRN-08", module, Severity::Medium, msg));
        next = earliest(next, held.valid_to.and_then(|end| lapse_after(end, scope.today())));
    }
    next
}
