//! The check-lists that ship: one file an edition, put as records when a desk is made (domain.md §1).

use crate::catalog::CatalogError;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ChecklistItem;
use crate::domain::field;
use chrono::NaiveDate;
use serde::Deserialize;

/// Every edition, in the order in which a desk numbers them.
const FILES: &[(&str, &str)] = &[
    ("checklists/gen-2026.toml", include_str!("checklists/gen-2026.toml")),
    ("checklists/cbp-2019.toml", include_str!("checklists/cbp-2019.toml")),
    ("checklists/gen-2022.toml", include_str!("checklists/gen-2022.toml")),
    ("checklists/saq-20.toml", include_str!("checklists/saq-20.toml")),
    ("checklists/eu-aeo.toml", include_str!("checklists/eu-aeo.toml")),
    ("checklists/ctpat-2019.toml", include_str!("checklists/ctpat-2019.toml")),
    ("checklists/safe.toml", include_str!("checklists/safe.toml")),
];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    code: String,
    edition: String,
    title_en: String,
    title_zh: String,
    issuer: String,
    source: String,
    effective_from: String,
    #[serde(default)]
    effective_to: String,
    base: i64,
    threshold: i64,
    bonus_cap: i64,
    bonus_counts: bool,
    subjects: Vec<String>,
    item: Vec<ChecklistItem>,
}

/// Reads them all.
pub(super) fn load() -> Result<Vec<Checklist>, CatalogError> {
    FILES.iter().map(|(file, text)| one(file, text)).collect()
}

fn one(file: &'static str, text: &str) -> Result<Checklist, CatalogError> {
    let head: Head = super::read(file, text)?;
    Ok(Checklist {
        code: head.code,
        edition: head.edition,
        title_en: head.title_en,
        title_zh: head.title_zh,
        issuer: head.issuer,
        source: head.source,
        effective_from: day(file, &head.effective_from)?,
        effective_to: day(file, &head.effective_to)?,
        base: head.base,
        threshold: head.threshold,
        bonus_cap: head.bonus_cap,
        bonus_counts: head.bonus_counts,
        subjects: head.subjects,
        items: head.item,
    })
}

/// A day; none when it is left blank.
fn day(file: &'static str, text: &str) -> Result<Option<NaiveDate>, CatalogError> {
    if text.is_empty() {
        return Ok(None);
    }
    let wrong = || CatalogError::Table { file, reason: format!("`{text}` is no day") };
    field::date(text).map(Some).ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::assessment::finance;
    use crate::domain::assessment::finance::Figures;
    use crate::domain::kind::Record;
    use std::collections::BTreeSet;

    #[test]
    fn every_shipped_check_list_is_a_sound_record_with_known_fields_only() {
        let known: BTreeSet<&str> = ChecklistItem::FIELDS.iter().map(|f| f.name).collect();
        let mut codes = BTreeSet::new();
        for (file, text) in FILES {
            let table: toml::Table = toml::from_str(text).expect(file);
            let items = table.get("item").and_then(toml::Value::as_array).expect(file);
            for (name, _) in items.iter().filter_map(toml::Value::as_table).flatten() {
                assert!(known.contains(name.as_str()), "{file}: {name}");
            }
            let list = one(file, text).expect(file);
            assert_eq!(Record::from(list.clone()).check(), Vec::new(), "{file}");
            for item in &list.items {
                assert!(codes.insert(item.code.clone()), "{} twice", item.code);
                let worked = finance::work(&item.formula, &Figures::default());
                assert!(item.formula.is_empty() || worked.is_some(), "{}: {}", item.code, item.formula);
            }
        }
    }
}
