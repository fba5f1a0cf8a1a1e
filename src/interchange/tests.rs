//! Files as people send them: quotes, encodings, bad rows, mistakes in mappings. Reading for real is tried against a desk
//! in `tests/cli.rs`.

use super::Mapping;
use super::Rows;
use super::Table;
use super::export;
use super::read;
use super::rejects;
use super::rows;
use super::suggest;
use crate::api::OnExisting;
use crate::domain::kind::KindId;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::i18n::check;

const SMALL: &str = "kind = \"partner\"\nkey = \"identifiers[lei].value\"\n[constants]\ntype_set = [\"ECE\"]\n\
                     [columns]\nlei = \"identifiers[lei].value\"\nname = { field = \"legal_name_local\", trim = true }\n\
                     country = \"country\"\n[values.country]\nDeutschland = \"DE\"\n";

fn small() -> Mapping {
    Mapping::parse("m.toml", SMALL).expect("a mapping")
}

fn table(text: &str) -> Table {
    read("f.csv", text.as_bytes(), None).expect("a table")
}

fn taken(text: &str) -> Rows {
    rows("f.csv", &table(text), &small()).expect("rows")
}

fn value<'a>(made: &'a Rows, row: usize, path: &str) -> &'a Value {
    &made.rows[row].fields.iter().find(|f| f.path == path).expect(path).value
}

fn problems(text: &str) -> Vec<String> {
    Mapping::parse("m.toml", text).expect_err("mistakes").iter().map(ToString::to_string).collect()
}

#[test]
fn quoted_cells_may_hold_commas_quotes_and_line_breaks_and_lines_stay_right() {
    let made = taken(
        "lei,name,country\r\n\r\n5493001KJTIIGC8Y1R12,\"Müller, \"\"Söhne\"\"\r\nGmbH\",Deutschland\r\n529900T8BM49AURSDO55,Next,XX\r\n",
    );
    assert_eq!(made.rows.len(), 1);
    assert_eq!(made.rows[0].line, 3);
    assert_eq!(value(&made, 0, "legal_name_local"), &Value::Text("Müller, \"Söhne\" GmbH".into()));
    assert_eq!(value(&made, 0, "country"), &Value::Code("DE".into()));
    assert_eq!(made.rejected.len(), 1);
    assert_eq!((made.rejected[0].line, made.rejected[0].path.as_str()), (5, "country"));
}

#[test]
fn delimiters_are_found_and_a_byte_order_mark_is_no_part_of_a_header() {
    for (text, headers) in [
        ("\u{feff}lei;name\nA;B\n", vec!["lei", "name"]),
        ("lei\tname\nA\tB\n", vec!["lei", "name"]),
        ("\"a,b\";c\n1;2\n", vec!["a,b", "c"]),
        ("only\nx\n", vec!["only"]),
    ] {
        assert_eq!(table(text).headers, headers, "{text:?}");
        assert_eq!(table(text).records.len(), 1);
    }
}

#[test]
fn chinese_files_are_read_by_their_label_and_otherwise_the_label_is_proposed() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("lei,name,country\n5493001KJTIIGC8Y1R12,深圳市跨境有限公司,CN\n");
    let why = read("f.csv", &bytes, None).expect_err("not UTF-8").to_string();
    assert!(why.starts_with("f.csv:2:1: error: this is not UTF-8"), "{why}");
    assert!(why.contains("encoding = \"gb18030\""), "{why}");
    let mapping = Mapping::parse("m.toml", &format!("encoding = \"gb18030\"\n{SMALL}")).expect("a mapping");
    let made = rows("f.csv", &read("f.csv", &bytes, mapping.encoding).expect("a table"), &mapping).expect("rows");
    assert_eq!(value(&made, 0, "legal_name_local"), &Value::Text("深圳市跨境有限公司".into()));
}

