//! Draws the cover screen: for each profile what is required beside what is there, and below the line in full.

use crate::app::api::cover::CertificateLine;
use crate::app::api::cover::CoverBlock;
use crate::app::api::cover::CoverView;
use crate::app::cover::Cover;
use crate::app::cover::Item;
use crate::app::verbs::state_label;
use crate::domain::finding::FindingState;
use crate::domain::finding::Severity;
use crate::domain::insurance::effect::ChannelEffect;
use crate::domain::kind::KindId;
use crate::domain::msg::Arg;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::i18n::insurance::line_name;
use crate::text;
use crate::ui::cells as shades;
use crate::ui::lines::Lines;
use crate::ui::lines::Parts;
use crate::ui::popup::waiting;
use crate::ui::review::item::file;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells before the columns: cursor, mark, sign, rule, severity.
const HEAD: usize = 13;

/// Draws the screen into its area.
pub(crate) fn draw(part: &Cover, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 30 || area.height < 8 {
        return;
    }
    let Some(data) = &part.data else {
        return waiting(scene, area, part.failed.as_ref().map(|why| &why.msg), "cover-loading");
    };
    header(part, data, area, scene);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if data.blocks.is_empty() {
        let words = scene.label(if data.shown.id.kind == KindId::Partner { "cover-none-asked" } else { "cover-none" });
        crate::ui::popup::paragraph(scene, Rect { y: body.y + 1, ..body }, &words, Role::Text);
        return;
    }
    let rows = rows(part, data);
    let below = (body.height * 2 / 5).max(6);
    let height = cells(rows.len() + 1).min(body.height - below);
    table(part, &rows, Rect { height, ..body }, scene);
    let line = scene.signs.frame[4].repeat(usize::from(body.width));
    scene.put(body.x, body.y + height, body.width, &line, Role::Border);
    let used = height + 1;
    detail(part, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
}

/// Whose cover it is, and how many gaps are open and waived.
fn header(part: &Cover, data: &CoverView, area: Rect, scene: &mut Scene<'_>) {
    let items = part.items();
    let gaps: Vec<&Item<'_>> = items.iter().filter(|i| i.gap().is_some()).collect();
    let waived = gaps.iter().filter(|i| i.state() == FindingState::Waived).count();
    let open = gaps.iter().filter(|i| i.state().counts()).count();
    let right = scene.words(&Msg::new("cover-gaps").with("open", open).with("waived", waived));
    let role = if open == 0 { Role::Ok } else { Role::Danger };
    let room = area.width.saturating_sub(cells(text::width(&right)) + 1);
    let state = scene.label_or(&state_label(data.shown.id.kind, &data.shown.state), &data.shown.state);
    let of = data.shown.id;
    let whose = if of == data.partner { String::new() } else { format!(" {} {}", scene.signs.role, data.partner) };
    let first = format!("{of} {state}{whose} {}", data.name);
    scene.put(area.x, area.y, room, &first, Role::Title);
    scene.put_right(area.x + room, area.right(), area.y, &right, role);
}

/// A row of the table: the two lines of a block's head, that nothing speaks to it, or the place of an item.
enum Row<'a> {
    Block(&'a CoverBlock),
    Why(&'a CoverBlock),
    Nothing,
    Item(usize, Item<'a>),
}

fn rows<'a>(part: &'a Cover, data: &'a CoverView) -> Vec<Row<'a>> {
    let mut items = part.items().into_iter().enumerate().peekable();
    let mut out = Vec::new();
    for block in &data.blocks {
        out.push(Row::Block(block));
        out.push(Row::Why(block));
        if block.certificate.is_none() {
            out.push(Row::Nothing);
        }
        while let Some((place, item)) = items.next_if(|(_, i)| std::ptr::eq(i.block, block)) {
            out.push(Row::Item(place, item));
        }
    }
    out
}

/// Cells of the columns: which line, required, actual, what it comes to.
fn columns(width: u16) -> [usize; 4] {
    let room = usize::from(width).saturating_sub(HEAD);
    let word = 16.min(room / 4);
    let rest = room - word;
    let what = (rest * 38 / 100).min(34);
    let half = (rest - what) / 2;
    [what, half, rest - what - half, word]
}

fn table(part: &Cover, rows: &[Row<'_>], area: Rect, scene: &mut Scene<'_>) {
    let widths = columns(area.width);
    let mut x = area.x + cells(HEAD);
    for (label, wide) in ["cover-what", "cover-required", "cover-actual", "cover-verdict"].iter().zip(widths) {
        let words = scene.label(label);
        scene.put(x, area.y, cells(wide.saturating_sub(1)), &words, Role::Heading);
        x += cells(wide);
    }
    let height = usize::from(area.height.saturating_sub(1));
    let at = rows.iter().position(|r| matches!(r, Row::Item(n, _) if *n == part.cursor)).unwrap_or(0);
    let from = (at + 3).saturating_sub(height).min(rows.len().saturating_sub(height));
    // The head of the block stays in sight as long as the cursor is among its first lines.
    let head = rows.iter().take(at + 1).rposition(|r| matches!(r, Row::Block(_))).unwrap_or(0);
    let from = if at + 1 - head <= height { from.min(head.max((at + 1).saturating_sub(height))) } else { from };
    for (n, row) in rows.iter().skip(from).take(height).enumerate() {
        let line = Rect { y: area.y + 1 + cells(n), height: 1, ..area };
        match row {
            Row::Block(block) => block_head(block, line, scene),
            Row::Why(block) => block_why(block, line, scene),
            Row::Nothing => {
                let words = scene.label("cover-nothing-speaks");
                scene.put(line.x + 2, line.y, line.width.saturating_sub(2), &words, Role::Danger);
            }
            Row::Item(place, item) => item_row(part, *place, item, widths, line, scene),
        }
    }
    let left = rows.len().saturating_sub(from + height);
    if left > 0 {
        let more = format!(" {} {left} ", scene.signs.down);
        scene.put_right(area.x, area.right(), area.bottom().saturating_sub(1), &more, Role::Key);
    }
}

/// The sign and role of what something comes to.
pub(crate) fn effect_of(effect: ChannelEffect, scene: &Scene<'_>) -> (&'static str, Role) {
    match effect {
        ChannelEffect::Clear => (scene.signs.ok, Role::Ok),
        ChannelEffect::Conditional => (scene.signs.warning, Role::Warning),
        ChannelEffect::Blocking => (scene.signs.bad, Role::Danger),
    }
}

fn block_head(block: &CoverBlock, area: Rect, scene: &mut Scene<'_>) {
    let (sign, role) = effect_of(block.effect, scene);
    let right = format!("{sign} {}", scene.label(&block.effect.label()));
    let wide = cells(text::width(&right));
    let title = scene.i18n.pick(&block.title_en, &block.title_zh);
    let left = format!("{}  {title}", block.code);
    scene.put(area.x, area.y, area.width.saturating_sub(wide + 1), &left, Role::Heading);
    scene.put_right(area.right().saturating_sub(wide), area.right(), area.y, &right, role);
}

fn block_why(block: &CoverBlock, area: Rect, scene: &mut Scene<'_>) {
    let why = scene.words(&block.why);
    let mut parts: Parts = vec![(format!("  {why}"), Role::Muted)];
    if let Some(certificate) = &block.certificate {
        parts.push((format!(" {} {}", scene.signs.dot, certificate.id), Role::Text));
        parts.extend(expiry(certificate, scene));
    }
    let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
    scene.put_all(area.x, area.y, area.width, &borrowed);
}

/// Until when a certificate runs, with the days left.
fn expiry(certificate: &CertificateLine, scene: &Scene<'_>) -> Parts {
    let Some(day) = certificate.expires else { return Parts::new() };
    let (days, role) = shades::lapse(&Value::Date(day), scene.model.day(), &scene.signs);
    vec![(format!(" {} {day} ", scene.signs.dot), Role::Text), (days, role)]
}

/// The sign, role and word of a line.
fn standing(item: &Item<'_>, scene: &Scene<'_>) -> (&'static str, Role, String) {
    let Some(severity) = item.gap() else { return (scene.signs.ok, Role::Ok, scene.label("cover-fits")) };
    let word = scene.label(&item.state().label());
    if !item.state().counts() {
        return (scene.signs.none, Role::Warning, word);
    }
    let (sign, role) = match severity {
        Severity::High | Severity::Blocking => (scene.signs.bad, Role::Danger),
        Severity::Medium | Severity::Low => (scene.signs.warning, Role::Warning),
        Severity::Info => (scene.signs.none, Role::Text),
    };
    (sign, role, word)
}

fn words(arg: &Arg, scene: &Scene<'_>) -> String {
    text::visible(&scene.i18n.arg(arg)).into_owned()
}

fn item_row(part: &Cover, place: usize, item: &Item<'_>, widths: [usize; 4], area: Rect, scene: &mut Scene<'_>) {
    let here = place == part.cursor;
    let cursor = if here { scene.signs.role } else { " " };
    let mark = if item.finding.is_some_and(|f| part.marks.contains(&f.key())) { "*" } else { " " };
    let (sign, role, word) = standing(item, scene);
    let text_role = if here { Role::Selected } else { Role::Text };
    let rule = text::pad(item.rule(), 7);
    let severity = text::pad(item.gap().map_or("", Severity::as_str), 2);
    let head = [
        (cursor, Role::Key),
        (mark, Role::Key),
        (sign, role),
        (" ", Role::Text),
        (rule.as_str(), text_role),
        (severity.as_str(), role),
    ];
    scene.put_all(area.x, area.y, area.width, &head);
    let mut x = area.x + cells(HEAD);
    let mut put = |scene: &mut Scene<'_>, wide: usize, words: &str, role: Role| {
        scene.put(x, area.y, cells(wide.saturating_sub(1)), words, role);
        x += cells(wide);
    };
    let [first, need, has, last] = widths;
    if let Some(line) = item.line {
        put(scene, first, &line_name(&line.rule, &line.part, scene.i18n), text_role);
        let (asked, there) = (words(&line.need, scene), words(&line.has, scene));
        put(scene, need, &asked, text_role);
        put(scene, has, &there, if item.gap().is_some() { role } else { text_role });
    } else {
        let said = item.finding.map(|f| scene.words(&f.hit.msg)).unwrap_or_default();
        put(scene, first + need + has, &said, text_role);
    }
    put(scene, last, &word, role);
}

/// The line under the cursor in full, or the filed certificate.
fn detail(part: &Cover, area: Rect, scene: &mut Scene<'_>) {
    let mut out = Lines::default();
    match (&part.evidence, part.item()) {
        (Some(evidence), _) => {
            out.push(vec![(scene.label("review-pane-evidence"), Role::Heading)]);
            file(evidence, scene, &mut out, area.width);
        }
        (None, Some(item)) => whole(&item, scene, &mut out, area.width),
        (None, None) => {}
    }
    out.scrolled(scene, area, &part.scroll);
}

fn whole(item: &Item<'_>, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let rule = item.rule().to_lowercase();
    let (sign, role, word) = standing(item, scene);
    let label = item.line.and_then(|l| l.label.as_ref()).map(|l| words(l, scene));
    // What the rule is called says what is wrong; a line in order is called by what it is about.
    let name = match item.line.filter(|_| item.gap().is_none()) {
        Some(line) => line_name(&line.rule, &line.part, scene.i18n),
        None => scene.label(&format!("rule-{rule}")),
    };
    let about = match label {
        Some(label) => scene.words(&Msg::new("cover-line-of").with("name", name).with("what", label)),
        None => name,
    };
    out.push(vec![(format!("{sign} {} ", item.rule()), role), (about, Role::Title)]);
    let until = item.finding.filter(|f| f.state == FindingState::Waived).and_then(|f| f.until);
    let word = match until {
        Some(until) => scene.words(&Msg::new("cover-until").with("word", word).with("until", until)),
        None => word,
    };
    let severity = item.gap().map(|s| format!("{} {} ", scene.label(&s.label()), scene.signs.dot));
    out.push(vec![(format!("{}{word}", severity.unwrap_or_default()), role)]);
    if let Some(line) = item.line {
        let labels = ["cover-required", "cover-actual"].map(|id| scene.label(id));
        let column = cells(labels.iter().map(|l| text::width(l)).max().unwrap_or(8) + 2);
        let [required, actual] = labels;
        out.labelled(&required, Role::Label, column, &words(&line.need, scene), Role::Text, width);
        let shade = if item.gap().is_some() { role } else { Role::Text };
        out.labelled(&actual, Role::Label, column, &words(&line.has, scene), shade, width);
    } else if let Some(finding) = item.finding {
        out.wrapped(&scene.words(&finding.hit.msg), Role::Text, width);
    }
    out.wrapped(&scene.label(&format!("why-{rule}")), Role::Muted, width);
}
