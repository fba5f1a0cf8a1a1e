//! The vectors of domain.md §7.5, and every line once as a gap and once not.

use super::certificate::Basis;
use super::certificate::CargoClauses;
use super::certificate::Certificate;
use super::certificate::CoverKind;
use super::certificate::Coverage;
use super::certificate::Endorsement;
use super::certificate::Insurer;
use super::certificate::ProductsCovered;
use super::certificate::Territory;
use super::compare::Compared;
use super::compare::Fit;
use super::compare::Line;
use super::compare::Part;
use super::compare::table;
use super::profile::NamedAs;
use super::profile::Need;
use super::profile::Profile;
use super::rates::Rate;
use super::rates::Rates;
use crate::domain::channel::Channel;
use crate::domain::channel::Sales;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::money::Money;
use crate::domain::msg::Arg;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::i18n::check;
use chrono::NaiveDate;

const TODAY: &str = "2026-11-23";

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[expect(clippy::unnecessary_wraps, reason = "the limits of a coverage may be missing")]
fn usd(amount: u32) -> Option<Money> {
    Some(Money { amount: amount.into(), currency: "USD".into() })
}

fn countries(codes: &[&str]) -> Vec<Country> {
    codes.iter().map(|c| Country((*c).to_owned())).collect()
}

fn wayfair() -> Profile {
    Profile {
        code: "WAYFAIR".into(),
        channel: Channel::Wayfair,
        valid_from: Some(day("2026-01-01")),
        needs: vec![Need {
            cover: CoverKind::Cgl,
            basis: Some(Basis::Occurrence),
            each: usd(1_000_000),
            aggregate: usd(2_000_000),
            products: usd(2_000_000),
            ..Need::default()
        }],
        additional_insured: vec!["Wayfair LLC".into()],
        insured_in: countries(&["US", "CA"]),
        holder: vec!["Wayfair LLC".into()],
        notice_days: Some(30),
        markets: countries(&["US", "CA", "GB", "DE"]),
        claims_worldwide: true,
        languages: vec!["en".into()],
        signed: true,
        ..Profile::default()
    }
}

fn partner() -> Partner {
    Partner {
        legal_name_local: "杭州钱塘电子商务有限公司".into(),
        legal_name_en: "Hangzhou Qiantang E-Commerce Co., Ltd.".into(),
        markets: countries(&["US", "DE"]),
        hs_chapters: vec!["94".into()],
        channels: vec![Sales {
            channel: Channel::Wayfair,
            account_name: "Qiantang Living".into(),
            live_on: Some(day("2025-03-01")),
            ..Sales::default()
        }],
        ..Partner::default()
    }
}

fn coverage() -> Coverage {
    Coverage {
        nr: "1".into(),
        cover: CoverKind::Cgl,
        letter: "A".into(),
        policy_no: "GL-1".into(),
        effective: Some(day("2026-06-11")),
        // 200 days ahead.
        expires: Some(day("2027-06-11")),
        each: usd(1_000_000),
        aggregate: usd(2_000_000),
        products: usd(2_000_000),
        additional_insured: true,
        basis: Basis::Occurrence,
        territory: Territory::Worldwide,
        claims_in: Territory::Worldwide,
        products_covered: ProductsCovered::All,
        ..Coverage::default()
    }
}

fn certificate() -> Certificate {
    Certificate {
        issued_on: Some(day("2026-06-12")),
        insured: "Hangzhou Qiantang E-Commerce Co., Ltd.".into(),
        insurers: vec![Insurer { letter: "A".into(), am_best: "A".into(), ..Insurer::default() }],
        coverages: vec![coverage()],
        additional_insureds: vec!["WAYFAIR LLC, its affiliates and assigns".into()],
        holder: "Wayfair LLC".into(),
        notice_days: Some(30),
        signed: true,
        endorsements: vec![Endorsement { endorsement: "CG 20 15".into(), attached: true }],
        language: "en".into(),
        ..Certificate::default()
    }
}

struct Case {
    certificate: Certificate,
    others: Vec<Certificate>,
    profile: Profile,
    partner: Partner,
}

impl Case {
    fn new() -> Self {
        Self { certificate: certificate(), others: Vec::new(), profile: wayfair(), partner: partner() }
    }

    fn cover(change: impl FnOnce(&mut Coverage)) -> Self {
        let mut case = Self::new();
        change(&mut case.certificate.coverages[0]);
        case
    }

    fn asked(change: impl FnOnce(&mut Profile)) -> Self {
        let mut case = Self::new();
        change(&mut case.profile);
        case
    }

    fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    fn rates() -> Rates {
        let mut rates = Rates::default();
        let on = Some(day("2026-06-01"));
        rates.take(
            Id::new(KindId::Rate, 1),
            &Rate { currency: "CNY".into(), on, usd: "0.14".parse().ok(), source: "PBOC".into() },
        );
        rates
    }

    /// Rules with gaps and how bad each is.
    fn gaps(&self) -> Vec<(&'static str, Severity)> {
        let others: Vec<&Certificate> = self.others.iter().collect();
        let rates = Self::rates();
        let of = Compared {
            certificate: &self.certificate,
            partner: &self.partner,
            others: &others,
            accepted: &others,
            profile: &self.profile,
            rates: &rates,
            today: day(TODAY),
        };
        let lines = table(of).into_iter();
        let told =
            lines.inspect(|line| assert_eq!(check::fits(&line.msg("WAYFAIR")), Vec::<String>::new(), "{line:?}"));
        told.filter_map(|l| if let Fit::Gap(severity) = l.fit { Some((l.rule, severity)) } else { None }).collect()
    }
}

#[test]
fn vector_1_a_certificate_as_wayfair_asks_for_it_is_compliant() {
    assert_eq!(Case::new().gaps(), []);
}

#[test]
fn vector_2_an_aggregate_of_one_million_is_too_low() {
    assert_eq!(Case::cover(|c| c.aggregate = usd(1_000_000)).gaps(), [("INS-05", Severity::High)]);
}

#[test]
fn vector_3_claims_made_is_not_occurrence() {
    let retro = Case::cover(|c| {
        c.basis = Basis::ClaimsMade;
        c.retro_date = Some(day("2025-01-01"));
    });
    assert_eq!(retro.gaps(), [("INS-03", Severity::High)]);
}

#[test]
fn vector_4_a_worldwide_policy_without_the_united_states_and_canada_blocks() {
    let gaps = Case::cover(|c| c.excluded = countries(&["US", "CA"])).gaps();
    assert_eq!(gaps, [("INS-13", Severity::Blocking), ("INS-13", Severity::Blocking)], "cover and claims");
}

#[test]
fn vector_5_twenty_days_before_the_end_is_told() {
    assert_eq!(Case::cover(|c| c.expires = Some(day("2026-12-13"))).gaps(), [("INS-14", Severity::Medium)]);
}

#[test]
fn vector_6_an_umbrella_fills_up_only_where_it_counts() {
    let short = || {
        Case::cover(|c| c.each = usd(500_000)).with(|case| {
            let umbrella = Coverage { nr: "2".into(), cover: CoverKind::Umb, each: usd(1_000_000), ..coverage() };
            case.certificate.coverages.push(Coverage { aggregate: None, products: None, ..umbrella });
        })
    };
    assert_eq!(short().gaps(), [("INS-04", Severity::High)]);
    assert_eq!(short().with(|case| case.profile.umbrella_counts = true).gaps(), []);
}

#[test]
fn vector_7_another_spelling_of_the_name_is_warned_of() {
    let named = |name: &str| Case::new().with(|case| case.certificate.insured = name.into()).gaps();
    assert_eq!(named("Hangzhou Qiantang E-Com Co Ltd"), [("INS-01", Severity::Medium)]);
    assert_eq!(named("HANGZHOU QIANTANG E-COMMERCE COMPANY LIMITED"), []);
    assert_eq!(named("杭州钱塘电子商务有限责任公司"), []);
    assert_eq!(named("Ningbo Harbour Trading Co., Ltd."), [("INS-01", Severity::High)]);
}

#[test]
fn ins_01_takes_the_name_of_the_account_where_the_profile_does() {
    let account = || Case::new().with(|case| case.certificate.insured = "Qiantang Living".into());
    assert_eq!(account().gaps(), [("INS-01", Severity::High)]);
    assert_eq!(account().with(|case| case.profile.named_as = NamedAs::Account).gaps(), []);
}

#[test]
fn ins_02_a_kind_nobody_has_is_missing_and_one_on_another_certificate_is_not() {
    let products = || Case::asked(|p| p.needs.push(Need { cover: CoverKind::Recall, ..Need::default() }));
    assert_eq!(products().gaps(), [("INS-02", Severity::Blocking)]);
    let recall = Coverage { cover: CoverKind::Recall, ..coverage() };
    let other = Certificate { coverages: vec![recall], ..certificate() };
    assert_eq!(products().with(|case| case.others.push(other)).gaps(), []);
    let liability = Case::asked(|p| p.needs.push(Need { cover: CoverKind::Pl, ..Need::default() }));
    assert_eq!(liability.gaps(), [], "general liability with a products limit covers products");
}

