//! Proves that the message files agree: for our own tests and for those in `tests/`.
//!
//! It reads the files themselves, not the rendered text, so a fault is found even when no screen shows the message.

use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::i18n::render;
use crate::i18n::resources;
use fluent_bundle::FluentResource;
use fluent_syntax::ast;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// Names of the variables of each message, by message id.
pub type Variables = BTreeMap<String, BTreeSet<String>>;

/// Everything that is wrong with the message files, one sentence each; empty when all is well.
pub fn problems() -> Vec<String> {
    let mut problems = Vec::new();
    for locale in Locale::SHIPPED {
        problems.extend(faults_of(locale.tag(), resources::of(*locale)));
    }
    let english = variables(Locale::En);
    for locale in Locale::SHIPPED.iter().filter(|locale| **locale != Locale::En) {
        problems.extend(differences(&english, &variables(*locale), locale.tag()));
    }
    problems
}

/// The messages of one locale with the variables they use, in terms and variants too.
pub fn variables(locale: Locale) -> Variables {
    collect(resources::of(locale).map(|(_, source)| source))
}

/// What does not fit between a message as the program says it and its words: an unknown id, an argument the words want
/// and do not get, an argument they never use. Layers that make messages test each of theirs with it.
pub fn fits(msg: &Msg) -> Vec<String> {
    let english = variables(Locale::En);
    let Some(wanted) = english.get(msg.id.as_ref()) else {
        return vec![format!("{}: no such message", msg.id)];
    };
    let given: BTreeSet<String> = msg.args.iter().map(|(name, _)| name.to_string()).collect();
    let missing = wanted.difference(&given).map(|name| format!("{}: wants ${name}", msg.id));
    let unused = given.difference(wanted).map(|name| format!("{}: never uses ${name}", msg.id));
    missing.chain(unused).collect()
}

/// Messages that read the same in English and in the pseudo-locale; empty when all is well.
pub fn untouched_by_pseudo() -> Vec<String> {
    let (english, pseudo) = (I18n::new(Locale::En), I18n::new(Locale::Pseudo));
    I18n::ids().into_iter().filter(|id| english.label(id) == pseudo.label(id)).collect()
}

/// Parse errors, ids that occur twice and messages without words, over the files of one locale.
fn faults_of<'a>(tag: &str, files: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let mut problems = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for (area, source) in files {
        let resource = match FluentResource::try_new(source.to_owned()) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                problems.extend(errors.into_iter().map(|error| format!("{tag}/{area}.ftl: {error}")));
                resource
            }
        };
        for entry in resource.entries() {
            let name = match entry {
                ast::Entry::Message(message) => {
                    if message.value.is_none() {
                        problems.push(format!("{tag}/{area}.ftl: {} has no words", message.id.name));
                    }
                    message.id.name.to_owned()
                }
                ast::Entry::Term(term) => format!("-{}", term.id.name),
                _ => continue,
            };
            if let Some(first) = seen.insert(name.clone(), area.to_owned()) {
                problems.push(format!("{tag}/{area}.ftl: {name} is already in {first}.ftl"));
            }
        }
    }
    problems
}

/// Messages only one side has, and messages whose variables differ.
fn differences(english: &Variables, other: &Variables, tag: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for (id, wanted) in english {
        match other.get(id) {
            None => problems.push(format!("{tag}: {id} is missing")),
            Some(used) if used != wanted => {
                problems.push(format!("{tag}: {id} uses {used:?}, English uses {wanted:?}"));
            }
            Some(_) => {}
        }
    }
    let extra = other.keys().filter(|id| !english.contains_key(*id));
    problems.extend(extra.map(|id| format!("{tag}: {id} is not in English")));
    problems
}

fn collect<'a>(sources: impl Iterator<Item = &'a str>) -> Variables {
    let mut messages = Variables::new();
    for source in sources {
        for entry in render::parsed(source).entries() {
            if let ast::Entry::Message(message) = entry {
                let mut names = BTreeSet::new();
                if let Some(pattern) = &message.value {
                    of_pattern(pattern, &mut names);
                }
                messages.insert(message.id.name.to_owned(), names);
            }
        }
    }
    messages
}

fn of_pattern(pattern: &ast::Pattern<&str>, names: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let ast::PatternElement::Placeable { expression } = element {
            of_expression(expression, names);
        }
    }
}

fn of_expression(expression: &ast::Expression<&str>, names: &mut BTreeSet<String>) {
    match expression {
        ast::Expression::Inline(inline) => of_inline(inline, names),
        ast::Expression::Select { selector, variants } => {
            of_inline(selector, names);
            for variant in variants {
                of_pattern(&variant.value, names);
            }
        }
    }
}

fn of_inline(inline: &ast::InlineExpression<&str>, names: &mut BTreeSet<String>) {
    match inline {
        ast::InlineExpression::VariableReference { id } => {
            names.insert(id.name.to_owned());
        }
        ast::InlineExpression::FunctionReference { arguments, .. }
        | ast::InlineExpression::TermReference { arguments: Some(arguments), .. } => {
            for argument in &arguments.positional {
                of_inline(argument, names);
            }
            for argument in &arguments.named {
                of_inline(&argument.value, names);
            }
        }
        ast::InlineExpression::Placeable { expression } => of_expression(expression, names),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::collect;
    use super::differences;
    use super::faults_of;
    use super::fits;
    use super::problems;
    use super::untouched_by_pseudo;
    use crate::domain::msg::Msg;

    #[test]
    fn every_message_exists_in_every_locale_with_the_same_variables() {
        assert_eq!(problems(), Vec::<String>::new());
    }

    #[test]
    fn the_pseudo_locale_changes_every_message() {
        assert_eq!(untouched_by_pseudo(), Vec::<String>::new());
    }

    #[test]
    fn an_id_in_two_files_is_reported() {
        let files = [("a", "x = one\n"), ("b", "x = two\n")];
        assert_eq!(faults_of("en", files.into_iter()), ["en/b.ftl: x is already in a.ftl"]);
    }

    #[test]
    fn a_line_that_does_not_parse_is_reported_with_its_file() {
        let faults = faults_of("en", [("a", "good = yes\nbad = { $\n")].into_iter());
        assert_eq!(faults.len(), 1);
        assert!(faults[0].starts_with("en/a.ftl: "), "{faults:?}");
    }

    #[test]
    fn missing_extra_and_different_messages_are_reported() {
        let english = collect(["a = { $x }\nb = two\nd = { $n ->\n [one] { $m }\n *[other] o\n }\n"].into_iter());
        let other = collect(["a = { NUMBER($y) }\nc = three\nd = { $n } { $m }\n"].into_iter());
        assert_eq!(
            differences(&english, &other, "zh"),
            [r#"zh: a uses {"y"}, English uses {"x"}"#, "zh: b is missing", "zh: c is not in English"]
        );
    }

    #[test]
    fn a_message_that_does_not_fit_its_words_is_reported() {
        assert!(fits(&Msg::new("of").with("n", 1i64).with("total", 2i64)).is_empty());
        assert_eq!(fits(&Msg::new("of").with("n", 1i64).with("who", "x")), ["of: wants $total", "of: never uses $who"]);
        assert_eq!(fits(&Msg::new("no-such")), ["no-such: no such message"]);
    }
}
