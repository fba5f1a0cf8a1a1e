//! Whether an action can do something now, and why not. The palette shows the reason; a key says it.

use crate::app::model::Focus;
use crate::app::model::Model;
use crate::app::rows;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::ActionDef;

/// Whether an action decides cases, one or many.
pub fn decides(act: Act) -> bool {
    matches!(
        act,
        Act::CaseApprove
            | Act::CaseReject
            | Act::CaseRequestChanges
            | Act::CaseWithdraw
            | Act::CaseWaive
            | Act::BatchDraw
    )
}

/// Whether an action writes to the desk.
pub fn writes(act: Act) -> bool {
    decides(act)
        || matches!(
            act,
            Act::Verdict
                | Act::EvidenceAdd
                | Act::AssessSame
                | Act::AssessPropose
                | Act::Comment
                | Act::Do
                | Act::VerbMenu
                | Act::LetterDraft
                | Act::RecordNew
                | Act::RecordEdit
                | Act::Import
                | Act::SweepOpen
                | Act::ExtractOpen
                | Act::QuizOpen
                | Act::Undo
        )
}

fn needs_row(act: Act) -> bool {
    matches!(
        act,
        Act::MarkToggle
            | Act::MarkRange
            | Act::MarkAll
            | Act::CopyId
            | Act::HistoryOpen
            | Act::DiffOpen
            | Act::EvidenceOpen
            | Act::EvidenceCopy
            | Act::RecordEdit
            | Act::VerbMenu
            | Act::LetterDraft
            | Act::PackOpen
            | Act::QuizOpen
            | Act::Do
            | Act::AssessOpen
            | Act::CoverOpen
            | Act::ExtractOpen
            | Act::CaseApprove
            | Act::CaseReject
            | Act::CaseRequestChanges
            | Act::CaseWithdraw
            | Act::CaseWaive
    )
}

fn needs_list(act: Act) -> bool {
    needs_row(act)
        || matches!(
            act,
            Act::FilterOpen
                | Act::FilterClear
                | Act::FilterApply
                | Act::SortNext
                | Act::SortReverse
                | Act::SortBy
                | Act::MarkNone
                | Act::RecordNew
                | Act::Import
                | Act::Export
                | Act::SweepOpen
                | Act::PaneNext
        )
}

/// Nothing when the action can be done now; otherwise why not.
pub fn refused(model: &Model, action: &ActionDef) -> Option<Msg> {
    let act = action.act;
    if writes(act)
        && let Some(why) = &model.read_only
    {
        return Some(why.clone());
    }
    if needs_list(act) && rows::on_today(model) {
        return Some(Msg::new("app-needs-list"));
    }
    if needs_row(act) && model.list().and_then(|list| list.current()).is_none() {
        return Some(Msg::new("app-needs-row"));
    }
    match act {
        Act::JumpBack if model.jumps.is_empty() => Some(Msg::new("app-no-jump")),
        Act::Repeat if model.last.is_none() => Some(Msg::new("app-nothing-to-repeat")),
        Act::FilterClear if model.list().is_some_and(|l| l.filter.is_empty()) => Some(Msg::new("app-no-filter")),
        Act::MarkNone if model.list().is_some_and(|l| l.marks.is_empty()) => Some(Msg::new("app-no-marks")),
        Act::DetailDown
        | Act::DetailUp
        | Act::DetailPageDown
        | Act::DetailPageUp
        | Act::DetailTop
        | Act::DetailBottom
            if model.detail.shown.is_none() =>
        {
            Some(Msg::new("app-no-detail"))
        }
        Act::CaseApprove | Act::CaseReject | Act::CaseRequestChanges | Act::CaseWithdraw | Act::CaseWaive
            if !matches!(model.view, "queue" | "mine" | "cases") =>
        {
            Some(Msg::new("app-needs-case"))
        }
        Act::BatchDraw
            if !matches!(model.view, "queue" | "mine" | "cases")
                || model.list().is_none_or(|list| list.marked().len() < 2) =>
        {
            Some(Msg::new("batch-how"))
        }
        Act::QuizOpen if !matches!(model.view, "partners" | "trainings") => Some(Msg::new("quiz-needs-partner")),
        Act::SweepOpen if model.view != "documents" => Some(Msg::new("sweep-needs-documents")),
        Act::ExtractOpen if !matches!(model.view, "documents" | "certificates") => {
            Some(Msg::new("extract-needs-paper"))
        }
        Act::InboxOpen if model.view != "documents" => Some(Msg::new("inbox-needs-documents")),
        _ => None,
    }
}

/// Whether an action of a context can be reached on the screen as it is.
pub fn reachable(model: &Model, action: &ActionDef) -> bool {
    let place = model.place().1.context;
    let detail = model.focus == Focus::Detail && action.contexts.contains(&crate::keys::Context::Detail);
    detail || action.contexts.iter().any(|c| place.hears(*c) || *c == place)
}
