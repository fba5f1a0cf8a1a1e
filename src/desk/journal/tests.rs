//! The journal's promises: what was acknowledged is there, and what was altered is noticed.

mod failing;

use std::fs;
use std::fs::OpenOptions;
use std::io::Write;
use std::process::Command;

use proptest::prelude::*;
use serde_json::json;
use serde_json::value::RawValue;
use tempfile::TempDir;
use uuid::Uuid;

use super::*;
use crate::domain::entry::BlobRef;
use crate::domain::entry::Put;

/// Verifies a journal without this program; the README shows the same script.
const VERIFY_SCRIPT: &str = r#"
import glob, hashlib, json, sys
prev, seq = "0" * 64, 0
for name in sorted(glob.glob(sys.argv[1] + "/[0-9]*.jsonl")):
    for line in open(name, "rb"):
        claimed, _, body = line.rstrip(b"\n").partition(b" ")
        seq += 1
        good = hashlib.sha256(prev.encode() + b"\n" + body).hexdigest() == claimed.decode()
        if not good or json.loads(body)["seq"] != seq:
            sys.exit(f"entry {seq} in {name} is not as it was written")
        prev = claimed.decode()
print(seq, prev)
"#;

fn now() -> DateTime<Utc> {
    "2026-11-23T05:25:00.123456789Z".parse().unwrap()
}

fn draft(n: u64) -> EntryDraft {
    EntryDraft {
        by: "mira".into(),
        role: "CMP".into(),
        via: "tui".into(),
        key: Uuid::from_u128(u128::from(n)),
        verb: "partner.amend".into(),
        why: Some(format!("reason {n}: naïve \"quotes\"\nand 中文")),
        puts: vec![Put {
            kind: "partner".into(),
            id: format!("P-{n:06}"),
            rev: 1,
            s: 1,
            state: "draft".into(),
            content: RawValue::from_string(format!(r#"{{"name":"Partner {n}", "amount":1.10}}"#)).unwrap(),
        }],
        ..EntryDraft::default()
    }
}

fn drafts(from: u64, to: u64) -> Vec<EntryDraft> {
    (from..=to).map(draft).collect()
}

fn options() -> JournalOptions {
    JournalOptions { sync: false, ..JournalOptions::default() }
}

fn small() -> JournalOptions {
    JournalOptions { segment_bytes: 900, ..options() }
}

fn open(dir: &TempDir, options: &JournalOptions) -> (FileJournal, Vec<Damage>) {
    FileJournal::open(dir.path(), options).unwrap()
}

/// A journal of `n` entries, each appended by itself; their positions.
fn filled(n: u64, options: &JournalOptions) -> (TempDir, Vec<Position>) {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, damages) = open(&dir, options);
    assert_eq!(damages, []);
    let mut positions = Vec::new();
    for i in 1..=n {
        let appended = journal.append(i - 1, vec![draft(i)], now()).unwrap();
        positions.push(appended.entries[0].1);
    }
    (dir, positions)
}

fn segment_bytes(dir: &TempDir, first: u64) -> Vec<u8> {
    fs::read(dir.path().join(segment_file_name(first))).unwrap()
}

fn seqs(journal: &FileJournal, from: u64) -> Vec<u64> {
    journal.read_from(from).map(|item| item.unwrap().0.seq).collect()
}

#[test]
fn entries_come_back_as_they_were_appended() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(&dir, &JournalOptions::default());
    assert_eq!(journal.head(), Head::default());
    let first = journal.append(0, drafts(1, 3), now()).unwrap();
    let second = journal.append(3, drafts(4, 4), now()).unwrap();
    let all: Vec<_> = first.entries.into_iter().chain(second.entries).collect();
    assert_eq!(second.head, journal.head());
    let (reopened, damages) = open(&dir, &JournalOptions::default());
    assert_eq!(damages, []);
    assert_eq!(reopened.head(), second.head);
    for journal in [&journal, &reopened] {
        assert_eq!(journal.read_from(0).collect::<Result<Vec<_>, _>>().unwrap(), all);
        assert_eq!(seqs(journal, 3), [3, 4]);
        assert_eq!(seqs(journal, 5), [0; 0]);
        for (entry, position) in &all {
            assert_eq!(&journal.read_at(position).unwrap(), entry);
        }
        let report = journal.verify().unwrap();
        assert_eq!((report.entries, report.segments, report.head), (4, 1, second.head));
        assert_eq!(report.first_problem, None);
        assert_eq!(report.bytes, segment_bytes(&dir, 1).len() as u64);
    }
}

