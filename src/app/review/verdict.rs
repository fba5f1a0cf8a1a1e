//! What a digit means on an item, and the command or dialog it leads to (interface.md §3).

use crate::api::Act;
use crate::api::Assign;
use crate::api::FindingKey;
use crate::api::Review;
use crate::api::ReviewItem;
use crate::app::confirm::Confirm;
use crate::app::confirm::Fact;
use crate::app::confirm::tail;
use crate::app::order::Order;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::date_field;
use crate::app::prompt::text_field;
use crate::domain::case::Verdict;
use crate::domain::document::RejectReason;
use crate::domain::finding::Finding;
use crate::domain::msg::Msg;
use crate::domain::reaction::Stance;
use crate::domain::value::Value;

/// What a digit leads to.
pub enum Means {
    /// A command.
    Order(Box<Order>),
    /// A dialog first.
    Ask(Box<Prompt>),
    /// The digit of a reason is wanted next.
    Reason,
    /// The item was looked at, nothing else.
    Looked,
    /// Nothing: why.
    Nothing(Msg),
}

/// What a digit means on an item of a review.
pub fn means(review: &Review, item: &ReviewItem, digit: u8) -> Means {
    match item {
        ReviewItem::Check { code, comment, .. } => match verdict(digit) {
            Some(verdict) => Means::Order(Box::new(judge(review, code, Some(verdict), comment))),
            None => Means::Nothing(Msg::new("review-digits-check")),
        },
        ReviewItem::Document(line) => match (line.id, digit) {
            (None, _) => Means::Nothing(Msg::new("review-no-document").with("code", line.code.as_str())),
            (Some(id), 1) => Means::Order(Box::new(Order::new(Act::Verb {
                verb: "document.accept".to_owned(),
                id,
                expect_rev: None,
                fields: Vec::new(),
            }))),
            (Some(_), 3) => Means::Reason,
            _ => Means::Nothing(Msg::new("review-digits-document")),
        },
        ReviewItem::Finding(finding) => match digit {
            1 => Means::Ask(Box::new(acknowledge(finding))),
            2 => Means::Ask(Box::new(waive(finding))),
            3 => Means::Ask(Box::new(false_positive(finding))),
            _ => Means::Nothing(Msg::new("review-digits-finding")),
        },
        ReviewItem::Changed(_) if digit == 1 => Means::Looked,
        ReviewItem::Changed(_) => Means::Nothing(Msg::new("review-digits-changed")),
        ReviewItem::Fact(_) => Means::Nothing(Msg::new("review-digits-fact")),
    }
}

const fn verdict(digit: u8) -> Option<Verdict> {
    match digit {
        0 => Some(Verdict::NotApplicable),
        1 => Some(Verdict::Up),
        2 => Some(Verdict::Basic),
        3 => Some(Verdict::Not),
        _ => None,
    }
}

/// The command that judges a check-list item, or takes its verdict back.
pub fn judge(review: &Review, code: &str, verdict: Option<Verdict>, comment: &str) -> Order {
    Order::new(Act::Judge { case: review.id, code: code.to_owned(), verdict, comment: comment.to_owned() })
}

/// The command that rejects a document for the reason at this place of the list; none when there is none.
pub fn reject(item: &ReviewItem, digit: u8) -> Option<Order> {
    let ReviewItem::Document(line) = item else { return None };
    let reason = RejectReason::ALL.get(usize::from(digit.checked_sub(1)?))?;
    let field = Assign { path: "reject_reason".to_owned(), value: Value::Code(reason.as_str().to_owned()) };
    Some(Order::new(Act::Verb {
        verb: "document.reject".to_owned(),
        id: line.id?,
        expect_rev: None,
        fields: vec![field],
    }))
}

fn key_of(finding: &Finding) -> FindingKey {
    FindingKey { rule: finding.hit.rule.clone(), subject: finding.subject, slot: finding.hit.slot.clone() }
}

fn react(finding: &Finding, stance: Stance, until: Option<chrono::NaiveDate>, why: &str) -> Order {
    Order::new(Act::React { finding: key_of(finding), stance, until, also: Vec::new() }).why(why)
}

fn title(id: &'static str, finding: &Finding) -> Msg {
    Msg::new(id).with("rule", finding.hit.rule.as_str()).with("subject", finding.subject.to_string())
}

