//! Sealing of sensitive fields, one key per subject, so that a subject can be erased by destroying its key.
//!
//! `XChaCha20-Poly1305`; the key id and the field's name are authenticated, so a sealed value fits nowhere else. Who may
//! unseal or erase is decided elsewhere, and the tombstone of an erasure is a journal entry; the empty marker file kept
//! here only makes sure that a destroyed key's number is never given again.

use std::fs;
use std::fs::File;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chacha20poly1305::Key;
use chacha20poly1305::KeyInit;
use chacha20poly1305::XChaCha20Poly1305;
use chacha20poly1305::XNonce;
use chacha20poly1305::aead::Aead;
use chacha20poly1305::aead::Payload;

use crate::desk::files;
use crate::domain::value::Sealed;

const KEY_LENGTH: usize = 32;
const NONCE_LENGTH: usize = 24;
const KEY_MODE: u32 = 0o600;
const DIR_MODE: u32 = 0o700;
const DESTROYED: &str = "destroyed";

/// Fills a buffer with random bytes: the system's in production, a seeded generator's in a played desk.
pub type Random<'a> = &'a mut dyn FnMut(&mut [u8]) -> io::Result<()>;

/// Random bytes from the operating system, for use as [`Random`].
pub fn os_random(bytes: &mut [u8]) -> io::Result<()> {
    getrandom::fill(bytes).map_err(|error| io::Error::other(error.to_string()))
}

/// What a sealed value turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// The text.
    Plain(String),
    /// Its key was destroyed on purpose.
    Erased,
    /// It cannot be opened, though nobody erased it.
    Damaged(SealDamage),
}

/// Why a sealed value cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealDamage {
    /// The key is not on this machine, and was not destroyed here.
    #[error("key {0} is not in this desk's keys")]
    KeyMissing(String),
    /// The key's file cannot be used.
    #[error("key {0} cannot be read: {1}")]
    KeyUnreadable(String, String),
    /// Value, key id and field do not belong together.
    #[error("the sealed value was altered, or moved from another field or subject")]
    Altered,
}

/// Why a value could not be sealed, or a key not destroyed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The subject or key id cannot name a file.
    #[error("{0:?} is no subject id or key id: letters, digits and hyphens only")]
    BadId(String),
    /// There is no such key to destroy.
    #[error("there is no key {0}")]
    NoKey(String),
    /// The cipher refused (a text beyond its limit).
    #[error("the text cannot be sealed")]
    Cipher,
    /// The file system failed, or no randomness was to be had.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

/// The keys of a desk, one file per key.
#[derive(Clone, Debug)]
pub struct Keyring {
    dir: PathBuf,
    sync: bool,
}

impl Keyring {
    /// Opens the keys in `dir`, creating the folder, and finishes any destruction that was interrupted.
    pub fn open(dir: &Path, sync: bool) -> Result<Self, SealError> {
        let ring = Self { dir: dir.to_owned(), sync };
        files::ensure_dir(dir, DIR_MODE, sync).map_err(|error| io_error(dir, error))?;
        for item in fs::read_dir(dir).map_err(|error| io_error(dir, error))? {
            let path = item.map_err(|error| io_error(dir, error))?.path();
            if path.extension().is_some_and(|extension| extension == DESTROYED) {
                let key = path.with_extension("");
                if key.exists() {
                    ring.wipe(&key).map_err(|error| io_error(&key, error))?;
                }
            }
        }
        Ok(ring)
    }

    /// Seals `plaintext` as the field `field` of `subject`. The subject's key is made, and durable, before its first
    /// use; nonce and key come from `random`.
    pub fn seal(&self, subject: &str, field: &str, plaintext: &str, random: Random<'_>) -> Result<Sealed, SealError> {
        let (number, exists) = self.current(subject)?;
        let id = format!("{subject}/{number}");
        let path = self.key_path(&id)?;
        let key = if exists {
            read_key(&path).map_err(|error| io_error(&path, error))?
        } else {
            let mut key = [0; KEY_LENGTH];
            random(&mut key).map_err(|error| io_error(&path, error))?;
            files::write_whole(&path, &key, KEY_MODE, self.sync).map_err(|error| io_error(&path, error))?;
            key
        };
        let mut nonce = [0; NONCE_LENGTH];
        random(&mut nonce).map_err(|error| io_error(&path, error))?;
        let aad = aad(&id, field);
        let text = XChaCha20Poly1305::new(Key::from_slice(&key))
            .encrypt(XNonce::from_slice(&nonce), Payload { msg: plaintext.as_bytes(), aad: &aad })
            .map_err(|_| SealError::Cipher)?;
        let mut bytes = nonce.to_vec();
        bytes.extend_from_slice(&text);
        Ok(Sealed { sealed: STANDARD.encode(bytes), key: id })
    }

