//! Going places: tabs, views, records, and back again.

use crate::api::lists;
use crate::app::detail;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::list::ListState;
use crate::app::model::Focus;
use crate::app::model::Model;
use crate::app::model::Place;
use crate::app::opens;
use crate::app::part::Tone;
use crate::app::rows;
use crate::app::tabs;
use crate::app::update;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;

/// So many places are remembered.
const MOST_JUMPS: usize = 50;

/// Remembers where one is.
fn remember(model: &mut Model) {
    let list = model.list();
    let place = Place {
        view: model.view,
        filter: list.map(|l| l.filter.clone()).unwrap_or_default(),
        sort: list.and_then(|l| l.sort.clone()),
        row: list.and_then(ListState::current).map(|row| row.id.clone()),
        focus: model.focus,
        waits: false,
    };
    if model.jumps.last() != Some(&place) {
        model.jumps.push(place);
    }
    let over = model.jumps.len().saturating_sub(MOST_JUMPS);
    model.jumps.drain(..over);
}

/// Shows a view, without remembering where one was.
pub(crate) fn show(model: &mut Model, view: &'static str) {
    if let Some((tab, _)) = tabs::find(view) {
        model.left.insert(tab.number, view);
    }
    if view != model.view {
        model.focus = Focus::List;
        model.detail = detail::Detail::default();
    }
    model.view = view;
}

/// Goes to a tab, to the view it was left with.
pub(crate) fn to_tab(model: &mut Model, number: u8, out: &mut Vec<Effect>) {
    let Some(tab) = tabs::tab(number) else {
        return model.say(Msg::new("app-no-tab").with("n", u64::from(number)), Tone::Warning);
    };
    let left = model.left.get(&number).copied();
    if let Some(view) = left.or_else(|| tab.views.first().map(|v| v.id)) {
        show(model, view);
        refresh(model, out);
    }
}

/// Goes to the next or previous view of the tab, around its end.
pub(crate) fn turn(model: &mut Model, forward: bool, out: &mut Vec<Effect>) {
    let (tab, view) = model.place();
    let count = tab.views.len().max(1);
    let at = tab.views.iter().position(|v| v.id == view.id).unwrap_or(0);
    let to = if forward { at + 1 } else { at + count - 1 } % count;
    if let Some(view) = tab.views.get(to) {
        show(model, view.id);
        refresh(model, out);
    }
}

fn refresh(model: &mut Model, out: &mut Vec<Effect>) {
    if rows::on_today(model) {
        rows::ask_today(model, out);
    }
}

/// Goes to a view by id, with a filter if one is given, with a way back. `false` when there is none.
pub(crate) fn to_view(model: &mut Model, id: &str, filter: Option<String>, out: &mut Vec<Effect>) -> bool {
    let Some((_, view)) = tabs::find(id) else { return false };
    remember(model);
    show(model, view.id);
    if let (Some(list), Some(filter)) = (model.list_mut(), filter) {
        if list.filter != filter {
            list.marks.clear();
        }
        list.filter = filter;
        list.cursor = 0;
        list.top = 0;
        list.anchor = None;
        rows::ask(model, out);
    }
    refresh(model, out);
    true
}

/// The view that lists the records of a kind.
fn list_view(kind: KindId) -> Option<&'static str> {
    lists::list_of(kind).map(|l| l.id).and_then(tabs::find).map(|(_, v)| v.id)
}

/// Goes to a record: what has a screen of its own opens there, anything else its list with the detail.
pub(crate) fn to_record(model: &mut Model, id: Id, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if let Some(screen) = Model::opens_case(id) {
        return update::open(model, screen, env, out);
    }
    match list_view(id.kind) {
        Some(view) => to_list(model, view, id, out),
        None => model.say(Msg::new("app-no-list").with("id", id.to_string()), Tone::Warning),
    }
}

/// Goes to a record in this view, with a way back.
fn to_list(model: &mut Model, view: &'static str, id: Id, out: &mut Vec<Effect>) {
    remember(model);
    show(model, view);
    model.focus = Focus::Detail;
    if let Some(list) = model.list_mut() {
        list.filter.clear();
        list.marks.clear();
        list.anchor = Some(id.to_string());
        rows::ask(model, out);
    }
    model.detail.wanted = Some(id);
    detail::ask(model, out);
}

