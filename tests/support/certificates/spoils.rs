//! What can be wrong with a certificate, one thing at a time, and what must be found then.

use super::Case;
use super::asked;
use super::cargo::CARGO;
use super::countries;
use super::days;
use super::money;
use super::signs::SIGNS;
use super::usd;
use entrepot::domain::finding::Severity;
use entrepot::domain::finding::Severity::Blocking;
use entrepot::domain::finding::Severity::High;
use entrepot::domain::finding::Severity::Info;
use entrepot::domain::finding::Severity::Low;
use entrepot::domain::finding::Severity::Medium;
use entrepot::domain::insurance::certificate::Basis;
use entrepot::domain::insurance::certificate::Certificate;
use entrepot::domain::insurance::certificate::CertificateForm;
use entrepot::domain::insurance::certificate::CoverKind;
use entrepot::domain::insurance::certificate::Coverage;
use entrepot::domain::insurance::certificate::ProductsCovered;
use entrepot::domain::insurance::certificate::Territory;
use entrepot::domain::money::Money;

/// A part of a certificate; two spoils of one part are not put on one certificate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Name,
    Each,
    Aggregate,
    Products,
    Kinds,
    Basis,
    Borne,
    Insured,
    Terms,
    Holder,
    Rating,
    Notice,
    Reach,
    Term,
    Issue,
    Paper,
    Goods,
    Cargo,
}

/// One thing to do to a sound certificate.
pub struct Spoil {
    pub name: &'static str,
    /// Profiles it is for; empty for all.
    pub of: &'static [&'static str],
    pub touches: &'static [Part],
    /// Whether nothing else may be wrong with the certificate.
    pub alone: bool,
    pub run: fn(&mut Case),
}

pub const fn spoil(
    name: &'static str,
    of: &'static [&'static str],
    touches: &'static [Part],
    run: fn(&mut Case),
) -> Spoil {
    Spoil { name, of, touches, alone: false, run }
}

const fn alone(name: &'static str, of: &'static [&'static str], run: fn(&mut Case)) -> Spoil {
    Spoil { name, of, touches: &[], alone: true, run }
}

const LIABILITY: &[&str] = &["AMZ-US", "WMT-MP", "WMT-1P", "WAYFAIR", "RETAIL-STRICT", "TYPICAL"];
const OCCURRENCE: [&str; 3] = ["AMZ-US", "WAYFAIR", "RETAIL-STRICT"];
const UMBRELLA: [&str; 2] = ["AMZ-US", "RETAIL-STRICT"];
const INSURED: &[&str] = &["AMZ-US", "WMT-MP", "WMT-1P", "WAYFAIR", "RETAIL-STRICT"];
const CLAIMS: [&str; 2] = ["WMT-1P", "WAYFAIR"];
const RATED: &[&str] = &["AMZ-US", "TYPICAL"];
const NOTICE: &[&str] = &["AMZ-US", "WAYFAIR", "RETAIL-STRICT", "TYPICAL"];
const PRIMARY: &[&str] = &["WMT-1P", "RETAIL-STRICT", "TYPICAL"];
const SUBROGATION: &[&str] = &["WMT-1P", "TYPICAL"];
const SIGNED: &[&str] = &["AMZ-US", "WAYFAIR"];

/// All of them; those that copy the certificate come last.
pub fn all() -> impl Iterator<Item = &'static Spoil> {
    [NAMES, LIMITS, OTHER_LIMITS, KINDS, BASES, INSUREDS, TERMS, PAPERS, REACHES, CARGO, DATES, SIGNS]
        .into_iter()
        .flatten()
}

fn gap(case: &mut Case, rule: &str, term: &str, severity: Severity) {
    let part = if term.is_empty() { case.main().to_owned() } else { format!("{}-{term}", case.main()) };
    case.expect(rule, &part, severity);
}

