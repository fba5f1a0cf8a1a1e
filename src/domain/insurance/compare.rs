//! A certificate held against a profile, line by line: what is asked, what is there, and what that comes to
//! (domain.md §7.4, §7.5, INS-01 … INS-19 and INS-21).
//!
//! What a line asks and finds goes into the finding's words and so into its hash: a waiver given for *occurrence 0.9 M
//! for 1 M* answers nothing else.

use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Basis;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CertificateForm;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::ProductsCovered;
use crate::domain::insurance::certificate::Territory;
use crate::domain::insurance::covers;
use crate::domain::insurance::covers::Limit;
use crate::domain::insurance::profile::NamedAs;
use crate::domain::insurance::profile::Need;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rates;
use crate::domain::money::Money;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::names;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::text;
use chrono::Months;
use chrono::NaiveDate;
use chrono::TimeDelta;
use std::borrow::Cow;
use std::cell::LazyCell;
use std::cmp::Ordering;

/// Likeness in per cent from which on another spelling of a name is only warned of.
const ALIKE: u32 = 80;
/// Likeness from which on it is the same name.
const SAME: u32 = 95;
/// Days before the end within which an expiry is told, with how bad it is by then.
const SOON: [(i64, Severity); 4] =
    [(14, Severity::Medium), (30, Severity::Medium), (60, Severity::Low), (90, Severity::Info)];
/// Days before the end from which on what was said of the end before does not do any more.
const LAST: i64 = 14;
/// How bad it is that a paper does not say what a rule asks: it may well be as asked, and nobody knows.
const UNSTATED_BASIS: Option<Severity> = Some(Severity::Medium);
const UNSTATED_REACH: Option<Severity> = Some(Severity::Low);
/// Months after which a certificate needs one after it.
const RENEWED_AFTER: Months = Months::new(12);

/// What a line comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// As asked.
    Pass,
    /// Not as asked, this badly.
    Gap(Severity),
}

/// One line of *required against actual*.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The rule, `INS-04`.
    pub rule: &'static str,
    /// Which of the rule's lines it is.
    pub part: Part,
    /// What is asked.
    pub need: Arg,
    /// What is there.
    pub has: Arg,
    /// What it comes to.
    pub fit: Fit,
    /// The day after today on which that changes by itself.
    pub turns: Option<NaiveDate>,
}

/// Which of a rule's lines: of a kind of cover, of a term of it, or the rule's only one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// The kind of cover.
    pub cover: Option<CoverKind>,
    /// The term; empty when there is one.
    pub term: &'static str,
}

impl Part {
    pub(super) const fn of(cover: CoverKind, term: &'static str) -> Self {
        Self { cover: Some(cover), term }
    }

    pub(super) const fn term(term: &'static str) -> Self {
        Self { cover: None, term }
    }

    /// As in a finding's key: `CGL-each`.
    pub fn key(self) -> String {
        let words = [self.cover.map_or("", CoverKind::as_str), self.term];
        words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join("-")
    }

    /// In words.
    pub fn label(self) -> Arg {
        let cover = self.cover.map(|c| Arg::Term(c.label()));
        let term = (!self.term.is_empty()).then(|| Arg::Term(format!("insurance-part-{}", self.term)));
        Arg::List(cover.into_iter().chain(term).collect())
    }
}

/// What a comparison reads.
#[derive(Clone, Copy)]
pub struct Compared<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Whose it is.
    pub partner: &'a Partner,
    /// Other certificates of the partner that are not over.
    pub others: &'a [&'a Certificate],
    /// Those of them that somebody looked at and accepted.
    pub accepted: &'a [&'a Certificate],
    /// What is asked.
    pub profile: &'a Profile,
    /// Exchange rates.
    pub rates: &'a Rates,
    /// The day in the desk's zone.
    pub today: NaiveDate,
}

/// What is not there.
pub(super) fn nothing() -> Arg {
    Arg::Term("insurance-none".to_owned())
}

fn flag(yes: bool) -> Arg {
    Arg::Term(if yes { "yes" } else { "no" }.to_owned())
}

fn listed<'a>(texts: impl IntoIterator<Item = &'a String>) -> Arg {
    Arg::List(texts.into_iter().map(|t| Arg::Text(t.clone())).collect())
}

