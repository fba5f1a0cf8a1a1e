//! Lists: which columns a list has and where its rows come from. Screens draw them, the desk fills them, the command
//! line prints them.

use crate::domain::kind::KindId;

/// How a cell is drawn and sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Draw {
    /// Text as it is.
    Text,
    /// A code by its own text.
    Code,
    /// A code of this table by its label.
    Label(&'static str),
    /// The state of the list's kind, in words.
    State,
    /// A verb by its label.
    Verb,
    /// A day.
    Date,
    /// A moment in the desk's zone.
    Instant,
    /// Days from today until a day: `12d`, `-31d ✗`.
    Lapse,
    /// Time left until a moment.
    Left,
    /// A number, to the right.
    Int,
    /// Open findings: blocking and others, `1✗ 2!`.
    Open,
    /// A message.
    Message,
}

/// A column.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Its name: a roster column, which filters and sorts use.
    pub name: &'static str,
    /// Message id of its heading.
    pub label: &'static str,
    /// Cells it takes at least.
    pub width: u16,
    /// Its share of what is left over; 0 for none.
    pub grow: u16,
    /// Terminal width from which on it is shown.
    pub from: u16,
    /// How it is drawn.
    pub draw: Draw,
}

/// A list.
#[derive(Debug, Clone, Copy)]
pub struct ListDef {
    /// Its id.
    pub id: &'static str,
    /// Message id of its name.
    pub label: &'static str,
    /// The kind of its rows; none for findings and journal entries.
    pub kind: Option<KindId>,
    /// Its columns.
    pub columns: &'static [Column],
    /// The filter that makes the list out of all rows of its kind; `@me` stands for the operator.
    pub base: &'static str,
    /// The order it opens with.
    pub sort: (&'static str, bool),
}

const fn column(name: &'static str, label: &'static str, width: u16, grow: u16, from: u16, draw: Draw) -> Column {
    Column { name, label, width, grow, from, draw }
}

const CASES: &[Column] = &[
    column("left", "column-left", 6, 0, 0, Draw::Left),
    column("verb", "column-what", 17, 1, 0, Draw::Verb),
    column("id", "column-id", 8, 0, 0, Draw::Text),
    column("name", "column-name", 16, 3, 0, Draw::Text),
    column("risk", "column-risk", 5, 0, 0, Draw::Code),
    column("open", "column-open", 6, 0, 0, Draw::Open),
    column("step", "column-step", 5, 0, 0, Draw::Text),
    column("from", "column-from", 6, 0, 0, Draw::Text),
    column("state", "column-state", 10, 0, 100, Draw::State),
    column("clock", "column-clock", 8, 0, 120, Draw::Label("clock")),
    column("proposed", "column-proposed", 16, 0, 120, Draw::Instant),
];

const DOCUMENTS: &[Column] = &[
    column("id", "column-id", 8, 0, 0, Draw::Text),
    column("code", "column-code", 5, 0, 0, Draw::Code),
    column("name", "column-partner", 18, 3, 0, Draw::Text),
    column("number", "column-number", 14, 2, 0, Draw::Text),
    column("state", "column-state", 10, 0, 0, Draw::State),
    column("valid_to", "column-lapse", 11, 0, 0, Draw::Lapse),
    column("partner", "column-partner-id", 8, 0, 100, Draw::Text),
    column("by", "column-filed-by", 8, 0, 120, Draw::Text),
    column("issued_on", "column-issued", 10, 0, 140, Draw::Date),
    column("retain_until", "column-retain-until", 10, 0, 160, Draw::Date),
];

const FINDINGS: &[Column] = &[
    column("severity", "column-severity", 3, 0, 0, Draw::Code),
    column("rule", "column-rule", 7, 0, 0, Draw::Text),
    column("subject", "column-id", 8, 0, 0, Draw::Text),
    column("name", "column-name", 12, 1, 0, Draw::Text),
    column("message", "column-message", 26, 5, 0, Draw::Message),
    column("stance", "column-stance", 12, 0, 100, Draw::Label("finding-state")),
    column("due", "column-lapse", 10, 0, 120, Draw::Lapse),
];

const TRAININGS: &[Column] = &[
    column("id", "column-id", 8, 0, 0, Draw::Text),
    column("module", "field-module", 6, 0, 0, Draw::Text),
    column("name", "column-partner", 16, 3, 0, Draw::Text),
    column("person", "field-person", 10, 1, 0, Draw::Text),
    column("taken_on", "field-taken-on", 10, 0, 0, Draw::Date),
    column("score", "field-score", 5, 0, 0, Draw::Int),
    column("result", "column-result", 8, 0, 0, Draw::Label("training-result")),
    column("valid_to", "column-lapse", 10, 0, 0, Draw::Lapse),
    column("partner", "column-partner-id", 8, 0, 110, Draw::Text),
    column("attempts", "field-attempts", 8, 0, 120, Draw::Int),
    column("version", "field-version", 7, 0, 120, Draw::Text),
    column("session", "field-session", 8, 0, 140, Draw::Text),
    column("state", "column-state", 9, 0, 140, Draw::State),
];

const SESSIONS: &[Column] = &[
    column("id", "column-id", 8, 0, 0, Draw::Text),
    column("module", "field-module", 6, 0, 0, Draw::Text),
    column("held_on", "field-held-on", 10, 0, 0, Draw::Date),
    column("trainer", "field-trainer", 14, 2, 0, Draw::Text),
    column("delivery", "field-delivery", 9, 0, 0, Draw::Label("delivery")),
    column("attendees", "column-attendees", 9, 0, 0, Draw::Int),
    column("state", "column-state", 10, 0, 0, Draw::State),
    column("open", "column-open", 6, 0, 0, Draw::Open),
    column("version", "field-version", 7, 0, 100, Draw::Text),
];

const MODULES: &[Column] = &[
    column("id", "column-id", 8, 0, 0, Draw::Text),
    column("code", "column-code", 6, 0, 0, Draw::Text),
    column("version", "field-version", 7, 0, 0, Draw::Text),
    column("title_en", "field-title-en", 16, 2, 0, Draw::Text),
    column("title_zh", "field-title-zh", 14, 1, 0, Draw::Text),
    column("valid_months", "field-valid-months", 6, 0, 0, Draw::Int),
    column("state", "column-state", 9, 0, 0, Draw::State),
    column("pass_mark", "field-pass-mark", 6, 0, 100, Draw::Int),
    column("minutes", "field-minutes", 7, 0, 100, Draw::Int),
    column("effective_from", "field-effective-from", 10, 0, 100, Draw::Date),
];

/// Every list.
pub static LISTS: &[ListDef] = &[
    ListDef {
        id: "queue",
        label: "view-queue",
        kind: Some(KindId::Case),
        columns: CASES,
        base: "state:open",
        sort: ("left", false),
    },
    ListDef {
        id: "mine",
        label: "view-mine",
        kind: Some(KindId::Case),
        columns: CASES,
        base: "from:@me",
        sort: ("proposed", true),
    },
    ListDef {
        id: "cases",
        label: "view-cases",
        kind: Some(KindId::Case),
        columns: CASES,
        base: "",
        sort: ("proposed", true),
    },
    ListDef {
        id: "findings",
        label: "view-findings",
        kind: None,
        columns: FINDINGS,
        // A free row of the table of findings has no rule.
        base: "rule:any",
        sort: ("severity", true),
    },
    ListDef {
        id: "gaps",
        label: "view-gaps",
        kind: None,
        columns: FINDINGS,
        base: "rule>=INS-01 rule<=INS-24",
        sort: ("severity", true),
    },
    ListDef {
        id: "expiring",
        label: "view-expiring",
        kind: Some(KindId::Document),
        columns: DOCUMENTS,
        base: "state:accepted valid_to<=90d",
        sort: ("valid_to", false),
    },
    ListDef {
        id: "batches",
        label: "view-batches",
        kind: Some(KindId::Batch),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("verb", "column-what", 17, 2, 0, Draw::Verb),
            column("policy", "field-policy", 14, 1, 0, Draw::Text),
            column("count", "column-cases", 5, 0, 0, Draw::Int),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("drawn_by", "field-drawn-by", 8, 0, 0, Draw::Text),
            column("made", "column-drawn", 10, 0, 0, Draw::Date),
            column("dissolved_by", "field-dissolved-by", 12, 0, 100, Draw::Text),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "partners",
        label: "view-partners",
        kind: Some(KindId::Partner),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-name", 20, 3, 0, Draw::Text),
            column("type", "column-type", 4, 0, 0, Draw::Code),
            column("country", "column-country", 2, 0, 0, Draw::Code),
            column("risk", "column-risk", 5, 0, 0, Draw::Code),
            column("state", "column-state", 13, 0, 0, Draw::State),
            column("docs", "column-docs", 5, 0, 0, Draw::Text),
            column("lapse", "column-lapse", 10, 0, 0, Draw::Lapse),
            column("open", "column-open", 6, 0, 100, Draw::Open),
            column("owner", "column-owner", 8, 0, 120, Draw::Text),
            column("review_due", "column-review", 10, 0, 120, Draw::Date),
            column("triage", "column-triage", 9, 0, 140, Draw::Label("triage")),
            column("credit", "column-credit", 6, 0, 140, Draw::Code),
            column("markets", "column-markets", 12, 1, 160, Draw::Text),
            column("modes", "column-modes", 12, 1, 180, Draw::Text),
            column("retain_until", "column-retain-until", 10, 0, 180, Draw::Date),
        ],
        base: "",
        sort: ("id", false),
    },
    ListDef {
        id: "documents",
        label: "view-documents",
        kind: Some(KindId::Document),
        columns: DOCUMENTS,
        base: "",
        sort: ("id", false),
    },
    ListDef {
        id: "accounts",
        label: "view-accounts",
        kind: Some(KindId::BankAccount),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 16, 3, 0, Draw::Text),
            column("holder", "column-holder", 16, 3, 0, Draw::Text),
            column("ending", "column-ending", 6, 0, 0, Draw::Text),
            column("bank_country", "column-country", 2, 0, 0, Draw::Code),
            column("currency", "column-currency", 3, 0, 0, Draw::Text),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("changed_on", "column-changed-on", 10, 0, 100, Draw::Date),
            column("bic", "column-bic", 11, 0, 100, Draw::Text),
            column("partner", "column-partner-id", 8, 0, 120, Draw::Text),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "trainings",
        label: "view-trainings",
        kind: Some(KindId::Training),
        columns: TRAININGS,
        base: "",
        sort: ("taken_on", true),
    },
    ListDef {
        id: "sessions",
        label: "view-sessions",
        kind: Some(KindId::Session),
        columns: SESSIONS,
        base: "",
        sort: ("held_on", true),
    },
    ListDef {
        id: "modules",
        label: "view-modules",
        kind: Some(KindId::Module),
        columns: MODULES,
        base: "",
        sort: ("code", false),
    },
    ListDef {
        id: "assessments",
        label: "view-assessments",
        kind: Some(KindId::Assessment),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 16, 3, 0, Draw::Text),
            column("edition", "column-checklist", 10, 0, 0, Draw::Text),
            column("state", "column-state", 12, 0, 0, Draw::State),
            column("items_open", "column-items-open", 4, 0, 0, Draw::Int),
            column("total", "column-total", 5, 0, 0, Draw::Int),
            column("flags", "column-flags", 5, 0, 0, Draw::Text),
            column("due", "column-due", 10, 0, 0, Draw::Lapse),
            column("decision", "column-decision", 14, 0, 100, Draw::Label("decision")),
            column("purpose", "column-purpose", 10, 0, 100, Draw::Label("purpose")),
            column("valid_to", "column-lapse", 10, 0, 120, Draw::Lapse),
            column("actions", "column-actions", 7, 0, 120, Draw::Int),
            column("action_due", "column-action-due", 10, 0, 140, Draw::Lapse),
            column("open", "column-open", 6, 0, 140, Draw::Open),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "letters",
        label: "view-letters",
        kind: Some(KindId::Letter),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 16, 2, 0, Draw::Text),
            column("subject_line", "column-subject-line", 20, 3, 0, Draw::Text),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("wait_until", "column-wait-until", 8, 0, 0, Draw::Lapse),
            column("reminders", "column-reminders", 3, 0, 0, Draw::Int),
            column("contact", "column-contact", 14, 1, 100, Draw::Text),
            column("how", "column-how", 7, 0, 120, Draw::Label("letter-way")),
            column("by", "column-written-by", 8, 0, 120, Draw::Text),
            column("approval", "column-approval", 9, 0, 140, Draw::Label("approval")),
            column("partner", "column-partner-id", 8, 0, 140, Draw::Text),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "holds",
        label: "view-holds",
        kind: Some(KindId::Hold),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 18, 2, 0, Draw::Text),
            column("reason", "column-why", 20, 3, 0, Draw::Text),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("matter", "column-matter", 10, 1, 0, Draw::Text),
            column("by", "column-set-by", 8, 0, 100, Draw::Text),
            column("partner", "column-partner-id", 8, 0, 100, Draw::Text),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "erasures",
        label: "view-erasures",
        kind: Some(KindId::Erasure),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 20, 2, 0, Draw::Text),
            column("state", "column-state", 12, 0, 0, Draw::State),
            column("by", "column-asked-by", 8, 0, 0, Draw::Text),
            column("partner", "column-partner-id", 8, 0, 0, Draw::Text),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "certificates",
        label: "view-certificates",
        kind: Some(KindId::Certificate),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 16, 3, 0, Draw::Text),
            column("covers", "field-cover", 7, 1, 0, Draw::Code),
            column("profiles", "column-asked-by-channel", 10, 1, 0, Draw::Code),
            column("expires", "column-lapse", 10, 0, 0, Draw::Lapse),
            column("open", "column-open", 6, 0, 0, Draw::Open),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("renewal", "column-renewal", 4, 0, 100, Draw::Int),
            column("number", "field-number", 14, 1, 110, Draw::Text),
            column("issued_on", "column-issued", 10, 0, 120, Draw::Date),
            column("partner", "column-partner-id", 8, 0, 130, Draw::Text),
            column("form", "field-form", 9, 0, 150, Draw::Label("certificate-form")),
        ],
        base: "",
        sort: ("expires", false),
    },
    ListDef {
        id: "profiles",
        label: "view-profiles",
        kind: Some(KindId::Profile),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("code", "column-code", 13, 0, 0, Draw::Text),
            column("title_en", "field-title-en", 16, 2, 0, Draw::Text),
            column("title_zh", "field-title-zh", 12, 1, 0, Draw::Text),
            column("valid_from", "field-valid-from", 10, 0, 0, Draw::Date),
            column("state", "column-state", 8, 0, 0, Draw::State),
            column("valid_to", "field-valid-to", 10, 0, 100, Draw::Date),
            column("channel", "field-channel", 12, 1, 120, Draw::Label("channel")),
        ],
        base: "",
        sort: ("code", false),
    },
    ListDef {
        id: "claims",
        label: "view-claims",
        kind: Some(KindId::Claim),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-partner", 16, 3, 0, Draw::Text),
            column("happened_on", "field-happened-on", 10, 0, 0, Draw::Date),
            column("policy_no", "field-policy-no", 12, 1, 0, Draw::Text),
            column("result", "field-result", 9, 0, 0, Draw::Label("claim-result")),
            column("state", "column-state", 8, 0, 0, Draw::State),
            column("market", "field-market", 6, 0, 100, Draw::Code),
            column("certificate", "field-certificate", 9, 0, 120, Draw::Text),
        ],
        base: "",
        sort: ("happened_on", true),
    },
    ListDef {
        id: "rates",
        label: "view-rates",
        kind: Some(KindId::Rate),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("currency", "field-currency", 8, 0, 0, Draw::Text),
            column("on", "field-on", 10, 0, 0, Draw::Date),
            column("usd", "field-usd", 14, 0, 0, Draw::Int),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("source", "field-source", 14, 1, 0, Draw::Text),
        ],
        base: "",
        sort: ("on", true),
    },
    ListDef {
        id: "insurers",
        label: "view-insurers",
        kind: Some(KindId::KnownInsurer),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("name", "column-name", 22, 3, 0, Draw::Text),
            column("naic", "field-naic", 6, 0, 0, Draw::Text),
            column("country", "column-country", 2, 0, 0, Draw::Code),
            column("am_best", "field-am-best", 7, 0, 0, Draw::Text),
            column("sp", "field-sp", 4, 0, 0, Draw::Text),
            column("state", "column-state", 12, 0, 0, Draw::State),
            column("rated_on", "field-rated-on", 10, 0, 100, Draw::Date),
        ],
        base: "",
        sort: ("name", false),
    },
    ListDef {
        id: "upgrades",
        label: "view-upgrades",
        kind: Some(KindId::Upgrade),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("program", "field-program", 24, 1, 0, Draw::Text),
            column("state", "column-state", 12, 0, 0, Draw::State),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "journal",
        label: "view-journal",
        kind: None,
        columns: &[
            column("seq", "column-seq", 7, 0, 0, Draw::Int),
            column("at", "column-at", 16, 0, 0, Draw::Instant),
            column("by", "column-by", 8, 0, 0, Draw::Text),
            column("role", "column-role", 4, 0, 0, Draw::Text),
            column("verb", "column-verb", 22, 1, 0, Draw::Text),
            column("subject", "column-id", 9, 0, 0, Draw::Text),
            column("why", "column-why", 14, 3, 0, Draw::Text),
            column("hash", "column-hash", 12, 0, 120, Draw::Text),
        ],
        base: "",
        sort: ("seq", true),
    },
    ListDef {
        id: "exports",
        label: "view-exports",
        kind: Some(KindId::Export),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("what", "column-export", 14, 0, 0, Draw::Label("export-what")),
            column("subject", "column-of", 9, 1, 0, Draw::Text),
            column("as_at", "column-as-at", 10, 0, 0, Draw::Date),
            column("count", "column-count", 7, 0, 0, Draw::Int),
            column("sha256", "column-hash", 12, 0, 0, Draw::Text),
            column("state", "column-state", 11, 0, 100, Draw::State),
            column("recipient", "column-recipient", 12, 1, 120, Draw::Text),
            column("filter", "column-filter", 14, 2, 120, Draw::Text),
            column("made", "column-made", 10, 0, 100, Draw::Date),
        ],
        base: "",
        sort: ("id", true),
    },
    ListDef {
        id: "operators",
        label: "view-operators",
        kind: Some(KindId::Operator),
        columns: &[
            column("id", "column-id", 8, 0, 0, Draw::Text),
            column("login", "column-login", 10, 1, 0, Draw::Text),
            column("name", "column-name", 16, 2, 0, Draw::Text),
            column("roles", "column-roles", 16, 2, 0, Draw::Text),
            column("state", "column-state", 10, 0, 0, Draw::State),
            column("until", "column-until", 10, 0, 100, Draw::Date),
        ],
        base: "",
        sort: ("id", false),
    },
];

/// A list by id.
pub fn list(id: &str) -> Option<&'static ListDef> {
    LISTS.iter().find(|l| l.id == id)
}

/// The plain list of a kind: the one without a base filter.
pub fn list_of(kind: KindId) -> Option<&'static ListDef> {
    LISTS.iter().find(|l| l.kind == Some(kind) && l.base.is_empty())
}
