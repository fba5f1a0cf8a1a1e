//! `entrepot catalogue diff`: what this program ships against what the desk has recorded.
//!
//! A desk reads its check-lists, policies and modules from its records, so a newer program changes nothing by itself:
//! here it says what it would bring. Exit code 1 when the two differ.

use crate::api::Answer;
use crate::api::At;
use crate::api::Query;
use crate::api::Shown;
use crate::catalog::Catalog;
use crate::cli::args::Global;
use crate::cli::do_verb;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::session::Session;
use crate::cli::session::unexpected;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use serde_json::json;

/// The kinds that ship as tables and are recorded.
const KINDS: [KindId; 3] = [KindId::Checklist, KindId::Policy, KindId::Module];

/// One difference.
struct Difference {
    what: &'static str,
    kind: KindId,
    code: String,
    id: Option<Id>,
    fields: Vec<String>,
}

/// Runs it.
pub fn diff(global: &Global, out: &mut Out) -> Result<(), Fail> {
    let catalog = do_verb::catalog()?;
    let session = Session::open(global, out)?;
    let mut found = Vec::new();
    for kind in KINDS {
        compare(kind, &shipped(catalog, kind), &recorded(&session, kind)?, &mut found);
    }
    for one in &found {
        say(one, out)?;
    }
    if found.is_empty() {
        out.say(&Msg::new("catalogue-same"))?;
        return Ok(());
    }
    Err(Fail::answer())
}

/// What ships of a kind.
fn shipped(catalog: &Catalog, kind: KindId) -> Vec<Record> {
    match kind {
        KindId::Checklist => catalog.checklists.iter().cloned().map(Record::from).collect(),
        KindId::Policy => catalog.policies.iter().map(|p| Record::from(p.to_record())).collect(),
        KindId::Module => catalog.modules.iter().cloned().map(Record::from).collect(),
        _ => Vec::new(),
    }
}

/// What the desk has of a kind, by number.
fn recorded(session: &Session, kind: KindId) -> Result<Vec<Shown>, Fail> {
    let mut out = Vec::new();
    for number in 1.. {
        let id = Id::new(kind, number);
        let query = Query::Show { id, at: At::Now, operator: session.operator.clone() };
        match session.ask(&query) {
            Ok(Answer::Show(shown)) => out.push(*shown),
            Ok(_) => return Err(unexpected()),
            // Numbers are given in order: the first that is not there is the end.
            Err(fail) if fail.message.as_ref().is_some_and(|m| m.id == "refused-not-found") => break,
            Err(fail) => return Err(fail),
        }
    }
    Ok(out)
}

fn code_of(shown: &Shown) -> String {
    field(shown, "code").to_string()
}

fn field(shown: &Shown, name: &str) -> Value {
    shown.fields.iter().find(|(f, _)| f == name).map(|(_, v)| v.clone()).unwrap_or_default()
}

/// New, changed and retired records of a kind. Of several with one code the last is the desk's.
fn compare(kind: KindId, shipped: &[Record], recorded: &[Shown], out: &mut Vec<Difference>) {
    for record in shipped {
        let code = record.get("code").to_string();
        let known = recorded.iter().rev().find(|s| code_of(s) == code);
        let fields = known.map(|s| differing(record, s)).unwrap_or_default();
        let what = match known {
            None => "new",
            Some(_) if !fields.is_empty() => "changed",
            Some(_) => continue,
        };
        out.push(Difference { what, kind, code, id: known.map(|s| s.id), fields });
    }
    let ships = |shown: &Shown| shipped.iter().any(|r| r.get("code").to_string() == code_of(shown));
    for shown in recorded.iter().filter(|s| s.state == "active" && !ships(s)) {
        out.push(Difference { what: "retired", kind, code: code_of(shown), id: Some(shown.id), fields: Vec::new() });
    }
}

/// The fields that differ; of a list of groups the elements by their key.
fn differing(record: &Record, shown: &Shown) -> Vec<String> {
    let mut out = Vec::new();
    for (index, field) in record.kind().def().fields.iter().enumerate() {
        let (ships, has) = (record.at(index), self::field(shown, field.name));
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

fn say(one: &Difference, out: &mut Out) -> Result<(), Fail> {
    if out.is_json() {
        return out.json(&json!({
            "what": one.what,
            "kind": one.kind.def().name,
            "code": one.code,
            "id": one.id,
            "fields": one.fields,
        }));
    }
    let label = match one.what {
        "new" => "catalogue-new",
        "changed" => "catalogue-changed",
        _ => "catalogue-retired",
    };
    let id = one.id.map_or_else(|| "—".to_owned(), |id| id.to_string());
    let msg = Msg::new(label).term("kind", one.kind.def().label()).with("code", one.code.as_str()).with("id", id);
    out.say(&if one.what == "changed" { msg.with("fields", one.fields.clone()) } else { msg })
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;

    fn shown(record: &Record, number: u64, state: &str) -> Shown {
        let fields = record.kind().def().fields.iter().enumerate();
        Shown {
            id: Id::new(record.kind(), number),
            rev: 1,
            state: state.into(),
            since: DateTime::UNIX_EPOCH,
            title: String::new(),
            fields: fields.map(|(i, f)| (f.name.to_owned(), record.at(i))).collect(),
            findings: Vec::new(),
            documents: Vec::new(),
            cases: Vec::new(),
            offers: Vec::new(),
            contributors: Vec::new(),
            lapses: Vec::new(),
            risk: None,
            proposals: Vec::new(),
            made_by: "system".into(),
            at: At::Now,
        }
    }

    #[test]
    fn new_changed_and_retired_records_are_told_apart_and_changes_name_their_fields() {
        let ships = shipped(Catalog::shipped().unwrap(), KindId::Checklist);
        let mut recorded: Vec<Shown> = (1..).zip(&ships).map(|(n, r)| shown(r, n, "active")).collect();
        let told = |recorded: &[Shown]| {
            let mut found = Vec::new();
            compare(KindId::Checklist, &ships, recorded, &mut found);
            found.into_iter().map(|d| (d.what, d.code, d.fields)).collect::<Vec<_>>()
        };
        assert_eq!(told(&recorded), []);
        let mut edited = ships[0].clone();
        edited.put_path("threshold", Value::Int(90)).unwrap();
        edited.put_path("items[G26-04].title_en", Value::Text("Other".into())).unwrap();
        recorded[0] = shown(&edited, 1, "active");
        let gone = recorded.pop().unwrap();
        let mut old = ships[0].clone();
        old.put_path("code", Value::Text("GEN-2018".into())).unwrap();
        recorded.push(shown(&old, 9, "active"));
        recorded.push(shown(&old, 10, "retired"));
        let wanted = [
            ("changed", "GEN-2026".to_owned(), vec!["threshold".to_owned(), "items[G26-04]".to_owned()]),
            ("new", code_of(&gone), Vec::new()),
            ("retired", "GEN-2018".to_owned(), Vec::new()),
        ];
        assert_eq!(told(&recorded), wanted);
    }
}
