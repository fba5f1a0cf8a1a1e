//! The command line: what is typed, what may come next, and the lines before it.

use crate::app::commands::Args;
use crate::app::commands::COMMANDS;
use crate::app::line::TextLine;
use crate::app::model::Model;
use crate::app::model::ThemeName;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::tabs::TABS;
use crate::domain::kind::KindId;
use crate::keys::Act;
use crate::keys::Context;
use crate::query;
use crate::query::FieldInfo;
use std::any::Any;
use std::ops::Range;

/// So many offers are shown.
const MOST: usize = 20;

/// Something that may be typed next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The text.
    pub insert: String,
    /// Message id of what it is; empty when it speaks for itself.
    pub help: String,
}

/// The command line.
#[derive(Debug)]
pub struct CmdLine {
    /// What is typed.
    pub line: TextLine,
    /// What may come next.
    pub offers: Vec<Offer>,
    /// The offer taken last.
    pub chosen: Option<usize>,
    replace: Range<usize>,
    history: Vec<String>,
    at: Option<usize>,
    typed: String,
    here: Option<String>,
    columns: Vec<&'static str>,
    verbs: Vec<String>,
    fields: Vec<FieldInfo>,
}

impl CmdLine {
    /// An empty command line, or one that begins with a text.
    pub fn new(model: &Model, text: &str) -> Self {
        let columns = model.list().map(|list| list.def.columns.iter().map(|c| c.name).collect()).unwrap_or_default();
        let verbs = model.detail.shown.as_ref().map(|s| s.offers.iter().map(|o| o.verb.clone()).collect());
        let mut part = Self {
            line: TextLine::new(text),
            offers: Vec::new(),
            chosen: None,
            replace: 0..0,
            history: model.commands.clone(),
            at: None,
            typed: text.to_owned(),
            here: model.target().map(|id| id.to_string()),
            columns,
            verbs: verbs.unwrap_or_default(),
            fields: model.fields.get(model.view).cloned().unwrap_or_default(),
        };
        part.offer();
        part
    }

    /// Message id of the help for the command being typed.
    pub fn help(&self) -> Option<String> {
        let name = self.line.text().split_whitespace().next()?;
        COMMANDS.iter().find(|def| def.name == name).map(|def| format!("command-{}", def.name))
    }

    fn offer(&mut self) {
        self.chosen = None;
        self.at = None;
        let text = self.line.text().to_owned();
        let cursor = self.line.byte();
        let before = text.get(..cursor).unwrap_or_default();
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let word = before.get(start..).unwrap_or_default();
        self.replace = start..cursor;
        let name = before.split_whitespace().next().filter(|_| start > 0);
        let mut offers = match name {
            None => names(),
            Some(name) => {
                let args = COMMANDS.iter().find(|def| def.name == name).map_or(Args::Filter, |def| def.args);
                if args == Args::Filter {
                    let skip = name.len() + 1;
                    let filter = text.get(skip..).unwrap_or_default();
                    let found = query::complete(filter, cursor.saturating_sub(skip), &self.fields);
                    self.replace = found.replace.start + skip..found.replace.end + skip;
                    self.offers = found.items.into_iter().map(|item| plain(&item.insert)).collect();
                    return;
                }
                self.arguments(args, before.split_whitespace().count() + usize::from(word.is_empty()))
            }
        };
        offers.retain(|offer| offer.insert.starts_with(word));
        offers.truncate(MOST);
        self.offers = offers;
    }

