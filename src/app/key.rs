//! Keys and actions: from a press to what it does.

use crate::api::At;
use crate::api::Query;
use crate::api::Sort;
use crate::app::bulk;
use crate::app::cmdline::CmdLine;
use crate::app::commands;
use crate::app::detail;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::elsewhere;
use crate::app::enabled;
use crate::app::filter::FilterLine;
use crate::app::help::Help;
use crate::app::history::History;
use crate::app::jump;
use crate::app::letter;
use crate::app::letter::LetterSheet;
use crate::app::list::ListState;
use crate::app::model::Ask;
use crate::app::model::Focus;
use crate::app::model::Model;
use crate::app::model::Pending;
use crate::app::model::Then;
use crate::app::opens;
use crate::app::palette::Palette;
use crate::app::part::Tone;
use crate::app::question::Question;
use crate::app::quiz::QuizMenu;
use crate::app::rows;
use crate::app::update;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Key;
use crate::keys::Resolved;

/// After this long the panel of what may follow a prefix opens.
const WHICH_KEY_MILLIS: u64 = 400;

/// Takes a key.
pub(crate) fn press(model: &mut Model, key: Key, read: u64, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    model.read = read;
    if model.parts.is_empty() && model.pending.is_none() && today_line(model, key, out) {
        return;
    }
    if let Some(top) = model.parts.len().checked_sub(1)
        && update::to_part(model, top, env, out, |part, ctx| part.key(key, ctx))
    {
        return;
    }
    let contexts = model.contexts();
    let text_input = model.text_input();
    let typed = elsewhere::typed(model, key);
    let resolved = model.resolver.feed(&contexts, key, text_input);
    if !matches!(resolved, Resolved::Pending { .. }) {
        model.pending = None;
    }
    match resolved {
        Resolved::Run { action, arg, count } => {
            if model.too_small() && !matches!(action.act, Act::Quit | Act::Suspend | Act::Redraw) {
                return;
            }
            run(model, action.act, arg, count, env, out);
        }
        Resolved::Pending { hints } => {
            let timer = model.ticket(Ask::WhichKey);
            let shown = model.pending.as_ref().is_some_and(|p| p.shown);
            model.pending = Some(Pending { typed: model.resolver.pending(), hints, shown, timer });
            if !shown {
                out.push(Effect::After { millis: WHICH_KEY_MILLIS, ticket: timer });
            }
        }
        Resolved::Text(c) if !model.too_small() => {
            if let Some(top) = model.parts.len().checked_sub(1) {
                update::to_part(model, top, env, out, |part, ctx| part.text(c, read, ctx));
            }
        }
        Resolved::Unmatched if model.parts.is_empty() && !model.too_small() => {
            if let Some(why) = elsewhere::why(model, &typed) {
                model.say(why, Tone::Plain);
            }
        }
        Resolved::Text(_) | Resolved::Unmatched | Resolved::Cancelled => {}
    }
}

/// Keys of the lines of Today: digits for the first ten, then letters that mean nothing else there.
pub const TODAY_KEYS: &str = "1234567890abcfilmprtvwz";

/// On Today a key of its own opens each line.
fn today_line(model: &mut Model, key: Key, out: &mut Vec<Effect>) -> bool {
    if !rows::on_today(model) || model.too_small() {
        return false;
    }
    let lines = model.today.as_ref().map_or(0, |today| today.lines.len());
    let place = TODAY_KEYS.chars().take(lines).position(|c| key.normalise() == Key::char(c));
    let Some(place) = place else { return false };
    jump::line(model, place, out);
    true
}

