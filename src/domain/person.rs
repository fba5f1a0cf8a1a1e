//! Persons: who stands behind operators. Four eyes count persons, not accounts.

use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::record;

record! {
    /// A natural person of our own staff.
    pub struct Person {
        /// Name as in the staff register.
        name: String [Required, Roster, Identifying];
        /// Department.
        department: String [Roster];
        /// Staff number.
        staff_number: String [Identifying];
    }
}

impl RecordKind for Person {
    const DEF: KindDef = KindDef {
        name: "person",
        prefix: "H",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["name"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// A person's id.
    PersonRef = "person";
}
