//! Draws a confirm as interface.md §3 has it: names, facts under labels, why it is refused, the keys that sign.

use crate::app::confirm::Confirm;
use crate::app::confirm::Phase;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::text;
use crate::ui::cells;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::lines::role_of;
use crate::ui::popup::popup;
use crate::ui::scene::Scene;
use crate::ui::scene::cells as count;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Differences that are named; more are counted.
const MAX_CHANGES: usize = 8;

/// Draws the dialog into its area.
pub(crate) fn draw(confirm: &Confirm, area: Rect, scene: &mut Scene<'_>) {
    let title = scene.words(&confirm.title);
    let inside = popup(scene, area, &title);
    if inside.width < 4 || inside.height < 2 {
        return;
    }
    let foot = foot_height(confirm).min(inside.height);
    let body = Rect { height: inside.height - foot, ..inside };
    content(confirm, scene, body.width).draw(scene, body, confirm.scroll);
    let foot = Rect { y: inside.y + body.height, height: foot, ..inside };
    draw_foot(confirm, scene, foot);
}

/// Rows kept free below for what is typed, what was said and the keys.
fn foot_height(confirm: &Confirm) -> u16 {
    let typed = u16::from(confirm.typing || !confirm.comment.text().is_empty());
    let digits = u16::from(confirm.challenge.is_some() && confirm.refused.is_empty());
    typed + digits + u16::from(confirm.notice.is_some()) + 1
}

fn label_column(confirm: &Confirm, scene: &Scene<'_>) -> u16 {
    let widest = confirm.facts.iter().map(|f| text::width(&scene.label(f.label))).max().unwrap_or(0);
    count(widest.clamp(7, 14) + 2)
}

fn content(confirm: &Confirm, scene: &Scene<'_>, width: u16) -> Lines {
    let mut out = Lines::default();
    if !confirm.names.is_empty() {
        out.wrapped(&confirm.names, Role::DialogEm, width);
    }
    for (n, why) in confirm.refused.iter().enumerate() {
        let role = if n == 0 { Role::Danger } else { Role::Text };
        let sign = if n == 0 { scene.signs.bad } else { " " };
        out.labelled(sign, role, 2, &scene.words(why), role, width);
    }
    let column = label_column(confirm, scene);
    for fact in &confirm.facts {
        let words: Vec<String> = fact.text.iter().map(|m| scene.words(m)).collect();
        let text = words.join(&format!(" {} ", scene.signs.dot));
        out.labelled(&scene.label(fact.label), Role::Label, column, &text, role_of(fact.tone), width);
    }
    differences(confirm, scene, &mut out, width);
    out
}

fn differences(confirm: &Confirm, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    for change in confirm.changes.iter().take(MAX_CHANGES) {
        out.labelled(scene.signs.warning, Role::Warning, 2, &difference(scene, change), Role::Warning, width);
    }
    if confirm.changes.len() > MAX_CHANGES {
        let more = Msg::new("review-more").with("n", confirm.changes.len() - MAX_CHANGES);
        out.wrapped(&scene.words(&more), Role::Warning, width);
    }
}

/// One difference in words: where, from what to what, by whom.
pub(crate) fn difference(scene: &Scene<'_>, change: &crate::app::api::Change) -> String {
    let (place, field) = cells::place(scene, change);
    let shown = |value: &crate::domain::value::Value| {
        if value.is_empty() { scene.label("none") } else { cells::value(scene, field, value) }
    };
    let msg = Msg::new(if change.by.is_empty() { "review-difference" } else { "review-difference-by" })
        .with("where", place)
        .with("before", shown(&change.before))
        .with("after", shown(&change.after));
    scene.words(&if change.by.is_empty() { msg } else { msg.with("by", change.by.as_str()) })
}

fn draw_foot(confirm: &Confirm, scene: &mut Scene<'_>, area: Rect) {
    let mut y = area.y;
    if confirm.typing || !confirm.comment.text().is_empty() {
        let label = format!("{} ", scene.label("field-comment"));
        let used = scene.put(area.x, y, area.width, &label, Role::Label);
        lines::input(scene, area.x + used, y, area.width.saturating_sub(used), &confirm.comment, confirm.typing);
        y += 1;
    }
    if let Some(wanted) = confirm.challenge.as_ref().filter(|_| confirm.refused.is_empty()) {
        let msg = if confirm.counted {
            Msg::new("confirm-count-ask").with("n", wanted.as_str())
        } else {
            Msg::new("confirm-digits-ask").with("n", wanted.chars().count())
        };
        let ask = format!("{} ", scene.words(&msg));
        let used = scene.put(area.x, y, area.width.saturating_sub(8), &ask, Role::DialogEm);
        lines::input(scene, area.x + used, y, area.width.saturating_sub(used).min(8), &confirm.digits, !confirm.typing);
        y += 1;
    }
    if let Some((msg, tone)) = &confirm.notice {
        // Which key signs is the keymap's to say.
        let key = scene.model.keymap().keys_for("confirm.yes", None, Context::Confirm).into_iter().next();
        let words = scene.words(&msg.clone().with("key", key.unwrap_or_default()));
        scene.put(area.x, y, area.width, &words, role_of(*tone));
        y += 1;
    }
    if y >= area.bottom() {
        return;
    }
    let parts = match (confirm.phase, confirm.typing) {
        (Phase::Sending(_), _) => vec![(scene.label("confirm-sending"), Role::Pending)],
        (Phase::Looking(_), _) => vec![(scene.label("confirm-looking"), Role::Pending)],
        (Phase::Asking, true) => lines::keys(
            scene,
            Context::Prompt,
            &[("input.accept", "confirm-key-accept"), ("input.cancel", "confirm-key-back")],
        ),
        (Phase::Asking, false) if !confirm.refused.is_empty() => {
            lines::keys(scene, Context::Confirm, &[("confirm.no", "confirm-key-back")])
        }
        (Phase::Asking, false) if confirm.challenge.is_some() => lines::keys(
            scene,
            Context::Confirm,
            &[
                ("confirm.submit", "confirm-key-sign"),
                ("confirm.no", "confirm-key-back"),
                ("confirm.comment", "confirm-key-comment"),
            ],
        ),
        (Phase::Asking, false) => lines::keys(
            scene,
            Context::Confirm,
            &[
                ("confirm.yes", yes_label(&confirm.verb)),
                ("confirm.no", "confirm-key-back"),
                ("confirm.comment", "confirm-key-comment"),
            ],
        ),
    };
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(area.x, y, area.width, &borrowed);
}

fn yes_label(verb: &str) -> &'static str {
    match verb {
        "case.approve" => "confirm-key-approve",
        "case.reject" => "confirm-key-reject",
        "case.return" => "confirm-key-return",
        "case.withdraw" => "confirm-key-withdraw",
        _ => "confirm-key-yes",
    }
}
