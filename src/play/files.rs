//! Frame files beside a script: compared, written when asked, and what is left over.

use crate::play::diff::diff;
use crate::play::expect::Fault;
use crate::play::frame::Frame;
use crate::play::outcome::Kind;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

/// What happens to frame files.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Mode {
    /// Compares; what is new or differs is put beside as `.new`.
    #[default]
    Propose,
    /// Compares and writes nothing.
    Check,
    /// Writes what is missing, compares the rest.
    UpdateNew,
    /// Writes everything.
    Update,
}

/// The frame files of one script.
#[derive(Debug)]
pub struct Frames {
    dir: PathBuf,
    mode: Mode,
    /// Every file a snapshot belongs to.
    pub used: BTreeSet<PathBuf>,
    /// Files that were written.
    pub written: Vec<PathBuf>,
}

impl Frames {
    /// The files of a script: in `frames/` beside it, in a folder of its name.
    pub fn of(script: &Path, mode: Mode) -> Self {
        let stem = script.file_stem().unwrap_or_default();
        let dir = script.parent().unwrap_or(Path::new("")).join("frames").join(stem);
        Self { dir, mode, used: BTreeSet::new(), written: Vec::new() }
    }

    /// Compares a frame with its file, or writes it.
    ///
    /// # Errors
    /// The difference, or that there is no file.
    pub fn check(&mut self, test: &str, name: &str, frame: &Frame) -> Result<(), Fault> {
        let path = self.dir.join(test).join(format!("{name}.frame"));
        self.used.insert(path.clone());
        let text = frame.write();
        let stored = fs::read_to_string(&path).ok();
        if stored.as_deref() == Some(text.as_str()) {
            if self.mode != Mode::Check {
                // A proposal of an earlier run is settled.
                let _ = fs::remove_file(proposal(&path));
            }
            return Ok(());
        }
        let missing = stored.is_none();
        if self.mode == Mode::Update || (missing && self.mode == Mode::UpdateNew) {
            self.write(&path, &text)?;
            let _ = fs::remove_file(proposal(&path));
            return Ok(());
        }
        if self.mode != Mode::Check {
            self.write(&proposal(&path), &text)?;
        }
        let shown = path.display();
        let Some(stored) = stored else {
            let fault =
                format!("the frame {shown} is missing; see {}, keep it with --update=new", proposal(&path).display());
            return Err(Fault::new(Kind::FrameMissing, fault));
        };
        Err(match stored.parse::<Frame>() {
            Ok(old) => Fault::unmet(format!("the frame {shown} differs: {}", diff(&old, frame).report)),
            Err(why) => Fault::unmet(format!("{shown}: {why}")),
        })
    }

    fn write(&mut self, path: &Path, text: &str) -> Result<(), Fault> {
        let folder = path.parent().unwrap_or(Path::new(""));
        let done = fs::create_dir_all(folder).and_then(|()| fs::write(path, text));
        self.written.push(path.to_owned());
        done.map_err(|why| Fault::new(Kind::FrameMissing, format!("{}: {why}", path.display())))
    }

    /// Files no snapshot belongs to.
    pub fn left_over(&self) -> Vec<PathBuf> {
        let mut left = Vec::new();
        let tests = fs::read_dir(&self.dir).into_iter().flatten().flatten();
        for test in tests {
            let files = fs::read_dir(test.path()).into_iter().flatten().flatten().map(|e| e.path());
            left.extend(files.filter(|f| f.extension().is_some_and(|e| e == "frame") && !self.used.contains(f)));
        }
        left.sort();
        left
    }
}

/// Where a new frame waits for a decision.
fn proposal(path: &Path) -> PathBuf {
    path.with_extension("frame.new")
}