fn text_or_nothing(text: &str) -> Arg {
    if text.is_empty() { nothing() } else { Arg::Text(text.to_owned()) }
}

impl Line {
    /// What the line says as a finding, under a profile's code.
    pub fn msg(&self, profile: &str) -> Msg {
        // Of what is not there another sentence speaks: "deductible none" is none.
        let end = match &self.has {
            has if *has == nothing() => "-unsaid",
            has if *has == flag(false) => "-no",
            _ => "",
        };
        let id = format!("finding-{}{end}", self.rule.to_lowercase());
        let msg = Msg { id: id.into(), args: Vec::new() }.with("profile", profile);
        let msg = if self.part == Part::default() { msg } else { msg.with("part", self.part.label()) };
        match end {
            "" => msg.with("need", self.need.clone()).with("has", self.has.clone()),
            "-unsaid" => msg.with("need", self.need.clone()),
            _ => msg,
        }
    }
}

/// The lines found so far.
pub(super) struct Lines {
    found: Vec<Line>,
    /// Whether lines that pass are wanted too. Findings are made of gaps, and the words of a pass are most of the work.
    passes: bool,
}

impl Lines {
    /// One line more; `said` tells what is asked and what is there.
    pub(super) fn line(
        &mut self,
        rule: &'static str,
        part: Part,
        gap: Option<Severity>,
        said: impl FnOnce() -> (Arg, Arg),
    ) {
        self.turning(rule, part, gap, None, said);
    }

    /// The same, of what changes by itself on a day.
    fn turning(
        &mut self,
        rule: &'static str,
        part: Part,
        gap: Option<Severity>,
        turns: Option<NaiveDate>,
        said: impl FnOnce() -> (Arg, Arg),
    ) {
        if gap.is_some() || turns.is_some() || self.passes {
            let (need, has) = said();
            self.found.push(Line { rule, part, need, has, fit: gap.map_or(Fit::Pass, Fit::Gap), turns });
        }
    }
}

/// Holds a certificate against a profile. Lines come in the order of their rules; what the profile does not ask for has
/// no line.
pub fn table(of: Compared<'_>) -> Vec<Line> {
    lines(of, true)
}

/// The lines of [`table`] that are gaps, or may become one by themselves on a day.
pub fn gaps(of: Compared<'_>) -> Vec<Line> {
    lines(of, false)
}

fn lines(of: Compared<'_>, passes: bool) -> Vec<Line> {
    let mut out = Lines { found: Vec::new(), passes };
    named(of, &mut out);
    let met: Vec<(&Need, &Coverage)> =
        of.profile.needs.iter().filter_map(|n| Some((n, covering(of.certificate, n, of.today)?))).collect();
    missing(of, &mut out);
    for (need, cover) in &met {
        basis(of, need, cover, &mut out);
        limits(of, need, cover, &mut out);
        perils(of, need, cover, &mut out);
    }
    // What is asked of policies is asked of each one once, also where it meets two needs.
    let mut covers: Vec<&Coverage> = Vec::new();
    for (_, cover) in met {
        if !covers.iter().any(|c| c.nr == cover.nr) {
            covers.push(cover);
        }
    }
    for cover in &covers {
        terms(of, cover, &mut out);
        reach(of, cover, &mut out);
        dates(of, cover, &mut out);
    }
    if !covers.is_empty() {
        insureds(of, &covers, &mut out);
        paper(of, &mut out);
    }
    let mut out = out.found;
    // One policy that meets two needs, or two policies with one term, make one line: the gap before the pass.
    out.sort_by_key(|line| (line.rule, line.part, line.fit == Fit::Pass));
    out.dedup_by(|later, kept| (later.rule, later.part) == (kept.rule, kept.part));
    out
}

/// Whether a certificate has anything a profile asks for.
pub fn speaks_to(certificate: &Certificate, profile: &Profile) -> bool {
    profile.needs.iter().any(|need| meets(certificate, need))
}

/// Whether a certificate has a kind of cover that is asked for.
pub fn meets(certificate: &Certificate, need: &Need) -> bool {
    certificate.coverages.iter().any(|c| covers::meets(c, need))
}

