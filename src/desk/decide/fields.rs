//! Creating and changing records: values cleaned, checked, sealed, compared.

use crate::api::Assign;
use crate::api::Change;
use crate::api::Command;
use crate::api::Ground;
use crate::api::Refusal;
use crate::desk::decide::Decision;
use crate::desk::decide::Outside;
use crate::desk::decide::assess;
use crate::desk::decide::build::Actor;
use crate::desk::decide::build::Build;
use crate::desk::decide::build::fetch;
use crate::desk::decide::build::need_why;
use crate::desk::decide::insured;
use crate::desk::decide::verbs;
use crate::desk::overlay::Now;
use crate::desk::trainings;
use crate::desk::upgrades;
use crate::domain::account;
use crate::domain::account::BankAccount;
use crate::domain::field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::identifiers;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::kind::Path;
use crate::domain::kind::Record;
use crate::domain::kind::Stored;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::text;
use chrono::NaiveDate;

/// Text without what could draw on a screen or break a line; hidden and direction characters stay, for the rules to report.
pub fn clean(value: Value, long: bool) -> Value {
    let mode = if long { text::Mode::Block } else { text::Mode::Line };
    match value {
        Value::Text(t) if text::is_clean(&t) && !t.starts_with(' ') && !t.ends_with(' ') => Value::Text(t),
        Value::Text(t) => Value::Text(text::sanitise(&t, mode).text.trim().to_owned()),
        Value::List(items) => Value::List(items.into_iter().map(|i| clean(i, long)).collect()),
        Value::Group(items) => Value::Group(items.into_iter().map(|i| clean(i, long)).collect()),
        other => other,
    }
}

/// Writes fields into a record, all or none; what is wrong comes back by path.
pub fn write(
    record: &mut Record,
    id: Id,
    fields: &[Assign],
    derived_too: bool,
    outside: &mut Outside<'_>,
) -> Result<(), Refusal> {
    let mut wrong = Vec::new();
    for assign in fields {
        if let Err(why) = write_one(record, id, assign, derived_too, outside)? {
            wrong.push((assign.path.clone(), why));
        }
    }
    if !wrong.is_empty() {
        return Err(refused(wrong));
    }
    if let Record::BankAccount(account) = record {
        note_account(account, fields, outside.today);
    }
    Ok(())
}

/// What stays readable of a sealed account number, and the day the account was entered or changed.
fn note_account(account: &mut BankAccount, fields: &[Assign], today: NaiveDate) {
    let call = |path: &str| path == "purpose" || path.starts_with("call_back");
    if fields.iter().any(|assign| !call(&assign.path)) {
        account.changed_on = Some(today);
    }
    let typed = fields.iter().find(|assign| assign.path == "number").and_then(|assign| assign.value.as_text());
    if let Some(number) = typed {
        account.ending = account::ending(number);
    }
}

fn write_one(
    record: &mut Record,
    id: Id,
    assign: &Assign,
    derived_too: bool,
    outside: &mut Outside<'_>,
) -> Result<Result<(), Msg>, Refusal> {
    let kind = record.kind();
    let path = match Path::parse(kind, &assign.path) {
        Ok(path) => path,
        Err(why) => return Ok(Err(why)),
    };
    let Some(field) = path.field(kind) else { return Ok(Ok(())) };
    if field.is(Flag::Derived) && !derived_too {
        return Ok(Err(Msg::new("value-derived").with("field", assign.path.as_str())));
    }
    let mut value = clean(assign.value.clone(), field.is(Flag::Long));
    let plain_text = matches!(field.ty, FieldType::Text(_) | FieldType::Sealed);
    if let (false, Value::Text(typed)) = (plain_text, &value) {
        // Scripts and the command line send what was typed; the field's own reader makes a value of it.
        value = match field::parse(field.ty, typed) {
            Ok(value) => value,
            Err(why) => return Ok(Err(why)),
        };
    }
    if let (FieldType::Sealed, Value::Text(plain)) = (field.ty, &value) {
        if let Err(why) = field.check(&value) {
            return Ok(Err(why));
        }
        value = Value::Sealed((outside.seal)(&id.to_string(), &assign.path, plain)?);
    }
    Ok(path.write(record, value))
}

/// Puts identifiers into the canonical form of their scheme; the look-ups rely on it.
pub fn canonical(record: &mut Record) {
    if let Record::Partner(partner) = record {
        for identifier in &mut partner.identifiers {
            if let Some(scheme) = identifiers::find(&identifier.scheme) {
                scheme.code.clone_into(&mut identifier.scheme);
                let verdict = scheme.check(&identifier.value);
                if let Some(canonical) = verdict.canonical() {
                    canonical.clone_into(&mut identifier.value);
                }
            }
        }
    }
}