fn text_at(values: &[Value], place: usize) -> String {
    values.get(place).map(ToString::to_string).unwrap_or_default()
}

/// Acknowledging a finding says what is being done about it: a reaction without a reason is refused by its field table.
pub fn acknowledge(finding: &Finding) -> Prompt {
    let mine = finding.clone();
    let asked = vec![Asked::new(text_field("reason")).labelled("review-measure")];
    Prompt::new("finding.acknowledge", title("review-acknowledge", finding), asked, move |values, _| {
        Step::Send(Box::new(react(&mine, Stance::Acknowledged, None, &text_at(values, 0))))
    })
}

/// Waives a finding until a day: two lines, then the digits.
pub fn waive(finding: &Finding) -> Prompt {
    waiver(finding, &[], Asked::new(date_field("until")), Asked::new(text_field("reason")))
}

/// Waives a finding with a day proposed, and asks for what is done meanwhile.
pub fn waive_until(finding: &Finding, until: chrono::NaiveDate) -> Prompt {
    waive_all(finding, &[], until)
}

/// As [`waive_until`], with other findings of the same subject in one case.
pub fn waive_all(first: &Finding, others: &[Finding], until: chrono::NaiveDate) -> Prompt {
    let until = Asked::new(date_field("until")).with(&until.to_string());
    waiver(first, others, until, Asked::new(text_field("reason")).labelled("review-measure"))
}

fn waiver(finding: &Finding, others: &[Finding], until: Asked, why: Asked) -> Prompt {
    let all: Vec<Finding> = std::iter::once(finding).chain(others).cloned().collect();
    let asked = vec![until, why];
    let title = match others.len() {
        0 => title("review-waive", finding),
        more => {
            let msg = Msg::new("review-waive-several").with("count", more + 1);
            msg.with("subject", finding.subject.to_string())
        }
    };
    Prompt::new("finding.waive", title.clone(), asked, move |values, ctx| {
        let Some(until) = values.first().and_then(Value::as_date) else {
            return Step::Wrong(0, Msg::new("prompt-required"));
        };
        if until < ctx.today() {
            return Step::Wrong(0, Msg::new("review-until-past").with("until", until));
        }
        let why = text_at(values, 1);
        let mut keys = all.iter().map(key_of);
        let Some(finding) = keys.next() else { return Step::Wrong(0, Msg::new("prompt-required")) };
        let act = Act::React { finding, stance: Stance::Waived, until: Some(until), also: keys.collect() };
        let effect = Msg::new("review-effect-waive").with("until", until);
        let order = Order::new(act).why(&why);
        Step::Replace(Box::new(four_eyes("finding.waive", title.clone(), &all, &why, effect, order)))
    })
}

/// Says that a finding is none: a reason, then the digits.
pub fn false_positive(finding: &Finding) -> Prompt {
    let mine = finding.clone();
    let asked = vec![Asked::new(text_field("reason"))];
    Prompt::new("finding.false-positive", title("review-false-positive", finding), asked, move |values, _| {
        let why = text_at(values, 0);
        let order = react(&mine, Stance::FalsePositive, None, &why);
        let effect = Msg::new("review-effect-false-positive");
        let verb = "finding.false-positive";
        Step::Replace(Box::new(four_eyes(
            verb,
            title("review-false-positive", &mine),
            std::slice::from_ref(&mine),
            &why,
            effect,
            order,
        )))
    })
}

/// The confirm of what opens a case under four eyes: it asks for the last three digits of the subject.
fn four_eyes(verb: &str, title: Msg, findings: &[Finding], why: &str, effect: Msg, order: Order) -> Confirm {
    let says = |text: &str| Msg::new("review-data").with("text", text);
    let told = |f: &Finding| Fact::new("review-finding", vec![says(&f.key()), f.hit.msg.clone()], Tone::Warning);
    let mut facts: Vec<Fact> = findings.iter().map(told).collect();
    facts.push(Fact::new("field-reason", vec![says(why)], Tone::Plain));
    facts.push(Fact::new("confirm-effect", vec![effect], Tone::Plain));
    let subject = findings.first().map(|f| f.subject.to_string()).unwrap_or_default();
    Confirm::new(verb, title, order).named(&subject).stating(facts).challenging(tail(&subject))
}
