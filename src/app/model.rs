//! The model: everything the screens remember. It changes only in [`crate::app::update()`].

use crate::api::Sort;
use crate::api::Status;
use crate::api::query::Today;
use crate::app::detail::Detail;
use crate::app::effect::Effect;
use crate::app::effect::Ticket;
use crate::app::layout;
use crate::app::list::ListState;
use crate::app::opens;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::tabs;
use crate::app::tabs::TABS;
use crate::app::tabs::TabDef;
use crate::app::tabs::ViewDef;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::keys::Act;
use crate::keys::Context;
use crate::keys::Hint;
use crate::keys::Keymap;
use crate::keys::Resolver;
use crate::query::FieldInfo;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use chrono_tz::Tz;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A theme by name; its colours are the `ui` layer's.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ThemeName {
    /// The sixteen named colours on the terminal's own background.
    #[default]
    Auto,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// Every theme with the name people write.
    pub const ALL: &'static [(ThemeName, &'static str)] = &[(ThemeName::Auto, "auto"), (ThemeName::Mono, "mono")];

    /// The theme of this name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, n)| *n == name).map(|(theme, _)| *theme)
    }
}

/// What a workstation starts with.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The operator's login.
    pub operator: String,
    /// The role shown beside it.
    pub role: String,
    /// The desk's time zone.
    pub zone: Tz,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The language.
    pub locale: Locale,
    /// The theme.
    pub theme: ThemeName,
    /// Signs in ASCII.
    pub ascii: bool,
    /// The keys.
    pub keymap: Keymap,
    /// The time.
    pub now: DateTime<Utc>,
    /// Drafts of the operator by place, as [`crate::api::Desk::drafts`] returns them.
    pub drafts: Vec<(String, String)>,
}

/// Which pane the keys go to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Focus {
    /// The list.
    #[default]
    List,
    /// The detail.
    Detail,
}

/// A begun key sequence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// What was typed, such as `12 g`.
    pub typed: String,
    /// What may follow.
    pub hints: Vec<Hint>,
    /// The panel that lists them is open.
    pub shown: bool,
    /// The timer that opens it.
    pub timer: Ticket,
}

/// A place to come back to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The view.
    pub view: &'static str,
    /// Its filter.
    pub filter: String,
    /// Its order.
    pub sort: Option<Sort>,
    /// The row under the cursor.
    pub row: Option<String>,
    /// The pane.
    pub focus: Focus,
    /// What was open there waits to be opened again.
    pub waits: bool,
}

/// What is done with a record once it is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Then {
    /// Use a verb.
    Verb(String),
    /// Offer its verbs, for these records when they are several: those marked when the key was pressed.
    Menu(Vec<Id>),
    /// Edit it.
    Edit,
}

