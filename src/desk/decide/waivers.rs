//! Several gaps waived in one case: each is an item of the case which the checker grants or refuses, and the approval takes
//! effect for what was granted.

use crate::api::Ground;
use crate::api::Refusal;
use crate::domain::case::Case;
use crate::domain::case::Item;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use crate::domain::reaction::Gap;

/// The items of a case about several gaps, each with the measure of whoever proposed it.
pub(super) fn items(record: &Record, by: &str) -> Vec<Item> {
    let Record::Reaction(reaction) = record else { return Vec::new() };
    let item = |gap: &Gap| Item {
        code: gap.code.clone(),
        answer: reaction.reason.clone(),
        by: by.to_owned(),
        ..Item::default()
    };
    reaction.gaps.iter().map(item).collect()
}

/// Whether an item of a case leaves its gap out; none while nobody judged it.
pub fn refused(case: &Case, gap: &Gap) -> Option<bool> {
    let item = case.items.iter().find(|item| item.code == gap.code)?;
    item.verdict.map(|verdict| !verdict.grants())
}

/// Takes the verdicts on a waiver of several gaps in: every gap is judged, and one at least is granted.
pub(super) fn granted(record: &mut Record, case: &Case, id: &str) -> Result<(), Refusal> {
    let Record::Reaction(reaction) = record else { return Ok(()) };
    if reaction.gaps.is_empty() {
        return Ok(());
    }
    let mut open: Vec<String> = Vec::new();
    for gap in &mut reaction.gaps {
        match refused(case, gap) {
            Some(refused) => gap.refused = refused,
            None => open.push(gap.code.clone()),
        }
    }
    if !open.is_empty() {
        let msg = Msg::new("guard-waiver-unjudged").with("case", id).with("findings", open);
        return Err(Refusal::new(Ground::Guard, msg));
    }
    let first = reaction.gaps.iter().find(|gap| !gap.refused);
    let Some((rule, slot, fact)) = first.map(Gap::parts) else {
        let msg = Msg::new("guard-waiver-none-granted").with("case", id);
        return Err(Refusal::new(Ground::Guard, msg));
    };
    (reaction.rule, reaction.slot, reaction.fact) = (rule.to_owned(), slot.to_owned(), fact.to_owned());
    Ok(())
}

/// Why a case about several gaps cannot be approved yet; none when all are judged and one is granted, or for other cases.
pub fn ungranted(subject: &Record, case: &Case, id: &str) -> Option<Msg> {
    granted(&mut subject.clone(), case, id).err().map(|refusal| refusal.msg)
}
