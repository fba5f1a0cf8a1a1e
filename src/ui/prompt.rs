//! Draws a prompt: each line under its label, what is wrong below it, the caret where text goes.

use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::domain::field::FieldType;
use crate::keys::Context;
use crate::ui::lines;
use crate::ui::lines::role_of;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the dialog into its area.
pub(crate) fn draw(prompt: &Prompt, area: Rect, scene: &mut Scene<'_>) {
    let title = scene.words(&prompt.title);
    let inside = popup(scene, area, &title);
    if inside.width < 4 || inside.height < 2 {
        return;
    }
    let labels: Vec<String> = prompt.asked.iter().map(|a| scene.label(&a.label)).collect();
    let column = cells(labels.iter().map(|l| crate::text::width(l)).max().unwrap_or(0).min(20) + 2);
    let mut y = inside.y;
    let last = inside.bottom() - 1;
    // Where the room is short, lines around the focused one are drawn.
    let room = usize::from(inside.height.saturating_sub(1) / 2).max(1);
    let from = (prompt.focus + 1).saturating_sub(room);
    for (n, (asked, label)) in prompt.asked.iter().zip(&labels).enumerate().skip(from) {
        if y >= last {
            break;
        }
        let focused = n == prompt.focus && !prompt.discarding && prompt.sending.is_none();
        scene.put(inside.x, y, column.saturating_sub(1), label, Role::Label);
        lines::input(scene, inside.x + column, y, inside.width.saturating_sub(column), &asked.line, focused);
        y += 1;
        if y < last {
            below(scene, inside, y, column, asked, focused);
            y += 1;
        }
    }
    for (msg, tone) in &prompt.notice {
        if y < last {
            let words = scene.words(msg);
            scene.put(inside.x, y, inside.width, &words, role_of(*tone));
            y += 1;
        }
    }
    foot(prompt, scene, inside, last);
}

fn below(scene: &mut Scene<'_>, inside: Rect, y: u16, column: u16, asked: &Asked, focused: bool) {
    let room = inside.width.saturating_sub(column);
    if let Some(why) = &asked.error {
        let words = format!("{} {}", scene.signs.bad, scene.words(why));
        scene.put(inside.x + column, y, room, &words, Role::Danger);
    } else if let FieldType::Code(table) = asked.field.ty
        && focused
    {
        scene.put(inside.x + column, y, room, &table.codes.join(" "), Role::Muted);
    }
}

fn foot(prompt: &Prompt, scene: &mut Scene<'_>, inside: Rect, y: u16) {
    let parts = if prompt.sending.is_some() {
        vec![(scene.label("confirm-sending"), Role::Pending)]
    } else if prompt.discarding {
        let mut parts = vec![(format!("{}  ", scene.label("prompt-discard")), Role::Warning)];
        let wanted = [("confirm.yes", "prompt-key-discard"), ("confirm.no", "prompt-key-keep")];
        parts.extend(lines::keys(scene, Context::Confirm, &wanted));
        parts
    } else {
        let wanted = [("input.accept", "confirm-key-accept"), ("input.cancel", "confirm-key-back")];
        lines::keys(scene, Context::Prompt, &wanted)
    };
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(inside.x, y, inside.width, &borrowed);
}
