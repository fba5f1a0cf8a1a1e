//! Insurance of partners: certificates, what channels ask of them, and how the two compare (domain.md §7).
//!
//! [`compare::table`] is the one place where a certificate is held against a profile: the screen's *required against
//! actual* table, the findings and the reports are all made of its lines.

pub mod certificate;
pub mod claim;
pub mod compare;
mod covers;
pub mod effect;
pub mod insurers;
pub mod profile;
pub mod rates;
pub mod renewal;
pub mod versions;

#[cfg(test)]
mod tests;

/// Members of the European Union, ISO 3166-1 alpha-2.
pub const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU", "LV",
    "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];
