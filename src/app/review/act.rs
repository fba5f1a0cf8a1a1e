//! What the keys do in a review.

use super::Pane;
use super::Review;
use super::Wait;
use super::evidence::Evidence;
use super::items;
use super::verdict;
use super::verdict::Means;
use crate::api;
use crate::api::Query;
use crate::api::ReviewItem;
use crate::app::assess;
use crate::app::confirm;
use crate::app::confirm::Decision;
use crate::app::effect::Effect;
use crate::app::letter::LetterSheet;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::app::verbs;
use crate::domain::case::Verdict;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::keys::Act;

/// How many marked items take one digit; more are decided in smaller lots, so that each is looked at.
const MAX_MARKED: usize = 10;
/// Lines of a page of the detail.
const PAGE: usize = 10;

impl Review {
    pub(super) fn acted(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.rejecting && act != Act::Verdict {
            self.rejecting = false;
            if act == Act::Back {
                return Outcome::stay();
            }
        }
        let steps = usize::try_from(count.unwrap_or(1)).unwrap_or(1);
        match act {
            Act::ReviewNext => self.go(self.cursor.saturating_add(steps)),
            Act::ReviewPrev => self.go(self.cursor.saturating_sub(steps)),
            Act::ReviewNextOpen => self.go_open(false),
            Act::ReviewPrevOpen => self.go_open(true),
            Act::MarkToggle => self.mark(),
            Act::MarkAll => self.mark_all(),
            Act::MarkNone => {
                self.marks.clear();
                Outcome::stay()
            }
            Act::Verdict => self.digit(arg, ctx),
            Act::Undo => self.take_back(ctx),
            Act::Comment => self.comment(),
            Act::DiffOpen => self.show(Pane::Diff),
            Act::HistoryOpen => self.open_history(ctx),
            Act::EvidenceOpen => self.open_evidence(ctx),
            Act::EvidenceCopy => self.copy_evidence(),
            Act::CopyId => self.copy_id(),
            Act::Open => self.enter(ctx),
            Act::Back => self.leave(),
            Act::DetailDown => self.scrolled(self.scroll.saturating_add(steps)),
            Act::DetailUp => self.scrolled(self.scroll.saturating_sub(steps)),
            Act::DetailPageDown => self.scrolled(self.scroll.saturating_add(PAGE * steps)),
            Act::DetailPageUp => self.scrolled(self.scroll.saturating_sub(PAGE * steps)),
            Act::DetailTop => self.scrolled(0),
            Act::DetailBottom => self.scrolled(usize::MAX / 2),
            Act::CaseApprove => self.decide(Decision::Approve, ctx),
            Act::CaseReject => self.decide(Decision::Reject, ctx),
            Act::CaseRequestChanges => self.decide(Decision::Return, ctx),
            Act::CaseWithdraw => self.decide(Decision::Withdraw, ctx),
            Act::CaseWaive => self.waive(),
            Act::LetterDraft => self.letter(),
            Act::Do => self.do_verb(arg),
            Act::AssessOpen => self.open_assessment(),
            _ => Outcome::pass(),
        }
    }

    /// A letter about what is marked, otherwise about the subject.
    fn letter(&self) -> Outcome {
        let Some(data) = &self.data else { return Outcome::stay() };
        let marked = data.items.iter().filter(|i| self.marks.contains(&items::key(i)));
        let mut about: Vec<String> = marked
            .filter_map(|item| match item {
                ReviewItem::Finding(finding) => Some(finding.key()),
                ReviewItem::Document(line) => line.id.map(|id| id.to_string()),
                _ => None,
            })
            .collect();
        if about.is_empty() {
            about.push(data.subject.id.to_string());
        }
        Outcome::open(LetterSheet::new(about))
    }

    fn scrolled(&mut self, to: usize) -> Outcome {
        self.scroll = to;
        Outcome::stay()
    }

    fn go(&mut self, to: usize) -> Outcome {
        let last = self.data.as_ref().map_or(0, |d| d.items.len().saturating_sub(1));
        // A change that was on the screen and left behind has been looked at.
        if let Some(item @ ReviewItem::Changed(_)) = self.item() {
            let key = items::key(item);
            self.looked.insert(key);
        }
        self.cursor = to.min(last);
        self.scroll = 0;
        self.pane = Pane::Item;
        Outcome::stay()
    }

