//! Legal holds: while one stands, nothing of the partner is erased, however long ago its time ran out (domain.md §10.5).
//!
//! One person sets a hold, with a reason; it takes two to lift it.

use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerRef;
use crate::record;

record! {
    /// A legal hold on everything of a partner.
    pub struct Hold {
        /// Whose records.
        partner: PartnerRef [Required, Roster];
        /// Why: the dispute, audit or order.
        reason: String [Required, Roster, Long];
        /// The number of the matter, as others know it.
        matter: String [Roster, Identifying];
    }
}

impl RecordKind for Hold {
    const DEF: KindDef = KindDef {
        name: "hold",
        prefix: "G",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "in_force",
        title: &["matter", "reason"],
        upgrade: no_upgrade,
    };
}
