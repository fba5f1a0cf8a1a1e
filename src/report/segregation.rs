//! Segregation of duties between two days: who decided what, whether anybody decided on what he had made, what was
//! refused, who acted for whom, who was granted which role, and which person stands behind which login.

use crate::api::report::AccountLine;
use crate::api::report::Decision;
use crate::api::report::Delegated;
use crate::api::report::Grant;
use crate::api::report::RefusedAttempt;
use crate::api::report::Segregation;
use crate::domain::msg::Msg;
use crate::report::model::Cell;
use crate::report::model::Report;
use crate::report::model::Section;
use crate::report::model::Table;
use crate::report::words::Words;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The report.
pub fn segregation(words: &Words<'_>, found: &Segregation, from: NaiveDate, command: &str) -> Report {
    let contributors = found.decisions.iter().filter(|d| d.contributor).count();
    let mut facts = vec![
        words.fact("from", Cell::Date(from)),
        words.fact("to", Cell::Date(found.head.day)),
        words.fact("entries", int(found.entries)),
        words.fact("decisions", Cell::count(found.decisions.len())),
        words.fact("by_contributors", Cell::count(contributors)),
        words.fact("refusals", Cell::count(found.refused.len())),
        words.fact("delegations", Cell::count(found.delegated.len())),
        words.fact("grants", Cell::count(found.grants.iter().filter(|g| !g.bootstrap).count())),
        words.fact("rule_breaks", Cell::count(found.problems.len())),
    ];
    facts.extend(words.head(&found.head));
    facts.push(words.fact("command", Cell::Exact(command.to_owned())));
    let broken: Vec<&Decision> = found.decisions.iter().filter(|d| d.contributor).collect();
    let mut sections = vec![
        decisions(words, "by_contributors", &broken),
        decisions(words, "decisions", &found.decisions.iter().collect::<Vec<_>>()),
        refusals(words, &found.refused),
        delegations(words, &found.delegated),
        grants(words, found),
        accounts(words, &found.accounts),
    ];
    if let Some(first) = sections.first_mut() {
        first.text.push(words.i18n.label("report-by-contributors-how"));
    }
    let problem = |(seq, msg): &(u64, Msg)| vec![int(*seq), Cell::from(words.text(msg))];
    let table =
        Table { columns: words.columns(&["entry", "finding"]), rows: found.problems.iter().map(problem).collect() };
    sections.push(section(words, "rule_breaks", table));
    let span = |id: &'static str| Msg::new(id).with("from", from).with("to", found.head.day);
    Report {
        name: "segregation".to_owned(),
        title: words.text(&span("report-segregation")),
        facts,
        sections,
        at: found.head.at,
        count: found.decisions.len(),
        summary: span("report-segregation-done").with("n", found.decisions.len()).with("contributors", contributors),
    }
}

fn int(n: u64) -> Cell {
    Cell::Int(i64::try_from(n).unwrap_or(i64::MAX))
}

fn section(words: &Words<'_>, name: &str, table: Table) -> Section {
    let title = words.i18n.label(&format!("report-{}", name.replace('_', "-")));
    Section { name: name.to_owned(), title, table: Some(table), ..Section::default() }
}

fn decisions(words: &Words<'_>, name: &str, found: &[&Decision]) -> Section {
    let row = |d: &&Decision| {
        vec![
            int(d.seq),
            words.at(d.at),
            Cell::exact(d.case.clone()),
            Cell::exact(d.subject.clone()),
            words.verb(&d.verb),
            Cell::from(d.maker.clone()),
            Cell::exact(d.maker_person.clone()),
            words.verb(&d.ballot),
            Cell::from(d.by.clone()),
            Cell::exact(d.person.clone()),
            Cell::exact(d.role.clone()),
            Cell::from(d.acted_for.clone()),
            words.state("case", &d.outcome),
        ]
    };
    let names = [
        "entry",
        "at",
        "case",
        "subject",
        "verb",
        "maker",
        "maker_person",
        "ballot",
        "by",
        "person",
        "role",
        "acted_for",
        "outcome",
    ];
    section(words, name, Table { columns: words.columns(&names), rows: found.iter().map(row).collect() })
}

fn refusals(words: &Words<'_>, found: &[RefusedAttempt]) -> Section {
    let row = |r: &RefusedAttempt| {
        vec![
            int(r.seq),
            words.at(r.at),
            Cell::from(r.by.clone()),
            words.verb(&r.verb),
            Cell::exact(r.subject.clone()),
            Cell::from(r.why.as_ref().map(|msg| words.text(msg)).unwrap_or_default()),
        ]
    };
    let columns = words.columns(&["entry", "at", "by", "verb", "subject", "why"]);
    section(words, "refusals", Table { columns, rows: found.iter().map(row).collect() })
}

fn delegations(words: &Words<'_>, found: &[Delegated]) -> Section {
    let row = |d: &Delegated| {
        let (by, acted_for) = (Cell::from(d.by.clone()), Cell::from(d.acted_for.clone()));
        vec![int(d.seq), words.at(d.at), by, acted_for, words.verb(&d.verb)]
    };
    let columns = words.columns(&["entry", "at", "by", "acted_for", "verb"]);
    section(words, "delegations", Table { columns, rows: found.iter().map(row).collect() })
}

fn grants(words: &Words<'_>, found: &Segregation) -> Section {
    let roles = |roles: &[String]| Cell::from(roles.join(", "));
    let row = |g: &Grant| {
        let how = if g.bootstrap { Cell::from(words.i18n.label("report-bootstrap")) } else { words.verb(&g.verb) };
        vec![
            int(g.seq),
            words.at(g.at),
            Cell::from(g.by.clone()),
            how,
            Cell::exact(g.case.clone()),
            Cell::from(g.login.clone()),
            roles(&g.before),
            roles(&g.after),
        ]
    };
    let columns = words.columns(&["entry", "at", "by", "verb", "case", "login", "roles_before", "roles_after"]);
    let mut made = section(words, "grants", Table { columns, rows: found.grants.iter().map(row).collect() });
    let names = found.bootstrap.join(", ");
    made.text.push(words.text(&Msg::new("report-bootstrap-how").with("names", names)));
    made
}

fn accounts(words: &Words<'_>, found: &[AccountLine]) -> Section {
    let mut behind: BTreeMap<&str, usize> = BTreeMap::new();
    for account in found {
        *behind.entry(account.person.as_str()).or_default() += 1;
    }
    let row = |a: &AccountLine| {
        let state = words.state("operator", if a.active { "active" } else { "inactive" });
        vec![
            Cell::from(a.login.clone()),
            Cell::exact(a.person.clone()),
            Cell::from(a.name.clone()),
            Cell::from(a.roles.join(", ")),
            state,
            Cell::from(a.until),
            Cell::count(behind.get(a.person.as_str()).copied().unwrap_or(0)),
        ]
    };
    let columns = words.columns(&["login", "person", "name", "roles", "state", "until", "accounts_of_person"]);
    section(words, "accounts", Table { columns, rows: found.iter().map(row).collect() })
}
