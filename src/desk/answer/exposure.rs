//! When certificates run out, and how much is insured on each channel and in each market: told from what every partner
//! that sells on a channel has on file.

use crate::api::Refusal;
use crate::api::cover::Exposure;
use crate::api::cover::GapCount;
use crate::api::cover::GapMatrix;
use crate::api::cover::Month;
use crate::api::cover::Share;
use crate::desk::answer::cover;
use crate::desk::answer::cover::Asked;
use crate::desk::insured;
use crate::desk::overlay::Now;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::insurance::certificate::Certificate;
use crate::domain::insurance::certificate::Coverage;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::insurance::profile::Profile;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::partner::Country;
use crate::domain::partner::Partner;
use crate::text;
use chrono::Datelike;
use chrono::Days;
use chrono::Months;
use chrono::NaiveDate;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering;

/// Months of the calendar.
const MONTHS: u32 = 12;

/// What is insured, and until when.
pub fn exposure(state: &State, cancel: &AtomicBool) -> Result<Exposure, Refusal> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let mut found = Exposure {
        today: state.today,
        overdue: 0,
        months: months(state.today),
        channels: Vec::new(),
        markets: Vec::new(),
    };
    let mut channels = Shares::default();
    let mut markets = Shares::default();
    for number in 1..=state.count(KindId::Partner) {
        if cancel.load(Ordering::Relaxed) {
            return Err(Refusal::internal("cancelled"));
        }
        let Some(stored) = state.get(Id::new(KindId::Partner, number))? else { continue };
        let certificates = insured::certificates(now, stored.id)?;
        calendar(&mut found, &certificates);
        let Some(partner) = Partner::of(&stored.record).filter(|p| !p.channels.is_empty()) else { continue };
        shares(now, &stored, partner, &certificates, &mut channels, &mut markets)?;
    }
    found.channels = channels.sorted();
    found.markets = markets.sorted();
    Ok(found)
}

/// The gaps by rule and profile, counted over the table of findings.
pub fn gaps(state: &State) -> GapMatrix {
    let found = state.tables.findings.gaps();
    let known = state.directory.profiles.values().filter_map(|s| Profile::of(&s.record));
    let known: BTreeMap<String, &str> = known.map(|p| (text::fold(&p.code), p.code.as_str())).collect();
    let folded: BTreeSet<&str> = found.keys().map(|(_, profile)| *profile).collect();
    // What is said whatever is asked stands last.
    let (without, with): (Vec<&str>, Vec<&str>) = folded.into_iter().partition(|p| p.is_empty());
    let order: Vec<&str> = with.into_iter().chain(without).collect();
    let mut rules: Vec<(String, Vec<GapCount>)> = Vec::new();
    for ((rule, profile), (open, waived)) in &found {
        if rules.last().is_none_or(|(last, _)| last != rule) {
            rules.push(((*rule).to_owned(), vec![GapCount::default(); order.len()]));
        }
        let place = order.iter().position(|p| p == profile);
        let cell = place.and_then(|at| rules.last_mut().and_then(|(_, cells)| cells.get_mut(at)));
        if let Some(cell) = cell {
            *cell = GapCount { open: *open, waived: *waived };
        }
    }
    let name = |folded: &&str| known.get(*folded).copied().unwrap_or(folded).to_owned();
    GapMatrix { today: state.today, profiles: order.iter().map(name).collect(), rules }
}

/// This month and those after it, with nothing in them.
fn months(today: NaiveDate) -> Vec<Month> {
    let first = today.with_day(1).unwrap_or(today);
    let starts = (0..MONTHS).filter_map(|n| first.checked_add_months(Months::new(n)));
    starts.map(|from| Month { from, ends: 0, renewed: 0 }).collect()
}

/// Counts when the cover of a partner ends.
fn calendar(found: &mut Exposure, certificates: &[Arc<Stored>]) {
    let accepted = insured::accepted(certificates);
    let known: Vec<&Certificate> = certificates.iter().filter_map(|s| Certificate::of(&s.record)).collect();
    for certificate in &known {
        let Some(end) = certificate.expires() else { continue };
        let renewed = is_renewed(certificate, end, &accepted);
        if end < found.today {
            found.overdue += usize::from(!renewed);
            continue;
        }
        let month = found.months.iter_mut().rfind(|m| m.from <= end);
        let within = month.filter(|m| m.from.checked_add_months(Months::new(1)).is_some_and(|next| end < next));
        if let Some(month) = within {
            month.ends += 1;
            month.renewed += usize::from(renewed);
        }
    }
}