    fn go_open(&mut self, back: bool) -> Outcome {
        if let Some(item @ ReviewItem::Changed(_)) = self.item() {
            let key = items::key(item);
            self.looked.insert(key);
        }
        let found = self.data.as_ref().and_then(|d| items::next_open(d, &self.looked, self.cursor, back));
        match found {
            Some(place) => self.go(place),
            None => Outcome::stay().say(Msg::new("review-all-done"), Tone::Ok),
        }
    }

    fn mark(&mut self) -> Outcome {
        if let Some(key) = self.item().map(items::key)
            && !self.marks.remove(&key)
        {
            self.marks.insert(key);
        }
        Outcome::stay()
    }

    fn mark_all(&mut self) -> Outcome {
        let Some(data) = &self.data else { return Outcome::stay() };
        let kind = self.item().map(std::mem::discriminant);
        let like = data.items.iter().filter(|i| Some(std::mem::discriminant(*i)) == kind);
        self.marks = like.map(items::key).collect();
        Outcome::stay()
    }

    fn digit(&mut self, arg: Option<&str>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(digit) = arg.and_then(|a| a.parse::<u8>().ok()) else { return Outcome::pass() };
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        if std::mem::take(&mut self.rejecting) {
            return self.reject(digit, ctx);
        }
        if self.marks.len() > 1 {
            return self.digit_marked(digit, ctx);
        }
        let Some((data, item)) = self.data.as_ref().and_then(|d| Some((d, d.items.get(self.cursor)?))) else {
            return Outcome::stay();
        };
        let key = items::key(item);
        match verdict::means(data, item, digit) {
            Means::Order(order) => self.send(key, *order, Outcome::stay(), ctx),
            Means::Ask(prompt) => Outcome::open(*prompt),
            Means::Reason => {
                self.rejecting = true;
                Outcome::stay().say(Msg::new("review-reason-wanted"), Tone::Plain)
            }
            Means::Looked => {
                self.looked.insert(key);
                self.go_open(false)
            }
            Means::Nothing(why) => Outcome::stay().say(why, Tone::Warning),
        }
    }

    fn digit_marked(&mut self, digit: u8, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.marks.len() > MAX_MARKED {
            let why = Msg::new("review-too-many-marked").with("n", self.marks.len()).with("max", MAX_MARKED);
            return Outcome::stay().say(why, Tone::Warning);
        }
        let Some(data) = &self.data else { return Outcome::stay() };
        let marked = data.items.iter().filter(|i| self.marks.contains(&items::key(i)));
        let orders: Vec<(String, Order)> = marked
            .filter_map(|item| match verdict::means(data, item, digit) {
                Means::Order(order) => Some((items::key(item), *order)),
                _ => None,
            })
            .collect();
        if orders.is_empty() {
            return Outcome::stay().say(Msg::new("review-marked-nothing"), Tone::Warning);
        }
        self.marks.clear();
        orders.into_iter().fold(Outcome::stay(), |out, (key, order)| self.send(key, order, out, ctx))
    }

    fn reject(&mut self, digit: u8, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let found = self.item().and_then(|item| Some((items::key(item), verdict::reject(item, digit)?)));
        match found {
            Some((key, order)) => self.send(key, order, Outcome::stay(), ctx),
            None => Outcome::stay().say(Msg::new("review-no-such-reason"), Tone::Warning),
        }
    }

    fn send(&mut self, key: String, mut order: Order, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let (ticket, effect) = order.send(ctx);
        self.waiting.insert(ticket, Wait::Verdict(key));
        out.effect(effect)
    }

