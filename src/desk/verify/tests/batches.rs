//! Forged batches: every way to get cases approved unseen is found at its entry.

use super::*;
use crate::desk::tests::batches::content;
use crate::domain::batch::Batch;
use crate::domain::batch::Left;
use crate::domain::batch::Why;
use crate::domain::case::Ballot;

/// A desk with a drawn batch of seven reviews; partners with their cases, and the batch.
fn drawn() -> (Bench, Vec<(String, String)>, String) {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 7, "LOW");
    let batch = bench.draw(&desk, "mira", &proposed.iter().map(|(_, case)| case).collect::<Vec<_>>()).unwrap();
    drop(desk);
    (bench, proposed, batch)
}

/// As [`drawn`], with the whole sample approved.
fn looked() -> (Bench, Vec<(String, String)>, String) {
    let (bench, proposed, batch) = drawn();
    bench.look(&bench.open(), "mira", &batch);
    (bench, proposed, batch)
}

fn stored(bench: &Bench, batch: &str) -> Batch {
    content(&bench.open(), batch)
}

fn rest(bench: &Bench, batch: &str) -> Vec<String> {
    stored(bench, batch).rest().cloned().collect()
}

/// The puts that approve a case as mira would, in the state it is now.
fn approving(bench: &Bench, by: (&str, &str), case: &str) -> [Put; 2] {
    approval(bench, by, case, None).puts.try_into().unwrap()
}

/// An approval of a batch as the desk would write it: these cases, these left open.
fn together(bench: &Bench, batch: &str, cases: &[String], left: &[(&str, Why)]) -> EntryDraft {
    let person = person(bench, "O-000005");
    together_by(bench, ("mira", &person), batch, cases, left)
}

fn together_by(bench: &Bench, by: (&str, &str), batch: &str, cases: &[String], left: &[(&str, Why)]) -> EntryDraft {
    let mut puts: Vec<Put> = cases.iter().flat_map(|case| approving(bench, by, case)).collect();
    puts.push(put(bench, batch, "approved", |record| {
        if let Record::Batch(batch) = record {
            batch.left = left.iter().map(|(case, why)| Left { case: (*case).into(), why: *why }).collect();
        }
    }));
    draft(by.0, "CMP", "batch.approve", puts)
}

fn only(bench: &Bench, seq: u64) -> Vec<String> {
    let found = found(bench);
    assert!(found.iter().all(|(at, _)| *at == seq), "{found:?}");
    let mut ids: Vec<String> = found.into_iter().map(|(_, id)| id).collect();
    ids.dedup();
    ids
}

#[test]
fn an_honest_approval_of_a_batch_written_by_hand_passes() {
    let (bench, _, batch) = looked();
    forge(&bench, together(&bench, &batch, &rest(&bench, &batch), &[]));
    assert_eq!(found(&bench), Vec::new());
}

#[test]
fn a_batch_approved_before_its_sample_is_caught() {
    let (bench, _, batch) = drawn();
    let seq = forge(&bench, together(&bench, &batch, &rest(&bench, &batch), &[]));
    assert_eq!(only(&bench, seq), ["verify-batch-open"]);
}

#[test]
fn cases_of_the_sample_and_cases_of_no_batch_do_not_pass_with_one() {
    let (bench, _, batch) = drawn();
    let sampled = stored(&bench, &batch).sample.remove(0);
    let seq = forge(&bench, together(&bench, &batch, &[rest(&bench, &batch), vec![sampled]].concat(), &[]));
    assert_eq!(only(&bench, seq), ["verify-batch-open", "verify-batch-outside"]);
    let (bench, _, batch) = looked();
    let (_, stranger) = bench.reviews(&bench.open(), 1, "LOW").remove(0);
    let seq = forge(&bench, together(&bench, &batch, &[rest(&bench, &batch), vec![stranger]].concat(), &[]));
    assert_eq!(only(&bench, seq), ["verify-batch-outside"]);
}

