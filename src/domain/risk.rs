//! The risk of a partner: inherent from six factors, lowered by control, in bands (domain.md §2.7).
//!
//! All of it is derived from the record, the day and the tables of the catalogue; nothing of it is stored. What a person
//! decided about it, an override with its reason and its last day, is the partner's own and read here.

use crate::codes;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::overall;
use crate::domain::kind::Id;
use crate::domain::partner::CreditGrade;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

mod words;

#[cfg(test)]
mod tests;

pub use words::explain;

codes! {
    /// A factor of the inherent risk.
    pub enum Factor: "risk-factor" {
        /// Where it is registered.
        #[default]
        Country = "country",
        /// What it does, the riskiest of its types.
        Role = "role",
        /// What it deals in, the riskiest chapter of the tariff.
        Goods = "goods",
        /// How much.
        Volume = "volume",
        /// How little is known of its owners.
        Owners = "owners",
        /// How it declares, the riskiest of its supervision modes.
        Mode = "mode",
    }
}

impl Factor {
    /// Points of the hundred a factor of 1 takes.
    pub const fn weight(self) -> u32 {
        match self {
            Factor::Country => 25,
            Factor::Role | Factor::Goods => 20,
            Factor::Volume => 15,
            Factor::Owners | Factor::Mode => 10,
        }
    }
}

/// One row of a factor's table.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// Codes it speaks of; `*` for all others, `?` for a partner of whom nothing is stated.
    pub codes: Vec<String>,
    /// The factor in hundredths, 0 to 100.
    pub value: u32,
    /// Why so much.
    pub reason: String,
    /// Where that comes from.
    pub source: String,
}

/// The tables of all factors.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tables {
    /// From when on they hold: who was reviewed under earlier ones is not called all on one day.
    pub in_force: NaiveDate,
    /// Rows by factor.
    pub factor: BTreeMap<Factor, Table>,
}

/// The table of one factor.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Vec<Row>")]
pub struct Table {
    /// Its rows.
    pub rows: Vec<Row>,
    by_code: BTreeMap<String, u32>,
}

impl From<Vec<Row>> for Table {
    fn from(rows: Vec<Row>) -> Self {
        let codes = |row: &Row| row.codes.iter().map(|code| (code.clone(), row.value)).collect::<Vec<_>>();
        Self { by_code: rows.iter().flat_map(codes).collect(), rows }
    }
}

impl Table {
    /// The factor of a code in hundredths; of one the table does not name, that of all others.
    pub fn value(&self, code: &str) -> u32 {
        self.by_code.get(code).or_else(|| self.by_code.get("*")).copied().unwrap_or(50)
    }
}

/// What a partner's controls are known to be worth.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Evidence {
    /// Total of the latest approved assessment in hundredths of a point, when there is one.
    pub total: Option<i64>,
    /// Open critical corrective actions.
    pub critical: u32,
    /// A confirmed hit on a sanctions list.
    pub sanctioned: bool,
}

/// The general standards: an assessment by one of them looks at all controls, a questionnaire or one chapter does not.
const GENERAL: &str = "GEN-";

/// What an assessment in force says of the controls; one that let its partner off says nothing, nor does one by another
/// check-list than a general standard.
pub fn worth(assessment: &Assessment) -> Evidence {
    let total = || overall::overall(&assessment.items, &assessment.scoring).total.saturating_mul(100);
    let critical = assessment.items.iter().filter(|i| i.critical && i.has_open_action()).count();
    Evidence {
        total: (assessment.proof.is_none() && assessment.edition.starts_with(GENERAL)).then(total),
        critical: u32::try_from(critical).unwrap_or(u32::MAX),
        sanctioned: false,
    }
}

/// Why a band is not the one the figure gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The figure.
    Figure,
    /// A dishonest or seriously dishonest enterprise is critical.
    Dishonest,
    /// A confirmed hit on a sanctions list is critical.
    Sanctioned,
    /// A certified enterprise is medium at most.
    Certified,
    /// Two persons decided otherwise until a day.
    Override,
}

