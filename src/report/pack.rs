//! A pack: a folder of files with a `SHA256SUMS` that `sha256sum -c` verifies.

use crate::api::Refusal;
use crate::domain::entry::Digest;
use crate::i18n::I18n;
use crate::report::Form;
use crate::report::Report;
use crate::report::render;
use std::collections::BTreeMap;

/// The name of the file of hashes.
pub const SUMS: &str = "SHA256SUMS";

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// These bytes.
    Bytes(Vec<u8>),
    /// The desk's file of this SHA-256.
    Stored(String),
}

/// A folder of files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pack {
    /// What it says.
    pub report: Report,
    /// Files by path below the folder, without `SHA256SUMS`.
    pub files: BTreeMap<String, Content>,
}

impl Pack {
    /// A pack of a report in some forms.
    pub fn of(report: Report, forms: &[Form], i18n: &I18n) -> Result<Self, Refusal> {
        let mut files = BTreeMap::new();
        for form in forms {
            let path = format!("{}.{}", report.name, form.ending());
            files.insert(path, Content::Bytes(render(&report, *form, i18n)?));
        }
        Ok(Self { report, files })
    }

    /// Adds files of the desk: path below the folder and SHA-256.
    #[must_use]
    pub fn with(mut self, stored: impl IntoIterator<Item = (String, String)>) -> Self {
        self.files.extend(stored.into_iter().map(|(path, sha256)| (path, Content::Stored(sha256))));
        self
    }

    /// The file of hashes: a line for each file, as `sha256sum` writes and checks it.
    pub fn sums(&self) -> String {
        let hashes = self.files.iter().map(|(path, content)| {
            let hash = match content {
                Content::Bytes(bytes) => Digest::of(bytes).to_string(),
                Content::Stored(sha256) => sha256.clone(),
            };
            (path.as_str(), hash)
        });
        sums(hashes)
    }

    /// The hash of the pack: of its file of hashes.
    pub fn hash(&self) -> String {
        Digest::of(self.sums().as_bytes()).to_string()
    }
}

/// Lines of hashes.
pub fn sums<'a>(hashes: impl IntoIterator<Item = (&'a str, String)>) -> String {
    hashes.into_iter().map(|(path, hash)| format!("{hash}  {path}\n")).collect()
}
