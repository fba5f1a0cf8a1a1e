//! What the lines of the command line do. Each command is one row of [`COMMANDS`].

use crate::api::Command;
use crate::api::Query;
use crate::api::Sort;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::jump;
use crate::app::key;
use crate::app::model::Ask;
use crate::app::model::Model;
use crate::app::model::ThemeName;
use crate::app::model::Then;
use crate::app::opens;
use crate::app::pack;
use crate::app::part::Tone;
use crate::app::rows;
use crate::app::tabs;
use crate::app::tabs::TABS;
use crate::app::update;
use crate::app::viewer::Viewer;
use crate::domain::field;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::i18n::Locale;
use crate::keys::Act;
use crate::keys::Context;
use crate::text;
use std::sync::Arc;

/// A command's name and what may follow it, for completion; its help is the message `command-<name>`.
#[derive(Debug, Clone, Copy)]
pub struct CommandDef {
    /// Its name.
    pub name: &'static str,
    /// What follows it.
    pub args: Args,
    /// Whether it writes.
    pub writes: bool,
}

/// What follows a command's name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Args {
    /// Nothing.
    None,
    /// A record's id.
    Id,
    /// A filter.
    Filter,
    /// A column.
    Column,
    /// A kind.
    Kind,
    /// A verb and a record's id.
    Verb,
    /// A kind, a file and perhaps a mapping.
    Import,
    /// A file.
    File,
    /// A day or `now`.
    Day,
    /// A language.
    Lang,
    /// A theme.
    Theme,
    /// A field and a value.
    Field,
}

const fn command(name: &'static str, args: Args, writes: bool) -> CommandDef {
    CommandDef { name, args, writes }
}

/// Every command besides the names of tabs and views.
pub const COMMANDS: &[CommandDef] = &[
    command("open", Args::Id, false),
    command("filter", Args::Filter, false),
    command("sort", Args::Column, false),
    command("new", Args::Kind, true),
    command("set", Args::Field, true),
    command("do", Args::Verb, true),
    command("import", Args::Import, true),
    command("export", Args::File, false),
    command("report", Args::File, false),
    command("as-at", Args::Day, false),
    command("undo", Args::None, true),
    command("training-kpis", Args::None, false),
    command("evidence", Args::File, true),
    command("exposure", Args::None, false),
    command("gaps", Args::None, false),
    command("readiness", Args::None, false),
    command("forecast", Args::None, false),
    command("lang", Args::Lang, false),
    command("theme", Args::Theme, false),
    command("help", Args::None, false),
    command("quit", Args::None, false),
];

