//! Candidates: which partner a foreign file may mean by a number or a name that does not fit exactly.

use crate::desk::overlay::Now;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::names;
use crate::domain::rules::Lookup;
use crate::query::Cell;
use crate::query::Columns;
use crate::text;
use rayon::prelude::*;

/// Candidates that are named.
const MOST: usize = 5;
/// Percent of likeness from which on somebody is a candidate.
const LEAST: u32 = 40;

/// A partner that may be meant, with how alike it is, in percent.
pub type Candidate = (Id, String, u32);

impl Now<'_> {
    /// The partners a text names: by id, by any of its numbers, by its legal name.
    pub fn partners_named(&self, wanted: &str) -> Vec<Id> {
        let wanted = wanted.trim();
        if let Ok(id) = wanted.parse::<Id>()
            && id.kind == KindId::Partner
        {
            return vec![id];
        }
        let found = self.partners_with(&compact(wanted));
        if !found.is_empty() {
            return found;
        }
        let same = self.with_skeleton(&text::skeleton(wanted));
        let called = |id: &Id| self.names_of(*id).iter().any(|name| names::same_company(name, wanted));
        same.into_iter().filter(called).collect()
    }

    /// The partners a text may mean that names not just one. All names are compared with it: dear.
    pub fn candidates(&self, wanted: &str) -> Vec<Candidate> {
        let named = self.partners_named(wanted);
        if named.is_empty() {
            return self.alike_partners(wanted, &compact(wanted));
        }
        named.iter().take(MOST).map(|id| (*id, self.called(*id), 100)).collect()
    }

    /// Partners that carry this value under any scheme.
    fn partners_with(&self, value: &str) -> Vec<Id> {
        let known = self.state.tables.maps.value(value).into_iter().map(|n| Id::new(KindId::Partner, n));
        let carries = |id: &Id| {
            let stored = self.get(*id).ok().flatten();
            stored.is_some_and(|s| {
                let values = s.record.path("identifiers.value");
                values.is_some_and(|v| v.items().iter().any(|i| i.as_text() == Some(value)))
            })
        };
        known.filter(carries).collect()
    }

    fn called(&self, id: Id) -> String {
        self.get(id).ok().flatten().map(|s| s.title()).unwrap_or_default()
    }

    /// The partners whose name or number is most like what is wanted.
    fn alike_partners(&self, wanted: &str, compact: &str) -> Vec<Candidate> {
        let Some(columns) = self.state.tables.roster(KindId::Partner) else { return Vec::new() };
        let rows = u32::try_from(columns.len()).unwrap_or(u32::MAX);
        let mut found: Vec<(u32, u32)> = (0..rows)
            .into_par_iter()
            .filter_map(|row| {
                let name = likest(columns, row, "name", wanted);
                let number = likest(columns, row, "identifiers", compact);
                Some((name.max(number), row)).filter(|(score, _)| *score >= LEAST)
            })
            .collect();
        found.sort_by_key(|(score, row)| (std::cmp::Reverse(*score), *row));
        let id = |row: u32| Id::new(KindId::Partner, u64::from(row) + 1);
        found.into_iter().take(MOST).map(|(score, row)| (id(row), self.called(id(row)), score)).collect()
    }
}

/// A number as it is stored, without what stands between its characters.
fn compact(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
}

/// How alike a text is to the likest line of a cell.
fn likest(columns: &Columns, row: u32, column: &str, wanted: &str) -> u32 {
    match columns.cell(row, column) {
        Cell::Text(lines) => lines.lines().map(|line| names::likeness(line, wanted)).max().unwrap_or(0),
        _ => 0,
    }
}

/// That no partner is meant for certain, with those that may be.
pub fn unknown(wanted: &str, candidates: &[Candidate]) -> Msg {
    if candidates.is_empty() {
        return Msg::new("import-no-partner").with("found", wanted);
    }
    let named: Vec<String> = candidates.iter().map(|(id, name, score)| format!("{id} {name} {score} %")).collect();
    Msg::new("import-partner-candidates").with("found", wanted).with("candidates", named)
}
