//! The content-addressed store of files: evidence, imports, lists, event batches.
//!
//! A blob's name is the SHA-256 of its bytes (`files/ab/cd…`), so it is never changed, only added. What a blob means
//! to an entry is the entry's matter.

use std::fs;
use std::fs::File;
use std::io;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use sha2::Digest as _;
use sha2::Sha256;

use crate::desk::files;
use crate::domain::entry::BlobRef;
use crate::domain::entry::Digest;

/// What is in the store under a digest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobState {
    /// The bytes the digest names.
    Ok,
    /// Nothing.
    Missing,
    /// Other bytes.
    Altered,
}

/// Why a blob could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// It is not in the store.
    #[error("file {0} is missing from the desk: restore it from a backup")]
    Missing(Digest),
    /// Its bytes are not the ones that were stored.
    #[error("file {0} was altered: restore it from a backup")]
    Altered(Digest),
    /// The file system failed.
    #[error("file {0} cannot be read: {1}")]
    Io(Digest, #[source] io::Error),
}

/// The store in a desk's `files` folder.
#[derive(Clone, Debug)]
pub struct Blobs {
    dir: PathBuf,
    sync: bool,
}

impl Blobs {
    /// Opens the store in `dir`, creating it. With `sync`, a blob is durable when `put` returns.
    pub fn open(dir: &Path, sync: bool) -> io::Result<Self> {
        files::ensure_dir(dir, files::SHARED_DIR, sync)?;
        Ok(Self { dir: dir.to_owned(), sync })
    }

    /// Where the blob lies, or would lie.
    pub fn path(&self, digest: &Digest) -> PathBuf {
        let hex = digest.to_string();
        let (shard, name) = hex.split_at_checked(2).unwrap_or_default();
        self.dir.join(shard).join(name)
    }

    /// Stores `bytes`. Storing the same again changes nothing, and repairs an altered blob.
    pub fn put(&self, role: &str, bytes: &[u8], rows: Option<u64>) -> io::Result<BlobRef> {
        self.put_reader(role, &mut &*bytes, rows)
    }

    /// Stores the file at `path`; see [`Blobs::put`].
    pub fn put_file(&self, role: &str, path: &Path, rows: Option<u64>) -> io::Result<BlobRef> {
        self.put_reader(role, &mut File::open(path)?, rows)
    }

    /// Stores everything `from` gives; see [`Blobs::put`].
    pub fn put_reader(&self, role: &str, from: &mut dyn Read, rows: Option<u64>) -> io::Result<BlobRef> {
        let (temp, mut file) = files::create_temp(&self.dir, files::SHARED_FILE)?;
        let stored = copy(from, Some(&mut file)).and_then(|(sha256, bytes)| {
            let path = self.path(&sha256);
            if let Some(shard) = path.parent() {
                files::ensure_dir(shard, files::SHARED_DIR, self.sync)?;
            }
            // Also when it is there already: whoever put it may have been stopped before its name was durable.
            files::publish(&temp, &file, &path, self.sync)?;
            if self.sync {
                files::sync_dir(&self.dir)?;
            }
            Ok(BlobRef { role: role.to_owned(), sha256, bytes, rows })
        });
        if stored.is_err() {
            let _ = fs::remove_file(&temp);
        }
        stored
    }

    /// The bytes of a blob, checked against its digest.
    pub fn get(&self, digest: &Digest) -> Result<Vec<u8>, BlobError> {
        let mut bytes = Vec::new();
        self.open_blob(digest)?.read_to_end(&mut bytes).map_err(|error| BlobError::Io(*digest, error))?;
        if Digest::of(&bytes) == *digest { Ok(bytes) } else { Err(BlobError::Altered(*digest)) }
    }

    /// Takes a blob out of the store, for good: its bytes are overwritten first. Taking out what is not there is done already.
    pub fn remove(&self, digest: &Digest) -> io::Result<()> {
        let path = self.path(digest);
        let mut file = match fs::OpenOptions::new().write(true).open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        let length = file.metadata()?.len();
        io::copy(&mut io::repeat(0).take(length), &mut file)?;
        if self.sync {
            file.sync_all()?;
        }
        fs::remove_file(&path)?;
        match path.parent() {
            Some(shard) if self.sync => files::sync_dir(shard),
            _ => Ok(()),
        }
    }

