//! Certificates against what is asked of them, line by line with what people said of each gap, and what that comes to
//! for the channels of a partner.

use crate::api::Refusal;
use crate::api::cover::CertificateLine;
use crate::api::cover::CoverBlock;
use crate::api::cover::CoverLine;
use crate::api::cover::CoverView;
use crate::api::cover::Covered;
use crate::desk::answer::list::findings_of;
use crate::desk::answer::show;
use crate::desk::insured;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::overlay::parent_of;
use crate::desk::state::State;
use crate::domain::finding::Finding;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::compare::Fit;
use crate::domain::insurance::compare::Line;
use crate::domain::insurance::compare::meets;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::insurance::profile::Applies;
use crate::domain::insurance::profile::Need;
use crate::domain::insurance::profile::Profile;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::partner::Partner;
use crate::domain::rules::insurance::profile_of;
use crate::domain::rules::insurance::slot;
use chrono::DateTime;
use chrono::Utc;
use std::cmp::Reverse;
use std::sync::Arc;

/// The rule that says that nothing speaks to what is asked.
const MISSING: &str = "INS-02";
/// The rule that says that a waiver is over.
const LAPSED: &str = "INS-22";

/// A certificate, or everything that is asked of a partner.
pub fn cover(state: &State, of: Id, operator: &str, at: DateTime<Utc>) -> Result<CoverView, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let stored = state.get(of)?.ok_or_else(|| Refusal::not_found(of.to_string()))?;
    let partner = match of.kind {
        KindId::Partner => Some(Arc::clone(&stored)),
        KindId::Certificate => parent_of(&stored.record).map(|id| state.get(id)).transpose()?.flatten(),
        _ => None,
    };
    let partner = partner.ok_or_else(|| Refusal::invalid(Msg::new("cover-of-what").with("id", of.to_string())))?;
    let blocks = if of.kind == KindId::Partner {
        asked(now, &partner, &insured::certificates(now, of)?)?.into_iter().flat_map(|a| a.blocks).collect()
    } else {
        let around = insured::Around::of(now, &stored)?;
        around.map(|around| spoken(now, &stored, &around)).transpose()?.unwrap_or_default()
    };
    let shown = show::full(state, &stored, operator, at)?;
    Ok(CoverView { shown, partner: partner.id, name: partner.title(), today: state.today, blocks })
}

/// How a partner's insurance stands on each channel.
pub fn channels(state: &State, stored: &Arc<Stored>) -> Result<Vec<Covered>, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let asked = asked(now, stored, &insured::certificates(now, stored.id)?)?;
    let mut out: Vec<Covered> = asked.into_iter().map(Asked::covered).collect();
    out.sort_by(|a, b| a.channel.cmp(&b.channel).then_with(|| a.profile.cmp(&b.profile)));
    Ok(out)
}

/// A profile that applies to a partner, with the certificates that speak to it best.
pub struct Asked {
    /// A block for each such certificate; one without any when nothing speaks to it.
    pub blocks: Vec<CoverBlock>,
    /// What it comes to.
    pub effect: ChannelEffect,
}

impl Asked {
    /// Whether it is asked by a channel.
    pub fn is_on(&self, channel: &str) -> bool {
        self.blocks.first().is_some_and(|b| b.channel.as_str() == channel)
    }

    /// The certificates that speak to it.
    pub fn certificates(&self) -> impl Iterator<Item = Id> + '_ {
        self.blocks.iter().filter_map(|b| b.certificate.as_ref()).map(|c| c.id)
    }

    fn covered(self) -> Covered {
        let certificates = self.blocks.iter().filter_map(|b| b.certificate.as_ref());
        let first = self.blocks.first();
        Covered {
            channel: first.map(|b| b.channel).unwrap_or_default(),
            profile: first.map(|b| b.code.clone()).unwrap_or_default(),
            effect: self.effect,
            expires: certificates.clone().filter_map(|c| c.expires).min(),
            certificates: certificates.map(|c| c.id).collect(),
        }
    }
}

/// Everything that is asked of a partner with these certificates, in the order of the profiles' codes. Of several with
/// one kind of cover the one that comes off best is taken: after a renewal the policy before it stands against nobody.
pub fn asked(now: Now<'_>, stored: &Arc<Stored>, certificates: &[Arc<Stored>]) -> Result<Vec<Asked>, Refusal> {
    let Some(partner) = Partner::of(&stored.record) else { return Ok(Vec::new()) };
    let applied = insured::applying(now, partner, now.state.today);
    if applied.is_empty() {
        return Ok(Vec::new());
    }
    let mut known: Vec<(&Stored, Vec<CoverBlock>)> = Vec::new();
    for certificate in certificates {
        let around = insured::Around::among(stored, certificates, certificate.id);
        known.push((certificate.as_ref(), spoken(now, certificate, &around)?));
    }
    let mut out = Vec::new();
    for one in &applied {
        let mut found: Vec<CoverBlock> = Vec::new();
        let mut effect = ChannelEffect::Clear;
        for need in &one.profile.needs {
            match best(&known, one.profile, need) {
                Some(block) => {
                    effect = effect.max(block.effect);
                    if !found.iter().any(|b| b.certificate == block.certificate) {
                        found.push(block.clone());
                    }
                }
                None => effect = ChannelEffect::Blocking,
            }
        }
        if found.is_empty() {
            found.push(uncovered(now, stored, one)?);
        }
        out.push(Asked { blocks: found, effect });
    }
    Ok(out)
}

