//! The command line with what may come next above it.

use crate::app::cmdline::CmdLine;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::table::wide;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the line on the row above the keys, its offers above that.
pub(crate) fn draw(part: &CmdLine, area: Rect, scene: &mut Scene<'_>) {
    let y = area.bottom().saturating_sub(2);
    let offers: Vec<(String, String)> = part
        .offers
        .iter()
        .map(|offer| {
            let help = if offer.help.is_empty() { String::new() } else { scene.label_or(&offer.help, "") };
            (offer.insert.clone(), help)
        })
        .collect();
    let help = part.help().map(|id| scene.label_or(&id, "")).unwrap_or_default();
    list(scene, Rect { height: area.height.saturating_sub(2), ..area }, &offers, part.chosen, &help);
    line(scene, Rect::new(area.x, y, area.width, 1), ":", part.line.text(), part.line.column());
}

/// Draws a line being typed behind its sign; a long one is shown around the cursor.
pub(crate) fn line(scene: &mut Scene<'_>, area: Rect, sign: &str, text: &str, column: usize) {
    scene.clear(area);
    let used = scene.put(area.x, area.y, area.width, sign, Role::Key);
    let room = area.width.saturating_sub(used + 1);
    let column = cells(column);
    let skip = column.saturating_sub(room);
    let shown = from(text, skip);
    scene.put(area.x + used, area.y, room.saturating_add(1), &shown, Role::Text);
    scene.caret(area.x + used + column - skip, area.y);
}

/// The text without its first so many cells.
fn from(text: &str, skip: u16) -> String {
    let mut left = usize::from(skip);
    let mut out = String::new();
    for part in crate::text::graphemes(text) {
        if left == 0 {
            out.push_str(part);
        } else {
            left = left.saturating_sub(crate::text::width(part));
        }
    }
    out
}

/// Draws offers in a frame that stands on the bottom of the area.
pub(crate) fn list(scene: &mut Scene<'_>, area: Rect, offers: &[(String, String)], chosen: Option<usize>, title: &str) {
    if offers.is_empty() || area.height < 3 {
        if !title.is_empty() && area.height > 0 {
            let y = area.bottom() - 1;
            scene.clear(Rect::new(area.x, y, area.width, 1));
            scene.put(area.x, y, area.width, title, Role::Label);
        }
        return;
    }
    let rows = cells(offers.len()).min(area.height - 2);
    let frame = Rect::new(area.x, area.bottom() - rows - 2, area.width, rows + 2);
    let inner = popup(scene, frame, title);
    let widest = offers.iter().map(|(text, _)| wide(text)).max().unwrap_or(0).min(inner.width / 2);
    let first = chosen.map_or(0, |at| (at + 1).saturating_sub(usize::from(rows)));
    for ((place, (text, help)), y) in offers.iter().enumerate().skip(first).zip(inner.top()..inner.bottom()) {
        let here = chosen == Some(place);
        let role = if here { Role::DialogKey } else { Role::Dialog };
        scene.put(inner.x, y, 1, if here { ">" } else { " " }, Role::DialogKey);
        scene.put(inner.x + 2, y, widest, text, role);
        let room = inner.width.saturating_sub(widest + 4);
        scene.put(inner.x + widest + 4, y, room, help, Role::Muted);
    }
}
