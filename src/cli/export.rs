//! `entrepot export KIND --to FILE`: records into a file.

use crate::api::Act;
use crate::api::Answer;
use crate::api::At;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::lists::Draw;
use crate::api::lists::ListDef;
use crate::cli::args::ExportArgs;
use crate::cli::args::Global;
use crate::cli::fail::Fail;
use crate::cli::list;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::Wanted;
use crate::cli::session::day;
use crate::cli::session::unexpected;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::interchange::Format;
use crate::interchange::export::Column;
use crate::interchange::export::Writer;
use crate::report::Asked;
use crate::runtime::reports;
use chrono::NaiveDate;
use std::fs::File;
use std::io::BufWriter;
use std::io::Write;
use std::sync::atomic::AtomicBool;

/// What is written of each row.
enum Cells {
    /// Cells of the list, by place.
    List(Vec<usize>),
    /// Fields of the record, by path; each record is read.
    Fields(Vec<String>),
}

/// Runs it.
pub fn run(global: &Global, args: &ExportArgs, out: &mut Out) -> Result<(), Fail> {
    let def = list::definition(&args.target)?;
    let format = match Format::of(&args.to) {
        Some(Format::Csv) if args.to == "-" && out.is_json() => Format::JsonLines,
        Some(format) => format,
        None => {
            return Err(Fail::user(Msg::new("cli-no-format").with("file", args.to.as_str()))
                .hint(Msg::new("cli-no-format-hint")));
        }
    };
    let (columns, cells) = chosen(def, &args.columns)?;
    let as_at = args.as_at.as_deref().map(day).transpose()?;
    let wanted = Wanted { list: def.id.to_owned(), filter: args.filter.clone(), as_at, ..Wanted::default() };
    let session = Session::open(global, out)?;
    if args.to == "-" {
        return write(&session, &wanted, format, &columns, &cells, out.writer()).map(|_| ());
    }
    let unwritten =
        |e: &std::io::Error| Fail::user(Msg::new("cli-file-unwritten").with("file", args.to.as_str())).cause(e);
    let mut file = BufWriter::new(File::create(&args.to).map_err(|e| unwritten(&e))?);
    let rows = write(&session, &wanted, format, &columns, &cells, &mut file)?;
    drop(file.into_inner().map_err(|e| unwritten(e.error()))?);
    journal(&session, &wanted, rows, args.to.as_ref())?;
    out.say(&Msg::new("cli-exported").with("n", rows).with("file", args.to.as_str()))
}

/// What left the desk is said in its journal.
fn journal(session: &Session, wanted: &Wanted, rows: usize, file: &std::path::Path) -> Result<(), Fail> {
    let query = ListQuery {
        list: wanted.list.clone(),
        filter: wanted.filter.clone(),
        sort: None,
        offset: 0,
        limit: 0,
        operator: session.operator.clone(),
        anchor: None,
        as_at: wanted.as_at,
    };
    let cancel = AtomicBool::new(false);
    let asked = Asked { desk: session.desk(), cancel: &cancel, operator: &session.operator };
    let command = session.command(Act::export(Vec::new()), None)?;
    Ok(reports::journal_list(asked, &query, rows, file, command)?)
}

/// Columns of the list when all names are; otherwise fields of the kind.
fn chosen(def: &'static ListDef, names: &[String]) -> Result<(Vec<Column>, Cells), Fail> {
    let of_list = list::columns(def, names);
    let (kind, names) = match (of_list, def.kind) {
        (Ok(columns), _) => {
            // What is computed for the eye, such as the days left, is no data.
            let data = columns.iter().filter(|(_, c)| !matches!(c.draw, Draw::Open) || !names.is_empty());
            let (places, made) = data.map(|(at, c)| (*at, Column { name: c.name.to_owned(), ty: None })).unzip();
            return Ok((made, Cells::List(places)));
        }
        (Err(fail), None) => return Err(fail),
        (Err(_), Some(kind)) => (kind, names),
    };
    let every = names.len() == 1 && names.iter().all(|n| n == "all");
    let paths: Vec<String> = if every {
        ["id", "state"].iter().copied().chain(kind.def().fields.iter().map(|f| f.name)).map(str::to_owned).collect()
    } else {
        names.to_vec()
    };
    let column = |path: &String| -> Result<Column, Fail> {
        if matches!(path.as_str(), "id" | "state" | "rev") {
            return Ok(Column { name: path.clone(), ty: None });
        }
        let field = Path::parse(kind, path).map_err(Fail::user)?.field(kind);
        // Without an element the path gives a list over all elements, which the member's type does not describe.
        let ty = field.map(|f| f.ty).filter(|_| !path.contains('.') || path.contains('['));
        Ok(Column { name: path.clone(), ty })
    };
    let columns = paths.iter().map(column).collect::<Result<_, _>>()?;
    Ok((columns, Cells::Fields(paths)))
}

fn write(
    session: &Session,
    wanted: &Wanted,
    format: Format,
    columns: &[Column],
    cells: &Cells,
    to: &mut dyn Write,
) -> Result<usize, Fail> {
    let mut writer = Writer::new(format, columns, to)?;
    let (rows, _) = session.rows(wanted, |listing| {
        for row in &listing.rows {
            match cells {
                Cells::List(places) => {
                    let made: Vec<Value> =
                        places.iter().map(|at| row.cells.get(*at).cloned().unwrap_or_default()).collect();
                    writer.row(&made)?;
                }
                Cells::Fields(paths) => writer.row(&fields(session, &row.id, paths, wanted.as_at)?)?,
            }
        }
        Ok(())
    })?;
    writer.finish()?;
    Ok(rows)
}

/// Fields of one record.
fn fields(session: &Session, id: &str, paths: &[String], as_at: Option<NaiveDate>) -> Result<Vec<Value>, Fail> {
    let id: crate::domain::kind::Id = id.parse().map_err(Fail::user)?;
    let at = as_at.map_or(At::Now, At::Day);
    let query = Query::Show { id, at, operator: session.operator.clone() };
    let Answer::Show(shown) = session.ask(&query)? else { return Err(unexpected()) };
    let record = rebuilt(id.kind, &shown.fields);
    let value = |path: &String| match path.as_str() {
        "id" => Value::Ref(shown.id.to_string()),
        "state" => Value::Code(shown.state.clone()),
        "rev" => Value::Int(i64::try_from(shown.rev).unwrap_or(i64::MAX)),
        path => record.path(path).unwrap_or_default(),
    };
    Ok(paths.iter().map(value).collect())
}

/// The record behind the fields shown; what does not fit (an erased secret) stays empty.
fn rebuilt(kind: KindId, fields: &[(String, Value)]) -> Record {
    let mut record = Record::empty(kind);
    for (name, value) in fields {
        if let Some(index) = kind.def().index(name) {
            let _ = record.set_at(index, value.clone());
        }
    }
    record
}
