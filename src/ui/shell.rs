//! The whole screen: panes where the model's layout puts them, the parts above, the last two lines.

use crate::app;
use crate::app::Model;
use crate::app::Tone;
use crate::app::layout::LEAST;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::keys::Context;
use crate::ui::base;
use crate::ui::parts;
use crate::ui::popup::paragraph;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::scene::rect;
use crate::ui::table::wide;
use crate::ui::theme;
use crate::ui::theme::Depth;
use crate::ui::theme::Look;
use crate::ui::theme::Role;
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Position;
use ratatui::layout::Rect;

/// Draws the model on a frame.
pub fn draw(model: &Model, i18n: &I18n, look: &Look, frame: &mut Frame<'_>) {
    let cursor = paint(model, i18n, look, frame.buffer_mut());
    if let Some((x, y)) = cursor {
        frame.set_cursor_position(Position::new(x, y));
    }
}

/// Draws the model on a buffer and returns where the terminal's cursor stands.
pub fn paint(model: &Model, i18n: &I18n, look: &Look, buffer: &mut Buffer) -> Option<(u16, u16)> {
    let mut scene = Scene::new(buffer, model, i18n, look);
    let mut above = model.parts.iter().filter(|part| !part.full_screen());
    let full = model.parts.iter().rev().find(|part| part.full_screen());
    for (name, area) in app::layout(model) {
        let area = rect(area);
        match name {
            "notice" => notice(&mut scene, area),
            "status" => status(&mut scene, area),
            "footer" => footer(&mut scene, area),
            "dialog" | "line" => {
                if let Some(part) = above.next() {
                    parts::draw_part(part.as_ref(), area, &mut scene);
                }
            }
            name if base::draw(&mut scene, name, area) => {}
            _ => {
                if let Some(part) = full {
                    parts::draw_part(part.as_ref(), area, &mut scene);
                }
            }
        }
    }
    which_key(&mut scene);
    let cursor = scene.cursor;
    if look.depth == Depth::None {
        theme::without_colours(buffer);
    }
    cursor
}

/// One sentence in a window that is too small.
fn notice(scene: &mut Scene<'_>, area: Rect) {
    let msg = Msg::new("term-too-small")
        .with("width", u64::from(scene.model.size.0))
        .with("height", u64::from(scene.model.size.1))
        .with("min-width", u64::from(LEAST.0))
        .with("min-height", u64::from(LEAST.1));
    let words = scene.words(&msg);
    paragraph(scene, area, &words, Role::Text);
}

/// The result of the last thing done, and how the desk is.
fn status(scene: &mut Scene<'_>, area: Rect) {
    let (desk, role) = desk(scene);
    let used = wide(&desk);
    let right = area.right();
    scene.put_right(area.x, right, area.y, &desk, role);
    let room = area.width.saturating_sub(used + 1);
    let Some((msg, tone)) = &scene.model.status else { return };
    let (sign, role) = match tone {
        Tone::Plain => ("", Role::Text),
        Tone::Ok => (scene.signs.ok, Role::Ok),
        Tone::Warning => (scene.signs.warning, Role::Warning),
        Tone::Danger => (scene.signs.bad, Role::Danger),
    };
    let words = scene.words(msg);
    let gap = if sign.is_empty() { "" } else { " " };
    let words = words.lines().collect::<Vec<_>>().join(" ");
    scene.put_all(area.x, area.y, room, &[(sign, role), (gap, Role::Text), (&words, role)]);
}

/// How the desk is: lost, read-only, working, building, or up to date with its last entry.
fn desk(scene: &Scene<'_>) -> (String, Role) {
    let model = scene.model;
    let slow = model.list().is_some_and(|list| list.slow);
    let building = model.desk.loading.or_else(|| model.list().and_then(|list| list.loading));
    if model.lost {
        return (format!("{} {}", scene.label("app-desk-lost"), scene.signs.bad), Role::Danger);
    }
    if let Some((done, all)) = building {
        let percent = done.saturating_mul(100).checked_div(all).unwrap_or(0);
        return (scene.words(&Msg::new("app-desk-building").with("n", percent)), Role::Pending);
    }
    if model.working > 0 || slow {
        return (scene.label("app-desk-working"), Role::Pending);
    }
    if model.desk.read_only.is_some() {
        return (format!("{} {}", scene.label("app-desk-read-only"), scene.signs.warning), Role::Warning);
    }
    let msg = Msg::new("app-desk-synced").with("seq", model.desk.seq).with("sign", scene.signs.ok);
    (scene.words(&msg), Role::Ok)
}