#[test]
fn a_line_is_hash_blank_json_and_line_feed_to_the_byte() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(&dir, &options());
    journal
        .append(
            0,
            vec![EntryDraft {
                by: "system".into(),
                role: "SYS".into(),
                via: "cli".into(),
                verb: "desk.open".into(),
                genesis: Some(json!({"kind": "demo"})),
                ..EntryDraft::default()
            }],
            now(),
        )
        .unwrap();
    let json = concat!(
        r#"{"v":1,"seq":1,"at":"2026-11-23T05:25:00.123456Z","by":"system","role":"SYS","for":null,"via":"cli","#,
        r#""key":"00000000-0000-0000-0000-000000000000","verb":"desk.open","case":null,"why":null,"seen":null,"#,
        r#""batch":null,"undoes":null,"blobs":[],"puts":[],"genesis":{"kind":"demo"}}"#
    );
    let hash = Digest::of(format!("{}\n{json}", "0".repeat(64)).as_bytes());
    assert_eq!(String::from_utf8(segment_bytes(&dir, 1)).unwrap(), format!("{hash} {json}\n"));
    assert!(dir.path().join("000000000001.jsonl").exists());
}

#[test]
fn time_never_goes_back() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(&dir, &options());
    let at = journal.append(0, drafts(1, 1), now()).unwrap().head.at;
    assert_eq!(at, "2026-11-23T05:25:00.123456Z".parse::<DateTime<Utc>>().unwrap());
    let earlier = now() - chrono::Duration::hours(1);
    let appended = journal.append(1, drafts(2, 2), earlier).unwrap();
    assert_eq!(appended.entries[0].0.at, at);
    let (mut reopened, _) = open(&dir, &options());
    assert_eq!(reopened.append(2, drafts(3, 3), earlier).unwrap().head.at, at);
}

#[test]
fn a_conflict_writes_nothing_and_tells_the_head() {
    let (dir, _) = filled(2, &options());
    let (mut journal, _) = open(&dir, &options());
    let before = segment_bytes(&dir, 1);
    for expected in [0, 1, 3] {
        let error = journal.append(expected, drafts(9, 9), now()).unwrap_err();
        assert!(matches!(error, AppendError::Conflict { actual: 2, .. }), "{error}");
    }
    assert_eq!(segment_bytes(&dir, 1), before);
    journal.append(2, drafts(3, 3), now()).unwrap();
}

#[test]
fn drafts_that_could_not_be_read_back_are_refused_before_anything_is_written() {
    let (dir, _) = filled(1, &options());
    let (mut journal, _) = open(&dir, &options());
    let before = segment_bytes(&dir, 1);
    let mut broken = draft(2);
    broken.puts[0].content = RawValue::from_string("{\n\"a\":1}".into()).unwrap();
    let mut deep = draft(2);
    deep.seen = Some((0..200).fold(json!(1), |inner, _| json!([inner])));
    for bad in [broken, deep] {
        let error = journal.append(1, vec![draft(2), bad], now()).unwrap_err();
        assert!(matches!(error, AppendError::Invalid { seq: 3, .. }), "{error}");
    }
    assert_eq!(segment_bytes(&dir, 1), before);
    assert_eq!(journal.append(1, vec![draft(2)], now()).unwrap().head.seq, 2);
}

