//! Queries and answers: what may be asked of a desk without changing it.

use crate::api::assess::AssessView;
use crate::api::assess::Readiness;
use crate::api::batch::BatchQuery;
use crate::api::batch::BatchSheet;
use crate::api::check::CheckSheet;
use crate::api::command::ImportCounts;
use crate::api::command::ImportRow;
use crate::api::command::OnExisting;
use crate::api::cover::CoverView;
use crate::api::cover::Covered;
use crate::api::cover::Exposure;
use crate::api::cover::GapMatrix;
use crate::api::extract::ExtractQuery;
use crate::api::extract::ExtractSheet;
use crate::api::forecast::Forecast;
use crate::api::inbox::Guess;
use crate::api::insured::Insured;
use crate::api::letter::LetterDraft;
use crate::api::quiz::Lessons;
use crate::api::quiz::QuizResult;
use crate::api::quiz::QuizSheet;
use crate::api::refusal::Change;
use crate::api::report::RecordFile;
use crate::api::report::Register;
use crate::api::report::RegisterQuery;
use crate::api::report::Segregation;
use crate::api::report::Upto;
use crate::api::review::Review;
pub use crate::api::status::Status;
pub use crate::api::today::Today;
pub use crate::api::today::TodayLine;
use crate::domain::checklist::ItemVerdict;
use crate::domain::finding::Finding;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::lifecycle::Danger;
use crate::domain::msg::Msg;
use crate::domain::partner::RiskBand;
use crate::domain::requirement::Requirement;
use crate::domain::training_kpi::Kpis;
use crate::domain::upgrade::UpgradeLine;
use crate::domain::value::Value;
use crate::query::FieldInfo;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use serde::Deserialize;
use serde::Serialize;
use uuid::Uuid;

/// Sort by a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sort {
    /// The column's name.
    pub column: String,
    /// Downwards.
    pub descending: bool,
}

/// A window of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// The list's id, see [`crate::api::lists`].
    pub list: String,
    /// The filter as typed.
    pub filter: String,
    /// The order; the list's own when none.
    pub sort: Option<Sort>,
    /// The first row wanted.
    pub offset: usize,
    /// How many.
    pub limit: usize,
    /// The operator who looks: `mine` and what waits for me depend on it.
    pub operator: String,
    /// A row id whose place in the order is asked for, so that the cursor can stay on it.
    pub anchor: Option<String>,
    /// As known at the end of this day.
    pub as_at: Option<NaiveDate>,
}

/// Which state of a record.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum At {
    /// As it is.
    #[default]
    Now,
    /// As it was at a revision.
    Rev(u64),
    /// As known at the end of a day.
    Day(NaiveDate),
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Query {
    /// A window of a list.
    List(ListQuery),
    /// The fields a list can be filtered by.
    Fields {
        /// The list's id.
        list: String,
    },
    /// A record with what surrounds it.
    Show {
        /// Which.
        id: Id,
        /// In which state.
        at: At,
        /// For whom: decides the verbs offered.
        operator: String,
    },
    /// What a text names: an id, an identifier's value, a finding key or a name.
    Find {
        /// The text.
        text: String,
    },
    /// A case with everything a review needs.
    Review {
        /// The case.
        case: Id,
        /// Who reviews.
        operator: String,
    },
    /// A batch of cases.
    Batch(BatchQuery),
    /// An assessment with everything its screen needs.
    Assess {
        /// The assessment, or a partner whose latest one is meant.
        of: Id,
        /// Who looks.
        operator: String,
    },
    /// How ready the platform is.
    Readiness {
        /// By this check-list; by every one in force when empty.
        list: String,
    },
    /// A filed certificate before its fields are taken over.
    Extract(ExtractQuery),
    /// Certificates against what is asked of them.
    Cover {
        /// A certificate, or a partner: then everything that is asked of it.
        of: Id,
        /// Who looks.
        operator: String,
    },
    /// When certificates run out, and how much is insured where.
    Exposure,
    /// The gaps of insurance by rule and profile.
    Gaps,
    /// How these partners stand as to insurance, by channel and profile.
    Insured(Vec<Id>),
    /// A document with everything its checker needs.
    Check {
        /// The document.
        document: Id,
        /// Who checks.
        operator: String,
    },
    /// What a letter about records and findings of one partner is drawn up from.
    Letter {
        /// Ids, and keys of findings.
        about: Vec<String>,
        /// Who writes.
        operator: String,
    },
    /// Whose texts and files these are.
    Guess {
        /// For each: its text with its name, and its SHA-256.
        files: Vec<(String, String)>,
    },
    /// The day of an operator.
    Today {
        /// Whose.
        operator: String,
    },
    /// Revisions of a record, newest first, with differences.
    History {
        /// Which.
        id: Id,
    },
    /// One journal entry.
    Entry {
        /// Its number.
        seq: u64,
    },
    /// What somebody of a partner may take.
    Lessons {
        /// The partner, or a record of it.
        of: Id,
    },
    /// The quiz that a key draws.
    Quiz {
        /// Whose staff takes it.
        partner: Id,
        /// The module's code.
        module: String,
        /// Who takes it.
        person: String,
        /// The key of the command that will record it.
        key: Uuid,
    },
    /// What a quiz that was taken here came to.
    QuizResult {
        /// The record.
        training: Id,
    },
    /// The figures of training today.
    TrainingKpis,
    /// What an import would do.
    Plan {
        /// The kind of the rows.
        kind: KindId,
        /// The rows.
        rows: Vec<ImportRow>,
        /// What happens to existing records.
        on_existing: OnExisting,
    },
    /// How the check-lists, policies and modules this program ships differ from what is recorded.
    Catalogue,
    /// Periodic reviews to come, by week.
    Reviews {
        /// How many weeks from this one on.
        weeks: u32,
    },
    /// A register as known at a moment.
    Register(RegisterQuery),
    /// Everything of a record and those that belong to it, as known at a moment.
    File {
        /// The record.
        id: Id,
        /// The moment.
        upto: Upto,
    },
    /// Who decided what between two days.
    Segregation {
        /// The first day.
        from: NaiveDate,
        /// Up to this moment.
        to: Upto,
    },
    /// The desk itself.
    Status,
}

