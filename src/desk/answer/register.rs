//! The register: every record of a kind that matches, as known at a moment, with the fields asked for.

use crate::api::Refusal;
use crate::api::Register;
use crate::api::RegisterQuery;
use crate::api::query::Row;
use crate::desk::answer::past;
use crate::desk::journal::FileJournal;
use crate::desk::standing;
use crate::desk::standing::Standing;
use crate::desk::state::State;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::value::Value;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::sync::atomic::AtomicBool;

/// A column of the register.
enum Column {
    Id,
    State,
    Rev,
    ReviewDue,
    Risk,
    Field(Path),
}

impl Column {
    fn of(kind: KindId, name: &str) -> Result<Self, Refusal> {
        Ok(match name {
            "id" => Column::Id,
            "state" => Column::State,
            "rev" => Column::Rev,
            "review_due" if kind == KindId::Partner => Column::ReviewDue,
            "risk" if kind == KindId::Partner => Column::Risk,
            path => Column::Field(Path::parse(kind, path).map_err(Refusal::invalid)?),
        })
    }

    fn cell(&self, stored: &Stored, standing: Option<&Standing>) -> Value {
        let day = |day: Option<NaiveDate>| day.map_or(Value::Null, Value::Date);
        match self {
            Column::Id => Value::Ref(stored.id.to_string()),
            Column::State => Value::Code(stored.state.clone()),
            Column::Rev => Value::Int(i64::try_from(stored.rev).unwrap_or(i64::MAX)),
            Column::ReviewDue => day(standing.and_then(|s| s.review_due)),
            Column::Risk => standing.map_or(Value::Null, |s| Value::Code(s.risk.band.as_str().to_owned())),
            Column::Field(path) => path.read(&stored.record),
        }
    }
}

/// Makes it.
pub fn register(
    state: &State,
    journal: &FileJournal,
    query: &RegisterQuery,
    cancel: &AtomicBool,
) -> Result<Register, Refusal> {
    let head = past::head(state, journal, query.upto)?;
    let made = |name: &String| Column::of(query.kind, name);
    let columns: Vec<Column> = query.fields.iter().map(made).collect::<Result<_, _>>()?;
    let at = (head.seq, head.day);
    let (total, records) = match past::select(state, journal, query.kind, at, &query.filter, cancel)? {
        Ok(found) => found,
        Err(errors) => return Ok(Register { head, total: 0, rows: Vec::new(), errors }),
    };
    let stands = columns.iter().any(|c| matches!(c, Column::ReviewDue | Column::Risk));
    let row = |stored: &Stored| {
        let partner = Partner::of(&stored.record);
        let standing = partner.filter(|_| stands).map(|partner| standing::of(state, stored.id, partner, head.day));
        let cells = columns.iter().map(|column| column.cell(stored, standing.as_ref())).collect();
        Row { id: stored.id.to_string(), cells }
    };
    let rows = records.par_iter().map(row).collect();
    Ok(Register { head, total, rows, errors: Vec::new() })
}
