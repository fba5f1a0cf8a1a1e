//! From files to a script that can be played: includes, parameters, tests, and the checks that need more than one line.
//!
//! Every mistake in every file is reported in one pass; a script with a mistake is not played at all.

use crate::play::script::ast::At;
use crate::play::script::ast::Part;
use crate::play::script::ast::Pat;
use crate::play::script::ast::Span;
use crate::play::script::ast::Statement;
use crate::play::script::ast::Text;
use crate::play::script::ast::Verb;
use crate::play::script::cursor::Fault;
use crate::play::script::parse;
use crate::play::script::values;
use crate::text::Diagnostic;
use crate::text::did_you_mean;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::path::Path;
use std::path::PathBuf;

/// A file that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// The path as the person named it, or as it follows from that.
    pub name: String,
    /// Its lines.
    pub lines: Vec<String>,
    /// The `Include` that asked for it.
    pub included: Option<Span>,
}

/// The files a script was read from; spans point into them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sources {
    /// In the order of reading; the script itself is the first.
    pub files: Vec<Source>,
}

impl Sources {
    /// `file:line:col`.
    pub fn place(&self, span: Span) -> String {
        let name = self.files.get(span.file).map_or("", |file| file.name.as_str());
        format!("{name}:{}:{}", span.line, span.col)
    }

    /// The places of the includes through which a span's file came in, the nearest first.
    pub fn chain(&self, span: Span) -> Vec<String> {
        let mut chain = Vec::new();
        let mut next = self.files.get(span.file).and_then(|file| file.included);
        while let Some(include) = next {
            chain.push(self.place(include));
            next = self.files.get(include.file).and_then(|file| file.included);
        }
        chain
    }

    /// The line a span stands on.
    pub fn line(&self, span: Span) -> Option<&str> {
        self.files.get(span.file)?.lines.get(span.line.checked_sub(1)?).map(String::as_str)
    }

    pub(super) fn diagnostic(&self, fault: Fault) -> Diagnostic {
        let Fault { span, message, help } = fault;
        let name = self.files.get(span.file).map_or("", |file| file.name.as_str());
        let mut found = Diagnostic::error(name, span.line, span.col, message);
        if let Some(line) = self.line(span) {
            found = found.source(line, span.len);
        }
        help.into_iter().fold(found, Diagnostic::help)
    }
}

/// One test: what it is called and its statements, includes and parameters replaced.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// The title.
    pub title: String,
    /// The title as a folder name, unique in the script.
    pub slug: String,
    /// Where the test begins.
    pub span: Span,
    /// Settings first, then steps.
    pub statements: Vec<Statement>,
}

/// A script ready to be played.
#[derive(Debug, Clone, PartialEq)]
pub struct Script {
    /// The path it was read from, as given.
    pub name: String,
    /// Its files.
    pub sources: Sources,
    /// What every test begins with.
    pub opening: Vec<Statement>,
    /// The tests. A script with steps and without `Test` is one test, named after the file.
    pub cases: Vec<Case>,
}

/// Reads a file.
pub type Read<'a> = &'a dyn Fn(&Path) -> io::Result<String>;

/// Loads a script and everything it includes.
///
/// # Errors
/// Every mistake of every file, in the order of the files and lines.
pub fn load(path: &Path, read: Read<'_>) -> Result<Script, Vec<Diagnostic>> {
    let name = path.display().to_string();
    let mut loader =
        Loader { read, sources: Sources::default(), faults: Vec::new(), flat: Vec::new(), open: Vec::new() };
    let content = match read(path) {
        Ok(content) => content,
        Err(error) => return Err(vec![Diagnostic::error(name, 0, 0, format!("cannot be read: {error}"))]),
    };
    loader.take(path, &content, None, &[]);
    let Loader { sources, mut faults, flat, .. } = loader;
    let (opening, cases) = divide(path, flat, &mut faults);
    faults.sort_by_key(|fault| (fault.span.file, fault.span.line, fault.span.col));
    let mut told = BTreeSet::new();
    let mut found: Vec<Diagnostic> = faults.into_iter().map(|fault| sources.diagnostic(fault)).collect();
    // A file included twice has its mistakes once.
    found.retain(|d| told.insert((d.file.clone(), d.line, d.col, d.message.clone())));
    if found.is_empty() { Ok(Script { name, sources, opening, cases }) } else { Err(found) }
}

/// Loads several scripts: those that can be played, and every mistake of the others.
pub fn load_all(paths: &[PathBuf], read: Read<'_>) -> (Vec<Script>, Vec<Diagnostic>) {
    let mut scripts = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        match load(path, read) {
            Ok(script) => scripts.push(script),
            Err(errors) => found.extend(errors.into_iter().filter(|e| !found.contains(e)).collect::<Vec<_>>()),
        }
    }
    (scripts, found)
}

type Given = (At<String>, At<Text>);

struct Loader<'a> {
    read: Read<'a>,
    sources: Sources,
    faults: Vec<Fault>,
    flat: Vec<Statement>,
    /// The files being read, to find an include that includes itself.
    open: Vec<PathBuf>,
}

