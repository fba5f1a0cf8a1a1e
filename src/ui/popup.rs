//! Dialog frames.

use crate::domain::msg::Msg;
use crate::text::width;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the frame of a dialog over whatever is there and returns the area inside, with one blank column left and
/// right. The cell left of the frame is blanked when it holds the first half of a wide character: otherwise the
/// terminal and the buffer disagree from then on and the frame's edge is lost.
pub fn popup(scene: &mut Scene<'_>, area: Rect, title: &str) -> Rect {
    let area = area.intersection(scene.buf.area);
    if area.width < 4 || area.height < 3 {
        return Rect::new(area.x, area.y, 0, 0);
    }
    if let Some(left) = area.x.checked_sub(1) {
        for y in area.top()..area.bottom() {
            if let Some(cell) = scene.buf.cell_mut((left, y))
                && width(cell.symbol()) > 1
            {
                cell.set_symbol(" ");
            }
        }
    }
    scene.clear(area);
    scene.tint(area, Role::Dialog);
    let [upper_left, upper_right, lower_left, lower_right, line] = scene.signs.frame;
    let across = line.repeat(usize::from(area.width - 2));
    let (left, right, bottom) = (area.x, area.right() - 1, area.bottom() - 1);
    scene.put_all(left, area.y, area.width, &[(upper_left, Role::DialogEdge), (&across, Role::DialogEdge)]);
    scene.put(right, area.y, 1, upper_right, Role::DialogEdge);
    scene.put_all(left, bottom, area.width, &[(lower_left, Role::DialogEdge), (&across, Role::DialogEdge)]);
    scene.put(right, bottom, 1, lower_right, Role::DialogEdge);
    for y in area.y + 1..bottom {
        scene.put(left, y, 1, scene.signs.vertical, Role::DialogEdge);
        scene.put(right, y, 1, scene.signs.vertical, Role::DialogEdge);
    }
    if !title.is_empty() {
        let room = area.width.saturating_sub(6);
        let used = scene.put(left + 2, area.y, room, title, Role::DialogEm);
        scene.put(left + 1, area.y, 1, " ", Role::DialogEdge);
        scene.put(left + 2 + used, area.y, 1, " ", Role::DialogEdge);
    }
    Rect::new(left + 2, area.y + 1, area.width.saturating_sub(4), area.height - 2)
}

/// What stands where something is still on its way, or why it does not come.
pub fn waiting(scene: &mut Scene<'_>, area: Rect, failed: Option<&Msg>, label: &str) {
    let (words, role) = match failed {
        Some(why) => (scene.words(why), Role::Danger),
        None => (scene.label(label), Role::Pending),
    };
    paragraph(scene, area, &words, role);
}

/// Draws wrapped text from the top of an area and returns the rows it took.
pub fn paragraph(scene: &mut Scene<'_>, area: Rect, text: &str, role: Role) -> u16 {
    let lines = crate::text::wrap_visible(text, usize::from(area.width).max(2));
    for (row, line) in lines.iter().take(usize::from(area.height)).enumerate() {
        scene.put(area.x, area.y.saturating_add(cells(row)), area.width, line, role);
    }
    cells(lines.len()).min(area.height)
}