/// Does an action: the part on top first, then the core.
pub(crate) fn run(
    model: &mut Model,
    act: Act,
    arg: Option<String>,
    count: Option<u32>,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    model.status = None;
    match act {
        Act::Quit => return quit(model, env, out),
        Act::Suspend => return out.push(Effect::Suspend),
        Act::Redraw => return out.push(Effect::Redraw),
        Act::HelpOpen => return help(model, env, out),
        _ => {}
    }
    if let Some(top) = model.parts.len().checked_sub(1) {
        let read = model.read;
        if update::to_part(model, top, env, out, |part, ctx| part.act(act, arg.as_deref(), count, read, ctx)) {
            return;
        }
        match act {
            Act::Back | Act::InputCancel => {
                model.parts.truncate(top);
                return;
            }
            Act::CmdlineOpen | Act::PaletteOpen | Act::Undo | Act::JumpBack => {}
            Act::TabGo | Act::ViewGo | Act::ViewNext | Act::ViewPrev => model.parts.clear(),
            _ => return,
        }
    }
    core(model, act, arg, count, env, out);
}

/// Does an action in the list, or says why it cannot be done.
fn core(
    model: &mut Model,
    act: Act,
    arg: Option<String>,
    count: Option<u32>,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    if let Some(why) = act.def().and_then(|def| enabled::refused(model, def)) {
        return model.say(why, Tone::Warning);
    }
    if repeatable(act) {
        model.last = Some((act, arg.clone(), count));
    }
    if moved(model, act, count) {
        return;
    }
    let text = arg.clone().unwrap_or_default();
    match act {
        Act::TabGo => jump::to_tab(model, text.parse().unwrap_or(0), out),
        Act::ViewNext => jump::turn(model, true, out),
        Act::ViewPrev => jump::turn(model, false, out),
        Act::ViewGo => {
            if !jump::to_view(model, &text, None, out) {
                model.say(Msg::new("app-no-view").with("what", text), Tone::Warning);
            }
        }
        Act::Back => back(model, out),
        Act::JumpBack => {
            jump::back(model, out);
        }
        Act::CmdlineOpen => {
            let part = CmdLine::new(model, &text);
            update::open(model, Box::new(part), env, out);
        }
        Act::CmdlineRun => commands::run(model, &text, env, out),
        Act::PaletteOpen => {
            let part = Palette::new(model);
            update::open(model, Box::new(part), env, out);
        }
        Act::Undo => ask_undo(model, out),
        Act::Repeat => {
            if let Some((act, arg, count)) = model.last.clone() {
                core(model, act, arg, count, env, out);
            }
        }
        Act::Open => jump::enter(model, env, out),
        Act::FilterOpen => {
            rows::ask_fields(model, out);
            if let Some(part) = FilterLine::new(model) {
                update::open(model, Box::new(part), env, out);
            }
        }
        Act::PaneNext => pane(model, out),
        _ => list_act(model, act, &text, env, out),
    }
}

