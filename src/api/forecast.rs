//! Periodic reviews to come: the answer behind the forecast.

use crate::domain::partner::RiskBand;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// Reviews that fall due, by risk band; no count is left out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Of partners whose band is low.
    pub low: usize,
    /// Medium.
    pub med: usize,
    /// High.
    pub high: usize,
    /// Critical.
    pub critical: usize,
}

impl Due {
    /// Of every band.
    pub const fn total(&self) -> usize {
        self.low + self.med + self.high + self.critical
    }

    /// With the band, the gravest first.
    pub const fn bands(&self) -> [(RiskBand, usize); 4] {
        [
            (RiskBand::Critical, self.critical),
            (RiskBand::High, self.high),
            (RiskBand::Med, self.med),
            (RiskBand::Low, self.low),
        ]
    }

    /// Counts one more.
    pub const fn add(&mut self, band: RiskBand) {
        match band {
            RiskBand::Low => self.low += 1,
            RiskBand::Med => self.med += 1,
            RiskBand::High => self.high += 1,
            RiskBand::Critical => self.critical += 1,
        }
    }
}

/// Periodic reviews to come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forecast {
    /// The day it is of.
    pub today: NaiveDate,
    /// Partners whose review was due before this week.
    pub overdue: Due,
    /// Mondays with what falls due in the week, this week first; weeks without a review too.
    pub weeks: Vec<(NaiveDate, Due)>,
}

impl Forecast {
    /// Reviews in all its weeks, without what is overdue.
    pub fn total(&self) -> usize {
        self.weeks.iter().map(|(_, due)| due.total()).sum()
    }
}

/// Who is reviewed periodically, as a filter of the list of partners.
pub const REVIEWED: &str = "state:admitted,probation,review_due";
