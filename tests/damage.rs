//! The damage table (architecture.md §1), row by row: what the operator is told, and that nothing acknowledged is lost.

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

#[path = "support/desk.rs"]
mod support;

use chrono::TimeDelta;
use entrepot::api::Ground;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::desk::open::OpenFailure;
use std::fs;
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::FileExt;
use std::path::Path;
use std::process::Command as Process;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use support::House;
use support::Standing;
use support::contents;
use support::create;
use support::init;
use support::inline;
use support::note;
use support::open;
use support::start;
use support::status;
use support::told;

fn lines(house: &House) -> Vec<String> {
    let text = fs::read_to_string(house.segment(1)).expect("the journal");
    text.lines().map(str::to_owned).collect()
}

fn write_lines(house: &House, lines: &[String]) {
    fs::write(house.segment(1), lines.join("\n") + "\n").expect("written");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for item in fs::read_dir(from).expect("a folder") {
        let item = item.expect("an item");
        let to = to.join(item.file_name());
        if item.path().is_dir() {
            copy(&item.path(), &to);
        } else {
            fs::copy(item.path(), to).expect("copied");
        }
    }
}

fn drop_view(house: &House) {
    fs::remove_dir_all(house.path().join("view")).expect("removed");
}

#[test]
fn a_torn_last_line_is_moved_aside_and_the_desk_opens() {
    let mut house = House::new(3);
    let (_, before) = house.look();
    let mut file = OpenOptions::new().append(true).open(house.segment(1)).expect("the journal");
    file.write_all(b"0123456789abcdef {\"v\":1,\"se").expect("written");
    drop(file);
    let desk = open(house.path(), inline());
    let status = status(&desk);
    assert_eq!(told(&status.damage), ["damage-torn"]);
    assert_eq!(status.read_only, None);
    assert_eq!(contents(&desk), before);
    assert!(house.path().join("journal/torn-5").exists());
    assert_eq!(house.submit(&desk, create("Another")).expect("written").seq, 5);
}

#[test]
fn a_bad_hash_in_the_middle_opens_read_only_and_names_entry_and_last_good_head() {
    let house = House::new(4);
    let (_, before) = house.look();
    let good = lines(&house);
    let mut bad = good.clone();
    bad[2] = bad[2].replace("Partner 1", "Partner X");
    write_lines(&house, &bad);
    drop_view(&house);
    let desk = open(house.path(), inline());
    let found = status(&desk);
    assert_eq!(told(&found.damage), ["damage-broken"]);
    assert_eq!(told(found.read_only.as_slice()), ["damage-broken"]);
    let said = found.damage[0].to_string();
    assert!(said.contains("entry 3") && said.contains(&good[1][..64]), "{said}");
    let mut house = house;
    let refused = house.submit(&desk, create("Another")).expect_err("read-only");
    assert_eq!(refused.ground, Ground::ReadOnly);
    drop(desk);
    assert_eq!(fs::read_to_string(house.segment(1)).expect("read").lines().count(), 5, "nothing was cut off");
    write_lines(&house, &good);
    let (found, after) = house.look();
    assert_eq!(found.read_only, None);
    assert_eq!(after, before, "the restored journal gives everything back");
}

#[test]
fn a_missing_segment_opens_read_only_and_nothing_is_lost_when_it_is_back() {
    let house = House::new(5);
    let (_, before) = house.look();
    let all = lines(&house);
    let part = |range: std::ops::Range<usize>| all[range].join("\n") + "\n";
    for (first, range) in [(1, 0..2), (3, 2..4), (5, 4..6)] {
        fs::write(house.segment(first), part(range)).expect("written");
    }
    let (found, same) = house.look();
    assert_eq!((found.read_only, same), (None, before.clone()));
    fs::remove_file(house.segment(3)).expect("removed");
    let (found, _) = house.look();
    let read_only = found.read_only.expect("read-only");
    assert_eq!(told(std::slice::from_ref(&read_only)), ["damage-broken"]);
    assert!(read_only.to_string().contains("entry 3"), "{read_only}");
    assert!(told(&found.damage).contains(&"damage-missing-entries".to_owned()));
    fs::write(house.segment(3), part(2..4)).expect("written");
    let (found, after) = house.look();
    assert_eq!(found.read_only, None);
    assert_eq!(after, before);
}