/// Actions on the list and its records.
fn list_act(model: &mut Model, act: Act, text: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    match act {
        Act::FilterClear => filter(model, String::new(), out),
        Act::FilterApply => filter(model, text.to_owned(), out),
        Act::SortNext => sort_next(model, out),
        Act::SortReverse => {
            if let Some(list) = model.list_mut() {
                let order = list.order();
                list.sort = Some(Sort { descending: !order.descending, ..order });
            }
            rows::refresh(model, out);
        }
        Act::SortBy => commands::sort(model, text, out),
        Act::MarkToggle | Act::MarkAll | Act::MarkRange | Act::MarkNone => mark(model, act, out),
        Act::CopyId => {
            if let Some(id) = model.list().and_then(|list| list.current()).map(|row| row.id.clone()) {
                model.say(Msg::new("app-copied").with("what", id.as_str()), Tone::Ok);
                out.push(Effect::Copy(id));
            }
        }
        Act::HistoryOpen | Act::DiffOpen => {
            if let Some(id) = model.target() {
                update::open(model, Box::new(History::new(id, act == Act::DiffOpen)), env, out);
            }
        }
        Act::EvidenceCopy => {
            if let Some(id) = model.target() {
                let line = format!("entrepot show {id} --evidence");
                model.say(Msg::new("app-copied").with("what", line.as_str()), Tone::Ok);
                out.push(Effect::Copy(line));
            }
        }
        Act::RecordNew => {
            let kind = model.list().and_then(|list| list.def.kind).unwrap_or(KindId::Partner);
            commands::create(model, kind, env, out);
        }
        Act::Import => {
            let kind = model.list().and_then(|list| list.def.kind).unwrap_or(KindId::Partner);
            let part = CmdLine::new(model, &format!("import {} ", kind.def().name));
            update::open(model, Box::new(part), env, out);
        }
        Act::Export => {
            let part = CmdLine::new(model, "export ");
            update::open(model, Box::new(part), env, out);
        }
        Act::RecordEdit => with_record(model, Then::Edit, env, out),
        Act::VerbMenu => with_record(model, Then::Menu(Vec::new()), env, out),
        Act::Do => with_record(model, Then::Verb(text.to_owned()), env, out),
        Act::EvidenceOpen => crate::app::viewer::evidence(model, env, out),
        Act::InboxOpen
        | Act::AssessOpen
        | Act::CoverOpen
        | Act::ExposureOpen
        | Act::GapsOpen
        | Act::ForecastOpen
        | Act::ReadinessOpen
        | Act::ExtractOpen
        | Act::SweepOpen => screen(model, act, text, env, out),
        Act::PackOpen => match model.target().filter(|id| id.kind == KindId::Partner) {
            Some(id) => crate::app::pack::of_partner(model, id, env, out),
            None => model.say(Msg::new("pack-needs-partner"), Tone::Warning),
        },
        Act::QuizOpen => {
            if let Some(id) = model.target() {
                update::open(model, Box::new(QuizMenu::new(id)), env, out);
            }
        }
        Act::LetterDraft => {
            let part = LetterSheet::new(letter::about(model));
            update::open(model, Box::new(part), env, out);
        }
        _ if enabled::decides(act) => decide(model, act, env, out),
        _ => {}
    }
}

/// Opens a screen over the list, for the record under the cursor where it is about one.
fn screen(model: &mut Model, act: Act, text: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    match act {
        Act::InboxOpen => update::open(model, Box::new(crate::app::inbox::open()), env, out),
        Act::AssessOpen => assess(model, env, out),
        Act::CoverOpen => cover(model, env, out),
        Act::ExposureOpen => update::open(model, opens::exposure(), env, out),
        Act::GapsOpen => update::open(model, opens::gaps(), env, out),
        Act::ForecastOpen => update::open(model, opens::forecast(), env, out),
        Act::ReadinessOpen => update::open(model, opens::readiness(text), env, out),
        Act::ExtractOpen => {
            if let Some(id) = model.target() {
                update::open(model, opens::extract(id), env, out);
            }
        }
        Act::SweepOpen => {
            if let Some(part) = model.list().and_then(opens::sweep) {
                update::open(model, part, env, out);
            }
        }
        _ => {}
    }
}

/// Opens the assessment under the cursor, or the latest one of the partner under it.
fn assess(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    match model.target() {
        Some(id) if matches!(id.kind, KindId::Partner | KindId::Assessment) => {
            update::open(model, opens::assess(id), env, out);
        }
        _ => model.say(Msg::new("assess-open-what"), Tone::Warning),
    }
}

/// Opens what is asked of the insurance of the partner under the cursor, or the certificate under it.
fn cover(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    match model.target() {
        Some(id) if matches!(id.kind, KindId::Partner | KindId::Certificate) => {
            update::open(model, opens::cover(id, ""), env, out);
        }
        _ => model.say(Msg::new("cover-open-what"), Tone::Warning),
    }
}

/// Opens the review of the case under the cursor with the decision asked for: the confirm is the same as there.
fn decide(model: &mut Model, act: Act, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let Some(id) = model.target() else { return };
    let marked = model.list().map(ListState::marked).unwrap_or_default();
    if marked.len() > 1 {
        // Approving many draws a sample of them; turning down is never done to many at once.
        return match act {
            Act::CaseApprove | Act::BatchDraw => update::open(model, Box::new(bulk::draw(marked)), env, out),
            _ => model.say(Msg::new("batch-one-at-a-time"), Tone::Warning),
        };
    }
    if let Some(part) = opens::decision(id, act) {
        update::open(model, part, env, out);
    }
}

