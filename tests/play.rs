//! The stories of the product, played from their scripts: every screen as it is stored, every step twice, every byte compared.

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

use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// The scripts in two shares of about the same work, as there are two cores everywhere: by how many frames each compares.
fn shares() -> [Vec<PathBuf>; 2] {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/play");
    let named = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path());
    let scripts = named.filter(|p| p.extension().is_some_and(|e| e == "play"));
    let mut weighed: Vec<(u64, PathBuf)> = scripts.map(|p| (work(&p), p)).collect();
    weighed.sort();
    let mut shares: [(u64, Vec<PathBuf>); 2] = Default::default();
    for (work, script) in weighed.into_iter().rev() {
        let least = usize::from(shares[1].0 < shares[0].0);
        shares[least].0 += work;
        shares[least].1.push(script);
    }
    shares.map(|(_, scripts)| scripts)
}

fn work(script: &Path) -> u64 {
    let frames = script.parent().unwrap().join("frames").join(script.file_stem().unwrap());
    let of = |dir: PathBuf| std::fs::read_dir(dir).map_or(0, |found| found.count() as u64);
    let tests = std::fs::read_dir(frames).into_iter().flatten();
    1 + tests.map(|test| of(test.unwrap().path())).sum::<u64>()
}

/// One run for each share: the stores the scripts begin with are made once in each.
fn played(scripts: &[PathBuf]) {
    let report = tempfile::tempdir().unwrap();
    let junit = report.path().join("stories.xml");
    let played = Command::new(env!("CARGO_BIN_EXE_entrepot"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("play")
        .args(scripts)
        .args(["--check", "--twice", "--strict", "--verify-bytes", "--junit"])
        .arg(&junit)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&played.stdout).into_owned() + &String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "entrepot play tests/play --update rewrites the frames\n{told}");
    assert!(std::fs::read_to_string(&junit).unwrap().contains("<testsuite"), "{told}");
}

#[test]
fn every_story_plays_twice_the_same_and_shows_its_frames() {
    played(&shares()[0]);
}

#[test]
fn every_other_story_plays_twice_the_same_and_shows_its_frames() {
    played(&shares()[1]);
}

#[test]
fn every_script_is_written_in_the_canonical_form() {
    let dir = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/play");
    let mut scripts = Vec::new();
    for folder in [dir.to_owned(), format!("{dir}/parts")] {
        let entries = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path());
        scripts.extend(entries.filter(|p| p.extension().is_some_and(|e| e == "play")));
    }
    assert!(scripts.len() >= 11, "{scripts:?}");
    for script in scripts {
        let printed =
            Command::new(env!("CARGO_BIN_EXE_entrepot")).args(["play", "--fmt"]).arg(&script).output().unwrap();
        assert!(printed.status.success(), "{}", String::from_utf8_lossy(&printed.stderr));
        let stored = std::fs::read_to_string(&script).unwrap();
        assert_eq!(String::from_utf8_lossy(&printed.stdout), stored, "{}", script.display());
    }
}
