//! What whoever signs the waiver of a finding should know: what is waived, until when and with which measure, how often
//! that was done before, and for a certificate's gap what is sold meanwhile (domain.md §10.3, insurance waiver).

use crate::api::facts::FactLine;
use crate::api::facts::FactStands;
use crate::api::facts::WAIVER;
use crate::desk::overlay::Now;
use crate::desk::overlay::parent_of;
use crate::desk::schedule;
use crate::desk::view::ViewError;
use crate::domain::channel::Sales;
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

/// The facts of a waiver of a finding; nothing for other reactions.
pub fn facts(now: Now<'_>, subject: &Stored) -> Result<Vec<FactLine>, ViewError> {
    let Some(reaction) = Reaction::of(&subject.record).filter(|r| r.stance == Stance::Waived) else {
        return Ok(Vec::new());
    };
    let Some(stored) = reaction.subject.parse::<Id>().ok().map(|id| now.get(id)).transpose()?.flatten() else {
        return Ok(Vec::new());
    };
    let today = now.state.today;
    let outcome = schedule::evaluate(now, &stored, today)?;
    let certificate = Certificate::of(&stored.record);
    let partner = owner(&stored);
    // The same for every gap: until when, with which measure, and what is sold meanwhile.
    let mut terms: Vec<Msg> = reaction.until.map(|until| runs(until, certificate)).into_iter().collect();
    terms.push(Msg::new("review-fact-waiver-measure").with("measure", reaction.reason.as_str()));
    let sold = if certificate.is_some() { sold(now, partner, today)? } else { Vec::new() };
    let mut out = Vec::new();
    for (rule, slot, fact) in reaction.answers() {
        let hit = outcome.hits.iter().find(|h| h.rule == rule && h.slot == slot);
        let same = hit.is_some_and(|h| h.fact() == fact);
        let mut lines: Vec<Msg> = hit.map(|h| h.msg.clone()).into_iter().collect();
        if !same {
            lines.push(Msg::new("review-fact-waiver-void"));
        }
        lines.extend(terms.iter().cloned());
        let (own, all) = before(now, subject.id, rule, partner)?;
        lines.push(Msg::new("review-fact-waived-before").with("own", own).with("all", all));
        lines.extend(sold.iter().cloned());
        let key = if reaction.gaps.is_empty() { WAIVER.to_owned() } else { format!("{WAIVER} {rule}:{slot}") };
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

/// Until when the waiver holds, and the cover where there is one.
fn runs(until: NaiveDate, certificate: Option<&Certificate>) -> Msg {
    let Some(certificate) = certificate else { return Msg::new("review-fact-waiver-through").with("until", until) };
    let ends = certificate.expires().map_or_else(|| Arg::Term("insurance-none".into()), Arg::Date);
    Msg::new("review-fact-waiver-until").with("until", until).with("ends", ends)
}

/// What the partner sells where it is live.
fn sold(now: Now<'_>, partner: Option<Id>, today: NaiveDate) -> Result<Vec<Msg>, ViewError> {
    let seller = partner.map(|id| now.get(id)).transpose()?.flatten();
    let sales = seller.as_ref().and_then(|s| Partner::of(&s.record)).into_iter().flat_map(|p| &p.channels);
    let line = |sold: &Sales| {
        let year = sold.year_sales.as_ref();
        let year = year.map_or_else(|| Arg::Term("insurance-none".into()), |m| Arg::Money(m.clone()));
        Msg::new("review-fact-exposure").term("channel", sold.channel.label()).with("year", year)
    };
    Ok(sales.filter(|s| s.is_live(today)).map(line).collect())
}

/// Whose the record is a finding speaks of: the partner itself, or the one it belongs to.
fn owner(stored: &Stored) -> Option<Id> {
    if stored.id.kind == KindId::Partner { Some(stored.id) } else { parent_of(&stored.record) }
}

/// Waivers of the same rule that were given before: for the same partner, and in all.
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
        own += if subject.is_some_and(|s| owner(&s) == partner) { given } else { 0 };
    }
    Ok((own, all))
}
