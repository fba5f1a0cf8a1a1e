//! The business, pure: record kinds, life-cycles, cases and policies, rules, identifiers, messages.
//!
//! Nothing here knows screens, storage, threads or the clock: all come in as arguments.

pub mod identifiers;
pub mod msg;
pub mod names;
