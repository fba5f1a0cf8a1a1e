//! Scripted sessions: the language, frame files, their comparison, the checks and the reports.
//!
//! A script presses keys in the same program a person uses, with a virtual clock, and compares what it sees with what was stored. This layer holds everything
//! of that: the language and the reports, which need no running program, and the player, which drives one without a terminal.
//! Source: play.md.

pub mod diff;
mod expect;
pub mod export;
mod files;
mod fixture;
pub mod frame;
pub mod frame_command;
mod invariants;
pub mod look;
pub mod matching;
pub mod outcome;
pub mod player;
pub mod run;
pub mod script;
mod seen;
mod snapshot;
mod stage;
mod store;
pub mod terminal;
#[cfg(test)]
mod tests;
