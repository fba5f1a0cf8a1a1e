//! Which keymap files are laid over the built-in keys: the site's, the user's, those named on the command line.

use crate::keys::Keymap;
use crate::keys::Layer;
use crate::text::Diagnostic;
use std::env;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// The keymap of everybody on this machine.
const SITE: &str = "/etc/entrepot/keymap.toml";

/// The user's own keymap file: `$XDG_CONFIG_HOME/entrepot/keymap.toml`, or below `~/.config`.
pub fn user_file() -> Option<PathBuf> {
    let set = |name: &str| env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let config = set("XDG_CONFIG_HOME").or_else(|| set("HOME").map(|home| home.join(".config")));
    config.map(|config| config.join("entrepot/keymap.toml"))
}

/// The keys of a person: site, user, then the files named. A bad line is reported and skipped.
///
/// # Errors
/// A file that was named and cannot be read, with its path.
pub fn of_person(named: &[PathBuf]) -> Result<(Keymap, Vec<Diagnostic>), (PathBuf, io::Error)> {
    let mut files = Vec::new();
    for path in [Some(PathBuf::from(SITE)), user_file()].into_iter().flatten() {
        if let Ok(text) = fs::read_to_string(&path) {
            files.push((path, text));
        }
    }
    laid_over(files, named)
}

/// The built-in keys and the files named, nothing else: what a script plays with.
///
/// # Errors
/// As [`of_person`].
pub fn of_files(named: &[PathBuf]) -> Result<(Keymap, Vec<Diagnostic>), (PathBuf, io::Error)> {
    laid_over(Vec::new(), named)
}

fn laid_over(
    mut files: Vec<(PathBuf, String)>,
    named: &[PathBuf],
) -> Result<(Keymap, Vec<Diagnostic>), (PathBuf, io::Error)> {
    for path in named {
        files.push((path.clone(), fs::read_to_string(path).map_err(|why| (path.clone(), why))?));
    }
    let named: Vec<(String, &str)> = files.iter().map(|(path, text)| (shown(path), text.as_str())).collect();
    let layers: Vec<Layer<'_>> = named.iter().map(|(name, text)| Layer { name, text }).collect();
    Ok(Keymap::load(&layers))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}
