//! The past as reports ask for it: a register is what the list said then, whatever happened since.

use crate::api::Answer;
use crate::api::Assign;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Register;
use crate::api::RegisterQuery;
use crate::api::Upto;
use crate::desk::local::Local;
use crate::desk::tests::Bench;
use crate::desk::tests::ask;
use crate::domain::kind::KindId;
use crate::domain::value::Value;
use chrono::NaiveDate;
use chrono::TimeDelta;

fn register(desk: &Local, filter: &str, upto: Upto) -> Register {
    let fields = ["id", "state", "legal_name_local", "admitted_on", "note"].map(str::to_owned).to_vec();
    match ask(desk, &Query::Register(RegisterQuery { kind: KindId::Partner, fields, filter: filter.into(), upto })) {
        Answer::Register(found) => *found,
        other => panic!("{other:?}"),
    }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn later(bench: &Bench, days: i64) {
    *bench.clock.0.lock().unwrap() += TimeDelta::days(days);
}

fn note(bench: &Bench, desk: &Local, id: crate::domain::kind::Id, text: &str) {
    let fields = vec![Assign { path: "note".into(), value: Value::Text(text.into()) }];
    bench.act(desk, "lin", crate::api::Act::Change { id, expect_rev: None, fields }).unwrap();
}

#[test]
fn a_register_of_a_day_says_what_was_known_then() {
    let bench = Bench::new();
    let desk = bench.open();
    let (a, b) = (bench.partner(&desk, "lin", "Aa"), bench.partner(&desk, "lin", "Bb"));
    note(&bench, &desk, a, "first");
    let then = register(&desk, "", Upto::Now);
    later(&bench, 1);
    note(&bench, &desk, a, "second");
    bench.verb(&desk, "lin", "partner.apply", &b.to_string(), &[]).unwrap();
    bench.partner(&desk, "lin", "Cc");
    let past = register(&desk, "", Upto::Day(day("2026-11-23")));
    assert_eq!((past.total, &past.rows), (2, &then.rows));
    assert_eq!(past.head.seq, then.head.seq);
    assert_eq!(past.rows[0].cells[4], Value::Text("first".into()));
    assert_eq!(register(&desk, "", Upto::Day(day("2026-11-24"))).total, 3);
    let upto = Upto::Entry { seq: then.head.seq, day: day("2026-11-23") };
    assert_eq!(register(&desk, "", upto), past);
}

#[test]
fn a_filter_of_a_past_day_asks_what_was_known_then() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Aa");
    later(&bench, 1);
    bench.verb(&desk, "lin", "partner.apply", &id.to_string(), &[]).unwrap();
    let past = Upto::Day(day("2026-11-23"));
    assert_eq!(register(&desk, "state:prospect", past).rows.len(), 1);
    assert_eq!(register(&desk, "state:applying", past).rows.len(), 0);
    assert_eq!(register(&desk, "state:applying", Upto::Now).rows.len(), 1);
    assert!(!register(&desk, "docs>1", past).errors.is_empty(), "what follows from records around is not known");
    let list = |filter: &str| {
        let as_at = Some(day("2026-11-23"));
        let (list, filter) = ("partners".to_owned(), filter.to_owned());
        let operator = "mira".to_owned();
        let query = ListQuery { list, filter, sort: None, offset: 0, limit: 9, operator, anchor: None, as_at };
        match ask(&desk, &Query::List(query)) {
            Answer::List(listing) => listing.matched,
            other => panic!("{other:?}"),
        }
    };
    assert_eq!((list("state:prospect"), list("state:applying"), list("aa"), list("P-1")), (1, 0, 1, 1));
}

#[test]
fn the_day_of_admission_is_that_of_the_approval_and_not_known_before() {
    let bench = Bench::new();
    let desk = bench.open();
    let id = bench.partner(&desk, "lin", "Aa").to_string();
    bench.ready(&desk, &id, "MED");
    let case = bench.propose(&desk, &id);
    later(&bench, 2);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    later(&bench, 1);
    let fields = [("answer", "signed"), ("evidence", "K:/c")];
    let activation = bench.verb(&desk, "lin", "partner.activate", &id, &fields).unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &activation, &[]).unwrap();
    let admitted = |upto: Upto| register(&desk, "", upto).rows[0].cells[3].clone();
    assert_eq!(admitted(Upto::Now), Value::Date(day("2026-11-25")));
    assert_eq!(admitted(Upto::Day(day("2026-11-24"))), Value::Null);
}

#[test]
fn before_the_first_entry_there_is_no_register() {
    let bench = Bench::new();
    let desk = bench.open();
    let fields = vec!["id".to_owned()];
    let upto = Upto::Day(day("2020-01-01"));
    let query = Query::Register(RegisterQuery { kind: KindId::Partner, fields, filter: String::new(), upto });
    let refusal = crate::api::Desk::ask(&desk, &query, &std::sync::atomic::AtomicBool::new(false)).unwrap_err();
    assert_eq!(refusal.ground, crate::api::Ground::NotFound);
}

#[test]
fn sealed_fields_leave_in_the_clear_only_through_a_checker_with_a_reason() {
    let bench = Bench::new();
    let desk = bench.open();
    let fields = [
        ("what", Value::Code("register".into())),
        ("subject", Value::Text("partners".into())),
        ("sha256", Value::Text("00".into())),
        ("personal", Value::Flag(true)),
    ];
    let refused = bench.create(&desk, "lin", KindId::Export, &fields).unwrap_err();
    assert_eq!(refused.ground, crate::api::Ground::NotPermitted);
    assert!(bench.create(&desk, "mira", KindId::Export, &fields).is_ok());
    assert!(bench.create(&desk, "lin", KindId::Export, &fields[..3]).is_ok());
}
