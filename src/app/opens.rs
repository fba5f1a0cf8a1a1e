//! What opens for a case, a verb, a form or an import: the one place where the core calls these screens.

use crate::api::Shown;
use crate::app::assess;
use crate::app::batch;
use crate::app::confirm::Decision;
use crate::app::cover;
use crate::app::exposure;
use crate::app::extract;
use crate::app::forecast;
use crate::app::form;
use crate::app::gaps;
use crate::app::import;
use crate::app::list::ListState;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::readiness;
use crate::app::review;
use crate::app::sweep;
use crate::app::verbs;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::keys::Act;

/// The review of a case.
pub fn review(case: Id) -> Option<Box<dyn Part>> {
    Some(Box::new(review::open(case)))
}

/// The screen of an assessment, or of a partner's latest one.
pub fn assess(of: Id) -> Box<dyn Part> {
    Box::new(assess::open(of))
}

/// How ready the platform is, by one check-list or by all.
pub fn readiness(list: &str) -> Box<dyn Part> {
    Box::new(readiness::open(list))
}

/// A certificate, or what is asked of a partner, against what is there; on the gap of this key when one is given.
pub fn cover(of: Id, key: &str) -> Box<dyn Part> {
    Box::new(cover::open(of).at(key))
}

/// When certificates run out, and how much is insured where.
pub fn exposure() -> Box<dyn Part> {
    Box::new(exposure::open())
}

/// The gaps of insurance by rule and profile.
pub fn gaps() -> Box<dyn Part> {
    Box::new(gaps::open())
}

/// A filed certificate, or the document its copy is filed as, to take its fields over.
pub fn extract(of: Id) -> Box<dyn Part> {
    Box::new(extract::open(of))
}

/// The periodic reviews to come.
pub fn forecast() -> Box<dyn Part> {
    Box::new(forecast::open())
}

/// The review of a case with a decision asked for; a waiver is chosen inside, where the findings are.
pub fn decision(case: Id, act: Act) -> Option<Box<dyn Part>> {
    let review = review::open(case);
    let decision = match act {
        Act::CaseApprove => Decision::Approve,
        Act::CaseReject => Decision::Reject,
        Act::CaseRequestChanges => Decision::Return,
        Act::CaseWithdraw => Decision::Withdraw,
        _ => return Some(Box::new(review)),
    };
    Some(Box::new(review.deciding(decision)))
}

/// The sweep of the documents of a list; none of another list.
pub fn sweep(list: &ListState) -> Option<Box<dyn Part>> {
    (list.def.kind == Some(KindId::Document))
        .then(|| -> Box<dyn Part> { Box::new(sweep::open(&list.filter, list.sort.clone())) })
}

/// The verbs of a record to choose from, for these records when they are several.
pub fn menu(shown: &Shown, marked: Vec<Id>) -> Option<Box<dyn Part>> {
    let many = if marked.len() > 1 { marked } else { Vec::new() };
    Some(Box::new(verbs::menu(shown).of_many(many)))
}

/// Uses a verb: opens its confirm or form, or submits it.
pub fn start(verb: &str, shown: &Shown) -> Outcome {
    match verb {
        // What its sample came to has to be stated, which the verb alone does not know.
        "batch.approve" => Outcome::open(batch::open(shown.id).approving()),
        _ => verbs::start(verb, shown),
    }
}

/// The form of a record.
pub fn edit(shown: &Shown) -> Option<Box<dyn Part>> {
    Some(Box::new(form::edit(shown)))
}

/// The form of a new record.
pub fn create(kind: KindId) -> Option<Box<dyn Part>> {
    Some(Box::new(form::create(kind)))
}

/// The import of a table; with a path at once.
pub fn import(kind: KindId, path: &str, mapping: &str) -> Option<Box<dyn Part>> {
    Some(Box::new(import::open(kind, path, mapping)))
}
