//! A command on its way: what the desk is to be asked, before it has a key and an operator.

use crate::api::Act;
use crate::api::Command;
use crate::api::Seen;
use crate::api::Via;
use crate::app::effect::Effect;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::domain::entry::BlobRef;
use uuid::Uuid;

/// What is to be asked.
#[derive(Debug, Clone, PartialEq)]
pub struct Order {
    /// What to do.
    pub act: Act,
    /// The reason.
    pub why: Option<String>,
    /// What the confirm stated.
    pub seen: Option<Seen>,
    /// Files it rests on.
    pub blobs: Vec<BlobRef>,
    key: Option<Uuid>,
}

impl Order {
    /// An order to do something.
    pub fn new(act: Act) -> Self {
        Self { act, why: None, seen: None, blobs: Vec::new(), key: None }
    }

    /// With a reason; blank text is none.
    #[must_use]
    pub fn why(mut self, text: &str) -> Self {
        self.why = Some(text.trim().to_owned()).filter(|t| !t.is_empty());
        self
    }

    /// The effect that sends it. Sent again unchanged it carries the same key, so that it is done once.
    pub fn send(&mut self, ctx: &mut Ctx<'_, '_>) -> (Ticket, Effect) {
        let key = *self.key.get_or_insert_with(|| (ctx.env.ids)());
        let ticket = ctx.ticket();
        let command = Command {
            key,
            by: ctx.operator.to_owned(),
            role: None,
            via: Via::Tui,
            why: self.why.clone(),
            seen: self.seen.clone(),
            blobs: self.blobs.clone(),
            act: self.act.clone(),
        };
        (ticket, Effect::Submit { ticket, command: Box::new(command) })
    }

    /// It was refused for good: what is sent next is another command.
    pub fn renew(&mut self) {
        self.key = None;
    }

    /// This order, under the key of the one before when that asks for the same and came to nothing known.
    #[must_use]
    pub fn again(self, before: Option<Order>) -> Self {
        let same = |old: &Order| (&old.act, &old.why, &old.seen) == (&self.act, &self.why, &self.seen);
        before.filter(same).unwrap_or(self)
    }

    /// Lets the verb or change rest on this revision.
    pub fn expect(&mut self, rev: u64) {
        if let Act::Change { expect_rev, .. } | Act::Verb { expect_rev, .. } = &mut self.act {
            *expect_rev = Some(rev);
        }
    }
}
