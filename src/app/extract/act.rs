//! What the keys do on a filed certificate whose fields are taken over.

use super::Extract;
use super::Mode;
use super::RECEIVED;
use super::Wait;
use super::item;
use super::item::Fate;
use super::kept::Kept;
use crate::api;
use crate::api::Assign;
use crate::app::effect::Effect;
use crate::app::form;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;

/// Lines a page key moves the text by.
const PAGE: isize = 10;

impl Extract {
    pub(super) fn acted(
        &mut self,
        act: Act,
        arg: Option<&str>,
        count: Option<u32>,
        read: u64,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        if self.mode == Mode::Typing {
            return self.typing(act);
        }
        if self.mode.asks() {
            return self.answered(act, read, ctx);
        }
        let n = count.and_then(|n| usize::try_from(n).ok()).unwrap_or(1);
        match act {
            Act::Back => self.leave(),
            Act::Verdict => self.digit(arg, read, ctx),
            Act::ExtractEdit => self.edit(read, ctx),
            Act::ExtractAll => self.all(read, ctx),
            Act::ExtractWrite => self.finish(read, ctx),
            Act::Undo => self.take_back(),
            Act::ReviewNext => self.go(self.cursor.saturating_add(n)),
            Act::ReviewPrev => self.go(self.cursor.saturating_sub(n)),
            Act::ReviewNextOpen | Act::ReviewPrevOpen => self.go_open(act == Act::ReviewPrevOpen),
            Act::Open if self.by_hand().is_some() => self.edit(read, ctx),
            Act::Open | Act::EvidenceOpen => {
                self.zoom = !self.zoom && !self.items.is_empty();
                Outcome::stay()
            }
            Act::EvidenceCopy => {
                let line = format!("entrepot show {} --evidence", self.of);
                let said = Msg::new("review-copied").with("what", line.as_str());
                Outcome::stay().effect(Effect::Copy(line)).say(said, Tone::Ok)
            }
            Act::CopyId => {
                let id = self.certificate().map_or(self.of, |shown| shown.id).to_string();
                let said = Msg::new("review-copied").with("what", id.as_str());
                Outcome::stay().effect(Effect::Copy(id)).say(said, Tone::Ok)
            }
            Act::DetailDown => self.shift(isize::try_from(n).unwrap_or(1)),
            Act::DetailUp => self.shift(-isize::try_from(n).unwrap_or(1)),
            Act::DetailPageDown => self.shift(PAGE),
            Act::DetailPageUp => self.shift(-PAGE),
            _ => Outcome::pass(),
        }
    }

    fn leave(&mut self) -> Outcome {
        if std::mem::take(&mut self.zoom) {
            return Outcome::stay();
        }
        self.keep(Outcome::close())
    }

    /// Keeps what was decided; where nothing was, nothing is kept.
    fn keep(&self, out: Outcome) -> Outcome {
        out.effect(Effect::KeepDraft { place: self.place(), text: Kept::of(self).write() })
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to.min(self.items.len().saturating_sub(1));
        self.moved = 0;
        self.wrong.clear();
        Outcome::stay()
    }

    fn go_open(&mut self, back: bool) -> Outcome {
        let open = |(_, item): &(usize, &item::Item)| item.fate == Fate::Open;
        let found = if back {
            let before = self.items.iter().enumerate().take(self.cursor).rfind(open);
            before.or_else(|| self.items.iter().enumerate().rfind(open)).map(|(place, _)| place)
        } else {
            let here = self.cursor;
            self.next_open().then(|| std::mem::replace(&mut self.cursor, here))
        };
        match found {
            Some(place) => self.go(place),
            None => Outcome::stay().say(Msg::new("extract-all-decided"), Tone::Ok),
        }
    }

    /// Moves the text, not beyond its page.
    fn shift(&mut self, by: isize) -> Outcome {
        let (row, lines) = self.page();
        let row = isize::try_from(row).unwrap_or(0);
        let last = isize::try_from(lines).unwrap_or(0);
        self.moved = self.moved.saturating_add(by).clamp((1 - row).min(0), (last - row).max(0));
        Outcome::stay()
    }

    /// The line the field stands in, from 1, and how many its page has.
    fn page(&self) -> (usize, usize) {
        let place = self.item().and_then(|i| i.proposal.as_ref()).map_or((1, 1), |p| (p.page, p.row));
        let page = self.paper.as_ref().and_then(|p| p.reading.pages.get(place.0.saturating_sub(1)));
        (place.1, page.map_or(0, |text| text.lines().count()))
    }

    /// Why no key decides now.
    fn not_now(&self, read: u64, ctx: &Ctx<'_, '_>) -> Option<Outcome> {
        let say = |why: Msg, tone| Some(Outcome::stay().say(why, tone));
        if let Some(why) = ctx.read_only {
            return say(why.clone(), Tone::Danger);
        }
        if !self.ready() {
            return say(Msg::new("sweep-wait"), Tone::Warning);
        }
        if let Some(why) = self.sheet.as_ref().and_then(|sheet| sheet.refused.clone()) {
            return say(why, Tone::Danger);
        }
        if self.sending() {
            return say(Msg::new("sweep-sending"), Tone::Warning);
        }
        if !self.gate.open(read, ctx.env.now) {
            return say(Msg::new("sweep-typed-ahead"), Tone::Warning);
        }
        None
    }

