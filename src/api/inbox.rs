//! The desk's inbox: files that arrived and are not filed yet, with what they seem to be.

use crate::api::reading::Form;
use crate::domain::document::DocCode;
use crate::domain::kind::Id;
use crate::domain::stated::Stated;
use chrono::DateTime;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

/// A file in the folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrived {
    /// Its name, without a folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// When it was last written, where the disk says so.
    pub at: Option<DateTime<Utc>>,
}

impl Arrived {
    /// Whole days since it was last written; none when that is not known.
    pub fn age_days(&self, now: DateTime<Utc>) -> Option<i64> {
        self.at.map(|at| (now - at).num_days().max(0))
    }
}

/// A partner a text may be about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The partner.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// What of it was found: an id, an identifier's value or a name.
    pub by: String,
}

/// What the desk knows of a text and a file's hash.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Partners, best first.
    pub partners: Vec<Candidate>,
    /// Documents whose filed copy is this very file, with their partners.
    pub filed: Vec<(Id, Id)>,
}

/// A file of the inbox with what it seems to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InboxFile {
    /// The file.
    pub file: Arrived,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// What it reads as.
    pub form: Form,
    /// The beginning of its text.
    pub text: Vec<String>,
    /// Document codes, best first.
    pub codes: Vec<DocCode>,
    /// What it says of itself.
    pub stated: Stated,
    /// Whose it may be, and where it is filed already.
    pub guess: Guess,
}