/// Every field and every reference of a record.
pub fn check(now: Now<'_>, record: &Record) -> Result<(), Refusal> {
    let mut wrong: Vec<(String, Msg)> = record.check().into_iter().map(|(f, why)| (f.to_owned(), why)).collect();
    for (index, field) in record.kind().def().fields.iter().enumerate() {
        let (FieldType::Ref(kind), Value::Ref(text)) = (field.ty, record.at(index)) else { continue };
        let found = match text.parse::<Id>() {
            Ok(id) if kind.is_empty() || id.kind.def().name == kind => now.get(id)?.is_some(),
            _ => false,
        };
        if !found {
            let msg = Msg::new("value-no-such-record").with("found", text).term("kind", format!("kind-{kind}"));
            wrong.push((field.name.to_owned(), msg));
        }
    }
    if wrong.is_empty() { Ok(()) } else { Err(refused(wrong)) }
}

fn refused(wrong: Vec<(String, Msg)>) -> Refusal {
    let paths: Vec<&str> = wrong.iter().map(|(path, _)| path.as_str()).collect();
    Refusal::invalid(Msg::new("refused-fields").with("count", wrong.len()).with("fields", paths)).fields(wrong)
}

/// A login is given once, and a rate of a currency and day.
fn check_unique(now: Now<'_>, id: Id, record: &Record) -> Result<(), Refusal> {
    if let Record::Operator(operator) = record {
        let taken = now.state.directory.operator(&operator.login).filter(|(stored, _)| stored.id != id);
        if let Some((stored, _)) = taken {
            let msg = Msg::new("value-taken").with("found", operator.login.as_str()).with("by", stored.id.to_string());
            return Err(refused(vec![("login".to_owned(), msg)]));
        }
    }
    if record.kind() == KindId::Rate {
        let on = record.get("on");
        let same = insured::rates_of(now, &record.get("currency"), &on)?;
        if let Some(taken) = same.iter().find(|s| s.id != id) {
            let msg = Msg::new("value-taken").with("found", on.to_string()).with("by", taken.id.to_string());
            return Err(refused(vec![("on".to_owned(), msg)]));
        }
    }
    Ok(())
}

/// Sealed fields leave the desk in the clear only through who may do that, and with a reason (domain.md §10.3).
fn check_personal(command: &Command, now: Now<'_>, actor: &Actor, record: &Record) -> Result<(), Refusal> {
    const VERB: &str = "export.personal";
    let Record::Export(export) = record else { return Ok(()) };
    if !export.personal {
        return Ok(());
    }
    let catalog = now.state.catalog;
    if !actor.roles.iter().any(|role| catalog.may(*role, VERB)) {
        let msg = Actor::not_permitted(catalog, &actor.login, &actor.roles, VERB);
        return Err(Refusal::new(Ground::NotPermitted, msg));
    }
    need_why(command, VERB).map(|_| ())
}

/// What a new record starts with besides what was given.
pub fn defaults(record: &mut Record, by: &str, origin: &str) {
    if let Record::Partner(partner) = record {
        if partner.origin.is_empty() {
            origin.clone_into(&mut partner.origin);
        }
        if partner.owner.is_empty() {
            by.clone_into(&mut partner.owner);
        }
    }
}

/// Makes a record.
pub fn create(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    kind: KindId,
    fields: &[Assign],
) -> Result<Decision, Refusal> {
    let verb = format!("{}.create", kind.def().name);
    let actor = Actor::of(command, now, &verb, outside.today)?;
    let mut build = Build::new(command, now, actor, &verb);
    let id = build.next_id(kind);
    let mut record = Record::empty(kind);
    write(&mut record, id, fields, false, outside)?;
    canonical(&mut record);
    defaults(&mut record, &command.by, "entered");
    trainings::complete(now, &mut record, command.key, outside.at, outside.today)?;
    assess::begin(now, &mut record, outside.today)?;
    upgrades::begin(now, &mut record)?;
    check(now, &record)?;
    check_unique(now, id, &record)?;
    check_personal(command, now, &build.actor, &record)?;
    build.put(id, 1, kind.def().initial, &record)?;
    let title = record.title().unwrap_or_default();
    Ok(build.done(Msg::new("done-created").with("id", id.to_string()).with("title", title)))
}

/// Changes a record.
pub fn change(
    command: &Command,
    now: Now<'_>,
    outside: &mut Outside<'_>,
    id: Id,
    expect_rev: Option<u64>,
    fields: &[Assign],
) -> Result<Decision, Refusal> {
    let verb = format!("{}.change", id.kind.def().name);
    let actor = Actor::of(command, now, &verb, outside.today)?;
    let stored = fetch(now, id, expect_rev, outside)?;
    not_fixed(now, &stored)?;
    let mut record = stored.record.clone();
    write(&mut record, id, fields, false, outside)?;
    canonical(&mut record);
    assess::keep(&stored, &record)?;
    check(now, &record)?;
    check_unique(now, id, &record)?;
    if record == stored.record {
        let message = Msg::new("done-nothing-changed").with("id", id.to_string());
        return Ok(Decision { draft: None, message, case: None, import: None });
    }
    let count = changes_between(&id.to_string(), &stored.record, &record, &command.by).len();
    let mut build = Build::new(command, now, actor, &verb);
    let state = state_after_change(now, &stored);
    build.put_next(&stored, state, &record)?;
    if state != stored.state {
        let label = verbs::state_label(id.kind.def().name, state);
        return Ok(build.done(Msg::new("done-changed-state").with("id", id.to_string()).term("state", label)));
    }
    Ok(build.done(Msg::new("done-changed").with("id", id.to_string()).with("count", count)))
}

