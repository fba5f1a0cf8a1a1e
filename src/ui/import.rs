//! Draws an import: what the file would do, the rows that are not taken with their reason, progress, what was kept.

use crate::app::api::RowError;
use crate::app::import::Import;
use crate::app::import::Stage;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::text;
use crate::ui::lines;
use crate::ui::lines::role_of;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the import into its area.
pub(crate) fn draw(part: &Import, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 6 {
        return;
    }
    let title = Msg::new("import-title").term("kind", format!("kinds-{}", part.kind.def().name));
    let words = scene.words(&title.with("path", part.path.as_str()));
    scene.put(area.x, area.y, area.width, &words, Role::Title);
    let counts = if matches!(part.stage, Stage::Running { .. } | Stage::Over(..)) { &part.kept } else { &part.plan };
    let rejected = part.rejected();
    let sums = [
        ("import-new", counts.created, Role::Ok),
        ("import-changed", counts.changed, Role::Pending),
        ("import-same", counts.same, Role::Text),
        ("import-rejected", rejected.len() as u64, if rejected.is_empty() { Role::Text } else { Role::Danger }),
    ];
    let mut x = area.x;
    for (id, n, role) in sums {
        let words = scene.words(&Msg::new(id).with("n", n));
        x += scene.put(x, area.y + 1, area.right().saturating_sub(x), &words, role) + 3;
    }
    stage_line(part, area, scene);
    let table = Rect { y: area.y + 4, height: area.height.saturating_sub(6), ..area };
    draw_rejected(rejected, part.scroll, table, scene);
    foot(part, area, scene);
}

fn stage_line(part: &Import, area: Rect, scene: &mut Scene<'_>) {
    let (words, role) = match &part.stage {
        Stage::Reading(_) => (scene.label("import-reading"), Role::Pending),
        Stage::Planning(_) => (scene.label("import-planning"), Role::Pending),
        Stage::Asking if part.useful() => (scene.label("import-asking"), Role::Text),
        Stage::Asking => (scene.label("import-nothing-to-do"), Role::Warning),
        Stage::Running { stopping: true, .. } => (scene.label("import-stopping"), Role::Warning),
        Stage::Running { .. } => {
            let msg = Msg::new("import-progress").with("n", part.sent).with("total", part.total());
            (scene.words(&msg), Role::Pending)
        }
        Stage::Over(msg, tone) => (scene.words(msg), role_of(*tone)),
    };
    scene.put(area.x, area.y + 2, area.width, &words, role);
}

fn draw_rejected(rows: &[RowError], scroll: usize, area: Rect, scene: &mut Scene<'_>) {
    if rows.is_empty() || area.height < 2 {
        return;
    }
    let widths = [7, (area.width / 5).max(10), (area.width / 5).max(10)];
    let heads = ["import-line", "import-field", "field-value", "import-why"];
    let head: Vec<String> = heads.iter().map(|h| scene.label(h)).collect();
    table_row(&head, widths, area, area.y - 1, Role::Heading, scene);
    for (n, row) in rows.iter().skip(scroll).take(usize::from(area.height)).enumerate() {
        let why = scene.words(&row.why);
        let texts = [row.line.to_string(), row.path.clone(), row.value.clone(), why];
        table_row(&texts, widths, area, area.y + cells(n), Role::Text, scene);
    }
    let shown = scroll + usize::from(area.height);
    if shown < rows.len() {
        let more = format!(" {} {} ", scene.signs.down, rows.len() - shown);
        scene.put_right(area.x, area.right(), area.bottom() - 1, &more, Role::Key);
    }
}

fn table_row(texts: &[String], widths: [u16; 3], area: Rect, y: u16, role: Role, scene: &mut Scene<'_>) {
    let mut x = area.x;
    for (n, content) in texts.iter().enumerate() {
        let room = area.right().saturating_sub(x);
        let wide = widths.get(n).copied().unwrap_or(room);
        let cell = text::pad(&text::visible(content), usize::from(wide.saturating_sub(1)));
        let trimmed = if n == 3 { content.clone() } else { cell };
        scene.put(x, y, wide.min(room), &trimmed, role);
        x += wide;
    }
}

fn foot(part: &Import, area: Rect, scene: &mut Scene<'_>) {
    let y = area.bottom() - 1;
    if let Some((msg, tone)) = &part.notice {
        let words = scene.words(msg);
        scene.put(area.x, y - 1, area.width, &words, role_of(*tone));
    }
    let wanted: &[(&str, &str)] = match part.stage {
        Stage::Asking if part.useful() => &[
            ("confirm.yes", "import-key-yes"),
            ("confirm.no", "confirm-key-back"),
            ("confirm.down", "import-key-down"),
        ],
        Stage::Running { .. } => &[("confirm.no", "import-key-stop")],
        _ => &[("confirm.no", "confirm-key-back"), ("confirm.down", "import-key-down")],
    };
    let parts = lines::keys(scene, Context::Confirm, wanted);
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(area.x, y, area.width, &borrowed);
}
