//! Versions of one certificate held against each other: what an insurer does not change from one paper to the next
//! (domain.md §7, fraud signs).
//!
//! Two certificates of a partner are compared where they carry the same certificate number, or state the same policy
//! (number, kind of cover and, as far as both name one, insurer). Of the two the later one is told of: by revision, then
//! by the day of issue, then by when it came in. These differ though they may not:
//!
//! - the days on which one term of a policy begins and ends. Terms are one when they overlap by at least half of the
//!   shorter one; a renewal follows, and shares a day with the term before it at the most;
//! - under the same certificate number and revision, the day of issue and the limits of a policy. Papers without a
//!   revision are told apart by their day of issue: of another day they are another revision. A later revision may
//!   change limits, but is not issued before an earlier one.
//!
//! An insurer that extends a running policy looks the same as somebody who typed another year: a person asks.

use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::insurers::digits;
use crate::domain::kind::Id;
use crate::domain::money::Money;
use crate::domain::msg::Arg;
use crate::domain::names;
use chrono::NaiveDate;

/// What a later version says otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edited {
    /// The policy's number, or the certificate's for its day of issue.
    pub number: String,
    /// The version before it.
    pub before: Id,
    /// The field: `expires`, `effective`, `issued-on`, `each`, `aggregate`, `products`.
    pub field: &'static str,
    /// What it said before.
    pub was: Arg,
    /// What it says now.
    pub is: Arg,
    /// How many other fields of it differ.
    pub more: usize,
}

