//! Verbs of a record: the menu of what leaves its state, and what is asked before one is used.
//!
//! The desk says which verbs there are and which it would refuse; nothing here decides that.

use crate::api;
use crate::api::Answer;
use crate::api::Assign;
use crate::api::BatchQuery;
use crate::api::Query;
use crate::api::Shown;
use crate::api::query::Offer;
use crate::app::bulk;
use crate::app::choice::Choice;
use crate::app::choice::choice;
use crate::app::confirm;
use crate::app::confirm::Confirm;
use crate::app::confirm::Fact;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::order::Order;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::domain::field::Field;
use crate::domain::field::FieldType;
use crate::domain::field::Flag;
use crate::domain::finding::Severity;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::lifecycle::Danger;
use crate::domain::msg::Msg;
use crate::domain::value::Value;
use crate::keys::Act;
use crate::keys::Context;

/// The message id of a state's label.
pub fn state_label(kind: KindId, state: &str) -> String {
    format!("state-{}-{}", kind.def().name, state.replace('_', "-"))
}

/// What comes next for a record: a verb that leads on and can be used; where something blocks, stopping it; else the
/// first that leads on and cannot be used yet. None where it rests.
pub fn next_step(shown: &Shown) -> Option<&Offer> {
    let onward = || shown.offers.iter().filter(|offer| !offer.aside);
    let blocked = shown.findings.iter().any(|f| f.state.counts() && f.hit.severity == Severity::Blocking);
    let stop = || shown.offers.iter().find(|o| blocked && o.verb.ends_with(".suspend") && o.refused.is_none());
    onward().find(|o| o.refused.is_none()).or_else(stop).or_else(|| onward().next())
}

/// A choice of the verbs that leave a record's state.
#[derive(Debug, Clone)]
pub struct Menu {
    pub(crate) shown: Box<Shown>,
    pub(crate) cursor: usize,
    /// The records it is for when they are several.
    pub(crate) many: Vec<Id>,
    /// The question which verbs can be used on any of them, while it is open.
    asked: Option<Ticket>,
}

/// The verbs of a record to choose from; those that cannot be used stay visible with the reason.
pub fn menu(shown: &Shown) -> Menu {
    // On what comes next also where it is refused: enter then says why, and cancels nothing.
    let next = next_step(shown).map(|o| o.verb.as_str());
    let first = next.and_then(|verb| shown.offers.iter().position(|o| o.verb == verb));
    let usable = first.or_else(|| shown.offers.iter().position(|o| o.refused.is_none()));
    Menu { shown: Box::new(shown.clone()), cursor: usable.unwrap_or(0), many: Vec::new(), asked: None }
}

impl Menu {
    /// For these records instead of the one: what is refused for all of them is left out.
    #[must_use]
    pub fn of_many(mut self, ids: Vec<Id>) -> Self {
        self.many = ids;
        if !self.many.is_empty() {
            let own = std::mem::take(&mut self.shown.offers);
            self.offer(own.into_iter().filter(|offer| offer.refused.is_none()).collect());
        }
        self
    }

    /// Offers these verbs; the cursor stays on its verb.
    fn offer(&mut self, offers: Vec<Offer>) {
        let at = self.shown.offers.get(self.cursor).map(|o| o.verb.clone());
        let place = offers.iter().position(|o| Some(&o.verb) == at.as_ref());
        self.cursor = place.unwrap_or(self.cursor).min(offers.len().saturating_sub(1));
        self.shown.offers = offers;
    }

    fn choose(&mut self, place: usize) -> Outcome {
        let Some(offer) = self.shown.offers.get(place) else {
            return Outcome::stay().say(Msg::new("verbs-no-such"), Tone::Warning);
        };
        self.cursor = place;
        if !self.many.is_empty() {
            let looking = bulk::verb(&offer.verb, std::mem::take(&mut self.many));
            return Outcome { next: Next::Replace(Box::new(looking)), ..Outcome::stay() };
        }
        if let Some(why) = &offer.refused {
            return Outcome::stay().say(why.clone(), Tone::Danger);
        }
        let mut out = crate::app::opens::start(&offer.verb, &self.shown);
        if let Next::Open(part) = out.next {
            out.next = Next::Replace(part);
        }
        out
    }
}

