//! The right pane of a review: an item in full, the differences, the history or the evidence.

use crate::app::api::ReviewItem;
use crate::app::api::facts::FactLine;
use crate::app::api::facts::FactStands;
use crate::app::api::query::DocumentLine;
use crate::app::review::Evidence;
use crate::app::review::Pane;
use crate::app::review::Review;
use crate::app::review::Shows;
use crate::app::review::evidence_of;
use crate::app::verbs::state_label;
use crate::domain::case::Verdict;
use crate::domain::document::RejectReason;
use crate::domain::finding::Finding;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::domain::requirement::Need;
use crate::ui::cells::place;
use crate::ui::cells::value;
use crate::ui::confirm::difference;
use crate::ui::lines::Lines;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of the labels.
const LABELS: u16 = 14;

/// The name of an item and the word on it, for the list.
pub(super) fn words(item: &ReviewItem, scene: &Scene<'_>) -> (String, String) {
    match item {
        ReviewItem::Finding(finding) => {
            let state = scene.label(&finding.state.label());
            (format!("{} {}", finding.hit.rule, scene.words(&finding.hit.msg)), state)
        }
        ReviewItem::Changed(change) => (place(scene, change).0, change.by.clone()),
        ReviewItem::Check { code, verdict, .. } => {
            (check_name(code, scene), verdict_word(code, verdict.as_deref(), scene))
        }
        ReviewItem::Document(line) => {
            let name = scene.label_or(&format!("code-doc-code-{}", line.code), &line.code);
            (format!("{} {name}", line.code), document_state(line, scene))
        }
        ReviewItem::Fact(fact) => {
            (scene.words(&fact.name), fact.word.as_ref().map(|w| scene.words(w)).unwrap_or_default())
        }
    }
}

/// What a check-list item is called: an attested guard by its label, a gap by its rule and what that rule is called.
fn check_name(code: &str, scene: &Scene<'_>) -> String {
    let Some((rule, _)) = code.split_once(':') else {
        return scene.label_or(&format!("code-attested-{code}"), code);
    };
    let rule = scene.label(&format!("rule-{}", rule.to_ascii_lowercase()));
    scene.words(&Msg::new("review-gap-of").with("code", code).with("rule", rule))
}

/// How an item was judged: an attested guard by the standard, a gap by whether it is waived.
fn verdict_word(code: &str, verdict: Option<&str>, scene: &Scene<'_>) -> String {
    let Some(verdict) = verdict else { return String::new() };
    match Verdict::from_code(verdict).filter(|_| code.contains(':')) {
        Some(verdict) if verdict.grants() => scene.label("review-gap-granted"),
        Some(_) => scene.label("review-gap-left-out"),
        None => scene.label_or(&format!("code-verdict-{verdict}"), verdict),
    }
}

fn document_state(line: &DocumentLine, scene: &Scene<'_>) -> String {
    if line.id.is_none() {
        return scene.label(missing(line));
    }
    scene.label_or(&state_label(KindId::Document, &line.state), &line.state)
}

/// The message id that says how much a document is missed.
pub(crate) fn missing(line: &DocumentLine) -> &'static str {
    match line.requirement.as_ref().map(|r| r.need) {
        Some(Need::Required) => "review-document-missing",
        Some(Need::Conditional) => "review-document-if-needed",
        Some(Need::Optional) | None => "review-document-wanted",
    }
}

/// Draws the pane.
pub(super) fn draw(part: &Review, area: Rect, scene: &mut Scene<'_>) {
    if area.height == 0 || area.width < 4 {
        return;
    }
    let mut out = Lines::default();
    out.push(vec![(scene.label(super::pane_title(part.pane)), Role::Heading)]);
    match part.pane {
        Pane::Item => item(part, scene, &mut out, area.width),
        Pane::Diff => differences(part, scene, &mut out, area.width),
        Pane::History => history(part, scene, &mut out, area.width),
        Pane::Evidence => evidence(part, scene, &mut out, area.width),
    }
    out.draw(scene, area, part.scroll);
}

struct Sheet<'a, 's> {
    out: &'a mut Lines,
    scene: &'a Scene<'s>,
    width: u16,
}

