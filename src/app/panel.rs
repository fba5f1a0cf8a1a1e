//! A panel of figures: rows that are asked for when it opens and anew after every commit, with a list behind each row.

use crate::api::Answer;
use crate::api::Query;
use crate::app::choice::moved;
use crate::app::choice::of_rows;
use crate::app::effect::Event;
use crate::app::fresh::Fresh;
use crate::app::part::Ctx;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Request;
use crate::app::scroll::Scroll;
use crate::keys::Act;
use crate::keys::Context;
use std::fmt;

/// What a panel shows.
pub trait Figures: fmt::Debug + Sized + 'static {
    /// Its name.
    const ID: &'static str;
    /// Whether text that is scrolled stands beside the rows; where there is none its keys move through the rows.
    const TEXT: bool;

    /// What is asked for.
    fn asked() -> Query;

    /// Takes it out of an answer.
    fn read(answer: &Answer) -> Option<Self>;

    /// How many rows there are.
    fn rows(&self) -> usize;

    /// The view behind a row and its filter.
    fn behind(&self, row: usize) -> Option<(&'static str, String)>;
}

/// The panel.
#[derive(Debug)]
pub struct Panel<T> {
    pub(crate) found: Fresh<T>,
    /// The row looked at.
    pub(crate) cursor: usize,
    pub(crate) scroll: Scroll,
}

impl<T> Default for Panel<T> {
    fn default() -> Self {
        Self { found: Fresh::default(), cursor: 0, scroll: Scroll::default() }
    }
}

impl<T: Figures> Panel<T> {
    fn rows(&self) -> usize {
        self.found.data.as_ref().map_or(0, T::rows)
    }

    /// The list behind the row.
    fn enter(&self) -> Outcome {
        match self.found.data.as_ref().and_then(|data| data.behind(self.cursor)) {
            Some((view, filter)) => Outcome::close().request(Request::View { view: view.to_owned(), filter }),
            None => Outcome::stay(),
        }
    }
}

impl<T: Figures> Part for Panel<T> {
    fn id(&self) -> String {
        T::ID.to_owned()
    }

    fn contexts(&self) -> Vec<Context> {
        vec![Context::Panel]
    }

    fn full_screen(&self) -> bool {
        true
    }

    fn footer(&self) -> &'static [&'static str] {
        if T::TEXT {
            &["list.down", "list.up", "open", "detail.down", "detail.up", "back", "help.open"]
        } else {
            &["list.down", "list.up", "open", "list.top", "list.bottom", "back", "help.open"]
        }
    }

    fn opened(&mut self, ctx: &mut Ctx<'_, '_>) -> Outcome {
        self.found.ask(T::asked(), ctx)
    }

    fn act(&mut self, act: Act, _arg: Option<&str>, count: Option<u32>, _read: u64, _: &mut Ctx<'_, '_>) -> Outcome {
        let of = if T::TEXT { act } else { of_rows(act) };
        if let Some(to) = moved(of, count, self.cursor, self.rows()) {
            self.cursor = to;
            return Outcome::stay();
        }
        match act {
            Act::Open => self.enter(),
            Act::Back => Outcome::close(),
            _ if T::TEXT && self.scroll.act(act, count) => Outcome::stay(),
            _ => Outcome::pass(),
        }
    }

    fn event(&mut self, event: &Event, ctx: &mut Ctx<'_, '_>) -> Outcome {
        let out = self.found.event(event, T::asked(), T::read, ctx);
        // Rows may be gone.
        self.cursor = self.cursor.min(self.rows().saturating_sub(1));
        out
    }

    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}
