//! What a run tells: exit code, last line, `JUnit` file, and the screen of a failure.

use super::*;
use crate::play::frame::Header;
use crate::play::frame::Place;
use crate::play::look::NoRoles;
use chrono::DateTime;
use ratatui::buffer::Buffer;

fn failure() -> Failure {
    let header = Header {
        name: "n".into(),
        script: "s.play".into(),
        test: "t".into(),
        clock: DateTime::from_timestamp(1_772_442_000, 0).unwrap(),
        user: "bo".into(),
        screen: "partners.list".into(),
        look: "dark".into(),
    };
    let frame = Frame::from_buffer(&Buffer::with_lines(["abc  ", "suspe", "xyz  "]), header, None, &NoRoles);
    let near = Near { text: "suspe".into(), place: Place { row: 1, col: 0 }, pane: None, exact: false };
    Failure {
        kind: Kind::Expectation,
        place: "s.play:3:8".into(),
        chain: vec!["a.play:1:1".into()],
        statement: "Expect \"susp\" in row 1".into(),
        expected: "\"susp\" is not in row 1\u{1b}".into(),
        screen: Some(frame),
        area: Some(Rect::new(1, 1, 3, 1)),
        near: vec![near],
        keys: ["a", "b", "1", "2", "3", "4", "5", "6", "7", "8", "9", "enter"].map(str::to_owned).to_vec(),
    }
}

fn outcome() -> Outcome {
    let test = |title: &str, verdict| TestResult {
        script: "s.play".into(),
        title: title.into(),
        line: 2,
        keys: 12,
        virtual_ms: 5,
        verdict,
    };
    Outcome {
        tests: vec![
            test("good", Verdict::Passed),
            test("bad <#1>", Verdict::Failed(Box::new(failure()))),
            test("later", Verdict::Skipped("not chosen".into())),
        ],
        ..Outcome::default()
    }
}

#[test]
fn the_gravest_kind_gives_the_exit_code() {
    use Kind::*;
    let order = [Died, NotDeterministic, Store, Parse, Unsettled, Expectation, FrameMissing];
    let codes: Vec<u8> =
        (0..order.len()).map(|from| exit_code(&order[from..].iter().rev().copied().collect::<Vec<_>>())).collect();
    assert_eq!(codes, [5, 8, 7, 3, 4, 1, 6]);
    assert_eq!(exit_code(&[]), 0);
    assert_eq!(outcome().exit_code(), 1);
    let mistakes = vec![Diagnostic::error("a", 1, 1, "x")];
    assert_eq!(Outcome { mistakes, ..outcome() }.exit_code(), 3);
    assert_eq!(Outcome { interrupted: true, ..outcome() }.exit_code(), 130);
}

#[test]
fn a_failing_step_shows_the_screen_with_the_area_framed() {
    let mut failure = failure();
    failure.expected = "\"susp\" is not in row 1".into();
    let expected = "s.play:3:8: \"susp\" is not in row 1\n  step      Expect \"susp\" in row 1\n  included  from a.play:1:1\n  \
                    near      \"suspe\"? row 1\n  clock     2026-03-02T09:00:00Z\n  user      bo\n  screen    partners.list\n  \
                    keys      1 2 3 4 5 6 7 8 9 enter\n00│abc\n    ┌─┐\n01▌suspe\n    └─┘\n02│xyz\n";
    assert_eq!(failure.render(), expected);
}

#[test]
fn the_last_line_counts() {
    let said = outcome().render();
    assert!(said.starts_with("  12 keys  s.play: good\n"), "{said}");
    assert!(said.ends_with("\n1 passed, 1 failed, 1 skipped\n"));
}

#[test]
fn junit_has_a_case_per_test_and_no_illegal_character() {
    let xml = outcome().junit().unwrap();
    assert!(xml.contains("<testsuite name=\"s.play\" tests=\"3\" disabled=\"1\" errors=\"0\" failures=\"1\""), "{xml}");
    assert!(xml.contains("message=\"s.play:3:8: &quot;susp&quot; is not in row 1␛\" type=\"expectation\""), "{xml}");
    assert!(
        xml.contains("file=\"s.play\" line=\"2\"") && xml.contains("bad &lt;#1&gt;") && !xml.contains('\u{1b}'),
        "{xml}"
    );
}

#[test]
fn json_lines_and_tap_say_the_same() {
    let json = outcome().json_lines();
    let lines: Vec<serde_json::Value> = json.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!((&lines[1]["result"], &lines[1]["kind"]), (&"failed".into(), &"expectation".into()));
    assert_eq!((&lines[3]["exit"], &lines[3]["summary"]), (&1.into(), &"1 passed, 1 failed, 1 skipped".into()));
    let expected = "TAP version 14\n1..3\nok 1 - s.play: good\nnot ok 2 - s.play: bad <\\#1>\n  ---\n  at: \"s.play:3:8\"\n  \
                    message: \"\\\"susp\\\" is not in row 1\\u001b\"\n  kind: expectation\n  ...\nok 3 - s.play: later # SKIP not chosen\n";
    assert_eq!(outcome().tap(), expected);
}
