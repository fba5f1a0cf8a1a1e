//! Insurance over the desk: which profiles apply to a partner, what the rules say of a certificate, and whom a change of
//! profiles, rates or certificates concerns.

use crate::desk::overlay::Now;
use crate::desk::overlay::parent_of;
use crate::desk::view::ViewError;
use crate::domain::channel::Channel;
use crate::domain::clock::day_of;
use crate::domain::finding::Outcome;
use crate::domain::insurance::certificate::ACCEPTED;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::certificate::Insurer;
use crate::domain::insurance::certificate::OVER;
use crate::domain::insurance::compare::Compared;
use crate::domain::insurance::compare::Line;
use crate::domain::insurance::compare::speaks_to;
use crate::domain::insurance::compare::table;
use crate::domain::insurance::insurers::KnownInsurer;
use crate::domain::insurance::insurers::digits;
use crate::domain::insurance::profile::Applies;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rate;
use crate::domain::insurance::renewal::Request;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::Letter;
use crate::domain::money::Money;
use crate::domain::msg::Msg;
use crate::domain::names;
use crate::domain::partner::Partner;
use crate::domain::reaction::Reaction;
use crate::domain::reaction::Stance;
use crate::domain::rules::insurance::CertificateFacts;
use crate::domain::rules::insurance::Waived;
use crate::domain::rules::insurance::evaluate_certificate;
use chrono::NaiveDate;
use std::sync::Arc;

/// Every profile in use.
fn profiles(now: Now<'_>) -> Vec<&Profile> {
    now.state
        .directory
        .profiles
        .values()
        .filter(|s| s.state == "active")
        .filter_map(|s| Profile::of(&s.record))
        .collect()
}

/// The profiles that apply to a partner on a day, with why, in the order of their codes.
pub fn applying<'a>(now: Now<'a>, partner: &'a Partner, today: NaiveDate) -> Vec<Applies<'a>> {
    if partner.channels.is_empty() {
        return Vec::new();
    }
    let directory = &now.state.directory;
    profiles(now).into_iter().filter_map(|p| p.applies(partner, &directory.rates, today)).collect()
}

/// The certificates of a partner that are not over.
pub fn certificates(now: Now<'_>, partner: Id) -> Result<Vec<Arc<Stored>>, ViewError> {
    if now.count(KindId::Certificate) == 0 {
        return Ok(Vec::new());
    }
    let mut found = now.children(partner, KindId::Certificate)?;
    found.retain(|s| !OVER.contains(&s.state.as_str()));
    Ok(found)
}

/// The profiles that apply to a partner and to which none of its certificates speaks, each with its channel.
pub fn uncovered(
    now: Now<'_>,
    subject: &Stored,
    partner: &Partner,
    today: NaiveDate,
) -> Result<Vec<(String, Channel)>, ViewError> {
    let applied = applying(now, partner, today);
    if applied.is_empty() {
        return Ok(Vec::new());
    }
    let certificates = certificates(now, subject.id)?;
    let spoken = |p: &Profile| certificates.iter().filter_map(|s| Certificate::of(&s.record)).any(|c| speaks_to(c, p));
    let open = applied.iter().filter(|a| !spoken(a.profile));
    Ok(open.map(|a| (a.profile.code.clone(), a.profile.channel)).collect())
}

/// The day on which a profile begins or ends to apply to a partner by itself.
pub fn turns(now: Now<'_>, partner: &Partner, today: NaiveDate) -> Option<NaiveDate> {
    if partner.channels.is_empty() {
        return None;
    }
    profiles(now).into_iter().filter_map(|p| p.turns(partner, today)).min()
}

/// Those of some certificates that somebody looked at and accepted.
pub fn accepted(certificates: &[Arc<Stored>]) -> Vec<&Certificate> {
    let looked = certificates.iter().filter(|s| ACCEPTED.contains(&s.state.as_str()));
    looked.filter_map(|s| Certificate::of(&s.record)).collect()
}

/// What is read of one certificate: its partner and the partner's other certificates, without those that were taken back.
pub struct Around {
    partner: Arc<Stored>,
    beside: Vec<Arc<Stored>>,
}