#[test]
fn a_deleted_view_is_built_anew_with_progress() {
    let house = House::new(50);
    let (_, before) = house.look();
    drop_view(&house);
    let desk = open(house.path(), Options { inline: false, ..inline() });
    assert_eq!(contents(&desk), before);
    assert_eq!(status(&desk).read_only, None);
}

/// Spoils a file of sled at a place of its length, in thousandths.
fn spoil(path: &Path, place: u64, bytes: &[u8]) {
    let length = fs::metadata(path).expect("a file").len();
    let file = OpenOptions::new().write(true).open(path).expect("a file");
    file.write_all_at(bytes, length * place / 1000).expect("written");
}

#[test]
fn garbage_anywhere_in_the_view_never_changes_what_is_read() {
    let house = House::new(200);
    let (_, before) = house.look();
    let kept = house.path().join("kept");
    copy(&house.path().join("view"), &kept);
    let mut rebuilt = 0;
    for place in [0, 1, 3, 10, 30, 60, 100, 200, 350, 500, 700, 900, 990] {
        drop_view(&house);
        copy(&kept, &house.path().join("view"));
        spoil(&house.path().join("view/sled/db"), place, &[0xA5; 700]);
        let (found, after) = house.look();
        assert_eq!(after, before, "garbage at {place} thousandths");
        assert_eq!(found.read_only, None);
        let ids = told(&found.damage);
        rebuilt += u32::from(ids.iter().any(|id| id == "damage-view" || id == "damage-caught-up"));
    }
    assert!(rebuilt > 0, "no garbage was noticed");
}

#[test]
fn a_view_cut_short_never_changes_what_is_read() {
    let house = House::new(200);
    let (_, before) = house.look();
    let kept = house.path().join("kept");
    copy(&house.path().join("view"), &kept);
    for place in [0, 1, 10, 100, 500, 800, 999] {
        drop_view(&house);
        copy(&kept, &house.path().join("view"));
        let db = house.path().join("view/sled/db");
        let length = fs::metadata(&db).expect("a file").len();
        OpenOptions::new().write(true).open(&db).and_then(|f| f.set_len(length * place / 1000)).expect("cut");
        let (found, after) = house.look();
        assert_eq!(after, before, "cut at {place} thousandths");
        told(&found.damage);
    }
}

#[test]
fn an_older_view_is_brought_up_to_the_journal() {
    let mut house = House::new(3);
    let kept = house.path().join("kept");
    copy(&house.path().join("view"), &kept);
    let desk = open(house.path(), inline());
    for n in 0..5 {
        house.submit(&desk, create(&format!("Later {n}"))).expect("written");
    }
    let before = contents(&desk);
    desk.checkpoint();
    drop(desk);
    drop_view(&house);
    copy(&kept, &house.path().join("view"));
    let (found, after) = house.look();
    assert_eq!(after, before);
    assert_eq!(told(&found.damage), ["damage-caught-up"]);
}

#[test]
fn a_view_newer_than_the_journal_is_rebuilt_and_said_loudly() {
    let house = House::new(5);
    let all = lines(&house);
    write_lines(&house, &all[..4]);
    let (found, after) = house.look();
    let ids = told(&found.damage);
    assert!(ids.contains(&"damage-view-newer".to_owned()), "{ids:?}");
    assert!(ids.contains(&"damage-missing-entries".to_owned()), "{ids:?}");
    assert_eq!(after.iter().filter(|line| line.starts_with("P-")).count(), 3);
    assert!(house.path().join("view.damaged-1").exists(), "the newer view is kept");
}

#[test]
fn a_view_of_another_history_is_not_taken_for_this_one() {
    let mut house = House::new(5);
    let all = lines(&house);
    let kept = house.path().join("kept");
    copy(&house.path().join("view"), &kept);
    write_lines(&house, &all[..4]);
    let desk = open(house.path(), inline());
    for n in 0..6 {
        house.submit(&desk, create(&format!("Other history {n}"))).expect("written");
    }
    let before = contents(&desk);
    drop(desk);
    drop_view(&house);
    copy(&kept, &house.path().join("view"));
    let (found, after) = house.look();
    assert_eq!(after, before);
    assert!(told(&found.damage).contains(&"damage-view-other".to_owned()));
}