/// The risk of a partner on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Risk {
    /// Inherent risk, 0 to 100.
    pub inherent: u32,
    /// Control, 0 to 100.
    pub control: u32,
    /// What is left.
    pub residual: u32,
    /// The band.
    pub band: RiskBand,
    /// What made it that band.
    pub cause: Cause,
    /// The first day on which an override no longer counts.
    pub changes: Option<NaiveDate>,
}

/// A factor of one partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weighed {
    /// The factor.
    pub factor: Factor,
    /// The code that decided: the riskiest; `?` where nothing is stated.
    pub code: String,
    /// In hundredths.
    pub value: u32,
}

impl Weighed {
    /// Points in hundredths.
    pub const fn points(&self) -> u32 {
        self.factor.weight() * self.value
    }
}

/// The riskiest of some codes; what is not stated counts as `?`.
fn worst<'c>(table: Option<&Table>, codes: impl Iterator<Item = &'c str>) -> (&'c str, u32) {
    let Some(table) = table else { return ("?", 50) };
    let rated = codes.filter(|c| !c.is_empty()).map(|code| (code, table.value(code)));
    rated.max_by_key(|(_, value)| *value).unwrap_or_else(|| ("?", table.value("?")))
}

/// How well the owners are known: a code of the table `owners`.
pub fn ownership(partner: &Partner) -> &'static str {
    let hundred = rust_decimal::Decimal::ONE_HUNDRED;
    let known: rust_decimal::Decimal = partner.owners.iter().filter_map(|o| o.share).sum();
    if partner.owners.is_empty() {
        "?"
    } else if partner.owners.iter().all(|o| o.manager) {
        "manager"
    } else if known * rust_decimal::Decimal::from(4) >= hundred * rust_decimal::Decimal::from(3) {
        "known"
    } else {
        "partly"
    }
}

fn weigh<'p>(partner: &'p Partner, tables: &Tables, factor: Factor) -> (&'p str, u32) {
    let table = tables.factor.get(&factor);
    match factor {
        Factor::Country => worst(table, std::iter::once(partner.country.0.as_str())),
        Factor::Role => worst(table, partner.type_set.iter().map(|t| t.as_str())),
        Factor::Goods => worst(table, partner.hs_chapters.iter().map(String::as_str)),
        Factor::Volume => worst(table, partner.volume.iter().map(|v| v.as_str())),
        Factor::Owners => worst(table, std::iter::once(ownership(partner))),
        Factor::Mode => worst(table, partner.modes.iter().map(|m| m.as_str())),
    }
}

/// The factors of a partner, in their order.
pub fn factors(partner: &Partner, tables: &Tables) -> Vec<Weighed> {
    let weighed = |factor: &Factor| {
        let (code, value) = weigh(partner, tables, *factor);
        Weighed { factor: *factor, code: code.to_owned(), value }
    };
    Factor::ALL.iter().map(weighed).collect()
}

/// The inherent risk, 0 to 100.
pub fn inherent(partner: &Partner, tables: &Tables) -> u32 {
    let points: u32 = Factor::ALL.iter().map(|f| f.weight() * weigh(partner, tables, *f).1).sum();
    ((points + 50) / 100).min(100)
}

/// The control, 0 to 100: a total of 95 is worth 60, one of 100 is worth 100, and so on the line through both.
pub fn control(evidence: &Evidence, grade: CreditGrade) -> u32 {
    let line = |total: i64| (6_000 + 8 * (total - 9_500)).clamp(0, 10_000);
    let assessed = evidence.total.map_or(0, line);
    let aeo = if grade.is_aeo() { 1_000 } else { 0 };
    let points = assessed + aeo - 2_000 * i64::from(evidence.critical);
    u32::try_from((points.clamp(0, 10_000) + 50) / 100).unwrap_or(0)
}

/// What is left of the inherent risk under a control.
pub const fn residual(inherent: u32, control: u32) -> u32 {
    (2 * inherent * 125_u32.saturating_sub(control) + 125) / 250
}

