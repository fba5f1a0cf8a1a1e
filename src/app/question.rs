//! A question with yes and no: undo, quit with a draft, go on without saving.

use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use std::any::Any;

/// A question.
#[derive(Debug)]
pub struct Question {
    name: &'static str,
    /// What is asked.
    pub msg: Msg,
    yes: Vec<Effect>,
    drawn: Option<u64>,
}

impl Question {
    /// A question; `yes` is what is done then.
    pub fn new(name: &'static str, msg: Msg, yes: Vec<Effect>) -> Self {
        Self { name, msg, yes, drawn: None }
    }
}

impl Part for Question {
    fn id(&self) -> String {
        format!("confirm {}", self.name)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Confirm]
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        (screen.0.saturating_sub(4).min(76), 6)
    }

    fn footer(&self) -> &'static [&'static str] {
        &["confirm.yes", "confirm.no"]
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, _count: Option<u32>, read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match act {
            // A key typed before the question was on the screen cannot be its answer.
            Act::ConfirmYes if self.drawn.is_some_and(|drawn| read > drawn) => {
                let mut outcome = Outcome::close();
                outcome.effects = std::mem::take(&mut self.yes);
                outcome
            }
            Act::ConfirmNo | Act::Back | Act::InputCancel => Outcome::close(),
            Act::ConfirmYes => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Event::Drawn { read } = event
            && self.drawn.is_none()
        {
            self.drawn = Some(*read);
        }
        Outcome::stay()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
