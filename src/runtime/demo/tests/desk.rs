//! The small set on a real desk in a folder of its own.

use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Refusal;
use crate::desk::genesis;
use crate::desk::genesis::FirstOperator;
use crate::desk::genesis::Init;
use crate::desk::local::Local;
use crate::desk::local::Options;
use crate::desk::lock::Holder;
use crate::desk::outside::Chance;
use crate::desk::outside::Clock;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::runtime::demo;
use crate::runtime::demo::Sink;
use crate::runtime::demo::Size;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::sync::Arc;
use std::sync::Mutex;

struct Standing(Mutex<DateTime<Utc>>);

impl Clock for Standing {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap()
    }
}

struct NoChance;

impl Chance for NoChance {
    fn fill(&self, bytes: &mut [u8]) -> std::io::Result<()> {
        bytes.fill(7);
        Ok(())
    }
}

struct OnDesk {
    desk: Local,
    clock: Arc<Standing>,
    last: String,
}

impl Sink for OnDesk {
    fn submit(&mut self, command: Command) -> Result<Done, Refusal> {
        self.last = format!("{command:?}");
        self.desk.submit(command)
    }

    fn store(&mut self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal> {
        self.desk.store(role, bytes)
    }

    fn advance(&mut self, to: DateTime<Utc>) {
        *self.clock.0.lock().unwrap() = to;
    }

    fn progress(&mut self, _done: u64, _total: u64) {}
}

#[test]
fn a_real_desk_takes_the_whole_story() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(Standing(Mutex::new(demo::begins(today))));
    let holder = Holder { pid: 1, operator: "test".into(), host: "here".into(), since: DateTime::default() };
    let first = |o: demo::DemoOperator| FirstOperator {
        login: o.login.into(),
        person: o.person.into(),
        department: o.department.into(),
        roles: o.roles.to_vec(),
    };
    let init = Init {
        desk: uuid::Uuid::from_u128(1),
        kind: "demo".into(),
        zone: demo::ZONE.into(),
        administrator: "adm".into(),
        director: "chen".into(),
        operators: demo::operators().into_iter().map(first).collect(),
        at: demo::begins(today),
        sync: false,
    };
    genesis::init(dir.path(), &init, &holder).unwrap();
    let options = Options {
        holder,
        sync: false,
        read_only: false,
        inline: true,
        only: None,
        clock: clock.clone(),
        chance: Arc::new(NoChance),
    };
    let desk = Local::open(dir.path(), options).unwrap();
    desk.wait().unwrap();
    let mut sink = OnDesk { desk, clock, last: String::new() };
    let summary = demo::fill(&mut sink, today, 1, Size::Small);
    let summary = summary.unwrap_or_else(|why| panic!("{why:?}\nafter {}", sink.last));
    assert_eq!(summary.refused, 1, "{summary:?}");
    let state = |number| {
        sink.desk.with_state(|s, _| s.get(Id::new(KindId::Partner, number)).unwrap().map(|p| p.state.clone())).flatten()
    };
    let cast: Vec<String> = (1..=14).filter_map(state).collect();
    let expected = "admitted admitted docs_review admitted suspended suspended admitted admitted admitted admitted \
                    applying admitted admitted admitted";
    assert_eq!(cast.join(" "), expected);
    assert_eq!(state(summary.partners).as_deref().map(str::is_empty), Some(false));
    insurance(&sink.desk);
}

/// Certificates stand in every way a screen has to show, by the desk's own rules.
fn insurance(desk: &Local) {
    let rules = desk.with_state(|state, _| {
        let certificates = (1..=state.count(KindId::Certificate)).map(|n| Id::new(KindId::Certificate, n));
        let found = certificates.flat_map(|id| state.view.findings(id).unwrap().hits);
        let states = (1..=state.count(KindId::Certificate)).map(|n| {
            let stored = state.get(Id::new(KindId::Certificate, n)).unwrap().unwrap();
            stored.state.clone()
        });
        let rules: std::collections::BTreeSet<String> = found.map(|hit| hit.rule).collect();
        (rules, states.collect::<std::collections::BTreeSet<String>>())
    });
    let (rules, states) = rules.unwrap();
    for rule in ["03", "04", "06", "12", "13", "15", "18", "20", "21"] {
        assert!(rules.contains(&format!("INS-{rule}")), "INS-{rule}: {rules:?}");
    }
    for state in ["received", "compliant", "deficient", "waived"] {
        assert!(states.contains(state), "{state}: {states:?}");
    }
}
