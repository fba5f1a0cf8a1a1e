//! An assessment with everything its screen needs: items beside those of last time, what changed since, and what can
//! serve as evidence.

use crate::api::AssessLine;
use crate::api::AssessView;
use crate::api::Piece;
use crate::api::Refusal;
use crate::api::assess::LastTime;
use crate::desk::answer::show;
use crate::desk::overlay::Overlay;
use crate::desk::state::State;
use crate::desk::tables::id_of;
use crate::domain::assessment::ActionState;
use crate::domain::assessment::Assessment;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::Evidence;
use crate::domain::assessment::IN_FORCE;
use crate::domain::assessment::overall;
use crate::domain::checklist::Checklist;
use crate::domain::checklist::ItemVerdict;
use crate::domain::document::Document;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::query::Cell;
use chrono::DateTime;
use chrono::NaiveDate;
use chrono::Utc;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The length of a stored file by its SHA-256; none when it is not there.
type Files<'a> = dyn Fn(&str) -> Option<u64> + 'a;

/// States in which a document serves nobody.
const SPENT: [&str; 4] = ["rejected", "superseded", "expired", "withdrawn"];

/// An assessment, or the latest one of a partner.
pub fn assess(
    state: &State,
    of: Id,
    operator: &str,
    at: DateTime<Utc>,
    files: &Files<'_>,
) -> Result<AssessView, Refusal> {
    let id = match of.kind {
        KindId::Partner => latest_of(state, of)?,
        _ => of,
    };
    let not_found = || Refusal::not_found(id.to_string());
    let stored = state.get(id)?.ok_or_else(not_found)?;
    let assessment = Assessment::of(&stored.record).ok_or_else(not_found)?.clone();
    let list = assessment.checklist.id().map(|k| state.get(k)).transpose()?.flatten();
    let list = list.as_ref().and_then(|s| Checklist::of(&s.record)).cloned().unwrap_or_default();
    let partner = assessment.partner.id().map(|p| state.get(p)).transpose()?.flatten();
    let desk = Look { state, files, today: state.today };
    let last = desk.last(&stored, &assessment)?;
    let papers = desk.papers(partner.as_ref(), &assessment, last.as_ref())?;
    let approved = last.as_ref().map(|(stored, _)| desk.approved_at(stored)).transpose()?.unwrap_or_default();
    let mut lines = Vec::with_capacity(assessment.items.len());
    for item in &assessment.items {
        let before = last.as_ref().and_then(|(_, a)| a.item(&item.code));
        lines.push(desk.line(item, before, last.is_some(), approved, &papers)?);
    }
    let last = last.map(|(stored, a)| LastTime {
        id: stored.id,
        state: stored.state.clone(),
        from: a.valid_from,
        to: a.valid_to,
    });
    Ok(AssessView {
        shown: show::full(state, &stored, operator, at)?,
        subject: partner.map(|p| p.title()).unwrap_or_default(),
        assessment,
        list,
        lines,
        last,
        papers,
    })
}

/// The latest assessment of a partner: one that is worked on before one that is over.
fn latest_of(state: &State, partner: Id) -> Result<Id, Refusal> {
    let mut found: Option<(bool, Id)> = None;
    for id in state.view.children(partner, KindId::Assessment)? {
        let Some(stored) = state.get(id)? else { continue };
        let key = (stored.state != "cancelled", id);
        found = found.max(Some(key));
    }
    let none = || Refusal::invalid(Msg::new("assess-never").with("id", partner.to_string()));
    found.map(|(_, id)| id).ok_or_else(none)
}

