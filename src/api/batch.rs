//! Batches of cases as screens and the command line see them: what may be drawn, what was drawn, how far it is.

use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::policy::Bulk;
use serde::Deserialize;
use serde::Serialize;

/// A question about a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BatchQuery {
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

/// A case of a batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchLine {
    /// The case.
    pub case: Id,
    /// Its state.
    pub state: String,
    /// The name of what it is about.
    pub name: String,
    /// The risk band of its subject; empty when it has none.
    pub band: String,
    /// Who decided it; empty while nobody did.
    pub by: String,
    /// Why it cannot be approved with the others; none when it can.
    pub why: Option<Msg>,
}

/// A batch, drawn or planned.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchSheet {
    /// Its id; none while it is planned.
    pub id: Option<Id>,
    /// Its revision.
    pub rev: u64,
    /// Its state; empty while it is planned.
    pub state: String,
    /// The verb its cases propose.
    pub verb: String,
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
    /// The others; of a plan, all that may go in.
    pub rest: Vec<BatchLine>,
    /// Of a plan: what may not go in. Of an approved batch: what was not approved with it.
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
        self.sample.iter().find(|line| matches!(line.state.as_str(), "open" | "returned")).map(|line| line.case)
    }

    /// Those of the rest that an approval takes.
    pub fn taken(&self) -> impl Iterator<Item = &BatchLine> {
        self.rest.iter().filter(|line| line.why.is_none())
    }

    /// How many of some lines are of each risk band, the riskiest first.
    pub fn bands<'a>(lines: impl Iterator<Item = &'a BatchLine>) -> Vec<(String, usize)> {
        let mut found: Vec<(String, usize)> = Vec::new();
        for line in lines {
            match found.iter_mut().find(|(band, _)| *band == line.band) {
                Some((_, n)) => *n += 1,
                None => found.push((line.band.clone(), 1)),
            }
        }
        let rank = |band: &str| ["CRITICAL", "HIGH", "MED", "LOW"].iter().position(|b| *b == band);
        found.sort_by_key(|(band, _)| rank(band).unwrap_or(usize::MAX));
        found
    }
}