impl Around {
    /// What the desk has around a certificate.
    pub fn of(now: Now<'_>, subject: &Stored) -> Result<Option<Self>, ViewError> {
        let Some(id) = parent_of(&subject.record) else { return Ok(None) };
        let Some(partner) = now.get(id)? else { return Ok(None) };
        let mut certificates = now.children(id, KindId::Certificate)?;
        certificates.retain(|s| s.state != "cancelled");
        Ok(Some(Self::among(&partner, &certificates, subject.id)))
    }

    /// The same, when certificates of the partner were read.
    pub fn among(partner: &Arc<Stored>, certificates: &[Arc<Stored>], subject: Id) -> Self {
        let beside = certificates.iter().filter(|s| s.id != subject).cloned().collect();
        Self { partner: Arc::clone(partner), beside }
    }

    fn others(&self) -> Vec<&Certificate> {
        let open = self.beside.iter().filter(|s| !OVER.contains(&s.state.as_str()));
        open.filter_map(|s| Certificate::of(&s.record)).collect()
    }

    fn accepted(&self) -> Vec<&Certificate> {
        accepted(&self.beside)
    }

    fn versions(&self) -> Vec<(Id, &Certificate)> {
        self.beside.iter().filter_map(|s| Some((s.id, Certificate::of(&s.record)?))).collect()
    }
}

/// What the rules say of a certificate.
pub fn evaluate(
    now: Now<'_>,
    subject: &Stored,
    certificate: &Certificate,
    today: NaiveDate,
) -> Result<Outcome, ViewError> {
    let Some(around) = Around::of(now, subject)? else { return Ok(Outcome::default()) };
    let Some(partner) = Partner::of(&around.partner.record) else { return Ok(Outcome::default()) };
    let directory = &now.state.directory;
    let facts = CertificateFacts {
        certificate,
        state: &subject.state,
        partner,
        others: &around.others(),
        accepted: &around.accepted(),
        id: subject.id,
        versions: &around.versions(),
        insurers: &directory.insurers,
        profiles: &applying(now, partner, today),
        all: &profiles(now),
        rates: &directory.rates,
        waived: &waived(now, subject.id)?,
        with_policy: &|number| with_policy(now, number, around.partner.id),
        today,
    };
    let catalog = now.state.catalog;
    Ok(evaluate_certificate(&facts, &|rule| catalog.rule(rule).map(|r| r.severity)))
}

/// A profile with the lines of a certificate held against it, and why it applies.
pub type Held<'a> = (&'a Stored, Vec<Line>, Msg);

/// A certificate against every profile that applies and to which it speaks.
pub fn tables<'a>(now: Now<'a>, subject: &Stored, around: &Around, today: NaiveDate) -> Vec<Held<'a>> {
    let (Some(partner), Some(certificate)) = (Partner::of(&around.partner.record), Certificate::of(&subject.record))
    else {
        return Vec::new();
    };
    let directory = &now.state.directory;
    let (others, accepted) = (around.others(), around.accepted());
    let mut out = Vec::new();
    for stored in directory.profiles.values().filter(|s| s.state == "active") {
        let Some(profile) = Profile::of(&stored.record).filter(|p| speaks_to(certificate, p)) else { continue };
        let Some(applied) = profile.applies(partner, &directory.rates, today) else { continue };
        let of = Compared {
            certificate,
            partner,
            others: &others,
            accepted: &accepted,
            profile,
            rates: &directory.rates,
            today,
        };
        out.push((stored.as_ref(), table(of), applied.why));
    }
    out
}

