//! What the verbs of a letter record besides what was typed: who approved it, each sending with its moment, and when the
//! waiting ended.

use crate::api::Refusal;
use crate::desk::decide::Outside;
use crate::desk::decide::build::Actor;
use crate::domain::kind::Record;
use crate::domain::letter::Sending;
use crate::domain::msg::Msg;

/// Notes in a letter what a verb did to it.
pub fn note(record: &mut Record, verb: &str, actor: &Actor, outside: &Outside<'_>) -> Result<(), Refusal> {
    let Record::Letter(letter) = record else { return Ok(()) };
    match verb {
        "letter.send" | "letter.remind" => {
            if let Some(until) = letter.wait_until.filter(|until| *until < outside.today) {
                let why = Msg::new("value-wait-over").with("found", until);
                let msg = Msg::new("refused-fields").with("count", 1_i64).with("fields", "wait_until");
                return Err(Refusal::invalid(msg).fields(vec![("wait_until".to_owned(), why)]));
            }
            letter.sendings.push(Sending {
                at: Some(outside.at),
                how: letter.how.unwrap_or_default(),
                until: letter.wait_until,
                by: actor.login.clone(),
            });
        }
        "letter.approve" => {
            letter.approved_as = letter.essence();
            (letter.approved_by, letter.approved_at) = (actor.login.clone(), Some(outside.at));
        }
        "letter.reopen" => {
            letter.approved_as = String::new();
            (letter.approved_by, letter.approved_at) = (String::new(), None);
        }
        "letter.answer" | "letter.withdraw" if !letter.sendings.is_empty() => letter.ended_at = Some(outside.at),
        _ => {}
    }
    Ok(())
}
