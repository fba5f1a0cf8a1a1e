//! `entrepot queue`: cases that wait.

use crate::cli::args::Global;
use crate::cli::args::QueueArgs;
use crate::cli::fail::Fail;
use crate::cli::list;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::Wanted;

/// Runs it.
pub fn run(global: &Global, args: &QueueArgs, out: &mut Out) -> Result<(), Fail> {
    let def = list::definition(if args.mine { "mine" } else { "queue" })?;
    let columns = list::columns(def, &[])?;
    let session = Session::open(global, out)?;
    let wanted =
        Wanted { list: def.id.to_owned(), filter: args.filter.clone(), limit: args.limit, ..Wanted::default() };
    list::print(&session, def, &columns, &wanted, out)
}
