//! Laws of the filter language: printing and reading, sets, and the same answer as a row-by-row reading.

use super::tests::TODAY;
use super::tests::day;
use super::tests::schema;
use super::*;
use crate::query::arena::fold_line;
use crate::query::arena::fold_lines;
use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

const STATES: [&str; 3] = ["prospect", "docs_review", "active"];
const RISKS: [(&str, Option<i32>); 4] = [("low", Some(1)), ("high", Some(3)), ("medium", Some(2)), ("unrated", None)];
const TYPES: [&str; 3] = ["SUP", "PAY", "LOG"];

/// A row in the plainest form there is.
#[derive(Debug, Clone)]
struct Row {
    state: Option<&'static str>,
    risk: Option<&'static str>,
    types: Vec<&'static str>,
    expiring: Option<i32>,
    level: Option<i32>,
    vip: Option<bool>,
    name: String,
    lei: String,
}

fn row() -> impl Strategy<Value = Row> {
    let text = "[ab中Ａ ]{0,4}(\n[ab]{1,2})?";
    (
        option::of(prop::sample::select(STATES.to_vec())),
        option::of(prop::sample::select(RISKS.map(|r| r.0).to_vec())),
        prop::sample::subsequence(TYPES.to_vec(), 0..=3),
        option::of(20_500..20_600),
        option::of(-3..4),
        option::of(any::<bool>()),
        text,
        "[ab]{0,3}",
    )
        .prop_map(|(state, risk, types, expiring, level, vip, name, lei)| Row {
            state,
            risk,
            types,
            expiring,
            level,
            vip,
            name,
            lei,
        })
}

fn cells(row: &Row) -> Vec<Cell<'_>> {
    let code = |c: Option<&'static str>| c.map_or(Cell::None, Cell::Code);
    vec![
        code(row.state),
        code(row.risk),
        Cell::None,
        Cell::Codes(row.types.clone()),
        row.expiring.and_then(date_of).map_or(Cell::None, Cell::Date),
        row.level.map_or(Cell::None, Cell::Int),
        row.vip.map_or(Cell::None, Cell::Flag),
        Cell::Text(&row.name),
        Cell::Text(&row.lei),
    ]
}

fn columns(rows: &[Row]) -> Columns {
    let mut columns = Columns::new(&schema().iter().map(ColumnSpec::of).collect::<Vec<_>>());
    for row in rows {
        columns.push_row(&cells(row)).unwrap();
    }
    columns
}

fn term(field: &'static str, ops: &[Op], value: impl Strategy<Value = Value> + 'static) -> BoxedStrategy<Expr> {
    let value = value.boxed();
    let nullable = prop_oneof![4 => value.clone(), 1 => Just(Value::None), 1 => Just(Value::Any)];
    (prop::sample::select(ops.to_vec()), vec(nullable, 1..3), value)
        .prop_map(move |(op, mut values, single)| {
            if op.is_order() {
                values = vec![single];
            } else if op == Op::Contains {
                values.retain(|v| matches!(v, Value::Text(_)));
                values.push(single);
            }
            Expr::Term(Term { field: field.into(), op, values })
        })
        .boxed()
}

fn date_value() -> impl Strategy<Value = Value> {
    let unit = prop::sample::select(vec![Unit::Day, Unit::Week, Unit::Month, Unit::Year]);
    prop_oneof![
        Just(DateValue::Today),
        (-60..60, unit).prop_map(|(n, unit)| DateValue::Relative(n, unit)),
        (20_500..20_600).prop_map(|d| DateValue::Day(date_of(d).unwrap())),
        (1_u32..7).prop_map(|m| DateValue::Month(2026, m)),
        (2025..2028).prop_map(DateValue::Year),
    ]
    .prop_map(Value::Date)
}

fn expr() -> impl Strategy<Value = Expr> {
    use Op::*;
    let equal = [Has, Eq, Ne];
    let ordered = [Has, Eq, Ne, Gt, Ge, Lt, Le];
    let state = prop::sample::select(STATES.to_vec()).prop_map(|c| Value::Code(c.into()));
    let risk = prop::sample::select(vec!["low", "high", "medium"]).prop_map(|c| Value::Code(c.into()));
    let kind = prop::sample::select(TYPES.to_vec()).prop_map(|c| Value::Code(c.into()));
    let text = prop_oneof!["[ab中Ａ]{1,2}", "\\PC{1,5}"].prop_map(Value::Text);
    let leaf = prop_oneof![
        prop_oneof!["[ab中Ａ]{1,2}", "\\PC{1,5}", Just("or".to_owned()), Just("\\".to_owned())].prop_map(Expr::Words),
        term("state", &equal, state),
        term("risk", &ordered, risk),
        term("type", &equal, kind),
        term("expiring", &ordered, date_value()),
        term("level", &ordered, (-4_i32..5).prop_map(Value::Int)),
        term("vip", &equal, any::<bool>().prop_map(Value::Flag)),
        term("name", &[Has, Eq, Ne, Contains], text),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 2..4).prop_map(Expr::all_of),
            vec(inner.clone(), 2..4).prop_map(Expr::any_of),
            inner.prop_map(|e| Expr::Not(Box::new(e))),
        ]
    })
}

