//! Makes desks to play with: the staff of the demo, and the history that `demo` tells, with a clock that is moved.

use crate::api::Command;
use crate::api::Desk;
use crate::api::Done;
use crate::api::Refusal;
use crate::desk::genesis;
use crate::desk::genesis::FirstOperator;
use crate::desk::genesis::Init;
use crate::desk::genesis::InitError;
use crate::desk::local::Local;
use crate::desk::local::Options;
use crate::desk::lock::Holder;
use crate::desk::open::OpenFailure;
use crate::desk::outside::Clock;
use crate::domain::entry::BlobRef;
use crate::runtime::clock::VirtualClock;
use crate::runtime::demo;
use crate::runtime::demo::Sink;
use crate::runtime::demo::Size;
use crate::runtime::demo::Summary;
use crate::runtime::ids::Ids;
use crate::runtime::ids::SeededChance;
use crate::runtime::ids::SeededIds;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use chrono_tz::Tz;
use std::path::Path;
use std::sync::Arc;

/// The zone of demo desks.
pub const ZONE: Tz = Tz::Asia__Shanghai;
/// How long before today a demo desk was founded; its history lies in between.
const FOUNDED: TimeDelta = TimeDelta::days(800);

/// Why a desk could not be made.
#[derive(Debug, thiserror::Error)]
pub enum MakeError {
    /// Genesis failed.
    #[error(transparent)]
    Init(#[from] InitError),
    /// The new desk does not open.
    #[error(transparent)]
    Open(#[from] OpenFailure),
    /// A command of the history was refused.
    #[error("the history was refused at {at}: {}", .why.msg.id)]
    Refused {
        /// The desk's time.
        at: DateTime<Utc>,
        /// The refusal.
        why: Box<Refusal>,
    },
}

/// Who holds a desk while it is made or played with.
pub fn holder(operator: &str, since: DateTime<Utc>) -> Holder {
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    Holder { pid: std::process::id(), operator: operator.to_owned(), host, since }
}

/// Options of a desk that is played with: one thread, no sync, chance of a seed.
pub fn inline(clock: &VirtualClock, seed: u64) -> Options {
    Options {
        holder: holder("play", clock.now()),
        sync: false,
        read_only: false,
        inline: true,
        only: None,
        clock: Arc::new(clock.clone()),
        chance: Arc::new(SeededChance::new(seed)),
    }
}

/// Journals the beginning of a demo desk with these operators.
pub fn found(
    dir: &Path,
    zone: Tz,
    operators: Vec<FirstOperator>,
    heads: (&str, &str),
    at: DateTime<Utc>,
    seed: u64,
) -> Result<(), MakeError> {
    let init = Init {
        desk: SeededIds::new(seed).next(0),
        kind: "demo".to_owned(),
        zone: zone.name().to_owned(),
        administrator: heads.0.to_owned(),
        director: heads.1.to_owned(),
        operators,
        at,
        sync: false,
    };
    Ok(genesis::init(dir, &init, &holder("play", at))?)
}

/// Makes a demo desk whose history ends with the day before `now`.
pub fn demo(
    dir: &Path,
    size: Size,
    now: DateTime<Utc>,
    seed: u64,
    progress: &dyn Fn(u64, u64),
) -> Result<Summary, MakeError> {
    let today = now.with_timezone(&ZONE).date_naive();
    let begun = now - FOUNDED;
    let staff = demo::operators().into_iter().map(|o| FirstOperator {
        login: o.login.to_owned(),
        person: o.person.to_owned(),
        department: o.department.to_owned(),
        roles: o.roles.to_vec(),
    });
    found(dir, ZONE, staff.collect(), ("adm", "chen"), begun, seed)?;
    let clock = VirtualClock::new(begun);
    let desk = Local::open(dir, inline(&clock, seed))?;
    let mut into = Into { desk: &desk, clock: &clock, progress };
    let filled = demo::fill(&mut into, today, seed, size);
    let summary = filled.map_err(|why| MakeError::Refused { at: clock.now(), why: Box::new(why) })?;
    desk.checkpoint();
    Ok(summary)
}

struct Into<'a> {
    desk: &'a Local,
    clock: &'a VirtualClock,
    progress: &'a dyn Fn(u64, u64),
}

impl Sink for Into<'_> {
    fn submit(&mut self, command: Command) -> Result<Done, Refusal> {
        self.desk.submit(command)
    }

    fn store(&mut self, role: &str, bytes: &[u8]) -> Result<BlobRef, Refusal> {
        self.desk.store(role, bytes)
    }

    fn advance(&mut self, to: DateTime<Utc>) {
        self.clock.move_to(to);
    }

    fn progress(&mut self, done: u64, total: u64) {
        (self.progress)(done, total);
    }
}