#[test]
fn cutting_the_last_line_anywhere_keeps_all_entries_before_it_and_the_desk_stays_writable() {
    let (dir, positions) = filled(3, &options());
    let whole = segment_bytes(&dir, 1);
    let start = positions[2].offset as usize;
    for cut in start..whole.len() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(segment_file_name(1)), &whole[..cut]).unwrap();
        let (mut journal, damages) = open(&dir, &options());
        assert_eq!(journal.read_only(), None);
        let torn = dir.path().join("torn-3");
        if cut == start {
            assert_eq!(damages, []);
        } else if cut == whole.len() - 1 {
            assert_eq!(damages, [Damage::Completed { seq: 3 }], "a whole entry without line feed is kept");
        } else {
            let bytes = (cut - start) as u64;
            assert_eq!(damages, [Damage::Torn { seq: 3, bytes, moved_to: Some(torn.clone()) }]);
            assert_eq!(fs::read(&torn).unwrap(), &whole[start..cut]);
        }
        let kept = if cut == whole.len() - 1 { 3 } else { 2 };
        assert_eq!(seqs(&journal, 1), (1..=kept).collect::<Vec<_>>());
        journal.append(kept, drafts(kept + 1, kept + 1), now()).unwrap();
        let (again, damages) = open(&dir, &options());
        assert_eq!((again.head().seq, damages), (kept + 1, vec![]));
        assert_eq!(again.verify().unwrap().first_problem, None);
    }
}

#[test]
fn a_second_torn_end_of_the_same_seq_does_not_replace_the_first() {
    let (dir, _) = filled(1, &options());
    for name in ["torn-2", "torn-2.2"] {
        let path = dir.path().join(segment_file_name(1));
        OpenOptions::new().append(true).open(path).unwrap().write_all(name.as_bytes()).unwrap();
        open(&dir, &options());
        assert_eq!(fs::read(dir.path().join(name)).unwrap(), name.as_bytes());
    }
}

#[test]
fn a_reader_leaves_a_torn_end_where_it_is() {
    let (dir, _) = filled(2, &options());
    let mut bytes = segment_bytes(&dir, 1);
    bytes.truncate(bytes.len() - 5);
    fs::write(dir.path().join(segment_file_name(1)), &bytes).unwrap();
    let (mut journal, damages) = open(&dir, &JournalOptions { read_only: true, ..options() });
    assert!(matches!(damages[..], [Damage::Torn { seq: 2, moved_to: None, .. }]));
    assert_eq!(segment_bytes(&dir, 1), bytes);
    assert_eq!(seqs(&journal, 1), [1]);
    assert!(matches!(journal.append(1, drafts(2, 2), now()), Err(AppendError::ReadOnly(ReadOnly::Asked))));
}

#[test]
fn zeros_left_by_a_power_cut_are_torn_but_an_altered_finished_line_is_not() {
    let (dir, positions) = filled(2, &options());
    let whole = segment_bytes(&dir, 1);
    let start = positions[1].offset as usize;
    let path = dir.path().join(segment_file_name(1));
    let mut holes = whole.clone();
    holes[start + 10..start + 200].fill(0);
    fs::write(&path, &holes).unwrap();
    let (journal, damages) = open(&dir, &options());
    assert!(matches!(damages[..], [Damage::Torn { seq: 2, .. }]), "{damages:?}");
    assert_eq!((journal.head().seq, journal.read_only()), (1, None));

    let mut altered = whole.clone();
    let brace = start + 65;
    altered[brace] = b'[';
    fs::write(&path, &altered).unwrap();
    let (journal, damages) = open(&dir, &options());
    assert!(matches!(damages[..], [Damage::Broken { .. }]), "an acknowledged line was taken for a torn one");
    assert_eq!(journal.read_only(), Some(ReadOnly::Broken(2)));
    assert_eq!(segment_bytes(&dir, 1), altered, "evidence was changed");
}

#[test]
fn any_flipped_byte_opens_read_only_at_the_last_good_entry() {
    let (dir, positions) = filled(3, &options());
    let whole = segment_bytes(&dir, 1);
    let path = dir.path().join(segment_file_name(1));
    for position in &positions[..2] {
        let seq = if position.offset == 0 { 1 } else { 2 };
        for step in 0..position.length as usize {
            let mut bytes = whole.clone();
            bytes[position.offset as usize + step] ^= 1;
            fs::write(&path, &bytes).unwrap();
            let (mut journal, damages) = open(&dir, &options());
            let [Damage::Broken { fault, last_good }] = &damages[..] else {
                panic!("byte {step} of entry {seq}: {damages:?}")
            };
            assert_eq!((fault.seq, fault.segment, fault.line(), last_good.seq), (seq, 1, seq, seq - 1));
            assert_eq!(seqs(&journal, 1), (1..seq).collect::<Vec<_>>());
            let error = journal.append(seq - 1, drafts(9, 9), now()).unwrap_err();
            assert!(matches!(error, AppendError::ReadOnly(ReadOnly::Broken(at)) if at == seq));
            assert_eq!(segment_bytes(&dir, 1), bytes);
        }
    }
}

