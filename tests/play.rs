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

use std::process::Command;

/// One run for all scripts: the stores they begin with are made once.
#[test]
fn every_story_plays_twice_the_same_and_shows_its_frames() {
    let report = tempfile::tempdir().unwrap();
    let junit = report.path().join("stories.xml");
    let played = Command::new(env!("CARGO_BIN_EXE_entrepot"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["play", "tests/play", "--check", "--twice", "--strict", "--verify-bytes", "--junit"])
        .arg(&junit)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&played.stdout).into_owned() + &String::from_utf8_lossy(&played.stderr);
    assert!(played.status.success(), "entrepot play tests/play --update rewrites the frames\n{told}");
    assert!(std::fs::read_to_string(&junit).unwrap().contains("<testsuite"), "{told}");
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
