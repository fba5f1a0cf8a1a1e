//! `entrepot set [KIND] ID FIELD=VALUE…`: changes fields of a record.

use crate::api::Act;
use crate::cli::args::Global;
use crate::cli::args::SetArgs;
use crate::cli::assign;
use crate::cli::do_verb::record;
use crate::cli::do_verb::report;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::kind;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;

/// Runs it.
pub fn run(global: &Global, args: &SetArgs, out: &mut Out) -> Result<(), Fail> {
    let mut words = args.words.as_slice();
    let mut named: Option<KindId> = None;
    // `set partner P-000123 note=…` reads as the manual writes it; the id alone says the kind, too.
    if let [first, rest @ ..] = words
        && !first.contains('-')
        && !first.contains('=')
    {
        named = Some(kind(first)?);
        words = rest;
    }
    let [id, fields @ ..] = words else { return Err(Fail::user(Msg::new("cli-set-what"))) };
    let id = record(id)?;
    if let Some(named) = named.filter(|named| *named != id.kind) {
        return Err(Fail::user(
            Msg::new("cli-other-kind").with("id", id.to_string()).term("kind", named.def().label()),
        ));
    }
    let mut fields = assign::all(id.kind, fields)?;
    if fields.is_empty() && args.file.is_none() {
        return Err(Fail::user(Msg::new("cli-set-what")).hint(Msg::new("cli-not-a-field-hint")));
    }
    let session = Session::open(global, out)?;
    let mut blobs = Vec::new();
    if let Some(path) = &args.file {
        let (blob, named) = assign::filed(&session, id.kind, path)?;
        blobs.push(blob);
        fields.extend(named);
    }
    let act = Act::Change { id, expect_rev: args.expect_rev, fields };
    let mut command = session.command(act, args.why.as_deref())?;
    command.blobs = blobs;
    let done = session.submit(command)?;
    report(&done, out)
}
