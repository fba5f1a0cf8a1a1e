//! Parts: what screens, dialogs and fields have in common.
//!
//! A part is plain state with one way in for each thing that can happen and one [`Outcome`] out. It draws nothing and
//! asks for nothing but through effects; the model keeps a stack of parts and gives each event to the topmost.

use crate::api::Command;
use crate::api::Via;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::keys::Act;
use crate::keys::Context;
use crate::keys::Key;
use crate::query::FieldInfo;
use chrono::NaiveDate;
use chrono_tz::Tz;
use std::collections::BTreeMap;

/// How something said in the status line is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Neutral.
    Plain,
    /// Done.
    Ok,
    /// Look at it.
    Warning,
    /// Refused or failed.
    Danger,
}

/// What a part may use while it handles something.
pub struct Ctx<'a, 'e> {
    /// Time and ids.
    pub env: &'a mut Env<'e>,
    /// The language of the screens.
    pub i18n: &'a I18n,
    /// The operator's login.
    pub operator: &'a str,
    /// The desk's time zone.
    pub zone: Tz,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// The next ticket.
    pub tickets: &'a mut u64,
    /// Drafts of the operator by place, as kept with [`Effect::KeepDraft`].
    pub drafts: &'a BTreeMap<String, String>,
    /// Why nothing can be written now: a read-only desk or an as-at day.
    pub read_only: Option<&'a Msg>,
}

impl Ctx<'_, '_> {
    /// A ticket nobody holds.
    pub fn ticket(&mut self) -> Ticket {
        *self.tickets += 1;
        Ticket(*self.tickets)
    }

    /// A command of this operator from the workstation, with a key of its own.
    pub fn command(&mut self, act: crate::api::Act) -> Command {
        Command {
            key: (self.env.ids)(),
            by: self.operator.to_owned(),
            role: None,
            via: Via::Tui,
            why: None,
            seen: None,
            blobs: Vec::new(),
            act,
        }
    }

    /// Today in the desk's zone.
    pub fn today(&self) -> NaiveDate {
        self.env.now.with_timezone(&self.zone).date_naive()
    }
}

/// What becomes of the part.
pub enum Next {
    /// It stays on top.
    Stay,
    /// It goes; the part below it gets [`Event`]s again.
    Close,
    /// Another part opens above it.
    Open(Box<dyn Part>),
    /// Another part takes its place.
    Replace(Box<dyn Part>),
    /// It does not handle this; the part below may, unless this one is opaque.
    Pass,
}

/// What a part asks of the workstation around it; done after the part has become what `next` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// Run a line of the command line, without its `:`.
    Command(String),
    /// Do an action as if its key were pressed in the list.
    Act(Act, Option<String>),
    /// Go to a record, with a way back.
    Goto(Id),
    /// Go to a record; the way back leads to what is open now.
    Visit(Id),
    /// Go to a view with a filter, with a way back.
    View {
        /// The view's id.
        view: String,
        /// The filter, empty for none.
        filter: String,
    },
    /// Filter the list below, while it is typed.
    Filter(String),
    /// Take the marks off the list below: what was marked is dealt with.
    Unmark,
    /// Open the next row of the list below, as after a decision.
    NextRow,
    /// Remember a line of the command line.
    Remember(String),
}

/// What handling something led to.
pub struct Outcome {
    /// Things to do outside.
    pub effects: Vec<Effect>,
    /// What becomes of the part.
    pub next: Next,
    /// What the status line says from now on.
    pub status: Option<(Msg, Tone)>,
    /// Something in the desk changed or was decided: lists below ask again.
    pub refresh: bool,
    /// What the workstation around it is asked to do.
    pub requests: Vec<Request>,
}

impl Outcome {
    /// Nothing happened.
    pub fn stay() -> Self {
        Self { effects: Vec::new(), next: Next::Stay, status: None, refresh: false, requests: Vec::new() }
    }

    /// Not handled here.
    pub fn pass() -> Self {
        Self { next: Next::Pass, ..Self::stay() }
    }

    /// The part goes.
    pub fn close() -> Self {
        Self { next: Next::Close, ..Self::stay() }
    }

    /// Another part opens above.
    pub fn open(part: impl Part + 'static) -> Self {
        Self { next: Next::Open(Box::new(part)), ..Self::stay() }
    }

    /// Does something outside.
    #[must_use]
    pub fn effect(mut self, effect: Effect) -> Self {
        self.effects.push(effect);
        self
    }

    /// Says something in the status line.
    #[must_use]
    pub fn say(mut self, msg: Msg, tone: Tone) -> Self {
        self.status = Some((msg, tone));
        self
    }

    /// Asks something of the workstation.
    #[must_use]
    pub fn request(mut self, request: Request) -> Self {
        self.requests.push(request);
        self
    }

    /// Lists below ask again.
    #[must_use]
    pub fn refreshing(mut self) -> Self {
        self.refresh = true;
        self
    }
}

/// A screen, dialog or field on the stack. Every method has a default that passes, so a part says only what it handles.
pub trait Part: std::any::Any {
    /// What it is, for scripts (`Expect screen`) and tests: `review R-000007`, `confirm case.approve`.
    fn id(&self) -> String;

    /// Key contexts, innermost first.
    fn contexts(&self) -> Vec<Context>;

    /// Whether plain characters are text right now.
    fn text_input(&self) -> bool {
        false
    }

    /// Whether it covers the whole screen; dialogs do not.
    fn full_screen(&self) -> bool {
        false
    }

    /// Columns and rows a dialog wants of a screen of this size; it is cut to what is there.
    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        (screen.0.saturating_sub(4).min(76), screen.1.saturating_sub(4).min(14))
    }

    /// Whether it stands in the last lines of the screen instead of in a dialog.
    fn on_line(&self) -> bool {
        false
    }

    /// Actions to name in the last line of the screen, most useful first.
    fn footer(&self) -> &'static [&'static str] {
        &[]
    }

    /// Digits to name there first, with the message ids of what they do.
    fn digits(&self) -> Vec<(String, String)> {
        Vec::new()
    }

    /// Called once when it is put on the stack.
    fn opened(&mut self, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        Outcome::stay()
    }

    /// A key before it is looked up, for what takes keys as they are (help that names a key). Passing is usual.
    fn key(&mut self, _key: Key, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        Outcome::pass()
    }

    /// An action, with its argument and count. `read` is the read the last key came in.
    fn act(
        &mut self,
        _act: Act,
        _arg: Option<&str>,
        _count: Option<u32>,
        _read: u64,
        _ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        Outcome::pass()
    }

    /// A character typed where text goes.
    fn text(&mut self, _c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        Outcome::pass()
    }

    /// Pasted text; passed on it is dropped, and said so.
    fn paste(&mut self, _text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        Outcome::pass()
    }

    /// Anything else: answers to its tickets, timers, frames drawn, news from the desk. Every part on the stack hears
    /// every such event; a part ignores tickets that are not its own.
    fn event(&mut self, _event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        Outcome::stay()
    }

    /// The fields of a view's list, when the desk has described them.
    fn fields(&mut self, _view: &str, _fields: &[FieldInfo]) {}

    /// Text that would be lost if the workstation ended now: place and text.
    fn draft(&self) -> Option<(String, String)> {
        None
    }

    /// For drawing: the part as its own type.
    fn as_any(&self) -> &dyn std::any::Any;
}
