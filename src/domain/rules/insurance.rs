//! Rules of insurance (INS-01 … INS-24): one certificate against every profile that applies to its partner, and a partner
//! that has none (domain.md §7.5).
//!
//! What a line of the comparison says is [`crate::domain::insurance::compare`]'s; here it becomes a finding. A profile
//! speaks to a certificate that has something of what it asks for; a certificate with nothing of it is left alone.

use crate::domain::finding::Hit;
use crate::domain::finding::Outcome;
use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::OVER;
use crate::domain::insurance::compare::Compared;
use crate::domain::insurance::compare::Fit;
use crate::domain::insurance::compare::Line;
use crate::domain::insurance::compare::gaps;
use crate::domain::insurance::compare::speaks_to;
use crate::domain::insurance::insurers::Insurers;
use crate::domain::insurance::insurers::Listed;
use crate::domain::insurance::profile::Applies;
use crate::domain::insurance::profile::Profile;
use crate::domain::insurance::rates::Rates;
use crate::domain::insurance::versions;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::names;
use crate::domain::partner::Partner;
use crate::domain::rules::Scope;
use crate::domain::rules::graded;
use crate::domain::rules::in_order;
use crate::domain::rules::scope::earliest;
use crate::domain::rules::scope::hit;
use chrono::NaiveDate;
use chrono::TimeDelta;

/// The rules with their worst severities when the catalogue names none.
pub static INSURANCE_RULES: &[(&str, Severity)] = &[
    ("INS-01", Severity::High),
    ("INS-02", Severity::Blocking),
    ("INS-03", Severity::High),
    ("INS-04", Severity::High),
    ("INS-05", Severity::High),
    ("INS-06", Severity::High),
    ("INS-07", Severity::High),
    ("INS-08", Severity::Medium),
    ("INS-09", Severity::Medium),
    ("INS-10", Severity::Medium),
    ("INS-11", Severity::Medium),
    ("INS-12", Severity::Medium),
    ("INS-13", Severity::Blocking),
    ("INS-14", Severity::Blocking),
    ("INS-15", Severity::High),
    ("INS-16", Severity::High),
    ("INS-17", Severity::High),
    ("INS-18", Severity::High),
    ("INS-19", Severity::Medium),
    ("INS-20", Severity::High),
    ("INS-21", Severity::Medium),
    ("INS-22", Severity::High),
    ("INS-23", Severity::High),
    ("INS-24", Severity::High),
];

/// A waiver of a gap that was given for a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waived {
    /// The rule.
    pub rule: String,
    /// Which of the rule's findings.
    pub slot: String,
    /// Hash of the fact it was given for.
    pub fact: String,
    /// The last day it holds.
    pub until: NaiveDate,
}

/// Everything the rules of one certificate read.
pub struct CertificateFacts<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Its state.
    pub state: &'a str,
    /// Whose it is.
    pub partner: &'a Partner,
    /// Other certificates of the partner that are not over.
    pub others: &'a [&'a Certificate],
    /// Those of them that somebody looked at and accepted.
    pub accepted: &'a [&'a Certificate],
    /// Which certificate it is.
    pub id: Id,
    /// Every other certificate of the partner, also those that are over: versions of it may be among them.
    pub versions: &'a [(Id, &'a Certificate)],
    /// The desk's list of insurers.
    pub insurers: &'a Insurers,
    /// The profiles that apply to the partner.
    pub profiles: &'a [Applies<'a>],
    /// Every profile, as to when one begins or ends to apply.
    pub all: &'a [&'a Profile],
    /// Exchange rates.
    pub rates: &'a Rates,
    /// Waivers given for it.
    pub waived: &'a [Waived],
    /// Certificates of other partners with a policy number: their id and the insured printed on them.
    pub with_policy: &'a dyn Fn(&str) -> Vec<(Id, String)>,
    /// The day in the desk's zone.
    pub today: NaiveDate,
}

