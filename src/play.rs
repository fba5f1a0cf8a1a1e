//! Scripted sessions: the language, frame files, their comparison, the checks and the reports.
//!
//! A script presses keys in the same program a person uses, with a virtual clock, and compares what it sees with what was stored. This layer holds everything
//! of that which needs no running program; nothing here reads a clock or draws a screen.
//! Source: play.md.

pub mod diff;
pub mod export;
pub mod frame;
pub mod look;
pub mod matching;
pub mod outcome;
pub mod script;
pub mod terminal;
