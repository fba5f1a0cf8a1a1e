//! Help: every key that works where one stands, from the keymap; filtered by text or by pressing a key.

use crate::app::line::TextLine;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::keys::Act;
use crate::keys::Context;
use crate::keys::Key;
use crate::keys::KeyCode;
use crate::text;
use std::any::Any;

/// A line of help.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    /// The name of a context.
    Section(String),
    /// Keys and what they do.
    Key {
        /// The keys.
        keys: String,
        /// The action's label.
        label: String,
        /// The action's name for keymap files.
        id: String,
    },
}

/// How the help is narrowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Narrow {
    /// Not at all; keys move.
    No,
    /// A text is typed.
    Text,
}

/// Help.
#[derive(Debug)]
pub struct Help {
    all: Vec<HelpLine>,
    /// The lines that match.
    pub lines: Vec<HelpLine>,
    /// The first line on the screen.
    pub top: usize,
    /// The filter.
    pub line: TextLine,
    /// How it is narrowed.
    pub narrow: Narrow,
}

impl Help {
    /// What works now.
    pub fn new(model: &Model) -> Self {
        let contexts = model.contexts();
        let digits = model.top().map(Part::digits).unwrap_or_default();
        let mut all = Vec::new();
        for section in model.keymap().help(&contexts) {
            all.push(HelpLine::Section(model.i18n.label(&section.context.label_id())));
            for row in section.rows {
                let mut label = model.i18n.label(&row.action.label_id());
                if row.action.act == Act::Verdict && !digits.is_empty() {
                    // What a digit does depends on what is on the screen; one that does nothing there is no help.
                    let Some((_, id)) = digits.iter().find(|(digit, _)| Some(digit) == row.arg.as_ref()) else {
                        continue;
                    };
                    label = model.i18n.label(id);
                } else if let Some(arg) = &row.arg {
                    label.push(' ');
                    label.push_str(arg);
                }
                all.push(HelpLine::Key { keys: row.keys, label, id: row.action.id.to_owned() });
            }
        }
        Self { lines: all.clone(), all, top: 0, line: TextLine::default(), narrow: Narrow::No }
    }

    fn find(&mut self) {
        let wanted = text::fold(self.line.text());
        let exact = self.line.text().trim();
        let mut lines = Vec::new();
        let mut section = None;
        for line in &self.all {
            match line {
                HelpLine::Section(_) => section = Some(line.clone()),
                HelpLine::Key { keys, label, id } => {
                    let key = keys.split(" | ").any(|one| one == exact);
                    let named = text::fold(label).contains(&wanted) || id.contains(&wanted);
                    if wanted.is_empty() || key || named {
                        lines.extend(section.take());
                        lines.push(line.clone());
                    }
                }
            }
        }
        self.lines = lines;
        self.top = 0;
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.top = to.min(self.lines.len().saturating_sub(1));
        Outcome::stay()
    }
}

impl Part for Help {
    fn id(&self) -> String {
        "help".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Help]
    }

    fn text_input(&self) -> bool {
        self.narrow == Narrow::Text
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "list.page-down", "help.filter", "back"]
    }

    /// While a filter is typed, a key that is no character is looked up by its name.
    fn key(&mut self, key: Key, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        let editing = matches!(key.code, KeyCode::Enter | KeyCode::Esc | KeyCode::Backspace | KeyCode::Delete);
        if self.narrow == Narrow::Text && key.text().is_none() && !editing {
            self.line.set(key.to_string());
            self.find();
            return Outcome::stay();
        }
        Outcome::pass()
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let page = usize::from(ctx.size.1.saturating_sub(4)).max(1);
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        match act {
            Act::ListDown => self.go(self.top.saturating_add(n)),
            Act::ListUp => self.go(self.top.saturating_sub(n)),
            Act::ListHalfDown => self.go(self.top.saturating_add(page / 2)),
            Act::ListHalfUp => self.go(self.top.saturating_sub(page / 2)),
            Act::ListPageDown => self.go(self.top.saturating_add(page)),
            Act::ListPageUp => self.go(self.top.saturating_sub(page)),
            Act::ListTop => self.go(0),
            Act::ListBottom => self.go(self.lines.len().saturating_sub(page)),
            Act::HelpFilter => {
                self.narrow = Narrow::Text;
                Outcome::stay()
            }
            Act::InputAccept => {
                self.narrow = Narrow::No;
                Outcome::stay()
            }
            Act::Back | Act::InputCancel => {
                if self.narrow == Narrow::No && self.line.text().is_empty() {
                    return Outcome::close();
                }
                self.narrow = Narrow::No;
                self.line.set("");
                self.find();
                Outcome::stay()
            }
            act if self.line.act(act) => {
                self.find();
                Outcome::stay()
            }
            _ => Outcome::pass(),
        }
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.insert(c);
        self.find();
        Outcome::stay()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