    fn digit(&mut self, arg: Option<&str>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(out) = self.not_now(read, ctx) {
            return out;
        }
        if self.item().is_none() {
            return Outcome::stay().say(Msg::new("extract-type-it"), Tone::Warning);
        }
        match arg {
            Some("1") => self.accept(),
            Some("2") => self.edit(read, ctx),
            Some("3") => self.leave_out(),
            _ => Outcome::stay().say(Msg::new("extract-digits"), Tone::Warning),
        }
    }

    fn accept(&mut self) -> Outcome {
        let Some(item) = self.item() else { return Outcome::stay() };
        match &item.proposal {
            None => Outcome::stay().say(Msg::new("extract-not-found"), Tone::Warning),
            Some(proposal) => match &proposal.why {
                Some(why) => {
                    self.wrong = vec![why.clone(), Msg::new("extract-edit-it")];
                    Outcome::stay().say(Msg::new("extract-edit-it"), Tone::Warning)
                }
                None if item.fate == Fate::Same => Outcome::stay().say(Msg::new("extract-same"), Tone::Plain),
                None if item.differs() && item.fate != Fate::Accepted => self.ask(Mode::Replace),
                None => self.decide(Fate::Accepted),
            },
        }
    }

    fn leave_out(&mut self) -> Outcome {
        let Some(item) = self.item() else { return Outcome::stay() };
        let own = item.parts().1.is_none() && item.field.is(Flag::Required) && item::blank(&item.has);
        if own {
            return Outcome::stay().say(Msg::new("extract-required"), Tone::Warning);
        }
        if item.fate == Fate::Same {
            return Outcome::stay().say(Msg::new("extract-same"), Tone::Plain);
        }
        self.decide(Fate::Left)
    }

    fn decide(&mut self, fate: Fate) -> Outcome {
        self.decide_all(vec![(self.cursor, fate)])
    }

    fn decide_all(&mut self, fates: Vec<(usize, Fate)>) -> Outcome {
        let mut before = Vec::new();
        for (place, fate) in fates {
            if let Some(item) = self.items.get_mut(place) {
                before.push((place, std::mem::replace(&mut item.fate, fate)));
            }
        }
        self.before.push(before);
        self.wrong.clear();
        self.mode = Mode::Deciding;
        let open = self.item().is_some_and(|i| i.fate == Fate::Open) || self.next_open();
        let out = if open { Outcome::stay() } else { Outcome::stay().say(Msg::new("extract-all-decided"), Tone::Ok) };
        self.keep(out)
    }

    fn take_back(&mut self) -> Outcome {
        if self.sending() {
            return Outcome::stay().say(Msg::new("sweep-sending"), Tone::Warning);
        }
        let Some(before) = self.before.pop() else {
            return Outcome::stay().say(Msg::new("extract-nothing-to-take-back"), Tone::Warning);
        };
        for (place, fate) in before {
            if let Some(item) = self.items.get_mut(place) {
                item.fate = fate;
                self.cursor = place;
            }
        }
        self.moved = 0;
        self.wrong.clear();
        self.keep(Outcome::stay())
    }

    /// Asks for yes or no; the answer counts once the question was on the screen.
    fn ask(&mut self, mode: Mode) -> Outcome {
        self.mode = mode;
        self.asked = None;
        Outcome::stay()
    }

