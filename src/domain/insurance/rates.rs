//! Exchange rates: stored, dated, never asked of a network.

use crate::domain::kind::Id;
use crate::domain::kind::KindDef;
use crate::domain::kind::KindId;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::record;
use chrono::NaiveDate;
use chrono::TimeDelta;
use rust_decimal::Decimal;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The currency all others are told in.
pub const BASE: &str = "USD";
/// Days a rate may be old.
pub const OLDEST_DAYS: i64 = 31;

record! {
    /// A rate of one day.
    pub struct Rate {
        /// The currency, ISO 4217.
        currency: String [Required, Roster, Identifying] => crate::domain::account::currency;
        /// The day it was published for.
        on: Option<NaiveDate> [Required, Roster, Identifying];
        /// US dollars for one unit of it.
        usd: Option<Decimal> [Required] => positive;
        /// Who published it.
        source: String [Required, Roster];
    }
}

/// A rate is above nothing.
pub fn positive(value: &Value) -> Result<(), Msg> {
    match value {
        Value::Decimal(rate) if *rate <= Decimal::ZERO => {
            Err(Msg::new("value-not-a-rate").with("found", rate.to_string()))
        }
        _ => Ok(()),
    }
}

impl RecordKind for Rate {
    const DEF: KindDef = KindDef {
        name: "rate",
        prefix: "V",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["currency", "on"],
        upgrade: no_upgrade,
    };
}

/// The rates of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rates {
    by_currency: BTreeMap<String, BTreeMap<(NaiveDate, Id), Decimal>>,
}

impl Rates {
    /// Takes a rate in. Of several of one day the one entered last counts.
    pub fn take(&mut self, id: Id, rate: &Rate) {
        if let (Some(on), Some(usd)) = (rate.on, rate.usd) {
            self.by_currency.entry(rate.currency.clone()).or_default().insert((on, id), usd);
        }
    }

    /// Forgets a rate that was withdrawn.
    pub fn forget(&mut self, id: Id, rate: &Rate) {
        if let (Some(on), Some(days)) = (rate.on, self.by_currency.get_mut(&rate.currency)) {
            days.remove(&(on, id));
        }
    }

    /// US dollars for one unit of a currency on a day: the last rate published by then, if it is not too old.
    pub fn rate(&self, currency: &str, on: NaiveDate) -> Option<Decimal> {
        if currency == BASE {
            return Some(Decimal::ONE);
        }
        let last = (on, Id::new(KindId::Rate, u64::MAX));
        let ((day, _), rate) = self.by_currency.get(currency)?.range(..=last).next_back()?;
        (on.signed_duration_since(*day) <= TimeDelta::days(OLDEST_DAYS)).then_some(*rate)
    }

    /// An amount in US dollars on a day; nothing without a rate for it.
    pub fn usd(&self, money: &Money, on: NaiveDate) -> Option<Decimal> {
        money.amount.checked_mul(self.rate(&money.currency, on)?)
    }

    /// How two amounts compare on a day; nothing without rates for both.
    pub fn compare(&self, a: &Money, b: &Money, on: NaiveDate) -> Option<Ordering> {
        if a.currency == b.currency {
            return Some(a.amount.cmp(&b.amount));
        }
        Some(self.usd(a, on)?.cmp(&self.usd(b, on)?))
    }

    /// The sum of amounts in the currency of the first.
    pub fn sum(&self, first: &Money, second: &Money, on: NaiveDate) -> Option<Money> {
        let second = if first.currency == second.currency {
            second.amount
        } else {
            self.usd(second, on)?.checked_div(self.rate(&first.currency, on)?)?
        };
        Some(Money { amount: first.amount.checked_add(second)?, currency: first.currency.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str) -> Money {
        text.parse().unwrap()
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn rates() -> Rates {
        let mut rates = Rates::default();
        let known = [("CNY", "2026-10-01", "0.14"), ("CNY", "2026-11-01", "0.15"), ("EUR", "2026-11-01", "1.10")];
        for (number, (currency, on, usd)) in (1..).zip(known) {
            rates.take(Id::new(KindId::Rate, number), &rate(currency, on, usd));
        }
        rates
    }

    fn rate(currency: &str, on: &str, usd: &str) -> Rate {
        let source = "People's Bank".to_owned();
        Rate { currency: currency.into(), on: Some(day(on)), usd: usd.parse().ok(), source }
    }

    #[test]
    fn a_rate_that_is_withdrawn_leaves_the_others_of_its_day() {
        let mut rates = rates();
        let wrong = rate("EUR", "2026-11-02", "11.0");
        rates.take(Id::new(KindId::Rate, 4), &wrong);
        rates.take(Id::new(KindId::Rate, 5), &rate("EUR", "2026-11-02", "1.2"));
        rates.forget(Id::new(KindId::Rate, 4), &wrong);
        assert_eq!(rates.rate("EUR", day("2026-11-23")), "1.2".parse().ok());
    }

    #[test]
    fn the_last_rate_by_a_day_counts_and_an_old_one_does_not() {
        let rates = rates();
        assert_eq!(rates.usd(&money("1000 CNY"), day("2026-10-31")), Some("140.00".parse().unwrap()));
        assert_eq!(rates.usd(&money("1000 CNY"), day("2026-11-23")), Some("150.00".parse().unwrap()));
        assert_eq!(rates.usd(&money("1000 CNY"), day("2026-12-03")), None);
        assert_eq!(rates.usd(&money("1000 CNY"), day("2026-09-30")), None);
        assert_eq!(rates.usd(&money("7 USD"), day("1999-01-01")), Some("7".parse().unwrap()));
    }

    #[test]
    fn amounts_compare_and_add_up_across_currencies() {
        let rates = rates();
        let on = day("2026-11-23");
        assert_eq!(
            rates.compare(&money("1000000 USD"), &money("1000000 USD"), day("1999-01-01")),
            Some(Ordering::Equal)
        );
        assert_eq!(rates.compare(&money("6666667 CNY"), &money("1000000 USD"), on), Some(Ordering::Greater));
        assert_eq!(rates.compare(&money("6666666 CNY"), &money("1000000 USD"), on), Some(Ordering::Less));
        assert_eq!(rates.compare(&money("1 JPY"), &money("1 USD"), on), None);
        assert_eq!(rates.sum(&money("500000 USD"), &money("500000 EUR"), on), Some(money("1050000.00 USD")));
    }
}
