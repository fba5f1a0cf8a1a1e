//! The house rules, each a function from a source file to what offends it.
//!
//! architecture.md says why; a rule says where and what to do. Test code (see [`Source::is_test`]) may unwrap, print,
//! read files and be long; the rules about layers, foreign crates, time and form hold for it too, where not said otherwise.

use crate::source::PathUse;
use crate::source::Source;

/// No source file is longer.
pub const MOST_LINES_OF_A_FILE: usize = 600;
/// No function is longer, from its signature to its closing brace.
pub const MOST_LINES_OF_A_FUNCTION: usize = 80;

/// The layers and whom of ours each may use.
pub const LAYERS: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("keys", &["text"]),
    ("domain", &["text"]),
    ("query", &["domain", "text"]),
    ("screening", &["domain", "text"]),
    ("catalog", &["domain", "text"]),
    ("api", &["domain", "query"]),
    ("desk", &["api", "domain", "catalog", "query", "screening", "text"]),
    ("interchange", &["api", "domain", "screening", "text"]),
    ("i18n", &["domain", "text"]),
    ("report", &["api", "domain", "i18n", "text"]),
    ("app", &["api", "domain", "query", "text", "keys", "i18n"]),
    ("ui", &["app", "domain", "text", "keys", "i18n"]),
    ("term", &["keys"]),
    ("runtime", EVERYTHING),
    ("play", EVERYTHING),
    ("cli", EVERYTHING),
];

/// Texts that `ui` may draw as they stand, because they read the same in every language.
const SAME_IN_EVERY_LANGUAGE: &[&str] = &[];

const EVERYTHING: &[&str] = &[
    "text",
    "keys",
    "domain",
    "query",
    "screening",
    "catalog",
    "api",
    "desk",
    "interchange",
    "i18n",
    "report",
    "app",
    "ui",
    "term",
    "runtime",
    "play",
    "cli",
];

/// Who may use what is not ours: the path, the layers, and whether test code is free of the rule.
const FOREIGN: &[(&[&str], &[&str], bool)] = &[
    (&["ratatui"], &["ui", "play", "runtime"], false),
    (&["ratatui", "crossterm"], &["term"], false),
    (&["crossterm"], &["term"], false),
    (&["sled"], &["desk"], false),
    (&["bincode"], &["desk"], true),
    (&["rust_xlsxwriter"], &["report"], true),
    (&["std", "fs"], &["desk", "interchange", "term", "runtime", "play", "cli"], true),
    (&["std", "thread"], &["desk", "interchange", "term", "runtime", "play", "cli"], true),
    (&["std", "process"], &["desk", "interchange", "term", "runtime", "play", "cli", ""], true),
];

/// One place that offends a rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Offence {
    /// The file.
    pub path: String,
    /// The line, from 1.
    pub line: usize,
    /// What is there.
    pub what: String,
    /// Which rule it offends.
    pub rule: &'static str,
    /// What to do.
    pub remedy: String,
}

impl std::fmt::Display for Offence {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {} [{}] {}", self.path, self.line, self.what, self.rule, self.remedy)
    }
}

/// A rule.
pub type Rule = fn(&Source) -> Vec<Offence>;

/// Every rule that looks at one file.
pub const RULES: &[(&str, Rule)] = &[
    ("layers", layers),
    ("foreign", foreign),
    ("clock", clock),
    ("print", print),
    ("panic", panic),
    ("length", length),
    ("imports", imports),
    ("module-doc", module_doc),
    ("mod-rs", mod_rs),
    ("markers", markers),
    ("words", words_on_screen),
    ("read-only", drawing_only_reads),
];

fn offence(source: &Source, line: usize, rule: &'static str, what: impl Into<String>, remedy: &str) -> Offence {
    Offence { path: source.path.clone(), line, what: what.into(), rule, remedy: remedy.to_owned() }
}

fn is_layer(name: &str) -> bool {
    LAYERS.iter().any(|(layer, _)| *layer == name)
}