/// The band of a figure.
pub const fn band(residual: u32) -> RiskBand {
    match residual {
        0..=19 => RiskBand::Low,
        20..=39 => RiskBand::Med,
        40..=59 => RiskBand::High,
        _ => RiskBand::Critical,
    }
}

/// What a partner's band follows from besides its controls; small enough to be kept for every partner of a replay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// Inherent risk.
    pub inherent: u32,
    /// Credit grade.
    pub grade: CreditGrade,
    /// The band two persons decided on, and its last day.
    pub decided: Option<(RiskBand, NaiveDate)>,
}

impl Basis {
    /// Of a partner.
    pub fn of(partner: &Partner, tables: &Tables) -> Self {
        let decided = partner.risk_band.zip(partner.risk_until);
        Self { inherent: inherent(partner, tables), grade: partner.credit_grade, decided }
    }

    /// The risk on a day.
    pub fn risk(&self, evidence: &Evidence, today: NaiveDate) -> Risk {
        let control = control(evidence, self.grade);
        let residual = residual(self.inherent, control);
        let figure = band(residual);
        let standing = self.decided.filter(|(_, until)| *until >= today);
        let (band, cause) = match (self.grade, standing) {
            _ if evidence.sanctioned => (RiskBand::Critical, Cause::Sanctioned),
            (CreditGrade::Dis | CreditGrade::Sdi, _) => (RiskBand::Critical, Cause::Dishonest),
            (_, Some((band, _))) => (band, Cause::Override),
            (CreditGrade::Adv | CreditGrade::Crt, None) if figure > RiskBand::Med => (RiskBand::Med, Cause::Certified),
            (_, None) => (figure, Cause::Figure),
        };
        let changes = standing.and_then(|(_, until)| until.succ_opt());
        Risk { inherent: self.inherent, control, residual, band, cause, changes }
    }
}

/// The risk of a partner on a day.
pub fn assess(partner: &Partner, tables: &Tables, evidence: &Evidence, today: NaiveDate) -> Risk {
    Basis::of(partner, tables).risk(evidence, today)
}

/// The day the periodic review of a partner is due (domain.md §2.7).
///
/// From the day it was last approved the cadence of its band runs. Where many would come on one day they are spread
/// evenly over the cadence by their number: the first review of imported partners, and reviews that a new table or an
/// override makes overdue at once. Nobody is reviewed later than a cadence after that day.
pub fn review_due(id: Id, partner: &Partner, band: RiskBand, tables: &Tables) -> Option<NaiveDate> {
    let reviewed = partner.reviewed_on?;
    let months = Months::new(band.review_months());
    let natural = reviewed.checked_add_months(months)?;
    let first = partner.admitted_on.is_none_or(|day| day == reviewed);
    if first && partner.origin == "import" {
        return spread(id, reviewed, months);
    }
    let turned = partner.risk_on.filter(|_| partner.risk_band == Some(band));
    let changed = [Some(tables.in_force), turned].into_iter().flatten().filter(|day| *day > reviewed).max();
    match changed.filter(|day| natural < *day) {
        Some(day) => spread(id, day, months),
        None => Some(natural),
    }
}

/// A day of the cadence after `from` that a partner's number draws.
fn spread(id: Id, from: NaiveDate, months: Months) -> Option<NaiveDate> {
    let days = from.checked_add_months(months)?.signed_duration_since(from).num_days();
    let place = u64::try_from(days).ok().filter(|d| *d > 0).map(|days| mixed(id.number) % days)?;
    from.checked_add_days(Days::new(place + 1))
}

/// A number whose neighbours lie far apart (the finaliser of splitmix64).
const fn mixed(number: u64) -> u64 {
    let a = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let b = (a ^ (a >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let c = (b ^ (b >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    c ^ (c >> 31)
}

/// Points or a factor in hundredths as people write them: `0.4`, `7.5`, `10`.
pub(crate) fn hundredths(value: u32) -> String {
    let (whole, part) = (value / 100, value % 100);
    let text = format!("{whole}.{part:02}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
