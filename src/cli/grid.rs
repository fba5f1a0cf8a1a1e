//! A table for people: columns as wide as what they hold, clipped to the terminal.

use crate::cli::fail::Fail;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::text::clip;
use crate::text::pad;
use crate::text::visible;
use crate::text::width;

/// Blanks between columns.
const GAP: usize = 2;
/// A column is not squeezed below this.
const LEAST: usize = 4;

/// A table.
#[derive(Debug, Default)]
pub struct Grid {
    headings: Vec<String>,
    /// Numbers stand to the right.
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Grid {
    /// A table with headings.
    pub fn new(headings: Vec<String>) -> Self {
        let right = vec![false; headings.len()];
        Self { headings, right, rows: Vec::new() }
    }

    /// Puts a column to the right.
    pub fn right(&mut self, column: usize) {
        if let Some(slot) = self.right.get_mut(column) {
            *slot = true;
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells.iter().map(|c| visible(c).into_owned()).collect());
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Prints it.
    pub fn print(&self, out: &mut Out) -> Result<(), Fail> {
        let widths = self.widths(out.width());
        if self.headings.iter().any(|h| !h.is_empty()) {
            let line = self.drawn(&self.headings, &widths);
            let line = out.tone(Tone::Strong, &line);
            out.line(&line)?;
        }
        self.rows.iter().try_for_each(|row| out.line(&self.drawn(row, &widths)))
    }

    fn widths(&self, limit: Option<usize>) -> Vec<usize> {
        let mut widths: Vec<usize> = self.headings.iter().map(|h| width(h)).collect();
        for row in &self.rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        let Some(limit) = limit else { return widths };
        let gaps = GAP * widths.len().saturating_sub(1);
        // The widest column gives first, one cell at a time: short columns stay whole.
        while widths.iter().sum::<usize>() + gaps > limit {
            match widths.iter_mut().max() {
                Some(widest) if *widest > LEAST => *widest -= 1,
                _ => break,
            }
        }
        widths
    }

    fn drawn(&self, cells: &[String], widths: &[usize]) -> String {
        let mut line = String::new();
        for ((cell, cells_wide), right) in cells.iter().zip(widths).zip(&self.right) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            if *right {
                let text = clip(cell, *cells_wide);
                line.extend(std::iter::repeat_n(' ', cells_wide.saturating_sub(width(&text))));
                line.push_str(&text);
            } else {
                line.push_str(&pad(cell, *cells_wide));
            }
        }
        line.trim_end().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::Grid;

    fn grid() -> Grid {
        let mut grid = Grid::new(vec!["id".into(), "name".into(), "n".into()]);
        grid.right(2);
        grid.row(vec!["P-1".into(), "深圳市跨境电商有限公司".into(), "7".into()]);
        grid.row(vec!["P-22".into(), "Short".into(), "1204".into()]);
        grid
    }

    #[test]
    fn without_a_limit_everything_is_shown() {
        let grid = grid();
        assert_eq!(grid.widths(None), [4, 22, 4]);
        assert_eq!(grid.drawn(&grid.rows[1], &[4, 22, 4]), format!("P-22  Short{}  1204", " ".repeat(17)));
    }

    #[test]
    fn the_widest_column_gives_way_and_lines_keep_to_the_terminal() {
        let grid = grid();
        let widths = grid.widths(Some(24));
        assert_eq!(widths, [4, 12, 4]);
        let line = grid.drawn(&grid.rows[0], &widths);
        assert!(crate::text::width(&line) <= 24, "{line}");
        assert!(line.contains('…'));
    }
}
