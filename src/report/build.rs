//! From an order to a report: what is asked of the desk for it.

use crate::api::Answer;
use crate::api::Desk;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::Register;
use crate::api::RegisterQuery;
use crate::api::Upto;
use crate::api::report::Order;
use crate::api::report::RecordFile;
use crate::api::report::Which;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::GIVEN_UP;
use crate::domain::assessment::IN_FORCE;
use crate::domain::checklist::Checklist;
use crate::domain::export::ExportWhat;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Sealed;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::report::aeo;
use crate::report::aeo::Matrix;
use crate::report::aeo::Proof;
use crate::report::insurance;
use crate::report::lint;
use crate::report::model::Report;
use crate::report::partner_file::partner_file;
use crate::report::register;
use crate::report::segregation::segregation;
use crate::report::words::Words;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

/// A report that was made.
pub struct Made {
    /// What it says.
    pub report: Report,
    /// Files of the desk that belong to it: path in a pack and SHA-256.
    pub stored: Vec<(String, String)>,
    /// The last entry it looked at.
    pub entry: u64,
}

/// A desk that is asked for a report.
#[derive(Clone, Copy)]
pub struct Asked<'a> {
    /// The desk.
    pub desk: &'a dyn Desk,
    /// Given up when it is raised.
    pub cancel: &'a AtomicBool,
    /// Who asks.
    pub operator: &'a str,
}

/// The kind of an order's export and what it is of.
pub fn subject(order: &Order) -> (ExportWhat, String) {
    match &order.which {
        Which::Register => (ExportWhat::Register, "partners".to_owned()),
        Which::PartnerFile(id) => (ExportWhat::PartnerFile, id.to_string()),
        Which::Segregation { from } => (ExportWhat::Segregation, from.to_string()),
        Which::Aeo(code) => (ExportWhat::Aeo, code.clone()),
        Which::Lint => (ExportWhat::Lint, "desk".to_owned()),
        Which::Insurance => (ExportWhat::Insurance, "partners".to_owned()),
    }
}

/// A word of a command line as a shell takes it.
fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./:@".contains(c);
    if !word.is_empty() && word.chars().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', "'\\''"))
    }
}

/// The command that makes the report of an order again.
pub fn command_of(order: &Order, entry: u64, i18n: &I18n) -> String {
    let mut words = vec!["entrepot report".to_owned()];
    words.push(match &order.which {
        Which::Register => format!("register --as-at {}", order.day),
        Which::PartnerFile(id) => format!("partner-file {id} --as-at {}", order.day),
        Which::Segregation { from } => format!("segregation --from {from} --to {}", order.day),
        Which::Aeo(code) => format!("aeo {} --as-at {}", quoted(code), order.day),
        // As things stand: what was known on another day is not told again.
        Which::Insurance => {
            let filter =
                if order.filter.is_empty() { String::new() } else { format!(" --filter {}", quoted(&order.filter)) };
            return format!("entrepot report insurance{filter} --locale {}", i18n.locale().tag());
        }
        Which::Lint => return format!("entrepot report lint --locale {}", i18n.locale().tag()),
    });
    words.push(format!("--at-entry {entry}"));
    if !order.filter.is_empty() {
        words.push(format!("--filter {}", quoted(&order.filter)));
    }
    if order.personal {
        words.push("--personal".to_owned());
    }
    words.push(format!("--locale {}", i18n.locale().tag()));
    words.join(" ")
}

pub(super) fn unexpected() -> Refusal {
    Refusal::internal("the desk answered something else than was asked")
}

