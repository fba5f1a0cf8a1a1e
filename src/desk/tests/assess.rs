//! Assessments over a whole desk: verdicts, four eyes, actions, exemption, expiry, and what admission asks for.

use super::standing::sound;
use super::*;
use crate::domain::assessment::Assessment;
use crate::domain::kind::Record;

impl Bench {
    /// A new assessment of a partner.
    pub fn assessment(&self, desk: &Local, by: &str, id: &str, list: &str) -> String {
        let fields = [("partner", Value::Ref(id.into())), ("checklist", Value::Text(list.into()))];
        self.create(desk, by, KindId::Assessment, &fields).unwrap().ids[0].to_string()
    }

    /// A document of a partner, as evidence.
    pub fn paper(&self, desk: &Local, id: &str) -> String {
        show(desk, id).documents.iter().find_map(|d| d.id).unwrap().to_string()
    }

    /// Proposed by bo, approved by mira.
    pub fn approve_assessment(&self, desk: &Local, assessment: &str) {
        let case = self.verb(desk, "bo", "assessment.propose", assessment, &[]).unwrap().case.unwrap().to_string();
        self.verb(desk, "mira", "case.approve", &case, &[]).unwrap();
    }

    /// Has a partner assessed up to standard by the Union's list.
    pub fn assessed(&self, desk: &Local, id: &str) -> String {
        let made = self.assessment(desk, "bo", id, "EU-AEO");
        let paper = self.paper(desk, id);
        self.verb(desk, "bo", "assessment.review", &made, &[]).unwrap();
        self.judge(desk, &made, &[("item", "*"), ("verdict", "UP"), ("evidence", &format!("site:{paper}"))]).unwrap();
        self.approve_assessment(desk, &made);
        made
    }

    /// Has a partner assessed with two actions to be done.
    pub fn acting(&self, desk: &Local, id: &str) -> String {
        let made = self.assessment(desk, "bo", id, "EU-AEO");
        let paper = self.paper(desk, id);
        self.verb(desk, "bo", "assessment.review", &made, &[]).unwrap();
        let basic = [("verdict", "BASIC"), ("comment", "late"), ("action_owner", "lin"), ("action_due", "2026-12-31")];
        self.judge(desk, &made, &[&[("item", "EU-BP-01,EU-BP-02")], basic.as_slice()].concat()).unwrap();
        self.judge(desk, &made, &[("item", "*"), ("verdict", "UP"), ("evidence", &paper)]).unwrap();
        self.approve_assessment(desk, &made);
        made
    }

    fn judge(&self, desk: &Local, id: &str, words: &[(&str, &str)]) -> Result<Done, Refusal> {
        self.verb(desk, "bo", "assessment.judge", id, words)
    }
}

fn record(desk: &Local, id: &str) -> Assessment {
    let id: Id = id.parse().unwrap();
    let found = desk.with_state(|state, _| state.get(id).unwrap().unwrap()).unwrap();
    match &found.record {
        Record::Assessment(a) => Assessment::clone(a),
        other => panic!("{other:?}"),
    }
}

fn why(refusal: &Refusal) -> (String, String) {
    let field = refusal.fields.first().map(|(_, why)| why.id.to_string()).unwrap_or_default();
    (refusal.msg.id.to_string(), field)
}

