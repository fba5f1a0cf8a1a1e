//! The history of a record: its revisions, newest first, each with what it changed.

use crate::api::Answer;
use crate::api::Query;
use crate::api::query::Revision;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use std::any::Any;
use std::collections::BTreeSet;

/// A record's history.
#[derive(Debug)]
pub struct History {
    /// The record.
    pub record: Id,
    /// Its revisions, once they are there.
    pub revisions: Option<Vec<Revision>>,
    /// Why they cannot be shown.
    pub refused: Option<Msg>,
    /// The revision the cursor is on.
    pub cursor: usize,
    /// Places of revisions whose differences are open.
    pub open: BTreeSet<usize>,
    ticket: Option<Ticket>,
}

impl History {
    /// The history of a record; with the last difference open if it was asked for.
    pub fn new(record: Id, difference: bool) -> Self {
        let open = difference.then_some(0).into_iter().collect();
        Self { record, revisions: None, refused: None, cursor: 0, open, ticket: None }
    }

    fn ask(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::History { id: self.record } })
    }

    fn go(&mut self, to: usize) -> Outcome {
        let count = self.revisions.as_ref().map_or(0, Vec::len);
        self.cursor = to.min(count.saturating_sub(1));
        Outcome::stay()
    }
}

impl Part for History {
    fn id(&self) -> String {
        format!("history {}", self.record)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::History]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "open", "diff.open", "copy.id", "back"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.ask(ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let page = usize::from(ctx.size.1.saturating_sub(5)).max(1);
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        match act {
            Act::ListDown => self.go(self.cursor.saturating_add(n)),
            Act::ListUp => self.go(self.cursor.saturating_sub(n)),
            Act::ListHalfDown | Act::ListPageDown => self.go(self.cursor.saturating_add(page / 2)),
            Act::ListHalfUp | Act::ListPageUp => self.go(self.cursor.saturating_sub(page / 2)),
            Act::ListTop => self.go(0),
            Act::ListBottom => self.go(usize::MAX),
            Act::Open | Act::DiffOpen => {
                if !self.open.remove(&self.cursor) {
                    self.open.insert(self.cursor);
                }
                Outcome::stay()
            }
            Act::CopyId => Outcome::stay().effect(Effect::Copy(self.record.to_string())),
            Act::Back | Act::HistoryOpen => Outcome::close(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if Some(*ticket) == self.ticket => {
                self.ticket = None;
                match answer {
                    Ok(Answer::History(revisions)) => {
                        self.revisions = Some(revisions.clone());
                        self.refused = None;
                    }
                    Ok(_) => {}
                    Err(why) => self.refused = Some(why.msg.clone()),
                }
                self.go(self.cursor)
            }
            Event::Desk(crate::api::Event::Committed { .. }) => self.ask(ctx),
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
