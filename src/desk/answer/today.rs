//! Today: what waits for an operator, one count a line, and what changed on what is his (domain.md §10.2).

use crate::api::ListQuery;
use crate::api::Refusal;
use crate::api::lists;
use crate::api::query::EntryLine;
use crate::api::query::Sort;
use crate::api::query::Today;
use crate::api::query::TodayLine;
use crate::desk::answer::history;
use crate::desk::answer::list;
use crate::desk::answer::sources;
use crate::desk::journal::FileJournal;
use crate::desk::journal::Journal;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::tables;
use crate::domain::operator::Operator;
use std::sync::atomic::AtomicBool;

/// Entries looked through for what changed.
const LOOK_BACK: u64 = 300;
/// Entries of more bytes are imports, which are not told line by line; they are passed over unread.
const LARGE: u32 = 128 << 10;
/// Bytes of entries read for what changed.
const READ: u64 = 4 << 20;
/// Lines of what changed.
const CHANGED: usize = 12;

/// Label, list, filter and urgency of a line. `@me` is the operator, `@roles` are his roles.
const LINES: &[(&str, &str, &str, bool)] = &[
    ("today-overdue", "queue", "due<today", true),
    ("today-due-today", "queue", "due:today", false),
    ("today-waiting-for-me", "queue", "role:@roles -from=@me", false),
    ("today-returned-to-me", "cases", "state:returned from=@me", false),
    ("today-waiting-for-others", "cases", "state:open from=@me", false),
    ("today-blocking", "findings", "severity:B stance:open,acknowledged", true),
    ("today-lapses-7", "expiring", "valid_to<=7d", true),
    ("today-lapses-30", "expiring", "valid_to<=30d", false),
    ("today-lapses-90", "expiring", "valid_to<=90d", false),
    ("today-reviews-due", "partners", "state:admitted,probation,review_due review_due<=30d", false),
    ("today-documents", "documents", "state:received", false),
    ("today-letters-answered", "letters", "state:answered", false),
    ("today-letters-overdue", "letters", "state:overdue", true),
    ("today-letters-waiting", "letters", "state:sent", false),
    ("today-renewals", "certificates", "renewal<=90", false),
    ("today-letters-approve", "letters", "state:draft approval:needed -by=@me", false),
    ("today-letters-approved", "letters", "state:approved", false),
];

/// The day of an operator.
pub fn today(state: &State, journal: &FileJournal, operator: &str, cancel: &AtomicBool) -> Result<Today, Refusal> {
    let mut lines = Vec::with_capacity(LINES.len());
    for (label, list_id, filter, urgent) in LINES {
        let filter = fill(state, operator, filter);
        let count = count(state, operator, list_id, &filter, cancel)?;
        lines.push(TodayLine {
            label: (*label).to_owned(),
            count,
            list: (*list_id).to_owned(),
            filter,
            urgent: *urgent,
        });
    }
    Ok(Today { lines, changed: changed(state, journal, operator) })
}

fn fill(state: &State, operator: &str, filter: &str) -> String {
    let roles: Vec<&str> = state
        .directory
        .operator(operator)
        .map(|(_, o): (_, &Operator)| o.roles.iter().map(|r| r.as_str()).collect())
        .unwrap_or_default();
    let roles = if roles.is_empty() { "none".to_owned() } else { roles.join(",") };
    filter.replace("@me", &format!("\"{operator}\"")).replace("@roles", &roles)
}

fn count(state: &State, operator: &str, list_id: &str, filter: &str, cancel: &AtomicBool) -> Result<usize, Refusal> {
    let def = lists::list(list_id).ok_or_else(|| Refusal::not_found(list_id))?;
    let columns = sources::columns_of(state, def).ok_or_else(|| Refusal::not_found(list_id))?;
    let ask = ListQuery {
        list: list_id.to_owned(),
        filter: filter.to_owned(),
        // Only counted: no order is made and kept.
        sort: Some(Sort { column: "id".to_owned(), descending: false }),
        offset: 0,
        limit: 0,
        operator: operator.to_owned(),
        anchor: None,
        as_at: None,
    };
    match list::order(state, def, columns, &ask, cancel)? {
        Ok(order) => Ok(order.rows.len()),
        // A role nobody has yet in any case is an unknown code: then nothing waits for it.
        Err(_) => Ok(0),
    }
}

/// The last entries of others on what this operator proposed, made or owns.
fn changed(state: &State, journal: &FileJournal, operator: &str) -> Vec<EntryLine> {
    let nothing = Overlay::default();
    let now = state.now(&nothing);
    let head = state.meta.seq;
    let mut out = Vec::new();
    let mut read = 0;
    for seq in (head.saturating_sub(LOOK_BACK) + 1..=head).rev() {
        let Some(position) = state.view.entry(seq).ok().flatten().filter(|p| p.length <= LARGE) else { continue };
        read += u64::from(position.length);
        if read > READ {
            break;
        }
        let Ok(entry) = journal.read_at(&position) else { continue };
        if entry.by == operator || entry.puts.len() > 20 {
            continue;
        }
        let mine = entry.puts.iter().filter_map(|p| p.id.parse().ok()).any(|id| {
            let stored = now.get(id).ok().flatten();
            stored.is_some_and(|s| {
                s.made_by == operator
                    || ["owner", "proposed_by"].iter().any(|f| s.get(tables::alias(f)).as_text() == Some(operator))
            })
        });
        if mine {
            out.push(history::line(&entry));
        }
        if out.len() == CHANGED {
            break;
        }
    }
    out
}
