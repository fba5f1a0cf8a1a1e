//! The evidence matrix of a check-list: every item with its verdict, what shows it and what is to be done, from the
//! platform's latest assessment (domain.md §1.6, §1.10, §10.5).

use crate::api::report::FileRecord;
use crate::api::report::HeadLine;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::overall::Overall;
use crate::domain::assessment::overall::overall;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::Id;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::report::model::Cell;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::partner_file::plain;
use crate::report::words::Words;
use std::collections::BTreeMap;

/// A file that is evidence: its name and SHA-256.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proof {
    /// The name it was filed under.
    pub name: String,
    /// Its hash; empty when it is not known to the desk.
    pub sha256: String,
}

/// What the matrix is made of.
pub struct Matrix<'a> {
    /// The moment.
    pub head: &'a HeadLine,
    /// The check-list.
    pub list: &'a Checklist,
    /// The assessment with its cases.
    pub file: &'a [FileRecord],
    /// Evidence by reference.
    pub proofs: &'a BTreeMap<String, Proof>,
}

/// The record behind fields that were answered; what does not fit (an erased secret) stays empty.
pub fn rebuilt(id: Id, fields: &[(String, crate::domain::value::Value)]) -> Record {
    let mut record = Record::empty(id.kind);
    for (name, value) in fields.iter().filter(|(_, value)| !value.is_empty()) {
        if let Some(index) = id.kind.def().index(name) {
            let _ = record.set_at(index, value.clone());
        }
    }
    record
}