/// A company's name as plain words in front of `Limited`, long enough for one letter to be a small part of it.
fn plain(case: &Case) -> String {
    let forms = ["limited", "company", "private", "incorporated", "corporation"];
    let word = |w: &&str| {
        w.len() > 4 && w.bytes().all(|b| b.is_ascii_alphabetic()) && !forms.contains(&w.to_lowercase().as_str())
    };
    let mut core = String::new();
    for found in case.partner.legal_name_local.split_whitespace().filter(word) {
        core = format!("{core} {found}");
        if core.len() > 15 {
            break;
        }
    }
    if (14..=27).contains(&core.trim().len()) { core.trim().to_owned() } else { "Silverbrook Lanternhouse".to_owned() }
}

/// The name without its third letter, and how alike the two are in per cent, counted here.
fn misspelt(core: &str) -> (String, usize) {
    let letters =
        |t: &str| t.chars().filter(char::is_ascii_alphabetic).map(|c| c.to_ascii_lowercase()).collect::<Vec<_>>();
    let wrong: String = core.chars().take(2).chain(core.chars().skip(3)).collect();
    let pairs = |t: &str| letters(t).windows(2).map(|w| (w[0], w[1])).collect::<Vec<_>>();
    let (mut left, right) = (pairs(core), pairs(&wrong));
    let all = left.len() + right.len();
    let mut shared = 0;
    for pair in right {
        if let Some(at) = left.iter().position(|p| *p == pair) {
            left.remove(at);
            shared += 1;
        }
    }
    (wrong, 200 * shared / all)
}

const NAMES: &[Spoil] = &[
    spoil("nothing", &[], &[], |_| {}),
    spoil("named as somebody else", &[], &[Part::Name], |c| {
        c.certificate.insured = format!("Zzyx Quorum Vjk {} GmbH", c.number);
        c.expect("INS-01", "", High);
    }),
    spoil("named with a letter missing", &[], &[Part::Name], |c| {
        let core = plain(c);
        let (wrong, alike) = misspelt(&core);
        c.partner.legal_name_local = format!("{core} Limited");
        c.certificate.insured = format!("{wrong} Ltd.");
        match alike {
            95.. => {}
            80..95 => c.expect("INS-01", "", Medium),
            _ => c.expect("INS-01", "", High),
        }
    }),
    spoil("named in another spelling", &[], &[Part::Name], |c| {
        let core = plain(c);
        c.partner.legal_name_local = format!("{core} Co., Ltd.");
        c.certificate.insured = format!("{}  COMPANY LIMITED", core.to_uppercase());
    }),
    spoil("named by the English name", &[], &[Part::Name], |c| {
        c.partner.legal_name_en = format!("{} Trading {} Co., Ltd.", plain(c), c.number);
        c.certificate.insured.clone_from(&c.partner.legal_name_en);
    }),
    spoil("named as the account", &["AMZ-US", "WMT-MP", "WAYFAIR"], &[Part::Name], |c| {
        c.partner.channels[0].account_name = format!("Qvx Wjz Living {}", c.number);
        c.certificate.insured.clone_from(&c.partner.channels[0].account_name);
        if c.profile == "WMT-MP" {
            c.expect("INS-01", "", High);
        }
    }),
];

/// Puts a limit that is too low, or is not.
fn each(c: &mut Case, has: Option<Money>, short: bool) {
    c.cover().each = has;
    if short {
        gap(c, "INS-04", "each", High);
    }
}

fn wanted(c: &Case) -> i64 {
    asked(c.profile)[0].unwrap_or_default() * 1_000
}

/// Half of what is asked, with an umbrella for all of it.
fn with_umbrella(c: &mut Case, runs: bool) {
    let most = wanted(c);
    c.cover().each = usd(most / 2);
    let mut umbrella = c.certificate.coverages[0].clone();
    (umbrella.nr, umbrella.cover, umbrella.each) = ("8".into(), CoverKind::Umb, usd(most));
    (umbrella.aggregate, umbrella.products, umbrella.policy_no) = (None, None, format!("UMB-{}", c.number));
    if !runs {
        (umbrella.effective, umbrella.expires) = (days(-800), days(-435));
    }
    c.certificate.coverages.push(umbrella);
    if !(runs && UMBRELLA.contains(&c.profile)) {
        gap(c, "INS-04", "each", High);
    }
}

