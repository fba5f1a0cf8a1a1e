//! `entrepot new KIND FIELD=VALUE…`: makes a record.

use crate::api::Act;
use crate::cli::args::Global;
use crate::cli::args::NewArgs;
use crate::cli::assign;
use crate::cli::do_verb::report;
use crate::cli::fail::Fail;
use crate::cli::letter;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::kind;
use crate::domain::kind::KindId;

/// Runs it.
pub fn run(global: &Global, args: &NewArgs, out: &mut Out) -> Result<(), Fail> {
    let kind = kind(&args.kind)?;
    let mut fields = assign::all(kind, &args.fields)?;
    let session = Session::open(global, out)?;
    let mut blobs = Vec::new();
    if let Some(path) = &args.file {
        let (blob, named) = assign::filed(&session, kind, path)?;
        blobs.push(blob);
        fields.extend(named);
    }
    if kind == KindId::Letter {
        letter::draw_up(&session, &mut fields)?;
    }
    let mut command = session.command(Act::Create { kind, fields }, args.why.as_deref())?;
    command.blobs = blobs;
    let done = session.submit(command)?;
    report(&done, out)
}
