//! Erasure by two under a third: refused while time runs or a hold stands; afterwards secrets and files are gone, the
//! journal still verifies, and a desk that was killed between the decision and the destruction finishes it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stdout,
    reason = "test code"
)]

#[path = "support/desk.rs"]
mod support;

use chrono::DateTime;
use chrono::Utc;
use entrepot::api::Act;
use entrepot::api::Answer;
use entrepot::api::Assign;
use entrepot::api::At;
use entrepot::api::Command;
use entrepot::api::Desk;
use entrepot::api::Done;
use entrepot::api::Ground;
use entrepot::api::Query;
use entrepot::api::Refusal;
use entrepot::api::Via;
use entrepot::desk::genesis;
use entrepot::desk::genesis::FirstOperator;
use entrepot::desk::genesis::Init;
use entrepot::desk::local::Local;
use entrepot::desk::local::Options;
use entrepot::desk::verify;
use entrepot::domain::kind::Id;
use entrepot::domain::kind::KindId;
use entrepot::domain::operator::Role;
use entrepot::domain::value::Value;
use std::fs;
use std::io::Read;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command as Process;
use std::process::Stdio;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use std::time::Duration;
use support::Standing;
use uuid::Uuid;

const BEGIN: &str = "2026-11-23T01:00:00Z";
/// The day after the last one: three years by law and one more.
const OVER: &str = "2030-11-24T01:00:00Z";
/// Names the desk's folder in a child process.
const CHILD: &str = "ENTREPOT_TEST_ERASE_DIR";
const KILLED: &str = "a_desk_killed_between_decision_and_destruction_finishes_when_it_is_opened";

fn init(dir: &Path) {
    let one = |login: &str, role: Role| FirstOperator {
        login: login.into(),
        person: login.to_uppercase(),
        department: String::new(),
        roles: vec![role],
    };
    let init = Init {
        desk: Uuid::from_u128(1),
        kind: "demo".into(),
        zone: "Asia/Shanghai".into(),
        administrator: "adm".into(),
        director: "chen".into(),
        operators: vec![
            one("adm", Role::Adm),
            one("chen", Role::Dir),
            one("lin", Role::Onb),
            one("mira", Role::Cmp),
            one("olga", Role::Aud),
        ],
        at: support::at(BEGIN),
        sync: true,
    };
    genesis::init(dir, &init, &support::holder("adm")).expect("a new desk");
}

fn open(dir: &Path, at: &str) -> Local {
    let at: DateTime<Utc> = support::at(at);
    support::open(dir, Options { clock: Arc::new(Standing(at)), ..support::inline() })
}

/// A key no other command has, also not one of a child process.
fn fresh_key() -> Uuid {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    Uuid::from_u64_pair(u64::from(std::process::id()), NEXT.fetch_add(1, Ordering::Relaxed))
}

fn send(desk: &Local, by: &str, why: &str, act: Act) -> Result<Done, Refusal> {
    let key = fresh_key();
    let why = Some(why.to_owned()).filter(|w| !w.is_empty());
    desk.submit(Command { key, by: by.into(), role: None, via: Via::Cli, why, seen: None, blobs: Vec::new(), act })
}

fn verb(desk: &Local, by: &str, verb: &str, id: &str) -> Result<Done, Refusal> {
    let id: Id = id.parse().unwrap();
    send(desk, by, "as agreed", Act::Verb { verb: verb.into(), id, expect_rev: None, fields: Vec::new() })
}

fn create(desk: &Local, by: &str, kind: KindId, fields: &[(&str, &str)]) -> Result<Done, Refusal> {
    let fields = fields.iter().map(|(p, v)| Assign { path: (*p).into(), value: Value::Text((*v).into()) }).collect();
    send(desk, by, "", Act::Create { kind, fields })
}