fn naive(expr: &Expr, row: &Row) -> bool {
    match expr {
        Expr::All => true,
        Expr::And(members) => members.iter().all(|m| naive(m, row)),
        Expr::Or(members) => members.iter().any(|m| naive(m, row)),
        Expr::Not(inner) => !naive(inner, row),
        Expr::Words(text) => [&row.name, &row.lei].iter().any(|t| holds(t, text)),
        Expr::Term(term) => term.values.iter().any(|v| naive_term(term, v, row)) != (term.op == Op::Ne),
    }
}

fn holds(text: &str, needle: &str) -> bool {
    fold_lines(text).contains(&fold_line(needle))
}

fn naive_term(term: &Term, value: &Value, row: &Row) -> bool {
    let some = match term.field.as_str() {
        "state" => row.state.is_some(),
        "risk" => row.risk.is_some(),
        "type" => !row.types.is_empty(),
        "expiring" => row.expiring.is_some(),
        "level" => row.level.is_some(),
        "vip" => row.vip.is_some(),
        _ => !fold_lines(&row.name).is_empty(),
    };
    let ranged = |mine: Option<i32>, first: i32, last: i32| {
        mine.is_some_and(|m| match term.op {
            Op::Lt => m < first,
            Op::Le => m <= last,
            Op::Gt => m > last,
            Op::Ge => m >= first,
            _ => first <= m && m <= last,
        })
    };
    let order = |code: &str| RISKS.iter().find(|r| r.0 == code).and_then(|r| r.1);
    match value {
        Value::None => !some,
        Value::Any => some,
        Value::Code(code) if term.op.is_order() => {
            ranged(row.risk.and_then(order), order(code).unwrap(), order(code).unwrap())
        }
        Value::Code(code) => match term.field.as_str() {
            "state" => row.state == Some(code),
            "risk" => row.risk == Some(code),
            _ => row.types.contains(&code.as_str()),
        },
        Value::Text(text) if matches!(term.op, Op::Has | Op::Contains) => holds(&row.name, text),
        Value::Text(text) => match fold_line(text) {
            empty if empty.is_empty() => !some,
            wanted => row.name.split('\n').any(|line| fold_line(line) == wanted),
        },
        Value::Int(n) => ranged(row.level, *n, *n),
        Value::Flag(yes) => row.vip == Some(*yes),
        Value::Date(date) => {
            let (first, last) = date.days(day(TODAY)).unwrap();
            ranged(row.expiring, days_of(first), days_of(last))
        }
    }
}

fn run(expr: Expr, columns: &Columns) -> RowSet {
    Query { expr }.run(columns, day(TODAY), &AtomicBool::new(false)).unwrap()
}