    fn take_back(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some((data, item)) = self.data.as_ref().and_then(|d| Some((d, d.items.get(self.cursor)?))) else {
            return Outcome::stay();
        };
        let key = items::key(item);
        let order = match item {
            ReviewItem::Check { code, verdict: Some(_), comment, .. } => {
                Some(verdict::judge(data, code, None, comment))
            }
            _ => self.entries.get(&key).map(|seq| Order::new(api::Act::Undo { seq: *seq })),
        };
        match order {
            Some(order) => {
                self.entries.remove(&key);
                self.send(key, order, Outcome::stay(), ctx)
            }
            None => Outcome::stay().say(Msg::new("review-nothing-to-take-back"), Tone::Warning),
        }
    }

    fn comment(&mut self) -> Outcome {
        let Some(data) = &self.data else { return Outcome::stay() };
        let case = data.id;
        if let Some(ReviewItem::Check { code, verdict, comment, .. }) = self.item() {
            let (code, given) = (code.clone(), verdict.as_deref().and_then(Verdict::from_code));
            let asked = vec![Asked::new(text_field("comment")).with(comment)];
            let (on, title) = (code.clone(), Msg::new("review-comment-on").with("what", code.as_str()));
            let prompt = Prompt::new("comment", title, asked, move |values, _| {
                let comment = values.first().map(ToString::to_string).unwrap_or_default();
                Step::Send(Box::new(Order::new(api::Act::Judge { case, code: code.clone(), verdict: given, comment })))
            });
            return Outcome::open(prompt.keeping(format!("comment/{case}/{on}")));
        }
        let title = Msg::new("review-comment-on").with("what", case.to_string());
        let prompt = Prompt::new("comment", title, vec![Asked::new(text_field("comment"))], move |values, _| {
            let text = values.first().map(ToString::to_string).unwrap_or_default();
            let act =
                api::Act::Verb { verb: "case.comment".to_owned(), id: case, expect_rev: None, fields: Vec::new() };
            Step::Send(Box::new(Order::new(act).why(&text)))
        });
        Outcome::open(prompt.keeping(format!("comment/{case}")))
    }

    fn show(&mut self, pane: Pane) -> Outcome {
        self.pane = if self.pane == pane { Pane::Item } else { pane };
        self.scroll = 0;
        Outcome::stay()
    }

    /// The record the item is about: a document's or a fact's own, otherwise the subject.
    fn about(&self) -> Option<Id> {
        let data = self.data.as_ref()?;
        match self.item() {
            Some(ReviewItem::Document(line)) => line.id.or(Some(data.subject.id)),
            Some(ReviewItem::Fact(fact)) => fact.record.or(Some(data.subject.id)),
            _ => Some(data.subject.id),
        }
    }

    fn open_history(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(id) = self.about() else { return Outcome::stay() };
        if self.pane == Pane::History {
            return self.show(Pane::History);
        }
        self.history = None;
        let effect = self.ask(Wait::History, Query::History { id }, ctx);
        self.show(Pane::History).effect(effect)
    }

    fn open_evidence(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(ReviewItem::Fact(fact)) = self.item() {
            return fact
                .record
                .map_or_else(|| Outcome::stay().say(Msg::new("review-no-record"), Tone::Warning), Self::open_record);
        }
        let found = self.data.as_ref().and_then(|d| items::evidence(d, d.items.get(self.cursor)?)).map(str::to_owned);
        let Some(sha256) = found else {
            return Outcome::stay().say(Msg::new("review-no-evidence"), Tone::Warning);
        };
        if self.pane == Pane::Evidence && self.evidence.as_ref().is_some_and(|e| e.sha256 == sha256) {
            return self.show(Pane::Evidence);
        }
        self.evidence = Some(Evidence::waiting(&sha256));
        self.pane = Pane::Evidence;
        self.scroll = 0;
        let ticket = ctx.ticket();
        self.waiting.insert(ticket, Wait::File(sha256.clone()));
        Outcome::stay().effect(Effect::ReadText { ticket, sha256 })
    }

    /// The record behind a fact: an assessment on its own screen above this one, any other in its list, with the way
    /// back to the case by the jumps.
    fn open_record(id: Id) -> Outcome {
        match id.kind {
            KindId::Assessment => Outcome::open(assess::open(id)),
            _ => Outcome::stay().request(Request::Goto(id)),
        }
    }

