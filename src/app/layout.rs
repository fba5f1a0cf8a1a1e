//! Where things stand on the screen: a pure function of the model, for drawing and for scripts alike.

use crate::app::model::Focus;
use crate::app::model::Model;

/// From this many columns on the detail stands beside the list.
pub const WIDE: u16 = 100;
/// Columns and rows below which only a sentence is drawn.
pub const LEAST: (u16, u16) = (60, 16);
/// Rows above the status line that a command line or filter may use for its offers.
const OFFERS: u16 = 9;

/// A rectangle of cells.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Area {
    /// First column.
    pub x: u16,
    /// First row.
    pub y: u16,
    /// Columns.
    pub w: u16,
    /// Rows.
    pub h: u16,
}

impl Area {
    /// A rectangle.
    pub const fn new(x: u16, y: u16, w: u16, h: u16) -> Self {
        Self { x, y, w, h }
    }
}

/// Rows a list has on the screen.
pub(crate) fn page(model: &Model) -> usize {
    usize::from(body(model).h).max(1)
}

/// The rows between headings and status line.
fn body(model: &Model) -> Area {
    let (w, h) = model.size;
    let above = 3 + u16::from(model.as_at.is_some());
    Area::new(0, above.min(h), w, h.saturating_sub(above + 2))
}

/// Columns the detail takes beside the list.
fn detail_width(columns: u16) -> u16 {
    (columns * 9 / 25).clamp(34, 90)
}

/// Every pane on the screen with its name, those drawn later last. `list detail dialog status queue history` and the
/// names of full screens are what scripts may use.
pub fn layout(model: &Model) -> Vec<(&'static str, Area)> {
    let (w, h) = model.size;
    if model.too_small() {
        return vec![("notice", Area::new(0, 0, w, h))];
    }
    let mut panes = Vec::new();
    let last = h.saturating_sub(1);
    let covered = model.parts.iter().rev().find(|part| part.full_screen());
    match covered {
        Some(part) => {
            let name = part.contexts().first().map_or("screen", |c| c.name());
            panes.push((name, Area::new(0, 0, w, h.saturating_sub(2))));
        }
        None => base(model, &mut panes),
    }
    panes.push(("status", Area::new(0, h.saturating_sub(2), w, 1)));
    panes.push(("footer", Area::new(0, last, w, 1)));
    for part in &model.parts {
        if part.full_screen() {
            continue;
        }
        if part.on_line() {
            let rows = OFFERS.min(h.saturating_sub(4)) + 2;
            panes.push(("line", Area::new(0, h.saturating_sub(rows), w, rows)));
        } else {
            panes.push(("dialog", dialog(part.dialog_size(model.size), model.size)));
        }
    }
    panes
}

/// The area of a dialog of this size: in the middle, a little above it, never over the status line.
pub fn dialog(wanted: (u16, u16), screen: (u16, u16)) -> Area {
    let w = wanted.0.min(screen.0);
    let h = wanted.1.min(screen.1.saturating_sub(2));
    Area::new((screen.0 - w) / 2, screen.1.saturating_sub(2).saturating_sub(h) / 2, w, h)
}

fn base(model: &Model, panes: &mut Vec<(&'static str, Area)>) {
    let (w, _) = model.size;
    let body = body(model);
    panes.push(("tabs", Area::new(0, 0, w, 1)));
    let mut y = 1;
    if model.as_at.is_some() {
        panes.push(("bar", Area::new(0, 1, w, 1)));
        y = 2;
    }
    panes.push(("title", Area::new(0, y, w, 1)));
    let listed = model.list().is_some();
    let beside = listed && w >= WIDE;
    let right = if beside { detail_width(w) } else { 0 };
    if listed && !beside && model.focus == Focus::Detail {
        panes.push(("detail", Area::new(0, y + 1, w, body.h + 1)));
        return;
    }
    let left = w.saturating_sub(right + u16::from(beside));
    panes.push(("heading", Area::new(0, y + 1, left, 1)));
    let area = Area { w: left, ..body };
    panes.push(("list", area));
    if model.view == "queue" {
        panes.push(("queue", area));
    }
    if beside {
        panes.push(("edge", Area::new(left, y + 1, 1, body.h + 1)));
        panes.push(("detail", Area::new(left + 1, y + 1, right, body.h + 1)));
    }
}
