//! Runs the real program in an environment with nothing in it but what a test puts there.
//!
//! Use it with `#[path = "support/program.rs"] mod program;`. Not for scripted sessions: those are `entrepot play`'s.

#![allow(clippy::unwrap_used, reason = "test code")]
#![allow(dead_code, reason = "each test takes what it needs")]

use assert_cmd::Command;
use std::path::Path;
use std::path::PathBuf;
use tempfile::TempDir;

/// A home of its own for one test; gone with everything in it when dropped.
#[derive(Debug)]
pub struct Home {
    folder: TempDir,
}

impl Home {
    /// An empty home.
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The home folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The desk the program uses in this home.
    pub fn desk(&self) -> PathBuf {
        self.path().join("desk")
    }

    /// The program with these arguments: 100 columns, UTC, English, no colour, in the home, on its desk.
    #[must_use = "nothing runs before `assert()` or `output()`"]
    pub fn entrepot(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_entrepot"));
        command.env_clear().current_dir(self.path()).args(arguments);
        command.env("HOME", self.path()).env("XDG_DATA_HOME", self.path().join("data"));
        command.env("XDG_CONFIG_HOME", self.path().join("config")).env("XDG_STATE_HOME", self.path().join("state"));
        command.env("ENTREPOT_DESK", self.desk()).env("TMPDIR", self.path());
        command.env("COLUMNS", "100").env("TZ", "UTC").env("LANG", "en_GB.UTF-8").env("NO_COLOR", "1");
        command
    }
}
