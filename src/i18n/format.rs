//! Numbers, amounts, days and times as text.
//!
//! Days are written as in ISO 8601 in every language: lists sort by eye and nobody guesses which number is the month.

use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Offset;
use chrono::Utc;
use chrono_tz::Tz;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

/// An integer with the locale's grouping: `18,220`.
pub fn int(locale: Locale, n: i64) -> String {
    grouped(locale, &n.to_string())
}

/// A decimal number with the locale's grouping and the digits it has: `1,204.50`.
pub fn decimal(locale: Locale, n: Decimal) -> String {
    grouped(locale, &n.to_string())
}

/// An amount with at least the decimals of its currency, then the ISO 4217 code: `1,204.50 CNY`, `1,204 JPY`.
pub fn money(locale: Locale, money: &Money) -> String {
    let mut amount = money.amount.normalize();
    if amount.scale() < minor_digits(&money.currency) {
        amount.rescale(minor_digits(&money.currency));
    }
    format!("{} {}", decimal(locale, amount), money.currency)
}

/// An amount as limits and sums of sales are written: whole ones without decimals, `1,000,000 USD`, others as
/// [`money`].
pub fn limit(locale: Locale, amount: &Money) -> String {
    match amount.amount.to_i64().filter(|_| amount.amount.is_integer()) {
        Some(whole) => format!("{} {}", int(locale, whole), amount.currency),
        None => money(locale, amount),
    }
}

/// A span of days, as short as it can be: `12 d`, `-31 d`, `12 天`.
pub fn days(i18n: &I18n, n: i64) -> String {
    i18n.text(&Msg::new("days-short").with("n", n))
}

/// A day.
pub fn date(_locale: Locale, day: NaiveDate) -> String {
    day.format("%Y-%m-%d").to_string()
}

/// The day an instant belongs to in the desk's zone.
pub fn day_of(at: DateTime<Utc>, zone: Tz) -> NaiveDate {
    at.with_timezone(&zone).date_naive()
}

/// The time of day in the desk's zone, to the minute: `13:25`.
pub fn time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%H:%M").to_string()
}

/// Day and time in the desk's zone, to the minute: `2026-11-23 13:25`.
pub fn date_time(at: DateTime<Utc>, zone: Tz) -> String {
    at.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

/// Day, time and offset, for what leaves the desk or says what was known when: `2026-11-23 13:25 +08`.
pub fn instant(at: DateTime<Utc>, zone: Tz) -> String {
    format!("{} {}", date_time(at, zone), offset(at, zone))
}

/// The zone's distance from UTC at an instant: `+08`, `+05:30`, `-03`.
pub fn offset(at: DateTime<Utc>, zone: Tz) -> String {
    let seconds = at.with_timezone(&zone).offset().fix().local_minus_utc();
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.unsigned_abs() / 60;
    match (minutes / 60, minutes % 60) {
        (hours, 0) => format!("{sign}{hours:02}"),
        (hours, rest) => format!("{sign}{hours:02}:{rest:02}"),
    }
}

/// Puts the separator between groups of three digits of the whole part; sign and fraction stay.
pub(crate) fn grouped(locale: Locale, number: &str) -> String {
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (whole, fraction) = unsigned.split_once('.').map_or((unsigned, None), |(whole, rest)| (whole, Some(rest)));
    let digits = whole.chars().count();
    let mut out = String::with_capacity(number.len() + digits / 3 + 1);
    out.push_str(sign);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (digits - i) % 3 == 0 {
            out.push(locale.digit_separator());
        }
        out.push(digit);
    }
    if let Some(fraction) = fraction {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

/// Decimals of a currency's minor unit (ISO 4217, list one); 2 unless it is an exception.
fn minor_digits(currency: &str) -> u32 {
    match currency {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::date_time;
    use super::day_of;
    use super::days;
    use super::grouped;
    use super::instant;
    use super::int;
    use super::limit;
    use super::money;
    use super::time;
    use crate::domain::money::Money;
    use crate::i18n::I18n;
    use crate::i18n::Locale;
    use chrono::DateTime;
    use chrono::Utc;
    use chrono_tz::Tz;
    use proptest::prelude::any;
    use proptest::prop_assert_eq;
    use proptest::proptest;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("an instant")
    }

    #[test]
    fn amounts_show_the_decimals_of_their_currency() {
        let table = [
            ("1204.5 CNY", "1,204.50 CNY"),
            ("1204 JPY", "1,204 JPY"),
            ("0.125 EUR", "0.125 EUR"),
            ("-1000000.000 USD", "-1,000,000.00 USD"),
            ("7 KWD", "7.000 KWD"),
        ];
        for (amount, expected) in table {
            let amount: Money = amount.parse().expect("an amount");
            assert_eq!(money(Locale::En, &amount), expected);
        }
    }

    #[test]
    fn whole_limits_have_groups_and_no_cents() {
        for (amount, expected) in [("900000.00 USD", "900,000 USD"), ("1204.5 CNY", "1,204.50 CNY"), ("7 KWD", "7 KWD")]
        {
            assert_eq!(limit(Locale::En, &amount.parse().expect("an amount")), expected);
        }
    }

    #[test]
    fn days_are_short_in_both_languages() {
        assert_eq!(days(&I18n::new(Locale::En), 12), "12 d");
        assert_eq!(days(&I18n::new(Locale::En), -31), "-31 d");
        assert_eq!(days(&I18n::new(Locale::Zh), 12), "12 天");
    }

    #[test]
    fn times_are_those_of_the_desk() {
        let instant_of_test = at("2026-11-23T17:25:00Z");
        assert_eq!(time(instant_of_test, Tz::Asia__Shanghai), "01:25");
        assert_eq!(date_time(instant_of_test, Tz::Asia__Shanghai), "2026-11-24 01:25");
        assert_eq!(day_of(instant_of_test, Tz::Asia__Shanghai).to_string(), "2026-11-24");
        assert_eq!(instant(instant_of_test, Tz::Asia__Shanghai), "2026-11-24 01:25 +08");
        assert_eq!(instant(instant_of_test, Tz::Asia__Kolkata), "2026-11-23 22:55 +05:30");
        assert_eq!(instant(instant_of_test, Tz::America__Sao_Paulo), "2026-11-23 14:25 -03");
    }

    #[test]
    fn grouping_leaves_sign_and_fraction_alone() {
        for (plain, expected) in
            [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-123456", "-123,456"), ("1234.56789", "1,234.56789")]
        {
            assert_eq!(grouped(Locale::En, plain), expected);
        }
    }

    proptest! {
        #[test]
        fn a_grouped_integer_is_the_same_integer(n in any::<i64>()) {
            prop_assert_eq!(int(Locale::Zh, n).replace(',', "").parse::<i64>(), Ok(n));
        }
    }
}
