//! Claims under a partner's policies: what happened, and what it cost (domain.md §7.3).

use crate::codes;
use crate::domain::insurance::certificate::CertificateRef;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::money::Money;
use crate::domain::partner::Country;
use crate::domain::partner::PartnerRef;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// What became of a claim.
    pub enum ClaimResult: "claim-result" {
        /// Nothing yet.
        #[default]
        Pending = "pending",
        /// Paid.
        Paid = "paid",
        /// Paid in part.
        Part = "part",
        /// Refused by the insurer.
        Refused = "refused",
    }
}

record! {
    /// A claim.
    pub struct Claim {
        /// Whose claim it is.
        partner: PartnerRef [Required, Roster];
        /// The certificate it is made under.
        certificate: Option<CertificateRef> [Roster];
        /// The policy's number.
        policy_no: String [Required, Roster, Identifying];
        /// The day it happened.
        happened_on: Option<NaiveDate> [Required, Roster, Identifying];
        /// The day the insurer was told.
        told_on: Option<NaiveDate> [Roster];
        /// What happened.
        loss: String [Required, Long];
        /// The product concerned.
        product: String [];
        /// Where it happened.
        market: Country [Roster];
        /// What is claimed.
        claimed: Option<Money> [];
        /// What was paid.
        paid: Option<Money> [];
        /// What the insurer keeps in reserve for it.
        reserve: Option<Money> [];
        /// What became of it.
        result: ClaimResult [Roster];
        /// Remarks.
        note: String [Long];
    }
}

impl RecordKind for Claim {
    const DEF: KindDef = KindDef {
        name: "claim",
        prefix: "N",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "open",
        title: &["policy_no", "happened_on"],
        upgrade: no_upgrade,
    };
}
