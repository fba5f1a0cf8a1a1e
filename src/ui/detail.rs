//! The detail of a record: state, what blocks, what lapses and what comes next in its first lines; then documents,
//! findings, cases and the fields of its kind's table.

use crate::app::Focus;
use crate::app::api::Shown;
use crate::app::api::query::DocumentLine;
use crate::app::verbs::next_step;
use crate::domain::finding::Severity;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use crate::domain::value::Value;
use crate::text;
use crate::ui::cells;
use crate::ui::popup::paragraph;
use crate::ui::scene::Scene;
use crate::ui::scene::cells as count;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Columns of labels.
const LABEL: usize = 17;

/// One line: a label and parts with their roles.
struct Line {
    label: String,
    parts: Vec<(String, Role)>,
}

impl Line {
    fn new(label: String, parts: Vec<(String, Role)>) -> Self {
        Self { label, parts }
    }

    fn heading(text: String) -> Self {
        Self { label: String::new(), parts: vec![(text, Role::Heading)] }
    }

    fn blank() -> Self {
        Self { label: String::new(), parts: Vec::new() }
    }
}

/// Draws the detail of the row under the cursor.
pub(crate) fn draw(scene: &mut Scene<'_>, area: Rect) {
    let model = scene.model;
    let inner = Rect::new(area.x + 1, area.y, area.width.saturating_sub(2), area.height);
    let detail = &model.detail;
    let target = model.target().or(detail.wanted);
    let Some(shown) = &detail.shown else {
        let (msg, role) = match (&detail.refused, target) {
            (Some(why), _) => (why.clone(), Role::Danger),
            (None, Some(_)) => (Msg::new("app-loading"), Role::Pending),
            (None, None) => (Msg::new("app-no-detail"), Role::Muted),
        };
        let words = scene.words(&msg);
        paragraph(scene, inner, &words, role);
        return;
    };
    title(scene, inner, shown, target.is_some_and(|id| id != shown.id));
    let body = Rect::new(inner.x, inner.y + 1, inner.width, inner.height.saturating_sub(1));
    let lines = lines(scene, shown, usize::from(body.width));
    let most = lines.len().saturating_sub(usize::from(body.height));
    for (line, y) in lines.iter().skip(detail.scroll.min(most)).zip(body.top()..body.bottom()) {
        put(scene, body, y, line);
    }
}

fn title(scene: &mut Scene<'_>, area: Rect, shown: &Shown, late: bool) {
    let role = if scene.model.focus == Focus::Detail { Role::Focus } else { Role::Title };
    let id = format!("{} ", shown.id);
    let used = scene.put(area.x, area.y, area.width, &id, role);
    let room = area.width.saturating_sub(used);
    let name = match shown.id.kind {
        _ if late => scene.signs.more.to_owned(),
        // A case is called by what it proposes: in words, and about what.
        KindId::Case => {
            let what = cells::verb(scene.i18n, &shown.title);
            let about = shown.fields.iter().find(|(name, _)| name == "subject");
            about.map_or(what.clone(), |(_, id)| format!("{what}: {id}"))
        }
        _ => shown.title.clone(),
    };
    scene.put(area.x + used, area.y, room, &name, Role::Title);
}

fn put(scene: &mut Scene<'_>, area: Rect, y: u16, line: &Line) {
    let mut x = area.x;
    if !line.label.is_empty() {
        let wide = count(LABEL);
        scene.put(x, y, wide.min(area.width), &line.label, Role::Label);
        x += wide + 1;
    }
    for (text, role) in &line.parts {
        x += scene.put(x, y, area.right().saturating_sub(x), text, *role);
    }
}

/// All lines of a record.
fn lines(scene: &Scene<'_>, shown: &Shown, width: usize) -> Vec<Line> {
    let mut lines =
        vec![state(scene, shown), blocks(scene, shown), lapses(scene, shown), next(scene, shown), Line::blank()];
    cover(scene, shown, &mut lines);
    documents(scene, shown, &mut lines);
    findings(scene, shown, width, &mut lines);
    risk(scene, shown, width, &mut lines);
    cases(scene, shown, &mut lines);
    fields(scene, shown, width, &mut lines);
    lines
}

fn state(scene: &Scene<'_>, shown: &Shown) -> Line {
    let (words, role) = cells::state(scene, Some(shown.id.kind), &shown.state);
    let since = shown.since.with_timezone(&scene.model.zone).format("%Y-%m-%d").to_string();
    let since = scene.words(&Msg::new("detail-since").with("day", since).with("rev", shown.rev));
    Line::new(scene.label("detail-state"), vec![(words, role), (format!("  {since}"), Role::Muted)])
}

