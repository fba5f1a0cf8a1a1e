//! A choice of evidence for an item: by digit, by a filter, by a document's id, or a path typed.

use super::judge;
use crate::api::Piece;
use crate::app::choice::Choice;
use crate::app::choice::choice;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::line::TextLine;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use crate::text;

/// A choice of evidence.
#[derive(Debug)]
pub struct Picker {
    id: Id,
    pub(crate) codes: Vec<String>,
    pub(crate) verdict: Option<ItemVerdict>,
    pub(crate) kind: EvidenceKind,
    pub(crate) papers: Vec<Piece>,
    pub(crate) cursor: usize,
    pub(crate) filter: TextLine,
    pub(crate) typing: bool,
    pub(crate) notice: Vec<Msg>,
    gate: Gate,
    waiting: Option<Ticket>,
}

/// Opens a choice for items; with a verdict it is given together with the evidence.
pub fn open(
    id: Id,
    codes: Vec<String>,
    verdict: Option<ItemVerdict>,
    kind: EvidenceKind,
    papers: Vec<Piece>,
) -> Picker {
    let typing = papers.is_empty();
    Picker {
        id,
        codes,
        verdict,
        kind,
        papers,
        cursor: 0,
        filter: TextLine::default(),
        typing,
        notice: Vec::new(),
        gate: Gate::default(),
        waiting: None,
    }
}

impl Picker {
    /// What fits the filter.
    pub fn shown(&self) -> Vec<&Piece> {
        let wanted = text::fold(self.filter.text().trim());
        let fits = |p: &&Piece| {
            let all = format!("{} {} {} {}", p.reference, p.code, p.number, p.state);
            text::fold(&all).contains(wanted.as_str())
        };
        self.papers.iter().filter(fits).collect()
    }

    /// Whether the desk is working on it.
    pub fn working(&self) -> bool {
        self.waiting.is_some()
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to.min(self.shown().len().saturating_sub(1));
        Outcome::stay()
    }

    fn choose(&mut self, place: usize, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.shown().get(place).map(|p| (*p).clone()) {
            Some(piece) => self.take(&piece.reference, ctx),
            None => Outcome::stay().say(Msg::new("assess-pick-no-such"), Tone::Warning),
        }
    }

    fn order(&self, reference: &str) -> Order {
        let mut fields = self.verdict.map(judge::says).unwrap_or_default();
        fields.push(judge::shown(self.kind, reference));
        judge::order(self.id, &self.codes, fields)
    }

    fn take(&mut self, reference: &str, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let mut order = self.order(reference);
        self.send(&mut order, ctx)
    }

    fn send(&mut self, order: &mut Order, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let (ticket, effect) = order.send(ctx);
        self.waiting = Some(ticket);
        self.notice.clear();
        Outcome::stay().effect(effect)
    }

    /// What was typed: the row it leaves, a document's id, or the path of a file.
    fn accept(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let typed = self.filter.text().trim().to_owned();
        let path = typed.contains('/') || typed.starts_with('~');
        if !path && !self.shown().is_empty() {
            return self.choose(self.cursor, ctx);
        }
        if let Ok(document) = typed.parse::<Id>() {
            return self.take(&document.to_string(), ctx);
        }
        if typed.is_empty() {
            return Outcome::stay().say(Msg::new("assess-pick-path"), Tone::Warning);
        }
        let ticket = ctx.ticket();
        self.waiting = Some(ticket);
        Outcome::stay().effect(Effect::Store { ticket, role: "evidence".to_owned(), path: typed })
    }

    fn refuse(&mut self, says: Vec<Msg>) -> Outcome {
        self.waiting = None;
        self.notice = says;
        match self.notice.first() {
            Some(first) => Outcome::stay().say(first.clone(), Tone::Danger),
            None => Outcome::stay(),
        }
    }
}

impl Part for Picker {
    fn id(&self) -> String {
        "evidence".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![if self.typing { Context::Prompt } else { Context::Picker }]
    }

    fn text_input(&self) -> bool {
        self.typing
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        let rows = u16::try_from(self.papers.len() + self.notice.len()).unwrap_or(u16::MAX).saturating_add(7);
        (screen.0.saturating_sub(4).min(90), rows.max(9).min(screen.1.saturating_sub(2)).min(24))
    }

    fn footer(&self) -> &'static [&'static str] {
        if self.typing {
            &["input.accept", "input.cancel", "input.newer", "input.older"]
        } else {
            &["list.down", "list.up", "input.accept", "picker.filter", "input.cancel"]
        }
    }

    fn act(&mut self, act: Act, arg: Option<&str>, _count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.waiting.is_some() {
            return if act == Act::InputCancel { Outcome::close() } else { Outcome::stay() };
        }
        let takes = matches!(act, Act::PickerChoose | Act::InputAccept) && !self.typing;
        if takes && !self.gate.open(read, ctx.env.now) {
            return Outcome::stay().say(Msg::new("assess-typed-ahead"), Tone::Warning);
        }
        match choice(act, arg, self.cursor, self.shown().len()).filter(|_| act != Act::InputAccept) {
            Some(Choice::Go(to)) => return self.go(to),
            Some(Choice::Take(place)) => return self.choose(place, ctx),
            None => {}
        }
        match act {
            Act::InputNewer => self.go(self.cursor.saturating_add(1)),
            Act::InputOlder => self.go(self.cursor.saturating_sub(1)),
            Act::PickerFilter => {
                self.typing = true;
                Outcome::stay()
            }
            Act::InputAccept => self.accept(ctx),
            Act::InputCancel | Act::Back => {
                if self.typing && !self.papers.is_empty() {
                    self.typing = false;
                    self.filter.set("");
                    return Outcome::stay();
                }
                Outcome::close()
            }
            other if self.typing && self.filter.act(other) => self.go(self.cursor),
            _ => Outcome::pass(),
        }
    }

    fn text(&mut self, c: char, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.filter.insert(c);
        self.go(self.cursor)
    }

    fn paste(&mut self, text: &str, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if !self.typing {
            return Outcome::pass();
        }
        self.filter.paste(text);
        self.go(self.cursor)
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Drawn { read } => {
                self.gate.drawn(*read, ctx.env.now);
                Outcome::stay()
            }
            Event::Done { ticket, done } if self.waiting == Some(*ticket) => match done {
                Ok(done) => Outcome::close().say(done.message.clone(), Tone::Ok).refreshing(),
                Err(refusal) => {
                    let why = refusal.fields.iter().map(|(_, why)| why.clone());
                    self.refuse(std::iter::once(refusal.msg.clone()).chain(why).collect())
                }
            },
            Event::Stored { ticket, blob } if self.waiting == Some(*ticket) => match blob {
                Ok(blob) => {
                    let mut order = self.order(&blob.sha256.to_string());
                    order.blobs = vec![blob.clone()];
                    self.send(&mut order, ctx)
                }
                Err(refusal) => self.refuse(vec![refusal.msg.clone()]),
            },
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
