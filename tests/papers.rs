//! Papers as they come: read within bounds, whatever they are; and the papers of the stories are what their rows say.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    reason = "test code"
)]

#[path = "support/papers.rs"]
mod papers;

use entrepot::api::reading::Form;
use entrepot::domain::checking;
use entrepot::interchange::evidence;
use proptest::prelude::*;
use std::fs;
use std::path::Path;

fn page(lines: &[&str]) -> Vec<String> {
    lines.iter().map(|line| (*line).to_owned()).collect()
}

#[test]
fn the_text_layer_of_a_pdf_is_read_page_by_page_in_its_lines() {
    let bytes =
        papers::pdf(&[page(&["Business licence", "No. LIC-2026-001"]), page(&["营业执照", "有效期至：2027年3月5日"])]);
    let read = evidence::read(&bytes);
    assert_eq!((read.form, read.pages_in_all, read.bytes), (Form::Pdf, 2, bytes.len()));
    let lines: Vec<&str> = read.pages[0].lines().filter(|line| !line.trim().is_empty()).collect();
    assert_eq!(lines, ["Business licence", "No. LIC-2026-001"]);
    assert!(read.pages[1].contains("营业执照") && read.pages[1].contains("2027年3月5日"), "{:?}", read.pages[1]);
    assert_eq!(checking::found_on(&read.pages, &checking::printed("2027-03-05".parse().unwrap())), Some(2));
}

#[test]
fn what_cannot_be_read_says_what_it_is() {
    let one = [page(&["Business licence"])];
    for (bytes, form) in [
        (papers::scan(3), Form::Scan),
        (papers::locked(&one), Form::Encrypted),
        (papers::broken(&one), Form::Damaged),
        (b"%PDF-1.7 and nothing else".to_vec(), Form::Damaged),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), Form::Image),
        (vec![0, 1, 2, 255], Form::Other),
        ("营业执照\n".as_bytes().to_vec(), Form::Text),
    ] {
        let read = evidence::read(&bytes);
        assert_eq!(read.form, form);
        assert_eq!(read.pages.is_empty(), !form.readable());
        assert_eq!(entrepot::i18n::check::fits(&read.says()), Vec::<String>::new());
    }
    assert_eq!(evidence::read(&papers::scan(3)).pages_in_all, 3);
}

#[test]
fn of_a_very_long_pdf_the_first_pages_are_read_and_the_rest_is_named() {
    let pages: Vec<Vec<String>> = (1..=500).map(|n| page(&[&format!("page {n}")])).collect();
    let read = evidence::read(&papers::pdf(&pages));
    assert_eq!((read.form, read.pages_in_all, read.pages.len()), (Form::Pdf, 500, 200));
    assert_eq!(read.pages[199].trim(), "page 200");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Damage anywhere in a PDF is an answer, never a panic that leaves the reader.
    #[test]
    fn a_damaged_pdf_never_ends_the_program(at in 0usize..2000, with in any::<u8>(), cut in 0usize..2000) {
        let mut bytes = papers::pdf(&[page(&["Business licence", "营业执照"])]);
        let place = at % bytes.len();
        bytes[place] = with;
        bytes.truncate(bytes.len() - cut % bytes.len());
        let read = evidence::read(&bytes);
        prop_assert_eq!(read.bytes, bytes.len());
    }
}

/// The lines of a paper, from the row that files it.
fn lines(row: &toml::Table) -> Vec<String> {
    let fields = row["fields"].as_table().unwrap();
    let text = |name: &str| fields.get(name).and_then(toml::Value::as_str).unwrap_or_default().to_owned();
    let wrong = row["file"].as_str().unwrap().contains("-wrong");
    let mut number = text("number");
    let mut until = text("valid_to");
    if wrong && until.is_empty() {
        number.replace_range(number.len() - 2.., "00");
    } else if wrong {
        until.replace_range(..4, "2027");
    }
    let chinese = text("language") == "zh";
    let mut lines = vec![text("code"), format!("{} {number}", if chinese { "编号：" } else { "Number:" })];
    lines.push(format!("{} {}", if chinese { "名称：" } else { "Holder:" }, text("holder")));
    for (name, zh, en) in [("scope", "范围：", "Scope:"), ("issuer", "签发机关：", "Issued by:")] {
        if !text(name).is_empty() {
            lines.push(format!("{} {}", if chinese { zh } else { en }, text(name)));
        }
    }
    // Papers of the inbox say all that is filed with them.
    if row["file"].as_str().unwrap().contains("/nine-") {
        lines.push(format!("{} {}", if chinese { "签发日期：" } else { "Issued on:" }, text("issued_on")));
    }
    if !until.is_empty() {
        lines.push(format!("{} {until}", if chinese { "有效期至：" } else { "Valid to:" }));
    }
    lines.push(if chinese { "（盖章）" } else { "(sealed)" }.to_owned());
    lines
}

#[test]
fn the_papers_of_the_stories_are_what_their_rows_say() {
    let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/play/fixtures"));
    let write = std::env::var_os("ENTREPOT_WRITE_PAPERS").is_some();
    let mut seen = 0;
    for entry in fs::read_dir(dir).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.extension().is_none_or(|ending| ending != "toml") {
            continue;
        }
        let rows: toml::Table = toml::from_str(&fs::read_to_string(&entry).unwrap()).unwrap();
        for row in
            rows.get("do").and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_table)
        {
            // Certificates of insurance say other things; tests/coi.rs makes and compares them.
            let file = row.get("file").and_then(toml::Value::as_str).filter(|name| !name.contains("/coi-"));
            let Some(name) = file else { continue };
            let pages = [lines(row)];
            let made = match name {
                n if n.contains("-scan") => papers::scan(1),
                n if n.contains("-broken") => papers::broken(&pages),
                n if n.contains("-locked") => papers::locked(&pages),
                _ => papers::pdf(&pages),
            };
            let path = dir.join(name);
            if write {
                fs::write(&path, &made).unwrap();
            }
            seen += 1;
            let kept = fs::read(&path).unwrap_or_default();
            if name.contains("-locked") {
                // Its key has bytes of chance: no two are the same, nor of one length.
                assert!(kept.windows(8).any(|word| word == b"/Encrypt"), "{name} is not locked");
                continue;
            }
            assert_eq!(kept.len(), made.len(), "{name}: ENTREPOT_WRITE_PAPERS=1 makes it");
            assert!(kept == made, "{name} is another paper than its row says");
        }
    }
    assert!(seen >= 40, "{seen}");
}
