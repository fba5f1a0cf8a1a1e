//! A source file as the rules see it: its place in the house, its words without comments, and which lines are test code.

use proc_macro2::Delimiter;
use proc_macro2::TokenStream;
use proc_macro2::TokenTree;
use std::fs;
use std::ops::RangeInclusive;
use std::path::Path;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// One word of a source file; comments are not among them, documentation is only under [`Word::in_attribute`].
#[derive(Debug, Clone)]
pub struct Word {
    /// Identifier, punctuation mark, bracket or literal, as written.
    pub text: String,
    /// Its line, from 1.
    pub line: usize,
    /// It stands in `#[…]` or in a doc comment.
    pub in_attribute: bool,
}

/// A path such as `crate::domain::msg::Msg`, and what surrounds it.
#[derive(Debug)]
pub struct PathUse<'a> {
    /// The segments.
    pub segments: Vec<&'a str>,
    /// The word before it, empty at the start.
    pub before: &'a str,
    /// The word after it, empty at the end.
    pub after: &'a str,
    /// The word after that one.
    pub then: &'a str,
    /// Its line, from 1.
    pub line: usize,
}

impl PathUse<'_> {
    /// The path starts with these segments.
    pub fn starts(&self, with: &[&str]) -> bool {
        self.segments.starts_with(with)
    }

    /// These segments stand in it one behind the other.
    pub fn holds(&self, part: &[&str]) -> bool {
        self.segments.windows(part.len()).any(|window| window == part)
    }
}

/// A function and its length.
#[derive(Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// The line of its signature, from 1.
    pub line: usize,
    /// Lines from the signature to the closing brace.
    pub lines: usize,
}

/// One file.
#[derive(Debug)]
pub struct Source {
    /// Path from the top of the repository, with slashes: `src/desk/view.rs`.
    pub path: String,
    /// The text.
    pub text: String,
    /// The words, in order.
    pub words: Vec<Word>,
    /// Functions outside test code.
    pub functions: Vec<Function>,
    /// Lines of `use` items that import more than one item.
    pub grouped_imports: Vec<usize>,
    /// Modules this file declares under `#[cfg(test)]`, as path stems: `src/catalog/label_tests`.
    pub test_modules: Vec<String>,
    test_lines: Vec<RangeInclusive<usize>>,
    whole_file_is_test: bool,
}

impl Source {
    /// Reads a text as the file at `path`; the reason, with its line, when it is not Rust.
    pub fn parse(path: &str, text: &str) -> Result<Self, String> {
        let wrong = |error: syn::Error| format!("{path}:{}: not Rust: {error}", error.span().start().line);
        let tokens: TokenStream = text.parse().map_err(|error: proc_macro2::LexError| wrong(error.into()))?;
        let file = syn::parse_file(text).map_err(wrong)?;
        let mut words = Vec::new();
        flatten(tokens, false, &mut words);
        let mut survey = Survey { stem: stem(path), ..Survey::default() };
        survey.visit_file(&file);
        Ok(Self {
            path: path.to_owned(),
            text: text.to_owned(),
            words,
            functions: survey.functions,
            grouped_imports: survey.grouped_imports,
            test_modules: survey.test_modules,
            test_lines: survey.test_lines,
            whole_file_is_test: named_as_test(path),
        })
    }

    /// The layer: the folder or root file under `src`, empty for `main.rs`, `lib.rs` and what is not under `src`.
    pub fn layer(&self) -> &str {
        match self.modules().first() {
            Some(&("main" | "lib")) | None => "",
            Some(layer) => layer,
        }
    }

    /// The module path of the file: `desk`, `view`.
    pub fn modules(&self) -> Vec<&str> {
        let inner = self.path.strip_prefix("src/").and_then(|p| p.strip_suffix(".rs"));
        inner.map(|p| p.split('/').collect()).unwrap_or_default()
    }

    /// The line belongs to test code.
    pub fn is_test(&self, line: usize) -> bool {
        self.whole_file_is_test || self.test_lines.iter().any(|lines| lines.contains(&line))
    }

    /// The words that are neither documentation nor attributes.
    pub fn code(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| !word.in_attribute)
    }

    /// Every path of the file, one-segment ones too.
    pub fn paths(&self) -> Vec<PathUse<'_>> {
        let words: Vec<&Word> = self.code().collect();
        let text = |at: usize| words.get(at).map_or("", |word| word.text.as_str());
        let mut paths = Vec::new();
        let mut at = 0;
        while at < words.len() {
            if !is_name(text(at)) {
                at += 1;
                continue;
            }
            let first = at;
            let mut segments = vec![text(at)];
            while text(at + 1) == ":" && text(at + 2) == ":" && is_name(text(at + 3)) {
                segments.push(text(at + 3));
                at += 3;
            }
            let before = first.checked_sub(1).map_or("", text);
            let (after, then) = (text(at + 1), text(at + 2));
            paths.push(PathUse { segments, before, after, then, line: words[first].line });
            at += 1;
        }
        paths
    }
}

