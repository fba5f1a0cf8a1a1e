//! The scene: the buffer being drawn on, with everything drawing may read. All cells are written here.

use crate::app::Area;
use crate::app::Model;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::text;
use crate::ui::signs::Signs;
use crate::ui::theme::Look;
use crate::ui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// What is drawn on and what may be read meanwhile.
pub struct Scene<'a> {
    /// The cells.
    pub buf: &'a mut Buffer,
    /// The model.
    pub model: &'a Model,
    /// The language.
    pub i18n: &'a I18n,
    /// Theme, colours, signs.
    pub look: &'a Look,
    /// Signs and lines.
    pub signs: Signs,
    /// Where the terminal's cursor stands, when a text is typed.
    pub cursor: Option<(u16, u16)>,
}

/// A number of cells as the terminal counts them.
pub fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// An area of the model as a rectangle.
pub fn rect(area: Area) -> Rect {
    Rect::new(area.x, area.y, area.w, area.h)
}

impl<'a> Scene<'a> {
    /// A scene on a buffer.
    pub fn new(buf: &'a mut Buffer, model: &'a Model, i18n: &'a I18n, look: &'a Look) -> Self {
        Self { buf, model, i18n, look, signs: Signs::of(look.ascii), cursor: None }
    }

    /// The style of a role.
    pub fn style(&self, role: Role) -> Style {
        self.look.style(role)
    }

    /// The words of a message without arguments.
    pub fn label(&self, id: &str) -> String {
        self.i18n.label(id)
    }

    /// The words of a message, or the text itself where there are none.
    pub fn label_or(&self, id: &str, text: &str) -> String {
        if self.i18n.has(id) { self.i18n.label(id) } else { text.to_owned() }
    }

    /// A message in words.
    pub fn words(&self, msg: &Msg) -> String {
        self.i18n.text(msg)
    }

    /// Writes a text into at most `max` cells of a row and returns how many it took. Nothing is written outside.
    pub fn put(&mut self, x: u16, y: u16, max: u16, text: &str, role: Role) -> u16 {
        self.put_style(x, y, max, text, self.look.style(role))
    }

    /// As [`Scene::put`], in a style.
    pub fn put_style(&mut self, x: u16, y: u16, max: u16, text: &str, style: Style) -> u16 {
        let area = self.buf.area;
        if x < area.left() || x >= area.right() || y < area.top() || y >= area.bottom() {
            return 0;
        }
        let max = max.min(area.right() - x);
        let safe = text::visible(text);
        let cut = text::clip(&safe, usize::from(max));
        let cut = if self.look.ascii { std::borrow::Cow::Owned(cut.replace('…', "~")) } else { cut };
        let (end, _) = self.buf.set_stringn(x, y, &cut, usize::from(max), style);
        end.saturating_sub(x)
    }

    /// Writes parts one behind the other and returns how many cells they took.
    pub fn put_all(&mut self, x: u16, y: u16, max: u16, parts: &[(&str, Role)]) -> u16 {
        let mut used = 0;
        for (text, role) in parts {
            used += self.put(x.saturating_add(used), y, max.saturating_sub(used), text, *role);
        }
        used
    }

    /// Writes a text so that it ends at `right` (not included).
    pub fn put_right(&mut self, left: u16, right: u16, y: u16, text: &str, role: Role) {
        let room = right.saturating_sub(left);
        let wide = cells(text::width(&text::visible(text))).min(room);
        self.put(right.saturating_sub(wide), y, wide, text, role);
    }

    /// Gives every cell of an area a style.
    pub fn tint(&mut self, area: Rect, role: Role) {
        let area = area.intersection(self.buf.area);
        self.buf.set_style(area, self.look.style(role));
    }

    /// Empties an area.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buf.area);
        for y in area.top()..area.bottom() {
            for x in area.left()..area.right() {
                if let Some(cell) = self.buf.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    /// Puts the terminal's cursor there, if it is on the screen.
    pub fn caret(&mut self, x: u16, y: u16) {
        let area = self.buf.area;
        if x >= area.left() && x < area.right() && y >= area.top() && y < area.bottom() {
            self.cursor = Some((x, y));
        }
    }
}
