//! Erasures: the decision to destroy a partner's secrets and filed copies, and afterwards the tombstone that names what
//! was destroyed (domain.md §10.3, §10.5).
//!
//! The record of an erasure that was carried out is the tombstone: which keys, which files by their hashes. It is journaled
//! first; what it names is destroyed after, and again at every opening until nothing of it is left.

use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::partner::PartnerRef;
use crate::record;

/// The state of an erasure that was decided: what it names is destroyed.
pub const DONE: &str = "done";

record! {
    /// An erasure.
    pub struct Erasure {
        /// Whose records.
        partner: PartnerRef [Required, Roster];
        /// Remarks.
        note: String [Long];
        /// Ids of the keys destroyed; what they sealed cannot be read again.
        keys: Vec<String> [Derived];
        /// SHA-256 of the files destroyed, lower-case hex.
        erased_files: Vec<String> [Derived];
        /// Files that other records use, and that stayed.
        kept_files: Vec<String> [Derived];
    }
}

impl RecordKind for Erasure {
    const DEF: KindDef = KindDef {
        name: "erasure",
        prefix: "E",
        schema: 1,
        fields: Self::FIELDS,
        parent: Some("partner"),
        initial: "requested",
        title: &["partner"],
        upgrade: no_upgrade,
    };
}
