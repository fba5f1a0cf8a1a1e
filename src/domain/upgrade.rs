//! Catalogue upgrades: what a newer program ships of check-lists, policies and modules, brought to the desk's records by
//! one decision.
//!
//! A desk goes by its records, so a newer program changes nothing by itself. An upgrade names every difference with the
//! hash of the content it brings; approving it puts exactly those contents, or nothing.

use crate::codes;
use crate::domain::dossier::hex;
use crate::domain::kind::Id;
use crate::domain::kind::KindDef;
use crate::domain::kind::Record;
use crate::domain::kind::RecordKind;
use crate::domain::kind::content_hash;
use crate::domain::kind::no_upgrade;
use crate::domain::value::Value;
use crate::record;

/// The state of an upgrade that was carried out.
pub const DONE: &str = "done";
/// The state of a record that is no longer gone by.
pub const RETIRED: &str = "retired";

codes! {
    /// How what ships differs from what is recorded.
    pub enum UpgradeWhat: "upgrade-what" {
        /// Not recorded yet.
        #[default]
        New = "new",
        /// Recorded with another content.
        Changed = "changed",
        /// Recorded, and no longer shipped.
        Retired = "retired",
    }
}

record! {
    /// One difference.
    pub struct UpgradeLine {
        /// Kind and code, such as `checklist GEN-2026`.
        name: String [Required, Identifying];
        /// How it differs.
        what: UpgradeWhat [Required];
        /// The record; empty for a new one.
        id: String [];
        /// The fields that differ, with commas between.
        fields: String [];
        /// Hash of the content that is brought, lower-case hex; empty where nothing is.
        hash: String [];
    }
}

record! {
    /// An upgrade.
    pub struct Upgrade {
        /// The program it came with, with the version of its catalogue.
        program: String [Derived, Roster, Identifying];
        /// What it brings.
        lines: Vec<UpgradeLine> [Derived];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Upgrade {
    const DEF: KindDef = KindDef {
        name: "upgrade",
        prefix: "U",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "drafted",
        title: &["program"],
        upgrade: no_upgrade,
    };
}

/// A record as the desk has it.
pub struct Recorded<'a> {
    /// Its id.
    pub id: Id,
    /// Its state.
    pub state: &'a str,
    /// Its content.
    pub record: &'a Record,
}

fn code_of(record: &Record) -> String {
    record.get("code").to_string()
}

/// What tells editions of one code apart: modules have several.
fn same(a: &Record, b: &Record) -> bool {
    let edition = |r: &Record| r.path("version").map(|v| v.to_string()).unwrap_or_default();
    code_of(a) == code_of(b) && edition(a) == edition(b)
}

fn name_of(record: &Record) -> String {
    format!("{} {}", record.kind().def().name, code_of(record))
}

/// Hash of a record's content as it is journaled, lower-case hex.
///
/// # Errors
/// What cannot be written as JSON, with why.
pub fn hash_of(record: &Record) -> Result<String, String> {
    Ok(hex(&content_hash(&record.to_json()?)))
}

/// How what ships of one kind differs from what is recorded: new, changed, no longer shipped. Of several recorded under
/// one code the last counts.
///
/// # Errors
/// A shipped record that cannot be written, with why.
pub fn differences(shipped: &[Record], recorded: &[Recorded<'_>]) -> Result<Vec<UpgradeLine>, String> {
    let mut out = Vec::new();
    for record in shipped {
        let known = recorded.iter().rev().find(|k| same(k.record, record));
        let fields = known.map(|k| differing(record, k.record)).unwrap_or_default();
        let what = match known {
            None => UpgradeWhat::New,
            Some(_) if !fields.is_empty() => UpgradeWhat::Changed,
            Some(_) => continue,
        };
        out.push(UpgradeLine {
            name: name_of(record),
            what,
            id: known.map(|k| k.id.to_string()).unwrap_or_default(),
            fields: fields.join(", "),
            hash: hash_of(record)?,
        });
    }
    let ships = |known: &Recorded<'_>| shipped.iter().any(|r| same(r, known.record));
    for known in recorded.iter().filter(|k| k.state != RETIRED && !ships(k)) {
        out.push(UpgradeLine {
            name: name_of(known.record),
            what: UpgradeWhat::Retired,
            id: known.id.to_string(),
            ..UpgradeLine::default()
        });
    }
    Ok(out)
}

/// The fields that differ; of a list of groups the elements by their key.
fn differing(ships: &Record, has: &Record) -> Vec<String> {
    let mut out = Vec::new();
    for (index, field) in ships.kind().def().fields.iter().enumerate() {
        let (ships, has) = (ships.at(index), has.at(index));
        if ships == has || ships.is_empty() && has.is_empty() {
            continue;
        }
        let groups = [&ships, &has].iter().any(|v| v.items().iter().any(|i| matches!(i, Value::Group(_))));
        if !groups {
            out.push(field.name.to_owned());
            continue;
        }
        let key = |v: &Value| v.items().first().map(ToString::to_string).unwrap_or_default();
        let gone = has.items().iter().filter(|h| !ships.items().iter().any(|s| key(s) == key(h)));
        let other = ships.items().iter().filter(|s| !has.items().contains(s));
        out.extend(other.chain(gone).map(|v| format!("{}[{}]", field.name, key(v))));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::Catalog;
    use crate::domain::kind::KindId;

    #[test]
    fn new_changed_and_retired_records_are_told_apart_and_changes_name_their_fields() {
        let ships: Vec<Record> = Catalog::shipped().unwrap().checklists.iter().cloned().map(Record::from).collect();
        let told = |has: &[(Record, &str)]| {
            let recorded: Vec<Recorded<'_>> = (1..)
                .zip(has)
                .map(|(n, (record, state))| Recorded { id: Id::new(KindId::Checklist, n), state, record })
                .collect();
            let found = differences(&ships, &recorded).unwrap();
            found.into_iter().map(|d| (d.what, d.name, d.fields)).collect::<Vec<_>>()
        };
        let mut has: Vec<(Record, &str)> = ships.iter().map(|r| (r.clone(), "active")).collect();
        assert_eq!(told(&has), []);
        has[0].0.put_path("threshold", Value::Int(90)).unwrap();
        has[0].0.put_path("items[G26-04].title_en", Value::Text("Other".into())).unwrap();
        let gone = has.pop().unwrap().0;
        let mut old = ships[0].clone();
        old.put_path("code", Value::Text("GEN-2018".into())).unwrap();
        has.push((old.clone(), "active"));
        has.push((old, "retired"));
        let wanted = [
            (UpgradeWhat::Changed, "checklist GEN-2026".to_owned(), "threshold, items[G26-04]".to_owned()),
            (UpgradeWhat::New, name_of(&gone), String::new()),
            (UpgradeWhat::Retired, "checklist GEN-2018".to_owned(), String::new()),
        ];
        assert_eq!(told(&has), wanted);
    }
}
