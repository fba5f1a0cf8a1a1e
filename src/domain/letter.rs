//! Letters: what a partner is asked for in writing, and until when we wait for it (interface.md §3, domain.md §10.4).
//!
//! The program sends nothing: a letter is drawn up here, sent by people, and recorded as sent. While it waits, the clock
//! of the partner's open case stands still; how long follows from the sendings, see [`crate::domain::clock`].

use crate::codes;
use crate::domain::field::FieldType;
use crate::domain::field::Typed;
use crate::domain::field::mismatch;
use crate::domain::kind::Id;
use crate::domain::kind::KindDef;
use crate::domain::kind::KindId;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::msg::Msg;
use crate::domain::partner::Contact;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerRef;
use crate::domain::value::Value;
use crate::record;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use sha2::Digest;
use sha2::Sha256;

/// Days a letter waits when nobody says otherwise.
pub const WAIT_DAYS: u64 = 14;

/// The body of a letter: a text of several paragraphs.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(pub String);

impl Typed for Body {
    const TYPE: FieldType = FieldType::Text(20_000);
    fn value(&self) -> Value {
        self.0.value()
    }
    fn from_value(value: Value) -> Result<Self, Msg> {
        match value {
            Value::Null => Ok(Self::default()),
            Value::Text(t) => Ok(Self(t)),
            other => Err(mismatch(&other)),
        }
    }
}

codes! {
    /// How a letter was sent.
    pub enum Way: "letter-way" {
        /// By e-mail.
        #[default]
        Email = "email",
        /// Through the partner portal.
        Portal = "portal",
        /// By post or courier.
        Post = "post",
        /// Handed over in person.
        Hand = "hand",
    }
}

codes! {
    /// The language of a letter.
    pub enum LetterLanguage: "letter-language" {
        /// English.
        #[default]
        En = "en",
        /// Chinese.
        Zh = "zh",
    }
}

codes! {
    /// Whether another person has to approve a letter before it is sent, or has.
    pub enum Approval: "approval" {
        /// Nobody has to.
        #[default]
        Free = "free",
        /// Somebody has to, and nobody has.
        Needed = "needed",
        /// Somebody has.
        Given = "given",
    }
}

impl LetterLanguage {
    /// The language for somebody who reads the one of this BCP 47 tag: Chinese for Chinese, English for all others.
    pub fn of_tag(tag: &str) -> Self {
        let first = tag.split(['-', '_']).next().unwrap_or_default();
        if first.eq_ignore_ascii_case("zh") { Self::Zh } else { Self::En }
    }
}

record! {
    /// One sending of a letter: the first, or a reminder.
    pub struct Sending {
        /// When it was recorded.
        at: Option<DateTime<Utc>> [];
        /// How it was sent.
        how: Way [];
        /// Through which day the partner has time.
        until: Option<NaiveDate> [];
        /// Who recorded it.
        by: String [];
    }
}

record! {
    /// A letter to a partner.
    pub struct Letter {
        /// To whom.
        partner: PartnerRef [Required, Roster];
        /// The template it was drawn up from.
        template: String [Required, Roster, Identifying];
        /// The contact's name.
        contact: String [Roster];
        /// The contact's address.
        email: String [] => crate::domain::checks::email;
        /// Its language.
        language: LetterLanguage [Roster];
        /// Its subject line.
        subject_line: String [Required, Roster, Long];
        /// Its text, as sent.
        body: Body [Required, Long];
        /// What it asks for: document codes, document ids, keys of findings.
        asked_for: Vec<String> [];
        /// How it was sent the last time.
        how: Option<Way> [Roster];
        /// Through which day we wait.
        wait_until: Option<NaiveDate> [Roster];
        /// Who approved it for sending, when another person had to.
        approved_by: String [Derived];
        /// When it was approved.
        approved_at: Option<DateTime<Utc>> [Derived];
        /// Hash of what was approved, see [`Letter::essence`].
        approved_as: String [Derived];
        /// Sendings, the first and every reminder.
        sendings: Vec<Sending> [Derived];
        /// When the waiting ended: answered or taken back.
        ended_at: Option<DateTime<Utc>> [Derived];
    }
}

