//! Honest desks are sound; forged journals are caught at the entry that was forged.

mod batches;

use super::Problem;
use super::Report;
use super::verify;
use crate::api::Act;
use crate::api::Desk;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::journal::JournalOptions;
use crate::desk::local::Local;
use crate::desk::tests::Bench;
use crate::desk::tests::assigns;
use crate::desk::tests::rows;
use crate::desk::view::Batch;
use crate::domain::case::Case;
use crate::domain::case::Vote;
use crate::domain::dossier;
use crate::domain::entry::EntryDraft;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::operator::Operator;
use crate::domain::operator::Role;
use crate::i18n::check;
use serde_json::value::RawValue;
use std::sync::Arc;

fn checked(desk: &Local, fast: bool) -> Report {
    let report = desk
        .with_state(|state, journal| verify(state, journal, desk.blobs(), desk.keyring(), fast, &|_, _| {}))
        .unwrap();
    for msg in report.lines().iter().chain(report.problems.iter().map(|p| &p.msg)) {
        assert_eq!(check::fits(msg), Vec::<String>::new());
    }
    report
}

fn journal(bench: &Bench) -> FileJournal {
    let options = JournalOptions { sync: false, ..JournalOptions::default() };
    FileJournal::open(&bench.dir.path().join("journal"), &options).unwrap().0
}

/// Writes an entry past the desk; its number.
fn forge(bench: &Bench, draft: EntryDraft) -> u64 {
    let mut journal = journal(bench);
    let head = journal.head();
    journal.append(head.seq, vec![draft], head.at).unwrap().head.seq
}

fn last(bench: &Bench, id: &str) -> (Put, Record) {
    let entries = journal(bench).read_from(1).map(|e| e.unwrap().0);
    let put = entries.flat_map(|e| e.puts).filter(|p| p.id == id).last().unwrap();
    let kind = id.parse::<Id>().unwrap().kind;
    let record = Record::from_json(kind, put.s, put.content.get().as_bytes()).unwrap();
    (put, record)
}

/// The next revision of a record.
fn put(bench: &Bench, id: &str, state: &str, change: impl FnOnce(&mut Record)) -> Put {
    let (before, mut record) = last(bench, id);
    change(&mut record);
    let content = RawValue::from_string(String::from_utf8(record.to_json().unwrap()).unwrap()).unwrap();
    Put { rev: before.rev + 1, state: state.into(), content, ..before }
}

fn draft(by: &str, role: &str, verb: &str, puts: Vec<Put>) -> EntryDraft {
    EntryDraft { by: by.into(), role: role.into(), via: "cli".into(), verb: verb.into(), puts, ..EntryDraft::default() }
}

/// An approval as the desk would write it, whoever gives it.
fn approval(bench: &Bench, (by, person): (&str, &str), case: &str, bound: Option<&str>) -> EntryDraft {
    let (_, record) = last(bench, case);
    let open = Case::of(&record).unwrap().clone();
    let dossier = bound.map_or_else(|| dossier::hash(&open.dossier), str::to_owned);
    let vote = Vote { step: 1, by: by.into(), person: person.into(), role: Role::Cmp, dossier, ..Vote::default() };
    let decided = put(bench, case, "approved", |r| {
        if let Record::Case(case) = r {
            case.votes.push(vote);
        }
    });
    let moved = put(bench, &open.subject, &open.target, |_| {});
    EntryDraft { case: Some(case.into()), ..draft(by, "CMP", "case.approve", vec![decided, moved]) }
}

/// A desk with one admission waiting; its partner and case.
fn waiting() -> (Bench, String, String) {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    bench
        .act(
            &desk,
            "wang",
            Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&[("note", "x")]) },
        )
        .unwrap();
    let case = bench.propose(&desk, &id);
    drop(desk);
    (bench, id, case)
}

#[test]
fn a_letter_about_insurance_that_nobody_approved_is_not_recorded_as_sent() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let first = bench.letter(&desk, "lin", &partner, "insurance-renewal");
    let second = bench.letter(&desk, "lin", &partner, "documents-missing");
    drop(desk);
    forge(&bench, draft("lin", "ONB", "letter.send", vec![put(&bench, &second, "sent", |_| {})]));
    assert_eq!(found(&bench), [], "papers may be asked for by one person");
    let sent = forge(&bench, draft("lin", "ONB", "letter.send", vec![put(&bench, &first, "sent", |_| {})]));
    assert_eq!(found(&bench), [(sent, "verify-letter-unapproved".to_owned())]);
}

