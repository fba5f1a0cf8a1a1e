//! `entrepot help`: commands, and the topics that the tables of the program are.

use crate::cli::args::Cli;
use crate::cli::args::HelpArgs;
use crate::cli::do_verb::catalog;
use crate::cli::fail::Fail;
use crate::cli::grid::Grid;
use crate::cli::id;
use crate::cli::list::state;
use crate::cli::out::Out;
use crate::cli::out::Tone;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::kind::KindId;
use crate::domain::lifecycle::Control;
use crate::domain::msg::Msg;
use crate::domain::operator::Role;
use crate::text::did_you_mean;
use clap::CommandFactory;

/// Topics in the order in which they are shown.
const TOPICS: &[&str] = &["exit-codes", "kinds", "fields", "verbs", "rules", "schemes"];

/// Runs it.
pub fn run(args: &HelpArgs, out: &mut Out) -> Result<(), Fail> {
    let words: Vec<&str> = args.words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => command(&[], out),
        ["topics"] => TOPICS.iter().try_for_each(|name| topic(name, None, out)),
        ["topics", name] | [name] if TOPICS.contains(name) => topic(name, None, out),
        ["topics", "fields", kind] | ["fields", kind] => topic("fields", Some(crate::cli::session::kind(kind)?), out),
        ["topics", name] => Err(unknown(name, TOPICS.iter().copied())),
        path => command(path, out),
    }
}

fn unknown<'a>(found: &str, known: impl Iterator<Item = &'a str>) -> Fail {
    let known: Vec<&str> = known.collect();
    let near = did_you_mean(found, known.iter().copied()).map(|near| Msg::new("cli-did-you-mean").with("near", near));
    Fail::user(Msg::new("cli-no-topic").with("found", found))
        .hints(near)
        .hint(Msg::new("cli-known").with("known", known))
}

fn command(path: &[&str], out: &mut Out) -> Result<(), Fail> {
    let mut command = Cli::command().bin_name("entrepot");
    command.build();
    for name in path {
        let known: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
        let Some(found) = command.find_subcommand(name) else {
            return Err(unknown(
                name,
                known.iter().map(String::as_str).chain(["topics"]).chain(TOPICS.iter().copied()),
            ));
        };
        command = found.clone();
    }
    let text = command.render_long_help().to_string();
    out.raw(&text)
}

fn topic(name: &str, only: Option<KindId>, out: &mut Out) -> Result<(), Fail> {
    if !out.is_json() {
        let title = out.tone(Tone::Strong, &out.label(&format!("cli-topic-{name}"), name));
        out.line(&title)?;
    }
    match name {
        "exit-codes" => exit_codes(out),
        "kinds" => kinds(out),
        "fields" => fields(only, out),
        "verbs" => verbs(out),
        "rules" => rules(out),
        _ => id::schemes(out),
    }?;
    if out.is_json() { Ok(()) } else { out.line("") }
}

fn exit_codes(out: &mut Out) -> Result<(), Fail> {
    for code in 0..=5 {
        let what = out.label(&format!("cli-exit-{code}"), "");
        if out.is_json() {
            out.json(&serde_json::json!({ "topic": "exit-code", "code": code, "what": what }))?;
        } else {
            out.line(&format!("{code}  {what}"))?;
        }
    }
    Ok(())
}

fn headings(out: &Out, names: &[&str]) -> Grid {
    Grid::new(names.iter().map(|n| out.label(&format!("cli-head-{n}"), n)).collect())
}

fn kinds(out: &mut Out) -> Result<(), Fail> {
    let mut grid = headings(out, &["kind", "id", "what"]);
    for kind in KindId::ALL {
        let def = kind.def();
        let what = out.label(&def.label(), def.name);
        if out.is_json() {
            out.json(&serde_json::json!({ "topic": "kind", "kind": def.name, "prefix": def.prefix, "what": what }))?;
        } else {
            grid.row(vec![def.name.to_owned(), format!("{}-000123", def.prefix), what]);
        }
    }
    if out.is_json() { Ok(()) } else { grid.print(out) }
}

fn fields(only: Option<KindId>, out: &mut Out) -> Result<(), Fail> {
    let mut grid = headings(out, &["kind", "field", "type", "flags", "what"]);
    for kind in KindId::ALL.iter().filter(|k| only.is_none_or(|o| o == **k)) {
        for (path, field) in paths("", kind.def().fields) {
            let flags: Vec<&str> = field.flags.iter().filter_map(|f| flag(*f)).collect();
            let what = out.label(&field.label(), field.name);
            let (name, ty) = (kind.def().name, type_name(field.ty));
            if out.is_json() {
                out.json(&serde_json::json!({
                    "topic": "field", "kind": name, "field": path, "type": ty, "flags": flags, "what": what,
                }))?;
            } else {
                grid.row(vec![name.to_owned(), path, ty, flags.join(" "), what]);
            }
        }
    }
    if out.is_json() { Ok(()) } else { grid.print(out) }
}