/// The certificate that comes off best for a kind of cover.
fn best<'a>(known: &'a [(&Stored, Vec<CoverBlock>)], profile: &Profile, need: &Need) -> Option<&'a CoverBlock> {
    let has = |s: &Stored| Certificate::of(&s.record).is_some_and(|c| meets(c, need));
    let of = known.iter().filter(|(s, _)| has(s));
    let blocks = of.filter_map(|(_, blocks)| blocks.iter().find(|b| b.code == profile.code));
    blocks.min_by_key(|b| (b.effect, Reverse(b.certificate.as_ref().and_then(|c| c.expires))))
}

/// A profile nothing speaks to.
fn uncovered(now: Now<'_>, stored: &Stored, applied: &Applies<'_>) -> Result<CoverBlock, Refusal> {
    let mut found = findings_of(now.state, stored.id)?;
    found.retain(|f| f.hit.rule == MISSING && f.hit.slot == applied.profile.code);
    let mut block = block_of(now, applied.profile, applied.why.clone());
    block.beside = found;
    block.effect = ChannelEffect::Blocking;
    Ok(block)
}

fn block_of(now: Now<'_>, profile: &Profile, why: Msg) -> CoverBlock {
    let known = now.state.directory.profiles.values();
    // What applies is taken from there.
    let own = |s: &&Arc<Stored>| Profile::of(&s.record).is_some_and(|known| std::ptr::eq(known, profile));
    let id = known.into_iter().find(own).map(|s| s.id);
    CoverBlock {
        profile: id.unwrap_or(Id::new(KindId::Profile, 0)),
        code: profile.code.clone(),
        title_en: profile.title_en.clone(),
        title_zh: profile.title_zh.clone(),
        channel: profile.channel,
        why,
        certificate: None,
        lines: Vec::new(),
        beside: Vec::new(),
        effect: ChannelEffect::Clear,
    }
}

/// A certificate against every profile it speaks to.
fn spoken(now: Now<'_>, stored: &Stored, around: &insured::Around) -> Result<Vec<CoverBlock>, Refusal> {
    let Some(certificate) = Certificate::of(&stored.record) else { return Ok(Vec::new()) };
    let findings = findings_of(now.state, stored.id)?;
    let mut out = Vec::new();
    for (profile, lines, why) in insured::tables(now, stored, around, now.state.today) {
        let Some(profile) = Profile::of(&profile.record) else { continue };
        let mut block = block_of(now, profile, why);
        block.certificate = Some(CertificateLine {
            id: stored.id,
            state: stored.state.clone(),
            insured: certificate.insured.clone(),
            number: certificate.number.clone(),
            expires: certificate.expires(),
            sha256: certificate.file.sha256.clone(),
        });
        block.lines = lines.iter().map(|line| with_finding(line, &profile.code, &findings)).collect();
        // One policy that meets two needs says the same of both.
        block.lines.dedup();
        // A stable order within: the lines come in the order of their rules.
        block.lines.sort_by_key(|l| Reverse(l.gap));
        block.beside = findings.iter().filter(|f| stands_beside(f, &profile.code)).cloned().collect();
        let lines = block.lines.iter().map(CoverLine::effect);
        let beside = block.beside.iter().map(|f| ChannelEffect::of_gap(f.hit.severity, f.state));
        block.effect = lines.chain(beside).max().unwrap_or_default();
        out.push(block);
    }
    Ok(out)
}

fn with_finding(line: &Line, profile: &str, findings: &[Finding]) -> CoverLine {
    let slot = slot(profile, line);
    let gap = match line.fit {
        Fit::Pass => None,
        Fit::Gap(severity) => Some(severity),
    };
    let finding = findings.iter().find(|f| f.hit.rule == line.rule && f.hit.slot == slot).filter(|_| gap.is_some());
    let part = line.part.key();
    CoverLine {
        rule: line.rule.to_owned(),
        label: (!part.is_empty()).then(|| line.part.label()),
        part,
        need: line.need.clone(),
        has: line.has.clone(),
        gap: finding.map(|f| f.hit.severity).or(gap),
        finding: finding.cloned(),
    }
}

/// Whether a finding of a certificate stands against a profile without being one of its lines: it is about the policy as
/// such, or about a waiver of one of the lines.
fn stands_beside(finding: &Finding, profile: &str) -> bool {
    match finding.hit.rule.as_str() {
        "INS-20" | "INS-23" | "INS-24" => true,
        LAPSED => profile_of(&finding.hit) == Some(profile),
        _ => false,
    }
}