/// Goes to a record from what is open, which is open again on the way back. What has a screen of its own opens on top of
/// it; where there is nowhere to go, what is open stays.
pub(crate) fn visit(model: &mut Model, id: Id, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if let Some(screen) = Model::opens_case(id) {
        return update::open(model, screen, env, out);
    }
    let Some(view) = list_view(id.kind) else { return to_record(model, id, env, out) };
    // Only what was left last waits; remembered anew, so that a place known before is not taken for this one.
    for place in &mut model.jumps {
        place.waits = false;
    }
    let open = std::mem::take(&mut model.parts);
    to_list(model, view, id, out);
    if let Some(place) = model.jumps.last_mut() {
        place.waits = true;
        model.waiting = open;
    }
}

/// Goes back to where one was before the last jump.
pub(crate) fn back(model: &mut Model, out: &mut Vec<Effect>) -> bool {
    let Some(place) = model.jumps.pop() else { return false };
    show(model, place.view);
    model.focus = place.focus;
    if let Some(list) = model.list_mut() {
        list.filter = place.filter;
        list.sort = place.sort;
        list.anchor = place.row;
        rows::ask(model, out);
    }
    if place.waits {
        let waited = std::mem::take(&mut model.waiting);
        model.parts.splice(0..0, waited);
    }
    refresh(model, out);
    true
}

/// How the keys of findings about insurance begin (domain.md §7.5).
const INSURANCE: &str = "INS-";

/// Opens what the row under the cursor is about.
pub(crate) fn enter(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if rows::on_today(model) {
        return line(model, model.today_cursor, out);
    }
    let Some(id) = model.target() else { return };
    let own = model.list().is_some_and(|list| list.def.kind.is_some());
    if model.focus == Focus::Detail {
        return deeper(model, env, out);
    }
    // A gap opens where it stands in the table, whichever list of findings names it.
    let found = model.list().filter(|list| list.def.kind.is_none()).and_then(|list| list.current());
    if let Some(key) = found.map(|row| row.id.clone()).filter(|key| key.starts_with(INSURANCE)) {
        return update::open(model, opens::cover(id, &key), env, out);
    }
    if let Some(review) = Model::opens_case(id) {
        return update::open(model, review, env, out);
    }
    if own {
        model.focus = Focus::Detail;
        if model.detail.wanted != Some(id) || model.detail.shown.is_none() {
            model.detail.wanted = Some(id);
            detail::ask(model, out);
        }
    } else {
        to_record(model, id, env, out);
    }
}

/// From a detail to its open case, or to the record it belongs to.
fn deeper(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let Some(shown) = &model.detail.shown else { return };
    let case = shown.cases.iter().find(|case| case.state == "open").map(|case| case.id);
    let parent = shown.id.kind.def().parent.and_then(|name| {
        let value = shown.fields.iter().find(|(field, _)| field == name)?;
        value.1.as_text()?.parse().ok()
    });
    match case.filter(|id| Some(*id) != model.detail.wanted).or(parent) {
        Some(id) => to_record(model, id, env, out),
        None => model.say(Msg::new("app-nothing-deeper"), Tone::Plain),
    }
}

/// Opens the list behind a line of Today.
pub(crate) fn line(model: &mut Model, place: usize, out: &mut Vec<Effect>) {
    let Some(line) = model.today.as_ref().and_then(|today| today.lines.get(place)) else { return };
    let (list, filter, label) = (line.list.clone(), line.filter.clone(), line.label.clone());
    model.today_cursor = place;
    if !to_view(model, &list, Some(filter), out) {
        model.say(Msg::new("app-today-elsewhere").term("what", label), Tone::Plain);
    }
}

/// Opens the row that comes after the one under the cursor.
pub(crate) fn next_row(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let page = model.page();
    if let Some(list) = model.list_mut() {
        let next = list.cursor + 1;
        if next < list.matched {
            list.go(next, page);
            enter(model, env, out);
        }
    }
}
