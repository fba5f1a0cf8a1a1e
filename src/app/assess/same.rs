//! "Same as last time": verdict, comment and evidence of the last approved assessment for every item nothing changed
//! about. What changed is left open and asked one by one.

use super::After;
use super::Assess;
use super::Wait;
use super::judge;
use crate::api::AssessLine;
use crate::api::Assign;
use crate::api::Done;
use crate::api::Refusal;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::domain::checklist::ItemVerdict;
use crate::domain::entry::BlobRef;
use crate::domain::entry::Digest;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use std::collections::VecDeque;

/// What is taken over of one item: the fields and the files they rest on.
type Taken = (Vec<Assign>, Vec<BlobRef>);

impl Assess {
    /// The first press says what would be taken, the second takes it once that could be read.
    pub(super) fn same(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = self.barred("assessment.judge", ctx) {
            return Outcome::stay().say(why, Tone::Danger);
        }
        let Some(data) = &self.data else { return Outcome::stay() };
        let Some(last) = &data.last else {
            return Outcome::stay().say(Msg::new("assess-same-none"), Tone::Warning);
        };
        let (plan, left) = self.plan();
        let count: usize = plan.iter().map(|(codes, _)| codes.len()).sum();
        let id = last.id.to_string();
        if count == 0 {
            let why = Msg::new("assess-same-nothing").with("last", id).with("left", left);
            return Outcome::stay().say(why, Tone::Warning);
        }
        if !self.armed.get_or_insert_default().open(read, ctx.env.now) {
            let says = Msg::new("assess-same-would").with("n", count).with("last", id).with("left", left);
            return Outcome::stay().say(says, Tone::Warning);
        }
        self.armed = None;
        self.taken = 0;
        self.queue = plan;
        self.send_next(Outcome::stay(), ctx)
    }

    /// One order for all items that take over the same, and how many open items are left to be asked.
    fn plan(&self) -> (VecDeque<(Vec<String>, Order)>, usize) {
        let mut groups: Vec<(Taken, Vec<String>)> = Vec::new();
        let mut left = 0;
        let Some(data) = &self.data else { return (VecDeque::new(), 0) };
        for (item, line) in data.assessment.items.iter().zip(&data.lines) {
            let meant = self.marks.is_empty() || self.marks.contains(&item.code);
            if item.verdict != ItemVerdict::Open || !meant {
                continue;
            }
            match taken(line) {
                Some(taken) => match groups.iter_mut().find(|(known, _)| *known == taken) {
                    Some((_, codes)) => codes.push(item.code.clone()),
                    None => groups.push((taken, vec![item.code.clone()])),
                },
                None if item.is_open() => left += 1,
                None => {}
            }
        }
        let id = data.shown.id;
        let orders = groups.into_iter().map(|((fields, blobs), codes)| {
            let mut order = judge::order(id, &codes, fields);
            order.blobs = blobs;
            (codes, order)
        });
        (orders.collect(), left)
    }

    fn send_next(&mut self, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.queue.pop_front() {
            Some((codes, order)) => {
                let effect = self.submit(Wait::Same(codes), order, ctx);
                out.effect(effect)
            }
            None => out,
        }
    }

    /// One of the orders was answered: the next goes out, and at the end it is said how it went.
    pub(super) fn took(&mut self, codes: &[String], done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match done {
            Ok(_) => {
                self.taken += codes.len();
                for code in codes {
                    self.refused.remove(code);
                }
            }
            Err(refusal) => self.note(codes, refusal),
        }
        if !self.queue.is_empty() {
            return self.send_next(Outcome::stay(), ctx);
        }
        self.marks.clear();
        self.after = After::Leap;
        let tone = if self.refused.is_empty() { Tone::Ok } else { Tone::Warning };
        let says = Msg::new("assess-same-took").with("n", self.taken).with("refused", self.refused.len());
        self.load(Outcome::stay().refreshing().say(says, tone), ctx)
    }
}

/// What of an item is taken over; nothing when something changed, or nobody judged it then.
fn taken(line: &AssessLine) -> Option<Taken> {
    let last = line.last.as_ref().filter(|l| l.verdict != ItemVerdict::Open)?;
    if !line.changed.is_empty() {
        return None;
    }
    let mut fields = judge::says(last.verdict);
    let mut blobs = Vec::new();
    let mut words = Vec::new();
    for (evidence, piece) in last.evidence.iter().zip(&line.last_evidence) {
        words.push(format!("{}:{}", evidence.kind.as_str(), evidence.reference));
        if piece.code.is_empty() {
            let sha256: Digest = piece.sha256.parse().ok()?;
            blobs.push(BlobRef { role: "evidence".to_owned(), sha256, bytes: piece.bytes?, rows: None });
        }
    }
    let mut say = |path: &str, text: &str| {
        if !text.is_empty() {
            fields.push(judge::assign(path, text));
        }
    };
    say("evidence", &words.join(","));
    say("comment", &last.comment);
    say("na_reason", &last.na_reason);
    if matches!(last.verdict, ItemVerdict::Basic | ItemVerdict::Not) {
        say("action", &last.action.what);
        say("action_owner", &last.action.owner);
        if let Some(due) = last.action.due {
            fields.push(Assign { path: "action_due".to_owned(), value: Value::Date(due) });
        }
    }
    Some((fields, blobs))
}
