//! Operators: the accounts that act at the desk, and the roles they hold (domain.md §10.1).

use crate::codes;
use crate::domain::kind::KindDef;
use crate::domain::kind::RecordKind;
use crate::domain::kind::no_upgrade;
use crate::domain::person::PersonRef;
use crate::record;
use chrono::NaiveDate;

codes! {
    /// A role (domain.md §10.1).
    pub enum Role: "role" {
        /// Partner officer: the maker of admissions.
        #[default]
        Onb = "ONB",
        /// Compliance officer: the checker.
        Cmp = "CMP",
        /// Legal.
        Leg = "LEG",
        /// Logistics manager.
        Logm = "LOGM",
        /// Finance and tax.
        Fin = "FIN",
        /// Insurance officer.
        Insm = "INSM",
        /// Market manager.
        Mktm = "MKTM",
        /// Training manager.
        Trnm = "TRNM",
        /// Auditor, read only.
        Aud = "AUD",
        /// Administrator: operators, settings, reference data.
        Adm = "ADM",
        /// Director: second approver of critical matters.
        Dir = "DIR",
        /// The program itself; never fills a policy step.
        Sys = "SYS",
    }
}

record! {
    /// An account at the desk.
    pub struct Operator {
        /// The name it signs with; on a production desk the operating system's user.
        login: String [Required, Roster, Identifying] => crate::domain::checks::login;
        /// The person behind it.
        person: PersonRef [Required, Roster];
        /// Roles it holds.
        roles: Vec<Role> [Roster, Derived];
        /// Language of its screens, BCP 47.
        locale: String [];
        /// Last day on which it may act.
        until: Option<NaiveDate> [Roster];
    }
}

impl RecordKind for Operator {
    const DEF: KindDef = KindDef {
        name: "operator",
        prefix: "O",
        schema: 1,
        fields: Self::FIELDS,
        parent: None,
        initial: "active",
        title: &["login"],
        upgrade: no_upgrade,
    };
}

crate::refs! {
    /// An operator's id.
    OperatorRef = "operator";
}
