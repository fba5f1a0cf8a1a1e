//! 100,000 certificates held against every profile; then, on a desk of 20,000 certificates, what one change takes and what
//! the gaps by profile and rule take: `cargo bench --bench insurance`
//!
//! The certificates are those of the tests, over real company names. Of the 100,000 nothing is read from a disk: it is the
//! rules that are measured, on all cores. `ENTREPOT_BENCH_CERTIFICATES` names another count for the desk.

// A bench that cannot be set up has nothing to measure, and its output is its purpose; measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::unwrap_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic)]
#![allow(clippy::print_stderr, clippy::cast_possible_truncation, missing_docs)]

#[path = "../tests/support/certificates.rs"]
mod certificates;
#[path = "../tests/support/desk.rs"]
mod support;

use certificates::Case;
use entrepot::api::Act;
use entrepot::api::Assign;
use entrepot::api::Command;
use entrepot::api::Desk;
use entrepot::api::ImportRow;
use entrepot::api::OnExisting;
use entrepot::api::Query;
use entrepot::catalog::Catalog;
use entrepot::desk::genesis;
use entrepot::desk::genesis::FirstOperator;
use entrepot::desk::genesis::Init;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::domain::insurance::certificate::Certificate;
use entrepot::domain::insurance::certificate::OVER;
use entrepot::domain::insurance::insurers::Insurers;
use entrepot::domain::insurance::profile::Profile;
use entrepot::domain::insurance::rates::Rates;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::kind::Record;
use entrepot::domain::operator::Role;
use entrepot::domain::rules::insurance::CertificateFacts;
use entrepot::domain::rules::insurance::evaluate_certificate;
use entrepot::domain::value::Value;
use rayon::prelude::*;
use std::collections::HashMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use std::time::Instant;
use support::assign;
use uuid::Uuid;

const CERTIFICATES: usize = 100_000;
const RUNS: u32 = 5;
const ON_DESK: usize = 20_000;
const CHANGES: usize = 300;
const CHUNK: usize = 500;

/// The cases, each of a partner that sells on every channel.
fn everywhere(count: usize) -> Vec<Case> {
    let mut cases = certificates::generate(count);
    let sales: Vec<_> =
        cases.iter().take(certificates::PROFILES.len()).map(|c| c.partner.channels[0].clone()).collect();
    for case in &mut cases {
        case.partner.channels.clone_from(&sales);
    }
    cases
}

/// The rules over all certificates in memory.
fn pure() {
    let cases = everywhere(CERTIFICATES);
    let catalog = Catalog::shipped().expect("the catalogue");
    let all: Vec<&Profile> = catalog.profiles.iter().collect();
    let mut rates = Rates::default();
    for (number, rate) in (1..).zip(&certificates::rates()) {
        rates.take(Id::new(KindId::Rate, number), rate);
    }
    let mut numbers: HashMap<&str, Vec<(Id, &str)>> = HashMap::new();
    for case in cases.iter().filter(|c| !OVER.contains(&c.state)) {
        let id = Id::new(KindId::Certificate, case.number as u64 + 1);
        for coverage in &case.certificate.coverages {
            numbers.entry(&coverage.policy_no).or_default().push((id, &case.certificate.insured));
        }
    }
    let today = certificates::today();
    let insurers = Insurers::default();
    let one = |case: &Case| {
        let own = Id::new(KindId::Certificate, case.number as u64 + 1);
        let others: Vec<&Certificate> = case.others.iter().collect();
        let profiles: Vec<_> = all.iter().filter_map(|p| p.applies(&case.partner, &rates, today)).collect();
        let facts = CertificateFacts {
            certificate: &case.certificate,
            state: case.state,
            partner: &case.partner,
            others: &others,
            accepted: &others,
            id: own,
            versions: &[],
            insurers: &insurers,
            profiles: &profiles,
            all: &all,
            rates: &rates,
            waived: &[],
            with_policy: &|number| {
                let known = numbers.get(number).map_or(&[][..], Vec::as_slice);
                known.iter().filter(|(id, _)| *id != own).map(|(id, name)| (*id, (*name).to_owned())).collect()
            },
            today,
        };
        let hits = evaluate_certificate(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)).hits.len();
        (profiles.len(), hits)
    };
    for _ in 0..RUNS {
        let from = Instant::now();
        let found = cases.par_iter().map(one).reduce(|| (0, 0), |a, b| (a.0 + b.0, a.1 + b.1));
        let took = from.elapsed();
        println!("rules: {CERTIFICATES} certificates against {} profiles, {} findings: {took:?}", found.0, found.1);
    }
}

