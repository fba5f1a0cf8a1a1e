//! The quiz: what may be taken, the questions as they were drawn, and what the answers came to. The right answers leave
//! the desk only with the result.

use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;

/// A text in both languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Both {
    /// English.
    pub en: String,
    /// Chinese.
    pub zh: String,
}

/// A module somebody of a partner may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lesson {
    /// The module's code.
    pub module: String,
    /// Its title.
    pub title: Both,
    /// Whether the partner must hold it.
    pub required: bool,
    /// The last day of the partner's certificate, good or not; none when nobody passed.
    pub valid_to: Option<NaiveDate>,
    /// Who took it last.
    pub person: String,
}

/// What a partner may take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lessons {
    /// The partner.
    pub partner: Id,
    /// Its name.
    pub name: String,
    /// Modules: required ones first.
    pub lessons: Vec<Lesson>,
}

/// One question as it was drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its code.
    pub code: String,
    /// The question.
    pub text: Both,
    /// The answers in the order shown, with their own numbers.
    pub options: Vec<(i64, Both)>,
}

/// A quiz to take.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizSheet {
    /// Whose staff takes it.
    pub partner: Id,
    /// The module's code.
    pub module: String,
    /// The edition.
    pub version: String,
    /// Its title.
    pub title: Both,
    /// Minutes it takes at least.
    pub min_minutes: i64,
    /// Percent that pass.
    pub pass_mark: i64,
    /// The questions.
    pub questions: Vec<Asked>,
    /// Why it cannot be taken now.
    pub locked: Option<Msg>,
}

/// A question that was answered wrongly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wrong {
    /// Its code.
    pub code: String,
    /// The question.
    pub text: Both,
    /// What was answered.
    pub given: Both,
    /// What is right.
    pub right: Both,
    /// Why.
    pub why: Both,
}

/// What a quiz came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuizResult {
    /// The record.
    pub training: Id,
    /// The module's code.
    pub module: String,
    /// Who took it.
    pub person: String,
    /// Percent.
    pub score: Decimal,
    /// Right answers.
    pub right: usize,
    /// Questions.
    pub of: usize,
    /// Percent that pass.
    pub pass_mark: i64,
    /// Whether it is passed.
    pub passed: bool,
    /// Which attempt it was.
    pub attempt: i64,
    /// The last day of the certificate; none unless passed.
    pub valid_to: Option<NaiveDate>,
    /// What was answered wrongly.
    pub wrong: Vec<Wrong>,
}
