//! Batches: what may be drawn, by whom, what one bad case does, and what an approval takes along.

use super::standing::sound;
use super::*;
use crate::api::BatchQuery;
use crate::api::BatchSheet;
use crate::domain::batch::Batch;
use crate::domain::batch::draw;
use crate::domain::kind::Record;

/// Cases of partners whose review is proposed; partner and case.
pub type Proposed = Vec<(String, String)>;

impl Bench {
    /// Admitted partners whose review lin has proposed.
    pub fn reviews(&self, desk: &Local, n: usize, band: &str) -> Proposed {
        (0..n).map(|i| self.review(desk, &format!("Partner {band} {i}"), band)).collect()
    }

    fn review(&self, desk: &Local, name: &str, band: &str) -> (String, String) {
        let id = self.admitted(desk, name, band);
        self.verb(desk, "mira", "partner.call-review", &id, &[]).unwrap();
        let case = self.verb(desk, "lin", "partner.propose-review", &id, &[]).unwrap().case.unwrap();
        (id, case.to_string())
    }

    /// Draws a batch of cases.
    pub fn draw(&self, desk: &Local, by: &str, cases: &[&String]) -> Result<String, Refusal> {
        let cases = cases.iter().map(|case| Value::Text((*case).clone())).collect();
        let done = self.create(desk, by, KindId::Batch, &[("cases", Value::List(cases))])?;
        Ok(done.ids.first().unwrap().to_string())
    }

    /// Approves the sample of a batch case by case.
    pub fn look(&self, desk: &Local, by: &str, batch: &str) {
        for case in content(desk, batch).sample {
            self.verb(desk, by, "case.approve", &case, &[]).unwrap();
        }
    }
}

/// A batch as stored.
pub fn content(desk: &Local, id: &str) -> Batch {
    let id: Id = id.parse().unwrap();
    let found = desk.with_state(|state, _| state.get(id).unwrap().unwrap()).unwrap();
    match &found.record {
        Record::Batch(batch) => Batch::clone(batch),
        other => panic!("{other:?}"),
    }
}

fn sheet(desk: &Local, query: BatchQuery) -> BatchSheet {
    match ask(desk, &Query::Batch(query)) {
        Answer::Batch(sheet) => *sheet,
        other => panic!("{other:?}"),
    }
}

fn all(proposed: &Proposed) -> Vec<&String> {
    proposed.iter().map(|(_, case)| case).collect()
}

/// Why each case was refused.
fn whys(refusal: &Refusal) -> Vec<(String, String)> {
    assert_eq!(refusal.msg.id, "batch-refused");
    refusal.fields.iter().map(|(case, why)| (case.clone(), why.id.to_string())).collect()
}

#[test]
fn a_drawn_sample_is_looked_at_and_the_rest_is_approved_in_one_entry() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 7, "LOW");
    let cases = proposed.iter().map(|(_, case)| case.parse().unwrap()).collect();
    let plan = sheet(&desk, BatchQuery::Plan { cases, operator: "mira".into() });
    assert_eq!((plan.size, plan.rest.len(), plan.left.len(), plan.barred.clone()), (5, 7, 0, None));
    assert_eq!(BatchSheet::bands(plan.rest.iter()), [("LOW".to_owned(), 7)]);
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    let made = content(&desk, &batch);
    assert_eq!(made.sample, draw(&made.seed, &made.cases, 5));
    assert_eq!(rows(&desk, "cases", &format!("batch:{batch}")).len(), 7);
    let early = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap_err();
    assert_eq!((early.msg.id.as_ref(), early.ground), ("batch-sample-open", Ground::Guard));
    bench.look(&desk, "mira", &batch);
    let seen = sheet(&desk, BatchQuery::Drawn { id: batch.parse().unwrap(), operator: "mira".into() });
    assert_eq!((seen.good(), seen.next(), seen.taken().count(), seen.barred), (5, None, 2, None));
    let done = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap();
    assert_eq!((done.message.id.as_ref(), done.ids.len()), ("done-batch-approved", 5));
    assert_eq!(rows(&desk, "partners", "state:admitted").len(), 7);
    assert_eq!(rows(&desk, "partners", "triage:unchanged").len(), 7);
    assert_eq!(show(&desk, &batch).state, "approved");
    let twice = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap_err();
    assert_eq!(twice.msg.id, "refused-verb-state");
    sound(&desk);
}

