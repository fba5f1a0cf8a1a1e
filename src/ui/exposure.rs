//! Draws the exposure panel: the months in which certificates run out as bars, and what is insured on each channel and in
//! each market.

use crate::app::api::cover::Exposure;
use crate::app::api::cover::Share;
use crate::app::exposure::ExposurePart;
use crate::domain::msg::Msg;
use crate::i18n::format;
use crate::text;
use crate::ui::bars;
use crate::ui::lines::Lines;
use crate::ui::lines::Parts;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of a name.
const NAME: usize = 10;
/// Cells of a bar at most.
const BAR: usize = 40;
/// Columns from which on calendar and shares stand side by side.
const SIDE_BY_SIDE: u16 = 140;
/// Cells of the calendar there.
const CALENDAR: u16 = 58;

/// Draws the panel into its area.
pub(crate) fn draw(part: &ExposurePart, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 30 || area.height < 6 {
        return;
    }
    let Some(data) = &part.found.data else {
        return waiting(scene, area, part.found.failed.as_ref().map(|why| &why.msg), "cover-loading");
    };
    let title = scene.words(&Msg::new("exposure-title").with("day", data.today));
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let (left, right) = if area.width >= SIDE_BY_SIDE {
        let right = Rect { x: body.x + CALENDAR + 2, width: body.width - CALENDAR - 2, ..body };
        (Rect { width: CALENDAR, ..body }, right)
    } else {
        // Overdue, twelve months and nothing between: the calendar stays whole where the shares still have room.
        let rows = 13.min(body.height.saturating_sub(4));
        let rest = Rect { y: body.y + rows + 1, height: body.height.saturating_sub(rows + 1), ..body };
        let line = scene.signs.frame[4].repeat(usize::from(body.width));
        scene.put(body.x, body.y + rows, body.width, &line, Role::Border);
        (Rect { height: rows, ..body }, rest)
    };
    calendar(part, data, left, scene);
    let mut out = Lines::default();
    shares("exposure-channels", &data.channels, &|s| scene.label(&format!("code-channel-{}", s.of)), scene, &mut out);
    out.push(Vec::new());
    shares("exposure-markets", &data.markets, &|s| s.of.clone(), scene, &mut out);
    out.scrolled(scene, right, &part.scroll);
}

fn calendar(part: &ExposurePart, data: &Exposure, area: Rect, scene: &mut Scene<'_>) {
    let most = data.months.iter().map(|m| m.ends).chain([data.overdue, 1]).max().unwrap_or(1);
    let told = 22;
    let room = usize::from(area.width).saturating_sub(12 + told).clamp(6, BAR);
    let (full, light) = if scene.look.ascii { ("#", "+") } else { ("█", "▒") };
    let mut rows: Vec<Parts> = Vec::new();
    let overdue = scene.label("exposure-overdue");
    let role = if data.overdue > 0 { Role::Danger } else { Role::Muted };
    let late = [(full, role, bars::long(data.overdue, most, room))];
    rows.push(bars::row(&overdue, NAME, &late, room, vec![(data.overdue.to_string(), role)]));
    for month in &data.months {
        let open = month.ends - month.renewed.min(month.ends);
        let wide = bars::long(month.ends, most, room);
        let dark = if month.ends == 0 { 0 } else { (wide * open).div_ceil(month.ends).min(wide) };
        let counts = match (month.ends, month.renewed) {
            (0, _) => String::new(),
            (n, 0) => n.to_string(),
            (n, renewed) => scene.words(&Msg::new("exposure-renewed").with("n", n).with("renewed", renewed)),
        };
        let name = month.from.format("%Y-%m").to_string();
        let role = if open > 0 { Role::Warning } else { Role::Ok };
        let bar = [(full, Role::Warning, dark), (light, Role::Ok, wide - dark)];
        rows.push(bars::row(&name, NAME, &bar, room, vec![(counts, role)]));
    }
    bars::column(&rows, part.cursor, area, scene);
}

/// A table of shares.
fn shares(title: &str, found: &[Share], name: &dyn Fn(&Share) -> String, scene: &Scene<'_>, out: &mut Lines) {
    let heads = ["exposure-partners", "exposure-certificates", "exposure-limits", "exposure-gaps", "exposure-waived"];
    let mut cells: Vec<Vec<String>> = vec![heads.iter().map(|id| scene.label(id)).collect()];
    let locale = scene.i18n.locale();
    for share in found {
        let int = |n: usize| format::int(locale, i64::try_from(n).unwrap_or(i64::MAX));
        let left_out = if share.unconverted > 0 { format!(" +{}?", share.unconverted) } else { String::new() };
        let limits = format!("{}{left_out}", format::int(locale, share.limits_usd));
        let split = format!(
            "{} ({}{} {}{} {}{})",
            share.partners,
            share.clear,
            scene.signs.ok,
            share.conditional,
            scene.signs.warning,
            share.blocking,
            scene.signs.bad
        );
        cells.push(vec![split, int(share.certificates), limits, int(share.gaps), int(share.waived)]);
    }
    let names: Vec<String> = std::iter::once(scene.label(title)).chain(found.iter().map(name)).collect();
    let first = names.iter().map(|n| text::width(n)).max().unwrap_or(8).min(22) + 1;
    let mut wide = vec![0; heads.len()];
    for row in &cells {
        for (most, cell) in wide.iter_mut().zip(row) {
            *most = text::width(cell).max(*most);
        }
    }
    for (n, (name, row)) in names.iter().zip(&cells).enumerate() {
        let role = if n == 0 { Role::Heading } else { Role::Text };
        let mut parts: Parts = vec![(text::pad(&text::clip(name, first - 1), first), role)];
        for (most, cell) in wide.iter().zip(row) {
            let gap = most.saturating_sub(text::width(cell)) + 2;
            parts.push((format!("{}{cell}", " ".repeat(gap)), role));
        }
        out.push(parts);
    }
    if found.is_empty() {
        out.push(vec![(format!("  {}", scene.label("exposure-none")), Role::Muted)]);
    }
}
