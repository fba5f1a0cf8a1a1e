//! Decide: a command and the present state make an entry or a refusal. No disk, no clock: both come in.
//!
//! Whatever a screen, the command line, an import or a script wants goes through here, so that there is one place where
//! permission, four eyes, guards and staleness are judged.

mod answers;
mod assess;
pub mod batches;
mod build;
mod cases;
mod essence;
mod fields;
mod filers;
mod guards;
mod import;
mod insured;
mod letters;
mod overrides;
mod react;
mod undo;
mod verbs;
mod votes;
mod waivers;

pub use answers::Proposal;
pub use answers::proposals;
pub use build::Actor;
pub use build::Build;
pub use cases::dossier_of;
pub use cases::standing_contributors;
pub use fields::changes_between;
pub use filers::own_upload;
pub use guards::check as check_guards;
pub use guards::unassessed;
pub use waivers::refused as refused_gap;
pub use waivers::ungranted;

use crate::api::Act;
use crate::api::Command;
use crate::api::Ground;
use crate::api::ImportCounts;
use crate::api::Refusal;
use crate::desk::overlay::ApplyError;
use crate::desk::overlay::Now;
use crate::desk::view::ViewError;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::entry::EntryDraft;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;

/// What deciding may use besides the state.
pub struct Outside<'a> {
    /// The time of the entry.
    pub at: DateTime<Utc>,
    /// The day in the desk's zone.
    pub today: NaiveDate,
    /// Hash of the journal's last entry; none while it is not known, behind others that are written with this one.
    pub head: Option<Digest>,
    /// Seals a text for a subject's field.
    pub seal: &'a mut dyn FnMut(&str, &str, &str) -> Result<Sealed, Refusal>,
    /// Reads a journaled entry, for undo and differences.
    pub entry: &'a dyn Fn(u64) -> Option<Entry>,
}

/// What was decided.
#[derive(Debug)]
pub struct Decision {
    /// The entry to journal; none when nothing has to be written.
    pub draft: Option<EntryDraft>,
    /// What happened, in a message.
    pub message: Msg,
    /// The case it belongs to.
    pub case: Option<Id>,
    /// For imports.
    pub import: Option<ImportCounts>,
}

impl From<ViewError> for Refusal {
    fn from(error: ViewError) -> Self {
        Refusal::new(Ground::ReadOnly, Msg::new("refused-view").with("why", error.to_string()))
            .hint(Msg::new("hint-rebuild"))
    }
}

impl From<ApplyError> for Refusal {
    fn from(error: ApplyError) -> Self {
        Refusal::internal(error.to_string())
    }
}

/// Decides a command.
pub fn decide(command: &Command, now: Now<'_>, outside: &mut Outside<'_>) -> Result<Decision, Refusal> {
    match &command.act {
        Act::Create { kind: KindId::Batch, fields } => batches::draw(command, now, outside, fields),
        Act::Create { kind, fields } => fields::create(command, now, outside, *kind, fields),
        Act::Change { id, expect_rev, fields } => fields::change(command, now, outside, *id, *expect_rev, fields),
        Act::Verb { verb, id, expect_rev, fields } if verb.starts_with("case.") => {
            votes::verb(command, now, outside, verb, *id, *expect_rev, fields)
        }
        Act::Verb { verb, id, expect_rev, fields } if assess::is_own(verb) => {
            assess::verb(command, now, outside, verb, *id, *expect_rev, fields)
        }
        Act::Verb { verb, id, expect_rev, .. } if verb.starts_with("batch.") => {
            batches::verb(command, now, outside, verb, *id, *expect_rev)
        }
        Act::Verb { verb, id, expect_rev, fields } => {
            verbs::verb(command, now, outside, verb, *id, *expect_rev, fields)
        }
        Act::Judge { case, code, verdict, comment } => {
            votes::judge(command, now, outside, *case, code, *verdict, comment)
        }
        Act::React { finding, stance, until, also } => {
            react::react(command, now, outside, (finding, also), *stance, *until)
        }
        Act::Import { kind, rows, on_existing, batch } => {
            import::import(command, now, outside, *kind, rows, *on_existing, batch)
        }
        Act::Undo { seq } => undo::undo(command, now, outside, *seq),
    }
}

pub use import::plan;
