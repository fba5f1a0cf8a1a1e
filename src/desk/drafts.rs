//! Drafts: text not yet sent, kept per operator beside the desk so that a dead line loses nothing. Never journaled.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;

/// The drafts of a desk.
pub struct Drafts {
    dir: PathBuf,
    known: Mutex<BTreeMap<String, BTreeMap<String, String>>>,
}

impl Drafts {
    /// The drafts kept in a desk's folder.
    pub fn new(dir: &Path) -> Self {
        Self { dir: dir.join("drafts"), known: Mutex::new(BTreeMap::new()) }
    }

    fn path(&self, operator: &str) -> PathBuf {
        let plain: String = operator.chars().filter(|c| c.is_ascii_alphanumeric() || "-_.".contains(*c)).collect();
        self.dir.join(format!("{}.json", plain.trim_start_matches('.')))
    }

    fn load(&self, operator: &str) -> BTreeMap<String, String> {
        let bytes = fs::read(self.path(operator)).unwrap_or_default();
        serde_json::from_slice(&bytes).unwrap_or_default()
    }

    /// Place and text of an operator's drafts.
    pub fn read(&self, operator: &str) -> Vec<(String, String)> {
        let Ok(mut known) = self.known.lock() else { return Vec::new() };
        let mine = known.entry(operator.to_owned()).or_insert_with(|| self.load(operator));
        mine.iter().map(|(place, text)| (place.clone(), text.clone())).collect()
    }

    /// Keeps a draft, or drops it when the text is empty. A disk that refuses is no reason to stop typing.
    pub fn keep(&self, operator: &str, place: &str, text: &str) {
        let Ok(mut known) = self.known.lock() else { return };
        let mine = known.entry(operator.to_owned()).or_insert_with(|| self.load(operator));
        if text.is_empty() {
            mine.remove(place);
        } else {
            mine.insert(place.to_owned(), text.to_owned());
        }
        let path = self.path(operator);
        if fs::create_dir_all(&self.dir).is_ok()
            && let Ok(json) = serde_json::to_vec_pretty(mine)
        {
            let fresh = path.with_extension("new");
            if fs::write(&fresh, json).is_ok() {
                let _ = fs::rename(&fresh, &path);
            }
        }
    }
}
