//! Papers in a language nobody here reads (DOC-05).

use crate::domain::document::Document;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use crate::domain::rules::scope::Scope;
use crate::domain::rules::scope::hit;
use chrono::NaiveDate;

/// Languages a checker reads without a translation, as BCP 47 primary subtags.
const READ_HERE: [&str; 2] = ["zh", "en"];

/// DOC-05: a document the partner needs is in another language and has no translation on file. Where the language was not
/// captured nothing is known; a document nobody asks for needs none.
pub(super) fn untranslated(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for (stored, document) in scope.standing() {
        let needed =
            scope.facts.required.iter().any(|need| need.code == document.code && need.need >= Need::Conditional);
        if needed && foreign(&document.language) && !translated(scope, document) {
            let msg = Msg::new("finding-doc-05")
                .with("document", stored.id.to_string())
                .with("code", document.code.as_str())
                .with("language", document.language.as_str());
            out.push(hit("DOC-05", stored.id.to_string(), Severity::Low, msg));
        }
    }
    None
}

fn foreign(language: &str) -> bool {
    let primary = language.trim().split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    !primary.is_empty() && !READ_HERE.contains(&primary.as_str())
}

/// Whether the translation named is a document of this partner that still stands.
fn translated(scope: &Scope<'_, '_>, document: &Document) -> bool {
    let named = document.translation.as_ref().and_then(crate::domain::document::DocumentRef::id);
    named.is_some_and(|id| scope.standing().any(|(stored, _)| stored.id == id))
}
