//! Keys of commands, and chance: from the system, or from a seed for desks that are played with.

use crate::desk::outside::Chance;
use crate::desk::outside::Clock;
use crate::desk::outside::OsChance;
use sha2::Digest;
use sha2::Sha256;
use std::io;
use std::sync::Arc;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;
use uuid::Builder;
use uuid::Uuid;

/// Makes keys of commands.
pub trait Ids {
    /// The next key. `seq` is the last journal entry known: a desk opened again with the same seed goes on with others.
    fn next(&mut self, seq: u64) -> Uuid;
}

/// Keys from time and randomness, in the order of their making (version 7).
pub struct SystemIds {
    clock: Arc<dyn Clock>,
    fallback: SeededIds,
}

impl SystemIds {
    /// Keys with the time of this clock.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let nanos = clock.now().timestamp_nanos_opt().unwrap_or_default().unsigned_abs();
        Self { clock, fallback: SeededIds::new(nanos) }
    }
}

impl Ids for SystemIds {
    fn next(&mut self, seq: u64) -> Uuid {
        let mut random = [0; 10];
        if OsChance.fill(&mut random).is_err() {
            return self.fallback.next(seq);
        }
        let millis = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or_default();
        Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
    }
}

/// The same keys for the same seed.
#[derive(Debug, Clone)]
pub struct SeededIds {
    seed: u64,
    made: u64,
}

impl SeededIds {
    /// Keys of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, made: 0 }
    }
}

impl Ids for SeededIds {
    fn next(&mut self, seq: u64) -> Uuid {
        self.made += 1;
        let mut bytes = [0; 16];
        fill(&format!("key {} {seq} {}", self.seed, self.made), &mut bytes);
        Builder::from_random_bytes(bytes).into_uuid()
    }
}

/// The same bytes for the same seed: only for desks that are played with, since nothing it makes is secret.
#[derive(Debug)]
pub struct SeededChance {
    seed: u64,
    made: AtomicU64,
}

impl SeededChance {
    /// Bytes of a seed.
    pub fn new(seed: u64) -> Self {
        Self { seed, made: AtomicU64::new(0) }
    }
}

impl Chance for SeededChance {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        let made = self.made.fetch_add(1, Ordering::Relaxed);
        fill(&format!("chance {} {made}", self.seed), bytes);
        Ok(())
    }
}

fn fill(from: &str, bytes: &mut [u8]) {
    for (block, part) in bytes.chunks_mut(32).enumerate() {
        let hash = Sha256::digest(format!("{from} {block}"));
        part.iter_mut().zip(hash).for_each(|(to, byte)| *to = byte);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::runtime::clock::SystemClock;

    #[test]
    fn the_same_seed_gives_the_same_keys_and_another_entry_others() {
        let take = |seed: u64, seq: u64| {
            let mut ids = SeededIds::new(seed);
            [ids.next(seq), ids.next(seq)]
        };
        assert_eq!(take(7, 1), take(7, 1));
        assert_ne!(take(7, 1), take(8, 1));
        assert_ne!(take(7, 1), take(7, 2));
        let [a, b] = take(7, 1);
        assert_ne!(a, b);
    }

    #[test]
    fn keys_of_the_system_sort_by_time_and_differ() {
        let mut ids = SystemIds::new(Arc::new(SystemClock));
        let (a, b) = (ids.next(0), ids.next(0));
        assert_ne!(a, b);
        assert_eq!(a.get_version_num(), 7);
    }

    #[test]
    fn chance_of_a_seed_fills_everything_and_repeats() {
        let (one, two) = (SeededChance::new(1), SeededChance::new(1));
        let (mut a, mut b) = ([0; 70], [0; 70]);
        one.fill(&mut a).unwrap();
        two.fill(&mut b).unwrap();
        assert_eq!(a, b);
        assert!(a[64..].iter().any(|byte| *byte != 0));
        one.fill(&mut a).unwrap();
        assert_ne!(a, b);
    }
}
