//! Evidence in the right pane: the text of a file, or what can be said of one that is not text.

use crate::api::reading::Form;
use crate::api::reading::Reading;
use crate::domain::msg::Msg;

/// How many lines of a file are shown; the rest is said to be there.
const MAX_LINES: usize = 5_000;

/// What is shown of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shows {
    /// It is being fetched.
    Waiting,
    /// It is plain text: its lines.
    Text(Vec<String>),
    /// What it is, and its text where it has one.
    Read(Msg, Vec<String>),
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

    /// What it reads as came.
    pub fn fill(&mut self, reading: &Reading) {
        self.bytes = reading.bytes;
        self.shows = if reading.form == Form::Text {
            Shows::Text(reading.lines(MAX_LINES))
        } else {
            Shows::Read(reading.says(), reading.lines(MAX_LINES))
        };
    }
}

#[cfg(test)]
mod tests {
    use super::Evidence;
    use super::Shows;
    use crate::api::reading::Form;
    use crate::api::reading::Reading;

    #[test]
    fn text_is_shown_and_other_files_say_what_they_are() {
        let mut file = Evidence::waiting("ab");
        let pages = vec!["营业执照\nline".to_owned()];
        file.fill(&Reading { bytes: 9, form: Form::Text, pages_in_all: 1, pages });
        assert!(matches!(&file.shows, Shows::Text(lines) if lines.len() == 2));
        file.fill(&Reading { bytes: 6, form: Form::Scan, pages_in_all: 3, pages: Vec::new() });
        assert!(matches!(&file.shows, Shows::Read(why, lines) if why.id == "reading-scan" && lines.is_empty()));
    }
}
