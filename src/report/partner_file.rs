//! The file of one partner: what an inspector reads when he asks for everything on it (domain.md §10.5).

use crate::api::query::DocumentLine;
use crate::api::report::FileRecord;
use crate::api::report::RecordFile;
use crate::domain::entry::BlobRef;
use crate::domain::identifiers;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use crate::domain::value::Value;
use crate::report::model::Cell;
use crate::report::model::Fact;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::words::Words;
use std::collections::BTreeMap;

/// Characters of a file's name that a pack keeps.
const NAME: usize = 60;

/// The report of a partner's file, and the files that belong to it: path in the pack and SHA-256.
pub fn partner_file(words: &Words<'_>, file: &RecordFile, command: &str) -> (Report, Vec<(String, String)>) {
    let files = placed(file);
    let mut sections = Vec::new();
    if let Some(subject) = file.records.first() {
        sections.push(record(words, subject, "record"));
        sections.push(scheme_values(words, subject));
    }
    sections.push(required(words, &file.documents));
    sections.push(findings(words, file));
    let mut kinds: BTreeMap<KindId, Vec<&FileRecord>> = BTreeMap::new();
    for found in file.records.iter().skip(1) {
        kinds.entry(found.id.kind).or_default().push(found);
    }
    for (kind, found) in &kinds {
        sections.push(of_kind(words, *kind, found));
    }
    sections.push(receipts(words, file));
    sections.push(history(words, file));
    sections.push(stored(words, file, &files));
    let mut facts = vec![words.fact("as_at", Cell::Date(file.head.day))];
    facts.push(words.fact("records", Cell::count(file.records.len())));
    facts.push(words.fact("files", Cell::count(files.len())));
    facts.extend(words.head(&file.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let title = file.records.first().map(|r| format!("{} {}", r.id, r.title)).unwrap_or_default();
    let count = file.records.len();
    let report = Report {
        name: "partner-file".to_owned(),
        title: words.text(&Msg::new("report-partner-file").with("partner", title.clone()).with("day", file.head.day)),
        facts,
        sections,
        at: file.head.at,
        count,
        summary: Msg::new("report-partner-file-done")
            .with("partner", title)
            .with("day", file.head.day)
            .with("n", count)
            .with("files", files.len()),
    };
    (report, files.into_iter().map(|(sha256, path)| (path, sha256)).collect())
}

/// Every field of a record that says something.
fn fields(words: &Words<'_>, record: &FileRecord) -> Vec<Fact> {
    let def = record.id.kind.def();
    let mut facts = vec![
        words.fact("id", Cell::Exact(record.id.to_string())),
        words.fact("state", words.state(def.name, &record.state)),
        words.fact("revision", Cell::Int(i64::try_from(record.rev).unwrap_or(i64::MAX))),
        words.fact("made_by", record.made_by.clone()),
        words.fact("made_at", words.at(record.made_at)),
        words.fact("content_hash", Cell::Exact(record.hash.clone())),
    ];
    let said = record.fields.iter().filter(|(_, value)| !value.is_empty());
    facts.extend(said.map(|(name, value)| {
        let column = words.field(def, name);
        Fact { name: column.name, label: column.label, value: words.value(def.field(name), value) }
    }));
    facts
}

fn record(words: &Words<'_>, found: &FileRecord, name: &str) -> Section {
    let title = format!("{} {}", found.id, found.title);
    Section { name: name.to_owned(), title, facts: fields(words, found), ..Section::default() }
}

/// Identifiers with what their scheme says of them.
fn scheme_values(words: &Words<'_>, subject: &FileRecord) -> Section {
    let items = subject.fields.iter().find(|(name, _)| name == "identifiers").map(|(_, value)| value.items());
    let row = |item: &Value| {
        let part = |at: usize| item.items().get(at).cloned().unwrap_or_default();
        let (scheme, value) = (part(0).to_string(), part(1).to_string());
        let verdict = identifiers::check(&scheme, &value);
        let word = verdict.as_ref().map_or("report-unknown-scheme", |v| v.name_msg());
        let on = if let Value::Date(day) = part(3) { Some(day) } else { None };
        let until = if let Value::Date(day) = part(4) { Some(day) } else { None };
        vec![
            Cell::Exact(scheme),
            Cell::Exact(value),
            Cell::Text(words.i18n.label(word)),
            Cell::from(part(2).to_string()),
            Cell::from(on),
            Cell::from(until),
        ]
    };
    let columns = words.columns(&["scheme", "value", "verdict", "registry", "verified_on", "valid_to"]);
    let table = Table { columns, rows: items.into_iter().flatten().map(row).collect() };
    titled(words, "identifiers", table)
}

fn titled(words: &Words<'_>, name: &str, table: Table) -> Section {
    let title = words.i18n.label(&format!("report-section-{name}"));
    Section { name: name.to_owned(), title, table: Some(table), ..Section::default() }
}

fn need(words: &Words<'_>, need: Need) -> Cell {
    let id = match need {
        Need::Required => "need-R",
        Need::Conditional => "need-C",
        Need::Optional => "need-O",
    };
    Cell::Text(words.i18n.label(id))
}

/// Required documents and those on file.
fn required(words: &Words<'_>, documents: &[DocumentLine]) -> Section {
    let row = |line: &DocumentLine| {
        let need = line.requirement.as_ref().map_or(Cell::Empty, |r| need(words, r.need));
        let id = line.id.map(|id| Cell::Exact(id.to_string())).unwrap_or_default();
        let state = if line.id.is_some() {
            words.state("document", &line.state)
        } else {
            Cell::from(words.i18n.label("report-missing"))
        };
        vec![
            Cell::Exact(line.code.clone()),
            words.code("doc-code", &line.code),
            need,
            id,
            state,
            Cell::from(line.number.clone()),
            Cell::from(line.valid_to),
            Cell::exact(line.sha256.clone()),
        ]
    };
    let columns = words.columns(&["code", "document", "need", "id", "state", "number", "valid_to", "sha256"]);
    titled(words, "documents", Table { columns, rows: documents.iter().map(row).collect() })
}

fn findings(words: &Words<'_>, file: &RecordFile) -> Section {
    let rows = file.findings.iter().map(|finding| {
        vec![
            words.code("severity", finding.hit.severity.as_str()),
            Cell::Exact(finding.hit.rule.clone()),
            Cell::from(words.text(&finding.hit.msg)),
            words.code("finding-state", finding.state.as_str()),
            Cell::from(finding.until),
        ]
    });
    let columns = words.columns(&["severity", "rule", "finding", "stance", "until"]);
    let mut section = titled(words, "findings", Table { columns, rows: rows.collect() });
    section.text.push(words.text(&Msg::new("report-findings-of").with("day", file.head.day)));
    section
}

/// Records of one kind that belong to the partner: one row each, with everything they say.
fn of_kind(words: &Words<'_>, kind: KindId, found: &[&FileRecord]) -> Section {
    let def = kind.def();
    let rows = found.iter().map(|record| {
        let said = record.fields.iter().filter(|(_, value)| !value.is_empty());
        let lines = said.map(|(name, value)| {
            format!("{}: {}", words.field(def, name).label, words.value(def.field(name), value).shown())
        });
        let content = lines.collect::<Vec<_>>().join("\n");
        vec![
            Cell::Exact(record.id.to_string()),
            words.state(def.name, &record.state),
            Cell::Int(i64::try_from(record.rev).unwrap_or(i64::MAX)),
            Cell::from(record.made_by.clone()),
            words.at(record.made_at),
            Cell::from(content),
            Cell::Exact(record.hash.clone()),
        ]
    });
    let columns = words.columns(&["id", "state", "revision", "made_by", "made_at", "content", "content_hash"]);
    let title = words.label(&format!("kinds-{}", def.name), def.name);
    Section {
        name: def.name.to_owned(),
        title,
        table: Some(Table { columns, rows: rows.collect() }),
        ..Section::default()
    }
}

/// What was before those who decided, with the hash of the entry to compare.
fn receipts(words: &Words<'_>, file: &RecordFile) -> Section {
    let mut rows = Vec::new();
    for record in &file.records {
        for receipt in &record.receipts {
            let entry = record.history.iter().find(|revision| revision.entry.seq == receipt.seq).map(|r| &r.entry);
            let Some(entry) = entry else { continue };
            rows.push(vec![
                Cell::Exact(record.id.to_string()),
                Cell::Int(i64::try_from(receipt.seq).unwrap_or(i64::MAX)),
                words.at(entry.at),
                words.verb(&entry.verb),
                Cell::from(entry.by.clone()),
                Cell::exact(entry.role.clone()),
                Cell::from(entry.why.clone()),
                Cell::from(receipt.seen.clone()),
                Cell::Exact(receipt.hash.clone()),
            ]);
        }
    }
    let columns = words.columns(&["case", "entry", "at", "verb", "by", "role", "why", "seen", "entry_hash"]);
    titled(words, "receipts", Table { columns, rows })
}

/// Every change of every record, in the order of the journal.
fn history(words: &Words<'_>, file: &RecordFile) -> Section {
    let mut rows: Vec<(u64, usize, Vec<Cell>)> = Vec::new();
    for (place, record) in file.records.iter().enumerate() {
        let def = record.id.kind.def();
        for revision in &record.history {
            let entry = &revision.entry;
            let changes = revision.changes.iter().map(|change| {
                let name = change.path.split(['.', '[']).next().unwrap_or_default();
                let (before, after) =
                    (shown(words, def.field(name), &change.before), shown(words, def.field(name), &change.after));
                if before.is_empty() || revision.rev == 1 {
                    format!("{}: {after}", change.path)
                } else {
                    format!("{}: {before} → {after}", change.path)
                }
            });
            rows.push((
                entry.seq,
                place,
                vec![
                    Cell::Int(i64::try_from(entry.seq).unwrap_or(i64::MAX)),
                    words.at(entry.at),
                    Cell::Exact(record.id.to_string()),
                    Cell::Int(i64::try_from(revision.rev).unwrap_or(i64::MAX)),
                    words.verb(&entry.verb),
                    Cell::from(entry.by.clone()),
                    Cell::exact(entry.role.clone()),
                    Cell::from(entry.why.clone()),
                    Cell::from(changes.collect::<Vec<_>>().join("\n")),
                ],
            ));
        }
    }
    rows.sort_by_key(|(seq, place, _)| (*seq, *place));
    let columns = words.columns(&["entry", "at", "id", "revision", "verb", "by", "role", "why", "changes"]);
    titled(words, "history", Table { columns, rows: rows.into_iter().map(|(.., row)| row).collect() })
}

/// A value of a change: a whole field or a member of it, of which only codes and secrets need the field.
fn shown(words: &Words<'_>, field: Option<&crate::domain::field::Field>, value: &Value) -> String {
    match value {
        Value::Code(_) | Value::Sealed(_) | Value::List(_) | Value::Instant(_) => words.value(field, value).shown(),
        other => other.to_string(),
    }
}

/// Where the desk's files lie in the pack, by SHA-256: under the record that names them first.
fn placed(file: &RecordFile) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for record in &file.records {
        for blob in &record.files {
            let sha256 = blob.sha256.to_string();
            let short = sha256.get(..8).unwrap_or_default().to_owned();
            let path = format!("files/{}-{short}-{}", record.id, plain(&name_of(record, blob)));
            found.entry(sha256).or_insert(path);
        }
    }
    found
}

/// The name a file was filed under, or what it is to its entry.
fn name_of(record: &FileRecord, blob: &BlobRef) -> String {
    let file = record.fields.iter().find(|(name, _)| name == "file").map(|(_, value)| value.items().to_vec());
    let part = |at: usize| file.as_ref().and_then(|f| f.get(at)).map(ToString::to_string).unwrap_or_default();
    if part(1) == blob.sha256.to_string() && !part(0).is_empty() { part(0) } else { blob.role.clone() }
}

/// A name that every file system takes and no path hides in.
pub fn plain(name: &str) -> String {
    let fits = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' };
    let made: String = name.chars().map(fits).collect();
    let made = made.trim_start_matches('.');
    let skipped = made.chars().count().saturating_sub(NAME);
    // The end of a long name says what it is.
    let made: String = made.chars().skip(skipped).collect();
    if made.is_empty() { "file".to_owned() } else { made }
}

/// The files of the pack.
fn stored(words: &Words<'_>, file: &RecordFile, files: &BTreeMap<String, String>) -> Section {
    let mut rows = Vec::new();
    for record in &file.records {
        for blob in &record.files {
            let sha256 = blob.sha256.to_string();
            let path = files.get(&sha256).cloned().unwrap_or_default();
            rows.push(vec![
                Cell::Exact(record.id.to_string()),
                Cell::Exact(path),
                Cell::Int(i64::try_from(blob.bytes).unwrap_or(i64::MAX)),
                Cell::Exact(sha256),
            ]);
        }
    }
    let columns = words.columns(&["id", "path", "bytes", "sha256"]);
    titled(words, "files", Table { columns, rows })
}
