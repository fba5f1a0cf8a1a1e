//! What a test sees at one moment: the frame, the panes on it, the names of its styles.

use crate::app;
use crate::app::Focus;
use crate::app::Model;
use crate::app::Tone;
use crate::desk::outside::Clock;
use crate::play::frame::Frame;
use crate::play::frame::Header;
use crate::play::frame::Place;
use crate::play::look::Roles;
use crate::play::matching;
use crate::play::matching::Found;
use crate::play::matching::MatchError;
use crate::play::matching::Near;
use crate::play::script::Area;
use crate::play::script::Depth;
use crate::play::script::Pat;
use crate::play::stage::Stage;
use crate::play::stage::depth as colours;
use crate::runtime::screen;
use crate::runtime::screen::Painted;
use crate::ui::Look;
use crate::ui::Role;
use crate::ui::scene::rect;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The screen at one moment.
pub struct Seen {
    /// The frame.
    pub frame: Frame,
    /// Panes, the topmost last.
    pub panes: Vec<(String, Rect)>,
    /// Names of styles.
    pub roles: Roles,
}

/// Names of the styles of the theme in use.
pub fn roles(model: &Model, depth: Depth) -> Roles {
    let look = Look::of(model, colours(depth));
    let style = |role: Role| {
        let style = look.style(role);
        if depth == Depth::None { Style::new().add_modifier(style.add_modifier) } else { style }
    };
    let all = Role::ALL.iter().map(|(role, name)| ((*name).to_owned(), style(*role))).collect();
    Roles::new(all, vec![("selected".to_owned(), style(Role::Selected))])
}

/// The header of a frame.
pub fn header(stage: &Stage, name: &str, script: &str, test: &str, depth: Depth) -> Header {
    Header {
        name: name.to_owned(),
        script: script.to_owned(),
        test: test.to_owned(),
        clock: stage.clock.now(),
        user: stage.user.clone(),
        screen: stage.session.model().screen(),
        look: stage.set.look(depth),
    }
}

/// Where the cursor stands, as frames say it.
pub fn cursor(painted: &Painted) -> Option<Place> {
    painted.cursor.map(|(col, row)| Place { row, col })
}

/// Panes with their rectangles.
pub fn panes(model: &Model) -> Vec<(String, Rect)> {
    app::layout(model).into_iter().map(|(name, area)| (name.to_owned(), rect(area))).collect()
}

/// The pane the keys go to.
pub fn focused(model: &Model) -> String {
    match model.top() {
        Some(part) if part.full_screen() => part.contexts().first().map_or("screen", |c| c.name()).to_owned(),
        Some(part) if part.on_line() => "line".to_owned(),
        Some(_) => "dialog".to_owned(),
        None if model.focus == Focus::Detail => "detail".to_owned(),
        None => "list".to_owned(),
    }
}

/// The status line in words, and how it is meant.
pub fn status(model: &Model) -> Option<(String, Tone)> {
    let (msg, tone) = model.status.as_ref()?;
    Some((model.i18n.text(msg).lines().collect::<Vec<_>>().join(" "), *tone))
}

impl Seen {
    /// What is on the screen now.
    pub fn now(stage: &Stage, script: &str, test: &str) -> Self {
        let model = stage.session.model();
        let depth = stage.set.colours;
        let roles = roles(model, depth);
        let painted = &stage.session.painted;
        let header = header(stage, "", script, test, depth);
        let frame = Frame::from_buffer(&painted.buffer, header, cursor(painted), &roles);
        Self { frame, panes: panes(model), roles }
    }

    /// The rectangle of an area.
    pub fn bounds(&self, area: Option<&Area>) -> Result<Rect, MatchError> {
        matching::bounds(area, &self.frame, &|id| self.pane(id))
    }

    fn pane(&self, id: &str) -> Option<Rect> {
        self.panes.iter().rev().find(|(name, _)| name == id).map(|(_, rect)| *rect)
    }

    /// Every match in an area.
    pub fn find(&self, pat: &Pat, area: Option<&Area>) -> Result<(Vec<Found>, Rect), MatchError> {
        let within = self.bounds(area)?;
        Ok((matching::find(&self.frame, pat, within)?, within))
    }

    /// Texts that resemble what was looked for.
    pub fn near(&self, pat: &Pat) -> Vec<Near> {
        match pat {
            Pat::Text(text) => matching::nearest(&self.frame, &text.value(), &self.panes),
            Pat::Regex(..) => Vec::new(),
        }
    }
}

/// The part of a buffer in a rectangle.
pub fn cut(buffer: &Buffer, part: Rect) -> Buffer {
    let mut out = Buffer::empty(part);
    for y in part.top()..part.bottom() {
        for x in part.left()..part.right() {
            if let (Some(from), Some(to)) = (buffer.cell((x, y)), out.cell_mut((x, y))) {
                to.clone_from(from);
            }
        }
    }
    out
}

/// The model painted in other colours, which changes nothing else.
pub fn painted_in(stage: &Stage, depth: Depth) -> Painted {
    screen::paint(stage.session.model(), colours(depth))
}
