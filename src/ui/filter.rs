//! The filter line: what is typed, a caret under what is wrong with what to do, and what may come next.

use crate::app::filter::FilterLine;
use crate::text;
use crate::ui::cmdline::line;
use crate::ui::cmdline::list;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the filter above the keys; a mistake takes the keys' row.
pub(crate) fn draw(part: &FilterLine, area: Rect, scene: &mut Scene<'_>) {
    let y = area.bottom().saturating_sub(2);
    let offers: Vec<(String, String)> = part
        .offers
        .items
        .iter()
        .map(|item| {
            let help =
                if item.detail.is_empty() { item.label.clone() } else { format!("{}  {}", item.label, item.detail) };
            (item.insert.clone(), help)
        })
        .collect();
    list(scene, Rect { height: area.height.saturating_sub(2), ..area }, &offers, part.chosen, "");
    line(scene, Rect::new(area.x, y, area.width, 1), "/", part.line.text(), part.line.column());
    let model = scene.model;
    let Some(problem) = model.list().and_then(|l| l.errors.first()) else { return };
    let typed = part.line.text();
    let before = text::width(typed.get(..problem.from).unwrap_or(typed));
    let under = text::width(typed.get(problem.from..problem.to).unwrap_or_default()).max(1);
    let below = Rect::new(area.x, y + 1, area.width, 1);
    scene.clear(below);
    let mut words = scene.words(&problem.msg);
    if let Some(help) = &problem.help {
        words = format!("{words} {}", scene.words(help));
    }
    let carets = scene.signs.caret.repeat(under);
    let x = below.x + 1 + cells(before);
    let needs = cells(text::width(&words)) + 1;
    // The sentence stands behind the carets where it fits, before them otherwise; else it wins over them.
    let behind = x + cells(under) + 1;
    if behind + needs <= below.right() {
        scene.put(x, below.y, below.right().saturating_sub(x), &carets, Role::Danger);
        scene.put(behind, below.y, below.right().saturating_sub(behind), &words, Role::Danger);
    } else if needs < x {
        scene.put(below.x, below.y, x, &words, Role::Danger);
        scene.put(x, below.y, below.right().saturating_sub(x), &carets, Role::Danger);
    } else {
        let above = Rect::new(area.x, y.saturating_sub(1), area.width, 1);
        scene.clear(above);
        scene.put(above.x, above.y, above.width, &words, Role::Danger);
        scene.put(x, below.y, below.right().saturating_sub(x), &carets, Role::Danger);
    }
}
