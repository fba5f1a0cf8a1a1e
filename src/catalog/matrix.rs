//! The document matrix: one row per document in the file, one [`Requirement`] per cell in memory.

use crate::catalog::CatalogError;
use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::document::DocCode;
use crate::domain::partner::PartnerType;
use crate::domain::requirement::DocRule;
use crate::domain::requirement::Need;
use crate::domain::requirement::NeededBy;
use crate::domain::requirement::Requirement;
use crate::domain::requirement::Seat;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Documents {
    document: Vec<Row>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    code: DocCode,
    needed_by: NeededBy,
    #[serde(default)]
    expires: bool,
    #[serde(default)]
    max_age_days: Option<i64>,
    checks: Vec<CheckPoint>,
    #[serde(default)]
    rekey: Vec<Rekey>,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    rekey_last: Option<usize>,
    source: String,
    need: BTreeMap<Need, String>,
}

impl Documents {
    /// What is known of each document, and the matrix cell by cell.
    pub(super) fn expand(self) -> Result<(Vec<DocRule>, Vec<Requirement>), CatalogError> {
        let mut rules = Vec::with_capacity(self.document.len());
        let mut matrix = Vec::new();
        for row in self.document {
            for (need, types) in &row.need {
                for word in types.split_whitespace() {
                    let (partner_type, seat) = partner_type(word).ok_or_else(|| CatalogError::PartnerType {
                        document: row.code.as_str().to_owned(),
                        word: word.to_owned(),
                    })?;
                    matrix.push(Requirement {
                        code: row.code,
                        partner_type,
                        seat,
                        need: *need,
                        needed_by: row.needed_by,
                    });
                }
            }
            rules.push(DocRule {
                code: row.code,
                expires: row.expires,
                max_age_days: row.max_age_days,
                checks: row.checks,
                rekey: row.rekey,
                rekey_last: row.rekey_last,
                words: row.words,
                source: row.source,
            });
        }
        Ok((rules, matrix))
    }
}

/// `ECE`, `ECE.dom` or `ECE.ovs`.
fn partner_type(word: &str) -> Option<(PartnerType, Seat)> {
    let (code, seat) = match word.split_once('.') {
        None => (word, Seat::Any),
        Some((code, "dom")) => (code, Seat::Domestic),
        Some((code, "ovs")) => (code, Seat::Overseas),
        Some(_) => return None,
    };
    PartnerType::from_code(code).map(|found| (found, seat))
}