/// Asks for the record under the cursor as it is now, to do something with it.
pub(crate) fn with_record(model: &mut Model, then: Then, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let Some(id) = model.target() else { return };
    let marked = model.list().map(ListState::marked).unwrap_or_default();
    match (then, marked.first()) {
        (Then::Verb(verb), Some(_)) if marked.len() > 1 => {
            update::open(model, Box::new(bulk::verb(&verb, marked)), env, out);
        }
        // The verbs of the first one are those to choose from.
        (Then::Menu(_), Some(first)) if marked.len() > 1 => ask_with(model, *first, Then::Menu(marked), out),
        (then, _) => ask_with(model, id, then, out),
    }
}

/// Asks for a record, to do something with it.
pub(crate) fn ask_with(model: &mut Model, id: crate::domain::kind::Id, then: Then, out: &mut Vec<Effect>) {
    let ticket = model.ticket(Ask::With(then));
    out.push(Effect::Ask { ticket, query: Query::Show { id, at: At::Now, operator: model.operator.clone() } });
}

/// What `.` does again: changes to marks, order and filter; never a move, never a decision.
fn repeatable(act: Act) -> bool {
    matches!(act, Act::MarkToggle | Act::SortNext | Act::SortReverse | Act::SortBy | Act::FilterApply | Act::CopyId)
}

/// Moves the cursor or the detail. `false` when the action is no move.
fn moved(model: &mut Model, act: Act, count: Option<u32>) -> bool {
    let page = model.page();
    let times = count.and_then(|n| usize::try_from(n).ok());
    let n = times.unwrap_or(1);
    let here = if rows::on_today(model) { model.today_cursor } else { model.list().map_or(0, |l| l.cursor) };
    let to = match act {
        Act::ListDown => here.saturating_add(n),
        Act::ListUp => here.saturating_sub(n),
        Act::ListHalfDown => here.saturating_add((page / 2).max(1).saturating_mul(n)),
        Act::ListHalfUp => here.saturating_sub((page / 2).max(1).saturating_mul(n)),
        Act::ListPageDown => here.saturating_add(page.saturating_mul(n)),
        Act::ListPageUp => here.saturating_sub(page.saturating_mul(n)),
        Act::ListTop => times.map_or(0, |n| n.saturating_sub(1)),
        Act::ListBottom => times.map_or(usize::MAX, |n| n.saturating_sub(1)),
        _ => return scrolled(model, act, n),
    };
    if rows::on_today(model) {
        let lines = model.today.as_ref().map_or(0, |today| today.lines.len());
        model.today_cursor = to.min(lines.saturating_sub(1));
    } else if let Some(list) = model.list_mut() {
        list.go(to, page);
    }
    true
}

fn scrolled(model: &mut Model, act: Act, n: usize) -> bool {
    let page = model.page();
    let last = model.detail.shown.as_ref().map_or(0, |shown| most_lines(shown)).saturating_sub(1);
    let at = model.detail.scroll;
    let to = match act {
        Act::DetailDown => at.saturating_add(n),
        Act::DetailUp => at.saturating_sub(n),
        Act::DetailPageDown => at.saturating_add(page.saturating_mul(n)),
        Act::DetailPageUp => at.saturating_sub(page.saturating_mul(n)),
        Act::DetailTop => 0,
        Act::DetailBottom => last,
        _ => return false,
    };
    model.detail.scroll = to.min(last);
    true
}

/// No detail has more lines than this; drawing stops scrolling at the last.
fn most_lines(shown: &crate::api::Shown) -> usize {
    let values: usize = shown.fields.iter().map(|(_, value)| value.items().len().max(1)).sum();
    14 + values + shown.findings.len() + shown.documents.len() + shown.cases.len()
}

fn back(model: &mut Model, out: &mut Vec<Effect>) {
    if model.focus == Focus::Detail {
        model.focus = Focus::List;
        return;
    }
    if let Some(list) = model.list_mut()
        && let Some(ticket) = list.pending.filter(|_| list.slow)
    {
        list.pending = None;
        list.slow = false;
        model.asks.remove(&ticket);
        out.push(Effect::Cancel(ticket));
        return model.say(Msg::new("app-cancelled"), Tone::Plain);
    }
    jump::back(model, out);
}

