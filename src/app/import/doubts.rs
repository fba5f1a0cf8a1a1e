//! The rows of an import that name no partner for certain, and whom a person chose for them.

use crate::api::ImportRow;
use crate::api::Likely;
use crate::api::RowError;
use crate::api::Unmatched;
use crate::domain::value::Value;

/// The field of a row that names the partner.
const PARTNER: &str = "partner";

/// Whom a row means.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Choice {
    /// Nobody said yet; it is not taken.
    #[default]
    Open,
    /// Nobody: a person left it out.
    Out,
    /// The candidate at this place.
    Partner(usize),
}

/// A row that names no partner for certain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubt {
    /// What the desk found.
    pub row: Unmatched,
    /// What a person says.
    pub choice: Choice,
}

impl Doubt {
    /// The partner that was chosen.
    pub fn chosen(&self) -> Option<&Likely> {
        match self.choice {
            Choice::Partner(place) => self.row.likely.get(place),
            Choice::Open | Choice::Out => None,
        }
    }
}

/// All of them, by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Doubts(Vec<Doubt>);

impl Doubts {
    /// All of them, by line.
    pub fn all(&self) -> &[Doubt] {
        &self.0
    }

    /// Takes in what a plan found; what was chosen stays chosen.
    pub fn learn(&mut self, found: &[Unmatched]) {
        for row in found {
            match self.0.iter_mut().find(|d| d.row.line == row.line) {
                Some(known) if known.chosen().is_some() => {}
                Some(known) => known.row = row.clone(),
                None => self.0.push(Doubt { row: row.clone(), choice: Choice::Open }),
            }
        }
        self.0.sort_by_key(|d| d.row.line);
    }

    /// Says whom the row at a place means; false where there is no such row or no such candidate.
    pub fn choose(&mut self, place: usize, choice: Choice) -> bool {
        let Some(doubt) = self.0.get_mut(place) else { return false };
        if let Choice::Partner(candidate) = choice
            && candidate >= doubt.row.likely.len()
        {
            return false;
        }
        doubt.choice = choice;
        true
    }

    /// The next row nobody said anything of, from a place on and then from the first.
    pub fn next_open(&self, from: usize) -> Option<usize> {
        let open = |(place, doubt): (usize, &Doubt)| (doubt.choice == Choice::Open).then_some(place);
        let behind = self.0.iter().enumerate().skip(from).find_map(open);
        behind.or_else(|| self.0.iter().enumerate().find_map(open))
    }

    /// Rows without a partner.
    pub fn unmatched(&self) -> usize {
        self.0.iter().filter(|d| d.chosen().is_none()).count()
    }

    /// Whether an error says no more than that nobody was chosen for its row.
    pub fn covers(&self, error: &RowError) -> bool {
        error.path == PARTNER && self.0.iter().any(|d| d.row.line == error.line && d.chosen().is_none())
    }

    /// The row with the partner that was chosen for it; nothing else of it changes.
    pub fn settled(&self, row: &ImportRow) -> ImportRow {
        let mut row = row.clone();
        let found = self.0.binary_search_by_key(&row.line, |d| d.row.line).ok().and_then(|at| self.0.get(at));
        if let Some(chosen) = found.and_then(Doubt::chosen)
            && let Some(field) = row.fields.iter_mut().find(|f| f.path == PARTNER)
        {
            field.value = Value::Ref(chosen.id.to_string());
        }
        row
    }
}
