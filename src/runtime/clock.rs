//! Clocks: the system's, one that stands, one that a file moves. The only reader of the time in the house.

use crate::desk::outside::Clock;
use chrono::DateTime;
use chrono::TimeDelta;
use chrono::Utc;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::OnceLock;
use std::sync::PoisonError;
use std::time::Duration;
use std::time::Instant;

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> DateTime<Utc> {
        #[expect(clippy::disallowed_methods, reason = "here is where the time is read")]
        Utc::now()
    }
}

/// Time since the first call, from a clock that is never set back.
pub fn steady() -> Duration {
    static START: OnceLock<Instant> = OnceLock::new();
    #[expect(clippy::disallowed_methods, reason = "here is where the time is read")]
    let now = Instant::now();
    now.duration_since(*START.get_or_init(|| now))
}

/// A clock that stands until it is moved; clones share it.
#[derive(Debug, Clone)]
pub struct VirtualClock(Arc<Mutex<DateTime<Utc>>>);

impl VirtualClock {
    /// A clock that shows this.
    pub fn new(at: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(at)))
    }

    /// Moves it, never backwards.
    pub fn move_to(&self, at: DateTime<Utc>) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        *now = at.max(*now);
    }

    /// Moves it forwards.
    pub fn advance(&self, by: TimeDelta) {
        let to = self.now().checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC);
        self.move_to(to);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that shows what a file says; the file is read at every call, so that a test from outside can move the time.
#[derive(Debug)]
pub struct FileClock {
    path: PathBuf,
    last: Mutex<DateTime<Utc>>,
}

impl FileClock {
    /// A clock over a file that holds one instant.
    pub fn new(path: &Path) -> Result<Self, ClockError> {
        let last = Mutex::new(read(path)?);
        Ok(Self { path: path.to_owned(), last })
    }
}

impl Clock for FileClock {
    /// A file that is just being written is no reason to stop: then the clock stands.
    fn now(&self) -> DateTime<Utc> {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if let Ok(at) = read(&self.path) {
            *last = at;
        }
        *last
    }
}

/// Why a clock cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ClockError {
    /// The text is no instant.
    #[error("`{0}` is not an instant; write one such as 2026-03-02T09:00:00Z, or @FILE for a file that holds one")]
    NoInstant(String),
    /// The file cannot be read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
}

/// The clock that `--clock INSTANT|@FILE` asks for.
pub fn of(text: &str) -> Result<Arc<dyn Clock>, ClockError> {
    match text.strip_prefix('@') {
        Some(file) => Ok(Arc::new(FileClock::new(Path::new(file))?)),
        None => Ok(Arc::new(VirtualClock::new(instant(text)?))),
    }
}

fn instant(text: &str) -> Result<DateTime<Utc>, ClockError> {
    let text = text.trim();
    let at = DateTime::parse_from_rfc3339(text).map_err(|_| ClockError::NoInstant(text.to_owned()))?;
    Ok(at.to_utc())
}

fn read(path: &Path) -> Result<DateTime<Utc>, ClockError> {
    let text = fs::read_to_string(path).map_err(|source| ClockError::File { path: path.to_owned(), source })?;
    instant(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_moves_the_clock_and_rubbish_in_it_does_not() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("now");
        fs::write(&path, "2026-03-02T09:00:00Z\n").unwrap();
        let clock = of(&format!("@{}", path.display())).unwrap();
        assert_eq!(clock.now().to_rfc3339(), "2026-03-02T09:00:00+00:00");
        fs::write(&path, "2026-03-03T09:00:00+08:00").unwrap();
        assert_eq!(clock.now().to_rfc3339(), "2026-03-03T01:00:00+00:00");
        fs::write(&path, "20").unwrap();
        assert_eq!(clock.now().to_rfc3339(), "2026-03-03T01:00:00+00:00");
    }

    #[test]
    fn a_virtual_clock_is_never_set_back() {
        let clock = VirtualClock::new("2026-03-02T09:00:00Z".parse().unwrap());
        clock.move_to("2026-03-01T09:00:00Z".parse().unwrap());
        assert_eq!(clock.now().to_rfc3339(), "2026-03-02T09:00:00+00:00");
        clock.advance(TimeDelta::hours(1));
        assert_eq!(clock.now().to_rfc3339(), "2026-03-02T10:00:00+00:00");
        assert!(of("yesterday").is_err());
    }
}
