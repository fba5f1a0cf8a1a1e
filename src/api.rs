//! What may be asked of a desk: commands, queries, answers, refusals, events.
//!
//! Everything here is serialisable, so that a desk may stand behind a socket as well as in this process. The one
//! implementation in this house is [`crate::desk`].

pub mod assess;
pub mod batch;
pub mod check;
pub mod command;
pub mod cover;
pub mod extract;
pub mod facts;
pub mod forecast;
pub mod inbox;
pub mod insured;
pub mod letter;
pub mod lists;
pub mod query;
pub mod quiz;
pub mod reading;
pub mod refusal;
pub mod report;
pub mod review;
pub mod status;
pub mod today;

pub use assess::AssessLine;
pub use assess::AssessView;
pub use assess::Piece;
pub use assess::Readiness;
pub use assess::ReadinessSheet;
pub use batch::BatchLine;
pub use batch::BatchQuery;
pub use batch::BatchSheet;
pub use command::Act;
pub use command::Assign;
pub use command::Command;
pub use command::Done;
pub use command::FindingKey;
pub use command::ImportCounts;
pub use command::ImportRow;
pub use command::Likely;
pub use command::OnExisting;
pub use command::RowError;
pub use command::Seen;
pub use command::Unmatched;
pub use command::Via;
pub use letter::Asked;
pub use letter::LetterDraft;
pub use query::Answer;
pub use query::At;
pub use query::ListQuery;
pub use query::Listing;
pub use query::Query;
pub use query::Shown;
pub use query::Sort;
pub use query::Status;
pub use refusal::Change;
pub use refusal::Ground;
pub use refusal::Refusal;
pub use report::Register;
pub use report::RegisterQuery;
pub use report::Upto;
pub use review::Review;
pub use review::ReviewItem;

use crate::api::inbox::Arrived;
use crate::domain::entry::BlobRef;
use crate::domain::value::Sealed;
use serde::Deserialize;
use serde::Serialize;
use std::sync::atomic::AtomicBool;

/// Something happened that screens may want to know of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// Entries up to this one are journaled and in the view.
    Committed {
        /// The last entry.
        seq: u64,
    },
    /// The roster made progress, or the desk became read-only or writable again.
    Status,
}

/// A desk. Calls may come from any thread; each returns when it is done.
pub trait Desk: Send + Sync {
    /// Does something. When it returns `Ok` the entry is on disk.
    fn submit(&self, command: Command) -> Result<Done, Refusal>;

    /// Answers a question; `cancel` may be raised from another thread to give a long one up.
    fn ask(&self, query: &Query, cancel: &AtomicBool) -> Result<Answer, Refusal>;

    /// Looks at the clock: on a new day findings are brought to it and the system's own work is done. Returns when done.
    fn tick(&self);

    /// Stores a file so that a command may rest on it.
    fn store(&self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal>;

    /// Opens a sealed text, for who was granted to see it; none when it cannot be opened here.
    fn unseal(&self, _sealed: &Sealed, _field: &str) -> Option<String> {
        None
    }

    /// Reads a stored file.
    fn file(&self, sha256: &str) -> Result<Vec<u8>, Refusal>;

    /// Files that arrived in the desk's inbox, by name.
    fn inbox(&self) -> Result<Vec<Arrived>, Refusal>;

    /// The bytes of a file of the inbox.
    fn arrived(&self, name: &str) -> Result<Vec<u8>, Refusal>;

    /// Puts a file of the inbox to those that are filed; it is never deleted.
    fn put_away(&self, name: &str) -> Result<(), Refusal>;

    /// Drafts of an operator: text that is not yet sent, by place; kept beside the desk, never in the journal.
    fn drafts(&self, operator: &str) -> Vec<(String, String)>;

    /// Keeps a draft; empty text drops it.
    fn keep_draft(&self, operator: &str, place: &str, text: &str);

    /// Calls `to` on every event from now on.
    fn watch(&self, to: Box<dyn Fn(Event) + Send + Sync>);
}
