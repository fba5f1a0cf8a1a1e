//! Select graphic rendition: the numbers of `ESC [ … m` applied to a look.

use crate::play::look::Look;
use ratatui::style::Color;
use ratatui::style::Modifier;

/// Applies the parameters (what stands between `ESC [` and `m`); an empty one is 0, as in a terminal.
///
/// # Errors
/// A number the program has no reason to write.
pub(super) fn apply(mut look: Look, body: &str) -> Result<Look, String> {
    let mut words = body.split(';');
    while let Some(word) = words.next() {
        let code = if word.is_empty() { "0" } else { word };
        if let Some(style) = code.strip_prefix("4:") {
            underline_style(&mut look, style)?;
            continue;
        }
        let number: u16 = code.parse().map_err(|_| format!("an unknown attribute {code:?}"))?;
        match number {
            38 => look.fg = colour(&mut words)?,
            48 => look.bg = colour(&mut words)?,
            58 => look.underline = colour(&mut words)?,
            _ => simple(&mut look, number)?,
        }
    }
    Ok(look)
}

fn underline_style(look: &mut Look, style: &str) -> Result<(), String> {
    match style {
        "0" => look.attributes -= Modifier::UNDERLINED,
        "1" | "2" | "3" | "4" | "5" => look.attributes |= Modifier::UNDERLINED,
        _ => return Err(format!("an unknown underline {style:?}")),
    }
    Ok(())
}

fn simple(look: &mut Look, number: u16) -> Result<(), String> {
    let base = |from: u16, add: u16| u8::try_from(number - from + add).map_or(Color::Reset, Color::Indexed);
    match number {
        0 => *look = Look::PLAIN,
        1 => look.attributes |= Modifier::BOLD,
        2 => look.attributes |= Modifier::DIM,
        3 => look.attributes |= Modifier::ITALIC,
        4 => look.attributes |= Modifier::UNDERLINED,
        5 | 6 => look.attributes |= Modifier::SLOW_BLINK,
        7 => look.attributes |= Modifier::REVERSED,
        8 => look.attributes |= Modifier::HIDDEN,
        9 => look.attributes |= Modifier::CROSSED_OUT,
        22 => look.attributes -= Modifier::BOLD | Modifier::DIM,
        23 => look.attributes -= Modifier::ITALIC,
        24 => look.attributes -= Modifier::UNDERLINED,
        25 => look.attributes -= Modifier::SLOW_BLINK,
        27 => look.attributes -= Modifier::REVERSED,
        28 => look.attributes -= Modifier::HIDDEN,
        29 => look.attributes -= Modifier::CROSSED_OUT,
        30..=37 => look.fg = base(30, 0),
        39 => look.fg = Color::Reset,
        40..=47 => look.bg = base(40, 0),
        49 => look.bg = Color::Reset,
        59 => look.underline = Color::Reset,
        90..=97 => look.fg = base(90, 8),
        100..=107 => look.bg = base(100, 8),
        _ => return Err(format!("an unknown attribute {number}")),
    }
    Ok(())
}

fn colour<'a>(words: &mut impl Iterator<Item = &'a str>) -> Result<Color, String> {
    let mut byte = || words.next().and_then(|w| w.parse::<u8>().ok()).ok_or("a colour without its numbers");
    match byte()? {
        5 => Ok(Color::Indexed(byte()?)),
        2 => Ok(Color::Rgb(byte()?, byte()?, byte()?)),
        other => Err(format!("an unknown kind of colour {other}")),
    }
}
