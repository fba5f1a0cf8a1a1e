//! Copied and reused documents, and documents one person both filed and accepted (DOC-01 … DOC-03).

use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::names::normalise_company;
use crate::domain::rules::identity::listed;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use chrono::NaiveDate;

/// DOC-01: the filed copy is, byte for byte, a file of another partner.
pub(super) fn copied_file(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let same = scope.facts.same;
    for (stored, document) in scope.standing().filter(|(_, d)| !d.file.sha256.is_empty()) {
        let mut owners: Vec<_> =
            same.with_file(&document.file.sha256).into_iter().filter_map(|id| same.partner_of_document(id)).collect();
        owners.retain(|id| *id != scope.facts.subject.id);
        if !owners.is_empty() {
            let msg = listed(Msg::new("finding-doc-01"), owners)
                .with("document", stored.id.to_string())
                .with("code", document.code.as_str());
            out.push(hit("DOC-01", stored.id.to_string(), Severity::High, msg));
        }
    }
    None
}

/// DOC-02: the number stands on a document of another partner, or of this one in another holder's name.
pub(super) fn reused_number(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let same = scope.facts.same;
    for (stored, document) in scope.standing().filter(|(_, d)| !d.number.trim().is_empty()) {
        let mut others = same.with_number(document.code, document.number.trim());
        others.retain(|id| {
            let elsewhere = same.partner_of_document(*id).is_some_and(|p| p != scope.facts.subject.id);
            *id != stored.id && (elsewhere || other_holder(&document.holder, same.holder_of(*id)))
        });
        if !others.is_empty() {
            let msg = listed(Msg::new("finding-doc-02"), others)
                .with("document", stored.id.to_string())
                .with("code", document.code.as_str())
                .with("number", document.number.as_str());
            out.push(hit("DOC-02", stored.id.to_string(), Severity::High, msg));
        }
    }
    None
}

fn other_holder(mine: &str, other: Option<String>) -> bool {
    other.is_some_and(|other| {
        !mine.trim().is_empty() && !other.trim().is_empty() && normalise_company(mine) != normalise_company(&other)
    })
}

/// DOC-03: whoever filed the document also accepted it.
pub(super) fn accepted_by_uploader(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for (stored, document) in scope.documents() {
        if stored.state == "accepted" && !stored.made_by.is_empty() && stored.made_by == stored.moved_by {
            let msg = Msg::new("finding-doc-03")
                .with("document", stored.id.to_string())
                .with("code", document.code.as_str())
                .with("by", stored.made_by.as_str());
            out.push(hit("DOC-03", stored.id.to_string(), Severity::Medium, msg));
        }
    }
    None
}
