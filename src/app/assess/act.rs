//! What the keys do on the assessment screen.

use super::Assess;
use super::Wait;
use super::judge;
use super::picker;
use crate::api::Piece;
use crate::api::Refusal;
use crate::app::effect::Effect;
use crate::app::form;
use crate::app::history::History;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::app::review::Evidence;
use crate::app::verbs;
use crate::domain::assessment::AssessmentItem;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemVerdict;
use crate::domain::entry::BlobRef;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::I18n;
use crate::keys::Act;

impl Assess {
    pub(super) fn acted(
        &mut self,
        act: Act,
        arg: Option<&str>,
        count: Option<u32>,
        read: u64,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(1);
        if act != Act::AssessSame {
            self.armed = None;
        }
        match act {
            Act::ReviewNext => self.step(steps, false),
            Act::ReviewPrev => self.step(steps, true),
            Act::ReviewNextOpen => self.go_open(false),
            Act::ReviewPrevOpen => self.go_open(true),
            Act::MarkToggle => self.mark(),
            Act::MarkAll => {
                let listed = self.listed();
                let items = self.data.iter().flat_map(|d| d.assessment.items.iter().enumerate());
                self.marks = items.filter(|(n, _)| listed.contains(n)).map(|(_, i)| i.code.clone()).collect();
                Outcome::stay()
            }
            Act::MarkNone => {
                self.marks.clear();
                Outcome::stay()
            }
            Act::AssessOnly => {
                self.only = self.only.next();
                let first = self.listed().into_iter().find(|n| *n != self.cursor || self.listed().len() == 1);
                let here = self.item().is_some_and(|i| self.only.takes(i, self.line()));
                if let Some(first) = first.filter(|_| !here) {
                    self.go(first);
                }
                Outcome::stay()
            }
            Act::Verdict => self.digit(arg, ctx),
            Act::Undo => self.take_back(ctx),
            Act::Comment => self.comment(ctx),
            Act::EvidenceAdd => self.add_evidence(arg, ctx),
            Act::EvidenceOpen => self.open_evidence(ctx),
            Act::AssessSame => self.same(read, ctx),
            Act::AssessPropose => self.propose(ctx),
            Act::VerbMenu => match &self.data {
                Some(data) => Outcome::open(verbs::menu(&data.shown)),
                None => Outcome::stay(),
            },
            Act::Do => match (arg, &self.data) {
                (Some(verb), Some(data)) => verbs::start(verb, &data.shown),
                _ => Outcome::stay(),
            },
            Act::HistoryOpen | Act::DiffOpen => match self.id_of() {
                Some(id) => Outcome::open(History::new(id, act == Act::DiffOpen)),
                None => Outcome::stay(),
            },
            Act::CopyId => self.copy_id(),
            Act::RecordNew => self.begin_new(ctx),
            Act::Open => {
                self.zoom = true;
                Outcome::stay()
            }
            Act::Back => self.leave(),
            _ if self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    pub(super) fn go(&mut self, to: usize) {
        self.cursor = to;
        self.scroll.reset();
        self.evidence = None;
    }

    /// Moves among the items that are listed.
    fn step(&mut self, steps: usize, back: bool) -> Outcome {
        let listed = self.listed();
        let at = listed.iter().position(|n| *n == self.cursor).unwrap_or(0);
        let to = if back { at.saturating_sub(steps) } else { at.saturating_add(steps) };
        if let Some(place) = listed.get(to.min(listed.len().saturating_sub(1))) {
            self.go(*place);
        }
        Outcome::stay()
    }

    /// Goes to the next item nobody judged, around the end.
    pub(super) fn go_open(&mut self, back: bool) -> Outcome {
        match self.open_after(Some(self.cursor), back) {
            Some(place) => {
                self.go(place);
                Outcome::stay()
            }
            None => Outcome::stay().say(Msg::new("assess-all-judged"), Tone::Ok),
        }
    }

    /// The form of a new assessment of the same partner.
    fn begin_new(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let partner = match &self.data {
            Some(data) => data.assessment.partner.id(),
            None => Some(self.of).filter(|id| id.kind == KindId::Partner),
        };
        let form = form::create(KindId::Assessment);
        Outcome::open(match partner {
            Some(id) => form.with("partner", Value::Ref(id.to_string())),
            None => form,
        })
    }

    fn mark(&mut self) -> Outcome {
        if let Some(code) = self.item().map(|i| i.code.clone()) {
            if !self.marks.remove(&code) {
                self.marks.insert(code);
            }
            return self.step(1, false);
        }
        Outcome::stay()
    }

    /// The items a key is for: those marked, otherwise the one under the cursor; in the order of the list.
    pub(super) fn codes(&self) -> Vec<String> {
        let items = self.data.iter().flat_map(|d| &d.assessment.items);
        let marked: Vec<String> = items.filter(|i| self.marks.contains(&i.code)).map(|i| i.code.clone()).collect();
        if marked.is_empty() { self.item().map(|i| i.code.clone()).into_iter().collect() } else { marked }
    }

    /// Why nothing can be judged now.
    pub(super) fn barred(&self, verb: &str, ctx: &Ctx<'_, '_>) -> Option<Msg> {
        if let Some(why) = ctx.read_only {
            return Some(why.clone());
        }
        let data = self.data.as_ref()?;
        if let Some(offer) = data.shown.offers.iter().find(|o| o.verb == verb) {
            return offer.refused.clone();
        }
        let state = verbs::state_label(data.shown.id.kind, &data.shown.state);
        let why = Msg::new("verbs-not-offered").term("verb", format!("verb-{}", verb.replace('.', "-")));
        Some(why.with("id", data.shown.id.to_string()).term("state", state))
    }

    fn digit(&mut self, arg: Option<&str>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(verdict) = arg.and_then(judge::verdict) else {
            return Outcome::stay().say(Msg::new("assess-digits"), Tone::Warning);
        };
        if let Some(why) = self.barred("assessment.judge", ctx) {
            return Outcome::stay().say(why, Tone::Danger);
        }
        let codes = self.codes();
        let (Some(data), false) = (&self.data, codes.is_empty()) else { return Outcome::stay() };
        let id = data.shown.id;
        if let Some((code, why)) = self.not_allowed(&codes, verdict, ctx.i18n) {
            self.refused.insert(code, vec![why.clone()]);
            return Outcome::stay().say(why, Tone::Danger);
        }
        let meant: Vec<&AssessmentItem> = data.assessment.items.iter().filter(|i| codes.contains(&i.code)).collect();
        let first = meant.first().copied();
        match verdict {
            ItemVerdict::Up if meant.iter().any(|i| i.evidence.is_empty()) => self.pick(codes, Some(verdict)),
            ItemVerdict::Up | ItemVerdict::Open => {
                let order = judge::order(id, &codes, judge::says(verdict));
                let effect = self.submit(Wait::Judge(codes), order, ctx);
                Outcome::stay().effect(effect)
            }
            ItemVerdict::Na => Outcome::open(judge::ask_reason(id, codes, first)),
            ItemVerdict::Basic | ItemVerdict::Not => Outcome::open(judge::ask_action(id, codes, verdict, first)),
        }
    }

    /// The first item that may not get a verdict, and which it may get.
    fn not_allowed(&self, codes: &[String], verdict: ItemVerdict, i18n: &I18n) -> Option<(String, Msg)> {
        let code = codes.iter().find(|c| self.asked(c).is_some_and(|asked| !asked.allows(verdict)))?;
        let allowed = &self.asked(code)?.allowed;
        let digits = judge::DIGITS.iter().filter(|(_, _, v)| allowed.contains(v));
        let known: Vec<String> = digits.map(|(digit, _, v)| format!("{digit} {}", i18n.label(&v.label()))).collect();
        let why = Msg::new("assess-digit-not-allowed").with("item", code.as_str()).with("known", known);
        Some((code.clone(), why.term("verdict", verdict.label())))
    }

    fn take_back(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let codes = self.codes();
        let judged = self.data.iter().flat_map(|d| &d.assessment.items);
        let judged = judged.filter(|i| i.verdict != ItemVerdict::Open && codes.contains(&i.code));
        let codes: Vec<String> = judged.map(|i| i.code.clone()).collect();
        let (Some(id), false) = (self.id_of(), codes.is_empty()) else {
            return Outcome::stay().say(Msg::new("review-nothing-to-take-back"), Tone::Warning);
        };
        if let Some(why) = self.barred("assessment.judge", ctx) {
            return Outcome::stay().say(why, Tone::Danger);
        }
        let order = judge::order(id, &codes, judge::says(ItemVerdict::Open));
        let effect = self.submit(Wait::Judge(codes), order, ctx);
        Outcome::stay().effect(effect)
    }

    fn comment(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = self.barred("assessment.judge", ctx) {
            return Outcome::stay().say(why, Tone::Danger);
        }
        match (self.id_of(), self.item()) {
            (Some(id), Some(item)) => Outcome::open(judge::ask_comment(id, item)),
            _ => Outcome::stay(),
        }
    }

    /// Opens the picker; with text at once: `[KIND:]ID` or `[KIND:]PATH`.
    fn add_evidence(&mut self, arg: Option<&str>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = self.barred("assessment.judge", ctx) {
            return Outcome::stay().say(why, Tone::Danger);
        }
        let codes = self.codes();
        let Some(text) = arg.map(str::trim).filter(|t| !t.is_empty()) else { return self.pick(codes, None) };
        let named = text.split_once(':').and_then(|(k, rest)| Some((EvidenceKind::from_code(k.trim())?, rest.trim())));
        let (kind, rest) = named.unwrap_or((self.kind_of(&codes), text));
        if let (Ok(document), Some(id)) = (rest.parse::<Id>(), self.id_of()) {
            let order = judge::order(id, &codes, vec![judge::shown(kind, &document.to_string())]);
            let effect = self.submit(Wait::Judge(codes), order, ctx);
            return Outcome::stay().effect(effect);
        }
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, Wait::Store(kind, codes));
        Outcome::stay().effect(Effect::Store { ticket, role: "evidence".to_owned(), path: rest.to_owned() })
    }

    /// A file is in the desk: it becomes evidence.
    pub(super) fn stored(
        &mut self,
        kind: EvidenceKind,
        codes: &[String],
        blob: &Result<BlobRef, Refusal>,
        ctx: &mut Ctx<'_, '_>,
    ) -> Outcome {
        match (blob, self.id_of()) {
            (Ok(blob), Some(id)) => {
                let mut order = judge::order(id, codes, vec![judge::shown(kind, &blob.sha256.to_string())]);
                order.blobs = vec![blob.clone()];
                let effect = self.submit(Wait::Judge(codes.to_vec()), order, ctx);
                Outcome::stay().effect(effect)
            }
            (Err(refusal), _) => {
                self.note(codes, refusal);
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
            _ => Outcome::stay(),
        }
    }

    /// The kind of evidence the first of some items asks for.
    fn kind_of(&self, codes: &[String]) -> EvidenceKind {
        let asked = codes.first().and_then(|code| self.asked(code));
        asked.and_then(|a| a.kinds.first().copied()).unwrap_or_default()
    }

    fn pick(&self, codes: Vec<String>, verdict: Option<ItemVerdict>) -> Outcome {
        let (Some(id), Some(first)) = (self.id_of(), codes.first()) else { return Outcome::stay() };
        let papers = self.papers(first);
        let kind = self.kind_of(&codes);
        Outcome::open(picker::open(id, codes, verdict, kind, papers))
    }

    /// Shows the next piece of evidence, and after the last the item again.
    fn open_evidence(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(line) = self.line() else { return Outcome::stay() };
        let from = if line.evidence.is_empty() { &line.last_evidence } else { &line.evidence };
        let files: Vec<String> = from.iter().filter(|p| !p.sha256.is_empty()).map(file_of).collect();
        if files.is_empty() {
            return Outcome::stay().say(Msg::new("review-no-evidence"), Tone::Warning);
        }
        let shown = self.evidence.as_ref().and_then(|e| files.iter().position(|f| *f == e.sha256));
        let Some(sha256) = files.get(shown.map_or(0, |at| at + 1)).cloned() else {
            self.evidence = None;
            self.scroll.reset();
            return Outcome::stay();
        };
        self.evidence = Some(Evidence::waiting(&sha256));
        self.scroll.reset();
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, Wait::File(sha256.clone()));
        Outcome::stay().effect(Effect::ReadText { ticket, sha256 })
    }

    fn copy_id(&self) -> Outcome {
        let Some(id) = self.id_of() else { return Outcome::stay() };
        let copied = Msg::new("review-copied").with("what", id.to_string());
        Outcome::stay().effect(Effect::Copy(id.to_string())).say(copied, Tone::Ok)
    }

    fn leave(&mut self) -> Outcome {
        if std::mem::take(&mut self.zoom) {
            return Outcome::stay();
        }
        if self.evidence.take().is_some() {
            self.scroll.reset();
            return Outcome::stay();
        }
        if !self.marks.is_empty() {
            self.marks.clear();
            return Outcome::stay();
        }
        self.keep(Outcome::close())
    }
}

fn file_of(piece: &Piece) -> String {
    piece.sha256.clone()
}
