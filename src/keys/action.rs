//! The registry of actions: everything a key can mean, one row each.
//!
//! The table makes the enum [`Act`], so that the screens match on it exhaustively and no name can be unknown to them.
//! What an action does is the `app` layer's; what it is called is in `i18n`.

use super::context::Context;
use std::fmt;

/// Why an action asks for care when it is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Danger {
    /// None: it moves, shows, or can be undone.
    None,
    /// It opens a decision, and may not sit on one unmodified key: a slow link can inject single letters.
    Opens,
    /// It changes the text being typed.
    Text,
}

/// What may stand behind an action's name in a keymap file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ArgKind {
    /// A digit, 0 to 9.
    Digit,
    /// A tab's number, 1 to 7.
    Tab,
    /// A view's name, such as `hand-over`.
    View,
    /// A column's name, such as `risk`.
    Column,
    /// A life-cycle verb, such as `partner.suspend`; the catalogue knows which exist.
    Verb,
    /// Any text.
    Text,
}

impl ArgKind {
    /// What to write, when `arg` is not of this kind.
    pub fn refuse(self, arg: &str) -> Option<&'static str> {
        let word = |s: &str, extra: &str| {
            !s.is_empty() && s.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || extra.contains(c))
        };
        let (fits, expected) = match self {
            Self::Digit => (arg.len() == 1 && word(arg, "") && arg.parse::<u8>().is_ok(), "one digit, 0 to 9"),
            Self::Tab => (matches!(arg.parse::<u8>(), Ok(1..=7)) && arg.len() == 1, "the number of a tab, 1 to 7"),
            Self::View => (word(arg, "-"), "the name of a view, such as `queue`"),
            Self::Column => (word(arg, "_.-"), "the name of a column, such as `risk`"),
            Self::Verb => {
                (word(arg, ".-") && arg.contains('.'), "a verb with its kind in front, such as `partner.suspend`")
            }
            Self::Text => (!arg.is_empty(), "a text"),
        };
        (!fits).then_some(expected)
    }
}

/// One row of the registry.
#[derive(Debug, PartialEq, Eq)]
pub struct ActionDef {
    /// The variant the screens match on.
    pub act: Act,
    /// The name in keymap files and scripts, such as `list.down`.
    pub id: &'static str,
    /// Where it works; a context stands for its children too.
    pub contexts: &'static [Context],
    /// Whether it asks for care.
    pub danger: Danger,
    /// A count before the key repeats it, and `.` may repeat it.
    pub repeat: bool,
    /// The argument it needs, if it needs one.
    pub arg: Option<ArgKind>,
    /// The shipped map binds it; `false` means it is left to the palette and the user's own map on purpose.
    pub bound: bool,
}

impl ActionDef {
    /// The Fluent id of its label: `action-` and the id with dashes for dots.
    pub fn label_id(&self) -> String {
        format!("action-{}", self.id.replace('.', "-"))
    }

    /// The action can do something when its key is pressed in `context` or in one of its children.
    pub fn works_in(&self, context: Context) -> bool {
        self.contexts.iter().any(|c| c.hears(context) || context.hears(*c))
    }
}

macro_rules! flag {
    (repeat) => {
        true
    };
    (once) => {
        false
    };
    (bound) => {
        true
    };
    (free) => {
        false
    };
}

macro_rules! argument {
    (none) => {
        None
    };
    ($kind:ident) => {
        Some(ArgKind::$kind)
    };
}

macro_rules! actions {
    ($($act:ident $id:literal $contexts:ident $danger:ident $repeat:ident $arg:ident $bound:ident;)*) => {
        /// An action. The comment of a variant is its id.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Act {
            $(#[doc = $id] $act,)*
        }

        /// Every action, in the order of help.
        pub static ACTIONS: &[ActionDef] = &[
            $(ActionDef {
                act: Act::$act,
                id: $id,
                contexts: $contexts,
                danger: Danger::$danger,
                repeat: flag!($repeat),
                arg: argument!($arg),
                bound: flag!($bound),
            },)*
        ];

        impl Act {
            /// The name in keymap files and scripts.
            pub const fn id(self) -> &'static str {
                match self {
                    $(Self::$act => $id,)*
                }
            }

            /// The action with this name.
            pub fn from_id(id: &str) -> Option<Self> {
                match id {
                    $($id => Some(Self::$act),)*
                    _ => None,
                }
            }
        }
    };
}