#[test]
fn ins_04_limits_in_another_currency_are_converted_at_the_rate_of_the_certificates_day() {
    let yuan = |amount: u32| Some(Money { amount: amount.into(), currency: "CNY".into() });
    assert_eq!(Case::cover(|c| c.each = yuan(7_142_858)).gaps(), []);
    assert_eq!(Case::cover(|c| c.each = yuan(7_142_857)).gaps(), [("INS-04", Severity::High)]);
    let unknown = Case::cover(|c| c.each = Some(Money { amount: 9.into(), currency: "JPY".into() }));
    assert_eq!(unknown.gaps(), [("INS-04", Severity::High)], "what cannot be compared is not taken for enough");
    assert_eq!(Case::cover(|c| c.each = None).gaps(), [("INS-04", Severity::High)]);
}

#[test]
fn ins_06_a_deductible_is_at_most_so_much_and_printed() {
    let asked = |deductible: Option<Money>| {
        Case::asked(|p| {
            p.deductible_max = usd(10_000);
            p.deductible_printed = true;
        })
        .with(|case| case.certificate.coverages[0].deductible = deductible)
        .gaps()
    };
    assert_eq!(asked(usd(10_000)), []);
    assert_eq!(asked(usd(10_001)), [("INS-06", Severity::High)]);
    assert_eq!(asked(None), [("INS-06", Severity::Medium)]);
}

#[test]
fn ins_07_and_08_the_wording_must_be_there_and_a_tick_needs_its_endorsement() {
    let insureds = |texts: &[&str]| {
        let texts: Vec<String> = texts.iter().map(|t| (*t).to_owned()).collect();
        Case::new().with(|case| case.certificate.additional_insureds = texts)
    };
    assert_eq!(insureds(&["Wayfairer LLC"]).gaps(), [("INS-07", Severity::High)]);
    assert_eq!(insureds(&[]).with(|case| case.certificate.operations = "Ｗayfair, LLC is added".into()).gaps(), []);
    let elsewhere = insureds(&[]).with(|case| case.partner.markets = countries(&["DE"]));
    assert_eq!(elsewhere.gaps(), [], "asked only of those who sell to the United States or Canada");
    let ticked = Case::new().with(|case| case.certificate.endorsements[0].attached = false);
    assert_eq!(ticked.gaps(), [("INS-08", Severity::Medium)]);
    let other = Case::new().with(|case| case.certificate.endorsements[0].endorsement = "IL 00 17".into());
    assert_eq!(other.gaps(), [("INS-08", Severity::Medium)]);
}

#[test]
fn ins_09_to_12_subrogation_primary_holder_rating_notice() {
    assert_eq!(Case::asked(|p| p.subrogation_waived = true).gaps(), [("INS-09", Severity::Medium)]);
    let primary = Case::asked(|p| p.primary = true).with(|case| case.certificate.coverages[0].primary = true);
    assert_eq!(primary.gaps(), []);
    let holder = Case::new().with(|case| case.certificate.holder = "Wayfair Stores Ltd".into());
    assert_eq!(holder.gaps(), [("INS-10", Severity::Medium)]);
    let rated = |am_best: &str, sp: &str| {
        Case::asked(|p| {
            p.am_best = "A-".into();
            p.sp = "A-".into();
        })
        .with(|case| {
            case.certificate.insurers[0].am_best = am_best.into();
            case.certificate.insurers[0].sp = sp.into();
        })
        .gaps()
    };
    assert_eq!((rated("A-", ""), rated("B++", "AA")), (vec![], vec![]));
    assert_eq!(rated("B++", "BBB+"), [("INS-11", Severity::Medium)]);
    assert_eq!(rated("", ""), [("INS-11", Severity::Medium)]);
    let notice = |days: Option<i64>| Case::new().with(|case| case.certificate.notice_days = days).gaps();
    assert_eq!((notice(Some(45)), notice(Some(10))), (vec![], vec![("INS-12", Severity::Medium)]));
    assert_eq!(notice(None), [("INS-12", Severity::Medium)]);
}

#[test]
fn ins_13_only_markets_the_partner_sells_to_must_be_covered() {
    let in_eu = || Case::cover(|c| c.territory = Territory::Eu).with(|case| case.profile.claims_worldwide = false);
    assert_eq!(in_eu().gaps(), [("INS-13", Severity::Blocking)]);
    assert_eq!(in_eu().with(|case| case.partner.markets = countries(&["DE"])).gaps(), []);
    let listed = Case::cover(|c| {
        c.territory = Territory::Listed;
        c.countries = countries(&["US", "DE"]);
    });
    assert_eq!(listed.gaps(), []);
    let claims = Case::cover(|c| c.claims_in = Territory::Eu);
    assert_eq!(claims.gaps(), [("INS-13", Severity::Blocking)]);
}

