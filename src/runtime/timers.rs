//! Timers: what is due when, in order of time and then of asking. It knows no clock; the loops say what time it is.

use crate::app::Ticket;
use std::collections::BTreeMap;

/// Timers over a time of any kind: real for the live loop, virtual for scripts.
#[derive(Debug, Clone)]
pub struct Timers<T> {
    due: BTreeMap<(T, u64), Ticket>,
    asked: u64,
}

impl<T> Default for Timers<T> {
    fn default() -> Self {
        Self { due: BTreeMap::new(), asked: 0 }
    }
}

impl<T: Ord + Copy> Timers<T> {
    /// Rings at a time.
    pub fn set(&mut self, at: T, ticket: Ticket) {
        self.asked += 1;
        self.due.insert((at, self.asked), ticket);
    }

    /// When the next one rings.
    pub fn next(&self) -> Option<T> {
        self.due.keys().next().map(|(at, _)| *at)
    }

    /// Takes the next one that is due by now.
    pub fn take(&mut self, now: T) -> Option<Ticket> {
        let (at, _) = *self.due.keys().next()?;
        if at > now { None } else { self.due.pop_first().map(|(_, ticket)| ticket) }
    }

    /// Forgets one.
    pub fn cancel(&mut self, ticket: Ticket) {
        self.due.retain(|_, t| *t != ticket);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn timers_ring_by_time_and_then_by_asking() {
        let mut timers = Timers::default();
        timers.set(5, Ticket(1));
        timers.set(3, Ticket(2));
        timers.set(5, Ticket(3));
        timers.set(4, Ticket(4));
        timers.cancel(Ticket(4));
        assert_eq!(timers.next(), Some(3));
        assert_eq!(timers.take(2), None);
        let all: Vec<_> = std::iter::from_fn(|| timers.take(9)).collect();
        assert_eq!(all, [Ticket(2), Ticket(1), Ticket(3)]);
    }
}