/// What somebody has as it is, such as a letter that was sent, is not written anew.
pub fn not_fixed(now: Now<'_>, stored: &Stored) -> Result<(), Refusal> {
    let kind = stored.id.kind.def().name;
    let fixed = now.state.catalog.lifecycle(kind).is_some_and(|l| l.fixed.contains(&stored.state));
    if !fixed {
        return Ok(());
    }
    let state = verbs::state_label(kind, &stored.state);
    let msg = Msg::new("refused-fixed").with("id", stored.id.to_string()).term("state", state);
    Err(Refusal::new(Ground::Guard, msg).hint(Msg::new("hint-verbs")))
}

/// The state of a record whose content changes: a checked one is to be checked again.
pub fn state_after_change<'a>(now: Now<'a>, stored: &'a Stored) -> &'a str {
    let lifecycle = now.state.catalog.lifecycle(stored.id.kind.def().name);
    lifecycle.map_or(stored.state.as_str(), |l| l.after_change(&stored.state))
}

/// Differences between two contents of one record, field by field; group elements by their key.
pub fn changes_between(id: &str, before: &Record, after: &Record, by: &str) -> Vec<Change> {
    let mut out = Vec::new();
    let change = |path: String, before: Value, after: Value| Change {
        id: id.to_owned(),
        path,
        before,
        after,
        by: by.to_owned(),
    };
    for (index, field) in after.kind().def().fields.iter().enumerate() {
        let (old, new) = (before.at(index), after.at(index));
        if old == new || old.is_empty() && new.is_empty() {
            continue;
        }
        match (field.ty, crate::domain::kind::group_of(field.ty)) {
            (FieldType::List(_), Some(members)) => {
                for (key, old, new) in by_key(old.items(), new.items()) {
                    for (m, member) in members.iter().enumerate() {
                        let pick = |v: Option<&Value>| v.and_then(|g| g.items().get(m)).cloned().unwrap_or_default();
                        let (a, b) = (pick(old), pick(new));
                        if a != b {
                            out.push(change(format!("{}[{key}].{}", field.name, member.name), a, b));
                        }
                    }
                }
            }
            (FieldType::Group(_), Some(members)) => {
                for (m, member) in members.iter().enumerate() {
                    let pick = |v: &Value| v.items().get(m).cloned().unwrap_or_default();
                    let (a, b) = (pick(&old), pick(&new));
                    if a != b {
                        out.push(change(format!("{}.{}", field.name, member.name), a, b));
                    }
                }
            }
            _ => out.push(change(field.name.to_owned(), old, new)),
        }
    }
    out
}

type Pair<'a> = (String, Option<&'a Value>, Option<&'a Value>);

fn by_key<'a>(old: &'a [Value], new: &'a [Value]) -> Vec<Pair<'a>> {
    let key = |v: &Value| v.items().first().map(ToString::to_string).unwrap_or_default();
    let mut out: Vec<Pair<'a>> = old.iter().map(|o| (key(o), Some(o), new.iter().find(|n| key(n) == key(o)))).collect();
    out.extend(new.iter().filter(|n| !old.iter().any(|o| key(o) == key(n))).map(|n| (key(n), None, Some(n))));
    out
}

/// Who wrote the present revision of a record.
pub fn last_writer(now: Now<'_>, stored: &Stored, outside: &Outside<'_>) -> String {
    let rows = now.state.view.revisions(stored.id).unwrap_or_default();
    let entry = rows.last().and_then(|(_, row)| (outside.entry)(row.seq));
    entry.map_or_else(|| stored.moved_by.clone(), |entry| entry.by)
}

/// What changed in a record since a revision.
pub fn since(now: Now<'_>, stored: &Stored, rev: u64, outside: &Outside<'_>) -> Vec<Change> {
    let rows = now.state.view.revisions(stored.id).unwrap_or_default();
    let Some((_, row)) = rows.into_iter().find(|(r, _)| *r == rev) else { return Vec::new() };
    let Some(entry) = (outside.entry)(row.seq) else { return Vec::new() };
    let id = stored.id.to_string();
    let Some(put) = entry.puts.iter().find(|p| p.id == id && p.rev == rev) else { return Vec::new() };
    match Record::from_json(stored.id.kind, put.s, put.content.get().as_bytes()) {
        Ok(before) => {
            let by = last_writer(now, stored, outside);
            let mut changes = changes_between(&id, &before, &stored.record, &by);
            if put.state != stored.state {
                changes.push(Change {
                    id,
                    path: "state".to_owned(),
                    before: Value::Code(put.state.clone()),
                    after: Value::Code(stored.state.clone()),
                    by,
                });
            }
            changes
        }
        Err(_) => Vec::new(),
    }
}