#[test]
fn segments_roll_over_and_a_missing_one_is_noticed() {
    let (dir, positions) = filled(9, &small());
    let firsts = segment::list(dir.path()).unwrap();
    assert!(firsts.len() >= 4, "{firsts:?}");
    let (mut journal, damages) = open(&dir, &small());
    assert_eq!(damages, []);
    assert_eq!(seqs(&journal, 1), (1..=9).collect::<Vec<_>>());
    assert_eq!(seqs(&journal, 6), [6, 7, 8, 9]);
    for (position, seq) in positions.iter().zip(1..) {
        assert_eq!(journal.read_at(position).unwrap().seq, seq);
        assert!(firsts.contains(&position.segment));
    }
    journal.append(9, drafts(10, 14), now()).unwrap();
    assert_eq!(journal.verify().unwrap().entries, 14);

    let gone = firsts[1];
    fs::remove_file(dir.path().join(segment_file_name(gone))).unwrap();
    let (journal, damages) = open(&dir, &small());
    let [Damage::Broken { fault, last_good }] = &damages[..] else { panic!("{damages:?}") };
    assert_eq!((fault.seq, fault.segment, &fault.kind), (gone, gone, &FaultKind::MissingSegment));
    assert_eq!(last_good.seq, gone - 1);
    assert_eq!(journal.head().seq, gone - 1);
    assert_eq!(seqs(&journal, 1), (1..gone).collect::<Vec<_>>());
    let report = verify_dir(dir.path()).unwrap();
    assert_eq!(report.first_problem.as_ref(), Some(fault));

    fs::remove_file(dir.path().join(segment_file_name(1))).unwrap();
    let (journal, damages) = open(&dir, &small());
    assert!(matches!(&damages[..], [Damage::Broken { fault, .. }] if fault.seq == 1));
    assert_eq!(journal.head(), Head::default());
}

#[test]
fn an_empty_segment_left_by_a_crash_is_used() {
    let (dir, _) = filled(3, &options());
    fs::write(dir.path().join(segment_file_name(4)), b"").unwrap();
    let (mut journal, damages) = open(&dir, &options());
    assert_eq!(damages, []);
    assert_eq!(journal.append(3, drafts(4, 5), now()).unwrap().entries[0].1.segment, 4);
    assert_eq!(seqs(&open(&dir, &options()).0, 1), [1, 2, 3, 4, 5]);
}

#[test]
fn a_checkpoint_opens_without_reading_what_lies_before_it() {
    let (dir, positions) = filled(9, &small());
    let checkpoint = FileJournal::checkpoint(7, positions[6]);
    let fast = JournalOptions { checkpoint: Some(checkpoint), ..small() };
    let (slow, _) = open(&dir, &small());
    let (mut journal, damages) = open(&dir, &fast);
    assert_eq!(damages, []);
    assert_eq!((journal.head(), &journal.segments), (slow.head(), &slow.segments));
    assert_eq!(seqs(&journal, 1), (1..=9).collect::<Vec<_>>());
    journal.append(9, drafts(10, 10), now()).unwrap();

    // Damage before the checkpoint is verify's and the readers' to find; the open does not read it.
    let path = dir.path().join(segment_file_name(1));
    let mut bytes = fs::read(&path).unwrap();
    bytes[200] ^= 1;
    fs::write(&path, &bytes).unwrap();
    let (journal, damages) = open(&dir, &fast);
    assert_eq!(damages, []);
    assert_eq!(journal.verify().unwrap().first_problem.map(|fault| fault.seq), Some(1));
    let error = journal.read_from(1).find_map(Result::err).unwrap();
    assert!(matches!(error, ReadError::Fault(Fault { seq: 1, kind: FaultKind::Hash, .. })), "{error}");
}

