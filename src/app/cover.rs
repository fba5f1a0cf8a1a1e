//! The cover screen: certificates of insurance against what channels ask, required beside actual, gap by gap.
//!
//! Nothing is decided here: a digit opens the dialog of a word on the finding behind a gap, and the desk's answer is
//! what counts. What the lines say is made by the desk; this is the place in them.

mod renewal;
#[cfg(test)]
mod tests;

use crate::api::Answer;
use crate::api::Done;
use crate::api::Event as DeskEvent;
use crate::api::Query;
use crate::api::Refusal;
use crate::api::cover::CoverBlock;
use crate::api::cover::CoverLine;
use crate::api::cover::CoverView;
use crate::api::reading::Reading;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::form;
use crate::app::history::History;
use crate::app::letter::LetterSheet;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::review;
use crate::app::review::Evidence;
use crate::app::review::Shows;
use crate::app::scroll::Scroll;
use crate::app::verbs;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;
use chrono::Days;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Days a waiver holds when nobody says otherwise; the policy's end comes before.
const WAIVED_DAYS: u64 = 60;

/// One thing to look at: a line of the table, or a finding beside it.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Whose block it is in.
    pub block: &'a CoverBlock,
    /// The line; none for what stands beside the table.
    pub line: Option<&'a CoverLine>,
    /// The finding behind a gap.
    pub finding: Option<&'a Finding>,
}

impl Item<'_> {
    /// The rule.
    pub fn rule(&self) -> &str {
        match (self.line, self.finding) {
            (Some(line), _) => &line.rule,
            (None, Some(finding)) => &finding.hit.rule,
            (None, None) => "",
        }
    }

    /// How bad it is; none when it is as asked.
    pub fn gap(&self) -> Option<Severity> {
        self.line.map_or_else(|| self.finding.map(|f| f.hit.severity), |line| line.gap)
    }

    /// What became of it.
    pub fn state(&self) -> FindingState {
        self.finding.map_or(FindingState::Open, |f| f.state)
    }

    /// What tells it from the others: the finding's key, or rule, profile and part.
    pub fn key(&self) -> String {
        match (self.finding, self.line) {
            (Some(finding), _) => finding.key(),
            (None, Some(line)) => format!("{}:{}.{}", line.rule, self.block.code, line.part),
            (None, None) => self.block.code.clone(),
        }
    }

    /// Whether nobody said anything yet of a gap that is more than a notice.
    fn is_open(&self) -> bool {
        self.gap().is_some_and(|severity| severity > Severity::Info) && self.state() == FindingState::Open
    }
}

/// What an open question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Wait {
    Load(Ticket),
    File(Ticket, String),
}

/// The screen of one certificate, or of everything that is asked of a partner.
#[derive(Debug)]
pub struct Cover {
    /// The certificate or the partner.
    pub(crate) of: Id,
    pub(crate) data: Option<Box<CoverView>>,
    pub(crate) failed: Option<Refusal>,
    /// Place among all items.
    pub(crate) cursor: usize,
    /// Keys of findings.
    pub(crate) marks: BTreeSet<String>,
    pub(crate) scroll: Scroll,
    pub(crate) evidence: Option<Evidence>,
    wait: Vec<Wait>,
    again: bool,
    wanted: String,
}

/// Opens the screen of a certificate or partner.
pub fn open(of: Id) -> Cover {
    Cover {
        of,
        data: None,
        failed: None,
        cursor: 0,
        marks: BTreeSet::new(),
        scroll: Scroll::default(),
        evidence: None,
        wait: Vec::new(),
        again: false,
        wanted: String::new(),
    }
}

impl Cover {
    /// Begins on the finding of this key.
    #[must_use]
    pub fn at(mut self, key: &str) -> Self {
        key.clone_into(&mut self.wanted);
        self
    }

