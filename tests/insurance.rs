//! Five thousand certificates over real company names: what the rules find is what whoever spoiled them wrote down.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::cast_possible_truncation,
    reason = "test code"
)]

#[path = "support/certificates.rs"]
mod certificates;

use certificates::Case;
use certificates::Expected;
use certificates::Waiver;
use entrepot::catalog::Catalog;
use entrepot::domain::finding::Hit;
use entrepot::domain::finding::Severity;
use entrepot::domain::insurance::certificate::Certificate;
use entrepot::domain::insurance::certificate::OVER;
use entrepot::domain::insurance::insurers::Insurers;
use entrepot::domain::insurance::profile::Profile;
use entrepot::domain::insurance::rates::Rates;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::rules::insurance::CertificateFacts;
use entrepot::domain::rules::insurance::Waived;
use entrepot::domain::rules::insurance::evaluate_certificate;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

const CASES: usize = 5_000;

/// Certificates by policy number, as a desk knows them.
type Numbers = BTreeMap<String, Vec<(Id, String)>>;

struct World {
    rates: Rates,
    insurers: Insurers,
    numbers: Numbers,
}

fn id(number: usize) -> Id {
    Id::new(KindId::Certificate, number as u64 + 1)
}

impl World {
    fn of(cases: &[Case]) -> Self {
        let mut rates = Rates::default();
        for (number, rate) in (1..).zip(&certificates::rates()) {
            rates.take(Id::new(KindId::Rate, number), rate);
        }
        let mut insurers = Insurers::default();
        for (number, insurer) in (1..).zip(&certificates::insurers()) {
            insurers.take(Id::new(KindId::KnownInsurer, number), insurer);
        }
        let mut numbers = Numbers::new();
        for case in cases.iter().filter(|c| !OVER.contains(&c.state)) {
            let of_case: BTreeSet<&String> = case.certificate.coverages.iter().map(|c| &c.policy_no).collect();
            for number in of_case {
                let who = (id(case.number), case.certificate.insured.clone());
                numbers.entry(number.clone()).or_default().push(who);
            }
        }
        Self { rates, insurers, numbers }
    }

    fn hits(&self, case: &Case, waived: &[Waived]) -> Vec<Hit> {
        let catalog = Catalog::shipped().unwrap();
        let all: Vec<&Profile> = catalog.profiles.iter().collect();
        let today = certificates::today();
        let profiles: Vec<_> = all.iter().filter_map(|p| p.applies(&case.partner, &self.rates, today)).collect();
        let codes: Vec<&str> = profiles.iter().map(|a| a.profile.code.as_str()).collect();
        assert_eq!(codes, [case.profile], "the profile that applies to case {}", case.number);
        let others: Vec<&Certificate> = case.others.iter().collect();
        // What came in before has a lower number, the partner's other papers a higher one.
        let before = case.versions.iter().map(|c| (Id::new(KindId::Certificate, 0), c));
        let after = (1_000_000..).zip(&case.others).map(|(n, c)| (Id::new(KindId::Certificate, n), c));
        let versions: Vec<(Id, &Certificate)> = before.chain(after).collect();
        let facts = CertificateFacts {
            certificate: &case.certificate,
            state: case.state,
            partner: &case.partner,
            others: &others,
            accepted: &others,
            id: id(case.number),
            versions: &versions,
            insurers: &self.insurers,
            profiles: &profiles,
            all: &all,
            rates: &self.rates,
            waived,
            with_policy: &|number| {
                let known = self.numbers.get(number).cloned().unwrap_or_default();
                known.into_iter().filter(|(other, _)| *other != id(case.number)).collect()
            },
            today,
        };
        evaluate_certificate(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)).hits
    }
}

fn brief(hits: Vec<Hit>) -> BTreeSet<Expected> {
    hits.into_iter().map(|h| (h.rule, h.slot, h.severity)).collect()
}

