//! Training modules: what is taught, to whom, in which edition, and the questions of its quiz (domain.md §9.2).
//!
//! An edition is a record of its own: what somebody passed last year stays what it was.

use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerType;
use crate::record;
use chrono::NaiveDate;

record! {
    /// A question of a quiz, with its answers in both languages in the same order.
    pub struct Question {
        /// Its code, such as `TR-01-07`.
        code: String [Required, Identifying];
        /// The question in English.
        en: String [Long];
        /// The question in Chinese.
        zh: String [Long];
        /// The answers in English.
        options_en: Vec<String> [];
        /// The answers in Chinese.
        options_zh: Vec<String> [];
        /// Which answer is right, from 1.
        answer: i64 [];
        /// Why, in English.
        why_en: String [Long];
        /// Why, in Chinese.
        why_zh: String [Long];
    }
}

record! {
    /// An edition of a training module.
    pub struct Module {
        /// The module's code, such as `TR-01`.
        code: String [Required, Roster, Identifying];
        /// The edition, such as `2026.1`; later ones sort after earlier ones.
        version: String [Required, Roster, Identifying];
        /// Title in English.
        title_en: String [Required, Roster];
        /// Title in Chinese.
        title_zh: String [Roster];
        /// What it teaches, in English.
        summary_en: String [Long];
        /// What it teaches, in Chinese.
        summary_zh: String [Long];
        /// The standard edition it follows.
        standard: String [];
        /// The partner types that must pass it; none for one of our own staff.
        types: Vec<PartnerType> [Roster];
        /// Length in minutes.
        minutes: i64 [Roster];
        /// Minutes a quiz takes at least.
        min_minutes: i64 [];
        /// Months a certificate is valid.
        valid_months: i64 [Roster];
        /// Percent from which on it is passed, inclusive.
        pass_mark: i64 [Roster];
        /// Failed attempts within 24 hours after which the quiz is locked.
        max_attempts: i64 [];
        /// In force from this day.
        effective_from: Option<NaiveDate> [Roster];
        /// In force through this day.
        effective_to: Option<NaiveDate> [];
        /// The questions.
        questions: Vec<Question> [];
    }
}

impl Module {
    /// Whether it is in force on a day.
    pub fn is_in_force(&self, on: NaiveDate) -> bool {
        self.effective_from.is_none_or(|from| from <= on) && self.effective_to.is_none_or(|to| on <= to)
    }
}

impl RecordKind for Module {
    const DEF: KindDef = KindDef {
        name: "module",
        prefix: "M",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["code"],
        upgrade: no_upgrade,
    };
}