    /// Opens a blob for reading, unchecked.
    pub fn open_blob(&self, digest: &Digest) -> Result<File, BlobError> {
        File::open(self.path(digest)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => BlobError::Missing(*digest),
            _ => BlobError::Io(*digest, error),
        })
    }

    /// Reads a blob through and compares it with its digest.
    pub fn check(&self, digest: &Digest) -> io::Result<BlobState> {
        match self.open_blob(digest) {
            Ok(mut file) => {
                let (found, _) = copy(&mut file, None)?;
                Ok(if found == *digest { BlobState::Ok } else { BlobState::Altered })
            }
            Err(BlobError::Io(_, error)) => Err(error),
            Err(_) => Ok(BlobState::Missing),
        }
    }

    /// The digests of all blobs, ascending. Files with other names are passed over.
    pub fn digests(&self) -> io::Result<impl Iterator<Item = Digest> + use<>> {
        let mut found = Vec::new();
        for shard in fs::read_dir(&self.dir)? {
            let shard = shard?;
            let Some(prefix) = shard.file_name().to_str().filter(|name| name.len() == 2).map(str::to_owned) else {
                continue;
            };
            if !shard.file_type()?.is_dir() {
                continue;
            }
            for blob in fs::read_dir(shard.path())? {
                let name = blob?.file_name();
                let digest = name.to_str().and_then(|name| format!("{prefix}{name}").parse::<Digest>().ok());
                found.extend(digest);
            }
        }
        found.sort_unstable();
        Ok(found.into_iter())
    }
}

/// Reads `from` to its end, hashing, and copies it; digest and length.
fn copy(from: &mut dyn Read, mut to: Option<&mut File>) -> io::Result<(Digest, u64)> {
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 256 << 10];
    let mut length = 0;
    loop {
        let got = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(got) => got,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let bytes = buffer.get(..got).unwrap_or_default();
        hasher.update(bytes);
        if let Some(to) = &mut to {
            to.write_all(bytes)?;
        }
        length += got as u64;
    }
    Ok((Digest::from_bytes(hasher.finalize().into()), length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_blob_comes_back_and_storing_it_again_changes_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(&dir.path().join("files"), true).unwrap();
        let one = blobs.put("evidence", b"abc", None).unwrap();
        let source = dir.path().join("source");
        fs::write(&source, b"abc").unwrap();
        let two = blobs.put_file("evidence", &source, None).unwrap();
        assert_eq!(one, two);
        assert_eq!(one.bytes, 3);
        assert_eq!(one.sha256.to_string(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert!(blobs.path(&one.sha256).ends_with("ba/7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assert_eq!(blobs.get(&one.sha256).unwrap(), b"abc");
        let other = blobs.put("import", b"", Some(0)).unwrap();
        assert_eq!(blobs.digests().unwrap().collect::<Vec<_>>(), [one.sha256, other.sha256]);
        let left: Vec<_> = fs::read_dir(dir.path().join("files")).unwrap().map(|f| f.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| name.len() == 2), "a temporary file is left: {left:?}");
    }

    #[test]
    fn altered_and_missing_blobs_are_told_apart_and_put_repairs() {
        let dir = tempfile::tempdir().unwrap();
        let blobs = Blobs::open(dir.path(), true).unwrap();
        let blob = blobs.put("evidence", b"the certificate", None).unwrap().sha256;
        assert_eq!(blobs.check(&blob).unwrap(), BlobState::Ok);
        fs::write(blobs.path(&blob), b"the Certificate").unwrap();
        assert_eq!(blobs.check(&blob).unwrap(), BlobState::Altered);
        assert!(matches!(blobs.get(&blob), Err(BlobError::Altered(d)) if d == blob));
        blobs.put("evidence", b"the certificate", None).unwrap();
        assert_eq!(blobs.check(&blob).unwrap(), BlobState::Ok);
        fs::remove_file(blobs.path(&blob)).unwrap();
        assert_eq!(blobs.check(&blob).unwrap(), BlobState::Missing);
        assert!(matches!(blobs.get(&blob), Err(BlobError::Missing(_))));
    }
}
