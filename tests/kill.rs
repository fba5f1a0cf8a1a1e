//! Fifty kills on one desk: whatever was acknowledged is there afterwards, and the chain holds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "test code"
)]

#[path = "support/killer.rs"]
mod killer;
#[path = "support/desk.rs"]
mod support;

use killer::Seed;

const NAME: &str = "what_was_acknowledged_survives_fifty_kills";

#[test]
fn what_was_acknowledged_survives_fifty_kills() {
    if let Ok(dir) = std::env::var(killer::CHILD) {
        return killer::child(&dir);
    }
    let dir = tempfile::tempdir().expect("a folder");
    support::init(dir.path(), "demo", true);
    let mut seed = Seed(0x5EED_0001);
    let mut acknowledged = 0;
    for number in 0..50 {
        let said = killer::round(dir.path(), &["--exact", NAME, "--nocapture"], number, &mut seed);
        assert!(!said.is_empty(), "round {number}: nothing was acknowledged");
        acknowledged += said.len() as u64;
        killer::look(dir.path(), &said);
    }
    let entries = killer::verified(dir.path());
    assert!(entries > acknowledged, "genesis and {acknowledged} acknowledged entries are among {entries}");
}