#[test]
fn garbage_in_the_saved_tables_is_passed_over() {
    let house = House::new(20);
    let (_, before) = house.look();
    let tables = house.path().join("view/roster.bin");
    let good = fs::read(&tables).expect("saved tables");
    for place in [0, 9, 41, good.len() / 2, good.len() - 1] {
        let mut bad = good.clone();
        bad[place] ^= 0x5A;
        fs::write(&tables, bad).expect("written");
        let (found, after) = house.look();
        assert_eq!((found.read_only, after), (None, before.clone()), "byte {place}");
    }
    fs::write(&tables, &good[..good.len() / 3]).expect("written");
    assert_eq!(house.look().1, before);
}

#[test]
fn a_second_opener_is_told_who_holds_the_desk() {
    let house = House::new(1);
    let _desk = open(house.path(), inline());
    let refused = Local::open(house.path(), inline()).map(|_| ()).expect_err("held");
    assert!(matches!(refused, OpenFailure::Lock(_)));
    let said = refused.to_string();
    assert!(said.contains("test on here") && said.contains("since 2026-11-23 01:00"), "{said}");
}

#[test]
fn a_clock_ten_minutes_back_makes_a_production_desk_read_only_and_a_demo_desk_not() {
    for (kind, read_only) in [("production", true), ("demo", false)] {
        let mut house = House::of(kind, 1);
        let clock = Arc::new(Standing(start() - TimeDelta::minutes(10)));
        let desk = open(house.path(), Options { clock, ..inline() });
        let found = status(&desk);
        assert_eq!(found.read_only.is_some(), read_only);
        let answer = house.submit(&desk, create("Another"));
        assert_eq!(answer.is_err(), read_only);
        if let Err(refusal) = answer {
            assert_eq!(told(&[vec![refusal.msg], refusal.hints].concat()), ["desk-clock-back", "hint-read-only"]);
        }
    }
}

/// Set in the child process that fills its disk.
const FULL: &str = "ENTREPOT_TEST_FULL_DISK";

#[test]
fn a_full_disk_refuses_clearly_and_is_over_without_a_restart() {
    if let Ok(dir) = std::env::var(FULL) {
        return fill(Path::new(&dir));
    }
    let dir = tempfile::tempdir().expect("a folder");
    let program = std::env::current_exe().expect("this program");
    let name = "a_full_disk_refuses_clearly_and_is_over_without_a_restart";
    let done = Process::new(program).args(["--exact", name, "--nocapture"]).env(FULL, dir.path()).output();
    let done = done.expect("the child ran");
    assert!(
        done.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

/// No file may grow beyond the journal and a few bytes: the next line is cut off in the middle.
fn fill(dir: &Path) {
    use rustix::process::Resource;
    use rustix::process::Rlimit;
    let ignored = Arc::new(AtomicBool::new(false));
    signal_hook::flag::register(25, ignored).expect("SIGXFSZ is caught");
    init(dir, "demo", true);
    let desk = open(dir, inline());
    let first = entrepot::api::Desk::submit(&desk, support::command(1001, create("Kept"))).expect("written");
    let id = first.ids[0];
    let before = contents(&desk);
    let length = fs::metadata(dir.join("journal/000000000001.jsonl")).expect("the journal").len();
    let limit =
        |current| rustix::process::setrlimit(Resource::Fsize, Rlimit { current, maximum: None }).expect("a limit");
    limit(Some(length + 40));
    let refused = entrepot::api::Desk::submit(&desk, support::command(1002, note(id, "lost"))).expect_err("full");
    assert!(matches!(refused.ground, Ground::Unknown | Ground::ReadOnly), "{refused:?}");
    assert_eq!(told(&[vec![refused.msg], refused.hints].concat()).len(), 2);
    assert_eq!(contents(&desk), before);
    limit(Some(length));
    entrepot::api::Desk::submit(&desk, support::command(1003, note(id, "lost too"))).expect_err("full");
    let found = status(&desk);
    told(&found.damage);
    told(found.read_only.as_slice());
    limit(None);
    let done = entrepot::api::Desk::submit(&desk, support::command(1004, note(id, "there"))).expect("room again");
    assert_eq!(done.seq, 3);
    drop(desk);
    let desk = open(dir, inline());
    assert_eq!(status(&desk).read_only, None);
    assert_eq!(status(&desk).seq, 3);
}
