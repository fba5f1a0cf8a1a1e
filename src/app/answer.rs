//! Answers to the core's own questions, and its timers.

use crate::api::Answer;
use crate::api::Command;
use crate::api::Done;
use crate::api::Ground;
use crate::api::Refusal;
use crate::api::Shown;
use crate::api::query::Row;
use crate::app::detail;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::jump;
use crate::app::model::Ask;
use crate::app::model::Model;
use crate::app::model::Then;
use crate::app::opens;
use crate::app::part::Tone;
use crate::app::question::Question;
use crate::app::update;
use crate::domain::msg::Msg;
use crate::i18n::I18n;
use crate::query::FieldInfo;
use crate::query::FieldKind;

/// Takes an answer or timer of the core. `false` when it is for somebody else.
pub(crate) fn take(model: &mut Model, event: &Event, env: &mut Env<'_>, out: &mut Vec<Effect>) -> bool {
    match event {
        Event::Answer { ticket, answer } => {
            let Some(ask) = model.asks.remove(ticket) else { return false };
            if let Ok(_) | Err(Refusal { ground: Ground::Invalid | Ground::NotFound | Ground::Cancelled, .. }) = answer
            {
                model.lost = false;
            } else if let Err(Refusal { ground: Ground::Internal | Ground::Unknown, .. }) = answer {
                model.lost = true;
            }
            answered(model, *ticket, ask, answer.clone(), env, out);
        }
        Event::Done { ticket, done } => {
            model.working = model.working.saturating_sub(1);
            said(model, done);
            return model.asks.remove(ticket).is_some();
        }
        Event::Exported { ticket, rows } => {
            let Some(Ask::Export(path)) = model.asks.remove(ticket) else { return false };
            match rows {
                Ok(n) => model.say(Msg::new("app-exported").with("n", *n).with("path", path), Tone::Ok),
                Err(why) => refused(model, why),
            }
        }
        Event::Timer(ticket) => {
            let Some(ask) = model.asks.remove(ticket) else { return false };
            rang(model, *ticket, ask, out);
        }
        _ => return false,
    }
    true
}

fn rang(model: &mut Model, ticket: Ticket, ask: Ask, out: &mut Vec<Effect>) {
    match ask {
        Ask::Slow(view, of) => {
            if let Some(list) = model.lists.get_mut(view).filter(|list| list.pending == Some(of)) {
                list.slow = true;
            }
        }
        Ask::Rest if model.detail.pending == Some(ticket) => detail::ask(model, out),
        Ask::WhichKey => {
            if let Some(pending) = model.pending.as_mut().filter(|p| p.timer == ticket) {
                pending.shown = true;
            }
        }
        _ => {}
    }
}

/// Says what became of a command.
fn said(model: &mut Model, done: &Result<Done, Refusal>) {
    match done {
        Ok(done) => model.say(done.message.clone(), Tone::Ok),
        Err(why) => refused(model, why),
    }
}

/// Says why something was refused, with the first thing to do about it.
pub(crate) fn refused(model: &mut Model, why: &Refusal) {
    match why.ground {
        Ground::Cancelled => {}
        Ground::NotFound | Ground::Invalid => model.say(why.msg.clone(), Tone::Warning),
        _ => model.say(why.msg.clone(), Tone::Danger),
    }
}

