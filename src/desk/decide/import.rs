//! Imports: a batch of rows as one entry. Bad rows are reported, good rows kept, equal rows make no put.

use crate::api::Assign;
use crate::api::Command;
use crate::api::ImportCounts;
use crate::api::ImportRow;
use crate::api::Likely;
use crate::api::OnExisting;
use crate::api::Refusal;
use crate::api::RowError;
use crate::api::Unmatched;
use crate::desk::candidates;
use crate::desk::candidates::Candidate;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::content_of;
use crate::desk::decide::fields;
use crate::desk::decide::insured;
use crate::desk::overlay::Now;
use crate::desk::trainings;
use crate::domain::field::FieldType;
use crate::domain::identifiers;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::rules::Lookup;
use crate::domain::value::Value;
use rayon::prelude::*;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a row comes to.
enum Fate {
    New(Box<RawValue>),
    Changed(Arc<Stored>, Box<RawValue>),
    Same,
    Rejected(Vec<(String, String, Msg)>),
    /// It names no partner for certain.
    Unknown(String),
}

/// Kinds whose rows name their partner by id, number or name.
const BY_NAME: [KindId; 2] = [KindId::Training, KindId::Certificate];

/// Rows of a file for which those that may be meant are looked for.
const WITH_CANDIDATES: usize = 50;

/// Takes rows in.
pub fn import(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    rows: &[ImportRow],
    on_existing: OnExisting,
    batch: &str,
) -> Result<Decision, Refusal> {
    let verb = format!("{}.import", kind.def().name);
    let actor = Actor::of(command, now, &verb, outside.today)?;
    let by = actor.login.clone();
    let mut build = Build::new(command, now, actor, &verb);
    build.draft.batch = Some(batch.to_owned());
    let counts = run(now, outside, kind, rows, on_existing, &by, &mut |fate| match fate {
        Fate::New(content) => {
            let id = build.next_id(kind);
            build.put_content(id, 1, kind.def().initial, content);
        }
        Fate::Changed(stored, content) => {
            build.put_content(stored.id, stored.rev + 1, fields::state_after_change(now, &stored), content);
        }
        _ => {}
    })?;
    let message = Msg::new("done-imported")
        .with("created", counts.created)
        .with("changed", counts.changed)
        .with("same", counts.same)
        .with("rejected", counts.rejected_rows());
    if build.draft.puts.is_empty() {
        return Ok(Decision { draft: None, message, case: None, import: Some(counts) });
    }
    let mut decision = build.done(message);
    decision.import = Some(counts);
    Ok(decision)
}

/// What an import would do.
pub fn plan(
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    rows: &[ImportRow],
    on_existing: OnExisting,
) -> Result<ImportCounts, Refusal> {
    run(now, outside, kind, rows, on_existing, "", &mut |_| {})
}

fn run(
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    rows: &[ImportRow],
    on_existing: OnExisting,
    by: &str,
    each: &mut dyn FnMut(Fate),
) -> Result<ImportCounts, Refusal> {
    let mut counts = ImportCounts::default();
    let mut keys: BTreeMap<String, u64> = BTreeMap::new();
    let mut unknown = 0;
    for (row, fate) in rows.iter().zip(fates(now, outside, kind, rows, on_existing, by)) {
        let key = row.key.as_ref().map(canonical_key).or_else(|| insured::key_of(kind, row));
        if let Some(first) = key.as_ref().and_then(|k| keys.get(k)) {
            let why = Msg::new("import-same-key").with("line", *first);
            counts.rejected.push(reject(row, String::new(), key.unwrap_or_default(), why));
            continue;
        }
        let fate = fate?;
        match &fate {
            Fate::New(_) => counts.created += 1,
            Fate::Changed(..) => counts.changed += 1,
            Fate::Same => counts.same += 1,
            Fate::Rejected(wrong) => {
                let wrong = wrong.iter().cloned();
                counts.rejected.extend(wrong.map(|(path, value, why)| reject(row, path, value, why)));
                continue;
            }
            Fate::Unknown(wanted) => {
                unknown += 1;
                let why = if unknown <= WITH_CANDIDATES {
                    let found = now.candidates(wanted);
                    counts.unmatched.extend(unmatched(row, wanted, &found));
                    candidates::unknown(wanted, &found)
                } else {
                    Msg::new("import-partner-unknown").with("found", wanted.as_str()).with("most", WITH_CANDIDATES)
                };
                counts.rejected.push(reject(row, "partner".to_owned(), wanted.clone(), why));
                continue;
            }
        }
        each(fate);
        if let Some(key) = key {
            keys.insert(key, row.line);
        }
    }
    Ok(counts)
}

