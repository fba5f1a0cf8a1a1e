//! Figures of training (domain.md §9.2): each with how many it rests on, and no percentage of fewer than twenty.

use crate::domain::msg::Msg;
use crate::domain::training::Gap;
use crate::domain::training::Judged;
use crate::domain::training::TrainingResult;
use crate::domain::training::Wanted;
use crate::domain::training::gaps;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// The least number a percentage is given of.
pub const LEAST: usize = 20;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// How many are.
    pub have: usize,
    /// Of how many.
    pub of: usize,
}

impl Share {
    fn count(self, is: bool) -> Self {
        Self { have: self.have + usize::from(is), of: self.of + 1 }
    }

    /// The percentage, rounded to one place; none of fewer than [`LEAST`].
    pub fn percent(self) -> Option<Decimal> {
        let share = Decimal::from(self.have) * Decimal::ONE_HUNDRED;
        (self.of >= LEAST).then(|| (share / Decimal::from(self.of)).round_dp(1))
    }

    /// In words: `88 of 96 (91.7 %)`, `7 of 12`.
    pub fn msg(self) -> Msg {
        let (id, percent) = match self.percent() {
            Some(percent) => ("kpi-share-percent", Some(percent.to_string())),
            None => ("kpi-share", None),
        };
        let msg = Msg::new(id).with("have", self.have).with("of", self.of);
        percent.into_iter().fold(msg, |msg, percent| msg.with("percent", percent))
    }
}

/// A training as far as figures care.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Taken {
    /// What follows from it.
    pub judged: Judged,
    /// Percent.
    pub score: Option<Decimal>,
    /// Attempts it took.
    pub attempts: i64,
}

/// An active partner with its trainings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trained {
    /// What it must hold.
    pub wanted: Vec<Wanted>,
    /// What its staff took.
    pub taken: Vec<Taken>,
    /// Since when it is in the register.
    pub since: NaiveDate,
}

/// The figures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kpis {
    /// The day they are of.
    pub on: NaiveDate,
    /// Active partners that hold all they must.
    pub partners: Share,
    /// Persons of them who hold every module they took.
    pub persons: Share,
    /// Average score in percent, to one place.
    pub average: Option<Decimal>,
    /// Results it rests on.
    pub results: usize,
    /// First attempts that passed.
    pub first: Share,
    /// Certificates of required modules that ran out.
    pub overdue: usize,
    /// Median of the days from the first entry to the first certificate.
    pub median_days: Option<i64>,
    /// Partners it rests on.
    pub median_of: usize,
}

/// Works the figures out.
pub fn figures<'a>(partners: impl Iterator<Item = &'a Trained>, today: NaiveDate) -> Kpis {
    let mut made = Kpis { on: today, ..Kpis::default() };
    let mut sum = Decimal::ZERO;
    let mut days = Vec::new();
    for partner in partners {
        let judged: Vec<Judged> = partner.taken.iter().map(|t| t.judged.clone()).collect();
        if !partner.wanted.is_empty() {
            let open = gaps(&partner.wanted, &judged, today);
            made.partners = made.partners.count(open.is_empty());
            made.overdue += open.iter().filter(|(_, gap)| matches!(gap, Gap::Lapsed(_))).count();
        }
        people(partner, today, &mut made);
        for score in partner.taken.iter().filter_map(|t| t.score) {
            sum += score;
            made.results += 1;
        }
        let passed = judged.iter().filter(|t| t.result == TrainingResult::Passed);
        days.extend(passed.map(|t| t.taken_on).min().map(|first| (first - partner.since).num_days().max(0)));
    }
    if made.results > 0 {
        let average = sum / Decimal::from(made.results);
        made.average = Some(average.round_dp_with_strategy(1, RoundingStrategy::MidpointAwayFromZero));
    }
    made.median_of = days.len();
    made.median_days = median(days);
    made
}

