//! Renewal requests: when a partner is asked for the certificate after one that ends (domain.md §7.4): 90, 60, 30 and 14
//! days before.
//!
//! Each step asks anew: a letter of one step says nothing of the next. Which letters were written is the desk's; what the
//! end of cover is worth as a finding is [`crate::domain::insurance::compare`]'s.

use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::compare::covering;
use crate::domain::insurance::profile::Need;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// Days before the end of cover within which a renewal is asked for, the last first.
pub const STEPS: [i64; 4] = [14, 30, 60, 90];

/// A request for a renewal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Request {
    /// Within how many days of the end it is made: one of [`STEPS`].
    pub step: i64,
    /// Its first day: a letter from before does not answer it.
    pub since: NaiveDate,
}

impl Request {
    /// The request of a day for cover that ends on another; none while that is far off.
    pub fn of(end: NaiveDate, today: NaiveDate) -> Option<Self> {
        let left = end.signed_duration_since(today).num_days();
        let step = *STEPS.iter().find(|within| left < **within)?;
        Some(Self { step, since: end - TimeDelta::days(step - 1) })
    }

    /// The most pressing request for what these needs rest on. Cover with a certificate after it on file is not asked
    /// for again, looked at or not.
    pub fn for_certificate<'a>(
        certificate: &Certificate,
        others: &[&Certificate],
        needs: impl IntoIterator<Item = &'a Need>,
        today: NaiveDate,
    ) -> Option<Self> {
        let follows = |old: &Coverage| {
            let later = |c: &&Coverage| c.cover == old.cover && c.expires > old.expires;
            others.iter().flat_map(|o| &o.coverages).any(|c| later(&c))
        };
        let covers = needs.into_iter().filter_map(|need| covering(certificate, need, today));
        covers.filter(|c| !follows(c)).filter_map(|c| Self::of(c.expires?, today)).min()
    }

    /// Whether a letter of this day answers it.
    pub fn is_answered_on(self, day: NaiveDate) -> bool {
        day >= self.since
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insurance::certificate::CoverKind;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ends(end: &str) -> Certificate {
        let cover = Coverage { cover: CoverKind::Cgl, expires: Some(day(end)), ..Coverage::default() };
        Certificate { coverages: vec![cover], ..Certificate::default() }
    }

    fn request(of: &Certificate, others: &[&Certificate], today: &str) -> Option<i64> {
        let need = Need { cover: CoverKind::Cgl, ..Need::default() };
        Request::for_certificate(of, others, [&need], day(today)).map(|r| r.step)
    }

    #[test]
    fn a_renewal_is_asked_for_at_90_60_30_and_14_days() {
        let of = ends("2026-12-31");
        let on = |today: &str| request(&of, &[], today);
        assert_eq!([on("2026-10-02"), on("2026-10-03")], [None, Some(90)]);
        assert_eq!([on("2026-11-01"), on("2026-11-02")], [Some(90), Some(60)]);
        assert_eq!([on("2026-12-01"), on("2026-12-02")], [Some(60), Some(30)]);
        assert_eq!([on("2026-12-17"), on("2026-12-18"), on("2027-01-01")], [Some(30), Some(14), Some(14)]);
    }

    #[test]
    fn nothing_is_asked_where_the_next_certificate_is_on_file_or_nobody_needs_the_cover() {
        let of = ends("2026-12-31");
        assert_eq!(request(&of, &[&ends("2027-12-31")], "2026-12-20"), None);
        assert_eq!(request(&of, &[&ends("2026-12-31")], "2026-12-20"), Some(14));
        let other = Need { cover: CoverKind::Mc, ..Need::default() };
        assert_eq!(Request::for_certificate(&of, &[], [&other], day("2026-12-20")), None);
    }

    #[test]
    fn a_letter_of_one_step_says_nothing_of_the_next() {
        let end = day("2026-12-31");
        let at = |today: &str| Request::of(end, day(today)).unwrap();
        let written = day("2026-10-03");
        assert!(at("2026-11-01").is_answered_on(written));
        assert!(!at("2026-11-02").is_answered_on(written));
    }

    proptest! {
        #[test]
        fn a_request_is_made_from_its_first_day_until_the_next_step(left in -30_i64..120) {
            let end = day("2026-12-31");
            let today = end - TimeDelta::days(left);
            let found = Request::of(end, today);
            prop_assert_eq!(found.is_some(), left < 90);
            if let Some(found) = found {
                prop_assert!(found.since <= today && found.is_answered_on(today));
                prop_assert_eq!(Request::of(end, found.since), Some(found));
                let before = Request::of(end, found.since - TimeDelta::days(1));
                prop_assert!(before.is_none_or(|b| b.step > found.step));
            }
        }
    }
}
