//! Which function draws which part. A new screen or dialog is one row here.

use crate::app::Part;
use crate::app::assess::Assess;
use crate::app::assess::picker::Picker;
use crate::app::batch::Batch;
use crate::app::bulk::Looking;
use crate::app::bulk::Results;
use crate::app::cmdline::CmdLine;
use crate::app::confirm::Confirm;
use crate::app::cover::Cover;
use crate::app::exposure::ExposurePart;
use crate::app::extract::Extract;
use crate::app::filter::FilterLine;
use crate::app::forecast::ForecastPart;
use crate::app::form::Form;
use crate::app::gaps::GapsPart;
use crate::app::help::Help;
use crate::app::history::History;
use crate::app::import::Import;
use crate::app::inbox::Inbox;
use crate::app::letter::LetterSheet;
use crate::app::pack::PackDialog;
use crate::app::palette::Palette;
use crate::app::prompt::Prompt;
use crate::app::question::Question;
use crate::app::quiz::Quiz;
use crate::app::quiz::QuizMenu;
use crate::app::readiness::ReadinessPart;
use crate::app::review::Review;
use crate::app::sweep::Sweep;
use crate::app::verbs::Menu;
use crate::app::viewer::Viewer;
use crate::ui::assess;
use crate::ui::batch;
use crate::ui::bulk;
use crate::ui::cmdline;
use crate::ui::confirm;
use crate::ui::cover;
use crate::ui::exposure;
use crate::ui::extract;
use crate::ui::filter;
use crate::ui::forecast;
use crate::ui::form;
use crate::ui::gaps;
use crate::ui::help;
use crate::ui::history;
use crate::ui::import;
use crate::ui::inbox;
use crate::ui::letter;
use crate::ui::pack;
use crate::ui::palette;
use crate::ui::popup::popup;
use crate::ui::prompt;
use crate::ui::question;
use crate::ui::quiz;
use crate::ui::readiness;
use crate::ui::review;
use crate::ui::scene::Scene;
use crate::ui::sweep;
use crate::ui::theme::Role;
use crate::ui::verbs;
use crate::ui::viewer;
use ratatui::layout::Rect;

/// Draws a part if it is of its type.
type Draw = fn(&dyn Part, Rect, &mut Scene<'_>) -> bool;

macro_rules! rows {
    ($($part:ty => $draw:path),* $(,)?) => {
        /// Every part that can be drawn.
        const PARTS: &[Draw] = &[$(|part, area, scene| match part.as_any().downcast_ref::<$part>() {
            Some(part) => {
                $draw(part, area, scene);
                true
            }
            None => false,
        }),*];
    };
}

rows! {
    Assess => assess::draw,
    Batch => batch::draw,
    CmdLine => cmdline::draw,
    Confirm => confirm::draw,
    Cover => cover::draw,
    ExposurePart => exposure::draw,
    Extract => extract::draw,
    FilterLine => filter::draw,
    ForecastPart => forecast::draw,
    Form => form::draw,
    GapsPart => gaps::draw,
    Help => help::draw,
    History => history::draw,
    Inbox => inbox::draw,
    Import => import::draw,
    LetterSheet => letter::draw,
    Looking => bulk::looking,
    Menu => verbs::draw,
    PackDialog => pack::draw,
    Palette => palette::draw,
    Picker => assess::picker::draw,
    Prompt => prompt::draw,
    Question => question::draw,
    Quiz => quiz::draw,
    QuizMenu => quiz::menu,
    ReadinessPart => readiness::draw,
    Results => bulk::results,
    Review => review::draw,
    Sweep => sweep::draw,
    Viewer => viewer::draw,
}

/// Draws a part into its area: a full screen, a dialog (which draws its own frame with [`popup`]), or the last lines.
pub fn draw_part(part: &dyn Part, area: Rect, scene: &mut Scene<'_>) {
    let area = area.intersection(scene.buf.area);
    if area.is_empty() || PARTS.iter().any(|draw| draw(part, area, scene)) {
        return;
    }
    let inner = popup(scene, area, &part.id());
    scene.put(inner.x, inner.y, inner.width, scene.signs.more, Role::Muted);
}