#[test]
fn a_letter_goes_out_as_it_was_approved() {
    use crate::domain::letter::Body;
    let begun = || {
        let bench = Bench::new();
        let desk = bench.open();
        let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
        let letter = bench.letter(&desk, "ina", &partner, "insurance-gaps");
        bench.verb(&desk, "mira", "letter.approve", &letter, &[]).unwrap();
        (bench, letter)
    };
    let rewritten = |bench: &Bench, letter: &str, state: &str| {
        let change = |record: &mut Record| {
            if let Record::Letter(letter) = record {
                letter.body = Body("Pay at once".into());
            }
        };
        put(bench, letter, state, change)
    };
    let (bench, letter) = begun();
    let sent = forge(&bench, draft("ina", "INSM", "letter.send", vec![put(&bench, &letter, "sent", |_| {})]));
    assert_eq!(found(&bench), [], "{sent} as it was");
    let (bench, letter) = begun();
    let sent = forge(&bench, draft("ina", "INSM", "letter.send", vec![rewritten(&bench, &letter, "sent")]));
    assert_eq!(found(&bench), [(sent, "verify-letter-unapproved".to_owned())]);
    let (bench, letter) = begun();
    let changed = forge(&bench, draft("ina", "INSM", "letter.change", vec![rewritten(&bench, &letter, "approved")]));
    assert_eq!(found(&bench), [(changed, "verify-state".to_owned())], "what was approved is not changed");
}

#[test]
fn a_waiver_stands_for_the_gaps_that_were_granted_and_verdicts_are_given_by_judging() {
    use crate::domain::case::Verdict;
    let begun = || {
        let bench = Bench::new();
        let desk = bench.open();
        let (_, case) = bench.waived_together(&desk);
        bench.judge_gap(&desk, "mira", &case, "INS-04:WAYFAIR.CGL-each", Verdict::Not).unwrap();
        bench.judge_gap(&desk, "mira", &case, "INS-10:WAYFAIR", Verdict::Up).unwrap();
        drop(desk);
        (bench, case)
    };
    let (bench, case) = begun();
    let seq = forge(&bench, approval(&bench, ("mira", "H-000005"), &case, None));
    assert_eq!(found(&bench), [(seq, "verify-waiver-gaps".to_owned())], "the refused gap came into force");
    let (bench, case) = begun();
    let open = put(&bench, &case, "open", |record| {
        if let Record::Case(case) = record {
            case.items.iter_mut().for_each(|item| item.verdict = Some(Verdict::Up));
        }
    });
    let comment = EntryDraft { case: Some(case.clone()), ..draft("mira", "CMP", "case.comment", vec![open]) };
    let seq = forge(&bench, comment);
    assert!(found(&bench).contains(&(seq, "verify-case-items".to_owned())));
}

#[test]
fn who_wrote_a_letter_did_not_approve_it() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let letter = bench.letter(&desk, "ina", &partner, "insurance-renewal");
    drop(desk);
    let own = forge(&bench, draft("ina", "INSM", "letter.approve", vec![put(&bench, &letter, "approved", |_| {})]));
    assert_eq!(found(&bench), [(own, "verify-own-upload".to_owned())]);
}

fn found(bench: &Bench) -> Vec<(u64, String)> {
    let report = checked(&bench.open(), false);
    report.problems.into_iter().map(|Problem { seq, msg }| (seq, msg.id.into_owned())).collect()
}

fn grant(bench: &Bench, desk: &Local, id: &str, roles: &str) {
    bench.verb(desk, "adm", "operator.grant", id, &[("roles", roles)]).unwrap();
    let case = rows(desk, "queue", "").into_iter().last().unwrap();
    bench.verb(desk, "chen", "case.approve", &case, &[]).unwrap();
}

#[test]
fn an_assessment_that_waits_for_its_actions_is_sound() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    bench.acting(&desk, &id);
    bench.propose(&desk, &id);
    drop(desk);
    assert_eq!(found(&bench), Vec::new());
}