#[test]
fn ins_14_tells_what_is_over_not_yet_begun_or_ends_soon_and_when_that_turns() {
    let ends = |end: &str| Case::cover(|c| c.expires = Some(day(end))).gaps();
    assert_eq!(ends("2026-11-22"), [("INS-14", Severity::Blocking)]);
    assert_eq!(ends("2026-12-22"), [("INS-14", Severity::Medium)], "29 days");
    assert_eq!(ends("2026-12-23"), [("INS-14", Severity::Low)], "30 days");
    assert_eq!(ends("2027-02-20"), [("INS-14", Severity::Info)], "89 days");
    assert_eq!(ends("2027-02-21"), []);
    let begins = Case::cover(|c| c.effective = Some(day("2026-11-24")));
    assert_eq!(begins.gaps(), [("INS-14", Severity::High)]);
    let renewed = Case::cover(|c| c.expires = Some(day("2026-12-13"))).with(|case| {
        let next = Coverage { effective: Some(day("2026-12-14")), expires: Some(day("2027-12-13")), ..coverage() };
        case.others.push(Certificate { coverages: vec![next], ..certificate() });
    });
    assert_eq!(renewed.gaps(), [], "who has the next policy is not asked for it");
}

#[test]
fn ins_15_and_16_signature_language_and_goods() {
    assert_eq!(Case::new().with(|case| case.certificate.signed = false).gaps(), [("INS-15", Severity::High)]);
    assert_eq!(Case::new().with(|case| case.certificate.language = "zh".into()).gaps(), [("INS-15", Severity::High)]);
    assert_eq!(Case::new().with(|case| case.certificate.language = "en-US".into()).gaps(), []);
    let without = |chapters: &[&str]| {
        Case::cover(|c| {
            c.products_covered = ProductsCovered::Excluded;
            c.chapters = chapters.iter().map(|c| (*c).to_owned()).collect();
        })
        .gaps()
    };
    assert_eq!((without(&["95"]), without(&["94"])), (vec![], vec![("INS-16", Severity::High)]));
    let only = Case::cover(|c| {
        c.products_covered = ProductsCovered::Listed;
        c.chapters = vec!["94".into()];
    });
    assert_eq!(only.gaps(), []);
}

#[test]
fn ins_17_consecutive_policies_leave_no_day_open() {
    let before = |end: &str| {
        let last = Coverage { effective: Some(day("2025-06-11")), expires: Some(day(end)), ..coverage() };
        let other = Certificate { coverages: vec![last], ..certificate() };
        Case::new().with(|case| case.others.push(other)).gaps()
    };
    assert_eq!(before("2026-06-10"), []);
    assert_eq!(before("2026-06-09"), [("INS-17", Severity::High)]);
}

#[test]
fn ins_18_claims_made_reaches_back_to_the_first_sale() {
    let retro = |retro: Option<&str>| {
        Case::cover(|c| {
            c.basis = Basis::ClaimsMade;
            c.retro_date = retro.map(day);
        })
        .with(|case| case.profile.needs[0].basis = None)
        .gaps()
    };
    assert_eq!(retro(Some("2025-03-01")), []);
    assert_eq!(retro(Some("2025-03-02")), [("INS-18", Severity::High)]);
    assert_eq!(retro(None), [("INS-18", Severity::High)]);
}

#[test]
fn ins_19_a_statement_grows_old_when_none_follows() {
    let issued = |on: &str| Case::new().with(|case| case.certificate.issued_on = Some(day(on)));
    assert_eq!(
        (issued("2025-11-23").gaps(), issued("2025-11-22").gaps()),
        (vec![], vec![("INS-19", Severity::Medium)])
    );
    assert_eq!(issued("2025-11-22").with(|case| case.others.push(certificate())).gaps(), []);
}

#[test]
fn ins_21_named_perils_do_for_goods_of_little_value() {
    let cargo = |clauses: Option<CargoClauses>, sum: u32| {
        let need =
            Need { cover: CoverKind::Mc, clauses: Some(CargoClauses::A), perils_up_to: usd(50_000), ..Need::default() };
        Case::asked(|p| p.needs = vec![need])
            .with(|case| {
                let cover = &mut case.certificate.coverages[0];
                cover.cover = CoverKind::Mc;
                cover.clauses = clauses;
                cover.each = usd(sum);
            })
            .gaps()
    };
    assert_eq!((cargo(Some(CargoClauses::A), 90_000), cargo(Some(CargoClauses::C), 50_000)), (vec![], vec![]));
    assert_eq!(cargo(Some(CargoClauses::C), 50_001), [("INS-21", Severity::Medium)]);
    assert_eq!(cargo(None, 1), [("INS-21", Severity::Medium)]);
}

