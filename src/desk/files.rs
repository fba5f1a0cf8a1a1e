//! Small file-system steps that must be done in the right order: shared modes, synced folders, whole files or none.
//!
//! Not a general file library: only what journal, blobs, keys and lock need in common.

use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::fs::Permissions;
use std::io;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering;

/// Mode of folders the desk's group shares: new files inherit the group.
pub(super) const SHARED_DIR: u32 = 0o2770;
/// Mode of files the desk's group shares.
pub(super) const SHARED_FILE: u32 = 0o660;

/// Makes a name in `dir` durable.
pub(super) fn sync_dir(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Creates `dir` with `mode` unless it is there; with `sync`, its name is durable afterwards.
pub(super) fn ensure_dir(dir: &Path, mode: u32, sync: bool) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    fs::create_dir_all(dir)?;
    set_mode(dir, mode);
    if sync {
        sync_dir(dir)?;
        if let Some(parent) = dir.parent().filter(|p| !p.as_os_str().is_empty()) {
            sync_dir(parent)?;
        }
    }
    Ok(())
}

/// The umask may have taken bits away, and not every file system has modes: giving them is an attempt, no condition.
pub(super) fn set_mode(path: &Path, mode: u32) {
    let _ = fs::set_permissions(path, Permissions::from_mode(mode));
}

/// Creates a file that must not exist yet.
pub(super) fn create_new(path: &Path, mode: u32) -> io::Result<File> {
    let file = OpenOptions::new().write(true).create_new(true).mode(mode).open(path)?;
    set_mode(path, mode);
    Ok(file)
}

/// Creates an empty file under a passing name in `dir`; readers ignore names that begin with `.tmp-`.
pub(super) fn create_temp(dir: &Path, mode: u32) -> io::Result<(PathBuf, File)> {
    static NEXT: AtomicU64 = AtomicU64::new(0);
    loop {
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let path = dir.join(format!(".tmp-{}-{number}", std::process::id()));
        match create_new(&path, mode) {
            Ok(file) => return Ok((path, file)),
            // Left behind by an earlier process of the same number.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
}

/// Moves a finished temporary file to its name; with `sync`, content and name are durable afterwards.
pub(super) fn publish(temp: &Path, file: &File, to: &Path, sync: bool) -> io::Result<()> {
    let done = (|| {
        if sync {
            file.sync_all()?;
        }
        fs::rename(temp, to)?;
        match to.parent() {
            Some(dir) if sync => sync_dir(dir),
            _ => Ok(()),
        }
    })();
    if done.is_err() {
        let _ = fs::remove_file(temp);
    }
    done
}

/// Writes a whole file or none: temporary file, sync, rename, sync of the folder.
pub(super) fn write_whole(path: &Path, bytes: &[u8], mode: u32, sync: bool) -> io::Result<()> {
    let dir = path.parent().unwrap_or_else(|| Path::new("."));
    let (temp, mut file) = create_temp(dir, mode)?;
    if let Err(error) = file.write_all(bytes) {
        let _ = fs::remove_file(&temp);
        return Err(error);
    }
    publish(&temp, &file, path, sync)
}
