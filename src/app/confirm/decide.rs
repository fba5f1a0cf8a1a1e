//! What a confirm states when a case is decided, and the command that follows.

use crate::api;
use crate::api::Review;
use crate::api::ReviewItem;
use crate::api::Seen;
use crate::api::query::DocumentLine;
use crate::app::confirm::Confirm;
use crate::app::confirm::Source;
use crate::app::confirm::facts;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::domain::lifecycle::Danger;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A decision on a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Decision {
    /// For it.
    Approve,
    /// Against it.
    Reject,
    /// Back to the maker.
    Return,
    /// Taken back by the proposer.
    Withdraw,
}

impl Decision {
    /// The verb.
    pub const fn verb(self) -> &'static str {
        match self {
            Decision::Approve => "case.approve",
            Decision::Reject => "case.reject",
            Decision::Return => "case.return",
            Decision::Withdraw => "case.withdraw",
        }
    }

    /// The message id of the confirm's title.
    const fn title(self) -> &'static str {
        match self {
            Decision::Approve => "confirm-title-approve",
            Decision::Reject => "confirm-title-reject",
            Decision::Return => "confirm-title-return",
            Decision::Withdraw => "confirm-title-withdraw",
        }
    }

    /// Whether a reason must be given.
    pub const fn wants_reason(self) -> bool {
        !matches!(self, Decision::Approve)
    }
}

/// Why this operator may not decide so; none when the desk would take it.
pub fn refusal(decision: Decision, review: &Review, operator: &str) -> Option<Msg> {
    if review.state != "open" && !(review.state == "returned" && decision == Decision::Withdraw) {
        return Some(Msg::new("refused-case-closed"));
    }
    match decision {
        Decision::Approve => review.refused.clone(),
        Decision::Reject | Decision::Return => review.refused_reject.clone(),
        Decision::Withdraw if review.case.proposed_by != operator => {
            Some(Msg::new("refused-withdraw-others").with("by", review.case.proposed_by.as_str()))
        }
        Decision::Withdraw => None,
    }
}

/// Documents on file, and those of them which were not opened.
pub(crate) fn looked<'a>(
    review: &'a Review,
    opened: &BTreeSet<String>,
) -> (Vec<&'a DocumentLine>, Vec<&'a DocumentLine>) {
    let filed = |item: &'a ReviewItem| match item {
        ReviewItem::Document(line) if line.id.is_some() && !line.sha256.is_empty() => Some(line),
        _ => None,
    };
    let all: Vec<&DocumentLine> = review.items.iter().filter_map(filed).collect();
    let unopened = all.iter().copied().filter(|d| !opened.contains(&d.sha256)).collect();
    (all, unopened)
}

fn required(line: &DocumentLine) -> bool {
    line.requirement.as_ref().is_some_and(|r| r.need == Need::Required)
}

/// The confirm of a decision.
pub fn decide(decision: Decision, review: &Review, opened: &BTreeSet<String>, ctx: &Ctx<'_, '_>) -> Confirm {
    let act = api::Act::Verb {
        verb: decision.verb().to_owned(),
        id: review.id,
        expect_rev: Some(review.rev),
        fields: Vec::new(),
    };
    let mut order = Order::new(act);
    order.seen = Some(seen(review, opened));
    let title = Msg::new(decision.title())
        .term("what", facts::proposal(&review.case.verb, ctx.i18n))
        .with("subject", review.subject.id.to_string())
        .with("rev", review.subject.rev);
    let mut confirm = Confirm::new(decision.verb(), title, order);
    confirm.names = facts::names(review);
    confirm.facts = facts::facts(decision, review, opened, ctx);
    confirm.source = Source::Case { case: review.id, decision, opened: opened.clone() };
    confirm.changes.clone_from(&review.changed);
    if decision.wants_reason() {
        confirm.reason = Some(Msg::new("confirm-reason-required"));
    }
    if let Some(why) = refusal(decision, review, ctx.operator) {
        let hint = facts::hint(decision, review, ctx.operator);
        confirm.refused = std::iter::once(why).chain(hint).collect();
    }
    if decision == Decision::Approve {
        guard_approval(&mut confirm, review, opened);
    }
    confirm
}

/// Asks more of an approval where more is at stake: the looking, and the digits.
fn guard_approval(confirm: &mut Confirm, review: &Review, opened: &BTreeSet<String>) {
    let (_, unopened) = looked(review, opened);
    let missing: Vec<&str> = unopened.iter().filter(|d| required(d)).map(|d| d.code.as_str()).collect();
    if !missing.is_empty() {
        if review.strict_looking && confirm.refused.is_empty() {
            confirm.refused =
                vec![Msg::new("confirm-look-first").with("documents", missing), Msg::new("confirm-look-first-hint")];
        } else {
            confirm.reason = Some(Msg::new("confirm-reason-unopened").with("documents", missing));
        }
    }
    if danger(&review.case.verb) == Danger::Digits {
        *confirm = confirm.clone().challenging(facts::tail(&review.subject.id.to_string()));
    }
}

/// What a decision on a proposal can spoil: lifting, waiving and false positives ask for digits (interface.md §3).
fn danger(verb: &str) -> Danger {
    match verb {
        "partner.lift" | "finding.waive" | "finding.false-positive" => Danger::Digits,
        _ => Danger::Confirm,
    }
}

/// What the confirm states, for the journal.
pub(crate) fn seen(review: &Review, opened: &BTreeSet<String>) -> Seen {
    let mut open: BTreeMap<String, u64> = BTreeMap::new();
    for finding in review.subject.findings.iter().filter(|f| f.state.counts()) {
        *open.entry(finding.hit.severity.as_str().to_owned()).or_default() += 1;
    }
    let mut verdicts: BTreeMap<String, u64> = BTreeMap::new();
    for verdict in review.case.items.iter().filter_map(|i| i.verdict) {
        *verdicts.entry(verdict.as_str().to_owned()).or_default() += 1;
    }
    Seen {
        open,
        verdicts,
        opened: opened.iter().cloned().collect(),
        waivers: review.waivers.iter().map(crate::domain::finding::Finding::key).collect(),
        dossier: review.dossier.clone(),
        policy: review.case.policy.clone(),
        program: env!("CARGO_PKG_VERSION").to_owned(),
        checked: None,
    }
}