/// The platform's own assessments by a check-list, newest first.
pub fn own(state: &State, edition: &str) -> Result<Vec<Arc<Stored>>, Refusal> {
    let mut out = Vec::new();
    let Some(columns) = state.tables.roster(KindId::Assessment) else { return Ok(out) };
    for row in (0..u32::try_from(columns.len()).unwrap_or(u32::MAX)).rev() {
        let of_partner = !matches!(columns.cell(row, "partner"), Cell::None | Cell::Text(""));
        let other = match columns.cell(row, "edition") {
            Cell::Text(text) => !text.eq_ignore_ascii_case(edition),
            _ => false,
        };
        if of_partner || other {
            continue;
        }
        let Some(stored) = state.get(id_of(KindId::Assessment, row))? else { continue };
        if Assessment::of(&stored.record).is_some_and(|a| a.is_own() && a.edition == edition) {
            out.push(stored);
        }
    }
    Ok(out)
}

/// Whether an assessment was approved once.
pub fn was_approved(stored: &Stored) -> bool {
    IN_FORCE.contains(&stored.state.as_str()) || stored.state == "expired"
}

struct Look<'a> {
    state: &'a State,
    files: &'a Files<'a>,
    today: NaiveDate,
}

impl Look<'_> {
    /// The last approved assessment of the same subject by the same check-list.
    fn last(&self, stored: &Stored, mine: &Assessment) -> Result<Option<(Arc<Stored>, Assessment)>, Refusal> {
        let others = match mine.partner.id() {
            Some(partner) => {
                let nothing = Overlay::default();
                let mut found = self.state.now(&nothing).children(partner, KindId::Assessment)?;
                found.reverse();
                found
            }
            None => own(self.state, &mine.edition)?,
        };
        let earlier = others.into_iter().filter(|o| o.id.number < stored.id.number && was_approved(o));
        let mut same = earlier.filter_map(|o| {
            let assessment = Assessment::of(&o.record)?.clone();
            (assessment.edition == mine.edition && assessment.proof.is_none()).then_some((o, assessment))
        });
        Ok(same.next())
    }

    /// The entry that approved an assessment; 0 when it cannot be told.
    fn approved_at(&self, stored: &Stored) -> Result<u64, Refusal> {
        let mut seq = 0;
        for case in self.state.view.children(stored.id, KindId::Case)? {
            if self.state.get(case)?.is_some_and(|c| c.state == "approved") {
                let last = self.state.view.revisions(case)?.into_iter().next_back();
                seq = seq.max(last.map_or(0, |(_, row)| row.seq));
            }
        }
        Ok(seq)
    }

    /// A document or stored file as evidence.
    fn piece(&self, reference: &str) -> Result<Piece, Refusal> {
        let mut piece = Piece { reference: reference.to_owned(), ..Piece::default() };
        match reference.parse::<Id>() {
            Ok(id) => {
                let stored = self.state.get(id)?;
                let document = stored.as_ref().and_then(|s| Some((s, Document::of(&s.record)?)));
                if let Some((stored, document)) = document {
                    document.code.as_str().clone_into(&mut piece.code);
                    piece.state.clone_from(&stored.state);
                    piece.number.clone_from(&document.number);
                    piece.valid_to = document.valid_to;
                    piece.sha256.clone_from(&document.file.sha256);
                }
            }
            Err(_) => reference.clone_into(&mut piece.sha256),
        }
        piece.bytes = (self.files)(&piece.sha256);
        Ok(piece)
    }

    fn pieces(&self, evidence: &[Evidence]) -> Result<Vec<Piece>, Refusal> {
        let given = |e: &Evidence| {
            let piece = self.piece(&e.reference)?;
            Ok(Piece { kind: e.kind, date: e.date, by: e.by.clone(), ..piece })
        };
        evidence.iter().map(given).collect()
    }

    /// What can serve: the partner's documents, accepted ones first, and what was shown before.
    fn papers(
        &self,
        partner: Option<&Arc<Stored>>,
        mine: &Assessment,
        last: Option<&(Arc<Stored>, Assessment)>,
    ) -> Result<Vec<Piece>, Refusal> {
        let mut out = Vec::new();
        if let Some(partner) = partner {
            for id in self.state.view.children(partner.id, KindId::Document)? {
                out.push(self.piece(&id.to_string())?);
            }
        }
        let mut known: BTreeSet<String> = out.iter().map(|p| p.reference.clone()).collect();
        let items = mine.items.iter().chain(last.iter().flat_map(|(_, a)| &a.items));
        for evidence in items.flat_map(|i| &i.evidence) {
            if known.insert(evidence.reference.clone()) {
                let piece = self.piece(&evidence.reference)?;
                out.push(Piece { kind: evidence.kind, ..piece });
            }
        }
        out.retain(|p| !SPENT.contains(&p.state.as_str()) && p.valid_to.is_none_or(|to| to >= self.today));
        out.sort_by_key(|p| (p.state != "accepted", p.code.is_empty(), p.code.clone(), p.reference.clone()));
        Ok(out)
    }

    fn line(
        &self,
        item: &AssessmentItem,
        before: Option<&AssessmentItem>,
        compared: bool,
        approved: u64,
        papers: &[Piece],
    ) -> Result<AssessLine, Refusal> {
        let last_evidence = before.map(|b| self.pieces(&b.evidence)).transpose()?.unwrap_or_default();
        let mut changed = Vec::new();
        match before {
            Some(before) => self.since(item, before, &last_evidence, approved, papers, &mut changed)?,
            None if compared => changed.push(Msg::new("assess-changed-new")),
            None => {}
        }
        Ok(AssessLine {
            code: item.code.clone(),
            evidence: self.pieces(&item.evidence)?,
            last: before.cloned(),
            last_evidence,
            changed,
        })
    }

    /// What changed since an item was judged the last time.
    fn since(
        &self,
        item: &AssessmentItem,
        before: &AssessmentItem,
        evidence: &[Piece],
        approved: u64,
        papers: &[Piece],
        out: &mut Vec<Msg>,
    ) -> Result<(), Refusal> {
        if before.verdict == ItemVerdict::Open {
            out.push(Msg::new("assess-changed-open"));
        }
        if before.critical != item.critical || before.applies != item.applies {
            out.push(Msg::new("assess-changed-applies"));
        }
        for piece in evidence {
            let of = |id| Msg::new(id).with("what", piece.reference.as_str());
            let Ok(id) = piece.reference.parse::<Id>() else {
                if piece.bytes.is_none() {
                    out.push(
                        Msg::new("assess-changed-gone").with("what", crate::text::clip(&piece.sha256, 12).as_ref()),
                    );
                }
                continue;
            };
            if SPENT.contains(&piece.state.as_str()) {
                let label = format!("state-document-{}", piece.state.replace('_', "-"));
                out.push(of("assess-changed-state").term("state", label));
                continue;
            }
            if let Some(on) = piece.valid_to.filter(|on| *on < self.today) {
                out.push(of("assess-changed-expired").with("on", on));
                continue;
            }
            let last = self.state.view.revisions(id)?.into_iter().next_back();
            if last.is_some_and(|(_, row)| row.seq > approved) {
                out.push(of("assess-changed-edited"));
            }
            let newer = |p: &&Piece| {
                p.code == piece.code && p.reference.parse::<Id>().is_ok_and(|other| other.number > id.number)
            };
            if let Some(newer) =
                papers.iter().filter(newer).find(|p| !evidence.iter().any(|e| e.reference == p.reference))
            {
                out.push(of("assess-changed-newer").with("newer", newer.reference.as_str()));
            }
        }
        match (before.action.state, before.action.due) {
            (ActionState::Closed, _) => out.push(Msg::new("assess-changed-closed")),
            (ActionState::Open, Some(due)) if due < self.today => {
                out.push(Msg::new("assess-changed-late").with("on", due));
            }
            (ActionState::Open, Some(due)) if !overall::within(due, self.today) => {
                out.push(Msg::new("assess-changed-far").with("on", due));
            }
            _ => {}
        }
        Ok(())
    }
}
