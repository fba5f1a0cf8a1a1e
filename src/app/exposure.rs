//! The exposure panel: when certificates run out, and how much is insured on each channel and in each market.

use crate::api::Answer;
use crate::api::Query;
use crate::api::cover::Exposure;
use crate::app::panel::Figures;
use crate::app::panel::Panel;
use chrono::Days;
use chrono::Months;

/// The panel; its first row is what is overdue, the months stand below.
pub type ExposurePart = Panel<Box<Exposure>>;

/// Opens the panel.
pub fn open() -> ExposurePart {
    ExposurePart::default()
}

impl Figures for Box<Exposure> {
    const ID: &'static str = "exposure";
    const TEXT: bool = true;

    fn asked() -> Query {
        Query::Exposure
    }

    fn read(answer: &Answer) -> Option<Self> {
        if let Answer::Exposure(fresh) = answer { Some(fresh.clone()) } else { None }
    }

    fn rows(&self) -> usize {
        self.months.len() + 1
    }

    fn behind(&self, row: usize) -> Option<(&'static str, String)> {
        let running = "-state:expired,cancelled";
        let filter = match row.checked_sub(1) {
            None => Some(format!("{running} expires<{}", self.today)),
            Some(place) => self.months.get(place).map(|month| {
                let from = month.from.max(self.today);
                let end =
                    month.from.checked_add_months(Months::new(1)).and_then(|next| next.checked_sub_days(Days::new(1)));
                format!("{running} expires>={from} expires<={}", end.unwrap_or(from))
            }),
        };
        filter.map(|filter| ("certificates", filter))
    }
}
