//! Whole runs of `entrepot report`: the register of 100,000 partners as of a past day, and a partner's pack of 1,000
//! files: `cargo bench --bench reports`
//!
//! The desk of 100,000 is made by `entrepot demo --size 100k`, or named by `ENTREPOT_BENCH_100K`. Of the pack it is
//! said what reading and hashing its files alone takes in the same run.

// A bench that cannot be set up has nothing to measure, and its output is its purpose; measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, missing_docs)]

#[path = "../tests/support/desk.rs"]
mod support;

use entrepot::api::Act;
use entrepot::api::Desk;
use entrepot::domain::entry::Digest;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::value::Value;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Stdio;
use std::time::Duration;
use std::time::Instant;
use support::assign;

const PAPERS: u32 = 1_000;
const BYTES: usize = 100 * 1024;

/// Runs the program on a desk; how long it took.
fn run(desk: &Path, args: &[&str]) -> Duration {
    let from = Instant::now();
    let done = Command::new(env!("CARGO_BIN_EXE_entrepot"))
        .args(args)
        .arg("--desk")
        .arg(desk)
        .args(["--user", "lin", "--clock", "2026-11-23T02:00:00Z"])
        .stdout(Stdio::null())
        .output()
        .expect("the program runs");
    assert!(done.status.success(), "{args:?}: {}", String::from_utf8_lossy(&done.stderr));
    from.elapsed()
}

fn large(dir: &Path) -> PathBuf {
    if let Some(named) = std::env::var_os("ENTREPOT_BENCH_100K") {
        return PathBuf::from(named);
    }
    let desk = dir.join("desk");
    let made = Command::new(env!("CARGO_BIN_EXE_entrepot"))
        .args(["demo", "--size", "100k", "--no-open", "--clock", "2026-11-23T01:00:00Z", "--desk"])
        .arg(&desk)
        .stdout(Stdio::null())
        .status()
        .expect("the program runs");
    assert!(made.success(), "the desk is made");
    desk
}

fn registers(dir: &Path) {
    let desk = large(dir);
    for form in ["html", "json", "xlsx"] {
        let to = dir.join(format!("register.{form}"));
        let took = run(&desk, &["report", "register", "--as-at", "2026-11-22", "--to", to.to_str().expect("a path")]);
        let bytes = std::fs::metadata(&to).expect("written").len();
        println!("register of 100,000 as of a past day, {form}: {took:?}, {bytes} bytes");
    }
}

/// A desk with one partner and its papers, each with a copy of its own.
fn papers(dir: &Path) -> (PathBuf, Vec<(PathBuf, String)>) {
    let path = dir.join("papers");
    support::init(&path, "demo", false);
    let desk = support::open(&path, support::inline());
    desk.submit(support::command(1, support::create("Nordlicht"))).expect("a partner");
    let mut hashes = Vec::new();
    for n in 0..PAPERS {
        let bytes: Vec<u8> = n.to_le_bytes().into_iter().cycle().take(BYTES).collect();
        let blob = desk.store(&format!("paper-{n}.pdf"), &bytes).expect("stored");
        let sha256 = blob.sha256.to_string();
        let fields = vec![
            assign("partner", Value::Ref(Id::new(KindId::Partner, 1).to_string())),
            assign("code", Value::Code("D-SEC".to_owned())),
            assign("number", Value::Text(format!("N-{n}"))),
            assign("file.name", Value::Text(format!("paper-{n}.pdf"))),
            assign("file.sha256", Value::Text(sha256.clone())),
            assign("file.bytes", Value::Int(i64::try_from(BYTES).expect("small"))),
        ];
        let mut command = support::command(u128::from(n) + 10, Act::Create { kind: KindId::Document, fields });
        command.blobs = vec![blob];
        desk.submit(command).expect("a paper");
        hashes.push((desk.blobs().path(&sha256.parse().expect("a hash")), sha256));
    }
    (path, hashes)
}

fn pack(dir: &Path) {
    let (path, hashes) = papers(dir);
    let from = Instant::now();
    for (place, sha256) in &hashes {
        assert_eq!(Digest::of(&std::fs::read(place).expect("the copy")).to_string(), *sha256);
    }
    println!("reading and hashing {PAPERS} files of {BYTES} bytes alone: {:?}", from.elapsed());
    let to = dir.join("pack");
    let took = run(&path, &["report", "partner-file", "P-1", "--to", to.to_str().expect("a path")]);
    let lines = std::fs::read_to_string(to.join("SHA256SUMS")).expect("the hashes").lines().count();
    println!("pack of {lines} files: {took:?}");
}

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    registers(dir.path());
    pack(dir.path());
}
