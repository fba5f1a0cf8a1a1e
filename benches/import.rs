//! 20,000 rows through the import, with validation, journal (synced), view and findings; then the rebuild of that desk:
//! `cargo bench --bench import`

// A bench that cannot be set up has nothing to measure, and its output is its purpose.
// Measuring needs a clock.
#![allow(clippy::disallowed_methods)]
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, clippy::panic, missing_docs)]
#![allow(clippy::cast_precision_loss)]

#[path = "../tests/support/desk.rs"]
mod support;

use entrepot::api::Act;
use entrepot::api::Desk;
use entrepot::api::ImportRow;
use entrepot::api::OnExisting;
use entrepot::desk::local::Options;
use entrepot::domain::kind::KindId;
use entrepot::domain::value::Value;
use std::time::Instant;
use support::assign;

const ROWS: u64 = 20_000;
const CHUNK: usize = 500;

/// A LEI with right check digits.
fn lei(n: u64) -> String {
    let body = format!("5299{n:014}");
    let digits: String = format!("{body}00").chars().map(|c| c.to_digit(36).expect("a digit").to_string()).collect();
    let rest = digits.bytes().fold(0_u64, |rest, c| (rest * 10 + u64::from(c - b'0')) % 97);
    format!("{body}{:02}", 98 - rest)
}

fn row(n: u64) -> ImportRow {
    let words = ["Nordlicht", "Hafen", "Silk Road", "杭州", "Baltic", "Iberia", "Lotus", "Pampa"];
    let word = words[usize::try_from(n % 8).expect("small")];
    let text = |path: &str, value: String| assign(path, Value::Text(value));
    ImportRow {
        line: n + 1,
        key: Some(text("identifiers[LEI].value", lei(n))),
        fields: vec![
            text("legal_name_local", format!("{word} Trading {n} GmbH")),
            text("legal_name_en", format!("{word} Trading {n}")),
            text("country", ["DE", "EE", "ES", "PL"][usize::try_from(n % 4).expect("small")].to_owned()),
            text("type_set", "AFF".to_owned()),
            text("identifiers[LEI].value", lei(n)),
            text("note", format!("row {n} of the generated list")),
        ],
    }
}

fn main() {
    let dir = tempfile::tempdir().expect("a folder");
    support::init(dir.path(), "demo", true);
    let desk = support::open(dir.path(), Options { inline: false, ..support::inline() });
    let rows: Vec<ImportRow> = (0..ROWS).map(row).collect();
    let from = Instant::now();
    for (key, rows) in (0_u128..).zip(rows.chunks(CHUNK)) {
        let act = Act::Import {
            kind: KindId::Partner,
            rows: rows.to_vec(),
            on_existing: OnExisting::UpdateMapped,
            batch: "bench".into(),
        };
        let done = desk.submit(support::command(key + 1000, act)).expect("taken");
        let counts = done.import.expect("counts");
        assert_eq!((counts.created, counts.rejected.len()), (CHUNK as u64, 0), "{:?}", counts.rejected.first());
    }
    let took = from.elapsed();
    println!("import: {ROWS} rows in {took:?}: {:.0} rows/s", ROWS as f64 / took.as_secs_f64());
    let before = support::contents(&desk);
    drop(desk);
    std::fs::remove_dir_all(dir.path().join("view")).expect("removed");
    let from = Instant::now();
    let desk = support::open(dir.path(), Options { inline: false, ..support::inline() });
    let took = from.elapsed();
    println!("rebuild: {ROWS} records in {took:?}: {:.0} records/s", ROWS as f64 / took.as_secs_f64());
    assert!(support::contents(&desk) == before, "the rebuilt view is another one");
    let from = Instant::now();
    let report =
        desk.with_state(|s, j| entrepot::desk::verify::verify(s, j, desk.blobs(), desk.keyring(), false, &|_, _| {}));
    println!("verify: {:?}, problems: {:?}", from.elapsed(), report.map(|r| r.problems.len()));
}
