//! Answers that come from elsewhere: the partner's own to its questionnaire, and verdicts of another check-list.
//!
//! What a partner says of itself is taken as it is said and stays unproven until somebody judges it: the guard of the
//! proposal asks each verdict for what it needs. A verdict is taken over with everything that shows it.

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::assess;
use crate::desk::decide::assess::Work;
use crate::desk::decide::fields;
use crate::desk::decide::verbs::given;
use crate::desk::overlay::Now;
use crate::desk::view::ViewError;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::IN_FORCE;
use crate::domain::assessment::OPEN;
use crate::domain::assessment::overall;
use crate::domain::assessment::saq;
use crate::domain::assessment::saq::SaqAnswer;
use crate::domain::checklist::Checklist;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use std::sync::Arc;

/// A verdict of another assessment that speaks to an open item of this one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The open item.
    pub item: String,
    /// The other assessment.
    pub from: Id,
    /// Its item, as judged.
    pub found: AssessmentItem,
    /// The topic both belong to.
    pub topic: String,
}

/// Verdicts of other assessments of the same subject that could be taken over, one for each open item: the newest
/// assessment first.
pub fn proposals(now: Now<'_>, stored: &Stored) -> Result<Vec<Proposal>, ViewError> {
    let Some(assessment) = Assessment::of(&stored.record) else { return Ok(Vec::new()) };
    let list = assessment.checklist.id().map(|id| now.get(id)).transpose()?.flatten();
    let Some(list) = list.as_ref().and_then(|s| Checklist::of(&s.record)) else { return Ok(Vec::new()) };
    let mut others = of_subject(now, assessment)?;
    others.retain(|o| o.id != stored.id && (OPEN.contains(&o.state.as_str()) || IN_FORCE.contains(&o.state.as_str())));
    others.sort_by_key(|o| std::cmp::Reverse(o.id));
    let mut out = Vec::new();
    for item in assessment.items.iter().filter(|i| i.is_open()) {
        let fits = |other: &Arc<Stored>| {
            let theirs = Assessment::of(&other.record)?;
            theirs.items.iter().find_map(|found| {
                let allowed = list.item(&item.code).is_some_and(|i| i.allows(found.verdict));
                let topic = now.state.catalog.topic_of(&item.code, &found.code)?;
                let sound = !found.is_open() && overall::lacking(found).is_none();
                let made = || Proposal {
                    item: item.code.clone(),
                    from: other.id,
                    found: found.clone(),
                    topic: topic.code.clone(),
                };
                (sound && allowed && found.verdict != crate::domain::checklist::ItemVerdict::Open).then(made)
            })
        };
        out.extend(others.iter().find_map(fits));
    }
    Ok(out)
}

/// The assessments of the same partner, or the platform's own.
fn of_subject(now: Now<'_>, assessment: &Assessment) -> Result<Vec<Arc<Stored>>, ViewError> {
    if let Some(partner) = assessment.partner.id() {
        return now.children(partner, KindId::Assessment);
    }
    let mut found = Vec::new();
    for number in 1..=now.count(KindId::Assessment) {
        let stored = now.get(Id::new(KindId::Assessment, number))?;
        found.extend(stored.filter(|s| Assessment::of(&s.record).is_some_and(Assessment::is_own)));
    }
    Ok(found)
}

/// Takes verdicts over that a person accepts: of the items named, or of all that are proposed. Gives the items' codes.
pub(super) fn take_over(desk: &mut Work<'_>, stored: &Stored) -> Result<Vec<String>, Refusal> {
    let record = &mut desk.record;
    let wanted = assess::named_items(record, desk.assigns)?;
    let mut taken = Vec::new();
    for proposal in proposals(desk.now, stored)?.into_iter().filter(|p| wanted.contains(&p.item)) {
        let Some(item) = record.items.iter_mut().find(|i| i.code == proposal.item) else { continue };
        let found = proposal.found;
        let from = format!("{} {}", proposal.from, found.code);
        item.verdict = found.verdict;
        item.na_reason = found.na_reason;
        item.comment = if found.comment.is_empty() { from } else { format!("{} ({from})", found.comment) };
        item.evidence = found.evidence;
        item.action = found.action;
        taken.push(proposal.item);
    }
    if taken.is_empty() {
        let msg = Msg::new("assess-nothing-to-take").with("id", stored.id.to_string()).with("items", wanted);
        return Err(Refusal::new(Ground::Guard, msg));
    }
    Ok(taken)
}

/// Takes the partner's answers in: lines of question, answer, remark and evidence, with tabs between. Gives the items'
/// codes.
pub(super) fn answer(desk: &mut Work<'_>) -> Result<Vec<String>, Refusal> {
    let Work { now, assigns, record, login, today, .. } = desk;
    let papers = match record.partner.id() {
        Some(partner) => now.children(partner, KindId::Document)?,
        None => Vec::new(),
    };
    let mut taken = Vec::new();
    for line in given(assigns, "answers").lines() {
        let mut cells = line.split('\t').map(cleaned);
        let mut next = || cells.next().unwrap_or_default();
        let (question, said, remark, named) = (next(), next(), next(), next());
        let wrong = |why: Msg| assess::lacks("answers", why);
        let code = question.parse().ok().and_then(saq::code).unwrap_or(question);
        let Some(item) = record.items.iter_mut().find(|i| i.code.eq_ignore_ascii_case(&code)) else {
            return Err(wrong(Msg::new("assess-no-item").with("found", code)));
        };
        let answer = SaqAnswer::read(&said).ok_or_else(|| wrong(Msg::new("saq-no-answer").with("found", said)))?;
        item.verdict = answer.verdict();
        if answer == SaqAnswer::Na {
            item.na_reason.clone_from(&remark);
        }
        item.comment = remark;
        item.evidence.clear();
        match papers.iter().find(|d| is_named(d, &named)) {
            Some(paper) => item.evidence.push(Evidence {
                reference: paper.id.to_string(),
                date: Some(*today),
                by: login.clone(),
                ..Evidence::default()
            }),
            None if !named.is_empty() => {
                let told = format!("{} [{named}]", item.comment);
                told.trim().clone_into(&mut item.comment);
            }
            None => {}
        }
        taken.push(item.code.clone());
    }
    if taken.is_empty() {
        return Err(assess::lacks("answers", Msg::new("value-required").term("field", "field-answers")));
    }
    Ok(taken)
}

fn cleaned(cell: &str) -> String {
    match fields::clean(Value::Text(cell.to_owned()), false) {
        Value::Text(text) => text,
        _ => String::new(),
    }
}

/// Whether a document of the partner that was not turned down is meant: by its id, its file's name, number or code.
fn is_named(stored: &Stored, named: &str) -> bool {
    let Some(document) = Document::of(&stored.record) else { return false };
    let standing = !matches!(stored.state.as_str(), "rejected" | "superseded");
    let names = [&stored.id.to_string(), &document.file.name, &document.number];
    let short = document.code.as_str();
    standing && !named.is_empty() && (names.iter().any(|n| n.eq_ignore_ascii_case(named)) || short == named)
}
