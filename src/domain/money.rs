//! Money: a decimal amount with its currency, never a float.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde::Serialize;
use std::fmt;
use std::str::FromStr;

/// An amount in one currency.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Money {
    /// The amount in units of the currency.
    #[serde(with = "rust_decimal::serde::str")]
    pub amount: Decimal,
    /// ISO 4217, upper case.
    pub currency: String,
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.amount, self.currency)
    }
}

impl FromStr for Money {
    type Err = ();

    /// Reads `1000000.00 USD` or `USD 1000000`.
    fn from_str(text: &str) -> Result<Self, ()> {
        let mut words = text.split_whitespace();
        let (Some(a), Some(b), None) = (words.next(), words.next(), words.next()) else { return Err(()) };
        let (number, currency) = if a.chars().all(|c| c.is_ascii_alphabetic()) { (b, a) } else { (a, b) };
        if currency.len() != 3 || !currency.chars().all(|c| c.is_ascii_alphabetic()) {
            return Err(());
        }
        let amount = Decimal::from_str(&number.replace(',', "")).map_err(|_| ())?;
        Ok(Money { amount, currency: currency.to_ascii_uppercase() })
    }
}
