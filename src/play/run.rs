//! `entrepot play`: which scripts, in which way, and what is said about them. It prints nothing; the command line does.

use crate::i18n::Locale;
use crate::keys::Key;
use crate::keys::Keymap;
use crate::play::expect::Fault;
use crate::play::export;
use crate::play::files::Frames;
use crate::play::files::Mode;
use crate::play::outcome::Failure;
use crate::play::outcome::Kind;
use crate::play::outcome::Outcome;
use crate::play::outcome::TestResult;
use crate::play::outcome::Verdict;
use crate::play::player;
use crate::play::player::Played;
use crate::play::player::Playing;
use crate::play::player::Ran;
use crate::play::player::RunWith;
use crate::play::player::Runner;
use crate::play::script;
use crate::play::script::Script;
use crate::play::script::Size;
use clap::Args;
use regex::Regex;
use std::env;
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process::Command;

/// What `entrepot play` takes.
#[derive(Debug, Clone, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub struct PlayArgs {
    /// Scripts, or folders with scripts
    #[arg(value_name = "SCRIPT|DIR")]
    pub scripts: Vec<PathBuf>,
    /// Compare and write nothing (the default where CI is set)
    #[arg(long, conflicts_with = "update")]
    pub check: bool,
    /// Write every frame, or only new ones
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "all", value_parser = ["all", "new"])]
    pub update: Option<String>,
    /// Left-over frames are a failure
    #[arg(long)]
    pub strict: bool,
    /// Only tests whose title matches
    #[arg(long, value_name = "REGEX")]
    pub only: Option<String>,
    /// Play each test twice; any difference is exit code 8
    #[arg(long)]
    pub twice: bool,
    /// Also write a `JUnit` report
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// Also write a TAP report
    #[arg(long, value_name = "FILE")]
    pub tap: Option<PathBuf>,
    /// Keep the desk of each test in a folder below this one
    #[arg(long, value_name = "DIR")]
    pub keep_store: Option<PathBuf>,
    /// Size instead of the script's
    #[arg(long, value_name = "WxH")]
    pub size: Option<String>,
    /// `Run` may run other programs than entrepot
    #[arg(long)]
    pub allow_run: bool,
    /// Compare the bytes written with the frames; always done
    #[arg(long, hide = true)]
    pub verify_bytes: bool,
    /// Print the keys each test presses, for another program to press
    #[arg(long)]
    pub export_keys: bool,
    /// List the tests
    #[arg(long)]
    pub list: bool,
    /// Print the scripts in the canonical form
    #[arg(long)]
    pub fmt: bool,
    /// Print the language
    #[arg(long)]
    pub syntax: bool,
}

/// What is to be printed, and the exit code.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// For standard output.
    pub out: String,
    /// For standard error.
    pub err: String,
    /// The exit code.
    pub code: u8,
}

impl Said {
    fn wrong(why: impl Into<String>) -> Self {
        Self { err: format!("{}\n", why.into()), code: 2, ..Self::default() }
    }
}

/// What the command line knows besides the arguments.
pub struct Around<'a> {
    /// Reports for programs.
    pub json: bool,
    /// Language instead of the scripts'.
    pub locale: Option<Locale>,
    /// Whether nobody looks on: frames are compared, never written.
    pub unattended: bool,
    /// Runs the words of a `Run`; [`child`] where nothing better is at hand.
    pub runner: Runner<'a>,
}

/// Whether the environment says that nobody looks on (`CI`).
pub fn unattended() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false")
}