fn blocks(scene: &Scene<'_>, shown: &Shown) -> Line {
    let open: Vec<_> = shown.findings.iter().filter(|f| f.state.counts()).collect();
    let blocking: Vec<_> = open.iter().filter(|f| f.hit.severity == Severity::Blocking).collect();
    let part = match blocking.first() {
        Some(first) => {
            let more = if blocking.len() > 1 { format!(" (+{})", blocking.len() - 1) } else { String::new() };
            let words = scene.words(&first.hit.msg);
            (format!("{} {} {words}{more}", scene.signs.bad, first.hit.rule), Role::Danger)
        }
        None if open.is_empty() => (format!("{} {}", scene.signs.ok, scene.label("detail-nothing-blocks")), Role::Ok),
        None => {
            let words = scene.words(&Msg::new("detail-open").with("n", open.len()));
            (format!("{} {words}", scene.signs.warning), Role::Warning)
        }
    };
    Line::new(scene.label("detail-blocks"), vec![part])
}

fn lapses(scene: &Scene<'_>, shown: &Shown) -> Line {
    let part = match shown.lapses.first() {
        Some((what, day)) => {
            let (days, role) = cells::lapse(&Value::Date(*day), scene.model.day(), &scene.signs);
            (format!("{} {day} {days}", scene.label_or(what, what)), role)
        }
        None => (scene.label("detail-nothing-lapses"), Role::Muted),
    };
    Line::new(scene.label("detail-lapses"), vec![part])
}

/// The next step, and why it cannot be taken where it cannot.
fn next(scene: &Scene<'_>, shown: &Shown) -> Line {
    let parts = match next_step(shown) {
        Some(offer) => {
            let label = scene.label_or(&offer.label, &offer.verb);
            match &offer.refused {
                None => vec![(label, Role::Link)],
                Some(why) => {
                    let words = scene.words(why);
                    vec![(label, Role::Text), (format!(": {words}"), Role::Warning)]
                }
            }
        }
        None => vec![(scene.label("detail-no-step"), Role::Muted)],
    };
    Line::new(scene.label("detail-next"), parts)
}

/// How the insurance of a partner stands on each channel.
fn cover(scene: &Scene<'_>, shown: &Shown, lines: &mut Vec<Line>) {
    if shown.cover.is_empty() {
        return;
    }
    lines.push(Line::heading(scene.label("cover-insurance")));
    for covered in &shown.cover {
        let (sign, role) = crate::ui::cover::effect_of(covered.effect, scene);
        let channel = scene.label(&covered.channel.label());
        let mut parts = vec![
            (format!("{sign} {} ", scene.label(&covered.effect.label())), role),
            (format!("{channel} {} {}", scene.signs.dot, covered.profile), Role::Text),
        ];
        match covered.certificates.as_slice() {
            [] => parts.push((format!(" {} {}", scene.signs.dot, scene.label("cover-no-certificate")), Role::Danger)),
            ids => {
                let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
                parts.push((format!(" {} {}", scene.signs.dot, ids.join(" ")), Role::Muted));
            }
        }
        if let Some(day) = covered.expires {
            let (days, role) = cells::lapse(&Value::Date(day), scene.model.day(), &scene.signs);
            parts.push((format!(" {day} "), Role::Text));
            parts.push((days, role));
        }
        lines.push(Line::new(String::new(), parts));
    }
    lines.push(Line::blank());
}

fn documents(scene: &Scene<'_>, shown: &Shown, lines: &mut Vec<Line>) {
    if shown.documents.is_empty() {
        return;
    }
    let required = shown.documents.iter().filter(|d| needed(d));
    let accepted = required.clone().filter(|d| d.state == "accepted").count();
    let msg = Msg::new("detail-documents").with("n", accepted).with("total", required.count());
    lines.push(Line::heading(scene.words(&msg)));
    let (first, later): (Vec<_>, Vec<_>) = shown.documents.iter().partition(|d| needed(d));
    lines.extend(first.into_iter().chain(later).map(|line| document(scene, line)));
    lines.push(Line::blank());
}

/// Whether a partner is not admitted without it.
fn needed(line: &DocumentLine) -> bool {
    line.requirement.as_ref().is_some_and(|r| r.need == Need::Required)
}