/// The waivers of a case, given for its first gap as it stood, and what must be found besides.
fn waived(case: &Case, hits: &[Hit]) -> (Vec<Waived>, Option<Expected>) {
    let can = |h: &&Hit| !["INS-02", "INS-13", "INS-20", "INS-23"].contains(&h.rule.as_str());
    let (Some(kind), Some(hit)) = (case.waiver, hits.iter().find(can)) else { return (Vec::new(), None) };
    let through = |days: i64, fact: String| Waived {
        rule: hit.rule.clone(),
        slot: hit.slot.clone(),
        fact,
        until: certificates::days(days).unwrap(),
    };
    // A waiver that is over speaks; one that ends is told 30, 14 and 7 days before.
    let told = |severity| Some(("INS-22".to_owned(), format!("{}.{}", hit.rule, hit.slot), severity));
    match kind {
        Waiver::Lapsed => (vec![through(-1, hit.fact())], told(Severity::High)),
        Waiver::Holds => (vec![through(31, hit.fact())], None),
        Waiver::EndsTonight => (vec![through(0, hit.fact())], told(Severity::Medium)),
        Waiver::EndsIn14 => (vec![through(14, hit.fact())], told(Severity::Low)),
        Waiver::EndsIn30 => (vec![through(30, hit.fact())], told(Severity::Info)),
        Waiver::Renewed => (vec![through(-30, hit.fact()), through(60, hit.fact())], None),
        Waiver::OfOtherFact => (vec![through(-1, "0123456789abcdef".to_owned())], None),
    }
}

#[test]
fn every_generated_certificate_has_the_findings_its_maker_wrote_down() {
    let cases = certificates::generate(CASES);
    let world = World::of(&cases);
    let mut wrong = Vec::new();
    for case in &cases {
        let first = world.hits(case, &[]);
        let (given, besides) = waived(case, &first);
        let found = brief(world.hits(case, &given));
        let mut expected = case.expected.clone();
        expected.extend(besides);
        if found != expected {
            let missing: Vec<_> = expected.difference(&found).collect();
            let more: Vec<_> = found.difference(&expected).collect();
            wrong.push(format!("{} {} {:?}: missing {missing:?}, more {more:?}", case.number, case.profile, case.done));
        }
    }
    let shown: Vec<_> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} of {CASES} differ: {shown:#?}", wrong.len());
}

#[test]
fn the_generated_certificates_hold_every_rule_in_every_outcome() {
    use Severity::Blocking;
    use Severity::High;
    use Severity::Info;
    use Severity::Low;
    use Severity::Medium;
    let cases = certificates::generate(CASES);
    let world = World::of(&cases);
    let mut fired: BTreeMap<(String, Severity), usize> = BTreeMap::new();
    let mut silent = 0;
    for case in &cases {
        let besides = waived(case, &world.hits(case, &[])).1;
        silent += usize::from(case.expected.is_empty());
        for (rule, _, severity) in case.expected.iter().cloned().chain(besides) {
            *fired.entry((rule, severity)).or_default() += 1;
        }
    }
    let both =
        |rule: &str, severities: &[Severity]| severities.iter().map(|s| (rule.to_owned(), *s)).collect::<Vec<_>>();
    let mut wanted = both("INS-01", &[Medium, High]);
    wanted.extend(both("INS-06", &[Medium, High]));
    wanted.extend(both("INS-14", &[Info, Low, Medium, High, Blocking]));
    wanted.extend(both("INS-02", &[Blocking]));
    wanted.extend(both("INS-03", &[Medium, High]));
    wanted.extend(both("INS-13", &[Low, Blocking]));
    wanted.extend(both("INS-16", &[Low, High]));
    wanted.extend(both("INS-22", &[Info, Low, Medium, High]));
    let high = ["04", "05", "07", "15", "17", "18", "20", "23", "24"];
    wanted.extend(high.map(|n| (format!("INS-{n}"), High)));
    wanted.extend(["08", "09", "10", "11", "12", "19", "21"].map(|n| (format!("INS-{n}"), Medium)));
    let rare: Vec<_> = wanted.iter().filter(|key| fired.get(*key).copied().unwrap_or_default() < 10).collect();
    assert!(rare.is_empty(), "rarely or never: {rare:?} of {fired:?}");
    assert_eq!(fired.len(), wanted.len(), "no outcome is unforeseen: {fired:?}");
    assert!(silent > CASES / 10, "{silent} certificates without a finding");
    let rules = entrepot::domain::rules::insurance::INSURANCE_RULES.len();
    let named: BTreeSet<&String> = fired.keys().map(|(rule, _)| rule).collect();
    assert_eq!(named.len(), rules, "every rule fires somewhere");
    // What was done without a finding: every such spoil must have been used too.
    let done: BTreeSet<&str> = cases.iter().flat_map(|c| c.done.iter().copied()).collect();
    let unused: Vec<&str> = certificates::spoils::all().map(|s| s.name).filter(|name| !done.contains(name)).collect();
    assert!(unused.is_empty(), "never done: {unused:?}");
}
