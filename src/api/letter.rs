//! A letter to be drawn up: to whom, about what, and the templates it may be made from. The words of what is asked for
//! are messages, so that whoever draws it up renders them in the language of the letter.

use crate::domain::kind::Id;
use crate::domain::letter::LetterTemplate;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// Somebody a letter may go to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Addressee {
    /// Name.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Language, BCP 47.
    pub lang: String,
}

/// One thing a letter asks for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// A document's code or id, or a finding's key.
    pub key: String,
    /// In words.
    pub msg: Msg,
}

/// What a letter is drawn up from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterDraft {
    /// The partner.
    pub partner: Id,
    /// Its name.
    pub title: String,
    /// Whom it may go to, the best first; empty when the partner has no contacts.
    pub contacts: Vec<Addressee>,
    /// What is asked for.
    pub asked: Vec<Asked>,
    /// The template that fits.
    pub template: String,
    /// Every template.
    pub templates: Vec<LetterTemplate>,
    /// Through which day it waits when nobody says otherwise.
    pub wait_until: NaiveDate,
    /// Who writes: name.
    pub operator: String,
    /// Who writes: department, to which answers go.
    pub department: String,
}
