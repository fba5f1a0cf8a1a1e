//! Which questions the lists ask, and when: only for rows on the screen and a page around them.

use crate::api::Query;
use crate::app::detail;
use crate::app::effect::Effect;
use crate::app::model::Ask;
use crate::app::model::Model;
use crate::app::tabs;

/// After this long a question that runs is shown.
pub const SLOW_MILLIS: u64 = 50;
/// No more rows than this are marked at once.
pub const MOST_MARKS: usize = 10_000;

/// Asks for the rows of the view on the screen, giving up the question that runs.
pub(crate) fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    let view = model.view;
    let page = model.page();
    let Some(list) = model.lists.get(view) else { return };
    let query = list.query(page, &model.operator, model.as_at);
    let old = list.pending;
    let ticket = model.ticket(Ask::Rows(view));
    let slow = model.ticket(Ask::Slow(view, ticket));
    if let Some(list) = model.lists.get_mut(view) {
        list.pending = Some(ticket);
        list.stale = false;
    }
    if let Some(old) = old {
        model.asks.remove(&old);
        effects.push(Effect::Cancel(old));
    }
    effects.push(Effect::Ask { ticket, query: Query::List(query) });
    effects.push(Effect::After { millis: SLOW_MILLIS, ticket: slow });
}

/// Asks anew with the cursor staying on its record.
pub(crate) fn refresh(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(list) = model.list_mut() {
        if list.anchor.is_none() {
            list.anchor = list.current().map(|row| row.id.clone());
        }
        ask(model, effects);
    }
}

/// Something in the desk changed: what is on the screen asks again, what is not does when it is shown.
pub(crate) fn changed(model: &mut Model, effects: &mut Vec<Effect>) {
    for list in model.lists.values_mut() {
        list.stale = true;
    }
    if model.list().is_some_and(|list| list.pending.is_none()) {
        refresh(model, effects);
    }
    if detail::visible(model) && model.detail.wanted.is_some() {
        detail::ask(model, effects);
    }
    ask_today(model, effects);
}

/// Asks for what the screen lacks, and lets the detail follow the cursor.
pub(crate) fn settle(model: &mut Model, effects: &mut Vec<Effect>) {
    let page = model.page();
    if let Some(list) = model.list_mut() {
        list.show_cursor(page);
        let wants = !list.loaded && list.refused.is_none() && list.errors.is_empty() || list.lacks(page) || list.stale;
        if wants && list.pending.is_none() {
            if list.stale && list.anchor.is_none() {
                list.anchor = list.current().map(|row| row.id.clone());
            }
            ask(model, effects);
        }
    }
    detail::follow(model, effects);
}

/// Asks for the fields of the list on the screen, once.
pub(crate) fn ask_fields(model: &mut Model, effects: &mut Vec<Effect>) {
    let view = model.view;
    if model.list().is_none() || model.fields.contains_key(view) {
        return;
    }
    let ticket = model.ticket(Ask::Fields(view));
    effects.push(Effect::Ask { ticket, query: Query::Fields { list: view.to_owned() } });
}

/// Asks for the day of the operator.
pub(crate) fn ask_today(model: &mut Model, effects: &mut Vec<Effect>) {
    if model.asks.values().any(|ask| *ask == Ask::Today) {
        return;
    }
    let ticket = model.ticket(Ask::Today);
    effects.push(Effect::Ask { ticket, query: Query::Today { operator: model.operator.clone() } });
}

/// Asks how the desk is.
pub(crate) fn ask_status(model: &mut Model, effects: &mut Vec<Effect>) {
    let ticket = model.ticket(Ask::Status);
    effects.push(Effect::Ask { ticket, query: Query::Status });
}

/// Asks for the ids of rows from one place to another, to mark them.
pub(crate) fn ask_marks(model: &mut Model, from: usize, to: usize, effects: &mut Vec<Effect>) {
    let view = model.view;
    let page = model.page();
    let Some(list) = model.lists.get(view) else { return };
    let limit = (to + 1).saturating_sub(from).min(MOST_MARKS);
    let mut query = list.query(page, &model.operator, model.as_at);
    query.offset = from;
    query.limit = limit;
    query.anchor = None;
    let ticket = model.ticket(Ask::Marks(view));
    effects.push(Effect::Ask { ticket, query: Query::List(query) });
}

/// Whether Today is on the screen.
pub(crate) fn on_today(model: &Model) -> bool {
    model.view == tabs::TODAY
}
