//! A question with yes and no.

use crate::app::question::Question;
use crate::keys::Context;
use crate::ui::popup::paragraph;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the question with its two keys.
pub(crate) fn draw(part: &Question, area: Rect, scene: &mut Scene<'_>) {
    let inner = popup(scene, area, "");
    if inner.height == 0 {
        return;
    }
    let words = scene.words(&part.msg);
    let text = Rect { height: inner.height.saturating_sub(1), ..inner };
    paragraph(scene, text, &words, Role::DialogEm);
    let keys = scene.model.keymap().footer(&[Context::Confirm], &["confirm.yes", "confirm.no"]);
    let mut x = inner.x;
    for (key, action) in keys {
        let label = scene.label(&action.label_id());
        let room = inner.right().saturating_sub(x);
        let y = inner.bottom() - 1;
        x += scene.put_all(x, y, room, &[(&key, Role::DialogKey), (" ", Role::Dialog), (&label, Role::Dialog)]) + 4;
    }
}
