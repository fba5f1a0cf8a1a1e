//! The screen: what the terminal shows, and the bytes that turn it into the next frame.
//!
//! Scripts check these very bytes against a strict terminal, so what is proven there holds live. It draws nothing itself
//! and writes nothing when nothing changed.

use crate::app::Model;
use crate::runtime::steady;
use crate::ui::Depth;
use crate::ui::Look;
use crate::ui::shell;
use ratatui::backend::Backend;
use ratatui::backend::ClearType;
use ratatui::backend::CrosstermBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;
use std::io;
use std::io::Write;

/// A terminal of some size and what it shows.
pub struct Screen<W: Write> {
    backend: CrosstermBackend<W>,
    shown: Buffer,
    cursor: Option<(u16, u16)>,
    /// What it shows is not known: the next frame is drawn whole.
    unknown: bool,
}

/// A painted frame: its cells and where the cursor stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Painted {
    /// The cells.
    pub buffer: Buffer,
    /// Column and row of the cursor; none when it is hidden.
    pub cursor: Option<(u16, u16)>,
}

/// Paints the model at its size.
pub fn paint(model: &Model, depth: Depth) -> Painted {
    let mut buffer = Buffer::empty(Rect::new(0, 0, model.size.0, model.size.1));
    let cursor = shell::paint(model, &model.i18n, &Look::of(model, depth), &mut buffer);
    let area = buffer.area;
    let cursor = cursor.filter(|(x, y)| *x < area.width && *y < area.height);
    Painted { buffer, cursor }
}

impl<W: Write> Screen<W> {
    /// A terminal nothing is known of.
    pub fn new(out: W) -> Self {
        Self { backend: CrosstermBackend::new(out), shown: Buffer::empty(Rect::ZERO), cursor: None, unknown: true }
    }

    /// The next frame is drawn whole: somebody else wrote on the terminal.
    pub fn forget(&mut self) {
        self.unknown = true;
    }

    /// Shows a frame. Writes only what differs.
    pub fn show(&mut self, frame: &Painted) -> io::Result<()> {
        if self.unknown || self.shown.area != frame.buffer.area {
            self.backend.hide_cursor()?;
            self.backend.clear_region(ClearType::All)?;
            self.shown = Buffer::empty(frame.buffer.area);
            self.cursor = None;
            self.unknown = false;
        }
        let changed = steady::draw(&mut self.backend, &self.shown, &frame.buffer)?;
        if changed {
            self.shown.clone_from(&frame.buffer);
        }
        match frame.cursor {
            // Drawing has moved it.
            Some((x, y)) if changed || self.cursor != frame.cursor => {
                self.backend.set_cursor_position(Position::new(x, y))?;
                if self.cursor.is_none() {
                    self.backend.show_cursor()?;
                }
            }
            None if self.cursor.is_some() => self.backend.hide_cursor()?,
            _ => {}
        }
        self.cursor = frame.cursor;
        Ok(())
    }
}
