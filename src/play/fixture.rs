//! Stores as files of commands: who works there and what was done before the script begins.
//!
//! ```toml
//! founded = "2026-01-05T08:00:00Z"          # 60 days before the script's clock when left out
//! [[operator]]
//! login = "mira"
//! person = "Mira Kovačević"                 # the login when left out
//! roles = ["CMP"]
//! [[do]]
//! at = "2026-02-01T09:00:00Z"               # the time of the command before it when left out
//! by = "lin"
//! verb = "partner.create"                   # KIND.create, KIND.change, case.judge, or any verb of a life-cycle
//! id = "P-000001"                           # not for create
//! why = "KYC file complete"
//! file = "papers/licence.pdf"               # the filed copy of a document, beside this file
//! fields = { legal_name_local = "東京物産株式会社", country = "JP", "identifiers[lei].value" = "…" }
//! ```
//!
//! What is done to many alike is said once. Every command is done for all of them before the next one:
//!
//! ```toml
//! [[repeat]]
//! from = 1                                  # the first number; 1 when left out
//! times = 200
//! [[repeat.do]]
//! by = "lin"
//! verb = "partner.create"
//! fields = { legal_name_local = "Quai {n}", country = "EE" }
//! [[repeat.do]]
//! by = "lin"
//! verb = "partner.submit"
//! id = "{P}"                                # the newest record of this prefix made for the number; also in fields
//! ```
//!
//! `inbox = ["papers/licence.pdf"]` lets files wait in the desk's inbox. Operators with the roles ADM and DIR found the desk; `adm` and `dir` are added when nobody has them.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::Desk;
use crate::api::Refusal;
use crate::api::Via;
use crate::desk::genesis::FirstOperator;
use crate::desk::local::Local;
use crate::domain::case::Verdict;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::letter;
use crate::domain::operator::Role;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::play::store::StoreError;
use crate::play::store::Wanted;
use crate::runtime::clock::VirtualClock;
use crate::runtime::ids::Ids;
use crate::runtime::ids::SeededIds;
use crate::runtime::making;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    founded: Option<DateTime<Utc>>,
    #[serde(default)]
    operator: Vec<Operator>,
    #[serde(default, rename = "do")]
    steps: Vec<Step>,
    #[serde(default)]
    repeat: Vec<Repeat>,
    #[serde(default)]
    inbox: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Repeat {
    #[serde(default = "one")]
    from: usize,
    times: usize,
    #[serde(rename = "do")]
    steps: Vec<Step>,
}

