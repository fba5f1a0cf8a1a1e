//! Draws the readiness panel: a bar for each category, what is open, what runs out, total and flags.

use crate::app::api::ReadinessSheet;
use crate::app::api::assess::CategoryCount;
use crate::app::readiness::ReadinessPart;
use crate::app::verbs::state_label;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::bars;
use crate::ui::lines::Lines;
use crate::ui::lines::Parts;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use chrono::Days;
use chrono::NaiveDate;
use ratatui::layout::Rect;

/// Cells of a bar at most.
const BAR: usize = 40;

/// Draws the panel into its area.
pub(crate) fn draw(part: &ReadinessPart, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 4 {
        return;
    }
    let Some(data) = &part.found.data else {
        return waiting(scene, area, part.found.failed.as_ref().map(|why| &why.msg), "assess-loading");
    };
    let title = scene.words(&Msg::new("readiness-title").with("day", data.today));
    scene.put(area.x, area.y, area.width, &title, Role::Title);
    if data.sheets.is_empty() {
        let words = scene.label("readiness-no-lists");
        scene.put(area.x, area.y + 2, area.width, &words, Role::Text);
        return;
    }
    let mut y = area.y + 1;
    for (n, sheet) in data.sheets.iter().enumerate() {
        if y + 6 >= area.bottom() {
            break;
        }
        let here = n == part.cursor;
        let line = summary(sheet, here, scene);
        let borrowed: Vec<(&str, Role)> = line.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        scene.put_all(area.x, y, area.width, &borrowed);
        y += 1;
    }
    let rule = scene.signs.frame[4].repeat(usize::from(area.width));
    scene.put(area.x, y, area.width, &rule, Role::Border);
    y += 1;
    if let Some(sheet) = part.sheet() {
        let mut out = Lines::default();
        whole(sheet, data.today, scene, &mut out, area.width);
        let height = area.bottom().saturating_sub(y);
        out.scrolled(scene, Rect { y, height, ..area }, &part.scroll);
    }
}

/// A check-list in one line: code, progress, total, flags.
fn summary(sheet: &ReadinessSheet, here: bool, scene: &Scene<'_>) -> Parts {
    let role = if here { Role::Selected } else { Role::Text };
    let (open, all) = sheet.asked();
    let cursor = if here { scene.signs.role } else { " " };
    let mut out = vec![
        (cursor.to_owned(), Role::Key),
        (text::pad(&sheet.code, 12), role),
        (text::pad(&format!("{}/{all}", all - open), 8), if open == 0 { Role::Ok } else { Role::Pending }),
    ];
    let (sign, standing_role) = match sheet.standing.as_str() {
        "pass" => (scene.signs.ok, Role::Ok),
        "fail" => (scene.signs.bad, Role::Danger),
        _ => (scene.signs.warning, Role::Warning),
    };
    let standing = format!("{sign} {}", scene.label(&format!("code-standing-{}", sheet.standing)));
    out.push((text::pad(&standing, 13), standing_role));
    let state = match sheet.assessment {
        Some(id) => {
            let state = scene.label_or(&state_label(KindId::Assessment, &sheet.state), &sheet.state);
            format!("{id} {} {state}", scene.signs.dot)
        }
        None => scene.label("readiness-never"),
    };
    out.push((state, Role::Text));
    if !sheet.in_force {
        out.push((format!("  {}", scene.label("readiness-not-in-force")), Role::Warning));
    }
    out
}

