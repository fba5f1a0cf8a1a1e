//! A sink that keeps to the catalogue: permissions, states, guards, four eyes; and what the demo must show on it.

mod desk;
mod fake;

use super::Size;
use super::Summary;
use super::bulk;
use super::fill;
use super::ids;
use super::ids::Rng;
use super::operators;
use crate::api::Act;
use crate::api::Command;
use crate::catalog::Catalog;
use crate::domain::identifiers;
use crate::domain::identifiers::Verdict;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::partner::Partner;
use crate::domain::partner::PartnerType;
use chrono::NaiveDate;
use fake::Fake;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).unwrap()
}

fn small(seed: u64) -> (Fake, Summary) {
    let mut sink = Fake::new();
    let summary = fill(&mut sink, today(), seed, Size::Small)
        .unwrap_or_else(|why| panic!("after {}: {why:?}", sink.log.last().cloned().unwrap_or_default()));
    (sink, summary)
}

#[test]
fn the_same_seed_gives_the_same_commands_byte_for_byte() {
    let (one, _) = small(7);
    let (two, _) = small(7);
    let (other, _) = small(8);
    assert_eq!(one.log, two.log);
    assert_ne!(one.log, other.log);
}

#[test]
fn every_command_keeps_to_life_cycle_permissions_guards_and_four_eyes() {
    for seed in [1, 42] {
        let (sink, summary) = small(seed);
        // The one attempt of a contributor to approve; everything else is done.
        assert_eq!((summary.refused, sink.refused.len()), (1, 1), "{:?}", sink.refused);
        assert_eq!(summary.commands, u64::try_from(sink.log.len()).unwrap() - 1);
        assert!(summary.cases > 70 && summary.documents > 400, "{summary:?}");
    }
}

#[test]
fn the_story_works_on_any_day_of_the_calendar() {
    for (y, m, d) in [(2024, 2, 29), (2027, 1, 1), (2030, 3, 31)] {
        let mut sink = Fake::new();
        let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let summary = fill(&mut sink, day, 3, Size::Small).unwrap();
        let midnight_in_shanghai = day.and_time(chrono::NaiveTime::MIN).and_utc() - chrono::TimeDelta::hours(8);
        assert!(summary.last.unwrap() < midnight_in_shanghai);
    }
}

#[test]
fn the_cast_stands_where_the_design_puts_it() {
    let (sink, _) = small(1);
    let expected = [
        "admitted",
        "admitted",
        "docs_review",
        "admitted",
        "suspended",
        "suspended",
        "admitted",
        "admitted",
        "admitted",
        "admitted",
        "applying",
        "admitted",
        "admitted",
        "admitted",
    ];
    for (number, state) in (1..).zip(expected) {
        assert_eq!(sink.state(Id::new(KindId::Partner, number)), state, "P-{number:06}");
    }
    let title = |n| sink.records[&Id::new(KindId::Partner, n)].title();
    assert_eq!(title(1), "杭州恩垂波电子商务有限公司");
    assert_eq!(title(14), "BrightSpark Influencers OÜ");
}

#[test]
fn every_state_and_type_has_partners_and_the_queue_waits_in_many_ways() {
    let (sink, _) = small(1);
    let mut states = BTreeMap::new();
    let mut types = BTreeSet::new();
    for stored in sink.records.values() {
        if let Some(partner) = Partner::of(&stored.record) {
            *states.entry(stored.state.clone()).or_insert(0) += 1;
            types.extend(partner.type_set.iter().copied());
        }
    }
    for state in &Catalog::shipped().unwrap().lifecycle("partner").unwrap().states {
        assert!(states.contains_key(state), "nobody is {state}: {states:?}");
    }
    assert_eq!(types.len(), PartnerType::ALL.len(), "{types:?}");
    let open: Vec<_> = sink.cases.values().filter(|c| c.state == "open").collect();
    let policies: BTreeSet<&str> = open.iter().map(|c| c.policy.as_str()).collect();
    assert!(open.len() >= 12, "{}", open.len());
    for policy in [
        "admission-low",
        "admission-med",
        "admission-high",
        "admission-critical",
        "activation",
        "lift",
        "exit",
        "reapply",
        "measure",
        "finding-waiver",
        "finding-false-positive",
    ] {
        assert!(policies.contains(policy), "no open case under {policy}: {policies:?}");
    }
    // An admission, and an assessment.
    assert_eq!(sink.cases.values().filter(|c| c.state == "returned").count(), 2);
    assert!(open.iter().any(|c| c.policy == "admission-high" && !c.votes.is_empty() && !sink.held(c)));
    assert_eq!(open.iter().filter(|c| !c.votes.is_empty() && sink.held(c)).count(), 1);
    let overdue =
        |c: &&&fake::FakeCase| today().and_time(chrono::NaiveTime::MIN).and_utc() - c.at > chrono::TimeDelta::hours(48);
    assert_eq!(open.iter().filter(overdue).count(), 1);
}

