//! Draws the choice of evidence: a digit, what it is, how it stands; the line where a filter or a path is typed.

use crate::app::api::Piece;
use crate::app::assess::picker::Picker;
use crate::app::verbs::state_label;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines::digit;
use crate::ui::lines::input;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the dialog into its area.
pub(crate) fn draw(picker: &Picker, area: Rect, scene: &mut Scene<'_>) {
    let what = match picker.codes.as_slice() {
        [one] => one.clone(),
        many => format!("{} (+{})", many.first().map_or("", String::as_str), many.len() - 1),
    };
    let title = match picker.verdict {
        Some(verdict) => Msg::new("assess-pick-title-verdict").with("item", what).term("verdict", verdict.label()),
        None => Msg::new("assess-pick-title").with("item", what),
    };
    let title = scene.words(&title);
    let inside = popup(scene, area, &title);
    if inside.width < 10 || inside.height < 3 {
        return;
    }
    let mut y = inside.y;
    let kind = scene.words(&Msg::new("assess-pick-kind").term("kind", picker.kind.label()));
    scene.put(inside.x, y, inside.width, &kind, Role::Dialog);
    y += 1;
    for why in &picker.notice {
        let words = format!("{} {}", scene.signs.bad, scene.words(why));
        scene.put(inside.x, y, inside.width, &words, Role::Danger);
        y += 1;
    }
    let shown = picker.shown();
    let rows = usize::from(inside.bottom().saturating_sub(y + 2));
    let from = (picker.cursor + 1).saturating_sub(rows);
    for (n, piece) in shown.iter().enumerate().skip(from).take(rows) {
        row(picker, n, piece, Rect { y, height: 1, ..inside }, scene);
        y += 1;
    }
    if shown.is_empty() {
        let words = scene.label(if picker.papers.is_empty() { "assess-pick-none" } else { "assess-pick-no-match" });
        scene.put(inside.x, y, inside.width, &words, Role::Dialog);
    }
    let last = inside.bottom().saturating_sub(1);
    let label = scene.label("assess-pick-line");
    let wide = cells(text::width(&label)) + 1;
    scene.put(inside.x, last, wide, &label, Role::Label);
    if picker.typing {
        input(scene, inside.x + wide, last, inside.width.saturating_sub(wide), &picker.filter, !picker.working());
    } else {
        let words = scene.label("assess-pick-hint");
        scene.put(inside.x + wide, last, inside.width.saturating_sub(wide), &words, Role::Muted);
    }
}

fn row(picker: &Picker, n: usize, piece: &Piece, area: Rect, scene: &mut Scene<'_>) {
    let chosen = n == picker.cursor;
    let digit = if picker.typing { " ".to_owned() } else { digit(n) };
    let role = if chosen { Role::Selected } else { Role::Dialog };
    scene.put(area.x, area.y, 1, if chosen { scene.signs.role } else { " " }, Role::Key);
    scene.put(area.x + 1, area.y, 1, &digit, Role::DialogKey);
    let (name, state) = if piece.code.is_empty() {
        let file = scene.words(&Msg::new("assess-pick-file").with("sha256", text::clip(&piece.sha256, 17).as_ref()));
        (file, scene.label(&piece.kind.label()))
    } else {
        let name = scene.label_or(&format!("code-doc-code-{}", piece.code), &piece.code);
        let state = scene.label_or(&state_label(KindId::Document, &piece.state), &piece.state);
        let to = piece.valid_to.map(|d| format!(" {} {d}", scene.signs.dot)).unwrap_or_default();
        (format!("{}  {} {name}", piece.reference, piece.code), format!("{state}{to}"))
    };
    let wide = cells(text::width(&state)).min(area.width / 2);
    scene.put(area.x + 3, area.y, area.width.saturating_sub(wide + 4), &name, role);
    let state_role = if piece.state == "accepted" { Role::Ok } else { Role::Pending };
    scene.put_right(area.right().saturating_sub(wide), area.right(), area.y, &state, state_role);
}