const LIMITS: &[Spoil] = &[
    spoil("a dollar too little", LIABILITY, &[Part::Each], |c| each(c, usd(wanted(c) - 1), true)),
    spoil("no limit", LIABILITY, &[Part::Each], |c| each(c, None, true)),
    spoil("more than asked", LIABILITY, &[Part::Each], |c| each(c, usd(wanted(c) * 5), false)),
    spoil("enough in yuan", LIABILITY, &[Part::Each, Part::Issue], |c| {
        each(c, money(wanted(c) * 100 / 14 + 1, "CNY"), false);
    }),
    spoil("too little in yuan", LIABILITY, &[Part::Each, Part::Issue], |c| {
        each(c, money(wanted(c) * 100 / 14, "CNY"), true);
    }),
    spoil("enough in euro", LIABILITY, &[Part::Each, Part::Issue], |c| {
        each(c, money(wanted(c) * 10 / 11 + 1, "EUR"), false);
    }),
    spoil("in yen without a rate", LIABILITY, &[Part::Each, Part::Issue], |c| {
        each(c, money(9_000_000_000, "JPY"), true);
    }),
    spoil("in pounds with an old rate", LIABILITY, &[Part::Each, Part::Issue], |c| {
        each(c, money(9_000_000, "GBP"), true);
    }),
    spoil(
        "half and an umbrella",
        LIABILITY,
        &[Part::Each, Part::Aggregate, Part::Term, Part::Reach, Part::Goods],
        |c| {
            with_umbrella(c, true);
        },
    ),
    spoil("half and an umbrella that is over", LIABILITY, &[Part::Each, Part::Aggregate, Part::Term], |c| {
        with_umbrella(c, false);
    }),
];

fn borne(c: &mut Case, deductible: Option<Money>, retention: Option<Money>, found: Option<Severity>) {
    (c.cover().deductible, c.cover().retention) = (deductible, retention);
    if let Some(severity) = found {
        gap(c, "INS-06", "", severity);
    }
}

const OTHER_LIMITS: &[Spoil] = &[
    spoil("half the aggregate", LIABILITY, &[Part::Aggregate], |c| {
        c.cover().aggregate = usd(asked(c.profile)[1].unwrap() * 500);
        gap(c, "INS-05", "aggregate", High);
    }),
    spoil("no aggregate", LIABILITY, &[Part::Aggregate], |c| {
        c.cover().aggregate = None;
        gap(c, "INS-05", "aggregate", High);
    }),
    spoil("a large aggregate", LIABILITY, &[Part::Aggregate], |c| c.cover().aggregate = usd(20_000_000)),
    spoil("little for products", &["WAYFAIR", "RETAIL-STRICT", "TYPICAL"], &[Part::Products], |c| {
        c.cover().products = usd(999_999);
        gap(c, "INS-05", "products", High);
    }),
    spoil("the highest deductible", &["AMZ-US"], &[Part::Borne], |c| borne(c, usd(10_000), None, None)),
    spoil("a deductible too high", &["AMZ-US"], &[Part::Borne], |c| borne(c, usd(10_001), None, Some(High))),
    spoil("no deductible printed", &["AMZ-US"], &[Part::Borne], |c| borne(c, None, None, Some(Medium))),
    spoil("a retention", &["AMZ-US"], &[Part::Borne], |c| borne(c, None, usd(9_000), None)),
    spoil("a retention too high", &["AMZ-US"], &[Part::Borne], |c| borne(c, None, usd(50_000), Some(High))),
    spoil("a retention too high beside a deductible", &["AMZ-US"], &[Part::Borne], |c| {
        borne(c, usd(5_000), usd(50_000), Some(High));
    }),
    spoil("a deductible nobody limits", &["WMT-MP", "WAYFAIR"], &[Part::Borne], |c| borne(c, usd(900_000), None, None)),
];