#[test]
fn cases_left_out_of_an_approval_must_be_named() {
    let (bench, _, batch) = looked();
    let cases = rest(&bench, &batch);
    let seq = forge(&bench, together(&bench, &batch, &cases[..1], &[]));
    assert_eq!(only(&bench, seq), ["verify-batch-left"]);
    let (bench, _, batch) = looked();
    let cases = rest(&bench, &batch);
    forge(&bench, together(&bench, &batch, &cases[..1], &[(&cases[1], Why::Guard)]));
    assert_eq!(found(&bench), Vec::new());
}

#[test]
fn a_vote_in_a_batch_is_judged_as_one_alone() {
    let (bench, proposed, batch) = looked();
    let cases = rest(&bench, &batch);
    let partner = &proposed.iter().find(|(_, case)| *case == cases[0]).unwrap().0;
    let change = Act::Change { id: partner.parse().unwrap(), expect_rev: None, fields: assigns(&[("note", "x")]) };
    bench.act(&bench.open(), "wang", change).unwrap();
    grant(&bench, &bench.open(), "O-000004", "CMP");
    let wang = person(&bench, "O-000004");
    let seq = forge(&bench, together_by(&bench, ("wang", &wang), &batch, &cases, &[]));
    let found = only(&bench, seq);
    for id in ["finding-sys-01-contributor", "finding-sys-02", "verify-batch-drawer", "verify-batch-case"] {
        assert!(found.iter().any(|f| f == id), "{id}: {found:?}");
    }
    let (bench, _, batch) = looked();
    let lin = person(&bench, "O-000003");
    let seq = forge(&bench, together_by(&bench, ("lin", &lin), &batch, &rest(&bench, &batch), &[]));
    assert!(only(&bench, seq).contains(&"finding-sys-01".to_owned()));
}

/// A draw as somebody would like it to be.
fn draws(bench: &Bench, cases: &[String], change: impl FnOnce(&mut Batch)) -> EntryDraft {
    let journal = journal(bench);
    let head = journal.head();
    let entry = journal.read_from(head.seq).next().unwrap().unwrap().0;
    let seed = crate::domain::batch::seed(&head.hash, entry.at);
    let count = i64::try_from(cases.len()).unwrap();
    let sample = crate::domain::batch::draw(&seed, cases, crate::domain::batch::sample_size(cases.len()));
    let mut batch = Batch {
        cases: cases.to_vec(),
        verb: "partner.propose-review".into(),
        policy: "review-low@1".into(),
        sample,
        seed,
        drawn_by: "mira".into(),
        count,
        ..Batch::default()
    };
    change(&mut batch);
    let record = Record::from(batch);
    let content = RawValue::from_string(String::from_utf8(record.to_json().unwrap()).unwrap()).unwrap();
    let made = Put { kind: "batch".into(), id: "Z-000001".into(), rev: 1, s: 1, state: "drawn".into(), content };
    let marked = cases.iter().map(|case| {
        put(bench, case, "open", |record| {
            if let Record::Case(case) = record {
                case.batch = "Z-000001".into();
            }
        })
    });
    draft("mira", "CMP", "batch.create", std::iter::once(made).chain(marked).collect())
}

fn proposed(n: usize) -> (Bench, Vec<String>) {
    let bench = Bench::new();
    let cases = bench.reviews(&bench.open(), n, "LOW").into_iter().map(|(_, case)| case).collect();
    (bench, cases)
}

