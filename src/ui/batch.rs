//! Draws a batch: what it is, how its sample comes out, and the cases it stands for.

use crate::app::api::BatchLine;
use crate::app::api::BatchSheet;
use crate::app::batch::Batch;
use crate::app::verbs::state_label;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// A row below the heading.
enum Row<'a> {
    Heading(String),
    Line(usize, &'a BatchLine),
}

/// Draws the batch into its area.
pub(crate) fn draw(part: &Batch, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 5 {
        return;
    }
    scene.clear(area);
    let Some(sheet) = &part.sheet else {
        return waiting(scene, area, part.failed.as_ref(), "app-loading");
    };
    head(part, sheet, area, scene);
    let body = Rect { y: area.y + 3, height: area.height - 3, ..area };
    let rows = rows(sheet, scene);
    let at = rows.iter().position(|row| matches!(row, Row::Line(place, _) if *place == part.cursor)).unwrap_or(0);
    let height = usize::from(body.height);
    let from = (at + 2).saturating_sub(height).min(rows.len().saturating_sub(height));
    for (row, y) in rows.iter().skip(from).zip(body.top()..body.bottom()) {
        match row {
            Row::Heading(words) => {
                scene.put(body.x, y, body.width, words, Role::Heading);
            }
            Row::Line(place, line) => {
                let sampled = *place < sheet.sample.len();
                draw_line(line, sampled, *place == part.cursor, Rect { y, height: 1, ..body }, scene);
            }
        }
    }
}

/// What it is and how far, in three rows.
fn head(part: &Batch, sheet: &BatchSheet, area: Rect, scene: &mut Scene<'_>) {
    let verb = scene.label_or(&format!("verb-{}", sheet.verb.replace('.', "-")), &sheet.verb);
    let state = scene.label(&state_label(KindId::Batch, &sheet.state));
    let dot = scene.signs.dot;
    let policy = sheet.policy.as_str();
    scene.put(
        area.x,
        area.y,
        area.width,
        &format!("{} {dot} {verb} {dot} {policy} {dot} {state}", part.id),
        Role::Title,
    );
    let seed: String = sheet.seed.chars().take(12).collect();
    let by = Msg::new("batch-drawn-by")
        .with("by", sheet.drawn_by.as_str())
        .with("n", sheet.sample.len())
        .with("of", sheet.sample.len() + sheet.rest.len())
        .with("seed", seed);
    let by = scene.words(&by);
    scene.put(area.x, area.y + 1, area.width, &by, Role::Text);
    let (said, role) = stands(sheet);
    let said = scene.words(&said);
    scene.put(area.x, area.y + 2, area.width, &said, role);
}

/// What is to be done next, or what became of it.
fn stands(sheet: &BatchSheet) -> (Msg, Role) {
    match sheet.state.as_str() {
        "dissolved" => (Msg::new("batch-stands-dissolved").with("by", sheet.dissolved_by.as_str()), Role::Danger),
        "approved" => {
            let n = sheet.rest.len().saturating_sub(sheet.left.len());
            (Msg::new("batch-stands-approved").with("n", n).with("left", sheet.left.len()), Role::Ok)
        }
        _ if sheet.next().is_some() => {
            (Msg::new("batch-stands-sample").with("good", sheet.good()).with("of", sheet.size), Role::Pending)
        }
        _ => {
            let msg = Msg::new("batch-stands-good").with("n", sheet.taken().count()).with("of", sheet.size);
            (msg, Role::Warning)
        }
    }
}

fn rows<'a>(sheet: &'a BatchSheet, scene: &Scene<'_>) -> Vec<Row<'a>> {
    let mut out = Vec::new();
    let bands = |lines: &[BatchLine]| {
        let found = BatchSheet::bands(lines.iter());
        found
            .into_iter()
            .map(|(band, n)| format!("{band} {n}"))
            .collect::<Vec<_>>()
            .join(&format!(" {} ", scene.signs.dot))
    };
    let mut place = 0;
    for (id, lines) in [("batch-head-sample", &sheet.sample), ("batch-head-rest", &sheet.rest)] {
        if lines.is_empty() {
            continue;
        }
        let head = Msg::new(id).with("n", lines.len()).with("bands", bands(lines));
        out.push(Row::Heading(scene.words(&head)));
        for line in lines {
            out.push(Row::Line(place, line));
            place += 1;
        }
    }
    out
}

fn draw_line(line: &BatchLine, sampled: bool, here: bool, area: Rect, scene: &mut Scene<'_>) {
    let (sign, sign_role) = match (line.state.as_str(), &line.why) {
        ("approved", _) => (scene.signs.ok, Role::Ok),
        ("rejected" | "returned" | "withdrawn", _) => (scene.signs.bad, Role::Danger),
        (_, Some(_)) => (scene.signs.warning, Role::Warning),
        _ => (scene.signs.none, if sampled { Role::Pending } else { Role::Muted }),
    };
    let state = scene.label(&state_label(KindId::Case, &line.state));
    let right = if line.by.is_empty() { state } else { format!("{state} {} {}", scene.signs.role, line.by) };
    let wide = cells(text::width(&right));
    let cursor = if here { scene.signs.role } else { " " };
    let id = format!("{} ", line.id);
    let band = text::pad(&line.band, 5);
    let why = line.why.as_ref().map(|why| format!("  {}", scene.words(why))).unwrap_or_default();
    let parts = [
        (cursor, Role::Key),
        (sign, sign_role),
        (" ", Role::Text),
        (id.as_str(), if here { Role::Selected } else { Role::Text }),
        (band.as_str(), Role::Label),
        (line.name.as_str(), if here { Role::Selected } else { Role::Text }),
        (why.as_str(), Role::Warning),
    ];
    scene.put_all(area.x, area.y, area.width.saturating_sub(wide + 1), &parts);
    scene.put_right(area.x, area.right(), area.y, &right, sign_role);
}
