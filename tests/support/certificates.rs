//! Certificates made up over the names of real companies, each with the findings it must give, written down by whoever
//! spoiled it. Nothing here asks the rules: what is expected comes from domain.md §7.2 and §7.5 alone.

// Each test program uses its part of it.
#![allow(dead_code, unreachable_pub)]
// Most of what is made goes into fields that may be empty.
#![allow(clippy::unnecessary_wraps)]

#[path = "certificates/cargo.rs"]
pub mod cargo;
#[path = "certificates/signs.rs"]
pub mod signs;
#[path = "certificates/spoils.rs"]
pub mod spoils;

use chrono::NaiveDate;
use chrono::TimeDelta;
use entrepot::domain::channel::Channel;
use entrepot::domain::channel::Sales;
use entrepot::domain::finding::Severity;
use entrepot::domain::insurance::certificate::Basis;
use entrepot::domain::insurance::certificate::Certificate;
use entrepot::domain::insurance::certificate::CoverKind;
use entrepot::domain::insurance::certificate::Coverage;
use entrepot::domain::insurance::certificate::Endorsement;
use entrepot::domain::insurance::certificate::Insurer;
use entrepot::domain::insurance::certificate::ProductsCovered;
use entrepot::domain::insurance::certificate::Territory;
use entrepot::domain::insurance::insurers::KnownInsurer;
use entrepot::domain::insurance::rates::Rate;
use entrepot::domain::money::Money;
use entrepot::domain::partner::Country;
use entrepot::domain::partner::Partner;
use std::collections::BTreeSet;
use std::fs;

/// Company names; real ones when the folder is there.
const COMPANIES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/companies/gleif-20k.csv");

/// The profiles that ship, in the order of the generator.
pub const PROFILES: [&str; 7] = ["AMZ-US", "WMT-MP", "WMT-1P", "WAYFAIR", "RETAIL-STRICT", "TYPICAL", "CARGO-CIF"];

/// A finding as it must be: rule, slot, severity.
pub type Expected = (String, String, Severity);

/// What becomes of a waiver given for the first gap of a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiver {
    /// It held through yesterday.
    Lapsed,
    /// It holds for more than a month.
    Holds,
    /// It holds through today.
    EndsTonight,
    /// It ends in two weeks.
    EndsIn14,
    /// It ends in 30 days.
    EndsIn30,
    /// It lapsed, and another one holds.
    Renewed,
    /// It lapsed, and was given for another value.
    OfOtherFact,
}

/// One certificate with everything around it.
pub struct Case {
    pub number: usize,
    pub profile: &'static str,
    pub partner: Partner,
    pub certificate: Certificate,
    pub others: Vec<Certificate>,
    /// Earlier versions of it that are over.
    pub versions: Vec<Certificate>,
    pub state: &'static str,
    pub waiver: Option<Waiver>,
    pub expected: BTreeSet<Expected>,
    /// What was done to it.
    pub done: Vec<&'static str>,
}

pub fn today() -> NaiveDate {
    "2026-11-23".parse().unwrap()
}

pub fn days(from_today: i64) -> Option<NaiveDate> {
    Some(today() + TimeDelta::days(from_today))
}

pub fn money(amount: i64, currency: &str) -> Option<Money> {
    Some(Money { amount: amount.into(), currency: currency.into() })
}

pub fn usd(amount: i64) -> Option<Money> {
    money(amount, "USD")
}

pub fn countries(codes: &[&str]) -> Vec<Country> {
    codes.iter().map(|c| Country((*c).to_owned())).collect()
}

/// Rates around the day the certificates were issued; pounds only long before it, yen not at all.
pub fn rates() -> Vec<Rate> {
    let rate = |currency: &str, on: &str, usd: &str| Rate {
        currency: currency.into(),
        on: on.parse().ok(),
        usd: usd.parse().ok(),
        source: "made up".into(),
    };
    vec![rate("CNY", "2026-06-01", "0.14"), rate("EUR", "2026-06-10", "1.10"), rate("GBP", "2026-04-01", "1.30")]
}

/// The desk's list of insurers.
pub fn insurers() -> Vec<KnownInsurer> {
    let known = |name: &str, naic: &str, also: &[&str]| KnownInsurer {
        name: name.into(),
        naic: naic.into(),
        other_names: also.iter().map(|a| (*a).to_owned()).collect(),
        ..KnownInsurer::default()
    };
    vec![
        known("Lantern Casualty Company", "11111", &[]),
        known("Harbour Mutual", "22222", &["港湾财产保险有限公司"]),
        known("Meadow Surety", "", &[]),
    ]
}