impl Act {
    /// Its row in the registry; always there, since one table makes both.
    pub fn def(self) -> Option<&'static ActionDef> {
        ACTIONS.iter().find(|def| def.act == self)
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}

const GLOBAL: &[Context] = &[Context::Global];
/// Opaque screens that are not about typing still reach the tools.
const SCREENS: &[Context] = &[
    Context::Global,
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Panel,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
];
const BACK: &[Context] = &[
    Context::Global,
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Panel,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
    Context::Quiz,
    Context::Letter,
    Context::Help,
];
/// Taken care of before any binding, wherever one is.
const EVERYWHERE: &[Context] = Context::ALL;
const ROWS: &[Context] =
    &[Context::Table, Context::Panel, Context::Inbox, Context::Picker, Context::Palette, Context::Help];
const LIST: &[Context] = &[Context::Table];
const RECORD: &[Context] = &[Context::Table, Context::Detail];
const RECORD_OR_ITEMS: &[Context] = &[Context::Table, Context::Detail, Context::Assess, Context::Cover];
/// Where an assessment, or the latest one of what one looks at, opens.
const ASSESSED: &[Context] = &[Context::Table, Context::Detail, Context::Review];
const RECORD_OR_CASE: &[Context] = &[Context::Table, Context::Detail, Context::Review, Context::Assess, Context::Cover];
const LIST_OR_ASSESSMENT: &[Context] = &[Context::Table, Context::Assess, Context::Cover];
const LIST_OR_CASE: &[Context] = &[Context::Table, Context::Review, Context::Assess, Context::Cover];
const PANES: &[Context] = &[Context::Table, Context::Detail];
const DETAIL: &[Context] = &[
    Context::Table,
    Context::Detail,
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Panel,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
    Context::Quiz,
    Context::Letter,
];
/// What is opened, copied and taken in full, in lists and in what is worked through.
const SHEET: &[Context] = &[
    Context::Table,
    Context::Detail,
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
];
/// What is under the cursor opens.
const OPENS: &[Context] = &[
    Context::Table,
    Context::Detail,
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Panel,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
];
const DIGITS: &[Context] = &[
    Context::Review,
    Context::Assess,
    Context::Cover,
    Context::Sweep,
    Context::Extract,
    Context::Inbox,
    Context::Quiz,
    Context::Import,
];
const QUIZ: &[Context] = &[Context::Quiz];
const TRAINED: &[Context] = &[Context::Partners, Context::Trainings];
const DOCUMENTS: &[Context] = &[Context::Documents];
const SWEEP: &[Context] = &[Context::Sweep];
const INBOX: &[Context] = &[Context::Inbox];
const EXTRACT: &[Context] = &[Context::Extract];
/// Where filed certificates are met.
const PAPERS: &[Context] = &[Context::Documents, Context::Certificates, Context::Inbox];
/// What is worked through item by item.
const REVIEW: &[Context] = &[Context::Review, Context::Assess];
/// The same, where nothing is written beside the items.
const ITEMS: &[Context] = &[Context::Review, Context::Assess, Context::Cover, Context::Extract];
/// Where a letter is drawn up.
const WRITES: &[Context] = &[Context::Table, Context::Detail, Context::Review, Context::Cover];
const ASSESS: &[Context] = &[Context::Assess];
/// A case can be decided from the queue too; the confirm is the same.
const CASE: &[Context] = &[Context::Review, Context::Queue];
const CONFIRM: &[Context] = &[Context::Confirm];
/// A question, and an import, which is one with rows.
const CONFIRMS: &[Context] = &[Context::Confirm, Context::Import];
const FORM: &[Context] = &[Context::Form];
const EDITED: &[Context] = &[Context::Form, Context::Letter];
const LETTER: &[Context] = &[Context::Letter];
const INPUT: &[Context] = &[Context::Picker, Context::Palette, Context::Cmdline, Context::Prompt, Context::Help];
const LINES: &[Context] = &[Context::Cmdline, Context::Prompt];
const PICKER: &[Context] = &[Context::Picker];
const HELP: &[Context] = &[Context::Help];
const TEXT: &[Context] = &[Context::Text, Context::Form, Context::Palette, Context::Cmdline, Context::Prompt];

