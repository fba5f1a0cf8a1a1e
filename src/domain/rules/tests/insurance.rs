//! INS-02 of a partner, INS-20, INS-22, INS-23 and INS-24: what is more than one certificate against one profile.

use crate::domain::channel::Channel;
use crate::domain::channel::Sales;
use crate::domain::finding::Hit;
use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::CoverKind;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::insurance::insurers::Insurers;
use crate::domain::insurance::insurers::KnownInsurer;
use crate::domain::insurance::profile::Applies;
use crate::domain::insurance::profile::Need;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rates;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::domain::rules::insurance::CertificateFacts;
use crate::domain::rules::insurance::Waived;
use crate::domain::rules::insurance::evaluate_certificate;
use crate::domain::rules::tests::words;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

struct World {
    state: &'static str,
    waived: Vec<Waived>,
    elsewhere: Vec<(Id, String)>,
    needs: Vec<Need>,
    partner: Partner,
    each: &'static str,
    versions: Vec<(Id, Certificate)>,
    insurers: Insurers,
}

impl World {
    fn new() -> Self {
        let sales = Sales { channel: Channel::Wayfair, ..Sales::default() };
        Self {
            state: "in_review",
            waived: Vec::new(),
            elsewhere: Vec::new(),
            needs: vec![Need { cover: CoverKind::Cgl, each: "1000000 USD".parse().ok(), ..Need::default() }],
            partner: Partner { legal_name_local: "Nordlicht GmbH".into(), channels: vec![sales], ..Partner::default() },
            each: "900000 USD",
            versions: Vec::new(),
            insurers: Insurers::default(),
        }
    }

    fn certificate(&self) -> Certificate {
        let cover = Coverage {
            nr: "1".into(),
            policy_no: "GL-7".into(),
            each: self.each.parse().ok(),
            effective: Some(day("2026-06-30")),
            expires: Some(day("2027-06-30")),
            ..Coverage::default()
        };
        let insurer = Insurer { letter: "A".into(), name: "Lantern Casualty Co.".into(), ..Insurer::default() };
        Certificate {
            insured: "Nordlicht GmbH".into(),
            issued_on: Some(day("2026-07-01")),
            insurers: vec![insurer],
            coverages: vec![cover],
            ..Certificate::default()
        }
    }

    fn outcome(&self) -> (Vec<Hit>, Option<NaiveDate>) {
        let certificate = self.certificate();
        let profile =
            Profile { code: "W".into(), channel: Channel::Wayfair, needs: self.needs.clone(), ..Profile::default() };
        let sales = &self.partner.channels[0];
        let facts = CertificateFacts {
            certificate: &certificate,
            state: self.state,
            partner: &self.partner,
            others: &[],
            accepted: &[],
            id: Id::new(KindId::Certificate, 7),
            versions: &self.versions.iter().map(|(id, c)| (*id, c)).collect::<Vec<_>>(),
            insurers: &self.insurers,
            profiles: &[Applies { profile: &profile, sales, why: Msg::new("profile-why-channel") }],
            all: &[&profile],
            rates: &Rates::default(),
            waived: &self.waived,
            with_policy: &|number| if number == "GL-7" { self.elsewhere.clone() } else { Vec::new() },
            today: day("2026-11-23"),
        };
        let outcome = evaluate_certificate(&facts, &|_| None);
        outcome.hits.iter().for_each(words::fit);
        (outcome.hits, outcome.next)
    }

    fn brief(&self) -> Vec<(String, String, Severity)> {
        self.outcome().0.into_iter().map(|h| (h.rule, h.slot, h.severity)).collect()
    }
}

fn limit() -> (String, String, Severity) {
    ("INS-04".into(), "W.CGL-each".into(), Severity::High)
}

#[test]
fn a_gap_is_a_finding_under_its_profile_and_part() {
    assert_eq!(World::new().brief(), [limit()]);
    assert_eq!(World { state: "cancelled", ..World::new() }.brief(), []);
    let other = vec![Need { cover: CoverKind::Mc, ..Need::default() }];
    assert_eq!(
        World { needs: other, ..World::new() }.brief(),
        [],
        "a profile without a word on this cover leaves it alone"
    );
}