#[test]
fn a_checkpoint_beyond_the_journal_says_that_entries_are_missing() {
    let (dir, positions) = filled(3, &options());
    let bytes = segment_bytes(&dir, 1);
    fs::write(dir.path().join(segment_file_name(1)), &bytes[..positions[2].offset as usize]).unwrap();
    let checkpoint = Some(FileJournal::checkpoint(3, positions[2]));
    let (journal, damages) = open(&dir, &JournalOptions { checkpoint, ..options() });
    assert_eq!(damages, [Damage::CheckpointMissed { seq: 3, head: 2 }]);
    assert!(damages[0].to_string().contains("entries are missing"));
    assert_eq!(journal.head().seq, 2);
}

#[test]
fn a_missing_segment_before_the_checkpoint_is_noticed_by_a_fast_open() {
    let (dir, positions) = filled(9, &small());
    let firsts = segment::list(dir.path()).unwrap();
    fs::remove_file(dir.path().join(segment_file_name(firsts[1]))).unwrap();
    let checkpoint = Some(FileJournal::checkpoint(9, positions[8]));
    let (_, damages) = open(&dir, &JournalOptions { checkpoint, ..small() });
    assert!(matches!(damages[..], [Damage::CheckpointMissed { .. }, Damage::Broken { .. }]), "{damages:?}");
}

#[test]
fn an_entry_of_a_newer_format_opens_read_only() {
    let (dir, _) = filled(1, &options());
    let (journal, _) = open(&dir, &options());
    let json = r#"{"v":2,"seq":2,"at":"2026-11-23T06:00:00.000000Z","novel":true}"#;
    let line = format!("{} {json}\n", Digest::chained(&journal.head().hash, json.as_bytes()));
    let path = dir.path().join(segment_file_name(1));
    OpenOptions::new().append(true).open(path).unwrap().write_all(line.as_bytes()).unwrap();
    let (journal, damages) = open(&dir, &options());
    assert_eq!(damages, [Damage::Newer { seq: 2 }]);
    assert_eq!((journal.read_only(), journal.head().seq), (Some(ReadOnly::Newer(2)), 2));
}

#[test]
fn raw_chunks_give_every_line_once_and_parse_in_parallel() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(&dir, &JournalOptions { segment_bytes: 100_000, ..options() });
    for group in 0..10 {
        journal.append(group * 100, drafts(group * 100 + 1, group * 100 + 100), now()).unwrap();
    }
    let mut next = 137;
    for chunk in journal.read_raw_from(137) {
        let chunk = chunk.unwrap();
        assert!(!chunk.is_empty());
        let parsed: Vec<_> = rayon::iter::ParallelIterator::collect::<Vec<_>>(rayon::iter::ParallelIterator::map(
            chunk.par_lines(),
            |line| (line.seq, line.position, line.entry().unwrap()),
        ));
        assert_eq!(parsed.len(), chunk.len());
        for ((seq, position, entry), line) in parsed.iter().zip(chunk.lines()) {
            assert_eq!((*seq, entry.seq, line.seq), (next, next, next));
            assert_eq!(&journal.read_at(position).unwrap(), entry);
            next += 1;
        }
    }
    assert_eq!(next, 1001);
}

#[test]
fn reading_gives_the_good_entries_before_a_fault_that_appears_while_open() {
    let (dir, positions) = filled(5, &options());
    let (journal, _) = open(&dir, &options());
    let mut bytes = segment_bytes(&dir, 1);
    bytes[positions[3].offset as usize + 100] ^= 1;
    fs::write(dir.path().join(segment_file_name(1)), &bytes).unwrap();
    let items: Vec<_> = journal.read_from(1).collect();
    assert_eq!(items.len(), 4);
    assert!(items[..3].iter().all(Result::is_ok));
    assert!(matches!(&items[3], Err(ReadError::Fault(fault)) if fault.seq == 4));
}