/// What a question or timer of the core is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ask {
    /// Rows of a view.
    Rows(&'static str),
    /// A question for rows of a view takes long.
    Slow(&'static str, Ticket),
    /// Rows to mark in a view.
    Marks(&'static str),
    /// The fields of a list.
    Fields(&'static str),
    /// The day.
    Today,
    /// The desk.
    Status,
    /// The detail of a record.
    Detail(Id),
    /// The cursor has rested.
    Rest,
    /// A record something is done with.
    With(Then),
    /// A record somebody wants to go to by a text.
    Find(String),
    /// My entries, to undo the last.
    Undo,
    /// A command of the core: its answer goes to the status line.
    Command,
    /// Rows were written to a file.
    Export(String),
    /// The panel of what may follow a prefix.
    WhichKey,
}

/// Everything the screens remember.
pub struct Model {
    /// The operator's login.
    pub operator: String,
    /// The role shown beside it.
    pub role: String,
    /// The desk's time zone.
    pub zone: Tz,
    /// The time of the last event.
    pub now: DateTime<Utc>,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The language.
    pub i18n: Arc<I18n>,
    /// The theme.
    pub theme: ThemeName,
    /// Signs in ASCII.
    pub ascii: bool,
    /// The view on the screen.
    pub view: &'static str,
    /// The view each tab was left with, by its number.
    pub left: BTreeMap<u8, &'static str>,
    /// Lists by view.
    pub lists: BTreeMap<&'static str, ListState>,
    /// The pane the keys go to.
    pub focus: Focus,
    /// The detail of the row under the cursor.
    pub detail: Detail,
    /// The day, once it was answered.
    pub today: Option<Today>,
    /// The line of Today the cursor is on.
    pub today_cursor: usize,
    /// Screens and dialogs above the list, the topmost last.
    pub parts: Vec<Box<dyn Part>>,
    /// The result of the last thing done.
    pub status: Option<(Msg, Tone)>,
    /// The desk.
    pub desk: Status,
    /// A begun key sequence.
    pub pending: Option<Pending>,
    /// Places to come back to, the last one last.
    pub jumps: Vec<Place>,
    /// What was open at the place that says so; it goes on hearing what happens.
    pub waiting: Vec<Box<dyn Part>>,
    /// As known at the end of this day; all writing is off.
    pub as_at: Option<NaiveDate>,
    /// Why nothing can be written now.
    pub read_only: Option<Msg>,
    /// Drafts by place.
    pub drafts: BTreeMap<String, String>,
    /// Lines of the command line, oldest first.
    pub commands: Vec<String>,
    /// Fields of lists as the desk described them.
    pub fields: BTreeMap<&'static str, Vec<FieldInfo>>,
    /// Commands under way.
    pub working: usize,
    /// The last question could not be answered for a fault; drawn as lost contact.
    pub lost: bool,
    pub(crate) resolver: Resolver,
    pub(crate) tickets: u64,
    pub(crate) asks: BTreeMap<Ticket, Ask>,
    pub(crate) read: u64,
    pub(crate) last: Option<(Act, Option<String>, Option<u32>)>,
}

impl Model {
    /// A workstation on its first screen, and what it wants to know to fill it.
    pub fn new(settings: Settings) -> (Self, Vec<Effect>) {
        let views = TABS.iter().flat_map(|t| t.views);
        let lists = views.filter_map(|v| Some((v.id, ListState::new(v.list()?)))).collect();
        let mut model = Self {
            operator: settings.operator,
            role: settings.role,
            zone: settings.zone,
            now: settings.now,
            size: settings.size,
            i18n: Arc::new(I18n::new(settings.locale)),
            theme: settings.theme,
            ascii: settings.ascii,
            view: tabs::TODAY,
            left: BTreeMap::new(),
            lists,
            focus: Focus::List,
            detail: Detail::default(),
            today: None,
            today_cursor: 0,
            parts: Vec::new(),
            status: None,
            desk: Status::default(),
            pending: None,
            jumps: Vec::new(),
            waiting: Vec::new(),
            as_at: None,
            read_only: None,
            drafts: settings.drafts.into_iter().collect(),
            commands: Vec::new(),
            fields: BTreeMap::new(),
            working: 0,
            lost: false,
            resolver: Resolver::new(settings.keymap),
            tickets: 0,
            asks: BTreeMap::new(),
            read: 0,
            last: None,
        };
        let mut effects = Vec::new();
        crate::app::rows::ask_status(&mut model, &mut effects);
        crate::app::rows::ask_today(&mut model, &mut effects);
        (model, effects)
    }

    /// The keys in use.
    pub fn keymap(&self) -> &Keymap {
        self.resolver.keymap()
    }

    /// Today in the desk's zone.
    pub fn day(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// The tab and view on the screen.
    pub fn place(&self) -> (&'static TabDef, &'static ViewDef) {
        let first = TABS.first().and_then(|t| t.views.first().map(|v| (t, v)));
        tabs::find(self.view).or(first).unwrap_or((&EMPTY_TAB, &EMPTY_VIEW))
    }

    /// The list on the screen; none on Today.
    pub fn list(&self) -> Option<&ListState> {
        self.lists.get(self.view)
    }

    /// The list on the screen, to change it.
    pub(crate) fn list_mut(&mut self) -> Option<&mut ListState> {
        self.lists.get_mut(self.view)
    }

    /// The record under the cursor.
    pub fn target(&self) -> Option<Id> {
        let list = self.list()?;
        list.target(list.current()?)
    }

    /// Rows a list has on the screen.
    pub fn page(&self) -> usize {
        layout::page(self)
    }

    /// The part on top.
    pub fn top(&self) -> Option<&dyn Part> {
        self.parts.last().map(|part| &**part)
    }

    /// Key contexts in force, innermost first.
    pub fn contexts(&self) -> Vec<Context> {
        let mut contexts: Vec<Context> = self.parts.iter().rev().flat_map(|part| part.contexts()).collect();
        if self.parts.is_empty() && self.focus == Focus::Detail {
            contexts.push(Context::Detail);
        }
        contexts.push(self.place().1.context);
        contexts
    }

    /// Whether plain characters are text right now.
    pub fn text_input(&self) -> bool {
        self.top().is_some_and(Part::text_input)
    }

    /// Whether the window is too small to show anything.
    pub fn too_small(&self) -> bool {
        self.size.0 < layout::LEAST.0 || self.size.1 < layout::LEAST.1
    }

    /// What is on the screen, for scripts: the view, and the parts above it.
    pub fn screen(&self) -> String {
        let (tab, view) = self.place();
        let mut id = format!("{}.{}", tab.id, view.id);
        for part in &self.parts {
            id.push_str(", ");
            id.push_str(&part.id());
        }
        id
    }

    /// Text that would be lost if the workstation ended now.
    pub fn draft(&self) -> Option<(String, String)> {
        self.parts.iter().rev().find_map(|part| part.draft())
    }

    /// What waits for the operator, for the tab.
    pub fn waiting(&self, tab: &TabDef) -> Option<usize> {
        let today = self.today.as_ref().filter(|_| tab.id == "review")?;
        today.lines.iter().find(|line| line.label == "today-waiting-for-me").map(|line| line.count)
    }

    /// A ticket nobody holds, remembered with what it is for.
    pub(crate) fn ticket(&mut self, ask: Ask) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.asks.insert(ticket, ask);
        ticket
    }

    /// Says something in the status line.
    pub(crate) fn say(&mut self, msg: Msg, tone: Tone) {
        self.status = Some((msg, tone));
    }

    /// The screen of its own that a record has: the review of a case, the screen of an assessment.
    pub(crate) fn opens_case(id: Id) -> Option<Box<dyn Part>> {
        match id.kind {
            crate::domain::kind::KindId::Case => opens::review(id),
            crate::domain::kind::KindId::Assessment => Some(opens::assess(id)),
            crate::domain::kind::KindId::Certificate => Some(opens::cover(id, "")),
            crate::domain::kind::KindId::Batch => Some(Box::new(crate::app::batch::open(id))),
            _ => None,
        }
    }
}

static EMPTY_TAB: TabDef = TabDef { number: 0, id: "none", label: "none", views: &[] };
static EMPTY_VIEW: ViewDef = ViewDef { id: "none", label: "none", context: Context::Global };
