//! Keys: their text, where they are pressed, what they mean, and the files that say so.
//!
//! This layer knows every action by name but does none: `app` acts, `term` reads the terminal, `i18n` has the labels
//! (`keys.ftl`: `action-…` and `context-…`). It never reads a file; who does hands the text over as a [`Layer`].
//!
//! | I want to | use |
//! |---|---|
//! | read or print a key | [`parse_chord`], [`parse_sequence`], [`print_sequence`], `Display` |
//! | make a keymap of files | [`Keymap::load`] |
//! | turn presses into actions | [`Resolver::feed`] |
//! | know which key does something | [`Keymap::keys_for`], [`Keymap::footer`] |
//! | show all that works here | [`Keymap::help`] |
//! | match on what to do | [`Act`] |
//!
//! # Keymap files
//!
//! TOML, one binding a line: `[context]` tables of `"keys" = "action argument"`. Blanks separate the keys of a sequence,
//! ` | ` alternatives, `leader` is the leader key, `"unbound"` removes. Above the tables `leader = "space"` and
//! `preset = "vim"` may stand; `[layout]` maps characters of other scripts to ASCII. A later layer replaces earlier ones.
//!
//! # Lint codes
//!
//! Errors skip their line (or, for L01, put the way out back); warnings do not.
//!
//! | code | | what |
//! |---|---|---|
//! | S01 | error | the line is not TOML |
//! | S02 | error | a shape that keymaps do not have: value not a text, unknown setting, table twice or nested |
//! | S03 | error | a value of `leader`, `preset` or `[layout]` that does not fit |
//! | C01 | error | unknown context |
//! | A01 | error | unknown action |
//! | A02 | error | argument missing, wrong or not wanted |
//! | K01 | error | unknown key |
//! | K02 | error | unknown, repeated or dangling modifier |
//! | K03 | error | no terminal sends this key |
//! | K04 | error | a spelling of a key that arrives otherwise (`shift-g` is `G`) |
//! | B01 | error | bound twice in one file |
//! | B02 | error | in one file a key hides sequences that begin with it, or esc stands inside a sequence |
//! | B02 | warning | a key hides sequences of an earlier layer or of a parent context |
//! | D01 | error | an action that opens a decision on one unmodified key |
//! | L01 | error | takes away ctrl-c, ctrl-z, ctrl-l or the last way out of a context |
//! | W01 | warning | a key of a parent context is hidden by an earlier layer's key in a child context |
//! | W02 | warning | a key that some terminals cannot tell from another (`ctrl-h`, `ctrl-i`, `ctrl-m`, …) |
//! | W03 | warning | an alt key whose letter does something else: a slow link can split the two |
//! | W04 | warning | a line without effect: the action does nothing there, or nothing is there to unbind |

mod action;
mod context;
mod file;
mod key;
mod keymap;
mod merge;
mod resolver;
#[cfg(test)]
mod tests;

pub use action::ACTIONS;
pub use action::Act;
pub use action::ActionDef;
pub use action::ArgKind;
pub use action::Danger;
pub use context::Context;
pub use key::Key;
pub use key::KeyCode;
pub use key::KeyError;
pub use key::parse_chord;
pub use key::parse_sequence;
pub use key::print_sequence;
pub use keymap::HelpRow;
pub use keymap::Hint;
pub use keymap::Keymap;
pub use keymap::Layer;
pub use keymap::PRESETS;
pub use keymap::Section;
pub use keymap::preset;
pub use resolver::MAX_COUNT;
pub use resolver::Resolved;
pub use resolver::Resolver;