#[test]
fn bad_rows_are_reported_with_all_their_reasons_and_good_rows_are_kept() {
    let made =
        taken("lei,name,country\n5493001KJTIIGC8Y1R12,,ZZ\n,No key,DE\nshort,row\n529900T8BM49AURSDO55,Good,DE\n");
    let found: Vec<(u64, &str, &str)> =
        made.rejected.iter().map(|r| (r.line, r.path.as_str(), r.why.id.as_ref())).collect();
    assert_eq!(
        found,
        [
            (2, "legal_name_local", "value-required"),
            (2, "country", "value-unknown-code"),
            (3, "identifiers[lei].value", "import-no-key"),
            (4, "", "import-row-length"),
        ]
    );
    assert_eq!(made.rows.len(), 1);
    for row in &made.rejected {
        assert_eq!(check::fits(&row.why), Vec::<String>::new());
    }
}

#[test]
fn the_same_key_twice_in_a_file_is_taken_once() {
    let made = taken("lei,name,country\n5493001KJTIIGC8Y1R12,A,DE\n5493001kjtiigc8y1r12,B,DE\n");
    assert_eq!(made.rows.len(), 1);
    assert_eq!(made.rejected[0].why.id, "import-line-twice");
    assert_eq!(check::fits(&made.rejected[0].why), Vec::<String>::new());
}

#[test]
fn an_open_quote_does_not_swallow_the_rest_in_silence() {
    let made = taken("lei,name,country\n5493001KJTIIGC8Y1R12,\"A,DE\n529900T8BM49AURSDO55,B,DE\n");
    assert_eq!((made.rows.len(), made.rejected.len()), (0, 1));
    assert_eq!(made.rejected[0].why.id, "import-open-quote");
}

#[test]
fn identifiers_are_stored_in_their_form_and_wrong_ones_as_they_are() {
    let made = taken("lei,name,country\n5493 001k jtii gc8y 1r12,A,DE\nWRONG-LEI,B,DE\n");
    assert_eq!(value(&made, 0, "identifiers[lei].value"), &Value::Text("5493001KJTIIGC8Y1R12".into()));
    assert_eq!(value(&made, 1, "identifiers[lei].value"), &Value::Text("WRONG-LEI".into()));
}

#[test]
fn control_sequences_go_and_hidden_characters_are_shown() {
    let made = taken("lei,name,country\nX,\"A\u{1b}[31mB\u{202e}C\",DE\n");
    assert_eq!(value(&made, 0, "legal_name_local"), &Value::Text("AB‹U+202E›C".into()));
}

#[test]
fn mistakes_in_a_mapping_are_shown_with_line_caret_and_help() {
    let found = problems("kind = \"partner\"\n[columns]\nname = \"legal_name_lokal\"\n");
    assert_eq!(
        found,
        [
            "m.toml:3:8: error: partner has no field 'legal_name_lokal'\n   3 │ name = \"legal_name_lokal\"\n     │        ^^^^^^^^^^^^^^^^^^\n     = help: did you mean `legal_name_local`?"
        ]
    );
    let table = [
        ("kind = \"partnr\"", "m.toml:1:8: error: unknown kind 'partnr'"),
        ("kind = \"partner\"\nkay = \"x\"", "m.toml:2:1: error: unknown setting 'kay'"),
        ("kind = \"partner\"\nencoding = \"klingon\"", "m.toml:2:12: error: unknown encoding 'klingon'"),
        ("kind = \"partner\"\non_existing = \"replace\"", "m.toml:2:15: error: 'replace' is no way"),
        (
            "kind = \"partner\"\n[columns]\nx = \"risk_band\"",
            "m.toml:3:5: error: 'risk_band' is not written by an import",
        ),
        ("kind = \"partner\"\n[columns]\nx = { trim = true }", "m.toml:3:5: error: the field is missing"),
        ("kind = \"partner\"\n[columns]\nx = 3", "m.toml:3:5: error: a column is mapped to the name of a field"),
        (
            "kind = \"partner\"\n[columns]\na = \"note\"\nb = \"note\"",
            "m.toml:4:5: error: two columns are mapped to 'note'",
        ),
        (
            "kind = \"partner\"\nkey = \"country\"\n[columns]\na = \"note\"",
            "m.toml:2:7: error: the key 'country' is not mapped",
        ),
        ("kind = \"partner\"\n[constants]\ntype_set = [\"XYZ\"]", "m.toml:3:12: error: 'XYZ' does not fit type_set"),
        (
            "kind = \"partner\"\n[columns]\na = \"note\"\n[values.b]\nx = \"y\"",
            "m.toml:4:9: error: no column 'b' is mapped",
        ),
        ("kind = ", "m.toml:1:"),
        ("[columns]", "m.toml: error: the mapping does not say"),
    ];
    for (text, expected) in table {
        let found = problems(text);
        assert!(found.iter().any(|p| p.starts_with(expected)), "{text}\n{found:#?}");
    }
}