/// Names of companies, and whether they are real ones.
pub fn companies() -> (Vec<String>, bool) {
    let Ok(bytes) = fs::read(COMPANIES) else {
        eprintln!("{COMPANIES} is not there: made-up names are used");
        let made = |n: u32| {
            let (first, second) =
                (["Lantern", "Harbour", "Meadow", "Orchard"], ["Brightwater", "Silverbrook", "Oakfield"]);
            let place = |all: &[&str], n: u32| all[n as usize % all.len()].to_owned();
            match n % 5 {
                0 => format!("杭州钱塘{n}电子商务有限公司"),
                1 => format!("{} {} Limited", place(&first, n), place(&second, n / 4)),
                _ => format!("{} {} {n} GmbH", place(&first, n), place(&second, n / 4)),
            }
        };
        return ((0..20_000).map(made).collect(), false);
    };
    let mut reader = csv::Reader::from_reader(bytes.as_slice());
    (reader.records().map(|r| r.unwrap()[1].to_owned()).collect(), true)
}

/// Numbers that look drawn and are the same in every run.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % most.max(1)
    }
}

/// What §7.2 asks of a profile, in thousands of dollars: each occurrence, aggregate, products.
pub fn asked(profile: &str) -> [Option<i64>; 3] {
    match profile {
        "AMZ-US" => [Some(1_000), Some(1_000), None],
        "WMT-MP" | "WMT-1P" => [Some(1_000), Some(2_000), None],
        "WAYFAIR" | "RETAIL-STRICT" => {
            [Some(if profile == "WAYFAIR" { 1_000 } else { 2_000 }), Some(2_000), Some(2_000)]
        }
        "TYPICAL" => [Some(1_000), Some(2_000), Some(1_000)],
        _ => [None, None, None],
    }
}

fn channel(profile: &str) -> Channel {
    match profile {
        "AMZ-US" => Channel::Amazon,
        "WMT-MP" => Channel::Walmart,
        "WMT-1P" => Channel::WalmartFirst,
        "WAYFAIR" => Channel::Wayfair,
        "RETAIL-STRICT" => Channel::Retail,
        "TYPICAL" => Channel::Own,
        _ => Channel::Cargo,
    }
}

fn coverage(nr: &str, cover: CoverKind, number: usize) -> Coverage {
    Coverage {
        nr: nr.into(),
        cover,
        letter: "A".into(),
        policy_no: format!("{}-{number:05}-{nr}", cover.as_str()),
        effective: days(-165),
        expires: days(200),
        deductible: usd(5_000),
        additional_insured: true,
        subrogation_waived: true,
        primary: true,
        basis: Basis::Occurrence,
        territory: Territory::Worldwide,
        claims_in: Territory::Worldwide,
        products_covered: ProductsCovered::All,
        ..Coverage::default()
    }
}

/// A certificate as the profile asks for it, of a partner who sells there: nothing is to be found on it.
fn sound(number: usize, profile: &'static str, company: &str) -> Case {
    let thousand = |wanted: Option<i64>| wanted.and_then(|n| usd(n * 1_000));
    let [each, aggregate, products] = asked(profile);
    let kind = if profile == "CARGO-CIF" { CoverKind::Mc } else { CoverKind::Cgl };
    let mut main = coverage("1", kind, number);
    (main.each, main.aggregate) = (thousand(each), thousand(aggregate));
    main.products = thousand(products.or(Some(2_000)).filter(|_| kind == CoverKind::Cgl));
    let mut coverages = vec![main];
    match profile {
        "WMT-1P" => {
            let with = |nr, kind| Coverage { each: usd(1_000_000), ..coverage(nr, kind, number) };
            coverages.extend([with("2", CoverKind::Wc), with("3", CoverKind::Auto)]);
        }
        "CARGO-CIF" => {
            coverages[0].each = usd(30_000);
            coverages[0].clauses = Some(entrepot::domain::insurance::certificate::CargoClauses::A);
        }
        _ => {}
    }
    let insured = match profile {
        "AMZ-US" => "AMAZON.COM SERVICES LLC, and its affiliates and assignees",
        "WMT-MP" => "Walmart Inc., its Subsidiaries and Affiliates",
        "WMT-1P" => "Walmart Inc.",
        "RETAIL-STRICT" => "All vendors of the certificate holder",
        _ => "Wayfair LLC",
    };
    let sales = Sales {
        channel: channel(profile),
        live_on: "2025-03-01".parse().ok(),
        month_sales: usd(25_000),
        year_sales: usd(250_000),
        ..Sales::default()
    };
    Case {
        number,
        profile,
        partner: Partner {
            legal_name_local: company.to_owned(),
            markets: countries(&["US", "DE"]),
            hs_chapters: vec!["85".into(), "94".into()],
            channels: vec![sales],
            ..Partner::default()
        },
        certificate: Certificate {
            number: format!("COI-{number:05}"),
            issued_on: days(-164),
            insured: company.to_owned(),
            insurers: vec![Insurer {
                letter: "A".into(),
                name: "Lantern Casualty Company".into(),
                naic: "11111".into(),
                am_best: "A".into(),
                sp: "A+".into(),
            }],
            coverages,
            additional_insureds: vec![insured.to_owned()],
            holder: if profile == "WAYFAIR" { "Wayfair LLC".into() } else { "Certificate Desk".into() },
            notice_days: Some(30),
            signed: true,
            endorsements: vec![Endorsement { endorsement: "CG 20 15".into(), attached: true }],
            language: "en".into(),
            ..Certificate::default()
        },
        others: Vec::new(),
        versions: Vec::new(),
        state: "in_review",
        waiver: None,
        expected: BTreeSet::new(),
        done: Vec::new(),
    }
}