/// Whether a finding is a gap of what is there today: that cover or a waiver ends soon is a notice, no gap yet.
pub fn is_gap(rule: &str, severity: Severity) -> bool {
    match rule {
        "INS-14" | "INS-22" => severity >= Severity::High,
        _ => severity >= Severity::Medium,
    }
}

/// The slot of a line's finding: the profile, and which of the rule's lines it is.
pub fn slot(profile: &str, line: &Line) -> String {
    let part = line.part.key();
    if part.is_empty() { profile.to_owned() } else { format!("{profile}.{part}") }
}

/// The profile a finding is said of, by its slot; none of what is said of the certificate whatever is asked.
pub fn profile_of(hit: &Hit) -> Option<&str> {
    let mut parts = hit.slot.split('.');
    match hit.rule.as_str() {
        "INS-20" | "INS-23" | "INS-24" => None,
        // The slot of a lapsed waiver begins with the rule that was waived.
        "INS-22" => parts.nth(1),
        _ if INSURANCE_RULES.iter().any(|(rule, _)| *rule == hit.rule) => parts.next(),
        _ => None,
    }
    .filter(|profile| !profile.is_empty())
}

/// Runs the rules of a certificate.
pub fn evaluate_certificate(facts: &CertificateFacts<'_>, severity_of: &dyn Fn(&str) -> Option<Severity>) -> Outcome {
    if OVER.contains(&facts.state) {
        return Outcome::default();
    }
    let mut hits = Vec::new();
    let mut next = None;
    for profile in facts.all {
        next = earliest(next, profile.turns(facts.partner, facts.today));
    }
    // A waiver was given for where the partner sold then.
    let mut sold: Vec<&str> = facts.partner.markets.iter().map(|c| c.0.as_str()).collect();
    sold.sort_unstable();
    let markets = sold.join(" ");
    for applied in facts.profiles.iter().filter(|a| speaks_to(facts.certificate, a.profile)) {
        let of = Compared {
            certificate: facts.certificate,
            partner: facts.partner,
            others: facts.others,
            accepted: facts.accepted,
            profile: applied.profile,
            rates: facts.rates,
            today: facts.today,
        };
        for line in gaps(of) {
            next = earliest(next, line.turns);
            if let Fit::Gap(severity) = line.fit {
                let msg = line.msg(&applied.profile.code);
                let slot = slot(&applied.profile.code, &line);
                hits.push(Hit { bound: markets.clone(), ..hit(line.rule, slot, severity, msg) });
            }
        }
    }
    shared(facts, &mut hits);
    edited(facts, &mut hits);
    unlisted(facts, &mut hits);
    // Graded before waivers are looked at: a waiver was given for what the finding said, severity and all.
    for hit in &mut hits {
        grade(hit, severity_of);
    }
    let from = hits.len();
    next = earliest(next, lapsed(facts, &mut hits));
    for hit in hits.iter_mut().skip(from) {
        grade(hit, severity_of);
    }
    Outcome { hits: in_order(hits), next }
}

/// The catalogue's severity is a rule's worst: a policy that ends in twenty days is no expired one.
fn grade(hit: &mut Hit, severity_of: &dyn Fn(&str) -> Option<Severity>) {
    let own = INSURANCE_RULES.iter().find(|(rule, _)| *rule == hit.rule).map(|(_, own)| *own);
    if let (Some(own), Some(worst)) = (own, severity_of(&hit.rule)) {
        hit.severity = graded(hit.severity, own, worst);
    }
}

/// INS-20: one policy number for two insureds who are not one company.
fn shared(facts: &CertificateFacts<'_>, out: &mut Vec<Hit>) {
    let mut seen: Vec<&str> = Vec::new();
    for coverage in facts.certificate.coverages.iter().filter(|c| !c.policy_no.is_empty()) {
        if seen.contains(&coverage.policy_no.as_str()) {
            continue;
        }
        seen.push(&coverage.policy_no);
        let found = (facts.with_policy)(&coverage.policy_no);
        let other = found.into_iter().find(|(_, insured)| !names::same_company(insured, &facts.certificate.insured));
        if let Some((id, insured)) = other {
            let msg = Msg::new("finding-ins-20").with("policy", coverage.policy_no.as_str());
            let msg = msg.with("other", id.to_string()).with("insured", insured);
            out.push(hit("INS-20", coverage.policy_no.clone(), Severity::High, msg));
        }
    }
}