    /// Offers for the `place`-th word, counted from 1.
    fn arguments(&self, args: Args, place: usize) -> Vec<Offer> {
        let kinds = || KindId::ALL.iter().map(|kind| plain(kind.def().name)).collect();
        match (args, place) {
            (Args::Id, 2) | (Args::Verb, 3) => self.here.iter().map(|id| plain(id)).collect(),
            (Args::Column, 2) => self.columns.iter().map(|name| plain(name)).collect(),
            (Args::Kind | Args::Import, 2) => kinds(),
            (Args::Verb, 2) => self.verbs.iter().map(|verb| plain(verb)).collect(),
            (Args::Day, 2) => vec![plain("now")],
            (Args::Lang, 2) => vec![plain("en"), plain("zh")],
            (Args::Theme, 2) => ThemeName::ALL.iter().map(|(_, name)| plain(name)).collect(),
            (Args::Field, _) => {
                let kind = self.here.as_deref().and_then(|id| id.parse::<crate::domain::kind::Id>().ok());
                let fields = kind.map(|id| id.kind.def().fields).unwrap_or_default();
                fields.iter().map(|field| plain(&format!("{}=", field.name))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn take(&mut self, forward: bool) -> Outcome {
        let count = self.offers.len();
        if count == 0 {
            return Outcome::stay();
        }
        let at = match self.chosen {
            None if forward => 0,
            None => count - 1,
            Some(at) if forward => (at + 1) % count,
            Some(at) => (at + count - 1) % count,
        };
        if let Some(offer) = self.offers.get(at).cloned() {
            self.line.replace(self.replace.clone(), &offer.insert);
            self.replace.end = self.replace.start + offer.insert.len();
            self.chosen = Some(at);
        }
        Outcome::stay()
    }

    fn recall(&mut self, older: bool) -> Outcome {
        let count = self.history.len();
        let at = match (self.at, older) {
            (None, true) => count.checked_sub(1),
            (Some(at), true) => Some(at.saturating_sub(1)),
            (Some(at), false) => Some(at + 1).filter(|at| *at < count),
            (None, false) => None,
        };
        if self.at.is_none() {
            self.typed = self.line.text().to_owned();
        }
        let text = at.and_then(|at| self.history.get(at)).cloned().unwrap_or_else(|| self.typed.clone());
        self.line.set(text);
        self.offer();
        self.at = at;
        Outcome::stay()
    }
}

fn plain(text: &str) -> Offer {
    Offer { insert: text.to_owned(), help: String::new() }
}

/// Names of commands and views.
fn names() -> Vec<Offer> {
    let commands =
        COMMANDS.iter().map(|def| Offer { insert: def.name.to_owned(), help: format!("command-{}", def.name) });
    let views = TABS.iter().flat_map(|tab| tab.views);
    let views = views.map(|view| Offer { insert: view.id.to_owned(), help: view.label.to_owned() });
    commands.chain(views).collect()
}

impl Part for CmdLine {
    fn id(&self) -> String {
        "cmdline".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Cmdline]
    }

    fn text_input(&self) -> bool {
        true
    }

    fn on_line(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["input.accept", "input.cancel", "input.complete", "input.older"]
    }

    fn act(
        &mut self,
        act: Act,
        _arg: Option<&str>,
        _count: Option<u32>,
        _read: u64,
        _ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        match act {
            Act::InputAccept => {
                let line = self.line.text().trim().to_owned();
                if line.is_empty() {
                    return Outcome::close();
                }
                Outcome::close().request(Request::Remember(line.clone())).request(Request::Command(line))
            }
            Act::InputCancel | Act::Back => Outcome::close(),
            Act::InputComplete => self.take(true),
            Act::InputCompletePrev => self.take(false),
            Act::InputOlder => self.recall(true),
            Act::InputNewer => self.recall(false),
            Act::TextBackspace if self.line.text().is_empty() => Outcome::close(),
            act if self.line.act(act) => {
                self.offer();
                Outcome::stay()
            }
            _ => Outcome::pass(),
        }
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.insert(c);
        self.offer();
        Outcome::stay()
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.paste(text);
        self.offer();
        Outcome::stay()
    }

    fn fields(&mut self, _view: &str, fields: &[FieldInfo]) {
        self.fields = fields.to_vec();
        self.offer();
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