/// Arrows between layers are those of the table. Test code may look into every layer.
pub fn layers(source: &Source) -> Vec<Offence> {
    let own = source.layer();
    let Some((_, allowed)) = LAYERS.iter().find(|(layer, _)| *layer == own) else {
        return Vec::new();
    };
    let remedy = match allowed {
        [] => "it stands on its own: hand over what it needs as an argument".to_owned(),
        _ => format!("it may use {}: move the code, or hand over what it needs as an argument", allowed.join(", ")),
    };
    let depth = source.modules().len();
    let mut found = Vec::new();
    for path in source.paths().iter().filter(|path| !source.is_test(path.line)) {
        let Some(used) = reached(path, depth).filter(|used| is_layer(used)) else { continue };
        if used != own && !allowed.contains(&used) {
            found.push(offence(source, path.line, "layers", format!("`{own}` uses `{used}`"), &remedy));
        }
    }
    found
}

/// The layer that a path from the root of the crate, or up to it, leads to.
fn reached<'a>(path: &PathUse<'a>, depth: usize) -> Option<&'a str> {
    if path.segments.first() == Some(&"crate") {
        return path.segments.get(1).copied();
    }
    let ups = path.segments.iter().take_while(|segment| **segment == "super").count();
    (ups >= depth).then(|| path.segments.get(ups).copied()).flatten()
}

/// Foreign crates and parts of `std` stay in the layers that own them.
pub fn foreign(source: &Source) -> Vec<Offence> {
    if !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for path in source.paths() {
        for (wanted, layers, tests_are_free) in FOREIGN {
            let free = *tests_are_free && source.is_test(path.line);
            let named = path.starts(wanted) && (path.segments.len() > 1 || path.before == "use");
            if named && !free && !layers.contains(&source.layer()) {
                let owners: Vec<&str> = layers.iter().copied().filter(|layer| !layer.is_empty()).collect();
                let remedy = format!("only {} may: ask there", owners.join(", "));
                let what = format!("`{}` outside its layers", wanted.join("::"));
                found.push(offence(source, path.line, "foreign", what, &remedy));
            }
        }
    }
    found
}

/// Only `runtime::clock` reads the time, also in tests: a test that depends on the day fails on another.
pub fn clock(source: &Source) -> Vec<Offence> {
    if !source.path.starts_with("src/") || source.path == "src/runtime/clock.rs" {
        return Vec::new();
    }
    let clocks = ["Utc", "Local", "Instant", "SystemTime"];
    let reads = |path: &PathUse<'_>| clocks.iter().any(|clock| path.holds(&[clock, "now"]));
    let remedy = "take the time as an argument; only src/runtime/clock.rs reads it";
    let paths = source.paths();
    paths.iter().filter(|p| reads(p)).map(|p| offence(source, p.line, "clock", p.segments.join("::"), remedy)).collect()
}

/// Only `term` and `cli` write to stdout and stderr.
pub fn print(source: &Source) -> Vec<Offence> {
    if matches!(source.layer(), "term" | "cli") || !source.path.starts_with("src/") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for path in source.paths().iter().filter(|path| !source.is_test(path.line)) {
        let last = path.segments.last().copied().unwrap_or_default();
        let prints = path.after == "!" && ["print", "println", "eprint", "eprintln", "dbg"].contains(&last);
        if prints || path.holds(&["io", "stdout"]) || path.holds(&["io", "stderr"]) {
            let remedy = "return it; only `term` and `cli` write to the terminal";
            found.push(offence(source, path.line, "print", format!("`{last}`"), remedy));
        }
    }
    found
}

/// No way to panic and nothing unsafe outside test code.
pub fn panic(source: &Source) -> Vec<Offence> {
    let mut found = Vec::new();
    for path in source.paths().iter().filter(|path| !source.is_test(path.line)) {
        let last = path.segments.last().copied().unwrap_or_default();
        let method = path.before == "." || path.segments.len() > 1;
        let what = match last {
            "unwrap" | "unwrap_err" if method && path.after == "(" => last,
            "expect" | "expect_err" if path.before == "." && path.after == "(" && path.then.starts_with('"') => last,
            "panic" | "todo" | "unimplemented" if path.after == "!" => last,
            "unsafe" => last,
            _ => continue,
        };
        let remedy = "return an error with its reason, or make the case unsayable by a type";
        found.push(offence(source, path.line, "panic", format!("`{what}`"), remedy));
    }
    found
}