/// Another certificate of the partner, older than this one, with one coverage.
fn elsewhere(c: &mut Case, coverage: Coverage) {
    let other = Certificate { issued_on: days(-170), coverages: vec![coverage], ..c.certificate.clone() };
    c.others.push(other);
}

const KINDS: &[Spoil] = &[
    spoil("nothing for products", &["WMT-MP", "WAYFAIR"], &[Part::Products, Part::Kinds], |c| {
        c.cover().products = None;
        c.expect("INS-02", "PL", Blocking);
        if c.profile == "WAYFAIR" {
            gap(c, "INS-05", "products", High);
        }
    }),
    spoil("products on another certificate", &["WMT-MP"], &[Part::Products, Part::Kinds, Part::Issue], |c| {
        c.cover().products = None;
        let own = Coverage { cover: CoverKind::Pl, ..c.certificate.coverages[0].clone() };
        elsewhere(c, own);
    }),
    spoil("no workers' compensation", &["WMT-1P"], &[Part::Kinds], |c| {
        c.certificate.coverages.remove(1);
        c.expect("INS-02", "WC", Blocking);
    }),
    spoil("vehicles on another certificate", &["WMT-1P"], &[Part::Kinds, Part::Issue], |c| {
        let auto = c.certificate.coverages.remove(2);
        elsewhere(c, auto);
    }),
    spoil("little for vehicles", &["WMT-1P"], &[Part::Kinds], |c| {
        c.certificate.coverages[2].each = usd(900_000);
        c.expect("INS-04", "AUTO-each", High);
    }),
    alone("nothing the profile speaks of", &[], |c| {
        c.certificate.coverages.truncate(1);
        c.cover().cover = CoverKind::Cyb;
    }),
    alone("over, with everything wrong", LIABILITY, |c| {
        c.state = "expired";
        c.certificate.signed = false;
        c.cover().each = None;
        c.cover().expires = days(-9);
    }),
];

fn claims_made(c: &mut Case, retro: Option<&str>, late: bool) {
    c.cover().basis = Basis::ClaimsMade;
    c.cover().retro_date = retro.map(|d| d.parse().unwrap());
    if OCCURRENCE.contains(&c.profile) {
        gap(c, "INS-03", "", High);
    }
    if late {
        gap(c, "INS-18", "", High);
    }
}

const BASES: &[Spoil] = &[
    spoil("claims made, back to the first sale", &[], &[Part::Basis], |c| claims_made(c, Some("2025-03-01"), false)),
    spoil("claims made, back to later", &[], &[Part::Basis], |c| claims_made(c, Some("2025-03-02"), true)),
    spoil("claims made, back to nothing", &[], &[Part::Basis], |c| claims_made(c, None, true)),
    spoil("when a claim falls under it is not said", &[], &[Part::Basis], |c| {
        c.cover().basis = Basis::Unstated;
        if OCCURRENCE.contains(&c.profile) {
            gap(c, "INS-03", "", Medium);
        }
    }),
];

