//! DOC-04: what is kept longer than it must be, and nobody decided about it.

use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::rules::Scope;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use crate::domain::rules::scope::lapse_after;
use chrono::NaiveDate;

/// DOC-04: the time a partner's record or document is kept for is over, it was not erased and no hold stands.
pub(super) fn passed(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let facts = scope.facts;
    let mut found = Vec::new();
    let mut next = None;
    if let Some(until) = facts.retention.of_partner(facts.subject, facts.partner, facts.zone) {
        next = earliest(next, lapse_after(until.keep, facts.today));
        found.push((String::new(), until));
    }
    for stored in facts.documents {
        if let Some(until) = facts.retention.of_document(stored, facts.subject, facts.partner, facts.zone) {
            next = earliest(next, lapse_after(until.keep, facts.today));
            found.push((stored.id.to_string(), until));
        }
    }
    found.retain(|(_, until)| until.keep < facts.today);
    // Asked only now: nearly nobody is kept too long.
    if found.is_empty() || (facts.settled)() {
        return next;
    }
    for (slot, until) in found {
        let id = if slot.is_empty() { "finding-doc-04-partner" } else { "finding-doc-04" };
        let mut msg = Msg::new(id).with("until", until.keep).with("legal", until.legal);
        if !slot.is_empty() {
            msg = msg.with("document", slot.as_str());
        }
        out.push(Hit { due: Some(until.keep), ..hit("DOC-04", slot, Severity::Medium, msg) });
    }
    next
}
