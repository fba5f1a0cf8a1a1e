//! Draws a sweep: the check points of one document on the left, its copy on the right; one above the other below 100
//! columns.

use crate::app::sweep::Fate;
use crate::app::sweep::Hint;
use crate::app::sweep::Keyed;
use crate::app::sweep::Mode;
use crate::app::sweep::Sweep;
use crate::domain::checking::CheckPoint;
use crate::domain::checking::Rekey;
use crate::domain::document::RejectReason;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::popup::paragraph;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns from which on points and copy stand side by side.
const SIDE_BY_SIDE: u16 = 100;
/// Cells of the names of the points, with digit and sign.
const LABELS: u16 = 15;
/// Lines of the copy that stay on a small screen.
const LEAST_COPY: u16 = 6;

/// Draws the sweep into its area.
pub(crate) fn draw(part: &Sweep, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 6 {
        return;
    }
    scene.clear(area);
    head(part, area, scene);
    let body = Rect { y: area.y + 1, height: area.height - 1, ..area };
    if part.mode == Mode::Over {
        over(part, body, scene);
        return;
    }
    if part.sheet.is_none() {
        let id = if part.rows.is_empty() { "sweep-loading" } else { "sweep-opening" };
        return waiting(scene, body, part.failed.as_ref(), id);
    }
    if part.zoom {
        copy(part, body, scene);
    } else if area.width >= SIDE_BY_SIDE {
        let left = Rect { width: (area.width * 2 / 5).clamp(46, 76), ..body };
        points(part, left, scene);
        for y in body.top()..body.bottom() {
            scene.put(left.right(), y, 1, scene.signs.vertical, Role::Border);
        }
        let used = left.width + 2;
        copy(part, Rect { x: body.x + used, width: body.width.saturating_sub(used), ..body }, scene);
    } else {
        let most = body.height.saturating_sub(LEAST_COPY + 1);
        let taken = points(part, Rect { height: most, ..body }, scene);
        let line = scene.signs.frame[4].repeat(usize::from(body.width));
        scene.put(body.x, body.y + taken, body.width, &line, Role::Border);
        let used = taken + 1;
        copy(part, Rect { y: body.y + used, height: body.height.saturating_sub(used), ..body }, scene);
    }
}

/// Where one is, and the tally.
fn head(part: &Sweep, area: Rect, scene: &mut Scene<'_>) {
    let (accepted, rejected, left) = part.tally();
    let at = (part.at + 1).min(part.rows.len());
    let place = scene.words(&Msg::new("sweep-place").with("at", at).with("total", part.rows.len()));
    let tally = Msg::new("sweep-tally").with("accepted", accepted).with("rejected", rejected).with("left", left);
    let tally = scene.words(&tally);
    let wide = cells(text::width(&tally));
    scene.put(area.x, area.y, area.width.saturating_sub(wide + 1), &place, Role::Title);
    scene.put_right(area.x, area.right(), area.y, &tally, Role::Label);
}

/// There is no further document: what was left out, and why.
fn over(part: &Sweep, area: Rect, scene: &mut Scene<'_>) {
    let mut out = Lines::default();
    out.wrapped(&scene.label("sweep-over"), Role::Ok, area.width);
    let left = part.fates.values().filter(|fate| **fate == Fate::Left).count();
    out.wrapped(&scene.words(&Msg::new("sweep-over-left").with("n", left)), Role::Text, area.width);
    let passed: Vec<String> = part
        .fates
        .values()
        .filter_map(|fate| match fate {
            Fate::Passed(why) => Some(scene.words(why)),
            _ => None,
        })
        .collect();
    if !passed.is_empty() {
        out.wrapped(&scene.label("sweep-over-passed"), Role::Label, area.width);
    }
    for why in passed {
        out.wrapped(&why, Role::Warning, area.width);
    }
    if part.matched > part.rows.len() {
        let more = Msg::new("sweep-more-rows").with("matched", part.matched).with("n", part.rows.len());
        out.wrapped(&scene.words(&more), Role::Warning, area.width);
    }
    out.draw(scene, area, 0);
}

