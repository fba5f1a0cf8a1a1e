//! The finance items as formulas (domain.md §1.4): audit opinion, solvency, profitability.
//!
//! Ratios are exact decimals. A ratio whose divisor is missing or zero is unknown and counts as not met.

use crate::codes;
use crate::domain::checklist::ItemVerdict;
use crate::record;
use rust_decimal::Decimal;

codes! {
    /// What the auditor said.
    pub enum Opinion: "opinion" {
        /// Not entered.
        #[default]
        Unknown = "unknown",
        /// Unqualified.
        Unqualified = "unqualified",
        /// Qualified.
        Qualified = "qualified",
        /// Adverse.
        Adverse = "adverse",
        /// Disclaimer of opinion.
        Disclaimer = "disclaimer",
    }
}

codes! {
    /// By which edition's thresholds.
    pub enum Level: "level" {
        /// Advanced certified.
        #[default]
        Advanced = "advanced",
        /// Certified.
        Certified = "certified",
    }
}

record! {
    /// Figures of one year's accounts, all in one currency.
    pub struct Figures {
        /// Thresholds of this level.
        level: Level [];
        /// Whether it is a producer.
        producer: bool [];
        /// Audit opinion.
        opinion: Opinion [];
        /// Total assets.
        assets: Option<Decimal> [];
        /// Total liabilities.
        liabilities: Option<Decimal> [];
        /// Current assets.
        current_assets: Option<Decimal> [];
        /// Current liabilities.
        current_liabilities: Option<Decimal> [];
        /// Cash and trading assets.
        cash: Option<Decimal> [];
        /// Cash flow from operations.
        cash_flow: Option<Decimal> [];
        /// Revenue.
        revenue: Option<Decimal> [];
        /// Gross profit.
        gross_profit: Option<Decimal> [];
        /// Operating profit.
        operating_profit: Option<Decimal> [];
        /// Net profit.
        net_profit: Option<Decimal> [];
    }
}

/// One metric against its threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Metric {
    /// Message id of its name.
    pub label: &'static str,
    /// Its value; none when a figure is missing.
    pub value: Option<Decimal>,
    /// The threshold.
    pub threshold: Decimal,
    /// Whether it is met.
    pub met: bool,
    /// Whether it lies within 5 % of the threshold (AEO-07).
    pub near: bool,
}

/// The verdict of a formula with its metrics.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Worked {
    /// The verdict; open when nothing was entered.
    pub verdict: ItemVerdict,
    /// The metrics.
    pub metrics: Vec<Metric>,
}

#[derive(Clone, Copy)]
enum Test {
    AtMost,
    AtLeast,
    Above,
}

fn metric(label: &'static str, value: Option<Decimal>, test: Test, hundredths: i64) -> Metric {
    let threshold = Decimal::new(hundredths, 2);
    let met = value.is_some_and(|v| match test {
        Test::AtMost => v <= threshold,
        Test::AtLeast => v >= threshold,
        Test::Above => v > threshold,
    });
    let band = threshold * Decimal::new(5, 2);
    let near = !threshold.is_zero() && value.is_some_and(|v| (v - threshold).abs() <= band);
    Metric { label, value, threshold, met, near }
}

fn ratio(part: Option<Decimal>, whole: Option<Decimal>) -> Option<Decimal> {
    part?.checked_div(whole?)
}

/// Solvency, item (13).
pub fn solvency(figures: &Figures) -> Vec<Metric> {
    let advanced = figures.level == Level::Advanced;
    let pick = |a: i64, c: i64| if advanced { a } else { c };
    let debt = if figures.producer { pick(85, 95) } else { pick(75, 85) };
    vec![
        metric("metric-debt", ratio(figures.liabilities, figures.assets), Test::AtMost, debt),
        metric("metric-cash", ratio(figures.cash, figures.current_liabilities), Test::AtLeast, pick(20, 10)),
        metric("metric-cash-flow", ratio(figures.cash_flow, figures.liabilities), Test::AtLeast, pick(10, 0)),
        metric(
            "metric-current",
            ratio(figures.current_assets, figures.current_liabilities),
            Test::AtLeast,
            pick(100, 80),
        ),
    ]
}

/// Profitability, item (14). The source gives figures for the advanced level alone; both are held to them.
pub fn profitability(figures: &Figures) -> Vec<Metric> {
    vec![
        metric("metric-net-profit", figures.net_profit, Test::Above, 0),
        metric("metric-operating-margin", ratio(figures.operating_profit, figures.revenue), Test::AtLeast, 1),
        metric("metric-gross-margin", ratio(figures.gross_profit, figures.revenue), Test::AtLeast, 1),
        metric("metric-operating-cash", figures.cash_flow, Test::Above, 0),
        metric("metric-return", ratio(figures.net_profit, figures.assets), Test::AtLeast, 1),
    ]
}