/// Persons and their first attempts.
fn people(partner: &Trained, today: NaiveDate, made: &mut Kpis) {
    let mut persons: BTreeMap<&str, BTreeMap<&str, Vec<&Taken>>> = BTreeMap::new();
    for taken in &partner.taken {
        let modules = persons.entry(&taken.judged.person).or_default();
        modules.entry(&taken.judged.module).or_default().push(taken);
    }
    for modules in persons.into_values() {
        let holds = |taken: &Vec<&Taken>| {
            let good = |t: &&Taken| {
                t.judged.result == TrainingResult::Passed && t.judged.valid_to.is_none_or(|to| to >= today)
            };
            taken.iter().any(good)
        };
        made.persons = made.persons.count(modules.values().all(holds));
        for taken in modules.values() {
            if let Some(first) = taken.iter().min_by_key(|t| (t.judged.taken_on, t.judged.id)) {
                made.first = made.first.count(first.attempts <= 1 && first.judged.result != TrainingResult::Failed);
            }
        }
    }
}

/// The one in the middle; of two the earlier.
fn median(mut days: Vec<i64>) -> Option<i64> {
    days.sort_unstable();
    days.get(days.len().checked_sub(1)? / 2).copied()
}

impl Kpis {
    /// The figures in words: what, and how much.
    pub fn lines(&self) -> Vec<(&'static str, Msg)> {
        let average = match self.average {
            Some(average) => Msg::new("kpi-average").with("score", average.to_string()).with("n", self.results),
            None => Msg::new("kpi-none"),
        };
        let median = match self.median_days {
            Some(days) => Msg::new("kpi-days").with("days", days).with("n", self.median_of),
            None => Msg::new("kpi-none"),
        };
        vec![
            ("kpi-partners", self.partners.msg()),
            ("kpi-persons", self.persons.msg()),
            ("kpi-score", average),
            ("kpi-first", self.first.msg()),
            ("kpi-overdue", Msg::new("kpi-count").with("n", self.overdue)),
            ("kpi-median", median),
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn taken(person: &str, on: &str, to: &str, score: i64, attempts: i64) -> Taken {
        let passed = score >= 80;
        let judged = Judged {
            id: "T-1".parse().unwrap(),
            module: "TR-06".into(),
            version: "2026.1".into(),
            person: person.into(),
            taken_on: day(on),
            result: if passed { TrainingResult::Passed } else { TrainingResult::Failed },
            valid_to: if passed { Some(day(to)) } else { None },
        };
        Taken { judged, score: Some(score.into()), attempts }
    }

    fn partner(taken: Vec<Taken>) -> Trained {
        let wanted = vec![Wanted { code: "TR-06".into(), version: "2026.1".into() }];
        Trained { wanted, taken, since: day("2026-01-01") }
    }

    #[test]
    fn no_percentage_is_given_of_fewer_than_twenty() {
        let share = Share { have: 7, of: 12 };
        assert_eq!((share.percent(), share.msg().id.as_ref()), (None, "kpi-share"));
        assert_eq!(Share { have: 19, of: 20 }.percent(), Some(Decimal::from(95)));
        assert_eq!(Share { have: 19, of: 19 }.percent(), None);
    }

    #[test]
    fn the_figures_count_partners_persons_first_attempts_and_what_ran_out() {
        let all = [
            partner(vec![taken("a", "2026-01-11", "2027-01-11", 90, 1)]),
            partner(vec![taken("b", "2025-10-01", "2026-10-01", 80, 2)]),
            partner(vec![taken("c", "2026-02-01", "", 60, 1), taken("c", "2026-02-03", "2027-02-03", 100, 2)]),
            partner(Vec::new()),
        ];
        let made = figures(all.iter(), day("2026-11-23"));
        assert_eq!(made.partners, Share { have: 2, of: 4 });
        assert_eq!(made.persons, Share { have: 2, of: 3 });
        assert_eq!(made.first, Share { have: 1, of: 3 });
        assert_eq!((made.overdue, made.results), (1, 4));
        assert_eq!(made.average, Some("82.5".parse().unwrap()));
        assert_eq!((made.median_days, made.median_of), (Some(10), 3));
    }

    #[test]
    fn nothing_gives_no_figures_instead_of_zero() {
        let made = figures(std::iter::empty(), day("2026-11-23"));
        assert_eq!((made.average, made.median_days), (None, None));
    }
}
