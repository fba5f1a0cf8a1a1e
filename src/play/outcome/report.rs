//! Reports for machines: `JUnit`, JSON lines, TAP.

use crate::play::outcome::Outcome;
use crate::play::outcome::TestResult;
use crate::play::outcome::Verdict;
use quick_junit::NonSuccessKind;
use quick_junit::Property;
use quick_junit::Report;
use quick_junit::SerializeError;
use quick_junit::TestCase;
use quick_junit::TestCaseStatus;
use quick_junit::TestSuite;
use serde_json::Value;
use serde_json::json;
use std::fmt::Write as _;

impl Outcome {
    /// The run as `JUnit` XML: a suite per script, in the order played; virtual time is a property.
    ///
    /// # Errors
    /// The XML writer's.
    pub fn junit(&self) -> Result<String, SerializeError> {
        let mut suites: Vec<TestSuite> = Vec::new();
        for test in &self.tests {
            let name = legal(&test.script);
            if suites.last().is_none_or(|suite| suite.name.as_str() != name) {
                suites.push(TestSuite::new(name));
            }
            if let Some(suite) = suites.last_mut() {
                suite.add_test_case(case(test));
            }
        }
        let mut report = Report::new("entrepot play");
        report.add_test_suites(suites);
        report.to_string()
    }

    /// One JSON object a line: mistakes, tests, then the counts with the exit code.
    pub fn json_lines(&self) -> String {
        let mistakes = self.mistakes.iter().map(|d| json!({ "type": "mistake", "diagnostic": d.to_json() }));
        let tests = self.tests.iter().map(object);
        let last = json!({ "type": "end", "exit": self.exit_code(), "summary": self.final_line() });
        mistakes.chain(tests).chain([last]).fold(String::new(), |mut out, line| {
            let _ = writeln!(out, "{line}");
            out
        })
    }

    /// The run as TAP 14, failures with a YAML block.
    pub fn tap(&self) -> String {
        let mut out = format!("TAP version 14\n1..{}\n", self.tests.len());
        for (number, test) in (1..).zip(&self.tests) {
            let title = format!("{}: {}", test.script, test.title).replace('#', "\\#").replace(['\n', '\r'], " ");
            match &test.verdict {
                Verdict::Passed => _ = writeln!(out, "ok {number} - {title}"),
                Verdict::Skipped(why) => {
                    _ = writeln!(out, "ok {number} - {title} # SKIP {}", why.replace(['\n', '\r'], " "));
                }
                Verdict::Failed(failure) => {
                    _ = writeln!(out, "not ok {number} - {title}\n  ---\n  at: {}", json!(failure.place));
                    _ = writeln!(out, "  message: {}\n  kind: {}\n  ...", json!(failure.expected), failure.kind.name());
                }
            }
        }
        out
    }
}

fn case(test: &TestResult) -> TestCase {
    let mut status = match &test.verdict {
        Verdict::Passed => TestCaseStatus::success(),
        Verdict::Skipped(_) => TestCaseStatus::skipped(),
        Verdict::Failed(_) => TestCaseStatus::non_success(NonSuccessKind::Failure),
    };
    match &test.verdict {
        Verdict::Passed => {}
        Verdict::Skipped(why) => _ = status.set_message(legal(why)),
        Verdict::Failed(failure) => {
            status.set_message(legal(&format!("{}: {}", failure.place, failure.expected)));
            status.set_type(failure.kind.name());
            status.set_description(legal(&failure.render()));
        }
    }
    let mut case = TestCase::new(legal(&test.title), status);
    case.set_classname(legal(&test.script));
    case.extra.insert("file".into(), legal(&test.script).into());
    case.extra.insert("line".into(), test.line.to_string().into());
    case.add_property(Property::new("virtual-time-ms", test.virtual_ms.to_string()));
    if let Verdict::Failed(failure) = &test.verdict
        && let Some(frame) = &failure.screen
    {
        case.set_system_out(legal(&frame.write()));
    }
    case
}

/// Characters XML cannot carry are shown as `␛`.
fn legal(text: &str) -> String {
    let carried =
        |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{7e}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'..);
    text.chars().map(|c| if carried(c) { c } else { '␛' }).collect()
}

fn object(test: &TestResult) -> Value {
    let mut object = json!({
        "type": "test",
        "script": test.script,
        "line": test.line,
        "test": test.title,
        "virtual_ms": test.virtual_ms,
    });
    let more = match &test.verdict {
        Verdict::Passed => json!({ "result": "passed" }),
        Verdict::Skipped(why) => json!({ "result": "skipped", "why": why }),
        Verdict::Failed(failure) => json!({
            "result": "failed",
            "kind": failure.kind.name(),
            "at": failure.place,
            "included_from": failure.chain,
            "statement": failure.statement,
            "expected": failure.expected,
            "near": failure.near.iter().map(ToString::to_string).collect::<Vec<_>>(),
            "keys": failure.keys,
            "area": failure.area.map(|a| json!({ "row": a.y, "col": a.x, "width": a.width, "height": a.height })),
            "frame": failure.screen.as_ref().map(crate::play::frame::Frame::write),
        }),
    };
    if let (Value::Object(all), Value::Object(more)) = (&mut object, more) {
        all.extend(more);
    }
    object
}
