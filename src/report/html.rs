//! A report as one page of HTML: its style is in it, it loads nothing and runs nothing, and it prints well. Its last line
//! is the hash of everything above it.

use crate::domain::entry::Digest;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::report::model::Cell;
use crate::report::model::Fact;
use crate::report::model::Report;
use crate::report::model::Table;
use crate::text::visible;
use std::fmt::Write;

const STYLE: &str = "body{font:14px/1.5 system-ui,'Noto Sans','Noto Sans CJK SC',sans-serif;color:#111;background:#fff;\
max-width:75rem;margin:2rem auto;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}\
dl{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem}dt{color:#555}dd{margin:0;overflow-wrap:anywhere}\
table{border-collapse:collapse;width:100%;font-size:.85rem}th,td{border:1px solid #bbb;padding:.2rem .4rem;\
text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#eee}td.n{text-align:right}\
code{font-family:ui-monospace,'Noto Sans Mono',monospace;font-size:.9em}footer{margin-top:2rem;color:#555}\
@media print{body{margin:0;max-width:none}thead{display:table-header-group}tr{break-inside:avoid}h2{break-after:avoid}}";

/// The report as HTML.
pub fn render(report: &Report, i18n: &I18n) -> String {
    let lang = if i18n.locale() == Locale::Zh { "zh-Hans" } else { "en" };
    let mut out = head(lang, &escaped(&report.title));
    facts(&report.facts, &mut out);
    for section in &report.sections {
        let _ = writeln!(out, "<section>\n<h2>{}</h2>", escaped(&section.title));
        for text in &section.text {
            let _ = writeln!(out, "<p>{}</p>", escaped(text));
        }
        facts(&section.facts, &mut out);
        if let Some(made) = &section.table {
            table(made, i18n, &mut out);
        }
        out.push_str("</section>\n");
    }
    let how = escaped(&i18n.label("report-hash-how"));
    let _ = writeln!(out, "<footer><p>{how} <code>head -n -1 FILE | sha256sum</code></p></footer>");
    let hash = Digest::of(out.as_bytes());
    let _ = writeln!(out, "<p>SHA-256 <code>{hash}</code></p></body></html>");
    out
}

/// A page down to its heading, which is escaped already.
pub(super) fn head(lang: &str, title: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"{lang}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
    )
}

fn facts(facts: &[Fact], out: &mut String) {
    if facts.is_empty() {
        return;
    }
    out.push_str("<dl>\n");
    for fact in facts {
        let _ = writeln!(out, "<dt>{}</dt><dd>{}</dd>", escaped(&fact.label), cell(&fact.said()));
    }
    out.push_str("</dl>\n");
}

fn table(table: &Table, i18n: &I18n, out: &mut String) {
    if table.rows.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", escaped(&i18n.label("report-none")));
        return;
    }
    out.push_str("<table>\n<thead><tr>");
    for column in &table.columns {
        let _ = write!(out, "<th scope=\"col\">{}</th>", escaped(&column.label));
    }
    out.push_str("</tr></thead>\n<tbody>\n");
    for row in &table.rows {
        out.push_str("<tr>");
        for value in row {
            let class = if matches!(value, Cell::Int(_) | Cell::Amount(_)) { " class=\"n\"" } else { "" };
            let _ = write!(out, "<td{class}>{}</td>", cell(value));
        }
        out.push_str("</tr>\n");
    }
    out.push_str("</tbody>\n</table>\n");
}

fn cell(cell: &Cell) -> String {
    match cell {
        Cell::Exact(text) => format!("<code>{}</code>", escaped(text)),
        other => escaped(&other.shown()),
    }
}

/// Text in which nothing is taken for a tag.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (n, line) in text.lines().enumerate() {
        if n > 0 {
            out.push_str("<br>");
        }
        for c in visible(line).chars() {
            match c {
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                other => out.push(other),
            }
        }
    }
    out
}