fn init(dir: &Path) {
    let one = |login: &str, role: Role| FirstOperator {
        login: login.into(),
        person: login.to_uppercase(),
        department: String::new(),
        roles: vec![role],
    };
    let init = Init {
        desk: Uuid::from_u128(1),
        kind: "demo".into(),
        zone: "Asia/Shanghai".into(),
        administrator: "adm".into(),
        director: "chen".into(),
        operators: vec![one("adm", Role::Adm), one("chen", Role::Dir), one("lin", Role::Onb), one("ines", Role::Insm)],
        at: support::start(),
        sync: false,
    };
    genesis::init(dir, &init, &support::holder("adm")).expect("a new desk");
}

/// The fields of a record that hold something.
fn fields(record: &Record) -> Vec<Assign> {
    let all = record.kind().def().fields.iter().enumerate();
    all.map(|(at, f)| assign(f.name, record.at(at))).filter(|a| !a.value.is_empty()).collect()
}

fn submit(desk: &Local, key: u128, by: &str, act: Act) -> Duration {
    let command = Command { by: by.into(), ..support::command(key, act) };
    let from = Instant::now();
    let done = desk.submit(command).expect("done");
    let rejected = done.import.map_or(0, |counts| counts.rejected.len());
    assert_eq!(rejected, 0, "every row is taken");
    from.elapsed()
}

fn import(desk: &Local, from: u128, by: &str, records: Vec<Record>) {
    let kind = records[0].kind();
    let row = |(line, record): (u64, &Record)| ImportRow { line, key: None, fields: fields(record) };
    let rows: Vec<ImportRow> = (1..).zip(&records).map(row).collect();
    for (key, rows) in (from..).zip(rows.chunks(CHUNK)) {
        let act =
            Act::Import { kind, rows: rows.to_vec(), on_existing: OnExisting::UpdateMapped, batch: "bench".into() };
        submit(desk, key, by, act);
    }
}

/// A desk with a certificate for each of so many partners.
fn fill(desk: &Local, count: usize) {
    let cases = certificates::generate(count);
    import(desk, 1_000_000, "ines", certificates::rates().into_iter().map(Record::from).collect());
    let partners = cases.iter().map(|c| {
        let mut partner = c.partner.clone();
        partner.country.0 = "DE".into();
        partner.type_set = vec![entrepot::domain::partner::PartnerType::Ece];
        Record::from(partner)
    });
    import(desk, 2_000_000, "lin", partners.collect());
    let papers = cases.iter().zip(1_u64..).map(|(case, number)| {
        let mut certificate = case.certificate.clone();
        certificate.partner.0 = Id::new(KindId::Partner, number).to_string();
        Record::from(certificate)
    });
    import(desk, 3_000_000, "ines", papers.collect());
}

fn spread(mut took: Vec<Duration>) -> String {
    took.sort();
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    format!("p50 {:?}, p99 {:?}, most {:?}", at(50), at(99), at(100))
}

fn on_desk() {
    let count = std::env::var("ENTREPOT_BENCH_CERTIFICATES").ok().and_then(|n| n.parse().ok()).unwrap_or(ON_DESK);
    let dir = tempfile::tempdir().expect("a folder");
    init(dir.path());
    let desk = support::open(dir.path(), Options { sync: false, ..support::inline() });
    let from = Instant::now();
    fill(&desk, count);
    println!("a desk of {count} certificates: {:?}", from.elapsed());
    let mut took = Vec::new();
    for at in 0..CHANGES {
        let id = Id::new(KindId::Certificate, (at * 7 % count) as u64 + 1);
        let fields = vec![assign("notice_days", Value::Int(i64::try_from(at % 60).expect("small")))];
        took.push(submit(&desk, 9_000_000 + at as u128, "ines", Act::Change { id, expect_rev: None, fields }));
    }
    println!("one change of a certificate: {CHANGES} commits without sync, {}", spread(took));
    let mut took = Vec::new();
    for _ in 0..20 {
        let from = Instant::now();
        desk.ask(&Query::Gaps, &AtomicBool::new(false)).expect("an answer");
        took.push(from.elapsed());
    }
    println!("the gaps by rule and profile: {}", spread(took));
    asked(&desk, "exposure by channel and market", &Query::Exposure);
    let partners = (1..=count as u64).map(|n| Id::new(KindId::Partner, n)).collect();
    asked(&desk, "what the report asks", &Query::Insured(partners));
}

/// How long a question takes.
fn asked(desk: &Local, what: &str, query: &Query) {
    let from = Instant::now();
    desk.ask(query, &AtomicBool::new(false)).expect("an answer");
    println!("{what}: {:?}", from.elapsed());
}

fn main() {
    pure();
    on_desk();
}
