//! Lines of several roles: wrapped text under labels, cut where it must be, scrolled where it is longer than its area.

use crate::app::Tone;
use crate::app::line::TextLine;
use crate::app::scroll::Scroll;
use crate::keys::Context;
use crate::text;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Parts of one line.
pub type Parts = Vec<(String, Role)>;

/// Lines to draw.
#[derive(Debug, Clone, Default)]
pub struct Lines {
    /// From top to bottom.
    pub rows: Vec<Parts>,
}

/// The role of something said in a tone.
pub const fn role_of(tone: Tone) -> Role {
    match tone {
        Tone::Plain => Role::Text,
        Tone::Ok => Role::Ok,
        Tone::Warning => Role::Warning,
        Tone::Danger => Role::Danger,
    }
}

impl Lines {
    /// A line of parts.
    pub fn push(&mut self, parts: Parts) {
        self.rows.push(parts);
    }

    /// Text wrapped into `width` cells.
    pub fn wrapped(&mut self, text: &str, role: Role, width: u16) {
        self.labelled("", Role::Label, 0, text, role, width);
    }

    /// Text behind a label of `column` cells; what does not fit goes on under the text, not under the label.
    pub fn labelled(&mut self, label: &str, label_role: Role, column: u16, text: &str, role: Role, width: u16) {
        let room = usize::from(width.saturating_sub(column)).max(2);
        for (n, line) in text::wrap_visible(text, room).into_iter().enumerate() {
            let head = text::pad(if n == 0 { label } else { "" }, usize::from(column));
            self.rows.push(vec![(head, label_role), (line, role)]);
        }
    }

    /// Draws the lines from where a text stands on, and lets it know how far it goes. Returns the line it begins with.
    pub fn scrolled(&self, scene: &mut Scene<'_>, area: Rect, scroll: &Scroll) -> usize {
        let top = scroll.drawn(self.rows.len(), usize::from(area.height));
        self.draw(scene, area, top)
    }

    /// Draws the lines from `scroll` on; says so when there are more. Returns the scroll that was possible.
    pub fn draw(&self, scene: &mut Scene<'_>, area: Rect, scroll: usize) -> usize {
        let height = usize::from(area.height);
        let most = self.rows.len().saturating_sub(height);
        let scroll = scroll.min(most);
        for (row, parts) in self.rows.iter().skip(scroll).take(height).enumerate() {
            let y = area.y + cells(row);
            let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
            scene.put_all(area.x, y, area.width, &borrowed);
        }
        more(scene, area, most - scroll);
        scroll
    }
}

/// Says in the last row how many lines there are below it.
pub fn more(scene: &mut Scene<'_>, area: Rect, below: usize) {
    if below > 0 && area.height > 0 {
        let left = format!(" {} {below} ", scene.signs.down);
        scene.put_right(area.x, area.right(), area.bottom() - 1, &left, Role::Key);
    }
}

/// Draws a text to read, which may be as long as a file, from where it stands on. Returns the row it begins with and how
/// many it has.
pub fn text<'a, L>(scene: &mut Scene<'_>, area: Rect, lines: L, scroll: &Scroll) -> (usize, usize)
where
    L: Iterator<Item = &'a str> + Clone,
{
    let height = usize::from(area.height);
    let seen = scroll.seen(lines, usize::from(area.width).max(2), height);
    for (row, y) in seen.rows.iter().zip(area.top()..area.bottom()) {
        scene.put(area.x, y, area.width, row, Role::Text);
    }
    more(scene, area, seen.total.saturating_sub(seen.top + height));
    (seen.top, seen.total)
}

/// The digit that chooses a row of a short list; the tenth has the 0, rows behind it have none.
pub fn digit(place: usize) -> String {
    match place {
        0..=8 => (place + 1).to_string(),
        9 => "0".to_owned(),
        _ => " ".to_owned(),
    }
}

/// The part of a text being typed that fits into `room` cells, and the column of the caret in it. The caret is always
/// inside; what is cut off on a side is marked with `…`.
pub fn window(line: &TextLine, room: usize) -> (String, usize) {
    let room = room.max(4);
    let left = line.column();
    let whole = line.text();
    if text::width(whole) < room {
        return (whole.to_owned(), left);
    }
    let from = if left + 2 < room { 0 } else { left + 3 - room };
    let mut out = String::from(if from > 0 { "…" } else { "" });
    let mut caret = None;
    let mut at = 0;
    for g in text::graphemes(whole) {
        let wide = text::width(g);
        if at >= from {
            if at >= left && caret.is_none() {
                caret = Some(text::width(&out));
            }
            if text::width(&out) + wide >= room {
                out.push('…');
                break;
            }
            out.push_str(g);
        }
        at += wide;
    }
    (out.clone(), caret.unwrap_or_else(|| text::width(&out)).min(room - 1))
}

/// Draws a text being typed, with the terminal's cursor at its caret when it has the focus.
pub fn input(scene: &mut Scene<'_>, x: u16, y: u16, room: u16, line: &TextLine, focused: bool) {
    if !focused {
        scene.put(x, y, room, line.text(), Role::Text);
        return;
    }
    let (shown, caret) = window(line, usize::from(room));
    scene.put(x, y, room, &shown, Role::Selected);
    scene.caret(x.saturating_add(cells(caret)), y);
}

/// The keys that do some actions here, with what they do: `y Yes, do it    n | esc No, go back`.
pub fn keys(scene: &Scene<'_>, context: Context, wanted: &[(&str, &str)]) -> Parts {
    let map = scene.model.keymap();
    let mut out = Parts::new();
    for (action, label) in wanted {
        let found = map.keys_for(action, None, context);
        // A line being typed takes enter and the save key alike: both are named.
        let most = if context == Context::Prompt { 2 } else { 1 };
        let key = found.into_iter().take(most).collect::<Vec<_>>().join(" | ");
        if key.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push(("    ".to_owned(), Role::Dialog));
        }
        out.push((key, Role::DialogKey));
        out.push((format!(" {}", scene.label(label)), Role::Dialog));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::window;
    use crate::app::line::TextLine;
    use crate::keys::Act;
    use crate::text::width;

    #[test]
    fn the_window_always_holds_the_caret_and_keeps_to_its_cells() {
        let mut line = TextLine::new("杭州恩垂波电子商务有限公司 Hangzhou Entrepot E-Com Co., Ltd.");
        for _ in 0..70 {
            let (shown, caret) = window(&line, 20);
            assert!(width(&shown) <= 20, "{shown:?}");
            assert!(caret < 20, "{caret}");
            line.act(Act::TextLeft);
        }
        assert_eq!(window(&line, 20).1, 0);
    }
}
