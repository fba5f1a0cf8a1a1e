//! Genesis: making a desk. Entry 1 says what the desk is and brings its first operators, policies, modules and
//! check-lists.

use crate::catalog;
use crate::catalog::Catalog;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::journal::JournalOptions;
use crate::desk::lock::DeskLock;
use crate::desk::lock::Holder;
use crate::desk::state::Genesis;
use crate::domain::entry::EntryDraft;
use crate::domain::entry::Put;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::operator::Operator;
use crate::domain::operator::Role;
use crate::domain::person::Person;
use crate::domain::person::PersonRef;
use chrono::DateTime;
use chrono::Utc;
use serde_json::value::RawValue;
use std::path::Path;
use uuid::Uuid;

/// An operator a new desk begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FirstOperator {
    /// Login.
    pub login: String,
    /// Name of the person behind it.
    pub person: String,
    /// Department of the person.
    pub department: String,
    /// Roles.
    pub roles: Vec<Role>,
}

/// What a new desk is to be.
#[derive(Debug, Clone)]
pub struct Init {
    /// The desk's own id.
    pub desk: Uuid,
    /// `demo` or `production`.
    pub kind: String,
    /// IANA time zone.
    pub zone: String,
    /// Login of the first administrator.
    pub administrator: String,
    /// Login of the first director.
    pub director: String,
    /// Operators; administrator and director among them.
    pub operators: Vec<FirstOperator>,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether every append is synced.
    pub sync: bool,
}

/// Why a desk could not be made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    /// There is one already.
    #[error("{0} holds a desk already; name another folder, or open it")]
    Exists(String),
    /// The zone is not one of the IANA names.
    #[error("`{0}` is not a time zone; write one such as Asia/Shanghai or Europe/Berlin")]
    Zone(String),
    /// The director must be another operator than the administrator.
    #[error("the first director must be another person than the first administrator `{0}`: nobody controls himself")]
    SamePerson(String),
    /// The folder is held or cannot be used.
    #[error(transparent)]
    Lock(#[from] crate::desk::lock::LockError),
    /// The catalogue that ships cannot be read.
    #[error(transparent)]
    Catalogue(#[from] catalog::CatalogError),
    /// The journal cannot be opened.
    #[error(transparent)]
    Open(#[from] crate::desk::journal::OpenError),
    /// The journal took nothing.
    #[error(transparent)]
    Append(#[from] crate::desk::journal::AppendError),
    /// A record cannot be written.
    #[error("a first record cannot be written: {0}")]
    Record(String),
}

/// Makes a desk in a folder: locks it and journals entry 1.
pub fn init(dir: &Path, init: &Init, holder: &Holder) -> Result<(), InitError> {
    from_catalog(Catalog::shipped()?, dir, init, holder)
}

/// As [`init`], from another catalogue than the shipped one: a desk as an older program made it.
pub(crate) fn from_catalog(catalog: &Catalog, dir: &Path, init: &Init, holder: &Holder) -> Result<(), InitError> {
    if init.zone.parse::<chrono_tz::Tz>().is_err() {
        return Err(InitError::Zone(init.zone.clone()));
    }
    if init.administrator == init.director {
        return Err(InitError::SamePerson(init.administrator.clone()));
    }
    let _lock = DeskLock::acquire(dir, holder)?;
    let options = JournalOptions { sync: init.sync, ..JournalOptions::default() };
    let (mut journal, _) = FileJournal::open(&dir.join("journal"), &options)?;
    if journal.head().seq > 0 {
        return Err(InitError::Exists(dir.display().to_string()));
    }
    let genesis = Genesis {
        desk: init.desk,
        kind: init.kind.clone(),
        zone: init.zone.clone(),
        administrator: init.administrator.clone(),
        director: init.director.clone(),
        catalogue: catalog.version,
    };
    let draft = EntryDraft {
        by: "system".to_owned(),
        role: Role::Sys.as_str().to_owned(),
        via: "system".to_owned(),
        key: init.desk,
        verb: "genesis".to_owned(),
        genesis: serde_json::to_value(&genesis).ok(),
        puts: puts(init, catalog)?,
        ..EntryDraft::default()
    };
    journal.append(0, vec![draft], init.at)?;
    Ok(())
}

fn puts(init: &Init, catalog: &Catalog) -> Result<Vec<Put>, InitError> {
    let mut puts = Vec::new();
    for (number, first) in (1..).zip(&init.operators) {
        let person = Person {
            name: first.person.clone(),
            department: first.department.clone(),
            staff_number: format!("S{number:04}"),
        };
        let id = Id::new(KindId::Person, number);
        puts.push(put(id, &Record::from(person))?);
        let operator = Operator {
            login: first.login.clone(),
            person: PersonRef(id.to_string()),
            roles: first.roles.clone(),
            ..Operator::default()
        };
        puts.push(put(Id::new(KindId::Operator, number), &Record::from(operator))?);
    }
    for (number, policy) in (1..).zip(&catalog.policies) {
        puts.push(put(Id::new(KindId::Policy, number), &Record::from(policy.to_record()))?);
    }
    for (number, module) in (1..).zip(&catalog.modules) {
        puts.push(put(Id::new(KindId::Module, number), &Record::from(module.clone()))?);
    }
    for (number, list) in (1..).zip(&catalog.checklists) {
        puts.push(put(Id::new(KindId::Checklist, number), &Record::from(list.clone()))?);
    }
    Ok(puts)
}

fn put(id: Id, record: &Record) -> Result<Put, InitError> {
    let json = record.to_json().map_err(InitError::Record)?;
    let text = String::from_utf8(json).map_err(|e| InitError::Record(e.to_string()))?;
    let def = id.kind.def();
    Ok(Put {
        kind: def.name.to_owned(),
        id: id.to_string(),
        rev: 1,
        s: def.schema,
        state: def.initial.to_owned(),
        content: RawValue::from_string(text).map_err(|e| InitError::Record(e.to_string()))?,
    })
}
