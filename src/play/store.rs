//! Stores: the desk a script begins with. A fixture is made once and never written; each test plays on a copy.
//!
//! `demo`, `demo:small`, `demo:100k`, `demo:1m` is a demo desk at the script's clock, `x.toml` a file of commands, a
//! folder is a desk as it lies there.

use crate::play::fixture;
use crate::runtime::demo::Size;
use crate::runtime::making;
use chrono::DateTime;
use chrono::Utc;
use chrono_tz::Tz;
use sha2::Digest;
use sha2::Sha256;
use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::sync::atomic::AtomicU32;
use std::sync::atomic::Ordering;

/// What a fixture is made for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// As the script says it.
    pub store: &'a str,
    /// The folder of the script.
    pub beside: &'a Path,
    /// The script's clock.
    pub clock: DateTime<Utc>,
    /// The zone of a desk made from commands.
    pub zone: Tz,
    /// Seed of ids and chance.
    pub seed: u64,
}

/// Why there is no store.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// A file or folder.
    #[error("{}: {source}", path.display())]
    Io {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The demo could not be made.
    #[error(transparent)]
    Make(#[from] making::MakeError),
    /// The desk does not open.
    #[error(transparent)]
    Open(#[from] crate::desk::open::OpenFailure),
    /// The file of commands is wrong, or a command was refused.
    #[error("{0}")]
    Commands(String),
    /// No such store.
    #[error(
        "there is no store '{0}': write demo, demo:small, demo:100k, demo:1m, a .toml file of commands, or a desk's folder"
    )]
    Unknown(String),
}

fn io_at(path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::Io { path, source }
}

/// A folder that goes when it is dropped.
#[derive(Debug)]
pub struct Scratch {
    /// Where it is.
    pub path: PathBuf,
    keep: bool,
}

impl Scratch {
    /// A new folder among the temporary ones.
    pub fn new(name: &str) -> Result<Self, StoreError> {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let path = env::temp_dir().join(format!("entrepot-{name}-{}-{number}", process::id()));
        fs::create_dir_all(&path).map_err(io_at(&path))?;
        Ok(Self { path, keep: false })
    }

    /// A folder somebody wants to look at afterwards.
    pub fn kept(path: PathBuf) -> Result<Self, StoreError> {
        fs::create_dir_all(&path).map_err(io_at(&path))?;
        Ok(Self { path, keep: true })
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !self.keep {
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// The folder of the fixture a script asks for; made when it is not there yet.
pub fn fixture(wanted: Wanted<'_>) -> Result<PathBuf, StoreError> {
    let size = match wanted.store {
        "demo" | "demo:small" => Some(Size::Small),
        "demo:100k" => Some(Size::Hundred),
        "demo:1m" => Some(Size::Million),
        _ => None,
    };
    if let Some(size) = size {
        let day = wanted.clock.with_timezone(&making::ZONE).date_naive();
        let key = format!("demo {size:?} {day} {}", wanted.seed);
        return cached(&key, |dir| {
            making::demo(dir, size, wanted.clock, wanted.seed, &|_, _| {})?;
            Ok(())
        });
    }
    let path = wanted.beside.join(wanted.store);
    if path.is_dir() {
        return Ok(path);
    }
    if !path.is_file() {
        return Err(StoreError::Unknown(wanted.store.to_owned()));
    }
    let text = fs::read_to_string(&path).map_err(io_at(&path))?;
    let key = format!("commands {} {} {} {text}", wanted.clock, wanted.zone, wanted.seed);
    cached(&key, |dir| fixture::make(dir, &path.display().to_string(), &text, wanted))
}

/// The folder kept under a key; made beside and renamed, so that nobody sees half of it.
fn cached(key: &str, make: impl FnOnce(&Path) -> Result<(), StoreError>) -> Result<PathBuf, StoreError> {
    let hash = Sha256::digest(format!("{} {key}", program()));
    let name: String = hash.iter().take(10).map(|byte| format!("{byte:02x}")).collect();
    let root = env::temp_dir().join("entrepot-play-stores");
    let dir = root.join(&name);
    if dir.is_dir() {
        return Ok(dir);
    }
    let fresh = Scratch::new("store")?;
    let inner = fresh.path.join("desk");
    fs::create_dir_all(&inner).map_err(io_at(&inner))?;
    make(&inner)?;
    fs::create_dir_all(&root).map_err(io_at(&root))?;
    match fs::rename(&inner, &dir) {
        // Somebody else was faster: theirs is the same.
        Err(_) if dir.is_dir() => Ok(dir),
        Err(why) => Err(io_at(&dir)(why)),
        Ok(()) => Ok(dir),
    }
}

/// What tells this program from an older or newer one: another program may make another desk.
fn program() -> String {
    let meta = env::current_exe().and_then(fs::metadata);
    let when = meta.and_then(|meta| Ok((meta.len(), meta.modified()?)));
    format!("{} {when:?}", env!("CARGO_PKG_VERSION"))
}

/// Copies a desk. Closed segments and stored files never change, so they are linked where the disk allows it.
pub fn copy(from: &Path, to: &Path) -> Result<(), StoreError> {
    let last = fs::read_dir(from.join("journal")).into_iter().flatten().flatten().map(|e| e.file_name()).max();
    copy_folder(from, to, &|path| {
        let inside = |folder: &str| path.starts_with(from.join(folder));
        inside("files") || (inside("journal") && path.file_name().map(ToOwned::to_owned) != last)
    })
}

/// Copies a desk with its last segment still being written: nothing is linked but stored files.
pub fn copy_as_is(from: &Path, to: &Path) -> Result<(), StoreError> {
    copy_folder(from, to, &|path| path.starts_with(from.join("files")))
}

fn copy_folder(from: &Path, to: &Path, links: &dyn Fn(&Path) -> bool) -> Result<(), StoreError> {
    fs::create_dir_all(to).map_err(io_at(to))?;
    for entry in fs::read_dir(from).map_err(io_at(from))? {
        let source = entry.map_err(io_at(from))?.path();
        let Some(name) = source.file_name() else { continue };
        if name == "desk.lock" {
            continue;
        }
        let target = to.join(name);
        if source.is_dir() {
            copy_folder(&source, &target, links)?;
        } else if !links(&source) || fs::hard_link(&source, &target).is_err() {
            fs::copy(&source, &target).map_err(io_at(&source))?;
        }
    }
    Ok(())
}
