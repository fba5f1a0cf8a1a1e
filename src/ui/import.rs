//! Draws an import: what the file would do, the rows that are not taken with their reason, progress, what was kept.

use crate::app::api::RowError;
use crate::app::api::command::rows_of;
use crate::app::import::Import;
use crate::app::import::Stage;
use crate::app::import::doubts::Choice;
use crate::app::import::doubts::Doubt;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::text;
use crate::ui::lines;
use crate::ui::lines::Lines;
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
    let mut sums = vec![
        ("import-new", counts.created, Role::Ok),
        ("import-changed", counts.changed, Role::Pending),
        ("import-same", counts.same, Role::Text),
        ("import-rejected", rows_of(rejected) as u64, if rejected.is_empty() { Role::Text } else { Role::Danger }),
    ];
    if part.choosing() {
        let n = part.doubts.unmatched() as u64;
        sums.push(("import-unmatched", n, if n == 0 { Role::Text } else { Role::Warning }));
    }
    let mut x = area.x;
    for (id, n, role) in sums {
        let words = scene.words(&Msg::new(id).with("n", n));
        x += scene.put(x, area.y + 1, area.right().saturating_sub(x), &words, role) + 3;
    }
    stage_line(part, area, scene);
    let table = Rect { y: area.y + 4, height: area.height.saturating_sub(6), ..area };
    if part.choosing() {
        choosing(part, table, scene);
    } else {
        draw_rejected(rejected, part.cursor, table, scene);
    }
    foot(part, area, scene);
}

fn stage_line(part: &Import, area: Rect, scene: &mut Scene<'_>) {
    let (words, role) = match &part.stage {
        Stage::Reading(_) => (scene.label("import-reading"), Role::Pending),
        Stage::Planning(_) => (scene.label("import-planning"), Role::Pending),
        Stage::Asking if part.choosing() => (scene.label("import-asking-choose"), Role::Text),
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
    let widths = widths(area);
    head(widths, area, scene);
    for (n, row) in rows.iter().skip(scroll).take(usize::from(area.height)).enumerate() {
        let texts = rejected_row(row, scene);
        table_row(&texts, widths, area, area.y + cells(n), Role::Text, scene);
    }
    let shown = scroll + usize::from(area.height);
    if shown < rows.len() {
        let more = format!(" {} {} ", scene.signs.down, rows.len() - shown);
        scene.put_right(area.x, area.right(), area.bottom() - 1, &more, Role::Key);
    }
}

const fn widths(area: Rect) -> [u16; 3] {
    let fifth = if area.width / 5 < 10 { 10 } else { area.width / 5 };
    [7, fifth, fifth]
}

fn head(widths: [u16; 3], area: Rect, scene: &mut Scene<'_>) {
    let heads = ["import-line", "import-field", "field-value", "import-why"];
    let head: Vec<String> = heads.iter().map(|h| scene.label(h)).collect();
    table_row(&head, widths, area, area.y - 1, Role::Heading, scene);
}

fn rejected_row(row: &RowError, scene: &Scene<'_>) -> [String; 4] {
    [row.line.to_string(), row.path.clone(), row.value.clone(), scene.words(&row.why)]
}

/// Rows somebody can be chosen for, then rows that are not taken, and below them whom the row under the cursor may mean.
fn choosing(part: &Import, area: Rect, scene: &mut Scene<'_>) {
    let doubts = part.doubts.all();
    // Always the same room, so that the table does not jump.
    let most = doubts.iter().map(|d| d.row.likely.len()).max().unwrap_or(0);
    let below = cells(most + 3).min(area.height.saturating_sub(3));
    let table = Rect { x: area.x + 1, width: area.width - 1, height: area.height - below, ..area };
    let widths = widths(table);
    head(widths, table, scene);
    let height = usize::from(table.height);
    let all = doubts.len() + part.rejected().len();
    let from = (part.cursor + 1).saturating_sub(height);
    for n in from..all.min(from + height) {
        let y = table.y + cells(n - from);
        let sign = if n == part.cursor { scene.signs.role } else { " " };
        scene.put(area.x, y, 1, sign, Role::Key);
        let (texts, role) = match (doubts.get(n), n.checked_sub(doubts.len()).and_then(|n| part.rejected().get(n))) {
            (Some(doubt), _) => doubt_row(doubt, scene),
            (None, Some(row)) => (rejected_row(row, scene), Role::Text),
            (None, None) => continue,
        };
        table_row(&texts, widths, table, y, role, scene);
    }
    if from + height < all {
        let more = format!(" {} {} ", scene.signs.down, all - from - height);
        scene.put_right(area.x, area.right(), table.bottom() - 1, &more, Role::Key);
    }
    if let Some(doubt) = doubts.get(part.cursor) {
        let rest = Rect { y: table.bottom(), height: below, ..area };
        candidates(doubt, rest, scene);
    }
}

/// A row somebody can be chosen for, with who was.
fn doubt_row(doubt: &Doubt, scene: &Scene<'_>) -> ([String; 4], Role) {
    let (why, role) = match (doubt.choice, doubt.chosen()) {
        (_, Some(chosen)) => (format!("{} {} {}", scene.signs.ok, chosen.id, chosen.name), Role::Ok),
        (Choice::Out, _) => (scene.label("import-left-out"), Role::Muted),
        _ => (scene.label("import-choose"), Role::Warning),
    };
    ([doubt.row.line.to_string(), "partner".to_owned(), doubt.row.value.clone(), why], role)
}

/// Whom a row may mean, each with its digit.
fn candidates(doubt: &Doubt, area: Rect, scene: &mut Scene<'_>) {
    let rule = scene.signs.frame[4].repeat(usize::from(area.width));
    scene.put(area.x, area.y, area.width, &rule, Role::Border);
    let who = Msg::new("import-who").with("line", doubt.row.line).with("value", doubt.row.value.as_str());
    let mut out = Lines::default();
    out.push(vec![(scene.words(&who), Role::Label)]);
    let known = doubt.row.likely.iter().enumerate().map(|(place, likely)| {
        let alike = scene.words(&Msg::new("import-likeness").with("percent", u64::from(likely.percent)));
        let name = text::visible(&likely.name).into_owned();
        (place + 1, Choice::Partner(place), format!("{} {name}", likely.id), alike)
    });
    let none = (0, Choice::Out, scene.label("import-leave-out"), String::new());
    for (digit, choice, what, alike) in known.chain(std::iter::once(none)) {
        let here = doubt.choice == choice;
        let sign = if here { scene.signs.ok } else { " " };
        out.push(vec![
            (format!("{sign} "), Role::Ok),
            (format!("{digit} "), Role::Key),
            (what, if here { Role::Ok } else { Role::Text }),
            (format!("  {alike}"), Role::Muted),
        ]);
    }
    out.draw(scene, Rect { y: area.y + 1, height: area.height.saturating_sub(1), ..area }, 0);
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
    let parts = lines::keys(scene, Context::Import, wanted);
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(area.x, y, area.width, &borrowed);
}
