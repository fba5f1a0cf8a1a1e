//! What lies under all dialogs: tabs, title, list or Today, detail.

use crate::app::Focus;
use crate::app::tabs::TABS;
use crate::domain::msg::Msg;
use crate::ui::detail;
use crate::ui::scene::Scene;
use crate::ui::table;
use crate::ui::table::wide;
use crate::ui::theme::Role;
use crate::ui::today;
use ratatui::layout::Rect;

/// Draws a pane of this name. `false` when it is none of these.
pub(crate) fn draw(scene: &mut Scene<'_>, name: &str, area: Rect) -> bool {
    let model = scene.model;
    match name {
        "tabs" => tabs(scene, area),
        "bar" => bar(scene, area),
        "title" => title(scene, area),
        "heading" => match model.list() {
            Some(list) => table::headings(scene, area, list),
            None => today::heading(scene, area),
        },
        "list" => match model.list() {
            Some(list) => table::rows(scene, area, list),
            None => today::draw(scene, area),
        },
        "edge" => {
            let role = if model.focus == Focus::Detail { Role::Focus } else { Role::Border };
            for y in area.top()..area.bottom() {
                scene.put(area.x, y, 1, scene.signs.vertical, role);
            }
        }
        "detail" => detail::draw(scene, area),
        // The queue is the list; scripts may name it so.
        "queue" => {}
        _ => return false,
    }
    true
}

/// Tabs with what waits, then time, operator and role; who one is is never cut, the date goes before the time.
fn tabs(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    let at = model.now.with_timezone(&model.zone);
    let who = format!("{} {} {}", model.operator, scene.signs.role, model.role);
    let full = format!("{}  {who}", at.format("%Y-%m-%d %H:%M"));
    let short = format!("{}  {who}", at.format("%H:%M"));
    let here = model.place().0.id;
    let long: u16 = TABS.iter().map(|tab| wide(&scene.label(tab.label)) + 8).sum();
    let brief = area.width < 100 || long + wide(&full) > area.width;
    let mut x = area.x;
    for tab in TABS {
        let label = if brief { scene.label(&format!("{}-short", tab.label)) } else { scene.label(tab.label) };
        let count = model.waiting(tab).filter(|n| *n > 0).map(|n| format!(" {n}")).unwrap_or_default();
        let role = if tab.id == here { Role::Tab } else { Role::Text };
        let text = format!("{}{label}{count}", tab.number);
        let used = scene.put(x, area.y, area.right().saturating_sub(x), &text, role);
        x += used + 1;
    }
    let room = area.right().saturating_sub(x);
    let right = if wide(&full) <= room {
        &full
    } else if wide(&short) <= room {
        &short
    } else {
        &who
    };
    scene.put_right(x.min(area.right().saturating_sub(wide(&who))), area.right(), area.y, right, Role::Title);
}

/// The day one looks back to, across the screen.
fn bar(scene: &mut Scene<'_>, area: Rect) {
    let Some(day) = scene.model.as_at else { return };
    let offset = scene.model.now.with_timezone(&scene.model.zone).format("%z").to_string();
    let words = scene.words(&Msg::new("app-as-at-bar").with("day", day).with("offset", offset));
    scene.tint(area, Role::Bar);
    scene.put(area.x, area.y, area.width, &words, Role::Bar);
}

/// The view's name, how many rows, the filter, and at the right the order.
fn title(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    let (tab, view) = model.place();
    // A view whose rows are more than its name says has a longer name here.
    let name = scene.label_or(&format!("{}-counted", view.label), &scene.label(view.label));
    let mut x = area.x + scene.put(area.x, area.y, area.width, &name, Role::Title) + 1;
    let Some(list) = model.list() else {
        let names: Vec<String> = tab.views.iter().filter(|v| v.id != view.id).map(|v| scene.label(v.label)).collect();
        let dot = format!(" {} ", scene.signs.dot);
        let others = format!("{dot}{}", names.join(&dot));
        scene.put(x.saturating_sub(1), area.y, area.right().saturating_sub(x), &others, Role::Muted);
        return;
    };
    let order = list.order();
    let column = list.def.columns.iter().find(|c| c.name == order.column);
    let by = column.map_or_else(|| order.column.clone(), |c| scene.label(c.label));
    let arrow = if order.descending { scene.signs.down } else { scene.signs.up };
    let sort = scene.words(&Msg::new("app-sorted").with("column", by).with("arrow", arrow));
    let room = area.right().saturating_sub(x);
    let sort_wide = wide(&sort).min(room / 3);
    scene.put_right(area.right().saturating_sub(sort_wide), area.right(), area.y, &sort, Role::Muted);
    let end = area.right().saturating_sub(sort_wide + 1);
    let count = if list.loaded {
        scene.words(&Msg::new("app-count").with("n", list.matched).with("total", list.total))
    } else {
        scene.signs.more.to_owned()
    };
    x += scene.put(x, area.y, end.saturating_sub(x), &count, Role::Text) + 2;
    if !list.marks.is_empty() {
        let marked = scene.words(&Msg::new("app-marked").with("n", list.marks.len()));
        x += scene.put(x, area.y, end.saturating_sub(x), &marked, Role::Pending) + 2;
    }
    let role = if list.errors.is_empty() { Role::Pending } else { Role::Danger };
    scene.put(x, area.y, end.saturating_sub(x), &list.filter, role);
}
