//! A line of text being typed: the characters, the cursor, and what the text keys do to them.

use crate::keys::Act;
use crate::text;
use tui_input::Input;
use tui_input::InputRequest;

/// One line of text with a cursor.
#[derive(Debug, Clone, Default)]
pub struct TextLine {
    input: Input,
}

impl TextLine {
    /// A line with a text, the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        Self { input: Input::new(text.into()) }
    }

    /// The text.
    pub fn text(&self) -> &str {
        self.input.value()
    }

    /// Puts another text there, the cursor at its end.
    pub fn set(&mut self, text: impl Into<String>) {
        self.input = Input::new(text.into());
    }

    /// The byte before which the cursor stands.
    pub fn byte(&self) -> usize {
        self.text().char_indices().nth(self.input.cursor()).map_or(self.text().len(), |(at, _)| at)
    }

    /// Cells before the cursor.
    pub fn column(&self) -> usize {
        text::width(self.text().get(..self.byte()).unwrap_or_default())
    }

    /// Puts a text in place of these bytes, the cursor behind it.
    pub fn replace(&mut self, bytes: std::ops::Range<usize>, with: &str) {
        let before = self.text().get(..bytes.start).unwrap_or_default();
        let after = self.text().get(bytes.end..).unwrap_or_default();
        let cursor = before.chars().count() + with.chars().count();
        self.input = Input::new(format!("{before}{with}{after}")).with_cursor(cursor);
    }

    /// A typed character.
    pub fn insert(&mut self, c: char) {
        if !c.is_control() {
            self.input.handle(InputRequest::InsertChar(c));
        }
    }

    /// Pasted text, made safe and put on one line.
    pub fn paste(&mut self, pasted: &str) {
        let clean = text::sanitise(pasted, text::Mode::Line).text;
        let at = self.byte();
        self.replace(at..at, &clean);
    }

    /// A text key. `false` when the action is not one.
    pub fn act(&mut self, act: Act) -> bool {
        let request = match act {
            Act::TextLeft => InputRequest::GoToPrevChar,
            Act::TextRight => InputRequest::GoToNextChar,
            Act::TextWordLeft => InputRequest::GoToPrevWord,
            Act::TextWordRight => InputRequest::GoToNextWord,
            Act::TextHome => InputRequest::GoToStart,
            Act::TextEnd => InputRequest::GoToEnd,
            Act::TextBackspace => InputRequest::DeletePrevChar,
            Act::TextDelete => InputRequest::DeleteNextChar,
            Act::TextDeleteWord => InputRequest::DeletePrevWord,
            Act::TextDeleteEnd => InputRequest::DeleteTillEnd,
            Act::TextDeleteStart => {
                self.replace(0..self.byte(), "");
                return true;
            }
            _ => return false,
        };
        self.input.handle(request);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_typed_deleted_and_replaced_at_the_cursor() {
        let mut line = TextLine::new("state:深圳");
        assert_eq!((line.byte(), line.column()), (12, 10));
        line.act(Act::TextLeft);
        line.insert('x');
        assert_eq!(line.text(), "state:深x圳");
        line.act(Act::TextDeleteStart);
        assert_eq!((line.text(), line.byte()), ("圳", 0));
        line.replace(0..3, "risk:");
        assert_eq!((line.text(), line.byte()), ("risk:", 5));
    }

    #[test]
    fn a_paste_becomes_one_clean_line() {
        let mut line = TextLine::default();
        line.paste("a\u{1b}[31mb\nc");
        assert!(!line.text().contains(['\n', '\u{1b}']), "{:?}", line.text());
    }
}
