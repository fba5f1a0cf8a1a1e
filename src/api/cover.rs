//! Answers about insurance: a certificate against what is asked of it, how a partner stands on its channels, and how
//! much is insured where.

use crate::api::query::Shown;
use crate::domain::channel::Channel;
use crate::domain::finding::Finding;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::kind::Id;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// One line of *required against actual*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverLine {
    /// The rule.
    pub rule: String,
    /// Which of the rule's lines it is, as in a finding's key; empty for its only one.
    pub part: String,
    /// The same in words; none for the rule's only line.
    pub label: Option<Arg>,
    /// What is asked.
    pub need: Arg,
    /// What is there.
    pub has: Arg,
    /// How bad the gap is; none when it is as asked.
    pub gap: Option<Severity>,
    /// The gap with what people said of it; none when it is as asked, or when nothing is said of the certificate any
    /// more.
    pub finding: Option<Finding>,
}

impl CoverLine {
    /// What became of the gap.
    pub fn state(&self) -> FindingState {
        self.finding.as_ref().map_or(FindingState::Open, |f| f.state)
    }

    /// What the line comes to for the channel.
    pub fn effect(&self) -> ChannelEffect {
        self.gap.map_or(ChannelEffect::Clear, |severity| ChannelEffect::of_gap(severity, self.state()))
    }
}

/// A certificate in one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CertificateLine {
    /// Which.
    pub id: Id,
    /// Its state.
    pub state: String,
    /// The named insured, as printed.
    pub insured: String,
    /// Its number.
    pub number: String,
    /// The last day on which all of its cover runs.
    pub expires: Option<NaiveDate>,
    /// SHA-256 of the filed copy; empty when there is none.
    pub sha256: String,
}

/// What one profile asks, and what one certificate has of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverBlock {
    /// The profile.
    pub profile: Id,
    /// Its code.
    pub code: String,
    /// Its name, English.
    pub title_en: String,
    /// Its name, Chinese.
    pub title_zh: String,
    /// The channel that asks.
    pub channel: Channel,
    /// Why it applies to the partner.
    pub why: Msg,
    /// The certificate that speaks to it; none when nothing does.
    pub certificate: Option<CertificateLine>,
    /// Required against actual: gaps first, the worst of them before the others.
    pub lines: Vec<CoverLine>,
    /// What else stands against it: signs of fraud, waivers that are over, nothing that speaks to it.
    pub beside: Vec<Finding>,
    /// What it comes to for the channel.
    pub effect: ChannelEffect,
}

/// Certificates against what is asked of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// The certificate or partner asked about, with its verbs.
    pub shown: Shown,
    /// The partner.
    pub partner: Id,
    /// Its name.
    pub name: String,
    /// The day.
    pub today: NaiveDate,
    /// By profile.
    pub blocks: Vec<CoverBlock>,
}

/// How a partner's insurance stands on a channel, by one profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Covered {
    /// The channel.
    pub channel: Channel,
    /// The profile's code.
    pub profile: String,
    /// What it comes to.
    pub effect: ChannelEffect,
    /// The certificates that speak to it.
    pub certificates: Vec<Id>,
    /// The first day on which one of them runs out.
    pub expires: Option<NaiveDate>,
}

/// How many certificates run out in a month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Month {
    /// Its first day.
    pub from: NaiveDate,
    /// Certificates whose cover ends in it.
    pub ends: usize,
    /// Of those, with one that goes on after it.
    pub renewed: usize,
}

/// What is insured on a channel or in a market.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Share {
    /// The channel's code, or the country.
    pub of: String,
    /// Partners that sell there.
    pub partners: usize,
    /// Of those, some with nothing that counts against them.
    pub clear: usize,
    /// With waived or mild gaps only.
    pub conditional: usize,
    /// With an open high or blocking gap, or without a certificate.
    pub blocking: usize,
    /// Certificates that speak to what is asked there.
    pub certificates: usize,
    /// Limits for each occurrence together, in whole US dollars.
    pub limits_usd: i64,
    /// Limits that no stored rate converts, left out of the sum.
    pub unconverted: usize,
    /// Gaps that count.
    pub gaps: usize,
    /// Gaps that are waived.
    pub waived: usize,
}

/// How often a rule finds something against a profile.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapCount {
    /// Gaps that count.
    pub open: usize,
    /// Gaps that are waived.
    pub waived: usize,
}

/// The gaps of insurance by rule and profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GapMatrix {
    /// The day.
    pub today: NaiveDate,
    /// Codes of the profiles in which there is a gap; the last may be empty: what is said of a certificate whatever is
    /// asked of it.
    pub profiles: Vec<String>,
    /// The rules that find something, with a count for each profile.
    pub rules: Vec<(String, Vec<GapCount>)>,
}

impl GapMatrix {
    /// All counts of a row together.
    pub fn sum(counts: &[GapCount]) -> GapCount {
        let add = |a: GapCount, b: &GapCount| GapCount { open: a.open + b.open, waived: a.waived + b.waived };
        counts.iter().fold(GapCount::default(), add)
    }
}

/// When certificates run out, and how much is insured where.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exposure {
    /// The day.
    pub today: NaiveDate,
    /// Certificates that have run out and that nothing follows.
    pub overdue: usize,
    /// This month and the eleven after it.
    pub months: Vec<Month>,
    /// By channel.
    pub channels: Vec<Share>,
    /// By market.
    pub markets: Vec<Share>,
}
