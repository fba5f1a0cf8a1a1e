//! Scripts as people write them: the examples load, and each mistake is told where it is.

use super::*;
use crate::keys::Key;
use crate::keys::KeyCode;
use crate::play::frame::Place;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::path::PathBuf;

const EXAMPLES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/examples");

/// Files in memory.
struct Files(BTreeMap<PathBuf, String>);

impl Files {
    fn of(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(name, text)| (PathBuf::from(name), (*text).to_owned())).collect())
    }

    fn load(&self, name: &str) -> Result<Script, Vec<Diagnostic>> {
        load(Path::new(name), &|path| {
            self.0.get(path).cloned().ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such file"))
        })
    }

    fn errors(&self, name: &str) -> String {
        let found = self.load(name).expect_err("mistakes");
        found.iter().map(Diagnostic::render).collect::<Vec<_>>().join("\n")
    }
}

fn examples() -> Option<Files> {
    let names = ["approve-four-eyes", "base", "broken", "insurance-expiry", "reject-contract", "renew-insurance"];
    let mut files = BTreeMap::new();
    for name in names {
        let name = format!("{name}.play");
        let Ok(text) = std::fs::read_to_string(format!("{EXAMPLES}/{name}")) else {
            eprintln!("skipped: {EXAMPLES}/{name} is absent");
            return None;
        };
        files.insert(PathBuf::from(name), text);
    }
    Some(Files(files))
}

#[test]
fn all_eighteen_mistakes_of_the_broken_script_are_told_at_once() {
    let Some(files) = examples() else { return };
    let found = files.errors("broken.play");
    assert_eq!(found, include_str!("broken.expected").trim_end());
    assert_eq!(found.matches(": error: ").count(), 18);
}

#[test]
fn the_examples_load_with_their_tests() {
    let Some(files) = examples() else { return };
    let titles = |name: &str| files.load(name).unwrap().cases.iter().map(|c| c.slug.clone()).collect::<Vec<_>>();
    assert_eq!(
        titles("approve-four-eyes.play"),
        ["proposer-cannot-approve-her-own-proposal", "a-second-person-approves"]
    );
    assert_eq!(
        titles("reject-contract.play"),
        ["rejecting-needs-a-comment", "esc-keeps-the-contract-and-the-draft-comment"]
    );
    let script = files.load("insurance-expiry.play").unwrap();
    assert_eq!(script.opening.len(), 9);
    let typed: Vec<String> = script.cases[1].statements.iter().map(ToString::to_string).collect();
    assert_eq!(typed[1], "Type \"P-000007\"");
    let span = script.cases[1].statements[1].span;
    assert_eq!(script.sources.place(span), "renew-insurance.play:3:1");
    assert_eq!(script.sources.chain(span), ["insurance-expiry.play:28:9"]);
}

#[test]
fn printing_an_example_and_reading_it_again_gives_the_same_tree() {
    let Some(files) = examples() else { return };
    for (name, text) in files.0.iter().filter(|(name, _)| !name.ends_with("broken.play")) {
        let name = name.display().to_string();
        let tree = parse(&name, text).unwrap();
        assert_eq!(parse(&name, &tree.to_string()).unwrap(), tree, "{name}");
        assert_eq!(format(&name, &tree.to_string()).unwrap(), tree.to_string(), "{name}");
    }
    let text = &files.0[Path::new("insurance-expiry.play")];
    assert_eq!(&format("insurance-expiry.play", text).unwrap(), text);
}

#[test]
fn mistakes_inside_an_included_file_and_of_its_parameters_are_found() {
    let files = Files::of(&[
        ("d/a.play", "Test \"x\"\nInclude \"b.play\" with nam=1 other=2\nInclude \"d/a.play\"\nInclude \"a.play\"\n"),
        ("d/b.play", "Type \"$name\"\nTest \"no\"\n"),
    ]);
    let expected = "d/a.play:2:23: error: 'd/b.play' does not use the parameter 'nam'\n   2 │ Include \"b.play\" with nam=1 other=2\n     │                       ^^^
d/a.play:2:29: error: 'd/b.play' does not use the parameter 'other'\n   2 │ Include \"b.play\" with nam=1 other=2\n     │                             ^^^^^
d/a.play:3:9: error: cannot include 'd/a.play': no such file\n   3 │ Include \"d/a.play\"\n     │         ^^^^^^^^^^\n     = help: looked for d/d/a.play; paths start at the file that includes
d/a.play:4:9: error: 'a.play' includes itself\n   4 │ Include \"a.play\"\n     │         ^^^^^^^^
d/b.play:1:6: error: no parameter 'name' is given\n   1 │ Type \"$name\"\n     │      ^^^^^^^\n     = help: did you mean $nam?
d/b.play:2:1: error: an included file cannot begin a Test\n   2 │ Test \"no\"\n     │ ^^^^^^^^^\n     = help: move the Test into the script that includes this file";
    assert_eq!(files.errors("d/a.play"), expected);
}

