//! Lists as tables: which columns fit, their headings, and the rows on the screen.

use crate::app::list::ListState;
use crate::app::lists::Column;
use crate::app::lists::Draw;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::text;
use crate::ui::cells as words;
use crate::ui::popup::paragraph;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// Cells before the first column: the marker and a blank.
const MARKER: u16 = 2;
/// A growing column is not made narrower than this before another is left out.
const LEAST: u16 = 10;

/// A column on the screen.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Placed {
    /// Its place in the list's columns, which is the place of its cell.
    pub at: usize,
    /// The column.
    pub column: &'static Column,
    /// Its first cell, from the left edge of the list.
    pub x: u16,
    /// Its cells.
    pub w: u16,
}

/// The columns that fit: those of this screen's width, the last ones left out when the list is narrower, never the
/// one it is sorted by nor the first two.
pub(crate) fn fit(columns: &'static [Column], screen: u16, width: u16, sorted: &str) -> Vec<Placed> {
    let room = width.saturating_sub(MARKER);
    let mut chosen: Vec<(usize, &'static Column)> =
        columns.iter().enumerate().filter(|(_, c)| c.from <= screen || c.name == sorted).collect();
    let least = |c: &Column| if c.grow > 0 { c.width.min(LEAST) } else { c.width };
    let needs =
        |chosen: &[(usize, &'static Column)]| chosen.iter().map(|(_, c)| least(c) + 1).sum::<u16>().saturating_sub(1);
    while needs(&chosen) > room {
        let drop = chosen.iter().rposition(|(at, c)| *at > 1 && c.name != sorted);
        match drop {
            Some(drop) => chosen.remove(drop),
            None => break,
        };
    }
    let mut spare = room.saturating_sub(needs(&chosen));
    let mut widths: Vec<u16> = chosen.iter().map(|(_, c)| least(c)).collect();
    for (width, (_, column)) in widths.iter_mut().zip(&chosen) {
        let more = column.width.saturating_sub(*width).min(spare);
        *width += more;
        spare -= more;
    }
    let shares: u16 = chosen.iter().map(|(_, c)| c.grow).sum();
    if let Some(each) = spare.checked_div(shares) {
        let mut rest = spare % shares;
        for (width, (_, column)) in widths.iter_mut().zip(&chosen) {
            let extra = rest.min(column.grow);
            rest -= extra;
            *width += each * column.grow + extra;
        }
    }
    let mut x = MARKER;
    let mut placed = Vec::new();
    for ((at, column), w) in chosen.into_iter().zip(widths) {
        placed.push(Placed { at, column, x, w });
        x += w + 1;
    }
    placed
}

/// Whether a column's texts end at its right edge.
fn to_the_right(column: &Column) -> bool {
    matches!(column.draw, Draw::Int)
}

/// The headings, underlined; the column in order has its arrow.
pub(crate) fn headings(scene: &mut Scene<'_>, area: Rect, list: &ListState) {
    let order = list.order();
    scene.tint(Rect { height: area.height.min(1), ..area }, Role::Heading);
    for place in fit(list.def.columns, scene.model.size.0, area.width, &order.column) {
        let mut label = scene.label(place.column.label);
        if place.column.name == order.column {
            let arrow = if order.descending { scene.signs.down } else { scene.signs.up };
            label = format!("{}{arrow}", text::clip(&label, usize::from(place.w).saturating_sub(1)));
        }
        let x = area.x + place.x;
        if to_the_right(place.column) {
            scene.put_right(x, x + place.w, area.y, &label, Role::Heading);
        } else {
            scene.put(x, area.y, place.w, &label, Role::Heading);
        }
    }
}

/// The rows, or why there are none.
pub(crate) fn rows(scene: &mut Scene<'_>, area: Rect, list: &ListState) {
    if list.matched == 0 || !list.loaded {
        return nothing(scene, area, list);
    }
    let order = list.order();
    let places = fit(list.def.columns, scene.model.size.0, area.width, &order.column);
    for line in 0..area.height {
        let at = list.top + usize::from(line);
        if at >= list.matched {
            break;
        }
        row(scene, area, area.y + line, list, at, &places);
    }
}

fn row(scene: &mut Scene<'_>, area: Rect, y: u16, list: &ListState, at: usize, places: &[Placed]) {
    let here = at == list.cursor;
    if here {
        scene.put(area.x, y, 1, ">", Role::Selected);
    }
    let Some(row) = list.row(at) else {
        let more = scene.signs.more;
        scene.put(area.x + MARKER, y, 3, more, Role::Muted);
        return;
    };
    let marked = list.marks.contains(&row.id);
    if marked {
        let x = if here { area.x + 1 } else { area.x };
        scene.put(x, y, 1, "*", Role::Selected);
    }
    for place in places {
        let Some(value) = row.cells.get(place.at) else { continue };
        let (text, role) = words::cell(scene, place.column, list.def.kind, value);
        let role = if here && place.column.name == naming(list) { Role::Selected } else { role };
        let x = area.x + place.x;
        if to_the_right(place.column) {
            scene.put_right(x, x + place.w, y, &text, role);
        } else {
            scene.put(x, y, place.w, &text, role);
        }
    }
}

/// The column that is bold under the cursor: the one with the record's id.
fn naming(list: &ListState) -> &'static str {
    let has = |name: &str| list.def.columns.iter().any(|c| c.name == name);
    match () {
        () if has("id") => "id",
        () if has("subject") && !has("seq") => "subject",
        () => list.def.columns.first().map_or("", |c| c.name),
    }
}

/// Says why there are no rows.
fn nothing(scene: &mut Scene<'_>, area: Rect, list: &ListState) {
    let (msg, role) = if let Some(why) = &list.refused {
        (why.clone(), Role::Danger)
    } else if !list.errors.is_empty() {
        (list.errors.first().map_or_else(|| Msg::new("app-filter-wrong"), |e| e.msg.clone()), Role::Warning)
    } else if let Some((done, all)) = list.loading {
        (Msg::new("app-building").with("done", done).with("total", all), Role::Pending)
    } else if !list.loaded {
        (Msg::new("app-loading"), Role::Pending)
    } else if list.filter.is_empty() {
        // Where nothing is made with a key of its own it is said how it comes to be there.
        let how = format!("app-empty-{}", list.def.id);
        let first = |action: &str| scene.model.keymap().keys_for(action, None, Context::Queue).into_iter().next();
        let key = |action: &str| first(action).unwrap_or_default();
        if scene.i18n.has(&how) {
            let msg = Msg { id: how.into(), args: Vec::new() };
            let msg = msg.with("mark", key("mark.toggle")).with("approve", key("case.approve"));
            (msg.with("new", key("record.new")), Role::Muted)
        } else {
            (Msg::new("app-empty"), Role::Muted)
        }
    } else {
        (Msg::new("app-no-match").with("total", list.total), Role::Muted)
    };
    let words = scene.words(&msg);
    let inner = Rect::new(area.x + MARKER, area.y + 1, area.width.saturating_sub(MARKER + 1), area.height.min(5));
    paragraph(scene, inner, &words, role);
}

/// Cells a text takes.
pub(crate) fn wide(text: &str) -> u16 {
    cells(text::width(&text::visible(text)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::lists::LISTS;

    #[test]
    fn at_eighty_columns_every_column_meant_for_it_is_there() {
        for list in LISTS {
            let wanted = list.columns.iter().filter(|c| c.from == 0).count();
            assert_eq!(fit(list.columns, 80, 80, list.sort.0).len(), wanted, "{}", list.id);
        }
    }

    #[test]
    fn columns_never_overlap_nor_leave_the_list() {
        for list in LISTS {
            for width in 0..240 {
                let placed = fit(list.columns, width, width, list.sort.0);
                for pair in placed.windows(2) {
                    assert!(pair[0].x + pair[0].w < pair[1].x, "{} at {width}", list.id);
                }
                if width >= 60 {
                    let end = placed.last().map_or(0, |p| p.x + p.w);
                    assert!(end <= width, "{} at {width} ends at {end}", list.id);
                    assert!(placed.iter().any(|p| p.column.name == list.sort.0), "{} at {width}", list.id);
                }
            }
        }
    }
}
