//! The dossier: what a case binds to (architecture.md §4).
//!
//! Sorted id, content hash and revision of the subject and of every record its guards read: for a partner its accepted
//! documents, its assessments in force and its trainings, for a session its attendance. Any change of it voids the votes.

use crate::domain::assessment;
use crate::domain::case::DossierLine;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use sha2::Digest;
use sha2::Sha256;

/// Whether a record filed under a partner, in this state, is one that guards read.
pub fn is_read(kind: KindId, state: &str) -> bool {
    match kind {
        KindId::Document => state == "accepted",
        KindId::Assessment => assessment::IN_FORCE.contains(&state),
        KindId::Training => state == "recorded",
        _ => false,
    }
}

/// The lines of a subject with the records around it.
pub fn lines(subject: &Stored, around: &[Stored]) -> Vec<DossierLine> {
    let mut records: Vec<&Stored> = around.iter().filter(|s| is_read(s.id.kind, &s.state)).collect();
    records.push(subject);
    records.sort_by_key(|s| s.id);
    records
        .into_iter()
        .map(|s| DossierLine {
            id: s.id.to_string(),
            hash: hex(&s.hash),
            rev: i64::try_from(s.rev).unwrap_or(i64::MAX),
        })
        .collect()
}

/// One hash over all lines.
pub fn hash(lines: &[DossierLine]) -> String {
    let mut hasher = Sha256::new();
    for line in lines {
        hasher.update(line.id.as_bytes());
        hasher.update(b" ");
        hasher.update(line.hash.as_bytes());
        hasher.update(b"\n");
    }
    hex(&hasher.finalize())
}

/// Lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, b| {
        let _ = write!(out, "{b:02x}");
        out
    })
}