/// A row of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// A record's id, a finding's key or an entry's number.
    pub id: String,
    /// Cells in the order of the list's columns.
    pub cells: Vec<Value>,
}

/// A window of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// Rows of the list without the operator's filter.
    pub total: usize,
    /// Rows that match.
    pub matched: usize,
    /// Place of the first row given.
    pub offset: usize,
    /// The rows.
    pub rows: Vec<Row>,
    /// Place of the anchor, when it is in the list.
    pub anchor: Option<usize>,
    /// The journal entry up to which this is true.
    pub seq: u64,
    /// Where the filter is wrong, byte ranges; then nothing else is filled.
    pub errors: Vec<FilterProblem>,
    /// Set while the roster is still being built: rows done and rows in all.
    pub loading: Option<(u64, u64)>,
}

/// Where a filter is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilterProblem {
    /// First byte.
    pub from: usize,
    /// Byte behind the last.
    pub to: usize,
    /// What is wrong.
    pub msg: Msg,
    /// What to do.
    pub help: Option<Msg>,
}

/// A required document and the one that fills it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// The requirement; none for a document nobody asked for.
    pub requirement: Option<Requirement>,
    /// The document's code.
    pub code: String,
    /// The document, when there is one.
    pub id: Option<Id>,
    /// Its state.
    pub state: String,
    /// Its number.
    pub number: String,
    /// Until when it runs.
    pub valid_to: Option<NaiveDate>,
    /// SHA-256 of its file.
    pub sha256: String,
    /// Who filed it.
    pub filed_by: String,
}

/// A verb that leaves the record's present state.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The verb.
    pub verb: String,
    /// Message id of its label.
    pub label: String,
    /// Why it cannot be used now by this operator; none when it can.
    pub refused: Option<Msg>,
    /// Fields it asks for.
    pub fields: Vec<String>,
    /// Whether it asks for a reason.
    pub why: bool,
    /// Whether it opens a case.
    pub policy: Option<String>,
    /// Danger.
    pub danger: Danger,
    /// Whether it leads aside, used only when something calls for it.
    pub aside: bool,
    /// The state it leads to.
    pub to: String,
}

/// A case in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseLine {
    /// The case.
    pub id: Id,
    /// Its state.
    pub state: String,
    /// The verb proposed.
    pub verb: String,
    /// Who proposed it.
    pub by: String,
    /// When.
    pub at: Option<DateTime<Utc>>,
}

/// A verdict of another assessment that could be taken over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProposalLine {
    /// The open item.
    pub item: String,
    /// The other assessment.
    pub from: Id,
    /// Its item.
    pub theirs: String,
    /// The verdict there.
    pub verdict: ItemVerdict,
    /// The topic both belong to.
    pub topic: String,
}

