//! What the rules say of a desk of 100,000 partners: all of it from scratch, and after one change:
//! `cargo bench --bench findings`
//!
//! The desk is made by `entrepot demo --size 100k`, or named by `ENTREPOT_BENCH_100K`; a named one is changed by 300
//! notes. From scratch means: every record that rules look at is read, judged and its outcome written to an empty view.

// A bench that cannot be set up has nothing to measure, and its output is its purpose; measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, missing_docs)]
#![allow(clippy::cast_precision_loss)]

#[path = "../tests/support/desk.rs"]
mod support;

use entrepot::api::Act;
use entrepot::api::Desk;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::desk::overlay::Overlay;
use entrepot::desk::schedule;
use entrepot::desk::state::State;
use entrepot::desk::view::Batch;
use entrepot::desk::view::View;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::value::Value;
use rayon::prelude::*;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;
use support::assign;

const RUNS: u32 = 3;
const BLOCK: usize = 4_096;
const CHANGES: u64 = 300;

fn made(dir: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("ENTREPOT_BENCH_100K") {
        return PathBuf::from(named);
    }
    let desk = dir.join("desk");
    let done = Command::new(env!("CARGO_BIN_EXE_entrepot"))
        .args(["demo", "--size", "100k", "--no-open", "--clock", "2026-11-23T01:00:00Z", "--desk"])
        .arg(&desk)
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(done.success(), "the desk is made");
    desk
}

/// Judges every record that rules look at: how many, how many findings, how long reading and judging and writing took.
fn scratch(state: &State, into: &Path) -> (usize, usize, Duration, Duration) {
    let view = View::open(into, 64 << 20).expect("an empty view");
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let (mut subjects, mut hits, mut judging, mut writing) = (0, 0, Duration::ZERO, Duration::ZERO);
    for kind in schedule::JUDGED {
        let ids: Vec<Id> = (1..=state.count(kind)).map(|number| Id::new(kind, number)).collect();
        for block in ids.chunks(BLOCK) {
            let from = Instant::now();
            let one = |id: &Id| {
                let stored = now.get(*id).expect("read").expect("there");
                (*id, schedule::evaluate(now, &stored, state.today).expect("judged"))
            };
            let found: Vec<_> = block.par_iter().map(one).collect();
            judging += from.elapsed();
            let from = Instant::now();
            let mut batch = Batch::default();
            for (id, outcome) in &found {
                batch.findings(*id, outcome).expect("a row");
                hits += outcome.hits.len();
            }
            view.apply(batch).expect("written");
            writing += from.elapsed();
            subjects += block.len();
        }
    }
    (subjects, hits, judging, writing)
}

fn changes(desk: &Local) {
    let mut took = Vec::new();
    for number in 1..=CHANGES {
        let fields = vec![assign("registered_address", Value::Text(format!("{number} Bench Road")))];
        let act = Act::Change { id: Id::new(KindId::Partner, number), expect_rev: None, fields };
        let from = Instant::now();
        let done = desk.submit(support::command(u128::from(number) + 1_000, act));
        // Of partners that have left nothing is changed.
        if done.is_ok() {
            took.push(from.elapsed());
        }
    }
    took.sort();
    let at = |share: usize| took[(took.len() * share / 100).min(took.len() - 1)];
    println!("one change: {} commits without sync, p50 {:?}, p99 {:?}, most {:?}", took.len(), at(50), at(99), at(100));
}

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = made(dir.path());
    let desk = support::open(&path, Options { sync: false, ..support::inline() });
    for run in 1..=RUNS {
        let into = dir.path().join(format!("view-{run}"));
        let (subjects, hits, judging, writing) = desk.with_state(|state, _| scratch(state, &into)).expect("open");
        let all = judging + writing;
        println!(
            "from scratch: {subjects} records, {hits} findings: {all:?} (judging {judging:?}, writing {writing:?})"
        );
    }
    changes(&desk);
}
