//! The folder where people put files for the desk: listed, read, and put away when they are filed. Nothing is deleted.

use crate::api::Ground;
use crate::api::Refusal;
use crate::api::inbox::Arrived;
use crate::domain::msg::Msg;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The folder in the desk's.
const FOLDER: &str = "inbox";
/// The folder in it for what is filed.
const FILED: &str = "filed";
/// Files listed; whoever has more sees the rest when these are filed.
const MOST: usize = 500;
/// Larger files are no papers.
const LARGEST: u64 = 512 << 20;

/// The files, by name. A folder that is not there is an empty one.
pub(super) fn list(desk: &Path) -> Result<Vec<Arrived>, Refusal> {
    let folder = desk.join(FOLDER);
    let entries = match fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(why) if why.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(why) => return Err(refused(&folder.display().to_string(), &why)),
    };
    let mut out = Vec::new();
    for entry in entries.flatten() {
        let Some(name) = entry.file_name().to_str().map(str::to_owned).filter(|name| plain(name)) else { continue };
        // Links are not followed: what they point to may change after it was looked at.
        let Ok(data) = entry.path().symlink_metadata() else { continue };
        if data.is_file() {
            out.push(Arrived { name, bytes: data.len(), at: data.modified().ok().map(Into::into) });
        }
    }
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out.truncate(MOST);
    Ok(out)
}

/// The bytes of one.
pub(super) fn read(desk: &Path, name: &str) -> Result<Vec<u8>, Refusal> {
    let path = path_of(desk, name)?;
    let data = path.symlink_metadata().map_err(|why| refused(name, &why))?;
    if !data.is_file() || data.len() > LARGEST {
        return Err(refused(name, &io::Error::from(io::ErrorKind::InvalidInput)));
    }
    fs::read(&path).map_err(|why| refused(name, &why))
}

/// Moves one to those that are filed, under another name where there is one of its name.
pub(super) fn put_away(desk: &Path, name: &str) -> Result<(), Refusal> {
    let from = path_of(desk, name)?;
    let folder = desk.join(FOLDER).join(FILED);
    fs::create_dir_all(&folder).map_err(|why| refused(name, &why))?;
    let free = (1..).map(|n| folder.join(if n == 1 { name.to_owned() } else { format!("{n}-{name}") }));
    let to = free.into_iter().find(|path| path.symlink_metadata().is_err());
    let Some(to) = to else { return Ok(()) };
    fs::rename(&from, &to).map_err(|why| refused(name, &why))
}

/// A name of a file in the folder and nowhere else; hidden ones are half-written or somebody's own.
fn plain(name: &str) -> bool {
    !name.is_empty() && !name.starts_with('.') && !name.contains('/')
}

fn path_of(desk: &Path, name: &str) -> Result<PathBuf, Refusal> {
    if plain(name) { Ok(desk.join(FOLDER).join(name)) } else { Err(Refusal::not_found(name)) }
}

fn refused(what: &str, why: &io::Error) -> Refusal {
    Refusal::new(Ground::Invalid, Msg::new("inbox-unread").with("file", what).with("why", why.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_listed_read_and_put_away_and_never_lost() {
        let desk = tempfile::tempdir().unwrap();
        assert_eq!(list(desk.path()).unwrap(), []);
        let inbox = desk.path().join(FOLDER);
        fs::create_dir_all(inbox.join("a-folder")).unwrap();
        for (name, text) in [("b.txt", "two"), ("a.txt", "one"), (".half", "x")] {
            fs::write(inbox.join(name), text).unwrap();
        }
        std::os::unix::fs::symlink("/etc/passwd", inbox.join("link")).unwrap();
        let names: Vec<String> = list(desk.path()).unwrap().into_iter().map(|file| file.name).collect();
        assert_eq!(names, ["a.txt", "b.txt"]);
        assert_eq!(read(desk.path(), "a.txt").unwrap(), b"one");
        put_away(desk.path(), "a.txt").unwrap();
        fs::write(inbox.join("a.txt"), "another").unwrap();
        put_away(desk.path(), "a.txt").unwrap();
        assert_eq!(fs::read(inbox.join(FILED).join("a.txt")).unwrap(), b"one");
        assert_eq!(fs::read(inbox.join(FILED).join("2-a.txt")).unwrap(), b"another");
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let desk = tempfile::tempdir().unwrap();
        fs::write(desk.path().join("secret"), "x").unwrap();
        for name in ["../secret", "filed/x", "", ".hidden"] {
            assert!(read(desk.path(), name).is_err() && put_away(desk.path(), name).is_err(), "{name}");
        }
    }
}
