//! Width in cells, cutting, padding and wrapping, always at the borders of graphemes.

use crate::text::sanitise::visible;
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// What a cut text ends with.
const ELLIPSIS: &str = "…";

/// The graphemes of a text: what a reader takes for one character.
pub fn graphemes(s: &str) -> impl DoubleEndedIterator<Item = &str> {
    s.graphemes(true)
}

/// How many cells a text takes: the sum over its graphemes, which is how the terminal's buffer is filled.
pub fn width(s: &str) -> usize {
    if s.is_ascii() { s.len() } else { graphemes(s).map(UnicodeWidthStr::width).sum() }
}

/// The text, or as much of its beginning as fits into `max` cells with `…` behind it.
pub fn clip(s: &str, max: usize) -> Cow<'_, str> {
    if width(s) <= max {
        return Cow::Borrowed(s);
    }
    if max == 0 {
        return Cow::Borrowed("");
    }
    let mut out = String::new();
    let mut used = 1;
    for g in graphemes(s) {
        used += g.width();
        if used > max {
            break;
        }
        out.push_str(g);
    }
    out.push_str(ELLIPSIS);
    Cow::Owned(out)
}

/// The text clipped to `cells` and filled with blanks on the right: exactly `cells` wide.
pub fn pad(s: &str, cells: usize) -> String {
    let mut out = clip(s, cells).into_owned();
    let missing = cells.saturating_sub(width(&out));
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Breaks a text into lines of at most `cells` (at least 2): at newlines, at blanks, and beside wide characters, but
/// not before closing punctuation; a longer word is cut. Blanks at a break vanish, nothing else does.
pub fn wrap(s: &str, cells: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for paragraph in s.split('\n') {
        let mut filler = Filler { cells: cells.max(2), line: String::new(), used: 0, lines: &mut lines };
        for piece in pieces(paragraph) {
            filler.put(piece);
        }
        let last = std::mem::take(&mut filler.line);
        lines.push(last);
    }
    lines
}

/// Breaks a text that comes from outside into lines to show: [`visible`] line by line, then [`wrap`].
pub fn wrap_visible(s: &str, cells: usize) -> Vec<String> {
    let safe: Vec<Cow<'_, str>> = s.lines().map(visible).collect();
    wrap(&safe.join("\n"), cells)
}

struct Filler<'a> {
    cells: usize,
    line: String,
    used: usize,
    lines: &'a mut Vec<String>,
}

impl Filler<'_> {
    fn put(&mut self, piece: &str) {
        let wide = width(piece);
        if is_blank(piece) {
            if self.used + wide <= self.cells {
                self.push(piece, wide);
            } else {
                self.finish();
            }
            return;
        }
        if self.used + wide > self.cells && !self.line.is_empty() {
            self.finish();
        }
        if wide <= self.cells {
            self.push(piece, wide);
            return;
        }
        for g in graphemes(piece) {
            if self.used + g.width() > self.cells && !self.line.is_empty() {
                self.finish();
            }
            self.push(g, g.width());
        }
    }

    fn push(&mut self, piece: &str, wide: usize) {
        self.line.push_str(piece);
        self.used += wide;
    }

    fn finish(&mut self) {
        let line = std::mem::take(&mut self.line);
        self.used = 0;
        let kept = line.trim_end_matches(' ');
        if !kept.is_empty() {
            self.lines.push(kept.to_owned());
        }
    }
}

fn is_blank(g: &str) -> bool {
    g.chars().all(char::is_whitespace)
}

/// Marks that must not begin a line.
fn closes(g: &str) -> bool {
    g.chars().next().is_some_and(|c| "，。、；：？！）》」』】〕〉”’…,.;:?!)]}".contains(c))
}

/// The unbreakable pieces of a paragraph: runs of blanks, words, single wide characters with what closes behind them.
fn pieces(paragraph: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut before: Option<&str> = None;
    for (at, g) in paragraph.grapheme_indices(true) {
        if let Some(b) = before {
            let splits = is_blank(b) != is_blank(g) || (!is_blank(g) && (b.width() > 1 || g.width() > 1) && !closes(g));
            if splits {
                out.extend(paragraph.get(start..at));
                start = at;
            }
        }
        before = Some(g);
    }
    out.extend(paragraph.get(start..).filter(|rest| !rest.is_empty()));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sixty probes and their width: an upgrade of the width tables is one visible difference here.
    const PROBES: [(&str, usize); 60] = include!("probes.in");

    #[test]
    fn the_width_of_sixty_probes_is_known() {
        let got: Vec<(&str, usize)> = PROBES.iter().map(|(s, _)| (*s, width(s))).collect();
        let table = got.iter().map(|(s, w)| format!("    ({s:?}, {w}),\n")).collect::<Vec<_>>().concat();
        assert_eq!(got, PROBES.to_vec(), "the widths now:\n{table}");
    }

    #[test]
    fn clipping_never_halves_a_wide_character() {
        assert_eq!(clip("深圳市某某科技", 6), "深圳…");
        assert_eq!(clip("深圳市", 6), "深圳市");
        assert_eq!(clip("Anker", 3), "An…");
        assert_eq!(clip("Anker", 0), "");
        assert_eq!(pad("深圳市", 4), "深… ");
        assert_eq!(pad("a", 3), "a  ");
    }

    #[test]
    fn words_wrap_at_blanks_and_chinese_anywhere_but_before_closing_marks() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("a\n\nb", 7), ["a", "", "b"]);
        assert_eq!(wrap("深圳市，北京市", 6), ["深圳", "市，北", "京市"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
    }

    #[test]
    fn a_mark_of_no_width_does_not_push_the_next_letter_over_the_edge() {
        assert_eq!(wrap("\u{e49}a\u{93f}\u{93f}", 2).len(), 2);
    }

    fn ink(s: &str) -> String {
        s.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn clip_and_pad_keep_to_their_cells(s in "\\PC{0,40}", max in 0usize..30) {
            prop_assert!(width(&clip(&s, max)) <= max);
            prop_assert_eq!(width(&pad(&s, max)), max);
        }

        #[test]
        fn wrapping_keeps_all_ink_and_keeps_to_its_cells(s in "[a-z深圳，。é नि\u{e49} \n]{0,60}", cells in 2usize..20) {
            let lines = wrap(&s, cells);
            prop_assert_eq!(ink(&lines.concat()), ink(&s));
            for line in &lines {
                prop_assert!(width(line) <= cells || graphemes(line).count() == 1, "{:?}", line);
            }
        }

        #[test]
        fn wrapping_any_text_keeps_all_ink(s in any::<String>(), cells in 0usize..20) {
            prop_assert_eq!(ink(&wrap(&s, cells).concat()), ink(&s));
        }
    }
}