#[test]
fn every_rule_of_partners_and_documents_has_something_to_say_but_the_one_that_cannot() {
    let (sink, _) = small(1);
    let found = sink.findings(today());
    let rules: BTreeSet<&str> = found.iter().map(|(_, hit)| hit.rule.as_str()).collect();
    for rule in crate::domain::rules::PARTNER_RULES {
        // Nobody of the staff both files and accepts: roles that could are kept apart. Nobody entrusts a broker.
        if !["DOC-03", "DOC-04", "DOC-05", "PTR-013", "PTR-022", "PTR-023"].contains(&rule.code) {
            assert!(rules.contains(rule.code), "{} finds nothing: {rules:?}", rule.code);
        }
    }
    assert!(!rules.contains("DOC-03"));
    for (rule, subject, slot) in &sink.reacted {
        let there = found.iter().any(|(id, hit)| id == subject && hit.rule == *rule && hit.slot == *slot);
        assert!(there, "{rule} {subject} {slot} was answered and is not there");
    }
    let first = Id::new(KindId::Partner, 1);
    let worst = found.iter().filter(|(id, _)| *id == first).map(|(_, hit)| hit.severity).max();
    assert!(worst < Some(crate::domain::finding::Severity::Blocking), "the happy path is blocked");
}

#[test]
fn documents_run_out_today_and_in_every_band() {
    let (sink, _) = small(1);
    let days: BTreeSet<i64> = sink
        .records
        .values()
        .filter(|s| s.state == "accepted")
        .filter_map(|s| crate::domain::document::Document::of(&s.record)?.valid_to)
        .map(|to| (to - today()).num_days())
        .collect();
    for wanted in [-12, -3, 0, 7, 30, 90] {
        assert!(days.contains(&wanted), "nothing runs out in {wanted} days");
    }
}

#[test]
fn no_operator_holds_roles_that_conflict() {
    let catalog = Catalog::shipped().unwrap();
    let logins: BTreeSet<&str> = operators().iter().map(|o| o.login).collect();
    assert_eq!(logins.len(), operators().len());
    for operator in operators() {
        assert!(catalog.conflicts_in(operator.roles).is_empty(), "{}", operator.login);
        assert!(crate::domain::checks::login(&crate::domain::value::Value::Text(operator.login.into())).is_ok());
    }
}

#[test]
fn drawn_numbers_pass_and_broken_ones_fail() {
    let mut rng = Rng::new(5, 5);
    let verdict = |scheme: &str, value: &str| identifiers::check(scheme, value).unwrap();
    for _ in 0..500 {
        let good = ids::uscc(&mut rng, "330110", false);
        assert!(matches!(verdict("cn.uscc", &good), Verdict::Valid { .. }), "{good}");
        let odd = ids::uscc(&mut rng, "330110", true);
        assert!(matches!(verdict("cn.uscc", &odd), Verdict::Suspicious { .. }), "{odd}");
        let bad = ids::broken(&mut rng, "cn.uscc", &good);
        assert!(matches!(verdict("cn.uscc", &bad), Verdict::Invalid { .. }), "{bad}");
        let lei = ids::lei(&mut rng);
        assert!(matches!(verdict("lei", &lei), Verdict::Valid { .. }), "{lei}");
        let customs = ids::customs(&mut rng, "330110", true);
        assert!(identifiers::is_broker_customs_code(&customs), "{customs}");
    }
    for country in [
        "DE", "PL", "HU", "CZ", "RO", "BG", "EE", "HR", "GR", "IT", "FR", "GB", "RU", "UA", "BY", "AE", "SA", "US",
        "TR", "SG", "VN", "TH", "BR", "AU", "IN",
    ] {
        let (scheme, pattern) = ids::pattern(country).unwrap();
        let value = ids::drawn(&mut rng, scheme, pattern);
        assert!(matches!(verdict(scheme, &value), Verdict::Valid { .. }), "{scheme} {value}");
    }
}

