//! Requirement profiles: what a channel asks of a partner's insurance, as dated, approved data (domain.md §7.2).

use crate::codes;
use crate::domain::channel::Channel;
use crate::domain::channel::Sales;
use crate::domain::insurance::certificate::Basis;
use crate::domain::insurance::certificate::CargoClauses;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::rates::Rates;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// In whose name a policy must run.
    pub enum NamedAs: "named-as" {
        /// The legal name.
        #[default]
        Legal = "LEGAL",
        /// The legal name, or the one the account on the channel is held in.
        Account = "ACCOUNT",
    }
}

record! {
    /// A kind of cover that is asked for.
    pub struct Need {
        /// What.
        cover: CoverKind [Required];
        /// Kinds that do as well.
        also: Vec<CoverKind> [];
        /// When a claim must fall under it; none for either.
        basis: Option<Basis> [];
        /// Least limit for each occurrence.
        each: Option<Money> [];
        /// Least general aggregate.
        aggregate: Option<Money> [];
        /// Least products and completed operations aggregate.
        products: Option<Money> [];
        /// Least clauses of a cargo policy.
        clauses: Option<CargoClauses> [];
        /// Value of goods above which named perils are too little.
        perils_up_to: Option<Money> [];
    }
}

record! {
    /// A requirement profile.
    pub struct Profile {
        /// Its code, such as `WAYFAIR`.
        code: String [Required, Roster, Identifying];
        /// English title.
        title_en: String [Required, Roster];
        /// Chinese title.
        title_zh: String [Roster];
        /// The channel that asks.
        channel: Channel [Required, Roster];
        /// In force from this day.
        valid_from: Option<NaiveDate> [Required, Roster];
        /// In force through this day.
        valid_to: Option<NaiveDate> [Roster];
        /// Only of partners that sell to one of these; empty for all.
        asked_in: Vec<Country> [];
        /// Only of partners that deal in one of these chapters; empty for all.
        chapters: Vec<String> [] => crate::domain::checks::chapters;
        /// Only of partners that sold more there in a month.
        month_over: Option<Money> [];
        /// Only of partners that sold more there in twelve months.
        year_over: Option<Money> [];
        /// What is asked for.
        needs: Vec<Need> [Required];
        /// Whether an umbrella fills up the limits.
        umbrella_counts: bool [];
        /// The highest deductible.
        deductible_max: Option<Money> [];
        /// Whether the deductible must be printed.
        deductible_printed: bool [];
        /// Wordings of which the additional insureds must have one; empty when none is asked for.
        additional_insured: Vec<String> [];
        /// Only of partners that sell to one of these an additional insured is asked for; empty for all.
        insured_in: Vec<Country> [];
        /// Whether it is enough that the holder is named so.
        holder_suffices: bool [];
        /// Names of which the holder must have one; empty for any holder.
        holder: Vec<String> [];
        /// Least rating by AM Best.
        am_best: String [];
        /// Least rating by Standard & Poor's that does as well.
        sp: String [];
        /// Least days of notice before a cancellation.
        notice_days: Option<i64> [];
        /// Countries the cover must reach, of those the partner sells to.
        markets: Vec<Country> [];
        /// Whether claims must be heard wherever they are brought.
        claims_worldwide: bool [];
        /// Whether subrogation must be waived.
        subrogation_waived: bool [];
        /// Whether it must be primary and non-contributory.
        primary: bool [];
        /// Languages it may be in, BCP 47; empty for any.
        languages: Vec<String> [];
        /// Whether it must be signed.
        signed: bool [];
        /// In whose name.
        named_as: NamedAs [];
        /// Whether it came with the program; one the desk made itself is nobody else's to change.
        shipped: bool [Derived];
        /// Where this is written.
        source: String [Long];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Profile {
    const DEF: KindDef = KindDef {
        name: "profile",
        prefix: "Q",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "drafted",
        title: &["code"],
        upgrade: no_upgrade,
    };
}

/// Why a profile applies to a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applies<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// The channel it applies for, as the partner sells there.
    pub sales: &'a Sales,
    /// Why, in words.
    pub why: Msg,
}

impl Profile {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: NaiveDate) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| to >= day)
    }

    /// Whether and why it applies to a partner on a day: by its channels, its markets, what it sells, and how much. An
    /// amount that cannot be converted counts as over the threshold: better asked once too often.
    pub fn applies<'a>(&'a self, partner: &'a Partner, rates: &Rates, day: NaiveDate) -> Option<Applies<'a>> {
        if !self.in_force(day) {
            return None;
        }
        let sales = partner.channels.iter().find(|s| s.channel == self.channel && s.is_live(day))?;
        let market = self.asked_in.iter().find(|c| partner.markets.contains(c));
        if !self.asked_in.is_empty() && market.is_none() && !partner.markets.is_empty() {
            return None;
        }
        let chapter = self.chapters.iter().find(|c| partner.hs_chapters.contains(c));
        if !self.chapters.is_empty() && chapter.is_none() {
            return None;
        }
        let over = |sold: &Option<Money>, most: &Option<Money>| match (sold, most) {
            (Some(sold), Some(most)) => rates.compare(sold, most, day).is_none_or(std::cmp::Ordering::is_gt),
            _ => false,
        };
        let asks = self.month_over.is_some() || self.year_over.is_some();
        let channel = |id| Msg::new(id).term("channel", self.channel.label());
        let why = match (sales.asked_on, asks) {
            (_, false) => channel("profile-why-channel"),
            (Some(on), true) if on <= day => channel("profile-why-asked").with("on", on),
            _ if over(&sales.month_sales, &self.month_over) => channel("profile-why-month"),
            _ if over(&sales.year_sales, &self.year_over) => channel("profile-why-year"),
            _ => return None,
        };
        Some(Applies { profile: self, sales, why })
    }

    /// The day on which it begins or ends to apply by itself, after a day.
    pub fn turns(&self, partner: &Partner, day: NaiveDate) -> Option<NaiveDate> {
        let sales = partner.channels.iter().filter(|s| s.channel == self.channel);
        let ends = sales.flat_map(|s| [s.live_on, s.closed_on, s.asked_on]);
        let own = [self.valid_from, self.valid_to.and_then(|d| d.succ_opt())];
        ends.chain(own).flatten().filter(|d| *d > day).min()
    }

    /// Whether an additional insured is asked of a partner.
    pub fn asks_insured(&self, partner: &Partner) -> bool {
        let there = self.insured_in.is_empty() || self.insured_in.iter().any(|c| partner.markets.contains(c));
        !self.additional_insured.is_empty() && there
    }
}
