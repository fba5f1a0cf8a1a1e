//! The gate before a decision: keys sign only when the person has seen what is signed.
//!
//! Keys typed ahead, or injected by a slow link, come in a read made before the first frame was written, or too soon
//! after it (interface.md §3).

use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;

/// How long after the first frame no key signs, in milliseconds.
pub const REST_MILLIS: i64 = 150;

/// When the first frame was written, and the last read made before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Gate {
    first: Option<(u64, DateTime<Utc>)>,
}

impl Gate {
    /// A frame was written.
    pub fn drawn(&mut self, read: u64, now: DateTime<Utc>) {
        self.first.get_or_insert((read, now));
    }

    /// What is asked has changed: the next frame counts as the first.
    pub fn close(&mut self) {
        self.first = None;
    }

    /// Whether a key of this read signs now.
    pub fn open(&self, read: u64, now: DateTime<Utc>) -> bool {
        self.first.is_some_and(|(seen, at)| read > seen && now - at >= TimeDelta::milliseconds(REST_MILLIS))
    }
}

#[cfg(test)]
mod tests {
    use super::Gate;
    use chrono::DateTime;
    use chrono::TimeDelta;

    #[test]
    fn only_a_later_read_after_a_rest_signs() {
        let at = DateTime::UNIX_EPOCH;
        let mut gate = Gate::default();
        assert!(!gate.open(9, at), "nothing was drawn yet");
        gate.drawn(4, at);
        gate.drawn(8, at + TimeDelta::seconds(1));
        assert!(!gate.open(4, at + TimeDelta::seconds(9)), "the key came before the frame");
        assert!(!gate.open(5, at + TimeDelta::milliseconds(149)), "too soon");
        assert!(gate.open(5, at + TimeDelta::milliseconds(150)));
        gate.close();
        assert!(!gate.open(9, at + TimeDelta::seconds(9)));
    }
}
