//! The palette: a line to type on, the actions below it; what cannot be done keeps its reason.

use crate::app::palette::Palette;
use crate::ui::cmdline::line;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::table::wide;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the palette.
pub(crate) fn draw(part: &Palette, area: Rect, scene: &mut Scene<'_>) {
    let title = scene.label("action-palette-open");
    let inner = popup(scene, area, &title);
    if inner.height == 0 {
        return;
    }
    line(scene, Rect { height: 1, ..inner }, "> ", part.line.text(), part.line.column());
    let rows = Rect::new(inner.x, inner.y + 1, inner.width, inner.height - 1);
    let first = (part.cursor + 1).saturating_sub(usize::from(rows.height));
    if part.found.is_empty() {
        let words = scene.label("app-no-action");
        scene.put(rows.x + 2, rows.y, rows.width.saturating_sub(2), &words, Role::Muted);
    }
    let half = rows.width.saturating_sub(14) / 2;
    for ((place, at), y) in part.found.iter().enumerate().skip(first).zip(rows.top()..rows.bottom()) {
        let Some(choice) = part.choices.get(*at) else { continue };
        let here = place == part.cursor;
        let role = match (&choice.refused, here) {
            (_, true) => Role::DialogEm,
            (Some(_), false) => Role::Muted,
            (None, false) => Role::Dialog,
        };
        if here {
            scene.put(rows.x, y, 1, ">", Role::DialogKey);
        }
        let label_room = wide(&choice.label).min(half.max(24)).min(rows.width.saturating_sub(2));
        let used = scene.put(rows.x + 2, y, label_room, &choice.label, role);
        let x = rows.x + 2 + used.max(28) + 2;
        match &choice.refused {
            Some(why) => {
                let words = scene.words(why);
                scene.put(x, y, rows.right().saturating_sub(x), &words, Role::Warning);
            }
            None => {
                scene.put(x, y, rows.right().saturating_sub(x), &choice.keys, Role::DialogKey);
            }
        }
    }
}
