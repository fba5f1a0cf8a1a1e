//! One commit from the screens against a bare append with fdatasync of the same bytes, in one run:
//! `cargo bench --bench commit`
//!
//! The two are measured in turns so that a busy disk weighs on both. Then 64 commits at once and their syncs.

// A bench that cannot be set up has nothing to measure, and its output is its purpose.
// Measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, missing_docs)]

#[path = "../tests/support/desk.rs"]
mod support;

use entrepot::api::Desk;
use entrepot::desk::local::Options;
use std::fs::OpenOptions;
use std::io::Write;
use std::time::Duration;
use std::time::Instant;

const ROUNDS: u128 = 500;
const PARTNERS: u128 = 200;

fn percentile(times: &mut [Duration], part: usize) -> Duration {
    times.sort_unstable();
    times[(times.len() * part / 100).min(times.len() - 1)]
}

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    support::init(dir.path(), "demo", true);
    let desk = support::open(dir.path(), Options { inline: false, ..support::inline() });
    let mut ids = Vec::new();
    for key in 0..PARTNERS {
        ids.push(
            desk.submit(support::command(1000 + key, support::create(&format!("Partner {key}")))).expect("made").ids[0],
        );
    }
    let mut bare = OpenOptions::new().create(true).append(true).open(dir.path().join("bare")).expect("a file");
    let (mut commits, mut appends) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let id = ids[usize::try_from(round % PARTNERS).expect("small")];
        let command = support::command(10_000 + round, support::note(id, &format!("note {round}")));
        let from = Instant::now();
        let done = desk.submit(command).expect("done");
        commits.push(from.elapsed());
        let length = desk.with_state(|state, _| state.view.entry(done.seq).expect("read").expect("there").length);
        let line = vec![b'x'; length.expect("open") as usize];
        let from = Instant::now();
        bare.write_all(&line).and_then(|()| bare.sync_data()).expect("written");
        appends.push(from.elapsed());
    }
    for part in [50, 99] {
        let (commit, append) = (percentile(&mut commits, part), percentile(&mut appends, part));
        println!(
            "p{part}: commit {commit:?}, bare append + fdatasync {append:?}, over it {:?}",
            commit.saturating_sub(append)
        );
    }
    let syncs = || desk.with_state(|_, journal| journal.syncs()).expect("open");
    let before = syncs();
    let from = Instant::now();
    std::thread::scope(|scope| {
        for n in 0..64_u128 {
            let (desk, id) = (&desk, ids[usize::try_from(n).expect("small")]);
            scope.spawn(move || desk.submit(support::command(50_000 + n, support::note(id, "at once"))).expect("done"));
        }
    });
    println!("64 commits at once: {} syncs, {:?}", syncs() - before, from.elapsed());
    let before = syncs();
    let from = Instant::now();
    let all = (0..64_u128)
        .map(|n| support::command(60_000 + n, support::note(ids[usize::try_from(n).expect("small")], "in one go")));
    assert!(desk.submit_all(all.collect()).iter().all(Result::is_ok));
    println!("64 commits handed over together: {} syncs, {:?}", syncs() - before, from.elapsed());
}
