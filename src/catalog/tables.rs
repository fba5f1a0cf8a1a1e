//! The rows of policies, rules, roles and permissions, as their files spell them.

use crate::domain::finding::Severity;
use crate::domain::insurance::profile::Profile;
use crate::domain::operator::Role;
use crate::domain::policy::Bulk;
use crate::domain::policy::Policy;
use crate::domain::policy::Step;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A verb that is no row of a life-cycle: create, change, file, import.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PermissionDef {
    /// The verb, `kind.what`.
    pub verb: String,
    /// Roles that may use it.
    pub roles: Vec<Role>,
    /// Whether who uses it contributes to the subject.
    #[serde(default)]
    pub contributes: bool,
}

/// A policy as shipped; a desk holds it as a record (domain.md §10.3).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyDef {
    /// Its code, such as `admission-high`.
    pub code: String,
    /// Steps in order.
    pub steps: Vec<Step>,
    /// Hours until a case under it is due.
    pub target_hours: i64,
    /// Whether unopened required documents refuse an approval instead of asking for a reason.
    #[serde(default)]
    pub strict_looking: bool,
    /// Whether bulk decisions are allowed.
    #[serde(default)]
    pub bulk: Bulk,
    /// Roles that may propose and decide on purpose: another person of the role, never the same one.
    #[serde(default)]
    pub same_role: Vec<Role>,
}

impl PolicyDef {
    /// The message id of its name, `policy-<code>`.
    pub fn label(&self) -> String {
        format!("policy-{}", self.code)
    }

    /// The record a new desk starts with.
    pub fn to_record(&self) -> Policy {
        Policy {
            code: self.code.clone(),
            steps: self.steps.clone(),
            target_hours: self.target_hours,
            strict_looking: self.strict_looking,
            bulk: self.bulk,
        }
    }
}

/// What is known of a rule besides its code in Rust (domain.md §11).
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleDef {
    /// Its code, such as `PTR-020`.
    pub code: String,
    /// The worst it says.
    pub severity: Severity,
    /// What it looks at: `partner`, `document`, `system`.
    pub family: String,
    /// Who works on its findings.
    pub owner_role: Role,
    /// Where it comes from, shown to who asks why.
    pub source: String,
    /// Figures: days, hours, counts.
    #[serde(default)]
    pub params: BTreeMap<String, i64>,
    /// Whether its findings may be waived.
    pub waivable: bool,
    /// Whether the program suspends an admitted partner on which it blocks (domain.md §2.4).
    #[serde(default)]
    pub suspends: bool,
    /// Whether its findings stop one channel of the partner and not the partner: no guard of the partner counts them.
    #[serde(default)]
    pub one_channel: bool,
}

impl RuleDef {
    /// The message id of its title, `rule-<code>` in lower case.
    pub fn label(&self) -> String {
        format!("rule-{}", self.code.to_ascii_lowercase())
    }

    /// A figure by name.
    pub fn param(&self, name: &str) -> Option<i64> {
        self.params.get(name).copied()
    }
}

/// A role.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleDef {
    /// The role.
    pub role: Role,
    /// Id of the message that says in a line what it does.
    pub may: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Permissions {
    pub(super) permission: Vec<PermissionDef>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policies {
    pub(super) policy: Vec<PolicyDef>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Rules {
    pub(super) rule: Vec<RuleDef>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Roles {
    pub(super) role: Vec<RoleDef>,
    pub(super) conflict: Vec<[Role; 2]>,
}

/// `profiles.toml`.
#[derive(Debug, Deserialize)]
pub struct Profiles {
    /// The profiles.
    pub profile: Vec<Profile>,
}

impl Profiles {
    /// The profiles, each marked as shipped.
    pub fn shipped(self) -> Vec<Profile> {
        self.profile.into_iter().map(|profile| Profile { shipped: true, ..profile }).collect()
    }
}