#[test]
fn an_honest_desk_is_sound_and_every_kind_of_check_was_done() {
    let bench = Bench::new();
    let desk = bench.open();
    for (name, band) in [("One", "MED"), ("Two", "HIGH")] {
        let id = bench.partner(&desk, "lin", name).to_string();
        bench.ready(&desk, &id, band);
        let case = bench.propose(&desk, &id);
        bench.verb(&desk, "lin", "case.approve", &case, &[]).unwrap_err();
        bench.verb(&desk, "mira", "case.return", &case, &[]).unwrap();
        bench.verb(&desk, "lin", "case.resubmit", &case, &[]).unwrap();
        bench.verb(&desk, "mira", "case.comment", &case, &[]).ok();
        bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
        if band == "HIGH" {
            let change = Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&[("note", "new")]) };
            bench.act(&desk, "wang", change).unwrap();
            bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
            bench.verb(&desk, "chen", "case.approve", &case, &[]).unwrap();
        }
    }
    let third = bench.partner(&desk, "lin", "Three");
    let change = Act::Change { id: third, expect_rev: None, fields: assigns(&[("legal_form", "GmbH")]) };
    let seq = bench.act(&desk, "lin", change).unwrap().seq;
    bench.act(&desk, "lin", Act::Undo { seq }).unwrap();
    grant(&bench, &desk, "O-000004", "LEG");
    let mut command =
        bench.command("lin", Act::Change { id: third, expect_rev: None, fields: assigns(&[("note", "n")]) });
    command.blobs = vec![desk.store("evidence", b"a file").unwrap()];
    desk.submit(command).unwrap();
    let report = checked(&desk, false);
    assert_eq!(report.problems, Vec::new());
    assert!(report.is_sound());
    for what in [
        "cases",
        "contributors",
        "decisions",
        "entries",
        "files",
        "hashes",
        "proposals",
        "puts",
        "records",
        "refused",
        "roles",
        "segments",
        "votes",
    ] {
        assert!(report.checked.get(what).is_some_and(|n| *n > 0), "{what}: {report:?}");
    }
    assert_eq!(report.digests.len(), KindId::ALL.len());
}

#[test]
fn an_approval_by_who_proposed_it_is_caught() {
    let (bench, _, case) = waiting();
    let seq = forge(&bench, approval(&bench, ("lin", "H-000003"), &case, None));
    let found = found(&bench);
    assert!(found.contains(&(seq, "finding-sys-01".into())), "{found:?}");
    assert!(found.contains(&(seq, "verify-role-held".into())), "{found:?}");
    assert!(found.iter().all(|(at, _)| *at == seq), "{found:?}");
}

fn person(bench: &Bench, operator: &str) -> String {
    let (_, record) = last(bench, operator);
    Operator::of(&record).unwrap().person.0.clone()
}

#[test]
fn an_honest_approval_written_by_hand_passes_and_one_on_another_dossier_does_not() {
    let (bench, _, case) = waiting();
    let person = person(&bench, "O-000005");
    forge(&bench, approval(&bench, ("mira", &person), &case, None));
    assert_eq!(found(&bench), Vec::new());
    let (bench, _, case) = waiting();
    let seq = forge(&bench, approval(&bench, ("mira", &person), &case, Some("of yesterday")));
    assert_eq!(found(&bench)[0], (seq, "finding-sys-02".into()));
}

#[test]
fn an_approval_by_a_contributor_with_the_role_is_caught() {
    let (bench, _, case) = waiting();
    grant(&bench, &bench.open(), "O-000004", "CMP");
    let seq = forge(&bench, approval(&bench, ("wang", &person(&bench, "O-000004")), &case, None));
    assert_eq!(found(&bench), [(seq, "finding-sys-01-contributor".into())]);
}

#[test]
fn an_approval_in_a_role_not_held_is_caught() {
    let (bench, _, case) = waiting();
    let seq = forge(&bench, approval(&bench, ("adm", &person(&bench, "O-000001")), &case, None));
    let found = found(&bench);
    assert!(found.contains(&(seq, "verify-role-held".into())), "{found:?}");
    assert!(found.contains(&(seq, "verify-vote-role".into())), "{found:?}");
}

#[test]
fn revisions_left_out_and_unknown_operators_are_caught() {
    let (bench, id, _) = waiting();
    let wrong = Put { rev: 99, ..put(&bench, &id, "pending_approval", |_| {}) };
    let seq = forge(&bench, draft("wang", "ONB", "partner.change", vec![wrong]));
    let nobody = forge(&bench, draft("nobody", "ONB", "partner.change", Vec::new()));
    let found = found(&bench);
    assert!(found.contains(&(seq, "verify-revision".into())), "{found:?}");
    assert!(found.contains(&(nobody, "verify-operator".into())), "{found:?}");
}

#[test]
fn a_change_carries_no_admission_and_no_role_along() {
    let (bench, id, _) = waiting();
    let admitted = put(&bench, &id, "admitted", |_| {});
    let first = forge(&bench, draft("wang", "ONB", "partner.change", vec![admitted]));
    let director = put(&bench, "O-000003", "active", |r| {
        if let Record::Operator(operator) = r {
            operator.roles.push(Role::Leg);
        }
    });
    let second = forge(&bench, draft("lin", "ONB", "partner.change", vec![director]));
    assert_eq!(found(&bench), [(first, "verify-state".into()), (second, "verify-put-kind".into())]);
}

#[test]
fn roles_in_conflict_written_past_the_desk_are_caught() {
    let (bench, ..) = waiting();
    let both = put(&bench, "O-000003", "active", |r| {
        if let Record::Operator(operator) = r {
            operator.roles.push(Role::Cmp);
        }
    });
    let seq = forge(&bench, draft("adm", "ADM", "operator.change", vec![both]));
    assert_eq!(found(&bench), [(seq, "verify-role-conflict".into())]);
}

