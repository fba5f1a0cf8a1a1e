//! What is kept, held and erased: the retention of a partner, holds on it, and the tombstone of its erasure
//! (domain.md §10.5).
//!
//! Deciding an erasure only writes the tombstone. [`carry_out`] destroys what a tombstone names, and is done again for
//! every tombstone when a desk is opened, so that a desk that was stopped in between is not left by half.

use crate::api::Refusal;
use crate::desk::blobs::Blobs;
use crate::desk::decide::Outside;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::seal::Keyring;
use crate::desk::seal::SealError;
use crate::desk::state::State;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::document::Document;
use crate::domain::entry::Digest;
use crate::domain::erasure::DONE;
use crate::domain::erasure::Erasure;
use crate::domain::field::Flag;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::kind::group_of;
use crate::domain::partner::Partner;
use crate::domain::retention::Until;
use crate::domain::rules::Lookup;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The hold that stands on a partner.
pub fn hold_on(now: Now<'_>, partner: Id) -> Result<Option<Id>, ViewError> {
    let holds = now.children(partner, KindId::Hold)?;
    Ok(holds.iter().find(|h| h.state == "in_force").map(|h| h.id))
}

fn erasures(now: Now<'_>, partner: Id) -> Result<Vec<Arc<Stored>>, ViewError> {
    let mut found = now.children(partner, KindId::Erasure)?;
    found.retain(|e| e.state == DONE);
    Ok(found)
}

/// Whether it is decided what becomes of a partner's records: a hold stands, or they were erased.
pub fn settled(now: Now<'_>, partner: Id) -> bool {
    let held = hold_on(now, partner).ok().flatten().is_some();
    held || erasures(now, partner).is_ok_and(|e| !e.is_empty())
}

/// How long the records of a partner are kept: the longest of itself and its documents; nothing while it is not gone.
pub fn kept_until(now: Now<'_>, stored: &Stored) -> Result<Option<Until>, ViewError> {
    let Some(partner) = Partner::of(&stored.record) else { return Ok(None) };
    let retention = &now.state.catalog.retention;
    let zone = now.state.genesis.tz();
    let Some(own) = retention.of_partner(stored, partner, zone) else { return Ok(None) };
    let documents = now.children(stored.id, KindId::Document)?;
    let of = documents.iter().filter_map(|d| retention.of_document(d, stored, partner, zone));
    Ok(of.chain([own]).max_by_key(|until| until.keep))
}

/// Fills in what an erasure destroys: every key of the partner and of what is filed under it, and the files of its
/// documents, in all their revisions, that nobody else uses.
pub fn bury(erasure: &mut Erasure, now: Now<'_>, outside: &Outside<'_>) -> Result<(), Refusal> {
    let Some(partner) = erasure.partner.id() else { return Ok(()) };
    let gone: Vec<String> = erasures(now, partner)?
        .iter()
        .filter_map(|e| Erasure::of(&e.record))
        .flat_map(|e| e.keys.iter().cloned())
        .collect();
    for subject in [partner].into_iter().chain(now.under(partner)?).filter(|s| has_secrets(s.kind)) {
        // A destroyed key's number is never given again.
        let number = (1..=gone.len() + 1).find(|n| !gone.contains(&format!("{subject}/{n}"))).unwrap_or(1);
        erasure.keys.push(format!("{subject}/{number}"));
    }
    let mut files = BTreeSet::new();
    for document in now.children(partner, KindId::Document)? {
        files.extend(files_of(now, &document, outside));
    }
    let cited = cited_by_others(now, partner)?;
    for sha256 in files {
        if used_elsewhere(now, &sha256, partner, &cited) {
            erasure.kept_files.push(sha256);
        } else {
            erasure.erased_files.push(sha256);
        }
    }
    Ok(())
}

/// Whether records of a kind carry sealed fields.
pub fn has_secrets(kind: KindId) -> bool {
    let secret = |f: &crate::domain::field::Field| f.is(Flag::Sensitive);
    kind.def().fields.iter().any(|f| secret(f) || group_of(f.ty).is_some_and(|members| members.iter().any(secret)))
}

/// The files of a document in all its revisions.
fn files_of(now: Now<'_>, stored: &Stored, outside: &Outside<'_>) -> Vec<String> {
    let file = |record: &Record| Document::of(record).map(|d| d.file.sha256.clone()).filter(|s| !s.is_empty());
    let mut found: Vec<String> = file(&stored.record).into_iter().collect();
    let id = stored.id.to_string();
    for (rev, row) in now.state.view.revisions(stored.id).unwrap_or_default() {
        let entry = (outside.entry)(row.seq);
        let put = entry.as_ref().and_then(|e| e.puts.iter().find(|p| p.id == id && p.rev == rev));
        let record = put.and_then(|p| Record::from_json(stored.id.kind, p.s, p.content.get().as_bytes()).ok());
        found.extend(record.as_ref().and_then(file));
    }
    found
}

