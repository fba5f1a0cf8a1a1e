//! Help: keys by where they work.

use crate::app::help::Help;
use crate::app::help::HelpLine;
use crate::app::help::Narrow;
use crate::domain::msg::Msg;
use crate::ui::cmdline::line;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns of keys.
const KEYS: u16 = 26;

/// Draws the help over the whole screen.
pub(crate) fn draw(part: &Help, area: Rect, scene: &mut Scene<'_>) {
    scene.clear(area);
    let title = scene.label("app-help-title");
    let used = scene.put(area.x, area.y, area.width, &title, Role::Title);
    let rest = Rect::new(area.x + used + 2, area.y, area.width.saturating_sub(used + 2), 1);
    if part.narrow == Narrow::Text {
        line(scene, rest, "/", part.line.text(), part.line.column());
    } else if !part.line.text().is_empty() {
        scene.put(rest.x, rest.y, rest.width, part.line.text(), Role::Pending);
    }
    let rows = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
    if part.lines.is_empty() {
        let words = scene.words(&Msg::new("app-help-nothing").with("what", part.line.text()));
        scene.put(rows.x + 2, rows.y, rows.width.saturating_sub(2), &words, Role::Muted);
    }
    for (entry, y) in part.lines.iter().skip(part.top).zip(rows.top()..rows.bottom()) {
        match entry {
            HelpLine::Section(name) => {
                scene.tint(Rect::new(rows.x, y, rows.width, 1), Role::Heading);
                scene.put(rows.x, y, rows.width, name, Role::Heading);
            }
            HelpLine::Key { keys, label, id } => {
                scene.put(rows.x + 2, y, KEYS, keys, Role::Key);
                let x = rows.x + 2 + KEYS + 1;
                let half = rows.right().saturating_sub(x).saturating_sub(22);
                scene.put(x, y, half, label, Role::Text);
                scene.put(x + half + 1, y, 21, id, Role::Muted);
            }
        }
    }
}
