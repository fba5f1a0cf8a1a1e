//! `entrepot id SCHEME VALUE…`: checks identifiers. Needs no desk.

use crate::cli::args::IdArgs;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::cli::session::file;
use crate::domain::identifiers;
use crate::domain::identifiers::Scheme;
use crate::domain::identifiers::Verdict;
use crate::domain::msg::Msg;
use crate::interchange;
use crate::text::did_you_mean;
use crate::text::visible;
use std::path::Path;

/// Runs it.
pub fn run(args: &IdArgs, out: &mut Out) -> Result<(), Fail> {
    if args.schemes {
        return schemes(out);
    }
    let named = args.scheme.as_deref().map(scheme).transpose()?;
    let mut tally = Tally::default();
    match (&args.file, named) {
        (Some(path), named) => check_file(args, path, named, &mut tally, out)?,
        (None, Some(named)) if !args.values.is_empty() => {
            for value in &args.values {
                tally.value(None, named, value, true, out)?;
            }
        }
        _ => return Err(Fail::user(Msg::new("cli-id-what")).hint(Msg::new("cli-id-hint"))),
    }
    if args.file.is_some() {
        let [valid, suspicious, invalid] = [tally.valid, tally.suspicious, tally.invalid];
        let all = Msg::new("cli-id-tally").with("n", valid + suspicious + invalid);
        out.say(&all.with("valid", valid).with("suspicious", suspicious).with("invalid", invalid))?;
    }
    if tally.invalid > 0 { Err(Fail::answer()) } else { Ok(()) }
}

/// A scheme by code or alias.
fn scheme(name: &str) -> Result<&'static Scheme, Fail> {
    identifiers::find(name).ok_or_else(|| {
        let near = did_you_mean(name, identifiers::schemes().iter().map(|s| s.code));
        Fail::user(Msg::new("cli-no-scheme").with("found", name))
            .hints(near.map(|near| Msg::new("cli-did-you-mean").with("near", near)))
            .hint(Msg::new("cli-schemes-hint"))
    })
}

#[derive(Default)]
struct Tally {
    valid: usize,
    suspicious: usize,
    invalid: usize,
}

impl Tally {
    /// Checks one value; `all` prints valid ones too.
    fn value(&mut self, line: Option<u64>, scheme: &Scheme, value: &str, all: bool, out: &mut Out) -> Result<(), Fail> {
        let verdict = scheme.check(value);
        let tone = match verdict {
            Verdict::Valid { .. } => {
                self.valid += 1;
                Tone::Good
            }
            Verdict::Suspicious { .. } => {
                self.suspicious += 1;
                Tone::Warn
            }
            Verdict::Invalid { .. } => {
                self.invalid += 1;
                Tone::Bad
            }
        };
        if out.is_json() {
            let name = verdict.name_msg().trim_start_matches("id-");
            let why =
                verdict.why().map(|msg| serde_json::json!({ "id": msg.id, "args": msg.args, "text": out.words(msg) }));
            let object = serde_json::json!({
                "line": line,
                "scheme": scheme.code,
                "value": value,
                "verdict": name,
                "canonical": verdict.canonical(),
                "why": why,
            });
            return out.json(&object);
        }
        if !all && matches!(verdict, Verdict::Valid { .. }) {
            return Ok(());
        }
        let word = out.tone(tone, &out.label(verdict.name_msg(), verdict.name_msg()));
        let place = line.map_or_else(String::new, |n| format!("{n}: "));
        let form = verdict.canonical().filter(|c| *c != value).map_or_else(String::new, |c| format!(" → {c}"));
        let why = verdict.why().map_or_else(String::new, |msg| format!("  {}", out.words(msg)));
        out.line(&format!("{place}{word}  {}  {}{}{why}", scheme.code, visible(value), visible(&form)))
    }
}

fn check_file(
    args: &IdArgs,
    path: &Path,
    named: Option<&'static Scheme>,
    tally: &mut Tally,
    out: &mut Out,
) -> Result<(), Fail> {
    let shown = path.display().to_string();
    let bytes = file(path)?;
    let wrong = |d| Fail::diagnostics(Msg::new("cli-import-nothing").with("file", shown.as_str()), vec![d]);
    let table = interchange::read(&shown, &bytes, None).map_err(wrong)?;
    let place = |name: &str| table.headers.iter().position(|h| h == name);
    let missing = |name: &str| {
        Fail::user(Msg::new("cli-file-column").with("file", shown.as_str()).with("column", name))
            .hint(Msg::new("cli-known").with("known", table.headers.clone()))
    };
    let values = place(&args.value_column).ok_or_else(|| missing(&args.value_column))?;
    let schemes = place(&args.scheme_column);
    if schemes.is_none() && named.is_none() {
        return Err(missing(&args.scheme_column).hint(Msg::new("cli-id-file-hint")));
    }
    for record in &table.records {
        let value = record.cells.get(values).map_or("", String::as_str);
        let said = schemes.and_then(|at| record.cells.get(at)).filter(|c| !c.trim().is_empty());
        let known = said.map_or(named, |name| identifiers::find(name));
        if let Some(scheme) = known {
            tally.value(Some(record.line), scheme, value, false, out)?;
            continue;
        }
        tally.invalid += 1;
        let msg = Msg::new("cli-id-line").with("line", record.line).with("found", said.map_or("", String::as_str));
        let text = out.words(&msg);
        if out.is_json() {
            let why = serde_json::json!({ "id": msg.id, "args": msg.args, "text": text });
            out.json(&serde_json::json!({
                "line": record.line, "scheme": said, "value": value, "verdict": "invalid", "canonical": null, "why": why,
            }))?;
        } else {
            out.line(&text)?;
        }
    }
    Ok(())
}

/// Every scheme with its name, country and an example.
pub fn schemes(out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        return identifiers::schemes().iter().try_for_each(|s| {
            let name = out.label(s.name_msg, s.code);
            out.json(&serde_json::json!({
                "scheme": s.code, "name": name, "aliases": s.aliases, "country": s.country, "example": s.example,
            }))
        });
    }
    let mut grid =
        Grid::new(["scheme", "country", "example", "name"].map(|n| out.label(&format!("cli-head-{n}"), n)).into());
    for s in identifiers::schemes() {
        let country = s.country.unwrap_or_default().to_owned();
        grid.row(vec![s.code.to_owned(), country, s.example.to_owned(), out.label(s.name_msg, s.code)]);
    }
    grid.print(out)
}
