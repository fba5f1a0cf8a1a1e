//! Letters over a whole desk: who approves one before it goes out, and what that fixes.

use super::standing::sound;
use super::*;

impl Bench {
    /// A draft of a letter.
    pub fn letter(&self, desk: &Local, by: &str, partner: &str, template: &str) -> String {
        let fields = [("partner", partner), ("template", template), ("subject_line", "Papers"), ("body", "Dear Jonas")];
        let act = Act::Create { kind: KindId::Letter, fields: assigns(&fields) };
        self.act(desk, by, act).unwrap().ids[0].to_string()
    }
}

const SENT: &[(&str, &str)] = &[("how", "email"), ("wait_until", "2026-12-31")];

#[test]
fn a_letter_about_insurance_goes_out_after_another_person_approved_it_as_it_was_read() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let id = bench.letter(&desk, "ina", &partner, "insurance-gaps");
    let ground = |by: &str, verb: &str| bench.verb(&desk, by, verb, &id, &[]).map(|_| ()).unwrap_err().msg.id;
    let to_approve = |by: &str| rows(&desk, "letters", &format!("state:draft approval:needed -by={by}"));
    assert_eq!(bench.verb(&desk, "ina", "letter.send", &id, SENT).unwrap_err().msg.id, "guard-letter-unapproved");
    assert_eq!(ground("ina", "letter.approve"), "refused-own-letter");
    assert_eq!(ground("lin", "letter.approve"), "refused-not-permitted");
    assert_eq!((to_approve("mira"), to_approve("ina")), (vec![id.clone()], Vec::new()));
    // Who changed it has written it too.
    bench.change_as(&desk, "mira", &id, &[("body", "Dear Jonas, please")]);
    assert_eq!(ground("mira", "letter.approve"), "refused-own-letter");
    bench.verb(&desk, "bo", "letter.approve", &id, &[]).unwrap();
    assert_eq!(rows(&desk, "letters", "state:approved approval:given"), [id.as_str()]);
    let change = |by: &str| Act::Change {
        id: id.parse().unwrap(),
        expect_rev: None,
        fields: assigns(&[("body", if by == "ina" { "Dear" } else { "Pay" })]),
    };
    assert_eq!(bench.act(&desk, "ina", change("ina")).unwrap_err().msg.id, "refused-fixed");
    let mut command = bench.command(
        "ina",
        Act::Verb { verb: "letter.reopen".into(), id: id.parse().unwrap(), expect_rev: None, fields: Vec::new() },
    );
    command.why = Some("The date is wrong".into());
    crate::api::Desk::submit(&desk, command).unwrap();
    bench.act(&desk, "ina", change("ina")).unwrap();
    assert_eq!(bench.verb(&desk, "ina", "letter.send", &id, SENT).unwrap_err().msg.id, "guard-letter-unapproved");
    bench.verb(&desk, "bo", "letter.approve", &id, &[]).unwrap();
    bench.verb(&desk, "ina", "letter.send", &id, SENT).unwrap();
    let shown = show(&desk, &id);
    let field = |name: &str| shown.fields.iter().find(|(f, _)| f == name).map(|(_, v)| v.to_string()).unwrap();
    assert_eq!((shown.state.as_str(), field("approved_by").as_str()), ("sent", "bo"));
    sound(&desk);
}

#[test]
fn papers_are_asked_for_by_one_person_and_who_asks_makes_nothing_of_the_partner() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.partner(&desk, "lin", "Nordlicht").to_string();
    let id = bench.letter(&desk, "ina", &partner, "documents-missing");
    bench.verb(&desk, "ina", "letter.send", &id, SENT).unwrap();
    assert!(!show(&desk, &partner).contributors.contains(&"ina".to_owned()));
    sound(&desk);
}
