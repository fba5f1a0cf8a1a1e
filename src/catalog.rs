//! The catalogue: reference data that ships with the program, as tables in TOML.
//!
//! Life-cycles, permissions, document requirements, policies, rules' figures and roles are rows a colleague can read
//! and change without knowing the program. What this layer is not for: deciding anything. Whether a guard holds, a vote
//! counts or a rule fires is decided elsewhere; here it is only said what is asked.

mod checklists;
mod crosswalk;
#[cfg(test)]
mod label_tests;
mod matrix;
mod modules;
#[cfg(test)]
mod retention_tests;
mod tables;
#[cfg(test)]
mod tests;

pub use crosswalk::Topic;
pub use tables::PermissionDef;
pub use tables::PolicyDef;
pub use tables::RoleDef;
pub use tables::RuleDef;

use crate::domain::checklist::Checklist;
use crate::domain::document::DocCode;
use crate::domain::insurance::profile::Profile;
use crate::domain::letter;
use crate::domain::letter::Approval;
use crate::domain::letter::Letter;
use crate::domain::letter::LetterTemplate;
use crate::domain::lifecycle::Control;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::LifeCycle;
use crate::domain::module::Module;
use crate::domain::operator::Role;
use crate::domain::partner::Partner;
use crate::domain::partner::RiskBand;
use crate::domain::requirement;
use crate::domain::requirement::DocRule;
use crate::domain::requirement::Requirement;
use crate::domain::retention::Retention;
use crate::domain::risk;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The version of the shipped tables; raised whenever a row changes its meaning.
pub const VERSION: u32 = 1;

/// Life-cycles of the kinds, a file for each area. A row is one verb; what a row may say is [`Edge`]'s fields.
/// `from = ["*"]` leaves any state, `to = "="` keeps it. Source: domain.md §2.4, §10.3, §11.
const LIFECYCLES: &[(&str, &str)] = &[
    ("lifecycles/partner.toml", include_str!("catalog/lifecycles/partner.toml")),
    ("lifecycles/document.toml", include_str!("catalog/lifecycles/document.toml")),
    ("lifecycles/case.toml", include_str!("catalog/lifecycles/case.toml")),
    ("lifecycles/batch.toml", include_str!("catalog/lifecycles/batch.toml")),
    ("lifecycles/reaction.toml", include_str!("catalog/lifecycles/reaction.toml")),
    ("lifecycles/export.toml", include_str!("catalog/lifecycles/export.toml")),
    ("lifecycles/training.toml", include_str!("catalog/lifecycles/training.toml")),
    ("lifecycles/letter.toml", include_str!("catalog/lifecycles/letter.toml")),
    ("lifecycles/account.toml", include_str!("catalog/lifecycles/account.toml")),
    ("lifecycles/assessment.toml", include_str!("catalog/lifecycles/assessment.toml")),
    ("lifecycles/retention.toml", include_str!("catalog/lifecycles/retention.toml")),
    ("lifecycles/upgrade.toml", include_str!("catalog/lifecycles/upgrade.toml")),
    ("lifecycles/insurance.toml", include_str!("catalog/lifecycles/insurance.toml")),
    ("lifecycles/staff.toml", include_str!("catalog/lifecycles/staff.toml")),
];

/// Letters to partners, one file each: subject and body in English and Chinese. In both, `{partner}`, `{contact}`, `{items}`,
/// `{due}`, `{platform}`, `{operator}` and `{reply_to}` are filled in.
const LETTERS: &[(&str, &str)] = &[
    ("letters/documents-missing.toml", include_str!("catalog/letters/documents-missing.toml")),
    ("letters/finding-clarification.toml", include_str!("catalog/letters/finding-clarification.toml")),
    ("letters/review-questionnaire.toml", include_str!("catalog/letters/review-questionnaire.toml")),
    ("letters/insurance-gaps.toml", include_str!("catalog/letters/insurance-gaps.toml")),
    ("letters/insurance-renewal.toml", include_str!("catalog/letters/insurance-renewal.toml")),
    ("letters/training-due.toml", include_str!("catalog/letters/training-due.toml")),
];