/// What the document says and what is to be looked at. Returns the rows it took.
fn points(part: &Sweep, area: Rect, scene: &mut Scene<'_>) -> u16 {
    let Some(sheet) = &part.sheet else { return 0 };
    let mut out = Lines::default();
    let name = scene.label(&sheet.document.code.label());
    out.push(vec![
        (sheet.id.to_string(), Role::Title),
        (format!(" {} {name}", sheet.document.code.as_str()), Role::Title),
    ]);
    let dot = scene.signs.dot;
    out.push(vec![(format!("{} {dot} {}", sheet.partner, sheet.title), Role::Text)]);
    let filed = scene.label("sweep-filed");
    out.push(vec![(format!("{filed} {} {dot} {}", sheet.filed_by, sheet.document.file.name), Role::Muted)]);
    asked(part, scene, &mut out, area.width);
    for (digit, point) in part.points() {
        let ticked = part.ticked.contains(&point);
        let (sign, role) = if ticked { (scene.signs.ok, Role::Ok) } else { (scene.signs.none, Role::Pending) };
        let label = format!("{digit} {sign} {}", scene.label(&point.label()));
        let label = text::clip(&label, usize::from(LABELS) - 1).into_owned();
        out.labelled(&label, role, LABELS, &says(part, point, scene), Role::Text, area.width);
        if let Some((id, role)) = hint(part, point) {
            let found = format!("{} {}", scene.signs.role, scene.words(&id));
            out.labelled("", role, LABELS, &found, role, area.width);
        }
    }
    for finding in &sheet.findings {
        let line = format!("{} {} {}", scene.signs.warning, finding.hit.rule, scene.words(&finding.hit.msg));
        out.wrapped(&line, Role::Warning, area.width);
    }
    if let Some(why) = &sheet.refused {
        let words = scene.words(&Msg::new("sweep-refused").with("why", scene.words(why)));
        out.wrapped(&format!("{} {words}", scene.signs.bad), Role::Danger, area.width);
    }
    let taken = cells(out.rows.len()).min(area.height);
    out.draw(scene, Rect { height: taken, ..area }, 0);
    caret(part, area, scene);
    taken
}

/// The row of what is being keyed, below the three rows that name the document.
const KEYED_ROW: u16 = 3;

/// What is asked right now: a value, what to do about a difference, a reason. It stands above the points.
fn asked(part: &Sweep, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    match part.mode {
        Mode::Keying(field) => {
            out.push(vec![(keying(part, field, scene), Role::Heading)]);
            out.push(Vec::new());
        }
        Mode::Differs(field) => {
            let Some(keyed) = part.keyed_of(field) else { return };
            let none = scene.label("sweep-differs-none");
            let or_none = |text: &str| if text.is_empty() { none.clone() } else { text.to_owned() };
            let values = Msg::new("sweep-differs-values")
                .with("typed", or_none(&keyed.typed))
                .with("record", or_none(&keyed.record));
            let head = format!("{} {}", scene.signs.bad, scene.label(&label_of(field)));
            out.push(vec![(head, Role::Danger)]);
            out.wrapped(&scene.words(&values), Role::Danger, width);
            for (digit, id) in part.meanings() {
                out.push(vec![(format!("{digit} "), Role::Key), (scene.label(&id), Role::Text)]);
            }
        }
        Mode::Reasons => {
            out.wrapped(&scene.label("sweep-reasons"), Role::Warning, width);
            let reasons = (1..).zip(RejectReason::ALL).map(|(n, r)| format!("{n} {}", scene.label(&r.label())));
            let mut row = String::new();
            for reason in reasons {
                if !row.is_empty() && text::width(&row) + text::width(&reason) + 2 > usize::from(width) {
                    out.push(vec![(std::mem::take(&mut row), Role::Key)]);
                }
                row.push_str(if row.is_empty() { "" } else { "  " });
                row.push_str(&reason);
            }
            out.push(vec![(row, Role::Key)]);
        }
        Mode::Ticking | Mode::Over => {}
    }
}

fn label_of(field: Rekey) -> String {
    format!("code-rekey-{}", field.as_str().replace('_', "-"))
}

