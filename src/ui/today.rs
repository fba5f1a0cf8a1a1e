//! Today: what is to be done, each with its key, and what changed.

use crate::app::key::TODAY_KEYS;
use crate::domain::msg::Msg;
use crate::ui::cells;
use crate::ui::popup::paragraph;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns of the counts: marker, key, number.
const COUNT: u16 = 10;

/// The heading of the counts.
pub(crate) fn heading(scene: &mut Scene<'_>, area: Rect) {
    scene.tint(area, Role::Heading);
    let words = scene.words(&Msg::new("today-heading").with("day", scene.model.day()));
    scene.put(area.x + 2, area.y, area.width.saturating_sub(2), &words, Role::Heading);
}

/// Counts, then what changed; side by side where there is room.
pub(crate) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    let Some(today) = &model.today else {
        let words = scene.label("app-loading");
        scene.put(area.x + 2, area.y + 1, area.width.saturating_sub(2), &words, Role::Pending);
        return;
    };
    let beside = area.width >= 120;
    let left = if beside { area.width * 2 / 5 } else { area.width };
    let mut y = area.y;
    for (place, line) in today.lines.iter().enumerate() {
        if y >= area.bottom() {
            return;
        }
        let here = place == model.today_cursor;
        if here {
            scene.put(area.x, y, 1, ">", Role::Selected);
        }
        let key = TODAY_KEYS.chars().nth(place).map(String::from).unwrap_or_default();
        scene.put(area.x + 2, y, 1, &key, Role::Key);
        let (sign, role) = match (line.count, line.urgent) {
            (0, _) => (scene.signs.none, Role::Muted),
            (_, true) => (scene.signs.bad, Role::Danger),
            _ => (scene.signs.warning, Role::Warning),
        };
        let count = line.count.to_string();
        scene.put_right(area.x + 4, area.x + COUNT, y, &count, if line.count == 0 { Role::Muted } else { role });
        scene.put(area.x + COUNT + 1, y, 1, sign, role);
        let label = scene.label_or(&line.label, &line.label);
        let role = if here { Role::Selected } else { Role::Text };
        scene.put(area.x + COUNT + 3, y, left.saturating_sub(COUNT + 4), &label, role);
        y += 1;
    }
    let news = if beside {
        Rect::new(area.x + left, area.y, area.width - left, area.height)
    } else {
        Rect::new(area.x, y + 1, area.width, area.bottom().saturating_sub(y + 1))
    };
    changed(scene, news);
}

/// What changed lately on what is mine.
fn changed(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    let Some(today) = &model.today else { return };
    if area.height < 2 || area.y < 1 {
        return;
    }
    let words = scene.label("today-changed");
    scene.put(area.x + 2, area.y, area.width.saturating_sub(2), &words, Role::Label);
    if today.changed.is_empty() {
        let words = scene.label("today-nothing-changed");
        let inner = Rect::new(area.x + 2, area.y + 1, area.width.saturating_sub(2), area.height - 1);
        paragraph(scene, inner, &words, Role::Muted);
        return;
    }
    for (line, y) in today.changed.iter().zip(area.y + 1..area.bottom()) {
        let at = line.at.with_timezone(&model.zone).format("%m-%d %H:%M").to_string();
        let verb = cells::verb(scene.i18n, &line.verb);
        let mut x = area.x + 2;
        let end = area.right();
        for (text, wide, role) in
            [(&at, 12, Role::Muted), (&line.id, 10, Role::Text), (&line.by, 9, Role::Text), (&verb, 26, Role::Text)]
        {
            scene.put(x, y, (wide - 1).min(end.saturating_sub(x)), text, role);
            x += wide;
        }
        scene.put(x, y, end.saturating_sub(x), &line.why, Role::Muted);
    }
}
