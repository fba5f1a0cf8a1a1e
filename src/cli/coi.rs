//! `entrepot import certificates FILE.pdf`: what a paper seems to say, and the fields of it that somebody takes.
//!
//! Without `--accept` nothing is written: the proposals are shown with the line each stands in. A paper no program can
//! read is filed as evidence with the fields that were typed.

use crate::api::Act;
use crate::api::Assign;
use crate::api::Command;
use crate::api::ImportRow;
use crate::api::OnExisting;
use crate::api::Via;
use crate::api::reading::Paper;
use crate::api::reading::Proposal;
use crate::api::reading::Reading;
use crate::cli::args::Global;
use crate::cli::args::ImportArgs;
use crate::cli::assign;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::file_name;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::certificates::paper;
use crate::interchange::evidence;
use clap::Args;
use std::path::Path;

/// Endings of files that are papers, whatever is in them.
const PAPERS: [&str; 8] = ["pdf", "png", "jpg", "jpeg", "tif", "tiff", "txt", "webp"];

/// What the import of a paper takes.
#[derive(Debug, Args)]
pub struct PaperArgs {
    /// Of a certificate on paper: whose it is
    #[arg(long, value_name = "PARTNER")]
    pub partner: Option<String>,
    /// Of a certificate on paper: the proposed fields that are right, `all` or paths apart by comma
    #[arg(long, value_name = "FIELDS", requires = "partner")]
    pub accept: Option<String>,
    /// Of a certificate on paper: a field typed by hand
    #[arg(long, value_name = "FIELD=VALUE", requires = "partner")]
    pub set: Vec<String>,
}

/// Whether a file is a paper and no data.
pub fn is_paper(path: &Path, bytes: &[u8]) -> bool {
    let ending = path.extension().and_then(|e| e.to_str()).unwrap_or_default().to_ascii_lowercase();
    PAPERS.contains(&ending.as_str()) || bytes.starts_with(b"%PDF-")
}

/// Runs it.
pub fn run(global: &Global, args: &ImportArgs, bytes: &[u8], out: &mut Out) -> Result<(), Fail> {
    let Paper { reading, proposals } = paper::of(bytes);
    let given = &args.paper;
    let shown = args.file.display().to_string();
    // Filed as evidence with what was typed it still can be: then somebody has looked at it.
    if evidence::is_misnamed(&shown, bytes) && given.set.is_empty() {
        let fail = Fail::user(Msg::new("coi-no-pdf").with("file", shown).with("bytes", bytes.len()));
        return Err(fail.hints([Msg::new("coi-no-pdf-hint"), Msg::new("coi-type-it")]));
    }
    if given.accept.is_none() && given.set.is_empty() {
        return show(args, &reading, &proposals, out);
    }
    let accepted = accepted(given.accept.as_deref().unwrap_or_default(), &proposals)?;
    let typed = assign::all(KindId::Certificate, &given.set)?;
    let session = Session::open(global, out)?;
    let partner = session.find(given.partner.as_deref().unwrap_or_default())?;
    if args.dry_run {
        return show(args, &reading, &accepted, out);
    }
    take(&session, args, partner, &accepted, typed, out)
}

/// Shows what the paper seems to say.
fn show(args: &ImportArgs, reading: &Reading, proposals: &[Proposal], out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        return out.json(&serde_json::json!({
            "file": args.file.display().to_string(),
            "reading": out.words(&reading.says()),
            "pages": reading.pages_in_all,
            "proposals": proposals,
        }));
    }
    out.say(&reading.says())?;
    let headings =
        ["field", "value", "sure", "page", "line"].map(|name| out.label(&format!("coi-column-{name}"), name));
    let mut grid = Grid::new(headings.to_vec());
    grid.right(2);
    grid.right(3);
    for p in proposals {
        let value =
            p.why.as_ref().map_or_else(|| p.value.to_string(), |why| format!("{} — {}", p.printed, out.words(why)));
        let sure = format!("{} %", p.confidence);
        grid.row(vec![p.path.clone(), value, sure, p.page.to_string(), p.line.clone()]);
    }
    if grid.is_empty() {
        out.note(&Msg::new("coi-nothing-proposed"));
        return out.say(&Msg::new("coi-type-it"));
    }
    grid.print(out)?;
    out.say(&Msg::new("coi-proposed").with("n", proposals.len()))
}

/// The proposals that are taken.
fn accepted(wanted: &str, proposals: &[Proposal]) -> Result<Vec<Proposal>, Fail> {
    let mut taken = Vec::new();
    for word in wanted.split(',').map(str::trim).filter(|w| !w.is_empty()) {
        let meant = |p: &&Proposal| {
            let below = p.path.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']));
            below || word == "all" && p.why.is_none()
        };
        let found: Vec<&Proposal> = proposals.iter().filter(meant).collect();
        if found.is_empty() && word != "all" {
            let known: Vec<&str> = proposals.iter().map(|p| p.path.as_str()).collect();
            let fail = Fail::user(Msg::new("coi-accept-unknown").with("found", word));
            return Err(fail.hint(Msg::new("cli-known").with("known", known)));
        }
        for proposal in found {
            if let Some(why) = &proposal.why {
                let fail = Fail::user(Msg::new("coi-accept-unread").with("path", proposal.path.as_str()));
                return Err(fail.hints([why.clone(), Msg::new("coi-set-hint")]));
            }
            if !taken.contains(proposal) {
                taken.push(proposal.clone());
            }
        }
    }
    Ok(taken)
}

/// Files the certificate with its copy.
fn take(
    session: &Session,
    args: &ImportArgs,
    partner: Id,
    accepted: &[Proposal],
    typed: Vec<Assign>,
    out: &mut Out,
) -> Result<(), Fail> {
    let (blob, named) = assign::filed(session, KindId::Certificate, &args.file)?;
    let counts = (accepted.len(), typed.len());
    let assign = |path: &str, value: Value| Assign { path: path.to_owned(), value };
    let mut fields = vec![assign("partner", Value::Ref(partner.to_string()))];
    fields.extend(named);
    fields.extend(accepted.iter().map(|p| assign(&p.path, p.value.clone())));
    fields.retain(|f| !typed.iter().any(|t| t.path == f.path));
    fields.extend(typed);
    let act = Act::Import {
        kind: KindId::Certificate,
        rows: vec![ImportRow { line: 1, key: None, fields }],
        on_existing: OnExisting::UpdateMapped,
        batch: format!("{}:{}", file_name(&args.file), blob.sha256.to_string().get(..12).unwrap_or_default()),
    };
    let command = session.command(act, args.why.as_deref())?;
    let done = session.submit(Command { via: Via::Import, blobs: vec![blob], ..command })?;
    let result = done.import.unwrap_or_default();
    if !result.rejected.is_empty() {
        let mut fail = Fail::user(Msg::new("coi-not-filed").with("n", result.rejected.len()));
        fail.fields = result.rejected.into_iter().map(|r| (r.path, r.why)).collect();
        return Err(fail.hint(Msg::new("coi-set-hint")));
    }
    let Some(id) = done.ids.first().copied() else { return out.say(&Msg::new("cli-import-same")) };
    if result.created > 0 {
        let act = Act::Verb { verb: "certificate.extract".to_owned(), id, expect_rev: None, fields: Vec::new() };
        session.submit(session.command(act, args.why.as_deref())?)?;
    }
    let said = if result.created > 0 { "coi-filed" } else { "coi-changed" };
    out.say(&Msg::new(said).with("id", id.to_string()).with("accepted", counts.0).with("typed", counts.1))
}
