//! Undo: the former content as a new revision, while nothing moved on and nothing was decided (architecture.md §4).

use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::overlay::Now;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Record;
use crate::domain::msg::Msg;

/// Undoes an entry.
pub fn undo(command: &Command, now: Now<'_>, outside: &mut Outside<'_>, seq: u64) -> Result<Decision, Refusal> {
    let entry = (outside.entry)(seq).ok_or_else(|| Refusal::not_found(format!("#{seq}")))?;
    let refuse = |why: &'static str| {
        let msg = Msg::new(why).with("seq", seq).with("verb", entry.verb.as_str());
        Err(Refusal::new(Ground::Guard, msg).hint(Msg::new("hint-no-undo")))
    };
    let decision = entry.puts.iter().any(|p| matches!(p.kind.as_str(), "case" | "reaction" | "batch"));
    if decision || entry.case.is_some() || !entry.blobs.is_empty() || entry.puts.is_empty() || entry.undoes.is_some() {
        return refuse("refused-undo-decision");
    }
    let actor = Actor::of(command, now, &entry.verb, outside.today)?;
    let mut build = Build::new(command, now, actor, &entry.verb);
    build.draft.undoes = Some(seq);
    for put in &entry.puts {
        let id: Id = put.id.parse().map_err(Refusal::invalid)?;
        if put.rev < 2 {
            return refuse("refused-undo-created");
        }
        let stored = now.get(id)?.ok_or_else(|| Refusal::not_found(put.id.clone()))?;
        if stored.rev != put.rev {
            return refuse("refused-undo-moved-on");
        }
        let (record, state) = former(now, outside, id, put.rev - 1)?;
        if state != stored.state && entry.verb == format!("{}.change", id.kind.def().name) {
            // Taking the change back would put the checker's word on it again without him.
            return refuse("refused-undo-checked");
        }
        build.put_next(&stored, &state, &record)?;
    }
    Ok(build.done(Msg::new("done-undone").with("seq", seq).with("verb", entry.verb.as_str())))
}

fn former(now: Now<'_>, outside: &Outside<'_>, id: Id, rev: u64) -> Result<(Record, String), Refusal> {
    let missing = || Refusal::internal(format!("revision {rev} of {id} is not in the journal"));
    let rows = now.state.view.revisions(id)?;
    let (_, row) = rows.into_iter().find(|(r, _)| *r == rev).ok_or_else(missing)?;
    let entry = (outside.entry)(row.seq).ok_or_else(missing)?;
    let text = id.to_string();
    let put = entry.puts.iter().find(|p| p.id == text && p.rev == rev).ok_or_else(missing)?;
    let kind: KindId = id.kind;
    let record = Record::from_json(kind, put.s, put.content.get().as_bytes()).map_err(Refusal::internal)?;
    Ok((record, put.state.clone()))
}
