//! Four eyes on a paper: who filed it or changed it does not accept it (domain.md §10.3, DOC-03).

use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Actor;
use crate::desk::decide::Outside;
use crate::desk::overlay::Now;
use crate::desk::view::RevRow;
use crate::domain::kind::Stored;
use crate::domain::lifecycle::Edge;
use crate::domain::lifecycle::Guard;
use crate::domain::msg::Msg;
use std::collections::BTreeSet;

/// Logins that filed a record or changed what it says. `entry` gives verb and operator of a revision's entry.
pub fn filers(
    now: Now<'_>,
    stored: &Stored,
    entry: &dyn Fn(&RevRow) -> Option<(String, String)>,
) -> BTreeSet<String> {
    let rows = now.state.view.revisions(stored.id).unwrap_or_default();
    let written = rows.iter().filter_map(|(_, row)| entry(row));
    let contributed = written.filter(|(verb, _)| now.state.catalog.contributes(verb)).map(|(_, by)| by);
    contributed.chain([stored.made_by.clone()]).filter(|login| !login.is_empty()).collect()
}

/// Why a person may not use a row's verb on a record of which it is one of the filers.
pub fn own_upload(now: Now<'_>, edge: &Edge, stored: &Stored, person: &str, filers: &BTreeSet<String>) -> Option<Msg> {
    if !edge.guards.contains(&Guard::OtherPerson) || person.is_empty() {
        return None;
    }
    let is_me = |login: &&String| now.state.directory.operator(login).is_some_and(|(_, o)| o.person.0 == person);
    let mine = filers.iter().find(is_me)?;
    Some(Msg::new("refused-own-upload").with("id", stored.id.to_string()).with("by", mine.as_str()))
}

/// Refuses the verb to who filed the record.
pub(super) fn check(
    now: Now<'_>,
    edge: &Edge,
    stored: &Stored,
    actor: &Actor,
    outside: &Outside<'_>,
) -> Result<(), Refusal> {
    if !edge.guards.contains(&Guard::OtherPerson) {
        return Ok(());
    }
    let known = filers(now, stored, &|row| (outside.entry)(row.seq).map(|entry| (entry.verb, entry.by)));
    match own_upload(now, edge, stored, &actor.person, &known) {
        Some(why) => Err(Refusal::new(Ground::FourEyes, why).hint(Msg::new("hint-own-upload"))),
        None => Ok(()),
    }
}