#[test]
fn one_bad_case_of_the_sample_dissolves_the_batch_and_nothing_of_it_is_drawn_again() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 6, "LOW");
    for (verb, by) in [("case.reject", "mira"), ("case.return", "mira"), ("case.withdraw", "lin")] {
        let fresh: Proposed = proposed
            .iter()
            .filter(|(_, case)| rows(&desk, "queue", "").contains(case))
            .filter(|(_, case)| rows(&desk, "cases", "batch:Z").iter().all(|drawn| drawn != case))
            .cloned()
            .collect();
        // One batch of two each: all of it is the sample.
        let two: Vec<&String> = all(&fresh).into_iter().take(2).collect();
        let batch = bench.draw(&desk, "mira", &two).unwrap();
        let [bad, other] = content(&desk, &batch).sample.try_into().unwrap();
        let done = bench.verb(&desk, by, verb, &bad, &[]).unwrap();
        assert_eq!(done.message.id, "done-batch-bad", "{verb}");
        let gone = content(&desk, &batch);
        assert_eq!((show(&desk, &batch).state.as_str(), gone.dissolved_by), ("dissolved", bad));
        assert_eq!(show(&desk, &other).state, "open");
        let again = bench.draw(&desk, "mira", &[&other]).unwrap_err();
        assert_eq!(whys(&again), [(other.clone(), "batch-drawn-before".to_owned())]);
        let closed = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap_err();
        assert_eq!(closed.msg.id, "refused-verb-state");
        bench.verb(&desk, "mira", "case.approve", &other, &[]).unwrap();
    }
    sound(&desk);
}

#[test]
fn a_batch_so_small_that_all_of_it_is_looked_at_is_only_closed() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 2, "LOW");
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    bench.look(&desk, "mira", &batch);
    let done = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap();
    assert_eq!((done.message.id.as_ref(), done.ids.len()), ("done-batch-closed", 1));
    assert_eq!(show(&desk, &batch).state, "approved");
    sound(&desk);
}

#[test]
fn a_batch_of_which_nothing_else_can_be_approved_is_not() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 6, "LOW");
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    let late = content(&desk, &batch).rest().next().unwrap().clone();
    let partner = &proposed.iter().find(|(_, case)| *case == late).unwrap().0;
    bench.change_as(&desk, "lin", partner, &[("registered_address", "3 Other Road")]);
    bench.look(&desk, "mira", &batch);
    let refused = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap_err();
    assert_eq!(refused.msg.id, "batch-nothing-left");
    assert_eq!(
        refused.fields.iter().map(|(case, why)| (case.as_str(), why.id.as_ref())).collect::<Vec<_>>(),
        [(late.as_str(), "batch-case-changed")]
    );
    assert_eq!(show(&desk, &batch).state, "drawn");
}

#[test]
fn a_case_outside_the_sample_that_is_turned_down_leaves_the_batch_as_it_is() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 7, "LOW");
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    let made = content(&desk, &batch);
    let outside = made.rest().next().unwrap().clone();
    bench.verb(&desk, "bo", "case.reject", &outside, &[]).unwrap();
    assert_eq!(show(&desk, &batch).state, "drawn");
    bench.look(&desk, "bo", &batch);
    let done = bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap();
    assert_eq!(done.message.id, "done-batch-approved-left");
    let left = content(&desk, &batch).left;
    assert_eq!(
        left.iter().map(|l| (l.case.as_str(), l.why.as_str())).collect::<Vec<_>>(),
        [(outside.as_str(), "decided")]
    );
    sound(&desk);
}

#[test]
fn a_changed_partner_is_refused_in_a_draw_and_left_open_by_an_approval() {
    let bench = Bench::new();
    let desk = bench.open();
    let changed = bench.admitted(&desk, "Changed", "LOW");
    bench.change_as(&desk, "lin", &changed, &[("registered_address", "2 Other Road")]);
    bench.verb(&desk, "mira", "partner.call-review", &changed, &[]).unwrap();
    let case = bench.verb(&desk, "lin", "partner.propose-review", &changed, &[]).unwrap().case.unwrap().to_string();
    let proposed = bench.reviews(&desk, 7, "LOW");
    let refused = bench.draw(&desk, "mira", &[all(&proposed), vec![&case]].concat()).unwrap_err();
    assert_eq!(whys(&refused), [(case, "batch-not-unchanged".to_owned())]);
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    let late = content(&desk, &batch).rest().next().unwrap().clone();
    let partner = &proposed.iter().find(|(_, case)| *case == late).unwrap().0;
    bench.change_as(&desk, "lin", partner, &[("registered_address", "3 Other Road")]);
    bench.look(&desk, "mira", &batch);
    bench.verb(&desk, "mira", "batch.approve", &batch, &[]).unwrap();
    let left = content(&desk, &batch).left;
    assert_eq!(
        left.iter().map(|l| (l.case.as_str(), l.why.as_str())).collect::<Vec<_>>(),
        [(late.as_str(), "changed")]
    );
    assert_eq!((show(&desk, &late).state.as_str(), show(&desk, partner).state.as_str()), ("open", "review_due"));
    sound(&desk);
}