/// Files and functions stay small.
pub fn length(source: &Source) -> Vec<Offence> {
    let mut found = Vec::new();
    let lines = source.text.lines().count();
    if lines > MOST_LINES_OF_A_FILE {
        let what = format!("{lines} lines, at most {MOST_LINES_OF_A_FILE}");
        found.push(offence(source, lines, "length", what, "a file is one idea: split it along its ideas"));
    }
    for function in source.functions.iter().filter(|f| f.lines > MOST_LINES_OF_A_FUNCTION && !source.is_test(f.line)) {
        let what = format!("fn {} has {} lines, at most {MOST_LINES_OF_A_FUNCTION}", function.name, function.lines);
        found.push(offence(source, function.line, "length", what, "give its steps names of their own"));
    }
    found
}

/// One import item a line.
pub fn imports(source: &Source) -> Vec<Offence> {
    let remedy = "one `use` line for each item";
    source.grouped_imports.iter().map(|line| offence(source, *line, "imports", "grouped import", remedy)).collect()
}

/// Every module begins with what it is for.
pub fn module_doc(source: &Source) -> Vec<Offence> {
    if source.text.trim_start().starts_with("//!") {
        return Vec::new();
    }
    let remedy = "begin it with `//!`: what it is for and what it is not for";
    vec![offence(source, 1, "module-doc", "the module does not say what it is for", remedy)]
}

/// `desk.rs` beside `desk/`, never `desk/mod.rs`.
pub fn mod_rs(source: &Source) -> Vec<Offence> {
    if !source.path.ends_with("/mod.rs") {
        return Vec::new();
    }
    vec![offence(source, 1, "mod-rs", "mod.rs", "name the file like its folder and put it beside it")]
}

/// Work left over is an issue, not a comment.
pub fn markers(source: &Source) -> Vec<Offence> {
    let marks = [concat!("TO", "DO"), concat!("FIX", "ME"), concat!("X", "XX"), concat!("HA", "CK")];
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        let comment = line.split_once("//").map_or("", |(_, comment)| comment);
        let mut words = comment.split(|c: char| !c.is_alphanumeric());
        if let Some(mark) = words.find(|word| marks.contains(word)) {
            let remedy = "do it now, or say in words why it is as it is";
            found.push(offence(source, number + 1, "markers", format!("`{mark}` in a comment"), remedy));
        }
    }
    found
}

/// What people read comes from the message files. In `ui` a text literal with a blank between letters, or with Chinese
/// characters, would be seen in one language only.
pub fn words_on_screen(source: &Source) -> Vec<Offence> {
    if source.layer() != "ui" {
        return Vec::new();
    }
    let mut found = Vec::new();
    for word in source.code().filter(|word| word.text.contains('"') && !source.is_test(word.line)) {
        if is_sentence(&word.text) && !SAME_IN_EVERY_LANGUAGE.contains(&word.text.trim_matches('"')) {
            let remedy = "give it an id in src/i18n/*/…ftl and draw the message";
            found.push(offence(source, word.line, "words", format!("{} is drawn", word.text), remedy));
        }
    }
    found
}

/// Letters and a blank between them, outside `{…}` and the `%…` of dates; or a Chinese character.
fn is_sentence(literal: &str) -> bool {
    let mut shown = String::new();
    let mut depth = 0_usize;
    let mut before = ' ';
    for c in literal.chars() {
        let of_a_date = std::mem::replace(&mut before, c) == '%';
        match c {
            _ if of_a_date => {}
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth == 0 => shown.push(c),
            _ => {}
        }
    }
    let shown = shown.trim_start_matches(['b', 'r', '#', '"']).trim_end_matches(['"', '#']).trim();
    let wide = shown.chars().any(|c| ('\u{2E80}'..='\u{9FFF}').contains(&c) || ('\u{FF00}'..='\u{FFEF}').contains(&c));
    let lettered = shown.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).count();
    wide || lettered > 1
}

/// `ui` draws the model and never changes it.
pub fn drawing_only_reads(source: &Source) -> Vec<Offence> {
    if source.layer() != "ui" {
        return Vec::new();
    }
    let words: Vec<_> = source.code().filter(|word| !source.is_test(word.line)).collect();
    let changes = words.windows(3).filter(|w| w[0].text == "&" && w[1].text == "mut" && w[2].text == "Model");
    let remedy = "what changes belongs in `app::update`; what is computed for drawing in `app::layout`";
    changes.map(|w| offence(source, w[0].line, "read-only", "`&mut Model` in `ui`", remedy)).collect()
}