    /// Opens a value that was sealed as the field `field`.
    pub fn unseal(&self, sealed: &Sealed, field: &str) -> Opened {
        let Ok(path) = self.key_path(&sealed.key) else {
            return Opened::Damaged(SealDamage::Altered);
        };
        if marker(&path).exists() {
            return Opened::Erased;
        }
        let key = match read_key(&path) {
            Ok(key) => key,
            Err(error) => {
                let id = sealed.key.clone();
                return Opened::Damaged(match error.kind() {
                    io::ErrorKind::NotFound => SealDamage::KeyMissing(id),
                    _ => SealDamage::KeyUnreadable(id, error.to_string()),
                });
            }
        };
        decrypt(&key, sealed, field).map_or(Opened::Damaged(SealDamage::Altered), Opened::Plain)
    }

    /// Whether the key is there and not destroyed.
    pub fn has(&self, key: &str) -> bool {
        self.key_path(key).is_ok_and(|path| path.exists() && !marker(&path).exists())
    }

    /// Whether the key was destroyed on purpose.
    pub fn is_destroyed(&self, key: &str) -> bool {
        self.key_path(key).is_ok_and(|path| marker(&path).exists())
    }

    /// Destroys a key for good: whatever it sealed reads as erased from now on. Destroying it again changes nothing.
    /// Copies of the key in backups are not reached.
    pub fn destroy(&self, key: &str) -> Result<(), SealError> {
        let path = self.key_path(key)?;
        let marker = marker(&path);
        let fail = |error| io_error(&path, error);
        if !marker.exists() {
            if !path.exists() {
                return Err(SealError::NoKey(key.to_owned()));
            }
            // The marker first: a destruction that is interrupted is finished at the next opening.
            files::write_whole(&marker, b"", KEY_MODE, self.sync).map_err(fail)?;
        }
        if path.exists() { self.wipe(&path).map_err(fail) } else { Ok(()) }
    }

    fn wipe(&self, path: &Path) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.write_all(&[0; KEY_LENGTH])?;
        if self.sync {
            file.sync_all()?;
        }
        fs::remove_file(path)?;
        if self.sync { files::sync_dir(&self.dir) } else { Ok(()) }
    }

    /// The number of the key a new value of `subject` is sealed with, and whether that key is there already.
    fn current(&self, subject: &str) -> Result<(u32, bool), SealError> {
        let mut number = 1;
        loop {
            let path = self.key_path(&format!("{subject}/{number}"))?;
            if !marker(&path).exists() {
                return Ok((number, path.exists()));
            }
            number += 1;
        }
    }

    fn key_path(&self, id: &str) -> Result<PathBuf, SealError> {
        let bad = || SealError::BadId(id.to_owned());
        let (subject, number) = id.rsplit_once('/').ok_or_else(bad)?;
        let number: u32 = number.parse().map_err(|_| bad())?;
        let plain = |c: u8| c.is_ascii_alphanumeric() || c == b'-';
        if subject.is_empty() || !subject.bytes().all(plain) {
            return Err(bad());
        }
        Ok(self.dir.join(format!("{subject}-{number}")))
    }
}

fn marker(key: &Path) -> PathBuf {
    key.with_extension(DESTROYED)
}

fn io_error(path: &Path, source: io::Error) -> SealError {
    SealError::Io { path: path.to_owned(), source }
}

fn read_key(path: &Path) -> io::Result<[u8; KEY_LENGTH]> {
    let mut key = [0; KEY_LENGTH];
    let mut file = File::open(path)?;
    io::Read::read_exact(&mut file, &mut key)?;
    Ok(key)
}

/// What is authenticated beside the text; neither part can hold the zero between them.
fn aad(key: &str, field: &str) -> Vec<u8> {
    format!("{key}\0{field}").into_bytes()
}

