//! A report as Markdown; its last line is the hash of everything above it.

use crate::domain::entry::Digest;
use crate::i18n::I18n;
use crate::report::model::Cell;
use crate::report::model::Fact;
use crate::report::model::Report;
use crate::report::model::Table;
use crate::text::visible;
use std::fmt::Write;

/// Characters that mean something in Markdown.
const MARKS: &[char] = &['\\', '`', '*', '_', '[', ']', '|', '#', '~', '<', '>'];

/// The report as Markdown.
pub fn render(report: &Report, i18n: &I18n) -> String {
    let mut out = format!("# {}\n\n", escaped(&report.title));
    facts(&report.facts, &mut out);
    for section in &report.sections {
        let _ = write!(out, "\n## {}\n\n", escaped(&section.title));
        for text in &section.text {
            out.push_str(&escaped(text));
            out.push_str("\n\n");
        }
        facts(&section.facts, &mut out);
        if let Some(made) = &section.table {
            if !section.facts.is_empty() {
                out.push('\n');
            }
            table(made, i18n, &mut out);
        }
    }
    let _ = writeln!(out, "\n---\n\n{} `head -n -1 FILE | sha256sum`", i18n.label("report-hash-how"));
    let hash = Digest::of(out.as_bytes());
    let _ = writeln!(out, "SHA-256 `{hash}`");
    out
}

fn facts(facts: &[Fact], out: &mut String) {
    for fact in facts {
        let _ = writeln!(out, "- **{}**: {}", escaped(&fact.label), cell(&fact.said()));
    }
}

fn table(table: &Table, i18n: &I18n, out: &mut String) {
    if table.rows.is_empty() {
        let _ = writeln!(out, "{}", escaped(&i18n.label("report-none")));
        return;
    }
    let heads: Vec<String> = table.columns.iter().map(|c| escaped(&c.label)).collect();
    let _ = writeln!(out, "| {} |", heads.join(" | "));
    let _ = writeln!(out, "|{}", "---|".repeat(heads.len()));
    for row in &table.rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        let _ = writeln!(out, "| {} |", cells.join(" | "));
    }
}

fn cell(cell: &Cell) -> String {
    match cell {
        // Inside a code span only the backtick itself, and in a table the bar, mean something.
        Cell::Exact(text) if !text.contains(['`', '|', '\n']) => format!("`{}`", visible(text)),
        other => escaped(&other.shown()),
    }
}

/// One line in which nothing is taken for a mark: Markdown's own escapes, readable as they stand.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        let line = visible(line);
        let mut rest = line.chars().peekable();
        while let Some(c) = rest.next() {
            // An ampersand alone is one; before a name or a number it would begin an entity.
            let entity = c == '&' && rest.peek().is_some_and(|next| *next == '#' || next.is_ascii_alphanumeric());
            if entity || MARKS.contains(&c) {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn marks_are_escaped_as_markdown_has_it_and_a_lone_ampersand_stays() {
        let table = [
            ("Lumen & Loom Inc.", "Lumen & Loom Inc."),
            ("AT&T &#60;", "AT\\&T \\&\\#60;"),
            ("a < b > c", "a \\< b \\> c"),
            ("one\ntwo", "one<br>two"),
        ];
        for (text, expected) in table {
            assert_eq!(escaped(text), expected);
        }
    }
}
