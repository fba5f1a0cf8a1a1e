//! Evidence in the right pane: the text of a file, or what can be said of one that is not text.

use crate::domain::msg::Msg;
use crate::text;
use crate::text::Mode;

/// How many lines of a file are shown; the rest is said to be there.
const MAX_LINES: usize = 5_000;

/// What is shown of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// It is being fetched.
    Waiting,
    /// Its text, made safe.
    Text(Vec<String>),
    /// It is not text.
    Binary,
    /// It could not be read.
    Failed(Msg),
}

/// A file of the desk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Its size, once it is here.
    pub bytes: usize,
    /// What is shown of it.
    pub shows: Shows,
}

impl Evidence {
    /// A file that is being fetched.
    pub fn waiting(sha256: &str) -> Self {
        Self { sha256: sha256.to_owned(), bytes: 0, shows: Shows::Waiting }
    }

    /// Its bytes came.
    pub fn fill(&mut self, bytes: &[u8]) {
        self.bytes = bytes.len();
        self.shows = match std::str::from_utf8(bytes) {
            Ok(found) if !found.contains('\0') => {
                let clean = text::sanitise(found, Mode::Block).text;
                Shows::Text(clean.lines().take(MAX_LINES).map(str::to_owned).collect())
            }
            _ => Shows::Binary,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::Evidence;
    use super::Shows;

    #[test]
    fn text_is_shown_safely_and_other_files_are_named() {
        let mut file = Evidence::waiting("ab");
        file.fill("营业执照\n\u{1b}[31mline".as_bytes());
        assert!(matches!(&file.shows, Shows::Text(lines) if lines.len() == 2 && !lines[1].contains('\u{1b}')));
        file.fill(&[0x25, 0x50, 0x44, 0x46, 0, 0xff]);
        assert_eq!((file.bytes, file.shows), (6, Shows::Binary));
    }
}
