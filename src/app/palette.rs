//! The palette: every action by name, found by a few of its letters; what cannot be done now stays with the reason.

use crate::app::enabled;
use crate::app::line::TextLine;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::domain::msg::Msg;
use crate::keys::ACTIONS;
use crate::keys::Act;
use crate::keys::ActionDef;
use crate::keys::ArgKind;
use crate::keys::Context;
use nucleo_matcher::Config;
use nucleo_matcher::Matcher;
use nucleo_matcher::Utf32Str;
use nucleo_matcher::pattern::CaseMatching;
use nucleo_matcher::pattern::Normalization;
use nucleo_matcher::pattern::Pattern;
use std::any::Any;

/// One action of the palette.
#[derive(Debug, Clone)]
pub struct Choice {
    /// Its row in the registry.
    pub action: &'static ActionDef,
    /// Its label.
    pub label: String,
    /// Its first key here.
    pub keys: String,
    /// Why it cannot be done now.
    pub refused: Option<Msg>,
}

/// The palette.
#[derive(Debug)]
pub struct Palette {
    /// What is typed.
    pub line: TextLine,
    /// Every action.
    pub choices: Vec<Choice>,
    /// Places of those that match, best first.
    pub found: Vec<usize>,
    /// The place among those that the cursor is on.
    pub cursor: usize,
}

/// Actions that make sense without the key that carries them.
fn offered(action: &ActionDef) -> bool {
    let typing = [
        Context::Text,
        Context::Form,
        Context::Confirm,
        Context::Import,
        Context::Picker,
        Context::Prompt,
        Context::Help,
    ];
    let only_typing = action.contexts.iter().all(|c| typing.contains(c) || c.text_input());
    let needs = matches!(action.arg, Some(ArgKind::Digit | ArgKind::Text | ArgKind::Verb));
    !only_typing && !needs && action.act != Act::PaletteOpen
}

impl Palette {
    /// All actions as they stand now.
    pub fn new(model: &Model) -> Self {
        let contexts = model.contexts();
        let choices: Vec<Choice> = ACTIONS
            .iter()
            .filter(|action| offered(action))
            .map(|action| {
                let keys = model.keymap().footer(&contexts, &[action.id]);
                let here = enabled::reachable(model, action);
                let elsewhere = (!here).then(|| Msg::new("app-not-here"));
                Choice {
                    action,
                    label: model.i18n.label(&action.label_id()),
                    keys: keys.into_iter().next().map(|(keys, _)| keys).unwrap_or_default(),
                    refused: elsewhere.or_else(|| enabled::refused(model, action)),
                }
            })
            .collect();
        let mut palette = Self { line: TextLine::default(), choices, found: Vec::new(), cursor: 0 };
        palette.find();
        palette
    }

    fn find(&mut self) {
        let pattern = Pattern::parse(self.line.text(), CaseMatching::Ignore, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut scored: Vec<(bool, std::cmp::Reverse<u32>, usize)> = Vec::new();
        for (at, choice) in self.choices.iter().enumerate() {
            let text = format!("{} {}", choice.label, choice.action.id);
            if let Some(score) = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher) {
                scored.push((choice.refused.is_some(), std::cmp::Reverse(score), at));
            }
        }
        scored.sort_unstable();
        self.found = scored.into_iter().map(|(_, _, at)| at).collect();
        self.cursor = 0;
    }

    /// The choice under the cursor.
    pub fn current(&self) -> Option<&Choice> {
        self.found.get(self.cursor).and_then(|at| self.choices.get(*at))
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to.min(self.found.len().saturating_sub(1));
        Outcome::stay()
    }
}

impl Part for Palette {
    fn id(&self) -> String {
        "palette".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Palette]
    }

    fn text_input(&self) -> bool {
        true
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        (screen.0.saturating_sub(4).min(90), screen.1.saturating_sub(4).min(24))
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "input.accept", "input.cancel"]
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        match act {
            Act::ListDown => self.go(self.cursor.saturating_add(n)),
            Act::ListUp => self.go(self.cursor.saturating_sub(n)),
            Act::ListPageDown | Act::ListHalfDown => self.go(self.cursor.saturating_add(10)),
            Act::ListPageUp | Act::ListHalfUp => self.go(self.cursor.saturating_sub(10)),
            Act::ListTop => self.go(0),
            Act::ListBottom => self.go(usize::MAX),
            Act::InputCancel | Act::Back => Outcome::close(),
            Act::InputAccept => match self.current() {
                None => Outcome::stay(),
                Some(Choice { refused: Some(why), .. }) => Outcome::stay().say(why.clone(), Tone::Warning),
                Some(choice) => {
                    let act = choice.action.act;
                    match choice.action.arg {
                        Some(ArgKind::Tab | ArgKind::View) => {
                            Outcome::close().request(Request::Act(Act::CmdlineOpen, None))
                        }
                        Some(ArgKind::Column) => {
                            Outcome::close().request(Request::Act(Act::CmdlineOpen, Some("sort ".to_owned())))
                        }
                        _ => Outcome::close().request(Request::Act(act, None)),
                    }
                }
            },
            act => {
                let before = self.line.text().to_owned();
                if !self.line.act(act) {
                    return Outcome::pass();
                }
                if before != self.line.text() {
                    self.find();
                }
                Outcome::stay()
            }
        }
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.insert(c);
        self.find();
        Outcome::stay()
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.line.paste(text);
        self.find();
        Outcome::stay()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
