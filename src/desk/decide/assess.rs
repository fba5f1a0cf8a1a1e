//! Assessments: what begins one, verdicts on items, closing of actions, what an approval makes of it.
//!
//! How the verbs are used is told in [`crate::domain::assessment`].

use crate::api::Assign;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::answers;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::fetch;
use crate::desk::decide::fields;
use crate::desk::decide::verbs;
use crate::desk::decide::verbs::given;
use crate::desk::overlay::Now;
use crate::desk::standing;
use crate::desk::view::ViewError;
use crate::domain::assessment::ActionState;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::OPEN;
use crate::domain::assessment::finance;
use crate::domain::assessment::overall;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemVerdict;
use crate::domain::document::Document;
use crate::domain::document::DocumentRef;
use crate::domain::field;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Edge;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use crate::domain::value::Value;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;
use std::sync::Arc;

/// Days until an assessment is due when nobody says otherwise: five working days (domain.md §10.4).
const DUE_DAYS: u64 = 7;
/// Months the platform's own assessment holds.
const OWN_MONTHS: u32 = 12;
/// Takes all evidence of an item away.
const NO_EVIDENCE: &str = "-";

/// Whether a verb is one of those decided here.
pub fn is_own(verb: &str) -> bool {
    matches!(verb, "assessment.judge" | "assessment.close-action" | "assessment.take-over" | "assessment.answer")
}

