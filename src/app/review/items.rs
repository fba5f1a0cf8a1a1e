//! The things to work through in a review: their keys, how they stand, what still waits.

use crate::api::Review;
use crate::api::ReviewItem;
use crate::api::facts::FactStands;
use crate::domain::case::Verdict;
use crate::domain::finding::FindingState;
use crate::domain::requirement::Need;
use std::collections::BTreeSet;

/// How an item stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sign {
    /// Waits for a word.
    Open,
    /// Settled, and well.
    Good,
    /// Settled with a reservation.
    Warn,
    /// Settled against it, or missing.
    Bad,
    /// Not there, and nobody has to wait for it.
    Idle,
}

/// Names an item across reloads of the same case.
pub fn key(item: &ReviewItem) -> String {
    match item {
        ReviewItem::Finding(finding) => format!("finding {}", finding.key()),
        ReviewItem::Changed(change) => format!("changed {} {}", change.id, change.path),
        ReviewItem::Check { code, .. } => format!("check {code}"),
        ReviewItem::Document(line) => {
            format!("document {} {}", line.code, line.id.map(|id| id.to_string()).unwrap_or_default())
        }
        ReviewItem::Fact(fact) => format!("fact {}", fact.key),
    }
}

/// How an item stands; `looked` holds the keys of changes that were looked at.
pub fn sign(item: &ReviewItem, looked: &BTreeSet<String>) -> Sign {
    match item {
        ReviewItem::Finding(finding) => match finding.state {
            FindingState::Open => Sign::Open,
            FindingState::Acknowledged | FindingState::WaiverProposed => Sign::Warn,
            FindingState::Waived | FindingState::FalsePositive => Sign::Good,
        },
        ReviewItem::Changed(_) if looked.contains(&key(item)) => Sign::Good,
        ReviewItem::Changed(_) => Sign::Open,
        ReviewItem::Check { verdict, .. } => match verdict.as_deref().and_then(Verdict::from_code) {
            None => Sign::Open,
            Some(Verdict::Up | Verdict::NotApplicable) => Sign::Good,
            Some(Verdict::Basic) => Sign::Warn,
            Some(Verdict::Not) => Sign::Bad,
        },
        ReviewItem::Document(line) => match (line.id, line.state.as_str()) {
            (None, _) if line.requirement.as_ref().is_some_and(|r| r.need == Need::Required) => Sign::Bad,
            (None, _) => Sign::Idle,
            (_, "accepted") => Sign::Good,
            (_, "received") => Sign::Open,
            (_, "rejected") => Sign::Bad,
            _ => Sign::Warn,
        },
        ReviewItem::Fact(fact) => match fact.stands {
            FactStands::Well => Sign::Good,
            FactStands::Reserved => Sign::Warn,
            FactStands::Against => Sign::Bad,
        },
    }
}

/// Items that are settled, and all that must be worked through; facts are read, not settled.
pub fn progress(review: &Review, looked: &BTreeSet<String>) -> (usize, usize) {
    let work = review.items.iter().filter(|i| !matches!(i, ReviewItem::Fact(_)));
    let signs: Vec<Sign> = work.map(|i| sign(i, looked)).filter(|s| *s != Sign::Idle).collect();
    (signs.iter().filter(|s| **s != Sign::Open).count(), signs.len())
}

/// The place of the next item that waits, after `from` and around; none when nothing waits.
pub fn next_open(review: &Review, looked: &BTreeSet<String>, from: usize, back: bool) -> Option<usize> {
    let total = review.items.len();
    let waits = |at: &usize| review.items.get(*at).is_some_and(|i| sign(i, looked) == Sign::Open);
    if back {
        (1..=total).map(|step| (from + total - step) % total).find(waits)
    } else {
        (1..=total).map(|step| (from + step) % total).find(waits)
    }
}

/// Where a review begins: at the first item that waits, else at the first that is more than a fact.
pub fn start(review: &Review, looked: &BTreeSet<String>) -> usize {
    let waits = next_open(review, looked, review.items.len().saturating_sub(1), false);
    waits.or_else(|| review.items.iter().position(|i| !matches!(i, ReviewItem::Fact(_)))).unwrap_or(0)
}

/// The SHA-256 of the evidence behind an item, when there is any.
pub fn evidence<'a>(review: &'a Review, item: &'a ReviewItem) -> Option<&'a str> {
    match item {
        ReviewItem::Document(line) => Some(line.sha256.as_str()).filter(|sha| !sha.is_empty()),
        ReviewItem::Check { evidence, .. } => {
            if evidence.len() == 64 && evidence.chars().all(|c| c.is_ascii_hexdigit()) {
                return Some(evidence);
            }
            review.items.iter().find_map(|other| match other {
                ReviewItem::Document(line) if line.id.is_some_and(|id| id.to_string() == *evidence) => {
                    Some(line.sha256.as_str()).filter(|sha| !sha.is_empty())
                }
                _ => None,
            })
        }
        ReviewItem::Finding(finding) => review.items.iter().find_map(|other| match other {
            ReviewItem::Document(line) if !finding.hit.slot.is_empty() && line.code == finding.hit.slot => {
                Some(line.sha256.as_str()).filter(|sha| !sha.is_empty())
            }
            _ => None,
        }),
        ReviewItem::Changed(_) | ReviewItem::Fact(_) => None,
    }
}
