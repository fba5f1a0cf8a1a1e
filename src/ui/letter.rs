//! Draws a letter being drawn up: whom it goes to and how it was made, then its text as it will be read.

use crate::app::letter::LetterSheet;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of the labels before what they name.
const LABEL: u16 = 11;

/// Draws it over the whole screen.
pub(crate) fn draw(sheet: &LetterSheet, area: Rect, scene: &mut Scene<'_>) {
    scene.clear(area);
    scene.tint(Rect { height: area.height.min(1), ..area }, Role::Heading);
    let Some(draft) = &sheet.draft else {
        let body = Rect { y: area.y + 2, height: area.height.saturating_sub(2), ..area };
        return waiting(scene, body, sheet.refused.as_ref(), "app-loading");
    };
    let title = scene.words(&Msg::new("letter-title").with("id", draft.partner.to_string()));
    scene.put(area.x, area.y, area.width, &format!("{title}  {}", text::visible(&draft.title)), Role::Title);
    let contact = match sheet.addressee() {
        Some(to) => {
            let parts = [to.name.as_str(), to.email.as_str()].into_iter().filter(|t| !t.is_empty());
            parts.collect::<Vec<_>>().join(&format!(" {} ", scene.signs.dot))
        }
        None => scene.label("letter-no-contact"),
    };
    let language = scene.label(&sheet.language.label());
    let template = scene.label_or(&format!("letter-template-{}", sheet.template), &sheet.template);
    let asked = scene.words(&Msg::new("letter-asked").with("count", draft.asked.len()));
    let mut made = format!("{template} {dot} {language} {dot} {asked}", dot = scene.signs.dot);
    if sheet.needs_approval() {
        made = format!("{made} {} {}", scene.signs.dot, scene.label("letter-asks-approval"));
    }
    let rows = [("letter-to", contact), ("letter-made", made), ("letter-subject", sheet.subject.clone())];
    let mut y = area.y + 2;
    for (label, value) in rows {
        if y >= area.bottom() {
            return;
        }
        let label = scene.label(label);
        scene.put(area.x + 1, y, LABEL, &label, Role::Label);
        scene.put(area.x + 1 + LABEL, y, area.width.saturating_sub(LABEL + 2), &text::visible(&value), Role::Text);
        y += 1;
    }
    if let Some(why) = sheet.refused.as_ref().filter(|_| y < area.bottom()) {
        let words = scene.words(why);
        scene.put(area.x + 1, y, area.width.saturating_sub(2), &words, Role::Danger);
        y += 1;
    }
    let rule = scene.signs.frame[4].repeat(usize::from(area.width));
    if y < area.bottom() {
        scene.put(area.x, y, area.width, &rule, Role::Muted);
    }
    let inside = Rect::new(area.x + 1, y + 1, area.width.saturating_sub(2), area.bottom().saturating_sub(y + 1));
    lines::text(scene, inside, sheet.body.lines(), &sheet.scroll);
}
