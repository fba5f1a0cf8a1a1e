//! What a desk takes from outside: the time and randomness. Both are given, so that a played desk is deterministic.

use chrono::DateTime;
use chrono::Utc;
use std::io;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;
}

/// Gives random bytes: keys and nonces of sealed fields.
pub trait Chance: Send + Sync {
    /// Fills the buffer.
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()>;
}

/// Random bytes of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsChance;

impl Chance for OsChance {
    fn fill(&self, bytes: &mut [u8]) -> io::Result<()> {
        crate::desk::seal::os_random(bytes)
    }
}
