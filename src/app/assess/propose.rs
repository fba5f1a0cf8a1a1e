//! Proposing an assessment: what it comes to is stated before it goes to another checker.

use super::Assess;
use super::Wait;
use crate::api::Act;
use crate::api::AssessView;
use crate::app::confirm::Confirm;
use crate::app::confirm::Fact;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::domain::assessment::overall;
use crate::domain::assessment::overall::Standing;
use crate::domain::msg::Msg;

/// The verb.
const VERB: &str = "assessment.propose";
/// The verb that comes before it.
const REVIEW: &str = "assessment.review";
/// So many items are named; of more the rest is counted.
const NAMED: usize = 8;

impl Assess {
    /// Asks for the reason, then states what is proposed. One that nobody took into review yet is taken first.
    pub(super) fn propose(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let Some(data) = &self.data else { return Outcome::stay() };
        let offered = |verb: &str| data.shown.offers.iter().any(|o| o.verb == verb && o.refused.is_none());
        let open = !overall::overall(&data.assessment.items, &data.assessment.scoring).open.is_empty();
        if offered(REVIEW) && !open && ctx.read_only.is_none() {
            let act = Act::Verb { verb: REVIEW.to_owned(), id: data.shown.id, expect_rev: None, fields: Vec::new() };
            let effect = self.submit(Wait::Review, Order::new(act), ctx);
            return Outcome::stay().effect(effect);
        }
        let mut confirm = confirm(data, ctx);
        if let Some(why) = self.barred(VERB, ctx) {
            confirm.refused = vec![why.clone()];
            return Outcome::open(confirm).say(why, Tone::Danger);
        }
        let (shown, place) = (data.clone(), format!("verb/{VERB}/{}", data.shown.id));
        let asked = vec![Asked::new(text_field("why")).labelled("field-reason")];
        let prompt = Prompt::new(VERB, title(data), asked, move |values, ctx| {
            let why = values.first().map(ToString::to_string).unwrap_or_default();
            Step::Replace(Box::new(self::confirm(&shown, ctx).commented(&why)))
        });
        Outcome::open(prompt.keeping(place))
    }
}

fn title(data: &AssessView) -> Msg {
    Msg::new("assess-propose-title").with("id", data.shown.id.to_string()).with("rev", data.shown.rev)
}

/// What is signed: total, flags, decision, what is open, who decides next.
fn confirm(data: &AssessView, ctx: &Ctx<'_, '_>) -> Confirm {
    let assessment = &data.assessment;
    let found = overall::overall(&assessment.items, &assessment.scoring);
    let tone = match found.standing {
        Standing::Pass => Tone::Ok,
        Standing::Incomplete => Tone::Warning,
        Standing::Fail => Tone::Danger,
    };
    let mut total =
        vec![Msg::new("assess-fact-total").with("total", found.total).with("needed", assessment.scoring.threshold)];
    total.push(Msg::new("assess-fact-standing").term("standing", found.standing.label()));
    let mut facts = vec![Fact::new("assess-points", total, tone)];
    let fails = flags(&found, NAMED);
    facts.push(if fails.is_empty() {
        Fact::new("assess-flags", vec![Msg::new("assess-flags-none")], Tone::Ok)
    } else {
        Fact::new("assess-flags", fails, Tone::Danger)
    });
    if !assessment.is_own() {
        let decision = overall::decision(assessment);
        let words = Msg::new("assess-fact-decision").term("decision", decision.label());
        let tone = if decision.admits() { Tone::Ok } else { Tone::Danger };
        facts.push(Fact::new("column-decision", vec![words], tone));
    }
    if !found.basic.is_empty() {
        facts.push(Fact::new("assess-basic", vec![named(&found.basic)], Tone::Warning));
    }
    let open = if found.open.is_empty() { Msg::new("assess-fact-none-open") } else { named(&found.open) };
    facts.push(Fact::new("assess-items-open", vec![open], if found.open.is_empty() { Tone::Ok } else { Tone::Danger }));
    let actions: Vec<String> =
        assessment.items.iter().filter(|i| i.has_open_action()).map(|i| i.code.clone()).collect();
    if !actions.is_empty() {
        facts.push(Fact::new("assess-actions", vec![named(&actions)], Tone::Warning));
    }
    if let Some(policy) = data.shown.offers.iter().find(|o| o.verb == VERB).and_then(|o| o.policy.as_ref()) {
        let name = policy.split('@').next().unwrap_or(policy);
        facts.push(Fact::new("confirm-policy", vec![Msg::new("verbs-opens-case").with("policy", name)], Tone::Plain));
    }
    let name = if assessment.is_own() { ctx.i18n.label("assess-own") } else { data.subject.clone() };
    let id = data.shown.id;
    let act = Act::Verb { verb: VERB.to_owned(), id, expect_rev: Some(data.shown.rev), fields: Vec::new() };
    let names = format!("{name} · {}", assessment.edition);
    Confirm::new(VERB, title(data), Order::new(act)).named(&names).stating(facts).about(id)
}

/// The flags that fail, each with so many of the items behind it; of more the rest is counted.
pub fn flags(found: &overall::Overall, most: usize) -> Vec<Msg> {
    let mut out = Vec::new();
    if !found.not.is_empty() {
        out.push(Msg::new("assess-flag-a").with("items", list(&found.not, most)));
    }
    for (standard, codes) in &found.crowded {
        out.push(Msg::new("assess-flag-b").with("standard", *standard).with("items", list(codes, most)));
    }
    if found.short {
        out.push(Msg::new("assess-flag-c").with("total", found.total));
    }
    out
}

fn list(codes: &[String], most: usize) -> String {
    let named = codes.iter().take(most).map(String::as_str).collect::<Vec<_>>().join(" ");
    let more = codes.len().saturating_sub(most);
    if more == 0 { named } else { format!("{named} …(+{more})") }
}

fn named(codes: &[String]) -> Msg {
    Msg::new("assess-fact-items").with("n", codes.len()).with("items", list(codes, NAMED))
}