    fn copy_evidence(&mut self) -> Outcome {
        let found = self.data.as_ref().and_then(|d| {
            let sha256 = items::evidence(d, d.items.get(self.cursor)?)?;
            // The document that holds the file, also when the item only refers to it.
            d.items.iter().find_map(|item| match item {
                ReviewItem::Document(line) if line.sha256 == sha256 => line.id,
                _ => None,
            })
        });
        match found {
            Some(id) => {
                let command = format!("entrepot show {id}");
                let copied = Msg::new("review-copied").with("what", command.as_str());
                Outcome::stay().effect(Effect::Copy(command)).say(copied, Tone::Ok)
            }
            None => Outcome::stay().say(Msg::new("review-no-evidence"), Tone::Warning),
        }
    }

    fn copy_id(&mut self) -> Outcome {
        let Some(id) = self.about() else { return Outcome::stay() };
        let copied = Msg::new("review-copied").with("what", id.to_string());
        Outcome::stay().effect(Effect::Copy(id.to_string())).say(copied, Tone::Ok)
    }

    fn enter(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if matches!(self.item(), Some(ReviewItem::Fact(_))) {
            return self.open_evidence(ctx);
        }
        if matches!(self.item(), Some(ReviewItem::Document(line)) if !line.sha256.is_empty()) {
            if self.pane == Pane::Evidence {
                self.zoom = true;
                return Outcome::stay();
            }
            return self.open_evidence(ctx);
        }
        self.zoom = true;
        Outcome::stay()
    }

    fn leave(&mut self) -> Outcome {
        if std::mem::take(&mut self.zoom) {
            return Outcome::stay();
        }
        if self.pane != Pane::Item {
            return self.show(Pane::Item);
        }
        let out = Outcome::close();
        match crate::app::part::Part::draft(self) {
            Some((place, text)) => out.effect(Effect::KeepDraft { place, text }),
            None => out,
        }
    }

    /// Opens the dialog of a decision: where a reason must be given it is asked first.
    pub(super) fn decide(&mut self, decision: Decision, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let Some(data) = &self.data else { return Outcome::stay() };
        let confirm = confirm::decide(decision, data, &self.opened, ctx);
        if !decision.wants_reason() || !confirm.refused.is_empty() {
            return Outcome::open(confirm);
        }
        let (review, opened, title) = (data.clone(), self.opened.clone(), confirm.title.clone());
        let asked = vec![Asked::new(text_field("reason"))];
        let prompt = Prompt::new(decision.verb(), title, asked, move |values, ctx| {
            let reason = values.first().map(ToString::to_string).unwrap_or_default();
            let confirm = confirm::decide(decision, &review, &opened, ctx);
            Step::Replace(Box::new(confirm.commented(&reason)))
        });
        Outcome::open(prompt.keeping(format!("{}/{}", decision.verb(), self.case)))
    }

    /// The assessment the case is about, or the latest one of its partner.
    fn open_assessment(&self) -> Outcome {
        match self.data.as_ref().map(|d| d.subject.id) {
            Some(id) if matches!(id.kind, KindId::Partner | KindId::Assessment) => Outcome::open(assess::open(id)),
            _ => Outcome::stay().say(Msg::new("assess-open-what"), Tone::Warning),
        }
    }

    /// Waives the finding under the cursor, or the first blocking one.
    fn waive(&mut self) -> Outcome {
        let Some(data) = &self.data else { return Outcome::stay() };
        let finding = match self.item() {
            Some(ReviewItem::Finding(finding)) => Some(finding),
            _ => data.items.iter().find_map(|item| match item {
                ReviewItem::Finding(f) if f.hit.severity == Severity::Blocking && f.state.counts() => Some(f),
                _ => None,
            }),
        };
        match finding {
            Some(finding) => Outcome::open(verdict::waive(finding)),
            None => Outcome::stay().say(Msg::new("review-nothing-to-waive"), Tone::Warning),
        }
    }

    fn do_verb(&mut self, verb: Option<&str>) -> Outcome {
        let (Some(verb), Some(data)) = (verb, &self.data) else { return Outcome::stay() };
        verbs::start(verb, &data.subject)
    }
}
