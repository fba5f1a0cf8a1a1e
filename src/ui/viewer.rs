//! A text to read, wrapped, with its place.

use crate::app::viewer::Viewer;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::popup::paragraph;
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
        let (msg, role) = match &part.refused {
            Some(why) => (why.clone(), Role::Warning),
            None => (Msg::new("app-loading"), Role::Pending),
        };
        let words = scene.words(&msg);
        paragraph(scene, body, &words, role);
        return;
    };
    let place = scene.words(&Msg::new("of").with("n", part.top + 1).with("total", lines.len()));
    scene.put_right(area.x, area.right(), area.y, &place, Role::Heading);
    let wrapped = lines.iter().skip(part.top).flat_map(|line| {
        let safe = text::visible(line).into_owned();
        text::wrap(&safe, usize::from(body.width).max(2))
    });
    for (line, y) in wrapped.zip(body.top()..body.bottom()) {
        scene.put(body.x, y, body.width, &line, Role::Text);
    }
}