impl Asked<'_> {
    /// A register; a filter that is wrong refuses.
    pub fn register(&self, kind: KindId, fields: &[&str], filter: &str, upto: Upto) -> Result<Register, Refusal> {
        let fields = fields.iter().map(|f| (*f).to_owned()).collect();
        let query = RegisterQuery { kind, fields, filter: filter.to_owned(), upto };
        let Answer::Register(answer) = self.desk.ask(&Query::Register(query), self.cancel)? else {
            return Err(unexpected());
        };
        match answer.errors.first() {
            Some(wrong) => Err(Refusal::invalid(wrong.msg.clone())),
            None => Ok(*answer),
        }
    }

    /// Everything of a record.
    pub fn file(&self, id: Id, upto: Upto) -> Result<RecordFile, Refusal> {
        match self.desk.ask(&Query::File { id, upto }, self.cancel)? {
            Answer::File(file) => Ok(*file),
            _ => Err(unexpected()),
        }
    }

    /// A check-list by its code.
    pub fn checklist(&self, code: &str, upto: Upto) -> Result<Checklist, Refusal> {
        let lists = self.register(KindId::Checklist, &["code"], "", upto)?;
        let is = |row: &&crate::api::query::Row| {
            row.cells.first().and_then(Value::as_text).is_some_and(|c| c.eq_ignore_ascii_case(code))
        };
        let known: Vec<String> =
            lists.rows.iter().filter_map(|row| row.cells.first()).map(ToString::to_string).collect();
        let unknown = || Refusal::not_found(code).hint(Msg::new("cli-known").with("known", known.clone()));
        let row = lists.rows.iter().rev().find(is).ok_or_else(unknown)?;
        let id: Id = row.id.parse().map_err(Refusal::invalid)?;
        let file = self.file(id, upto)?;
        let record = file.records.first().map(|found| aeo::rebuilt(id, &found.fields));
        record.as_ref().and_then(Checklist::of).cloned().ok_or_else(unknown)
    }

    /// The platform's latest assessment by a check-list: one that was approved, otherwise one that is worked on.
    pub fn own_assessment(&self, code: &str, upto: Upto) -> Result<Option<RecordFile>, Refusal> {
        let found = self.register(KindId::Assessment, &["state", "partner", "edition"], "", upto)?;
        let own = |row: &&crate::api::query::Row| match row.cells.as_slice() {
            [state, partner, edition] => {
                let of = edition.as_text().is_some_and(|e| e.eq_ignore_ascii_case(code));
                let given_up = state.as_text().is_some_and(|s| GIVEN_UP.contains(&s));
                of && partner.is_empty() && !given_up
            }
            _ => false,
        };
        let mut rows: Vec<_> = found.rows.iter().filter(own).collect();
        let stands = |row: &&crate::api::query::Row| {
            row.cells.first().and_then(Value::as_text).is_some_and(|s| IN_FORCE.contains(&s))
        };
        rows.sort_by_key(stands);
        let Some(row) = rows.last() else { return Ok(None) };
        self.file(row.id.parse().map_err(Refusal::invalid)?, upto).map(Some)
    }

    /// The files behind the evidence of an assessment, by reference.
    pub fn proofs(&self, file: &RecordFile, upto: Upto) -> BTreeMap<String, Proof> {
        let record = file.records.first().map(|found| aeo::rebuilt(found.id, &found.fields));
        let Some(assessment) = record.as_ref().and_then(Assessment::of) else { return BTreeMap::new() };
        let references = assessment.items.iter().flat_map(|item| &item.evidence).map(|e| e.reference.clone());
        let references: std::collections::BTreeSet<String> = references.collect();
        references.into_iter().map(|reference| (reference.clone(), self.proof(&reference, upto))).collect()
    }

    fn proof(&self, reference: &str, upto: Upto) -> Proof {
        let stored = |sha256: &str| self.desk.file(sha256).is_ok();
        let Ok(id) = reference.parse::<Id>() else {
            let sha256 = reference.trim_start_matches("sha256:");
            let sha256 = if stored(sha256) { sha256.to_owned() } else { String::new() };
            return Proof { name: "evidence".to_owned(), sha256 };
        };
        let file = self.file(id, upto).ok();
        let record = file.and_then(|f| f.records.into_iter().next()).map(|found| aeo::rebuilt(id, &found.fields));
        let text = |path: &str| {
            let value = record.as_ref().and_then(|r| r.path(path)).unwrap_or_default();
            if value.is_empty() { String::new() } else { value.to_string() }
        };
        let sha256 = Some(text("file.sha256")).filter(|sha256| stored(sha256)).unwrap_or_default();
        let name = if text("file.name").is_empty() { id.to_string() } else { text("file.name") };
        Proof { name, sha256 }
    }
}

/// Makes the report of an order.
pub fn build(asked: Asked<'_>, order: &Order, i18n: &I18n) -> Result<Made, Refusal> {
    let Answer::Status(status) = asked.desk.ask(&Query::Status, asked.cancel)? else { return Err(unexpected()) };
    let unseal = |sealed: &Sealed, field: &str| asked.desk.unseal(sealed, field);
    let zone = status.zone.parse().unwrap_or(Tz::UTC);
    let words = Words { i18n, zone, unseal: if order.personal { Some(&unseal) } else { None } };
    let upto = order.upto();
    match &order.which {
        Which::Register => {
            let answer = asked.register(KindId::Partner, register::FIELDS, &order.filter, upto)?;
            let entry = answer.head.seq;
            let report = register::register(&words, &answer, &order.filter, &command_of(order, entry, i18n));
            Ok(Made { report, stored: Vec::new(), entry })
        }
        Which::PartnerFile(id) => {
            let file = asked.file(*id, upto)?;
            let entry = file.head.seq;
            let (report, stored) = partner_file(&words, &file, &command_of(order, entry, i18n));
            Ok(Made { report, stored, entry })
        }
        Which::Segregation { from } => {
            let query = Query::Segregation { from: *from, to: upto };
            let Answer::Segregation(found) = asked.desk.ask(&query, asked.cancel)? else { return Err(unexpected()) };
            let entry = found.head.seq;
            let report = segregation(&words, &found, *from, &command_of(order, entry, i18n));
            Ok(Made { report, stored: Vec::new(), entry })
        }
        Which::Aeo(code) => {
            let list = asked.checklist(code, upto)?;
            let none = || Refusal::invalid(Msg::new("report-no-assessment").with("code", list.code.as_str()));
            let file = asked.own_assessment(&list.code, upto)?.ok_or_else(none)?;
            let proofs = asked.proofs(&file, upto);
            let entry = file.head.seq;
            let matrix = Matrix { head: &file.head, list: &list, file: &file.records, proofs: &proofs };
            let (report, stored) = aeo::aeo(&words, &matrix, &command_of(order, entry, i18n)).ok_or_else(none)?;
            Ok(Made { report, stored, entry })
        }
        Which::Insurance => insurance::insurance(asked, &words, order, &command_of(order, 0, i18n)),
        Which::Lint => lint::lint(asked, &words, order, &command_of(order, 0, i18n)),
    }
}