fn whole(sheet: &ReadinessSheet, today: NaiveDate, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    out.wrapped(scene.i18n.pick(&sheet.title_en, &sheet.title_zh), Role::Title, width);
    let failing = if sheet.flags.is_empty() { String::new() } else { flags(sheet, scene) };
    let role = match (failing.is_empty(), sheet.asked().0) {
        (false, _) => Role::Danger,
        (true, 0) => Role::Text,
        (true, _) => Role::Pending,
    };
    out.wrapped(&scene.words(&sheet.result(&failing)), role, width);
    out.push(Vec::new());
    let names: Vec<String> = sheet.categories.iter().map(|c| scene.label(&c.category.label())).collect();
    let column = names.iter().map(|n| text::width(n)).max().unwrap_or(8) + 1;
    let most = sheet.categories.iter().map(CategoryCount::total).max().unwrap_or(1).max(1);
    let told = sheet.categories.iter().map(|c| text::width(&counts(c, scene))).max().unwrap_or(0);
    let room = usize::from(width).saturating_sub(column + told + 1).clamp(8, BAR);
    for (count, name) in sheet.categories.iter().zip(&names) {
        let mut parts = vec![(text::pad(name, column), Role::Label)];
        let wide = (count.total() * room).div_ceil(most).max(1);
        parts.extend(bar(count, wide, scene));
        parts.push((" ".repeat(room - wide.min(room) + 1), Role::Text));
        parts.push((counts(count, scene), Role::Text));
        out.push(parts);
    }
    out.push(legend(scene));
    out.push(Vec::new());
    let by = |days: u64| sheet.lapsing_by(today.checked_add_days(Days::new(days)).unwrap_or(today));
    let gone = sheet.lapsing.iter().filter(|l| l.on < today).count();
    let running =
        Msg::new("readiness-lapsing").with("gone", gone).with("d30", by(30)).with("d60", by(60)).with("d90", by(90));
    out.wrapped(&scene.words(&running), if by(30) > 0 { Role::Warning } else { Role::Text }, width);
    for lapsing in &sheet.lapsing {
        let role = if lapsing.on < today { Role::Danger } else { Role::Warning };
        let left = crate::i18n::format::days(scene.i18n, (lapsing.on - today).num_days());
        out.wrapped(
            &format!("  {} {} {} {} {left}", lapsing.item, lapsing.reference, lapsing.code, lapsing.on),
            role,
            width,
        );
    }
    let mut list = |id: &'static str, codes: &[String], role: Role| {
        if !codes.is_empty() {
            let label = scene.words(&Msg::new(id).with("n", codes.len()));
            let wide = cells(text::width(&label)) + 1;
            out.labelled(&label, role, wide, &codes.join(" "), Role::Text, width);
        }
    };
    list("readiness-overdue", &sheet.overdue, Role::Danger);
    list("readiness-open", &sheet.open, Role::Pending);
}

/// The counts of a category that are not nothing.
fn counts(count: &CategoryCount, scene: &Scene<'_>) -> String {
    let all = [count.up, count.basic, count.not, count.na, count.open].into_iter().zip(LEGEND);
    let words = all.filter(|(n, _)| *n > 0).map(|(n, id)| {
        let what = scene.label(&format!("assess-legend-{id}"));
        scene.words(&Msg::new("readiness-count").with("n", n).with("what", what))
    });
    words.collect::<Vec<_>>().join(&format!(" {} ", scene.signs.dot))
}

/// The flags that would fail, with the items behind them.
fn flags(sheet: &ReadinessSheet, scene: &Scene<'_>) -> String {
    let letters: Vec<String> = sheet.flags.chars().map(|c| format!("{c} {}", scene.signs.bad)).collect();
    format!("{}  {}", letters.join(" "), sheet.offending.join(" ")).trim_end().to_owned()
}

/// The glyph of each share of a bar, in the order up, basically, not, n.a., open.
const fn glyphs(ascii: bool) -> [&'static str; 5] {
    if ascii { ["#", "+", "x", "-", "."] } else { ["█", "▓", "▒", "░", "·"] }
}

/// The verdicts in the order of a bar.
const LEGEND: [&str; 5] = ["UP", "BASIC", "NOT", "NA", "UNASSESSED"];

const ROLES: [Role; 5] = [Role::Ok, Role::Warning, Role::Danger, Role::Muted, Role::Pending];

/// A bar of `wide` cells. What is there at all has a cell.
fn bar(count: &CategoryCount, wide: usize, scene: &Scene<'_>) -> Parts {
    let counts = [count.up, count.basic, count.not, count.na, count.open];
    let shares = bars::shares(counts, wide);
    let glyphs = glyphs(scene.look.ascii);
    let parts = shares.iter().zip(glyphs).zip(ROLES);
    parts.filter(|((n, _), _)| **n > 0).map(|((n, glyph), role)| (glyph.repeat(*n), role)).collect()
}

fn legend(scene: &Scene<'_>) -> Parts {
    let mut out = Parts::new();
    for ((glyph, role), id) in glyphs(scene.look.ascii).into_iter().zip(ROLES).zip(LEGEND) {
        out.push((format!("{glyph} "), role));
        out.push((format!("{}  ", scene.label(&format!("assess-legend-{id}"))), Role::Muted));
    }
    out
}
