//! Judging batches: the sample is drawn again, and what a batch approved is what its sample stands for.
//!
//! The votes themselves are judged with all others in `votes`: an approval in a batch is no other vote than one alone.
//! Whether a subject was unchanged since its last approval is a guard, judged by the desk when it happened.

use crate::catalog::Catalog;
use crate::desk::verify::Report;
use crate::desk::verify::judge::Made;
use crate::desk::verify::ledger::Ledger;
use crate::domain::batch::Batch;
use crate::domain::batch::draw;
use crate::domain::batch::sample_size;
use crate::domain::batch::seed;
use crate::domain::case::Case;
use crate::domain::dossier;
use crate::domain::entry::Digest;
use crate::domain::entry::Entry;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::policy::Bulk;
use std::collections::BTreeMap;

/// An entry that has to do with batches.
struct Bundle<'a> {
    catalog: &'a Catalog,
    ledger: &'a Ledger,
    entry: &'a Entry,
    /// The cases it puts.
    cases: BTreeMap<Id, (&'a Made<'a>, &'a Case)>,
    /// The batches it puts.
    batches: Vec<(&'a Made<'a>, &'a Batch)>,
}

/// Judges the batches of an entry on the state before it; `head` is the hash of the entry before.
pub(super) fn check(
    catalog: &Catalog,
    ledger: &Ledger,
    entry: &Entry,
    head: &Digest,
    made: &[Made<'_>],
    report: &mut Report,
) {
    let cases = made.iter().filter_map(|one| Some((one.id, (one, Case::of(one.record)?)))).collect();
    let batches = made.iter().filter_map(|one| Some((one, Batch::of(one.record)?))).collect();
    let bundle = Bundle { catalog, ledger, entry, cases, batches };
    let own = entry.verb.starts_with("batch.");
    match entry.verb.as_str() {
        "batch.create" => bundle.drawn(head, report),
        "batch.approve" => bundle.approved(report),
        "case.reject" | "case.return" | "case.withdraw" | "batch.dissolve" => bundle.dissolved(report),
        verb => {
            for (one, _) in &bundle.batches {
                let msg = Msg::new("verify-put-kind").with("verb", verb).with("id", one.put.id.as_str());
                report.found(entry.seq, msg);
            }
        }
    }
    if own {
        bundle.strangers(made, report);
    }
}

impl<'a> Bundle<'a> {
    fn says(&self, id: &'static str, batch: &str) -> Msg {
        Msg::new(id).with("batch", batch).with("by", self.entry.by.as_str())
    }

    /// The one batch an entry of a batch's own verb must put; said when it does not.
    fn only(&self, report: &mut Report) -> Option<(&'a Made<'a>, &'a Batch)> {
        if let [one] = self.batches.as_slice() {
            return Some(*one);
        }
        report.found(self.entry.seq, self.says("verify-batch-gone", ""));
        None
    }

    /// Nothing is put by a batch's verb but the batch, its cases, and the subjects of cases it approved.
    fn strangers(&self, made: &[Made<'_>], report: &mut Report) {
        let subjects: Vec<&str> = match self.entry.verb.as_str() {
            "batch.approve" => self.cases.values().map(|(_, case)| case.subject.as_str()).collect(),
            _ => Vec::new(),
        };
        let carries = matches!(self.entry.verb.as_str(), "batch.create" | "batch.approve");
        for one in made {
            let known = match one.id.kind {
                KindId::Batch => true,
                KindId::Case => carries,
                _ => subjects.contains(&one.put.id.as_str()),
            };
            if !known {
                let msg = Msg::new("verify-put-kind").with("verb", self.entry.verb.as_str());
                report.found(self.entry.seq, msg.with("id", one.put.id.as_str()));
            }
        }
    }

    /// A draw: from the entry before it, of open cases of one policy that allows it, each for the first time.
    fn drawn(&self, head: &Digest, report: &mut Report) {
        report.count("batches");
        let seq = self.entry.seq;
        let Some((one, batch)) = self.only(report) else { return };
        let name = one.put.id.as_str();
        if batch.seed != seed(head, self.entry.at) {
            report.found(seq, self.says("verify-batch-seed", name));
        }
        let bulk = self.ledger.bulk(&batch.policy);
        let size = if bulk == Bulk::Sample { sample_size(batch.cases.len()) } else { 0 };
        if batch.sample != draw(&batch.seed, &batch.cases, size) {
            report.found(seq, self.says("verify-batch-sample", name));
        }
        let written: Vec<String> = self.cases.keys().map(Id::to_string).collect();
        if written != batch.cases || one.put.state != "drawn" || batch.drawn_by != self.entry.by {
            report.found(seq, Msg::new("verify-batch-cases").with("batch", name).with("verb", "batch.create"));
        }
        for (id, (put, case)) in &self.cases {
            let says = |what: &'static str| self.says(what, name).with("case", id.to_string());
            if bulk == Bulk::No || case.policy != batch.policy || case.verb != batch.verb {
                report.found(seq, says("verify-batch-policy").with("policy", case.policy.as_str()));
            }
            let before = self.ledger.case(*id).filter(|before| before.batch.is_empty());
            let open = self.ledger.get(*id).is_some_and(|(_, state)| state == "open") && put.put.state == "open";
            let unchanged = case.subject.parse::<Id>().is_ok_and(|subject| self.bound(case, subject));
            if before.is_none() || !open || case.batch != name || !unchanged {
                report.found(seq, says("verify-batch-case"));
            }
        }
    }

    /// Whether the dossier is the one the case was proposed on.
    fn bound(&self, case: &Case, subject: Id) -> bool {
        dossier::hash(&case.dossier) == self.ledger.dossier_hash(subject)
    }

    /// The batch as it was, when it was drawn and only what this verb writes is other than before.
    fn known(&self, one: &Made<'_>, after: &Batch, report: &mut Report) -> Option<&'a Batch> {
        let name = one.put.id.as_str();
        let Some(before) = self.ledger.batch(one.id) else {
            report.found(self.entry.seq, self.says("verify-batch-gone", name));
            return None;
        };
        let written = Batch { left: after.left.clone(), dissolved_by: after.dissolved_by.clone(), ..before.clone() };
        if written != *after {
            report.found(self.entry.seq, self.says("verify-batch-altered", name));
        }
        Some(before)
    }

    /// An approval: by who drew it, after the whole sample was approved, of nothing but what the sample stands for.
    fn approved(&self, report: &mut Report) {
        let seq = self.entry.seq;
        let Some((one, after)) = self.only(report) else { return };
        let name = one.put.id.as_str();
        let Some(batch) = self.known(one, after, report) else { return };
        if batch.drawn_by != self.entry.by {
            report.found(seq, self.says("verify-batch-drawer", name).with("drawer", batch.drawn_by.as_str()));
        }
        if one.put.state != "approved" || !after.dissolved_by.is_empty() {
            report.found(seq, self.says("verify-batch-altered", name));
        }
        let state = |text: &str| text.parse::<Id>().ok().and_then(|id| self.ledger.get(id)).map(|(_, state)| state);
        for text in batch.sample.iter().filter(|text| state(text) != Some("approved")) {
            report.found(seq, self.says("verify-batch-open", name).with("case", text.as_str()));
        }
        for (id, (_, case)) in &self.cases {
            let text = id.to_string();
            let says = |what: &'static str| self.says(what, name).with("case", text.as_str());
            if !batch.rest().any(|rest| *rest == text) || self.ledger.bulk(&case.policy) == Bulk::No {
                report.found(seq, says("verify-batch-outside"));
            }
            if !case.subject.parse::<Id>().is_ok_and(|subject| self.bound(case, subject)) {
                report.found(seq, says("verify-batch-case"));
            }
            self.moved(case, report);
        }
        let left: Vec<&String> = after.left.iter().map(|left| &left.case).collect();
        let taken = |text: &String| text.parse::<Id>().is_ok_and(|id| self.cases.contains_key(&id));
        for text in batch.rest().filter(|text| taken(text) == left.contains(text)) {
            report.found(seq, self.says("verify-batch-left", name).with("case", text.as_str()));
        }
    }

    /// The subject of an approved case leaves a state that its verb leaves or waits in.
    fn moved(&self, case: &Case, report: &mut Report) {
        let found = case.subject.parse::<Id>().ok().and_then(|id| self.ledger.get(id));
        let edge = self.catalog.edge(&case.verb).map(|(_, edge)| edge);
        let (Some((_, state)), Some(edge)) = (found, edge) else { return };
        if !edge.leaves(state) && edge.via != state {
            let msg = Msg::new("verify-state").with("verb", self.entry.verb.as_str()).with("id", case.subject.as_str());
            report.found(self.entry.seq, msg.with("from", state).with("to", case.target.as_str()));
        }
    }

    /// A batch goes with a case of its sample that does not pass, and otherwise only when somebody gives it up.
    fn dissolved(&self, report: &mut Report) {
        let seq = self.entry.seq;
        let bad = self.cases.iter().find_map(|(id, (_, case))| {
            let batch: Id = case.batch.parse().ok()?;
            let drawn = self.ledger.batch(batch).is_some_and(|drawn| drawn.samples(&id.to_string()));
            drawn.then(|| (id.to_string(), batch))
        });
        let own = self.entry.verb == "batch.dissolve";
        for (one, after) in &self.batches {
            let name = one.put.id.as_str();
            if self.known(one, after, report).is_none() {
                continue;
            }
            let by = match &bad {
                _ if own => Some(self.entry.by.as_str()),
                Some((case, batch)) if *batch == one.id => Some(case.as_str()),
                _ => None,
            };
            if one.put.state != "dissolved" || by != Some(after.dissolved_by.as_str()) || !after.left.is_empty() {
                report.found(seq, self.says("verify-batch-altered", name));
            }
        }
        if own {
            self.only(report);
        }
        if let Some((case, batch)) = bad
            && !self.batches.iter().any(|(one, _)| one.id == batch)
        {
            let msg = self.says("verify-batch-not-dissolved", &batch.to_string());
            report.found(seq, msg.with("case", case));
        }
    }
}