const fn one() -> usize {
    1
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Operator {
    login: String,
    person: Option<String>,
    #[serde(default)]
    department: String,
    roles: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    at: Option<DateTime<Utc>>,
    by: String,
    verb: String,
    #[serde(default)]
    id: String,
    why: Option<String>,
    #[serde(default)]
    fields: BTreeMap<String, String>,
    /// The filed copy, beside the file of commands.
    file: Option<String>,
    /// The text of the filed copy of a repeated document, which otherwise would be another partner's too.
    paper: Option<String>,
}

/// Makes the desk a file describes.
pub(super) fn make(dir: &Path, name: &str, text: &str, wanted: Wanted<'_>) -> Result<(), StoreError> {
    let wrong = |why: String| StoreError::Commands(format!("{name}: {why}"));
    let file: File = toml::from_str(text).map_err(|e| wrong(e.to_string()))?;
    let founded = file.founded.unwrap_or(wanted.clock - TimeDelta::days(60));
    let mut operators = Vec::new();
    for operator in &file.operator {
        let roles = operator.roles.iter().map(|code| role(code).ok_or_else(|| wrong(format!("no role '{code}'"))));
        operators.push(FirstOperator {
            login: operator.login.clone(),
            person: operator.person.clone().unwrap_or_else(|| operator.login.clone()),
            department: operator.department.clone(),
            roles: roles.collect::<Result<_, _>>()?,
        });
    }
    let administrator = holder_of(&mut operators, Role::Adm, "adm");
    let director = holder_of(&mut operators, Role::Dir, "dir");
    making::found(dir, wanted.zone, operators, (&administrator, &director), founded, wanted.seed)?;
    let clock = VirtualClock::new(founded);
    let desk = Local::open(dir, making::inline(&clock, wanted.seed))?;
    let mut ids = SeededIds::new(wanted.seed);
    let english = I18n::new(Locale::En);
    for (number, step) in (1..).zip(&file.steps) {
        if let Some(at) = step.at {
            clock.move_to(at);
        }
        let mut act = act(step).map_err(|why| wrong(format!("[[do]] number {number}: {why}")))?;
        let blobs = match &step.file {
            Some(file) => {
                let path = Path::new(name).with_file_name(file);
                let bytes = fs::read(&path).map_err(|why| wrong(format!("[[do]] number {number}, {file}: {why}")))?;
                let blob = desk.store("evidence", &bytes).map_err(|why| wrong(english.text(&why.msg)))?;
                filed(&mut act, &path, &blob);
                vec![blob]
            }
            None => Vec::new(),
        };
        desk.submit(command(step, act, blobs, ids.next(0)))
            .map_err(|why| wrong(format!("[[do]] number {number}, {}", refused(step, &why, &english))))?;
    }
    let mut made = BTreeMap::new();
    for repeat in &file.repeat {
        for step in &repeat.steps {
            if let Some(at) = step.at {
                clock.move_to(at);
            }
            again(&desk, repeat, step, &mut made, &mut ids, &english)
                .map_err(|(n, why)| wrong(format!("[[repeat.do]] for {n}, {why}")))?;
        }
    }
    desk.checkpoint();
    arrive(dir, name, &file.inbox).map_err(wrong)
}

fn command(step: &Step, act: Act, blobs: Vec<BlobRef>, key: uuid::Uuid) -> Command {
    let (by, why) = (step.by.clone(), step.why.clone());
    Command { key, by, role: None, via: Via::Tui, why, seen: None, blobs, act }
}

/// Why a command of the file was refused, in English.
fn refused(step: &Step, why: &Refusal, english: &I18n) -> String {
    let fields: Vec<String> = why.fields.iter().map(|(path, msg)| format!("{path}: {}", english.text(msg))).collect();
    let more = if fields.is_empty() { String::new() } else { format!(" ({})", fields.join("; ")) };
    format!("{} by {}: {}{more}", step.verb, step.by, english.text(&why.msg))
}

/// The newest record of each prefix made for a number.
type Made = BTreeMap<usize, BTreeMap<&'static str, Id>>;

/// Does one command for every number of a repetition.
fn again(
    desk: &Local,
    repeat: &Repeat,
    step: &Step,
    made: &mut Made,
    ids: &mut SeededIds,
    english: &I18n,
) -> Result<(), (usize, String)> {
    let numbers = repeat.from..repeat.from + repeat.times;
    let mut commands = Vec::with_capacity(repeat.times);
    for n in numbers.clone() {
        let known = made.entry(n).or_default();
        let fill = |text: &str| {
            let named = known.iter().map(|(prefix, id)| (*prefix, id.to_string()));
            let places: Vec<(&str, String)> = named.chain([("n", n.to_string())]).collect();
            letter::fill(text, &places)
        };
        let mut one = step.clone();
        one.id = fill(&step.id);
        one.fields = step.fields.iter().map(|(path, text)| (path.clone(), fill(text))).collect();
        let mut act = act(&one).map_err(|why| (n, why))?;
        let mut blobs = Vec::new();
        if let Some(text) = &step.paper {
            let blob = desk.store("evidence", fill(text).as_bytes()).map_err(|why| (n, why.msg.to_string()))?;
            filed(&mut act, Path::new(&format!("{n:03}.txt")), &blob);
            blobs.push(blob);
        }
        commands.push(command(&one, act, blobs, ids.next(0)));
    }
    for (n, done) in numbers.zip(desk.submit_all(commands)) {
        let done = done.map_err(|why| (n, refused(step, &why, english)))?;
        let known = made.entry(n).or_default();
        for id in done.ids.into_iter().chain(done.case) {
            known.insert(id.kind.def().prefix, id);
        }
    }
    Ok(())
}

/// Copies the files that wait in the inbox, which lie beside the file of commands.
fn arrive(dir: &Path, name: &str, files: &[String]) -> Result<(), String> {
    for file in files {
        let from = Path::new(name).with_file_name(file);
        let to = dir.join("inbox").join(from.file_name().unwrap_or_default());
        fs::create_dir_all(dir.join("inbox"))
            .and_then(|()| fs::copy(&from, &to))
            .map_err(|why| format!("{file}: {why}"))?;
    }
    Ok(())
}

/// The fields that name the filed copy.
fn filed(act: &mut Act, path: &Path, blob: &BlobRef) {
    let Act::Create { fields, .. } = act else { return };
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let parts = [("name", name), ("sha256", blob.sha256.to_string()), ("bytes", blob.bytes.to_string())];
    fields.extend(parts.map(|(part, text)| Assign { path: format!("file.{part}"), value: Value::Text(text) }));
}

fn role(code: &str) -> Option<Role> {
    Role::ALL.iter().copied().find(|role| role.as_str().eq_ignore_ascii_case(code))
}

/// Who has a role; somebody of this name is added when nobody has.
fn holder_of(operators: &mut Vec<FirstOperator>, role: Role, name: &str) -> String {
    if let Some(found) = operators.iter().find(|o| o.roles.contains(&role)) {
        return found.login.clone();
    }
    operators.push(FirstOperator {
        login: name.to_owned(),
        person: name.to_owned(),
        department: String::new(),
        roles: vec![role],
    });
    name.to_owned()
}

fn act(step: &Step) -> Result<Act, String> {
    let assign = |(path, text): (&String, &String)| Assign { path: path.clone(), value: Value::Text(text.clone()) };
    let fields: Vec<Assign> = step.fields.iter().map(assign).collect();
    let id = || step.id.parse::<Id>().map_err(|_| format!("'{}' is no id", step.id));
    let (kind, verb) = step.verb.split_once('.').ok_or_else(|| format!("'{}' is no verb", step.verb))?;
    let kind = || KindId::from_name(kind).ok_or_else(|| format!("there is no kind '{kind}'"));
    Ok(match verb {
        "create" => Act::Create { kind: kind()?, fields },
        "change" => Act::Change { id: id()?, expect_rev: None, fields },
        "judge" if step.verb == "case.judge" => {
            let of = |name: &str| step.fields.get(name).cloned().unwrap_or_default();
            Act::Judge {
                case: id()?,
                code: of("code"),
                verdict: Verdict::from_code(&of("verdict")),
                comment: of("comment"),
            }
        }
        _ => Act::Verb { verb: step.verb.clone(), id: id()?, expect_rev: None, fields },
    })
}