/// Plays.
pub fn main(args: &PlayArgs, around: &Around<'_>) -> Said {
    if args.syntax {
        return Said { out: format!("{}\n{STORES}", script::SYNTAX), ..Said::default() };
    }
    let paths = match scripts(&args.scripts) {
        Ok(paths) if paths.is_empty() => return Said::wrong("name a script, or a folder with scripts (*.play)"),
        Ok(paths) => paths,
        Err(why) => return Said::wrong(why),
    };
    if args.fmt {
        return formatted(&paths);
    }
    let (scripts, mistakes) = script::load_all(&paths, &|path: &Path| fs::read_to_string(path));
    let only = match args.only.as_deref().map(Regex::new).transpose() {
        Ok(only) => only,
        Err(why) => return Said::wrong(format!("--only: {why}")),
    };
    if args.list || args.export_keys {
        let out = scripts.iter().map(|s| if args.list { titles(s) } else { keys(s) }).collect();
        let err = mistakes.iter().map(|m| format!("{}\n", m.render())).collect();
        return Said { out, err, code: if mistakes.is_empty() { 0 } else { Kind::Parse.code() } };
    }
    let size = match args.size.as_deref().map(|text| Size::parse(text).ok_or(text)).transpose() {
        Ok(size) => size.map(|size| (size.width, size.height)),
        Err(text) => return Said::wrong(format!("--size: '{text}' is no size; write columns x rows, as 80x24")),
    };
    let mode = match mode(args, around.unattended) {
        Ok(mode) => mode,
        Err(why) => return Said::wrong(why),
    };
    let mut outcome = Outcome { mistakes, ..Outcome::default() };
    let mut written = Vec::new();
    let playing = Playing {
        runner: around.runner,
        allow_run: args.allow_run,
        keep: args.keep_store.clone(),
        size,
        locale: around.locale,
        trace: args.twice,
    };
    for script in &scripts {
        whole(script, args, only.as_ref(), &playing, mode, (&mut outcome, &mut written));
    }
    report(args, around, &outcome, &written)
}

fn mode(args: &PlayArgs, unattended: bool) -> Result<Mode, &'static str> {
    match args.update.as_deref() {
        Some(_) if unattended => Err("--update changes what is checked, so it is refused where CI is set"),
        Some("new") => Ok(Mode::UpdateNew),
        Some(_) => Ok(Mode::Update),
        None if args.check || unattended => Ok(Mode::Check),
        None => Ok(Mode::Propose),
    }
}

/// Every test of a script.
fn whole(
    script: &Script,
    args: &PlayArgs,
    only: Option<&Regex>,
    playing: &Playing<'_>,
    mode: Mode,
    (outcome, written): (&mut Outcome, &mut Vec<PathBuf>),
) {
    let mut frames = Frames::of(Path::new(&script.name), mode);
    for case in &script.cases {
        if only.is_some_and(|only| !only.is_match(&case.title)) {
            let verdict = Verdict::Skipped("not among --only".to_owned());
            let (name, title) = (script.name.clone(), case.title.clone());
            outcome.tests.push(TestResult {
                script: name,
                title,
                line: case.span.line,
                keys: 0,
                virtual_ms: 0,
                verdict,
            });
            continue;
        }
        let mut played = player::play(script, case, playing, &mut frames);
        if args.twice && matches!(played.result.verdict, Verdict::Passed) {
            let again = player::play(script, case, playing, &mut frames);
            if let Some(failure) = difference(&played, &again) {
                played.result.verdict = Verdict::Failed(Box::new(failure));
            }
        }
        outcome.tests.push(played.result);
    }
    if args.strict
        && only.is_none()
        && let (Some(first), Some(case)) = (frames.left_over().first(), script.cases.first())
    {
        let fault = Fault::new(Kind::FrameMissing, format!("{} belongs to no Snapshot", first.display()));
        let failure = bare(script.sources.place(case.span), fault);
        let (name, title) = (script.name.clone(), "left-over frames".to_owned());
        let verdict = Verdict::Failed(Box::new(failure));
        outcome.tests.push(TestResult { script: name, title, line: 1, keys: 0, virtual_ms: 0, verdict });
    }
    written.extend(frames.written);
}

fn bare(place: String, fault: Fault) -> Failure {
    Failure {
        kind: fault.kind,
        place,
        chain: Vec::new(),
        statement: String::new(),
        expected: fault.expected,
        screen: None,
        area: None,
        near: Vec::new(),
        keys: Vec::new(),
    }
}

/// The first thing in which two runs of a test differ.
fn difference(one: &Played, two: &Played) -> Option<Failure> {
    let fault = |text: String| Fault::new(Kind::NotDeterministic, text);
    for (a, b) in one.trace.iter().zip(&two.trace) {
        if a.frame != b.frame {
            let row = a.frame.lines().zip(b.frame.lines()).find(|(x, y)| x != y);
            let (x, y) = row.unwrap_or_default();
            let text = format!("the second run shows another frame:\n- {x}\n+ {y}");
            return Some(bare(a.place.clone(), fault(text)));
        }
    }
    let place = one.trace.last().map(|t| t.place.clone()).unwrap_or_default();
    if one.trace.len() != two.trace.len() || !matches!(two.result.verdict, Verdict::Passed) {
        return Some(bare(place, fault("the second run ended otherwise".to_owned())));
    }
    (one.journal != two.journal).then(|| bare(place, fault("the second run left another journal".to_owned())))
}

