//! `entrepot report …`: what an inspector is handed, as files with their hashes.

use crate::api::report::Order;
use crate::api::report::Which;
use crate::cli::args::Global;
use crate::cli::args::ReportArgs;
use crate::cli::args::ReportOptions;
use crate::cli::args::ReportSub;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::day;
use crate::domain::entry::Digest;
use crate::domain::msg::Msg;
use crate::report;
use crate::report::Form;
use crate::report::Pack;
use crate::runtime::reports;
use crate::runtime::reports::Made;
use crate::runtime::reports::Written;
use std::path::Path;
use std::sync::atomic::AtomicBool;

/// Forms of a pack.
const FORMS: &[Form] = &[Form::Markdown, Form::Html, Form::Xlsx];

/// Runs it.
pub fn run(global: &Global, args: &ReportArgs, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let (order, options) = order(&session, &args.command)?;
    let made = reports::build(session.desk(), &order, &out.i18n, &AtomicBool::new(false))?;
    hand_out(&session, &order, made, options, out)
}

/// What the words ask for.
fn order<'a>(session: &Session, command: &'a ReportSub) -> Result<(Order, &'a ReportOptions), Fail> {
    let (which, filter, until, options) = match command {
        ReportSub::Register { filter, as_at, options } => (Which::Register, filter.clone(), as_at, options),
        ReportSub::PartnerFile { partner, as_at, options } => {
            (Which::PartnerFile(session.find(partner)?), String::new(), as_at, options)
        }
        ReportSub::Segregation { from, to, options } => {
            (Which::Segregation { from: day(from)? }, String::new(), to, options)
        }
    };
    let day = match until {
        Some(text) => day(text)?,
        None => session.today()?,
    };
    Ok((Order { which, filter, day, entry: options.at_entry, personal: options.personal }, options))
}

/// Writes it where it was wanted, after it is journaled.
fn hand_out(session: &Session, order: &Order, made: Made, options: &ReportOptions, out: &mut Out) -> Result<(), Fail> {
    let Some(to) = options.to.as_deref().filter(|to| *to != "-") else {
        let form = if out.is_json() { Form::Json } else { Form::Markdown };
        let bytes = report::render(&made.report, form, &out.i18n)?;
        let hash = Digest::of(&bytes).to_string();
        journal(session, order, &made, &hash, 1, options, out)?;
        return Ok(out.writer().write_all(&bytes)?);
    };
    let path = Path::new(to);
    let written = match Form::of(to) {
        Some(form) if !path.is_dir() => {
            let bytes = report::render(&made.report, form, &out.i18n)?;
            let hash = Digest::of(&bytes).to_string();
            journal(session, order, &made, &hash, 1, options, out)?;
            reports::write_file(&bytes, path)?
        }
        _ if path.extension().is_some() && !path.is_dir() && !to.ends_with('/') => {
            return Err(Fail::user(Msg::new("report-no-form").with("file", to)).hint(Msg::new("report-no-form-hint")));
        }
        _ => {
            reports::check_free(path)?;
            let stored = made.stored.clone();
            let pack = Pack::of(made.report.clone(), FORMS, &out.i18n)?.with(stored);
            journal(session, order, &made, &pack.hash(), pack.files.len(), options, out)?;
            reports::write_pack(session.desk(), &pack, path)?
        }
    };
    say(&made, &written, out)
}

fn journal(
    session: &Session,
    order: &Order,
    made: &Made,
    hash: &str,
    files: usize,
    options: &ReportOptions,
    out: &Out,
) -> Result<(), Fail> {
    // A desk that cannot be written can be reported on all the same; secrets are not given away unseen.
    if session.status.read_only.is_some() && !order.personal {
        out.note(&Msg::new("report-not-journaled"));
        return Ok(());
    }
    let mut command = session.command(crate::api::Act::Undo { seq: 0 }, options.why.as_deref())?;
    let done = reports::journal(session.desk(), order, made, hash, files, &out.i18n, |act| {
        command.act = act;
        command
    })?;
    let id = done.ids.first().map(ToString::to_string).unwrap_or_default();
    out.note(&Msg::new("report-journaled").with("id", id));
    Ok(())
}

fn say(made: &Made, written: &Written, out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        let count = made.report.count;
        return out.json(&serde_json::json!({
            "report": made.report.name,
            "count": count,
            "path": written.path,
            "files": written.files,
            "sha256": written.sha256,
            "entry": made.entry,
        }));
    }
    out.say(&made.report.summary)?;
    let msg = Msg::new("report-written").with("path", written.path.as_str()).with("files", written.files);
    out.say(&msg.with("sha256", written.sha256.as_str()))
}
