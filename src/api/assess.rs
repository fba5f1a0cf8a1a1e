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
use crate::domain::msg::Arg;
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
    /// Items that wait and items asked for; a bonus nobody claims is not asked for.
    pub fn asked(&self) -> (usize, usize) {
        let of = |c: &CategoryCount| match c.category {
            ItemCategory::Bonus => (0, c.total() - c.open),
            _ => (c.open, c.total()),
        };
        self.categories.iter().map(of).fold((0, 0), |(open, all), (o, a)| (open + o, all + a))
    }

    /// What it comes to: total and flags only once nothing is open, since items nobody judged have no points yet.
    /// `flags` are those that fail, as they are written.
    pub fn result(&self, flags: &str) -> Msg {
        let (open, all) = self.asked();
        let told = if flags.is_empty() { Arg::Term("assess-flags-none".to_owned()) } else { Arg::from(flags) };
        match (open, flags.is_empty()) {
            (0, _) => Msg::new("readiness-total").with("total", self.total).with("flags", told),
            (_, true) if open == all => Msg::new("readiness-unanswered").with("all", all),
            (_, true) => Msg::new("readiness-open-total").with("open", open).with("all", all),
            (_, false) => Msg::new("readiness-open-fails").with("open", open).with("all", all).with("flags", told),
        }
    }

    /// How many pieces of evidence run out by a day.
    pub fn lapsing_by(&self, day: NaiveDate) -> usize {
        self.lapsing.iter().filter(|l| l.on <= day).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(up: usize, open: usize, flags: &str) -> ReadinessSheet {
        let count = CategoryCount { category: ItemCategory::Finance, up, open, ..CategoryCount::default() };
        let bonus = CategoryCount { category: ItemCategory::Bonus, open: 6, ..CategoryCount::default() };
        ReadinessSheet {
            code: "GEN".into(),
            title_en: String::new(),
            title_zh: String::new(),
            in_force: true,
            assessment: None,
            state: String::new(),
            valid_to: None,
            categories: vec![count, bonus],
            total: 100,
            standing: String::new(),
            flags: flags.into(),
            offending: Vec::new(),
            open: Vec::new(),
            lapsing: Vec::new(),
            overdue: Vec::new(),
        }
    }

    #[test]
    fn a_total_is_said_only_once_nothing_is_open_and_a_bonus_nobody_claims_is_not_open() {
        let said = |s: &ReadinessSheet| s.result(&s.flags).to_string();
        assert_eq!(said(&sheet(0, 9, "")), "readiness-unanswered all=9");
        assert_eq!(said(&sheet(5, 4, "")), "readiness-open-total open=4 all=9");
        assert_eq!(said(&sheet(5, 4, "A")), "readiness-open-fails open=4 all=9 flags=A");
        assert_eq!(said(&sheet(9, 0, "")), "readiness-total total=100 flags=assess-flags-none");
        assert_eq!(said(&sheet(9, 0, "A")), "readiness-total total=100 flags=A");
    }
}
