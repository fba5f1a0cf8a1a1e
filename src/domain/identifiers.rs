//! Identifiers of companies, accounts and goods: is a value well-formed, and what is its stored form?
//!
//! [`check`] judges form, arithmetic and the parts that are public knowledge (countries, regions). It does not know
//! whether a number is registered: that is a look-up a person records. Schemes are rows of one table, named after the
//! modules of python-stdnum where those exist. Source: domain.md §2.5.

mod china;
mod countries;
mod india;
mod kernel;
mod table;
mod trade;
mod vat_eu;
mod vat_eu_south;
mod world;

use crate::domain::msg::Msg;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What is known of a value under a scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Well-formed; `canonical` is the form to store.
    Valid {
        /// The form to store and compare.
        canonical: String,
    },
    /// Well-formed, with something that a person should look at.
    Suspicious {
        /// The form to store and compare.
        canonical: String,
        /// What is odd.
        why: Msg,
    },
    /// Not a value of this scheme.
    Invalid {
        /// What is wrong, and where.
        why: Msg,
    },
}

impl Verdict {
    /// The form to store, unless the value is invalid.
    pub fn canonical(&self) -> Option<&str> {
        match self {
            Verdict::Valid { canonical } | Verdict::Suspicious { canonical, .. } => Some(canonical),
            Verdict::Invalid { .. } => None,
        }
    }

    /// What is odd or wrong.
    pub fn why(&self) -> Option<&Msg> {
        match self {
            Verdict::Valid { .. } => None,
            Verdict::Suspicious { why, .. } | Verdict::Invalid { why } => Some(why),
        }
    }

    /// The message id of the verdict itself: `id-valid`, `id-suspicious`, `id-invalid`.
    pub fn name_msg(&self) -> &'static str {
        match self {
            Verdict::Valid { .. } => "id-valid",
            Verdict::Suspicious { .. } => "id-suspicious",
            Verdict::Invalid { .. } => "id-invalid",
        }
    }
}

/// One scheme of identifiers: a row of the table.
#[derive(Debug)]
pub struct Scheme {
    /// The name on the command line and in records: `cn.uscc`, `lei`, `pl.nip`.
    pub code: &'static str,
    /// Other names people use.
    pub aliases: &'static [&'static str],
    /// The country that issues it, ISO 3166 letters; none for international ones.
    pub country: Option<&'static str>,
    /// A value that is valid.
    pub example: &'static str,
    /// The Fluent id of its name.
    pub name_msg: &'static str,
    /// Separators people write inside such values and that mean nothing.
    strip: &'static str,
    /// A country prefix that may be written and is not stored; empty when there is none.
    optional_prefix: &'static str,
    rule: kernel::Rule,
}

impl Scheme {
    /// Judges one value.
    pub fn check(&self, value: &str) -> Verdict {
        let text = kernel::normalise(value, self.strip);
        let body = text.strip_prefix(self.optional_prefix).filter(|b| !b.is_empty()).unwrap_or(&text);
        match (self.rule)(body) {
            Ok(kernel::Sound { canonical, doubt: None }) => Verdict::Valid { canonical },
            Ok(kernel::Sound { canonical, doubt: Some(why) }) => Verdict::Suspicious { canonical, why },
            Err(why) => Verdict::Invalid { why },
        }
    }
}

/// All schemes, in the order in which lists show them.
pub fn schemes() -> &'static [Scheme] {
    table::SCHEMES
}

/// The scheme with this code or alias, whatever the case.
pub fn find(name: &str) -> Option<&'static Scheme> {
    static BY_NAME: LazyLock<BTreeMap<String, &'static Scheme>> = LazyLock::new(|| {
        let mut names = BTreeMap::new();
        for scheme in table::SCHEMES {
            for name in scheme.aliases.iter().chain([&scheme.code]) {
                names.insert(name.to_ascii_lowercase(), scheme);
            }
        }
        names
    });
    BY_NAME.get(&name.trim().to_ascii_lowercase()).copied()
}

/// Judges a value under a scheme named by code or alias; `None` when there is no such scheme.
pub fn check(scheme: &str, value: &str) -> Option<Verdict> {
    find(scheme).map(|s| s.check(value))
}

/// The organisation code inside a canonical unified social credit code (characters 9 to 17).
pub fn org_code_of_uscc(uscc: &str) -> Option<&str> {
    uscc.get(8..17).filter(|_| uscc.len() == 18)
}

/// The PAN inside a canonical GSTIN; it must equal the partner's PAN and importer-exporter code.
pub fn pan_of_gstin(gstin: &str) -> Option<&str> {
    gstin.get(2..12).filter(|_| gstin.len() == 15)
}

/// The customs code inside a canonical Chinese AEO code; it must equal the partner's customs code.
pub fn customs_code_of_aeo(aeo: &str) -> Option<&str> {
    aeo.strip_prefix("AEOCN").filter(|rest| rest.len() == 10 && rest.is_ascii())
}

/// Whether a canonical customs code is of an enterprise with the right to declare only, that is a broker.
pub fn is_broker_customs_code(code: &str) -> bool {
    china::is_broker(code)
}

#[cfg(test)]
mod tests;