/// Whether a document of another partner has this copy, or an assessment of somebody else rests on it.
fn used_elsewhere(now: Now<'_>, sha256: &str, partner: Id, cited: &BTreeSet<String>) -> bool {
    let filed = now.with_file(sha256).into_iter().any(|id| now.partner_of_document(id) != Some(partner));
    filed || cited.contains(sha256)
}

/// The files that assessments of others than a partner rest on, by hash or by a document's id.
fn cited_by_others(now: Now<'_>, partner: Id) -> Result<BTreeSet<String>, ViewError> {
    let mut found = BTreeSet::new();
    for number in 1..=now.count(KindId::Assessment) {
        let stored = now.get(Id::new(KindId::Assessment, number))?;
        let Some(assessment) = stored.as_ref().and_then(|s| Assessment::of(&s.record)) else { continue };
        if assessment.partner.id() == Some(partner) {
            continue;
        }
        let shown = |i: &AssessmentItem| i.evidence.iter().map(|e| e.reference.clone()).collect::<Vec<_>>();
        let closing = assessment.items.iter().map(|i| i.action.closing.clone());
        for reference in assessment.items.iter().flat_map(shown).chain(closing) {
            let Ok(id) = reference.parse::<Id>() else {
                found.insert(reference);
                continue;
            };
            let document = now.get(id)?;
            found.extend(document.as_ref().and_then(|d| Some(Document::of(&d.record)?.file.sha256.clone())));
        }
    }
    Ok(found)
}

/// Destroys what a tombstone names; says what could not be destroyed. Doing it again changes nothing.
fn destroy(tombstone: &Stored, now: Now<'_>, keys: &Keyring, blobs: &Blobs) -> Vec<String> {
    let Some(erasure) = Erasure::of(&tombstone.record) else { return Vec::new() };
    let mut wrong = Vec::new();
    for key in &erasure.keys {
        match keys.destroy(key) {
            // Nothing was ever sealed for it.
            Ok(()) | Err(SealError::NoKey(_)) => {}
            Err(why) => wrong.push(why.to_string()),
        }
    }
    let partner = erasure.partner.id();
    let cited = match partner.filter(|_| !erasure.erased_files.is_empty()).map(|p| cited_by_others(now, p)).transpose()
    {
        Ok(cited) => cited.unwrap_or_default(),
        Err(why) => {
            wrong.push(why.to_string());
            return wrong;
        }
    };
    for sha256 in &erasure.erased_files {
        let Ok(digest) = sha256.parse::<Digest>() else { continue };
        // The same bytes may have been filed for somebody else since, or shown for him.
        let again = now.with_file(sha256).into_iter().any(|id| {
            let document = now.get(id).ok().flatten();
            let later = document.as_ref().is_some_and(|d| d.made_at > tombstone.since);
            later || document.and_then(|d| parent_of(&d.record)) != partner
        });
        if !again
            && !cited.contains(sha256)
            && let Err(why) = blobs.remove(&digest)
        {
            wrong.push(format!("{sha256}: {why}"));
        }
    }
    wrong
}

/// Destroys what the tombstones among these records name; of all erasures when none are given.
pub fn carry_out(state: &State, only: Option<&[Id]>, keys: &Keyring, blobs: &Blobs) -> Vec<String> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let all = (1..=state.count(KindId::Erasure)).map(|n| Id::new(KindId::Erasure, n));
    let ids: Vec<Id> = only.map_or_else(|| all.collect(), <[Id]>::to_vec);
    let mut wrong = Vec::new();
    for id in ids.into_iter().filter(|id| id.kind == KindId::Erasure) {
        match state.get(id) {
            Ok(Some(stored)) if stored.state == DONE => wrong.extend(destroy(&stored, now, keys, blobs)),
            Ok(_) => {}
            Err(why) => wrong.push(why.to_string()),
        }
    }
    wrong
}

/// Whether a tombstone names a file.
pub fn is_erased_file(state: &State, sha256: &str) -> bool {
    let tombstones = (1..=state.count(KindId::Erasure)).filter_map(|n| state.get(Id::new(KindId::Erasure, n)).ok());
    let mut done = tombstones.flatten().filter(|s| s.state == DONE);
    done.any(|s| Erasure::of(&s.record).is_some_and(|e| e.erased_files.iter().any(|f| f == sha256)))
}