/// A check-list by id, or by code.
fn checklist(now: Now<'_>, name: &str) -> Result<Option<Arc<Stored>>, Refusal> {
    if let Ok(id) = name.parse::<Id>() {
        return Ok(now.get(id)?.filter(|s| s.id.kind == KindId::Checklist));
    }
    for number in 1..=now.count(KindId::Checklist) {
        let stored = now.get(Id::new(KindId::Checklist, number))?;
        let fits = |s: &Arc<Stored>| Checklist::of(&s.record).is_some_and(|c| c.code.eq_ignore_ascii_case(name));
        if let Some(found) = stored.filter(fits) {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// A new assessment takes the items of its check-list.
pub fn begin(now: Now<'_>, record: &mut Record, today: NaiveDate) -> Result<(), Refusal> {
    let Record::Assessment(assessment) = record else { return Ok(()) };
    let Some(stored) = checklist(now, &assessment.checklist.0)? else { return Ok(()) };
    let Some(list) = Checklist::of(&stored.record) else { return Ok(()) };
    if stored.state != "active" {
        let msg = Msg::new("assess-list-retired").with("list", list.code.as_str());
        return Err(Refusal::new(Ground::Guard, msg));
    }
    assessment.checklist.0 = stored.id.to_string();
    assessment.due = assessment.due.or_else(|| today.checked_add_days(Days::new(DUE_DAYS)));
    let subject = if assessment.is_own() { "self" } else { "partner" };
    if !list.is_for(subject) {
        let msg = Msg::new("assess-list-subject").with("list", list.code.as_str());
        return Err(Refusal::new(Ground::Guard, msg));
    }
    let partner = assessment.partner.id().map(|id| now.get(id)).transpose()?.flatten();
    let types = partner.as_ref().and_then(|p| Partner::of(&p.record)).map(|p| p.type_set.as_slice());
    if assessment.is_own() || types.is_some() {
        assessment.begin(list, types);
    }
    Ok(())
}

/// What an assessment is of, and by which list, stays; once it is decided nothing is changed by hand.
pub fn keep(stored: &Stored, after: &Record) -> Result<(), Refusal> {
    let (Some(before), Some(after)) = (Assessment::of(&stored.record), Assessment::of(after)) else { return Ok(()) };
    let id = stored.id.to_string();
    if before.partner != after.partner || before.checklist != after.checklist {
        return Err(Refusal::new(Ground::Guard, Msg::new("assess-fixed").with("id", id)));
    }
    if !OPEN.contains(&stored.state.as_str()) {
        let state = verbs::state_label("assessment", &stored.state);
        return Err(Refusal::new(Ground::Guard, Msg::new("assess-decided").with("id", id).term("state", state)));
    }
    Ok(())
}

/// Uses one of the verbs decided here.
pub fn verb(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    verb: &str,
    id: Id,
    expect_rev: Option<u64>,
    assigns: &[Assign],
) -> Result<Decision, Refusal> {
    let stored = fetch(now, id, expect_rev, outside)?;
    let edge = verbs::edge_for(now, verb, &stored)?;
    let actor = Actor::of(command, now, verb, outside.today)?;
    let Some(assessment) = Assessment::of(&stored.record) else { return Err(Refusal::not_found(id.to_string())) };
    known_words(edge, assigns)?;
    let mut desk =
        Work { now, command, assigns, login: actor.login.clone(), today: outside.today, record: assessment.clone() };
    let items = match verb {
        "assessment.take-over" => answers::take_over(&mut desk, &stored)?,
        "assessment.answer" => answers::answer(&mut desk)?,
        "assessment.judge" => desk.judge_named()?,
        _ => desk.close_named()?,
    };
    let closing = verb == "assessment.close-action";
    let to = if closing && !desk.record.has_open_actions() { "closed" } else { &stored.state };
    let found = overall::overall(&desk.record.items, &desk.record.scoring);
    let record = Record::from(desk.record);
    fields::check(now, &record)?;
    if record == stored.record {
        let message = Msg::new("done-nothing-changed").with("id", id.to_string());
        return Ok(Decision { draft: None, message, case: None, import: None });
    }
    let mut build = Build::new(command, now, actor, verb);
    build.put_next(&stored, to, &record)?;
    let message = Msg::new(if closing { "assess-closed" } else { "assess-judged" })
        .with("id", id.to_string())
        .with("items", items)
        .with("total", found.total)
        .with("open", found.open.len());
    Ok(build.done(message))
}

pub(super) fn known_words(edge: &Edge, assigns: &[Assign]) -> Result<(), Refusal> {
    let Some(wrong) = assigns.iter().find(|a| !edge.words.contains(&a.path)) else { return Ok(()) };
    let known: Vec<&str> = edge.words.iter().map(String::as_str).collect();
    let why = Msg::new("value-unknown-field").with("found", wrong.path.as_str()).with("known", known);
    Err(lacks(&wrong.path, why))
}

pub(super) fn lacks(path: &str, why: Msg) -> Refusal {
    let msg = Msg::new("refused-fields").with("count", 1_u64).with("fields", vec![path]);
    Refusal::invalid(msg).fields(vec![(path.to_owned(), why)])
}

/// The items a verb is about: codes separated by commas, `*` for all that are open.
pub(super) fn named_items(assessment: &Assessment, assigns: &[Assign]) -> Result<Vec<String>, Refusal> {
    let text = given(assigns, "item");
    if text == "*" {
        return Ok(assessment.items.iter().filter(|i| i.is_open()).map(|i| i.code.clone()).collect());
    }
    let mut codes = Vec::new();
    for code in text.split([',', ';', ' ']).map(str::trim).filter(|c| !c.is_empty()) {
        match assessment.item(code) {
            Some(item) => codes.push(item.code.clone()),
            None => return Err(lacks("item", Msg::new("assess-no-item").with("found", code))),
        }
    }
    if codes.is_empty() {
        return Err(lacks("item", Msg::new("value-required").term("field", "field-item")));
    }
    Ok(codes)
}

/// An assessment being worked on.
pub(super) struct Work<'a> {
    pub(super) now: Now<'a>,
    command: &'a Command,
    pub(super) assigns: &'a [Assign],
    pub(super) login: String,
    pub(super) today: NaiveDate,
    pub(super) record: Assessment,
}

impl Work<'_> {
    fn text(&self, name: &str) -> Option<String> {
        self.assigns.iter().any(|a| a.path == name).then(|| {
            let value = fields::clean(Value::Text(given(self.assigns, name)), name == "comment");
            value.as_text().unwrap_or_default().to_owned()
        })
    }

    fn judge_named(&mut self) -> Result<Vec<String>, Refusal> {
        let codes = named_items(&self.record, self.assigns)?;
        let list = checklist(self.now, &self.record.checklist.0)?;
        let list = list.as_ref().and_then(|s| Checklist::of(&s.record));
        codes.iter().try_for_each(|code| self.judge(code, list))?;
        Ok(codes)
    }

    fn close_named(&mut self) -> Result<Vec<String>, Refusal> {
        let codes = named_items(&self.record, self.assigns)?;
        codes.iter().try_for_each(|code| self.close(code))?;
        Ok(codes)
    }

    fn judge(&mut self, code: &str, list: Option<&Checklist>) -> Result<(), Refusal> {
        let verdict = self.verdict()?;
        let evidence = self.evidence()?;
        let action = (self.text("action"), self.text("action_owner"), self.due()?);
        let (comment, na_reason) = (self.text("comment"), self.text("na_reason"));
        if let Some(verdict) = verdict {
            self.fits(code, verdict, list)?;
        }
        let own = self.record.is_own();
        let today = self.today;
        let Some(item) = self.record.items.iter_mut().find(|i| i.code == code) else { return Ok(()) };
        if let Some((fresh, more)) = evidence {
            if fresh {
                item.evidence.clear();
            }
            for one in more {
                item.evidence.retain(|e| e.reference != one.reference);
                item.evidence.push(one);
            }
        }
        item.comment = comment.unwrap_or_else(|| std::mem::take(&mut item.comment));
        item.na_reason = na_reason.unwrap_or_else(|| std::mem::take(&mut item.na_reason));
        if let Some(verdict) = verdict {
            item.verdict = verdict;
        }
        if matches!(item.verdict, ItemVerdict::Basic | ItemVerdict::Not) {
            let (what, owner, due) = action;
            item.action.what = what.unwrap_or_else(|| std::mem::take(&mut item.action.what));
            item.action.owner = owner.unwrap_or_else(|| std::mem::take(&mut item.action.owner));
            item.action.due = due.or(item.action.due);
            if overall::has_plan(item) && item.action.state == ActionState::None {
                item.action.state = ActionState::Open;
            }
        } else {
            item.action = crate::domain::assessment::Action::default();
        }
        sound(item, own, today)
    }

    fn verdict(&self) -> Result<Option<ItemVerdict>, Refusal> {
        let Some(text) = self.text("verdict").filter(|t| !t.is_empty()) else { return Ok(None) };
        let found = ItemVerdict::TABLE.find(&text).and_then(ItemVerdict::from_code);
        let known = ItemVerdict::TABLE.codes.to_vec();
        let wrong = || lacks("verdict", Msg::new("value-unknown-code").with("found", text).with("known", known));
        found.map(Some).ok_or_else(wrong)
    }

    /// The check-list allows the verdict, and the figures do not speak against it.
    fn fits(&self, code: &str, verdict: ItemVerdict, list: Option<&Checklist>) -> Result<(), Refusal> {
        let Some(item) = list.and_then(|l| l.item(code)) else { return Ok(()) };
        if !item.allows(verdict) {
            let known: Vec<&str> = item.allowed.iter().map(|v| v.as_str()).collect();
            let msg = Msg::new("assess-not-allowed").with("item", code).with("known", known);
            return Err(lacks("verdict", msg.with("found", verdict.as_str())));
        }
        let worked = finance::work(&item.formula, &self.record.figures).map(|w| w.verdict);
        match worked {
            Some(worked) if worked != ItemVerdict::Open && verdict != ItemVerdict::Open && worked != verdict => {
                let msg = Msg::new("assess-figures-say").with("item", code).with("verdict", worked.as_str());
                Err(lacks("verdict", msg))
            }
            _ => Ok(()),
        }
    }

    fn due(&self) -> Result<Option<NaiveDate>, Refusal> {
        match self.assigns.iter().find(|a| a.path == "action_due").map(|a| &a.value) {
            Some(Value::Date(day)) => Ok(Some(*day)),
            Some(value) if !value.is_empty() => {
                let text = value.to_string();
                let wrong = || lacks("action_due", Msg::new("value-not-a-date").with("found", text.as_str()));
                field::date(text.trim()).map(Some).ok_or_else(wrong)
            }
            _ => Ok(None),
        }
    }

    /// Evidence as given: whether it starts anew, and what is added.
    fn evidence(&self) -> Result<Option<(bool, Vec<Evidence>)>, Refusal> {
        let Some(text) = self.text("evidence").filter(|t| !t.is_empty()) else { return Ok(None) };
        let mut fresh = false;
        let mut out = Vec::new();
        for word in text.split([',', ';']).map(str::trim).filter(|w| !w.is_empty()) {
            if word == NO_EVIDENCE {
                fresh = true;
                continue;
            }
            out.push(self.shown_by(word)?);
        }
        Ok(Some((fresh, out)))
    }

    /// One piece: `KIND:REFERENCE`.
    fn shown_by(&self, word: &str) -> Result<Evidence, Refusal> {
        let named = word.split_once(':').and_then(|(k, r)| Some((EvidenceKind::from_code(k.trim())?, r)));
        let (kind, reference) = named.unwrap_or((EvidenceKind::Record, word));
        let reference = reference.trim().trim_start_matches("sha256:").to_owned();
        let found = match reference.parse::<Id>() {
            Ok(id) => self.is_of_subject(id)?,
            Err(_) => self.is_stored(&reference),
        };
        if !found {
            return Err(lacks("evidence", Msg::new("assess-no-evidence").with("found", word)));
        }
        let reference = reference.parse::<Id>().map_or(reference, |id| id.to_string());
        Ok(Evidence { reference, kind, date: Some(self.today), by: self.login.clone() })
    }

    /// A document of the subject that was not turned down; the platform may show any.
    fn is_of_subject(&self, id: Id) -> Result<bool, Refusal> {
        let Some(stored) = self.now.get(id)? else { return Ok(false) };
        let standing = !matches!(stored.state.as_str(), "rejected" | "superseded");
        let fits = |d: &Document| self.record.is_own() || d.partner == self.record.partner;
        Ok(standing && Document::of(&stored.record).is_some_and(fits))
    }

    /// A file that came with the command, shows another item, or is filed as a document.
    fn is_stored(&self, sha256: &str) -> bool {
        let hex = sha256.len() == 64 && sha256.chars().all(|c| c.is_ascii_hexdigit());
        let sent = self.command.blobs.iter().any(|b| b.sha256.to_string() == sha256);
        let mut used = self.record.items.iter().flat_map(|i| &i.evidence);
        hex && (sent || used.any(|e| e.reference == sha256) || !self.now.state.tables.maps.file(sha256).is_empty())
    }

    fn close(&mut self, code: &str) -> Result<(), Refusal> {
        let shown = self.evidence()?.map(|(_, more)| more).unwrap_or_default();
        let Some(first) = shown.first() else {
            return Err(lacks("evidence", Msg::new("assess-close-evidence")));
        };
        let comment = self.text("comment");
        let (login, today) = (self.login.clone(), self.today);
        let Some(item) = self.record.items.iter_mut().find(|i| i.code == code) else { return Ok(()) };
        if !item.has_open_action() {
            return Err(lacks("item", Msg::new("assess-no-action").with("item", code)));
        }
        item.action.state = ActionState::Closed;
        item.action.closing.clone_from(&first.reference);
        item.action.closed_by = login;
        item.action.closed_on = Some(today);
        if let Some(comment) = comment.filter(|c| !c.is_empty()) {
            item.comment = if item.comment.is_empty() { comment } else { format!("{}\n{comment}", item.comment) };
        }
        Ok(())
    }
}

/// An item judged as its verdict asks (domain.md §1.10).
fn sound(item: &AssessmentItem, own: bool, today: NaiveDate) -> Result<(), Refusal> {
    if let Some(missing) = overall::lacking(item) {
        let msg = Msg::new(missing).with("item", item.code.as_str());
        let path = match missing {
            "assess-lacks-reason" => "na_reason",
            "assess-lacks-comment" => "comment",
            "assess-lacks-action" => "action_due",
            _ => "evidence",
        };
        return Err(lacks(path, msg));
    }
    match item.action.due {
        Some(due) if !own && item.has_open_action() && !overall::within(due, today) => {
            let msg = Msg::new("assess-action-late").with("item", item.code.as_str());
            Err(lacks("action_due", msg.with("days", overall::ACTION_DAYS)))
        }
        _ => Ok(()),
    }
}

/// An approved assessment holds from today until the next review is due.
pub fn approved(now: Now<'_>, record: &mut Record, today: NaiveDate) -> Result<(), Refusal> {
    let Record::Assessment(assessment) = record else { return Ok(()) };
    let partner = assessment.partner.id().map(|id| now.get(id)).transpose()?.flatten();
    let band = partner.as_ref().map(|p| standing::band(now, p, today)).transpose()?.flatten();
    let months = band.map_or(OWN_MONTHS, RiskBand::review_months);
    assessment.valid_from = Some(today);
    assessment.valid_to = today.checked_add_months(Months::new(months)).and_then(|d| d.pred_opt());
    Ok(())
}

/// Whether a document proves the grade today.
pub fn proves(now: Now<'_>, partner: Id, proof: &DocumentRef, today: NaiveDate) -> Result<bool, ViewError> {
    use crate::domain::document::DocCode;
    let Some(stored) = proof.id().map(|id| now.get(id)).transpose()?.flatten() else { return Ok(false) };
    let valid = |d: &Document| {
        d.partner.id() == Some(partner)
            && matches!(d.code, DocCode::Aeo | DocCode::Crd)
            && d.valid_to.is_none_or(|to| to >= today)
    };
    Ok(stored.state == "accepted" && Document::of(&stored.record).is_some_and(valid))
}

/// The proof given for an exemption is one.
pub fn check_proof(
    now: Now<'_>,
    edge: &Edge,
    stored: &Stored,
    assigns: &[Assign],
    today: NaiveDate,
) -> Result<(), Refusal> {
    let (true, Some(assessment)) = (edge.fields.iter().any(|f| f == "proof"), Assessment::of(&stored.record)) else {
        return Ok(());
    };
    let proof = DocumentRef(given(assigns, "proof").to_ascii_uppercase());
    let Some(partner) = assessment.partner.id().filter(|_| !proof.0.is_empty()) else { return Ok(()) };
    if proves(now, partner, &proof, today)? {
        return Ok(());
    }
    Err(lacks("proof", Msg::new("assess-no-proof").with("found", proof.0)))
}
