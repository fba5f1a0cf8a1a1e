//! Where a list's rows come from: a roster, the table of findings, or the journal.

use crate::api::lists;
use crate::api::lists::ListDef;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::tables::FindingTable;
use crate::query::Columns;
use crate::query::FieldInfo;
use crate::query::FieldKind;

/// The columns behind a list.
pub fn columns_of<'a>(state: &'a State, def: &ListDef) -> Option<&'a Columns> {
    match def.kind {
        Some(kind) => state.tables.roster(kind),
        None if def.id == "findings" => Some(&state.tables.findings.columns),
        None => None,
    }
}

/// What a list can be filtered by.
pub fn schema_of(list: &str) -> Option<Vec<FieldInfo>> {
    let def = lists::list(list)?;
    Some(match def.kind {
        Some(kind) => tables::schema(kind),
        None if def.id == "findings" => FindingTable::schema(),
        None => journal_schema(),
    })
}

fn journal_schema() -> Vec<FieldInfo> {
    let text = |path: &str| FieldInfo {
        path: path.to_owned(),
        aliases: Vec::new(),
        ty: FieldKind::Text,
        label: format!("column-{path}"),
    };
    vec![text("by"), text("verb"), text("subject")]
}