/// The report, and the files of its evidence.
pub fn aeo(words: &Words<'_>, matrix: &Matrix<'_>, command: &str) -> Option<(Report, Vec<(String, String)>)> {
    let found = matrix.file.first()?;
    let record = rebuilt(found.id, &found.fields);
    let assessment = Assessment::of(&record)?;
    let result = overall(&assessment.items, &assessment.scoring);
    let mut facts = vec![
        words.fact("as_at", Cell::Date(matrix.head.day)),
        words.fact("checklist", Cell::Exact(matrix.list.code.clone())),
        words.fact("assessment", Cell::Exact(found.id.to_string())),
        words.fact("state", words.state("assessment", &found.state)),
        words.fact("valid_to", Cell::from(assessment.valid_to)),
        words.fact("items", Cell::count(assessment.items.len())),
    ];
    facts.extend(verdicts(words, &result, assessment));
    facts.extend(words.head(matrix.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let placed = placed(assessment, matrix.proofs);
    let sections = vec![
        flags(words, &result, assessment),
        items(words, matrix, assessment, &placed),
        without(words, matrix, assessment),
        decided(words, matrix),
    ];
    let count = assessment.items.len();
    let code = matrix.list.code.as_str();
    let title = Msg::new("report-aeo").with("code", code).with("title", titled(words, matrix.list));
    let summary = Msg::new("report-aeo-done")
        .with("code", code)
        .with("n", count)
        .with("total", result.total)
        .term("standing", format!("code-standing-{}", result.standing.as_str()));
    let report = Report {
        name: "aeo".to_owned(),
        title: words.text(&title.with("day", matrix.head.day)),
        facts,
        sections,
        at: matrix.head.at,
        count,
        summary,
    };
    Some((report, placed.into_iter().map(|(sha256, path)| (path, sha256)).collect()))
}

fn titled(words: &Words<'_>, list: &Checklist) -> String {
    words.i18n.pick(&list.title_en, &list.title_zh).to_owned()
}

fn verdicts(words: &Words<'_>, result: &Overall, assessment: &Assessment) -> Vec<crate::report::model::Fact> {
    let mut facts = vec![
        words.fact("result", words.code("standing", result.standing.as_str())),
        words.fact("total", Cell::Int(result.total)),
        words.fact("flags", if result.flags().is_empty() { Cell::Empty } else { Cell::Text(result.flags()) }),
    ];
    for verdict in ItemVerdict::ALL {
        let n = assessment.items.iter().filter(|item| item.verdict == *verdict).count();
        let mut fact = words.fact("verdict", Cell::count(n));
        fact.name = format!("verdict_{}", verdict.as_str());
        fact.label = words.code("item-verdict", verdict.as_str()).shown();
        facts.push(fact);
    }
    facts
}

/// The three conditions with the items that offend them.
fn flags(words: &Words<'_>, result: &Overall, assessment: &Assessment) -> Section {
    let crowded: Vec<String> =
        result.crowded.iter().map(|(standard, codes)| format!("{standard}: {}", codes.join(", "))).collect();
    let line = |flag: &str, fails: bool, items: String| {
        let holds = words.i18n.label(if fails { "report-fails" } else { "report-holds" });
        vec![Cell::from(words.i18n.label(&format!("report-flag-{flag}"))), Cell::from(holds), Cell::from(items)]
    };
    let total = format!("{} / {}", result.total, assessment.scoring.threshold);
    let rows = vec![
        line("a", !result.not.is_empty(), result.not.join(", ")),
        line("b", !crowded.is_empty(), crowded.join("\n")),
        line("c", result.short, total),
    ];
    section(words, "conditions", Table { columns: words.columns(&["condition", "outcome_of", "items"]), rows })
}

fn section(words: &Words<'_>, name: &str, table: Table) -> Section {
    let title = words.i18n.label(&format!("report-section-{name}"));
    Section { name: name.to_owned(), title, table: Some(table), ..Section::default() }
}

fn name_of(words: &Words<'_>, list: &Checklist, code: &str) -> Cell {
    let title = list.item(code).map(|item| words.i18n.pick(&item.title_en, &item.title_zh));
    Cell::from(title.unwrap_or_default())
}

/// The matrix itself.
fn items(
    words: &Words<'_>,
    matrix: &Matrix<'_>,
    assessment: &Assessment,
    placed: &BTreeMap<String, String>,
) -> Section {
    let evidence = |shown: &Evidence| {
        let proof = matrix.proofs.get(&shown.reference);
        let hash = proof.map(|p| p.sha256.as_str()).unwrap_or_default();
        let path = placed.get(hash).map(String::as_str).unwrap_or_default();
        let kind = words.code("evidence-kind", shown.kind.as_str()).shown();
        format!("{kind} {} {path} {hash}", shown.reference).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let row = |item: &AssessmentItem| {
        let said = if item.na_reason.is_empty() { &item.comment } else { &item.na_reason };
        let lines: Vec<String> = item.evidence.iter().map(evidence).collect();
        vec![
            Cell::Exact(item.code.clone()),
            Cell::Int(item.standard),
            words.code("item-category", item.category.as_str()),
            name_of(words, matrix.list, &item.code),
            words.code("item-verdict", item.verdict.as_str()),
            Cell::from(lines.join("\n")),
            Cell::from(said.clone()),
            Cell::from(item.action.what.clone()),
            Cell::from(item.action.owner.clone()),
            Cell::from(item.action.due),
            if item.action.what.is_empty() {
                Cell::Empty
            } else {
                words.code("action-state", item.action.state.as_str())
            },
        ]
    };
    let names = [
        "item",
        "standard",
        "category",
        "title",
        "verdict",
        "evidence",
        "comment",
        "action",
        "owner",
        "due",
        "action_state",
    ];
    let table = Table { columns: words.columns(&names), rows: assessment.items.iter().map(row).collect() };
    section(words, "matrix", table)
}

/// Items an inspector would stop at, with what is missing and the rule that says so.
pub fn gaps(matrix: &Matrix<'_>) -> Vec<(String, &'static str, &'static str)> {
    let Some(found) = matrix.file.first() else { return Vec::new() };
    let record = rebuilt(found.id, &found.fields);
    let Some(assessment) = Assessment::of(&record) else { return Vec::new() };
    let rule = |why: &str| match why {
        "open" => "AEO-01",
        "action-overdue" => "AEO-03",
        _ => "AEO-02",
    };
    let one = |item: &AssessmentItem| gap(item, matrix).map(|why| (item.code.clone(), why, rule(why)));
    assessment.items.iter().filter_map(one).collect()
}

/// Items an inspector would stop at: not judged, without evidence, with an action that is late.
fn without(words: &Words<'_>, matrix: &Matrix<'_>, assessment: &Assessment) -> Section {
    let rows = assessment.items.iter().filter_map(|item| {
        let why = gap(item, matrix)?;
        let shown = words.i18n.label(&format!("report-gap-{why}"));
        Some(vec![Cell::Exact(item.code.clone()), name_of(words, matrix.list, &item.code), Cell::from(shown)])
    });
    let columns = words.columns(&["item", "title", "gap"]);
    section(words, "gaps", Table { columns, rows: rows.collect() })
}

/// What is missing on an item.
fn gap(item: &AssessmentItem, matrix: &Matrix<'_>) -> Option<&'static str> {
    let gone = |e: &Evidence| matrix.proofs.get(&e.reference).is_none_or(|proof| proof.sha256.is_empty());
    if item.is_open() {
        Some("open")
    } else if item.verdict == ItemVerdict::Up && item.evidence.is_empty() {
        Some("no-evidence")
    } else if item.is_overdue(matrix.head.day) {
        Some("action-overdue")
    } else if item.evidence.iter().any(gone) {
        Some("evidence-gone")
    } else {
        None
    }
}

/// Who decided on the assessment.
fn decided(words: &Words<'_>, matrix: &Matrix<'_>) -> Section {
    let mut rows = Vec::new();
    for record in matrix.file.iter().skip(1) {
        for revision in &record.history {
            rows.push(vec![
                Cell::Exact(record.id.to_string()),
                words.at(revision.entry.at),
                words.verb(&revision.entry.verb),
                Cell::from(revision.entry.by.clone()),
                Cell::exact(revision.entry.role.clone()),
                Cell::from(revision.entry.why.clone()),
                words.state(record.id.kind.def().name, &revision.state),
            ]);
        }
    }
    let columns = words.columns(&["case", "at", "verb", "by", "role", "why", "state"]);
    section(words, "decided", Table { columns, rows })
}

/// Where the evidence lies in the pack, by SHA-256: under the item that names it first.
fn placed(assessment: &Assessment, proofs: &BTreeMap<String, Proof>) -> BTreeMap<String, String> {
    let mut found: BTreeMap<String, String> = BTreeMap::new();
    for item in &assessment.items {
        for proof in item.evidence.iter().filter_map(|e| proofs.get(&e.reference)).filter(|p| !p.sha256.is_empty()) {
            let short = proof.sha256.get(..8).unwrap_or_default();
            let path = format!("files/{}-{short}-{}", plain(&item.code), plain(&proof.name));
            found.entry(proof.sha256.clone()).or_insert(path);
        }
    }
    found
}