impl Loader<'_> {
    fn take(&mut self, path: &Path, content: &str, included: Option<Span>, given: &[Given]) {
        let index = self.sources.files.len();
        let lines = content.lines().map(str::to_owned).collect();
        self.sources.files.push(Source { name: path.display().to_string(), lines, included });
        self.open.push(path.to_owned());
        let (tree, faults) = parse::file(content, index);
        let whole = faults.is_empty();
        self.faults.extend(faults);
        let mut used = BTreeSet::new();
        for mut statement in tree.lines.into_iter().filter_map(|line| line.statement) {
            self.replace(&mut statement, given, &mut used);
            match statement.value {
                Verb::Include(target, with) => self.include(path, &target, &with),
                Verb::Test(_) if included.is_some() => {
                    let help = "move the Test into the script that includes this file";
                    self.fault(statement.span, "an included file cannot begin a Test", help);
                }
                _ => self.flat.push(statement),
            }
        }
        for (name, _) in given.iter().filter(|(name, _)| whole && !used.contains(&name.value)) {
            let message = format!("'{}' does not use the parameter '{}'", path.display(), name.value);
            self.fault(name.span, message, "");
        }
        self.open.pop();
    }

    fn include(&mut self, from: &Path, target: &At<Text>, with: &[Given]) {
        let name = target.value.value();
        let path = from.parent().map_or_else(|| PathBuf::from(&name), |folder| folder.join(&name));
        if self.open.contains(&path) {
            return self.fault(target.span, format!("'{name}' includes itself"), "");
        }
        match (self.read)(&path) {
            Ok(content) => self.take(&path, &content, Some(target.span), with),
            Err(error) => {
                let help = format!("looked for {}; paths start at the file that includes", path.display());
                self.fault(target.span, format!("cannot include '{name}': {error}"), help);
            }
        }
    }

    fn replace(&mut self, statement: &mut Statement, given: &[Given], used: &mut BTreeSet<String>) {
        let mut unknown = Vec::new();
        let mut fill = |text: &mut Text, span: Span| {
            if !text.parts.iter().any(|part| matches!(part, Part::Param(_))) {
                return;
            }
            let mut out = String::new();
            for part in &text.parts {
                match part {
                    Part::Plain(plain) => out.push_str(plain),
                    Part::Param(name) => match given.iter().find(|(n, _)| n.value == *name) {
                        Some((_, value)) => {
                            used.insert(name.clone());
                            out.push_str(&value.value.value());
                        }
                        None => unknown.push((name.clone(), span)),
                    },
                }
            }
            *text = Text::plain(&out);
        };
        for text in statement.value.texts_mut() {
            let span = text.span;
            fill(&mut text.value, span);
        }
        if let Some(At { value: Pat::Text(text), span }) = statement.value.pat_mut() {
            fill(text, *span);
        }
        for (name, span) in unknown {
            let close = did_you_mean(&name, given.iter().map(|(n, _)| n.value.as_str()));
            let help = match close {
                Some(close) => format!("did you mean ${close}?"),
                None => format!("give it by Include … with {name}=value; a dollar sign itself is \\u{{24}}"),
            };
            self.fault(span, format!("no parameter '{name}' is given"), help);
        }
    }

    fn fault(&mut self, span: Span, message: impl Into<String>, help: impl Into<String>) {
        let help = Some(help.into()).filter(|h: &String| !h.is_empty());
        self.faults.push(Fault { span, message: message.into(), help });
    }
}

/// What has been seen since the test, or the file, began.
#[derive(Default, Clone)]
struct Seen {
    step: Option<Span>,
    snapshots: BTreeMap<String, Span>,
}

fn divide(path: &Path, flat: Vec<Statement>, faults: &mut Vec<Fault>) -> (Vec<Statement>, Vec<Case>) {
    let mut opening = Vec::new();
    let mut cases: Vec<Case> = Vec::new();
    let mut opened = Seen::default();
    let mut seen = Seen::default();
    for statement in flat {
        if let Verb::Test(title) = &statement.value {
            if cases.is_empty() {
                opened = seen.clone();
            }
            // A test begins anew: its own settings may follow although the opening had steps.
            seen = Seen { step: None, snapshots: opened.snapshots.clone() };
            let case = case(title, statement.span, &cases, faults);
            cases.push(case);
            continue;
        }
        check(&statement, &mut seen, faults);
        match cases.last_mut() {
            Some(case) => case.statements.push(statement),
            None => opening.push(statement),
        }
    }
    if let (true, Some(span)) = (cases.is_empty(), seen.step) {
        let title = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        let statements = std::mem::take(&mut opening);
        cases.push(Case { slug: values::slug(&title), title, span, statements });
    }
    (opening, cases)
}

fn case(title: &At<Text>, span: Span, cases: &[Case], faults: &mut Vec<Fault>) -> Case {
    let text = title.value.value();
    let slug = values::slug(&text);
    let mut say = |message: String, help: String| faults.push(Fault { span: title.span, message, help: Some(help) });
    if slug.is_empty() {
        say("the title has no letter and no digit".to_owned(), "frames are kept in a folder named after it".to_owned());
    } else if let Some(other) = cases.iter().find(|case| case.slug == slug) {
        let message = format!("another test has the title '{}'", other.title);
        say(message, format!("it begins in line {}; titles become folder names and must differ", other.span.line));
    }
    Case { title: text, slug, span, statements: Vec::new() }
}

fn check(statement: &Statement, seen: &mut Seen, faults: &mut Vec<Fault>) {
    let mut say = |span: Span, message: String, help: String| faults.push(Fault { span, message, help: Some(help) });
    match &statement.value {
        Verb::Set(_) if seen.step.is_some() => {
            let line = seen.step.map_or(0, |span| span.line);
            let help = format!("settings stand in the opening or right after Test, and line {line} is a step");
            say(statement.span, "Set after a step".to_owned(), help);
        }
        Verb::Snapshot(snapshot) => {
            let name = &snapshot.name;
            if let Some(first) = seen.snapshots.get(&name.value) {
                let help = format!("it was used in line {}; each name is a file", first.line);
                say(name.span, format!("the snapshot name '{}' is taken in this test", name.value), help);
            } else {
                seen.snapshots.insert(name.value.clone(), name.span);
            }
        }
        _ => {}
    }
    if statement.value.is_step() && seen.step.is_none() {
        seen.step = Some(statement.span);
    }
}