fn any_draft() -> impl Strategy<Value = EntryDraft> {
    let content = prop_oneof![
        any::<i64>().prop_map(|n| json!(n)),
        ".{0,40}".prop_map(|s| json!({"name": s, "list": [null, true]})),
        prop::collection::btree_map("[a-z]{1,6}", ".{0,9}", 0..4).prop_map(|m| json!(m)),
    ];
    let put = ("[a-z]{1,8}", ".{0,10}", any::<u64>(), any::<u16>(), content);
    let puts = prop::collection::vec(put, 0..3);
    let texts = (".{0,12}", ".{0,6}", prop::option::of(".{0,40}"), prop::option::of("R-[0-9]{6}"));
    (texts, any::<u128>(), prop::option::of(any::<u64>()), puts).prop_map(|(texts, key, undoes, puts)| EntryDraft {
        by: texts.0,
        role: texts.1,
        for_: texts.2.clone(),
        via: "play".into(),
        key: Uuid::from_u128(key),
        verb: "x.y".into(),
        case: texts.3,
        why: texts.2.clone(),
        seen: texts.2.map(|text| json!({ "text": text })),
        undoes,
        blobs: undoes
            .map(|n| BlobRef { role: "evidence".into(), sha256: Digest::of(b"x"), bytes: n, rows: None })
            .into_iter()
            .collect(),
        puts: puts
            .into_iter()
            .map(|(kind, id, rev, s, content)| {
                let content = crate::domain::entry::raw_content(&content).unwrap();
                Put { kind, id, rev, s, state: "draft".into(), content }
            })
            .collect(),
        ..EntryDraft::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_drafts_come_back_in_order_with_their_exact_contents(
        groups in prop::collection::vec(prop::collection::vec(any_draft(), 0..5), 0..8),
        limit in 1_u64..4000,
    ) {
        let dir = tempfile::tempdir().unwrap();
        let options = JournalOptions { segment_bytes: limit, ..options() };
        let (mut journal, _) = open(&dir, &options);
        let mut written = Vec::new();
        for group in &groups {
            let head = journal.head();
            written.extend(journal.append(head.seq, group.clone(), now()).unwrap().entries);
        }
        let expected: Vec<_> = groups.iter().flatten().cloned().zip(1..)
            .map(|(draft, seq)| draft.into_entry(seq, chrono::SubsecRound::trunc_subsecs(now(), 6))).collect();
        let (reopened, damages) = open(&dir, &options);
        prop_assert_eq!(damages, vec![]);
        prop_assert_eq!(reopened.head(), journal.head());
        let read = reopened.read_from(1).collect::<Result<Vec<_>, _>>().unwrap();
        prop_assert_eq!(&read, &written);
        prop_assert_eq!(read.into_iter().map(|(entry, _)| entry).collect::<Vec<_>>(), expected);
        prop_assert_eq!(reopened.verify().unwrap().first_problem, None);
    }
}

#[test]
fn a_ten_line_script_verifies_the_journal_without_this_program() {
    let (dir, _) = filled(9, &small());
    let (journal, _) = open(&dir, &small());
    let run = || Command::new("python3").args(["-c", VERIFY_SCRIPT]).arg(dir.path()).output();
    let Ok(output) = run() else {
        eprintln!("python3 is not here: the script was not run");
        return;
    };
    let head = journal.head();
    assert_eq!(String::from_utf8_lossy(&output.stdout), format!("9 {}\n", head.hash), "{output:?}");
    let path = dir.path().join(segment_file_name(1));
    let mut bytes = fs::read(&path).unwrap();
    bytes[300] ^= 1;
    fs::write(&path, &bytes).unwrap();
    assert!(!run().unwrap().status.success());
}

#[test]
fn a_thousand_drafts_go_in_as_one_write() {
    let dir = tempfile::tempdir().unwrap();
    let (mut journal, _) = open(&dir, &options());
    let content = crate::domain::entry::raw_content(&json!({ "text": "x".repeat(600) })).unwrap();
    let mut group = drafts(1, 1000);
    for draft in &mut group {
        draft.puts[0].content = content.clone();
    }
    let appended = journal.append(0, group, now()).unwrap();
    assert_eq!(appended.entries.len(), 1000);
    assert_eq!(segment_bytes(&dir, 1).len() as u64, journal.verify().unwrap().bytes);
}
