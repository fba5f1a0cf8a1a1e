//! Several gaps of one certificate in one case: each with its own verdict, and effect for what was granted.

use super::standing::sound;
use super::*;
use crate::api::FindingKey;
use crate::domain::case::Verdict;
use crate::domain::reaction::Stance;

const LIMIT: (&str, &str) = ("INS-04", "WAYFAIR.CGL-each");
const HOLDER: (&str, &str) = ("INS-10", "WAYFAIR");

fn key(of: &str, (rule, slot): (&str, &str)) -> FindingKey {
    FindingKey { rule: rule.into(), subject: of.parse().unwrap(), slot: slot.into() }
}

impl Bench {
    /// A certificate with two gaps.
    fn two_gaps(&self, desk: &Local) -> String {
        let partner = self.seller(desk);
        let id = self.certificate(desk, &partner, "900000 USD");
        self.change_as(desk, "ina", &id, &[("holder", "Somebody Else")]);
        id
    }

    fn waive_together(&self, desk: &Local, first: FindingKey, also: Vec<FindingKey>) -> Result<Done, Refusal> {
        let act = Act::React { finding: first, stance: Stance::Waived, until: None, also };
        let mut command = self.command("ina", act);
        command.why = Some("The broker corrects both".into());
        crate::api::Desk::submit(desk, command)
    }

    /// A case about both gaps of a certificate.
    pub fn waived_together(&self, desk: &Local) -> (String, String) {
        let id = self.two_gaps(desk);
        let done = self.waive_together(desk, key(&id, LIMIT), vec![key(&id, HOLDER)]).unwrap();
        (id, done.case.unwrap().to_string())
    }

    /// A checker's word on a gap of a case.
    pub fn judge_gap(&self, desk: &Local, by: &str, case: &str, of: &str, verdict: Verdict) -> Result<Done, Refusal> {
        let (case, comment) = (case.parse().unwrap(), String::new());
        self.act(desk, by, Act::Judge { case, code: of.into(), verdict: Some(verdict), comment })
    }
}

fn gaps(desk: &Local, stance: &str) -> Vec<String> {
    let mut found = rows(desk, "gaps", &format!("stance:{stance}"));
    found.sort();
    found
}

#[test]
fn each_gap_of_a_case_has_its_verdict_and_the_waiver_stands_for_those_that_were_granted() {
    let bench = Bench::new();
    let desk = bench.open();
    let (id, case) = bench.waived_together(&desk);
    let (limit, holder) = (format!("INS-04:{id}:WAYFAIR.CGL-each"), format!("INS-10:{id}:WAYFAIR"));
    assert_eq!(gaps(&desk, "waiver-proposed"), [limit.clone(), holder.clone()]);
    let refused = |by: &str, verb: &str| bench.verb(&desk, by, verb, &case, &[]).unwrap_err().msg.id;
    assert_eq!(refused("mira", "case.approve"), "guard-waiver-unjudged");
    let told = || match ask(&desk, &Query::Review { case: case.parse().unwrap(), operator: "mira".into() }) {
        Answer::Review(review) => review.refused.map(|msg| msg.id.into_owned()),
        other => panic!("{other:?}"),
    };
    assert_eq!(told().as_deref(), Some("guard-waiver-unjudged"), "before anybody signs");
    let own = bench.judge_gap(&desk, "ina", &case, "INS-10:WAYFAIR", Verdict::Up).unwrap_err();
    assert_eq!(own.ground, crate::api::Ground::NotPermitted);
    // The first of them is refused: the waiver is called after what stands.
    bench.judge_gap(&desk, "mira", &case, "INS-04:WAYFAIR.CGL-each", Verdict::Not).unwrap();
    assert_eq!(refused("mira", "case.approve"), "guard-waiver-unjudged");
    bench.judge_gap(&desk, "mira", &case, "INS-10:WAYFAIR", Verdict::Not).unwrap();
    assert_eq!(refused("mira", "case.approve"), "guard-waiver-none-granted");
    bench.judge_gap(&desk, "mira", &case, "INS-10:WAYFAIR", Verdict::Up).unwrap();
    assert_eq!(told(), None);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!((gaps(&desk, "open"), gaps(&desk, "waived")), (vec![limit.clone()], vec![holder.clone()]));
    assert_eq!(rows(&desk, "certificates", "gaps:1"), [id.as_str()]);
    bench.verb(&desk, "ina", "certificate.review", &id, &[]).unwrap();
    assert_eq!(bench.verb(&desk, "ina", "certificate.take-waived", &id, &[]).unwrap_err().msg.id, "guard-gaps");
    let shown = show(&desk, "X-000001");
    assert_eq!((shown.state.as_str(), shown.title.as_str()), ("in_force", "INS-10"));
    sound(&desk);
    drop(desk);
    let desk = bench.open();
    assert_eq!((gaps(&desk, "open"), gaps(&desk, "waived")), (vec![limit], vec![holder]));
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(61);
    desk.tick();
    let over = rows(&desk, "gaps", "rule:INS-22");
    assert_eq!(over, [format!("INS-22:{id}:INS-10.WAYFAIR")], "only what was granted lapses");
}

#[test]
fn a_case_about_several_gaps_that_is_rejected_or_withdrawn_waives_none() {
    let bench = Bench::new();
    let desk = bench.open();
    let (id, case) = bench.waived_together(&desk);
    let with = |by: &str, verb: &str, case: &str| {
        let act = Act::Verb { verb: verb.into(), id: case.parse().unwrap(), expect_rev: None, fields: Vec::new() };
        let mut command = bench.command(by, act);
        command.why = Some("No".into());
        crate::api::Desk::submit(&desk, command).unwrap()
    };
    with("mira", "case.reject", &case);
    assert_eq!(gaps(&desk, "open").len(), 2);
    let again = bench.waive_together(&desk, key(&id, HOLDER), vec![key(&id, LIMIT)]).unwrap().case.unwrap();
    with("ina", "case.withdraw", &again.to_string());
    assert_eq!(gaps(&desk, "open").len(), 2);
    sound(&desk);
}

#[test]
fn only_gaps_of_one_record_that_can_be_waived_go_into_one_case() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.two_gaps(&desk);
    let other = FindingKey { subject: "P-000001".parse().unwrap(), ..key(&id, HOLDER) };
    let refused = bench.waive_together(&desk, key(&id, LIMIT), vec![other]).unwrap_err();
    assert_eq!(refused.msg.id, "refused-waive-together");
    let unknown = FindingKey { slot: "AMZ-US".into(), ..key(&id, HOLDER) };
    assert!(bench.waive_together(&desk, key(&id, LIMIT), vec![unknown]).is_err());
    bench.change_as(&desk, "ina", &id, &[("coverages[1].territory", "EU")]);
    let closed = key(&id, ("INS-13", "WAYFAIR.CGL-territory"));
    let refused = bench.waive_together(&desk, key(&id, LIMIT), vec![closed]).unwrap_err();
    assert_eq!(refused.msg.id, "refused-not-waivable");
    // One that is named twice is one, and needs no verdict.
    let done = bench.waive_together(&desk, key(&id, LIMIT), vec![key(&id, LIMIT)]).unwrap();
    bench.verb(&desk, "mira", "case.approve", &done.case.unwrap().to_string(), &[]).unwrap();
    assert_eq!(gaps(&desk, "waived"), [format!("INS-04:{id}:WAYFAIR.CGL-each")]);
    sound(&desk);
}
