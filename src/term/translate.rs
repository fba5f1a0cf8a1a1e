//! From the terminal library's events to ours.
//!
//! Releases and mouse events are filtered here; the size comes from `signals`, not from the library's own handler, which
//! is asked only when there is something to read.

use crate::keys::Key;
use crate::keys::KeyCode;
use crate::term::input::Input;
use crossterm::event::Event;
use crossterm::event::KeyCode as Code;
use crossterm::event::KeyEvent;
use crossterm::event::KeyEventKind;
use crossterm::event::KeyModifiers;

/// Our event for one of the library's, if we have one for it.
pub(crate) fn translate(event: Event) -> Option<Input> {
    match event {
        Event::Key(key) => of_key(key).map(Input::Key),
        // Terminals send the Enter key's byte for a line end, whatever the text had.
        Event::Paste(text) => Some(Input::Paste(text.replace("\r\n", "\n").replace('\r', "\n"))),
        Event::FocusGained => Some(Input::Focus(true)),
        Event::FocusLost => Some(Input::Focus(false)),
        Event::Resize(..) | Event::Mouse(_) => None,
    }
}

fn of_key(event: KeyEvent) -> Option<Key> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let mut shift = event.modifiers.contains(KeyModifiers::SHIFT);
    let mut ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    let code = match event.code {
        Code::Char(c) => {
            // The case of the character says it already.
            shift = false;
            KeyCode::Char(c)
        }
        Code::BackTab => {
            shift = true;
            KeyCode::Tab
        }
        Code::Null => {
            ctrl = true;
            KeyCode::Char(' ')
        }
        Code::F(n @ 1..=12) => KeyCode::F(n),
        other => named(other)?,
    };
    Some(Key { code, ctrl, alt: event.modifiers.contains(KeyModifiers::ALT), shift })
}

fn named(code: Code) -> Option<KeyCode> {
    Some(match code {
        Code::Enter => KeyCode::Enter,
        Code::Esc => KeyCode::Esc,
        Code::Tab => KeyCode::Tab,
        Code::Backspace => KeyCode::Backspace,
        Code::Delete => KeyCode::Delete,
        Code::Insert => KeyCode::Insert,
        Code::Up => KeyCode::Up,
        Code::Down => KeyCode::Down,
        Code::Left => KeyCode::Left,
        Code::Right => KeyCode::Right,
        Code::Home => KeyCode::Home,
        Code::End => KeyCode::End,
        Code::PageUp => KeyCode::PageUp,
        Code::PageDown => KeyCode::PageDown,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::translate;
    use crate::keys::Key;
    use crate::keys::KeyCode;
    use crate::term::input::Input;
    use crossterm::event::Event;
    use crossterm::event::KeyCode as Code;
    use crossterm::event::KeyEvent;
    use crossterm::event::KeyEventKind;
    use crossterm::event::KeyModifiers;

    fn key(code: Code, modifiers: KeyModifiers) -> Option<Input> {
        translate(Event::Key(KeyEvent::new(code, modifiers)))
    }

    #[test]
    fn a_capital_needs_no_shift() {
        assert_eq!(key(Code::Char('G'), KeyModifiers::SHIFT), Some(Input::Key(Key::char('G'))));
    }

    #[test]
    fn line_ends_of_a_paste_are_newlines() {
        assert_eq!(translate(Event::Paste("a\rb\r\nc\nd".into())), Some(Input::Paste("a\nb\nc\nd".into())));
    }

    #[test]
    fn back_tab_is_tab_with_shift() {
        let expected = Key { shift: true, ..Key::plain(KeyCode::Tab) };
        assert_eq!(key(Code::BackTab, KeyModifiers::SHIFT), Some(Input::Key(expected)));
    }

    #[test]
    fn modifiers_of_named_keys_are_kept() {
        let expected = Key { code: KeyCode::Up, ctrl: true, alt: true, shift: true };
        assert_eq!(key(Code::Up, KeyModifiers::all()), Some(Input::Key(expected)));
    }

    #[test]
    fn releases_and_keys_we_have_no_name_for_are_dropped_and_repeats_are_kept() {
        let with = |kind| translate(Event::Key(KeyEvent::new_with_kind(Code::Char('j'), KeyModifiers::NONE, kind)));
        assert_eq!(with(KeyEventKind::Release), None);
        assert_eq!(with(KeyEventKind::Repeat), Some(Input::Key(Key::char('j'))));
        assert_eq!(key(Code::F(13), KeyModifiers::NONE), None);
        assert_eq!(key(Code::CapsLock, KeyModifiers::NONE), None);
    }
}