/// Two or more metrics met: up to standard; one: basically; none: not.
pub fn by_count(metrics: &[Metric]) -> ItemVerdict {
    if metrics.iter().all(|m| m.value.is_none()) {
        return ItemVerdict::Open;
    }
    match metrics.iter().filter(|m| m.met).count() {
        0 => ItemVerdict::Not,
        1 => ItemVerdict::Basic,
        _ => ItemVerdict::Up,
    }
}

/// What a formula of a check-list's item gives; none for an unknown formula, open without figures.
pub fn work(formula: &str, figures: &Figures) -> Option<Worked> {
    match formula {
        "audit-opinion" => {
            let verdict = match figures.opinion {
                Opinion::Unknown => ItemVerdict::Open,
                Opinion::Unqualified => ItemVerdict::Up,
                Opinion::Qualified => ItemVerdict::Basic,
                Opinion::Adverse | Opinion::Disclaimer => ItemVerdict::Not,
            };
            Some(Worked { verdict, metrics: Vec::new() })
        }
        "solvency" => {
            let metrics = solvency(figures);
            Some(Worked { verdict: by_count(&metrics), metrics })
        }
        "profitability" => {
            let metrics = profitability(figures);
            Some(Worked { verdict: by_count(&metrics), metrics })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(debt: i64, cash: i64, flow: i64, current: i64) -> Figures {
        // Liabilities and current liabilities of 10,000 make the vectors' ratios whole numbers.
        let d = |n: i64| Some(Decimal::new(n, 0));
        Figures {
            liabilities: d(debt * 100),
            assets: d(10_000),
            current_liabilities: d(10_000),
            cash: d(cash * 100),
            cash_flow: Some(Decimal::new(flow * debt, 0)),
            current_assets: d(current * 100),
            ..Figures::default()
        }
    }

    #[test]
    fn the_solvency_vectors_hold() {
        for (set, met, verdict) in [
            ([70, 25, 2, 90], 2, ItemVerdict::Up),
            ([80, 25, 2, 90], 1, ItemVerdict::Basic),
            ([80, 10, 2, 90], 0, ItemVerdict::Not),
        ] {
            let [debt, cash, flow, current] = set;
            let metrics = solvency(&figures(debt, cash, flow, current));
            assert_eq!(metrics.iter().filter(|m| m.met).count(), met, "{set:?} {metrics:#?}");
            assert_eq!(by_count(&metrics), verdict, "{set:?}");
        }
    }

    #[test]
    fn producers_and_the_certified_level_are_held_to_other_thresholds() {
        let mut some = figures(80, 15, 2, 90);
        assert_eq!(work("solvency", &some).unwrap().verdict, ItemVerdict::Not);
        some.producer = true;
        assert_eq!(work("solvency", &some).unwrap().verdict, ItemVerdict::Basic);
        some.level = Level::Certified;
        let worked = work("solvency", &some).unwrap();
        assert!(worked.metrics.iter().all(|m| m.met), "{worked:#?}");
    }

    #[test]
    fn profit_counts_two_of_five() {
        let d = |n: i64| Some(Decimal::new(n, 0));
        let mut some = Figures { revenue: d(1_000), gross_profit: d(100), net_profit: d(5), ..Figures::default() };
        assert_eq!(work("profitability", &some).unwrap().verdict, ItemVerdict::Up);
        some.net_profit = d(-5);
        assert_eq!(work("profitability", &some).unwrap().verdict, ItemVerdict::Basic);
        some.gross_profit = d(5);
        assert_eq!(work("profitability", &some).unwrap().verdict, ItemVerdict::Not);
        assert_eq!(work("profitability", &Figures::default()).unwrap().verdict, ItemVerdict::Open);
    }

    #[test]
    fn the_audit_opinion_is_a_verdict() {
        let said = |opinion| work("audit-opinion", &Figures { opinion, ..Figures::default() }).unwrap().verdict;
        assert_eq!(said(Opinion::Unqualified), ItemVerdict::Up);
        assert_eq!(said(Opinion::Qualified), ItemVerdict::Basic);
        assert_eq!(said(Opinion::Disclaimer), ItemVerdict::Not);
        assert_eq!(said(Opinion::Unknown), ItemVerdict::Open);
    }

    #[test]
    fn a_ratio_within_five_percent_of_its_threshold_is_near() {
        let near = |debt| solvency(&figures(debt, 25, 20, 120)).first().unwrap().near;
        assert_eq!([near(71), near(72), near(78), near(79)], [false, true, true, false]);
    }
}