fn pane(model: &mut Model, out: &mut Vec<Effect>) {
    model.focus = match model.focus {
        Focus::Detail => Focus::List,
        Focus::List => Focus::Detail,
    };
    if model.focus == Focus::Detail {
        detail::follow(model, out);
    }
}

/// Puts another filter on the list.
pub(crate) fn filter(model: &mut Model, text: String, out: &mut Vec<Effect>) {
    if let Some(list) = model.list_mut() {
        list.filter = text;
        list.marks.clear();
        rows::refresh(model, out);
    }
}

/// Sorts by the next column that is on the screen at this width.
fn sort_next(model: &mut Model, out: &mut Vec<Effect>) {
    let width = model.size.0;
    if let Some(list) = model.list_mut() {
        let columns: Vec<&str> = list.def.columns.iter().filter(|c| c.from <= width).map(|c| c.name).collect();
        let order = list.order();
        let at = columns.iter().position(|c| *c == order.column).map_or(0, |at| at + 1);
        if let Some(next) = columns.get(at).or(columns.first()) {
            list.sort = Some(Sort { column: (*next).to_owned(), descending: false });
        }
    }
    rows::refresh(model, out);
}

fn mark(model: &mut Model, act: Act, out: &mut Vec<Effect>) {
    let page = model.page();
    let Some(list) = model.list_mut() else { return };
    let all = list.matched.saturating_sub(1);
    match act {
        Act::MarkToggle => {
            if let Some(id) = list.current().map(|row| row.id.clone())
                && !list.marks.remove(&id)
            {
                list.marks.insert(id);
            }
            list.go(list.cursor + 1, page);
        }
        Act::MarkNone => list.marks.clear(),
        Act::MarkRange => match list.range.take() {
            None => {
                list.range = Some(list.cursor);
                model.say(Msg::new("app-range-begun"), Tone::Plain);
            }
            Some(from) => {
                let to = list.cursor;
                rows::ask_marks(model, from.min(to), from.max(to), out);
            }
        },
        _ => rows::ask_marks(model, 0, all, out),
    }
}

fn ask_undo(model: &mut Model, out: &mut Vec<Effect>) {
    let query = crate::api::ListQuery {
        list: "journal".to_owned(),
        filter: format!("by:{}", model.operator),
        sort: Some(Sort { column: "seq".to_owned(), descending: true }),
        offset: 0,
        limit: 20,
        operator: model.operator.clone(),
        anchor: None,
        as_at: None,
    };
    let ticket = model.ticket(Ask::Undo);
    out.push(Effect::Ask { ticket, query: Query::List(query) });
}

/// Ends, or asks first when a draft would be lost.
pub(crate) fn quit(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let asked = model.parts.last().is_some_and(|part| part.id() == "confirm quit");
    match model.draft() {
        Some((place, text)) if !asked => {
            let msg = Msg::new("app-quit-question").with("place", place.as_str());
            let effects = vec![Effect::KeepDraft { place, text }, Effect::Quit];
            update::open(model, Box::new(Question::new("quit", msg, effects)), env, out);
        }
        _ => out.push(Effect::Quit),
    }
}

fn help(model: &mut Model, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    if model.parts.last().is_some_and(|part| part.id() == "help") {
        return;
    }
    let part = Help::new(model);
    update::open(model, Box::new(part), env, out);
}

/// Opens the form of a new record, or says that there is none.
pub(crate) fn open_or_say(
    model: &mut Model,
    part: Option<Box<dyn crate::app::part::Part>>,
    what: &str,
    env: &mut Env<'_>,
    out: &mut Vec<Effect>,
) {
    match part {
        Some(part) => update::open(model, part, env, out),
        None => model.say(Msg::new("app-not-yet").with("what", what), Tone::Warning),
    }
}

/// The form of a new record.
pub(crate) fn form(kind: KindId) -> Option<Box<dyn crate::app::part::Part>> {
    opens::create(kind)
}