impl Sheet<'_, '_> {
    fn line(&mut self, label: &str, text: &str, role: Role) {
        if !text.is_empty() {
            let label = self.scene.label(label);
            let cut = crate::text::clip(&label, usize::from(LABELS) - 1).into_owned();
            self.out.labelled(&cut, Role::Label, LABELS, text, role, self.width);
        }
    }

    fn say(&mut self, text: &str, role: Role) {
        self.out.wrapped(text, role, self.width);
    }
}

fn item(part: &Review, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let (Some(data), Some(item)) = (&part.data, part.item()) else { return };
    let mut sheet = Sheet { out, scene, width };
    match item {
        ReviewItem::Finding(finding) => finding_in_full(finding, &mut sheet),
        ReviewItem::Changed(change) => {
            sheet.say(&difference(scene, change), Role::Text);
            let (_, field) = place(scene, change);
            sheet.line("review-before", &value(scene, field, &change.before), Role::Text);
            sheet.line("review-after", &value(scene, field, &change.after), Role::Title);
            sheet.line("field-by", &change.by, Role::Text);
        }
        ReviewItem::Check { code, answer, evidence, by, verdict, judged_by, comment } => {
            let asks = format!("attested-{code}");
            if code.contains(':') {
                sheet.say(&check_name(code, scene), Role::Title);
            } else if scene.i18n.has(&asks) {
                sheet.say(&scene.label(&asks), Role::Title);
            }
            sheet.line("field-answer", answer, Role::Text);
            sheet.line("field-by", by, Role::Text);
            sheet.line("field-evidence", evidence, Role::Link);
            sheet.line("field-verdict", &verdict_word(code, verdict.as_deref(), scene), Role::Title);
            sheet.line("field-judged-by", judged_by, Role::Text);
            sheet.line("field-comment", comment, Role::Text);
            let keys = if code.contains(':') { "review-keys-gap" } else { "review-keys-check" };
            sheet.say(&scene.label(keys), Role::Muted);
        }
        ReviewItem::Document(line) => document(part, line, &mut sheet),
        ReviewItem::Fact(fact) => fact_in_full(fact, &mut sheet),
    }
    if evidence_of(data, item).is_some() {
        sheet.say(&scene.label("review-keys-evidence"), Role::Muted);
    }
}

fn finding_in_full(finding: &Finding, sheet: &mut Sheet<'_, '_>) {
    let scene = sheet.scene;
    let role = if finding.state.counts() { Role::Warning } else { Role::Text };
    sheet.say(&scene.words(&finding.hit.msg), role);
    sheet.line("field-rule", &finding.key(), Role::Text);
    sheet.line("review-severity", &scene.label(&finding.hit.severity.label()), role);
    sheet.line("review-stands", &scene.label(&finding.state.label()), Role::Text);
    sheet.line("field-until", &finding.until.map(|d| d.to_string()).unwrap_or_default(), Role::Text);
    sheet.line("field-due-at", &finding.hit.due.map(|d| d.to_string()).unwrap_or_default(), Role::Text);
    sheet.say(&scene.label("review-keys-finding"), Role::Muted);
}

fn fact_in_full(fact: &FactLine, sheet: &mut Sheet<'_, '_>) {
    let scene = sheet.scene;
    sheet.say(&scene.words(&fact.name), Role::Title);
    if let Some(word) = &fact.word {
        let role = match fact.stands {
            FactStands::Well => Role::Ok,
            FactStands::Reserved => Role::Warning,
            FactStands::Against => Role::Danger,
        };
        sheet.say(&scene.words(word), role);
    }
    for line in &fact.lines {
        sheet.say(&scene.words(line), Role::Text);
    }
    if let Some(id) = fact.record {
        sheet.say(&scene.words(&Msg::new("review-keys-fact").with("id", id.to_string())), Role::Muted);
    }
}

