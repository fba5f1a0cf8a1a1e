//! Draws the assessment screen: items by category on the left, the item in full beside last time on the right.
//!
//! One pane below 100 columns: the list above, the item below.

mod item;
pub(crate) mod picker;

use crate::app::api::AssessView;
use crate::app::assess::Assess;
use crate::app::assess::Only;
use crate::app::assess::flags;
use crate::app::verbs::state_label;
use crate::domain::assessment::AssessmentItem;
use crate::domain::assessment::overall;
use crate::domain::assessment::overall::Overall;
use crate::domain::checklist::ItemCategory;
use crate::domain::checklist::ItemVerdict;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines::Lines;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which on list and item stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// Draws the screen into its area.
pub(crate) fn draw(part: &Assess, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 10 || area.height < 4 {
        return;
    }
    let Some(data) = &part.data else {
        return waiting(scene, area, part.failed.as_ref().map(|why| &why.msg), "assess-loading");
    };
    let head = header(part, data, area, scene);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    if part.zoom {
        item::draw(part, data, body, scene);
    } else if area.width >= SIDE_BY_SIDE {
        let left = Rect { width: (area.width * 2 / 5).min(76), ..body };
        list(part, data, left, scene);
        for y in body.top()..body.bottom() {
            scene.put(left.right(), y, 1, scene.signs.vertical, Role::Border);
        }
        let used = left.width + 2;
        item::draw(part, data, Rect { x: body.x + used, width: body.width.saturating_sub(used), ..body }, scene);
    } else {
        // The item needs the room more: the list shows where one is.
        let rows = (body.height * 2 / 5).min(cells(rows(part, data).len()).max(3));
        list(part, data, Rect { height: rows, ..body }, scene);
        let line = scene.signs.frame[4].repeat(usize::from(body.width));
        scene.put(body.x, body.y + rows, body.width, &line, Role::Border);
        let used = rows + 1;
        item::draw(part, data, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
    }
}

/// The header: whose, which check-list, state, progress; total, flags and decision. Returns the rows it took.
fn header(part: &Assess, data: &AssessView, area: Rect, scene: &mut Scene<'_>) -> u16 {
    let (done, total) = part.progress();
    let mut right = format!("{done}/{total}");
    if part.only != Only::All {
        right = format!("{} {} {right}", scene.label(part.only.label()), scene.signs.dot);
    }
    let state = scene.label_or(&state_label(data.shown.id.kind, &data.shown.state), &data.shown.state);
    let dot = scene.signs.dot;
    let whose = match data.assessment.partner.id() {
        Some(partner) => format!("{} {partner}", scene.signs.role),
        None => dot.to_owned(),
    };
    let first = format!("{} {whose} {} {dot} {state}", data.shown.id, data.assessment.edition);
    let room = area.width.saturating_sub(cells(text::width(&right)) + 1);
    scene.put(area.x, area.y, room, &first, Role::Title);
    let role = if done == total { Role::Ok } else { Role::Pending };
    scene.put_right(area.x + room, area.right(), area.y, &right, role);
    let name = if data.assessment.is_own() { scene.label("assess-own") } else { data.subject.clone() };
    let found = part.overall();
    let parts = standing(data, &found, scene);
    let wide = parts.iter().map(|(t, _)| cells(text::width(t))).fold(0, u16::saturating_add);
    let second = area.y + 1;
    if wide + 12 <= area.width {
        scene.put(area.x, second, area.width.saturating_sub(wide + 1), &name, Role::Text);
        let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        scene.put_all(area.right().saturating_sub(wide), second, wide, &borrowed);
    } else {
        scene.put(area.x, second, area.width, &name, Role::Text);
    }
    let mut lines = Lines::default();
    for msg in flags(&found, usize::MAX) {
        let words = scene.words(&msg);
        lines.labelled(scene.signs.bad, Role::Danger, 2, &words, Role::Danger, area.width);
    }
    let height = cells(lines.rows.len()).min(area.height / 6);
    lines.draw(scene, Rect { y: area.y + 2, height, ..area }, 0);
    2 + height
}

/// Total, flags and decision, as they stand.
fn standing(data: &AssessView, found: &Overall, scene: &Scene<'_>) -> Vec<(String, Role)> {
    let needed = data.assessment.scoring.threshold;
    let total = scene.words(&Msg::new("assess-head-total").with("total", found.total).with("needed", needed));
    let mut out = vec![(total, if found.short { Role::Danger } else { Role::Title })];
    for (letter, fails) in [("A", !found.not.is_empty()), ("B", !found.crowded.is_empty()), ("C", found.short)] {
        let (sign, role) = match (fails, found.open.is_empty()) {
            (true, _) => (scene.signs.bad, Role::Danger),
            (false, true) => (scene.signs.ok, Role::Ok),
            // While items are open nothing has passed yet.
            (false, false) => (scene.signs.none, Role::Pending),
        };
        out.push((format!("  {letter} {sign}"), role));
    }
    if !data.assessment.is_own() {
        let decision = overall::decision(&data.assessment);
        let role = match decision {
            overall::Decision::Undecided => Role::Pending,
            overall::Decision::Reject => Role::Danger,
            _ => Role::Ok,
        };
        out.push((format!("  {}", scene.label(&decision.label())), role));
    } else if found.open.is_empty() {
        let role = if found.flags().is_empty() { Role::Ok } else { Role::Danger };
        out.push((format!("  {}", scene.label(&found.standing.label())), role));
    }
    out
}

/// A row of the list: a category, or the place of an item.
enum Row {
    Category(ItemCategory),
    Item(usize),
}

fn rows(part: &Assess, data: &AssessView) -> Vec<Row> {
    let mut out = Vec::new();
    let mut last = None;
    for place in part.listed() {
        let Some(item) = data.assessment.items.get(place) else { continue };
        if last != Some(item.category) {
            last = Some(item.category);
            out.push(Row::Category(item.category));
        }
        out.push(Row::Item(place));
    }
    out
}

fn list(part: &Assess, data: &AssessView, area: Rect, scene: &mut Scene<'_>) {
    let rows = rows(part, data);
    if rows.is_empty() {
        let words = scene.label("assess-no-items");
        scene.put(area.x, area.y, area.width, &words, Role::Text);
        return;
    }
    let at = rows.iter().position(|r| matches!(r, Row::Item(p) if *p == part.cursor)).unwrap_or(0);
    let height = usize::from(area.height);
    let from = (at + 2).saturating_sub(height).min(rows.len().saturating_sub(height));
    let codes = data.assessment.items.iter().map(|i| text::width(&i.code)).max().unwrap_or(6);
    for (n, row) in rows.iter().skip(from).take(height).enumerate() {
        let y = area.y + cells(n);
        match row {
            Row::Category(category) => {
                let of = data.assessment.items.iter().filter(|i| i.category == *category);
                let judged = of.clone().filter(|i| i.verdict != ItemVerdict::Open).count();
                let words = format!("{} {judged}/{}", scene.label(&category.label()), of.count());
                scene.put(area.x, y, area.width, &words, Role::Heading);
            }
            Row::Item(place) => list_row(part, data, (*place, cells(codes)), Rect { y, height: 1, ..area }, scene),
        }
    }
}

/// The sign of a verdict with its role.
fn sign_of(verdict: ItemVerdict, scene: &Scene<'_>) -> (&'static str, Role) {
    match verdict {
        ItemVerdict::Up => (scene.signs.ok, Role::Ok),
        ItemVerdict::Basic => (scene.signs.warning, Role::Warning),
        ItemVerdict::Not => (scene.signs.bad, Role::Danger),
        ItemVerdict::Na => (scene.signs.none, Role::Muted),
        ItemVerdict::Open => (" ", Role::Pending),
    }
}

fn list_row(part: &Assess, data: &AssessView, place: (usize, u16), area: Rect, scene: &mut Scene<'_>) {
    let (place, codes) = place;
    let Some(item) = data.assessment.items.get(place) else { return };
    let here = place == part.cursor;
    let (sign, sign_role) = sign_of(item.verdict, scene);
    let mark = if part.marks.contains(&item.code) { "*" } else { " " };
    let cursor = if here { scene.signs.role } else { " " };
    let role = if here { Role::Selected } else { Role::Text };
    let changed = data.lines.get(place).is_some_and(|l| !l.changed.is_empty());
    let code = text::pad(&item.code, usize::from(codes));
    let flag = match (part.refused.contains_key(&item.code), item.critical, changed) {
        (true, ..) => (scene.signs.bad, Role::Danger),
        (_, _, true) => ("~", Role::Warning),
        (_, true, _) => ("!", Role::Key),
        _ => (" ", Role::Text),
    };
    let head =
        [(cursor, Role::Key), (mark, Role::Key), (sign, sign_role), (" ", Role::Text), (code.as_str(), role), flag];
    let used = scene.put_all(area.x, area.y, area.width, &head) + 1;
    let word = scene.label_or(&format!("assess-verdict-{}", item.verdict.as_str()), item.verdict.as_str());
    let room = area.width.saturating_sub(used);
    let wide = cells(text::width(&word)).min(room / 2);
    let name = title(part, item, scene);
    scene.put(area.x + used, area.y, room.saturating_sub(wide + 1), &name, role);
    scene.put_right(area.right().saturating_sub(wide), area.right(), area.y, &word, sign_role);
}

/// The name of an item in the language of the screens.
fn title(part: &Assess, item: &AssessmentItem, scene: &Scene<'_>) -> String {
    let asked = part.asked(&item.code);
    asked.map(|a| scene.i18n.pick(&a.title_en, &a.title_zh).to_owned()).unwrap_or_default()
}
