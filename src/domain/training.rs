//! Trainings: one person's result in one module (domain.md §9.2).
//!
//! Only what somebody entered or answered is stored. Whether it is passed, how long the certificate runs and whether the
//! quiz is locked follow from it by the functions here, under the terms of the module's edition.

use crate::codes;
use crate::domain::kind::Id;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::Stored;
use crate::domain::kind::no_upgrade;
use crate::domain::module::Module;
use crate::domain::module::Question;
use crate::domain::partner::PartnerRef;
use crate::domain::partner::PartnerType;
use crate::domain::session::SessionRef;
use crate::record;
use chrono::DateTime;
use chrono::Months;
use chrono::NaiveDate;
use chrono::TimeDelta;
use chrono::Utc;
use rust_decimal::Decimal;
use rust_decimal::RoundingStrategy;
use std::collections::BTreeMap;

codes! {
    /// What a training came to; the day on which its certificate runs out is another matter.
    pub enum TrainingResult: "training-result" {
        /// Below the pass mark.
        #[default]
        Failed = "failed",
        /// Passed, but its session is not approved yet.
        Pending = "pending",
        /// Passed.
        Passed = "passed",
    }
}

record! {
    /// One answer of a quiz taken here.
    pub struct QuizAnswer {
        /// The question's code.
        question: String [Required, Identifying];
        /// The answer chosen, from 1, in the order of the module's record.
        chosen: i64 [];
    }
}

record! {
    /// One attendee's result.
    pub struct Training {
        /// Whose staff.
        partner: PartnerRef [Required, Roster];
        /// The module's code.
        module: String [Required, Roster, Identifying];
        /// The edition taken.
        version: String [Roster];
        /// The session; none for a quiz taken here and for a result from elsewhere.
        session: Option<SessionRef> [Roster];
        /// Who was trained.
        person: String [Required, Roster, Identifying];
        /// What the person does at the partner.
        function: String [Roster];
        /// The day.
        taken_on: Option<NaiveDate> [Required, Roster, Identifying];
        /// Minutes it took.
        minutes: i64 [Roster];
        /// Percent of right answers.
        score: Option<Decimal> [] => crate::domain::checks::share;
        /// How many attempts it took.
        attempts: i64 [Roster];
        /// Number of a certificate issued elsewhere; one issued here carries the record's id.
        certificate: String [];
        /// Language it was taken in, BCP 47.
        language: String [];
        /// The answers of a quiz taken here, as they were given.
        answers: Vec<QuizAnswer> [];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Training {
    const DEF: KindDef = KindDef {
        name: "training",
        prefix: "T",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "recorded",
        title: &["module", "person"],
        upgrade: no_upgrade,
    };
}

/// Questions of one quiz, when the module has so many.
pub const QUESTIONS: usize = 20;

/// Hours in which failed attempts count towards the lock.
const LOCK_HOURS: i64 = 24;

/// The percentage of right answers to two places, never rounded up: 79.999 is not 80.
pub fn percent(right: usize, of: usize) -> Decimal {
    if of == 0 {
        return Decimal::ZERO;
    }
    let share = Decimal::from(right) * Decimal::ONE_HUNDRED / Decimal::from(of);
    share.round_dp_with_strategy(2, RoundingStrategy::ToZero)
}

/// Whether a score passes; the mark itself does.
pub fn passes(score: Decimal, mark: i64) -> bool {
    score >= Decimal::from(mark)
}

/// The last day on which a certificate is good.
pub fn valid_to(taken_on: NaiveDate, months: i64) -> Option<NaiveDate> {
    taken_on.checked_add_months(Months::new(u32::try_from(months).ok()?))
}

/// Until when a quiz is locked for a person after these failed attempts, at `now`; none when it is open.
pub fn locked_until(failed: &[DateTime<Utc>], max: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let window = TimeDelta::hours(LOCK_HOURS);
    let max = usize::try_from(max).ok().filter(|m| *m > 0)?;
    let mut recent: Vec<DateTime<Utc>> = failed.iter().copied().filter(|at| *at + window > now).collect();
    recent.sort_unstable();
    // It opens when so many of them are older than a day that less than `max` are left.
    recent.get(recent.len().checked_sub(max)?).map(|at| *at + window)
}

/// A question as it was drawn: its place in the module and its answers in the order shown, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    /// Place among the module's questions.
    pub place: usize,
    /// The answers' own numbers, in the order shown.
    pub order: Vec<i64>,
}

/// Draws questions and the order of their answers; the same seed draws the same.
pub fn draw(questions: &[Question], seed: [u8; 16], count: usize) -> Vec<Drawn> {
    let mut dice = Dice(u128::from_le_bytes(seed));
    let mut places: Vec<usize> = (0..questions.len()).collect();
    dice.shuffle(&mut places);
    places.truncate(count);
    let one = |place: usize| {
        let options = questions.get(place).map_or(0, |q| q.options_en.len().max(q.options_zh.len()));
        let mut order: Vec<i64> = (1..=i64::try_from(options).unwrap_or(0)).collect();
        dice.shuffle(&mut order);
        Drawn { place, order }
    };
    places.into_iter().map(one).collect()
}

/// A small generator with a fixed sequence: what was drawn must be drawn again years later.
struct Dice(u128);

impl Dice {
    fn next(&mut self) -> u64 {
        // SplitMix64 over the two halves of the seed.
        let low = u64::try_from(self.0 & u128::from(u64::MAX)).unwrap_or_default();
        let high = u64::try_from(self.0 >> 64).unwrap_or_default();
        let step = low.wrapping_add(0x9E37_79B9_7F4A_7C15);
        self.0 = (u128::from(high) << 64) | u128::from(step);
        let mut z = step ^ high;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            let bound = u64::try_from(last).unwrap_or(0) + 1;
            let other = usize::try_from(self.next() % bound).unwrap_or(0);
            items.swap(last, other);
        }
    }
}

