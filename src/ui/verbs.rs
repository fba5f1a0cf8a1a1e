//! Draws the menu of verbs: a digit, the verb, where it leads; why it cannot be used where it cannot.

use crate::app::verbs::Menu;
use crate::app::verbs::state_label;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines::digit;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the dialog into its area.
pub(crate) fn draw(menu: &Menu, area: Rect, scene: &mut Scene<'_>) {
    let title = match menu.many.len() {
        0 => Msg::new("verbs-menu").with("id", menu.shown.id.to_string()),
        n => Msg::new("bulk-menu").with("n", n),
    };
    let title = scene.words(&title);
    let inside = popup(scene, area, &title);
    if inside.width < 10 || inside.height < 1 {
        return;
    }
    if menu.shown.offers.is_empty() {
        let words = scene.label(if menu.shown.id.kind == KindId::Case { "verbs-none-case" } else { "verbs-none" });
        scene.put(inside.x, inside.y, inside.width, &words, Role::Text);
        return;
    }
    let labels: Vec<String> = menu.shown.offers.iter().map(|o| scene.label(&o.label)).collect();
    let column = cells(labels.iter().map(|l| text::width(l)).max().unwrap_or(0).min(30) + 4);
    let rows = usize::from(inside.height);
    let from = first_shown(menu, rows);
    let mut y = inside.y;
    for (n, (offer, label)) in menu.shown.offers.iter().zip(&labels).enumerate().skip(from) {
        if y >= inside.bottom() {
            break;
        }
        let chosen = n == menu.cursor;
        let role = match (chosen, offer.refused.is_some()) {
            (true, _) => Role::Selected,
            (false, true) => Role::Muted,
            (false, false) => Role::Dialog,
        };
        scene.put(inside.x, y, 1, if chosen { scene.signs.role } else { " " }, Role::Key);
        scene.put(inside.x + 1, y, 1, &digit(n), Role::DialogKey);
        scene.put(inside.x + 3, y, column.saturating_sub(4), label, role);
        let to = if offer.to == "=" { &menu.shown.state } else { &offer.to };
        let state = scene.label_or(&state_label(menu.shown.id.kind, to), to);
        let mut rest = format!("{} {state}", scene.signs.role);
        if let Some(policy) = &offer.policy {
            let words = scene.words(&Msg::new("verbs-under").with("policy", policy.as_str()));
            rest = format!("{rest} {} {words}", scene.signs.dot);
        }
        scene.put(inside.x + column, y, inside.width.saturating_sub(column), &rest, Role::Dialog);
        y += 1;
        if let Some(why) = offer.refused.as_ref().filter(|_| y < inside.bottom()) {
            let words = format!("{} {}", scene.signs.bad, scene.words(why));
            scene.put(inside.x + 3, y, inside.width.saturating_sub(3), &words, Role::Danger);
            y += 1;
        }
    }
}

/// The first offer drawn so that the chosen one is on the screen.
fn first_shown(menu: &Menu, rows: usize) -> usize {
    let height = |n: &usize| menu.shown.offers.get(*n).map_or(1, |o| 1 + usize::from(o.refused.is_some()));
    let mut used = 0;
    let mut from = menu.cursor;
    for n in (0..=menu.cursor).rev() {
        used += height(&n);
        if used > rows {
            break;
        }
        from = n;
    }
    from
}
