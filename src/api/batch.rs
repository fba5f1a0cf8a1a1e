//! Many records at once: what a verb would do to each, what a draw from cases would take in, how far a drawn batch is.

use crate::api::query::Offer;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::partner::RiskBand;
use crate::domain::policy::Bulk;
use serde::Deserialize;
use serde::Serialize;
use std::collections::BTreeMap;

/// A question about many records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchQuery {
    /// Which verbs can be used on any of these records.
    Offers {
        /// The records.
        ids: Vec<Id>,
        /// Who would use them.
        operator: String,
    },
    /// Which of these records a verb can be used on.
    Verb {
        /// The records.
        ids: Vec<Id>,
        /// The verb.
        verb: String,
        /// Who would use it.
        operator: String,
    },
    /// What a draw from these cases would take in.
    Plan {
        /// The cases.
        cases: Vec<Id>,
        /// Who draws.
        operator: String,
    },
    /// A batch that was drawn.
    Drawn {
        /// Which.
        id: Id,
        /// Who looks.
        operator: String,
    },
}

/// One of many records: a case of a batch, or a record a verb is used on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLine {
    /// The record.
    pub id: Id,
    /// Its revision.
    pub rev: u64,
    /// Its state.
    pub state: String,
    /// The name of what it is about.
    pub name: String,
    /// The risk band of that; empty when it has none.
    pub band: String,
    /// Its triage; empty when it has none.
    pub triage: String,
    /// Codes of the rules with open findings on it.
    pub rules: Vec<String>,
    /// Who decided it; empty while nobody did.
    pub by: String,
    /// Why it does not go with the others; none when it does.
    pub why: Option<Msg>,
}

/// Many records: a batch, drawn or planned, or those a verb is used on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSheet {
    /// The batch's id; none while it is not drawn.
    pub id: Option<Id>,
    /// Its revision.
    pub rev: u64,
    /// Its state; empty while it is not drawn.
    pub state: String,
    /// The verb its cases propose, or that is used.
    pub verb: String,
    /// What the verb asks for; only where a verb is used.
    pub offer: Option<Offer>,
    /// Verbs that can be used on at least one of the records; only where they are asked for.
    pub offers: Vec<Offer>,
    /// The policy with its revision.
    pub policy: String,
    /// What the policy allows.
    pub bulk: Bulk,
    /// Who drew it.
    pub drawn_by: String,
    /// The case that was no good, or who gave it up.
    pub dissolved_by: String,
    /// What the sample was drawn from.
    pub seed: String,
    /// How many cases are looked at one by one.
    pub size: usize,
    /// Those drawn, in the order in which they were.
    pub sample: Vec<BatchLine>,
    /// The others; where nothing is drawn, all that go in.
    pub rest: Vec<BatchLine>,
    /// What does not go in; of an approved batch, what was not approved with it.
    pub left: Vec<BatchLine>,
    /// Why this operator cannot approve it now; none when he can.
    pub barred: Option<Msg>,
}

impl BatchSheet {
    /// Cases of the sample that were approved.
    pub fn good(&self) -> usize {
        self.sample.iter().filter(|line| line.state == "approved").count()
    }

    /// The first case of the sample that is still to be decided.
    pub fn next(&self) -> Option<Id> {
        self.sample.iter().find(|line| matches!(line.state.as_str(), "open" | "returned")).map(|line| line.id)
    }

    /// Those of the rest that an approval takes.
    pub fn taken(&self) -> impl Iterator<Item = &BatchLine> {
        self.rest.iter().filter(|line| line.why.is_none())
    }

    /// How many of some lines are of each risk band, the riskiest first.
    pub fn bands<'a>(lines: impl Iterator<Item = &'a BatchLine>) -> Vec<(String, usize)> {
        let mut found = counted(lines.map(|line| line.band.as_str()));
        let rank = |band: &str| RiskBand::ALL.iter().rev().position(|known| known.as_str() == band);
        found.sort_by_key(|(band, _)| rank(band).unwrap_or(usize::MAX));
        found
    }

    /// How many of some lines are of each triage.
    pub fn triages<'a>(lines: impl Iterator<Item = &'a BatchLine>) -> Vec<(String, usize)> {
        counted(lines.map(|line| line.triage.as_str()))
    }

    /// On how many of some lines each rule has an open finding.
    pub fn rules<'a>(lines: impl Iterator<Item = &'a BatchLine>) -> Vec<(String, usize)> {
        counted(lines.flat_map(|line| line.rules.iter().map(String::as_str)))
    }
}

/// How often each word that is not empty comes.
fn counted<'a>(words: impl Iterator<Item = &'a str>) -> Vec<(String, usize)> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words.filter(|word| !word.is_empty()) {
        *found.entry(word).or_default() += 1;
    }
    found.into_iter().map(|(word, n)| (word.to_owned(), n)).collect()
}
