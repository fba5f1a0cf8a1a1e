//! The filter language and the columns by example.

use super::*;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::atomic::AtomicBool;

pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn code(code: &str, label: &str, order: Option<i32>) -> CodeInfo {
    CodeInfo { code: code.into(), label: label.into(), order }
}

pub(super) fn field(path: &str, label: &str, alias: &str, ty: FieldKind) -> FieldInfo {
    FieldInfo { path: path.into(), aliases: vec![alias.into()], ty, label: label.into() }
}

pub(super) fn schema() -> Vec<FieldInfo> {
    let states = ["prospect", "docs_review", "screening", "active", "suspended"];
    let risks = [("low", "低", Some(1)), ("high", "高", Some(3)), ("medium", "中", Some(2)), ("unrated", "未评", None)];
    let set = |codes: &[&str]| codes.iter().map(|c| code(c, c, None)).collect();
    vec![
        field("state", "状态", "st", FieldKind::Code { values: set(&states) }),
        field(
            "risk",
            "风险",
            "band",
            FieldKind::Code { values: risks.iter().map(|(c, l, o)| code(c, l, *o)).collect() },
        ),
        field(
            "country",
            "国家",
            "cc",
            FieldKind::Code {
                values: vec![code("CN", "中国", None), code("HK", "香港", None), code("DE", "Germany", None)],
            },
        ),
        field("type", "类型", "role", FieldKind::Set { values: set(&["SUP", "PAY", "LOG"]) }),
        field("expiring", "到期", "expires", FieldKind::Date),
        field("level", "等级", "lvl", FieldKind::Int),
        field("vip", "重点", "key", FieldKind::Flag),
        field("name", "名称", "title", FieldKind::Text),
        field("identifiers.lei", "LEI", "lei", FieldKind::Text),
    ]
}

pub(super) const TODAY: &str = "2026-03-15";

/// Rows 0 to 4; what each holds is in the columns of this table.
fn table() -> Columns {
    let mut columns = Columns::new(&schema().iter().map(ColumnSpec::of).collect::<Vec<_>>());
    let date = |text| Cell::Date(day(text));
    let rows = [
        [Cell::Code("docs_review"), Cell::Code("high"), Cell::Code("CN"), Cell::Codes(vec!["SUP"]), date("2026-03-31")],
        [
            Cell::Code("docs_review"),
            Cell::Code("medium"),
            Cell::Code("HK"),
            Cell::Codes(vec!["PAY", "SUP"]),
            date("2026-03-15"),
        ],
        [Cell::Code("active"), Cell::Code("low"), Cell::Code("DE"), Cell::Codes(vec!["LOG"]), date("2026-04-14")],
        [Cell::Code("active"), Cell::Code("unrated"), Cell::None, Cell::None, Cell::None],
        [Cell::Code("suspended"), Cell::None, Cell::Code("CN"), Cell::Codes(vec!["PAY"]), date("2025-12-31")],
    ];
    let rest = [
        [Cell::Int(3), Cell::Flag(true), Cell::Text("Hangzhou Ｓｉｌｋ Co"), Cell::Text("A1\nB2")],
        [Cell::Int(-1), Cell::Flag(false), Cell::Text("深圳 Hangzhou Trading"), Cell::Text("b22")],
        [Cell::Int(0), Cell::None, Cell::Text("Nordwind GmbH"), Cell::None],
        [Cell::None, Cell::Flag(true), Cell::Text("none"), Cell::None],
        [Cell::Int(7), Cell::Flag(false), Cell::None, Cell::Text("hangzhou-9")],
    ];
    for (first, last) in rows.into_iter().zip(rest) {
        columns.push_row(&first.into_iter().chain(last).collect::<Vec<_>>()).unwrap();
    }
    columns
}

fn rows(text: &str) -> Vec<u32> {
    let query = parse(text, &schema()).unwrap_or_else(|e| panic!("{text}: {e:?}"));
    query.run(&table(), day(TODAY), &AtomicBool::new(false)).unwrap().to_rows()
}

