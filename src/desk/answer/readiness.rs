//! How ready the platform is by its check-lists, as if customs assessed today (AEO-05, domain.md §11).

use crate::api::Readiness;
use crate::api::ReadinessSheet;
use crate::api::Refusal;
use crate::api::assess::CategoryCount;
use crate::api::assess::Lapsing;
use crate::desk::answer::assess;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::GIVEN_UP;
use crate::domain::assessment::overall;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ItemVerdict;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use chrono::Days;
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Days ahead in which evidence that runs out is named.
const AHEAD: u64 = 90;

/// By one check-list, or by every one for the platform that is in force or was used.
pub fn readiness(state: &State, wanted: &str) -> Result<Readiness, Refusal> {
    let mut sheets = Vec::new();
    let mut known = Vec::new();
    for number in 1..=state.count(KindId::Checklist) {
        let Some(stored) = state.get(Id::new(KindId::Checklist, number))? else { continue };
        let Some(list) = Checklist::of(&stored.record) else { continue };
        known.push(list.code.clone());
        let named = list.code.eq_ignore_ascii_case(wanted) || stored.id.to_string().eq_ignore_ascii_case(wanted);
        let own = ["self", "platform"].iter().any(|s| list.is_for(s));
        if (wanted.is_empty() && own && stored.state == "active") || named {
            let used = assess::own(state, &list.code)?;
            if named || !used.is_empty() || list.in_force(state.today) {
                sheets.push(sheet(state, list, &used)?);
            }
        }
    }
    if sheets.is_empty() && !wanted.is_empty() {
        return Err(Refusal::not_found(wanted).hint(Msg::new("cli-known").with("known", known)));
    }
    // What was worked on comes first, what is in force before what ran out.
    sheets.sort_by_key(|s| (s.assessment.is_none(), !s.in_force));
    Ok(Readiness { today: state.today, sheets })
}

/// The assessment that says how things stand: the newest that was not given up.
fn standing(used: &[Arc<Stored>]) -> Option<&Arc<Stored>> {
    used.iter().find(|s| !GIVEN_UP.contains(&s.state.as_str()))
}

fn sheet(state: &State, list: &Checklist, used: &[Arc<Stored>]) -> Result<ReadinessSheet, Refusal> {
    let stored = standing(used);
    let assessment = stored.and_then(|s| Assessment::of(&s.record)).cloned().unwrap_or_else(|| {
        let mut fresh = Assessment::default();
        fresh.begin(list, None);
        fresh
    });
    let mut lapsing = Vec::new();
    let mut items = assessment.items.clone();
    for item in &mut items {
        let ends = ends(state, &item.evidence)?;
        let spent = !ends.is_empty() && ends.values().all(|end| end.is_some_and(|(_, on)| on < state.today));
        let soon = state.today.checked_add_days(Days::new(AHEAD)).unwrap_or(state.today);
        for (reference, end) in &ends {
            if let Some((code, on)) = end.filter(|(_, on)| *on <= soon) {
                lapsing.push(Lapsing {
                    item: item.code.clone(),
                    reference: reference.clone(),
                    code: code.to_owned(),
                    on,
                });
            }
        }
        if spent && item.verdict == ItemVerdict::Up {
            item.verdict = ItemVerdict::Open;
        }
    }
    lapsing.sort_by(|a, b| (a.on, &a.item).cmp(&(b.on, &b.item)));
    let found = overall::overall(&items, &assessment.scoring);
    let mut offending = found.not.clone();
    offending.extend(found.crowded.values().flatten().cloned());
    let late = |i: &&AssessmentItem| i.is_overdue(state.today);
    Ok(ReadinessSheet {
        code: list.code.clone(),
        title_en: list.title_en.clone(),
        title_zh: list.title_zh.clone(),
        in_force: list.in_force(state.today),
        assessment: stored.map(|s| s.id),
        state: stored.map(|s| s.state.clone()).unwrap_or_default(),
        valid_to: assessment.valid_to,
        categories: counts(&items),
        total: found.total,
        standing: found.standing.as_str().to_owned(),
        flags: found.flags(),
        offending,
        open: found.open,
        lapsing,
        overdue: assessment.items.iter().filter(late).map(|i| i.code.clone()).collect(),
    })
}

/// A document's code and last day.
type End = (&'static str, NaiveDate);

/// When pieces of evidence run out, with the code of the document; none for what does not.
fn ends(state: &State, evidence: &[Evidence]) -> Result<BTreeMap<String, Option<End>>, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let mut out = BTreeMap::new();
    for one in evidence {
        let stored = one.reference.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten();
        let end = stored.as_ref().and_then(|s| {
            let document = Document::of(&s.record)?;
            Some((document.code.as_str(), document.valid_to?))
        });
        out.insert(one.reference.clone(), end);
    }
    Ok(out)
}

fn counts(items: &[AssessmentItem]) -> Vec<CategoryCount> {
    let mut out: Vec<CategoryCount> = Vec::new();
    for item in items {
        if !out.iter().any(|c| c.category == item.category) {
            out.push(CategoryCount { category: item.category, ..CategoryCount::default() });
        }
        if let Some(count) = out.iter_mut().find(|c| c.category == item.category) {
            *match item.verdict {
                ItemVerdict::Up => &mut count.up,
                ItemVerdict::Basic => &mut count.basic,
                ItemVerdict::Not => &mut count.not,
                ItemVerdict::Na => &mut count.na,
                ItemVerdict::Open => &mut count.open,
            } += 1;
        }
    }
    out
}