#[test]
fn settings_may_follow_test_although_the_opening_has_steps() {
    let files =
        Files::of(&[("a.play", "Set user bo\nPress j\nTest \"t\"\nSet seed 7\nPress k\nTest \"T!\"\nSet seed 8\n")]);
    assert_eq!(
        files.errors("a.play"),
        "a.play:6:6: error: another test has the title 't'\n   6 │ Test \"T!\"\n     │      ^^^^\n     \
         = help: it begins in line 3; titles become folder names and must differ"
    );
}

#[test]
fn every_statement_of_the_grammar_is_printed_as_it_is_written() {
    let lines = [
        "Set store \"a b\"",
        "Set keymap \"k.toml\"",
        "Set wait 1h30m",
        "Set width grapheme",
        "Set env TERM \"x\\ty\"",
        "Set locale zh-Hans-CN",
        "Set colours none",
        "Pause",
        "Note \"\\u{24}x $y\"",
        "Press ctrl-alt-x j*3 # hash quote at /",
        "Type secret pin",
        "Type env HOME",
        "Paste \"a\\nb\"",
        "Resize 0x0",
        "Focus out",
        "Advance to 2026-03-03",
        "Advance to 2026-03-03T08:00:00Z",
        "Advance 1d2h3m4s5ms",
        "Wait idle",
        "Wait until /a\\/b\\d/i gone in rows 2-5 within 150ms",
        "Expect not \"x\" in rect 1,2,3x4 at 5,6 times 7",
        "Expect style at 1,2 bold fg=9 pending+selected",
        "Expect cursor hidden",
        "Expect pane detail",
        "Expect title \"t\"",
        "Expect user bo",
        "Expect record partner/P-1 identifiers.lei != \"x\"",
        "Expect entry by=bo why=\"too late\"",
        "Expect keys <= 400",
        "Expect exit -1",
        "Expect output /x/",
        "Snapshot a-1 in row 3 sizes 80x24 1x1 colours 16 true text",
        "Mask /\\d+/",
        "Mask pane status",
        "Run entrepot show \"a b\" --x=y",
        "Reopen after-kill",
        "Reopen",
    ];
    for line in lines {
        let printed = format("x.play", line).unwrap();
        if line.contains(" # ") {
            assert!(printed.starts_with("Press ctrl-alt-x j*3 ") && printed.ends_with("# hash quote at /\n"));
        } else {
            assert_eq!(printed.trim_end(), line);
        }
    }
}

#[test]
fn durations_have_limits_and_an_order() {
    assert_eq!(print_duration(parse_duration("90s").unwrap()), "1m30s");
    for bad in ["", "3", "s", "5s1m", "3months", "0s", "99999999999999999999d", "40000d", "1s1s", "-1s"] {
        assert!(parse_duration(bad).is_err(), "{bad}");
    }
}

fn at<T>(value: T) -> At<T> {
    At { value, span: Span::default() }
}

fn text() -> impl Strategy<Value = At<Text>> {
    let part = prop_oneof![
        any::<String>().prop_filter("a plain part is not empty", |t| !t.is_empty()).prop_map(Part::Plain),
        "[a-zA-Z][a-z_0-9]{0,3}".prop_map(Part::Param),
    ];
    prop::collection::vec(part, 0..4).prop_map(|parts| {
        let mut joined: Vec<Part> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(Part::Plain(before)), Part::Plain(more)) => before.push_str(&more),
                (_, part) => joined.push(part),
            }
        }
        at(Text { parts: joined })
    })
}

fn id() -> impl Strategy<Value = At<String>> {
    "[a-z][a-z0-9.-]{0,6}".prop_map(at)
}

