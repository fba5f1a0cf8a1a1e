//! Triage of a periodic review: is there anything to look at since the last approval (domain.md §2.7).

use crate::codes;
use crate::domain::partner::Partner;
use sha2::Digest;
use sha2::Sha256;

codes! {
    /// What a periodic review will find.
    pub enum Triage: "triage" {
        /// Content, accepted documents and credit grade are those that were approved, and nothing weighs against it.
        #[default]
        Unchanged = "unchanged",
        /// Something was changed.
        Changed = "changed",
        /// A high or blocking finding is open.
        Problem = "problem",
    }
}

/// A digest of what an approval looked at: the partner without what changes by itself or by the desk's own hand, and
/// the marks of its accepted documents in any order.
pub fn essence(partner: &Partner, documents: impl Iterator<Item = u64>) -> String {
    let content = Partner {
        credit_checked_on: None,
        attestations: Vec::new(),
        admitted_on: None,
        reviewed_on: None,
        approved_as: String::new(),
        state_reason: String::new(),
        owner: String::new(),
        note: String::new(),
        ..partner.clone()
    };
    let mut marks: Vec<u64> = documents.collect();
    marks.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update(serde_json::to_vec(&content).unwrap_or_default());
    for mark in marks {
        hasher.update(mark.to_be_bytes());
    }
    let digest: [u8; 32] = hasher.finalize().into();
    digest.iter().take(8).fold(String::with_capacity(16), |text, byte| text + &format!("{byte:02x}"))
}

/// The triage of a partner under review or before it; none while it was never approved.
pub fn triage(partner: &Partner, documents: impl Iterator<Item = u64>, grave: bool) -> Option<Triage> {
    partner.reviewed_on?;
    Some(if grave {
        Triage::Problem
    } else if partner.approved_as == essence(partner, documents) {
        Triage::Unchanged
    } else {
        Triage::Changed
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::partner::CreditGrade;

    fn approved() -> Partner {
        let mut partner = Partner {
            legal_name_local: "Quai Levant SAS".into(),
            reviewed_on: "2026-01-05".parse().ok(),
            ..Partner::default()
        };
        partner.approved_as = essence(&partner, [7, 3].into_iter());
        partner
    }

    fn of(partner: &Partner, documents: &[u64]) -> Option<Triage> {
        triage(partner, documents.iter().copied(), false)
    }

    #[test]
    fn nothing_that_matters_changed() {
        let asked = Partner { credit_checked_on: "2026-11-01".parse().ok(), note: "seen".into(), ..approved() };
        assert_eq!(of(&asked, &[3, 7]), Some(Triage::Unchanged));
    }

    #[test]
    fn content_documents_and_credit_count_as_changes() {
        let renamed = Partner { legal_name_en: "Quai Levant".into(), ..approved() };
        assert_eq!(of(&renamed, &[3, 7]), Some(Triage::Changed));
        assert_eq!(of(&approved(), &[3]), Some(Triage::Changed));
        let graded = Partner { credit_grade: CreditGrade::Reg, ..approved() };
        assert_eq!(of(&graded, &[3, 7]), Some(Triage::Changed));
    }

    #[test]
    fn a_grave_finding_is_a_problem_and_who_was_never_approved_has_no_triage() {
        assert_eq!(triage(&approved(), [3, 7].into_iter(), true), Some(Triage::Problem));
        assert_eq!(of(&Partner::default(), &[]), None);
    }
}
