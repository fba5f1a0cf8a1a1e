//! Results imported by number and name, and quizzes the desk counts itself.

use crate::api::Act;
use crate::api::Assign;
use crate::api::ImportRow;
use crate::api::OnExisting;
use crate::desk::local::Local;
use crate::desk::overlay::contributed;
use crate::desk::tests::Bench;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::partner::PartnerRef;
use crate::domain::session::SessionRef;
use crate::domain::training;
use crate::domain::training::Training;
use crate::domain::value::Value;
use uuid::Uuid;

fn row(line: u64, partner: &str) -> ImportRow {
    let set = |path: &str, value: Value| Assign { path: path.into(), value };
    let fields = vec![
        set("partner", Value::Ref(partner.into())),
        set("module", Value::Text("TR-06".into())),
        set("person", Value::Text(format!("person {line}"))),
        set("taken_on", Value::Date("2026-11-20".parse().unwrap())),
        set("score", Value::Decimal("79.99".parse().unwrap())),
    ];
    ImportRow { line, key: None, fields }
}

fn import(bench: &Bench, desk: &Local, rows: Vec<ImportRow>) -> crate::api::ImportCounts {
    let act =
        Act::Import { kind: KindId::Training, rows, on_existing: OnExisting::UpdateMapped, batch: "results".into() };
    bench.act(desk, "lin", act).unwrap().import.unwrap()
}

#[test]
fn results_find_their_partner_by_name_name_candidates_and_change_nothing_the_second_time() {
    let bench = Bench::new();
    let desk = bench.open();
    bench.partner(&desk, "lin", "Northwind Harbour Trading");
    let rows = || vec![row(1, "NORTHWIND HARBOUR TRADING"), row(2, "NORTHWIND HARBOR TRADNG"), row(3, "XYZZY")];
    let first = import(&bench, &desk, rows());
    assert_eq!((first.created, first.rejected.len()), (1, 2));
    let why = first.rejected[0].why.to_string();
    assert!(why.starts_with("import-partner-candidates") && why.contains("P-000001"), "{why}");
    assert_eq!(first.rejected[1].why.id, "import-no-partner");
    let [unmatched] = first.unmatched.as_slice() else { panic!("{:?}", first.unmatched) };
    assert_eq!((unmatched.line, unmatched.likely[0].id.to_string().as_str()), (2, "P-000001"));
    assert!(unmatched.likely[0].percent < 100 && unmatched.likely.len() <= 5, "{unmatched:?}");
    let again = import(&bench, &desk, rows());
    assert_eq!((again.created, again.changed, again.same), (0, 0, 1));
}

/// The answers a key draws, all right or all wrong.
fn quiz(desk: &Local, key: Uuid, right: bool, minutes: i64) -> Vec<Assign> {
    let catalog = crate::catalog::Catalog::shipped().unwrap();
    let module = catalog.modules.iter().find(|m| m.code == "TR-06").unwrap();
    let drawn = training::draw(&module.questions, *key.as_bytes(), training::QUESTIONS);
    let answer = |d: &training::Drawn| {
        let question = &module.questions[d.place];
        let chosen = if right { question.answer } else { question.answer % 4 + 1 };
        Value::Group(vec![Value::Text(question.code.clone()), Value::Int(chosen)])
    };
    let set = |path: &str, value: Value| Assign { path: path.into(), value };
    let _ = desk;
    vec![
        set("partner", Value::Ref("P-000001".into())),
        set("module", Value::Text("TR-06".into())),
        set("person", Value::Text("Mari Tamm".into())),
        set("taken_on", Value::Date("2026-11-23".parse().unwrap())),
        set("minutes", Value::Int(minutes)),
        set("answers", Value::List(drawn.iter().map(answer).collect())),
    ]
}

fn hand_in(bench: &Bench, desk: &Local, right: bool, minutes: i64, drawn: Option<Uuid>) -> Result<(), String> {
    let mut command = bench.command("lin", Act::Undo { seq: 0 });
    let fields = quiz(desk, drawn.unwrap_or(command.key), right, minutes);
    command.act = Act::Create { kind: KindId::Training, fields };
    crate::api::Desk::submit(desk, command).map(|_| ()).map_err(|r| r.msg.id.to_string())
}

#[test]
fn a_quiz_is_refused_when_it_is_too_fast_or_has_other_questions_and_locked_after_three_failures() {
    let bench = Bench::new();
    let desk = bench.open();
    bench.partner(&desk, "lin", "Northwind Harbour Trading");
    assert_eq!(hand_in(&bench, &desk, true, 4, None), Err("training-refused-too-fast".into()));
    let mut short = bench.command("lin", Act::Undo { seq: 0 });
    let mut fields = quiz(&desk, short.key, true, 6);
    if let Some(Assign { value: Value::List(answers), .. }) = fields.last_mut() {
        answers.pop();
    }
    short.act = Act::Create { kind: KindId::Training, fields };
    let refused = crate::api::Desk::submit(&desk, short).unwrap_err();
    assert_eq!(refused.msg.id, "training-refused-questions");
    for _ in 0..3 {
        hand_in(&bench, &desk, false, 6, None).unwrap();
    }
    assert_eq!(hand_in(&bench, &desk, true, 6, None), Err("training-refused-locked".into()));
}

#[test]
fn whoever_recorded_a_result_contributed_to_its_session_too() {
    let result = Training {
        partner: PartnerRef("P-000001".into()),
        session: Some(SessionRef("S-000002".into())),
        ..Training::default()
    };
    let id = Id::new(KindId::Training, 3);
    let concerned: Vec<Id> = contributed(id, &Record::from(result)).collect();
    assert_eq!(concerned, [id, Id::new(KindId::Partner, 1), Id::new(KindId::Session, 2)]);
}
