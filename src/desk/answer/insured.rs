//! What the report of insurance says of some partners, told from what each has on file today.

use crate::api::Refusal;
use crate::api::cover::Share;
use crate::api::insured::EndLine;
use crate::api::insured::Insured;
use crate::api::insured::RuleLine;
use crate::api::insured::Standing;
use crate::api::insured::WITHIN;
use crate::api::insured::WaiverLine;
use crate::desk::answer::cover;
use crate::desk::answer::cover::Asked;
use crate::desk::answer::exposure;
use crate::desk::insured;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::domain::channel::Channel;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::kind::Id;
use crate::domain::kind::Stored;
use crate::domain::partner::Partner;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// Channel and profile.
type Key = (Channel, String);

#[derive(Default)]
struct Gathered {
    partners: usize,
    standings: BTreeMap<Key, Standing>,
    rules: BTreeMap<(Key, String), (usize, usize)>,
    waivers: BTreeSet<WaiverLine>,
    ends: BTreeSet<EndLine>,
}

/// How these partners stand.
pub fn insured(state: &State, partners: &[Id], cancel: &AtomicBool) -> Result<Insured, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let mut found = Gathered::default();
    for id in partners {
        if cancel.load(Ordering::Relaxed) {
            return Err(Refusal::internal("cancelled"));
        }
        let Some(stored) = state.get(*id)? else { continue };
        if Partner::of(&stored.record).is_none_or(|p| p.channels.is_empty()) {
            continue;
        }
        let certificates = insured::certificates(now, stored.id)?;
        let asked = cover::asked(now, &stored, &certificates)?;
        found.partners += usize::from(!asked.is_empty());
        for one in &asked {
            found.take(now, &stored, one, &certificates);
        }
    }
    let line = |((key, rule), (open, waived)): ((Key, String), (usize, usize))| {
        let (channel, profile) = key;
        RuleLine { channel, profile, rule, open, waived }
    };
    Ok(Insured {
        partners: found.partners,
        standings: found.standings.into_values().collect(),
        rules: found.rules.into_iter().map(line).collect(),
        waivers: found.waivers.into_iter().collect(),
        ends: found.ends.into_iter().collect(),
    })
}

impl Gathered {
    fn take(&mut self, now: Now<'_>, partner: &Stored, asked: &Asked, certificates: &[Arc<Stored>]) {
        let Some(first) = asked.blocks.first() else { return };
        let key = (first.channel, first.code.clone());
        let accepted = insured::accepted(certificates);
        let fresh = || Standing { channel: key.0, profile: key.1.clone(), ..Standing::default() };
        let standing = self.standings.entry(key.clone()).or_insert_with(fresh);
        standing.partners += 1;
        match asked.effect {
            ChannelEffect::Clear => standing.clear += 1,
            ChannelEffect::Conditional => standing.conditional += 1,
            ChannelEffect::Blocking => standing.blocking += 1,
        }
        let ids: BTreeSet<Id> = asked.certificates().collect();
        standing.uncovered += usize::from(ids.is_empty());
        let mut share = Share::default();
        for stored in certificates.iter().filter(|s| ids.contains(&s.id)) {
            exposure::limits(now, stored, &mut share, &|_| true);
            let Some(certificate) = Certificate::of(&stored.record) else { continue };
            let Some(expires) = certificate.expires() else { continue };
            if exposure::is_renewed(certificate, expires, &accepted) {
                continue;
            }
            let left = expires.signed_duration_since(now.state.today).num_days();
            standing.overdue += usize::from(left < 0);
            for (slot, days) in standing.within.iter_mut().zip(WITHIN) {
                *slot += usize::from((0..days).contains(&left));
            }
            if WITHIN.iter().any(|days| left < *days) {
                let (name, number) = (partner.title(), certificate.number.clone());
                self.ends.insert(EndLine { expires, certificate: stored.id, partner: partner.id, name, number, left });
            }
        }
        standing.certificates += share.certificates;
        standing.limits_usd = standing.limits_usd.saturating_add(share.limits_usd);
        standing.unconverted += share.unconverted;
        self.gaps(&key, partner, asked);
    }

    fn gaps(&mut self, key: &Key, partner: &Stored, asked: &Asked) {
        let blocks = &asked.blocks;
        let gaps = blocks.iter().flat_map(|b| b.lines.iter().filter_map(|l| l.finding.as_ref()).chain(&b.beside));
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for gap in gaps.filter(|f| f.hit.severity > Severity::Info) {
            if !seen.insert(Finding::key(gap)) {
                continue;
            }
            let counts = self.rules.entry((key.clone(), gap.hit.rule.clone())).or_default();
            counts.0 += usize::from(gap.state.counts());
            if gap.state == FindingState::Waived {
                counts.1 += 1;
                self.waivers.insert(WaiverLine {
                    until: gap.until,
                    certificate: gap.subject,
                    partner: partner.id,
                    name: partner.title(),
                    rule: gap.hit.rule.clone(),
                    slot: gap.hit.slot.clone(),
                });
            }
        }
    }
}
