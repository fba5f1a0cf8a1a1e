//! Check-lists: the dated standards by which partners and the platform are assessed (domain.md §1).
//!
//! They ship as tables, are put as records when a desk is made, and are read from the records afterwards: an edition
//! that was in force when somebody was assessed stays what it was. What was found at whom is an assessment, see
//! [`crate::domain::assessment`].

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerType;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// Category of an item (domain.md §1.4).
    pub enum ItemCategory: "item-category" {
        /// Internal control.
        #[default]
        Internal = "IC",
        /// Finance.
        Finance = "FI",
        /// Law-abiding.
        Law = "LA",
        /// Trade security.
        Security = "TS",
        /// Bonus: counts only when it is confirmed.
        Bonus = "BO",
    }
}

codes! {
    /// The verdict on an item (domain.md §1.6).
    pub enum ItemVerdict: "item-verdict" {
        /// Nobody judged it yet.
        #[default]
        Open = "UNASSESSED",
        /// Up to standard 达标.
        Up = "UP",
        /// Basically up to standard 基本达标.
        Basic = "BASIC",
        /// Not up to standard 不达标.
        Not = "NOT",
        /// Not applicable 不适用.
        Na = "NA",
    }
}

codes! {
    /// The ways an item is checked: each is a kind of evidence (domain.md §1.4).
    pub enum EvidenceKind: "evidence-kind" {
        /// A record: log, list, certificate, query.
        #[default]
        Record = "record",
        /// A written rule.
        Policy = "policy",
        /// An interview.
        Interview = "interview",
        /// A look on site.
        Site = "site",
        /// A random sample.
        Sample = "sample",
    }
}

record! {
    /// One item of a check-list.
    pub struct ChecklistItem {
        /// Its code, such as `G26-66`; never changes its meaning within an edition.
        code: String [Required];
        /// Number of the standard it belongs to, for condition (B).
        standard: i64 [];
        /// Category.
        category: ItemCategory [];
        /// Whether a partner that fails it is refused.
        critical: bool [];
        /// Name, Chinese.
        title_zh: String [];
        /// Name, English.
        title_en: String [];
        /// What is asked, Chinese.
        text_zh: String [];
        /// What is asked, English.
        text_en: String [];
        /// What shows it, Chinese.
        evidence_zh: String [];
        /// What shows it, English.
        evidence_en: String [];
        /// Kinds of evidence that fit.
        kinds: Vec<EvidenceKind> [];
        /// How often it is looked at: each, day, month, year, cont.
        cadence: String [];
        /// Partner types it is also asked of; `ALL` for every type, empty for the platform alone.
        ask: Vec<String> [];
        /// Verdicts it may get; empty for all.
        allowed: Vec<ItemVerdict> [];
        /// The formula that gives its verdict: opinion, solvency, profitability.
        formula: String [];
        /// Where it comes from.
        source: String [];
    }
}

record! {
    /// A check-list: one edition of one standard.
    pub struct Checklist {
        /// Its code, such as `GEN-2026`.
        code: String [Required, Roster, Identifying];
        /// The edition.
        edition: String [Roster];
        /// Name, English.
        title_en: String [Roster];
        /// Name, Chinese.
        title_zh: String [Roster];
        /// Who issued the standard.
        issuer: String [];
        /// Where it comes from.
        source: String [];
        /// First day it is in force.
        effective_from: Option<NaiveDate> [Roster];
        /// Last day it is in force; none while it runs.
        effective_to: Option<NaiveDate> [Roster];
        /// Points before deductions.
        base: i64 [];
        /// Points needed, condition (C).
        threshold: i64 [];
        /// Bonus points that count at most.
        bonus_cap: i64 [];
        /// Whether bonus points may rescue condition (C).
        bonus_counts: bool [];
        /// Whom it is for: `partner`, `platform`; empty for both.
        subjects: Vec<String> [];
        /// Its items.
        items: Vec<ChecklistItem> [];
    }
}

impl RecordKind for Checklist {
    const DEF: KindDef = KindDef {
        name: "checklist",
        prefix: "K",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["code", "title_en"],
        upgrade: no_upgrade,
    };
}

impl Checklist {
    /// An item by its code.
    pub fn item(&self, code: &str) -> Option<&ChecklistItem> {
        self.items.iter().find(|i| i.code == code)
    }

    /// Whether the edition is in force on a day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.effective_from.is_none_or(|from| from <= day) && self.effective_to.is_none_or(|to| day <= to)
    }

    /// Whether it is for a subject of this word: `partner` or `platform`.
    pub fn is_for(&self, subject: &str) -> bool {
        self.subjects.is_empty() || self.subjects.iter().any(|s| s.eq_ignore_ascii_case(subject))
    }
}

impl ChecklistItem {
    /// Whether it is asked of every partner.
    pub fn asks_all(&self) -> bool {
        self.ask.iter().any(|a| a.eq_ignore_ascii_case("all"))
    }

    /// Whether it names one of these types.
    pub fn names(&self, types: &[PartnerType]) -> bool {
        self.ask.iter().any(|a| types.iter().any(|t| t.as_str().eq_ignore_ascii_case(a)))
    }

    /// Whether it is asked of a partner of these types.
    pub fn asks(&self, types: &[PartnerType]) -> bool {
        self.asks_all() || self.names(types)
    }

    /// Whether a verdict may be given; an open one always, that takes a verdict back.
    pub fn allows(&self, verdict: ItemVerdict) -> bool {
        verdict == ItemVerdict::Open || self.allowed.is_empty() || self.allowed.contains(&verdict)
    }
}

crate::refs! {
    /// A check-list's id.
    ChecklistRef = "checklist";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edition_is_in_force_through_its_last_day() {
        let day = |t: &str| t.parse::<NaiveDate>().unwrap();
        let list = Checklist {
            effective_from: Some(day("2022-11-01")),
            effective_to: Some(day("2026-03-31")),
            ..Checklist::default()
        };
        let on = ["2022-10-31", "2022-11-01", "2026-03-31", "2026-04-01"].map(|d| list.in_force(day(d)));
        assert_eq!(on, [false, true, true, false]);
    }

    #[test]
    fn an_item_is_asked_of_the_types_it_names_or_of_all() {
        let item = |ask: &[&str]| ChecklistItem {
            ask: ask.iter().map(|a| (*a).to_owned()).collect(),
            ..ChecklistItem::default()
        };
        assert!(item(&["all"]).asks(&[PartnerType::Lab]));
        assert!(item(&["BRK", "LOG"]).asks(&[PartnerType::Ece, PartnerType::Log]));
        assert!(!item(&["BRK"]).asks(&[PartnerType::Ece]));
        assert!(!item(&[]).asks(PartnerType::ALL));
    }
}