/// What is to be keyed, and how much of it.
fn keying(part: &Sweep, field: Rekey, scene: &Scene<'_>) -> String {
    let n = part.expected(field).chars().count();
    let last = part.sheet.as_ref().and_then(|sheet| sheet.rekey_last);
    match (field, last) {
        (Rekey::Number, Some(_)) => scene.words(&Msg::new("sweep-number-last").with("n", n)),
        _ => scene.words(&Msg::new("sweep-keying").term("field", label_of(field)).with("n", n)),
    }
}

/// The line being keyed, with the terminal's cursor in it.
fn caret(part: &Sweep, area: Rect, scene: &mut Scene<'_>) {
    if matches!(part.mode, Mode::Keying(_)) && area.height > KEYED_ROW + 1 {
        let y = area.y + KEYED_ROW + 1;
        let x = area.x + scene.put(area.x, y, 2, &format!("{} ", scene.signs.role), Role::Key);
        lines::input(scene, x, y, area.width.saturating_sub(4).min(40), &part.line, true);
    }
}

/// What the record says of a point; hidden while it is to be keyed.
fn says(part: &Sweep, point: CheckPoint, scene: &Scene<'_>) -> String {
    let Some(sheet) = &part.sheet else { return String::new() };
    if !part.shows(point) {
        return scene.label("sweep-hidden");
    }
    let document = &sheet.document;
    let mut parts: Vec<String> = match point {
        CheckPoint::Name => {
            let mut names = sheet.names.clone();
            if !document.holder.is_empty() && !names.contains(&document.holder) {
                names.insert(0, document.holder.clone());
            }
            names
        }
        CheckPoint::Number => vec![document.number.clone()],
        CheckPoint::Scope => vec![document.scope.clone()],
        CheckPoint::Seal => vec![scene.label("sweep-seal"), document.issuer.clone()],
        CheckPoint::Validity => {
            let until = document.valid_to.map(|day| {
                let days = crate::i18n::format::days(scene.i18n, (day - part.today).num_days());
                scene.words(&Msg::new("sweep-until").with("day", day).with("days", days))
            });
            let issued = document.issued_on.map(|day| scene.words(&Msg::new("sweep-issued").with("day", day)));
            until.into_iter().chain(issued).collect()
        }
    };
    parts.retain(|text| !text.trim().is_empty());
    if parts.is_empty() {
        return scene.label("sweep-none");
    }
    parts.join(&format!(" {} ", scene.signs.dot))
}

/// What came of keying a point, or where it stands in the text.
fn hint(part: &Sweep, point: CheckPoint) -> Option<(Msg, Role)> {
    let keyed = part.keyed.iter().find(|keyed| keyed.field.point() == point);
    if let Some(keyed) = keyed.filter(|keyed| Keyed::settled(keyed)) {
        return Some(if keyed.matched() {
            (Msg::new("sweep-matched"), Role::Ok)
        } else {
            (Msg::new("sweep-held-right").with("typed", keyed.typed.as_str()), Role::Warning)
        });
    }
    Some(match part.hints.get(&point)? {
        Hint::Page(page) => (Msg::new("sweep-found").with("page", *page), Role::Muted),
        Hint::Nowhere => (Msg::new("sweep-not-found"), Role::Warning),
    })
}

/// The copy of the document.
fn copy(part: &Sweep, area: Rect, scene: &mut Scene<'_>) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let Some(sheet) = &part.sheet else { return };
    let (words, role) = match (&part.failed, &part.reading) {
        (Some(why), _) => (scene.words(why), Role::Danger),
        (None, Some(reading)) if reading.form.readable() => (scene.words(&reading.says()), Role::Heading),
        (None, Some(reading)) => (scene.words(&reading.says()), Role::Warning),
        (None, None) if sheet.document.file.sha256.is_empty() => (scene.label("review-no-evidence"), Role::Warning),
        (None, None) => (scene.label("sweep-reading"), Role::Pending),
    };
    let used = paragraph(scene, area, &words, role);
    let body = Rect { y: area.y + used, height: area.height.saturating_sub(used), ..area };
    lines::text(scene, body, part.lines.iter().map(String::as_str), &part.scroll);
}
