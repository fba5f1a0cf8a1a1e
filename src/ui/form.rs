//! Draws a form: a line per field, groups under their heading, what is wrong below its line, the caret where text goes.

use crate::app::form::Asking;
use crate::app::form::Cell;
use crate::app::form::Column;
use crate::app::form::Form;
use crate::app::form::Place;
use crate::app::form::Section;
use crate::app::form::Shape;
use crate::app::form::element_key;
use crate::domain::field::Flag;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::text;
use crate::ui::confirm::difference;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::lines::role_of;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Rows the list of codes takes at most.
const CHOICES: usize = 8;

/// One row of the form.
enum Row<'a> {
    Heading(String),
    Line { label: String, cell: Option<&'a Cell>, place: Place },
    Error(&'a Msg),
    Choice { code: &'static str, label: String, chosen: bool },
}

/// Draws the form into its area.
pub(crate) fn draw(part: &Form, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 10 || area.height < 3 {
        return;
    }
    let title = match part.id {
        Some(id) => Msg::new("form-edit").with("id", id.to_string()).with("rev", part.rev),
        None => Msg::new("form-new").term("kind", part.kind.def().label()),
    };
    let words = scene.words(&title);
    scene.put(area.x, area.y, area.width, &words, Role::Title);
    let mut head = 1;
    if let Some((msg, tone)) = &part.notice {
        let words = scene.words(msg);
        scene.put(area.x, area.y + head, area.width, &words, role_of(*tone));
        head += 1;
    }
    for change in part.changes.iter().take(3) {
        if head + 3 < area.height {
            let words = difference(scene, change);
            scene.put(area.x + 2, area.y + head, area.width.saturating_sub(2), &words, Role::Warning);
            head += 1;
        }
    }
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    draw_rows(part, body, scene);
    asked(part, area, scene);
}

fn rows<'a>(part: &'a Form, scene: &Scene<'_>) -> Vec<Row<'a>> {
    let mut out = Vec::new();
    for (at, section) in part.sheet.sections.iter().enumerate() {
        let name = scene.label_or(&section.field.label(), section.field.name);
        if section.shape != Shape::One {
            let count = if section.grows() { format!(" ({})", section.elements.len()) } else { String::new() };
            out.push(Row::Heading(format!("{name}{count}")));
        }
        if section.elements.is_empty() {
            let place = Place { section: at, element: None, cell: 0 };
            out.push(Row::Line { label: scene.label("form-add-here"), cell: None, place });
        }
        for (element, found) in section.elements.iter().enumerate() {
            for (cell, line) in found.cells.iter().enumerate() {
                let place = Place { section: at, element: Some(element), cell };
                let label = label_of(section, element, line, &name, scene);
                out.push(Row::Line { label, cell: Some(line), place });
                if let Some(why) = &line.error {
                    out.push(Row::Error(why));
                }
                if place == part.at {
                    choices(part, scene, &mut out);
                }
            }
        }
    }
    out
}

/// What stands before a line: the field's label, inside a table with the element's key.
fn label_of(section: &Section, element: usize, line: &Cell, name: &str, scene: &Scene<'_>) -> String {
    let star = if line.field.is(Flag::Required) { "*" } else { "" };
    match section.shape {
        Shape::One => format!("{name}{star}"),
        Shape::Texts => format!("  {}", element + 1),
        Shape::Group => format!("  {}{star}", scene.label_or(&line.field.label(), line.field.name)),
        Shape::Table => {
            let key = section.elements.get(element).map(element_key).unwrap_or_default();
            let key = if key.is_empty() { (element + 1).to_string() } else { key };
            format!("  {key} {} {}{star}", scene.signs.dot, scene.label_or(&line.field.label(), line.field.name))
        }
    }
}

fn choices(part: &Form, scene: &Scene<'_>, out: &mut Vec<Row<'_>>) {
    let Some(table) = part.cell().and_then(Cell::codes) else { return };
    let chosen = match part.asking {
        Asking::Choice(at) => Some(at),
        Asking::Nothing => None,
        _ => return,
    };
    let found = part.choices(scene.i18n);
    let wanted = if chosen.is_some() { CHOICES } else { 3 };
    let from = chosen.map_or(0, |at| (at + 1).saturating_sub(wanted));
    for (n, code) in found.into_iter().enumerate().skip(from).take(wanted) {
        let label = if table.labelled { scene.label_or(&table.label(code), "") } else { String::new() };
        out.push(Row::Choice { code, label, chosen: chosen == Some(n) });
    }
}

fn draw_rows(part: &Form, area: Rect, scene: &mut Scene<'_>) {
    let rows = rows(part, scene);
    let at = rows.iter().position(|r| matches!(r, Row::Line { place, .. } if *place == part.at)).unwrap_or(0);
    let below = rows.iter().skip(at + 1).take_while(|r| matches!(r, Row::Error(_) | Row::Choice { .. })).count();
    let height = usize::from(area.height);
    let from = (at + below + 1).saturating_sub(height).min(at);
    let column = (area.width * 2 / 5).min(36);
    let typing = part.text_field() && !part.working();
    for (n, row) in rows.iter().skip(from).take(height).enumerate() {
        let y = area.y + cells(n);
        let room = area.width.saturating_sub(column);
        match row {
            Row::Heading(text) => {
                scene.put(area.x, y, area.width, text, Role::Heading);
            }
            Row::Line { label, cell, place } => {
                let here = *place == part.at;
                let mark = if here { scene.signs.role } else { " " };
                scene.put(area.x, y, 1, mark, Role::Key);
                scene.put(area.x + 1, y, column.saturating_sub(2), label, if here { Role::Title } else { Role::Label });
                draw_cell(*cell, (area.x + column, y, room), here && typing, scene);
            }
            Row::Error(why) => {
                let words = format!("{} {}", scene.signs.bad, scene.words(why));
                scene.put(area.x + column, y, room, &words, Role::Danger);
            }
            Row::Choice { code, label, chosen } => {
                let text = if label.is_empty() { (*code).to_owned() } else { format!("{code}  {label}") };
                let mark = if *chosen { scene.signs.role } else { " " };
                let role = if *chosen { Role::Selected } else { Role::Muted };
                scene.put_all(area.x + column, y, room, &[(mark, Role::Key), (" ", role), (&text, role)]);
            }
        }
    }
    if from + height < rows.len() {
        let more = format!(" {} {} ", scene.signs.down, rows.len() - from - height);
        scene.put_right(area.x, area.right(), area.bottom() - 1, &more, Role::Key);
    }
}

fn draw_cell(cell: Option<&Cell>, (x, y, room): (u16, u16, u16), focused: bool, scene: &mut Scene<'_>) {
    let Some(cell) = cell else {
        if focused {
            scene.caret(x, y);
        }
        return;
    };
    if cell.secret {
        // Dots for what is typed too: somebody may stand behind the chair.
        let dots = if cell.changed() {
            "•".repeat(cell.line.text().chars().count().min(12))
        } else {
            "•••".to_owned()
        };
        let dots = if scene.look.ascii { dots.replace('•', "*") } else { dots };
        let used = scene.put(x, y, room, &dots, if focused { Role::Selected } else { Role::Text });
        if focused {
            scene.caret(x + if cell.changed() { used } else { 0 }, y);
        }
        return;
    }
    lines::input(scene, x, y, room, &cell.line, focused);
}

/// Draws the question the form asks besides its fields.
fn asked(part: &Form, area: Rect, scene: &mut Scene<'_>) {
    let (title, yes, no) = match &part.asking {
        Asking::Discard => ("form-discard", "prompt-key-discard", "prompt-key-keep"),
        Asking::Draft(_) => ("form-draft", "form-key-continue", "form-key-drop"),
        Asking::Row(_) => ("form-row", "form-key-take", "confirm-key-back"),
        _ => return,
    };
    let columns: &[Column] = match &part.asking {
        Asking::Row(columns) => columns,
        _ => &[],
    };
    let height = (cells(columns.len()) + 5).min(area.height);
    let width = area.width.saturating_sub(4).min(90);
    let place = Rect { x: area.x + (area.width - width) / 2, y: area.y + (area.height - height) / 2, width, height };
    let inside = popup(scene, place, &scene.label(title));
    if inside.height < 2 {
        return;
    }
    let mut out = Lines::default();
    if columns.is_empty() {
        out.wrapped(&scene.label(&format!("{title}-text")), Role::Dialog, inside.width);
    }
    for column in columns {
        let label = if column.label.is_empty() { String::new() } else { scene.label(&column.label) };
        let label = text::clip(&label, 21).into_owned();
        let (text, role) = match &column.error {
            Some(why) => (format!("{} {} {}", scene.signs.bad, column.text, scene.words(why)), Role::Danger),
            None => (column.text.clone(), Role::Dialog),
        };
        out.labelled(&label, Role::Label, 22, &text, role, inside.width);
    }
    out.draw(scene, Rect { height: inside.height - 1, ..inside }, 0);
    let keys = lines::keys(scene, Context::Confirm, &[("confirm.yes", yes), ("confirm.no", no)]);
    let borrowed: Vec<(&str, Role)> = keys.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(inside.x, inside.bottom() - 1, inside.width, &borrowed);
}