impl RecordKind for Letter {
    const DEF: KindDef = KindDef {
        name: "letter",
        prefix: "L",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "draft",
        title: &["subject_line", "template"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A letter's id.
    LetterRef = "letter";
}

impl Letter {
    /// How many reminders went out after the first sending.
    pub fn reminders(&self) -> usize {
        self.sendings.len().saturating_sub(1)
    }

    /// Hash of what the partner reads and what it is asked for, lower-case hex: that is what somebody approves.
    pub fn essence(&self) -> String {
        let mut hasher = Sha256::new();
        let parts = [&self.template, &self.contact, &self.email, &self.subject_line, &self.body.0];
        let asked = self.asked_for.iter();
        for part in
            parts.into_iter().map(String::as_str).chain([self.language.as_str()]).chain(asked.map(String::as_str))
        {
            hasher.update(part.as_bytes());
            hasher.update([0]);
        }
        crate::domain::dossier::hex(&hasher.finalize())
    }

    /// Whom it is addressed to.
    pub fn to(&self) -> String {
        let to = [self.contact.as_str(), self.email.as_str()].into_iter().filter(|t| !t.is_empty());
        to.collect::<Vec<_>>().join(" · ")
    }

    /// The letter as one writes it: address, subject, text.
    pub fn text(&self) -> String {
        [self.to().as_str(), self.subject_line.as_str(), "", self.body.0.trim_end()].join("\n").trim_start().to_owned()
    }
}

/// A template of letters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LetterTemplate {
    /// Its code, such as `documents-missing`.
    pub code: String,
    /// Subject line in English.
    pub subject_en: String,
    /// Subject line in Chinese.
    pub subject_zh: String,
    /// Text in English.
    pub body_en: String,
    /// Text in Chinese.
    pub body_zh: String,
    /// Whether another person than its writers approves the letter before it is sent.
    #[serde(default)]
    pub approval: bool,
}

/// Whether a letter of this template asking for these things is approved by another person before it is sent: one whose
/// template says so, and one that asks for anything of insurance, whatever it was drawn up from.
pub fn needs_approval<'a>(
    templates: &[LetterTemplate],
    template: &str,
    asked_for: impl IntoIterator<Item = &'a str>,
) -> bool {
    let insured = |key: &str| {
        let certificate = || key.parse::<Id>().is_ok_and(|id| id.kind == KindId::Certificate);
        key.starts_with("INS-") || certificate()
    };
    templates.iter().any(|t| t.code == template && t.approval) || asked_for.into_iter().any(insured)
}

impl LetterTemplate {
    /// Subject line and text in a language.
    pub fn in_language(&self, language: LetterLanguage) -> (&str, &str) {
        match language {
            LetterLanguage::En => (&self.subject_en, &self.body_en),
            LetterLanguage::Zh => (&self.subject_zh, &self.body_zh),
        }
    }

    /// The message id of its name, `letter-template-<code>`.
    pub fn label(&self) -> String {
        format!("letter-template-{}", self.code)
    }
}

/// The contact a letter goes to: the one for compliance, then the one for business, then the first.
pub fn addressee(partner: &Partner) -> Option<&Contact> {
    let of = |role: &str| partner.contacts.iter().find(|c| c.role.eq_ignore_ascii_case(role));
    of("compliance").or_else(|| of("business")).or_else(|| partner.contacts.first())
}

/// Fills the places of a template: `{partner}`, `{items}` …; a place nobody knows stays as it is.
pub fn fill(template: &str, places: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(template.len() + 256);
    let mut rest = template;
    while let Some((before, behind)) = rest.split_once('{') {
        out.push_str(before);
        let known = behind.split_once('}').and_then(|(name, after)| {
            let (_, value) = places.iter().find(|(place, _)| *place == name)?;
            Some((value, after))
        });
        if let Some((value, after)) = known {
            out.push_str(value);
            rest = after;
        } else {
            out.push('{');
            rest = behind;
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_once_and_what_is_filled_in_is_not_read_again() {
        let places = [("partner", "A {due} B".to_owned()), ("due", "2026-12-07".to_owned())];
        assert_eq!(fill("{partner} by {due}; {other} {", &places), "A {due} B by 2026-12-07; {other} {");
    }

    #[test]
    fn what_is_about_insurance_needs_approval_whatever_it_was_drawn_up_from() {
        let of = |code: &str, approval| LetterTemplate { code: code.into(), approval, ..LetterTemplate::default() };
        let templates = [of("insurance-gaps", true), of("documents-missing", false)];
        let needs = |template: &str, asked: &[&str]| needs_approval(&templates, template, asked.iter().copied());
        assert!(needs("insurance-gaps", &[]));
        assert!(needs("documents-missing", &["D-000007", "C-000002"]));
        assert!(needs("documents-missing", &["INS-02:P-000040:WAYFAIR"]));
        assert!(!needs("documents-missing", &["D-INS", "D-000007", "PTR-002:P-000123:D-INS"]));
        assert!(!needs("own-words", &[]));
    }

    #[test]
    fn a_contact_who_reads_chinese_gets_chinese_and_everybody_else_english() {
        for (tag, wanted) in [("zh", "zh"), ("zh-Hant", "zh"), ("de", "en"), ("", "en"), ("en-GB", "en")] {
            assert_eq!(LetterLanguage::of_tag(tag).as_str(), wanted, "{tag}");
        }
    }

    #[test]
    fn compliance_is_written_to_before_business() {
        let contact = |role: &str| Contact { role: role.into(), name: role.into(), ..Contact::default() };
        let mut partner = Partner { contacts: vec![contact("technical"), contact("business")], ..Partner::default() };
        assert_eq!(addressee(&partner).map(|c| c.role.as_str()), Some("business"));
        partner.contacts.push(contact("Compliance"));
        assert_eq!(addressee(&partner).map(|c| c.role.as_str()), Some("Compliance"));
        assert_eq!(addressee(&Partner::default()), None);
    }
}