fn document(scene: &Scene<'_>, line: &DocumentLine) -> Line {
    let signs = scene.signs;
    let (sign, role) = match line.state.as_str() {
        "accepted" => (signs.ok, Role::Ok),
        "expired" | "rejected" | "void" => (signs.bad, Role::Danger),
        "" if needed(line) => (signs.bad, Role::Danger),
        "" => (signs.none, Role::Muted),
        _ => (signs.warning, Role::Warning),
    };
    let kind = line.id.map(|id| id.kind);
    let words = if line.state.is_empty() {
        scene.label(crate::ui::review::item::missing(line))
    } else {
        cells::state(scene, kind.or(Some(crate::domain::kind::KindId::Document)), &line.state).0
    };
    let mut parts =
        vec![(format!("{sign} "), role), (format!("{} ", text::pad(&line.code, 6)), Role::Text), (words, role)];
    if let Some(day) = line.valid_to {
        let (days, role) = cells::lapse(&Value::Date(day), scene.model.day(), &signs);
        parts.push((format!(" {day} "), Role::Text));
        parts.push((days, role));
    }
    if let Some(id) = line.id {
        parts.push((format!("  {id}"), Role::Muted));
    }
    Line::new(String::new(), parts)
}

fn findings(scene: &Scene<'_>, shown: &Shown, width: usize, lines: &mut Vec<Line>) {
    if shown.findings.is_empty() {
        return;
    }
    let msg = Msg::new("detail-findings").with("n", shown.findings.len());
    lines.push(Line::heading(scene.words(&msg)));
    for finding in &shown.findings {
        let severity = finding.hit.severity;
        let (sign, role) = match severity {
            _ if !finding.state.counts() => (scene.signs.none, Role::Muted),
            Severity::Blocking => (scene.signs.bad, Role::Danger),
            Severity::High | Severity::Medium => (scene.signs.warning, Role::Warning),
            Severity::Low | Severity::Info => (scene.signs.none, Role::Text),
        };
        let words = scene.words(&finding.hit.msg);
        let head = format!("{sign} {} {} ", severity.as_str(), finding.hit.rule);
        let indent = text::width(&head);
        let wrapped = text::wrap(&text::visible(&words), width.saturating_sub(indent).max(8));
        for (row, line) in wrapped.into_iter().enumerate() {
            let lead = if row == 0 { head.clone() } else { " ".repeat(indent) };
            lines.push(Line::new(String::new(), vec![(lead, role), (line, Role::Text)]));
        }
    }
    lines.push(Line::blank());
}

/// The risk with what it is made of.
fn risk(scene: &Scene<'_>, shown: &Shown, width: usize, lines: &mut Vec<Line>) {
    let Some(risk) = &shown.risk else { return };
    let msg = Msg::new("risk-heading").term("band", risk.band.label()).with("residual", i64::from(risk.residual));
    lines.push(Line::heading(scene.words(&msg)));
    for told in &risk.made_of {
        let words = scene.words(told);
        for (row, line) in text::wrap(&text::visible(&words), width.saturating_sub(4).max(8)).into_iter().enumerate() {
            let lead = if row == 0 { "  " } else { "    " };
            lines.push(Line::new(String::new(), vec![(format!("{lead}{line}"), Role::Text)]));
        }
    }
    lines.push(Line::blank());
}

fn cases(scene: &Scene<'_>, shown: &Shown, lines: &mut Vec<Line>) {
    if shown.cases.is_empty() {
        return;
    }
    lines.push(Line::heading(scene.label("detail-cases")));
    for case in &shown.cases {
        let (state, role) = cells::state(scene, Some(case.id.kind), &case.state);
        let verb = cells::verb(scene.i18n, &case.verb);
        let at = case.at.map(|at| at.with_timezone(&scene.model.zone).format(" %Y-%m-%d").to_string());
        let parts = vec![
            (format!("{} ", case.id), Role::Text),
            (state, role),
            (format!(" {verb} {}{}", case.by, at.unwrap_or_default()), Role::Text),
        ];
        lines.push(Line::new(String::new(), parts));
    }
    lines.push(Line::blank());
}

/// The fields that hold something, with the labels of the kind's table.
fn fields(scene: &Scene<'_>, shown: &Shown, width: usize, lines: &mut Vec<Line>) {
    let def = shown.id.kind.def();
    lines.push(Line::heading(scene.label("detail-fields")));
    for (name, value) in shown.fields.iter().filter(|(_, value)| !value.is_empty()) {
        let Some(field) = def.field(name) else { continue };
        let label = scene.label_or(&field.label(), &name.replace('_', " "));
        let room = width.saturating_sub(LABEL + 1).max(8);
        let words = match (shown.id.kind, *name == "verb") {
            (KindId::Case, true) => vec![cells::verb(scene.i18n, &value.to_string())],
            _ => cells::field(scene.i18n, field.ty, value, scene.model.zone),
        };
        let wrapped = words.iter().flat_map(|line| text::wrap(&text::visible(line), room));
        let mut label = Some(label);
        for line in wrapped {
            let label = label.take().unwrap_or_else(|| " ".to_owned());
            lines.push(Line::new(label, vec![(line, Role::Text)]));
        }
    }
}
