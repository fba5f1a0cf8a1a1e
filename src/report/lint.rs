//! What customs would find missing today, grouped by the item it hurts: open findings on partners in business, gaps of the
//! platform's own assessments, and registers handed over that no longer say what the desk says (AEO-10).

use crate::api::Answer;
use crate::api::Ground;
use crate::api::ListQuery;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Upto;
use crate::api::query::Row;
use crate::api::report::Order;
use crate::domain::checklist::Checklist;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::report::aeo;
use crate::report::aeo::Matrix;
use crate::report::build::Asked;
use crate::report::build::Made;
use crate::report::build::unexpected;
use crate::report::model::Cell;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::register;
use crate::report::words::Words;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The check-lists the platform answers for.
const LISTS: &[&str] = &["CBP-2019", "GEN-2026"];

/// States in which a partner does business with us.
const IN_BUSINESS: &[&str] = &["admitted", "probation", "review_due"];

/// Findings asked for at a time.
const PAGE: usize = 2000;

/// Handed-over registers compared, newest first: an older one was replaced by them.
const COMPARED: usize = 12;

/// Which items a rule's finding hurts, by the beginning of its code; the first that fits. Source: domain.md §1.3, §1.4.
const HURTS: &[(&str, &[&str])] = &[
    ("PTR-008", &["CBP-BP-07"]),
    ("PTR-018", &["CBP-BP-08", "G26-66"]),
    ("PTR-019", &["CBP-BP-08", "G26-66"]),
    ("PTR-020", &["CBP-BP-08", "G26-66"]),
    ("PTR-022", &["CBP-BP-08", "G26-25", "G26-73"]),
    ("PTR-024", &["CBP-BP-04", "G26-66"]),
    ("PTR-030", &["CBP-BP-08", "G26-18", "G26-19"]),
    ("PTR-033", &["CBP-RM-02"]),
    ("PTR-", &["CBP-BP-01", "G26-66"]),
    ("DOC-", &["CBP-BP-01", "G26-06"]),
    ("TRN-", &["CBP-BP-05", "G26-68"]),
    ("AEO-10", &["CBP-BP-09", "G26-67"]),
    ("AEO-", &["CBP-BP-04", "G26-66"]),
    ("SYS-05", &["CBP-IS-06", "G26-06"]),
    ("SYS-", &["CBP-IS-01", "G26-10"]),
    ("", &["CBP-BP-01"]),
];

/// Something that is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Gap {
    severity: String,
    rule: String,
    subject: String,
    name: String,
    what: String,
}

/// Gaps by the item they hurt.
type Gaps = BTreeMap<String, Vec<Gap>>;

