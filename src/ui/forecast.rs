//! Draws the forecast panel: a bar for each week, divided by risk band, with its counts.

use crate::app::api::forecast::Due;
use crate::app::forecast::ForecastPart;
use crate::domain::msg::Msg;
use crate::domain::partner::RiskBand;
use crate::text;
use crate::ui::bars;
use crate::ui::lines::Parts;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of a bar at most.
const BAR: usize = 80;
/// Cells of the name of a week.
const NAME: usize = 11;

/// Draws the panel into its area.
pub(crate) fn draw(part: &ForecastPart, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 30 || area.height < 6 {
        return;
    }
    let Some(data) = &part.found.data else {
        return waiting(scene, area, part.found.failed.as_ref().map(|why| &why.msg), "forecast-loading");
    };
    let title = Msg::new("forecast-title")
        .with("day", data.today)
        .with("overdue", data.overdue.total())
        .with("total", data.total())
        .with("weeks", data.weeks.len());
    let title = scene.words(&title);
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    let overdue = (scene.label("forecast-overdue"), data.overdue, false);
    let weeks = data.weeks.iter().enumerate().map(|(n, (monday, due))| (monday.to_string(), *due, n == 0));
    let all: Vec<(String, Due, bool)> = std::iter::once(overdue).chain(weeks).collect();
    let most = all.iter().map(|(_, due, _)| due.total()).max().unwrap_or(0);
    let counted = most.to_string().len();
    let told: Vec<Parts> = all.iter().map(|(_, due, here)| told(due, *here, counted, scene)).collect();
    let longest = told.iter().map(|t| t.iter().map(|(t, _)| text::width(t)).sum::<usize>()).max().unwrap_or(0);
    let room = usize::from(area.width).saturating_sub(1 + NAME + 1 + longest).clamp(6, BAR);
    let mut rows: Vec<Parts> = Vec::new();
    for ((name, due, _), told) in all.iter().zip(told) {
        rows.push(bars::row(name, NAME, &bar(due, most, room, scene.look.ascii), room, told));
    }
    let body = Rect { y: area.y + 1, height: area.height - 2, ..area };
    bars::column(&rows, part.cursor, body, scene);
    let legend = legend(scene);
    let borrowed: Vec<(&str, Role)> = legend.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    let below = cells(rows.len()).min(body.height);
    scene.put_all(area.x + 1, body.y + below, area.width - 1, &borrowed);
}

/// The glyph of each band, the gravest first: without colour it is the darkest too.
const fn glyphs(ascii: bool) -> [&'static str; 4] {
    if ascii { ["#", "x", "+", "-"] } else { ["█", "▓", "▒", "░"] }
}

const fn role(band: RiskBand) -> Role {
    match band {
        RiskBand::Critical => Role::Danger,
        RiskBand::High => Role::Warning,
        RiskBand::Med => Role::Pending,
        RiskBand::Low => Role::Ok,
    }
}

/// A bar divided by band; a band that is there at all has a cell.
fn bar(due: &Due, most: usize, room: usize, ascii: bool) -> Vec<bars::Share<'static>> {
    let bands = due.bands();
    let shares = bars::shares(bands.map(|(_, n)| n), bars::long(due.total(), most, room));
    bands.iter().zip(glyphs(ascii)).zip(shares).map(|(((band, _), glyph), wide)| (glyph, role(*band), wide)).collect()
}

/// The count of a week, what its bands have of it, and whether it is this one.
fn told(due: &Due, here: bool, counted: usize, scene: &Scene<'_>) -> Parts {
    let mut out = Parts::new();
    let total = due.total();
    out.push((format!("{total:>counted$}"), if total > 0 { Role::Text } else { Role::Muted }));
    for (band, n) in due.bands().into_iter().filter(|(_, n)| *n > 0) {
        let name = scene.label(&format!("code-risk-band-{}", band.as_str()));
        out.push((format!("  {name} {n}"), role(band)));
    }
    if here {
        out.push((format!("  {} {}", scene.signs.dot, scene.label("forecast-this-week")), Role::Title));
    }
    out
}

fn legend(scene: &Scene<'_>) -> Parts {
    let mut out = Parts::new();
    for (glyph, (band, _)) in glyphs(scene.look.ascii).into_iter().zip(Due::default().bands()) {
        out.push((format!("{glyph} "), role(band)));
        out.push((format!("{}  ", scene.label(&format!("code-risk-band-{}", band.as_str()))), Role::Muted));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_as_long_as_its_week_and_shows_every_band() {
        let due = Due { low: 30, high: 1, ..Due::default() };
        let wide: Vec<usize> = bar(&due, 62, 40, false).iter().map(|(_, _, wide)| *wide).collect();
        assert_eq!(wide, [0, 1, 0, 19]);
        assert!(bar(&Due::default(), 62, 40, true).iter().all(|(_, _, wide)| *wide == 0));
    }
}
