//! Exports: what left the desk, who made it, with which filter, how much of it and with which hash.
//!
//! A record of this kind is made with every report and every written list, so that it can be said later what an authority
//! was handed and whether it still says the same (domain.md §10.3, §10.5, AEO-10).

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// What was made.
    pub enum ExportWhat: "export-what" {
        /// The rows of a list.
        #[default]
        List = "list",
        /// The register of partners.
        Register = "register",
        /// Everything of one partner.
        PartnerFile = "partner-file",
        /// Who decided what.
        Segregation = "segregation",
        /// The evidence matrix of a check-list.
        Aeo = "aeo",
        /// What customs would find missing.
        Lint = "lint",
        /// Insurance by channel and profile.
        Insurance = "insurance",
    }
}

record! {
    /// Something that left the desk.
    pub struct Export {
        /// What was made.
        what: ExportWhat [Required, Roster];
        /// Of which list, record or check-list.
        subject: String [Required, Roster, Identifying];
        /// As known at the end of this day.
        as_at: Option<NaiveDate> [Roster];
        /// The filter, as typed.
        filter: String [Roster];
        /// The journal entry it speaks up to.
        entry: i64 [];
        /// What it counts: rows, records, decisions.
        count: i64 [Roster];
        /// How many files it is.
        files: i64 [];
        /// SHA-256 of the file, or of the pack's `SHA256SUMS`.
        sha256: String [Required, Roster, Identifying];
        /// The command that makes it again.
        command: String [Long];
        /// Whether sealed fields are in it in the clear.
        personal: bool [];
        /// Whom it was handed to.
        recipient: String [Derived, Roster];
    }
}

impl RecordKind for Export {
    const DEF: KindDef = KindDef {
        name: "export",
        prefix: "F",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "made",
        title: &["subject"],
        upgrade: no_upgrade,
    };
}
