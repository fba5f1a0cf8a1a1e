//! What must hold on every screen, whatever is on it. Cheap checks after every step, those that paint again now and then.
//!
//! Source: play.md §2.2.

use crate::play::outcome::Kind;
use crate::play::script::Depth;
use crate::play::seen::cursor;
use crate::play::seen::painted_in;
use crate::play::seen::panes;
use crate::play::stage::Stage;
use crate::play::terminal::Terminal;
use crate::runtime::screen::Painted;
use crate::text::visible;
use ratatui::buffer::Buffer;
use ratatui::style::Color;

/// Steps after which the screen is painted again in other colours.
const SOMETIMES: usize = 20;

/// Checks the last step; `terminal` gets the bytes that a real one would have got.
///
/// # Errors
/// What does not hold, in words.
pub fn check(stage: &mut Stage, terminal: &mut Terminal, step: usize) -> Result<(), (Kind, String)> {
    let size = stage.session.model().size;
    let bytes = std::mem::take(&mut stage.session.bytes);
    let painted = &stage.session.painted;
    areas(stage, painted)?;
    letters(&painted.buffer)?;
    let odd = |why: String| (Kind::NotDeterministic, why);
    terminal.resize(size.0, size.1);
    terminal.feed(&bytes).map_err(|fault| odd(format!("the bytes written are wrong: {fault}")))?;
    terminal.compare(&painted.buffer).map_err(|all| {
        let first = all.first();
        let where_ = first.map(|m| format!("at {},{} it shows {:?} instead of {:?}", m.row, m.col, m.got, m.want));
        odd(format!("the bytes do not draw the frame: {}", where_.unwrap_or_default()))
    })?;
    if terminal.cursor() != cursor(painted) {
        return Err(odd(format!("the cursor is at {:?} instead of {:?}", terminal.cursor(), cursor(painted))));
    }
    if step.is_multiple_of(SOMETIMES) { again(stage) } else { Ok(()) }
}

fn areas(stage: &Stage, painted: &Painted) -> Result<(), (Kind, String)> {
    let died = |why: String| Err((Kind::Died, why));
    let (w, h) = stage.session.model().size;
    let area = painted.buffer.area;
    if (area.width, area.height) != (w, h) {
        return died(format!("the frame has {}x{} cells on a terminal of {w}x{h}", area.width, area.height));
    }
    let outside = panes(stage.session.model()).into_iter().find(|(_, rect)| rect.intersection(area) != *rect);
    match outside {
        Some((name, rect)) if !rect.is_empty() => {
            died(format!("the pane '{name}' at {rect} leaves the screen {w}x{h}"))
        }
        _ => Ok(()),
    }
}

/// No cell holds what a terminal would act on or what hides.
fn letters(buffer: &Buffer) -> Result<(), (Kind, String)> {
    for (index, cell) in buffer.content.iter().enumerate() {
        let symbol = cell.symbol();
        if !symbol.is_ascii() && visible(symbol) != symbol || symbol.chars().any(char::is_control) {
            let (x, y) = buffer.pos_of(index);
            return Err((Kind::Died, format!("the cell at {y},{x} holds {symbol:?}, which must not reach a terminal")));
        }
    }
    Ok(())
}

/// Painting again gives the same; other colours change no letter.
fn again(stage: &Stage) -> Result<(), (Kind, String)> {
    let odd = |why: &str| Err((Kind::NotDeterministic, why.to_owned()));
    let painted = &stage.session.painted;
    if painted_in(stage, stage.set.colours) != *painted {
        return odd("painting the same state again gives another frame");
    }
    let plain = painted_in(stage, Depth::None);
    let sixteen = painted_in(stage, Depth::Sixteen);
    for other in [&plain, &sixteen] {
        let letters = |p: &Painted| p.buffer.content.iter().map(|c| c.symbol().to_owned()).collect::<Vec<_>>();
        if letters(other) != letters(painted) || other.cursor != painted.cursor {
            return odd("the text depends on the number of colours");
        }
    }
    let coloured = |c: &Color| *c != Color::Reset;
    if plain.buffer.content.iter().any(|c| coloured(&c.fg) || coloured(&c.bg)) {
        return odd("without colours there is a colour");
    }
    let rich = |c: &Color| matches!(c, Color::Rgb(..) | Color::Indexed(16..));
    if sixteen.buffer.content.iter().any(|c| rich(&c.fg) || rich(&c.bg)) {
        return odd("with sixteen colours there is another colour");
    }
    Ok(())
}
