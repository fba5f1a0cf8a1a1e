//! Small scripts on a small store: what the player promises.

use crate::play::outcome::Kind;
use crate::play::run;
use crate::play::run::Around;
use crate::play::run::PlayArgs;
use crate::play::run::Said;
use std::fs;
use std::path::PathBuf;

const STORE: &str = r#"
founded = "2026-01-05T08:00:00Z"
[[operator]]
login = "lin"
roles = ["ONB"]
[[operator]]
login = "mira"
roles = ["CMP"]
[[do]]
at = "2026-02-01T09:00:00Z"
by = "lin"
verb = "partner.create"
fields = { legal_name_local = "東京物産株式会社", country = "JP", type_set = "ECE" }
"#;

const OPENING: &str = "Set store \"small.toml\"\nSet clock 2026-03-02T09:00:00Z\nSet user lin\n";

struct Bench {
    dir: tempfile::TempDir,
}

impl Bench {
    fn new(script: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join("small.toml"), STORE).unwrap();
        fs::write(dir.path().join("s.play"), format!("{OPENING}{script}")).unwrap();
        Self { dir }
    }

    fn script(&self) -> PathBuf {
        self.dir.path().join("s.play")
    }

    fn play(&self, change: impl FnOnce(&mut PlayArgs)) -> Said {
        let mut args = PlayArgs { scripts: vec![self.script()], check: true, ..PlayArgs::default() };
        change(&mut args);
        run::main(&args, &Around { json: false, locale: None, unattended: false, runner: &run::child })
    }
}

#[test]
fn a_script_sees_the_screen_the_records_and_the_journal() {
    let bench = Bench::new(
        "Test \"seen\"\nExpect screen review.today\nPress g p\nExpect \"東京物産株式会社\" in pane list\n\
         Expect record partner/P-000001 country = \"JP\"\nExpect record partner/P-000001 legal_name_local != \"x\"\n\
         Expect not entry verb=partner.create\nExpect user lin\nExpect cursor hidden\nAs mira\nExpect user mira\n\
         Reopen after-kill\nPress g p\nExpect \"東京物産株式会社\" in pane list times 1\nAdvance 3d\n",
    );
    let said = bench.play(|args| args.twice = true);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(said.out.starts_with("   4 keys  ") && said.out.ends_with(": seen\n1 passed, 0 failed, 0 skipped\n"));
}

#[test]
fn a_script_says_how_many_keys_it_takes_at_the_most() {
    let code = |most: u32| {
        let script = format!("Test \"a\"\nPress g p /\nType \"abc\"\nExpect keys <= {most}\n");
        Bench::new(&script).play(|_| {})
    };
    assert_eq!(code(6).code, 0);
    let said = code(5);
    assert_eq!(said.code, Kind::Expectation.code());
    assert!(said.out.contains("6 keys were pressed, which is more than 5"), "{}", said.out);
}

#[test]
fn a_failing_step_shows_place_screen_and_what_is_near() {
    let bench = Bench::new("Test \"no\"\nPress g p\nExpect \"東京物産株式会会\" in pane list\n");
    let said = bench.play(|_| {});
    assert_eq!(said.code, Kind::Expectation.code());
    for part in
        ["s.play:6:1: \"東京物産株式会会\" is not there", "keys      g p", "screen    partners.partners", "near", "▌"]
    {
        assert!(said.out.contains(part), "{part}: {}", said.out);
    }
    assert!(said.out.ends_with("0 passed, 1 failed, 0 skipped\n"));
}

#[test]
fn a_missing_frame_fails_is_proposed_kept_and_then_compared() {
    let bench = Bench::new("Test \"a frame\"\nPress g p\nSnapshot list sizes 80x24 60x16 colours none 256\n");
    let file = bench.dir.path().join("frames/s/a-frame/list@80x24.frame");
    assert_eq!(bench.play(|_| {}).code, Kind::FrameMissing.code());
    assert!(!file.with_extension("frame.new").exists(), "a check writes nothing");
    assert_eq!(bench.play(|args| (args.check, args.update) = (false, Some("new".into()))).code, 0);
    assert!(file.exists());
    assert!(bench.dir.path().join("frames/s/a-frame/list@60x16.none.frame").exists());
    assert_eq!(bench.play(|_| {}).code, 0);
    let other = fs::read_to_string(&file).unwrap().replace("東京", "京都");
    fs::write(&file, other).unwrap();
    let said = bench.play(|_| {});
    assert_eq!(said.code, Kind::Expectation.code());
    assert!(said.out.contains("1 row of text differs"), "{}", said.out);
}

#[test]
fn what_cannot_be_played_has_its_own_exit_code() {
    let code = |script: &str| Bench::new(script).play(|_| {}).code;
    assert_eq!(code("Test \"a\"\nPress hello\n"), 3);
    assert_eq!(code("Test \"a\"\nSet store \"nowhere\"\nPress g\n"), 7);
    assert_eq!(code("Test \"a\"\nWait until \"never\" within 2s\n"), 4);
    assert_eq!(code("Test \"a\"\nPress ctrl-c\nPress g\n"), 5);
    assert_eq!(code("Test \"a\"\nPress @no.such\n"), 1);
}