/// The coverage that meets a need: one that runs, before one that will, before one that ran.
pub(super) fn covering<'a>(certificate: &'a Certificate, need: &Need, today: NaiveDate) -> Option<&'a Coverage> {
    let meets = certificate.coverages.iter().filter(|c| covers::meets(c, need));
    meets.max_by_key(|c| (c.runs(today), c.cover == need.cover, c.expires))
}

/// INS-01: the named insured.
fn named(of: Compared<'_>, out: &mut Lines) {
    let mut allowed = vec![&of.partner.legal_name_local, &of.partner.legal_name_en];
    if of.profile.named_as == NamedAs::Account {
        let sales = of.partner.channels.iter().filter(|s| s.channel == of.profile.channel);
        allowed.extend(sales.map(|s| &s.account_name));
    }
    allowed.retain(|name| !name.is_empty());
    allowed.dedup();
    let found = &of.certificate.insured;
    // Normalising is what a comparison spends its time on; most certificates print the name as it is on record.
    let plain = LazyCell::new(|| names::normalise_company(found));
    let alike = |name: &&String| {
        if *name == found {
            return 100;
        }
        let name = names::normalise_company(name);
        if name == **plain && !name.is_empty() { 100 } else { names::likeness(&name, &plain) }
    };
    let gap = match allowed.iter().map(alike).max().unwrap_or(0) {
        SAME.. => None,
        ALIKE.. => Some(Severity::Medium),
        _ => Some(Severity::High),
    };
    out.line("INS-01", Part::default(), gap, || (listed(allowed), text_or_nothing(found)));
}

/// INS-02: a kind of cover nobody has: neither this certificate nor another of the partner.
fn missing(of: Compared<'_>, out: &mut Lines) {
    for need in &of.profile.needs {
        if covering(of.certificate, need, of.today).is_some() {
            continue;
        }
        let elsewhere = of.others.iter().any(|o| o.coverages.iter().any(|c| covers::meets(c, need)));
        if !elsewhere {
            let said = || (Arg::Term(need.cover.label()), nothing());
            out.line("INS-02", Part::of(need.cover, ""), Some(Severity::Blocking), said);
        }
    }
}

/// INS-03 and INS-18: when a claim falls under it.
fn basis(of: Compared<'_>, need: &Need, cover: &Coverage, out: &mut Lines) {
    if let Some(wanted) = need.basis {
        let gap = match cover.basis {
            Basis::Unstated => UNSTATED_BASIS,
            basis => (basis != wanted).then_some(Severity::High),
        };
        let said = || (Arg::Term(wanted.label()), Arg::Term(cover.basis.label()));
        out.line("INS-03", Part::of(cover.cover, ""), gap, said);
    }
    if cover.basis == Basis::ClaimsMade {
        let sales = of.partner.channels.iter().find(|s| s.channel == of.profile.channel);
        let start = sales.and_then(|s| s.live_on);
        let early = cover.retro_date.is_some_and(|retro| start.is_none_or(|start| retro <= start));
        let day = |day: Option<NaiveDate>| day.map_or_else(nothing, Arg::Date);
        let gap = (!early).then_some(Severity::High);
        out.line("INS-18", Part::of(cover.cover, ""), gap, || (day(start), day(cover.retro_date)));
    }
}

/// INS-04 and INS-05: the limits.
fn limits(of: Compared<'_>, need: &Need, cover: &Coverage, out: &mut Lines) {
    let on = of.certificate.issued_on.unwrap_or(of.today);
    let umbrella = if of.profile.umbrella_counts { covers::umbrella(of.certificate, of.today) } else { None };
    let asked = [
        ("INS-04", Limit::Each, &need.each),
        ("INS-05", Limit::Aggregate, &need.aggregate),
        ("INS-05", Limit::Products, &need.products),
    ];
    for (rule, limit, wanted) in asked {
        let Some(wanted) = wanted else { continue };
        let own = limit.of(cover);
        let filled = match (own, umbrella.and_then(|u| limit.of(u))) {
            (Some(own), Some(more)) => of.rates.sum(own, more, on).map(Cow::Owned),
            (None, Some(more)) => Some(Cow::Borrowed(more)),
            (own, None) => own.map(Cow::Borrowed),
        };
        // Without a rate the sum is not known; the policy's own limit is.
        let has = filled.or_else(|| own.map(Cow::Borrowed));
        let fits = has.as_ref().map(|has| of.rates.compare(has, wanted, on).map(Ordering::is_ge));
        let gap = (fits != Some(Some(true))).then_some(Severity::High);
        out.line(rule, Part::of(cover.cover, limit.as_str()), gap, || {
            let shown = match (&has, fits) {
                (Some(has), Some(None)) => no_rate(has, on),
                (Some(has), _) => amount(has),
                (None, _) => nothing(),
            };
            (amount(wanted), shown)
        });
    }
}