#[test]
fn ins_20_one_policy_for_two_strangers() {
    let with = |name: &str| World { elsewhere: vec![(Id::new(KindId::Certificate, 9), name.into())], ..World::new() };
    assert_eq!(with("NORDLICHT G.m.b.H.").brief(), [limit()]);
    assert_eq!(with("Baltic Kogge OU").brief(), [limit(), ("INS-20".into(), "GL-7".into(), Severity::High)]);
}

#[test]
fn ins_23_another_end_of_the_same_term_than_on_an_earlier_version() {
    let with = |from: &str, to: &str| {
        let mut world = World::new();
        let mut before = world.certificate();
        (before.coverages[0].effective, before.coverages[0].expires) = (Some(day(from)), Some(day(to)));
        world.versions.push((Id::new(KindId::Certificate, 3), before));
        world
    };
    assert_eq!(with("2026-06-30", "2026-12-31").brief(), [limit(), ("INS-23".into(), "GL-7".into(), Severity::High)]);
    assert_eq!(with("2026-06-30", "2027-06-30").brief(), [limit()], "it says the same");
    assert_eq!(with("2025-06-30", "2026-06-30").brief(), [limit()], "the term before");
}

#[test]
fn ins_24_an_insurer_the_list_does_not_know() {
    let with = |name: &str, naic: &str| {
        let mut world = World::new();
        let known = KnownInsurer { name: name.into(), naic: naic.into(), ..KnownInsurer::default() };
        world.insurers.take(Id::new(KindId::KnownInsurer, 1), &known);
        world
    };
    assert_eq!(with("LANTERN CASUALTY COMPANY", "12345").brief(), [limit()]);
    assert_eq!(with("Harbour Mutual", "").brief(), [limit(), ("INS-24".into(), "A".into(), Severity::High)]);
    assert_eq!(World::new().brief(), [limit()], "nobody is on the list");
}

#[test]
fn ins_22_a_waiver_that_is_over_speaks_while_the_gap_is_the_one_it_was_given_for() {
    let fact = World::new().outcome().0[0].fact();
    let given = |fact: &str, until: &str| {
        let waived = Waived { rule: "INS-04".into(), slot: "W.CGL-each".into(), fact: fact.into(), until: day(until) };
        World { waived: vec![waived], ..World::new() }
    };
    let told = |until: &str| given(&fact, until).brief().get(1).map(|(rule, _, severity)| (rule.clone(), *severity));
    let soon = |severity| Some(("INS-22".to_owned(), severity));
    assert_eq!((told("2026-12-24"), told("2026-12-23")), (None, soon(Severity::Info)), "31 and 30 days");
    assert_eq!((told("2026-12-07"), told("2026-11-30")), (soon(Severity::Low), soon(Severity::Medium)));
    assert_eq!(given(&fact, "2027-01-22").outcome().1, Some(day("2026-12-23")), "the next day it says something else");
    assert_eq!(given(&fact, "2026-11-23").outcome().1, Some(day("2026-11-24")));
    let over = ("INS-22".into(), "INS-04.W.CGL-each".into(), Severity::High);
    assert_eq!(given(&fact, "2026-11-22").brief(), [limit(), over]);
    assert_eq!(given("another", "2026-11-22").brief(), [limit()]);
}

#[test]
fn a_waiver_is_bound_to_the_value_and_to_where_the_partner_sells() {
    let facts = |change: fn(&mut Partner)| {
        let mut world = World::new();
        change(&mut world.partner);
        world.outcome().0[0].fact()
    };
    let as_given = facts(|_| {});
    assert_eq!(as_given, facts(|p| p.note = "nothing to do with it".into()));
    assert_ne!(as_given, facts(|p| p.markets.push(Country("US".into()))));
    let mut lower = World::new();
    lower.each = "800000 USD";
    assert_ne!(as_given, lower.outcome().0[0].fact());
}

#[test]
fn ins_02_of_a_partner_names_each_channel_nothing_speaks_to() {
    use crate::domain::partner::PartnerType;
    use crate::domain::rules::tests::Bench;
    use crate::domain::rules::tests::partner_of;
    let bench = || Bench::new(partner_of(PartnerType::Ece));
    assert_eq!(bench().brief("INS-02"), []);
    let asked = bench().uncovered("WAYFAIR", Channel::Wayfair);
    assert_eq!(asked.brief("INS-02"), [("WAYFAIR".to_owned(), Severity::Blocking, "finding-ins-02-none".to_owned())]);
}
