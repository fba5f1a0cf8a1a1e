//! Rows and their neighbours over a whole desk.

use super::*;

#[test]
fn partners_of_one_import_are_found_to_look_alike_at_once() {
    let bench = Bench::new();
    let row = |line: u64, name: String| crate::api::ImportRow {
        line,
        key: None,
        fields: assigns(&[("legal_name_local", &name), ("country", "EE"), ("type_set", "AFF")]),
    };
    let mut rows: Vec<_> = (0..100).map(|n| row(n, format!("Partner number {n}x"))).collect();
    rows.push(row(100, "PayPal Trading".into()));
    rows.push(row(101, "PayPa1 Trading".into()));
    let hits = |desk: &Local| {
        ["P-000101", "P-000102"]
            .map(|id| show(desk, id).findings.iter().map(crate::domain::finding::Finding::key).collect::<Vec<_>>())
    };
    let before = {
        let desk = bench.open();
        let on_existing = crate::api::OnExisting::Skip;
        bench.act(&desk, "lin", Act::Import { kind: KindId::Partner, rows, on_existing, batch: "b".into() }).unwrap();
        hits(&desk)
    };
    assert!(before.iter().all(|keys| keys.iter().any(|key| key.contains("PTR-035"))), "{before:?}");
    std::fs::remove_dir_all(bench.dir.path().join("view")).unwrap();
    assert_eq!(hits(&bench.open()), before);
}