fn amount(money: &Money) -> Arg {
    Arg::from(money)
}

/// An amount nobody can compare: said with the day a rate is missing for.
fn no_rate(money: &Money, on: NaiveDate) -> Arg {
    Arg::Said(Box::new(Msg::new("insurance-no-rate").with("amount", money).with("on", on)))
}

/// INS-21: named perils where the goods are worth more than they should carry.
fn perils(of: Compared<'_>, need: &Need, cover: &Coverage, out: &mut Lines) {
    let Some(least) = need.clauses else { return };
    let on = of.certificate.issued_on.unwrap_or(of.today);
    let dear = match (&cover.each, &need.perils_up_to) {
        (Some(sum), Some(most)) => of.rates.compare(sum, most, on).is_none_or(Ordering::is_gt),
        _ => true,
    };
    // All risks is the first of the codes.
    let fits = cover.clauses.is_some_and(|has| has <= least) || !dear && cover.clauses.is_some();
    out.line("INS-21", Part::default(), (!fits).then_some(Severity::Medium), || {
        (Arg::Term(least.label()), cover.clauses.map_or_else(nothing, |c| Arg::Term(c.label())))
    });
}

/// INS-06 and INS-09: deductible, subrogation, primary.
fn terms(of: Compared<'_>, cover: &Coverage, out: &mut Lines) {
    let profile = of.profile;
    let on = of.certificate.issued_on.unwrap_or(of.today);
    // The insured bears the greater of the two, wherever the other stands.
    let borne = match (&cover.deductible, &cover.retention) {
        (Some(one), Some(other)) => {
            let less = of.rates.compare(one, other, on).is_none_or(Ordering::is_lt);
            Some(if less { other } else { one })
        }
        (one, other) => one.as_ref().or(other.as_ref()),
    };
    if profile.deductible_max.is_some() || profile.deductible_printed {
        let gap = match (borne, &profile.deductible_max) {
            (None, _) => profile.deductible_printed.then_some(Severity::Medium),
            (Some(has), Some(most)) => {
                of.rates.compare(has, most, on).is_none_or(Ordering::is_gt).then_some(Severity::High)
            }
            (Some(_), None) => None,
        };
        out.line("INS-06", Part::of(cover.cover, ""), gap, || {
            let need = profile.deductible_max.as_ref().map_or_else(|| Arg::Term("insurance-printed".into()), amount);
            (need, borne.map_or_else(nothing, amount))
        });
    }
    let asked = [
        ("subrogation", profile.subrogation_waived, cover.subrogation_waived),
        ("primary", profile.primary, cover.primary),
    ];
    for (part, _, has) in asked.into_iter().filter(|(_, asked, _)| *asked) {
        out.line("INS-09", Part::term(part), (!has).then_some(Severity::Medium), || (flag(true), flag(has)));
    }
    if let Some(least) = profile.notice_days {
        let has = of.certificate.notice_days;
        let gap = has.is_none_or(|days| days < least).then_some(Severity::Medium);
        out.line("INS-12", Part::default(), gap, || (Arg::Int(least), has.map_or_else(nothing, Arg::Int)));
    }
    covers::rating(of, cover, out);
}