/// The request for a renewal that is due and that no letter makes yet.
pub fn renewal(
    now: Now<'_>,
    subject: &Stored,
    certificate: &Certificate,
    applied: &[Applies<'_>],
) -> Result<Option<Request>, ViewError> {
    let (today, zone) = (now.state.today, now.state.genesis.tz());
    let (over, partner) = (OVER.contains(&subject.state.as_str()), parent_of(&subject.record));
    let ends = certificate.expires().and_then(|end| Request::of(end, today));
    let Some(partner) = partner.filter(|_| !over && ends.is_some() && !applied.is_empty()) else { return Ok(None) };
    let mut others = certificates(now, partner)?;
    others.retain(|s| s.id != subject.id);
    let others: Vec<&Certificate> = others.iter().filter_map(|s| Certificate::of(&s.record)).collect();
    let needs = applied.iter().flat_map(|a| &a.profile.needs);
    let Some(request) = Request::for_certificate(certificate, &others, needs, today) else { return Ok(None) };
    let (own, ends) = (subject.id.to_string(), format!("INS-14:{}:", subject.id));
    let asks = |key: &String| *key == own || key.starts_with(&ends);
    let makes = |stored: &Arc<Stored>| {
        let letter = Letter::of(&stored.record).filter(|l| stored.state != "withdrawn" && l.asked_for.iter().any(asks));
        let sent = letter.into_iter().flat_map(|l| &l.sendings).filter_map(|s| s.at);
        let days = sent.chain(letter.map(|_| stored.made_at)).map(|at| day_of(at, zone));
        days.into_iter().any(|day| request.is_answered_on(day))
    };
    let written = now.children(partner, KindId::Letter)?.iter().any(makes);
    Ok((!written).then_some(request))
}

/// Waivers in force or over, given for a certificate.
fn waived(now: Now<'_>, subject: Id) -> Result<Vec<Waived>, ViewError> {
    let given = now.children(subject, KindId::Reaction)?;
    let mut out = Vec::new();
    for stored in given.iter().filter(|s| s.state == "in_force") {
        let Some(reaction) = Reaction::of(&stored.record).filter(|r| r.stance == Stance::Waived) else { continue };
        let Some(until) = reaction.until else { continue };
        let one = |(rule, slot, fact): (&str, &str, &str)| Waived {
            rule: rule.to_owned(),
            slot: slot.to_owned(),
            fact: fact.to_owned(),
            until,
        };
        out.extend(reaction.answers().into_iter().map(one));
    }
    Ok(out)
}

/// Certificates of other partners with a policy number, and the insured printed on them.
fn with_policy(now: Now<'_>, number: &str, besides: Id) -> Vec<(Id, String)> {
    let known = now.state.tables.maps.policy(number).into_iter().map(|n| Id::new(KindId::Certificate, n));
    let mut found: Vec<Id> = known.collect();
    if now.overlay.records.len() <= 64 {
        found.extend(now.overlay.records.keys().filter(|id| id.kind == KindId::Certificate));
    }
    found.sort_unstable();
    found.dedup();
    let insured = |id: Id| {
        let stored = now.get(id).ok().flatten()?;
        let certificate = Certificate::of(&stored.record)?;
        let same = certificate.coverages.iter().any(|c| c.policy_no == number);
        let counts = same && !OVER.contains(&stored.state.as_str()) && certificate.partner.id() != Some(besides);
        counts.then(|| (id, certificate.insured.clone()))
    };
    found.into_iter().filter_map(insured).collect()
}

/// Whom a put concerns as to insurance: of a certificate the partner's others and those with its policy numbers, of a
/// partner its certificates. Profiles and rates: [`concerned_by_terms`].
pub fn concerned(now: Now<'_>, version: &Stored) -> Result<Vec<Id>, ViewError> {
    let of =
        |partner: Id| -> Result<Vec<Id>, ViewError> { Ok(certificates(now, partner)?.iter().map(|s| s.id).collect()) };
    let mut found = Vec::new();
    match version.id.kind {
        KindId::Partner if version.rev > 1 => found.extend(of(version.id)?),
        KindId::Certificate => {
            let partner = parent_of(&version.record);
            found.extend(partner.map(of).transpose()?.unwrap_or_default());
            let numbers = Certificate::of(&version.record).into_iter().flat_map(|c| &c.coverages);
            for coverage in numbers.filter(|c| !c.policy_no.is_empty()) {
                let others = now.state.tables.maps.policy(&coverage.policy_no);
                found.extend(others.into_iter().map(|n| Id::new(KindId::Certificate, n)));
            }
        }
        _ => {}
    }
    Ok(found)
}

/// The certificates which a change of the list of insurers concerns: those that name one of these insurers, and all when
/// the list begins or ends with it.
fn concerned_by_insurers(now: Now<'_>) -> Result<Vec<Id>, ViewError> {
    let put = now.overlay.records.values().filter(|s| s.id.kind == KindId::KnownInsurer);
    // A draft is not on the list.
    let put: Vec<&KnownInsurer> = put
        .filter(|s| matches!(s.state.as_str(), "active" | "retired"))
        .filter_map(|s| KnownInsurer::of(&s.record))
        .collect();
    if put.is_empty() {
        return Ok(Vec::new());
    }
    let all = now.state.directory.insurers.len() <= put.len();
    let plain: Vec<String> = put.iter().flat_map(|insurer| insurer.plain()).collect();
    let names = |insurer: &Insurer| {
        let number = digits(&insurer.naic);
        let numbered = !number.is_empty() && put.iter().any(|known| known.naic == number);
        numbered || plain.contains(&names::normalise_company(&insurer.name))
    };
    let mut found = Vec::new();
    for number in 1..=now.count(KindId::Certificate) {
        let id = Id::new(KindId::Certificate, number);
        let stored = if all { None } else { now.get(id)? };
        let named =
            stored.as_ref().and_then(|s| Certificate::of(&s.record)).is_some_and(|c| c.insurers.iter().any(names));
        if all || named {
            found.push(id);
        }
    }
    Ok(found)
}

/// Whom the profiles, rates and listed insurers of an entry concern: a profile every certificate and every partner that
/// sells on a channel, rates those with amounts in their currencies, an insurer those that name it. Asked once for an
/// entry: a file brings hundreds of rates.
pub fn concerned_by_terms(now: Now<'_>) -> Result<Vec<Id>, ViewError> {
    let put = || now.overlay.records.values();
    // A draft asks nothing of anybody.
    let asks = |s: &Arc<Stored>| s.id.kind == KindId::Profile && matches!(s.state.as_str(), "active" | "retired");
    let all = put().any(asks);
    let mut found = concerned_by_insurers(now)?;
    let mut currencies: Vec<&str> = put().filter_map(|s| Rate::of(&s.record)).map(|r| r.currency.as_str()).collect();
    if !all && currencies.is_empty() || now.state.meta.seq <= 1 {
        return Ok(found);
    }
    currencies.sort_unstable();
    currencies.dedup();
    let all = all || profiles(now).iter().any(|p| amounts_asked(p).any(|m| is_in(m, &currencies)));
    for number in 1..=now.count(KindId::Certificate) {
        let id = Id::new(KindId::Certificate, number);
        let stored = if all { None } else { now.get(id)? };
        let has = stored.as_ref().and_then(|s| Certificate::of(&s.record));
        if all || has.is_some_and(|c| c.coverages.iter().flat_map(amounts).any(|m| is_in(m, &currencies))) {
            found.push(id);
        }
    }
    for number in 1..=now.count(KindId::Partner) {
        let id = Id::new(KindId::Partner, number);
        let stored = now.get(id)?;
        let partner = stored.as_ref().and_then(|s| Partner::of(&s.record));
        let mut sales = partner.into_iter().flat_map(|p| &p.channels);
        if sales.any(|s| all || [&s.month_sales, &s.year_sales].into_iter().flatten().any(|m| is_in(m, &currencies))) {
            found.push(id);
            // What it sold decides which profiles its certificates are held against; otherwise all are there already.
            if !all {
                found.extend(certificates(now, id)?.iter().map(|s| s.id));
            }
        }
    }
    Ok(found)
}

fn is_in(money: &Money, currencies: &[&str]) -> bool {
    currencies.contains(&money.currency.as_str())
}

/// The amounts of a coverage.
fn amounts(cover: &Coverage) -> impl Iterator<Item = &Money> {
    [&cover.each, &cover.aggregate, &cover.products, &cover.deductible, &cover.retention].into_iter().flatten()
}

/// The amounts a profile names.
fn amounts_asked(profile: &Profile) -> impl Iterator<Item = &Money> {
    let needs = profile.needs.iter().flat_map(|n| [&n.each, &n.aggregate, &n.products, &n.perils_up_to]);
    needs.chain([&profile.deductible_max, &profile.month_over, &profile.year_over]).flatten()
}
