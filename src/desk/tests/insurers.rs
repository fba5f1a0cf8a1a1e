//! The list of insurers over a whole desk: who puts one on it, and what that says of certificates.

use super::standing::sound;
use super::*;

fn insurer(bench: &Bench, desk: &Local, name: &str, naic: &str) -> String {
    let fields = [("name", name), ("naic", naic), ("country", "US")];
    let act = Act::Create { kind: KindId::KnownInsurer, fields: assigns(&fields) };
    bench.act(desk, "ina", act).unwrap().ids[0].to_string()
}

fn proposed(bench: &Bench, desk: &Local, verb: &str, id: &str) -> String {
    let act = Act::Verb { verb: verb.into(), id: id.parse().unwrap(), expect_rev: None, fields: Vec::new() };
    let mut command = bench.command("ina", act);
    command.why = Some("Looked up in the register".into());
    crate::api::Desk::submit(desk, command).unwrap().case.unwrap().to_string()
}

#[test]
fn an_insurer_is_put_on_the_list_by_two_and_others_are_told_of_from_then_on() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let mut papers = Vec::new();
    for (name, naic) in [("LANTERN CASUALTY CO", "12345"), ("Harbour Mutual", "")] {
        let id = bench.certificate(&desk, &partner, "1000000 USD");
        let number = format!("CERT-{name}");
        let fields = [("number", number.as_str()), ("insurers[A].name", name), ("insurers[A].naic", naic)];
        bench.change_as(&desk, "ina", &id, &fields);
        papers.push(id);
    }
    let signs = || rows(&desk, "gaps", "rule:INS-24");
    let id = insurer(&bench, &desk, "Lantern Casualty Company", "12345");
    assert_eq!(signs(), Vec::<String>::new(), "a draft is on no list");
    let case = proposed(&bench, &desk, "insurer.propose", &id);
    assert_eq!(
        bench.verb(&desk, "ina", "case.approve", &case, &[]).unwrap_err().ground,
        crate::api::Ground::NotPermitted
    );
    assert_eq!(signs(), Vec::<String>::new());
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!((show(&desk, &id).state.as_str(), signs()), ("active", vec![format!("INS-24:{}:A", papers[1])]));
    let change = Act::Change { id: id.parse().unwrap(), expect_rev: None, fields: assigns(&[("am_best", "A")]) };
    assert_eq!(bench.act(&desk, "ina", change).unwrap_err().msg.id, "refused-fixed");
    let other = insurer(&bench, &desk, "Harbour Mutual Insurance", "23456");
    bench.change_as(&desk, "ina", &other, &[("other_names", "Harbour Mutual")]);
    let case = proposed(&bench, &desk, "insurer.propose", &other);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(signs(), Vec::<String>::new());
    let case = proposed(&bench, &desk, "insurer.retire", &id);
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(signs(), [format!("INS-24:{}:A", papers[0])]);
    sound(&desk);
    drop(desk);
    // Read again from the journal it is the same list.
    let desk = bench.open();
    assert_eq!(rows(&desk, "gaps", "rule:INS-24"), [format!("INS-24:{}:A", papers[0])]);
}

#[test]
fn a_later_paper_with_another_end_is_told_of_also_when_the_one_before_is_over() {
    let bench = Bench::new();
    let desk = bench.open();
    let partner = bench.seller(&desk);
    let first = bench.certificate(&desk, &partner, "1000000 USD");
    let short = [("coverages[1].effective", "2026-01-01"), ("coverages[1].expires", "2026-12-31")];
    bench.change_as(&desk, "ina", &first, &short);
    *bench.clock.0.lock().unwrap() += chrono::TimeDelta::days(60);
    desk.tick();
    assert_eq!(show(&desk, &first).state, "expired");
    let second = bench.certificate(&desk, &partner, "1000000 USD");
    bench.change_as(&desk, "ina", &second, &[short[0], ("coverages[1].expires", "2027-12-31")]);
    assert_eq!(rows(&desk, "gaps", "rule:INS-23"), [format!("INS-23:{second}:GL-7")]);
    bench.change_as(&desk, "ina", &second, &[("coverages[1].effective", "2027-01-01")]);
    assert_eq!(rows(&desk, "gaps", "rule:INS-23"), Vec::<String>::new(), "a renewal follows");
    sound(&desk);
}

#[test]
fn a_file_of_insurers_makes_drafts_once_and_leaves_what_is_on_the_list() {
    let bench = Bench::new();
    let desk = bench.open();
    let row = |line, name: &str, naic: &str, best: &str| {
        let text = |path: &str, text: &str| Assign { path: path.into(), value: Value::Text(text.into()) };
        let mut fields = vec![text("name", name), text("naic", naic), text("am_best", best)];
        fields.retain(|f| !f.value.is_empty());
        crate::api::ImportRow { line, key: None, fields }
    };
    let import = |rows: Vec<crate::api::ImportRow>| {
        let on_existing = crate::api::OnExisting::UpdateMapped;
        let act = Act::Import { kind: KindId::KnownInsurer, rows, on_existing, batch: "list".into() };
        let counts = bench.act(&desk, "ina", act).unwrap().import.unwrap();
        let why: Vec<String> = counts.rejected.iter().map(|r| format!("{} {}", r.line, r.why.id)).collect();
        (counts.created, counts.changed, counts.same, why)
    };
    let list = || vec![row(1, "Lantern Casualty", "12345", "A"), row(2, "Harbour Mutual", "", "")];
    assert_eq!(import(list()), (2, 0, 0, vec![]));
    assert_eq!(import(list()), (0, 0, 2, vec![]));
    assert_eq!(import(vec![row(1, "Meadow", "1", "")]), (0, 0, 0, vec!["1 value-not-a-naic".to_owned()]));
    let twice = vec![row(1, "Meadow", "33333", ""), row(2, "Meadow Surety", "33333", "")];
    assert_eq!(import(twice), (1, 0, 0, vec!["2 import-same-key".to_owned()]));
    assert_eq!(import(vec![row(1, "Lantern Casualty", "12345", "A+")]), (0, 1, 0, vec![]), "a draft is changed");
    let case = proposed(&bench, &desk, "insurer.propose", "I-000001");
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(import(vec![row(1, "Lantern Casualty", "12345", "A+")]), (0, 0, 1, vec![]));
    assert_eq!(import(vec![row(1, "Lantern Casualty", "12345", "B")]), (1, 0, 0, vec![]), "a draft beside it");
    assert_eq!(rows(&desk, "insurers", "naic:12345 state:drafted am_best:B"), ["I-000004"]);
    sound(&desk);
}
