//! Where a list's rows come from: a roster, the table of findings, or the journal.

use crate::api::lists;
use crate::api::lists::ListDef;
use crate::desk::state::State;
use crate::desk::tables;
use crate::desk::tables::FindingTable;
use crate::query::Columns;
use crate::query::FieldInfo;
use crate::query::FieldKind;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The columns behind a list.
pub fn columns_of<'a>(state: &'a State, def: &ListDef) -> Option<&'a Columns> {
    match def.kind {
        Some(kind) => state.tables.roster(kind),
        None if def.id == "findings" => Some(&state.tables.findings.columns),
        None => None,
    }
}

/// What a list can be filtered by. It is made once: it has hundreds of codes.
pub fn schema_of(list: &str) -> Option<&'static Vec<FieldInfo>> {
    static MADE: OnceLock<BTreeMap<&'static str, Vec<FieldInfo>>> = OnceLock::new();
    let made = MADE.get_or_init(|| lists::LISTS.iter().map(|def| (def.id, make(def))).collect());
    made.get(list)
}

fn make(def: &ListDef) -> Vec<FieldInfo> {
    match def.kind {
        Some(kind) => tables::schema(kind),
        None if def.id == "findings" => FindingTable::schema(),
        None => journal_schema(),
    }
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
