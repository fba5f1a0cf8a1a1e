//! Answers about assessments: one with everything its screen needs, and how ready the platform is.
//!
//! What is derived from verdicts (total, flags, decision) is not in here: [`crate::domain::assessment::overall`] gives
//! it from the items, for every reader alike.

use crate::api::query::Shown;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemCategory;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// A piece of evidence as it stands today: a document or a stored file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// A document's id, or the SHA-256 of a stored file.
    pub reference: String,
    /// How it was checked; a record for one nobody used yet.
    pub kind: EvidenceKind,
    /// When it was given as evidence.
    pub date: Option<NaiveDate>,
    /// By whom.
    pub by: String,
    /// The document's code; empty for a file.
    pub code: String,
    /// The document's state; empty for a file.
    pub state: String,
    /// The document's number.
    pub number: String,
    /// Until when the document runs.
    pub valid_to: Option<NaiveDate>,
    /// SHA-256 of the file, to open it.
    pub sha256: String,
    /// Bytes of the file, when it is there.
    pub bytes: Option<u64>,
}

/// What surrounds one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessLine {
    /// The item's code.
    pub code: String,
    /// Its evidence.
    pub evidence: Vec<Piece>,
    /// The item of the last approved assessment.
    pub last: Option<AssessmentItem>,
    /// The evidence of that.
    pub last_evidence: Vec<Piece>,
    /// What changed since; empty when nothing did, or when there is no last time.
    pub changed: Vec<Msg>,
}

/// The last assessment that was approved, of the same subject by the same check-list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastTime {
    /// Which.
    pub id: Id,
    /// Its state today.
    pub state: String,
    /// The day it was approved.
    pub from: Option<NaiveDate>,
    /// Until when it holds.
    pub to: Option<NaiveDate>,
}

/// An assessment with everything its screen needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AssessView {
    /// The record with its verbs and cases.
    pub shown: Shown,
    /// The partner's name; empty for the platform itself.
    pub subject: String,
    /// Its content.
    pub assessment: Assessment,
    /// The check-list it goes by.
    pub list: Checklist,
    /// One line for each item, in the order of the items.
    pub lines: Vec<AssessLine>,
    /// The last approved one.
    pub last: Option<LastTime>,
    /// What can serve as evidence, best first.
    pub papers: Vec<Piece>,
}

/// How the items of a category stand.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryCount {
    /// The category.
    pub category: ItemCategory,
    /// Up to standard.
    pub up: usize,
    /// Basically.
    pub basic: usize,
    /// Not.
    pub not: usize,
    /// Not applicable.
    pub na: usize,
    /// Not judged yet.
    pub open: usize,
}

impl CategoryCount {
    /// Items in all.
    pub const fn total(&self) -> usize {
        self.up + self.basic + self.not + self.na + self.open
    }
}

/// Evidence that runs out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lapsing {
    /// The item.
    pub item: String,
    /// The document.
    pub reference: String,
    /// Its code.
    pub code: String,
    /// Its last day.
    pub on: NaiveDate,
}

/// How ready the platform is by one check-list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadinessSheet {
    /// The check-list's code.
    pub code: String,
    /// Its name, English.
    pub title_en: String,
    /// Its name, Chinese.
    pub title_zh: String,
    /// Whether the edition is in force today.
    pub in_force: bool,
    /// The assessment looked at; none when there is none yet.
    pub assessment: Option<Id>,
    /// Its state.
    pub state: String,
    /// Until when it holds.
    pub valid_to: Option<NaiveDate>,
    /// Counts by category, in the order of the check-list.
    pub categories: Vec<CategoryCount>,
    /// Points, an item whose evidence has run out counted as not judged.
    pub total: i64,
    /// Whether it would pass today: a code of `standing`.
    pub standing: String,
    /// The flags that would fail today.
    pub flags: String,
    /// Items behind flags A and B.
    pub offending: Vec<String>,
    /// Items nobody judged yet, or whose evidence has run out.
    pub open: Vec<String>,
    /// Evidence that has run out or does so within 90 days, soonest first.
    pub lapsing: Vec<Lapsing>,
    /// Items whose corrective action is late.
    pub overdue: Vec<String>,
}

/// How ready the platform is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Readiness {
    /// The day.
    pub today: NaiveDate,
    /// By check-list.
    pub sheets: Vec<ReadinessSheet>,
}

impl ReadinessSheet {
    /// How many pieces of evidence run out by a day.
    pub fn lapsing_by(&self, day: NaiveDate) -> usize {
        self.lapsing.iter().filter(|l| l.on <= day).count()
    }
}
