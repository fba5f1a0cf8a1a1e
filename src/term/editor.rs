//! Long text in the person's own editor.
//!
//! The text lies in a folder only this user can enter, for as long as the editor runs.

use crate::term::out::is_hang_up;
use crate::term::session::Session;
use std::env;
use std::fs;
use std::fs::DirBuilder;
use std::fs::OpenOptions;
use std::io;
use std::io::Write;
use std::os::unix::fs::DirBuilderExt;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::path::PathBuf;
use std::process;
use std::process::Command;

/// Lets the person edit `text` and returns what they saved. The terminal must be drawn anew afterwards.
///
/// # Errors
/// The editor cannot be started, ended with an error (vim: `:cq`), or left something that is not UTF-8; the terminal is
/// ours again in any case.
pub fn edit(session: &mut Session, text: &str) -> io::Result<String> {
    session.suspend();
    let edited = run(&command(|name| env::var(name).ok()), text);
    match session.resume() {
        // The line died meanwhile: the text comes back all the same, so that it can be kept as a draft.
        Err(error) if is_hang_up(&error) => edited,
        other => other.and(edited),
    }
}

/// The editor's command line: `$VISUAL`, `$EDITOR`, or `vi`.
pub fn command(get: impl Fn(&str) -> Option<String>) -> String {
    let set = |name: &str| get(name).filter(|value| !value.trim().is_empty());
    set("VISUAL").or_else(|| set("EDITOR")).unwrap_or_else(|| "vi".to_owned())
}

/// Runs `editor`, which may have arguments, on a file with `text`.
///
/// # Errors
/// See [`edit`].
pub fn run(editor: &str, text: &str) -> io::Result<String> {
    let folder = Folder::new(&env::var_os("XDG_RUNTIME_DIR").map_or_else(env::temp_dir, PathBuf::from))
        .or_else(|_| Folder::new(&env::temp_dir()))?;
    let path = folder.0.join("text.txt");
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(&path)?.write_all(text.as_bytes())?;
    // The shell takes the command line apart; the path is an argument, so nothing in it is read as a command.
    let status = Command::new("sh").arg("-c").arg(format!("{editor} \"$1\"")).arg("sh").arg(&path).status()?;
    if !status.success() {
        return Err(io::Error::other(format!("{editor}: {status}; nothing was taken over")));
    }
    let bytes = fs::read(&path)?;
    let edited = String::from_utf8(bytes)
        .map_err(|error| io::Error::new(io::ErrorKind::InvalidData, format!("{editor} left no UTF-8: {error}")))?;
    Ok(without_added_newline(text, edited))
}

/// Editors end the last line with a newline, whether there was one or not.
fn without_added_newline(before: &str, mut after: String) -> String {
    if !before.ends_with('\n') && after.ends_with('\n') {
        after.pop();
        if after.ends_with('\r') {
            after.pop();
        }
    }
    after
}

/// A private folder that goes when it is dropped, with the editor's own leftovers.
struct Folder(PathBuf);

impl Folder {
    /// The first free name under `parent`; a folder that exists is never used, so nobody can have prepared it.
    fn new(parent: &Path) -> io::Result<Self> {
        let mut last = io::Error::from(io::ErrorKind::AlreadyExists);
        for n in 0..1_000u32 {
            let path = parent.join(format!("entrepot-{}-{n}", process::id()));
            match DirBuilder::new().mode(0o700).create(&path) {
                Ok(()) => return Ok(Self(path)),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => last = error,
                Err(error) => return Err(error),
            }
        }
        Err(last)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use super::command;
    use super::run;
    use std::env;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    #[test]
    fn visual_goes_before_editor_and_vi_is_last() {
        let with = |visual: Option<&str>, editor: Option<&str>| {
            command(|name| if name == "VISUAL" { visual } else { editor }.map(str::to_owned))
        };
        assert_eq!(with(Some("code -w"), Some("nano")), "code -w");
        assert_eq!(with(Some(" "), Some("nano")), "nano");
        assert_eq!(with(None, None), "vi");
    }

    #[test]
    fn what_the_editor_saves_comes_back() {
        assert_eq!(run("sed -i s/old/new/", "old text\nsecond").expect("edited"), "new text\nsecond");
        assert_eq!(run("f() { printf 'added\\n' >> \"$1\"; }; f", "a\n").expect("edited"), "a\nadded\n");
    }

    #[test]
    fn the_newline_an_editor_adds_is_taken_away() {
        assert_eq!(run("f() { echo >> \"$1\"; }; f", "one line").expect("edited"), "one line");
    }

    #[test]
    fn the_file_is_for_this_user_only() {
        let modes = "f() { stat -c %a \"$1\" \"$(dirname \"$1\")\" > \"$1.x\"; cat \"$1.x\" > \"$1\"; }; f";
        assert_eq!(run(modes, "").expect("edited"), "600\n700");
    }

    #[test]
    fn an_editor_that_fails_or_does_not_exist_is_an_error() {
        assert!(run("false", "text").is_err());
        assert!(run("no-such-editor-anywhere", "text").is_err());
    }

    #[test]
    fn a_binary_result_is_an_error() {
        let error = run("f() { printf '\\377' > \"$1\"; }; f", "text").expect_err("not text");
        assert_eq!(error.kind(), std::io::ErrorKind::InvalidData);
    }

    #[test]
    fn the_folder_goes_with_everything_in_it() {
        let folder = Folder::new(&env::temp_dir()).expect("a folder");
        let path = folder.0.clone();
        assert_eq!(fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o700);
        fs::write(path.join("swap"), "x").expect("written");
        drop(folder);
        assert!(!path.exists());
    }
}