/// A partner with a sealed name that withdrew, with a document of its own and one whose copy another partner filed too.
/// The SHA-256 of both copies.
fn partner(desk: &Local) -> (String, String) {
    let own = desk.store("evidence", b"licence of the first").unwrap().sha256.to_string();
    let shared = desk.store("evidence", b"a paper both filed").unwrap().sha256.to_string();
    for (name, secret) in [("First Trading", "Jane Doe"), ("Second Trading", "John Roe")] {
        let fields = [("legal_name_local", name), ("type_set", "MFR"), ("country", "CN"), ("legal_rep.name", secret)];
        create(desk, "lin", KindId::Partner, &fields).unwrap();
    }
    for (partner, file) in [("P-000001", &own), ("P-000001", &shared), ("P-000002", &shared)] {
        let file = [("partner", partner), ("code", "D-LIC"), ("file.name", "scan.txt"), ("file.sha256", file)];
        let fields = file.iter().map(|(p, v)| Assign { path: (*p).into(), value: Value::Text((*v).into()) }).collect();
        let blob = if file[3].1 == own { &b"licence of the first"[..] } else { &b"a paper both filed"[..] };
        let blobs = vec![desk.store("evidence", blob).unwrap()];
        let act = Act::Create { kind: KindId::Document, fields };
        let key = fresh_key();
        let by = "lin".to_owned();
        desk.submit(Command { key, by, role: None, via: Via::Cli, why: None, seen: None, blobs, act }).unwrap();
    }
    verb(desk, "lin", "partner.withdraw", "P-000001").unwrap();
    (own, shared)
}

/// Asks for the erasure and fills the auditor's step; the management's is open.
fn half_decided(desk: &Local) {
    create(desk, "adm", KindId::Erasure, &[("partner", "P-000001")]).unwrap();
    verb(desk, "adm", "erasure.propose", "E-000001").unwrap();
    verb(desk, "olga", "case.approve", "R-000001").unwrap();
}

fn blob(dir: &Path, sha256: &str) -> PathBuf {
    dir.join("files").join(&sha256[..2]).join(&sha256[2..])
}

fn problems(desk: &Local) -> Vec<String> {
    let check = |state: &_, journal: &_| {
        verify::verify(state, journal, desk.blobs(), desk.keyring(), false, &|_, _| {}).problems
    };
    desk.with_state(check).unwrap().iter().map(|p| p.msg.to_string()).collect()
}

fn sealed_name(desk: &Local) -> String {
    let id: Id = "P-000001".parse().unwrap();
    let query = Query::Show { id, at: At::Now, operator: "lin".into() };
    let Ok(Answer::Show(shown)) = desk.ask(&query, &AtomicBool::new(false)) else { panic!("no partner") };
    shown.fields.iter().find(|(name, _)| name == "legal_rep").unwrap().1.items()[0].to_string()
}

fn refused(done: Result<Done, Refusal>) -> (Ground, String) {
    let refusal = done.unwrap_err();
    (refusal.ground, refusal.msg.to_string())
}

/// Everything the tombstone names is gone, everything else is there, and the journal verifies.
fn erased(dir: &Path, desk: &Local, own: &str, shared: &str) {
    assert!(!blob(dir, own).exists());
    assert!(blob(dir, shared).exists(), "another partner filed it too");
    assert!(!dir.join("keys/P-000001-1").exists());
    assert!(dir.join("keys/P-000002-1").exists());
    assert_eq!(sealed_name(desk), "erased");
    assert_eq!(desk.file(own).unwrap_err().msg.id, "refused-file-erased");
    assert_eq!(problems(desk), Vec::<String>::new());
}