/// A difference: the field, before, now.
type Difference = (&'static str, Arg, Arg);

/// A number as it is compared: letters and digits.
fn folded(number: &str) -> String {
    number.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// What puts versions in order: a revision's number, then the day of issue, then when it came in.
fn order(id: Id, certificate: &Certificate) -> (u64, Option<NaiveDate>, Id) {
    (digits(&certificate.revision).parse().unwrap_or(0), certificate.issued_on, id)
}

/// What the later certificate says otherwise than earlier ones; of one number only the latest of those that differ.
pub fn edited(id: Id, certificate: &Certificate, others: &[(Id, &Certificate)]) -> Vec<Edited> {
    let mine = order(id, certificate);
    let mut earlier: Vec<&(Id, &Certificate)> = others.iter().filter(|(o, c)| order(*o, c) < mine).collect();
    earlier.sort_by_key(|(o, c)| std::cmp::Reverse(order(*o, c)));
    let mut out: Vec<Edited> = Vec::new();
    for (before, other) in earlier {
        for (number, mut found) in compared(other, certificate) {
            if found.is_empty() || out.iter().any(|e| e.number == number) {
                continue;
            }
            let (field, was, is) = found.remove(0);
            out.push(Edited { number, before: *before, field, was, is, more: found.len() });
        }
    }
    out
}

/// The differences of two versions, by the number they stand under.
fn compared(before: &Certificate, now: &Certificate) -> Vec<(String, Vec<Difference>)> {
    let number = folded(&now.number);
    let one_paper = !number.is_empty() && folded(&before.number) == number;
    let revisions = [&before.revision, &now.revision].map(|r| folded(r));
    let unstated = revisions.iter().all(String::is_empty);
    let same_revision = revisions[0] == revisions[1] && (!unstated || before.issued_on == now.issued_on);
    let mut out = Vec::new();
    if one_paper {
        let moved = match (before.issued_on, now.issued_on) {
            (Some(was), Some(is)) if was != is => !unstated && (same_revision || is < was),
            _ => false,
        };
        let day = |day: Option<NaiveDate>| day.map_or_else(|| Arg::Term("insurance-none".into()), Arg::Date);
        let found = moved.then(|| ("issued-on", day(before.issued_on), day(now.issued_on)));
        out.push((now.number.clone(), found.into_iter().collect()));
    }
    for cover in now.coverages.iter().filter(|c| !c.policy_no.is_empty()) {
        let same = |c: &&Coverage| {
            let policy = c.cover == cover.cover && folded(&c.policy_no) == folded(&cover.policy_no);
            policy && (one_paper || same_insurer(before, c, now, cover)) && one_term(c, cover)
        };
        for old in before.coverages.iter().filter(same) {
            let mut found = Vec::new();
            dates(old, cover, &mut found);
            if one_paper && same_revision {
                limits(old, cover, &mut found);
            }
            out.push((cover.policy_no.clone(), found));
        }
    }
    out
}

/// Whether two coverages name one insurer, as far as both name one.
fn same_insurer(before: &Certificate, old: &Coverage, now: &Certificate, cover: &Coverage) -> bool {
    let (Some(one), Some(other)) = (before.insurer(old), now.insurer(cover)) else { return true };
    let numbers = [digits(&one.naic), digits(&other.naic)];
    if numbers.iter().all(|n| !n.is_empty()) {
        return numbers[0] == numbers[1];
    }
    one.name.is_empty() || other.name.is_empty() || names::same_company(&one.name, &other.name)
}

/// Whether two terms are one: they overlap by at least half of the shorter.
fn one_term(one: &Coverage, other: &Coverage) -> bool {
    let term = |c: &Coverage| c.effective.zip(c.expires).filter(|(from, to)| from < to);
    let (Some((a, b)), Some((c, d))) = (term(one), term(other)) else { return false };
    let days = |from: NaiveDate, to: NaiveDate| to.signed_duration_since(from).num_days();
    days(a.max(c), b.min(d)) * 2 >= days(a, b).min(days(c, d))
}

fn dates(old: &Coverage, now: &Coverage, out: &mut Vec<Difference>) {
    for (field, was, is) in [("expires", old.expires, now.expires), ("effective", old.effective, now.effective)] {
        if let (Some(was), Some(is)) = (was, is)
            && was != is
        {
            out.push((field, Arg::Date(was), Arg::Date(is)));
        }
    }
}

fn limits(old: &Coverage, now: &Coverage, out: &mut Vec<Difference>) {
    let amount = |m: &Money| Arg::Text(m.to_string());
    let each = [
        ("each", &old.each, &now.each),
        ("aggregate", &old.aggregate, &now.aggregate),
        ("products", &old.products, &now.products),
    ];
    for (field, was, is) in each {
        if let (Some(was), Some(is)) = (was, is)
            && was != is
        {
            out.push((field, amount(was), amount(is)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insurance::certificate::CoverKind;
    use crate::domain::insurance::certificate::Insurer;
    use crate::domain::kind::KindId;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn day(text: &str) -> Option<NaiveDate> {
        text.parse().ok()
    }

    fn paper() -> Certificate {
        let cover = Coverage {
            cover: CoverKind::Cgl,
            letter: "A".into(),
            policy_no: "GL-1".into(),
            effective: day("2026-01-01"),
            expires: day("2027-01-01"),
            each: "1000000 USD".parse().ok(),
            ..Coverage::default()
        };
        Certificate {
            number: "COI-7".into(),
            issued_on: day("2026-01-05"),
            insurers: vec![Insurer { letter: "A".into(), name: "Lantern Casualty".into(), ..Insurer::default() }],
            coverages: vec![cover],
            ..Certificate::default()
        }
    }

    fn other(change: impl FnOnce(&mut Certificate, &mut Coverage)) -> Certificate {
        let mut made = paper();
        let mut cover = made.coverages.remove(0);
        change(&mut made, &mut cover);
        made.coverages.push(cover);
        made
    }

    fn id(number: u64) -> Id {
        Id::new(KindId::Certificate, number)
    }

    /// What the second paper says otherwise than the first.
    fn found(first: &Certificate, second: &Certificate) -> Vec<(String, &'static str, usize)> {
        let of = edited(id(2), second, &[(id(1), first)]);
        of.into_iter().map(|e| (e.number, e.field, e.more)).collect()
    }

    fn one(number: &str, field: &'static str, more: usize) -> Vec<(String, &'static str, usize)> {
        vec![(number.to_owned(), field, more)]
    }

    #[test]
    fn another_end_of_the_same_term_is_an_edit_whatever_the_paper_is_called() {
        let longer = other(|_, c| c.expires = day("2028-01-01"));
        assert_eq!(found(&paper(), &longer), one("GL-1", "expires", 0));
        let renamed = other(|p, c| {
            (p.number, p.revision, p.issued_on) = ("COI-8".into(), "4".into(), day("2026-06-01"));
            (c.policy_no, c.effective, c.expires) = ("gl 1".into(), day("2026-02-01"), day("2027-02-01"));
        });
        assert_eq!(found(&paper(), &renamed), one("gl 1", "expires", 1));
        assert_eq!(found(&renamed, &paper()), [], "the earlier of the two is not told of");
    }

    #[test]
    fn a_renewal_follows_and_is_no_edit() {
        for from in ["2027-01-01", "2027-01-02", "2026-12-31", "2026-12-15"] {
            let next = other(|p, c| {
                p.issued_on = day("2026-12-10");
                (c.effective, c.expires) = (day(from), day("2028-01-01"));
                c.each = "2000000 USD".parse().ok();
            });
            assert_eq!(found(&paper(), &next), [], "{from}");
        }
    }

    #[test]
    fn the_same_policy_of_another_insurer_or_kind_or_without_dates_is_not_compared() {
        let elsewhere = other(|p, c| {
            p.number = "X-1".into();
            p.insurers[0].name = "Harbour Mutual".into();
            c.expires = day("2028-01-01");
        });
        assert_eq!(found(&paper(), &elsewhere), []);
        let kind = other(|_, c| (c.cover, c.expires) = (CoverKind::Umb, day("2028-01-01")));
        assert_eq!(found(&paper(), &kind), []);
        assert_eq!(found(&paper(), &other(|_, c| c.expires = None)), []);
    }

    #[test]
    fn other_limits_under_the_same_number_and_revision_are_an_edit_and_in_a_later_one_a_correction() {
        let raise = |change: fn(&mut Certificate)| {
            other(|p, c| {
                c.each = "2000000 USD".parse().ok();
                change(p);
            })
        };
        assert_eq!(found(&paper(), &raise(|_| {})), one("GL-1", "each", 0));
        assert_eq!(found(&paper(), &raise(|p| p.revision = "1".into())), []);
        assert_eq!(found(&paper(), &raise(|p| p.issued_on = day("2026-02-01"))), []);
        assert_eq!(found(&paper(), &raise(|p| p.number = "COI-8".into())), []);
    }

    #[test]
    fn one_revision_has_one_day_of_issue_and_a_later_one_is_not_issued_before() {
        let of = |revision: &str, on: &str| other(|p, _| (p.revision, p.issued_on) = (revision.into(), day(on)));
        let first = of("2", "2026-01-05");
        assert_eq!(found(&first, &of("2", "2026-03-01")), one("COI-7", "issued-on", 0));
        assert_eq!(found(&first, &of("3", "2026-03-01")), []);
        assert_eq!(found(&first, &of("3", "2026-01-02")), one("COI-7", "issued-on", 0));
        assert_eq!(found(&paper(), &of("", "2026-03-01")), [], "without a revision the day tells them apart");
    }

    proptest! {
        #[test]
        fn a_paper_is_no_edit_of_itself_and_only_one_of_two_is_told_of(
            from in 0_i64..400, long in 2_i64..800, moved in 0_i64..400, longer in 2_i64..800,
        ) {
            let start = day("2025-01-01").unwrap();
            let term = |from: i64, long: i64| other(|_, c| {
                c.effective = Some(start + TimeDelta::days(from));
                c.expires = Some(start + TimeDelta::days(from + long));
            });
            let (a, b) = (term(from, long), term(moved, longer));
            prop_assert_eq!(found(&a, &a.clone()), []);
            let first = edited(id(1), &a, &[(id(2), &b)]);
            prop_assert_eq!(first, []);
        }
    }
}
