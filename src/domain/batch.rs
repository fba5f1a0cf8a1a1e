//! Batches: open cases that one person decides together after looking at a drawn sample (interface.md §3).
//!
//! The sample is drawn by a pure function from what nobody can choose: the head of the journal before the draw and the
//! moment of it. Who may draw and what a decision does is the desk's; this module knows neither state nor time.

use crate::codes;
use crate::domain::entry::Digest;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;
use chrono::DateTime;
use chrono::SecondsFormat;
use chrono::Utc;

/// At least so many cases are looked at, or all when there are fewer.
pub const LEAST: usize = 5;
/// One case of so many is looked at, rounded up.
pub const ONE_OF: usize = 10;

codes! {
    /// Why a case of an approved batch was not approved with it.
    pub enum Why: "batch-left" {
        /// The subject or something filed under it is not what was proposed.
        #[default]
        Changed = "changed",
        /// A guard of the transition does not hold any more.
        Guard = "guard",
        /// Whoever drew the batch may not approve it.
        FourEyes = "four-eyes",
        /// It was decided or sent back on its own.
        Decided = "decided",
    }
}

record! {
    /// A case of the batch that was not approved with it.
    pub struct Left {
        /// The case.
        case: String [Required];
        /// Why.
        why: Why [];
    }
}

record! {
    /// A batch of cases.
    pub struct Batch {
        /// The cases, ascending.
        cases: Vec<String> [Required];
        /// The verb they all propose.
        verb: String [Derived, Roster];
        /// The policy they all run under, with its revision.
        policy: String [Derived, Roster];
        /// The cases that are looked at one by one, in the order in which they were drawn.
        sample: Vec<String> [Derived];
        /// What the sample was drawn from, see [`seed`].
        seed: String [Derived];
        /// Who drew it, and alone may approve the rest.
        drawn_by: String [Derived, Roster];
        /// How many cases.
        count: i64 [Derived, Roster];
        /// The case that was no good, or who gave the batch up.
        dissolved_by: String [Derived, Roster];
        /// Cases that were not approved with the others.
        left: Vec<Left> [Derived];
    }
}

impl RecordKind for Batch {
    const DEF: KindDef = KindDef {
        name: "batch",
        prefix: "Z",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "drawn",
        title: &["verb", "policy"],
        upgrade: no_upgrade,
    };
}

/// How many of `n` cases are looked at.
pub fn sample_size(n: usize) -> usize {
    n.div_ceil(ONE_OF).max(LEAST).min(n)
}

/// What a draw is made from, in hex: the hash of the journal's last entry before it and the moment of the draw.
///
/// The head alone could be known before somebody draws, who then might wait for a sample he likes; the moment is only
/// known when it is too late. Both are in the journal, so everybody can draw again.
pub fn seed(head: &Digest, at: DateTime<Utc>) -> String {
    Digest::chained(head, at.to_rfc3339_opts(SecondsFormat::Micros, true).as_bytes()).to_string()
}

/// Draws `size` of the cases: those whose SHA-256 over seed and id comes first.
pub fn draw(seed: &str, cases: &[String], size: usize) -> Vec<String> {
    let lot = |id: &String| Digest::of(format!("{seed}{id}").as_bytes());
    let mut lots: Vec<(Digest, &String)> = cases.iter().map(|id| (lot(id), id)).collect();
    lots.sort_unstable();
    lots.into_iter().take(size).map(|(_, id)| id.clone()).collect()
}

impl Batch {
    /// Whether a case belongs to the sample.
    pub fn samples(&self, case: &str) -> bool {
        self.sample.iter().any(|id| id == case)
    }

    /// The cases that are not looked at one by one.
    pub fn rest(&self) -> impl Iterator<Item = &String> {
        self.cases.iter().filter(|id| !self.samples(id))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ids(n: usize) -> Vec<String> {
        (1..=n).map(|i| format!("R-{i:06}")).collect()
    }

    #[test]
    fn one_of_ten_is_looked_at_rounded_up_and_never_fewer_than_five() {
        let sizes = [1, 4, 5, 6, 49, 50, 51, 60, 61, 180, 181].map(sample_size);
        assert_eq!(sizes, [1, 4, 5, 5, 5, 5, 6, 6, 7, 18, 19]);
    }

    #[test]
    fn the_seed_follows_the_head_and_the_moment() {
        let at: DateTime<Utc> = "2026-11-23T01:00:00.000001Z".parse().unwrap();
        let later: DateTime<Utc> = "2026-11-23T01:00:00.000002Z".parse().unwrap();
        let (one, two) = (Digest::of(b"1"), Digest::of(b"2"));
        assert_eq!(seed(&one, at), seed(&one, at));
        assert_ne!(seed(&one, at), seed(&two, at));
        assert_ne!(seed(&one, at), seed(&one, later));
    }

    #[test]
    fn another_seed_draws_other_cases() {
        let cases = ids(180);
        let (one, two) = (draw("a", &cases, 18), draw("b", &cases, 18));
        assert_ne!(one, two);
        assert_eq!(one.len(), 18);
    }

    #[test]
    fn every_case_is_drawn_about_as_often_as_the_others() {
        let cases = ids(20);
        let mut drawn = [0_u32; 20];
        for seed in 0..2000 {
            for id in draw(&seed.to_string(), &cases, 5) {
                drawn[cases.iter().position(|c| *c == id).unwrap()] += 1;
            }
        }
        // 500 expected with a deviation of about 19: five of them either way.
        assert!(drawn.iter().all(|n| (400..600).contains(n)), "{drawn:?}");
    }

    proptest! {
        #[test]
        fn a_draw_does_not_depend_on_the_order_of_the_cases(n in 1_usize..60, turn in 0_usize..60, seed in "[0-9a-f]{8}") {
            let cases = ids(n);
            let mut turned = cases.clone();
            turned.rotate_left(turn % n);
            prop_assert_eq!(draw(&seed, &cases, sample_size(n)), draw(&seed, &turned, sample_size(n)));
        }

        #[test]
        fn a_larger_sample_holds_the_smaller_one(n in 2_usize..60, seed in "[0-9a-f]{8}") {
            let cases = ids(n);
            let (small, large) = (draw(&seed, &cases, n / 2), draw(&seed, &cases, n));
            prop_assert!(small.iter().all(|id| large.contains(id)));
            prop_assert_eq!(large.len(), n);
        }
    }
}
