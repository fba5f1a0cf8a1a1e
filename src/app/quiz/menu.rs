//! What somebody of a partner may take: required modules first, with what is held of each.

use crate::api::Answer;
use crate::api::Query;
use crate::api::quiz::Lesson;
use crate::api::quiz::Lessons;
use crate::app::choice::Choice;
use crate::app::choice::choice;
use crate::app::effect::Effect;
use crate::app::effect::Event;
use crate::app::effect::Ticket;
use crate::app::part::Ctx;
use crate::app::part::Next;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::app::prompt::Asked;
use crate::app::prompt::Prompt;
use crate::app::prompt::Step;
use crate::app::prompt::text_field;
use crate::app::quiz::Quiz;
use crate::domain::kind::Id;
use crate::domain::msg::Msg;
use crate::keys::Act;
use crate::keys::Context;
use std::any::Any;

/// The choice of a module.
#[derive(Debug)]
pub struct QuizMenu {
    /// The record under the cursor: a partner, or a training of one.
    pub of: Id,
    /// What there is, once it is there.
    pub lessons: Option<Box<Lessons>>,
    /// The place of the cursor.
    pub cursor: usize,
    /// Why there is nothing to choose.
    pub refused: Option<Msg>,
    ticket: Option<Ticket>,
}

impl QuizMenu {
    /// The modules for the partner of this record.
    pub fn new(of: Id) -> Self {
        Self { of, lessons: None, cursor: 0, refused: None, ticket: None }
    }

    fn all(&self) -> &[Lesson] {
        self.lessons.as_ref().map_or(&[], |l| l.lessons.as_slice())
    }

    /// Asks who takes it.
    fn choose(&mut self, place: usize) -> Outcome {
        let partner = self.lessons.as_ref().map_or(self.of, |l| l.partner);
        let Some(lesson) = self.all().get(place) else {
            return Outcome::stay().say(Msg::new("verbs-no-such"), Tone::Warning);
        };
        let module = lesson.module.clone();
        let title = Msg::new("quiz-who").with("module", module.as_str());
        let asked = Asked::new(text_field("person")).with(&lesson.person);
        self.cursor = place;
        let prompt = Prompt::new("quiz", title, vec![asked], move |values, _| {
            let person = values.first().map(ToString::to_string).unwrap_or_default();
            Step::Replace(Box::new(Quiz::new(partner, &module, &person)))
        });
        Outcome { next: Next::Replace(Box::new(prompt)), ..Outcome::stay() }
    }
}

impl Part for QuizMenu {
    fn id(&self) -> String {
        format!("quizzes {}", self.of)
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Picker]
    }

    fn dialog_size(&self, screen: (u16, u16)) -> (u16, u16) {
        let lines = u16::try_from(self.all().len().max(1) + 3).unwrap_or(u16::MAX);
        (screen.0.saturating_sub(4).min(76), lines.min(screen.1.saturating_sub(2)))
    }

    fn footer(&self) -> &'static [&'static str] {
        &["list.down", "list.up", "input.accept", "input.cancel"]
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let ticket = ctx.ticket();
        self.ticket = Some(ticket);
        Outcome::stay().effect(Effect::Ask { ticket, query: Query::Lessons { of: self.of } })
    }

    fn act(&mut self, act: Act, arg: Option<&str>, _count: Option<u32>, _read: u64, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        match (act, choice(act, arg, self.cursor, self.all().len())) {
            (_, Some(Choice::Go(to))) => {
                self.cursor = to;
                Outcome::stay()
            }
            (_, Some(Choice::Take(place))) => self.choose(place),
            (Act::InputCancel | Act::Back, None) => Outcome::close(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, _ctx: &mut Ctx<'_, '_>) -> Outcome {
        if let Event::Answer { ticket, answer } = event
            && Some(*ticket) == self.ticket
        {
            match answer {
                Ok(Answer::Lessons(lessons)) => self.lessons = Some(lessons.clone()),
                Ok(_) => {}
                Err(why) => self.refused = Some(why.msg.clone()),
            }
        }
        Outcome::stay()
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