/// INS-13 and INS-16: where it covers, where claims are heard, which goods.
fn reach(of: Compared<'_>, cover: &Coverage, out: &mut Lines) {
    let (profile, partner) = (of.profile, of.partner);
    let sold = |c: &&Country| partner.markets.is_empty() || partner.markets.contains(c);
    let wanted: Vec<&Country> = profile.markets.iter().filter(sold).collect();
    let codes = |found: &[&Country]| Arg::List(found.iter().map(|c| Arg::Text(c.0.clone())).collect());
    // Of a part that is left out it is said what is there: the rest, or nothing.
    let left = |stated: Territory, reaches: &dyn Fn(&Country) -> bool| {
        let there: Vec<&Country> = wanted.iter().copied().filter(|c| reaches(c)).collect();
        match there.len() {
            n if n == wanted.len() => Arg::Term(stated.label()),
            0 => nothing(),
            _ => codes(&there),
        }
    };
    let blocking = |fits: bool| (!fits).then_some(Severity::Blocking);
    if !wanted.is_empty() {
        let whole = wanted.iter().all(|c| cover.covers(c));
        let gap = if whole && cover.territory == Territory::Unstated { UNSTATED_REACH } else { blocking(whole) };
        let said = || (codes(&wanted), left(cover.territory, &|c| cover.covers(c)));
        out.line("INS-13", Part::of(cover.cover, "territory"), gap, said);
    }
    if profile.claims_worldwide {
        let whole = wanted.iter().all(|c| cover.hears(c));
        let gap = match cover.claims_in {
            Territory::Unstated if whole => UNSTATED_REACH,
            claims => blocking(whole && claims == Territory::Worldwide),
        };
        let said = || (Arg::Term(Territory::Worldwide.label()), left(cover.claims_in, &|c| cover.hears(c)));
        out.line("INS-13", Part::of(cover.cover, "claims"), gap, said);
    }
    if !partner.hs_chapters.is_empty() {
        let whole = partner.hs_chapters.iter().all(|c| cover.covers_goods(c));
        let gap = match (whole, cover.products_covered) {
            (true, ProductsCovered::Unstated) => UNSTATED_REACH,
            (true, _) => None,
            (false, _) => Some(Severity::High),
        };
        out.line("INS-16", Part::of(cover.cover, ""), gap, || {
            let there: Vec<&String> = partner.hs_chapters.iter().filter(|c| cover.covers_goods(c)).collect();
            let has = match there.len() {
                _ if whole => Arg::Term(cover.products_covered.label()),
                0 => nothing(),
                _ => listed(there),
            };
            (listed(&partner.hs_chapters), has)
        });
    }
}

/// INS-14 and INS-17: when it runs, and whether it follows the one before without a gap.
fn dates(of: Compared<'_>, cover: &Coverage, out: &mut Lines) {
    let today = of.today;
    let left = cover.expires.map(|end| (end, end.signed_duration_since(today).num_days()));
    let soon = |days: i64| SOON.iter().find(|(within, _)| days < *within).map(|(_, severity)| *severity);
    let renewed = of.accepted.iter().any(|o| {
        let after = |c: &&Coverage| c.cover == cover.cover && c.expires > cover.expires;
        o.coverages
            .iter()
            .filter(after)
            .any(|c| c.effective.zip(cover.expires).is_some_and(|(from, end)| from <= end + TimeDelta::days(1)))
    });
    // A renewal filed before its term: what runs today carries on to it.
    let awaited = |from: NaiveDate| {
        let until = |c: &&Coverage| c.cover == cover.cover && c.runs(today);
        let running = of.others.iter().flat_map(|o| &o.coverages).filter(until);
        running.filter_map(|c| c.expires).any(|end| end + TimeDelta::days(1) >= from)
    };
    let (has, gap) = match (cover.effective.filter(|from| *from > today), left) {
        (_, Some((end, days))) if days < 0 => (Arg::Date(end), Some(Severity::Blocking)),
        (Some(from), _) => (Arg::Date(from), (!awaited(from)).then_some(Severity::High)),
        (None, Some((end, days))) => (Arg::Date(end), soon(days).filter(|_| !renewed)),
        (None, None) => (nothing(), Some(Severity::High)),
    };
    // The day it is told on is no part of what is found, or a waiver would lapse every midnight. That two weeks are left
    // is: whoever has seen it at thirty days sees it again.
    let last = left.is_some_and(|(_, days)| (0..LAST).contains(&days)) && gap == Some(Severity::Medium);
    let need = if last { "insurance-in-force-on" } else { "insurance-in-force" };
    let ends = left.into_iter().flat_map(|(end, _)| {
        let before = SOON.iter().map(move |(within, _)| end - TimeDelta::days(within - 1));
        before.chain(end.succ_opt())
    });
    let turns = ends.chain(cover.effective).filter(|day| *day > today).min();
    out.turning("INS-14", Part::of(cover.cover, ""), gap, turns, || (Arg::Term(need.to_owned()), has));
    covers::consecutive(of, cover, out);
}