actions! {
//  variant             id                      where           danger  count   arg     shipped
    TabGo               "tab.go"                GLOBAL          None    once    Tab     bound;
    ViewNext            "view.next"             GLOBAL          None    once    none    bound;
    ViewPrev            "view.prev"             GLOBAL          None    once    none    bound;
    ViewGo              "view.go"               GLOBAL          None    once    View    free;
    Back                "back"                  BACK            None    once    none    bound;
    JumpBack            "jump.back"             SCREENS         None    once    none    bound;
    CmdlineOpen         "cmdline.open"          SCREENS         None    once    none    bound;
    CmdlineRun          "cmdline.run"           SCREENS         Opens   once    Text    free;
    PaletteOpen         "palette.open"          SCREENS         None    once    none    bound;
    HelpOpen            "help.open"             EVERYWHERE      None    once    none    bound;
    Undo                "undo"                  SCREENS         None    once    none    bound;
    Repeat              "repeat"                GLOBAL          None    once    none    bound;
    Redraw              "redraw"                EVERYWHERE      None    once    none    bound;
    Suspend             "suspend"               EVERYWHERE      None    once    none    bound;
    Quit                "quit"                  EVERYWHERE      None    once    none    bound;

    ListDown            "list.down"             ROWS            None    repeat  none    bound;
    ListUp              "list.up"               ROWS            None    repeat  none    bound;
    ListHalfDown        "list.half-down"        ROWS            None    repeat  none    bound;
    ListHalfUp          "list.half-up"          ROWS            None    repeat  none    bound;
    ListPageDown        "list.page-down"        ROWS            None    repeat  none    bound;
    ListPageUp          "list.page-up"          ROWS            None    repeat  none    bound;
    ListTop             "list.top"              ROWS            None    repeat  none    bound;
    ListBottom          "list.bottom"           ROWS            None    repeat  none    bound;
    Open                "open"                  OPENS           None    once    none    bound;
    FilterOpen          "filter.open"           LIST            None    once    none    bound;
    FilterClear         "filter.clear"          LIST            None    once    none    bound;
    FilterApply         "filter.apply"          LIST            None    once    Text    free;
    SortNext            "sort.next"             LIST            None    once    none    bound;
    SortReverse         "sort.reverse"          LIST            None    once    none    bound;
    SortBy              "sort.by"               LIST            None    once    Column  free;
    ListColumns         "list.columns"          LIST            None    once    none    free;
    MarkToggle          "mark.toggle"           LIST_OR_CASE    None    repeat  none    bound;
    MarkAll             "mark.all"              LIST_OR_CASE    None    once    none    bound;
    MarkRange           "mark.range"            LIST            None    once    none    bound;
    MarkNone            "mark.none"             LIST_OR_CASE    None    once    none    bound;

    CopyId              "copy.id"               SHEET           None    once    none    bound;
    HistoryOpen         "history.open"          RECORD_OR_CASE  None    once    none    bound;
    DiffOpen            "diff.open"             RECORD_OR_CASE  None    once    none    bound;
    RecordNew           "record.new"            LIST_OR_ASSESSMENT None    once    none    bound;
    RecordEdit          "record.edit"           RECORD          None    once    none    bound;
    Import              "import"                LIST            None    once    none    bound;
    Export              "export"                LIST            None    once    none    bound;
    PaneNext            "pane.next"             PANES           None    once    none    bound;
    DetailDown          "detail.down"           DETAIL          None    repeat  none    bound;
    DetailUp            "detail.up"             DETAIL          None    repeat  none    bound;
    DetailPageDown      "detail.page-down"      DETAIL          None    repeat  none    bound;
    DetailPageUp        "detail.page-up"        DETAIL          None    repeat  none    bound;
    DetailTop           "detail.top"            DETAIL          None    once    none    bound;
    DetailBottom        "detail.bottom"         DETAIL          None    once    none    bound;

    ReviewNext          "review.next"           ITEMS           None    repeat  none    bound;
    ReviewPrev          "review.prev"           ITEMS           None    repeat  none    bound;
    ReviewNextOpen      "review.next-open"      ITEMS           None    once    none    bound;
    ReviewPrevOpen      "review.prev-open"      ITEMS           None    once    none    bound;
    Verdict             "verdict"               DIGITS          None    once    Digit   bound;
    Comment             "comment"               REVIEW          None    once    none    bound;
    EvidenceOpen        "evidence.open"         SHEET           None    once    none    bound;
    EvidenceCopy        "evidence.copy"         SHEET           None    once    none    bound;
    CaseApprove         "case.approve"          CASE            Opens   once    none    bound;
    CaseReject          "case.reject"           CASE            Opens   once    none    bound;
    CaseRequestChanges  "case.request-changes"  CASE            Opens   once    none    bound;
    CaseWithdraw        "case.withdraw"         CASE            Opens   once    none    bound;
    CaseWaive           "case.waive"            CASE            Opens   once    none    bound;

    EvidenceAdd         "evidence.add"          ASSESS          None    once    none    bound;
    AssessSame          "assess.same"           ASSESS          None    once    none    bound;
    AssessOnly          "assess.only"           ASSESS          None    once    none    bound;
    AssessPropose       "assess.propose"        ASSESS          Opens   once    none    bound;
    AssessOpen          "assess.open"           ASSESSED        None    once    none    bound;
    BatchDraw           "batch.draw"            LIST            Opens   once    none    free;
    ReadinessOpen       "readiness.open"        GLOBAL          None    once    none    bound;
    ForecastOpen        "forecast.open"         GLOBAL          None    once    none    bound;

    CoverOpen           "cover.open"            RECORD          None    once    none    bound;
    ExposureOpen        "exposure.open"         GLOBAL          None    once    none    bound;
    GapsOpen            "gaps.open"             GLOBAL          None    once    none    bound;

    SweepOpen           "sweep.open"            DOCUMENTS       None    once    none    bound;
    SweepAll            "sweep.all"             SWEEP           None    once    none    bound;
    SweepSkip           "sweep.skip"            SWEEP           None    once    none    bound;
    SweepPrev           "sweep.prev"            SWEEP           None    once    none    bound;
    SweepRekey          "sweep.rekey"           SWEEP           None    once    none    bound;
    InboxOpen           "inbox.open"            DOCUMENTS       None    once    none    bound;
    InboxFind           "inbox.find"            INBOX           None    once    none    bound;
    InboxCode           "inbox.code"            INBOX           None    once    none    bound;
    InboxCodePrev       "inbox.code-prev"       INBOX           None    once    none    bound;
    ExtractOpen         "extract.open"          PAPERS          None    once    none    bound;
    ExtractAll          "extract.all"           EXTRACT         None    once    none    bound;
    ExtractEdit         "extract.edit"          EXTRACT         None    once    none    bound;
    ExtractWrite        "extract.write"         EXTRACT         None    once    none    bound;

    QuizOpen            "quiz.open"             TRAINED         None    once    none    bound;
    QuizNext            "quiz.next"             QUIZ            None    repeat  none    bound;
    QuizPrev            "quiz.prev"             QUIZ            None    repeat  none    bound;
    QuizNextOpen        "quiz.next-open"        QUIZ            None    once    none    bound;
    QuizHandIn          "quiz.hand-in"          QUIZ            None    once    none    bound;

    VerbMenu            "verb.menu"             RECORD_OR_ITEMS Opens   once    none    bound;
    Do                  "do"                    RECORD_OR_CASE  Opens   once    Verb    bound;

    PackOpen            "pack.open"             RECORD          None    once    none    bound;

    LetterDraft         "letter.draft"          WRITES          None    once    none    bound;
    LetterTemplate      "letter.template"       LETTER          None    once    none    bound;
    LetterContact       "letter.contact"        LETTER          None    once    none    bound;
    LetterLanguage      "letter.language"       LETTER          None    once    none    bound;
    LetterKeep          "letter.keep"           LETTER          None    once    none    bound;
    LetterSend          "letter.send"           LETTER          Opens   once    none    bound;

    ConfirmYes          "confirm.yes"           CONFIRMS        None    once    none    bound;
    ConfirmNo           "confirm.no"            CONFIRMS        None    once    none    bound;
    ConfirmComment      "confirm.comment"       CONFIRM         None    once    none    bound;
    ConfirmSubmit       "confirm.submit"        CONFIRM         None    once    none    bound;
    ConfirmDown         "confirm.down"          CONFIRMS        None    once    none    bound;
    ConfirmUp           "confirm.up"            CONFIRMS        None    once    none    bound;

    FormNext            "form.next"             FORM            None    once    none    bound;
    FormPrev            "form.prev"             FORM            None    once    none    bound;
    FormChoose          "form.choose"           FORM            None    once    none    bound;
    FormSave            "form.save"             FORM            None    once    none    bound;
    FormCancel          "form.cancel"           FORM            None    once    none    bound;
    FormEditor          "form.editor"           EDITED          Text    once    none    bound;
    FormPasteRow        "form.paste-row"        FORM            Text    once    none    bound;
    FormAddRow          "form.add-row"          FORM            None    once    none    bound;
    FormRemoveRow       "form.remove-row"       FORM            None    once    none    bound;

    InputAccept         "input.accept"          INPUT           None    once    none    bound;
    InputCancel         "input.cancel"          INPUT           None    once    none    bound;
    InputComplete       "input.complete"        LINES           Text    once    none    bound;
    InputCompletePrev   "input.complete-prev"   LINES           Text    once    none    bound;
    InputOlder          "input.older"           LINES           Text    once    none    bound;
    InputNewer          "input.newer"           LINES           Text    once    none    bound;
    PickerChoose        "picker.choose"         PICKER          None    once    Digit   bound;
    PickerFilter        "picker.filter"         PICKER          None    once    none    bound;
    HelpFilter          "help.filter"           HELP            None    once    none    bound;

    TextLeft            "text.left"             TEXT            Text    once    none    bound;
    TextRight           "text.right"            TEXT            Text    once    none    bound;
    TextWordLeft        "text.word-left"        TEXT            Text    once    none    bound;
    TextWordRight       "text.word-right"       TEXT            Text    once    none    bound;
    TextHome            "text.home"             TEXT            Text    once    none    bound;
    TextEnd             "text.end"              TEXT            Text    once    none    bound;
    TextBackspace       "text.backspace"        TEXT            Text    once    none    bound;
    TextDelete          "text.delete"           TEXT            Text    once    none    bound;
    TextDeleteWord      "text.delete-word"      TEXT            Text    once    none    bound;
    TextDeleteStart     "text.delete-start"     TEXT            Text    once    none    bound;
    TextDeleteEnd       "text.delete-end"       TEXT            Text    once    none    bound;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_read_back() {
        let mut ids: Vec<_> = ACTIONS.iter().map(|d| d.id).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), ACTIONS.len());
        for def in ACTIONS {
            assert_eq!(Act::from_id(def.id), Some(def.act));
            assert_eq!(def.act.id(), def.id);
            assert_eq!(def.act.def(), Some(def));
        }
        assert_eq!(Act::from_id("list.dwon"), None);
    }

    #[test]
    fn an_action_of_lists_works_in_each_list_and_not_in_a_form() {
        let def = Act::MarkToggle.def().unwrap();
        assert!(def.works_in(Context::Partners));
        assert!(def.works_in(Context::Review));
        assert!(!def.works_in(Context::Form));
        assert!(Act::CaseApprove.def().unwrap().works_in(Context::Table), "a table key reaches the queue");
    }

    #[test]
    fn arguments_are_checked_by_kind() {
        for (kind, good, bad) in [
            (ArgKind::Tab, "7", "8"),
            (ArgKind::Digit, "0", "10"),
            (ArgKind::View, "hand-over", "Hand over"),
            (ArgKind::Column, "next_lapse", "a b"),
            (ArgKind::Verb, "partner.suspend", "suspend"),
            (ArgKind::Text, "state:admitted", ""),
        ] {
            assert_eq!(kind.refuse(good), None, "{good}");
            assert!(kind.refuse(bad).is_some(), "{bad}");
        }
    }
}
