//! Draws what is done to many records at once: the looking, and what became of each.

use crate::app::bulk::Became;
use crate::app::bulk::Looking;
use crate::app::bulk::Results;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of a name, on narrow and on wide screens.
const NAME: (usize, usize) = (14, 30);
/// Columns from which on a screen is wide.
const WIDE: u16 = 100;

/// Draws the wait for the desk's answer.
pub(crate) fn looking(part: &Looking, area: Rect, scene: &mut Scene<'_>) {
    let title = scene.words(&Msg::new("bulk-looking").with("n", part.n));
    let inside = popup(scene, area, &title);
    let words = scene.label("app-loading");
    scene.put(inside.x, inside.y, inside.width, &words, Role::Pending);
}

/// Draws what became of each record.
pub(crate) fn results(part: &Results, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 3 {
        return;
    }
    scene.clear(area);
    let (done, waiting) = part.counts();
    let title = Msg::new("bulk-results")
        .term("verb", part.label.clone())
        .with("done", done)
        .with("of", part.lines.len())
        .with("not", part.lines.len() - done - waiting);
    let title = scene.words(&title);
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let height = usize::from(body.height);
    let wide = if area.width >= WIDE { NAME.1 } else { NAME.0 };
    let from = (part.cursor + 1).saturating_sub(height);
    for (row, (place, line)) in part.lines.iter().enumerate().skip(from).take(height).enumerate() {
        let y = body.y + cells(row);
        let here = place == part.cursor;
        let (sign, word, said, role) = match &line.became {
            Became::Waiting(_) => (scene.signs.none, "bulk-waiting", None, Role::Pending),
            Became::Done(said) => (scene.signs.ok, "bulk-word-done", Some(said), Role::Ok),
            Became::Stale(said) => (scene.signs.warning, "bulk-word-stale", Some(said), Role::Warning),
            Became::NotPermitted(said) => (scene.signs.bad, "bulk-word-not-permitted", Some(said), Role::Danger),
            Became::Refused(said) => (scene.signs.bad, "bulk-word-refused", Some(said), Role::Danger),
        };
        let word = format!("{} ", scene.label(word));
        let said = said.map(|said| scene.words(said)).unwrap_or_default();
        let cursor = if here { scene.signs.role } else { " " };
        let name = text::pad(&line.name, wide);
        let id = format!("{} ", line.id);
        let parts = [
            (cursor, Role::Key),
            (sign, role),
            (" ", Role::Text),
            (id.as_str(), if here { Role::Selected } else { Role::Text }),
            (name.as_str(), Role::Text),
            (" ", Role::Text),
            (word.as_str(), role),
            (said.as_str(), Role::Text),
        ];
        scene.put_all(body.x, y, body.width, &parts);
    }
}