fn document(part: &Review, line: &DocumentLine, sheet: &mut Sheet<'_, '_>) {
    let scene = sheet.scene;
    let name = scene.label_or(&format!("code-doc-code-{}", line.code), &line.code);
    sheet.say(&format!("{} {name}", line.code), Role::Title);
    // The reasons stand above all else: on a small screen what follows may be cut.
    if part.rejecting {
        sheet.say(&scene.label("review-reason-wanted"), Role::Warning);
        for (n, reason) in RejectReason::ALL.iter().enumerate() {
            sheet.say(&format!("{} {}", n + 1, scene.label(&reason.label())), Role::Key);
        }
    }
    sheet.line("field-id", &line.id.map(|id| id.to_string()).unwrap_or_default(), Role::Text);
    sheet.line("review-stands", &document_state(line, scene), Role::Text);
    if let Some(requirement) = &line.requirement {
        let need = match requirement.need {
            Need::Required => "need-R",
            Need::Conditional => "need-C",
            Need::Optional => "need-O",
        };
        sheet.line("review-need", &scene.label(need), Role::Text);
    }
    sheet.line("field-number", &line.number, Role::Text);
    if let Some(day) = line.valid_to {
        let days = crate::i18n::format::days(scene.i18n, (day - part.today).num_days());
        let role = match (day - part.today).num_days() {
            ..0 => Role::Danger,
            0..=90 => Role::Warning,
            _ => Role::Text,
        };
        let sign = if role == Role::Danger { scene.signs.bad } else { "" };
        sheet.line("field-valid-to", &format!("{day}  {days} {sign}"), role);
    }
    sheet.line("review-filed-by", &line.filed_by, Role::Text);
    sheet.line("field-sha256", &line.sha256, Role::Muted);
    if !line.sha256.is_empty() {
        let (id, role) = if part.opened.contains(&line.sha256) {
            ("review-opened", Role::Ok)
        } else {
            ("review-not-opened", Role::Pending)
        };
        sheet.say(&scene.label(id), role);
    }
    if !part.rejecting {
        sheet.say(&scene.label("review-keys-document"), Role::Muted);
    }
}

fn differences(part: &Review, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let Some(data) = &part.data else { return };
    let mut sheet = Sheet { out, scene, width };
    if !data.changed.is_empty() {
        sheet.say(&scene.words(&Msg::new("review-held").with("n", data.changed.len())), Role::Warning);
        for change in &data.changed {
            sheet.say(&difference(scene, change), Role::Warning);
        }
    }
    sheet.say(&scene.label("review-changes"), Role::Label);
    let mut none = true;
    for item in &data.items {
        if let ReviewItem::Changed(change) = item {
            none = false;
            sheet.say(&difference(scene, change), Role::Text);
        }
    }
    if none {
        sheet.say(&scene.label("review-no-changes"), Role::Muted);
    }
}

fn history(part: &Review, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let mut sheet = Sheet { out, scene, width };
    let Some(revisions) = &part.history else {
        sheet.say(&scene.label("review-waiting"), Role::Pending);
        return;
    };
    for revision in revisions {
        let entry = &revision.entry;
        let at = crate::i18n::format::date_time(entry.at, part.zone);
        let verb = scene.label_or(&format!("verb-{}", entry.verb.replace('.', "-")), &entry.verb);
        let head = Msg::new("review-revision")
            .with("rev", revision.rev)
            .with("at", at)
            .with("by", entry.by.as_str())
            .with("role", entry.role.as_str())
            .with("verb", verb);
        sheet.say(&scene.words(&head), Role::Title);
        if !entry.why.is_empty() {
            sheet.say(&entry.why, Role::Text);
        }
        for change in &revision.changes {
            sheet.say(&difference(scene, change), Role::Text);
        }
    }
}

fn evidence(part: &Review, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    if let Some(evidence) = &part.evidence {
        file(evidence, scene, out, width);
    }
}

/// A file of the desk as text, or what can be said of it.
pub(crate) fn file(evidence: &Evidence, scene: &Scene<'_>, out: &mut Lines, width: u16) {
    let mut sheet = Sheet { out, scene, width };
    match &evidence.shows {
        Shows::Waiting => sheet.say(&scene.label("review-waiting"), Role::Pending),
        Shows::Failed(why) => sheet.say(&scene.words(why), Role::Danger),
        Shows::Read(what, lines) => {
            let role = if lines.is_empty() { Role::Warning } else { Role::Muted };
            sheet.say(&scene.words(what), role);
            sheet.line("field-sha256", &evidence.sha256, Role::Muted);
            for line in lines {
                sheet.say(line, Role::Text);
            }
        }
        Shows::Text(lines) => {
            let msg = Msg::new("review-file").with("bytes", evidence.bytes).with("sha256", evidence.sha256.as_str());
            sheet.say(&scene.words(&msg), Role::Muted);
            for line in lines {
                sheet.say(line, Role::Text);
            }
        }
    }
}