#[test]
fn own_proposals_and_contributions_are_refused_and_somebody_else_draws() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 2, "LOW");
    let role = |desk: &Local, operator: &str, roles: &str| {
        bench.verb(desk, "adm", "operator.grant", operator, &[("roles", roles)]).unwrap();
        let case = rows(desk, "queue", "verb:grant").pop().unwrap();
        bench.verb(desk, "chen", "case.approve", &case, &[]).unwrap();
    };
    let none = bench.draw(&desk, "lin", &all(&proposed)).unwrap_err();
    assert_eq!((none.msg.id.as_ref(), none.ground), ("refused-not-permitted", Ground::NotPermitted));
    bench.change_as(&desk, "wang", &proposed[0].0, &[("note", "seen")]);
    role(&desk, "O-000003", "CMP");
    role(&desk, "O-000004", "CMP");
    let own = bench.draw(&desk, "lin", &all(&proposed)).unwrap_err();
    let wanted = |n: usize, why: &str| (proposed[n].1.clone(), why.to_owned());
    assert_eq!(whys(&own), [wanted(0, "refused-own-proposal"), wanted(1, "refused-own-proposal")]);
    assert_eq!(own.ground, Ground::FourEyes);
    let helped = bench.draw(&desk, "wang", &all(&proposed)).unwrap_err();
    assert_eq!(whys(&helped), [wanted(0, "refused-contributor")]);
    assert_eq!(rows(&desk, "journal", "verb:refused").len(), 3);
    bench.draw(&desk, "wang", &[&proposed[1].1]).unwrap();
    sound(&desk);
}

#[test]
fn only_one_policy_that_allows_it_is_drawn_and_only_open_cases() {
    let bench = Bench::new();
    let desk = bench.open();
    let low = bench.reviews(&desk, 2, "LOW");
    let med = bench.reviews(&desk, 1, "MED");
    let high = bench.reviews(&desk, 1, "HIGH");
    let mixed = bench.draw(&desk, "mira", &[all(&low), all(&med), all(&high)].concat()).unwrap_err();
    let wanted = |proposed: &Proposed, why: &str| (proposed[0].1.clone(), why.to_owned());
    assert_eq!(whys(&mixed), [wanted(&med, "batch-other-policy"), wanted(&high, "batch-one-by-one")]);
    bench.verb(&desk, "mira", "case.return", &low[0].1, &[]).unwrap();
    let returned = bench.draw(&desk, "mira", &all(&low)).unwrap_err();
    assert_eq!(whys(&returned), [wanted(&low, "batch-case-settled")]);
    assert!(bench.draw(&desk, "mira", &[]).is_err());
    bench.draw(&desk, "mira", &all(&med)).unwrap();
    sound(&desk);
}

#[test]
fn an_admission_is_never_unchanged_since_an_approval_it_did_not_have() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "LOW");
    let case = bench.propose(&desk, &id);
    let refused = bench.draw(&desk, "mira", &[&case]).unwrap_err();
    assert_eq!(whys(&refused), [(case, "batch-never-approved".to_owned())]);
}

#[test]
fn only_who_drew_a_batch_approves_it_and_anybody_with_the_role_gives_it_up() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 6, "LOW");
    let batch = bench.draw(&desk, "mira", &all(&proposed)).unwrap();
    bench.look(&desk, "bo", &batch);
    let other = bench.verb(&desk, "bo", "batch.approve", &batch, &[]).unwrap_err();
    assert_eq!((other.msg.id.as_ref(), other.ground), ("batch-not-drawer", Ground::FourEyes));
    assert!(bench.verb(&desk, "lin", "batch.dissolve", &batch, &[]).is_err());
    let done = bench.verb(&desk, "bo", "batch.dissolve", &batch, &[]).unwrap();
    assert_eq!(content(&desk, &batch).dissolved_by, "bo");
    assert_eq!(bench.act(&desk, "bo", Act::Undo { seq: done.seq }).unwrap_err().msg.id, "refused-undo-decision");
    let last = content(&desk, &batch).rest().next().unwrap().clone();
    let again = bench.draw(&desk, "mira", &[&last]).unwrap_err();
    assert_eq!(whys(&again), [(last, "batch-drawn-before".to_owned())]);
    sound(&desk);
}

#[test]
fn a_draw_rests_on_the_entry_before_it_also_when_commands_come_together() {
    let bench = Bench::new();
    let desk = bench.open();
    let proposed = bench.reviews(&desk, 2, "LOW");
    let note = |text: &str| Act::Change {
        id: proposed[0].0.parse().unwrap(),
        expect_rev: None,
        fields: assigns(&[("note", text)]),
    };
    let cases = proposed.iter().map(|(_, case)| Value::Text(case.clone())).collect();
    let fields = vec![Assign { path: "cases".into(), value: Value::List(cases) }];
    let commands = vec![
        bench.command(
            "wang",
            Act::Verb {
                verb: "case.comment".into(),
                id: proposed[0].1.parse().unwrap(),
                expect_rev: None,
                fields: assigns(&[("comment", "seen")]),
            },
        ),
        bench.command("mira", Act::Create { kind: KindId::Batch, fields }),
        bench.command("lin", note("later")),
    ];
    for done in desk.submit_all(commands) {
        done.unwrap();
    }
    sound(&desk);
}