#[test]
fn a_profile_applies_by_channel_market_goods_and_what_was_sold() {
    let on = day(TODAY);
    let rates = Case::rates();
    let why = |profile: &Profile, partner: &Partner| profile.applies(partner, &rates, on).map(|a| a.why.id.to_string());
    let because = |why: &str| Some(why.to_owned());
    let (base, mut partner) = (wayfair(), partner());
    assert_eq!(why(&base, &partner), because("profile-why-channel"));
    assert_eq!(why(&Profile { channel: Channel::Amazon, ..base.clone() }, &partner), None);
    assert_eq!(why(&Profile { valid_to: Some(day("2026-11-22")), ..base.clone() }, &partner), None);
    assert_eq!(why(&Profile { asked_in: countries(&["JP"]), ..base.clone() }, &partner), None);
    assert_eq!(why(&Profile { chapters: vec!["95".into()], ..base.clone() }, &partner), None);
    let large = Profile { month_over: usd(10_000), year_over: usd(100_000), ..base.clone() };
    assert_eq!(why(&large, &partner), None);
    partner.channels[0].month_sales = usd(10_001);
    assert_eq!(why(&large, &partner), because("profile-why-month"));
    partner.channels[0].month_sales = usd(10_000);
    partner.channels[0].year_sales = usd(100_001);
    assert_eq!(why(&large, &partner), because("profile-why-year"));
    partner.channels[0].asked_on = Some(on);
    assert_eq!(why(&large, &partner), because("profile-why-asked"));
    partner.channels[0].closed_on = Some(on);
    assert_eq!(why(&large, &partner), None);
}

#[test]
fn what_a_paper_does_not_say_is_no_pass() {
    let silent = Case::cover(|c| {
        c.basis = Basis::Unstated;
        c.territory = Territory::Unstated;
        c.claims_in = Territory::Unstated;
        c.products_covered = ProductsCovered::Unstated;
    });
    let (low, medium) = (Severity::Low, Severity::Medium);
    assert_eq!(silent.gaps(), [("INS-03", medium), ("INS-13", low), ("INS-13", low), ("INS-16", low)]);
    let shut = Case::cover(|c| {
        c.territory = Territory::Unstated;
        c.excluded = countries(&["US"]);
    });
    assert_eq!(
        shut.gaps().iter().filter(|(_, s)| *s == Severity::Blocking).count(),
        2,
        "what it leaves out it does say"
    );
}

#[test]
fn what_a_paper_does_not_say_is_said_in_a_sentence_of_its_own() {
    use crate::i18n::I18n;
    use crate::i18n::Locale;
    let said = |rule: &'static str, part: Part, need: Arg, has: Arg, locale: Locale| {
        let i18n = I18n::new(locale);
        let line = Line { rule, part, need, has, fit: Fit::Gap(Severity::Medium), turns: None };
        let words = i18n.text(&line.msg("WAYFAIR"));
        assert_eq!(i18n.faults(), 0, "{rule}");
        words
    };
    let limit = |text: &str| Arg::from(&text.parse::<Money>().unwrap());
    let none = || Arg::Term("insurance-none".to_owned());
    let no = || Arg::Term("no".to_owned());
    let cgl = Part::of(CoverKind::Cgl, "each");
    let en = Locale::En;
    assert_eq!(
        said("INS-04", cgl, limit("1000000 USD"), limit("900000 USD"), en),
        "WAYFAIR, general liability, each occurrence: 900,000 USD, asked 1,000,000 USD."
    );
    assert_eq!(
        said("INS-06", Part::of(CoverKind::Cgl, ""), limit("10000 USD"), none(), en),
        "WAYFAIR, general liability: no deductible is stated, asked 10,000 USD."
    );
    assert_eq!(
        said("INS-12", Part::default(), Arg::Int(30), none(), en),
        "WAYFAIR: no days of notice are stated, asked 30."
    );
    assert_eq!(
        said("INS-10", Part::default(), "Wayfair LLC".into(), none(), Locale::Zh),
        "WAYFAIR：未列持有人；要求 Wayfair LLC。"
    );
    assert_eq!(
        said("INS-15", Part::term("signed"), Arg::Term("yes".into()), no(), en),
        "WAYFAIR: the signature is missing."
    );
}
