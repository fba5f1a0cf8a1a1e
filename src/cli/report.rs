//! `entrepot report …`: what an inspector is handed, as files with their hashes.

use crate::api::Act;
use crate::api::report::Order;
use crate::api::report::Reported;
use crate::api::report::Which;
use crate::cli::args::Global;
use crate::cli::args::ReportArgs;
use crate::cli::args::ReportOptions;
use crate::cli::args::ReportSub;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::day;
use crate::domain::msg::Msg;
use crate::report::Asked;
use crate::report::Form;
use crate::runtime::reports;
use std::sync::atomic::AtomicBool;

/// Runs it.
pub fn run(global: &Global, args: &ReportArgs, out: &mut Out) -> Result<(), Fail> {
    let session = Session::open(global, out)?;
    let (order, options, to) = order(&session, &args.command)?;
    let cancel = AtomicBool::new(false);
    let asked = Asked { desk: session.desk(), cancel: &cancel, operator: &session.operator };
    let command = session.command(Act::export(Vec::new()), options.why.as_deref())?;
    let reported = if let Some(to) = to {
        let reported = reports::hand_out(asked, &order, to, command, &out.i18n)?;
        say(&reported, out)?;
        reported
    } else {
        let form = if out.is_json() { Form::Json } else { Form::Markdown };
        let (reported, bytes) = reports::print(asked, &order, form, command, &out.i18n)?;
        out.writer().write_all(&bytes)?;
        reported
    };
    if !reported.export.is_empty() {
        out.note(&Msg::new("report-journaled").with("id", reported.export.as_str()));
    } else if session.status.read_only.is_some() {
        out.note(&Msg::new("report-not-journaled"));
    }
    // A check that found something says no.
    if order.which == Which::Lint && reported.count > 0 { Err(Fail::answer()) } else { Ok(()) }
}

/// What the words ask for: the report, how it is made, where it goes.
fn order<'a>(
    session: &Session,
    command: &'a ReportSub,
) -> Result<(Order, &'a ReportOptions, Option<&'a String>), Fail> {
    let none = String::new;
    let (which, filter, until, options, to) = match command {
        ReportSub::Register { filter, as_at, to, options } => (Which::Register, filter.clone(), as_at, options, to),
        ReportSub::PartnerFile { partner, as_at, to, options } => {
            (Which::PartnerFile(session.find(partner)?), none(), as_at, options, to)
        }
        ReportSub::Segregation { from, until, out, options } => {
            (Which::Segregation { from: day(from)? }, none(), until, options, out)
        }
        ReportSub::Aeo { checklist, as_at, to, options } => (Which::Aeo(checklist.clone()), none(), as_at, options, to),
        ReportSub::Insurance { filter, to, options } => (Which::Insurance, filter.clone(), &None, options, to),
        ReportSub::Lint { to, options } => (Which::Lint, none(), &None, options, to),
    };
    let day = match until {
        Some(text) => day(text)?,
        None => session.today()?,
    };
    let order = Order { which, filter, day, entry: options.at_entry, personal: options.personal };
    Ok((order, options, to.as_ref().filter(|to| *to != "-")))
}

fn say(reported: &Reported, out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        return out.json(&serde_json::json!({
            "count": reported.count,
            "path": reported.path,
            "files": reported.files,
            "sha256": reported.sha256,
            "entry": reported.entry,
            "export": reported.export,
        }));
    }
    out.say(&reported.summary)?;
    let msg = Msg::new("report-written").with("path", reported.path.as_str()).with("files", reported.files);
    out.say(&msg.with("sha256", reported.sha256.as_str()))
}
