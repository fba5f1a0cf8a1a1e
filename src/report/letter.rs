//! A letter in the form it is sent in: as plain text, as Markdown, or as a page of HTML. The words are those of the record;
//! nothing is added but the marks of the form.

use crate::domain::letter::Letter;
use crate::domain::letter::LetterLanguage;
use crate::report::html;
use crate::report::markdown;
use clap::ValueEnum;
use std::fmt::Write;

/// A form of a letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LetterForm {
    /// As one writes it: address, subject, text.
    Plain,
    /// Markdown: the subject is the heading.
    Markdown,
    /// One page of HTML that loads nothing and runs nothing.
    Html,
}

/// The letter in a form.
pub fn letter(letter: &Letter, form: LetterForm) -> String {
    match form {
        LetterForm::Plain => letter.text(),
        LetterForm::Markdown => as_markdown(letter),
        LetterForm::Html => as_html(letter),
    }
}

/// What stands between empty lines.
fn paragraphs(body: &str) -> impl Iterator<Item = &str> {
    body.split("\n\n").map(|text| text.trim_matches('\n')).filter(|text| !text.is_empty())
}

fn as_markdown(letter: &Letter) -> String {
    let mut out = format!("# {}\n", markdown::escaped(&letter.subject_line));
    let to = letter.to();
    if !to.is_empty() {
        let _ = writeln!(out, "\n{}", markdown::escaped(&to));
    }
    for text in paragraphs(&letter.body.0) {
        // A backslash at the end of a line keeps the line.
        let lines: Vec<String> = text.lines().map(markdown::escaped).collect();
        let _ = writeln!(out, "\n{}", lines.join("\\\n"));
    }
    out
}

fn as_html(letter: &Letter) -> String {
    let lang = if letter.language == LetterLanguage::Zh { "zh-Hans" } else { "en" };
    let title = html::escaped(&letter.subject_line);
    let mut out = html::head(lang, &title);
    let to = letter.to();
    if !to.is_empty() {
        let _ = writeln!(out, "<p>{}</p>", html::escaped(&to));
    }
    for text in paragraphs(&letter.body.0) {
        let _ = writeln!(out, "<p>{}</p>", html::escaped(text));
    }
    out + "</body></html>\n"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::Body;

    fn sample() -> Letter {
        Letter {
            contact: "Alex <Fenwick>".to_owned(),
            email: "alex@example.com".to_owned(),
            subject_line: "Lumen & Loom: *insurance*".to_owned(),
            body: Body("Dear Alex,\n\n1. general liability: ends\n2. cargo: missing\n\nKind regards\nIvo\n".to_owned()),
            ..Letter::default()
        }
    }

    #[test]
    fn every_form_says_the_same_and_takes_nothing_of_it_for_a_mark() {
        let plain = "Alex <Fenwick> · alex@example.com\nLumen & Loom: *insurance*\n\nDear Alex,";
        assert!(letter(&sample(), LetterForm::Plain).starts_with(plain));
        let marked = letter(&sample(), LetterForm::Markdown);
        assert!(marked.starts_with("# Lumen & Loom: \\*insurance\\*\n\nAlex \\<Fenwick\\> · "), "{marked}");
        assert!(marked.ends_with("\n\nKind regards\\\nIvo\n"), "{marked}");
        let page = letter(&sample(), LetterForm::Html);
        assert!(page.contains("<h1>Lumen &amp; Loom: *insurance*</h1>\n<p>Alex &lt;Fenwick&gt; · "), "{page}");
        assert!(page.contains("<p>1. general liability: ends<br>2. cargo: missing</p>"), "{page}");
        assert!(page.contains("<html lang=\"en\">") && page.ends_with("</body></html>\n"), "{page}");
    }
}
