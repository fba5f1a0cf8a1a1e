//! Effects: the app's only door. `update` returns them, the runtime carries them out and answers with events.

use crate::api;
use crate::api::Answer;
use crate::api::Command;
use crate::api::Done;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::inbox::InboxFile;
use crate::api::reading::Paper;
use crate::api::reading::Reading;
use crate::api::report;
use crate::i18n::Locale;
use crate::keys::Key;
use chrono::DateTime;
use chrono::Utc;
use uuid::Uuid;

/// Names a question or timer, so that its answer finds who asked; chosen by the app, never reused while open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// What the app wants done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Ask the desk to do something; answered by [`Event::Done`].
    Submit {
        /// Who asked.
        ticket: Ticket,
        /// What to do.
        command: Box<Command>,
    },
    /// Ask the desk a question; answered by [`Event::Answer`].
    Ask {
        /// Who asked.
        ticket: Ticket,
        /// The question.
        query: Query,
    },
    /// Give up a question that still runs.
    Cancel(Ticket),
    /// Store a file of the operator's machine in the desk; answered by [`Event::Stored`].
    Store {
        /// Who asked.
        ticket: Ticket,
        /// Role of the blob.
        role: String,
        /// Path of the file.
        path: String,
    },
    /// Read the text of a stored file, page by page; answered by [`Event::Text`].
    ReadText {
        /// Who asked.
        ticket: Ticket,
        /// SHA-256 of the file.
        sha256: String,
    },
    /// Read a filed certificate and what it seems to say; answered by [`Event::Paper`].
    ReadPaper {
        /// Who asked.
        ticket: Ticket,
        /// SHA-256 of the file.
        sha256: String,
    },
    /// Look through the desk's inbox; answered by [`Event::Inbox`].
    ReadInbox {
        /// Who asked.
        ticket: Ticket,
    },
    /// Store a file of the inbox, ask the desk to make a document of it, and put it away; answered by [`Event::Done`].
    FileInbox {
        /// Who asked.
        ticket: Ticket,
        /// The file's name.
        name: String,
        /// SHA-256 of what was on the screen; another content is refused.
        sha256: String,
        /// The document's creation, without what names the copy.
        command: Box<Command>,
    },
    /// Read a table of partners or documents through a mapping; answered by [`Event::Read`].
    ReadImport {
        /// Who asked.
        ticket: Ticket,
        /// Kind of the rows.
        kind: String,
        /// Path of the table.
        path: String,
        /// Path of the mapping; the shipped one for the kind when empty.
        mapping: String,
    },
    /// Write the rows of a list to a file; answered by [`Event::Exported`].
    Export {
        /// Who asked.
        ticket: Ticket,
        /// The list with filter and order.
        query: Query,
        /// Path; the ending decides the form.
        path: String,
        /// Who exports; its act is replaced by what is journaled.
        command: Box<Command>,
    },
    /// Make a report, journal it and write it; answered by [`Event::Reported`].
    Report {
        /// Who asked.
        ticket: Ticket,
        /// The report.
        order: Box<report::Order>,
        /// The file, or the folder of a pack.
        path: String,
        /// Who wants it and why; its act is replaced by what is journaled.
        command: Box<Command>,
        /// The language of the report.
        locale: Locale,
    },
    /// Put text on the clipboard of the operator's terminal.
    Copy(String),
    /// Hand a text to the operator's editor; answered by [`Event::Edited`].
    Edit {
        /// Who asked.
        ticket: Ticket,
        /// The text.
        text: String,
    },
    /// Keep a draft, or drop it when the text is empty.
    KeepDraft {
        /// Where it belongs: `review/R-000007`, `form/partner/new` …
        place: String,
        /// The text.
        text: String,
    },
    /// Send [`Event::Timer`] after so many milliseconds.
    After {
        /// Milliseconds.
        millis: u64,
        /// Who asked.
        ticket: Ticket,
    },
    /// Draw everything anew.
    Redraw,
    /// Hand the terminal back to the shell until the program is continued.
    Suspend,
    /// End the workstation.
    Quit,
}

/// What an import file held: rows read through the mapping, what was wrong, and the stored file.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadTable {
    /// The kind of the rows.
    pub kind: crate::domain::kind::KindId,
    /// The rows.
    pub rows: Vec<api::ImportRow>,
    /// Rows that could not be read.
    pub rejected: Vec<api::RowError>,
    /// What happens to existing records.
    pub on_existing: api::OnExisting,
    /// The stored file.
    pub blob: crate::domain::entry::BlobRef,
}

/// What happens to the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// A key, with the number of the read it came in: a confirm takes keys only from a read made after it was drawn.
    Key {
        /// The key.
        key: Key,
        /// The read.
        read: u64,
    },
    /// Pasted text.
    Paste(String),
    /// The terminal has this many columns and rows.
    Resize(u16, u16),
    /// The terminal gained or lost the focus.
    Focus(bool),
    /// A frame was written, and the last read made before it.
    Drawn {
        /// The read.
        read: u64,
    },
    /// The answer to [`Effect::Ask`].
    Answer {
        /// Who asked.
        ticket: Ticket,
        /// The answer.
        answer: Result<Answer, Refusal>,
    },
    /// The answer to [`Effect::Submit`].
    Done {
        /// Who asked.
        ticket: Ticket,
        /// What was done.
        done: Result<Done, Refusal>,
    },
    /// The answer to [`Effect::Store`].
    Stored {
        /// Who asked.
        ticket: Ticket,
        /// The stored file.
        blob: Result<crate::domain::entry::BlobRef, Refusal>,
    },
    /// The answer to [`Effect::ReadText`].
    Text {
        /// Who asked.
        ticket: Ticket,
        /// What the file reads as.
        reading: Result<Box<Reading>, Refusal>,
    },
    /// The answer to [`Effect::ReadPaper`].
    Paper {
        /// Who asked.
        ticket: Ticket,
        /// The file with what it seems to say.
        paper: Result<Box<Paper>, Refusal>,
    },
    /// The answer to [`Effect::ReadInbox`].
    Inbox {
        /// Who asked.
        ticket: Ticket,
        /// The files, by name.
        files: Result<Vec<InboxFile>, Refusal>,
    },
    /// The answer to [`Effect::ReadImport`].
    Read {
        /// Who asked.
        ticket: Ticket,
        /// What the file held.
        table: Result<Box<ReadTable>, Refusal>,
    },
    /// The answer to [`Effect::Report`].
    Reported {
        /// Who asked.
        ticket: Ticket,
        /// Where it lies.
        done: Result<report::Reported, Refusal>,
    },
    /// The answer to [`Effect::Export`]: rows written.
    Exported {
        /// Who asked.
        ticket: Ticket,
        /// Rows.
        rows: Result<usize, Refusal>,
    },
    /// The answer to [`Effect::Edit`].
    Edited {
        /// Who asked.
        ticket: Ticket,
        /// The text.
        text: Result<String, Refusal>,
    },
    /// The time of [`Effect::After`] is up.
    Timer(Ticket),
    /// Something happened at the desk.
    Desk(api::Event),
    /// The clipboard refused.
    CopyRefused(String),
    /// A minute or a day has begun: what shows the time is drawn anew.
    Clock,
}

/// What `update` may know of the outside.
pub struct Env<'a> {
    /// The time.
    pub now: DateTime<Utc>,
    /// Makes keys of commands.
    pub ids: &'a mut dyn FnMut() -> Uuid,
}