/// The report.
pub fn lint(asked: Asked<'_>, words: &Words<'_>, order: &Order, command: &str) -> Result<Made, Refusal> {
    let upto = Upto::Now;
    let mut gaps = Gaps::new();
    let partners = asked.register(KindId::Partner, &["state"], "", upto)?;
    let mut lists = Vec::new();
    for code in LISTS {
        // A desk that was made before a check-list shipped has none of it until the catalogue is brought up.
        match asked.checklist(code, upto) {
            Ok(list) => lists.push(list),
            Err(refusal) if refusal.ground == Ground::NotFound => {}
            Err(refusal) => return Err(refusal),
        }
    }
    findings(asked, words, &partners.rows, &mut gaps)?;
    for list in &lists {
        own(asked, words, list, &mut gaps)?;
    }
    handed_over(asked, words, &mut gaps)?;
    let count: usize = count_of(&gaps);
    let mut facts = vec![words.fact("as_at", Cell::Date(order.day))];
    facts.push(words.fact("count", Cell::count(count)));
    facts.push(words.fact("items_hurt", Cell::count(gaps.len())));
    facts.extend(words.head(&partners.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let report = Report {
        name: "lint".to_owned(),
        title: words.text(&Msg::new("report-lint").with("day", order.day)),
        facts,
        sections: sections(words, &gaps, &lists),
        at: partners.head.at,
        count,
        summary: Msg::new("report-lint-done").with("n", count).with("items", gaps.len()),
    };
    Ok(Made { report, stored: Vec::new(), entry: partners.head.seq })
}

/// How many different things are missing; one may hurt several items.
fn count_of(gaps: &Gaps) -> usize {
    let all = gaps.values().flatten();
    all.map(|gap| (gap.rule.as_str(), gap.subject.as_str(), gap.what.as_str())).collect::<BTreeSet<_>>().len()
}

fn hurts(rule: &str) -> &'static [&'static str] {
    HURTS.iter().find(|(start, _)| rule.starts_with(start)).map_or(&[], |(_, items)| items)
}

fn add(gaps: &mut Gaps, items: &[&str], gap: &Gap) {
    for item in items {
        gaps.entry((*item).to_owned()).or_default().push(gap.clone());
    }
}

/// Whom a finding speaks of, as far as customs care.
struct Subjects {
    /// Partners in business.
    busy: BTreeSet<String>,
    /// Assessments: whose, empty for the platform's own, and by which check-list.
    assessed: BTreeMap<String, (String, String)>,
}

impl Subjects {
    fn read(asked: Asked<'_>, partners: &[Row]) -> Result<Self, Refusal> {
        let text = |row: &Row, at: usize| row.cells.get(at).and_then(Value::as_text).unwrap_or_default().to_owned();
        let busy = partners.iter().filter(|row| IN_BUSINESS.contains(&text(row, 0).as_str()));
        let assessments = asked.register(KindId::Assessment, &["partner", "edition"], "", Upto::Now)?;
        let assessed = assessments.rows.iter().map(|row| (row.id.clone(), (text(row, 0), text(row, 1))));
        Ok(Self { busy: busy.map(|row| row.id.clone()).collect(), assessed: assessed.collect() })
    }

    /// The items a finding hurts: none where the partner does no business, nor where [`own`] says it item by item.
    fn items<'a>(&'a self, rule: &str, subject: &str) -> Vec<&'a str> {
        let of_partner = |id: &str| id.parse::<Id>().is_ok_and(|id| id.kind == KindId::Partner);
        match self.assessed.get(subject) {
            Some((whose, _)) if !whose.is_empty() && !self.busy.contains(whose) => Vec::new(),
            Some((whose, list)) if whose.is_empty() => {
                if OWN.contains(&rule) {
                    Vec::new()
                } else {
                    vec![list.as_str()]
                }
            }
            None if of_partner(subject) && !self.busy.contains(subject) => Vec::new(),
            _ => hurts(rule).to_vec(),
        }
    }
}

/// Rules of the platform's own assessment whose gaps are told item by item.
const OWN: [&str; 3] = ["AEO-01", "AEO-02", "AEO-03"];

/// Open findings that are more than information, of partners only those in business.
fn findings(asked: Asked<'_>, words: &Words<'_>, partners: &[Row], gaps: &mut Gaps) -> Result<(), Refusal> {
    let subjects = Subjects::read(asked, partners)?;
    let mut offset = 0;
    loop {
        let query = ListQuery {
            list: "findings".to_owned(),
            filter: String::new(),
            sort: None,
            offset,
            limit: PAGE,
            operator: asked.operator.to_owned(),
            anchor: None,
            as_at: None,
        };
        let Answer::List(listing) = asked.desk.ask(&Query::List(query), asked.cancel)? else {
            return Err(unexpected());
        };
        for row in &listing.rows {
            let [severity, rule, subject, name, message, stance, ..] = row.cells.as_slice() else {
                return Err(unexpected());
            };
            let (rule, subject) = (rule.to_string(), subject.to_string());
            let settled = matches!(stance.as_text(), Some("waived" | "false-positive"));
            if settled || severity.as_text() == Some(Severity::Info.as_str()) {
                continue;
            }
            let what = serde_json::from_str::<Msg>(&message.to_string()).map(|msg| words.text(&msg));
            let items = subjects.items(&rule, &subject);
            let gap = Gap {
                severity: severity.to_string(),
                rule,
                subject,
                name: name.to_string(),
                what: what.unwrap_or_else(|_| message.to_string()),
            };
            add(gaps, &items, &gap);
        }
        offset += listing.rows.len();
        if listing.rows.is_empty() || offset >= listing.matched {
            return Ok(());
        }
    }
}

/// Gaps of the platform's own assessment by a check-list.
fn own(asked: Asked<'_>, words: &Words<'_>, list: &Checklist, gaps: &mut Gaps) -> Result<(), Refusal> {
    let gap = |severity: &str, rule: &str, subject: String, what: String| Gap {
        severity: severity.to_owned(),
        rule: rule.to_owned(),
        subject,
        name: list.code.clone(),
        what,
    };
    let Some(file) = asked.own_assessment(&list.code, Upto::Now)? else {
        let what = words.text(&Msg::new("report-no-assessment").with("code", list.code.as_str()));
        add(gaps, &[list.code.as_str()], &gap("M", "AEO-01", list.code.clone(), what));
        return Ok(());
    };
    let proofs = asked.proofs(&file, Upto::Now);
    let matrix = Matrix { head: &file.head, list, file: &file.records, proofs: &proofs };
    let id = file.records.first().map(|found| found.id.to_string()).unwrap_or_default();
    for (code, why, rule) in aeo::gaps(&matrix) {
        let what = words.i18n.label(&format!("report-gap-{why}"));
        let severity = if rule == "AEO-01" { "M" } else { "H" };
        add(gaps, &[code.as_str()], &gap(severity, rule, id.clone(), what));
    }
    Ok(())
}