/// The risk of a partner with what it is made of (domain.md §2.7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RiskView {
    /// The band.
    pub band: RiskBand,
    /// Inherent risk, 0 to 100.
    pub inherent: u32,
    /// Control, 0 to 100.
    pub control: u32,
    /// What is left.
    pub residual: u32,
    /// When the periodic review is due.
    pub review_due: Option<NaiveDate>,
    /// A sentence a factor, then control, figure and what else made the band.
    pub made_of: Vec<Msg>,
}

/// A record with what surrounds it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shown {
    /// Its id.
    pub id: Id,
    /// Its revision.
    pub rev: u64,
    /// Its state.
    pub state: String,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Its name.
    pub title: String,
    /// Fields by name, in the order of the field table; empty ones too.
    pub fields: Vec<(String, Value)>,
    /// Findings, worst first.
    pub findings: Vec<Finding>,
    /// Required documents and those on file.
    pub documents: Vec<DocumentLine>,
    /// Cases, newest first.
    pub cases: Vec<CaseLine>,
    /// Verbs that leave this state.
    pub offers: Vec<Offer>,
    /// Who contributed since the last approval.
    pub contributors: Vec<String>,
    /// What lapses next: message id of what, and the day.
    pub lapses: Vec<(String, NaiveDate)>,
    /// The risk of a partner, as it is today.
    pub risk: Option<RiskView>,
    /// How a partner's insurance stands on each channel it sells on.
    pub cover: Vec<Covered>,
    /// Verdicts an assessment could take over.
    pub proposals: Vec<ProposalLine>,
    /// Who made it.
    pub made_by: String,
    /// Set when this is not the present state.
    pub at: At,
}

/// An entry in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntryLine {
    /// Its number.
    pub seq: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: String,
    /// In which role.
    pub role: String,
    /// The verb.
    pub verb: String,
    /// The first record it put.
    pub id: String,
    /// Why.
    pub why: String,
}

/// One revision of a record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The revision.
    pub rev: u64,
    /// The entry that made it.
    pub entry: EntryLine,
    /// The state it came into.
    pub state: String,
    /// What differs from the one before.
    pub changes: Vec<Change>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// To [`Query::List`].
    List(Listing),
    /// To [`Query::Fields`].
    Fields(Vec<FieldInfo>),
    /// To [`Query::Show`].
    Show(Box<Shown>),
    /// To [`Query::TrainingKpis`].
    TrainingKpis(Box<Kpis>),
    /// To [`Query::Lessons`].
    Lessons(Box<Lessons>),
    /// To [`Query::Quiz`].
    Quiz(Box<QuizSheet>),
    /// To [`Query::QuizResult`].
    QuizResult(Box<QuizResult>),
    /// To [`Query::Find`]: ids, best first.
    Find(Vec<Id>),
    /// To [`Query::Review`].
    Review(Box<Review>),
    /// To [`Query::Batch`].
    Batch(Box<BatchSheet>),
    /// To [`Query::Assess`].
    Assess(Box<AssessView>),
    /// To [`Query::Readiness`].
    Readiness(Readiness),
    /// To [`Query::Cover`].
    Cover(Box<CoverView>),
    /// To [`Query::Insured`].
    Insured(Box<Insured>),
    /// To [`Query::Exposure`].
    Exposure(Box<Exposure>),
    /// To [`Query::Gaps`].
    Gaps(GapMatrix),
    /// To [`Query::Check`].
    Check(Box<CheckSheet>),
    /// To [`Query::Extract`].
    Extract(Box<ExtractSheet>),
    /// To [`Query::Letter`].
    Letter(Box<LetterDraft>),
    /// To [`Query::Guess`], in its order.
    Guess(Vec<Guess>),
    /// To [`Query::Today`].
    Today(Today),
    /// To [`Query::History`].
    History(Vec<Revision>),
    /// To [`Query::Entry`]: the line as journaled and its hash.
    Entry {
        /// The JSON.
        json: String,
        /// The hash.
        hash: String,
    },
    /// To [`Query::Plan`].
    Plan(ImportCounts),
    /// To [`Query::Catalogue`].
    Catalogue(Vec<UpgradeLine>),
    /// To [`Query::Reviews`].
    Reviews(Forecast),
    /// To [`Query::Register`].
    Register(Box<Register>),
    /// To [`Query::File`].
    File(Box<RecordFile>),
    /// To [`Query::Segregation`].
    Segregation(Box<Segregation>),
    /// To [`Query::Status`].
    Status(Status),
}
