//! The command line as people and programs meet it: the real binary in a scrubbed environment.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr,
    clippy::print_stdout,
    clippy::cast_possible_truncation,
    reason = "test code"
)]

use assert_cmd::Command;
use std::fs;
use std::path::Path;
use tempfile::TempDir;

/// A home of its own, no environment but what is named here, a fixed width.
struct House {
    home: TempDir,
}

/// What a run gave.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl House {
    fn new() -> Self {
        Self { home: TempDir::new().expect("a folder") }
    }

    fn path(&self) -> &Path {
        self.home.path()
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path().join(name), bytes).expect("a file");
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::cargo_bin("entrepot").expect("the binary");
        command.env_clear().env("HOME", self.path()).env("COLUMNS", "100").env("TERM", "dumb").env("LC_ALL", "C");
        command.current_dir(self.path()).args(args);
        command
    }

    fn run(&self, args: &[&str]) -> Run {
        Self::done(&mut self.command(args))
    }

    fn done(command: &mut Command) -> Run {
        let output = command.output().expect("it runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Run { code: output.status.code().expect("a code"), out: text(output.stdout), err: text(output.stderr) }
    }
}

#[test]
fn identifiers_are_valid_suspicious_or_invalid_with_a_reason() {
    let house = House::new();
    let good = house.run(&["id", "lei", "5493 001k jtii gc8y 1r12"]);
    assert_eq!(
        (good.code, good.out.as_str(), good.err.as_str()),
        (0, "valid  lei  5493 001k jtii gc8y 1r12 → 5493001KJTIIGC8Y1R12\n", "")
    );
    let bad = house.run(&["id", "lei", "5493001KJTIIGC8Y1R13"]);
    assert_eq!((bad.code, bad.err.as_str()), (1, ""));
    assert!(bad.out.starts_with("invalid  lei  5493001KJTIIGC8Y1R13  Wrong check characters"), "{}", bad.out);
}