/// AEO-10: a register that was handed over and differs from the register as at the same day.
fn handed_over(asked: Asked<'_>, words: &Words<'_>, gaps: &mut Gaps) -> Result<(), Refusal> {
    let fields = ["state", "what", "as_at", "entry", "filter", "recipient"];
    let exports = asked.register(KindId::Export, &fields, "", Upto::Now)?;
    let of = |row: &&Row| {
        let is = |at: usize, text: &str| row.cells.get(at).and_then(Value::as_text) == Some(text);
        is(0, "handed_over") && is(1, "register")
    };
    for row in exports.rows.iter().rev().filter(of).take(COMPARED) {
        let [.., Value::Date(day), Value::Int(entry), filter, recipient] = row.cells.as_slice() else { continue };
        let filter = if filter.is_empty() { String::new() } else { filter.to_string() };
        let seq = u64::try_from(*entry).unwrap_or(0);
        let read = |upto: Upto| asked.register(KindId::Partner, register::FIELDS, &filter, upto);
        let told = read(Upto::Entry { seq, day: *day })?;
        let known = read(Upto::Day(*day))?;
        let differ = differing(&told.rows, &known.rows);
        if differ.is_empty() {
            continue;
        }
        let first: Vec<&str> = differ.iter().take(5).copied().collect();
        let msg = Msg::new("report-register-differs")
            .with("recipient", recipient.to_string())
            .with("day", *day)
            .with("n", differ.len())
            .with("ids", first);
        let gap = Gap {
            severity: "H".to_owned(),
            rule: "AEO-10".to_owned(),
            subject: row.id.clone(),
            name: recipient.to_string(),
            what: words.text(&msg),
        };
        add(gaps, hurts("AEO-10"), &gap);
    }
    Ok(())
}

/// Ids of rows that are in one register alone or say something else in it.
fn differing<'a>(told: &'a [Row], known: &'a [Row]) -> Vec<&'a str> {
    let by_id = |rows: &'a [Row]| rows.iter().map(|row| (row.id.as_str(), &row.cells)).collect::<BTreeMap<_, _>>();
    let (told, known) = (by_id(told), by_id(known));
    let ids: BTreeSet<&str> = told.keys().chain(known.keys()).copied().collect();
    ids.into_iter().filter(|id| told.get(id) != known.get(id)).collect()
}

fn titled(words: &Words<'_>, lists: &[Checklist], code: &str) -> String {
    let item = lists.iter().find_map(|list| list.item(code));
    let list = lists.iter().find(|list| list.code == code);
    let titles = item.map(|i| (&i.title_en, &i.title_zh)).or_else(|| list.map(|l| (&l.title_en, &l.title_zh)));
    titles.map(|(en, zh)| words.i18n.pick(en, zh).to_owned()).unwrap_or_default()
}

/// The tally, then a section for each item.
fn sections(words: &Words<'_>, gaps: &Gaps, lists: &[Checklist]) -> Vec<Section> {
    let tally = gaps.iter().map(|(item, found)| {
        let title = Cell::from(titled(words, lists, item));
        vec![Cell::Exact(item.clone()), title, Cell::count(found.len())]
    });
    let table = Table { columns: words.columns(&["item", "title", "count"]), rows: tally.collect() };
    let mut made = vec![Section {
        name: "items".to_owned(),
        title: words.i18n.label("report-section-tally"),
        table: Some(table),
        ..Section::default()
    }];
    for (item, found) in gaps {
        let row = |gap: &Gap| {
            vec![
                words.code("severity", &gap.severity),
                Cell::Exact(gap.rule.clone()),
                Cell::Exact(gap.subject.clone()),
                Cell::from(gap.name.clone()),
                Cell::from(gap.what.clone()),
            ]
        };
        let columns = words.columns(&["severity", "rule", "subject", "name", "finding"]);
        let table = Table { columns, rows: found.iter().map(row).collect() };
        let title = format!("{item} {}", titled(words, lists, item));
        made.push(Section { name: item.to_lowercase(), title, table: Some(table), ..Section::default() });
    }
    made
}