fn report(args: &PlayArgs, around: &Around<'_>, outcome: &Outcome, written: &[PathBuf]) -> Said {
    let mut said = Said { code: outcome.exit_code(), ..Said::default() };
    for path in written {
        let _ = writeln!(said.err, "wrote {}", path.display());
    }
    said.out = if around.json { outcome.json_lines() } else { outcome.render() };
    let junit = args.junit.as_ref().map(|path| {
        let xml = outcome.junit().map_err(|why| io::Error::other(why.to_string()));
        (path, xml.and_then(|xml| fs::write(path, xml)))
    });
    let tap = args.tap.as_ref().map(|path| (path, fs::write(path, outcome.tap())));
    for (path, done) in junit.into_iter().chain(tap) {
        if let Err(why) = done {
            let _ = writeln!(said.err, "{}: {why}", path.display());
            said.code = said.code.max(2);
        }
    }
    said
}

/// The scripts named, and those in the folders named, in the order of their names.
fn scripts(named: &[PathBuf]) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    for path in named {
        if path.is_dir() {
            let entries = fs::read_dir(path).map_err(|why| format!("{}: {why}", path.display()))?;
            let mut inside: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
            inside.sort();
            found.extend(inside.into_iter().filter(|p| p.extension().is_some_and(|e| e == "play")));
        } else {
            found.push(path.clone());
        }
    }
    Ok(found)
}

fn formatted(paths: &[PathBuf]) -> Said {
    let mut said = Said::default();
    for path in paths {
        let name = path.display().to_string();
        match fs::read_to_string(path).map(|text| script::format(&name, &text)) {
            Ok(Ok(text)) => said.out.push_str(&text),
            Ok(Err(mistakes)) => {
                said.err.extend(mistakes.iter().map(|m| format!("{}\n", m.render())));
                said.code = Kind::Parse.code();
            }
            Err(why) => {
                let _ = writeln!(said.err, "{name}: {why}");
                said.code = 2;
            }
        }
    }
    said
}

fn titles(script: &Script) -> String {
    script.cases.iter().map(|case| format!("{}:{}: {}\n", script.name, case.span.line, case.title)).collect()
}

/// Which keys an action has depends on where one is; for the list the first context that binds it counts.
fn keys(script: &Script) -> String {
    let keymap = Keymap::built_in();
    let resolve = |id: &str| -> Option<Vec<Key>> {
        crate::keys::Context::ALL.iter().find_map(|c| keymap.sequences_for(id, None, &[*c]).into_iter().next())
    };
    export::keys(script, &resolve)
}

/// Runs `entrepot …` as another process of this program, on the desk of the test, with nothing of our environment.
pub fn child(words: &[String], with: &RunWith) -> io::Result<Ran> {
    let (program, arguments) = words.split_first().ok_or_else(|| io::Error::other("there are no words"))?;
    let mut command = if program == "entrepot" {
        let mut command = Command::new(env::current_exe()?);
        command.args(["--clock", &with.clock.to_rfc3339(), "--locale", with.locale]);
        command.args(["--seed", &with.seed.to_string()]);
        command
    } else if with.anything {
        Command::new(program)
    } else {
        return Err(io::Error::other("only entrepot may be run; --allow-run permits others"));
    };
    command.args(arguments).env_clear().env("ENTREPOT_DESK", &with.desk).env("ENTREPOT_USER", &with.user);
    command.envs(["PATH", "TMPDIR"].iter().filter_map(|name| Some((name, env::var_os(name)?))));
    let done = command.output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(Ran { exit: done.status.code().unwrap_or(-1), output: text(&done.stdout) + &text(&done.stderr) })
}

const STORES: &str = r#"Stores
  Set store "demo"                      demo:small demo:100k demo:1m: a demo desk at the script's clock
  Set store "fixtures/base.toml"        a file of commands, beside the script
  Set store "fixtures/desk"             a desk's folder; it is copied, never written
  A file of commands is TOML:
    founded = "2026-01-05T08:00:00Z"
    [[operator]]
    login = "mira"
    roles = ["CMP"]
    [[do]]
    at = "2026-02-01T09:00:00Z"
    by = "lin"
    verb = "partner.create"             KIND.create, KIND.change, case.judge, or a verb of a life-cycle
    id = "P-000001"                     not for create
    why = "file complete"
    fields = { legal_name_local = "…", country = "JP" }
  Set env EDITOR_TEXT "..." is what an editor gives back.  Expect status takes a part of the line.
"#;
