//! Draws the inbox: the files, and below or beside them what the one in hand seems to be and what it says.

use crate::app::inbox::Inbox;
use crate::app::inbox::PARTNERS;
use crate::domain::msg::Msg;
use crate::domain::stated::Stated;
use crate::i18n::format;
use crate::text;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::popup::paragraph;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use chrono::NaiveDate;
use ratatui::layout::Rect;

/// Columns from which on list and file stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Cells of the labels.
const LABELS: u16 = 12;

/// Draws the inbox into its area.
pub(crate) fn draw(part: &Inbox, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 6 {
        return;
    }
    scene.clear(area);
    let n = part.files.as_ref().map_or(0, Vec::len);
    let title = scene.words(&Msg::new("inbox-title").with("n", n).with("filed", part.filed()));
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if part.file().is_none() {
        if part.files.is_none() {
            return waiting(scene, body, part.failed.as_ref(), "inbox-looking");
        }
        let words = scene.label("inbox-empty");
        paragraph(scene, body, &words, Role::Text);
        return;
    }
    if area.width >= SIDE_BY_SIDE {
        let left = Rect { width: area.width * 2 / 5, ..body };
        list(part, left, scene);
        for y in body.top()..body.bottom() {
            scene.put(left.right(), y, 1, scene.signs.vertical, Role::Border);
        }
        let used = left.width + 2;
        file(part, Rect { x: body.x + used, width: body.width.saturating_sub(used), ..body }, scene);
    } else {
        let rows = cells(n).clamp(1, body.height / 4);
        list(part, Rect { height: rows, ..body }, scene);
        let line = scene.signs.frame[4].repeat(usize::from(body.width));
        scene.put(body.x, body.y + rows, body.width, &line, Role::Border);
        let used = rows + 1;
        file(part, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
    }
}

fn list(part: &Inbox, area: Rect, scene: &mut Scene<'_>) {
    let Some(files) = &part.files else { return };
    let height = usize::from(area.height);
    let from = (part.cursor + 1).saturating_sub(height);
    for (row, (place, file)) in files.iter().enumerate().skip(from).take(height).enumerate() {
        let y = area.y + cells(row);
        let here = place == part.cursor;
        let age = file.file.age_days(part.now).map(|n| format::days(scene.i18n, n)).unwrap_or_default();
        let size = format::int(scene.i18n.locale(), i64::try_from(file.file.bytes).unwrap_or(i64::MAX));
        let right = format!("{size} {age:>5}");
        let wide = cells(text::width(&right));
        let cursor = if here { scene.signs.role } else { " " };
        let sign = if file.guess.filed.is_empty() { " " } else { scene.signs.warning };
        let role = if here { Role::Selected } else { Role::Text };
        let name = [
            (cursor, Role::Key),
            (" ", Role::Text),
            (sign, Role::Warning),
            (" ", Role::Text),
            (file.file.name.as_str(), role),
        ];
        scene.put_all(area.x, y, area.width.saturating_sub(wide + 1), &name);
        scene.put_right(area.x, area.right(), y, &right, Role::Muted);
    }
}

/// What is filed with it, as the paper says it: number, name, issuer, days.
fn stated(stated: &Stated, scene: &Scene<'_>) -> String {
    let day = |id: &'static str, day: Option<NaiveDate>| day.map(|day| scene.words(&Msg::new(id).with("day", day)));
    let parts = [stated.number.clone(), stated.holder.clone(), stated.issuer.clone()];
    let texts = parts.into_iter().filter(|text| !text.is_empty());
    let days = [day("inbox-issued", stated.issued_on), day("inbox-until", stated.valid_to)];
    texts.chain(days.into_iter().flatten()).collect::<Vec<_>>().join(&format!(" {} ", scene.signs.dot))
}

/// The file in hand: partners and codes to choose, what is chosen, its text.
fn file(part: &Inbox, area: Rect, scene: &mut Scene<'_>) {
    let Some(file) = part.file() else { return };
    let mut out = Lines::default();
    let mut typed = None;
    if part.typing {
        typed = Some(cells(out.rows.len()));
        out.push(vec![(scene.label("inbox-find"), Role::Heading)]);
    }
    for (n, found) in file.guess.partners.iter().take(PARTNERS).enumerate() {
        let chosen = part.partner == Some(found.id);
        let (sign, role) = if chosen { (scene.signs.ok, Role::Ok) } else { (scene.signs.none, Role::Text) };
        let by = scene.words(&Msg::new("inbox-by").with("by", found.by.as_str()));
        let label = format!("{} {sign} {}", n + 1, found.id);
        out.labelled(&label, role, 15, &format!("{} {by}", found.title), role, area.width);
    }
    if file.guess.partners.is_empty() {
        out.wrapped(&scene.label("inbox-no-partner"), Role::Warning, area.width);
    }
    let named = |scene: &Scene<'_>, code: crate::domain::document::DocCode| {
        format!("{} {}", code.as_str(), scene.label(&code.label()))
    };
    for (n, code) in file.codes.iter().enumerate() {
        let chosen = part.code == Some(*code);
        let (sign, role) = if chosen { (scene.signs.ok, Role::Ok) } else { (scene.signs.none, Role::Text) };
        out.push(vec![(format!("{} {sign} {}", n + 1 + PARTNERS, named(scene, *code)), role)]);
    }
    match part.code {
        None => out.wrapped(&scene.label("inbox-no-code"), Role::Warning, area.width),
        Some(code) if !file.codes.contains(&code) => {
            out.push(vec![(format!("  {} {}", scene.signs.ok, named(scene, code)), Role::Ok)]);
        }
        Some(_) => {}
    }
    let stated = stated(&file.stated, scene);
    if !stated.is_empty() {
        out.labelled(&scene.label("inbox-says"), Role::Label, LABELS, &stated, Role::Text, area.width);
    }
    for (document, partner) in &file.guess.filed {
        let id = if Some(*partner) == part.partner { "inbox-filed-as" } else { "inbox-filed-elsewhere" };
        let msg = Msg::new(id).with("document", document.to_string()).with("partner", partner.to_string());
        out.wrapped(&format!("{} {}", scene.signs.warning, scene.words(&msg)), Role::Warning, area.width);
    }
    let taken = cells(out.rows.len()).min(area.height.saturating_sub(3));
    out.draw(scene, Rect { height: taken, ..area }, 0);
    if let Some(row) = typed {
        let label = cells(text::width(&scene.label("inbox-find"))).max(LABELS) + 1;
        lines::input(scene, area.x + label, area.y + row, area.width.saturating_sub(label), &part.line, true);
    }
    let line = scene.signs.frame[4].repeat(usize::from(area.width));
    scene.put(area.x, area.y + taken, area.width, &line, Role::Border);
    let body = Rect { y: area.y + taken + 1, height: area.height.saturating_sub(taken + 1), ..area };
    if file.text.is_empty() {
        let words = scene.words(&Msg::new("inbox-no-text"));
        paragraph(scene, body, &words, Role::Warning);
        return;
    }
    lines::text(scene, body, file.text.iter().map(String::as_str), &part.scroll);
}