#[test]
fn identifiers_of_a_file_are_checked_line_by_line() {
    let house = House::new();
    house.file("f.csv", "scheme,value\nlei,5493001KJTIIGC8Y1R12\n\nlei,WRONG\nmars,1\n");
    let run = house.run(&["id", "--file", "f.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.out.starts_with("4: invalid  lei  WRONG"), "{}", run.out);
    assert!(run.out.contains("Line 5: there is no identifier scheme “mars”."), "{}", run.out);
    assert!(run.out.ends_with("3 checked: 1 valid, 0 suspicious, 2 invalid.\n"), "{}", run.out);
    let json = house.run(&["id", "--file", "f.csv", "--format", "json"]);
    let lines: Vec<serde_json::Value> = json.out.lines().map(|l| serde_json::from_str(l).expect("an object")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0]["verdict"], "valid");
    assert_eq!(lines[1]["why"]["id"], "id-length");
    let column = house.run(&["id", "--file", "f.csv", "--value-column", "number"]);
    assert_eq!(column.code, 2);
    assert_eq!(column.err, "error: f.csv has no column “number”.\nhint: Known: scheme, value.\n");
}

#[test]
fn schemes_are_listed_with_examples_that_are_valid() {
    let house = House::new();
    let run = house.run(&["id", "--schemes", "--format", "json"]);
    assert_eq!(run.code, 0);
    let mut seen = 0;
    for line in run.out.lines() {
        let row: serde_json::Value = serde_json::from_str(line).expect("an object");
        assert_ne!(row["name"], row["scheme"], "a scheme without a name");
        seen += 1;
    }
    assert!(seen > 60, "{seen}");
}

#[test]
fn wrong_words_are_answered_with_what_to_do() {
    let house = House::new();
    let table: &[(&[&str], i32, &str)] = &[
        (
            &["id", "lie", "X"],
            2,
            "error: There is no identifier scheme “lie”.\nhint: Did you mean “lei”?\nhint: `entrepot id --schemes` lists all schemes.\n",
        ),
        (&["list", "partnrs"], 2, "error: There is no list or kind “partnrs”.\nhint: Did you mean “partners”?\n"),
        (
            &["list", "partners", "--sort", "colour"],
            2,
            "error: The list partners has no column “colour”.\nhint: Known: id, name",
        ),
        (&["list", "partners", "--as-at", "soon"], 2, "error: “soon” is not a day; write it as 2026-11-23.\n"),
        (
            &["new", "partnr", "country=CN"],
            2,
            "error: There is no kind of record “partnr”.\nhint: Did you mean “partner”?\n",
        ),
        (&["new", "partner", "country"], 2, "error: “country” is not FIELD=VALUE.\nhint: Write the field"),
        (
            &["set", "P-000001", "incorporation_date=soon"],
            2,
            "error: A field is wrong; nothing was written.\n  incorporation_date: “soon” is not a day; write it as 2026-11-23.\nhint:",
        ),
        (&["set", "document", "P-000001", "note=x"], 2, "error: P-000001 is of another kind than Document.\n"),
        (
            &["do", "partner.invit", "P-000001"],
            2,
            "error: There is no verb “partner.invit”.\nhint: Did you mean “partner.invite”?\n",
        ),
        (&["do", "partner.invite", "X000001"], 2, "error: “X000001” is not an id; write it as P-000123.\n"),
        (
            &["do", "finding.waive", "PTR-002:P-000001:D-LIC"],
            2,
            "error: A waiver needs its last day.\nhint: Write until=2026-12-31",
        ),
        (&["findings", "--explain", "PTR-02"], 2, "error: There is no rule “PTR-02”.\n"),
        (&["help", "verb"], 2, "error: There is no command or topic “verb”.\nhint: Did you mean “verbs”?\n"),
        (
            &["--locale", "tlh", "help"],
            2,
            "error: There is no language “tlh” here.\nhint: Write --locale en or --locale zh.\n",
        ),
        (
            &["init", "--demo", "--zone", "Shanghai"],
            2,
            "error: “Shanghai” is not a time zone.\nhint: Write the name of a place",
        ),
        (&["--role", "BOSS", "list", "partners"], 2, "error: There is no role “BOSS”.\nhint: Known: ONB"),
    ];
    for (args, code, err) in table {
        let run = house.run(args);
        assert_eq!((run.code, run.out.as_str()), (*code, ""), "{args:?}: {}", run.err);
        assert!(run.err.starts_with(err), "{args:?}:\n{}", run.err);
    }
}

#[test]
fn usage_errors_and_help_have_their_codes() {
    let house = House::new();
    assert_eq!(house.run(&["frobnicate"]).code, 2);
    assert_eq!(house.run(&["id", "--frob"]).code, 2);
    assert_eq!(house.run(&["init"]).code, 2);
    assert_eq!(house.run(&["init", "--production"]).code, 2);
    let help = house.run(&["--help"]);
    assert_eq!(help.code, 0);
    assert!(help.out.contains("Exit codes: 0 done"), "{}", help.out);
    assert_eq!(house.run(&["--version"]).out, format!("entrepot {}\n", env!("CARGO_PKG_VERSION")));
    assert!(house.run(&["help", "import"]).out.contains("--suggest"));
}

#[test]
fn a_missing_desk_is_said_with_its_folder_and_what_to_do() {
    let house = House::new();
    let run = house.run(&["list", "partners", "--desk", "nowhere"]);
    assert_eq!((run.code, run.out.as_str()), (4, ""));
    assert!(run.err.starts_with("error: There is no desk in nowhere.\n"), "{}", run.err);
    assert!(run.err.contains("\nhint: "), "{}", run.err);
    let json = house.run(&["list", "partners", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&json.err).expect("an object");
    assert_eq!((json.code, object["error"]["kind"].as_str()), (4, Some("desk")));
    let chinese = house.run(&["list", "partners", "--locale", "zh"]);
    assert!(chinese.err.starts_with("错误"), "{}", chinese.err);
}

#[test]
fn topics_list_every_verb_once_and_every_kind() {
    let house = House::new();
    let run = house.run(&["help", "topics"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for heading in ["Exit codes", "Kinds of records", "Fields by kind", "Verbs, who", "Rules and", "Identifier schemes"]
    {
        assert!(run.out.contains(heading), "{heading}");
    }
    let verbs = house.run(&["help", "verbs", "--format", "json"]);
    let mut names: Vec<String> = verbs
        .out
        .lines()
        .map(|l| {
            serde_json::from_str::<serde_json::Value>(l).expect("an object")["verb"]
                .as_str()
                .expect("a verb")
                .to_owned()
        })
        .collect();
    assert!(names.iter().any(|v| v == "partner.suspend"));
    let all = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), all, "a verb twice");
    assert!(!run.out.contains('{'), "a message is missing");
}

#[test]
fn keymaps_are_checked_with_place_and_caret() {
    let house = House::new();
    house.file("good.toml", "[global]\n\"f9\" = \"help\"\n");
    house.file("bad.toml", "[global]\n\"ctrl-k\" = \"no.such.action\"\n");
    let bad = house.run(&["keymap", "check", "bad.toml"]);
    assert_eq!(bad.code, 1, "{}{}", bad.out, bad.err);
    assert!(bad.out.starts_with("bad.toml:2:"), "{}", bad.out);
    assert!(bad.out.contains('^'), "{}", bad.out);
    assert_eq!(house.run(&["keymap", "check", "none.toml"]).code, 2);
    let list = house.run(&["keymap", "list", "--context", "global"]);
    assert_eq!(list.code, 0);
    assert!(list.out.lines().count() > 5, "{}", list.out);
    assert_eq!(house.run(&["keymap", "list", "--context", "moon"]).code, 2);
}

#[test]
fn completions_are_those_of_the_shell() {
    let house = House::new();
    for (shell, word) in [("bash", "complete"), ("zsh", "#compdef entrepot"), ("fish", "complete -c entrepot")] {
        let run = house.run(&["completions", shell]);
        assert_eq!(run.code, 0);
        assert!(run.out.contains(word), "{shell}");
    }
}

#[test]
fn rules_explain_themselves_without_a_desk() {
    let house = House::new();
    let run = house.run(&["findings", "--explain", "ptr-020"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("PTR-020  "), "{}", run.out);
    assert!(run.out.contains("item 66"), "{}", run.out);
}

#[test]
fn mistakes_in_mapping_and_file_are_found_before_a_desk_is_opened() {
    let house = House::new();
    house.file("f.csv", "lei,name\n5493001KJTIIGC8Y1R12,A\n");
    house.file("m.toml", "kind = \"partner\"\n[columns]\nname = \"legal_nam\"\n");
    let run = house.run(&["import", "partner", "f.csv", "--mapping", "m.toml"]);
    assert_eq!(run.code, 2);
    let err =
        "m.toml:3:8: error: partner has no field 'legal_nam'\n   3 │ name = \"legal_nam\"\n     │        ^^^^^^^^^^^\n";
    assert!(run.err.starts_with(err), "{}", run.err);
    assert!(run.err.contains("error: The mapping m.toml is wrong; nothing was read.\n"), "{}", run.err);
    let other = house.run(&["import", "document", "f.csv", "--mapping", "gleif"]);
    assert_eq!(other.code, 2);
    let suggested = house.run(&["import", "partner", "f.csv", "--suggest"]);
    assert_eq!(suggested.code, 0, "{}", suggested.err);
    assert!(suggested.out.contains("\"lei\" = \"identifiers[lei].value\""), "{}", suggested.out);
    assert_eq!(house.run(&["import", "partner", "missing.csv"]).code, 2);
}

#[test]
fn colours_are_for_terminals_or_who_forces_them() {
    let house = House::new();
    let args = ["id", "lei", "5493001KJTIIGC8Y1R12"];
    assert!(!house.run(&args).out.contains('\u{1b}'));
    let forced = House::done(house.command(&args).env("CLICOLOR_FORCE", "1"));
    assert!(forced.out.contains("\u{1b}[32mvalid\u{1b}[0m"), "{:?}", forced.out);
    let both = House::done(house.command(&args).env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1"));
    assert!(!both.out.contains('\u{1b}'));
}

/// A demo desk in the house's own folder, at a fixed time.
fn demo() -> House {
    let house = House::new();
    let made = house.run(&["init", "--demo", "--clock", NOW, "--seed", "1"]);
    assert_eq!(made.code, 0, "{}", made.err);
    house
}

const NOW: &str = "2026-11-23T01:00:00Z";

impl House {
    fn desk(&self, args: &[&str]) -> Run {
        let fixed = ["--clock", NOW, "--seed", "1"];
        self.run(&args.iter().chain(&fixed).copied().collect::<Vec<_>>())
    }
}

#[test]
fn a_desk_is_made_once_and_records_are_made_changed_and_shown() {
    let house = demo();
    assert_eq!(house.run(&["init", "--demo"]).code, 2);
    let made = house.desk(&["new", "partner", "legal_name_local=深圳市星河", "country=CN", "type_set=ECE"]);
    assert_eq!((made.code, made.out.as_str()), (0, "P-000001 created: 深圳市星河\nEntry 2: P-000001.\n"));
    assert_eq!(house.desk(&["set", "partner", "P-1", "note=two words", "--expect-rev", "1"]).code, 0);
    let stale = house.desk(&["set", "P-1", "note=again", "--expect-rev", "1"]);
    assert_eq!((stale.code, stale.out.as_str()), (3, ""));
    assert!(stale.err.contains("P-000001 note: “” became “two words” by lin"), "{}", stale.err);
    let shown = house.desk(&["show", "P-1", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&shown.out).expect("an object");
    assert_eq!((&object["rev"], &object["fields"]["note"]), (&2.into(), &"two words".into()));
    assert!(house.desk(&["show", "P-1"]).out.starts_with("P-000001  深圳市星河\nprospect · rev 2 · 2026-11-23 09:00"));
    let history = house.desk(&["show", "P-1", "--history"]);
    assert!(history.out.contains("  Note:  → two words"), "{}", history.out);
    let before = house.desk(&["show", "P-1", "--at", "1", "--format", "json"]);
    assert!(before.out.contains("\"note\":null"), "{}", before.out);
    assert_eq!(house.desk(&["show", "P-99"]).code, 2);
}

#[test]
fn verbs_are_refused_by_role_and_state_with_exit_code_three() {
    let house = demo();
    house.desk(&["new", "partner", "legal_name_local=A1", "country=CN", "type_set=ECE"]);
    let wrong_role = house.desk(&["do", "partner.invite", "P-1", "--user", "mira"]);
    assert_eq!(wrong_role.code, 3, "{}", wrong_role.err);
    assert_eq!(house.desk(&["do", "partner.invite", "P-1"]).code, 0);
    assert_eq!(house.desk(&["do", "partner.invite", "P-1"]).code, 3);
    let json = house.desk(&["do", "partner.invite", "P-1", "--format", "json"]);
    let object: serde_json::Value = serde_json::from_str(&json.err).expect("an object");
    assert_eq!(object["error"]["kind"], "refused");
    assert_eq!(house.desk(&["list", "partners", "--user", "nobody"]).code, 0);
    assert_eq!(
        house.desk(&["new", "partner", "legal_name_local=B1", "country=CN", "type_set=ECE", "--user", "nobody"]).code,
        3
    );
}

#[test]
fn a_file_is_imported_once_and_its_bad_rows_are_written_beside_it() {
    let house = demo();
    house.file(
        "f.csv",
        "lei,legal_name,country,category\n5493001KJTIIGC8Y1R12,A1,DE,X\n529900T8BM49AURSDO55,,DE,X\nWRONG,C1,FR,X\n",
    );
    let plan = house.desk(&["import", "partner", "f.csv", "--mapping", "gleif", "--dry-run"]);
    assert_eq!(plan.code, 1);
    assert!(
        plan.out.ends_with("It would be: 2 made, 0 changed, 0 the same, 1 rejected. Nothing was written.\n"),
        "{}",
        plan.out
    );
    assert!(!house.path().join("f.csv.rejects.csv").exists());
    let first = house.desk(&["import", "partner", "f.csv", "--mapping", "gleif"]);
    assert_eq!(first.code, 1);
    assert!(first.out.starts_with("f.csv:3: legal_name_local: "), "{}", first.out);
    assert!(first.out.ends_with("2 made, 0 changed, 0 the same, 1 rejected.\n"), "{}", first.out);
    let rejects = fs::read_to_string(house.path().join("f.csv.rejects.csv")).expect("the reject file");
    assert!(rejects.contains("\n3,legal_name_local,,"), "{rejects}");
    let second = house.desk(&["import", "partner", "f.csv", "--mapping", "gleif"]);
    assert!(
        second.out.contains("0 made, 0 changed, 2 the same, 1 rejected.\nThe desk says all of this already"),
        "{}",
        second.out
    );
    let list = house.desk(&["list", "partners", "--filter", "country:DE", "--format", "json", "--columns", "id,name"]);
    assert_eq!(list.out, "{\"id\":\"P-000001\",\"name\":\"A1\"}\n");
    let wrong = house.desk(&["list", "partners", "--filter", "contry:DE"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.err.starts_with("filter:1:1: error: "), "{}", wrong.err);
    let out =
        house.desk(&["export", "partners", "--columns", "legal_name_local,identifiers[lei].value", "--to", "x.csv"]);
    assert_eq!(out.code, 0, "{}", out.err);
    let written = fs::read_to_string(house.path().join("x.csv")).expect("the export");
    assert_eq!(written, "legal_name_local,identifiers[lei].value\nA1,5493001KJTIIGC8Y1R12\nC1,WRONG\n");
    let again = house.desk(&["import", "partner", "x.csv"]);
    assert!(again.out.contains("2 the same"), "{}{}", again.out, again.err);
    assert_eq!(house.desk(&["rebuild"]).code, 0);
    let doctor = house.desk(&["doctor", "--format", "json"]);
    assert_eq!(doctor.code, 0, "{}{}", doctor.out, doctor.err);
    assert!(doctor.out.contains("[\"partner\",2]"), "{}", doctor.out);
}

/// A small desk with two partners, one of them with a filed document.
fn filed() -> House {
    let house = demo();
    house.file("licence.txt", "the licence");
    for name in ["Aa", "Bb"] {
        let made = house.desk(&["new", "partner", &format!("legal_name_local={name}"), "country=CN", "type_set=ECE"]);
        assert_eq!(made.code, 0, "{}", made.err);
    }
    let filed = ["new", "document", "partner=P-000001", "code=D-LIC", "number=L1", "--file", "licence.txt"];
    assert_eq!(house.desk(&filed).code, 0);
    house
}

/// What `sha256sum -c` says of a pack; nothing where there is no such program.
fn checked(pack: &Path) -> Option<bool> {
    let run = std::process::Command::new("sha256sum").args(["--strict", "-c", "SHA256SUMS"]).current_dir(pack).output();
    if run.is_err() {
        eprintln!("sha256sum is not here: the pack is not checked with it");
    }
    run.ok().map(|output| output.status.success())
}

#[test]
fn a_pack_of_a_partner_verifies_with_sha256sum_and_no_other_does() {
    let house = filed();
    let pack = house.path().join("pack");
    let made = house.desk(&["report", "partner-file", "P-1", "--to", "pack", "--why", "customs asks"]);
    assert_eq!(made.code, 0, "{}", made.err);
    assert!(made.err.contains("Journaled as F-000001."), "{}", made.err);
    let sums = fs::read_to_string(pack.join("SHA256SUMS")).expect("the hashes");
    let names: Vec<&str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(_, name)| name).collect();
    let filed = names.iter().find(|name| name.starts_with("files/D-000001-")).expect("the licence is in the pack");
    assert_eq!(fs::read_to_string(pack.join(filed)).expect("the licence"), "the licence");
    assert_eq!(&names[1..], ["partner-file.html", "partner-file.md", "partner-file.xlsx"]);
    assert_ne!(checked(&pack), Some(false));
    fs::write(pack.join(filed), "the Licence").expect("altered");
    assert_ne!(checked(&pack), Some(true), "an altered file must not verify");
    let again = house.desk(&["report", "partner-file", "P-1", "--to", "pack"]);
    assert_eq!(again.code, 2, "nothing is written over a pack: {}", again.err);
}

#[test]
fn the_pack_of_the_platforms_own_assessment_verifies_with_sha256sum() {
    let house = filed();
    let done = |args: &[&str]| {
        let run = house.desk(args);
        assert_eq!(run.code, 0, "{args:?}: {}", run.err);
        run.out
    };
    done(&["do", "document.accept", "D-1", "--user", "mira"]);
    let evidence = "evidence=policy:D-000001";
    let made = done(&["new", "assessment", "checklist=GEN-2026", "purpose=periodic", "--user", "mira"]);
    let id = made.split_whitespace().find(|word| word.starts_with("A-")).expect("its id").trim_end_matches('.');
    done(&["do", "assessment.review", id, "--user", "mira"]);
    done(&["do", "assessment.judge", id, "item=*", "verdict=UP", evidence, "--user", "mira"]);
    let proposed = done(&["do", "assessment.propose", id, "--why", "every item is shown", "--user", "mira"]);
    let case =
        proposed.split(|c: char| !c.is_alphanumeric() && c != '-').find(|w| w.starts_with("R-")).expect("a case");
    assert_ne!(house.desk(&["do", "case.approve", case, "--user", "mira"]).code, 0, "not by who proposed it");
    done(&["do", "case.approve", case, "--why", "verdicts follow", "--user", "bo"]);
    for locale in ["en", "zh"] {
        let to = format!("pack-{locale}");
        done(&[
            "report",
            "aeo",
            "GEN-2026",
            "--to",
            &to,
            "--why",
            "certification",
            "--user",
            "mira",
            "--locale",
            locale,
        ]);
        let pack = house.path().join(&to);
        let sums = fs::read_to_string(pack.join("SHA256SUMS")).expect("the hashes");
        assert!(sums.contains("aeo.html") && sums.contains("  files/"), "{sums}");
        assert!(fs::read_to_string(pack.join("aeo.md")).expect("the report").contains(id));
        assert_ne!(checked(&pack), Some(false));
        fs::write(pack.join("aeo.md"), "another").expect("altered");
        assert_ne!(checked(&pack), Some(true), "an altered report must not verify");
    }
}

#[test]
fn a_register_of_a_day_is_the_same_bytes_whenever_it_is_made() {
    let house = filed();
    let journal = house.desk(&["list", "journal", "--limit", "1", "--format", "json"]);
    let head: serde_json::Value = serde_json::from_str(&journal.out).expect("an object");
    let entry = head["seq"].to_string();
    for form in ["md", "html", "xlsx", "json"] {
        let make = |name: &str| {
            let file = format!("{name}.{form}");
            let run = house.desk(&["report", "register", "--at-entry", &entry, "--to", &file]);
            assert_eq!(run.code, 0, "{}", run.err);
            fs::read(house.path().join(file)).expect("the report")
        };
        let one = make("one");
        assert_eq!(house.desk(&["new", "partner", "legal_name_local=Cc", "country=CN", "type_set=ECE"]).code, 0);
        assert!(one == make("two"), "{form} differs");
    }
    let exports = house.desk(&["list", "exports", "--format", "json", "--columns", "id,sha256"]);
    let hashes: Vec<String> =
        exports.out.lines().map(|line| line.split("sha256").last().unwrap_or("").to_owned()).collect();
    assert_eq!(hashes.len(), 8);
    assert!(hashes.chunks(2).all(|pair| pair[0] == pair[1]), "{hashes:?}");
}

#[test]
fn nobody_decided_on_what_he_had_made_and_the_report_recomputes_it() {
    let house = filed();
    assert_eq!(house.desk(&["do", "document.accept", "D-1", "--user", "lin"]).code, 3);
    let from = ["report", "segregation", "--from", "2020-01-01", "--user", "chen", "--format", "json"];
    let run = house.desk(&from);
    assert_eq!(run.code, 0, "{}", run.err);
    let report: serde_json::Value = serde_json::from_str(&run.out).expect("an object");
    assert_eq!((&report["facts"]["by_contributors"], &report["facts"]["rule_breaks"]), (&0.into(), &0.into()));
    let section = |name: &str| {
        let all = report["sections"].as_array().expect("sections");
        all.iter().find(|s| s["name"] == name).expect("the section")["rows"].as_array().expect("rows").clone()
    };
    assert!(section("refusals").iter().any(|row| row["by"] == "lin" && row["verb"] == "document.accept"));
    assert!(section("grants").iter().any(|row| row["verb"].as_str().is_some_and(|v| v == "bootstrap")));
    assert!(section("accounts").iter().any(|row| row["login"] == "lin" && row["person"] == "H-000004"));
}

#[test]
fn a_register_handed_over_is_held_against_the_day() {
    let house = filed();
    assert_eq!(house.desk(&["report", "register", "--to", "for-customs.xlsx"]).code, 0);
    let over = ["do", "export.hand-over", "F-000001", "recipient=Customs", "--why", "asked by letter"];
    assert_eq!(house.desk(&over).code, 0);
    let lint = || house.desk(&["report", "lint", "--format", "json"]);
    assert!(!lint().out.contains("AEO-10"), "it says what the desk says");
    assert_eq!(house.desk(&["set", "P-1", "legal_name_local=Changed"]).code, 0);
    let run = lint();
    assert_eq!(run.code, 1);
    assert!(run.out.contains("AEO-10") && run.out.contains("P-000001"), "{}", run.out);
}
