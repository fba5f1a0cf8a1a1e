//! The result of an assessment: total, flags with their items, decision, and what could be taken over.

use crate::api::Shown;
use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::overall;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;
use serde_json::json;

/// The assessment that is shown, from its fields.
fn record(shown: &Shown) -> Option<Assessment> {
    if shown.id.kind != KindId::Assessment {
        return None;
    }
    let mut made = Record::empty(KindId::Assessment);
    for (index, (_, value)) in shown.fields.iter().enumerate() {
        made.set_at(index, value.clone()).ok()?;
    }
    Assessment::of(&made).cloned()
}

/// The result as JSON; null for other kinds.
pub(super) fn object(shown: &Shown) -> serde_json::Value {
    let Some(assessment) = record(shown) else { return serde_json::Value::Null };
    let found = overall::overall(&assessment.items, &assessment.scoring);
    json!({
        "total": found.total,
        "standing": found.standing.as_str(),
        "flags": found.flags(),
        "a": found.not,
        "b": found.crowded,
        "c": found.short,
        "basic": found.basic,
        "open": found.open,
        "decision": overall::decision(&assessment).as_str(),
        "proposals": shown.proposals,
    })
}

/// The result for people.
pub(super) fn section(shown: &Shown, out: &mut Out) -> Result<(), Fail> {
    let Some(assessment) = record(shown) else { return Ok(()) };
    let found = overall::overall(&assessment.items, &assessment.scoring);
    super::section(out, "section-total")?;
    let flags = found.flags();
    let flags = if flags.is_empty() { "—".to_owned() } else { flags };
    let threshold = assessment.scoring.threshold;
    out.say(&Msg::new("assess-total").with("total", found.total).with("threshold", threshold).with("flags", flags))?;
    let decision = overall::decision(&assessment);
    out.say(&Msg::new("assess-decision").term("decision", decision.label()).with("open", found.open.len()))?;
    let crowded: Vec<String> = found.crowded.values().flatten().cloned().collect();
    for (flag, items) in [("A", found.not), ("B", crowded), ("BASIC", found.basic)] {
        if !items.is_empty() {
            out.say(&Msg::new("assess-offenders").with("flag", flag).with("items", items))?;
        }
    }
    if !shown.proposals.is_empty() {
        super::section(out, "assess-proposals")?;
        for line in &shown.proposals {
            let msg =
                Msg::new("assess-proposed").with("item", line.item.as_str()).term("verdict", line.verdict.label());
            out.say(&msg.with("from", line.from.to_string()).with("theirs", line.theirs.as_str()))?;
        }
    }
    Ok(())
}