#[test]
fn columns_that_are_missing_or_stand_twice_stop_the_import() {
    let found = rows("f.csv", &table("lei,nam,country\nA,B,DE\n"), &small()).expect_err("no column");
    assert!(found[0].render().starts_with("m.toml:7:1: error: f.csv has no column 'name'"), "{}", found[0]);
    assert!(found[0].render().contains("did you mean `nam`?"));
    let twice = read("f.csv", b"a,b,a\n1,2,3\n", None).expect_err("twice");
    assert!(twice.render().starts_with("f.csv:1:1: error: column 'a' stands twice"));
}

#[test]
fn headers_that_are_fields_need_no_mapping_and_others_are_named() {
    let mapping = Mapping::by_headers(KindId::Partner);
    let text = "legal_name_local,identifiers[lei].value,country,type_set,colour\nA,5493001KJTIIGC8Y1R12,de,ece;log,red\nB,,FR,ECE,\n";
    let made = rows("f.csv", &table(text), &mapping).expect("rows");
    assert_eq!(made.ignored, ["colour"]);
    assert_eq!(made.rows[0].key.as_ref().expect("a key").path, "identifiers[lei].value");
    assert_eq!(made.rows[1].key.as_ref().expect("a key").path, "legal_name_local");
    assert_eq!(value(&made, 0, "type_set"), &Value::List(vec![Value::Code("ECE".into()), Value::Code("LOG".into())]));
    assert!(rows("f.csv", &table("legal_name_local,risk_band\nA,LOW\n"), &mapping).is_err());
    assert!(rows("f.csv", &table("x,y\nA,LOW\n"), &mapping).is_err());
}

#[test]
fn json_lines_are_rows_too() {
    let text = "{\"lei\":\"5493001KJTIIGC8Y1R12\",\"name\":\"A\",\"country\":\"DE\"}\n\n{\"lei\": 3\n{\"lei\":{\"a\":1}}\n{\"name\":\"B\",\"lei\":\"X\",\"country\":\"FR\"}\n";
    let made = rows("f.jsonl", &read("f.jsonl", text.as_bytes(), None).expect("a table"), &small()).expect("rows");
    assert_eq!(made.rows.iter().map(|r| r.line).collect::<Vec<_>>(), [1, 5]);
    assert_eq!(made.rejected.iter().map(|r| r.line).collect::<Vec<_>>(), [3, 4]);
    for row in &made.rejected {
        assert_eq!(check::fits(&row.why), Vec::<String>::new());
    }
}