#[test]
fn a_proposal_that_is_not_put_to_a_case_is_caught() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    drop(desk);
    let moved = put(&bench, &id, "contracting", |_| {});
    let seq = forge(&bench, draft("lin", "ONB", "partner.propose-admission", vec![moved]));
    let found = found(&bench);
    assert!(
        found.contains(&(seq, "verify-state".into())) && found.contains(&(seq, "verify-no-case".into())),
        "{found:?}"
    );
}

#[test]
fn missing_and_altered_files_are_named() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    let mut blobs = Vec::new();
    for (n, text) in [("1", b"one"), ("2", b"two")] {
        let mut command = bench.command("lin", Act::Change { id, expect_rev: None, fields: assigns(&[("note", n)]) });
        command.blobs = vec![desk.store("evidence", text).unwrap()];
        blobs.push(command.blobs[0].sha256);
        desk.submit(command).unwrap();
    }
    std::fs::remove_file(desk.blobs().path(&blobs[0])).unwrap();
    std::fs::write(desk.blobs().path(&blobs[1]), b"other").unwrap();
    let found: Vec<String> = checked(&desk, false).problems.iter().map(|p| p.msg.id.to_string()).collect();
    assert_eq!(found, ["verify-file-missing", "verify-file-altered"]);
}

#[test]
fn a_view_that_is_not_the_replay_is_caught() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht");
    desk.with_state(|state, _| {
        let mut stored = state.get(id).unwrap().unwrap();
        Arc::make_mut(&mut stored).state = "admitted".into();
        let mut batch = Batch::default();
        batch.record(&stored).unwrap();
        batch.contributors(id, &[]).unwrap();
        state.view.apply(batch).unwrap();
    });
    let found: Vec<String> = checked(&desk, false).problems.iter().map(|p| p.msg.id.to_string()).collect();
    assert_eq!(found, ["verify-record", "verify-contributors"]);
    assert!(checked(&desk, true).is_sound(), "a fast check looks at the chain alone");
}

#[test]
fn an_altered_line_is_found_by_the_fast_check_too() {
    let (bench, ..) = waiting();
    let desk = bench.open();
    let path = bench.dir.path().join("journal").join("000000000001.jsonl");
    let text = std::fs::read_to_string(&path).unwrap();
    std::fs::write(&path, text.replacen("Nordlicht", "Nordlycht", 1)).unwrap();
    let report = checked(&desk, true);
    let found: Vec<(u64, &str)> = report.problems.iter().map(|p| (p.seq, p.msg.id.as_ref())).collect();
    assert_eq!(found, [(2, "finding-sys-05"), (2, "verify-chain")]);
}

#[test]
fn an_acceptance_by_who_filed_the_paper_is_caught() {
    let bench = Bench::new();
    {
        let desk = bench.open();
        let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
        let fields = [
            ("partner", crate::domain::value::Value::Ref(partner)),
            ("code", crate::domain::value::Value::Code("D-SEC".into())),
        ];
        bench.create(&desk, "wang", KindId::Document, &fields).unwrap();
        grant(&bench, &desk, "O-000004", "CMP");
    }
    let accepted = put(&bench, "D-000001", "accepted", |_| {});
    let seq = forge(&bench, draft("wang", "CMP", "document.accept", vec![accepted]));
    assert_eq!(found(&bench), [(seq, "verify-own-upload".into())]);
}

#[test]
fn an_approved_upgrade_brings_what_it_names_and_nothing_else() {
    let mut catalog = crate::catalog::Catalog::shipped().unwrap().clone();
    catalog.checklists[0].threshold -= 10;
    let bench = Bench::from_catalog(&catalog);
    let case = {
        let desk = bench.open();
        let made = bench.create(&desk, "adm", KindId::Upgrade, &[]).unwrap().ids[0].to_string();
        bench.verb(&desk, "adm", "upgrade.propose", &made, &[]).unwrap().case.unwrap().to_string()
    };
    // The list it names with another content, and a policy it does not name.
    let mut forged = approval(&bench, ("mira", "H-000005"), &case, None);
    forged.puts.push(put(&bench, "K-000001", "active", |r| {
        if let Record::Checklist(list) = r {
            list.threshold = 1;
        }
    }));
    forged.puts.push(put(&bench, "Y-000001", "retired", |_| {}));
    let seq = forge(&bench, forged);
    let found = found(&bench);
    let kinds = found.iter().filter(|f| **f == (seq, "verify-put-kind".into())).count();
    assert_eq!((kinds, found.contains(&(seq, "verify-upgrade".into()))), (2, true), "{found:?}");
}
