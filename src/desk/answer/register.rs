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
use crate::domain::case::Case;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use crate::domain::value::Value;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// The state in which a partner was admitted.
const ADMITTED: &str = "admitted";

/// A column of the register.
enum Column {
    Id,
    State,
    Rev,
    AdmittedOn,
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
            "admitted_on" if kind == KindId::Partner => Column::AdmittedOn,
            "review_due" if kind == KindId::Partner => Column::ReviewDue,
            "risk" if kind == KindId::Partner => Column::Risk,
            path => Column::Field(Path::parse(kind, path).map_err(Refusal::invalid)?),
        })
    }

    fn cell(&self, stored: &Stored, standing: Option<&Standing>, admitted: &BTreeMap<Id, NaiveDate>) -> Value {
        let day = |day: Option<NaiveDate>| day.map_or(Value::Null, Value::Date);
        match self {
            Column::Id => Value::Ref(stored.id.to_string()),
            Column::State => Value::Code(stored.state.clone()),
            Column::Rev => Value::Int(i64::try_from(stored.rev).unwrap_or(i64::MAX)),
            Column::AdmittedOn => day(admitted.get(&stored.id).copied()),
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
    let admitted = if columns.iter().any(|c| matches!(c, Column::AdmittedOn)) {
        admissions(state, journal, head.seq)?
    } else {
        BTreeMap::new()
    };
    let row = |stored: &Stored| {
        let partner = Partner::of(&stored.record);
        let standing = partner.map(|partner| standing::of(state, stored.id, partner, head.day));
        let cells = columns.iter().map(|column| column.cell(stored, standing.as_ref(), &admitted)).collect();
        Row { id: stored.id.to_string(), cells }
    };
    let rows = records.par_iter().map(row).collect();
    Ok(Register { head, total, rows, errors: Vec::new() })
}

/// The day of the first approved admission of every partner that had one.
fn admissions(state: &State, journal: &FileJournal, seq: u64) -> Result<BTreeMap<Id, NaiveDate>, Refusal> {
    let zone = state.genesis.tz();
    let mut found: BTreeMap<Id, NaiveDate> = BTreeMap::new();
    for stored in past::records(state, journal, KindId::Case, seq)? {
        let Some(case) = Case::of(&stored.record) else { continue };
        if stored.state != "approved" || case.target != ADMITTED {
            continue;
        }
        if let Ok(subject) = case.subject.parse::<Id>() {
            let day = stored.since.with_timezone(&zone).date_naive();
            found.entry(subject).and_modify(|known| *known = day.min(*known)).or_insert(day);
        }
    }
    Ok(found)
}
