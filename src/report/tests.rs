//! Forms of a report: marks are taken for nothing else, equal reports are equal bytes, hashes hold.

use crate::domain::entry::Digest;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::report::Cell;
use crate::report::Column;
use crate::report::Content;
use crate::report::Fact;
use crate::report::Form;
use crate::report::Pack;
use crate::report::Report;
use crate::report::Section;
use crate::report::Table;
use crate::report::render;

fn hostile() -> Report {
    let text = "<script>alert(1)</script> | a*b_c `x` [l](u) \u{1b}[31m\u{202e}=1+1\nsecond";
    let cells =
        vec![Cell::from(text), Cell::Int(3), Cell::Date("2026-03-31".parse().unwrap()), Cell::Exact(text.into())];
    let column = |name: &str| Column { name: name.into(), label: text.into() };
    Report {
        name: "register".into(),
        title: text.into(),
        facts: vec![Fact { name: "filter".into(), label: "Filter".into(), value: Cell::Exact(text.into()) }],
        sections: vec![Section {
            name: "rows".into(),
            title: text.into(),
            text: vec![text.into()],
            table: Some(Table { columns: ["a", "b", "c", "d"].map(column).to_vec(), rows: vec![cells] }),
            ..Section::default()
        }],
        at: "2026-03-31T10:00:00Z".parse().unwrap(),
        count: 1,
        summary: Msg::new("report-none"),
    }
}

#[test]
fn what_was_entered_is_taken_for_no_tag_no_mark_and_no_escape_sequence() {
    let i18n = I18n::new(Locale::En);
    let html = String::from_utf8(render(&hostile(), Form::Html, &i18n).unwrap()).unwrap();
    assert!(!html.contains("<script") && html.contains("&lt;script&gt;"), "{html}");
    assert!(html.contains("default-src 'none'") && !html.contains("http://") && !html.contains("https://"));
    let markdown = String::from_utf8(render(&hostile(), Form::Markdown, &i18n).unwrap()).unwrap();
    let bare = markdown.replace("\\<", "").replace("<br>", "");
    assert!(
        !bare.contains('<') && markdown.contains("\\<script\\>") && markdown.contains("a\\*b\\_c \\`x\\`"),
        "{markdown}"
    );
    let table = markdown.lines().filter(|l| l.starts_with("| ")).count();
    assert_eq!(table, 2, "a bar or a line break split a row:\n{markdown}");
    for text in [&html, &markdown] {
        assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'), "{text}");
    }
}

#[test]
fn equal_reports_are_equal_bytes_in_every_form_and_language() {
    for locale in [Locale::En, Locale::Zh] {
        let i18n = I18n::new(locale);
        for form in Form::ALL {
            let one = render(&hostile(), *form, &i18n).unwrap();
            assert_eq!(one, render(&hostile(), *form, &i18n).unwrap(), "{form:?}");
            assert!(!one.is_empty());
        }
        assert_eq!(i18n.faults(), 0);
    }
}

#[test]
fn the_last_line_of_a_text_is_the_hash_of_what_stands_above_it() {
    let i18n = I18n::new(Locale::En);
    for form in [Form::Markdown, Form::Html] {
        let text = String::from_utf8(render(&hostile(), form, &i18n).unwrap()).unwrap();
        let body = text.strip_suffix('\n').unwrap();
        let (above, last) = body.rsplit_once('\n').unwrap();
        let hash = Digest::of(format!("{above}\n").as_bytes()).to_string();
        assert!(last.contains(&hash), "{form:?}: {last}");
    }
}

#[test]
fn a_workbook_keeps_long_and_odd_texts_and_gives_each_sheet_a_name() {
    let mut report = hostile();
    if let Some(table) = report.sections[0].table.as_mut() {
        table.rows.push(vec![Cell::from("x".repeat(40_000)), Cell::Int(i64::MAX), Cell::Empty, Cell::Empty]);
    }
    let again = report.sections[0].clone();
    report.sections.push(again);
    let bytes = render(&report, Form::Xlsx, &I18n::new(Locale::En)).unwrap();
    assert!(bytes.starts_with(b"PK"));
}

#[test]
fn sums_are_lines_as_sha256sum_checks_them() {
    let pack = Pack::of(hostile(), &[Form::Markdown, Form::Json], &I18n::new(Locale::En)).unwrap();
    let stored = Digest::of(b"licence").to_string();
    let pack = pack.with([("files/D-000001-licence.pdf".to_owned(), stored.clone())]);
    let sums = pack.sums();
    let lines: Vec<&str> = sums.lines().collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], format!("{stored}  files/D-000001-licence.pdf"));
    let Some(Content::Bytes(bytes)) = pack.files.get("register.md") else { panic!("no text") };
    assert_eq!(lines[2], format!("{}  register.md", Digest::of(bytes)));
    assert_eq!(pack.hash(), Digest::of(sums.as_bytes()).to_string());
}
