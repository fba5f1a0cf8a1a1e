//! The engine: the model with the clock and the ids it may use. Both loops drive it.

use crate::app;
use crate::app::Effect;
use crate::app::Env;
use crate::app::Event;
use crate::app::Model;
use crate::app::Settings;
use crate::desk::outside::Clock;
use crate::runtime::ids::Ids;
use std::sync::Arc;

/// A running app: events in, effects out.
pub struct Engine {
    /// What the screens remember.
    pub model: Model,
    clock: Arc<dyn Clock>,
    ids: Box<dyn Ids>,
}

impl Engine {
    /// Starts the app; the effects are what it wants to know first.
    pub fn start(settings: Settings, clock: Arc<dyn Clock>, ids: Box<dyn Ids>) -> (Self, Vec<Effect>) {
        let (model, effects) = Model::new(settings);
        (Self { model, clock, ids }, effects)
    }

    /// Takes one event.
    pub fn take(&mut self, event: Event) -> Vec<Effect> {
        let seq = self.model.desk.seq;
        let ids = &mut self.ids;
        let mut next = || ids.next(seq);
        let mut env = Env { now: self.clock.now(), ids: &mut next };
        app::update(&mut self.model, event, &mut env)
    }

    /// Ends the app and hands back what makes the ids, for the next session of the same script.
    pub fn end(self) -> Box<dyn Ids> {
        self.ids
    }
}
