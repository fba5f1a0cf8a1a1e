//! The item in full: what is asked, what stands now beside what stood the last time, and what changed since.

use super::sign_of;
use super::title;
use crate::app::api::AssessLine;
use crate::app::api::AssessView;
use crate::app::api::Piece;
use crate::app::assess::Assess;
use crate::app::part::Part;
use crate::app::verbs::state_label;
use crate::domain::assessment::ActionState;
use crate::domain::assessment::AssessmentItem;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines::Lines;
use crate::ui::review::item::file;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Draws the pane.
pub(super) fn draw(part: &Assess, data: &AssessView, area: Rect, scene: &mut Scene<'_>) {
    if area.height == 0 || area.width < 12 {
        return;
    }
    let mut out = Lines::default();
    match &part.evidence {
        Some(evidence) => {
            out.push(vec![(scene.label("review-pane-evidence"), Role::Heading)]);
            file(evidence, scene, &mut out, area.width);
        }
        None => whole(part, data, scene, &mut out, area.width),
    }
    out.scrolled(scene, area, &part.scroll);
}

fn whole(part: &Assess, data: &AssessView, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let Some(item) = part.item() else { return };
    let mut head = vec![(format!("{} ", item.code), Role::Title), (title(part, item, scene), Role::Title)];
    let category = scene.label(&item.category.label());
    let standard = scene.words(&Msg::new("assess-standard").with("standard", item.standard));
    let place = format!("{category} {} {standard}", scene.signs.dot);
    let used: usize = head.iter().map(|(t, _)| text::width(t)).sum();
    if used + text::width(&place) + 2 <= usize::from(width) {
        head.push((format!("  {place}"), Role::Muted));
        out.push(head);
    } else {
        out.push(head);
        out.push(vec![(place, Role::Muted)]);
    }
    if item.critical {
        out.wrapped(&scene.label("assess-critical"), Role::Key, width);
    }
    for why in part.refused.get(&item.code).into_iter().flatten() {
        out.labelled(scene.signs.bad, Role::Danger, 2, &scene.words(why), Role::Danger, width);
    }
    let line = part.line();
    for why in line.map(|l| l.changed.as_slice()).unwrap_or_default() {
        let words = scene.words(&Msg::new("assess-changed").with("what", scene.words(why)));
        out.labelled("~", Role::Warning, 2, &words, Role::Warning, width);
    }
    if let Some(asked) = part.asked(&item.code) {
        out.wrapped(scene.i18n.pick(&asked.text_en, &asked.text_zh), Role::Text, width);
    }
    if let Some(line) = line {
        table(part, data, item, line, scene, out, width);
    }
    asked(part, item, scene, out, width);
}

/// Two columns: now, and the last time.
struct Table<'a, 's> {
    out: &'a mut Lines,
    scene: &'a Scene<'s>,
    label: usize,
    column: usize,
    both: bool,
}

impl Table<'_, '_> {
    fn row(&mut self, label: &str, now: (&str, Role), last: (&str, Role)) {
        if now.0.is_empty() && last.0.is_empty() {
            return;
        }
        let label = text::clip(&self.scene.label(label), self.label.saturating_sub(1)).into_owned();
        let wrapped = |text: &str, room: usize| {
            let safe: Vec<String> = text.lines().map(|l| text::visible(l).into_owned()).collect();
            if text.is_empty() { Vec::new() } else { text::wrap(&safe.join("\n"), room.max(2)) }
        };
        let mine = wrapped(now.0, self.column);
        let theirs = if self.both { wrapped(last.0, self.column) } else { Vec::new() };
        for n in 0..mine.len().max(theirs.len()) {
            let head = text::pad(if n == 0 { &label } else { "" }, self.label);
            let left = mine.get(n).map_or("", String::as_str);
            let left = if self.both { text::pad(left, self.column + 2) } else { left.to_owned() };
            let right = theirs.get(n).cloned().unwrap_or_default();
            self.out.push(vec![(head, Role::Label), (left, now.1), (right, last.1)]);
        }
    }
}