const INSUREDS: &[Spoil] = &[
    spoil("no additional insured", INSURED, &[Part::Insured], |c| {
        c.certificate.additional_insureds.clear();
        c.expect("INS-07", "", High);
    }),
    spoil("another additional insured", INSURED, &[Part::Insured], |c| {
        c.certificate.additional_insureds = vec!["Walmarts Inc".into(), "Wayfairer LLC".into(), "Vendorama".into()];
        c.expect("INS-07", "", High);
    }),
    spoil("the additional insured in the description", INSURED, &[Part::Insured], |c| {
        c.certificate.operations =
            format!("Re: all operations. {} is added.", c.certificate.additional_insureds.remove(0));
    }),
    spoil("the channel as the holder only", &["WMT-MP"], &[Part::Insured, Part::Holder], |c| {
        c.certificate.additional_insureds.clear();
        c.certificate.holder = "WALMART INC.".into();
    }),
    spoil(
        "the channel as the holder only, where that is not enough",
        &["WMT-1P"],
        &[Part::Insured, Part::Holder],
        |c| {
            c.certificate.additional_insureds.clear();
            c.certificate.holder = "Walmart Inc.".into();
            c.expect("INS-07", "", High);
        },
    ),
    spoil("a tick without its endorsement", INSURED, &[Part::Terms], |c| {
        c.certificate.endorsements[0].attached = false;
        c.expect("INS-08", "", Medium);
    }),
    spoil("a tick with another endorsement", INSURED, &[Part::Terms], |c| {
        c.certificate.endorsements[0].endorsement = "IL 00 17".into();
        c.expect("INS-08", "", Medium);
    }),
    spoil("a tick with a wider endorsement", INSURED, &[Part::Terms], |c| {
        c.certificate.endorsements[0].endorsement = "cg-20-26".into();
    }),
    spoil("no tick and no endorsement", INSURED, &[Part::Terms, Part::Term, Part::Each], |c| {
        c.certificate.coverages.iter_mut().for_each(|cover| cover.additional_insured = false);
        c.certificate.endorsements.clear();
    }),
];

const TERMS: &[Spoil] = &[
    spoil("subrogation not waived", SUBROGATION, &[Part::Basis], |c| {
        c.cover().subrogation_waived = false;
        c.expect("INS-09", "subrogation", Medium);
    }),
    spoil("not primary", PRIMARY, &[Part::Paper], |c| {
        c.cover().primary = false;
        c.expect("INS-09", "primary", Medium);
    }),
    spoil("neither, where nobody asks", &["AMZ-US", "WMT-MP"], &[Part::Paper], |c| {
        (c.cover().primary, c.cover().subrogation_waived) = (false, false);
    }),
    spoil("another holder", &["WAYFAIR"], &[Part::Holder], |c| {
        c.certificate.holder = "Wayfair Stores Ltd".into();
        c.expect("INS-10", "", Medium);
    }),
    spoil("the holder in its address", &["WAYFAIR"], &[Part::Holder], |c| {
        c.certificate.holder = "Compliance".into();
        c.certificate.holder_address = "wayfair, LLC - 4 Copley Place, Boston MA".into();
    }),
    spoil("another holder, where any will do", &["AMZ-US", "TYPICAL"], &[Part::Holder], |c| {
        c.certificate.holder = "Nobody in particular".into();
    }),
    spoil("a weak insurer", RATED, &[Part::Rating], |c| {
        (c.certificate.insurers[0].am_best, c.certificate.insurers[0].sp) = ("B++".into(), "BBB+".into());
        gap(c, "INS-11", "", Medium);
    }),
    spoil("an insurer without a rating", RATED, &[Part::Rating], |c| {
        (c.certificate.insurers[0].am_best, c.certificate.insurers[0].sp) = (String::new(), String::new());
        gap(c, "INS-11", "", Medium);
    }),
    spoil("an insurer nobody names", RATED, &[Part::Rating], |c| {
        c.certificate.insurers.clear();
        gap(c, "INS-11", "", Medium);
    }),
    spoil("a rating with the insurer's size", RATED, &[Part::Rating], |c| {
        (c.certificate.insurers[0].am_best, c.certificate.insurers[0].sp) = ("A- (VII)".into(), String::new());
    }),
    spoil("a rating by one house that does", &["AMZ-US"], &[Part::Rating], |c| {
        (c.certificate.insurers[0].am_best, c.certificate.insurers[0].sp) = ("B".into(), "a-".into());
    }),
    spoil("ten days of notice", NOTICE, &[Part::Notice], |c| {
        c.certificate.notice_days = Some(10);
        c.expect("INS-12", "", Medium);
    }),
    spoil("no notice", NOTICE, &[Part::Notice], |c| {
        c.certificate.notice_days = None;
        c.expect("INS-12", "", Medium);
    }),
    spoil("more notice than asked", NOTICE, &[Part::Notice], |c| c.certificate.notice_days = Some(60)),
];

