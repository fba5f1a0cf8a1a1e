//! The clock of cases: when a case is due with what its partner's letters paused (domain.md §10.4).
//!
//! Nothing of it is stored. A case carries the deadline it was given; the letters to its partner say when the clock stood
//! still.

use crate::desk::overlay::Now;
use crate::desk::overlay::parent_of;
use crate::desk::view::ViewError;
use crate::domain::case::Case;
use crate::domain::clock::Calendar;
use crate::domain::clock::Pause;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::letter::Letter;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use std::sync::Arc;

/// The business calendar of the desk.
pub fn calendar(now: Now<'_>) -> Calendar {
    Calendar::of(now.state.genesis.tz())
}

/// When something with so many counted hours is due that begins now.
pub fn deadline(now: Now<'_>, from: DateTime<Utc>, hours: i64) -> DateTime<Utc> {
    calendar(now).due(from, TimeDelta::hours(hours), &[])
}

/// The partner a record belongs to: itself, or the one it is filed under.
fn partner_of(now: Now<'_>, id: Id) -> Result<Option<Id>, ViewError> {
    if id.kind == KindId::Partner {
        return Ok(Some(id));
    }
    let stored = now.get(id)?;
    Ok(stored.and_then(|s| parent_of(&s.record)).filter(|parent| parent.kind == KindId::Partner))
}

/// The letters to the partner a case is about.
fn letters(now: Now<'_>, case: &Case) -> Result<Vec<Arc<Stored>>, ViewError> {
    let Ok(subject) = case.subject.parse::<Id>() else { return Ok(Vec::new()) };
    match partner_of(now, subject)? {
        Some(partner) => now.children(partner, KindId::Letter),
        None => Ok(Vec::new()),
    }
}

/// How the clock of a case stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// When it is due, with everything that was paused.
    pub due: Option<DateTime<Utc>>,
    /// Whether a letter waits for the partner.
    pub paused: bool,
}

/// How the clock of a case that is to be decided stands.
pub fn standing(now: Now<'_>, case: &Case) -> Result<Standing, ViewError> {
    let letters = letters(now, case)?;
    let paused = letters.iter().any(|l| l.state == "sent");
    let (Some(from), Some(due)) = (case.proposed_at, case.due_at) else {
        return Ok(Standing { due: case.due_at, paused });
    };
    if letters.is_empty() {
        return Ok(Standing { due: Some(due), paused });
    }
    let calendar = calendar(now);
    let pauses: Vec<Pause> =
        letters.iter().filter_map(|l| Letter::of(&l.record)).flat_map(|l| calendar.pauses(l)).collect();
    Ok(Standing { due: Some(calendar.moved(from, due, &pauses)), paused })
}

/// The cases a letter pauses: those of its partner, and of what is filed under it, that wait for a decision.
pub fn paused_by(now: Now<'_>, letter: &Stored) -> Result<Vec<Id>, ViewError> {
    let Some(partner) = parent_of(&letter.record) else { return Ok(Vec::new()) };
    let mut out = Vec::new();
    let own = now.under(partner)?.into_iter().filter(|id| id.kind == KindId::Case);
    for id in now.cases_below(partner)?.into_iter().chain(own) {
        let waits = now.get(id)?.is_some_and(|c| matches!(c.state.as_str(), "open" | "returned"));
        out.extend(waits.then_some(id));
    }
    Ok(out)
}