#[test]
fn imported_rows_fit_the_field_tables_and_a_fixed_share_is_wrong() {
    let mut rng = Rng::new(9, 9);
    let (mut invalid, mut odd, mut names) = (0, 0, BTreeSet::new());
    for line in 1..=4_000 {
        let row = bulk::partner(&mut rng, today(), line);
        let mut record = crate::domain::kind::Record::empty(KindId::Partner);
        for field in &row.fields {
            let path = Path::parse(KindId::Partner, &field.path).unwrap();
            path.field(KindId::Partner).unwrap().check(&field.value).unwrap();
            path.write(&mut record, field.value.clone()).unwrap();
        }
        assert!(record.check().is_empty(), "{:?}", record.check());
        let partner = Partner::of(&record).unwrap();
        let identifier = &partner.identifiers[0];
        match identifiers::check(&identifier.scheme, &identifier.value).unwrap() {
            Verdict::Invalid { .. } => invalid += 1,
            Verdict::Suspicious { .. } => odd += 1,
            Verdict::Valid { .. } => {}
        }
        names.insert(partner.legal_name_en.clone());
        let document = bulk::document(&mut rng, today(), Id::new(KindId::Partner, line), line);
        for field in &document.fields {
            Path::parse(KindId::Document, &field.path)
                .unwrap()
                .field(KindId::Document)
                .unwrap()
                .check(&field.value)
                .unwrap();
        }
    }
    assert!((40..140).contains(&invalid), "{invalid}");
    assert!((10..80).contains(&odd), "{odd}");
    assert!(names.len() > 3_800, "{}", names.len());
}

/// Counts imports only: what is left is the cost of making rows.
struct Counting {
    inner: Fake,
    rows: u64,
    batches: BTreeSet<String>,
    largest: usize,
    next: u64,
}

impl super::Sink for Counting {
    fn submit(&mut self, command: Command) -> Result<crate::api::Done, crate::api::Refusal> {
        let Act::Import { kind, rows, batch, .. } = &command.act else { return self.inner.submit(command) };
        self.rows += u64::try_from(rows.len()).unwrap();
        self.largest = self.largest.max(rows.len());
        self.batches.insert(batch.clone());
        let ids = rows.iter().map(|_| {
            self.next += 1;
            Id::new(*kind, self.next)
        });
        Ok(fake::done(ids.collect(), None))
    }

    fn store(&mut self, role: &str, bytes: &[u8]) -> Result<crate::domain::entry::BlobRef, crate::api::Refusal> {
        self.inner.store(role, bytes)
    }

    fn advance(&mut self, to: chrono::DateTime<chrono::Utc>) {
        self.inner.advance(to);
    }

    fn progress(&mut self, done: u64, total: u64) {
        assert!(done <= total);
    }
}

#[test]
fn a_hundred_thousand_come_in_batches_of_five_hundred_with_a_document_for_every_second() {
    let mut sink = Counting { inner: Fake::new(), rows: 0, batches: BTreeSet::new(), largest: 0, next: 100 };
    let summary = fill(&mut sink, today(), 1, Size::Hundred).unwrap();
    assert_eq!(sink.rows, 160_000);
    assert_eq!((sink.largest, sink.batches.len()), (500, 3));
    assert!(summary.partners > 100_000 && summary.documents > 50_000);
}