/// How many of these answers are right, of how many.
pub fn right(questions: &[Question], answers: &[QuizAnswer]) -> (usize, usize) {
    let is = |a: &&QuizAnswer| questions.iter().any(|q| q.code == a.question && q.answer == a.chosen);
    (answers.iter().filter(is).count(), answers.len())
}

/// The terms under which a result is judged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Terms {
    /// Percent from which on it is passed.
    pub pass_mark: i64,
    /// Months its certificate runs.
    pub valid_months: i64,
}

impl Terms {
    /// Those of an edition; the defaults of domain.md §9.2 without one.
    pub fn of(module: Option<&Module>) -> Self {
        module.map_or(Self { pass_mark: 80, valid_months: 12 }, |m| Self {
            pass_mark: m.pass_mark,
            valid_months: m.valid_months,
        })
    }
}

/// A training with what follows from it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// Its id.
    pub id: Id,
    /// The module's code.
    pub module: String,
    /// The edition taken.
    pub version: String,
    /// Who was trained.
    pub person: String,
    /// The day.
    pub taken_on: NaiveDate,
    /// What it came to.
    pub result: TrainingResult,
    /// The last day of its certificate; none unless passed.
    pub valid_to: Option<NaiveDate>,
}

/// Judges a recorded training; `approved` says whether its session is, true without a session. None for one that is void.
pub fn judge(stored: &Stored, terms: Terms, approved: bool) -> Option<Judged> {
    let training = Training::of(&stored.record).filter(|_| stored.state == "recorded")?;
    let taken_on = training.taken_on?;
    let passed = training.score.is_some_and(|score| passes(score, terms.pass_mark));
    let result = match (passed, approved) {
        (false, _) => TrainingResult::Failed,
        (true, false) => TrainingResult::Pending,
        (true, true) => TrainingResult::Passed,
    };
    Some(Judged {
        id: stored.id,
        module: training.module.clone(),
        version: training.version.clone(),
        person: training.person.clone(),
        taken_on,
        result,
        valid_to: if passed { valid_to(taken_on, terms.valid_months) } else { None },
    })
}

/// The passed training of a module whose certificate runs longest.
pub fn best<'a>(trainings: &'a [Judged], module: &str) -> Option<&'a Judged> {
    let passed = trainings.iter().filter(|t| t.module == module && t.result == TrainingResult::Passed);
    passed.max_by_key(|t| (t.valid_to, t.taken_on, t.id))
}

/// A module a partner must have passed, in the edition in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    /// The module's code.
    pub code: String,
    /// The edition in force.
    pub version: String,
}

/// The editions in force on a day, one for each code: the latest.
pub fn in_force<'a>(modules: impl Iterator<Item = &'a Module>, on: NaiveDate) -> BTreeMap<&'a str, &'a Module> {
    let mut found: BTreeMap<&str, &Module> = BTreeMap::new();
    for module in modules.filter(|m| m.is_in_force(on)) {
        let place = found.entry(&module.code).or_insert(module);
        if (place.effective_from, &place.version) < (module.effective_from, &module.version) {
            *place = module;
        }
    }
    found
}

/// The modules required of a partner of these types, by code.
pub fn required<'a>(in_force: impl Iterator<Item = &'a Module>, types: &[PartnerType]) -> Vec<Wanted> {
    in_force
        .filter(|m| m.types.iter().any(|t| types.contains(t)))
        .map(|m| Wanted { code: m.code.clone(), version: m.version.clone() })
        .collect()
}

/// Why a required module does not count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// Nobody passed it.
    Never,
    /// The last certificate ran out after this day.
    Lapsed(NaiveDate),
}