fn table(
    part: &Assess,
    data: &AssessView,
    item: &AssessmentItem,
    line: &AssessLine,
    scene: &Scene<'_>,
    out: &mut Lines,
    width: u16,
) {
    let labels = ["field-verdict", "field-comment", "field-evidence", "field-action", "field-na-reason"];
    let label = labels.iter().map(|id| text::width(&scene.label(id))).max().unwrap_or(8).clamp(6, 16) + 2;
    let both = data.last.is_some();
    let room = usize::from(width).saturating_sub(label);
    let column = if both { room.saturating_sub(2) / 2 } else { room };
    let mut table = Table { out, scene, label, column, both };
    if let Some(last) = &data.last {
        let on = last.from.map(|d| d.to_string()).unwrap_or_default();
        let head = scene.words(&Msg::new("assess-last").with("id", last.id.to_string()).with("on", on));
        let state = scene.label_or(&state_label(last.id.kind, &last.state), &last.state);
        let now = scene.label("assess-now");
        table.row(
            "assess-compare",
            (&now, Role::Heading),
            (&format!("{head} {} {state}", scene.signs.dot), Role::Heading),
        );
    }
    let none = AssessmentItem::default();
    let last = line.last.as_ref().unwrap_or(&none);
    let verdict = |i: &AssessmentItem| {
        let (sign, role) = sign_of(i.verdict, scene);
        (format!("{sign} {}", scene.label(&i.verdict.label())).trim_start().to_owned(), role)
    };
    let (now, then) = (verdict(item), if line.last.is_some() { verdict(last) } else { (String::new(), Role::Muted) });
    let then = if both && line.last.is_none() { (scene.label("assess-not-asked"), Role::Muted) } else { then };
    table.row("field-verdict", (&now.0, now.1), (&then.0, then.1));
    table.row("field-na-reason", (&item.na_reason, Role::Text), (&last.na_reason, Role::Text));
    table.row("field-comment", (&item.comment, Role::Text), (&last.comment, Role::Text));
    let empty = Piece::default();
    for n in 0..line.evidence.len().max(line.last_evidence.len()) {
        let mine = line.evidence.get(n).unwrap_or(&empty);
        let theirs = line.last_evidence.get(n).unwrap_or(&empty);
        let (mine, theirs) = (piece(mine, part, scene), piece(theirs, part, scene));
        let label = if n == 0 { "field-evidence" } else { "assess-more" };
        table.row(label, (&mine.0, mine.1), (&theirs.0, theirs.1));
    }
    let mine = action(item, part, scene);
    let theirs = action(last, part, scene);
    table.row("field-action", (&mine.0, mine.1), (&theirs.0, theirs.1));
}

/// A piece of evidence in words, with the sign of how it stands.
pub(super) fn piece(piece: &Piece, part: &Assess, scene: &Scene<'_>) -> (String, Role) {
    if piece.reference.is_empty() {
        return (String::new(), Role::Muted);
    }
    let kind = scene.label(&piece.kind.label());
    if piece.code.is_empty() {
        let sha = text::clip(&piece.reference, 13).into_owned();
        let on = piece.date.map(|d| d.to_string()).unwrap_or_default();
        let role = if piece.bytes.is_some() { Role::Text } else { Role::Danger };
        return (format!("{kind} {sha} {on}").trim_end().to_owned(), role);
    }
    let state = scene.label_or(&state_label(KindId::Document, &piece.state), &piece.state);
    let mut words = format!("{} {} {} {state}", piece.reference, piece.code, scene.signs.dot);
    let mut role = if piece.state == "accepted" { Role::Ok } else { Role::Warning };
    if let Some(to) = piece.valid_to {
        let over = to < part.today;
        let sign = if over { scene.signs.bad } else { "" };
        words = format!("{words} {} {to}{sign}", scene.signs.dot);
        if over {
            role = Role::Danger;
        }
    }
    (words, role)
}

fn action(item: &AssessmentItem, part: &Assess, scene: &Scene<'_>) -> (String, Role) {
    if item.action.state == ActionState::None && item.action.what.is_empty() {
        return (String::new(), Role::Muted);
    }
    let words = scene.words(
        &Msg::new("assess-action")
            .with("what", item.action.what.as_str())
            .with("owner", item.action.owner.as_str())
            .with("due", item.action.due.map(|d| d.to_string()).unwrap_or_default())
            .term("state", item.action.state.label()),
    );
    (words, if item.is_overdue(part.today) { Role::Danger } else { Role::Text })
}

/// What the check-list asks: evidence, kinds, cadence, source; and the digits that may be pressed.
fn asked(part: &Assess, item: &AssessmentItem, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let Some(asked) = part.asked(&item.code) else { return };
    let ids = ["assess-wants", "field-kinds", "field-cadence", "field-source"];
    let labels = cells(ids.iter().map(|id| text::width(&scene.label(id))).max().unwrap_or(8).min(20) + 2);
    let mut line = |label: &str, text: &str| {
        if !text.is_empty() {
            out.labelled(&scene.label(label), Role::Label, labels, text, Role::Text, width);
        }
    };
    line("assess-wants", scene.i18n.pick(&asked.evidence_en, &asked.evidence_zh));
    let kinds: Vec<String> = asked.kinds.iter().map(|k| scene.label(&k.label())).collect();
    line("field-kinds", &kinds.join(scene.i18n.locale().list_separator()));
    line("field-cadence", &scene.label_or(&format!("assess-cadence-{}", asked.cadence), &asked.cadence));
    line("field-source", &asked.source);
    let digits: Vec<String> = part.digits().iter().map(|(d, id)| format!("{d} {}", scene.label(id))).collect();
    let open = item.verdict == ItemVerdict::Open;
    let role = if open { Role::Key } else { Role::Muted };
    out.wrapped(&digits.join(&format!(" {} ", scene.signs.dot)), role, width);
}
