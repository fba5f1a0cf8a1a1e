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
        None if def.id != "journal" => Some(&state.tables.findings.columns),
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
        None if def.id != "journal" => FindingTable::schema(),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::i18n::I18n;
    use std::collections::BTreeSet;

    #[test]
    fn every_field_a_list_is_filtered_by_has_a_label_and_so_has_every_code() {
        let ids = I18n::ids();
        let mut missing = BTreeSet::new();
        for list in lists::LISTS {
            for field in schema_of(list.id).unwrap() {
                let codes = field.ty.codes().iter().map(|c| c.label.clone()).filter(|l| !l.is_empty());
                let labels = std::iter::once(field.label.clone()).chain(codes);
                missing.extend(labels.filter(|label| !ids.contains(label)));
            }
        }
        assert!(missing.is_empty(), "{missing:?}");
    }
}
