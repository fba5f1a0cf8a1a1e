//! How long filters and sorts take over a million rows.

// A bench that cannot be set up has nothing to measure, and its output is its purpose.
#![allow(clippy::expect_used, clippy::indexing_slicing, clippy::print_stdout, missing_docs)]

use chrono::NaiveDate;
use criterion::Criterion;
use criterion::criterion_group;
use criterion::criterion_main;
use entrepot::query::Cell;
use entrepot::query::CodeInfo;
use entrepot::query::ColumnSpec;
use entrepot::query::Columns;
use entrepot::query::FieldInfo;
use entrepot::query::FieldKind;
use entrepot::query::SortKey;
use entrepot::query::date_of;
use entrepot::query::parse;
use entrepot::query::sort;
use std::hint::black_box;
use std::sync::atomic::AtomicBool;

const ROWS: u32 = 1_000_000;
const STATES: [&str; 5] = ["prospect", "docs_review", "screening", "active", "suspended"];
const RISKS: [&str; 3] = ["low", "medium", "high"];
const COUNTRIES: [&str; 8] = ["CN", "HK", "DE", "US", "JP", "VN", "IN", "PL"];
const TYPES: [&str; 4] = ["SUP", "PAY", "LOG", "BRK"];
const WORDS: [&str; 12] = [
    "Hangzhou",
    "Trading",
    "深圳",
    "Silk",
    "Import",
    "Nordwind",
    "Electronics",
    "Harbour",
    "贸易",
    "Union",
    "Blue",
    "Limited",
];

fn codes(list: &[&str], ordered: bool) -> Vec<CodeInfo> {
    let code = |(order, code): (i32, &&str)| CodeInfo {
        code: (*code).to_owned(),
        label: (*code).to_owned(),
        order: ordered.then_some(order),
    };
    (0..).zip(list).map(code).collect()
}

fn schema() -> Vec<FieldInfo> {
    let field = |path: &str, ty| FieldInfo { path: path.to_owned(), aliases: Vec::new(), ty, label: path.to_owned() };
    vec![
        field("state", FieldKind::Code { values: codes(&STATES, false) }),
        field("risk", FieldKind::Code { values: codes(&RISKS, true) }),
        field("country", FieldKind::Code { values: codes(&COUNTRIES, false) }),
        field("type", FieldKind::Set { values: codes(&TYPES, false) }),
        field("expiring", FieldKind::Date),
        field("level", FieldKind::Int),
        field("name", FieldKind::Text),
    ]
}

/// A small generator of numbers that is the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        u32::try_from((self.0 >> 33) % u64::from(limit)).unwrap_or(0)
    }

    fn one<T: Copy>(&mut self, list: &[T], fallback: T) -> T {
        let limit = u32::try_from(list.len()).unwrap_or(1);
        list.get(self.below(limit) as usize).copied().unwrap_or(fallback)
    }
}

fn table(fields: &[FieldInfo]) -> Columns {
    let mut columns = Columns::new(&fields.iter().map(ColumnSpec::of).collect::<Vec<_>>());
    let mut numbers = Numbers(7);
    for row in 0..ROWS {
        let words: Vec<&str> = (0..4).map(|_| numbers.one(&WORDS, "")).collect();
        let name = format!("{} {row:07} {}", words[..3].join(" "), words[3]);
        let cells = [
            Cell::Code(numbers.one(&STATES, "")),
            Cell::Code(numbers.one(&RISKS, "")),
            Cell::Code(numbers.one(&COUNTRIES, "")),
            Cell::Codes(vec![numbers.one(&TYPES, "")]),
            date_of(20_000 + i32::try_from(numbers.below(1500)).unwrap_or(0)).map_or(Cell::None, Cell::Date),
            Cell::Int(i32::try_from(numbers.below(1_000_000_000)).unwrap_or(0)),
            Cell::Text(&name),
        ];
        columns.push_row(&cells).expect("the row fits");
    }
    columns
}

fn filters(c: &mut Criterion) {
    let fields = schema();
    let columns = table(&fields);
    println!("{} rows, {} MB", columns.len(), columns.memory_bytes() / 1_000_000);
    let today = NaiveDate::from_ymd_opt(2026, 3, 15).expect("a day");
    let go = AtomicBool::new(false);
    let cases = [
        ("structured", "state:docs_review risk>=high country:CN,HK expiring<30d -type:PAY"),
        ("structured and text", "state:docs_review risk>=high country:CN,HK expiring<30d -type:PAY \"hangzhou\""),
        ("text in a quarter of the rows", "hangzhou"),
        ("text in one row", "name~0777777"),
        ("text in no row", "\"no such name\""),
        ("text in every row", "name:1 or name:2"),
        ("equal text", "name=\"hangzhou\""),
    ];
    for (name, text) in cases {
        let query = parse(text, &fields).expect("a filter");
        c.bench_function(&format!("filter: {name}"), |b| b.iter(|| black_box(query.run(&columns, today, &go))));
    }
    let rows: Vec<u32> = (0..ROWS).collect();
    for column in ["risk", "expiring", "level", "name"] {
        let key = SortKey { column: column.to_owned(), descending: true };
        c.bench_function(&format!("sort: {column}"), |b| b.iter(|| black_box(sort(&rows, &columns, &key))));
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(10).warm_up_time(std::time::Duration::from_millis(500));
    targets = filters
}
criterion_main!(benches);
