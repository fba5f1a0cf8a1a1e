//! A thousand kills on one desk: `cargo bench --bench kill` (or `-- 100` for fewer).
//!
//! Prints rounds, acknowledged entries and entries found; ends with an error when an acknowledged one is missing.

// A bench that cannot be set up has nothing to measure, and its output is its purpose.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, clippy::string_slice)]
#![allow(missing_docs)]

#[path = "../tests/support/killer.rs"]
mod killer;
#[path = "../tests/support/desk.rs"]
mod support;

fn main() {
    if let Ok(dir) = std::env::var(killer::CHILD) {
        return killer::child(&dir);
    }
    let rounds = std::env::args().skip(1).find_map(|a| a.parse().ok()).unwrap_or(1000);
    let dir = tempfile::tempdir().expect("a folder");
    support::init(dir.path(), "demo", true);
    let mut seed = killer::Seed(0x5EED_0002);
    let mut acknowledged = 0;
    for number in 0..rounds {
        let said = killer::round(dir.path(), &[], number, &mut seed);
        acknowledged += said.len();
        let head = killer::look(dir.path(), &said);
        if number % 50 == 49 {
            println!("{} rounds, {acknowledged} acknowledged, head {head}, none lost", number + 1);
        }
    }
    println!(
        "{rounds} kills, {acknowledged} acknowledged entries, {} in the journal, none lost",
        killer::verified(dir.path())
    );
}