impl Case {
    /// Writes down a finding of the profile; `part` as in `CGL-each`, empty when the rule has one line.
    pub fn expect(&mut self, rule: &str, part: &str, severity: Severity) {
        let slot = if part.is_empty() { self.profile.to_owned() } else { format!("{}.{part}", self.profile) };
        self.expected.insert((rule.to_owned(), slot, severity));
    }

    /// The kind of the first coverage, as it stands in slots.
    pub fn main(&self) -> &'static str {
        if self.profile == "CARGO-CIF" { "MC" } else { "CGL" }
    }

    pub fn cover(&mut self) -> &mut Coverage {
        &mut self.certificate.coverages[0]
    }
}

/// So many cases: one of each seven for a profile, each spoil of it in turn first and some others with it.
pub fn generate(count: usize) -> Vec<Case> {
    let (names, _) = companies();
    let mut made: Vec<Case> = Vec::with_capacity(count);
    for number in 0..count {
        let profile = PROFILES[number % PROFILES.len()];
        let mut case = sound(number, profile, &names[number % names.len()]);
        let mut dice = Dice::new(number as u64 + 1);
        let fitting: Vec<&spoils::Spoil> =
            spoils::all().filter(|s| s.of.is_empty() || s.of.contains(&profile)).collect();
        let mut chosen = vec![(number / PROFILES.len()) % fitting.len()];
        for _ in 0..dice.below(4) {
            let more = dice.below(fitting.len());
            let free = |at: &usize| fitting[*at].touches.iter().all(|t| !fitting[more].touches.contains(t));
            if chosen.iter().all(free) && !fitting[more].alone && !chosen.iter().any(|at| fitting[*at].alone) {
                chosen.push(more);
            }
        }
        // Spoils of the cover come before those that copy it into another certificate.
        chosen.sort_unstable();
        for at in chosen {
            (fitting[at].run)(&mut case);
            case.done.push(fitting[at].name);
        }
        if !case.expected.is_empty() && dice.below(6) == 0 {
            let waivers = [
                Waiver::Lapsed,
                Waiver::Lapsed,
                Waiver::Holds,
                Waiver::EndsTonight,
                Waiver::EndsIn14,
                Waiver::EndsIn30,
                Waiver::Renewed,
                Waiver::OfOtherFact,
            ];
            case.waiver = Some(waivers[dice.below(waivers.len())]);
        }
        made.push(case);
    }
    share_policies(&mut made);
    made
}

/// Every fiftieth pair of neighbours shares a policy number: strangers, or one company written in two ways.
fn share_policies(cases: &mut [Case]) {
    for at in (0..cases.len().saturating_sub(1)).step_by(50) {
        let [one, other] = &mut cases[at..at + 2] else { continue };
        let renamed = |c: &Case| {
            c.done.iter().any(|d| d.starts_with("named")) || c.state != "in_review" || !c.versions.is_empty()
        };
        if renamed(one) || renamed(other) {
            continue;
        }
        let number = format!("SHARED-{at:05}");
        one.cover().policy_no.clone_from(&number);
        other.cover().policy_no.clone_from(&number);
        if at % 100 == 0 {
            for case in [&mut *one, &mut *other] {
                case.expected.insert(("INS-20".into(), number.clone(), Severity::High));
                case.done.push("a policy of strangers");
            }
        } else {
            let wide =
                |c: char| if c.is_ascii_alphabetic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c };
            let spelt: String = one.certificate.insured.chars().map(wide).collect();
            other.partner.legal_name_local.clone_from(&spelt);
            other.certificate.insured = spelt;
            one.done.push("a policy of one company in two spellings");
            other.done.push("a policy of one company in two spellings");
        }
    }
}