/// Fields and the members of their groups, as paths.
fn paths(before: &str, fields: &'static [Field]) -> Vec<(String, &'static Field)> {
    let mut made = Vec::new();
    for field in fields {
        let path = format!("{before}{}", field.name);
        made.push((path.clone(), field));
        match field.ty {
            FieldType::Group(members) => made.extend(paths(&format!("{path}."), members)),
            FieldType::List(FieldType::Group(members)) => made.extend(paths(&format!("{path}[…]."), members)),
            _ => {}
        }
    }
    made
}

/// What a person must know of a field; the rest is the program's own.
const fn flag(flag: Flag) -> Option<&'static str> {
    match flag {
        Flag::Required => Some("required"),
        Flag::Sensitive => Some("sealed"),
        Flag::Derived => Some("by-verb"),
        Flag::Roster | Flag::Identifying | Flag::Long => None,
    }
}

fn type_name(ty: FieldType) -> String {
    match ty {
        FieldType::Text(max) => format!("text({max})"),
        FieldType::Code(table) if table.codes.len() <= 8 => table.codes.join("|"),
        FieldType::Code(table) => table.name.to_owned(),
        FieldType::Flag => "yes|no".to_owned(),
        FieldType::Date => "date".to_owned(),
        FieldType::Instant => "instant".to_owned(),
        FieldType::Int => "int".to_owned(),
        FieldType::Decimal => "decimal".to_owned(),
        FieldType::Money => "money".to_owned(),
        FieldType::Ref("") => "id".to_owned(),
        FieldType::Ref(kind) => format!("{kind} id"),
        FieldType::Sealed => "secret".to_owned(),
        FieldType::List(of) => format!("{} …", type_name(*of)),
        FieldType::Group(_) => "group".to_owned(),
    }
}

fn verbs(out: &mut Out) -> Result<(), Fail> {
    let catalog = catalog()?;
    let mut grid = headings(out, &["verb", "from", "to", "roles", "control", "what"]);
    let roles_of = |roles: &[Role]| roles.iter().map(|r| r.as_str()).collect::<Vec<_>>().join(" ");
    for (kind, cycle) in &catalog.lifecycles {
        for edge in &cycle.edges {
            let control = match &edge.control {
                Control::Maker => "maker".to_owned(),
                Control::System => "program".to_owned(),
                Control::Policy(code) => format!("policy {code}"),
            };
            let what = out.label(&edge.label(), &edge.verb);
            if out.is_json() {
                out.json(&serde_json::json!({
                    "topic": "verb", "kind": kind, "verb": edge.verb, "from": edge.from, "to": edge.to,
                    "roles": edge.roles, "control": control, "fields": edge.fields, "why": edge.why, "what": what,
                }))?;
                continue;
            }
            let from: Vec<String> = edge.from.iter().map(|s| state(out, kind, s)).collect();
            let to = state(out, kind, &edge.to);
            grid.row(vec![edge.verb.clone(), from.join(", "), to, roles_of(&edge.roles), control, what]);
        }
    }
    for permission in &catalog.permissions {
        if out.is_json() {
            out.json(&serde_json::json!({ "topic": "verb", "verb": permission.verb, "roles": permission.roles }))?;
        } else {
            let what = out.label(&format!("verb-{}", permission.verb.replace('.', "-")), "");
            let none = String::new;
            grid.row(vec![permission.verb.clone(), none(), none(), roles_of(&permission.roles), none(), what]);
        }
    }
    if out.is_json() { Ok(()) } else { grid.print(out) }
}

fn rules(out: &mut Out) -> Result<(), Fail> {
    let mut grid = headings(out, &["rule", "severity", "what", "source"]);
    for rule in &catalog()?.rules {
        let what = out.label(&rule.label(), &rule.code);
        if out.is_json() {
            out.json(&serde_json::json!({
                "topic": "rule", "rule": rule.code, "severity": rule.severity, "what": what, "source": rule.source,
                "params": rule.params, "waivable": rule.waivable,
            }))?;
        } else {
            grid.row(vec![rule.code.clone(), rule.severity.as_str().to_owned(), what, rule.source.clone()]);
        }
    }
    if out.is_json() { Ok(()) } else { grid.print(out) }
}
