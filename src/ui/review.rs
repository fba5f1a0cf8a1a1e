//! Draws a review: what to work through on the left, the item in full with its evidence on the right.
//!
//! One pane below 100 columns: the list above, the item below.

pub(crate) mod item;
#[cfg(test)]
mod tests;

use crate::app::api::ReviewItem;
use crate::app::api::facts::FactStands;
use crate::app::review;
use crate::app::review::Pane;
use crate::app::review::Review;
use crate::app::review::Sign;
use crate::app::verbs::state_label;
use crate::domain::finding::Severity;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines::Lines;
use crate::ui::lines::more;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which on list and item stand side by side.
const SIDE_BY_SIDE: u16 = 100;

/// Draws the review into its area.
pub(crate) fn draw(part: &Review, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 10 || area.height < 4 {
        return;
    }
    let Some(data) = &part.data else {
        let words = match &part.failed {
            Some(refusal) => scene.words(&refusal.msg),
            None => scene.words(&Msg::new("review-loading").with("case", part.case.to_string())),
        };
        scene.put(area.x, area.y, area.width, &words, Role::Pending);
        return;
    };
    let head = header(part, data, area, scene);
    let body = Rect { y: area.y + head, height: area.height.saturating_sub(head), ..area };
    if part.zoom {
        item::draw(part, body, scene);
    } else if area.width >= SIDE_BY_SIDE {
        let left = Rect { width: (area.width * 2 / 5).min(70), ..body };
        list(part, left, scene);
        for y in body.top()..body.bottom() {
            scene.put(left.right(), y, 1, scene.signs.vertical, Role::Border);
        }
        let used = left.width + 2;
        item::draw(part, Rect { x: body.x + used, width: body.width.saturating_sub(used), ..body }, scene);
    } else {
        let rows = (body.height / 2).min(cells(rows(part, data).len()).max(3));
        list(part, Rect { height: rows, ..body }, scene);
        let line = scene.signs.frame[4].repeat(usize::from(body.width));
        scene.put(body.x, body.y + rows, body.width, &line, Role::Border);
        let used = rows + 1;
        item::draw(part, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
    }
}

/// The header: subject, state and progress; policy and steps; contributors; what changed. Returns the rows it took.
fn header(part: &Review, data: &crate::app::api::Review, area: Rect, scene: &mut Scene<'_>) -> u16 {
    let (done, total) = review::progress(data, &part.looked);
    let progress = format!("{done}/{total}");
    let state = scene.label_or(&state_label(data.subject.id.kind, &data.subject.state), &data.subject.state);
    let case_state = scene.label_or(&state_label(data.id.kind, &data.state), &data.state);
    let verb_id = format!("verb-{}", data.case.verb.replace('.', "-"));
    let verb = scene.label_or(&verb_id, &data.case.verb);
    let room = area.width.saturating_sub(cells(progress.len()) + 1);
    let first = format!("{} {} {} {verb} {} {case_state}", data.id, scene.signs.role, data.subject.id, scene.signs.dot);
    scene.put(area.x, area.y, room, &first, Role::Title);
    let role = if done == total { Role::Ok } else { Role::Pending };
    scene.put_right(area.x + room, area.right(), area.y, &progress, role);
    let right = format!(" {state}");
    let wide = cells(text::width(&right));
    scene.put(area.x, area.y + 1, area.width.saturating_sub(wide), &data.subject.title, Role::Text);
    scene.put_right(area.right().saturating_sub(wide), area.right(), area.y + 1, &right, Role::Label);
    let mut rows = Lines::default();
    let wide = |id: &str| text::width(&scene.label(id));
    let label = cells(wide("confirm-policy").max(wide("confirm-proposed")).clamp(6, 14) + 2);
    let steps: Vec<String> = review_steps(part, data).iter().map(|m| scene.words(m)).collect();
    let dot = format!(" {} ", scene.signs.dot);
    rows.labelled(&scene.label("confirm-policy"), Role::Label, label, &steps.join(&dot), Role::Text, area.width);
    let mut who = vec![scene.words(&proposed(part, data))];
    if !data.contributors.is_empty() {
        who.push(scene.words(&Msg::new("confirm-contributors").with("who", data.contributors.clone())));
    }
    rows.labelled(&scene.label("confirm-proposed"), Role::Label, label, &who.join(&dot), Role::Text, area.width);
    if !data.changed.is_empty() {
        let held = scene.words(&Msg::new("review-held").with("n", data.changed.len()));
        rows.labelled(scene.signs.warning, Role::Warning, 2, &held, Role::Warning, area.width);
    }
    let height = cells(rows.rows.len()).min(area.height.saturating_sub(2) / 2);
    rows.draw(scene, Rect { y: area.y + 2, height, ..area }, 0);
    2 + height
}

fn proposed(part: &Review, data: &crate::app::api::Review) -> Msg {
    let at = data.case.proposed_at.map(|at| crate::i18n::format::date_time(at, part.zone)).unwrap_or_default();
    Msg::new("confirm-proposed-by")
        .with("by", data.case.proposed_by.as_str())
        .with("role", data.case.proposed_role.as_str())
        .with("at", at)
}

fn review_steps(part: &Review, data: &crate::app::api::Review) -> Vec<Msg> {
    let mut out = vec![Msg::new("review-data").with("text", data.case.policy.as_str())];
    out.extend(crate::app::confirm::steps(data, &part.operator));
    let batch = data.case.batch.as_str();
    match part.within {
        Some((n, of)) => out.push(Msg::new("batch-sample-place").with("n", n).with("of", of).with("batch", batch)),
        None if !batch.is_empty() => out.push(Msg::new("batch-in").with("batch", batch)),
        None => {}
    }
    out
}

/// A row of the list: a heading or the place of an item.
enum Row {
    Heading(&'static str),
    Item(usize),
}

fn heading(subject: KindId, item: &ReviewItem) -> &'static str {
    match item {
        ReviewItem::Finding(_) => "review-findings",
        ReviewItem::Changed(_) => "review-changes",
        ReviewItem::Check { .. } => "review-checks",
        ReviewItem::Document(_) => "review-documents",
        ReviewItem::Fact(fact) => match fact.stands {
            FactStands::Against => "review-facts-against",
            FactStands::Well | FactStands::Reserved if fact.is_waiver() => "review-facts-waiver",
            FactStands::Well | FactStands::Reserved if subject == KindId::Assessment => "review-facts-assessment",
            FactStands::Well | FactStands::Reserved => "review-facts",
        },
    }
}

fn rows(_part: &Review, data: &crate::app::api::Review) -> Vec<Row> {
    let mut out = Vec::new();
    let mut last = "";
    for (place, item) in data.items.iter().enumerate() {
        let heading = heading(data.subject.id.kind, item);
        if heading != last {
            last = heading;
            out.push(Row::Heading(last));
        }
        out.push(Row::Item(place));
    }
    out
}

fn list(part: &Review, area: Rect, scene: &mut Scene<'_>) {
    let Some(data) = &part.data else { return };
    if data.items.is_empty() {
        let words = scene.label("review-nothing");
        scene.put(area.x, area.y, area.width, &words, Role::Text);
        return;
    }
    let rows = rows(part, data);
    let at = rows.iter().position(|r| matches!(r, Row::Item(p) if *p == part.cursor)).unwrap_or(0);
    let height = usize::from(area.height);
    // The cursor's neighbours stay visible; the heading above the first item too.
    let from = (at + 2).saturating_sub(height).min(rows.len().saturating_sub(height));
    for (n, row) in rows.iter().skip(from).take(height).enumerate() {
        let y = area.y + cells(n);
        match row {
            Row::Heading(id) => {
                let words = scene.label(id);
                scene.put(area.x, y, area.width, &words, Role::Heading);
            }
            Row::Item(place) => {
                if let Some(item) = data.items.get(*place) {
                    list_row(part, item, *place == part.cursor, Rect { y, height: 1, ..area }, scene);
                }
            }
        }
    }
    more(scene, area, rows.len().saturating_sub(from + height));
}

/// The sign of an item with its role.
fn sign_of(part: &Review, item: &ReviewItem, scene: &Scene<'_>) -> (&'static str, Role) {
    match review::sign(item, &part.looked) {
        Sign::Good => (scene.signs.ok, Role::Ok),
        Sign::Warn => (scene.signs.warning, Role::Warning),
        Sign::Bad => (scene.signs.bad, Role::Danger),
        Sign::Idle => (scene.signs.none, Role::Muted),
        Sign::Open => match item {
            ReviewItem::Finding(f) if f.hit.severity == Severity::Blocking => (scene.signs.bad, Role::Danger),
            _ => (scene.signs.none, Role::Pending),
        },
    }
}

fn list_row(part: &Review, item: &ReviewItem, here: bool, area: Rect, scene: &mut Scene<'_>) {
    let (sign, sign_role) = sign_of(part, item, scene);
    let mark = if part.marks.contains(&review::key(item)) { "*" } else { " " };
    let cursor = if here { scene.signs.role } else { " " };
    let role = if here { Role::Selected } else { Role::Text };
    let head = [(cursor, Role::Key), (mark, Role::Key), (sign, sign_role), (" ", Role::Text)];
    let used = scene.put_all(area.x, area.y, area.width, &head);
    let (name, word) = item::words(item, scene);
    let room = area.width.saturating_sub(used);
    let wide = cells(text::width(&word)).min(room / 2);
    let kept = if word.is_empty() { room } else { room.saturating_sub(wide + 1) };
    scene.put(area.x + used, area.y, kept, &name, role);
    scene.put_right(area.right().saturating_sub(wide), area.right(), area.y, &word, sign_role);
}

/// What the right pane is called.
fn pane_title(pane: Pane) -> &'static str {
    match pane {
        Pane::Item => "review-pane-item",
        Pane::Diff => "review-pane-diff",
        Pane::History => "review-pane-history",
        Pane::Evidence => "review-pane-evidence",
    }
}
