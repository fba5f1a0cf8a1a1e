//! The detail: the record under the cursor, asked for when the cursor has rested.

use crate::api::At;
use crate::api::Query;
use crate::api::Shown;
use crate::app::effect::Effect;
use crate::app::effect::Ticket;
use crate::app::layout;
use crate::app::model::Ask;
use crate::app::model::Focus;
use crate::app::model::Model;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;

/// How long the cursor rests before the detail is asked for.
pub const REST_MILLIS: u64 = 80;

/// The detail.
#[derive(Debug, Clone, Default)]
pub struct Detail {
    /// The record it is to show.
    pub wanted: Option<Id>,
    /// The record it shows.
    pub shown: Option<Box<Shown>>,
    /// Why it cannot be shown.
    pub refused: Option<Msg>,
    /// The first line on the screen.
    pub scroll: usize,
    /// The timer or question that runs.
    pub pending: Option<Ticket>,
}

/// Whether the detail is on the screen.
pub fn visible(model: &Model) -> bool {
    model.list().is_some() && (model.focus == Focus::Detail || model.size.0 >= layout::WIDE)
}

/// Follows the cursor: another row wants another detail, after a rest.
pub(crate) fn follow(model: &mut Model, effects: &mut Vec<Effect>) {
    if !visible(model) {
        return;
    }
    let wanted = model.target();
    if wanted == model.detail.wanted {
        return;
    }
    drop_pending(model, effects);
    model.detail.wanted = wanted;
    if wanted.is_some() {
        let ticket = model.ticket(Ask::Rest);
        model.detail.pending = Some(ticket);
        effects.push(Effect::After { millis: REST_MILLIS, ticket });
    }
}

/// Asks for the wanted record at once.
pub(crate) fn ask(model: &mut Model, effects: &mut Vec<Effect>) {
    drop_pending(model, effects);
    let Some(id) = model.detail.wanted else { return };
    let ticket = model.ticket(Ask::Detail(id));
    model.detail.pending = Some(ticket);
    let at = model.as_at.map_or(At::Now, At::Day);
    effects.push(Effect::Ask { ticket, query: Query::Show { id, at, operator: model.operator.clone() } });
}

/// Takes the answer.
pub(crate) fn take(model: &mut Model, id: Id, answer: Result<Box<Shown>, Msg>) {
    if model.detail.wanted != Some(id) {
        return;
    }
    model.detail.pending = None;
    match answer {
        Ok(shown) => {
            if model.detail.shown.as_ref().is_none_or(|old| old.id != shown.id) {
                model.detail.scroll = 0;
            }
            model.detail.shown = Some(shown);
            model.detail.refused = None;
        }
        Err(why) => {
            model.detail.shown = None;
            model.detail.refused = Some(why);
        }
    }
}

fn drop_pending(model: &mut Model, effects: &mut Vec<Effect>) {
    if let Some(ticket) = model.detail.pending.take()
        && let Some(Ask::Detail(_)) = model.asks.remove(&ticket)
    {
        effects.push(Effect::Cancel(ticket));
    }
}
