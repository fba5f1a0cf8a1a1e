//! Draws the dialog of a pack: what will be made, why, where; then what came of it.

use crate::app::pack::PackDialog;
use crate::app::pack::Stage;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::ui::lines;
use crate::ui::popup::paragraph;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the dialog into its area.
pub(crate) fn draw(part: &PackDialog, area: Rect, scene: &mut Scene<'_>) {
    let title = scene.words(&part.title);
    let inside = popup(scene, area, &title);
    if inside.width < 8 || inside.height < 3 {
        return;
    }
    let rows: Vec<(&str, String)> = match &part.stage {
        Stage::Asking | Stage::Making(_) => vec![
            ("confirm-effect", scene.label(if part.is_file() { "pack-effect-file" } else { "pack-effect" })),
            ("field-reason", part.why.clone()),
            ("pack-path", part.path.clone()),
        ],
        Stage::Made(made) => {
            let id = if part.is_file() { "pack-file" } else { "pack-files" };
            let files = scene.words(&Msg::new(id).with("n", made.files));
            let journaled =
                if made.export.is_empty() { scene.label("report-not-journaled") } else { made.export.clone() };
            vec![
                ("pack-made", scene.words(&made.summary)),
                ("pack-path", made.path.clone()),
                ("report-files", files),
                ("report-sha256", made.sha256.clone()),
                ("pack-journaled", journaled),
            ]
        }
        Stage::Failed(why) => {
            let words: Vec<String> = why.iter().map(|msg| scene.words(msg)).collect();
            vec![("pack-failed", words.join("\n"))]
        }
    };
    let labels: Vec<String> = rows.iter().map(|(label, _)| scene.label(label)).collect();
    let widest = labels.iter().map(|label| crate::text::width(label)).max().unwrap_or(0);
    let column = cells(widest.min(16) + 2);
    let last = inside.bottom() - 1;
    let mut y = inside.y;
    for (label, (id, text)) in labels.iter().zip(&rows) {
        if y >= last {
            break;
        }
        let role = if *id == "pack-failed" { Role::Danger } else { Role::Dialog };
        scene.put(inside.x, y, column.saturating_sub(1), label, Role::Label);
        let room = Rect { x: inside.x + column, y, width: inside.width.saturating_sub(column), height: last - y };
        y += paragraph(scene, room, text, role).max(1);
    }
    foot(part, inside, last, scene);
}

fn foot(part: &PackDialog, inside: Rect, y: u16, scene: &mut Scene<'_>) {
    let parts = match part.stage {
        Stage::Asking => lines::keys(
            scene,
            Context::Confirm,
            &[("confirm.yes", "pack-key-make"), ("confirm.no", "confirm-key-back")],
        ),
        Stage::Making(_) => vec![(scene.label("pack-making"), Role::Pending)],
        _ => lines::keys(scene, Context::Confirm, &[("confirm.no", "pack-key-close")]),
    };
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(text, role)| (text.as_str(), *role)).collect();
    scene.put_all(inside.x, y, inside.width, &borrowed);
}
