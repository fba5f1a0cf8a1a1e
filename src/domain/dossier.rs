//! The dossier: what a case binds to (architecture.md §4).
//!
//! Sorted id, content hash and revision of the subject and of every record its guards read: for a partner its accepted
//! documents and its trainings, for a session its attendance. Any change of it voids the votes.

use crate::domain::case::DossierLine;
use crate::domain::document::Document;
use crate::domain::kind::Stored;
use crate::domain::training::Training;
use sha2::Digest;
use sha2::Sha256;

/// The lines of a subject with the records around it.
pub fn lines(subject: &Stored, around: &[Stored]) -> Vec<DossierLine> {
    let document = |s: &Stored| Document::of(&s.record).is_some() && s.state == "accepted";
    let training = |s: &Stored| Training::of(&s.record).is_some() && s.state == "recorded";
    let read = |s: &&Stored| document(s) || training(s);
    let mut records: Vec<&Stored> = around.iter().filter(read).collect();
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