/// Why a catalogue could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CatalogError {
    /// The file is not the table it should be.
    #[error("catalogue file {file}: {reason}")]
    Table {
        /// The file.
        file: &'static str,
        /// What the reader found, with its line.
        reason: String,
    },
    /// A module names a partner type there is not, or a question whose answers do not fit.
    #[error("catalogue file {file}: {reason}")]
    Module {
        /// The file.
        file: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// A word in a document's `need` names no partner type.
    #[error("catalogue file documents.toml: `{word}` of {document} is no partner type (write ECE, ECE.dom or ECE.ovs)")]
    PartnerType {
        /// The document's code.
        document: String,
        /// The word.
        word: String,
    },
}

/// Everything the catalogue says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalog {
    /// The version of the tables.
    pub version: u32,
    /// Life-cycles by kind name.
    pub lifecycles: BTreeMap<String, LifeCycle>,
    /// What may be done besides the verbs of the life-cycles.
    pub permissions: Vec<PermissionDef>,
    /// Which partner needs which document by when.
    pub matrix: Vec<Requirement>,
    /// What is known of each document code.
    pub documents: Vec<DocRule>,
    /// Policies.
    pub policies: Vec<PolicyDef>,
    /// Check-lists as shipped; a desk reads its own records.
    pub checklists: Vec<Checklist>,
    /// Items of different check-lists that ask for the same.
    pub topics: Vec<Topic>,
    /// Rules.
    pub rules: Vec<RuleDef>,
    /// What channels ask of insurance.
    pub profiles: Vec<Profile>,
    /// How long what is kept.
    pub retention: Retention,
    /// Templates of letters.
    pub letters: Vec<LetterTemplate>,
    /// Factor tables of the partner risk.
    pub risk: risk::Tables,
    /// Roles.
    pub roles: Vec<RoleDef>,
    /// Pairs of roles nobody may hold together.
    pub conflicts: Vec<[Role; 2]>,
    /// Training modules a new desk begins with.
    pub modules: Vec<Module>,
    /// Verbs the program itself may use.
    pub system_verbs: Vec<String>,
}

