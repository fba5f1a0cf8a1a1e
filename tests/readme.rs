//! What the README promises a reader with Python: its script accepts a journal as written and notices an altered one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stderr,
    reason = "test code"
)]

use chrono::DateTime;
use chrono::Utc;
use entrepot::desk::journal::FileJournal;
use entrepot::desk::journal::Journal;
use entrepot::desk::journal::JournalOptions;
use entrepot::domain::entry::EntryDraft;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;
use std::process::Output;
use uuid::Uuid;

const README: &str = include_str!("../README.md");
const ENTRIES: u64 = 12;

fn script() -> &'static str {
    let (_, after) = README.split_once("```python\n").expect("README.md has a Python script");
    after.split_once("```").expect("the script ends").0
}

fn python_is_there() -> bool {
    let there = Command::new("python3").arg("--version").output().is_ok_and(|output| output.status.success());
    if !there {
        eprintln!("skipped: python3 is not installed, so the README's script cannot be run");
    }
    there
}

fn verify(journal: &Path) -> Output {
    Command::new("python3").arg("-c").arg(script()).arg(journal).output().unwrap()
}

/// A journal in several segments, and its last hash.
fn written(folder: &Path) -> String {
    let options = JournalOptions { sync: false, segment_bytes: 1500, ..JournalOptions::default() };
    let (mut journal, damage) = FileJournal::open(folder, &options).unwrap();
    assert_eq!(damage, []);
    let now: DateTime<Utc> = "2026-11-23T05:25:00Z".parse().unwrap();
    for number in 1..=ENTRIES {
        let draft = EntryDraft {
            by: "mira".into(),
            role: "CMP".into(),
            via: "cli".into(),
            key: Uuid::from_u128(u128::from(number)),
            verb: "partner.amend".into(),
            why: Some(format!("reason {number}: \"naïve\"\n中文")),
            ..EntryDraft::default()
        };
        journal.append(number - 1, vec![draft], now).unwrap();
    }
    journal.head().hash.to_string()
}

fn segments(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "jsonl"));
    paths.sort();
    paths
}

#[test]
fn the_script_of_the_readme_accepts_a_journal_and_prints_its_head() {
    if !python_is_there() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let head = written(folder.path());
    assert!(segments(folder.path()).len() > 1, "the journal should span segments");
    let output = verify(folder.path());
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(String::from_utf8_lossy(&output.stdout).trim(), format!("{ENTRIES} {head}"));
}

#[test]
fn the_script_of_the_readme_notices_every_kind_of_alteration() {
    type Alter = fn(&Path);
    if !python_is_there() {
        return;
    }
    let alterations: &[(&str, Alter)] = &[
        ("a word of an entry is another one", |file| {
            let text = fs::read_to_string(file).unwrap();
            fs::write(file, text.replacen("CMP", "DIR", 1)).unwrap();
        }),
        ("an entry is gone", |file| {
            let text = fs::read_to_string(file).unwrap();
            fs::write(file, text.split_once('\n').unwrap().1).unwrap();
        }),
        ("an entry is there twice", |file| {
            let text = fs::read_to_string(file).unwrap();
            let first = text.split_once('\n').unwrap().0;
            fs::write(file, format!("{first}\n{text}")).unwrap();
        }),
        ("a segment is gone", |file| fs::remove_file(file).unwrap()),
    ];
    for (what, alter) in alterations {
        let folder = tempfile::tempdir().unwrap();
        written(folder.path());
        alter(&segments(folder.path())[1]);
        let output = verify(folder.path());
        assert!(!output.status.success(), "{what}, and the script did not notice");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.contains("is not as it was written"), "{what}: {said}");
    }
}