const PAPERS: &[Spoil] = &[
    spoil("not signed", SIGNED, &[Part::Paper], |c| {
        c.certificate.signed = false;
        c.expect("INS-15", "signed", High);
    }),
    spoil("not signed, where nobody asks", &["WMT-MP"], &[Part::Paper], |c| c.certificate.signed = false),
    spoil("in Chinese", &["WAYFAIR"], &[Part::Paper], |c| {
        c.certificate.language = "zh-CN".into();
        c.expect("INS-15", "language", High);
    }),
    spoil("in no language", &["WAYFAIR"], &[Part::Paper], |c| {
        c.certificate.language = String::new();
        c.expect("INS-15", "language", High);
    }),
    spoil("in British English", &["WAYFAIR"], &[Part::Paper], |c| c.certificate.language = "en-GB".into()),
    spoil("older than a year", &[], &[Part::Term, Part::Issue], |c| {
        c.certificate.issued_on = "2025-11-22".parse().ok();
        c.expect("INS-19", "", Medium);
    }),
    spoil("a year old to the day", &[], &[Part::Term, Part::Issue], |c| {
        c.certificate.issued_on = "2025-11-23".parse().ok();
    }),
    spoil("an old policy, not a statement", &[], &[Part::Term, Part::Issue], |c| {
        c.certificate.issued_on = "2025-06-22".parse().ok();
        c.certificate.form = CertificateForm::CnPolicy;
    }),
];

fn reach(c: &mut Case, territory: bool, claims: bool, severity: Severity) {
    if territory && c.profile != "TYPICAL" {
        gap(c, "INS-13", "territory", severity);
    }
    if claims && CLAIMS.contains(&c.profile) {
        gap(c, "INS-13", "claims", severity);
    }
}

/// Excludes goods or countries; `claims` says whether claims are shut out too.
fn unreached(c: &mut Case, territory: bool, claims: bool) {
    reach(c, territory, claims, Blocking);
}

const REACHES: &[Spoil] = &[
    spoil("not in the United States", LIABILITY, &[Part::Reach], |c| {
        c.cover().excluded = countries(&["US", "CA"]);
        unreached(c, true, true);
    }),
    spoil("in the European Union only", LIABILITY, &[Part::Reach], |c| {
        c.cover().territory = Territory::Eu;
        unreached(c, true, false);
    }),
    spoil("in the countries it sells to", LIABILITY, &[Part::Reach], |c| {
        c.cover().territory = Territory::Listed;
        c.cover().countries = countries(&["DE", "US"]);
    }),
    spoil("in another country", LIABILITY, &[Part::Reach], |c| {
        c.cover().territory = Territory::Listed;
        c.cover().countries = countries(&["DE", "FR"]);
        unreached(c, true, false);
    }),
    spoil("claims in North America only", LIABILITY, &[Part::Reach], |c| {
        c.cover().claims_in = Territory::UsCa;
        unreached(c, false, true);
    }),
    spoil("not in a country it does not sell to", LIABILITY, &[Part::Reach, Part::Insured, Part::Terms], |c| {
        c.partner.markets = countries(&["DE"]);
        c.cover().excluded = countries(&["US", "CA"]);
    }),
    spoil("where it covers is not said", LIABILITY, &[Part::Reach], |c| {
        (c.cover().territory, c.cover().claims_in) = (Territory::Unstated, Territory::Unstated);
        reach(c, true, true, Low);
    }),
    spoil("which goods it covers is not said", &[], &[Part::Goods], |c| {
        c.cover().products_covered = ProductsCovered::Unstated;
        gap(c, "INS-16", "", Low);
    }),
    spoil("without its goods", &[], &[Part::Goods], |c| {
        c.cover().products_covered = ProductsCovered::Excluded;
        c.cover().chapters = vec!["85".into()];
        gap(c, "INS-16", "", High);
    }),
    spoil("for some of its goods", &[], &[Part::Goods], |c| {
        c.cover().products_covered = ProductsCovered::Listed;
        c.cover().chapters = vec!["94".into()];
        gap(c, "INS-16", "", High);
    }),
    spoil("for its goods", &[], &[Part::Goods], |c| {
        c.cover().products_covered = ProductsCovered::Listed;
        c.cover().chapters = vec!["94".into(), "85".into()];
    }),
    spoil("without other goods", &[], &[Part::Goods], |c| {
        c.cover().products_covered = ProductsCovered::Excluded;
        c.cover().chapters = vec!["95".into()];
    }),
];

