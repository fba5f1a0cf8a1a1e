//! Bars of what panels count: how long one is, how its shares divide it, and a column of them with a cursor.

use crate::text;
use crate::ui::lines::Parts;
use crate::ui::scene::Scene;
use crate::ui::scene::cells;
use crate::ui::theme::Role;
use ratatui::layout::Rect;

/// A share of a bar: its glyph, its role, its cells.
pub type Share<'a> = (&'a str, Role, usize);

/// Cells of a count where the greatest fills the room; what is there at all has one.
pub fn long(count: usize, most: usize, room: usize) -> usize {
    if count == 0 { 0 } else { (count * room / most.max(1)).clamp(1, room.max(1)) }
}

/// Shares `wide` cells out; a count above nothing gets at least one cell where there is room.
pub fn shares<const N: usize>(counts: [usize; N], wide: usize) -> [usize; N] {
    let total: usize = counts.iter().sum();
    let mut out = counts.map(|n| if n == 0 { 0 } else { (n * wide / total.max(1)).max(1) });
    while total > 0 && out.iter().sum::<usize>() != wide {
        let more = out.iter().sum::<usize>() < wide;
        // How much a share lacks, moved up so that it is never below nothing.
        let lacks = |count: usize, cells: usize| (count + total) * wide - cells.min(wide) * total;
        let places = counts.iter().zip(&out).enumerate().filter(|(_, (n, cells))| **n > 0 && (more || **cells > 1));
        let weighed = places.map(|(at, (n, cells))| (lacks(*n, *cells), at));
        let found = if more { weighed.max() } else { weighed.min() };
        match found.and_then(|(_, at)| out.get_mut(at)) {
            Some(cells) if more => *cells += 1,
            Some(cells) => *cells -= 1,
            None => break,
        }
    }
    out
}

/// A name of `column` cells, a bar in a room of so many, and what it counts.
pub fn row(name: &str, column: usize, bar: &[Share<'_>], room: usize, told: Parts) -> Parts {
    let mut out: Parts = vec![(text::pad(name, column), Role::Label)];
    out.extend(bar.iter().map(|(glyph, role, wide)| (glyph.repeat(*wide), *role)));
    let used: usize = bar.iter().map(|(_, _, wide)| wide).sum();
    out.push((" ".repeat(room.saturating_sub(used) + 1), Role::Text));
    out.extend(told);
    out
}

/// Draws rows of which one is chosen, so far down that it is seen, and says so when there are more below.
pub fn column(rows: &[Parts], cursor: usize, area: Rect, scene: &mut Scene<'_>) {
    let height = usize::from(area.height);
    let from = (cursor + 1).saturating_sub(height);
    for (n, parts) in rows.iter().enumerate().skip(from).take(height) {
        let y = area.y + cells(n - from);
        let sign = if n == cursor { scene.signs.role } else { " " };
        scene.put(area.x, y, 1, sign, Role::Key);
        let borrowed: Vec<(&str, Role)> = parts.iter().map(|(t, r)| (t.as_str(), *r)).collect();
        scene.put_all(area.x + 1, y, area.width.saturating_sub(1), &borrowed);
    }
    if from + height < rows.len() && area.height > 0 {
        let left = format!(" {} {} ", scene.signs.down, rows.len() - from - height);
        scene.put_right(area.x, area.right(), area.bottom() - 1, &left, Role::Key);
    }
}

#[cfg(test)]
mod tests {
    use super::long;
    use super::shares;

    #[test]
    fn what_is_there_at_all_has_a_cell_and_the_most_fills_the_room() {
        assert_eq!((long(0, 50, 20), long(1, 50, 20), long(50, 50, 20), long(25, 50, 20)), (0, 1, 20, 10));
    }

    #[test]
    fn shares_fill_the_bar_and_what_is_there_is_seen() {
        assert_eq!(shares([10, 0, 0, 0, 10], 20), [10, 0, 0, 0, 10]);
        assert_eq!(shares([0, 0, 0, 0, 3], 8), [0, 0, 0, 0, 8]);
        let one = shares([60, 1, 0, 0, 1], 20);
        assert_eq!((one.iter().sum::<usize>(), one[1], one[4]), (20, 1, 1));
        assert_eq!(shares([0; 5], 8), [0; 5]);
    }
}