proptest! {
    #[test]
    fn what_a_query_prints_reads_back_as_the_same_query(expr in expr()) {
        let query = Query { expr };
        prop_assert_eq!(parse(&query.to_string(), &schema()), Ok(query));
    }

    #[test]
    fn no_text_makes_the_parser_or_the_completion_panic(text in "([a-z\"“：:,，()（） \\\\<>=!~-]|or |country|risk>=|\\PC){0,20}", cursor in 0_usize..60) {
        let fields = schema();
        if let Err(errors) = parse(&text, &fields) {
            prop_assert!(!errors.is_empty());
            for error in errors {
                prop_assert!(text.get(error.at.clone()).is_some(), "{:?}", error);
            }
        }
        let completion = complete(&text, cursor, &fields);
        prop_assert!(text.get(completion.replace).is_some());
        prop_assert!(completion.items.len() <= 12);
    }

    #[test]
    fn columns_answer_as_a_reader_of_each_row_would(expr in expr(), rows in vec(row(), 0..100)) {
        let found = run(expr.clone(), &columns(&rows));
        let expected: Vec<u32> = (0..).zip(&rows).filter(|(_, r)| naive(&expr, r)).map(|(i, _)| i).collect();
        prop_assert_eq!(found.to_rows(), expected);
    }

    #[test]
    fn not_is_the_complement_and_or_the_union(a in expr(), b in expr(), rows in vec(row(), 0..100)) {
        let columns = columns(&rows);
        let (in_a, in_b) = (run(a.clone(), &columns), run(b.clone(), &columns));
        let mut outside = in_a.clone();
        outside.complement();
        prop_assert_eq!(outside.count() + in_a.count(), rows.len());
        prop_assert_eq!(run(Expr::Not(Box::new(a.clone())), &columns), outside);
        let mut either = in_a.clone();
        either.unite(&in_b);
        prop_assert_eq!(run(Expr::any_of(vec![a.clone(), b.clone()]), &columns), either);
        let mut both = in_a;
        both.intersect(&in_b);
        prop_assert_eq!(run(Expr::all_of(vec![a, b]), &columns), both);
    }

    #[test]
    fn changed_rows_answer_like_rows_built_anew(
        expr in expr(),
        rows in vec(row(), 1..60),
        changes in vec((any::<prop::sample::Index>(), row(), "[ab]{0,90}"), 0..60),
    ) {
        let mut now = rows.clone();
        let mut changed = columns(&rows);
        for (index, mut row, tail) in changes {
            row.name.push_str(&tail);
            let at = index.index(now.len());
            changed.set_row(u32::try_from(at).unwrap(), &cells(&row)).unwrap();
            if tail.len() % 3 == 0 {
                changed.push_row(&cells(&row)).unwrap();
                now.push(row.clone());
            }
            now[at] = row;
        }
        let anew = columns(&now);
        prop_assert_eq!(run(expr.clone(), &changed), run(expr, &anew));
        let names = |c: &Columns| (0..c.len()).map(|r| format!("{:?}", c.cell(u32::try_from(r).unwrap(), "name"))).collect::<Vec<_>>();
        prop_assert_eq!(names(&changed), names(&anew));
        let mut packed = changed.clone();
        if let Some(Column::Text(texts)) = packed.column_mut("name") {
            texts.folded.pack();
        }
        prop_assert_eq!(names(&packed), names(&anew));
    }

    #[test]
    fn sorting_is_a_stable_order_with_nothing_last(rows in vec(row(), 0..80), column in 0_usize..8, descending: bool) {
        let columns = columns(&rows);
        let name = ["state", "risk", "type", "expiring", "level", "vip", "name", "identifiers.lei"][column];
        let key = SortKey { column: name.into(), descending };
        let all: Vec<u32> = RowSet::all(rows.len()).to_rows();
        let sorted = sort(&all, &columns, &key);
        let mut expected = all;
        let rank = |i: u32| -> Option<(i64, String)> {
            let row = &rows[i as usize];
            let plain = |c: &str| (0, c.to_owned());
            match name {
                "state" => row.state.map(plain),
                "risk" => row.risk.map(|r| (RISKS.iter().find(|x| x.0 == r).unwrap().1.map_or(9, i64::from), r.to_owned())),
                "type" => row.types.iter().min().map(|t| plain(t)),
                "expiring" => row.expiring.map(|n| (n.into(), String::new())),
                "level" => row.level.map(|n| (n.into(), String::new())),
                "vip" => row.vip.map(|n| (n.into(), String::new())),
                "name" => Some(plain(&fold_lines(&row.name))).filter(|n| !n.1.is_empty()),
                _ => Some(plain(&row.lei)).filter(|n| !n.1.is_empty()),
            }
        };
        expected.sort_by(|a, b| {
            let (x, y) = (rank(*a), rank(*b));
            let by_value = if descending { y.cmp(&x) } else { x.cmp(&y) };
            x.is_none().cmp(&y.is_none()).then(by_value)
        });
        prop_assert_eq!(sorted, expected);
    }

    #[test]
    fn rows_put_back_into_an_order_stand_where_sorting_puts_them(
        rows in vec(row(), 1..60), changes in vec((any::<prop::sample::Index>(), row()), 0..12), column in 0_usize..8, descending: bool
    ) {
        let name = ["state", "risk", "type", "expiring", "level", "vip", "name", "none"][column];
        let key = SortKey { column: name.into(), descending };
        let mut changing = columns(&rows);
        let before = sort(&RowSet::all(changing.len()).to_rows(), &changing, &key);
        let mut changed = BTreeSet::new();
        for (at, row) in changes {
            let at = u32::try_from(at.index(rows.len() + 1)).unwrap();
            if at as usize == changing.len() {
                changing.push_row(&cells(&row)).unwrap();
            } else {
                changing.set_row(at, &cells(&row)).unwrap();
            }
            changed.insert(at);
        }
        let changed: Vec<u32> = changed.into_iter().collect();
        let anew = sort(&RowSet::all(changing.len()).to_rows(), &changing, &key);
        prop_assert_eq!(resort(&before, &changed, &changing, &key), anew);
    }

    #[test]
    fn places_count_the_rows_of_a_set(rows in vec(any::<bool>(), 0..300), place in 0_usize..300) {
        let all: Vec<u32> = (0_u32..).zip(&rows).filter(|(_, is)| **is).map(|(row, _)| row).collect();
        let set = RowSet::from_rows(all.iter().copied(), rows.len());
        prop_assert_eq!(set.from_place(place).collect::<Vec<_>>(), all.iter().skip(place).copied().collect::<Vec<_>>());
        prop_assert_eq!(set.before(u32::try_from(place).unwrap()), all.iter().filter(|r| (**r as usize) < place).count());
    }
}
