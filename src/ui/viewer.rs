//! A text to read, wrapped, with its place.

use crate::app::viewer::Viewer;
use crate::domain::msg::Msg;
use crate::ui::lines;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the text over the whole screen.
pub(crate) fn draw(part: &Viewer, area: Rect, scene: &mut Scene<'_>) {
    scene.clear(area);
    scene.tint(Rect { height: area.height.min(1), ..area }, Role::Heading);
    scene.put(area.x, area.y, area.width, &part.title, Role::Title);
    let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
    let Some(lines) = &part.lines else {
        return waiting(scene, body, part.refused.as_ref(), "app-loading");
    };
    let (top, total) = lines::text(scene, body, lines.iter().map(String::as_str), &part.scroll);
    let place = scene.words(&Msg::new("of").with("n", top + 1).with("total", total));
    scene.put_right(area.x, area.right(), area.y, &place, Role::Heading);
}