    fn answered(&mut self, act: Act, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match act {
            Act::ConfirmYes if self.asked.is_some_and(|drawn| read > drawn) => match std::mem::take(&mut self.mode) {
                Mode::All(confidence, _) => {
                    let sure = self.sure(confidence);
                    self.decide_all(sure.into_iter().map(|place| (place, Fate::Accepted)).collect())
                }
                Mode::Replace => self.decide(Fate::Accepted),
                Mode::Write(_) => self.write(ctx),
                Mode::Deciding | Mode::Typing => Outcome::stay(),
            },
            Act::ConfirmNo | Act::Back => {
                self.mode = Mode::Deciding;
                Outcome::stay()
            }
            Act::ConfirmYes => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    /// Open fields read with this confidence that replace nothing somebody typed.
    fn sure(&self, confidence: u8) -> Vec<usize> {
        let of = |item: &item::Item| {
            item.fate == Fate::Open && !item.differs() && item.readable().is_some_and(|p| p.confidence == confidence)
        };
        self.items.iter().enumerate().filter(|(_, item)| of(item)).map(|(place, _)| place).collect()
    }

    /// Asks whether everything of the highest confidence that remains is accepted.
    fn all(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(out) = self.not_now(read, ctx) {
            return out;
        }
        let open = self.items.iter().filter(|i| i.fate == Fate::Open && !i.differs());
        let Some(best) = open.filter_map(|i| i.readable()).map(|p| p.confidence).max() else {
            return Outcome::stay().say(Msg::new("extract-none-sure"), Tone::Warning);
        };
        let n = self.sure(best).len();
        self.ask(Mode::All(best, n))
    }

    /// A value is typed, beginning with what is there; where nothing can be proposed, the whole record in its form.
    fn edit(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(out) = self.not_now(read, ctx) {
            return out;
        }
        let Some(item) = self.item() else { return self.type_all() };
        let begins = match (item.taken(), &item.proposal) {
            (Some(value), _) => value.to_string(),
            (None, Some(p)) if p.why.is_none() => p.value.to_string(),
            (None, Some(p)) => p.printed.clone(),
            (None, None) => String::new(),
        };
        self.line.set(begins);
        self.mode = Mode::Typing;
        self.wrong.clear();
        Outcome::stay()
    }

    /// The form of the certificate, with its partner and its copy.
    fn type_all(&self) -> Outcome {
        let Some(sheet) = &self.sheet else { return Outcome::stay() };
        if let Some(shown) = &sheet.certificate {
            return Outcome::open(form::edit(shown));
        }
        let text = |text: &str| Value::Text(text.to_owned());
        let bytes = Value::Int(sheet.file.bytes);
        let form = form::create(KindId::Certificate)
            .with("partner", Value::Ref(sheet.partner.to_string()))
            .with("file.name", text(&sheet.file.name))
            .with("file.sha256", text(&sheet.file.sha256))
            .with("file.bytes", bytes);
        Outcome::open(form)
    }

    fn typing(&mut self, act: Act) -> Outcome {
        match act {
            Act::InputAccept => self.typed(),
            Act::InputCancel | Act::Back => {
                self.mode = Mode::Deciding;
                self.wrong.clear();
                Outcome::stay()
            }
            Act::InputComplete => {
                self.complete();
                Outcome::stay()
            }
            other if self.line.act(other) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    /// The next code that fits what is typed.
    fn complete(&mut self) {
        let Some(FieldType::Code(table)) = self.item().map(|i| i.field.ty) else { return };
        let typed = self.line.text().to_lowercase();
        let now = table.find(self.line.text());
        let at = now.and_then(|c| table.codes.iter().position(|known| *known == c));
        let next = at.map_or(0, |i| (i + 1) % table.codes.len().max(1));
        let begun = table.codes.iter().find(|c| now.is_none() && c.to_lowercase().starts_with(&typed));
        if let Some(code) = begun.or_else(|| table.codes.get(next)) {
            self.line.set(*code);
        }
    }

    fn typed(&mut self) -> Outcome {
        let Some(item) = self.item() else { return Outcome::stay() };
        let read = item.field.parse(self.line.text()).and_then(|value| item.field.check(&value).map(|()| value));
        let value = match read {
            Ok(value) => value,
            Err(why) => {
                self.wrong = vec![why.clone()];
                return Outcome::stay().say(why, Tone::Warning);
            }
        };
        let fate = if item.readable().is_some_and(|p| p.value == value) && !item.differs() {
            Fate::Accepted
        } else if value == item.has || value.is_empty() && item::blank(&item.has) {
            Fate::Left
        } else {
            Fate::Typed(value)
        };
        self.decide(fate)
    }

    /// Writes everything that was taken, once nothing is missing and what is open is meant to stay.
    fn finish(&mut self, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(out) = self.not_now(read, ctx) {
            return out;
        }
        if self.items.is_empty() {
            return Outcome::stay().say(Msg::new("extract-type-it"), Tone::Warning);
        }
        let lacking = item::lacking(&self.items);
        if let Some(first) = lacking.first() {
            let out = self.go(*first);
            return out.say(Msg::new("extract-lacking").with("n", lacking.len()), Tone::Warning);
        }
        let (accepted, typed, _, open) = self.tally();
        let received = self.certificate().is_none_or(|shown| shown.state == RECEIVED);
        if accepted + typed == 0 && !received {
            return Outcome::stay().say(Msg::new("extract-nothing-taken"), Tone::Warning);
        }
        if open > 0 {
            return self.ask(Mode::Write(open));
        }
        self.write(ctx)
    }

    fn write(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(sheet) = &self.sheet else { return Outcome::stay() };
        let mut fields: Vec<Assign> = self.items.iter().filter_map(item::Item::assign).collect();
        let act = match &sheet.certificate {
            Some(shown) if fields.is_empty() => return self.looked_at(shown.id, ctx),
            Some(shown) => api::Act::Change { id: shown.id, expect_rev: Some(shown.rev), fields },
            None => {
                let assign = |path: &str, value: Value| Assign { path: path.to_owned(), value };
                fields.extend([
                    assign("partner", Value::Ref(sheet.partner.to_string())),
                    assign("file.name", Value::Text(sheet.file.name.clone())),
                    assign("file.sha256", Value::Text(sheet.file.sha256.clone())),
                    assign("file.bytes", Value::Int(sheet.file.bytes)),
                ]);
                api::Act::Create { kind: KindId::Certificate, fields }
            }
        };
        let mut order = Order::new(act).again(self.order.take());
        let (ticket, effect) = order.send(ctx);
        self.order = Some(order);
        self.waiting.push((ticket, Wait::Write));
        self.keep(Outcome::stay().effect(effect))
    }
}
