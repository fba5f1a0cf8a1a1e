//! Compares two frames so that a person sees what changed: text apart from styles, columns under carets.
//!
//! Source: play.md §1.7.

use crate::play::frame::Frame;
use crate::play::frame::Run;
use crate::play::frame::place;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use unicode_width::UnicodeWidthStr;

/// The result of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diff {
    /// Nothing differs; the command's exit code is 0.
    pub same: bool,
    /// For people; one line when nothing differs.
    pub report: String,
}

/// Compares frame `old` with frame `new`.
pub fn diff(old: &Frame, new: &Frame) -> Diff {
    let header = header(old, new);
    let (rows, text) = text(old, new);
    let (runs, style) = style(old, new);
    let legend = legend(old, new);
    let cursor = cursor(old, new);
    let same = [&header, &text, &style, &legend, &cursor].iter().all(|part| part.is_empty());
    let what = match rows {
        0 => "same text".to_owned(),
        1 => "1 row of text differs".to_owned(),
        n => format!("{n} rows of text differ"),
    };
    let mut report = match (same, runs) {
        (true, _) => "same frame\n".to_owned(),
        (_, 0) => format!("{what}, same styles\n"),
        (_, 1) => format!("{what}, 1 style run differs\n"),
        (_, n) => format!("{what}, {n} style runs differ\n"),
    };
    for (title, part) in [("header", header), ("text", text), ("style", style), ("legend", legend), ("cursor", cursor)]
    {
        if !part.is_empty() {
            let _ = write!(report, "--- {title}\n{part}");
        }
    }
    Diff { same, report }
}

fn header(old: &Frame, new: &Frame) -> String {
    let mut out = String::new();
    let lines = |frame: &Frame| frame.header.lines(frame.width, frame.height, frame.cursor);
    for ((key, was), (_, is)) in lines(old).into_iter().zip(lines(new)) {
        if key != "cursor" && was != is {
            let key = format!("{key}:");
            let _ = writeln!(out, "- {key:<8}{was}\n+ {key:<8}{is}");
        }
    }
    out
}

fn cursor(old: &Frame, new: &Frame) -> String {
    let say = |frame: &Frame| frame.cursor.map_or_else(|| "hidden".to_owned(), |place| place.to_string());
    if old.cursor == new.cursor { String::new() } else { format!("- {}\n+ {}\n", say(old), say(new)) }
}

fn text(old: &Frame, new: &Frame) -> (usize, String) {
    let mut out = String::new();
    let mut changed = 0;
    for row in 0..old.rows.len().max(new.rows.len()) {
        let (was, is) = (old.rows.get(row), new.rows.get(row));
        if was == is {
            continue;
        }
        changed += 1;
        let mut gutter = 0;
        for (sign, frame, line) in [('-', old, was), ('+', new, is)] {
            if let Some(line) = line {
                let front = format!("{sign} {}│", frame.row_number(row));
                gutter = front.width();
                let _ = writeln!(out, "{front}{line}");
            }
        }
        if let (Some(was), Some(is)) = (was, is) {
            let _ = writeln!(out, "{}{}", " ".repeat(gutter), carets(was, is));
        }
    }
    (changed, out)
}

/// Carets under the columns in which two rows differ.
fn carets(was: &str, is: &str) -> String {
    let (was, is) = (columns(was), columns(is));
    let blank = (" ".to_owned(), 0);
    let last = was.len().max(is.len());
    let mark = |col: usize| if was.get(col).unwrap_or(&blank) == is.get(col).unwrap_or(&blank) { ' ' } else { '^' };
    (0..last).map(mark).collect::<String>().trim_end().to_owned()
}

/// For each column the grapheme in it and which of its columns this is.
fn columns(row: &str) -> Vec<(String, u16)> {
    place(row).flat_map(|cell| (0..cell.width).map(move |part| (cell.text.to_owned(), part))).collect()
}

fn style(old: &Frame, new: &Frame) -> (usize, String) {
    let mut out = String::new();
    let mut changed = 0;
    let none: Vec<Run> = Vec::new();
    for row in 0..old.runs.len().max(new.runs.len()) {
        let was: BTreeSet<&Run> = old.runs.get(row).unwrap_or(&none).iter().collect();
        let is: BTreeSet<&Run> = new.runs.get(row).unwrap_or(&none).iter().collect();
        let gone = was.difference(&is).count();
        let come = is.difference(&was).count();
        changed += gone.max(come);
        let number = if row < new.runs.len() { new.row_number(row) } else { old.row_number(row) };
        for run in was.difference(&is) {
            let _ = writeln!(out, "{number}│ - {run}");
        }
        for run in is.difference(&was) {
            let _ = writeln!(out, "{number}│ + {run}");
        }
    }
    (changed, out)
}

fn legend(old: &Frame, new: &Frame) -> String {
    let mut out = String::new();
    let names: BTreeMap<_, _> = old.legend.iter().chain(&new.legend).collect();
    for name in names.keys() {
        let (was, is) = (old.legend.get(*name), new.legend.get(*name));
        if was != is {
            let _ = was.iter().try_for_each(|look| writeln!(out, "- {name}  {look}"));
            let _ = is.iter().try_for_each(|look| writeln!(out, "+ {name}  {look}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::frame::Place;

    fn frame(rows: [&str; 2], style: &str, cursor: &str) -> Frame {
        let text = format!(
            "entrepot-frame 1\nname:   n\nscript: s\ntest:   t\nsize:   12x2\nclock:  2026-03-02T09:00:00Z\nuser:   bo\nscreen: x\n\
             look:   dark\ncursor: {cursor}\n--- text\n00│{}\n01│{}\n--- style\n{style}--- legend\ndanger  fg=9\nok      fg=2\n--- end\n",
            rows[0], rows[1]
        );
        text.parse().unwrap()
    }

    #[test]
    fn equal_frames_are_the_same() {
        let a = frame(["a", "b"], "", "hidden");
        assert_eq!(diff(&a, &a), Diff { same: true, report: "same frame\n".into() });
    }

    #[test]
    fn a_change_of_style_says_first_that_the_text_is_the_same() {
        let a = frame(["approved", "b"], "00│0-7 ok\n", "hidden");
        let mut b = frame(["approved", "b"], "00│0-7 danger\n01│0 ok\n", "0,1");
        b.header.user = "mira".into();
        b.cursor = Some(Place { row: 0, col: 1 });
        let expected = "same text, 2 style runs differ\n--- header\n- user:   bo\n+ user:   mira\n--- style\n00│ - 0-7 ok\n\
                        00│ + 0-7 danger\n01│ + 0 ok\n--- cursor\n- hidden\n+ 0,1\n";
        assert_eq!(diff(&a, &b), Diff { same: false, report: expected.into() });
    }

    #[test]
    fn carets_stand_under_columns_not_letters() {
        let a = frame(["東京 ab", "same"], "", "hidden");
        let b = frame(["東株 aX", "same"], "", "hidden");
        let expected = "1 row of text differs, same styles\n--- text\n- 00│東京 ab\n+ 00│東株 aX\n       ^^  ^\n";
        assert_eq!(diff(&a, &b).report, expected);
    }

    #[test]
    fn a_theme_change_is_seen_in_the_legend() {
        let a = frame(["a", "b"], "00│0 ok\n", "hidden");
        let mut b = a.clone();
        b.legend.insert("ok".into(), "fg=10".parse().unwrap());
        assert_eq!(diff(&a, &b).report, "same text, same styles\n--- legend\n- ok  fg=2\n+ ok  fg=10\n");
    }
}
