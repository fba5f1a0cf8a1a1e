//! What a panel shows: an answer that is asked for when it opens, and anew after every commit.

use crate::api::Answer;
use crate::api::Event as DeskEvent;
use crate::api::Query;
use crate::api::Refusal;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;

/// An answer that is kept up to date.
#[derive(Debug)]
pub struct Fresh<T> {
    /// The last answer.
    pub data: Option<T>,
    /// Why there was none the last time.
    pub failed: Option<Refusal>,
    ticket: Option<Ticket>,
    /// Something was committed while an answer was due.
    again: bool,
}

impl<T> Default for Fresh<T> {
    fn default() -> Self {
        Self { data: None, failed: None, ticket: None, again: false }
    }
}

impl<T> Fresh<T> {
    /// Asks; while an answer is due, once more when it is there.
    pub fn ask(&mut self, query: Query, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.ticket.is_some() {
            self.again = true;
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        Outcome::stay().effect(Effect::Ask { ticket, query })
    }

    /// Hears of answers and commits; `read` takes the answer out of what came.
    pub fn event(
        &mut self,
        event: &Event,
        query: Query,
        read: impl FnOnce(&Answer) -> Option<T>,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if self.ticket == Some(*ticket) => {
                self.ticket = None;
                let again = std::mem::take(&mut self.again);
                match answer {
                    Ok(answer) => {
                        let Some(fresh) = read(answer) else { return Outcome::stay() };
                        self.data = Some(fresh);
                        self.failed = None;
                        if again { self.ask(query, ctx) } else { Outcome::stay() }
                    }
                    Err(refusal) => {
                        self.failed = Some(refusal.clone());
                        Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
                    }
                }
            }
            Event::Desk(DeskEvent::Committed { .. }) => self.ask(query, ctx),
            _ => Outcome::stay(),
        }
    }
}
