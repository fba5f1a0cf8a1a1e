//! The keys of a script as a plain list, so that an outside program can press the same keys in a real terminal.
//!
//! One line per step: the test's slug, `file:line`, then keys in the keymap's notation, separated by a tab each. What is not a key starts with `!`
//! (`!as bo`, `!resize 60x16`, `!advance 3d`, `!paste "…"`, `!run …`, `!secret NAME`); an action nobody resolves stays `@id`.

use crate::keys::Key;
use crate::keys::KeyCode;
use crate::play::script::Case;
use crate::play::script::Script;
use crate::play::script::Stroke;
use crate::play::script::Typed;
use crate::play::script::Verb;
use std::fmt::Write as _;

/// The list of every test of a script. `resolve` says which keys an action is bound to.
pub fn keys(script: &Script, resolve: &dyn Fn(&str) -> Option<Vec<Key>>) -> String {
    let mut out = String::new();
    for case in &script.cases {
        for line in case_keys(script, case, resolve) {
            let _ = writeln!(out, "{line}");
        }
    }
    out
}

fn case_keys(script: &Script, case: &Case, resolve: &dyn Fn(&str) -> Option<Vec<Key>>) -> Vec<String> {
    let mut lines = Vec::new();
    for statement in script.opening.iter().chain(&case.statements) {
        let Some(pressed) = pressed(&statement.value, resolve) else { continue };
        let span = statement.span;
        let file = script.sources.files.get(span.file).map_or("", |file| file.name.as_str());
        lines.push(format!("{}\t{file}:{}\t{pressed}", case.slug, span.line));
    }
    lines
}

fn pressed(verb: &Verb, resolve: &dyn Fn(&str) -> Option<Vec<Key>>) -> Option<String> {
    Some(match verb {
        Verb::Press(strokes) => {
            let words = strokes.iter().flat_map(|stroke| match &stroke.value {
                Stroke::Key(key, times) => vec![key.to_string(); usize::try_from(*times).unwrap_or(1)],
                Stroke::Action(id) => match resolve(id) {
                    Some(keys) => keys.iter().map(ToString::to_string).collect(),
                    None => vec![format!("@{id}")],
                },
            });
            words.collect::<Vec<_>>().join(" ")
        }
        Verb::Type(Typed::Text(text)) => typed(&text.value.value()),
        Verb::Type(Typed::Secret(name)) => format!("!secret {name}"),
        Verb::Type(Typed::Env(name)) => format!("!env {name}"),
        Verb::Paste(text) => format!("!paste {text}"),
        Verb::Resize(size) => format!("!resize {size}"),
        Verb::As(user) => format!("!as {user}"),
        Verb::Focus(_) | Verb::Advance(_) | Verb::Run(_) | Verb::Reopen(_) => {
            let text = verb.to_string();
            let mut chars = text.chars();
            let first = chars.next().map(|c| c.to_ascii_lowercase());
            format!("!{}{}", first.unwrap_or_default(), chars.as_str())
        }
        _ => return None,
    })
}

fn typed(text: &str) -> String {
    let key = |c: char| match c {
        '\n' => Key::plain(KeyCode::Enter),
        '\t' => Key::plain(KeyCode::Tab),
        c => Key::char(c),
    };
    text.chars().map(|c| key(c).to_string()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::play::script::load;
    use std::path::Path;

    #[test]
    fn every_step_is_a_line_of_keys() {
        let text = "Set user bo\nPress g p\nTest \"One\"\nPress j*2 @a.b @c.d ctrl-s\nType \"a 東\\n\"\nExpect \"x\"\nAs mira\nResize 60x16\n\
                    Advance 3d\nTest \"Two\"\nReopen after-kill\n";
        let script = load(Path::new("s.play"), &|_| Ok(text.to_owned())).unwrap();
        let resolve = |id: &str| (id == "a.b").then(|| vec![Key::char('x'), Key::char('y')]);
        let expected = "one\ts.play:2\tg p\none\ts.play:4\tj j x y @c.d ctrl-s\none\ts.play:5\ta space 東 enter\none\ts.play:7\t!as mira\n\
                        one\ts.play:8\t!resize 60x16\none\ts.play:9\t!advance 3d\ntwo\ts.play:2\tg p\ntwo\ts.play:11\t!reopen after-kill\n";
        assert_eq!(keys(&script, &resolve), expected);
    }
}