/// Actions named in the last line of lists, most useful first.
const LIST_KEYS: &[&str] = &[
    "list.down",
    "open",
    "filter.open",
    "mark.toggle",
    "palette.open",
    "cmdline.open",
    "verb.menu",
    "record.new",
    "history.open",
    "help.open",
];
/// The same on Today.
const TODAY_KEYS: &[&str] = &["list.down", "open", "view.next", "tab.go", "palette.open", "cmdline.open", "help.open"];
/// The same in the detail.
const DETAIL_KEYS: &[&str] =
    &["detail.down", "detail.up", "open", "history.open", "verb.menu", "record.edit", "back", "help.open"];

/// The keys that work here and now.
fn footer(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    if let Some(pending) = &model.pending {
        scene.put_all(area.x, area.y, area.width, &[(&pending.typed, Role::Key), (" ", Role::Text)]);
        return;
    }
    let wanted = match model.top() {
        Some(part) => part.footer(),
        None if model.list().is_none() => TODAY_KEYS,
        None if model.focus == app::Focus::Detail => DETAIL_KEYS,
        None => LIST_KEYS,
    };
    let mut rows = model.keymap().footer(&model.contexts(), wanted);
    let help = model.keymap().footer(&model.contexts(), &["help.open"]);
    let reserve = if wanted.contains(&"help.open") { help.into_iter().next() } else { None };
    rows.retain(|(_, action)| action.id != "help.open");
    let label = |scene: &Scene<'_>, id: String| {
        let short = format!("{id}-short");
        if scene.i18n.has(&short) { scene.label(&short) } else { scene.label(&id) }
    };
    let last = reserve.map(|(keys, action)| (keys, label(scene, action.label_id())));
    let kept = last.as_ref().map_or(0, |(keys, label)| wide(keys) + wide(label) + 3);
    let mut x = area.x;
    if let Some(part) = model.top() {
        let context = part.contexts().first().copied().unwrap_or(Context::Review);
        let digits = part.digits();
        // Digits that do the same share its name.
        for same in digits.chunk_by(|(_, one), (_, other)| one == other) {
            let key = |(digit, _): &(String, String)| model.keymap().keys_for("verdict", Some(digit), context);
            let keys: Vec<String> = same.iter().filter_map(|pair| key(pair).into_iter().next()).collect();
            let Some((_, id)) = same.first().filter(|_| !keys.is_empty()) else { continue };
            let (keys, label) = (keys.join(" "), scene.label(id));
            let room = area.right().saturating_sub(x + kept);
            if wide(&keys) + wide(&label) < room {
                x += scene.put_all(x, area.y, room, &[(&keys, Role::Key), (" ", Role::Text), (&label, Role::Text)]) + 2;
            }
        }
    }
    for (keys, action) in rows {
        let label = label(scene, action.label_id());
        let wants = wide(&keys) + wide(&label) + 1;
        if x + wants + kept > area.right() {
            break;
        }
        x += scene.put_all(x, area.y, wants, &[(&keys, Role::Key), (" ", Role::Text), (&label, Role::Text)]) + 2;
    }
    if let Some((keys, label)) = last {
        let room = area.right().saturating_sub(x);
        scene.put_all(x, area.y, room, &[(&keys, Role::Key), (" ", Role::Text), (&label, Role::Text)]);
    }
}

/// What may follow a begun sequence, after a moment.
fn which_key(scene: &mut Scene<'_>) {
    let model = scene.model;
    let Some(pending) = model.pending.as_ref().filter(|p| p.shown && !p.hints.is_empty()) else { return };
    if model.too_small() {
        return;
    }
    let (w, h) = model.size;
    let columns: u16 = if w >= 100 { 3 } else { 2 };
    let rows = cells(pending.hints.len()).div_ceil(columns);
    let height = (rows + 2).min(h.saturating_sub(4));
    let area = Rect::new(0, h.saturating_sub(2 + height), w, height);
    let inner = popup(scene, area, &pending.typed);
    let each = inner.width / columns;
    for (place, hint) in pending.hints.iter().enumerate() {
        let place = cells(place);
        let (column, row) = (place / rows.max(1), place % rows.max(1));
        if row >= inner.height {
            continue;
        }
        let label = match hint.action {
            Some(action) => {
                let mut label = scene.label(&action.label_id());
                if let Some(arg) = &hint.arg {
                    label = format!("{label} {arg}");
                }
                label
            }
            None => scene.words(&Msg::new("app-more-keys").with("n", hint.count)),
        };
        let x = inner.x + column * each;
        let room = each.saturating_sub(1);
        scene.put_all(
            x,
            inner.y + row,
            room,
            &[(&hint.key, Role::DialogKey), (" ", Role::Dialog), (&label, Role::Dialog)],
        );
    }
}