    /// Everything to look at, block by block: what stands beside the table, then its lines.
    pub fn items(&self) -> Vec<Item<'_>> {
        let blocks = self.data.iter().flat_map(|d| &d.blocks);
        let items = blocks.flat_map(|block| {
            let beside = block.beside.iter().map(move |f| Item { block, line: None, finding: Some(f) });
            let lines = block.lines.iter();
            beside.chain(lines.map(move |l| Item { block, line: Some(l), finding: l.finding.as_ref() }))
        });
        items.collect()
    }

    /// What is under the cursor.
    pub fn item(&self) -> Option<Item<'_>> {
        self.items().into_iter().nth(self.cursor)
    }

    /// The block the cursor is in; the first one where there is nothing to stand on.
    pub fn block(&self) -> Option<&CoverBlock> {
        self.item().map(|i| i.block).or_else(|| self.data.as_ref()?.blocks.first())
    }

    fn load(&mut self, out: Outcome, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.wait.iter().any(|w| matches!(w, Wait::Load(_))) {
            self.again = true;
            return out;
        }
        let ticket = ctx.ticket();
        self.wait.push(Wait::Load(ticket));
        out.effect(Effect::Ask { ticket, query: Query::Cover { of: self.of, operator: ctx.operator.to_owned() } })
    }

    /// New facts: the cursor stays on its line, also when that was a gap and is none any more.
    fn filled(&mut self, fresh: Box<CoverView>) {
        let first = self.data.is_none();
        let at = self.item().map(|i| (i.key(), i.block.code.clone(), i.rule().to_owned()));
        self.data = Some(fresh);
        self.failed = None;
        let items = self.items();
        let find = |key: &str| items.iter().position(|i| i.key() == key);
        let near = |(_, code, rule): &(String, String, String)| {
            items.iter().position(|i| i.block.code == *code && i.rule() == rule)
        };
        let kept = at.as_ref().and_then(|at| find(&at.0).or_else(|| near(at)));
        let begins = find(&self.wanted).or_else(|| items.iter().position(Item::is_open)).unwrap_or(0);
        let last = items.len().saturating_sub(1);
        let known: BTreeSet<String> = items.iter().map(Item::key).collect();
        let to = if first { begins } else { kept.unwrap_or(self.cursor).min(last) };
        self.marks.retain(|key| known.contains(key));
        self.cursor = to;
    }

    fn go(&mut self, to: usize) -> Outcome {
        self.cursor = to.min(self.items().len().saturating_sub(1));
        self.scroll.reset();
        self.evidence = None;
        Outcome::stay()
    }

    /// The next gap nobody said anything of, around the end.
    fn go_open(&mut self, back: bool) -> Outcome {
        let items = self.items();
        let mut order: Vec<usize> = (0..items.len()).collect();
        if back {
            order.reverse();
        }
        let at = order.iter().position(|n| *n == self.cursor).map_or(0, |at| at + 1);
        let (before, after) = order.split_at_checked(at).unwrap_or((&[], &order));
        let found = after.iter().chain(before).find(|n| items.get(**n).is_some_and(Item::is_open)).copied();
        match found {
            Some(place) => self.go(place),
            None => Outcome::stay().say(Msg::new("cover-no-open-gap"), Tone::Ok),
        }
    }

    fn mark(&mut self) -> Outcome {
        let Some(key) = self.item().and_then(|i| i.finding.map(Finding::key)) else {
            return Outcome::stay().say(Msg::new("cover-no-gap"), Tone::Warning);
        };
        if !self.marks.remove(&key) {
            self.marks.insert(key);
        }
        self.go(self.cursor + 1)
    }

    fn digit(&self, arg: Option<&str>, ctx: &Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let marked = self.marked();
        if let (Some("2"), Some((first, others))) = (arg, marked.split_first()) {
            return Outcome::open(review::waive_all(first, others, self.until(ctx.today())));
        }
        let Some(finding) = self.item().and_then(|i| i.finding) else {
            return Outcome::stay().say(Msg::new("cover-no-gap"), Tone::Warning);
        };
        match arg {
            Some("1") => Outcome::open(review::acknowledge(finding)),
            Some("2") => Outcome::open(review::waive_until(finding, self.until(ctx.today()))),
            Some("3") => Outcome::open(review::false_positive(finding)),
            _ => Outcome::stay().say(Msg::new("review-digits-finding"), Tone::Warning),
        }
    }

    /// The marked gaps of the certificate under the cursor: what is waived in one case is of one certificate.
    fn marked(&self) -> Vec<Finding> {
        let about = self.about();
        let found = self.items().into_iter().filter_map(|i| i.finding);
        let mut out: Vec<Finding> = Vec::new();
        for finding in found.filter(|f| f.subject == about && self.marks.contains(&f.key())) {
            // One sign of fraud stands beside every profile.
            if !out.iter().any(|f| f.key() == finding.key()) {
                out.push(finding.clone());
            }
        }
        out
    }

    /// Until when a waiver is proposed: sixty days, and not beyond the policy.
    fn until(&self, today: NaiveDate) -> NaiveDate {
        let most = today.checked_add_days(Days::new(WAIVED_DAYS)).unwrap_or(today);
        let ends = self.block().and_then(|b| b.certificate.as_ref()?.expires).filter(|end| *end >= today);
        ends.map_or(most, |end| most.min(end))
    }

    /// A letter about what is marked, otherwise about the certificate; where there is none, about the gap.
    fn letter(&self) -> Outcome {
        let mut about: Vec<String> = self.marks.iter().cloned().collect();
        if about.is_empty() {
            let block = self.block();
            let certificate = block.and_then(|b| b.certificate.as_ref()).map(|c| c.id.to_string());
            let finding = || self.item().and_then(|i| i.finding).map(Finding::key);
            about.extend(certificate.or_else(finding).or_else(|| self.data.as_ref().map(|d| d.partner.to_string())));
        }
        if about.is_empty() { Outcome::stay() } else { Outcome::open(LetterSheet::new(about)) }
    }

    fn open_file(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.evidence.take().is_some() {
            self.scroll.reset();
            return Outcome::stay();
        }
        let file = self.block().and_then(|b| b.certificate.as_ref()).map(|c| c.sha256.clone());
        let Some(sha256) = file.filter(|sha256| !sha256.is_empty()) else {
            return Outcome::stay().say(Msg::new("review-no-evidence"), Tone::Warning);
        };
        self.evidence = Some(Evidence::waiting(&sha256));
        self.scroll.reset();
        let ticket = ctx.ticket();
        self.wait.push(Wait::File(ticket, sha256.clone()));
        Outcome::stay().effect(Effect::ReadText { ticket, sha256 })
    }

    fn file(&mut self, ticket: Ticket, reading: &Result<Box<Reading>, Refusal>) -> Outcome {
        let mine = |w: &Wait| matches!(w, Wait::File(t, _) if *t == ticket);
        let Some(Wait::File(_, sha256)) = self.wait.iter().find(|w| mine(w)).cloned() else { return Outcome::stay() };
        self.wait.retain(|w| !mine(w));
        let Some(evidence) = self.evidence.as_mut().filter(|e| e.sha256 == sha256) else { return Outcome::stay() };
        match reading {
            Ok(reading) => {
                evidence.fill(reading);
                Outcome::stay()
            }
            Err(refusal) => {
                evidence.shows = Shows::Failed(refusal.msg.clone());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
        }
    }

    /// The certificate under the cursor on its own; on the screen of a certificate there is nothing further in.
    fn enter(&self) -> Outcome {
        let certificate = self.block().and_then(|b| b.certificate.as_ref()).map(|c| c.id);
        match certificate.filter(|id| *id != self.of) {
            Some(id) => Outcome::open(open(id).at(&self.item().map(|i| i.key()).unwrap_or_default())),
            None => Outcome::stay().say(Msg::new("cover-nothing-deeper"), Tone::Plain),
        }
    }

    /// The record the keys of records are for: the certificate under the cursor, otherwise what the screen is about.
    fn about(&self) -> Id {
        self.block().and_then(|b| b.certificate.as_ref()).map_or(self.of, |c| c.id)
    }

    fn copy_id(&self) -> Outcome {
        let id = self.about().to_string();
        let copied = Msg::new("review-copied").with("what", id.as_str());
        Outcome::stay().effect(Effect::Copy(id)).say(copied, Tone::Ok)
    }

    fn verb(&self, verb: Option<&str>) -> Outcome {
        let (Some(data), Some(verb)) = (&self.data, verb) else { return Outcome::stay() };
        if verb.starts_with("certificate.") && self.of.kind != KindId::Certificate {
            return Outcome::stay().say(Msg::new("cover-enter-first"), Tone::Warning);
        }
        verbs::start(verb, &data.shown)
    }

    /// Asks for the certificate after this one; where there is none yet, for the partner's first.
    fn renew(&self, ctx: &Ctx<'_, '_>) -> Outcome {
        if let Some(why) = ctx.read_only {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let Some(data) = &self.data else { return Outcome::stay() };
        if let Some(prompt) = renewal::ask(&data.shown) {
            return Outcome::open(prompt);
        }
        let form = form::create(KindId::Certificate);
        Outcome::open(form.with("partner", Value::Ref(data.partner.to_string())))
    }

    /// Another certificate was filed in the form above: that is what one looks at now.
    fn done(&mut self, done: &Result<Done, Refusal>, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if done.as_ref().is_ok_and(|d| d.verb == "finding.waive") {
            self.marks.clear();
        }
        let made = done.as_ref().ok().filter(|d| d.verb == "certificate.create").and_then(|d| d.ids.first());
        match made {
            Some(id) if self.of.kind == KindId::Certificate => {
                *self = open(*id);
                self.load(Outcome::stay(), ctx)
            }
            _ => Outcome::stay(),
        }
    }

    fn leave(&mut self) -> Outcome {
        if self.evidence.take().is_some() {
            self.scroll.reset();
            return Outcome::stay();
        }
        if !self.marks.is_empty() {
            self.marks.clear();
            return Outcome::stay();
        }
        Outcome::close()
    }

    fn mark_all(&mut self) -> Outcome {
        let gaps = self.items().into_iter().filter_map(|i| i.finding.filter(|f| f.state.counts()));
        self.marks = gaps.map(Finding::key).collect();
        Outcome::stay()
    }
}

impl Part for Cover {
    fn id(&self) -> String {
        format!("cover {}", self.of)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Cover]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        &["review.next-open", "letter.draft", "record.new", "evidence.open", "verb.menu", "open", "back", "help.open"]
    }

    fn digits(&self) -> Vec<(String, String)> {
        if self.item().is_none_or(|i| i.finding.is_none()) {
            return Vec::new();
        }
        let words = [("1", "review-digit-acknowledge"), ("2", "review-digit-waive"), ("3", "review-digit-false")];
        words.map(|(digit, label)| (digit.to_owned(), label.to_owned())).to_vec()
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.load(Outcome::stay(), ctx)
    }

    fn act(&mut self, act: Act, arg: Option<&str>, count: Option<u32>, _read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
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
            Act::LetterDraft => self.letter(),
            Act::EvidenceOpen => self.open_file(ctx),
            Act::VerbMenu => match &self.data {
                Some(data) => Outcome::open(verbs::menu(&data.shown)),
                None => Outcome::stay(),
            },
            Act::Do => self.verb(arg),
            Act::HistoryOpen | Act::DiffOpen => Outcome::open(History::new(self.about(), act == Act::DiffOpen)),
            Act::RecordNew => self.renew(ctx),
            Act::CopyId => self.copy_id(),
            Act::Open => self.enter(),
            Act::Back => self.leave(),
            _ if self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if self.wait.contains(&Wait::Load(*ticket)) => {
                self.wait.retain(|w| *w != Wait::Load(*ticket));
                match answer {
                    Ok(Answer::Cover(fresh)) => {
                        self.filled(fresh.clone());
                        if std::mem::take(&mut self.again) { self.load(Outcome::stay(), ctx) } else { Outcome::stay() }
                    }
                    Ok(_) => Outcome::stay(),
                    Err(refusal) => {
                        self.failed = Some(refusal.clone());
                        Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
                    }
                }
            }
            Event::Done { done, .. } => self.done(done, ctx),
            Event::Text { ticket, reading } => self.file(*ticket, reading),
            Event::Desk(DeskEvent::Committed { .. }) => self.load(Outcome::stay(), ctx),
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
