//! One event in, effects out: hands each event to who it is for and lets the screen settle afterwards.

use crate::api;
use crate::app::answer;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::effect::Event;
use crate::app::jump;
use crate::app::key;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::part::Tone;
use crate::app::rows;
use crate::domain::msg::Msg;
use std::sync::Arc;

/// Requests may lead to further requests; more than this in one event is a loop.
const MOST_REQUESTS: usize = 32;

/// Takes an event and returns what is to be done outside.
pub fn update(model: &mut Model, event: Event, env: &mut Env<'_>) -> Vec<Effect> {
    model.now = env.now;
    let mut out = Vec::new();
    match event {
        Event::Key { key, read } => key::press(model, key, read, env, &mut out),
        Event::Paste(text) => paste(model, &text, env, &mut out),
        Event::Resize(columns, lines) => {
            model.size = (columns, lines);
            all_hear(model, &Event::Resize(columns, lines), env, &mut out);
        }
        Event::Desk(api::Event::Committed { seq }) => {
            model.desk.seq = model.desk.seq.max(seq);
            rows::changed(model, &mut out);
            all_hear(model, &Event::Desk(api::Event::Committed { seq }), env, &mut out);
        }
        Event::Desk(api::Event::Status) => {
            rows::ask_status(model, &mut out);
            rows::changed(model, &mut out);
            all_hear(model, &Event::Desk(api::Event::Status), env, &mut out);
        }
        Event::CopyRefused(why) => model.say(Msg::new("app-copy-refused").with("why", why), Tone::Warning),
        Event::Clock => {
            rows::ask_today(model, &mut out);
            all_hear(model, &Event::Clock, env, &mut out);
        }
        other => {
            if !answer::take(model, &other, env, &mut out) {
                all_hear(model, &other, env, &mut out);
            }
        }
    }
    rows::settle(model, &mut out);
    keep_drafts(model, &out);
    out
}

/// Pasted text goes to the part on top; elsewhere it is dropped, and said so.
fn paste(model: &mut Model, text: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let taken = match model.parts.len().checked_sub(1) {
        Some(top) => to_part(model, top, env, out, |part, ctx| part.paste(text, ctx)),
        None => false,
    };
    if !taken {
        model.say(Msg::new("term-paste-dropped"), Tone::Warning);
    }
}

/// Every part hears an event that is not for one alone.
pub(crate) fn all_hear(model: &mut Model, event: &Event, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    for index in (0..model.parts.len()).rev() {
        if index < model.parts.len() {
            to_part(model, index, env, out, |part, ctx| part.event(event, ctx));
        }
    }
    // What waits to be opened again hears too, but neither opens nor closes anything meanwhile.
    let mut waiting = std::mem::take(&mut model.waiting);
    for part in &mut waiting {
        let heard = with_ctx(model, env, |ctx| part.event(event, ctx));
        let heard = Outcome { next: Next::Stay, requests: Vec::new(), ..heard };
        apply(model, None, heard, env, out);
    }
    model.waiting = waiting;
}

/// Lets a part handle something and does what it asks for. `false` when it passed.
pub(crate) fn to_part(
    model: &mut Model,
    index: usize,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
    handle: impl FnOnce(&mut dyn Part, &mut Ctx<'_, '_>) -> Outcome,
) -> bool {
    let mut parts = std::mem::take(&mut model.parts);
    let outcome = parts.get_mut(index).map(|part| with_ctx(model, env, |ctx| handle(part.as_mut(), ctx)));
    model.parts = parts;
    let Some(outcome) = outcome else { return false };
    let passed = matches!(outcome.next, Next::Pass);
    apply(model, Some(index), outcome, env, out);
    !passed
}

/// Runs something with what parts may use.
pub(crate) fn with_ctx<T>(model: &mut Model, env: &mut Env<'_>, run: impl FnOnce(&mut Ctx<'_, '_>) -> T) -> T {
    let i18n = Arc::clone(&model.i18n);
    let mut ctx = Ctx {
        env,
        i18n: &i18n,
        operator: &model.operator,
        zone: model.zone,
        size: model.size,
        tickets: &mut model.tickets,
        drafts: &model.drafts,
        read_only: model.read_only.as_ref(),
    };
    run(&mut ctx)
}

/// Does what an outcome says. `index` is the part it came from; none when it came from an opener.
pub(crate) fn apply(
    model: &mut Model,
    index: Option<usize>,
    outcome: Outcome,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    let Outcome { effects, next, status, refresh, requests } = outcome;
    model.working += effects.iter().filter(|e| matches!(e, Effect::Submit { .. } | Effect::FileInbox { .. })).count();
    out.extend(effects);
    if status.is_some() {
        model.status = status;
    }
    match next {
        Next::Stay | Next::Pass => {}
        Next::Close => {
            if let Some(index) = index.filter(|i| *i < model.parts.len()) {
                model.parts.remove(index);
            }
        }
        Next::Open(part) => open(model, part, env, out),
        Next::Replace(part) => {
            if let Some(index) = index.filter(|i| *i < model.parts.len()) {
                model.parts.remove(index);
            }
            open(model, part, env, out);
        }
    }
    if refresh {
        rows::changed(model, out);
    }
    for request in requests.into_iter().take(MOST_REQUESTS) {
        asked(model, request, env, out);
    }
}

/// Puts a part on top.
pub(crate) fn open(model: &mut Model, part: Box<dyn Part>, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    model.parts.push(part);
    let top = model.parts.len() - 1;
    to_part(model, top, env, out, Part::opened);
}

fn asked(model: &mut Model, request: Request, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    match request {
        Request::Command(line) => crate::app::commands::run(model, &line, env, out),
        Request::Act(act, arg) => key::run(model, act, arg, None, env, out),
        Request::Goto(id) => {
            model.parts.clear();
            jump::to_record(model, id, env, out);
        }
        Request::Visit(id) => jump::visit(model, id, env, out),
        Request::View { view, filter } => {
            model.parts.clear();
            jump::to_view(model, &view, Some(filter), out);
        }
        Request::Filter(text) => {
            if let Some(list) = model.list_mut() {
                list.filter = text;
                list.marks.clear();
                if list.anchor.is_none() {
                    list.anchor = list.current().map(|row| row.id.clone());
                }
                rows::ask(model, out);
            }
        }
        Request::Unmark => {
            if let Some(list) = model.list_mut() {
                list.marks.clear();
            }
        }
        Request::NextRow => jump::next_row(model, env, out),
        Request::Remember(line) => {
            if model.commands.last() != Some(&line) {
                model.commands.push(line);
            }
        }
    }
}

fn keep_drafts(model: &mut Model, effects: &[Effect]) {
    for effect in effects {
        if let Effect::KeepDraft { place, text } = effect {
            if text.is_empty() {
                model.drafts.remove(place);
            } else {
                model.drafts.insert(place.clone(), text.clone());
            }
        }
    }
}
