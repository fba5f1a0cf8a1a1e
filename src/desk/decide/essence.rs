//! What was approved: a digest of the partner and its accepted documents, noted with the decision.
//!
//! By it a later review tells whether anything changed since, without reading the journal for every partner.

use crate::api::Refusal;
use crate::desk::overlay::Now;
use crate::desk::tables::DocBrief;
use crate::domain::case::Case;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::triage;

/// Decisions in which the whole partner is looked at.
const WHOLE: [&str; 3] = ["partner.propose-admission", "partner.activate", "partner.propose-review"];

/// Notes what was approved in the record that is put.
pub fn note(now: Now<'_>, subject: &Stored, case: &Case, record: &mut Record) -> Result<(), Refusal> {
    if !WHOLE.contains(&case.verb.as_str()) {
        return Ok(());
    }
    let documents: Vec<DocBrief> =
        now.children(subject.id, KindId::Document)?.iter().filter_map(|d| DocBrief::of(d)).collect();
    if let Record::Partner(partner) = record {
        partner.approved_as = triage::essence(partner, documents.iter().filter(|d| d.accepted).map(|d| d.mark));
    }
    Ok(())
}
