//! A desk made by an older program takes over what this one ships, by one case.

use crate::api::Act;
use crate::api::Answer;
use crate::api::Query;
use crate::catalog::Catalog;
use crate::desk::local::Local;
use crate::desk::tests::Bench;
use crate::desk::tests::ask;
use crate::desk::tests::assigns;
use crate::desk::tests::show;
use crate::desk::tests::standing::sound;
use crate::domain::kind::KindId;
use crate::domain::upgrade::UpgradeWhat;

/// As a program shipped it that had other thresholds, no erasure policy yet, and a list of 2018.
fn older() -> Catalog {
    let mut catalog = Catalog::shipped().unwrap().clone();
    catalog.checklists[0].threshold -= 10;
    catalog.policies.retain(|p| p.code != "erasure");
    let mut old = catalog.checklists[1].clone();
    old.code = "GEN-2018".into();
    catalog.checklists.push(old);
    catalog
}

fn differences(desk: &Local) -> Vec<(UpgradeWhat, String, String)> {
    match ask(desk, &Query::Catalogue) {
        Answer::Catalogue(found) => found.into_iter().map(|l| (l.what, l.name, l.fields)).collect(),
        other => panic!("{other:?}"),
    }
}

fn proposed(bench: &Bench, desk: &Local) -> (String, String) {
    let made = bench.create(desk, "adm", KindId::Upgrade, &[]).unwrap().ids[0].to_string();
    let case = bench.verb(desk, "adm", "upgrade.propose", &made, &[]).unwrap().case.unwrap().to_string();
    (made, case)
}

#[test]
fn what_a_newer_program_ships_is_taken_over_by_one_case_of_two_persons() {
    let bench = Bench::from_catalog(&older());
    let desk = bench.open();
    let wanted = [
        (UpgradeWhat::Changed, "checklist GEN-2026".to_owned(), "threshold".to_owned()),
        (UpgradeWhat::Retired, "checklist GEN-2018".to_owned(), String::new()),
        (UpgradeWhat::New, "policy erasure".to_owned(), String::new()),
    ];
    assert_eq!(differences(&desk), wanted);
    let (made, case) = proposed(&bench, &desk);
    assert_eq!(differences(&desk), wanted, "a proposal changes nothing");
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!(differences(&desk), []);
    assert_eq!(show(&desk, &made).state, "done");
    let list = |id: &str| (show(&desk, id).state, show(&desk, id).rev);
    let lists = u64::try_from(older().checklists.len()).unwrap();
    assert_eq!(list("K-000001"), ("active".to_owned(), 2));
    assert_eq!(list(&format!("K-{lists:06}")), ("retired".to_owned(), 2));
    assert!(desk.with_state(|state, _| state.directory.policy("erasure").is_some()).unwrap());
    sound(&desk);
    let nothing = bench.create(&desk, "adm", KindId::Upgrade, &[]).unwrap_err();
    assert_eq!(nothing.msg.id, "catalogue-same");
}

#[test]
fn an_upgrade_whose_records_moved_on_brings_nothing() {
    let bench = Bench::from_catalog(&older());
    let desk = bench.open();
    let (_, first) = proposed(&bench, &desk);
    let (_, second) = proposed(&bench, &desk);
    bench.verb(&desk, "mira", "case.approve", &first, &[]).unwrap();
    let refused = bench.verb(&desk, "mira", "case.approve", &second, &[]).unwrap_err();
    assert_eq!(refused.msg.id, "upgrade-other");
    assert_eq!(
        bench.act(&desk, "lin", Act::Create { kind: KindId::Upgrade, fields: vec![] }).unwrap_err().msg.id,
        "refused-not-permitted"
    );
    sound(&desk);
}

#[test]
fn a_profile_the_desk_made_itself_is_left_alone() {
    let bench = Bench::new();
    let desk = bench.open();
    let fields = [
        ("code", "WAYFAIR"),
        ("title_en", "Wayfair as our counsel reads it"),
        ("channel", "WAYFAIR"),
        ("valid_from", "2027-01-01"),
        ("needs[CGL].each", "2000000 USD"),
    ];
    let act = Act::Create { kind: KindId::Profile, fields: assigns(&fields) };
    let id = bench.act(&desk, "ina", act).unwrap().ids[0].to_string();
    assert_eq!(differences(&desk), []);
    let case = bench.verb(&desk, "ina", "profile.propose", &id, &[]).unwrap().case.unwrap().to_string();
    bench.verb(&desk, "mira", "case.approve", &case, &[]).unwrap();
    assert_eq!((show(&desk, &id).state, differences(&desk)), ("active".to_owned(), vec![]));
}