#[test]
fn an_assessment_takes_the_items_of_the_partners_types_and_is_judged_one_by_one() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let made = bench.assessment(&desk, "bo", &id, "gen-2026");
    let items = record(&desk, &made).items;
    assert!(items.iter().any(|i| i.code == "G26-04") && !items.iter().any(|i| i.code == "G26-02"), "{items:#?}");
    let lacks = |words: &[(&str, &str)]| why(&bench.judge(&desk, &made, words).unwrap_err()).1;
    assert_eq!(lacks(&[("item", "G26-04"), ("verdict", "UP")]), "assess-lacks-evidence");
    assert_eq!(lacks(&[("item", "G26-09"), ("verdict", "NA")]), "assess-not-allowed");
    assert_eq!(lacks(&[("item", "G26-09"), ("verdict", "BASIC")]), "assess-lacks-comment");
    let basic = [("item", "G26-09"), ("verdict", "BASIC"), ("comment", "no test of backups")];
    assert_eq!(lacks(&basic), "assess-lacks-action");
    let plan = |due| [basic.as_slice(), &[("action_owner", "lin"), ("action_due", due)]].concat();
    assert_eq!(lacks(&plan("2027-12-31")), "assess-action-late");
    assert_eq!(lacks(&[("item", "G26-02"), ("verdict", "UP")]), "assess-no-item");
    assert_eq!(lacks(&[("item", "G26-04"), ("verdict", "UP"), ("evidence", "D-999999")]), "assess-no-evidence");
    bench.judge(&desk, &made, &plan("2027-01-31")).unwrap();
    let paper = bench.paper(&desk, &id);
    bench.judge(&desk, &made, &[("item", "G26-04"), ("verdict", "up"), ("evidence", &paper)]).unwrap();
    let open = bench
        .verb(&desk, "bo", "assessment.review", &made, &[])
        .and_then(|_| bench.verb(&desk, "bo", "assessment.propose", &made, &[]));
    assert_eq!(why(&open.unwrap_err()).0, "assess-open");
    assert_eq!(rows(&desk, "assessments", "items_open>0 state:in_review total:99"), [made]);
}

#[test]
fn the_figures_decide_the_finance_items() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let made = bench.assessment(&desk, "bo", &id, "GEN-2026");
    let figures = [("figures.liabilities", "80"), ("figures.assets", "100"), ("figures.net_profit", "-1")];
    let act = Act::Change { id: made.parse().unwrap(), expect_rev: None, fields: assigns(&figures) };
    bench.act(&desk, "bo", act).unwrap();
    let paper = bench.paper(&desk, &id);
    let up = [("item", "G26-13"), ("verdict", "UP"), ("evidence", paper.as_str())];
    assert_eq!(why(&bench.judge(&desk, &made, &up).unwrap_err()).1, "assess-figures-say");
}

#[test]
fn the_assessor_does_not_approve_and_a_returned_assessment_is_judged_on() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let made = bench.assessment(&desk, "bo", &id, "EU-AEO");
    let paper = bench.paper(&desk, &id);
    bench.verb(&desk, "mira", "assessment.review", &made, &[]).unwrap();
    bench.judge(&desk, &made, &[("item", "*"), ("verdict", "UP"), ("evidence", &paper)]).unwrap();
    let case = bench.verb(&desk, "bo", "assessment.propose", &made, &[]).unwrap().case.unwrap().to_string();
    // Taking it into review is a contribution too.
    for login in ["bo", "mira"] {
        let refused = bench.verb(&desk, login, "case.approve", &case, &[]).unwrap_err();
        assert_eq!(refused.ground, Ground::FourEyes);
    }
    let pending = bench.judge(&desk, &made, &[("item", "EU-BP-01"), ("comment", "more")]).unwrap_err();
    assert_eq!(pending.ground, Ground::Guard);
}

#[test]
fn open_actions_hold_an_assessment_open_until_each_is_closed_with_evidence() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let paper = bench.paper(&desk, &id);
    let made = bench.acting(&desk, &id);
    assert_eq!(show(&desk, &made).state, "actions_open");
    assert_eq!(record(&desk, &made).valid_to, "2027-11-22".parse().ok());
    let close = |item: &str, with: &[(&str, &str)]| {
        bench.verb(&desk, "bo", "assessment.close-action", &made, &[&[("item", item)], with].concat())
    };
    assert_eq!(why(&close("EU-BP-01", &[]).unwrap_err()).1, "assess-close-evidence");
    close("EU-BP-01", &[("evidence", &paper)]).unwrap();
    assert_eq!(show(&desk, &made).state, "actions_open");
    close("EU-BP-02", &[("evidence", &paper)]).unwrap();
    assert_eq!(show(&desk, &made).state, "closed");
    let change = Act::Change { id: made.parse().unwrap(), expect_rev: None, fields: assigns(&[("note", "x")]) };
    assert_eq!(why(&bench.act(&desk, "bo", change).unwrap_err()).0, "assess-decided");
}

