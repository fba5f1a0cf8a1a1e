//! Every message the program can say is written in every language: files that nobody registered and ids that nobody
//! wrote would show themselves to an operator as `{id}`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "test code")]

use entrepot::i18n::I18n;
use entrepot::i18n::RESOURCES;
use regex::Regex;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

fn sources(dir: &Path, out: &mut Vec<PathBuf>) {
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        if path.is_dir() {
            sources(&path, out);
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
}

#[test]
fn every_message_file_is_registered() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/i18n/en");
    let known: Vec<&str> = RESOURCES.iter().map(|(area, _, _)| *area).collect();
    for item in fs::read_dir(dir).unwrap() {
        let path = item.unwrap().path();
        let area = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(known.contains(&area.as_str()), "{} is in no row of RESOURCES", path.display());
    }
}

#[test]
fn every_id_that_the_sources_name_has_words() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let said = Regex::new(r#"Msg::new\(\s*"([a-z][a-z0-9-]+)"\s*\)"#).unwrap();
    let known = I18n::ids();
    let mut missing: BTreeMap<String, String> = BTreeMap::new();
    let mut seen = 0;
    for file in files.iter().filter(|f| !f.to_string_lossy().contains("tests")) {
        let text = fs::read_to_string(file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap();
        for found in said.captures_iter(code) {
            seen += 1;
            if !known.contains(&found[1]) {
                missing.insert(found[1].to_owned(), file.display().to_string());
            }
        }
    }
    assert!(seen > 200, "only {seen} messages found: the pattern no longer fits the sources");
    assert!(missing.is_empty(), "without words: {missing:#?}");
}
