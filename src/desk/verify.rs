//! Verify: is the journal what it was, and did everybody keep to the rules that held at the time?
//!
//! The whole journal is replayed entry by entry with the roles, policies and dossiers of that moment; every decision is
//! judged again. What this is not for: mending. It reads, counts and names the entry that is wrong.

mod batches;
mod compare;
mod judge;
mod ledger;
mod moves;
mod secrets;
mod segregation;
#[cfg(test)]
mod tests;
mod votes;

use crate::desk::blobs::BlobState;
use crate::desk::blobs::Blobs;
use crate::desk::journal::Chunk;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Head;
use crate::desk::journal::Journal;
use crate::desk::journal::RawLine;
use crate::desk::journal::ReadError;
use crate::desk::load::Progress;
use crate::desk::seal::Keyring;
use crate::desk::state::State;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::rules::system::DeskFacts;
use crate::domain::rules::system::evaluate_desk;
use judge::Judge;
use rayon::prelude::*;
use secrets::Secrets;
use secrets::Tombs;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

pub use segregation::segregation;

/// Problems kept; the rest is only counted, so that a wrecked journal does not fill the memory.
const KEPT: usize = 1000;

/// Something that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The entry; 0 when it is about the view as a whole.
    pub seq: u64,
    /// What is wrong.
    pub msg: Msg,
}

/// What was checked and what was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// How many of each were checked, by the name behind `verify-checked-`.
    pub checked: BTreeMap<&'static str, u64>,
    /// The last good entry: seq and hash, to be kept elsewhere.
    pub head: Head,
    /// Digest over id, revision, state and content hash of every record, by kind name; empty after a fast check.
    pub digests: BTreeMap<&'static str, Digest>,
    /// What is wrong, in the order it was found.
    pub problems: Vec<Problem>,
    /// Problems that were found beyond those kept.
    pub more: u64,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.problems.is_empty()
    }

    /// What was checked, in words: one message per kind of check.
    pub fn lines(&self) -> Vec<Msg> {
        let line = |(name, n): (&&'static str, &u64)| {
            let id = format!("verify-checked-{name}");
            Msg { id: id.into(), args: Vec::new() }.with("n", *n)
        };
        self.checked.iter().map(line).collect()
    }

    fn count(&mut self, what: &'static str) {
        *self.checked.entry(what).or_default() += 1;
    }

    fn add(&mut self, what: &'static str, n: u64) {
        *self.checked.entry(what).or_default() += n;
    }

    fn found(&mut self, seq: u64, msg: Msg) {
        if self.problems.len() < KEPT {
            self.problems.push(Problem { seq, msg });
        } else {
            self.more += 1;
        }
    }
}

/// Checks a desk. `fast` looks at the hash chain and the head alone.
pub fn verify(
    state: &State,
    journal: &FileJournal,
    blobs: &Blobs,
    keys: &Keyring,
    fast: bool,
    progress: Progress<'_>,
) -> Report {
    let mut report = Report { head: journal.head(), ..Report::default() };
    chain(journal, &mut report);
    if state.meta.seq != report.head.seq || state.meta.hash != *report.head.hash.as_bytes() {
        let msg = Msg::new("verify-view-head").with("view", state.meta.seq).with("journal", report.head.seq);
        report.found(0, msg);
    }
    if fast {
        return report;
    }
    let mut judge = Judge::new(state.catalog, state.genesis.tz());
    let mut files = Files { blobs, seen: BTreeSet::new(), missing: BTreeMap::new() };
    let mut secrets = Secrets::default();
    let head = report.head.seq;
    for chunk in journal.read_raw_from(1) {
        let parsed = chunk.as_ref().map(parse);
        let entries = match parsed {
            Ok(entries) => entries,
            Err(why) => {
                unreadable(why, &mut report);
                break;
            }
        };
        for entry in entries {
            match entry {
                Ok(parsed) => {
                    files.check(&parsed.entry, &mut report);
                    secrets.take(&parsed);
                    judge.entry(&parsed, &mut report);
                    if parsed.entry.seq.is_multiple_of(1000) {
                        progress(parsed.entry.seq, head);
                    }
                }
                Err(why) => unreadable(&why, &mut report),
            }
        }
    }
    progress(head, head);
    files.finish(&secrets.tombs, &mut report);
    secrets.finish(keys, &mut report);
    report.problems.sort_by_key(|problem| problem.seq);
    compare::compare(state, judge.ledger(), &mut report);
    report
}

