//! Packs from the workstation: a report is asked for, confirmed, made, and where it lies is said.
//!
//! `space i` makes the inspector's file of the partner under the cursor, `:report …` any report. The reason is asked
//! first; the dialog then says what will happen and stays until it is known what came of it.

use crate::api::Act as DeskAct;
use crate::api::Refusal;
use crate::api::report::Order;
use crate::api::report::Reported;
use crate::api::report::Which;
use crate::app::effect::Effect;
use crate::app::effect::Env;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::gate::Gate;
use crate::app::model::Model;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::app::update;
use crate::domain::field;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use chrono::Datelike;
use chrono::NaiveDate;
use std::any::Any;

/// Where the dialog stands.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Stage {
    /// It waits for yes or no.
    Asking,
    /// The report is being made.
    Making(Ticket),
    /// It was written.
    Made(Box<Reported>),
    /// It was not.
    Failed(Vec<Msg>),
}

/// The question whether a report shall be made, and what came of it.
#[derive(Debug, Clone)]
pub struct PackDialog {
    pub(crate) title: Msg,
    pub(crate) path: String,
    pub(crate) why: String,
    pub(crate) stage: Stage,
    order: Order,
    gate: Gate,
}

impl PackDialog {
    fn new(order: Order, path: String, why: String) -> Self {
        let title = title(&order);
        Self { title, path, why, stage: Stage::Asking, order, gate: Gate::default() }
    }

    /// Whether one file is made instead of a folder.
    pub(crate) fn is_file(&self) -> bool {
        let ending = self.path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
        ending.is_some_and(|ending| matches!(ending.as_str(), "md" | "html" | "xlsx" | "json"))
    }

    fn make(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        let mut command = Box::new(ctx.command(DeskAct::export(Vec::new())));
        command.why = Some(self.why.clone());
        self.stage = Stage::Making(ticket);
        let (order, path) = (Box::new(self.order.clone()), self.path.clone());
        Outcome::stay().effect(Effect::Report { ticket, order, path, command, locale: ctx.i18n.locale() })
    }

    fn done(&mut self, done: &Result<Reported, Refusal>) -> Outcome {
        self.gate.close();
        match done {
            Ok(reported) => {
                let said = reported.summary.clone();
                self.stage = Stage::Made(Box::new(reported.clone()));
                Outcome::stay().say(said, Tone::Ok).refreshing()
            }
            Err(refusal) => {
                let msgs = std::iter::once(&refusal.msg).chain(&refusal.hints).cloned();
                self.stage = Stage::Failed(msgs.collect());
                Outcome::stay().say(refusal.msg.clone(), Tone::Danger)
            }
        }
    }
}