/// Runs a line.
pub(crate) fn run(model: &mut Model, line: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let line = line.trim().trim_start_matches(':').trim();
    let (name, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let rest = rest.trim();
    if name.is_empty() {
        return;
    }
    if let Some(def) = COMMANDS.iter().find(|def| def.name == name || (name == "q" && def.name == "quit")) {
        if def.writes
            && let Some(why) = model.read_only.clone()
        {
            return model.say(why, Tone::Warning);
        }
        return known(model, def.name, rest, env, out);
    }
    if let Ok(id) = name.parse::<Id>() {
        return jump::to_record(model, id, env, out);
    }
    if tabs::find(name).is_some() {
        let filter = (!rest.is_empty()).then(|| rest.to_owned());
        jump::to_view(model, name, filter, out);
        return;
    }
    if let Some(tab) = TABS.iter().find(|tab| tab.id == name || tab.number.to_string() == name) {
        return jump::to_tab(model, tab.number, out);
    }
    if let Some(action) = Act::from_id(name) {
        let arg = (!rest.is_empty()).then(|| rest.to_owned());
        return key::run(model, action, arg, None, env, out);
    }
    let names = COMMANDS.iter().map(|d| d.name).chain(TABS.iter().flat_map(|t| t.views).map(|v| v.id));
    let msg = match text::did_you_mean(name, names) {
        Some(near) => Msg::new("app-no-command-near").with("what", name).with("near", near),
        None => Msg::new("app-no-command").with("what", name),
    };
    model.say(msg, Tone::Warning);
}

fn known(model: &mut Model, name: &str, rest: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let wants = |what: &'static str| Msg::new("app-command-wants").with("command", name).term("what", what);
    match name {
        "open" if rest.is_empty() => model.say(wants("app-args-id"), Tone::Warning),
        "open" => open(model, rest, env, out),
        "filter" => key::filter(model, rest.to_owned(), out),
        "sort" => sort(model, rest, out),
        "new" => {
            let own = model.list().and_then(|list| list.def.kind);
            match kind(rest).or(own.filter(|_| rest.is_empty())) {
                Some(kind) => create(model, kind, env, out),
                None => model.say(wants("app-args-kind"), Tone::Warning),
            }
        }
        "set" => set(model, rest, env, out),
        "do" => verb(model, rest, out),
        "import" => {
            let mut words = rest.split_whitespace();
            match (words.next().and_then(kind), words.next()) {
                (Some(kind), Some(file)) => import(model, kind, file, words.next().unwrap_or(""), env, out),
                _ => model.say(wants("app-args-import"), Tone::Warning),
            }
        }
        "export" if rest.is_empty() => model.say(wants("app-args-file"), Tone::Warning),
        "export" => export(model, rest, env, out),
        "report" => pack::command(model, rest, env, out),
        "as-at" => as_at(model, rest, out),
        "evidence" if model.top().is_some_and(|part| part.contexts().contains(&Context::Assess)) => {
            key::run(model, Act::EvidenceAdd, Some(rest.to_owned()), None, env, out);
        }
        "evidence" => model.say(Msg::new("assess-evidence-where"), Tone::Warning),
        "exposure" => update::open(model, opens::exposure(), env, out),
        "gaps" => update::open(model, opens::gaps(), env, out),
        "forecast" => update::open(model, opens::forecast(), env, out),
        "readiness" => update::open(model, opens::readiness(rest), env, out),
        "undo" => key::run(model, Act::Undo, None, None, env, out),
        "training-kpis" => update::open(model, Box::new(Viewer::training_kpis()), env, out),
        "lang" => match Locale::from_tag(rest) {
            Some(locale) if !rest.is_empty() => {
                model.i18n = Arc::new(I18n::new(locale));
                model.fields.clear();
            }
            _ => model.say(wants("app-args-lang"), Tone::Warning),
        },
        "theme" => match ThemeName::from_name(rest) {
            Some(theme) => {
                model.theme = theme;
                out.push(Effect::Redraw);
            }
            None => model.say(wants("app-args-theme"), Tone::Warning),
        },
        "help" => key::run(model, Act::HelpOpen, None, None, env, out),
        "quit" => key::quit(model, env, out),
        _ => {}
    }
}

/// A kind by its name, also in the plural people say.
pub(crate) fn kind(name: &str) -> Option<KindId> {
    let name = name.to_lowercase();
    KindId::from_name(&name).or_else(|| KindId::from_name(name.strip_suffix('s')?))
}

fn open(model: &mut Model, text: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if let Ok(id) = text.parse::<Id>() {
        return jump::to_record(model, id, env, out);
    }
    let ticket = model.ticket(Ask::Find(text.to_owned()));
    out.push(Effect::Ask { ticket, query: Query::Find { text: text.to_owned() } });
}

/// Sorts by a column: `risk`, `-risk` or `risk desc`.
pub(crate) fn sort(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    let mut words = text.split_whitespace();
    let first = words.next().unwrap_or("");
    let descending = first.starts_with('-') || matches!(words.next(), Some("desc" | "down"));
    let column = first.trim_start_matches(['-', '+']);
    let Some(list) = model.list_mut() else {
        return model.say(Msg::new("app-needs-list"), Tone::Warning);
    };
    if list.def.columns.iter().any(|c| c.name == column) {
        list.sort = Some(Sort { column: column.to_owned(), descending });
        return rows::refresh(model, out);
    }
    let columns: Vec<&str> = list.def.columns.iter().map(|c| c.name).collect();
    let msg = Msg::new("app-no-column").with("what", column).with("columns", columns);
    model.say(msg, Tone::Warning);
}

/// Opens the form of a new record.
pub(crate) fn create(model: &mut Model, kind: KindId, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    key::open_or_say(model, key::form(kind), kind.def().name, env, out);
}

/// Opens the import of a table.
pub(crate) fn import(
    model: &mut Model,
    kind: KindId,
    path: &str,
    mapping: &str,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    key::open_or_say(model, opens::import(kind, path, mapping), "import", env, out);
}

/// `set ID path=value`, or `set path=value` for the record under the cursor.
fn set(model: &mut Model, rest: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let first = rest.split_whitespace().next().unwrap_or("");
    let (id, assign) = match first.parse::<Id>() {
        Ok(id) => (Some(id), rest.strip_prefix(first).unwrap_or("").trim()),
        Err(_) => (model.target(), rest),
    };
    let Some((path, value)) = assign.split_once('=') else {
        let msg = Msg::new("app-command-wants").with("command", "set").term("what", "app-args-set");
        return model.say(msg, Tone::Warning);
    };
    let Some(id) = id else { return model.say(Msg::new("app-needs-row"), Tone::Warning) };
    let (path, value) = (path.trim(), value.trim());
    let Some(ty) = id.kind.def().field(path).map(|f| f.ty) else {
        let names = id.kind.def().fields.iter().map(|f| f.name);
        let near = text::did_you_mean(path, names).unwrap_or_default();
        return model.say(Msg::new("app-no-field").with("what", path).with("near", near), Tone::Warning);
    };
    let value = match field::parse(ty, value) {
        Ok(value) => value,
        Err(why) => return model.say(why, Tone::Warning),
    };
    let fields = vec![crate::api::Assign { path: path.to_owned(), value }];
    let expect_rev = model.detail.shown.as_ref().filter(|shown| shown.id == id).map(|shown| shown.rev);
    submit(model, crate::api::Act::Change { id, expect_rev, fields }, env, out);
}

/// Sends a command whose answer goes to the status line.
fn submit(model: &mut Model, act: crate::api::Act, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let ticket = model.ticket(Ask::Command);
    let command: Command = update::with_ctx(model, env, |ctx| ctx.command(act));
    model.working += 1;
    out.push(Effect::Submit { ticket, command: Box::new(command) });
}

/// `do VERB ID`, or `do VERB` for the record under the cursor.
fn verb(model: &mut Model, rest: &str, out: &mut Vec<Effect>) {
    let mut words = rest.split_whitespace();
    let (verb, id) = (words.next(), words.next());
    let id = match id {
        Some(text) => match text.parse::<Id>() {
            Ok(id) => Some(id),
            Err(why) => return model.say(why, Tone::Warning),
        },
        None => model.target(),
    };
    match (verb, id) {
        (Some(verb), Some(id)) => key::ask_with(model, id, Then::Verb(verb.to_owned()), out),
        (Some(_), None) => model.say(Msg::new("app-needs-row"), Tone::Warning),
        (None, _) => {
            let msg = Msg::new("app-command-wants").with("command", "do").term("what", "app-args-verb");
            model.say(msg, Tone::Warning);
        }
    }
}

fn export(model: &mut Model, path: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let page = model.page();
    let Some(list) = model.list() else {
        return model.say(Msg::new("app-needs-list"), Tone::Warning);
    };
    let mut query = list.query(page, &model.operator, model.as_at);
    query.offset = 0;
    query.limit = usize::MAX;
    query.anchor = None;
    let ticket = model.ticket(Ask::Export(path.to_owned()));
    model.say(Msg::new("app-exporting").with("path", path), Tone::Plain);
    let command = update::with_ctx(model, env, |ctx| ctx.command(crate::api::Act::export(Vec::new())));
    let command = Box::new(command);
    out.push(Effect::Export { ticket, query: Query::List(query), path: path.to_owned(), command });
}

/// Goes to what was known at the end of a day, or back to now.
fn as_at(model: &mut Model, text: &str, out: &mut Vec<Effect>) {
    let day = field::date(text);
    if day.is_none() && !matches!(text, "now" | "today" | "") {
        return model.say(Msg::new("value-not-a-date").with("found", text), Tone::Warning);
    }
    if day.is_some_and(|day| day > model.day()) {
        return model.say(Msg::new("app-as-at-future"), Tone::Warning);
    }
    model.as_at = day;
    let as_at = day.map(|day| Msg::new("app-as-at-read-only").with("day", day));
    model.read_only = as_at.or_else(|| model.desk.read_only.clone());
    rows::changed(model, out);
}

#[cfg(test)]
mod tests {
    use crate::app::tests::Given;
    use crate::app::tests::given;

    #[test]
    fn evidence_without_an_open_assessment_is_not_silent() {
        let says = |g: &Given| assert_eq!(g.status(), "assess-evidence-where");
        given((80, 24)).keys(":").types("evidence x.pdf").keys("enter").then(says);
        given((80, 24)).keys("g r ] j enter :").types("evidence x.pdf").keys("enter").then(says);
    }
}
