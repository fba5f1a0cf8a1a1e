//! What gaps come to for the channel they are on: whether a partner may sell there (domain.md §7, until clearance is
//! built).

use crate::codes;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;

codes! {
    /// What a partner's insurance means for a channel; from good to bad.
    pub enum ChannelEffect: "channel-effect" {
        /// Nothing stands against it.
        #[default]
        Clear = "clear",
        /// Gaps are waived, or none of them is high.
        Conditional = "conditional",
        /// A high or blocking gap is open, or no certificate speaks to what is asked.
        Blocking = "blocking",
    }
}

impl ChannelEffect {
    /// What one gap comes to. Of a gap nobody can have answered, the state is open.
    pub const fn of_gap(severity: Severity, state: FindingState) -> Self {
        match (severity, state) {
            (_, FindingState::FalsePositive) | (Severity::Info, _) => Self::Clear,
            (Severity::Low | Severity::Medium, _) | (_, FindingState::Waived) => Self::Conditional,
            (Severity::High | Severity::Blocking, _) => Self::Blocking,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ChannelEffect;
    use crate::domain::finding::FindingState;
    use crate::domain::finding::Severity;

    #[test]
    fn only_what_is_high_and_not_waived_blocks_and_a_false_alarm_is_none() {
        let of = ChannelEffect::of_gap;
        assert_eq!(of(Severity::High, FindingState::Acknowledged), ChannelEffect::Blocking);
        assert_eq!(of(Severity::Blocking, FindingState::WaiverProposed), ChannelEffect::Blocking);
        assert_eq!(of(Severity::High, FindingState::Waived), ChannelEffect::Conditional);
        assert_eq!(of(Severity::Medium, FindingState::Open), ChannelEffect::Conditional);
        assert_eq!(of(Severity::Info, FindingState::Open), ChannelEffect::Clear);
        assert_eq!(of(Severity::Blocking, FindingState::FalsePositive), ChannelEffect::Clear);
    }
}
