//! What a verdict asks for, and the command it becomes.

use crate::api::Act;
use crate::api::Assign;
use crate::app::order::Order;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::date_field;
use crate::app::prompt::text_field;
use crate::domain::assessment::AssessmentItem;
use crate::domain::checklist::EvidenceKind;
use crate::domain::checklist::ItemVerdict;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::domain::value::Value;

/// The digit of each verdict, with the message id of what it says.
pub const DIGITS: [(&str, &str, ItemVerdict); 4] = [
    ("1", "review-digit-up", ItemVerdict::Up),
    ("2", "review-digit-basic", ItemVerdict::Basic),
    ("3", "review-digit-not", ItemVerdict::Not),
    ("0", "review-digit-na", ItemVerdict::Na),
];

/// The verdict of a digit.
pub fn verdict(digit: &str) -> Option<ItemVerdict> {
    DIGITS.iter().find(|(d, ..)| *d == digit).map(|(_, _, verdict)| *verdict)
}

/// A field of the command.
pub fn assign(path: &str, text: &str) -> Assign {
    Assign { path: path.to_owned(), value: Value::Text(text.to_owned()) }
}

/// The field that gives a verdict.
pub fn says(verdict: ItemVerdict) -> Vec<Assign> {
    vec![assign("verdict", verdict.as_str())]
}

/// The field that adds evidence.
pub fn shown(kind: EvidenceKind, reference: &str) -> Assign {
    assign("evidence", &format!("{}:{reference}", kind.as_str()))
}

/// The command that judges items.
pub fn order(id: Id, codes: &[String], more: Vec<Assign>) -> Order {
    let mut fields = vec![assign("item", &codes.join(","))];
    fields.extend(more);
    Order::new(Act::Verb { verb: "assessment.judge".to_owned(), id, expect_rev: None, fields })
}

fn title(id: &'static str, codes: &[String]) -> Msg {
    match codes {
        [one] => Msg::new(id).with("item", one.as_str()),
        many => {
            Msg::new(id).with("item", format!("{} …(+{})", many.first().map_or("", String::as_str), many.len() - 1))
        }
    }
}

fn text(values: &[Value], place: usize) -> String {
    values.get(place).map(ToString::to_string).unwrap_or_default()
}

fn place(id: Id, codes: &[String], what: &str) -> String {
    format!("assess/{id}/{}/{what}", codes.join(","))
}

/// Asks why items are not applicable.
pub fn ask_reason(id: Id, codes: Vec<String>, item: Option<&AssessmentItem>) -> Prompt {
    let place = place(id, &codes, "na_reason");
    let now = item.map_or("", |i| i.na_reason.as_str());
    let asked = vec![Asked::new(text_field("na_reason")).with(now)];
    Prompt::new("assess.na", title("assess-ask-na", &codes), asked, move |values, _| {
        let mut fields = says(ItemVerdict::Na);
        fields.push(assign("na_reason", &text(values, 0)));
        Step::Send(Box::new(order(id, &codes, fields)))
    })
    .keeping(place)
}

/// Asks what was found, what is done about it, by whom and until when.
pub fn ask_action(id: Id, codes: Vec<String>, verdict: ItemVerdict, item: Option<&AssessmentItem>) -> Prompt {
    let place = place(id, &codes, "action");
    let (now, what, owner, due) = match item {
        Some(item) => (item.comment.as_str(), item.action.what.as_str(), item.action.owner.as_str(), item.action.due),
        None => ("", "", "", None),
    };
    let asked = vec![
        Asked::new(text_field("comment")).with(now),
        Asked::new(text_field("action")).with(what),
        Asked::new(text_field("action_owner")).with(owner),
        Asked::new(date_field("action_due")).with(&due.map(|d| d.to_string()).unwrap_or_default()),
    ];
    let words = if verdict == ItemVerdict::Not { "assess-ask-not" } else { "assess-ask-basic" };
    Prompt::new("assess.action", title(words, &codes), asked, move |values, _| {
        let mut fields = says(verdict);
        fields.push(assign("comment", &text(values, 0)));
        fields.push(assign("action", &text(values, 1)));
        fields.push(assign("action_owner", &text(values, 2)));
        if let Some(due) = values.get(3) {
            fields.push(Assign { path: "action_due".to_owned(), value: due.clone() });
        }
        Step::Send(Box::new(order(id, &codes, fields)))
    })
    .keeping(place)
}

/// Asks for a comment on an item.
pub fn ask_comment(id: Id, item: &AssessmentItem) -> Prompt {
    let codes = vec![item.code.clone()];
    let place = place(id, &codes, "comment");
    let asked = vec![Asked::new(text_field("comment")).with(&item.comment)];
    Prompt::new("assess.comment", title("assess-ask-comment", &codes), asked, move |values, _| {
        Step::Send(Box::new(order(id, &codes, vec![assign("comment", &text(values, 0))])))
    })
    .keeping(place)
}
