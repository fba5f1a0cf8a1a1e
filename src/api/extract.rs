//! What is needed to take the fields of a filed certificate over: the record as it is, or whose it will be.

use crate::api::query::Shown;
use crate::domain::document::FileRef;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use serde::Deserialize;
use serde::Serialize;

/// Which paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractQuery {
    /// The certificate, or the document its copy is filed as.
    pub of: Id,
    /// Who looks.
    pub operator: String,
}

/// A filed certificate before its fields are taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExtractSheet {
    /// What was asked for.
    pub of: Id,
    /// The certificate as it is; none while there is only its filed copy.
    pub certificate: Option<Shown>,
    /// Whose it is.
    pub partner: Id,
    /// The partner's title.
    pub title: String,
    /// The filed copy.
    pub file: FileRef,
    /// Why this operator may take nothing over.
    pub refused: Option<Msg>,
}
