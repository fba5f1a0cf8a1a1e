//! What opens for a case, a verb, a form or an import: the one place where the core calls these screens.

use crate::api::Shown;
use crate::app::part::Outcome;
use crate::app::part::Part;
use crate::app::part::Tone;
use crate::domain::kind::Id;
use crate::domain::kind::KindId;
use crate::domain::msg::Msg;

/// The review of a case.
pub fn review(_case: Id) -> Option<Box<dyn Part>> {
    None
}

/// The verbs of a record to choose from.
pub fn menu(_shown: &Shown) -> Option<Box<dyn Part>> {
    None
}

/// Uses a verb: opens its confirm or form, or submits it.
pub fn start(verb: &str, _shown: &Shown) -> Outcome {
    Outcome::stay().say(Msg::new("app-not-yet").with("what", verb), Tone::Warning)
}

/// The form of a record.
pub fn edit(_shown: &Shown) -> Option<Box<dyn Part>> {
    None
}

/// The form of a new record.
pub fn create(_kind: KindId) -> Option<Box<dyn Part>> {
    None
}

/// The import of a table; with a path at once.
pub fn import(_kind: KindId, _path: &str, _mapping: &str) -> Option<Box<dyn Part>> {
    None
}