fn answered(
    model: &mut Model,
    ticket: Ticket,
    ask: Ask,
    answer: Result<Answer, Refusal>,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    match (ask, answer) {
        (Ask::Rows(view), answer) => listed(model, view, ticket, answer),
        (Ask::Marks(view), Ok(Answer::List(listing))) => {
            if let Some(list) = model.lists.get_mut(view) {
                list.marks.extend(listing.rows.into_iter().map(|row| row.id));
                let marked = list.marks.len();
                model.say(Msg::new("app-marked").with("n", marked), Tone::Plain);
            }
        }
        (Ask::Fields(view), Ok(Answer::Fields(fields))) => {
            let fields = named(&model.i18n, fields);
            for part in &mut model.parts {
                part.fields(view, &fields);
            }
            model.fields.insert(view, fields);
        }
        (Ask::Today, Ok(Answer::Today(today))) => {
            model.today_cursor = model.today_cursor.min(today.lines.len().saturating_sub(1));
            model.today = Some(today);
        }
        (Ask::Status, Ok(Answer::Status(status))) => {
            if let Ok(zone) = status.zone.parse() {
                model.zone = zone;
            }
            model.desk = status;
            let as_at = model.as_at.map(|day| Msg::new("app-as-at-read-only").with("day", day));
            model.read_only = as_at.or_else(|| model.desk.read_only.clone());
        }
        (Ask::Detail(id), Ok(Answer::Show(shown))) => detail::take(model, id, Ok(shown)),
        (Ask::Detail(id), Err(why)) if why.ground != Ground::Cancelled => detail::take(model, id, Err(why.msg)),
        (Ask::With(then), Ok(Answer::Show(shown))) => go_on(model, then, &shown, env, out),
        (Ask::Find(text), Ok(Answer::Find(ids))) => match ids.first() {
            Some(id) => jump::to_record(model, *id, env, out),
            None => model.say(Msg::new("app-not-found").with("what", text), Tone::Warning),
        },
        (Ask::Undo, Ok(Answer::List(listing))) => offer_undo(model, &listing.rows, env, out),
        (_, Err(why)) => refused(model, &why),
        (_, Ok(_)) => {}
    }
}

/// Fields with their labels in words: the desk gives the ids of messages.
fn named(i18n: &I18n, fields: Vec<FieldInfo>) -> Vec<FieldInfo> {
    let words = |label: &mut String, name: &str| {
        *label = if i18n.has(label) { i18n.label(label) } else { name.to_owned() };
    };
    let mut fields = fields;
    for field in &mut fields {
        words(&mut field.label, &field.path);
        if let FieldKind::Code { values } | FieldKind::Set { values } = &mut field.ty {
            for code in values {
                words(&mut code.label, &code.code);
            }
        }
    }
    fields
}

fn listed(model: &mut Model, view: &'static str, ticket: Ticket, answer: Result<Answer, Refusal>) {
    let page = model.page();
    let Some(list) = model.lists.get_mut(view).filter(|list| list.pending == Some(ticket)) else { return };
    match answer {
        Ok(Answer::List(listing)) => {
            model.desk.seq = model.desk.seq.max(listing.seq);
            list.take(listing, page);
        }
        Ok(_) => list.pending = None,
        Err(why) => {
            list.pending = None;
            list.slow = false;
            if why.ground != Ground::Cancelled {
                list.refused = Some(why.msg);
            }
        }
    }
}

/// Does with a record what it was asked for.
fn go_on(model: &mut Model, then: Then, shown: &Shown, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let part = match then {
        Then::Verb(verb) => {
            let outcome = opens::start(&verb, shown);
            return update::apply(model, None, outcome, env, out);
        }
        Then::Menu(marked) => opens::menu(shown, marked),
        Then::Edit => opens::edit(shown),
    };
    match part {
        Some(part) => update::open(model, part, env, out),
        None => model.say(Msg::new("app-not-yet").with("what", shown.id.to_string()), Tone::Warning),
    }
}

/// Verbs whose entries cannot be undone: decisions, refusals, and undoing itself.
fn undoable(verb: &str) -> bool {
    let never = ["case.", "finding.", "import", "refused", "undo", "genesis"];
    !never.iter().any(|prefix| verb.starts_with(prefix))
}

/// Asks whether the newest of my entries that can be undone is to be.
fn offer_undo(model: &mut Model, rows: &[Row], env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let Some(list) = crate::api::lists::list("journal") else { return };
    let cell = |row: &Row, name: &str| -> String {
        let place = list.columns.iter().position(|c| c.name == name);
        place.and_then(|at| row.cells.get(at)).map(ToString::to_string).unwrap_or_default()
    };
    let entry = rows.iter().find(|row| undoable(&cell(row, "verb")));
    let Some((row, seq)) = entry.and_then(|row| Some((row, row.id.parse::<u64>().ok()?))) else {
        return model.say(Msg::new("app-nothing-to-undo"), Tone::Warning);
    };
    let msg = Msg::new("app-undo-question")
        .with("seq", seq.to_string())
        .with("verb", cell(row, "verb"))
        .with("id", cell(row, "subject"));
    let ticket = model.ticket(Ask::Command);
    let command: Command = update::with_ctx(model, env, |ctx| ctx.command(crate::api::Act::Undo { seq }));
    let submit = Effect::Submit { ticket, command: Box::new(command) };
    update::open(model, Box::new(Question::new("undo", msg, vec![submit])), env, out);
}
