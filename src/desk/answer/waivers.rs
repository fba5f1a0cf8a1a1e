//! What whoever signs the waiver of a gap should know: what is waived, how often that was done before, and what is sold
//! meanwhile (domain.md §10.3, insurance waiver).

use crate::api::facts::FactLine;
use crate::api::facts::FactStands;
use crate::desk::overlay::Now;
use crate::desk::overlay::parent_of;
use crate::desk::schedule;
use crate::desk::view::ViewError;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::reaction::Reaction;
use crate::domain::reaction::Stance;
use chrono::NaiveDate;

/// The facts of a waiver of a certificate's gap; nothing for other reactions.
pub fn facts(now: Now<'_>, subject: &Stored) -> Result<Vec<FactLine>, ViewError> {
    let Some(reaction) = Reaction::of(&subject.record).filter(|r| r.stance == Stance::Waived) else {
        return Ok(Vec::new());
    };
    let Some(stored) = reaction.subject.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let Some(certificate) = Certificate::of(&stored.record) else { return Ok(Vec::new()) };
    let today = now.state.today;
    let outcome = schedule::evaluate(now, &stored, today)?;
    let partner = certificate.partner.id();
    let around = around(now, certificate, reaction, partner, today)?;
    let mut out = Vec::new();
    for (rule, slot, fact) in reaction.answers() {
        let hit = outcome.hits.iter().find(|h| h.rule == rule && h.slot == slot);
        let same = hit.is_some_and(|h| h.fact() == fact);
        let mut lines: Vec<Msg> = hit.map(|h| h.msg.clone()).into_iter().collect();
        if !same {
            lines.push(Msg::new("review-fact-waiver-void"));
        }
        let (own, all) = before(now, subject.id, rule, partner)?;
        lines.push(Msg::new("review-fact-waived-before").with("own", own).with("all", all));
        lines.extend(around.iter().cloned());
        let key = if reaction.gaps.is_empty() { "waiver".to_owned() } else { format!("waiver {rule}:{slot}") };
        out.push(FactLine {
            key,
            record: Some(stored.id),
            name: Msg::new("review-fact-waiver").term("rule", format!("rule-{}", rule.to_ascii_lowercase())),
            word: None,
            lines,
            stands: if same { FactStands::Reserved } else { FactStands::Against },
        });
    }
    Ok(out)
}

/// What is the same for every gap: until when, and what is sold meanwhile.
fn around(
    now: Now<'_>,
    certificate: &Certificate,
    reaction: &Reaction,
    partner: Option<Id>,
    today: NaiveDate,
) -> Result<Vec<Msg>, ViewError> {
    let mut lines = Vec::new();
    let until = reaction.until.map(|d| d.to_string()).unwrap_or_default();
    let ends = certificate.expires().map_or_else(|| Arg::Term("insurance-none".into()), Arg::Date);
    lines.push(Msg::new("review-fact-waiver-until").with("until", until).with("ends", ends));
    let seller = partner.map(|id| now.get(id)).transpose()?.flatten();
    let sales = seller.as_ref().and_then(|s| Partner::of(&s.record)).into_iter().flat_map(|p| &p.channels);
    for sold in sales.filter(|s| s.is_live(today)) {
        let year =
            sold.year_sales.as_ref().map_or_else(|| Arg::Term("insurance-none".into()), |m| Arg::Text(m.to_string()));
        lines.push(Msg::new("review-fact-exposure").term("channel", sold.channel.label()).with("year", year));
    }
    Ok(lines)
}

/// Waivers of the same rule that were given before: for certificates of the same partner, and in all.
fn before(now: Now<'_>, besides: Id, rule: &str, partner: Option<Id>) -> Result<(usize, usize), ViewError> {
    let (mut own, mut all) = (0, 0);
    for number in 1..=now.count(KindId::Reaction) {
        let id = Id::new(KindId::Reaction, number);
        let Some(stored) = now.get(id)?.filter(|s| s.id != besides && s.state == "in_force") else { continue };
        let Some(other) = Reaction::of(&stored.record) else { continue };
        let given = other.answers().into_iter().filter(|(of, ..)| *of == rule).count();
        if given == 0 || other.stance != Stance::Waived {
            continue;
        }
        all += given;
        let subject = other.subject.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten();
        own += if subject.is_some_and(|s| parent_of(&s.record) == partner) { given } else { 0 };
    }
    Ok((own, all))
}