/// Whether every cover that ends on a day goes on with another certificate.
pub(super) fn is_renewed(certificate: &Certificate, end: NaiveDate, known: &[&Certificate]) -> bool {
    let goes_on = |ending: &Coverage| {
        let follows = |c: &Coverage| {
            c.cover == ending.cover
                && c.expires.is_some_and(|to| to > end)
                && c.effective.is_none_or(|from| from <= end + Days::new(1))
        };
        known.iter().any(|k| k.coverages.iter().any(follows))
    };
    certificate.coverages.iter().filter(|c| c.expires == Some(end)).all(goes_on)
}

/// Shares by channel or market, with the certificates counted already.
#[derive(Default)]
struct Shares {
    by: BTreeMap<String, Share>,
}

impl Shares {
    fn of(&mut self, key: &str) -> &mut Share {
        self.by.entry(key.to_owned()).or_insert_with(|| Share { of: key.to_owned(), ..Share::default() })
    }

    /// The largest first.
    fn sorted(self) -> Vec<Share> {
        let mut out: Vec<Share> = self.by.into_values().collect();
        out.sort_by(|a, b| b.partners.cmp(&a.partners).then_with(|| a.of.cmp(&b.of)));
        out
    }
}

fn shares(
    now: Now<'_>,
    stored: &Arc<Stored>,
    partner: &Partner,
    certificates: &[Arc<Stored>],
    channels: &mut Shares,
    markets: &mut Shares,
) -> Result<(), Refusal> {
    let today = now.state.today;
    let asked = cover::asked(now, stored, certificates)?;
    let live: BTreeSet<&str> =
        partner.channels.iter().filter(|s| s.is_live(today)).map(|s| s.channel.as_str()).collect();
    for channel in &live {
        let here: Vec<&Asked> = asked.iter().filter(|a| a.is_on(channel)).collect();
        let ids: BTreeSet<Id> = here.iter().flat_map(|a| a.certificates()).collect();
        let share = channels.of(channel);
        stands(share, &here);
        let on = certificates.iter().filter(|s| ids.contains(&s.id));
        on.for_each(|s| limits(now, s, share, &|_| true));
    }
    if live.is_empty() {
        return Ok(());
    }
    let all: Vec<&Asked> = asked.iter().collect();
    let ids: BTreeSet<Id> = all.iter().flat_map(|a| a.certificates()).collect();
    for Country(market) in &partner.markets {
        let share = markets.of(market);
        stands(share, &all);
        let country = Country(market.clone());
        let there = certificates.iter().filter(|s| ids.contains(&s.id));
        there.for_each(|s| limits(now, s, share, &|c| c.covers(&country)));
    }
    Ok(())
}

/// One partner more, as it stands.
fn stands(share: &mut Share, asked: &[&Asked]) {
    share.partners += 1;
    match asked.iter().map(|a| a.effect).max().unwrap_or_default() {
        ChannelEffect::Clear => share.clear += 1,
        ChannelEffect::Conditional => share.conditional += 1,
        ChannelEffect::Blocking => share.blocking += 1,
    }
    // What stands beside the lines is said of the certificate, once for all profiles.
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let blocks = asked.iter().flat_map(|a| &a.blocks);
    let gaps = blocks.flat_map(|b| b.lines.iter().filter_map(|l| l.finding.as_ref()).chain(&b.beside));
    for gap in gaps.filter(|f| f.hit.severity > Severity::Info) {
        if seen.insert(Finding::key(gap)) {
            share.gaps += usize::from(gap.state.counts());
            share.waived += usize::from(gap.state == FindingState::Waived);
        }
    }
}

/// One certificate more, with the limits of those of its policies that count and run.
pub(super) fn limits(now: Now<'_>, stored: &Stored, share: &mut Share, counts: &dyn Fn(&Coverage) -> bool) {
    let Some(certificate) = Certificate::of(&stored.record) else { return };
    let today = now.state.today;
    let on = certificate.issued_on.unwrap_or(today);
    let running: Vec<&Coverage> = certificate.coverages.iter().filter(|c| c.runs(today) && counts(c)).collect();
    share.certificates += usize::from(!running.is_empty());
    for limit in running.iter().filter_map(|c| c.each.as_ref()) {
        match now.state.directory.rates.usd(limit, on).as_ref().map(Decimal::trunc).and_then(|d| d.to_i64()) {
            Some(usd) => share.limits_usd = share.limits_usd.saturating_add(usd),
            None => share.unconverted += 1,
        }
    }
}
