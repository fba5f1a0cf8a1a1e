//! Channels: where a partner sells, and how much, as far as requirements hang on it (domain.md §6.5, §7.2).

use crate::codes;
use crate::domain::money::Money;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// A channel.
    pub enum Channel: "channel" {
        /// The platform's own shop.
        #[default]
        Own = "OWN",
        /// Alibaba.com International Station.
        Alibaba = "ALIBABA",
        /// AliExpress.
        AliExpress = "ALIEXPRESS",
        /// Amazon.com.
        Amazon = "AMAZON",
        /// Walmart Marketplace.
        Walmart = "WALMART",
        /// Supplier to Walmart itself.
        WalmartFirst = "WALMART-1P",
        /// Wayfair.
        Wayfair = "WAYFAIR",
        /// Snapdeal.
        Snapdeal = "SNAPDEAL",
        /// Supplier to a retailer under its vendor agreement.
        Retail = "RETAIL",
        /// Delivery on CIF or CIP terms, with the buyer's cargo insured.
        Cargo = "CARGO",
    }
}

record! {
    /// A channel a partner sells on.
    pub struct Sales {
        /// Which.
        channel: Channel [Required];
        /// The name the account there is held in, where it is another than the legal one.
        account_name: String [];
        /// Since when.
        live_on: Option<NaiveDate> [];
        /// Until when, when it is over.
        closed_on: Option<NaiveDate> [];
        /// The most it sold there in one month.
        month_sales: Option<Money> [];
        /// What it sold there in the last twelve months.
        year_sales: Option<Money> [];
        /// The day the channel asked for its certificate, when it did.
        asked_on: Option<NaiveDate> [];
    }
}

impl Sales {
    /// Whether the partner sells there on a day.
    pub fn is_live(&self, today: NaiveDate) -> bool {
        self.live_on.is_none_or(|day| day <= today) && self.closed_on.is_none_or(|day| day > today)
    }
}