/// What every row comes to. Rows do not see each other, so all cores work on them; only sealing, which draws randomness
/// in the order of the rows, is done by one.
fn fates(
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    rows: &[ImportRow],
    on_existing: OnExisting,
    by: &str,
) -> Vec<Result<Fate, Refusal>> {
    let seals = |assign: &Assign| {
        let field = Path::parse(kind, &assign.path).ok().and_then(|path| path.field(kind));
        field.is_some_and(|field| matches!(field.ty, FieldType::Sealed))
    };
    if rows.iter().any(|row| row.fields.iter().any(seals)) {
        return rows.iter().map(|row| fate(now, outside, kind, row, on_existing, by)).collect();
    }
    let (at, today) = (outside.at, outside.today);
    let one = |row: &ImportRow| {
        let mut seal = |_: &str, field: &str, _: &str| Err(Refusal::internal(format!("{field} is not sealed")));
        let mut outside = Outside { at, today, head: None, seal: &mut seal, entry: &|_| None };
        fate(now, &mut outside, kind, row, on_existing, by)
    };
    rows.par_iter().with_min_len(16).map(one).collect()
}

/// The row with those it may mean, when there are any.
fn unmatched(row: &ImportRow, wanted: &str, found: &[Candidate]) -> Option<Unmatched> {
    let likely: Vec<Likely> =
        found.iter().map(|(id, name, percent)| Likely { id: *id, name: name.clone(), percent: *percent }).collect();
    (!likely.is_empty()).then(|| Unmatched { line: row.line, value: wanted.to_owned(), likely })
}

fn reject(row: &ImportRow, path: String, value: String, why: Msg) -> RowError {
    RowError { line: row.line, path, value, why }
}

fn scheme_of(path: &str) -> Option<&str> {
    path.strip_prefix("identifiers[")?.strip_suffix("].value")
}

fn canonical_key(key: &Assign) -> String {
    let text = key.value.to_string();
    let canonical = scheme_of(&key.path).and_then(|scheme| identifiers::check(scheme, &text));
    canonical.and_then(|v| v.canonical().map(str::to_owned)).unwrap_or(text)
}

/// Records a key names.
fn matches(now: Now<'_>, kind: KindId, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    match kind {
        KindId::Training => return training_match(now, row),
        KindId::Certificate => return insured::match_certificate(now, row),
        KindId::KnownInsurer if row.key.is_none() => return insured::match_insurer(now, row),
        KindId::Rate if row.key.is_none() => return insured::match_rate(now, row),
        _ => {}
    }
    let Some(key) = &row.key else { return document_match(now, kind, row) };
    let text = canonical_key(key);
    let ids: Vec<Id> = match scheme_of(&key.path) {
        Some(scheme) => {
            let code = identifiers::find(scheme).map_or(scheme, |s| s.code);
            now.with_identifier(code, &text)
        }
        None if key.path == "number" && kind == KindId::Document => return document_match(now, kind, row),
        None if matches!(key.path.as_str(), "legal_name_local" | "legal_name_en") => {
            let same = now.with_skeleton(&crate::text::skeleton(&text));
            same.into_iter().filter(|id| now.names_of(*id).contains(&text)).collect()
        }
        None if key.path == "id" => text.parse::<Id>().into_iter().filter(|id| id.kind == kind).collect(),
        None => {
            let why = Msg::new("import-key-not-indexed").with("path", key.path.as_str());
            return Err(Refusal::invalid(why).hint(Msg::new("hint-import-key")));
        }
    };
    ids.into_iter().filter_map(|id| now.get(id).transpose()).collect::<Result<Vec<_>, _>>().map_err(Refusal::from)
}

/// A document without a key is the one of its partner with its code and number.
fn document_match(now: Now<'_>, kind: KindId, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    let value = |path: &str| row.fields.iter().find(|f| f.path == path).map(|f| f.value.to_string());
    let (Some(code), Some(number), Some(partner)) = (value("code"), value("number"), value("partner")) else {
        return Ok(Vec::new());
    };
    let code = crate::domain::document::DocCode::from_code(&code);
    let Some(code) = code.filter(|_| kind == KindId::Document) else { return Ok(Vec::new()) };
    let found = now.with_number(code, &number);
    let stored: Vec<Arc<Stored>> =
        found.into_iter().filter_map(|id| now.get(id).transpose()).collect::<Result<_, _>>()?;
    Ok(stored.into_iter().filter(|s| s.get("partner").as_text() == Some(partner.as_str())).collect())
}

