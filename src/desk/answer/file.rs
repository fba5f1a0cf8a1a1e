//! Everything of one record as known at a moment: itself, what belongs to it, who changed what, what was decided on what.

use crate::api::Refusal;
use crate::api::Upto;
use crate::api::query::Revision;
use crate::api::report::FileRecord;
use crate::api::report::Receipt;
use crate::api::report::RecordFile;
use crate::desk::answer::history;
use crate::desk::answer::past;
use crate::desk::answer::show;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Places;
use crate::desk::overlay::Overlay;
use crate::desk::schedule;
use crate::desk::state::State;
use crate::domain::dossier::hex;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::value::Value;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The role of files that hold rows of many records: they are named, never handed out with one of them.
const IMPORT: &str = "import";

/// Makes it.
pub fn file(state: &State, journal: &FileJournal, id: Id, upto: Upto) -> Result<RecordFile, Refusal> {
    let head = past::head(state, journal, upto)?;
    let places = journal.places();
    let root = past::version(state, &places, id, head.seq)?;
    let root = Arc::new(root.ok_or_else(|| Refusal::not_found(format!("{id} @ {}", head.day)))?);
    let mut then = Overlay::default();
    then.records.insert(id, Arc::clone(&root));
    let mut found = vec![Arc::clone(&root)];
    gather(state, &places, id, head.seq, &mut then, &mut found)?;
    let records: Vec<FileRecord> =
        found.par_iter().map(|stored| described(state, &places, stored, head.seq)).collect::<Result<_, Refusal>>()?;
    let now = state.now(&then);
    let outcome = schedule::evaluate(now, &root, head.day)?;
    let mut findings = schedule::findings(now, id, &outcome, head.day)?;
    findings.sort_by(|a, b| b.hit.severity.cmp(&a.hit.severity).then_with(|| a.hit.rule.cmp(&b.hit.rule)));
    let documents = match Partner::of(&root.record) {
        Some(partner) => show::document_lines(state, partner, &now.children(id, KindId::Document)?),
        None => Vec::new(),
    };
    Ok(RecordFile { head, records, findings, documents })
}

/// What belongs to a record, and to that, as it was; what was made later is hidden.
fn gather(
    state: &State,
    places: &Places,
    parent: Id,
    seq: u64,
    then: &mut Overlay,
    found: &mut Vec<Arc<Stored>>,
) -> Result<(), Refusal> {
    let mut there = BTreeSet::new();
    for kind in KindId::ALL {
        let children = state.view.children(parent, *kind)?;
        let read = |id: &Id| past::version(state, places, *id, seq);
        let versions: Vec<Option<Stored>> = children.par_iter().map(read).collect::<Result<_, Refusal>>()?;
        for (child, version) in children.into_iter().zip(versions) {
            let Some(version) = version.map(Arc::new) else {
                then.hidden.insert(child);
                continue;
            };
            there.insert(child);
            if then.records.insert(child, Arc::clone(&version)).is_none() {
                found.push(version);
                gather(state, places, child, seq, then, found)?;
            }
        }
    }
    then.children.insert(parent, there);
    Ok(())
}

fn described(state: &State, places: &Places, stored: &Stored, seq: u64) -> Result<FileRecord, Refusal> {
    let mut history: Vec<Revision> = Vec::new();
    let mut receipts = Vec::new();
    let mut files: BTreeMap<String, BlobRef> = BTreeMap::new();
    let mut before: Option<Stored> = None;
    for (rev, row) in state.view.revisions(stored.id)?.into_iter().filter(|(_, row)| row.seq <= seq) {
        let entry = places.read(&row.position).map_err(|e| Refusal::internal(e.to_string()))?;
        let version = history::stored_in(&entry, stored.id, rev)?;
        let changes = history::changes(before.as_ref(), &version, &entry.by);
        history.push(Revision { rev, entry: history::line(&entry), state: version.state.clone(), changes });
        if stored.id.kind == KindId::Case {
            let seen = entry.seen.as_ref().map(ToString::to_string).unwrap_or_default();
            receipts.push(Receipt { seq: entry.seq, hash: row.position.hash.to_string(), seen });
        }
        let rests = entry.blobs.into_iter().filter(|blob| blob.role != IMPORT);
        files.extend(rests.map(|blob| (blob.sha256.to_string(), blob)));
        before = Some(version);
    }
    files.extend(named(stored));
    let fields = stored.id.kind.def().fields.iter().enumerate();
    Ok(FileRecord {
        id: stored.id,
        rev: stored.rev,
        state: stored.state.clone(),
        title: stored.title(),
        made_by: stored.made_by.clone(),
        made_at: stored.made_at,
        hash: hex(&stored.hash),
        fields: fields.map(|(i, f)| (f.name.to_owned(), stored.record.at(i))).collect(),
        history,
        receipts,
        files: files.into_values().collect(),
    })
}

/// The file a record names itself, as a document does.
fn named(stored: &Stored) -> Option<(String, BlobRef)> {
    let text = |path: &str| stored.record.path(path).filter(|v| !v.is_empty()).map(|v| v.to_string());
    let sha256 = text("file.sha256")?;
    let bytes = match stored.record.path("file.bytes") {
        Some(Value::Int(n)) => u64::try_from(n).unwrap_or(0),
        _ => 0,
    };
    let role = text("file.name").unwrap_or_default();
    Some((sha256.clone(), BlobRef { role, sha256: sha256.parse().ok()?, bytes, rows: None }))
}
