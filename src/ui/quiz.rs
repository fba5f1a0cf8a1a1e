//! Draws a quiz: one question with its answers, which are still open, from when on it may be handed in; afterwards what
//! it came to. And the choice of a module before it.

use crate::app::api::quiz::Both;
use crate::app::api::quiz::Lesson;
use crate::app::api::quiz::QuizResult;
use crate::app::api::quiz::QuizSheet;
use crate::app::quiz::Quiz;
use crate::app::quiz::QuizMenu;
use crate::domain::msg::Msg;
use crate::text;
use crate::ui::lines;
use crate::ui::lines::Lines;
use crate::ui::popup::popup;
use crate::ui::popup::waiting;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells of the digit and sign before an answer.
const DIGIT: u16 = 6;
/// The widest a question is drawn: longer lines are hard to read.
const WIDEST: u16 = 100;

fn pick<'a>(both: &'a Both, scene: &Scene<'_>) -> &'a str {
    scene.i18n.pick(&both.en, &both.zh)
}

/// Draws the quiz into its area.
pub(crate) fn draw(part: &Quiz, area: Rect, scene: &mut Scene<'_>) {
    if area.width < 20 || area.height < 6 {
        return;
    }
    scene.clear(area);
    let body = Rect { y: area.y + 2, height: area.height - 2, width: area.width.min(WIDEST), ..area };
    let title = match &part.sheet {
        Some(sheet) => format!("{} {}", sheet.module, pick(&sheet.title, scene)),
        None => part.module.clone(),
    };
    scene.tint(Rect { height: 1, ..area }, Role::Heading);
    let who = format!("{} {} ", part.person, part.partner);
    let room = area.width.saturating_sub(cells(text::width(&who)) + 1);
    scene.put(area.x, area.y, room, &title, Role::Title);
    scene.put_right(area.x + room, area.right(), area.y, &who, Role::Heading);
    if let Some(result) = &part.result {
        return outcome(part, result, body, scene);
    }
    match part.sheet.as_ref().filter(|_| part.refused.is_none()) {
        Some(sheet) => question(part, sheet, body, scene),
        None => waiting(scene, body, part.refused.as_ref(), "app-loading"),
    }
}

/// The question, its answers, and what is left to do.
fn question(part: &Quiz, sheet: &QuizSheet, area: Rect, scene: &mut Scene<'_>) {
    let Some(asked) = sheet.questions.get(part.at) else { return };
    let mut out = Lines::default();
    let place = Msg::new("quiz-place").with("n", part.at + 1).with("total", sheet.questions.len());
    out.push(vec![(scene.words(&place), Role::Label), (format!("  {}", asked.code), Role::Muted)]);
    out.push(Vec::new());
    out.wrapped(pick(&asked.text, scene), Role::Title, area.width);
    out.push(Vec::new());
    for (digit, (number, words)) in (1..).zip(&asked.options) {
        let chosen = part.chosen.get(&part.at) == Some(number);
        let sign = if chosen { scene.signs.ok } else { scene.signs.none };
        let role = if chosen { Role::Ok } else { Role::Text };
        let label = format!("  {digit} {sign} ");
        out.labelled(&label, if chosen { Role::Ok } else { Role::Key }, DIGIT, pick(words, scene), role, area.width);
    }
    out.scrolled(scene, Rect { height: area.height.saturating_sub(3), ..area }, &part.scroll);
    progress(part, area, scene);
}

/// Which questions are open, and from when on it may be handed in.
fn progress(part: &Quiz, area: Rect, scene: &mut Scene<'_>) {
    let y = area.bottom().saturating_sub(3);
    let mut x = area.x;
    for place in 0..part.count() {
        let answered = part.chosen.contains_key(&place);
        let sign = if answered { scene.signs.ok } else { scene.signs.none };
        let role = match (place == part.at, answered) {
            (true, _) => Role::Selected,
            (false, true) => Role::Ok,
            (false, false) => Role::Pending,
        };
        scene.put(x, y, area.right().saturating_sub(x), &format!("{:>2}{sign}", place + 1), role);
        x += 4;
    }
    let open = part.open().len();
    let mut words = scene.words(&Msg::new("quiz-open").with("n", open));
    if let Some(ready) = part.ready_at() {
        let time = ready.with_timezone(&scene.model.zone).format("%H:%M").to_string();
        words = format!("{words} {} {}", scene.signs.dot, scene.words(&Msg::new("quiz-ready").with("at", time)));
    }
    scene.put(area.x, y + 1, area.width, &words, if open == 0 { Role::Ok } else { Role::Label });
}

