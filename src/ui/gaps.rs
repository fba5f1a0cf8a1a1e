//! Draws the gaps panel: a row for each rule, a column for each profile, and what both have together.

use crate::app::api::cover::GapCount;
use crate::app::api::cover::GapMatrix;
use crate::app::gaps::GapsPart;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::bars;
use crate::ui::lines::Parts;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of a rule's code with the blank behind it.
const CODE: usize = 7;
/// Cells of a rule's words at most; where fewer than this minimum are left there are none.
const WORDS: usize = 44;
const FEWEST: usize = 12;

/// Draws the panel into its area.
pub(crate) fn draw(part: &GapsPart, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 30 || area.height < 6 {
        return;
    }
    let Some(data) = &part.found.data else {
        return waiting(scene, area, part.found.failed.as_ref().map(|why| &why.msg), "cover-loading");
    };
    let all: Vec<GapCount> = data.rules.iter().map(|(_, cells)| GapMatrix::sum(cells)).collect();
    let sum = GapMatrix::sum(&all);
    let title = Msg::new("gaps-title").with("day", data.today).with("open", sum.open).with("waived", sum.waived);
    let title = scene.words(&title);
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    if data.rules.is_empty() {
        let none = scene.label("gaps-none");
        scene.put(area.x + 1, area.y + 2, area.width - 1, &none, Role::Muted);
        return;
    }
    let mut heads: Vec<String> =
        data.profiles.iter().map(|p| if p.is_empty() { scene.label("gaps-any") } else { p.clone() }).collect();
    heads.push(scene.label("gaps-sum"));
    let wide: Vec<usize> = heads.iter().map(|head| text::width(head).max(4) + 2).collect();
    let room = usize::from(area.width).saturating_sub(2 + CODE + wide.iter().sum::<usize>()).min(WORDS);
    let room = if room < FEWEST { 0 } else { room };
    let mut head: Parts = vec![(" ".repeat(1 + CODE + room), Role::Heading)];
    head.extend(heads.iter().zip(&wide).map(|(name, wide)| (right(name, *wide), Role::Heading)));
    let borrowed: Vec<(&str, Role)> = head.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(area.x, area.y + 1, area.width, &borrowed);
    let rows: Vec<Parts> = data
        .rules
        .iter()
        .map(|(rule, counts)| {
            let mut row: Parts = vec![(text::pad(rule, CODE), Role::Key)];
            let words = scene.label(&format!("rule-{}", rule.to_ascii_lowercase()));
            row.push((text::pad(&text::clip(&words, room), room), Role::Text));
            let cells = counts.iter().copied().chain([GapMatrix::sum(counts)]);
            row.extend(cells.zip(&wide).map(|(count, wide)| cell(count, *wide)));
            row
        })
        .collect();
    let body = Rect { y: area.y + 2, height: area.height - 3, ..area };
    bars::column(&rows, part.cursor, body, scene);
    let legend = scene.label("gaps-legend");
    scene.put(area.x + 1, area.bottom() - 1, area.width - 1, &legend, Role::Muted);
}

fn right(text: &str, wide: usize) -> String {
    format!("{}{text}", " ".repeat(wide.saturating_sub(text::width(text))))
}

/// What counts, and in brackets what is waived.
fn cell(count: GapCount, wide: usize) -> (String, Role) {
    let (words, role) = match (count.open, count.waived) {
        (0, 0) => (".".to_owned(), Role::Muted),
        (open, 0) => (open.to_string(), Role::Danger),
        (0, waived) => (format!("({waived})"), Role::Muted),
        (open, waived) => (format!("{open}({waived})"), Role::Danger),
    };
    (right(&words, wide), role)
}
