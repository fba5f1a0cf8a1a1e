//! Commands: what a desk is asked to do, the same for screens, command line, imports and scripts.

use crate::domain::case::Verdict;
use crate::domain::checking::Checked;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::domain::reaction::Stance;
use crate::domain::value::Value;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use uuid::Uuid;

/// Where a command came from; journaled as `via`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Via {
    /// The workstation.
    Tui,
    /// The command line.
    Cli,
    /// An import.
    Import,
    /// The program itself.
    System,
}

impl Via {
    /// As journaled.
    pub const fn as_str(self) -> &'static str {
        match self {
            Via::Tui => "tui",
            Via::Cli => "cli",
            Via::Import => "import",
            Via::System => "system",
        }
    }
}

/// A field to write: a path such as `identifiers[lei].value` and its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assign {
    /// The path.
    pub path: String,
    /// The value; for a sealed field the plain text, which the desk seals before anything is written.
    pub value: Value,
}

/// Which finding is meant.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct FindingKey {
    /// The rule's code.
    pub rule: String,
    /// The subject.
    pub subject: Id,
    /// Which of the rule's findings on the subject.
    pub slot: String,
}

/// One row of an import, already read through its mapping.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// The line in the file, from 1.
    pub line: u64,
    /// The path and value by which an existing record is found, if the mapping names a key.
    pub key: Option<Assign>,
    /// The mapped fields.
    pub fields: Vec<Assign>,
}

/// What to do when an import meets an existing record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OnExisting {
    /// Write the mapped fields that differ.
    #[default]
    UpdateMapped,
    /// Leave it as it is.
    Skip,
}

/// What to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Act {
    /// Make a record.
    Create {
        /// Of this kind.
        kind: KindId,
        /// Its fields.
        fields: Vec<Assign>,
    },
    /// Change fields of a record.
    Change {
        /// Which.
        id: Id,
        /// The revision that was on the screen; refused as stale when the record moved on.
        expect_rev: Option<u64>,
        /// The fields.
        fields: Vec<Assign>,
    },
    /// Use a verb of a life-cycle: `partner.suspend`, `document.accept`, `case.approve` …
    Verb {
        /// The verb.
        verb: String,
        /// Its record.
        id: Id,
        /// The revision that was on the screen.
        expect_rev: Option<u64>,
        /// Fields the verb asks for; for an attested verb `answer` and `evidence`.
        fields: Vec<Assign>,
    },
    /// Judge a check-list item of a case, or take the verdict back.
    Judge {
        /// The case.
        case: Id,
        /// The item's code.
        code: String,
        /// The verdict.
        verdict: Option<Verdict>,
        /// A comment.
        comment: String,
    },
    /// Say something about a finding.
    React {
        /// The finding.
        finding: FindingKey,
        /// What.
        stance: Stance,
        /// For a waiver: through this day.
        until: Option<NaiveDate>,
        /// Other findings of the same subject to be waived in the same case; the checker decides each by itself.
        #[serde(default)]
        also: Vec<FindingKey>,
    },
    /// Take a batch of rows in as one entry. Bad rows are reported, good rows are kept.
    Import {
        /// The kind of the rows.
        kind: KindId,
        /// The rows.
        rows: Vec<ImportRow>,
        /// What happens to existing records.
        on_existing: OnExisting,
        /// Names the batch, the same for every chunk of one file.
        batch: String,
    },
    /// Undo an entry whose records have not moved on.
    Undo {
        /// The entry.
        seq: u64,
    },
}

impl Act {
    /// Says in the journal what left the desk. Whoever asks for it knows no field yet: they are known once it is made.
    pub fn export(fields: Vec<Assign>) -> Self {
        Act::Create { kind: KindId::Export, fields }
    }

    /// The verb it stands for and the record it is about, for messages and for refused attempts.
    pub fn verb_and_id(&self) -> (String, Option<Id>) {
        match self {
            Act::Create { kind, .. } => (format!("{}.create", kind.def().name), None),
            Act::Change { id, .. } => (format!("{}.change", id.kind.def().name), Some(*id)),
            Act::Verb { verb, id, .. } => (verb.clone(), Some(*id)),
            Act::Judge { case, .. } => ("case.judge".to_owned(), Some(*case)),
            Act::React { finding, stance, .. } => {
                let verb = match stance {
                    Stance::Acknowledged => "finding.acknowledge",
                    Stance::Waived => "finding.waive",
                    Stance::FalsePositive => "finding.false-positive",
                };
                (verb.to_owned(), Some(finding.subject))
            }
            Act::Import { kind, .. } => (format!("{}.import", kind.def().name), None),
            Act::Undo { .. } => ("undo".to_owned(), None),
        }
    }
}

/// What the confirm stated when somebody decided; journaled as `seen`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// Open findings by severity code.
    pub open: BTreeMap<String, u64>,
    /// Verdicts by code.
    pub verdicts: BTreeMap<String, u64>,
    /// SHA-256 of the evidence that was opened.
    pub opened: Vec<String>,
    /// Waivers in force.
    pub waivers: Vec<String>,
    /// Hash over the dossier as shown.
    pub dossier: String,
    /// The policy with its revision.
    pub policy: String,
    /// Version of the program.
    pub program: String,
    /// What was checked on a document, when it was checked point by point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub checked: Option<Checked>,
}

/// A command.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Command {
    /// Names the command: sent twice, it is done once and the first answer returns.
    pub key: Uuid,
    /// The operator's login.
    pub by: String,
    /// The role to use; the desk picks the first that permits the verb when none is given.
    pub role: Option<Role>,
    /// Where it came from.
    pub via: Via,
    /// The reason.
    pub why: Option<String>,
    /// What the confirm stated.
    pub seen: Option<Seen>,
    /// Files it rests on, already stored.
    pub blobs: Vec<BlobRef>,
    /// What to do.
    pub act: Act,
}

/// A row that was not taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowError {
    /// The line in the file.
    pub line: u64,
    /// The path, empty for the row as a whole.
    pub path: String,
    /// The value as found.
    pub value: String,
    /// Why not.
    pub why: Msg,
}

/// A partner that a row may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Likely {
    /// Who.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// How alike it is to what the row says, in percent.
    pub percent: u32,
}

/// A row that names no partner for certain, with those it may mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unmatched {
    /// The line in the file.
    pub line: u64,
    /// What it says.
    pub value: String,
    /// Whom it may mean, the likeliest first; never none.
    pub likely: Vec<Likely>,
}

/// What an import did or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Records made.
    pub created: u64,
    /// Records changed.
    pub changed: u64,
    /// Rows that say what is there already.
    pub same: u64,
    /// Why rows were not taken; a row may be there several times.
    pub rejected: Vec<RowError>,
    /// Those of them for which a person can say who is meant.
    #[serde(default)]
    pub unmatched: Vec<Unmatched>,
}

impl ImportCounts {
    /// Rows not taken; a row with three faults is one row.
    pub fn rejected_rows(&self) -> usize {
        rows_of(&self.rejected)
    }
}

/// How many rows these errors are about.
pub fn rows_of(errors: &[RowError]) -> usize {
    errors.iter().map(|e| e.line).collect::<BTreeSet<_>>().len()
}

/// What was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The entry; 0 when nothing had to be written.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// The verb as journaled.
    pub verb: String,
    /// Records put.
    pub ids: Vec<Id>,
    /// The case it belongs to.
    pub case: Option<Id>,
    /// What happened, for the status line.
    pub message: Msg,
    /// For imports.
    pub import: Option<ImportCounts>,
}
