//! What a checker needs of a document: the record, the names of the register, what to tick and what to key blind.

use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::document::Document;
use crate::domain::finding::Finding;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use serde::Deserialize;
use serde::Serialize;

/// A document to be checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckSheet {
    /// Its id.
    pub id: Id,
    /// Its revision.
    pub rev: u64,
    /// Its state.
    pub state: String,
    /// The record.
    pub document: Document,
    /// Whose it is.
    pub partner: Id,
    /// The partner's title.
    pub title: String,
    /// Names of the register: legal names and those printed on earlier papers do not count.
    pub names: Vec<String>,
    /// What is ticked for this code.
    pub points: Vec<CheckPoint>,
    /// What is keyed blind for this code, and stands in the record.
    pub rekey: Vec<Rekey>,
    /// How many letters and digits of the number are keyed; all when none.
    pub rekey_last: Option<usize>,
    /// Who filed it.
    pub filed_by: String,
    /// Findings of the partner about this document.
    pub findings: Vec<Finding>,
    /// Why this operator may not accept it.
    pub refused: Option<Msg>,
    /// It is refused because this operator filed it.
    pub own: bool,
}