/// INS-07, INS-08 and INS-10: additional insureds, their endorsement, the holder.
fn insureds(of: Compared<'_>, covers: &[&Coverage], out: &mut Lines) {
    let (certificate, profile) = (of.certificate, of.profile);
    if profile.asks_insured(of.partner) {
        let also = profile.holder_suffices.then_some(&certificate.holder);
        let printed: Vec<&String> =
            certificate.additional_insureds.iter().chain([&certificate.operations]).chain(also).collect();
        let said = profile.additional_insured.iter().any(|w| printed.iter().any(|p| says(p, w)));
        let gap = (!said).then_some(Severity::High);
        out.line("INS-07", Part::default(), gap, || {
            let named = &certificate.additional_insureds;
            (listed(&profile.additional_insured), if named.is_empty() { nothing() } else { listed(named) })
        });
        if covers.iter().any(|c| c.additional_insured) {
            let attached: Vec<&String> = certificate
                .endorsements
                .iter()
                .filter(|e| e.attached && covers::names_insured(&e.endorsement))
                .map(|e| &e.endorsement)
                .collect();
            let gap = attached.is_empty().then_some(Severity::Medium);
            out.line("INS-08", Part::default(), gap, || {
                let has = if attached.is_empty() { nothing() } else { listed(attached) };
                (Arg::Term("insurance-endorsement".into()), has)
            });
        }
    }
    if !profile.holder.is_empty() {
        let printed = format!("{} {}", certificate.holder, certificate.holder_address);
        let said = profile.holder.iter().any(|w| says(&printed, w));
        let gap = (!said).then_some(Severity::Medium);
        out.line("INS-10", Part::default(), gap, || (listed(&profile.holder), text_or_nothing(&certificate.holder)));
    }
}

/// Whether a text says a wording, whatever its case, width and punctuation.
pub(super) fn says(printed: &str, wording: &str) -> bool {
    fn words(folded: &str) -> Vec<&str> {
        folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect()
    }
    if printed.is_empty() {
        return false;
    }
    let (printed, wording) = (text::fold(printed), text::fold(wording));
    let (printed, wording) = (words(&printed), words(&wording));
    !wording.is_empty() && printed.windows(wording.len()).any(|found| found == wording)
}

/// INS-15 and INS-19: signature, language, age.
fn paper(of: Compared<'_>, out: &mut Lines) {
    let (certificate, profile) = (of.certificate, of.profile);
    if profile.signed {
        let gap = (!certificate.signed).then_some(Severity::High);
        out.line("INS-15", Part::term("signed"), gap, || (flag(true), flag(certificate.signed)));
    }
    if !profile.languages.is_empty() {
        let spoken = |l: &String| certificate.language.to_lowercase().starts_with(&l.to_lowercase());
        let gap = (!profile.languages.iter().any(spoken)).then_some(Severity::High);
        out.line("INS-15", Part::term("language"), gap, || {
            (listed(&profile.languages), text_or_nothing(&certificate.language))
        });
    }
    // A policy shows its own term; only a statement about one grows old.
    if let Some(issued) = certificate.issued_on.filter(|_| certificate.form != CertificateForm::CnPolicy) {
        let old = issued.checked_add_months(RENEWED_AFTER).unwrap_or(issued);
        let newer = of.accepted.iter().any(|o| o.issued_on > certificate.issued_on && speaks_to(o, profile));
        let gap = (of.today > old && !newer).then_some(Severity::Medium);
        let turns = old.succ_opt().filter(|day| *day > of.today);
        let said = || (Arg::Term("insurance-within-a-year".into()), Arg::Date(issued));
        out.turning("INS-19", Part::default(), gap, turns, said);
    }
}
