//! Document requirements: which document a partner of a type needs by which stage. The matrix itself is the catalogue's.

use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::document::DocCode;
use crate::domain::partner::PartnerType;
use serde::Deserialize;
use serde::Serialize;

/// How strongly a document is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Need {
    /// Welcome.
    #[serde(rename = "O")]
    Optional,
    /// When the facts ask for it; shown, never blocking.
    #[serde(rename = "C")]
    Conditional,
    /// Without it the partner is not admitted.
    #[serde(rename = "R")]
    Required,
}

/// The stage by which a required document must be accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NeededBy {
    /// Before the documents review is closed.
    Docs,
    /// Before approval.
    Approval,
    /// Before it is admitted.
    Admitted,
}

/// Which partners of a type a row is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Seat {
    /// Wherever registered.
    Any,
    /// Registered in China.
    Domestic,
    /// Registered elsewhere.
    Overseas,
}

/// One cell of the matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requirement {
    /// The document.
    pub code: DocCode,
    /// For partners of this type …
    pub partner_type: PartnerType,
    /// … with this seat.
    pub seat: Seat,
    /// How strongly.
    pub need: Need,
    /// By when.
    pub needed_by: NeededBy,
}

/// What is known of a document code besides who needs it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocRule {
    /// The document.
    pub code: DocCode,
    /// Whether an expiry date must be captured.
    pub expires: bool,
    /// Days after issue when it is stale although no expiry is printed, such as 30 for a credit query.
    #[serde(default)]
    pub max_age_days: Option<i64>,
    /// What its checker ticks.
    #[serde(default)]
    pub checks: Vec<CheckPoint>,
    /// What its checker keys a second time without seeing it.
    #[serde(default)]
    pub rekey: Vec<Rekey>,
    /// How many letters and digits of the number are keyed, counted from its end; all when none is said.
    #[serde(default)]
    pub rekey_last: Option<usize>,
    /// What such a paper or its file name says, for guessing what a file is.
    #[serde(default)]
    pub words: Vec<String>,
    /// Source, for people who ask why.
    #[serde(default)]
    pub source: String,
}

/// The documents one partner needs: the strongest need and earliest stage over its types.
pub fn required<'a>(
    matrix: impl Iterator<Item = &'a Requirement>,
    types: &[PartnerType],
    domestic: bool,
) -> Vec<Requirement> {
    let mut found: Vec<Requirement> = Vec::new();
    for row in matrix.filter(|r| types.contains(&r.partner_type) && r.seat.covers(domestic)) {
        match found.iter_mut().find(|f| f.code == row.code) {
            Some(known) => {
                if row.need > known.need {
                    *known = row.clone();
                } else if row.need == known.need {
                    known.needed_by = known.needed_by.min(row.needed_by);
                }
            }
            None => found.push(row.clone()),
        }
    }
    found.sort_by_key(|r| (std::cmp::Reverse(r.need), r.code));
    found
}

impl Seat {
    /// Whether a partner with this seat is meant.
    pub const fn covers(self, domestic: bool) -> bool {
        match self {
            Seat::Any => true,
            Seat::Domestic => domestic,
            Seat::Overseas => !domestic,
        }
    }
}
