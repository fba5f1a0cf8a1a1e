//! Each rule fires on a small bad sample and is silent on the good one beside it.

use crate::rules;
use crate::rules::Rule;
use crate::source::Source;

/// Rule, path, bad text, line on which it fires, good text.
type Sample = (Rule, &'static str, &'static str, usize, &'static str);

const SAMPLES: &[Sample] = &[
    (rules::layers, "src/domain/a.rs", "//! A.\nuse crate::desk::view::View;", 2, "use crate::text::fold;"),
    (rules::layers, "src/domain/a/b.rs", "use super::super::super::app::X;", 1, "use super::super::kind::X;"),
    (rules::layers, "src/ui.rs", "fn f() {\n    crate::desk::open();\n}", 2, "use crate::app::Model;"),
    (rules::layers, "src/text/a.rs", "macro_rules! m { () => { $crate::keys::Key } }", 1, "use crate::text::fold;"),
    (
        rules::layers,
        "src/catalog/a.rs",
        "use crate::i18n::I18n;",
        1,
        "#[cfg(test)]\nmod tests {\n    use crate::i18n::I18n;\n}",
    ),
    (rules::foreign, "src/app/a.rs", "use ratatui::layout::Rect;", 1, "use crate::app::layout::Rect;"),
    (
        rules::foreign,
        "src/runtime/a.rs",
        "use ratatui::crossterm::event;",
        1,
        "use ratatui::backend::CrosstermBackend;",
    ),
    (rules::foreign, "src/play/a.rs", "use crossterm::event::Event;", 1, "use crate::term::Event;"),
    (rules::foreign, "src/query/a.rs", "fn f() -> sled::Db {\n    g()\n}", 1, "fn f(sled: u8) -> u8 { sled }"),
    (rules::foreign, "src/api/a.rs", "use bincode::config;", 1, "use serde::Serialize;"),
    (rules::foreign, "src/query/a.rs", "use bincode::config;", 1, "#[test]\nfn f() { bincode::config::standard(); }"),
    (rules::foreign, "src/app/a.rs", "fn f() { std::fs::read(1); }", 1, "#[test]\nfn f() { std::fs::read(1); }"),
    (rules::foreign, "src/ui/a.rs", "use std::thread;", 1, "use std::fmt;"),
    (rules::clock, "src/desk/a.rs", "fn f() {\n    let a = Utc::now();\n}", 2, "fn f(now: DateTime<Utc>) {}"),
    (rules::clock, "src/term/a.rs", "fn f() { std::time::Instant::now(); }", 1, "fn f(clock: &Clock) { clock.now(); }"),
    (rules::print, "src/desk/a.rs", "fn f() { println!(\"a\"); }", 1, "/// println!(\"a\")\nfn f() {}"),
    (rules::print, "src/app/a.rs", "use std::io::stderr;", 1, "#[cfg(test)]\nmod tests { fn f() { eprintln!(); } }"),
    (rules::panic, "src/app/a.rs", "fn f() {\n    a()\n        .unwrap();\n}", 3, "fn f() { a().unwrap_or(1); }"),
    (rules::panic, "src/app/a.rs", "fn f() { a().expect(\"b\"); }", 1, "fn f(p: P) { p.expect(Kind::Name); }"),
    (rules::panic, "src/app/a.rs", "fn f() { a().map(Option::unwrap()); }", 1, "// unwrap()\nfn f() {}"),
    (rules::panic, "src/app/a.rs", "fn f() { panic!(\"a\"); }", 1, "fn f() { std::panic::catch_unwind(a); }"),
    (rules::panic, "src/app/a.rs", "macro_rules! m { () => { todo!() } }", 1, "fn todo() {}"),
    (rules::panic, "src/app/a.rs", "unsafe fn f() {}", 1, "#![forbid(unsafe_code)]"),
    (rules::imports, "src/app/a.rs", "use std::{fmt, io};", 1, "use std::fmt;\nuse std::io;"),
    (rules::imports, "tests/a.rs", "use a::b::{\n    c,\n};", 1, "use a::b::*;"),
    (rules::module_doc, "src/app/a.rs", "use std::fmt;", 1, "//! What it is for.\nuse std::fmt;"),
    (rules::markers, "src/app/a.rs", concat!("fn f() {} // TO", "DO: more"), 1, "fn f() { todo(); } // to do with it"),
    (rules::words_on_screen, "src/ui/a.rs", "fn f() { draw(\"Open cases\"); }", 1, "fn f() { draw(\"case-open\"); }"),
    (
        rules::words_on_screen,
        "src/ui/a.rs",
        "fn f() { draw(\"待审\"); }",
        1,
        "/// Draws 待审.\nfn f() { g(\"{id} {name}\"); }",
    ),
    (rules::words_on_screen, "src/ui/a.rs", "m!(format!(\"{n} of them\"));", 1, "m!(format!(\"{left} │ {right}\"));"),
    (rules::words_on_screen, "src/ui/a.rs", "fn f() { at(\"%d of some %B\"); }", 1, "fn f() { at(\"%d %B %H:%M\"); }"),
    (rules::drawing_only_reads, "src/ui/a.rs", "fn f(m: &mut Model) {}", 1, "fn f(m: &Model, f: &mut Frame) {}"),
];

fn lines_of(rule: Rule, path: &str, text: &str) -> Vec<usize> {
    let source = Source::parse(path, text).unwrap();
    rule(&source).into_iter().map(|offence| offence.line).collect()
}

#[test]
fn every_rule_fires_on_its_bad_sample_and_only_there() {
    for (rule, path, bad, line, good) in SAMPLES {
        assert_eq!(lines_of(*rule, path, bad), [*line], "should fire on line {line} of {path}:\n{bad}");
        assert_eq!(lines_of(*rule, path, good), [0_usize; 0], "should be silent on {path}:\n{good}");
    }
}

#[test]
fn every_rule_has_a_sample_or_a_test_of_its_own() {
    let own = ["length", "mod-rs"];
    for (name, rule) in rules::RULES {
        let sampled = SAMPLES.iter().any(|(sample, ..)| std::ptr::fn_addr_eq(*sample, *rule));
        assert!(sampled || own.contains(name), "{name} has no sample");
    }
}

#[test]
fn a_long_function_and_a_long_file_are_refused_but_not_the_longest_allowed() {
    let function = |lines: usize| format!("//! A.\nfn f() {{\n{}}}\n", "    g();\n".repeat(lines - 2));
    let longest = rules::MOST_LINES_OF_A_FUNCTION;
    assert_eq!(lines_of(rules::length, "src/a.rs", &function(longest)), [0_usize; 0]);
    assert_eq!(lines_of(rules::length, "src/a.rs", &function(longest + 1)), [2]);
    assert_eq!(lines_of(rules::length, "src/a/tests.rs", &function(longest + 1)), [0_usize; 0]);
    let file = |lines: usize| "fn f() {}\n".repeat(lines);
    let longest = rules::MOST_LINES_OF_A_FILE;
    assert_eq!(lines_of(rules::length, "src/a.rs", &file(longest)), [0_usize; 0]);
    assert_eq!(lines_of(rules::length, "src/a.rs", &file(longest + 1)), [longest + 1]);
    assert_eq!(lines_of(rules::length, "tests/a.rs", &file(longest + 1)), [longest + 1]);
}

#[test]
fn a_mod_rs_is_refused() {
    assert_eq!(lines_of(rules::mod_rs, "src/desk/mod.rs", "//! A."), [1]);
    assert_eq!(lines_of(rules::mod_rs, "src/desk.rs", "//! A."), [0_usize; 0]);
}

#[test]
fn a_module_declared_for_tests_is_known_with_all_beneath_it() {
    let source = Source::parse("src/app.rs", "#[cfg(test)]\nmod testing;\nmod model;").unwrap();
    assert_eq!(source.test_modules, ["src/app/testing"]);
}

#[test]
fn an_offence_says_where_what_which_rule_and_what_to_do() {
    let source = Source::parse("src/domain/a.rs", "\nuse crate::ui::X;").unwrap();
    let shown: Vec<String> = rules::layers(&source).iter().map(ToString::to_string).collect();
    let remedy = "it may use text: move the code, or hand over what it needs as an argument";
    assert_eq!(shown, [format!("src/domain/a.rs:2: `domain` uses `ui` [layers] {remedy}")]);
}