fn pat() -> impl Strategy<Value = At<Pat>> {
    let regex = ("[a-z/ .]{1,5}(\\\\d|\\\\\\\\)?[a-z/]{0,2}", any::<bool>());
    prop_oneof![text().prop_map(|t| at(Pat::Text(t.value))), regex.prop_map(|(source, i)| at(Pat::Regex(source, i)))]
}

fn size() -> impl Strategy<Value = At<Size>> {
    (1_u16..=1000, 1_u16..=1000).prop_map(|(width, height)| at(Size { width, height }))
}

fn area() -> impl Strategy<Value = At<Area>> {
    prop_oneof![
        any::<u16>().prop_map(Area::Row),
        (0_u16..50, 50_u16..99).prop_map(|(a, b)| Area::Rows(a, b)),
        (any::<u16>(), any::<u16>(), size()).prop_map(|(row, col, s)| Area::Rect(Place { row, col }, s.value)),
        Just(Area::Pane("detail".into())),
    ]
    .prop_map(at)
}

fn verb() -> impl Strategy<Value = Verb> {
    let key = prop_oneof![
        prop::char::range('!', '~').prop_map(KeyCode::Char),
        (1_u8..=12).prop_map(KeyCode::F),
        Just(KeyCode::Enter),
        Just(KeyCode::Char('東')),
    ];
    let stroke = prop_oneof![
        (key, 1_u32..5).prop_map(|(code, n)| at(Stroke::Key(Key::plain(code), n))),
        id().prop_map(|id| at(Stroke::Action(id.value))),
    ];
    let duration = (1_i64..9_000_000_000).prop_map(|ms| at(chrono::TimeDelta::milliseconds(ms)));
    let depth = prop::sample::select(Depth::ALL.to_vec()).prop_map(at);
    let field = (id(), text());
    let until = (pat(), any::<bool>(), prop::option::of(area()), prop::option::of(duration.clone()));
    let seen = (pat(), prop::option::of(area()), prop::option::of(any::<u32>()), any::<bool>());
    let shots = (prop::collection::vec(size(), 0..3), prop::collection::vec(depth, 0..3), any::<bool>());
    prop_oneof![
        text().prop_map(Verb::Test),
        (text(), prop::collection::btree_map("[a-z]{1,3}", text(), 0..3))
            .prop_map(|(p, with)| Verb::Include(p, with.into_iter().map(|(n, v)| (at(n), v)).collect())),
        prop::collection::vec(stroke, 1..5).prop_map(Verb::Press),
        text().prop_map(|t| Verb::Type(Typed::Text(t))),
        duration.prop_map(|d| Verb::Advance(Advance::By(d))),
        until.prop_map(|(pat, gone, area, within)| Verb::Wait(Wait::Until { pat, gone, area, within })),
        seen.prop_map(|(pat, area, times, not)| {
            Verb::Expect(not, Expectation::Seen { pat, area, at: None, times: times.map(at) })
        }),
        (pat(), prop::option::of(area()), prop::collection::vec(id(), 1..3))
            .prop_map(|(p, a, names)| Verb::Expect(false, Expectation::Style(StyleOf::Match(p, a), names))),
        prop::collection::vec(field, 1..3).prop_map(|f| Verb::Expect(false, Expectation::Entry(f))),
        (prop::option::of(area()), shots).prop_map(|(area, (sizes, colours, text))| {
            Verb::Snapshot(Snapshot { name: at("a-1".into()), area, sizes, colours, text })
        }),
        prop::collection::vec(text(), 1..4).prop_map(Verb::Run),
    ]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_as_the_same_tree(
        lines in prop::collection::vec((prop::option::of(verb()), prop::option::of("( [a-z#\"]{0,5})?")), 0..6)
    ) {
        let lines = lines.into_iter().map(|(v, comment)| Line {
            statement: v.map(at),
            comment: comment.map(|c| c.trim_end().to_owned()),
        });
        let tree = File { lines: lines.collect() };
        let printed = tree.to_string();
        prop_assert_eq!(parse("x.play", &printed).map_err(|e| e.iter().map(Diagnostic::render).collect::<String>()), Ok(tree));
    }

    #[test]
    fn no_text_breaks_the_parser(text in any::<String>(), line in "(Press|Type|Expect|Snapshot|Set|Mask|Wait until) [ -~]{0,30}") {
        for text in [text, line] {
            if let Ok(printed) = format("x.play", &text) {
                prop_assert_eq!(format("x.play", &printed), Ok(printed.clone()));
            }
        }
    }
}