#[test]
fn a_suggestion_is_a_mapping_that_can_be_read() {
    let file = table("LEI,Company Name,Country Code,Colour\n5493001KJTIIGC8Y1R12,A,DE,red\n");
    let text = suggest(KindId::Partner, "f.csv", &file);
    let mapping = Mapping::parse("guess.toml", &text).unwrap_or_else(|e| panic!("{text}\n{e:?}"));
    let made = rows("f.csv", &file, &mapping).expect("rows");
    assert_eq!(made.rows[0].fields.len(), 3);
    assert_eq!(made.rows[0].key.as_ref().expect("a key").path, "identifiers[lei].value");
    assert!(text.contains("# type_set = [\"ECE\"]"), "{text}");
    assert!(text.contains("# \"Colour\" = "), "{text}");
}

#[test]
fn every_shipped_mapping_is_sound() {
    for (name, _) in super::mapping::SHIPPED {
        let mapping = Mapping::shipped(name).expect("shipped").unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!(mapping.on_existing, OnExisting::UpdateMapped);
    }
}

#[test]
fn a_reject_file_says_line_field_value_and_why_in_words() {
    let source = "lei,name,country\nX,A,ZZ\n";
    let made = taken(source);
    let i18n = I18n::new(Locale::En);
    let table = read("f.csv", source.as_bytes(), None).expect("a table");
    let bytes = rejects::write(&made.rejected, Some(&table), &|msg| i18n.text(msg)).expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.starts_with("\u{feff}line,field,value,why,lei,name,country\n2,country,ZZ,"), "{text}");
    assert!(text.ends_with(",X,A,ZZ\n"), "the row is there to be mended: {text}");
    let twice: Vec<_> = made.rejected.iter().cycle().take(2).cloned().collect();
    assert_eq!(crate::api::command::rows_of(&twice), 1, "two faults of one row");
    let bytes = rejects::write(&twice, None, &|msg| i18n.text(msg)).expect("a file");
    let text = String::from_utf8(bytes).expect("UTF-8");
    assert!(text.starts_with("\u{feff}line,field,value,why\n2,\"country\ncountry\",\"ZZ\nZZ\","), "{text}");
    assert_eq!(i18n.faults(), 0);
}

#[test]
fn what_is_exported_can_be_read_again() {
    let columns: Vec<export::Column> =
        ["legal_name_local", "country"].iter().map(|n| export::Column { name: (*n).into(), ty: None }).collect();
    for (format, file) in [(export::Format::Csv, "x.csv"), (export::Format::JsonLines, "x.jsonl")] {
        assert_eq!(export::Format::of(file), Some(format));
        let mut out = Vec::new();
        let mut writer = export::Writer::new(format, &columns, &mut out).expect("a writer");
        writer.row(&[Value::Text("A, \"B\"\nC".into()), Value::Code("DE".into())]).expect("a row");
        writer.finish().expect("an end");
        let back = read(file, &out, None).expect("a table");
        assert_eq!(back.records[0].cells, ["A, \"B\"\nC", "DE"]);
    }
    assert_eq!(export::Format::of("x.pdf"), None);
}

#[test]
fn the_companies_of_the_lei_foundation_are_read_whole() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data/companies/gleif-20k.csv");
    let Ok(bytes) = std::fs::read(path) else {
        eprintln!("skipped: {path} is not there");
        return;
    };
    let mapping = Mapping::shipped("gleif").expect("shipped").expect("sound");
    let made = rows("gleif.csv", &read("gleif.csv", &bytes, None).expect("a table"), &mapping).expect("rows");
    assert!(made.rows.len() > 19_000, "{} rows, first reject {:?}", made.rows.len(), made.rejected.first());
    assert_eq!(made.rows.len() + made.rejected.len(), bytes.iter().filter(|b| **b == b'\n').count() - 1);
}

#[test]
fn a_file_with_all_columns_of_a_shipped_mapping_is_read_through_it() {
    let headers = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
    let gleif = Mapping::fitting(KindId::Partner, &headers(&["lei", "legal_name", "country", "category"]));
    assert!(gleif.columns.is_some());
    let own = Mapping::fitting(KindId::Partner, &headers(&["legal_name_local", "country"]));
    assert!(own.columns.is_none());
}