impl Part for PackDialog {
    fn id(&self) -> String {
        "pack".to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Confirm]
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        (screen.0.saturating_sub(4).min(92), screen.1.saturating_sub(2).min(13))
    }

    fn footer(&self) -> &'static [&'static str] {
        match self.stage {
            Stage::Asking => &["confirm.yes", "confirm.no"],
            _ => &["confirm.no"],
        }
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, _count: Option<u32>, read: u64, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (act, &self.stage) {
            (Act::ConfirmYes, Stage::Asking) if self.gate.open(read, ctx.env.now) => self.make(ctx),
            (Act::ConfirmNo | Act::Back | Act::InputCancel, Stage::Making(ticket)) => {
                let ticket = *ticket;
                Outcome::close().effect(Effect::Cancel(ticket)).say(Msg::new("pack-given-up"), Tone::Warning)
            }
            (Act::ConfirmNo | Act::Back | Act::InputCancel, _) => Outcome::close(),
            (Act::ConfirmYes, _) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        match event {
            Event::Drawn { read } => {
                self.gate.drawn(*read, ctx.env.now);
                Outcome::stay()
            }
            Event::Reported { ticket, done } if self.stage == Stage::Making(*ticket) => self.done(done),
            _ => Outcome::stay(),
        }
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

/// What is asked, in a title.
fn title(order: &Order) -> Msg {
    let day = order.day;
    match &order.which {
        Which::Register => Msg::new("report-register").with("day", day),
        Which::PartnerFile(id) => Msg::new("report-partner-file").with("partner", id.to_string()).with("day", day),
        Which::Segregation { from } => Msg::new("report-segregation").with("from", *from).with("to", day),
        Which::Aeo(code) => Msg::new("pack-aeo").with("code", code.as_str()).with("day", day),
        Which::Lint => Msg::new("report-lint").with("day", day),
        Which::Insurance => Msg::new("report-insurance").with("day", day),
    }
}

/// The folder a report goes to when none is named.
fn folder(order: &Order) -> String {
    let day = order.day;
    match &order.which {
        Which::Register => format!("~/register-{day}"),
        Which::PartnerFile(id) => format!("~/{id}-{day}"),
        Which::Segregation { from } => format!("~/segregation-{from}-{day}"),
        Which::Aeo(code) => format!("~/{}-{day}", code.to_lowercase()),
        Which::Lint => format!("~/lint-{day}"),
        Which::Insurance => format!("~/insurance-{day}"),
    }
}

/// Asks for the reason and the place of a report.
fn ask(model: &mut Model, order: Order, path: Option<String>, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let place = format!("pack/{}", folder(&order));
    let asked = vec![
        Asked::new(text_field("why")).labelled("field-reason"),
        Asked::new(text_field("path")).labelled("pack-path").with(&path.unwrap_or_else(|| folder(&order))),
    ];
    let prompt = Prompt::new("pack", title(&order), asked, move |values, _| {
        let text = |at: usize| values.get(at).map(ToString::to_string).unwrap_or_default();
        Step::Replace(Box::new(PackDialog::new(order.clone(), text(1).trim().to_owned(), text(0))))
    });
    update::open(model, Box::new(prompt.keeping(place)), env, out);
}

/// The day reports of this screen speak of.
fn day(model: &Model) -> NaiveDate {
    model.as_at.unwrap_or_else(|| model.day())
}

fn order(which: Which, day: NaiveDate) -> Order {
    Order { which, filter: String::new(), day, entry: None, personal: false }
}

/// The inspector's pack of a partner.
pub(crate) fn of_partner(model: &mut Model, id: Id, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let order = order(Which::PartnerFile(id), day(model));
    ask(model, order, None, env, out);
}

/// `report WHICH [DATE [DATE]] [FILE]`, also with the options' names of the command line between.
pub(crate) fn command(model: &mut Model, rest: &str, env: &mut Env<'_>, out: &mut Vec<Effect>) {
    let wants = Msg::new("app-command-wants").with("command", "report").term("what", "app-args-report");
    let mut words = rest.split_whitespace().filter(|word| !word.starts_with("--"));
    let Some(name) = words.next() else { return model.say(wants, Tone::Warning) };
    let words: Vec<&str> = words.collect();
    let days: Vec<NaiveDate> = words.iter().filter_map(|word| field::date(word)).collect();
    let others: Vec<&str> = words.into_iter().filter(|word| field::date(word).is_none()).collect();
    let until = days.last().copied().unwrap_or_else(|| day(model));
    let (which, path) = match (name, others.as_slice()) {
        ("register", path) => (Which::Register, path.first()),
        ("segregation", path) => {
            let first = days.first().filter(|_| days.len() > 1).copied();
            let from = first.or_else(|| until.with_month(1)?.with_day(1)).unwrap_or(until);
            (Which::Segregation { from }, path.first())
        }
        ("aeo", [code, path @ ..]) => (Which::Aeo((*code).to_uppercase()), path.first()),
        ("aeo", []) => (Which::Aeo("GEN-2026".to_owned()), None),
        ("lint", path) => (Which::Lint, path.first()),
        ("insurance", path) => (Which::Insurance, path.first()),
        ("partner-file", [first, path @ ..]) if is_partner(first) => match first.parse() {
            Ok(id) => (Which::PartnerFile(id), path.first()),
            Err(_) => return model.say(wants, Tone::Warning),
        },
        ("partner-file", path) => match model.target().filter(|id| id.kind == KindId::Partner) {
            Some(id) => (Which::PartnerFile(id), path.first()),
            None => return model.say(Msg::new("pack-needs-partner"), Tone::Warning),
        },
        _ => return model.say(wants, Tone::Warning),
    };
    if until > model.day() {
        return model.say(Msg::new("app-as-at-future"), Tone::Warning);
    }
    let path = path.map(|path| (*path).to_owned());
    ask(model, order(which, until), path, env, out);
}

fn is_partner(word: &str) -> bool {
    word.parse::<Id>().is_ok_and(|id| id.kind == KindId::Partner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::part::Next;
    use crate::app::testing::Bench;

    fn dialog() -> PackDialog {
        let id: Id = "P-000001".parse().unwrap();
        let order = order(Which::PartnerFile(id), "2026-11-23".parse().unwrap());
        PackDialog::new(order, "~/x".into(), "customs asks".into())
    }

    #[test]
    fn nothing_is_made_before_the_question_was_seen_and_answered() {
        let mut bench = Bench::new();
        let mut dialog = dialog();
        assert!(bench.act(&mut dialog, Act::ConfirmYes).effects.is_empty(), "typed ahead");
        assert!(matches!(bench.act(&mut dialog, Act::ConfirmNo).next, Next::Close));
    }

    #[test]
    fn what_came_of_it_is_said_and_a_failure_can_be_read() {
        let mut dialog = dialog();
        let refusal = Refusal::not_found("~/x");
        let out = dialog.done(&Err(refusal.clone()));
        assert_eq!(dialog.stage, Stage::Failed(vec![refusal.msg.clone()]));
        assert_eq!(out.status.map(|(msg, _)| msg), Some(refusal.msg));
    }
}