/// What it came to: score, certificate, and every wrong answer with the right one and why.
fn outcome(part: &Quiz, result: &QuizResult, area: Rect, scene: &mut Scene<'_>) {
    let mut out = Lines::default();
    let (sign, role) = if result.passed { (scene.signs.ok, Role::Ok) } else { (scene.signs.bad, Role::Danger) };
    let score = Msg::new("quiz-score")
        .with("right", result.right)
        .with("of", result.of)
        .with("score", result.score.to_string())
        .with("mark", result.pass_mark);
    out.wrapped(&format!("{sign} {}", scene.words(&score)), role, area.width);
    let next = match result.valid_to {
        Some(to) => Msg::new("quiz-certificate").with("id", result.training.to_string()).with("to", to),
        None => Msg::new("quiz-again").with("id", result.training.to_string()).with("n", result.attempt),
    };
    out.wrapped(&scene.words(&next), Role::Text, area.width);
    for wrong in &result.wrong {
        out.push(Vec::new());
        out.wrapped(&format!("{} {}", wrong.code, pick(&wrong.text, scene)), Role::Title, area.width);
        for (sign, words, role) in [
            (scene.signs.bad, &wrong.given, Role::Danger),
            (scene.signs.ok, &wrong.right, Role::Ok),
            (scene.signs.dot, &wrong.why, Role::Text),
        ] {
            out.labelled(&format!("  {sign} "), role, 4, pick(words, scene), role, area.width);
        }
    }
    out.scrolled(scene, area, &part.scroll);
}

/// Draws the choice of a module.
pub(crate) fn menu(part: &QuizMenu, area: Rect, scene: &mut Scene<'_>) {
    let name = part.lessons.as_ref().map_or_else(String::new, |l| format!("{} {}", l.partner, l.name));
    let title = scene.words(&Msg::new("quiz-menu").with("name", name));
    let inside = popup(scene, area, &title);
    let Some(lessons) = &part.lessons else {
        return waiting(scene, inside, part.refused.as_ref(), "app-loading");
    };
    let rows = usize::from(inside.height);
    let from = part.cursor.saturating_sub(rows.saturating_sub(1));
    for ((n, lesson), y) in lessons.lessons.iter().enumerate().skip(from).zip(inside.top()..inside.bottom()) {
        let chosen = n == part.cursor;
        scene.put(inside.x, y, 1, if chosen { scene.signs.role } else { " " }, Role::Key);
        scene.put(inside.x + 1, y, 1, &lines::digit(n), Role::DialogKey);
        let (held, role) = held(lesson, scene);
        let wide = cells(text::width(&held));
        let words = format!("{} {}", lesson.module, pick(&lesson.title, scene));
        let room = inside.width.saturating_sub(wide + 5);
        scene.put(inside.x + 3, y, room, &words, if chosen { Role::Selected } else { Role::Dialog });
        scene.put_right(inside.x, inside.right(), y, &held, role);
    }
}

/// What the partner holds of a module.
fn held(lesson: &Lesson, scene: &Scene<'_>) -> (String, Role) {
    let today = scene.model.now.with_timezone(&scene.model.zone).date_naive();
    match (lesson.valid_to, lesson.required) {
        (Some(to), _) if to >= today => (scene.words(&Msg::new("quiz-held").with("to", to)), Role::Ok),
        (Some(to), _) => (scene.words(&Msg::new("quiz-lapsed").with("to", to)), Role::Danger),
        (None, true) => (scene.label("quiz-needed"), Role::Danger),
        (None, false) => (scene.label("quiz-optional"), Role::Muted),
    }
}
