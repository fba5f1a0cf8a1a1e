//! Bank accounts of partners: the classic place of fraud, so a new or changed one waits for a second person, for a call
//! to a number that stands in a register, and for a day (domain.md §10.3).
//!
//! The number is sealed; what people tell accounts apart by is its ending. What the rules say of accounts is not here.

use crate::codes;
use crate::domain::identifiers;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::msg::Msg;
use crate::domain::partner::Country;
use crate::domain::partner::PartnerRef;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::record;
use chrono::NaiveDate;

/// Hours between the approval of an account and its first use (domain.md §10.3).
pub const COOLING_HOURS: i64 = 24;
/// Characters of the number that stay readable.
const ENDING: usize = 4;

codes! {
    /// Where the telephone number of a call-back was found.
    pub enum NumberSource: "number-source" {
        /// In a public register.
        #[default]
        Register = "register",
        /// In the contract with the partner.
        Contract = "contract",
        /// Among the partner's contacts, entered before the request.
        Contacts = "contacts",
        /// In the request itself: that proves nothing.
        Request = "request",
    }
}

record! {
    /// The call that confirmed an account.
    pub struct CallBack {
        /// Who was called.
        whom: String [];
        /// The number called.
        called: String [];
        /// Where the number was found.
        found_in: Option<NumberSource> [];
        /// When.
        called_on: Option<NaiveDate> [];
        /// SHA-256 of the recording or note, when it is filed.
        record: String [];
    }
}

record! {
    /// A bank account of a partner.
    pub struct BankAccount {
        /// Whose account it is.
        partner: PartnerRef [Required, Roster];
        /// In whose name it is.
        holder: String [Required, Roster, Identifying] => crate::domain::checks::name;
        /// IBAN or account number, sealed.
        number: Option<Sealed> [Required, Sensitive] => crate::domain::account::number;
        /// The last characters of the number.
        ending: String [Derived, Roster];
        /// BIC of the bank.
        bic: String [Roster] => crate::domain::account::bic;
        /// Country of the bank.
        bank_country: Country [Required, Roster];
        /// Currency, ISO 4217.
        currency: String [Required, Roster] => crate::domain::account::currency;
        /// What is paid to it.
        purpose: String [];
        /// The call that confirmed it.
        call_back: CallBack [];
        /// The day it was entered or last changed.
        changed_on: Option<NaiveDate> [Derived, Roster];
    }
}

impl RecordKind for BankAccount {
    const DEF: KindDef = KindDef {
        name: "account",
        prefix: "B",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "proposed",
        title: &["holder"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A bank account's id.
    AccountRef = "account";
}

impl BankAccount {
    /// What the call-back lacks as evidence: the message id; none when it is whole.
    pub fn unproven(&self) -> Option<&'static str> {
        let call = &self.call_back;
        if call.whom.trim().is_empty() || call.called.trim().is_empty() || call.called_on.is_none() {
            return Some("account-call-back-missing");
        }
        match call.found_in {
            None => Some("account-call-back-missing"),
            Some(NumberSource::Request) => Some("account-call-back-request"),
            Some(_) => None,
        }
    }

    /// Whether it may be paid to: the state of a life-cycle that passed second person and cooling.
    pub fn is_open(state: &str) -> bool {
        state == "active"
    }
}

/// The number without blanks, as it is sealed.
pub fn canonical(number: &str) -> String {
    number.chars().filter(|c| !c.is_whitespace() && *c != '-').flat_map(char::to_uppercase).collect()
}

/// The part of a number that stays readable.
pub fn ending(number: &str) -> String {
    let mut last: Vec<char> = canonical(number).chars().rev().take(ENDING).collect();
    last.reverse();
    last.into_iter().collect()
}

/// An IBAN where it begins like one, else 5 to 34 letters and digits; a sealed one was checked when it was typed.
pub fn number(value: &Value) -> Result<(), Msg> {
    let Value::Text(text) = value else { return Ok(()) };
    let text = canonical(text);
    let wrong = || Msg::new("value-not-an-account").with("found", text.as_str());
    if !(5..=34).contains(&text.len()) || !text.bytes().all(|b| b.is_ascii_alphanumeric()) {
        return Err(wrong());
    }
    let mut first = text.bytes();
    let letters = first.by_ref().take(2).all(|b| b.is_ascii_alphabetic());
    let digits = first.take(2).all(|b| b.is_ascii_digit());
    if letters && digits { judged("iban", &text) } else { Ok(()) }
}

/// A BIC.
pub fn bic(value: &Value) -> Result<(), Msg> {
    judged("bic", value.as_text().unwrap_or_default())
}

/// A currency: three letters.
pub fn currency(value: &Value) -> Result<(), Msg> {
    let text = value.as_text().unwrap_or_default();
    if text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase()) {
        Ok(())
    } else {
        Err(Msg::new("value-not-a-currency").with("found", text))
    }
}

fn judged(scheme: &str, text: &str) -> Result<(), Msg> {
    let verdict = identifiers::check(scheme, text);
    match verdict.filter(|v| v.canonical().is_none()).and_then(|v| v.why().cloned()) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Value {
        Value::Text(text.into())
    }

    #[test]
    fn ibans_are_checked_and_other_numbers_are_only_looked_at() {
        assert!(number(&text("GB82 WEST 1234 5698 7654 32")).is_ok());
        assert!(number(&text("GB83 WEST 1234 5698 7654 32")).is_err());
        assert!(number(&text("6222 0200 0123 4567 890")).is_ok());
        assert!(number(&text("12 4")).is_err() && number(&text("6222;0200")).is_err());
        assert!(bic(&text("HSBCHKHHHKH")).is_ok() && bic(&text("HSBCHKH")).is_err());
        assert!(currency(&text("CNY")).is_ok() && currency(&text("yuan")).is_err());
    }

    #[test]
    fn only_the_ending_stays_readable() {
        assert_eq!(ending("GB82 WEST 1234 5698 7654 32"), "5432");
        assert_eq!(ending("12"), "12");
    }

    #[test]
    fn a_call_back_is_evidence_only_with_a_number_from_elsewhere() {
        let mut account = BankAccount::default();
        assert_eq!(account.unproven(), Some("account-call-back-missing"));
        account.call_back = CallBack {
            whom: "Ms Levant".into(),
            called: "+33 4 0000".into(),
            found_in: Some(NumberSource::Request),
            called_on: "2026-11-20".parse().ok(),
            record: String::new(),
        };
        assert_eq!(account.unproven(), Some("account-call-back-request"));
        account.call_back.found_in = Some(NumberSource::Register);
        assert_eq!(account.unproven(), None);
    }
}
