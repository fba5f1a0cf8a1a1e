//! What one coverage is worth: which needs it meets, its limits, its insurer, the policy before it.

use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::compare::Compared;
use crate::domain::insurance::compare::Lines;
use crate::domain::insurance::compare::Part;
use crate::domain::insurance::compare::nothing;
use crate::domain::insurance::profile::Need;
use crate::domain::money::Money;
use crate::domain::msg::Arg;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// AM Best's financial strength ratings, best first.
const AM_BEST: [&str; 13] = ["A++", "A+", "A", "A-", "B++", "B+", "B", "B-", "C++", "C+", "C", "C-", "D"];
/// Standard & Poor's insurer ratings, best first.
const SP: [&str; 19] = [
    "AAA", "AA+", "AA", "AA-", "A+", "A", "A-", "BBB+", "BBB", "BBB-", "BB+", "BB", "BB-", "B+", "B", "B-", "CCC",
    "CC", "R",
];

/// A limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Limit {
    Each,
    Aggregate,
    Products,
}

impl Limit {
    pub(super) const fn as_str(self) -> &'static str {
        match self {
            Limit::Each => "each",
            Limit::Aggregate => "aggregate",
            Limit::Products => "products",
        }
    }

    pub(super) const fn of(self, cover: &Coverage) -> Option<&Money> {
        match self {
            Limit::Each => cover.each.as_ref(),
            Limit::Aggregate => cover.aggregate.as_ref(),
            Limit::Products => cover.products.as_ref(),
        }
    }
}

/// Whether a coverage meets a need as to its kind. General liability with a products limit covers products too.
pub(super) fn meets(cover: &Coverage, need: &Need) -> bool {
    let kind = cover.cover;
    let products = need.cover == CoverKind::Pl && kind == CoverKind::Cgl && cover.products.is_some();
    kind == need.cover || need.also.contains(&kind) || products
}

/// The umbrella of a certificate that runs.
pub(super) fn umbrella(certificate: &Certificate, today: NaiveDate) -> Option<&Coverage> {
    certificate.coverages.iter().find(|c| c.cover == CoverKind::Umb && c.runs(today))
}

/// Whether an endorsement makes somebody an additional insured: the forms of the series CG 20.
pub(super) fn names_insured(form: &str) -> bool {
    let plain: String = form.chars().filter(char::is_ascii_alphanumeric).collect();
    plain.to_ascii_uppercase().starts_with("CG20")
}

/// INS-11: the insurer's rating. One of the two is enough.
pub(super) fn rating(of: Compared<'_>, cover: &Coverage, out: &mut Lines) {
    let profile = of.profile;
    if profile.am_best.is_empty() && profile.sp.is_empty() {
        return;
    }
    let insurer = of.certificate.insurer(cover);
    // Certificates print the financial size behind the letter: `A XV`, `A- (VII)`.
    let place = |scale: &[&str], text: &str| {
        let letter = text.split_whitespace().next().unwrap_or_default();
        scale.iter().position(|r| letter.trim_end_matches([',', ';']).eq_ignore_ascii_case(r))
    };
    let good = |scale: &[&str], has: &str, least: &str| {
        let (has, least) = (place(scale, has), place(scale, least));
        has.zip(least).is_some_and(|(has, least)| has <= least)
    };
    let fits = insurer.is_some_and(|i| good(&AM_BEST, &i.am_best, &profile.am_best) || good(&SP, &i.sp, &profile.sp));
    let shown = |am: &str, sp: &str| {
        let named = [("AM Best", am), ("S&P", sp)].into_iter().filter(|(_, r)| !r.is_empty());
        let found: Vec<Arg> = named.map(|(who, r)| Arg::Text(format!("{who} {r}"))).collect();
        if found.is_empty() { nothing() } else { Arg::List(found) }
    };
    out.line("INS-11", Part::of(cover.cover, ""), (!fits).then_some(Severity::Medium), || {
        (shown(&profile.am_best, &profile.sp), insurer.map_or_else(nothing, |i| shown(&i.am_best, &i.sp)))
    });
}

/// INS-17: days without cover between this policy and the one before it.
pub(super) fn consecutive(of: Compared<'_>, cover: &Coverage, out: &mut Lines) {
    let Some(from) = cover.effective else { return };
    let own = of.certificate.coverages.iter().filter(|c| c.nr != cover.nr);
    let all = of.others.iter().flat_map(|o| &o.coverages).chain(own).filter(|c| c.cover == cover.cover);
    let before = all.filter(|c| c.effective.is_some_and(|f| f < from)).filter_map(|c| c.expires).max();
    let Some(before) = before else { return };
    let follows = before + TimeDelta::days(1);
    let gap = (from > follows).then_some(Severity::High);
    out.line("INS-17", Part::of(cover.cover, ""), gap, || (Arg::Date(follows), Arg::Date(from)));
}
