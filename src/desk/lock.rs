//! One opener at a time: `desk.lock`, held by `flock`, saying who holds the desk and since when.
//!
//! The lock dies with its process, so a crashed holder never blocks the desk; the file itself stays.

use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Read;
use std::io::Seek;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::thread;
use std::time::Duration;

use chrono::DateTime;
use chrono::Utc;
use rustix::fs::FlockOperation;
use rustix::io::Errno;
use serde::Deserialize;
use serde::Serialize;

use crate::desk::files;

/// The lock file's name in the desk directory.
pub const LOCK_FILE: &str = "desk.lock";

/// Who holds a desk.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The operator.
    pub operator: String,
    /// The machine.
    pub host: String,
    /// Since when.
    pub since: DateTime<Utc>,
}

/// Why the desk could not be locked.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// Somebody else has it open.
    #[error("the desk is open: held by {}", describe(.0.as_ref()))]
    Held(Option<Holder>),
    /// The directory or the lock file cannot be used.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

fn describe(holder: Option<&Holder>) -> String {
    holder.map_or_else(
        || "a process that has not said its name".to_owned(),
        |h| format!("{} on {} (process {}) since {}", h.operator, h.host, h.pid, h.since.format("%Y-%m-%d %H:%M UTC")),
    )
}

/// A held lock; released when dropped.
#[derive(Debug)]
pub struct DeskLock {
    file: File,
}

impl DeskLock {
    /// Locks the desk in `dir` for `holder`, creating the directory (2770) and the lock file (0660) when needed.
    pub fn acquire(dir: &Path, holder: &Holder) -> Result<Self, LockError> {
        let fail = |path: &Path, source| LockError::Io { path: path.to_owned(), source };
        files::ensure_dir(dir, files::SHARED_DIR, true).map_err(|error| fail(dir, error))?;
        let path = dir.join(LOCK_FILE);
        let fresh = !path.exists();
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(files::SHARED_FILE)
            .open(&path)
            .map_err(|error| fail(&path, error))?;
        if fresh {
            files::set_mode(&path, files::SHARED_FILE);
        }
        match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
            Ok(()) => {}
            Err(Errno::WOULDBLOCK) => return Err(LockError::Held(read_holder(&mut file))),
            Err(error) => return Err(fail(&path, error.into())),
        }
        let text = toml::to_string(holder).map_err(|error| fail(&path, io::Error::other(error)))?;
        let written = file.set_len(0).and_then(|()| file.write_all(text.as_bytes()));
        written.map_err(|error| fail(&path, error))?;
        Ok(Self { file })
    }
}

/// Who holds the desk in `dir`, without taking the lock: nothing when nobody does, an inner nothing for a holder that
/// has not said its name.
pub fn held_by(dir: &Path) -> io::Result<Option<Option<Holder>>> {
    let mut file = match File::open(dir.join(LOCK_FILE)) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    match rustix::fs::flock(&file, FlockOperation::NonBlockingLockShared) {
        Ok(()) => Ok(None),
        Err(Errno::WOULDBLOCK) => Ok(Some(read_holder(&mut file))),
        Err(error) => Err(error.into()),
    }
}

impl Drop for DeskLock {
    fn drop(&mut self) {
        // The lock goes with the file; an emptied file keeps the next reader from blaming us.
        let _ = self.file.set_len(0);
        let _ = rustix::fs::flock(&self.file, FlockOperation::Unlock);
    }
}

/// Reads who holds the lock. The holder writes its name just after locking, so an empty file gets a second look.
fn read_holder(file: &mut File) -> Option<Holder> {
    for _ in 0..5 {
        let mut text = String::new();
        if file.rewind().and_then(|()| file.read_to_string(&mut text)).is_ok()
            && let Ok(holder) = toml::from_str(&text)
        {
            return Some(holder);
        }
        thread::sleep(Duration::from_millis(20));
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holder(pid: u32, operator: &str) -> Holder {
        let since = "2026-11-23T05:25:00Z".parse().unwrap();
        Holder { pid, operator: operator.into(), host: "desk-1".into(), since }
    }

    #[test]
    fn a_second_locker_is_told_who_holds_the_desk_and_a_third_gets_it_after_release() {
        let dir = tempfile::tempdir().unwrap();
        let desk = dir.path().join("desk");
        let mira = holder(41, "mira");
        let lock = DeskLock::acquire(&desk, &mira).unwrap();
        let error = DeskLock::acquire(&desk, &holder(42, "joao")).unwrap_err();
        assert!(error.to_string().contains("mira on desk-1 (process 41) since 2026-11-23 05:25 UTC"), "{error}");
        assert!(matches!(error, LockError::Held(Some(held)) if held == mira));
        drop(lock);
        let _lock = DeskLock::acquire(&desk, &holder(43, "li")).unwrap();
        let error = DeskLock::acquire(&desk, &holder(42, "joao")).unwrap_err();
        assert!(matches!(error, LockError::Held(Some(held)) if held.operator == "li"));
    }

    #[test]
    fn the_name_of_a_crashed_holder_does_not_block_the_desk() {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join(LOCK_FILE), "pid = 1\noperator = \"a rather long name left behind\"\n").unwrap();
        let _lock = DeskLock::acquire(dir.path(), &holder(41, "mira")).unwrap();
        let text = std::fs::read_to_string(dir.path().join(LOCK_FILE)).unwrap();
        assert_eq!(toml::from_str::<Holder>(&text).unwrap(), holder(41, "mira"));
    }
}