#[test]
fn filters_keep_the_rows_they_describe() {
    let cases: &[(&str, &[u32])] = &[
        ("", &[0, 1, 2, 3, 4]),
        ("state:docs_review risk>=high country:CN,HK expiring<30d -type:PAY \"hangzhou\"", &[0]),
        ("name~深圳", &[1]),
        ("state:docs_review", &[0, 1]),
        ("risk>=medium", &[0, 1]),
        ("risk<high", &[1, 2]),
        ("risk:unrated", &[3]),
        ("risk!=high", &[1, 2, 3, 4]),
        ("country:none", &[3]),
        ("country:none,DE", &[2, 3]),
        ("country!=CN", &[1, 2, 3]),
        ("country:any", &[0, 1, 2, 4]),
        ("type:PAY", &[1, 4]),
        ("type:PAY,LOG", &[1, 2, 4]),
        ("type:none", &[3]),
        ("type!=none", &[0, 1, 2, 4]),
        ("expiring<30d", &[0, 1, 4]),
        ("expiring<=30d", &[0, 1, 2, 4]),
        ("expiring>=today", &[0, 1, 2]),
        ("expiring<today", &[4]),
        ("expiring>-31d", &[0, 1, 2]),
        ("expiring<-10w", &[4]),
        ("expiring:2026-03", &[0, 1]),
        ("expiring>2026-03", &[2]),
        ("expiring<2026-03", &[4]),
        ("expiring:2026", &[0, 1, 2]),
        ("expiring:2026-03-31", &[0]),
        ("expiring=2026/3/31,2025-12-31", &[0, 4]),
        ("expiring!=2026-03-31", &[1, 2, 3, 4]),
        ("expiring<1m", &[0, 1, 2, 4]),
        ("expiring:none", &[3]),
        ("level>0", &[0, 4]),
        ("level>=-1", &[0, 1, 2, 4]),
        ("level:0,7", &[2, 4]),
        ("level:none", &[3]),
        ("vip:yes", &[0, 3]),
        ("vip:no", &[1, 4]),
        ("vip!=yes", &[1, 2, 4]),
        ("vip:none", &[2]),
        ("name:HANGZHOU", &[0, 1]),
        ("name~silk", &[0]),
        ("name:silk,nord", &[0, 2]),
        ("name=\"nordwind gmbh\"", &[2]),
        ("name=nordwind", &[]),
        ("name:none", &[4]),
        ("name:\"none\"", &[3]),
        ("name!=none", &[0, 1, 2, 3]),
        ("lei=b2", &[0]),
        ("identifiers.lei:b2", &[0, 1]),
        ("lei:any", &[0, 1, 4]),
        ("hangzhou", &[0, 1, 4]),
        ("hangzhou trading", &[1]),
        ("\"hangzhou trading\"", &[1]),
        ("silk or gmbh", &[0, 2]),
        ("not hangzhou", &[2, 3]),
        ("-(country:CN or country:HK)", &[2, 3]),
        ("country:CN or country:HK state:docs_review", &[0, 1, 4]),
        ("(country:CN or country:HK) and state:docs_review", &[0, 1]),
        ("not not country:CN", &[0, 4]),
        ("risk >= high", &[0]),
        ("country: CN, HK", &[0, 1, 4]),
        ("国家：中国，香港", &[0, 1, 4]),
        ("（country：CN　or　risk＜＝low）", &[0, 2, 4]),
        ("“hangzhou trading”", &[1]),
        ("COUNTRY:cn", &[0, 4]),
        ("band≥high", &[0]),
    ];
    for (text, expected) in cases {
        assert_eq!(rows(text), *expected, "{text}");
    }
}