/// The required modules that nobody of the partner holds a good certificate of.
pub fn gaps(wanted: &[Wanted], trainings: &[Judged], today: NaiveDate) -> Vec<(String, Gap)> {
    let gap = |w: &Wanted| match best(trainings, &w.code).map(|t| t.valid_to) {
        Some(Some(to)) if to < today => Some((w.code.clone(), Gap::Lapsed(to))),
        Some(_) => None,
        None => Some((w.code.clone(), Gap::Never)),
    };
    wanted.iter().filter_map(gap).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn the_pass_mark_itself_passes_and_a_hundredth_below_does_not() {
        assert!(passes(percent(16, 20), 80));
        assert!(passes("80".parse().unwrap(), 80));
        assert!(!passes("79.99".parse().unwrap(), 80));
        assert!(!passes(percent(15, 20), 80));
    }

    #[test]
    fn a_percentage_is_never_rounded_up() {
        assert_eq!(percent(2, 3), "66.66".parse().unwrap());
        assert_eq!(percent(79_999, 100_000), "79.99".parse().unwrap());
        assert_eq!(percent(0, 0), Decimal::ZERO);
    }

    #[test]
    fn a_certificate_is_good_through_its_last_day() {
        let to = valid_to(day("2025-11-23"), 12).unwrap();
        assert_eq!(to, day("2026-11-23"));
        assert_eq!(valid_to(day("2024-02-29"), 12), Some(day("2025-02-28")));
        let held = Judged {
            id: "T-1".parse().unwrap(),
            module: "TR-06".into(),
            version: "2026.1".into(),
            person: "a".into(),
            taken_on: day("2025-11-23"),
            result: TrainingResult::Passed,
            valid_to: Some(to),
        };
        let wanted = [Wanted { code: "TR-06".into(), version: "2026.1".into() }];
        assert_eq!(gaps(&wanted, std::slice::from_ref(&held), to), []);
        let next = to.succ_opt().unwrap();
        assert_eq!(gaps(&wanted, &[held], next), [("TR-06".to_owned(), Gap::Lapsed(to))]);
        assert_eq!(gaps(&wanted, &[], next), [("TR-06".to_owned(), Gap::Never)]);
    }

    #[test]
    fn three_failures_within_a_day_lock_until_the_first_is_a_day_old() {
        let tries = [at("2026-11-22T08:00:00Z"), at("2026-11-22T09:00:00Z"), at("2026-11-22T10:00:00Z")];
        assert_eq!(locked_until(&tries, 3, at("2026-11-22T10:05:00Z")), Some(at("2026-11-23T08:00:00Z")));
        assert_eq!(locked_until(&tries, 3, at("2026-11-23T08:00:00Z")), None);
        assert_eq!(locked_until(&tries[..2], 3, at("2026-11-22T10:05:00Z")), None);
        let four = [tries[0], tries[1], tries[2], at("2026-11-22T11:00:00Z")];
        assert_eq!(locked_until(&four, 3, at("2026-11-22T11:05:00Z")), Some(at("2026-11-23T09:00:00Z")));
    }

    fn questions(n: usize) -> Vec<Question> {
        let four = || ["a", "b", "c", "d"].map(str::to_owned).to_vec();
        let one = |i: usize| Question {
            code: format!("Q-{i:02}"),
            options_en: four(),
            options_zh: four(),
            answer: 2,
            ..Question::default()
        };
        (1..=n).map(one).collect()
    }

    #[test]
    fn answers_are_counted_by_their_questions() {
        let bank = questions(4);
        let answer = |q: &str, chosen| QuizAnswer { question: q.into(), chosen };
        let given = [answer("Q-01", 2), answer("Q-02", 1), answer("Q-99", 2)];
        assert_eq!(right(&bank, &given), (1, 3));
    }

    #[test]
    fn the_latest_edition_in_force_counts() {
        let edition = |version: &str, from: &str, to: Option<&str>| Module {
            code: "TR-01".into(),
            version: version.into(),
            types: vec![PartnerType::Ece],
            effective_from: Some(day(from)),
            effective_to: to.map(day),
            ..Module::default()
        };
        let all = [edition("2025.1", "2025-01-01", None), edition("2026.1", "2026-04-01", Some("2027-03-31"))];
        let on = |d: &str| in_force(all.iter(), day(d)).get("TR-01").map(|m| m.version.clone());
        assert_eq!(on("2024-12-31"), None);
        assert_eq!(on("2026-03-31").as_deref(), Some("2025.1"));
        assert_eq!(on("2026-04-01").as_deref(), Some("2026.1"));
        assert_eq!(on("2027-04-01").as_deref(), Some("2025.1"));
        assert_eq!(required(all.iter().take(1), &[PartnerType::Log]), []);
        assert_eq!(required(all.iter().take(1), &[PartnerType::Log, PartnerType::Ece]).len(), 1);
    }

    proptest! {
        #[test]
        fn a_seed_draws_the_same_questions_each_once_with_every_answer(seed in any::<[u8; 16]>(), n in 0usize..40) {
            let bank = questions(n);
            let drawn = draw(&bank, seed, QUESTIONS);
            prop_assert_eq!(&drawn, &draw(&bank, seed, QUESTIONS));
            prop_assert_eq!(drawn.len(), n.min(QUESTIONS));
            let mut places: Vec<usize> = drawn.iter().map(|d| d.place).collect();
            places.sort_unstable();
            places.dedup();
            prop_assert_eq!(places.len(), drawn.len());
            for one in drawn {
                let mut order = one.order;
                order.sort_unstable();
                prop_assert_eq!(order, [1, 2, 3, 4]);
            }
        }
    }

    #[test]
    fn another_seed_draws_another_order() {
        let bank = questions(20);
        assert_ne!(draw(&bank, [1; 16], 20), draw(&bank, [2; 16], 20));
    }
}