#[test]
fn an_honest_draw_passes_and_a_chosen_sample_or_seed_is_caught() {
    let (bench, cases) = proposed(7);
    forge(&bench, draws(&bench, &cases, |_| {}));
    assert_eq!(found(&bench), Vec::new());
    let (bench, cases) = proposed(7);
    let chosen = draws(&bench, &cases, |batch| batch.sample = batch.cases[..5].to_vec());
    let seq = forge(&bench, chosen);
    assert_eq!(only(&bench, seq), ["verify-batch-sample"]);
    let (bench, cases) = proposed(7);
    let chosen = draws(&bench, &cases, |batch| {
        batch.seed = "0".repeat(64);
        batch.sample = crate::domain::batch::draw(&batch.seed, &batch.cases, 5);
    });
    let seq = forge(&bench, chosen);
    assert_eq!(only(&bench, seq), ["verify-batch-seed"]);
}

#[test]
fn a_second_draw_of_the_same_cases_and_one_of_another_policy_are_caught() {
    let (bench, proposed, _) = drawn();
    let cases: Vec<String> = proposed.into_iter().map(|(_, case)| case).collect();
    let mut again = draws(&bench, &cases, |_| {});
    again.puts[0].id = "Z-000002".into();
    let seq = forge(&bench, again);
    assert_eq!(only(&bench, seq), ["verify-batch-case"]);
    let bench = Bench::new();
    let high = bench.reviews(&bench.open(), 1, "HIGH").into_iter().map(|(_, case)| case).collect::<Vec<_>>();
    let seq = forge(&bench, draws(&bench, &high, |batch| batch.policy = "review-high@1".into()));
    let found = only(&bench, seq);
    assert!(found.contains(&"verify-batch-policy".to_owned()), "{found:?}");
}

/// A rejection by mira, without whatever else it should carry.
fn rejection(bench: &Bench, case: &str) -> EntryDraft {
    let mira = person(bench, "O-000005");
    let bound = dossier::hash(&Case::of(&last(bench, case).1).unwrap().dossier);
    let turned = put(bench, case, "rejected", |record| {
        if let Record::Case(case) = record {
            let vote = Vote { step: 1, by: "mira".into(), person: mira, role: Role::Cmp, ..Vote::default() };
            case.votes.push(Vote { ballot: Ballot::Reject, dossier: bound, ..vote });
        }
    });
    EntryDraft { case: Some(case.into()), ..draft("mira", "CMP", "case.reject", vec![turned]) }
}

#[test]
fn a_bad_case_of_the_sample_that_leaves_its_batch_standing_is_caught() {
    let (bench, _, batch) = drawn();
    let bad = stored(&bench, &batch).sample.remove(0);
    let seq = forge(&bench, rejection(&bench, &bad));
    assert_eq!(only(&bench, seq), ["verify-batch-not-dissolved"]);
    let (bench, _, batch) = drawn();
    let outside = rest(&bench, &batch).remove(0);
    forge(&bench, rejection(&bench, &outside));
    assert_eq!(found(&bench), Vec::new());
}

#[test]
fn a_dissolved_batch_approves_nothing_and_nobody_rewrites_a_batch() {
    let (bench, _, batch) = looked();
    bench.verb(&bench.open(), "mira", "batch.dissolve", &batch, &[]).unwrap();
    let seq = forge(&bench, together(&bench, &batch, &rest(&bench, &batch), &[]));
    assert_eq!(only(&bench, seq), ["verify-batch-gone"]);
    let (bench, _, batch) = drawn();
    let smaller = put(&bench, &batch, "drawn", |record| {
        if let Record::Batch(batch) = record {
            batch.sample.truncate(1);
        }
    });
    let seq = forge(&bench, draft("mira", "CMP", "batch.change", vec![smaller]));
    assert_eq!(only(&bench, seq), ["verify-role-verb", "verify-put-kind"]);
}

#[test]
fn a_draw_carries_no_decision_along() {
    let (bench, cases) = proposed(6);
    let mut carrying = draws(&bench, &cases, |_| {});
    let partner = Case::of(&last(&bench, &cases[0]).1).unwrap().subject.clone();
    carrying.puts.push(put(&bench, &partner, "admitted", |_| {}));
    let seq = forge(&bench, carrying);
    assert_eq!(only(&bench, seq), ["verify-put-kind"]);
}