impl Catalog {
    /// The catalogue as shipped, read once.
    pub fn shipped() -> Result<&'static Catalog, CatalogError> {
        static SHIPPED: OnceLock<Result<Catalog, CatalogError>> = OnceLock::new();
        SHIPPED.get_or_init(Catalog::load).as_ref().map_err(Clone::clone)
    }

    /// Reads the shipped tables.
    pub fn load() -> Result<Catalog, CatalogError> {
        let mut lifecycles = BTreeMap::new();
        for (file, text) in LIFECYCLES {
            lifecycles.extend(read::<BTreeMap<String, LifeCycle>>(file, text)?);
        }
        let permissions: tables::Permissions = read("permissions.toml", include_str!("catalog/permissions.toml"))?;
        let documents: matrix::Documents = read("documents.toml", include_str!("catalog/documents.toml"))?;
        let policies: tables::Policies = read("policies.toml", include_str!("catalog/policies.toml"))?;
        let rules: tables::Rules = read("rules.toml", include_str!("catalog/rules.toml"))?;
        let risk: risk::Tables = read("risk.toml", include_str!("catalog/risk.toml"))?;
        let staff: tables::Roles = read("roles.toml", include_str!("catalog/roles.toml"))?;
        let (documents, matrix) = documents.expand()?;
        let letters = LETTERS.iter().map(|(file, text)| read(file, text)).collect::<Result<_, _>>()?;
        let mut made = Catalog {
            version: VERSION,
            lifecycles,
            permissions: permissions.permission,
            matrix,
            documents,
            policies: policies.policy,
            checklists: checklists::load()?,
            topics: read::<crosswalk::Crosswalk>(
                "checklists/crosswalk.toml",
                include_str!("catalog/checklists/crosswalk.toml"),
            )?
            .topic,
            rules: rules.rule,
            letters,
            retention: read("retention.toml", include_str!("catalog/retention.toml"))?,
            risk,
            roles: staff.role,
            conflicts: staff.conflict,
            modules: modules::load()?,
            profiles: read::<tables::Profiles>("profiles.toml", include_str!("catalog/profiles.toml"))?.shipped(),
            system_verbs: Vec::new(),
        };
        made.system_verbs =
            made.verbs().into_iter().filter(|verb| made.may(Role::Sys, verb)).map(str::to_owned).collect();
        Ok(made)
    }

    /// The life-cycle of a kind by its name.
    pub fn lifecycle(&self, kind: &str) -> Option<&LifeCycle> {
        self.lifecycles.get(kind)
    }

    /// The row of a verb with the name of its kind.
    pub fn edge(&self, verb: &str) -> Option<(&str, &Edge)> {
        self.lifecycles.iter().find_map(|(kind, cycle)| cycle.edge(verb).map(|edge| (kind.as_str(), edge)))
    }

    /// The permission of a verb that is no row of a life-cycle.
    pub fn permission(&self, verb: &str) -> Option<&PermissionDef> {
        self.permissions.iter().find(|p| p.verb == verb)
    }

    /// Every verb: those of the life-cycles by kind, then the other permissions.
    pub fn verbs(&self) -> Vec<&str> {
        let edges = self.lifecycles.values().flat_map(|cycle| &cycle.edges).map(|e| e.verb.as_str());
        edges.chain(self.permissions.iter().map(|p| p.verb.as_str())).collect()
    }

    /// The roles that may use a verb; none for an unknown one.
    pub fn roles_of(&self, verb: &str) -> &[Role] {
        match self.edge(verb) {
            Some((_, edge)) => &edge.roles,
            None => self.permission(verb).map_or(&[], |p| &p.roles),
        }
    }

    /// Whether a role may use a verb; nothing else grants.
    pub fn may(&self, role: Role, verb: &str) -> bool {
        self.roles_of(verb).contains(&role)
    }

    /// Whether who uses the verb contributes to the subject and so cannot approve it (architecture.md §4).
    pub fn contributes(&self, verb: &str) -> bool {
        match self.edge(verb) {
            Some((_, edge)) => edge.contributes,
            None => self.permission(verb).is_some_and(|p| p.contributes),
        }
    }

    /// The documents a partner needs: the strongest need and earliest stage over its types.
    pub fn required(&self, partner: &Partner) -> Vec<Requirement> {
        requirement::required(self.matrix.iter(), &partner.type_set, partner.is_chinese())
    }

    /// What is known of a document code.
    pub fn doc_rule(&self, code: DocCode) -> Option<&DocRule> {
        self.documents.iter().find(|d| d.code == code)
    }

    /// A rule by its code.
    pub fn rule(&self, code: &str) -> Option<&RuleDef> {
        self.rules.iter().find(|r| r.code == code)
    }

    /// Whether a letter is approved by another person than its writers before it is sent.
    pub fn needs_approval(&self, letter: &Letter) -> bool {
        letter::needs_approval(&self.letters, &letter.template, letter.asked_for.iter().map(String::as_str))
    }

    /// Whether a letter in this state may go out: nobody has to approve it, or it is as somebody approved it.
    pub fn may_send(&self, letter: &Letter, state: &str) -> bool {
        let approved = state != "draft" && letter.approved_as == letter.essence();
        approved || !self.needs_approval(letter)
    }

    /// Whether somebody has to approve a letter, or has.
    pub fn approval(&self, letter: &Letter) -> Approval {
        match letter.approved_by.is_empty() {
            false => Approval::Given,
            true if self.needs_approval(letter) => Approval::Needed,
            true => Approval::Free,
        }
    }

    /// A template of letters by its code.
    pub fn letter(&self, code: &str) -> Option<&LetterTemplate> {
        self.letters.iter().find(|l| l.code == code)
    }

    /// The topic that joins two items of different check-lists.
    pub fn topic_of(&self, one: &str, other: &str) -> Option<&Topic> {
        self.topics.iter().find(|t| t.joins(one, other))
    }

    /// A policy by its code.
    pub fn policy(&self, code: &str) -> Option<&PolicyDef> {
        self.policies.iter().find(|p| p.code == code)
    }

    /// The policy a row's control names: the code itself, or the code completed by the subject's risk band.
    ///
    /// Nothing for a control without a policy, and for a code that needs the band of a subject without one.
    pub fn policy_for(&self, control: &Control, band: Option<RiskBand>) -> Option<&PolicyDef> {
        let Control::Policy(code) = control else { return None };
        self.policy(code).or_else(|| self.policy(&format!("{code}-{}", band?.as_str().to_ascii_lowercase())))
    }

    /// The pairs among these roles that nobody may hold together.
    pub fn conflicts_in(&self, roles: &[Role]) -> Vec<[Role; 2]> {
        self.conflicts.iter().copied().filter(|pair| pair.iter().all(|role| roles.contains(role))).collect()
    }
}

fn read<T: DeserializeOwned>(file: &'static str, text: &str) -> Result<T, CatalogError> {
    toml::from_str(text).map_err(|why| CatalogError::Table { file, reason: why.to_string() })
}
