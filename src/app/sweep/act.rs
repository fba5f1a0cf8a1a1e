//! What the keys do in a sweep.

use super::Fate;
use super::Keyed;
use super::Mode;
use super::Sweep;
use super::Wait;
use crate::api;
use crate::api::Assign;
use crate::api::Seen;
use crate::app::effect::Effect;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::domain::checking::CheckPoint;
use crate::domain::checking::Checked;
use crate::domain::checking::Rekeyed;
use crate::domain::document::RejectReason;
use crate::domain::kind::Id;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;

impl Sweep {
    pub(super) fn acted(
        &mut self,
        act: Act,
        arg: Option<&str>,
        count: Option<u32>,
        read: u64,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        let goes =
            matches!(act, Act::SweepSkip | Act::SweepPrev | Act::Undo) || (act == Act::Open && self.mode == Mode::Over);
        if let Some(why) = self.held().filter(|_| goes) {
            return Outcome::stay().say(why, Tone::Warning);
        }
        match act {
            Act::Back => self.leave(),
            Act::Open => self.enter(ctx),
            Act::Verdict => self.digit(arg, read, ctx),
            Act::SweepAll => self.all(read, ctx),
            Act::SweepSkip => self.skip(ctx),
            Act::SweepPrev => self.back(ctx),
            Act::SweepRekey => {
                self.mode = self.next_key();
                Outcome::stay()
            }
            Act::Undo => self.take_back(ctx),
            Act::EvidenceOpen => {
                self.zoom = !self.zoom && !self.lines.is_empty();
                Outcome::stay()
            }
            Act::EvidenceCopy => self.copy(),
            Act::CopyId => match self.sheet.as_ref().map(|sheet| sheet.id.to_string()) {
                Some(id) => copied(id),
                None => Outcome::stay(),
            },
            other if matches!(self.mode, Mode::Keying(_)) && self.line.act(other) => Outcome::stay(),
            other if self.scroll.act(other, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn leave(&mut self) -> Outcome {
        if std::mem::take(&mut self.zoom) {
            return Outcome::stay();
        }
        match self.mode {
            // Keying is left for the other keys; what was keyed so far goes with it.
            Mode::Keying(_) | Mode::Reasons | Mode::Differs(_) => {
                self.line.set("");
                self.mode = Mode::Ticking;
                Outcome::stay()
            }
            _ => self.keep(Outcome::close()),
        }
    }

    fn enter(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match self.mode {
            Mode::Keying(field) => self.compare(field),
            Mode::Over => {
                self.fates.retain(|_, fate| *fate != Fate::Left);
                self.at = self.rows.len();
                self.onward(ctx)
            }
            _ => {
                self.zoom = !self.zoom && !self.lines.is_empty();
                Outcome::stay()
            }
        }
    }

    fn digit(&mut self, arg: Option<&str>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(digit) = arg.and_then(|a| a.parse::<u8>().ok()) else { return Outcome::pass() };
        if let Some(why) = self.not_now(read, ctx) {
            return Outcome::stay().say(why, Tone::Warning);
        }
        match self.mode {
            Mode::Differs(field) => self.resolve(field, digit, ctx),
            Mode::Reasons => match RejectReason::ALL.get(usize::from(digit).wrapping_sub(1)) {
                Some(reason) => self.reject(*reason, "", ctx),
                None => Outcome::stay().say(Msg::new("review-no-such-reason"), Tone::Warning),
            },
            _ => match digit {
                1 => self.accept(ctx),
                3 => {
                    self.mode = Mode::Reasons;
                    Outcome::stay()
                }
                _ => self.tick(digit),
            },
        }
    }

    /// Why no key decides now: nothing is on the screen, a command is under way, it was typed ahead, the desk is read-only.
    fn not_now(&self, read: u64, ctx: &Ctx<'_, '_>) -> Option<Msg> {
        if let Some(why) = ctx.read_only {
            return Some(why.clone());
        }
        if self.sheet.is_none() {
            return Some(Msg::new("sweep-wait"));
        }
        if let Some(why) = self.sending() {
            return Some(why);
        }
        (!self.gate.open(read, ctx.env.now)).then(|| Msg::new("sweep-typed-ahead"))
    }

    /// A command is under way: what comes of it decides where the sweep goes on.
    fn sending(&self) -> Option<Msg> {
        let sending = |wait: &Wait| matches!(wait, Wait::Accept(_) | Wait::Reject(_) | Wait::Undo(_));
        self.waiting.values().any(sending).then(|| Msg::new("sweep-sending"))
    }

    /// Why no key leaves the document now.
    fn held(&self) -> Option<Msg> {
        let typed = matches!(self.mode, Mode::Keying(_)) && !self.line.text().is_empty();
        self.sending().or_else(|| typed.then(|| Msg::new("sweep-half-keyed")))
    }

    fn tick(&mut self, digit: u8) -> Outcome {
        let Some((_, point)) = self.points().find(|(key, _)| *key == digit) else {
            return Outcome::stay().say(Msg::new("sweep-digits"), Tone::Warning);
        };
        if !self.opened {
            return Outcome::stay().say(Msg::new("sweep-open-first"), Tone::Warning);
        }
        if !self.shows(point) {
            return Outcome::stay().say(Msg::new("sweep-key-first"), Tone::Warning);
        }
        if !self.ticked.remove(&point) {
            self.ticked.insert(point);
        }
        Outcome::stay()
    }

    /// Everything not yet ticked is in order, as far as it may be seen.
    fn all(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = self.not_now(read, ctx) {
            return Outcome::stay().say(why, Tone::Warning);
        }
        if !self.opened {
            return Outcome::stay().say(Msg::new("sweep-open-first"), Tone::Warning);
        }
        let seen: Vec<CheckPoint> = self.points().map(|(_, point)| point).filter(|point| self.shows(*point)).collect();
        self.ticked.extend(seen);
        if self.open_points().is_empty() {
            return Outcome::stay();
        }
        Outcome::stay().say(Msg::new("sweep-key-first"), Tone::Warning)
    }

    fn open_points(&self) -> Vec<CheckPoint> {
        self.points().map(|(_, point)| point).filter(|point| !self.ticked.contains(point)).collect()
    }

    fn checked(&self) -> Option<Checked> {
        let sheet = self.sheet.as_ref()?;
        let rekeyed = |keyed: &Keyed| Rekeyed {
            field: keyed.field,
            typed: keyed.typed.clone(),
            matched: keyed.matched(),
            record_right: keyed.record_right,
        };
        Some(Checked {
            points: self.points().map(|(_, point)| point).filter(|point| self.ticked.contains(point)).collect(),
            open: self.open_points(),
            rekeyed: self.keyed.iter().map(rekeyed).collect(),
            opened: if self.opened { sheet.document.file.sha256.clone() } else { String::new() },
        })
    }

    /// What the receipt of a decision will show.
    fn seen(&self) -> Option<Seen> {
        let checked = self.checked()?;
        Some(Seen {
            opened: Some(checked.opened.clone()).filter(|sha256| !sha256.is_empty()).into_iter().collect(),
            program: env!("CARGO_PKG_VERSION").to_owned(),
            checked: Some(checked),
            ..Seen::default()
        })
    }

    fn accept(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(sheet) = &self.sheet else { return Outcome::stay() };
        if let Some(why) = &sheet.refused {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        if !self.opened {
            return Outcome::stay().say(Msg::new("sweep-open-first"), Tone::Warning);
        }
        if self.next_key() != Mode::Ticking {
            return Outcome::stay().say(Msg::new("sweep-key-first"), Tone::Warning);
        }
        let open = self.open_points();
        if !open.is_empty() {
            let names: Vec<Arg> = open.iter().map(|point| Arg::Term(point.label())).collect();
            return Outcome::stay().say(Msg::new("sweep-points-open").with("points", Arg::List(names)), Tone::Warning);
        }
        let (id, rev) = (sheet.id, sheet.rev);
        self.send(Wait::Accept(id), "document.accept", (id, rev), Vec::new(), "", ctx)
    }

    pub(super) fn reject(&mut self, reason: RejectReason, why: &str, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some((id, rev)) = self.sheet.as_ref().map(|sheet| (sheet.id, sheet.rev)) else { return Outcome::stay() };
        self.mode = Mode::Ticking;
        let field = Assign { path: "reject_reason".to_owned(), value: Value::Code(reason.as_str().to_owned()) };
        self.send(Wait::Reject(id), "document.reject", (id, rev), vec![field], why, ctx)
    }

    fn send(
        &mut self,
        wait: Wait,
        verb: &str,
        (id, rev): (Id, u64),
        fields: Vec<Assign>,
        why: &str,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        let act = api::Act::Verb { verb: verb.to_owned(), id, expect_rev: Some(rev), fields };
        let mut order = Order::new(act).why(why);
        order.seen = self.seen();
        let (ticket, effect) = order.send(ctx);
        self.waiting.insert(ticket, wait);
        Outcome::stay().effect(effect)
    }

    fn skip(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(id) = self.rows.get(self.at).copied().filter(|_| self.mode != Mode::Over) else {
            return Outcome::stay();
        };
        self.fates.insert(id, Fate::Left);
        let said = Msg::new("sweep-left").with("id", id.to_string());
        let out = self.onward(ctx);
        if out.status.is_some() { out } else { out.say(said, Tone::Plain) }
    }

    /// Back to the document before that is still open.
    fn back(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let open = |id: &&Id| matches!(self.fates.get(*id), None | Some(Fate::Left));
        let before = self.rows.iter().take(self.at).enumerate().rfind(|(_, id)| open(id));
        match before.map(|(place, id)| (place, *id)) {
            Some((place, id)) => {
                self.fates.remove(&id);
                self.bring(place, ctx)
            }
            None => Outcome::stay().say(Msg::new("sweep-no-earlier"), Tone::Warning),
        }
    }

    /// Takes the last decision of this sweep back.
    fn take_back(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let entry = |(id, fate): (&Id, &Fate)| match fate {
            Fate::Accepted(seq) | Fate::Rejected(seq) => Some((*seq, *id)),
            _ => None,
        };
        let Some((seq, id)) = self.fates.iter().filter_map(entry).max() else {
            return Outcome::stay().say(Msg::new("sweep-nothing-to-take-back"), Tone::Warning);
        };
        let (ticket, effect) = Order::new(api::Act::Undo { seq }).send(ctx);
        self.waiting.insert(ticket, Wait::Undo(id));
        Outcome::stay().effect(effect)
    }

    /// The command that opens the copy at home; whoever copies it opens it.
    fn copy(&mut self) -> Outcome {
        let Some(sheet) = self.sheet.as_ref().filter(|sheet| !sheet.document.file.sha256.is_empty()) else {
            return Outcome::stay().say(Msg::new("review-no-evidence"), Tone::Warning);
        };
        let line = format!("entrepot show {} --evidence", sheet.id);
        self.opened = true;
        copied(line)
    }
}

fn copied(text: String) -> Outcome {
    let said = Msg::new("review-copied").with("what", text.as_str());
    Outcome::stay().effect(Effect::Copy(text)).say(said, Tone::Ok)
}