#[test]
fn the_canonical_text_drops_what_does_not_matter() {
    let cases = [
        ("  country : cn ， HK ", "country:CN,HK"),
        ("not (a b) and c", "-(a b) c"),
        ("(a or (b or c)) d", "(a or b or c) d"),
        ("((a))", "a"),
        ("\"two words\" \"one\"", "\"two words\" one"),
        ("\"or\" \"-x\" \"a:b\"", "\"or\" \"-x\" \"a:b\""),
        ("名称:\"none\",any", "name:\"none\",any"),
        ("expires<+30D", "expiring<30d"),
        ("expires:2026/3/1", "expiring:2026-03-01"),
        ("vip:是", "vip:yes"),
        (r#""a\"b\\""#, r#""a\"b\\""#),
        ("--a", "--a"),
    ];
    for (typed, canonical) in cases {
        assert_eq!(parse(typed, &schema()).unwrap().to_string(), canonical, "{typed}");
    }
}

#[test]
fn mistakes_name_their_place_and_a_way_out() {
    let cases = [
        ("contry:CN", "filter-unknown-field", "contry", "filter-help-did-you-mean name=country"),
        ("a https://x", "filter-unknown-field", "https", "filter-help-quote"),
        ("country:CX,HK", "filter-unknown-code", "CX", "filter-help-did-you-mean name=CN"),
        (
            "state:zzzzzz",
            "filter-unknown-code",
            "zzzzzz",
            "filter-help-values values=prospect, docs_review, screening, active, suspended",
        ),
        ("state:docs_reveiw", "filter-unknown-code", "docs_reveiw", "filter-help-did-you-mean name=docs_review"),
        ("risk>unrated", "filter-no-order", "unrated", "filter-help-values values=low, high, medium"),
        ("risk>low,high", "filter-one-value", "high", ""),
        ("country>CN", "filter-wrong-operator", ">", "filter-help-operators ops=:, =, !="),
        ("name>x", "filter-wrong-operator", ">", "filter-help-operators ops=:, =, !=, ~"),
        ("expiring<soon", "filter-bad-value", "soon", "filter-help-date"),
        ("expiring:2026-02-30", "filter-bad-value", "2026-02-30", "filter-help-date"),
        ("level:many", "filter-bad-value", "many", "filter-help-int"),
        ("vip:perhaps", "filter-bad-value", "perhaps", "filter-help-flag"),
        ("country:", "filter-missing-value", ":", "filter-help-values values=CN, HK, DE"),
        (":CN", "filter-missing-field", ":", "filter-help-quote"),
        ("a \"b", "filter-open-quote", "\"b", ""),
        ("a \"\"", "filter-empty-text", "\"\"", ""),
        ("(a", "filter-open-paren", "(", ""),
        ("a) b", "filter-close-paren", ")", ""),
        ("a or", "filter-missing-operand", "", "filter-help-quote-word"),
        ("and a", "filter-missing-operand", "and", "filter-help-quote-word"),
        ("()", "filter-missing-operand", ")", "filter-help-quote-word"),
    ];
    for (text, id, at, help) in cases {
        let errors = parse(text, &schema()).expect_err(text);
        assert_eq!(errors[0].msg.id, id, "{text}");
        assert_eq!(text.get(errors[0].at.clone()), Some(at), "{text}");
        assert_eq!(errors[0].help.as_ref().map(Msg::to_string).unwrap_or_default(), help, "{text}");
    }
}

#[test]
fn every_mistake_is_reported_in_the_order_of_the_text() {
    let errors = parse("contry:CN risk:hihg level>x (", &schema()).unwrap_err();
    let places: Vec<usize> = errors.iter().map(|e| e.at.start).collect();
    assert_eq!(places, [0, 15, 26, 29]);
}

#[test]
fn nesting_without_end_is_an_error_and_no_crash() {
    for text in ["(".repeat(100_000), "-".repeat(100_000) + "a", "not ".repeat(100_000) + "a"] {
        let errors = parse(&text, &schema()).unwrap_err();
        assert!(errors.iter().any(|e| e.msg.id == "filter-too-deep"));
    }
}

#[test]
fn a_cancelled_query_has_no_result() {
    let query = parse("hangzhou", &schema()).unwrap();
    assert_eq!(query.run(&table(), day(TODAY), &AtomicBool::new(true)), Err(Cancelled));
}

fn offers(text: &str) -> (String, Vec<String>) {
    let cursor = text.find('|').unwrap();
    let whole = text.replace('|', "");
    let completion = complete(&whole, cursor, &schema());
    (whole.get(completion.replace).unwrap().to_owned(), completion.items.into_iter().map(|i| i.insert).collect())
}

#[test]
fn completion_offers_what_fits_at_the_cursor() {
    let cases: &[(&str, &str, &[&str])] = &[
        ("cou|", "cou", &["country:"]),
        ("state:active -c|", "c", &["country:", "vip:", "type:"]),
        ("exp|", "exp", &["expiring"]),
        ("expiring|", "", &[":", "<", "<=", ">", ">=", "=", "!="]),
        ("name|", "", &[":", "=", "!=", "~"]),
        ("c|ou:CN", "cou", &["country"]),
        ("country:|", "", &["CN", "HK", "DE", "none", "any"]),
        ("country:CN,|", "", &["HK", "DE", "none", "any"]),
        ("country:CN,H|X a", "HX", &["HK"]),
        ("country:香|", "香", &["HK"]),
        ("country:germ|", "germ", &["DE"]),
        ("国家：|", "", &["CN", "HK", "DE", "none", "any"]),
        ("risk>=|", "", &["low", "high", "medium"]),
        ("risk>= |", "", &["low", "high", "medium"]),
        ("state:dr|", "dr", &["docs_review"]),
        ("expiring<3|", "3", &["30d", "-30d"]),
        ("vip:|", "", &["yes", "no", "none", "any"]),
        ("\"cou|", "", &[]),
        ("nothing:|", "", &[]),
    ];
    for (text, replaced, expected) in cases {
        let (place, inserts) = offers(text);
        assert_eq!(place, *replaced, "{text}");
        let inserts: Vec<&str> = inserts.iter().map(String::as_str).collect();
        if text.starts_with("state:active -c") {
            assert_eq!(inserts.first(), expected.first(), "{text}");
        } else {
            assert_eq!(inserts, *expected, "{text}");
        }
    }
    assert_eq!(offers("a |").1.len(), schema().len());
}

#[test]
fn rows_stand_in_the_order_of_the_key_with_nothing_last() {
    let cases: &[(&str, bool, &[u32])] = &[
        ("risk", false, &[2, 1, 0, 3, 4]),
        ("risk", true, &[3, 0, 1, 2, 4]),
        ("country", false, &[0, 4, 2, 1, 3]),
        ("type", false, &[2, 1, 4, 0, 3]),
        ("expiring", false, &[4, 1, 0, 2, 3]),
        ("expiring", true, &[2, 0, 1, 4, 3]),
        ("level", false, &[1, 2, 0, 4, 3]),
        ("vip", false, &[1, 4, 0, 3, 2]),
        ("vip", true, &[0, 3, 1, 4, 2]),
        ("name", false, &[0, 3, 2, 1, 4]),
        ("name", true, &[1, 2, 3, 0, 4]),
        ("missing", true, &[0, 1, 2, 3, 4]),
    ];
    let columns = table();
    for (column, descending, expected) in cases {
        let key = SortKey { column: (*column).into(), descending: *descending };
        assert_eq!(sort(&[4, 2, 0, 1, 3], &columns, &key), *expected, "{key:?}");
    }
}

#[test]
fn a_refused_row_leaves_nothing_behind() {
    let mut columns = table();
    let before = columns.clone();
    let mut cells = vec![Cell::None; 9];
    assert_eq!(columns.push_row(&cells[..8]), Err(ColumnError::Width { want: 9, got: 8 }));
    cells[0] = Cell::Code("brand new");
    cells[5] = Cell::Text("not a number");
    assert_eq!(columns.push_row(&cells), Err(ColumnError::Kind { column: "level".into(), cell: "text" }));
    assert_eq!(columns.set_row(5, &vec![Cell::None; 9]), Err(ColumnError::Row(5)));
    assert_eq!(columns, before);
    assert!(columns.is_sound());
}

#[test]
fn columns_widen_when_more_codes_turn_up() {
    let specs = [
        ColumnSpec { name: "c".into(), kind: FieldKind::Code { values: vec![] }, searchable: false, display: false },
        ColumnSpec { name: "s".into(), kind: FieldKind::Set { values: vec![] }, searchable: false, display: false },
    ];
    let mut columns = Columns::new(&specs);
    let names: Vec<String> = (0..300).map(|i| format!("code-{i}")).collect();
    columns.push_row(&[Cell::None, Cell::None]).unwrap();
    for (i, name) in names.iter().enumerate() {
        columns.push_row(&[Cell::Code(name), Cell::Codes(vec![&names[i % 64], &names[0]])]).unwrap();
    }
    assert!(matches!(columns.column("c"), Some(Column::Code16 { .. })));
    assert!(matches!(columns.column("s"), Some(Column::Set64 { .. })));
    assert_eq!(columns.cell(0, "c"), Cell::None);
    assert_eq!(columns.cell(300, "c"), Cell::Code("code-299"));
    assert_eq!(columns.cell(64, "s"), Cell::Codes(vec!["code-0", "code-63"]));
    let full = columns.push_row(&[Cell::None, Cell::Code("code-64")]);
    assert_eq!(full, Err(ColumnError::Full("s".into())));
}

#[test]
fn the_text_as_entered_can_be_kept_beside_the_folded_one() {
    let spec = ColumnSpec { name: "n".into(), kind: FieldKind::Text, searchable: true, display: true };
    let mut columns = Columns::new(&[spec]);
    columns.push_row(&[Cell::Text("Ｓｉｌｋ")]).unwrap();
    assert_eq!(columns.cell(0, "n"), Cell::Text("Ｓｉｌｋ"));
    let bytes = bincode::serde::encode_to_vec(&columns, bincode::config::standard()).unwrap();
    let (loaded, _): (Columns, usize) = bincode::serde::decode_from_slice(&bytes, bincode::config::standard()).unwrap();
    assert_eq!(loaded, columns);
}

fn message_ids(ftl: &str) -> BTreeSet<&str> {
    ftl.lines().filter_map(|l| l.split_once(" = ")).map(|(id, _)| id).collect()
}

#[test]
fn every_message_of_a_mistake_has_words_in_both_languages() {
    let english = message_ids(include_str!("../i18n/en/query.ftl"));
    let chinese = message_ids(include_str!("../i18n/zh/query.ftl"));
    assert_eq!(english, chinese);
    let source = include_str!("error.rs");
    let used: BTreeSet<&str> = source.split('"').filter(|t| t.starts_with("filter-")).collect();
    assert_eq!(used, english);
}
