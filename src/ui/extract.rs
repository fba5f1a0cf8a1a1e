//! Draws a filed certificate whose fields are taken over: the fields on the left with the one in hand below them, the page
//! it stands on at the right; one above the other below 100 columns.

use crate::app::api::reading::Proposal;
use crate::app::extract::Extract;
use crate::app::extract::Fate;
use crate::app::extract::Item;
use crate::app::extract::Mode;
use crate::app::extract::blank;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::format;
use crate::text;
use crate::ui::cells;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::lines::Parts;
use crate::ui::popup::paragraph;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells as count;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which on fields and text stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Rows of the field in hand: its name and place, what the paper says, what the record has, what is wrong.
const HAND: u16 = 4;
/// Rows of the text that stay on a small screen, with the one that names the page.
const LEAST_TEXT: u16 = 5;
/// Cells of confidence and place at the end of a row.
const TAIL: usize = 12;

/// Draws it into its area.
pub(crate) fn draw(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 8 {
        return;
    }
    scene.clear(area);
    head(part, area, scene);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if !part.ready() {
        let id = if part.sheet.is_some() { "extract-reading" } else { "extract-loading" };
        return waiting(scene, body, part.failed.as_ref(), id);
    }
    if let Some(why) = part.by_hand() {
        return by_hand(part, &why, body, scene);
    }
    if part.zoom {
        hand(part, Rect { height: HAND.min(body.height), ..body }, scene);
        rule(Rect { y: body.y + HAND, ..body }, scene);
        let used = HAND + 1;
        page(part, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
    } else if area.width >= SIDE_BY_SIDE {
        let left = Rect { width: (area.width / 2).clamp(56, 96), ..body };
        beside(part, left, scene);
        for y in body.top()..body.bottom() {
            scene.put(left.right(), y, 1, scene.signs.vertical, Role::Border);
        }
        let used = left.width + 2;
        page(part, Rect { x: body.x + used, width: body.width.saturating_sub(used), ..body }, scene);
    } else {
        let above = Rect { height: body.height.saturating_sub(LEAST_TEXT + 1), ..body };
        beside(part, above, scene);
        rule(Rect { y: above.bottom(), ..body }, scene);
        page(part, Rect { y: above.bottom() + 1, height: LEAST_TEXT.min(body.height), ..body }, scene);
    }
}

fn rule(area: Rect, scene: &mut Scene<'_>) {
    let line = scene.signs.frame[4].repeat(usize::from(area.width));
    scene.put(area.x, area.y, area.width, &line, Role::Border);
}

/// Whose certificate it is, and the tally.
fn head(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    let Some(sheet) = &part.sheet else {
        scene.put(area.x, area.y, area.width, &part.of.to_string(), Role::Title);
        return;
    };
    let name = match &sheet.certificate {
        Some(shown) => shown.id.to_string(),
        None => scene.label("extract-new"),
    };
    let dot = scene.signs.dot;
    let title = format!("{name} {dot} {} {} {dot} {}", sheet.partner, sheet.title, sheet.file.name);
    let (accepted, typed, left, open) = part.tally();
    let counts = Msg::new("extract-tally").with("taken", accepted + typed).with("left", left).with("open", open);
    let tally = if part.items.is_empty() { String::new() } else { scene.words(&counts) };
    let wide = count(text::width(&tally));
    scene.put(area.x, area.y, area.width.saturating_sub(wide + 1), &title, Role::Title);
    scene.put_right(area.x, area.right(), area.y, &tally, Role::Label);
}

/// No program can say anything of it: why, and what to do.
fn by_hand(part: &Extract, why: &Msg, area: Rect, scene: &mut Scene<'_>) {
    let mut out = Lines::default();
    out.wrapped(&format!("{} {}", scene.signs.warning, scene.words(why)), Role::Warning, area.width);
    out.wrapped(&scene.label("extract-by-hand"), Role::Text, area.width);
    refused(part, scene, &mut out, area.width);
    out.draw(scene, area, 0);
}

fn refused(part: &Extract, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    if let Some(why) = part.sheet.as_ref().and_then(|sheet| sheet.refused.as_ref()) {
        out.wrapped(&format!("{} {}", scene.signs.bad, scene.words(why)), Role::Danger, width);
    }
}

/// The fields, and below them the one in hand.
fn beside(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    let rows = area.height.saturating_sub(HAND + 1);
    rule(Rect { y: area.y + rows, ..area }, scene);
    list(part, Rect { height: rows, ..area }, scene);
    hand(part, Rect { y: area.y + rows + 1, height: area.height.saturating_sub(rows + 1), ..area }, scene);
}

/// What a field is called.
fn label(item: &Item, scene: &Scene<'_>) -> String {
    let (name, key, member) = item.parts();
    let own = |name: &str| {
        let own = name.replace('_', "-");
        let plain = scene.label_or(&format!("field-{own}"), name);
        scene.label_or(&format!("extract-field-{own}"), &plain)
    };
    match (key, member) {
        (Some(key), Some(member)) => {
            let of = if name == "coverages" { "extract-of-cover" } else { "extract-of-insurer" };
            scene.words(&Msg::new(of).with("key", key).with("field", own(member)))
        }
        _ => own(member.unwrap_or(name)),
    }
}

fn shown(item: &Item, value: &Value, scene: &Scene<'_>) -> String {
    match value {
        Value::Money(money) => format::money(scene.i18n.locale(), money),
        other => cells::value(scene, Some(item.field), other),
    }
}

/// The sign and value of a row with their role.
fn standing(item: &Item, scene: &Scene<'_>) -> (&'static str, String, Role) {
    let has = || {
        if blank(&item.has) {
            return String::new();
        }
        scene.words(&Msg::new("extract-has-value").with("value", shown(item, &item.has, scene)))
    };
    match (&item.fate, &item.proposal) {
        (Fate::Accepted, Some(p)) => (scene.signs.ok, shown(item, &p.value, scene), Role::Ok),
        (Fate::Typed(value), _) => (scene.signs.ok, shown(item, value, scene), Role::Ok),
        (Fate::Same, _) => (scene.signs.ok, has(), Role::Muted),
        (Fate::Left, _) => (scene.signs.bad, has(), Role::Muted),
        (_, None) => (scene.signs.none, scene.label("extract-to-type"), Role::Warning),
        (_, Some(p)) if p.why.is_some() => (scene.signs.warning, p.printed.clone(), Role::Danger),
        (_, Some(p)) if item.differs() => {
            let both = format!("{}  {}", shown(item, &p.value, scene), has());
            (scene.signs.warning, both, Role::Warning)
        }
        (_, Some(p)) => (scene.signs.none, shown(item, &p.value, scene), Role::Text),
    }
}

/// How sure the reading is, and page and line.
fn tail(proposal: Option<&Proposal>) -> String {
    proposal.map_or_else(String::new, |p| format!("{:>3}% {:>3}:{:<2}", p.confidence, p.page, p.row))
}

fn list(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    let height = usize::from(area.height);
    let most = part.items.len().saturating_sub(height);
    let from = (part.cursor + height / 2 + 1).saturating_sub(height).min(most);
    let labels: Vec<String> = part.items.iter().map(|item| label(item, scene)).collect();
    let widest = labels.iter().map(|l| text::width(l)).max().unwrap_or(0);
    let room = usize::from(area.width).saturating_sub(TAIL + 4);
    let column = (widest + 2).min(room / 2);
    let rows = part.items.iter().zip(&labels).enumerate().skip(from).take(height);
    for ((place, (item, name)), y) in rows.zip(area.top()..area.bottom()) {
        let here = place == part.cursor;
        let (sign, value, role) = standing(item, scene);
        let cursor = if here { scene.signs.role } else { " " };
        let name_role = if here { Role::Selected } else { Role::Text };
        let name = text::pad(&text::clip(name, column.saturating_sub(1)), column);
        let parts =
            [(cursor, Role::Key), (sign, role), (" ", Role::Text), (name.as_str(), name_role), (value.as_str(), role)];
        scene.put_all(area.x, y, area.width.saturating_sub(count(TAIL)), &parts);
        scene.put_right(area.x, area.right(), y, &tail(item.proposal.as_ref()), Role::Muted);
    }
    let below = most - from;
    if below > 0 {
        let more = format!(" {} {below} ", scene.signs.down);
        scene.put_right(area.x, area.right().saturating_sub(1), area.bottom(), &more, Role::Key);
    }
}

/// The field in hand in full, with what is asked of it.
fn hand(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    let Some(item) = part.item() else { return };
    let mut out = Lines::default();
    if let Some(question) = of_several(part) {
        out.wrapped(&scene.words(&question), Role::Warning, area.width);
        out.draw(scene, area, 0);
        return;
    }
    let name = label(item, scene);
    let mut title: Parts = vec![(name, Role::Title)];
    if let Some(proposal) = &item.proposal {
        let place = Msg::new("extract-place")
            .with("page", proposal.page)
            .with("row", proposal.row)
            .with("confidence", i64::from(proposal.confidence));
        title.push((format!("  {}", scene.words(&place)), Role::Muted));
    }
    out.push(title);
    if let Some(row) = asked(part, item, scene, &mut out, area.width) {
        out.draw(scene, area, 0);
        let x = area.x + scene.put(area.x, area.y + row, 2, &format!("{} ", scene.signs.role), Role::Key);
        lines::input(scene, x, area.y + row, area.width.saturating_sub(4), &part.line, true);
        return;
    }
    match &item.proposal {
        Some(p) if p.why.is_none() => {
            let says = scene.label("extract-says");
            out.labelled(&says, Role::Label, column(scene), &shown(item, &p.value, scene), Role::Text, area.width);
        }
        Some(p) => {
            let says = scene.label("extract-says");
            out.labelled(&says, Role::Label, column(scene), &p.printed, Role::Danger, area.width);
        }
        None => out.wrapped(&scene.label("extract-not-found"), Role::Warning, area.width),
    }
    if !blank(&item.has) {
        let has = scene.label("extract-has");
        let role = if item.differs() { Role::Warning } else { Role::Text };
        out.labelled(&has, Role::Label, column(scene), &shown(item, &item.has, scene), role, area.width);
    }
    if part.wrong.is_empty()
        && let Some(why) = item.proposal.as_ref().and_then(|p| p.why.as_ref())
    {
        out.wrapped(&scene.words(why), Role::Danger, area.width);
    }
    for why in &part.wrong {
        out.wrapped(&scene.words(why), Role::Danger, area.width);
    }
    refused(part, scene, &mut out, area.width);
    out.draw(scene, area, 0);
}

fn column(scene: &Scene<'_>) -> u16 {
    let labels = ["extract-says", "extract-has"].map(|id| text::width(&scene.label(id)));
    count(labels.into_iter().max().unwrap_or(6) + 1)
}

/// What is asked about more than the field in hand.
fn of_several(part: &Extract) -> Option<Msg> {
    match part.mode {
        Mode::All(confidence, n) => {
            Some(Msg::new("extract-ask-all").with("n", n).with("confidence", i64::from(confidence)))
        }
        Mode::Write(open) => Some(Msg::new("extract-ask-write").with("n", open)),
        Mode::Deciding | Mode::Typing | Mode::Replace => None,
    }
}

/// What is asked of the field in hand. Returns the row of the line being typed.
fn asked(part: &Extract, item: &Item, scene: &Scene<'_>, out: &mut Lines, width: u16) -> Option<u16> {
    match part.mode {
        Mode::Deciding | Mode::All(..) | Mode::Write(_) => None,
        Mode::Replace => {
            out.wrapped(&scene.label("extract-ask-replace"), Role::Warning, width);
            None
        }
        Mode::Typing => {
            let row = count(out.rows.len());
            out.push(Vec::new());
            for why in &part.wrong {
                out.wrapped(&scene.words(why), Role::Danger, width);
            }
            if !blank(&item.has) {
                let has = Msg::new("extract-has-value").with("value", shown(item, &item.has, scene));
                out.wrapped(&scene.words(&has), Role::Muted, width);
            }
            Some(row)
        }
    }
}

/// The page the field stands on, its line marked.
fn page(part: &Extract, area: Rect, scene: &mut Scene<'_>) {
    let Some(paper) = part.paper.as_ref().filter(|_| area.height > 1 && area.width > 6) else { return };
    let found = part.item().and_then(|i| i.proposal.as_ref());
    let number = found.map_or(1, |p| p.page);
    let pages = paper.reading.pages_in_all;
    let title = match found {
        Some(p) => Msg::new("extract-page-line").with("page", number).with("pages", pages).with("row", p.row),
        None => Msg::new("extract-page").with("page", number).with("pages", pages),
    };
    scene.put(area.x, area.y, area.width, &scene.words(&title), Role::Heading);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    let Some(text) = paper.reading.pages.get(number.saturating_sub(1)) else { return };
    let row = found.map_or(1, |p| p.row);
    let height = usize::from(body.height);
    let total = text.lines().count();
    let middle = row.saturating_add_signed(part.moved);
    // The whole page when it fits; otherwise the line a third from the top.
    let first = middle.saturating_sub(height / 3 + 1).min(total.saturating_sub(height));
    let mut y = body.y;
    for (number, line) in (1..).zip(text.lines()).skip(first) {
        let marked = found.is_some_and(|p| p.row == number);
        for piece in text::wrap_visible(line, usize::from(body.width) - 2) {
            if y >= body.bottom() {
                return;
            }
            let sign = if marked { scene.signs.role } else { " " };
            scene.put(body.x, y, 1, sign, Role::Key);
            marked_line(
                &piece,
                found.filter(|_| marked),
                Rect { x: body.x + 2, y, width: body.width - 2, height: 1 },
                scene,
            );
            y += 1;
        }
    }
    if total == 0 {
        paragraph(scene, body, &scene.label("inbox-no-text"), Role::Warning);
    }
}

/// A row of the page; in the marked line what was read stands out.
fn marked_line(row: &str, found: Option<&Proposal>, area: Rect, scene: &mut Scene<'_>) {
    let Some(found) = found else {
        scene.put(area.x, area.y, area.width, row, Role::Text);
        return;
    };
    match row.split_once(found.printed.as_str()) {
        Some((before, after)) if !found.printed.is_empty() => {
            let parts = [(before, Role::Text), (found.printed.as_str(), Role::Selected), (after, Role::Text)];
            scene.put_all(area.x, area.y, area.width, &parts);
        }
        _ => {
            scene.put(area.x, area.y, area.width, row, Role::Selected);
        }
    }
}