#[test]
fn admission_asks_for_an_assessment_in_force_that_lets_the_partner_in() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let refused = |desk: &Local| {
        let refusal = bench.verb(desk, "lin", "partner.propose-admission", &id, &[]).unwrap_err();
        refusal.msg.id.to_string()
    };
    assert_eq!(refused(&desk), "assess-none");
    let made = bench.assessment(&desk, "bo", &id, "EU-AEO");
    assert_eq!(refused(&desk), "assess-not-approved");
    let paper = bench.paper(&desk, &id);
    bench.verb(&desk, "bo", "assessment.review", &made, &[]).unwrap();
    let not = [("verdict", "NOT"), ("comment", "none"), ("action_owner", "lin"), ("action_due", "2026-12-31")];
    bench.judge(&desk, &made, &[&[("item", "EU-BP-01")], not.as_slice()].concat()).unwrap();
    bench.judge(&desk, &made, &[("item", "*"), ("verdict", "UP"), ("evidence", &paper)]).unwrap();
    bench.approve_assessment(&desk, &made);
    assert_eq!(refused(&desk), "assess-not-admitting");
    let again = bench.assessed(&desk, &id);
    let case = bench.propose(&desk, &id);
    let bound = desk.with_state(|state, _| state.get(case.parse().unwrap()).unwrap().unwrap()).unwrap();
    let case_record = crate::domain::case::Case::of(&bound.record).unwrap();
    assert!(case_record.dossier.iter().any(|line| line.id == again), "{:?}", case_record.dossier);
}

#[test]
fn a_trusted_partner_is_let_off_with_proof() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let made = bench.assessment(&desk, "bo", &id, "EU-AEO");
    let paper = bench.paper(&desk, &id);
    let exempt = |proof: &str| bench.verb(&desk, "bo", "assessment.propose-exemption", &made, &[("proof", proof)]);
    assert_eq!(why(&exempt(&paper).unwrap_err()).1, "assess-no-proof");
    let fields = [
        ("partner", Value::Ref(id.clone())),
        ("code", Value::Code("D-AEO".into())),
        ("valid_to", Value::Date("2027-12-31".parse().unwrap())),
    ];
    let blob = desk.store("evidence", b"certificate").unwrap();
    let fields = [fields.as_slice(), &[("file.sha256", Value::Text(blob.sha256.to_string()))]].concat();
    let proof = bench.create(&desk, "lin", KindId::Document, &fields).unwrap().ids[0].to_string();
    bench.verb(&desk, "bo", "document.accept", &proof, &[]).unwrap();
    assert_eq!(why(&exempt(&proof).unwrap_err()).0, "assess-not-trusted");
    let grade = assigns(&[("credit_grade", "FRN")]);
    bench.act(&desk, "lin", Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: grade }).unwrap();
    let case = exempt(&proof).unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(rows(&desk, "assessments", "decision:EXEMPT"), [made]);
    bench.propose(&desk, &id);
}

#[test]
fn an_assessment_runs_out_by_itself() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.ready(&desk, &id, "MED");
    let made = rows(&desk, "assessments", "state:approved").pop().unwrap();
    drop(desk);
    *bench.clock.0.lock().unwrap() = "2027-11-24T01:00:00Z".parse().unwrap();
    let desk = bench.open();
    assert_eq!(show(&desk, &made).state, "expired");
}

#[test]
fn a_verdict_is_offered_to_the_other_check_lists_and_taken_over_by_a_person() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let paper = bench.paper(&desk, &id);
    let first = bench.assessment(&desk, "bo", &id, "GEN-2026");
    let second = bench.assessment(&desk, "bo", &id, "EU-AEO");
    assert_eq!(show(&desk, &second).proposals, []);
    bench.judge(&desk, &first, &[("item", "G26-66"), ("verdict", "UP"), ("evidence", &paper)]).unwrap();
    let offered: Vec<_> = show(&desk, &second).proposals.into_iter().map(|p| (p.item, p.theirs)).collect();
    assert!(offered.contains(&("EU-BP-01".into(), "G26-66".into())), "{offered:?}");
    bench.verb(&desk, "bo", "assessment.take-over", &second, &[("item", "EU-BP-01")]).unwrap();
    let taken = record(&desk, &second).item("EU-BP-01").unwrap().clone();
    assert_eq!(taken.verdict, crate::domain::checklist::ItemVerdict::Up);
    assert_eq!(taken.evidence.first().map(|e| e.reference.clone()), Some(paper));
    let again = bench.verb(&desk, "bo", "assessment.take-over", &second, &[("item", "EU-BP-01")]).unwrap_err();
    assert_eq!(again.msg.id, "assess-nothing-to-take");
}

