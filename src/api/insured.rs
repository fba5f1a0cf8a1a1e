//! What the report of insurance says: by channel and profile who is asked and how they stand, which waivers hold, what runs
//! out.

use crate::domain::channel::Channel;
use crate::domain::kind::Id;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::Serialize;

/// Days within which what runs out is counted.
pub const WITHIN: [i64; 3] = [30, 60, 90];

/// How the partners stand whom one profile is asked of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The channel.
    pub channel: Channel,
    /// The profile's code.
    pub profile: String,
    /// Partners it applies to.
    pub partners: usize,
    /// Of those, some with nothing that counts against them.
    pub clear: usize,
    /// With waived or mild gaps only.
    pub conditional: usize,
    /// With an open high or blocking gap, or without a certificate.
    pub blocking: usize,
    /// Partners to whom no certificate speaks.
    pub uncovered: usize,
    /// Certificates that speak to it, with cover that runs.
    pub certificates: usize,
    /// Certificates that have run out and that nothing follows.
    pub overdue: usize,
    /// Certificates that run out within 30, 60 and 90 days; who runs out within 30 does so within 60.
    pub within: [usize; 3],
    /// Limits for each occurrence together, in whole US dollars.
    pub limits_usd: i64,
    /// Limits that no stored rate converts, left out of the sum.
    pub unconverted: usize,
}

/// Gaps of one rule under a profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RuleLine {
    /// The channel.
    pub channel: Channel,
    /// The profile's code.
    pub profile: String,
    /// The rule.
    pub rule: String,
    /// Gaps that count.
    pub open: usize,
    /// Gaps that are waived.
    pub waived: usize,
}

/// A waiver that holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct WaiverLine {
    /// Its last day, when it has one.
    pub until: Option<NaiveDate>,
    /// The certificate.
    pub certificate: Id,
    /// The partner.
    pub partner: Id,
    /// The partner's name.
    pub name: String,
    /// The rule.
    pub rule: String,
    /// Which of the rule's gaps.
    pub slot: String,
}

/// A certificate that runs out.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EndLine {
    /// The last day on which all of its cover runs.
    pub expires: NaiveDate,
    /// The certificate.
    pub certificate: Id,
    /// The partner.
    pub partner: Id,
    /// The partner's name.
    pub name: String,
    /// The certificate's number.
    pub number: String,
    /// Days that are left; below nothing when it is over.
    pub left: i64,
}

/// The answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Insured {
    /// Partners something is asked of.
    pub partners: usize,
    /// By channel and profile.
    pub standings: Vec<Standing>,
    /// Gaps by rule.
    pub rules: Vec<RuleLine>,
    /// Waivers that hold, those that end first before the others.
    pub waivers: Vec<WaiverLine>,
    /// What runs out within the last of [`WITHIN`] or is over, and nothing follows.
    pub ends: Vec<EndLine>,
}
