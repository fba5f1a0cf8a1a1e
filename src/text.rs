//! Text as people see it: how wide it is, how it is cut, wrapped, searched and made safe.
//!
//! Which one do I need?
//! - text comes in from a person, a file or a list: [`sanitise`] it once, keep what it reports;
//! - text goes to a cell: [`visible`], then [`clip`] or [`pad`], or [`wrap`];
//! - text is compared: [`fold`] for search, [`skeleton`] and [`mixed_scripts`] for look-alike names;
//! - something is wrong in a file a person wrote: [`Diagnostic`] and [`did_you_mean`].
//!
//! Nothing here knows records, languages or colours. Text is kept in logical order; nothing is reordered.

mod diagnostic;
mod fold;
mod hostile;
mod layout;
mod sanitise;

pub use diagnostic::Diagnostic;
pub use diagnostic::Severity;
pub use diagnostic::did_you_mean;
pub use fold::fold;
pub use fold::mixed_scripts;
pub use fold::skeleton;
pub use hostile::Hostile;
pub use hostile::HostileKind;
pub use layout::clip;
pub use layout::graphemes;
pub use layout::pad;
pub use layout::width;
pub use layout::wrap;
pub use layout::wrap_visible;
pub use sanitise::Clean;
pub use sanitise::Mode;
pub use sanitise::is_clean;
pub use sanitise::sanitise;
pub use sanitise::visible;
