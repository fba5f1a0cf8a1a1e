//! History: a line for each revision, and what it changed below those that are open.

use crate::app::api::query::Revision;
use crate::app::history::History;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::ui::cells;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells as count;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// A drawn line and its indent.
struct Line {
    parts: Vec<(String, Role)>,
    indent: u16,
    here: bool,
}

/// Draws the history over the whole screen.
pub(crate) fn draw(part: &History, area: Rect, scene: &mut Scene<'_>) {
    scene.clear(area);
    let title = scene.words(&Msg::new("app-history-title").with("id", part.record.to_string()));
    scene.tint(Rect { height: area.height.min(1), ..area }, Role::Heading);
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    let body = Rect::new(area.x, area.y + 1, area.width, area.height.saturating_sub(1));
    let Some(revisions) = &part.revisions else {
        return waiting(scene, body, part.refused.as_ref(), "app-loading");
    };
    let mut lines = Vec::new();
    for (place, revision) in revisions.iter().enumerate() {
        let here = place == part.cursor;
        lines.push(Line { parts: head(scene, part, revision, here), indent: 2, here });
        if part.open.contains(&place) {
            changes(scene, part, revision, &mut lines);
        }
    }
    let cursor = lines.iter().position(|line| line.here).unwrap_or(0);
    let first = (cursor + usize::from(body.height) / 2 + 1).saturating_sub(usize::from(body.height));
    for (line, y) in lines.iter().skip(first).zip(body.top()..body.bottom()) {
        if line.here {
            scene.put(body.x, y, 1, ">", Role::Selected);
        }
        let mut x = body.x + line.indent;
        for (text, role) in &line.parts {
            x += scene.put(x, y, body.right().saturating_sub(x), text, *role);
        }
    }
}

fn head(scene: &Scene<'_>, part: &History, revision: &Revision, here: bool) -> Vec<(String, Role)> {
    let entry = &revision.entry;
    let at = cells::moment(entry.at, scene.model.zone);
    let (state, role) = cells::state(scene, Some(part.record.kind), &revision.state);
    let name = if here { Role::Selected } else { Role::Text };
    let verb = cells::verb(scene.i18n, &entry.verb);
    let who = format!("{} {} {}  ", entry.by, scene.signs.role, entry.role);
    vec![
        (format!("{:>4}  ", revision.rev), name),
        (format!("{at}  "), Role::Text),
        (who, Role::Text),
        (format!("{verb}  "), name),
        (state, role),
        (if entry.why.is_empty() { String::new() } else { format!("  {}", entry.why) }, Role::Muted),
    ]
}

/// Every difference with its label, before and after.
fn changes(scene: &Scene<'_>, part: &History, revision: &Revision, lines: &mut Vec<Line>) {
    if revision.changes.is_empty() {
        let words = scene.label("app-no-differences");
        lines.push(Line { parts: vec![(words, Role::Muted)], indent: 8, here: false });
    }
    for change in &revision.changes {
        let (own, field) = cells::path(scene.i18n, Some(part.record.kind), &change.path);
        let show = |value: &Value| cells::value(scene, field, value);
        let (before, after) = (show(&change.before), show(&change.after));
        // A member of a new group that holds nothing is no difference to read.
        if before.is_empty() && after.is_empty() {
            continue;
        }
        let mut parts = vec![(format!("{own}  "), Role::Label)];
        if !before.is_empty() {
            parts.push((format!("- {before}  "), Role::Danger));
        }
        if !after.is_empty() {
            parts.push((format!("+ {after}"), Role::Ok));
        }
        lines.push(Line { parts, indent: count(8), here: false });
    }
}