#[test]
fn time_and_holds_refuse_and_two_persons_erase() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let desk = open(dir.path(), BEGIN);
    let (own, shared) = partner(&desk);
    assert_eq!(sealed_name(&desk), "•••");
    create(&desk, "adm", KindId::Erasure, &[("partner", "P-000002")]).unwrap();
    let (ground, why) = refused(verb(&desk, "adm", "erasure.propose", "E-000001"));
    assert_eq!((ground, why.contains("refused-retention-open")), (Ground::Guard, true), "{why}");
    create(&desk, "adm", KindId::Erasure, &[("partner", "P-000001")]).unwrap();
    let (_, why) = refused(verb(&desk, "adm", "erasure.propose", "E-000002"));
    assert!(why.contains("2030-11-23") && why.contains("2029-11-23"), "{why}");
    assert_eq!(refused(create(&desk, "lin", KindId::Erasure, &[("partner", "P-000001")])).0, Ground::NotPermitted);
    create(&desk, "mira", KindId::Hold, &[("partner", "P-000001"), ("reason", "customs audit")]).unwrap();
    drop(desk);

    let desk = open(dir.path(), OVER);
    let (_, why) = refused(verb(&desk, "adm", "erasure.propose", "E-000002"));
    assert!(why.contains("G-000001"), "{why}");
    verb(&desk, "mira", "hold.lift", "G-000001").unwrap();
    let (_, why) = refused(verb(&desk, "adm", "erasure.propose", "E-000002"));
    assert!(why.contains("G-000001"), "one person does not lift a hold: {why}");
    verb(&desk, "chen", "case.approve", "R-000001").unwrap();
    verb(&desk, "adm", "erasure.propose", "E-000002").unwrap();
    assert_eq!(refused(verb(&desk, "adm", "case.approve", "R-000002")).0, Ground::NotPermitted);
    verb(&desk, "olga", "case.approve", "R-000002").unwrap();
    assert!(blob(dir.path(), &own).exists(), "one signature destroys nothing");
    // A hold set meanwhile stops the second signature.
    create(&desk, "mira", KindId::Hold, &[("partner", "P-000001"), ("reason", "court order")]).unwrap();
    assert_eq!(refused(verb(&desk, "chen", "case.approve", "R-000002")).0, Ground::Guard);
    verb(&desk, "mira", "hold.lift", "G-000002").unwrap();
    verb(&desk, "chen", "case.approve", "R-000003").unwrap();
    verb(&desk, "chen", "case.approve", "R-000002").unwrap();
    erased(dir.path(), &desk, &own, &shared);
    drop(desk);

    // Nothing else accounts for a key or file that is gone.
    fs::remove_file(dir.path().join("keys/P-000002-1")).unwrap();
    fs::remove_file(blob(dir.path(), &shared)).unwrap();
    let found = problems(&open(dir.path(), OVER));
    assert!(found.iter().any(|p| p.contains("verify-key-missing")), "{found:?}");
    assert!(found.iter().any(|p| p.contains("verify-file-missing")), "{found:?}");
    assert_eq!(found.len(), 2);
}

#[test]
fn what_a_backup_brings_back_is_destroyed_again() {
    let dir = tempfile::tempdir().unwrap();
    init(dir.path());
    let (own, shared) = partner(&open(dir.path(), BEGIN));
    let key = dir.path().join("keys/P-000001-1");
    let saved = (fs::read(&key).unwrap(), fs::read(blob(dir.path(), &own)).unwrap());
    let desk = open(dir.path(), OVER);
    half_decided(&desk);
    verb(&desk, "chen", "case.approve", "R-000001").unwrap();
    drop(desk);
    // As a desk is that was stopped after the entry was journaled and before anything was destroyed.
    fs::remove_file(dir.path().join("keys/P-000001-1.destroyed")).unwrap();
    fs::write(&key, saved.0).unwrap();
    fs::write(blob(dir.path(), &own), saved.1).unwrap();
    erased(dir.path(), &open(dir.path(), OVER), &own, &shared);
}

/// The child: gives the last signature and says when it begins.
fn child(dir: &str) {
    let desk = open(Path::new(dir), OVER);
    println!("ready");
    verb(&desk, "chen", "case.approve", "R-000001").unwrap();
    std::thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_desk_killed_between_decision_and_destruction_finishes_when_it_is_opened() {
    if let Ok(dir) = std::env::var(CHILD) {
        return child(&dir);
    }
    let mut decided = 0;
    for round in 0..12_u64 {
        let dir = tempfile::tempdir().unwrap();
        init(dir.path());
        let (own, shared) = partner(&open(dir.path(), BEGIN));
        half_decided(&open(dir.path(), OVER));
        let mut child = Process::new(std::env::current_exe().unwrap())
            .args(["--exact", KILLED, "--nocapture"])
            .env(CHILD, dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = Vec::new();
        let mut out = child.stdout.take().unwrap();
        while !said.ends_with(b"ready\n") {
            let mut byte = [0];
            out.read_exact(&mut byte).unwrap();
            said.extend(byte);
        }
        std::thread::sleep(Duration::from_micros(round * 700));
        child.kill().unwrap();
        child.wait().unwrap();
        let journal = fs::read_to_string(dir.path().join("journal/000000000001.jsonl")).unwrap();
        let desk = open(dir.path(), OVER);
        if journal.contains("\"state\":\"done\"") {
            decided += 1;
            erased(dir.path(), &desk, &own, &shared);
        } else {
            assert!(blob(dir.path(), &own).exists() && dir.path().join("keys/P-000001-1").exists());
            assert_eq!(problems(&desk), Vec::<String>::new());
        }
    }
    assert!(decided > 0, "no round got as far as the decision");
}
