//! How long records are kept (domain.md §10.5): the latest day over all bases that apply, and the tool's year on top.
//!
//! A basis runs from a trigger day: a partner left, a document was replaced, goods were released. What has no trigger yet
//! is kept without end. Whether somebody decided to keep longer (a hold) or to erase is not this file's matter.

use crate::codes;
use crate::domain::clock::day_of;
use crate::domain::document::DocCode;
use crate::domain::document::Document;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use chrono::Datelike;
use chrono::Months;
use chrono::NaiveDate;
use chrono_tz::Tz;
use serde::Deserialize;
use serde::Serialize;

codes! {
    /// What a basis is about.
    pub enum Covers: "retention-covers" {
        /// The record of a partner.
        #[default]
        Partner = "partner",
        /// A document of a partner.
        Document = "document",
        /// A customs declaration with what belongs to it.
        Declaration = "declaration",
        /// The result of a screening.
        Screening = "screening",
    }
}

/// A duty to keep something for some time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Its code, such as `cn-customs`.
    pub code: String,
    /// What it is about.
    pub covers: Vec<Covers>,
    /// Years from the trigger day.
    pub years: u32,
    /// The years begin with the end of the trigger day's year.
    #[serde(default)]
    pub from_year_end: bool,
    /// Only where one of these countries is the seat or a market; everywhere when empty.
    #[serde(default)]
    pub markets: Vec<String>,
    /// Only for partners of one of these types.
    #[serde(default)]
    pub types: Vec<PartnerType>,
    /// Only for documents of these codes.
    #[serde(default)]
    pub codes: Vec<DocCode>,
    /// Only for parcels under the import one-stop shop.
    #[serde(default)]
    pub ioss: bool,
    /// Where it comes from.
    pub source: String,
    /// How sure that is: A read in the text, B reported, C hearsay, mem from memory.
    pub grade: String,
}

/// What is asked about.
#[derive(Debug, Clone, Default)]
pub struct Kept<'a> {
    /// What it is.
    pub covers: Covers,
    /// The day from which the time runs.
    pub trigger: NaiveDate,
    /// Seat and markets.
    pub markets: Vec<&'a str>,
    /// What the partner does.
    pub types: &'a [PartnerType],
    /// Which document.
    pub code: Option<DocCode>,
    /// A parcel under the import one-stop shop.
    pub ioss: bool,
}

/// How long something is kept, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Until {
    /// The last day of the longest legal basis.
    pub legal: NaiveDate,
    /// The last day with the tool's year.
    pub keep: NaiveDate,
    /// The code of the basis that lasts longest.
    pub basis: String,
}

/// The bases of a desk.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// Years the tool keeps beyond the longest legal basis.
    pub extra_years: u32,
    /// The bases.
    #[serde(rename = "basis")]
    pub bases: Vec<Basis>,
}

impl Basis {
    fn applies(&self, to: &Kept<'_>) -> bool {
        self.covers.contains(&to.covers)
            && (self.markets.is_empty() || self.markets.iter().any(|m| to.markets.contains(&m.as_str())))
            && (self.types.is_empty() || self.types.iter().any(|t| to.types.contains(t)))
            && (self.codes.is_empty() || to.code.is_some_and(|code| self.codes.contains(&code)))
            && (!self.ioss || to.ioss)
    }

    /// The last day it asks for.
    fn until(&self, trigger: NaiveDate) -> NaiveDate {
        let from = if self.from_year_end {
            NaiveDate::from_ymd_opt(trigger.year(), 12, 31).unwrap_or(trigger)
        } else {
            trigger
        };
        years_later(from, self.years)
    }
}

fn years_later(day: NaiveDate, years: u32) -> NaiveDate {
    day.checked_add_months(Months::new(years.saturating_mul(12))).unwrap_or(NaiveDate::MAX)
}

impl Retention {
    /// How long something is kept; nothing when no basis applies.
    pub fn until(&self, kept: &Kept<'_>) -> Option<Until> {
        let found = self.bases.iter().filter(|b| b.applies(kept)).map(|b| (b.until(kept.trigger), &b.code));
        let (legal, basis) = found.max_by_key(|(day, _)| *day)?;
        Some(Until { legal, keep: years_later(legal, self.extra_years), basis: basis.clone() })
    }

    /// How long the record of a partner is kept, in days of a zone; nothing while it is not gone.
    pub fn of_partner(&self, stored: &Stored, partner: &Partner, zone: Tz) -> Option<Until> {
        let trigger = left_on(stored, zone)?;
        self.until(&Kept { covers: Covers::Partner, trigger, ..kept_of(partner) })
    }

    /// How long a document is kept: from the day it was replaced or turned down, otherwise from the day its partner left.
    pub fn of_document(&self, stored: &Stored, owner: &Stored, partner: &Partner, zone: Tz) -> Option<Until> {
        let document = Document::of(&stored.record)?;
        let ended = matches!(stored.state.as_str(), "superseded" | "rejected").then(|| day_of(stored.since, zone));
        let trigger = ended.or_else(|| left_on(owner, zone))?;
        self.until(&Kept { covers: Covers::Document, trigger, code: Some(document.code), ..kept_of(partner) })
    }
}

/// The day a partner left, was turned down or withdrew.
fn left_on(stored: &Stored, zone: Tz) -> Option<NaiveDate> {
    matches!(stored.state.as_str(), "exited" | "rejected" | "withdrawn").then(|| day_of(stored.since, zone))
}

fn kept_of(partner: &Partner) -> Kept<'_> {
    let mut markets: Vec<&str> = partner.markets.iter().map(|m| m.0.as_str()).collect();
    markets.push(&partner.country.0);
    Kept { markets, types: &partner.type_set, ioss: partner.type_set.contains(&PartnerType::Ioi), ..Kept::default() }
}