/// Every Rust file under these folders of `top`, in order of path, with test modules known as such across files.
pub fn read_all(top: &Path, folders: &[&str]) -> Result<Vec<Source>, Vec<String>> {
    let mut found = Vec::new();
    for folder in folders {
        collect(&top.join(folder), &mut found);
    }
    found.sort();
    let (mut sources, mut faults) = (Vec::new(), Vec::new());
    for path in found {
        let shown = path.strip_prefix(top).unwrap_or(&path).to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&path).map_err(|error| vec![format!("{shown}: {error}")])?;
        match Source::parse(&shown, &text) {
            Ok(source) => sources.push(source),
            Err(fault) => faults.push(fault),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let test_modules: Vec<String> = sources.iter().flat_map(|source| source.test_modules.clone()).collect();
    for source in &mut sources {
        let stem = source.path.trim_end_matches(".rs").to_owned();
        let inside = |module: &String| stem == *module || stem.starts_with(&format!("{module}/"));
        source.whole_file_is_test |= test_modules.iter().any(inside);
    }
    Ok(sources)
}

fn collect(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn named_as_test(path: &str) -> bool {
    let test_file = ["/tests.rs", "/laws.rs"].iter().any(|name| path.ends_with(name));
    test_file || path.contains("/tests/") || path.starts_with("tests/") || path.starts_with("benches/")
}

/// Where the submodules of the file at `path` lie: `src/desk.rs` and `src/desk/` share the stem `src/desk`.
fn stem(path: &str) -> String {
    let stem = path.trim_end_matches(".rs");
    let stem = stem.strip_suffix("/lib").or_else(|| stem.strip_suffix("/main")).unwrap_or(stem);
    stem.to_owned()
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Turns the tree of tokens into a list. Literals keep their quotes, so they are no names (byte strings apart, which get
/// a mark in front).
fn flatten(tokens: TokenStream, in_attribute: bool, words: &mut Vec<Word>) {
    let mut after_hash = false;
    for token in tokens {
        let line = token.span().start().line;
        let push = |words: &mut Vec<Word>, text: String, line: usize| words.push(Word { text, line, in_attribute });
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                let attribute = in_attribute || (after_hash && open == "[");
                words.push(Word { text: open.to_owned(), line, in_attribute: attribute });
                flatten(group.stream(), attribute, words);
                let end = group.span_close().end().line;
                words.push(Word { text: close.to_owned(), line: end, in_attribute: attribute });
                after_hash = false;
            }
            TokenTree::Punct(mark) => {
                after_hash = mark.as_char() == '#' || (after_hash && mark.as_char() == '!');
                push(words, mark.as_char().to_string(), line);
            }
            TokenTree::Ident(name) => {
                after_hash = false;
                push(words, name.to_string(), line);
            }
            TokenTree::Literal(literal) => {
                after_hash = false;
                let text = literal.to_string();
                push(words, if is_name(&text) { format!("\"{text}") } else { text }, line);
            }
        }
    }
}

#[derive(Default)]
struct Survey {
    stem: String,
    inside_test: bool,
    functions: Vec<Function>,
    grouped_imports: Vec<usize>,
    test_modules: Vec<String>,
    test_lines: Vec<RangeInclusive<usize>>,
}

impl Survey {
    fn measure(&mut self, attributes: &[syn::Attribute], signature: &syn::Signature, end: usize) {
        let line = signature.span().start().line;
        if !self.inside_test && !is_test_only(attributes) {
            let name = signature.ident.to_string();
            self.functions.push(Function { name, line, lines: end + 1 - line });
        }
    }

    fn within<T>(&mut self, node: &T, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self))
    where
        T: Spanned,
    {
        let outside = self.inside_test;
        if is_test_only(attributes) {
            self.inside_test = true;
            let span = node.span();
            self.test_lines.push(span.start().line..=span.end().line);
        }
        visit(self);
        self.inside_test = outside;
    }
}

impl<'ast> Visit<'ast> for Survey {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if module.content.is_none() && is_test_only(&module.attrs) {
            self.test_modules.push(format!("{}/{}", self.stem, module.ident));
        }
        self.within(module, &module.attrs, |survey| syn::visit::visit_item_mod(survey, module));
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.measure(&function.attrs, &function.sig, function.block.span().end().line);
        self.within(function, &function.attrs, |survey| syn::visit::visit_item_fn(survey, function));
    }

    fn visit_impl_item_fn(&mut self, function: &'ast syn::ImplItemFn) {
        self.measure(&function.attrs, &function.sig, function.block.span().end().line);
        self.within(function, &function.attrs, |survey| syn::visit::visit_impl_item_fn(survey, function));
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        if let Some(block) = &function.default {
            self.measure(&function.attrs, &function.sig, block.span().end().line);
        }
        syn::visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.within(item, &item.attrs, |survey| syn::visit::visit_item_impl(survey, item));
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        let mut tree = &item.tree;
        while let syn::UseTree::Path(path) = tree {
            tree = &path.tree;
        }
        if matches!(tree, syn::UseTree::Group(_)) {
            self.grouped_imports.push(item.span().start().line);
        }
        self.within(item, &item.attrs, |survey| syn::visit::visit_item_use(survey, item));
    }
}

/// `#[test]`, or a `#[cfg(…)]` that is only true in tests.
fn is_test_only(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let condition = || attribute.meta.require_list().map(|list| list.tokens.to_string()).unwrap_or_default();
        attribute.path().is_ident("test") || (attribute.path().is_ident("cfg") && condition() == "test")
    })
}