/// INS-23: dates or limits that are not those of an earlier version of the same certificate.
fn edited(facts: &CertificateFacts<'_>, out: &mut Vec<Hit>) {
    for found in versions::edited(facts.id, facts.certificate, facts.versions) {
        let msg = Msg::new("finding-ins-23").term("field", format!("field-{}", found.field));
        let msg = msg.with("number", found.number.as_str()).with("other", found.before.to_string());
        let msg = msg.with("was", found.was).with("is", found.is).with("more", found.more);
        out.push(hit("INS-23", found.number, Severity::High, msg));
    }
}

/// INS-24: an insurer the desk's list does not know, or knows under another number or name.
fn unlisted(facts: &CertificateFacts<'_>, out: &mut Vec<Hit>) {
    for insurer in &facts.certificate.insurers {
        let (id, listed) = match facts.insurers.check(insurer) {
            Listed::Yes => continue,
            Listed::No => ("finding-ins-24", None),
            Listed::OtherNumber(number) => ("finding-ins-24-number", Some(number)),
            Listed::OtherName(name) => ("finding-ins-24-name", Some(name)),
        };
        let printed = if insurer.name.is_empty() { &insurer.naic } else { &insurer.name };
        let msg = Msg { id: id.into(), args: Vec::new() }.with("insurer", printed.as_str());
        let msg = match listed {
            Some(listed) => msg.with("naic", insurer.naic.as_str()).with("listed", listed),
            None => msg,
        };
        out.push(hit("INS-24", insurer.letter.clone(), Severity::High, msg));
    }
}

/// Days before a waiver's end within which that is told, with how bad it is by then.
const SOON: [(i64, Severity); 3] = [(7, Severity::Medium), (14, Severity::Low), (30, Severity::Info)];

/// INS-22: a waiver is over and the gap is as it was; before that, that it will be.
fn lapsed(facts: &CertificateFacts<'_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    let mut next = None;
    let mut over = Vec::new();
    for hit in out.iter() {
        let given = facts.waived.iter().filter(|w| w.rule == hit.rule && w.slot == hit.slot && w.fact == hit.fact());
        let Some(until) = given.map(|w| w.until).max() else { continue };
        let left = until.signed_duration_since(facts.today).num_days();
        let told = SOON.iter().find(|(within, _)| left <= *within).map(|(_, severity)| *severity);
        let severity = if left < 0 { Some(Severity::High) } else { told };
        over.extend(severity.map(|severity| (hit.rule.clone(), hit.slot.clone(), until, severity)));
        let turns = SOON.iter().filter_map(|(within, _)| until.checked_sub_signed(TimeDelta::days(*within)));
        next = turns.chain(until.succ_opt()).filter(|day| *day > facts.today).min().into_iter().chain(next).min();
    }
    for (rule, slot, until, severity) in over {
        let id = if until < facts.today { "finding-ins-22" } else { "finding-ins-22-soon" };
        let msg = Msg::new(id).with("rule", rule.as_str()).with("until", until);
        out.push(Hit { due: Some(until), ..hit("INS-22", format!("{rule}.{slot}"), severity, msg) });
    }
    next
}

/// INS-02 of a partner: a profile applies and no certificate speaks to it at all.
pub(super) fn without(scope: &Scope<'_, '_>, out: &mut Vec<Hit>) -> Option<NaiveDate> {
    for (profile, channel) in scope.facts.uncovered {
        let msg = Msg::new("finding-ins-02-none").with("profile", profile.as_str()).term("channel", channel.label());
        out.push(hit("INS-02", profile.clone(), Severity::Blocking, msg));
    }
    scope.facts.uncovered_next
}
