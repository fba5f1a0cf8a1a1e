//! What reports ask of a desk: the register at a moment, everything of one record, who decided what.
//!
//! A report is about a moment of the journal, so that the same question gives the same answer however often and whenever
//! it is asked.

use crate::api::query::DocumentLine;
use crate::api::query::FilterProblem;
use crate::api::query::Revision;
use crate::api::query::Row;
use crate::domain::entry::BlobRef;
use crate::domain::finding::Finding;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;

/// Up to which moment of the journal.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Upto {
    /// The last entry.
    #[default]
    Now,
    /// The last entry of a day in the desk's zone.
    Day(NaiveDate),
    /// This entry, seen from a day.
    Entry {
        /// The entry.
        seq: u64,
        /// The day.
        day: NaiveDate,
    },
}

/// A place in the journal: who keeps it elsewhere can prove later what the journal said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadLine {
    /// The entry.
    pub seq: u64,
    /// Its hash, which covers everything before it.
    pub hash: String,
    /// When it was journaled.
    pub at: DateTime<Utc>,
    /// The desk's own id.
    pub desk: String,
    /// The desk's zone.
    pub zone: String,
    /// The day it speaks of, in that zone.
    pub day: NaiveDate,
}

/// A register: every record of a kind that matches, as known at a moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisterQuery {
    /// The kind.
    pub kind: KindId,
    /// Fields by path; also `id`, `state`, `rev`, and for partners `admitted_on` and `review_due`.
    pub fields: Vec<String>,
    /// The filter as typed; it asks what was known at the moment.
    pub filter: String,
    /// The moment.
    pub upto: Upto,
}

/// The answer: rows in the order of their numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The moment.
    pub head: HeadLine,
    /// Records there were.
    pub total: usize,
    /// Those that match.
    pub rows: Vec<Row>,
    /// Where the filter is wrong; then there are no rows.
    pub errors: Vec<FilterProblem>,
}

/// A record in a file, with everything the journal says of it up to the moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its id.
    pub id: Id,
    /// Its revision.
    pub rev: u64,
    /// Its state.
    pub state: String,
    /// Its name.
    pub title: String,
    /// Who made it.
    pub made_by: String,
    /// When.
    pub made_at: DateTime<Utc>,
    /// SHA-256 of its content as journaled.
    pub hash: String,
    /// Fields by name, in the order of the field table.
    pub fields: Vec<(String, Value)>,
    /// Its revisions, oldest first.
    pub history: Vec<Revision>,
    /// What was before those who decided, oldest first; for cases.
    pub receipts: Vec<Receipt>,
    /// Files its entries rest on and files it names.
    pub files: Vec<BlobRef>,
}

/// What was before somebody who decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The entry.
    pub seq: u64,
    /// Its hash.
    pub hash: String,
    /// What the confirm stated, as JSON; empty when it stated nothing.
    pub seen: String,
}

/// Everything of one record and those that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordFile {
    /// The moment.
    pub head: HeadLine,
    /// The record first, then what belongs to it by kind and number.
    pub records: Vec<FileRecord>,
    /// Findings on the record on the day of the moment.
    pub findings: Vec<Finding>,
    /// Required documents and those on file.
    pub documents: Vec<DocumentLine>,
}

/// A decision: a vote on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// The case.
    pub case: String,
    /// What it is about.
    pub subject: String,
    /// The verb that was proposed.
    pub verb: String,
    /// Who proposed it: login.
    pub maker: String,
    /// The person behind that login.
    pub maker_person: String,
    /// `case.approve`, `case.reject` or `case.return`.
    pub ballot: String,
    /// Who decided: login.
    pub by: String,
    /// The person behind that login.
    pub person: String,
    /// In which role.
    pub role: String,
    /// For whom, when delegated.
    pub acted_for: String,
    /// The state of the case afterwards.
    pub outcome: String,
    /// Whether the person was the proposer or had contributed to the subject: must never be.
    pub contributor: bool,
}

/// An attempt that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefusedAttempt {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// What was attempted.
    pub verb: String,
    /// On which record.
    pub subject: String,
    /// Why it was refused; none when the entry does not say it in a message.
    pub why: Option<Msg>,
}

/// A change of somebody's roles or account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grant {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who journaled it.
    pub by: String,
    /// The verb.
    pub verb: String,
    /// The case that approved it, if any.
    pub case: String,
    /// Whose account.
    pub login: String,
    /// Roles before.
    pub before: Vec<String>,
    /// Roles after.
    pub after: Vec<String>,
    /// Whether it stood in entry 1, where nobody could approve it.
    pub bootstrap: bool,
}

/// An entry made for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegated {
    /// The entry.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who acted.
    pub by: String,
    /// For whom.
    pub acted_for: String,
    /// The verb.
    pub verb: String,
}

/// An account as it was at the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccountLine {
    /// The login.
    pub login: String,
    /// The person's id.
    pub person: String,
    /// The person's name.
    pub name: String,
    /// Roles held.
    pub roles: Vec<String>,
    /// Whether it is in use.
    pub active: bool,
    /// The last day on which it may act.
    pub until: Option<NaiveDate>,
}

/// Who decided what in a span of days, recomputed from the journal with the roles and contributors of each moment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segregation {
    /// The last entry of the span.
    pub head: HeadLine,
    /// The first administrator and the first director, from entry 1.
    pub bootstrap: Vec<String>,
    /// Entries in the span.
    pub entries: u64,
    /// Votes in the span.
    pub decisions: Vec<Decision>,
    /// Refused attempts in the span.
    pub refused: Vec<RefusedAttempt>,
    /// Entries made for somebody else in the span.
    pub delegated: Vec<Delegated>,
    /// Changes of roles and accounts in the span, and those of entry 1.
    pub grants: Vec<Grant>,
    /// Accounts at the end of the span.
    pub accounts: Vec<AccountLine>,
    /// What `verify` finds wrong in the span.
    pub problems: Vec<(u64, Msg)>,
}

/// Which report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Which {
    /// The register of partners.
    Register,
    /// Everything of one record.
    PartnerFile(Id),
    /// Who decided what since a day.
    Segregation {
        /// The first day.
        from: NaiveDate,
    },
    /// The evidence matrix of a check-list, by its code.
    Aeo(String),
    /// What customs would find missing.
    Lint,
    /// Insurance by channel and profile.
    Insurance,
}

/// A report that is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// Which.
    pub which: Which,
    /// The filter as typed.
    pub filter: String,
    /// As known at the end of this day.
    pub day: NaiveDate,
    /// The last entry to look at, when the day was not over.
    pub entry: Option<u64>,
    /// With sealed fields in the clear.
    pub personal: bool,
}

impl Order {
    /// The moment it means.
    pub fn upto(&self) -> Upto {
        self.entry.map_or(Upto::Day(self.day), |seq| Upto::Entry { seq, day: self.day })
    }
}

/// A report that was handed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// What came of it, in a sentence.
    pub summary: Msg,
    /// What it counts.
    pub count: usize,
    /// Where it lies; empty when it was printed.
    pub path: String,
    /// How many files, without `SHA256SUMS`.
    pub files: usize,
    /// SHA-256 of the file, or of `SHA256SUMS`.
    pub sha256: String,
    /// The record that tells of it; empty on a desk that cannot be written.
    pub export: String,
    /// The last entry it looked at.
    pub entry: u64,
}
