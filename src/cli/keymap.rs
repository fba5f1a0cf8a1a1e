//! `entrepot keymap check|list`: keymap files and what is bound. Needs no desk.

use crate::cli::args::Global;
use crate::cli::args::KeymapArgs;
use crate::cli::args::KeymapSub;
use crate::cli::fail::Fail;
use crate::cli::fail::Kind;
use crate::cli::grid::Grid;
use crate::cli::out::Out;
use crate::cli::session::file;
use crate::domain::msg::Msg;
use crate::keys::Context;
use crate::keys::Keymap;
use crate::keys::Layer;
use crate::text::Severity;
use crate::text::did_you_mean;
use std::path::Path;
use std::path::PathBuf;

/// Runs it.
pub fn run(global: &Global, args: &KeymapArgs, out: &mut Out) -> Result<(), Fail> {
    match &args.command {
        KeymapSub::Check { files } => check(files, out),
        KeymapSub::List { context } => list(global, context.as_deref(), out),
    }
}

fn text(path: &Path) -> Result<String, Fail> {
    String::from_utf8(file(path)?)
        .map_err(|e| Fail::user(Msg::new("cli-file-unread").with("file", path.display().to_string())).cause(&e))
}

fn check(files: &[PathBuf], out: &mut Out) -> Result<(), Fail> {
    let mut errors = 0;
    for path in files {
        let name = path.display().to_string();
        let text = text(path)?;
        let (_, found) = Keymap::load(&[Layer { name: &name, text: &text }]);
        errors += found.iter().filter(|d| d.severity == Severity::Error).count();
        for diagnostic in &found {
            if out.is_json() {
                out.json(&diagnostic.to_json())?;
            } else {
                out.line(&diagnostic.render())?;
            }
        }
        out.say(&Msg::new("cli-keymap-checked").with("file", name).with("n", found.len()))?;
    }
    if errors > 0 { Err(Fail::answer()) } else { Ok(()) }
}

fn list(global: &Global, wanted: Option<&str>, out: &mut Out) -> Result<(), Fail> {
    let wanted = match wanted {
        None => None,
        Some(name) => Some(Context::from_name(name).ok_or_else(|| no_context(name))?),
    };
    let (name, text) = match &global.keymap {
        Some(path) => (path.display().to_string(), text(path)?),
        None => (String::new(), String::new()),
    };
    let layers: Vec<Layer<'_>> = global.keymap.iter().map(|_| Layer { name: &name, text: &text }).collect();
    let (map, found) = Keymap::load(&layers);
    if found.iter().any(|d| d.severity == Severity::Error) {
        let mut fail = Fail::diagnostics(Msg::new("cli-keymap-wrong").with("file", name), found);
        fail.kind = Kind::Config;
        return Err(fail);
    }
    let mut grid =
        Grid::new(["context", "keys", "action", "what"].map(|n| out.label(&format!("cli-head-{n}"), n)).into());
    for (context, keys, def, arg, origin) in map.rows() {
        if wanted.is_some_and(|w| w != context) {
            continue;
        }
        let action = arg.map_or_else(|| def.id.to_owned(), |arg| format!("{} {arg}", def.id));
        let what = out.label(&def.label_id(), def.id);
        if out.is_json() {
            out.json(&serde_json::json!({
                "context": context.name(), "keys": keys, "action": def.id, "argument": arg, "what": what, "from": origin,
            }))?;
        } else {
            grid.row(vec![context.name().to_owned(), keys, action, what]);
        }
    }
    if out.is_json() { Ok(()) } else { grid.print(out) }
}

fn no_context(name: &str) -> Fail {
    let known: Vec<&str> = Context::ALL.iter().map(|c| c.name()).collect();
    let near = did_you_mean(name, known.iter().copied()).map(|near| Msg::new("cli-did-you-mean").with("near", near));
    Fail::user(Msg::new("cli-no-context").with("found", name))
        .hints(near)
        .hint(Msg::new("cli-known").with("known", known))
}