#[test]
fn what_a_partner_says_of_itself_stays_unproven_until_somebody_judges_it() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let paper = bench.paper(&desk, &id);
    let made = bench.assessment(&desk, "lin", &id, "SAQ-20");
    let answer = |text: &str| bench.verb(&desk, "lin", "assessment.answer", &made, &[("answers", text)]);
    answer(&format!("1\tyes\tsigned in May\t{paper}\n2\tpartly\tonly by day\n7\tn.a.\tno staff\tlist.pdf")).unwrap();
    let items = record(&desk, &made);
    let said =
        |code: &str| items.item(code).map(|i| (i.verdict.as_str(), i.comment.clone(), i.evidence.len())).unwrap();
    assert_eq!(said("SAQ-01"), ("UP", "signed in May".into(), 1));
    assert_eq!(said("SAQ-02"), ("BASIC", "only by day".into(), 0));
    assert_eq!(said("SAQ-07"), ("NA", "no staff [list.pdf]".into(), 0));
    assert_eq!(why(&answer("3\tperhaps").unwrap_err()).1, "saq-no-answer");
    assert_eq!(why(&answer("21\tyes").unwrap_err()).1, "assess-no-item");
    bench.verb(&desk, "bo", "assessment.review", &made, &[]).unwrap();
    let rest = [("item", "*"), ("verdict", "UP"), ("evidence", paper.as_str())];
    bench.judge(&desk, &made, &rest).unwrap();
    let unproven = bench.verb(&desk, "bo", "assessment.propose", &made, &[]).unwrap_err();
    assert_eq!(unproven.msg.id, "assess-lacks-action");
}

#[test]
fn taking_the_last_closing_back_opens_the_assessment_again_and_verifies() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let paper = bench.paper(&desk, &id);
    let made = bench.acting(&desk, &id);
    let close = |item: &str| {
        bench.verb(&desk, "bo", "assessment.close-action", &made, &[("item", item), ("evidence", &paper)]).unwrap()
    };
    close("EU-BP-01");
    let last = close("EU-BP-02");
    assert_eq!(show(&desk, &made).state, "closed");
    bench.act(&desk, "bo", Act::Undo { seq: last.seq }).unwrap();
    assert_eq!(show(&desk, &made).state, "actions_open");
    sound(&desk);
}

#[test]
fn only_an_assessment_that_is_still_worked_on_has_a_day_it_can_be_late_by() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Nordlicht").to_string();
    bench.prepared(&desk, &id, "MED");
    let due = |desk: &Local| {
        let place =
            crate::api::lists::list("assessments").unwrap().columns.iter().position(|c| c.name == "due").unwrap();
        let query = ListQuery {
            list: "assessments".into(),
            filter: String::new(),
            sort: None,
            offset: 0,
            limit: 9,
            operator: "mira".into(),
            anchor: None,
            as_at: None,
        };
        let Answer::List(found) = ask(desk, &Query::List(query)) else { panic!("no list") };
        found.rows[0].cells[place].clone()
    };
    let made = bench.assessment(&desk, "bo", &id, "EU-AEO");
    let day = Assign { path: "due".into(), value: Value::Text("2026-12-01".into()) };
    let act = Act::Change { id: made.parse().unwrap(), expect_rev: None, fields: vec![day] };
    bench.act(&desk, "bo", act).unwrap();
    assert_eq!(due(&desk).to_string(), "2026-12-01");
    let paper = bench.paper(&desk, &id);
    bench.verb(&desk, "bo", "assessment.review", &made, &[]).unwrap();
    bench.judge(&desk, &made, &[("item", "*"), ("verdict", "UP"), ("evidence", &format!("site:{paper}"))]).unwrap();
    assert_eq!(due(&desk).to_string(), "2026-12-01", "somebody works on it");
    bench.approve_assessment(&desk, &made);
    assert_eq!(due(&desk), Value::Null, "it is finished");
}