fn decrypt(key: &[u8; KEY_LENGTH], sealed: &Sealed, field: &str) -> Option<String> {
    let bytes = STANDARD.decode(&sealed.sealed).ok()?;
    let (nonce, text) = bytes.split_at_checked(NONCE_LENGTH)?;
    let aad = aad(&sealed.key, field);
    let plain = XChaCha20Poly1305::new(Key::from_slice(key))
        .decrypt(XNonce::from_slice(nonce), Payload { msg: text, aad: &aad })
        .ok()?;
    String::from_utf8(plain).ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn counter() -> impl FnMut(&mut [u8]) -> io::Result<()> {
        let mut next = 0_u8;
        move |bytes| {
            for byte in bytes {
                next = next.wrapping_add(1);
                *byte = next;
            }
            Ok(())
        }
    }

    #[test]
    fn what_is_sealed_opens_again_only_as_the_same_field_of_the_same_subject() {
        let dir = tempfile::tempdir().unwrap();
        let ring = Keyring::open(&dir.path().join("keys"), true).unwrap();
        let mut random = counter();
        let one = ring.seal("P-000123", "iban", "DE89 3704", &mut random).unwrap();
        let two = ring.seal("P-000123", "iban", "DE89 3704", &mut random).unwrap();
        let other = ring.seal("P-000124", "iban", "DE89 3704", &mut random).unwrap();
        assert_eq!(one.key, "P-000123/1");
        assert_ne!(one.sealed, two.sealed, "a nonce was used twice");
        let reopened = Keyring::open(&dir.path().join("keys"), true).unwrap();
        assert_eq!(reopened.unseal(&one, "iban"), Opened::Plain("DE89 3704".into()));
        assert_eq!(ring.unseal(&one, "name"), Opened::Damaged(SealDamage::Altered));
        let moved = Sealed { key: other.key.clone(), ..one.clone() };
        assert_eq!(ring.unseal(&moved, "iban"), Opened::Damaged(SealDamage::Altered));
        let mut cut = one.clone();
        cut.sealed.truncate(16);
        assert_eq!(ring.unseal(&cut, "iban"), Opened::Damaged(SealDamage::Altered));
        let mode = fs::metadata(dir.path().join("keys/P-000123-1")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn a_destroyed_key_erases_for_good_and_its_number_is_not_used_again() {
        let dir = tempfile::tempdir().unwrap();
        let ring = Keyring::open(dir.path(), true).unwrap();
        let mut random = counter();
        let old = ring.seal("P-000123", "iban", "old", &mut random).unwrap();
        let kept = ring.seal("P-000124", "iban", "kept", &mut random).unwrap();
        ring.destroy(&old.key).unwrap();
        ring.destroy(&old.key).unwrap();
        assert!(!dir.path().join("P-000123-1").exists());
        assert!(!ring.has(&old.key) && ring.has(&kept.key));
        assert_eq!(ring.unseal(&old, "iban"), Opened::Erased);
        assert_eq!(ring.unseal(&kept, "iban"), Opened::Plain("kept".into()));
        let new = ring.seal("P-000123", "iban", "new", &mut random).unwrap();
        assert_eq!(new.key, "P-000123/2");
        assert_eq!(ring.unseal(&old, "iban"), Opened::Erased);
        assert!(matches!(ring.destroy("P-000999/1"), Err(SealError::NoKey(_))));
        fs::remove_file(dir.path().join("P-000124-1")).unwrap();
        assert_eq!(ring.unseal(&kept, "iban"), Opened::Damaged(SealDamage::KeyMissing("P-000124/1".into())));
    }

    #[test]
    fn an_interrupted_destruction_is_finished_at_the_next_opening() {
        let dir = tempfile::tempdir().unwrap();
        let ring = Keyring::open(dir.path(), false).unwrap();
        let sealed = ring.seal("P-000001", "iban", "x", &mut os_random).unwrap();
        fs::write(dir.path().join("P-000001-1.destroyed"), "").unwrap();
        let ring = Keyring::open(dir.path(), false).unwrap();
        assert!(!dir.path().join("P-000001-1").exists());
        assert_eq!(ring.unseal(&sealed, "iban"), Opened::Erased);
    }

    #[test]
    fn ids_that_could_leave_the_folder_and_failing_randomness_are_refused() {
        let dir = tempfile::tempdir().unwrap();
        let ring = Keyring::open(dir.path(), false).unwrap();
        assert!(matches!(ring.seal("../P-1", "f", "x", &mut os_random), Err(SealError::BadId(_))));
        assert!(matches!(ring.seal("", "f", "x", &mut os_random), Err(SealError::BadId(_))));
        let mut broken = |_: &mut [u8]| Err(io::Error::other("no entropy"));
        assert!(matches!(ring.seal("P-1", "f", "x", &mut broken), Err(SealError::Io { .. })));
        assert!(!ring.has("P-1/1"), "a key without randomness was kept");
    }
}