fn ends(c: &mut Case, left: Option<i64>, found: Option<Severity>) {
    c.cover().expires = left.and_then(days);
    if let Some(severity) = found {
        gap(c, "INS-14", "", severity);
    }
}

/// The policy before this one, which ended so many days before it began.
fn before(c: &Case, open: i64) -> Coverage {
    let own = c.certificate.coverages[0].clone();
    Coverage {
        nr: "9".into(),
        effective: days(-540),
        expires: days(-166 - open),
        policy_no: format!("OLD-{}", c.number),
        ..own
    }
}

const DATES: &[Spoil] = &[
    spoil("over since yesterday", &[], &[Part::Term], |c| ends(c, Some(-1), Some(Blocking))),
    spoil("over tonight", &[], &[Part::Term], |c| ends(c, Some(0), Some(Medium))),
    spoil("over in 20 days", &[], &[Part::Term], |c| ends(c, Some(20), Some(Medium))),
    spoil("over in 30 days", &[], &[Part::Term], |c| ends(c, Some(30), Some(Low))),
    spoil("over in 59 days", &[], &[Part::Term], |c| ends(c, Some(59), Some(Low))),
    spoil("over in 60 days", &[], &[Part::Term], |c| ends(c, Some(60), Some(Info))),
    spoil("over in 89 days", &[], &[Part::Term], |c| ends(c, Some(89), Some(Info))),
    spoil("over in 90 days", &[], &[Part::Term], |c| ends(c, Some(90), None)),
    spoil("without an end", &[], &[Part::Term], |c| ends(c, None, Some(High))),
    spoil("not begun", &[], &[Part::Term], |c| {
        c.cover().effective = days(1);
        gap(c, "INS-14", "", High);
    }),
    spoil("over in 20 days and renewed", &[], &[Part::Term, Part::Issue], |c| {
        ends(c, Some(20), None);
        let next = Coverage { effective: days(21), expires: days(386), ..c.certificate.coverages[0].clone() };
        let next = Certificate { issued_on: days(-1), coverages: vec![next], ..c.certificate.clone() };
        c.others.push(next);
    }),
    spoil("over in 20 days and renewed too late", &[], &[Part::Term, Part::Issue], |c| {
        ends(c, Some(20), Some(Medium));
        let next = Coverage { effective: days(22), expires: days(387), ..c.certificate.coverages[0].clone() };
        let next = Certificate { issued_on: days(-1), coverages: vec![next], ..c.certificate.clone() };
        c.others.push(next);
    }),
    spoil("the policy before ended the day before", &[], &[Part::Term], |c| {
        let last = before(c, 0);
        elsewhere(c, last);
    }),
    spoil("a day open after the policy before", &[], &[Part::Term], |c| {
        let last = before(c, 1);
        elsewhere(c, last);
        gap(c, "INS-17", "", High);
    }),
    spoil("a month open after the policy before, on one certificate", &[], &[Part::Term], |c| {
        let last = before(c, 30);
        c.certificate.coverages.push(last);
        gap(c, "INS-17", "", High);
    }),
    spoil("older than a year, and another one after it", &[], &[Part::Term, Part::Issue], |c| {
        c.certificate.issued_on = "2025-10-01".parse().ok();
        let newer = Certificate { issued_on: days(-3), ..c.certificate.clone() };
        c.others.push(newer);
    }),
];
