//! The keys that terminals send as `ESC [ …` (CSI) and `ESC O …` (SS3).
//!
//! Only for sequences the coalescer had to put together again; whole ones are read by the terminal library.

use crate::keys::Key;
use crate::keys::KeyCode;
use crate::term::input::Input;

/// The event of a CSI sequence: `params` is what stands between `ESC [` and the final character.
///
/// `None` for sequences without a meaning here: they are swallowed, never typed.
pub(crate) fn csi(params: &str, last: char) -> Option<Input> {
    match (params, last) {
        ("", 'I') => return Some(Input::Focus(true)),
        ("", 'O') => return Some(Input::Focus(false)),
        ("[", 'A'..='E') => return function(last, 'A').map(|code| Input::Key(Key::plain(code))),
        _ => {}
    }
    let mut numbers = params.split(';').map(|part| part.split(':').next().unwrap_or_default());
    let first = numbers.next().unwrap_or_default();
    let modifiers = numbers.next().and_then(|text| text.parse::<u8>().ok()).unwrap_or(1).saturating_sub(1);
    let code = match last {
        '~' => tilde(first.parse().ok()?)?,
        'Z' => KeyCode::Tab,
        _ if matches!(first, "" | "1") => letter(last)?,
        _ => return None,
    };
    let shift = modifiers & 1 != 0 || last == 'Z';
    Some(Input::Key(Key { code, shift, alt: modifiers & 2 != 0, ctrl: modifiers & 4 != 0 }))
}

/// The key of an SS3 sequence: what stands after `ESC O`.
pub(crate) fn ss3(last: char) -> Option<Input> {
    letter(last).map(|code| Input::Key(Key::plain(code)))
}

fn letter(last: char) -> Option<KeyCode> {
    Some(match last {
        'A' => KeyCode::Up,
        'B' => KeyCode::Down,
        'C' => KeyCode::Right,
        'D' => KeyCode::Left,
        'F' => KeyCode::End,
        'H' => KeyCode::Home,
        'P'..='S' => return function(last, 'P'),
        _ => return None,
    })
}

fn tilde(number: u8) -> Option<KeyCode> {
    Some(match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        // The VT220 left gaps at 16 and 22.
        11..=15 => KeyCode::F(number - 10),
        17..=21 => KeyCode::F(number - 11),
        23 | 24 => KeyCode::F(number - 12),
        _ => return None,
    })
}

/// The function key of a letter when `first` is F1.
fn function(letter: char, first: char) -> Option<KeyCode> {
    let distance = u32::from(letter).checked_sub(u32::from(first))?;
    u8::try_from(distance + 1).ok().map(KeyCode::F)
}