impl Part for Menu {
    fn id(&self) -> String {
        format!("verbs {}", self.shown.id)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker]
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        let refused = self.shown.offers.iter().filter(|o| o.refused.is_some()).count();
        let lines = self.shown.offers.len().max(1) + refused + 4;
        (screen.0.saturating_sub(4).min(76), u16::try_from(lines).unwrap_or(u16::MAX).min(screen.1.saturating_sub(2)))
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "input.accept", "input.cancel"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        if self.many.is_empty() {
            return Outcome::stay();
        }
        let ticket = ctx.ticket();
        self.asked = Some(ticket);
        let query = BatchQuery::Offers { ids: self.many.clone(), operator: ctx.operator.to_owned() };
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Batch(query) })
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Answer { ticket, answer } if self.asked == Some(*ticket) => {
                self.asked = None;
                match answer {
                    Ok(Answer::Batch(sheet)) => self.offer(sheet.offers.clone()),
                    Err(why) => return Outcome::stay().say(why.msg.clone(), Tone::Danger),
                    Ok(_) => {}
                }
                Outcome::stay()
            }
            _ => Outcome::stay(),
        }
    }

    fn act(&mut self, act: Act, arg: Option<&str>, _count: Option<u32>, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (act, choice(act, arg, self.cursor, self.shown.offers.len())) {
            (_, Some(Choice::Go(to))) => {
                self.cursor = to;
                Outcome::stay()
            }
            (_, Some(Choice::Take(place))) => self.choose(place),
            (Act::InputCancel | Act::Back, None) => Outcome::close(),
            _ => Outcome::pass(),
        }
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// A field which a verb asks for: the kind's own, and not to be left blank.
fn asked_field(id: Id, name: &str) -> Option<Field> {
    match name {
        "answer" => Some(text_field("answer")),
        "evidence" => Some(Field { name: "evidence", ty: FieldType::Text(400), flags: &[], check: None }),
        _ => id.kind.def().field(name).map(|f| Field { flags: &[Flag::Required], ..*f }),
    }
}

/// What a verb asks for before it is used.
fn asked(offer: &Offer, shown: &Shown) -> Vec<(String, Asked)> {
    let names = offer.fields.iter().map(String::as_str);
    let mut lines: Vec<(String, Asked)> = names
        .filter_map(|name| {
            let now = shown.fields.iter().find(|(f, _)| f == name).map(|(_, v)| v.to_string()).unwrap_or_default();
            Some((name.to_owned(), Asked::new(asked_field(shown.id, name)?).with(&now)))
        })
        .collect();
    if offer.why {
        lines.push((String::new(), Asked::new(text_field("why")).labelled("field-reason")));
    }
    lines
}

/// Uses a verb: asks for what it needs, confirms it where it can spoil something, and otherwise sends it at once.
pub fn start(verb: &str, shown: &Shown) -> Outcome {
    let Some(offer) = shown.offers.iter().find(|o| o.verb == verb) else {
        let why = Msg::new("verbs-not-offered")
            .term("verb", format!("verb-{}", verb.replace('.', "-")))
            .with("id", shown.id.to_string())
            .term("state", state_label(shown.id.kind, &shown.state));
        return Outcome::stay().say(why, Tone::Warning);
    };
    if let Some(why) = &offer.refused {
        let mut confirm = question(offer, shown, order(offer, shown, Vec::new(), ""), Vec::new());
        confirm.refused = vec![why.clone()];
        return Outcome::open(confirm).say(why.clone(), Tone::Danger);
    }
    let lines = asked(offer, shown);
    if lines.is_empty() {
        let order = order(offer, shown, Vec::new(), "");
        return if offer.danger == Danger::None {
            Outcome::open(confirm::sending(verb, order))
        } else {
            Outcome::open(question(offer, shown, order, Vec::new()))
        };
    }
    let (names, asked): (Vec<String>, Vec<Asked>) = lines.into_iter().unzip();
    let (mine, record) = (offer.clone(), shown.clone());
    let prompt = Prompt::new(verb, title(offer, shown), asked, move |values, _| filled(&mine, &record, &names, values));
    Outcome::open(prompt.keeping(format!("verb/{verb}/{}", shown.id)))
}

/// What follows when the lines are there.
fn filled(offer: &Offer, shown: &Shown, names: &[String], values: &[Value]) -> Step {
    let mut why = String::new();
    let mut fields = Vec::new();
    let mut facts = Vec::new();
    for (name, value) in names.iter().zip(values) {
        let label = if name.is_empty() { "field-reason" } else { "verbs-fields" };
        let text = if name.is_empty() { value.to_string() } else { format!("{name} = {value}") };
        facts.push(Fact::new(label, vec![Msg::new("review-data").with("text", text)], Tone::Plain));
        if name.is_empty() {
            why = value.to_string();
        } else if !value.is_empty() {
            fields.push(Assign { path: name.clone(), value: value.clone() });
        }
    }
    let order = order(offer, shown, fields, &why);
    if offer.danger == Danger::None {
        return Step::Send(Box::new(order));
    }
    Step::Replace(Box::new(question(offer, shown, order, facts)))
}

fn order(offer: &Offer, shown: &Shown, fields: Vec<Assign>, why: &str) -> Order {
    let act = api::Act::Verb { verb: offer.verb.clone(), id: shown.id, expect_rev: Some(shown.rev), fields };
    Order::new(act).why(why)
}

fn title(offer: &Offer, shown: &Shown) -> Msg {
    Msg::new("verbs-title").term("verb", offer.label.clone()).with("id", shown.id.to_string()).with("rev", shown.rev)
}

fn question(offer: &Offer, shown: &Shown, order: Order, more: Vec<Fact>) -> Confirm {
    let state = |state: &str| state_label(shown.id.kind, state);
    let to = if offer.to == "=" { &shown.state } else { &offer.to };
    let step = Msg::new("verbs-step").term("from", state(&shown.state)).term("to", state(to));
    let mut facts = vec![Fact::new("confirm-effect", vec![step], Tone::Plain)];
    if let Some(policy) = &offer.policy {
        let name = policy.split('@').next().unwrap_or(policy);
        let opens = Msg::new("verbs-opens-case").with("policy", name);
        facts.push(Fact::new("confirm-policy", vec![opens], Tone::Plain));
    }
    facts.extend(more);
    let confirm =
        Confirm::new(&offer.verb, title(offer, shown), order).named(&shown.title).stating(facts).about(shown.id);
    match offer.danger {
        Danger::Digits => confirm.challenging(confirm::tail(&shown.id.to_string())),
        _ => confirm,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::review::tests::finding;
    use crate::app::review::tests::shown;

    fn offer(verb: &str, aside: bool, refused: bool) -> Offer {
        Offer {
            verb: verb.to_owned(),
            label: format!("verb-{}", verb.replace('.', "-")),
            refused: refused.then(|| Msg::new("refused-role-needed")),
            fields: Vec::new(),
            why: false,
            policy: None,
            danger: Danger::None,
            aside,
            to: "=".to_owned(),
        }
    }

    fn next(offers: &[Offer], severity: Severity) -> Option<String> {
        let mut record = shown(("名", "Name"));
        record.offers = offers.to_vec();
        record.findings = vec![finding("PTR-007", severity)];
        next_step(&record).map(|o| o.verb.clone())
    }

    #[test]
    fn what_leads_aside_is_the_next_step_only_where_something_calls_for_it() {
        let suspend = offer("partner.suspend", true, false);
        let review = |refused| offer("partner.propose-review", false, refused);
        let called = |offers: &[Offer]| next(offers, Severity::Blocking);
        let quiet = |offers: &[Offer]| next(offers, Severity::Medium);
        assert_eq!(quiet(std::slice::from_ref(&suspend)), None, "an admitted partner rests");
        assert_eq!(quiet(&[suspend.clone(), review(true)]).as_deref(), Some("partner.propose-review"));
        assert_eq!(called(&[suspend.clone(), review(true)]).as_deref(), Some("partner.suspend"));
        assert_eq!(called(&[suspend, review(false)]).as_deref(), Some("partner.propose-review"));
    }

    #[test]
    fn the_menu_of_many_leaves_out_what_is_refused_for_all_of_them() {
        use crate::api::BatchSheet;
        use crate::app::testing::Bench;
        let mut record = shown(("名", "Name"));
        record.offers = vec![offer("partner.invite", false, true), offer("partner.apply", false, false)];
        let many = ["P-000123", "P-000124"].map(|id| id.parse().unwrap()).to_vec();
        let mut bench = Bench::new();
        let mut part = menu(&record).of_many(many);
        let verbs = |menu: &Menu| menu.shown.offers.iter().map(|o| o.verb.clone()).collect::<Vec<_>>();
        assert_eq!(verbs(&part), ["partner.apply"], "of the one under the cursor");
        let out = bench.open(&mut part);
        let offers = vec![offer("partner.submit", false, false), offer("partner.apply", false, false)];
        bench.answer(&mut part, &out, Answer::Batch(Box::new(BatchSheet { offers, ..BatchSheet::default() })));
        assert_eq!((verbs(&part), part.cursor), (vec!["partner.submit".to_owned(), "partner.apply".to_owned()], 1));
        let mut one = menu(&record);
        assert!(bench.open(&mut one).effects.is_empty() && verbs(&one).len() == 2, "one record says why");
    }

    #[test]
    fn the_menu_begins_on_the_next_step() {
        let mut record = shown(("名", "Name"));
        record.offers = vec![offer("document.reopen", true, false), offer("document.accept", false, false)];
        assert_eq!(menu(&record).cursor, 1);
        record.offers = vec![offer("certificate.cancel", true, false), offer("certificate.accept", false, true)];
        assert_eq!(menu(&record).cursor, 1, "also where it is refused");
    }
}