fn chain(journal: &FileJournal, report: &mut Report) {
    let broken = match journal.verify() {
        Ok(found) => {
            report.add("hashes", found.entries);
            report.add("segments", found.segments);
            found.first_problem.map(|fault| (fault.seq, fault.to_string()))
        }
        Err(why) => Some((journal.head().seq + 1, why.to_string())),
    };
    let seen = match (&broken, journal.read_only()) {
        (Some((seq, _)), _) => Some(*seq),
        // A journal that was opened at its last good entry says itself where it is broken.
        (None, Some(crate::desk::journal::ReadOnly::Broken(seq))) => Some(seq),
        _ => None,
    };
    for hit in evaluate_desk(DeskFacts { broken_at: seen, clock_back_seconds: 0 }, &|_| None) {
        report.found(seen.unwrap_or(0), hit.msg);
    }
    if let Some((seq, why)) = broken {
        report.found(seq, Msg::new("verify-chain").with("why", why));
    }
}

fn unreadable(why: &ReadError, report: &mut Report) {
    let seq = match why {
        ReadError::Fault(fault) => fault.seq,
        ReadError::Io { .. } => 0,
    };
    report.found(seq, Msg::new("verify-chain").with("why", why.to_string()));
}

/// An entry with its contents read.
struct Parsed {
    entry: Entry,
    /// Its hash in the chain.
    hash: Digest,
    /// One per put: the record, or why it cannot be read.
    records: Vec<Result<(Id, Record), String>>,
}

fn parse(chunk: &Chunk) -> Vec<Result<Parsed, ReadError>> {
    chunk.par_lines().map(|line| parse_line(&line)).collect()
}

fn parse_line(line: &RawLine<'_>) -> Result<Parsed, ReadError> {
    let entry = line.entry()?;
    let record = |put: &crate::domain::entry::Put| {
        let id: Id = put.id.parse().map_err(|_| format!("`{}` is no id", put.id))?;
        if id.kind.def().name != put.kind {
            return Err(format!("{} is no {}", put.id, put.kind));
        }
        Record::from_json(id.kind, put.s, put.content.get().as_bytes()).map(|record| (id, record))
    };
    let records = entry.puts.iter().map(record).collect();
    Ok(Parsed { entry, hash: line.position.hash, records })
}

/// Files named by entries, each looked at once.
struct Files<'a> {
    blobs: &'a Blobs,
    seen: BTreeSet<Digest>,
    /// Files that are not there, with the entry that names them and their role; a tombstone may account for them.
    missing: BTreeMap<Digest, (u64, String)>,
}

impl Files<'_> {
    /// Reports what is missing without a tombstone that names it.
    fn finish(&self, tombs: &Tombs, report: &mut Report) {
        for (sha256, (seq, role)) in &self.missing {
            if tombs.files.contains(&sha256.to_string()) {
                report.count("erased");
                continue;
            }
            let msg = Msg::new("verify-file-missing").with("sha256", sha256.to_string()).with("role", role.as_str());
            report.found(*seq, msg);
        }
    }

    fn check(&mut self, entry: &Entry, report: &mut Report) {
        for blob in &entry.blobs {
            if !self.seen.insert(blob.sha256) {
                continue;
            }
            report.count("files");
            let id = match self.blobs.check(&blob.sha256) {
                Ok(BlobState::Ok) => continue,
                Ok(BlobState::Missing) => {
                    self.missing.insert(blob.sha256, (entry.seq, blob.role.clone()));
                    continue;
                }
                Ok(BlobState::Altered) => "verify-file-altered",
                Err(why) => {
                    let msg = Msg::new("verify-file-unreadable").with("sha256", blob.sha256.to_string());
                    report.found(entry.seq, msg.with("why", why.to_string()));
                    continue;
                }
            };
            report.found(
                entry.seq,
                Msg::new(id).with("sha256", blob.sha256.to_string()).with("role", blob.role.as_str()),
            );
        }
    }
}