/// A training is the one of its partner in the same module by the same person on the same day.
fn training_match(now: Now<'_>, row: &ImportRow) -> Result<Vec<Arc<Stored>>, Refusal> {
    let value = |path: &str| row.fields.iter().find(|f| f.path == path).map(|f| f.value.to_string());
    let Some(partner) = value("partner").and_then(|p| p.parse::<Id>().ok()) else { return Ok(Vec::new()) };
    let wanted = ["module", "person", "taken_on"].map(|path| (path, value(path)));
    let same =
        |s: &Arc<Stored>| s.state == "recorded" && wanted.iter().all(|(path, v)| Some(s.get(path).to_string()) == *v);
    Ok(now.children(partner, KindId::Training)?.into_iter().filter(same).collect())
}

/// The row with the id of the partner it names by number or name; nothing where none is asked for. What it says when it
/// names none for certain.
fn resolve(now: Now<'_>, kind: KindId, row: &ImportRow) -> Result<Option<ImportRow>, String> {
    let place = row.fields.iter().position(|f| f.path == "partner").filter(|_| BY_NAME.contains(&kind));
    let Some((place, wanted)) = place.and_then(|p| Some((p, row.fields.get(p)?.value.to_string()))) else {
        return Ok(None);
    };
    let named = now.partners_named(&wanted);
    let [id] = named.as_slice() else { return Err(wanted) };
    let mut resolved = row.clone();
    if let Some(assign) = resolved.fields.get_mut(place) {
        assign.value = Value::Ref(id.to_string());
    }
    Ok(Some(resolved))
}

fn fate(
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    row: &ImportRow,
    on_existing: OnExisting,
    by: &str,
) -> Result<Fate, Refusal> {
    let resolved = match resolve(now, kind, row) {
        Ok(resolved) => resolved,
        Err(wanted) => return Ok(Fate::Unknown(wanted)),
    };
    let row = resolved.as_ref().unwrap_or(row);
    let known = matches(now, kind, row)?;
    if known.len() > 1 {
        let ids: Vec<String> = known.iter().map(|s| s.id.to_string()).collect();
        let key = row.key.as_ref().map(canonical_key).unwrap_or_default();
        let why = Msg::new("import-key-twice").with("ids", ids);
        return Ok(Fate::Rejected(vec![(String::new(), key, why)]));
    }
    let existing = known.into_iter().next();
    if existing.is_some() && on_existing == OnExisting::Skip {
        return Ok(Fate::Same);
    }
    let id = existing.as_ref().map_or_else(|| Id::new(kind, now.count(kind) + 1), |s| s.id);
    let mut record = existing.as_ref().map_or_else(|| Record::empty(kind), |s| s.record.clone());
    let checked = fields::write(&mut record, id, &row.fields, false, outside).and_then(|()| {
        fields::canonical(&mut record);
        if existing.is_none() {
            fields::defaults(&mut record, by, "import");
            trainings::complete(now, &mut record, uuid::Uuid::nil(), outside.at, outside.today)?;
        }
        fields::check(now, &record)
    });
    if let Err(refusal) = checked {
        if refusal.fields.is_empty() {
            return Ok(Fate::Rejected(vec![(String::new(), String::new(), refusal.msg)]));
        }
        let value = |path: &str| row.fields.iter().find(|f| f.path == path).map(|f| f.value.to_string());
        let wrong = refusal.fields.into_iter().map(|(path, why)| {
            let found = value(&path).unwrap_or_default();
            (path, found, why)
        });
        return Ok(Fate::Rejected(wrong.collect()));
    }
    Ok(match existing {
        None => Fate::New(content_of(&record)?),
        Some(stored) if stored.record == record => Fate::Same,
        // What somebody scored is not changed by a file; a wrong result is made void and recorded anew.
        Some(stored) if kind == KindId::Training => {
            let why = Msg::new("import-other-result").with("id", stored.id.to_string());
            Fate::Rejected(vec![(String::new(), String::new(), why)])
        }
        Some(stored) => match fields::not_fixed(now, &stored) {
            Ok(()) => Fate::Changed(stored, content_of(&record)?),
            Err(refusal) => Fate::Rejected(vec![(String::new(), String::new(), refusal.msg)]),
        },
    })
}
